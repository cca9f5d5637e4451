package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"policybot/bot/notify"
	"policybot/bot/state"
	"policybot/knowledge"
)

func newChangesCommand(s *settings) *cobra.Command {
	var since, document string
	var most int
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "changes",
		Short: "List what has changed in the base that is served, newest first",
		Long: `List what has changed in the base that is served, newest first: what the change log in
the data directory holds, minor changes too. It can run beside serve.`,
		Example: `  policybot changes
  policybot changes --since 2025-03-01 --document loans.md
  policybot changes --since 7d --limit 200 --json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			language, err := s.language()
			if err != nil {
				return err
			}
			from, err := notify.Since(time.Now(), since)
			if err != nil {
				return usageError("--since %q: %w", since, err)
			}
			store, err := state.OpenExisting(cmd.Context(), s.data)
			if err != nil {
				return err
			}
			defer store.Close()
			list, err := notify.Past(cmd.Context(), store, state.Bases{Operator: true}, from, document)
			if err != nil {
				return err
			}
			more := max(len(list)-most, 0)
			list = list[:len(list)-more]
			if asJSON {
				return writeLoggedJSON(cmd.OutOrStdout(), list, more)
			}
			if len(list) == 0 {
				fmt.Fprintln(cmd.OutOrStdout(), "Nothing has changed in that time.")
				return &exitError{code: exitNotFound}
			}
			return writeLogged(cmd.OutOrStdout(), list, more, language)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&since, "since", "", "a `day` (2025-03-01) or how long ago (7d, 2w, 12h)")
	flags.StringVar(&document, "document", "", "only documents whose id or title holds these `words`")
	flags.IntVar(&most, "limit", 50, "list at most so `many`")
	flags.BoolVar(&asJSON, "json", false, "write JSON")
	return cmd
}

// loggedJSON is what programs read of a change of the log. Its names do not
// change.
type loggedJSON struct {
	Seq   int64     `json:"seq"`
	At    time.Time `json:"at"`
	Title string    `json:"title"`
	changeJSON
}

func writeLoggedJSON(w io.Writer, list []state.Logged, more int) error {
	out := struct {
		Changes []loggedJSON `json:"changes"`
		More    int          `json:"more"`
	}{[]loggedJSON{}, more}
	for i := range list {
		c := &list[i]
		out.Changes = append(out.Changes, loggedJSON{c.Seq, c.At.UTC(), c.Change.Title, newChangeJSON(&c.Change)})
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(out)
}

func writeLogged(w io.Writer, list []state.Logged, more int, l knowledge.Language) error {
	var b strings.Builder
	for i := range list {
		c := &list[i]
		in := l
		if in == "" {
			in = knowledge.English
			if strings.ContainsFunc(c.Change.Title, func(r rune) bool { return r >= 0x4e00 && r <= 0x9fff }) {
				in = knowledge.Chinese
			}
		}
		fmt.Fprintf(&b, "%s  %s — %s\n", c.At.Local().Format("2006-01-02 15:04"), printable(c.Change.Title), printable(c.Change.Headline(in)))
	}
	if more > 0 {
		fmt.Fprintf(&b, "and %d more; see them with --limit %d\n", more, len(list)+more)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
