package main

import (
	"debug/buildinfo"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime/debug"

	"github.com/spf13/cobra"

	"policybot"
)

func newLicencesCommand() *cobra.Command {
	var whole, bill bool
	var program string
	cmd := &cobra.Command{
		Use:   "licences",
		Short: "Show under which licences the program and what is in it may be used",
		Long: `Show the notice of the data that is under licences of its own, and the libraries in the
program with their versions. With --full, the licence of the program follows; with --sbom
a bill of materials in CycloneDX is written instead, of what this very program was
built from.`,
		Example: `  policybot licences
  policybot licences --full
  policybot licences --sbom > policybot.cdx.json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if bill {
				return writeBill(cmd.OutOrStdout(), program)
			}
			return printLicences(cmd.OutOrStdout(), whole)
		},
	}
	cmd.Flags().BoolVar(&whole, "full", false, "with the text of the program's licence")
	cmd.Flags().BoolVar(&bill, "sbom", false, "write a bill of materials, CycloneDX JSON")
	cmd.Flags().StringVar(&program, "program", "", "with --sbom, of another Go program in this `file` instead, also one for another system")
	return cmd
}

// writeBill writes what the program was built from, as go version -m tells it,
// in the form of CycloneDX 1.5, https://cyclonedx.org/docs/1.5/json/.
func writeBill(w io.Writer, program string) error {
	info, ok := debug.ReadBuildInfo()
	if program != "" {
		var err error
		if info, err = buildinfo.ReadFile(program); err != nil {
			return fmt.Errorf("read what %s was built from: %w", program, err)
		}
	} else if !ok {
		return errors.New("this program does not know what it was built from; build it with go build")
	}
	type component struct {
		Type    string `json:"type"`
		Name    string `json:"name"`
		Version string `json:"version"`
		URL     string `json:"purl"`
	}
	of := func(kind, path, version string) component {
		return component{kind, path, version, "pkg:golang/" + path + "@" + version}
	}
	bill := struct {
		Format   string `json:"bomFormat"`
		Spec     string `json:"specVersion"`
		Version  int    `json:"version"`
		Metadata struct {
			Component component `json:"component"`
		} `json:"metadata"`
		Components []component `json:"components"`
	}{Format: "CycloneDX", Spec: "1.5", Version: 1, Components: []component{of("platform", "std", info.GoVersion)}}
	bill.Metadata.Component = of("application", info.Main.Path, info.Main.Version)
	for _, d := range info.Deps {
		if d.Replace != nil {
			d = d.Replace
		}
		bill.Components = append(bill.Components, of("library", d.Path, d.Version))
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(bill)
}

func printLicences(w io.Writer, whole bool) error {
	if _, err := io.WriteString(w, policybot.Notice); err != nil {
		return err
	}
	if info, ok := debug.ReadBuildInfo(); ok && len(info.Deps) > 0 {
		fmt.Fprint(w, "\nLibraries, each with its licence at its address\n===============================================\n\n")
		for _, d := range info.Deps {
			fmt.Fprintf(w, "https://pkg.go.dev/%s@%s?tab=licenses\n", d.Path, d.Version)
		}
	}
	if !whole {
		return nil
	}
	_, err := io.WriteString(w, "\n"+policybot.Licence)
	return err
}
