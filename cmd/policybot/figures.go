package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"policybot/knowledge/figure"
)

// newFiguresCommand returns the command that shows what the figure reader makes
// of text.
func newFiguresCommand() *cobra.Command {
	var date string
	var asJSON bool
	command := &cobra.Command{
		Use:   "figures [--date YYYY-MM-DD] [--json]",
		Short: "Read the figures and dates in text",
		Long: `Read text on standard input, a line at a time, and show every figure and date in
it: exact value, unit, bound, and the words that state it.

Dates without a year take theirs from the day the text was published (--date);
without it they keep none and are marked ambiguous.

With --json, each line of input gives one line of output: an array of figures,
[] where there are none.`,
		Example: `  echo '截至3月末，累计建成5G基站5.2万座' | policybot figures --date 2020-04-15
  policybot figures --json < notice.txt`,
		Args: cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			var published figure.Date
			if date != "" {
				var err error
				if published, err = figure.ParseDate(date); err != nil {
					return fmt.Errorf("--date: %w", err)
				}
			}
			show := showFigures
			if asJSON {
				show = encodeFigures
			}
			return eachLine(command.InOrStdin(), func(line string) error {
				return show(command.OutOrStdout(), line, figure.Find(line, published))
			})
		},
	}
	command.Flags().StringVar(&date, "date", "", "day the text was published, `YYYY-MM-DD`")
	command.Flags().BoolVar(&asJSON, "json", false, "one JSON array for each line of input")
	return command
}

// eachLine calls do with every line of r, of any length, without its line end.
func eachLine(r io.Reader, do func(line string) error) error {
	lines := bufio.NewReader(r)
	for {
		line, err := lines.ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return fmt.Errorf("read standard input: %w", err)
		}
		if end := err != nil; end && line == "" {
			return nil
		}
		line = strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
		if err := do(line); err != nil {
			return err
		}
	}
}

// encodeFigures writes figures as one line of JSON.
func encodeFigures(w io.Writer, _ string, figures []figure.Figure) error {
	if figures == nil {
		figures = []figure.Figure{}
	}
	var line bytes.Buffer
	encoder := json.NewEncoder(&line)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(figures); err != nil {
		return err
	}
	_, err := w.Write(line.Bytes())
	return err
}

// showFigures writes a line of text and its figures below it.
func showFigures(w io.Writer, line string, figures []figure.Figure) error {
	if strings.TrimSpace(line) == "" {
		return nil
	}
	var out bytes.Buffer
	fmt.Fprintln(&out, line)
	if len(figures) == 0 {
		fmt.Fprintln(&out, "    -")
	}
	width := 0
	for _, f := range figures {
		width = max(width, displayWidth(f.Text))
	}
	for _, f := range figures {
		fmt.Fprintf(&out, "    %s%s  %s\n", f.Text, strings.Repeat(" ", width-displayWidth(f.Text)), describeFigure(f))
	}
	_, err := w.Write(out.Bytes())
	return err
}

// displayWidth returns the columns s takes on a terminal: two for an ideograph.
func displayWidth(s string) int {
	width := 0
	for _, r := range s {
		if r >= 0x1100 && !(r >= 0x2010 && r <= 0x2027) {
			width++
		}
		width++
	}
	return width
}

// describeFigure returns the parts of f in the words of the specification.
func describeFigure(f figure.Figure) string {
	value := f.ValueString()
	if value == "" && f.Low != nil && f.High != nil {
		value = f.Low.Value.String() + ".." + f.High.Value.String()
	}
	parts := []string{string(f.Bound), value, f.Unit, string(f.Dimension)}
	note := func(name, text string) {
		if text != "" {
			parts = append(parts, name+"="+text)
		}
	}
	if f.Role != "" && f.Role != figure.Level {
		note("role", string(f.Role))
	}
	if c := f.Change; c != nil {
		change := string(c.Direction)
		if c.From != nil {
			change += " from " + c.From.String()
		}
		if c.Delta != nil {
			change += " by " + c.Delta.String() + " " + c.DeltaUnit
		}
		if c.Basis != "" {
			change += " on " + c.Basis
		}
		note("change", change)
	}
	note("per", strings.Join(f.Per, ","))
	note("as_of", f.AsOf.String())
	note("subject", f.Subject)
	note("actor", f.Actor)
	if f.Ambiguous {
		parts = append(parts, "ambiguous")
	}
	return strings.Join(parts, " ")
}
