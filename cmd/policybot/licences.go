package main

import (
	"fmt"
	"io"
	"runtime/debug"

	"github.com/spf13/cobra"

	"policybot"
)

func newLicencesCommand() *cobra.Command {
	var whole bool
	cmd := &cobra.Command{
		Use:   "licences",
		Short: "Show under which licences the program and what is in it may be used",
		Long: `Show the notice of the data that is under licences of its own, and the libraries in the
program with their versions. With --full, the licence of the program follows.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return printLicences(cmd.OutOrStdout(), whole)
		},
	}
	cmd.Flags().BoolVar(&whole, "full", false, "with the text of the program's licence")
	return cmd
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
