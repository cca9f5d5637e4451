package main

import (
	"context"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"policybot/bot"
	"policybot/index"
	"policybot/knowledge"
)

func newSearchCommand(s *settings) *cobra.Command {
	var asJSON bool
	var topic, agency string
	var limit, pageNumber int
	cmd := &cobra.Command{
		Use:   "search WORDS",
		Short: "List the measures, facts and passages that match words",
		Long: `List the measures, facts and passages that match words, best first.

With "-", read searches from standard input, one a line.

Exit status: 0 something was found, 1 nothing was, 2 wrong usage or failure.`,
		Example: `  policybot search 跨境电商
  policybot search --topic finance --limit 5 loan
  policybot search --json --page 2 企业`,
		Args: wantWords("something to search for"),
		RunE: func(cmd *cobra.Command, args []string) error {
			language, err := s.language()
			if err != nil {
				return err
			}
			if limit < 1 || limit > 100 {
				return usageError("--limit %d: want 1 to 100", limit)
			}
			if pageNumber < 1 {
				return usageError("--page %d: pages are counted from 1", pageNumber)
			}
			b, err := s.open(cmd.Context(), cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			defer b.Close()
			if err := knownTopic(b.Base(), knowledge.TopicID(topic)); err != nil {
				return err
			}
			asker := bot.Asker{Language: language}
			narrowed := index.Page{Topic: knowledge.TopicID(topic), Agency: agency, Offset: (pageNumber - 1) * limit, Limit: limit}
			search := func(ctx context.Context, words string) (int, error) {
				results, err := b.Search(ctx, asker, words, narrowed)
				if err != nil {
					return 0, err
				}
				return results.Total, printResults(cmd.OutOrStdout(), &results, narrowed, asJSON)
			}
			if words := strings.Join(args, " "); words != "-" {
				total, err := search(cmd.Context(), words)
				if err != nil {
					return err
				}
				if total == 0 {
					return &exitError{code: exitNotFound}
				}
				return nil
			}
			return s.eachQuestion(cmd, func(line string) error {
				_, err := search(cmd.Context(), line)
				return err
			})
		},
	}
	flags := cmd.Flags()
	flags.BoolVar(&asJSON, "json", false, "write JSON, an object a line")
	flags.StringVar(&topic, "topic", "", "only measures of this topic (see policybot show)")
	flags.StringVar(&agency, "agency", "", "only measures of this agency")
	flags.IntVar(&limit, "limit", 10, "hits on a page, at most 100")
	flags.IntVar(&pageNumber, "page", 1, "which page of hits")
	s.completeFlag(cmd, "topic", topicsToComplete)
	s.completeFlag(cmd, "agency", agenciesToComplete)
	return cmd
}

// knownTopic returns an error that names the topics of the base where it does
// not have the one given.
func knownTopic(base *knowledge.Base, topic knowledge.TopicID) error {
	var known []string
	for _, t := range base.Topics {
		if t.ID == topic {
			return nil
		}
		known = append(known, string(t.ID))
	}
	switch {
	case topic == "":
		return nil
	case len(known) == 0:
		return usageError("--topic %s: this base has no topics", topic)
	}
	return usageError("--topic %s: no such topic; want one of %s", topic, strings.Join(known, ", "))
}

// resultsJSON is the form of search results that programs read. Its names do
// not change.
type resultsJSON struct {
	Query      string                    `json:"query"`
	Total      int                       `json:"total"`
	Hits       []hitJSON                 `json:"hits"`
	Topics     map[knowledge.TopicID]int `json:"topics"`
	Agencies   map[string]int            `json:"agencies,omitempty"`
	Suggestion string                    `json:"suggestion,omitempty"`
}

type hitJSON struct {
	Kind     index.HitKind `json:"kind"`
	Document string        `json:"document"`
	Title    string        `json:"title"`
	Section  string        `json:"section"`
	Page     int           `json:"page,omitempty"`
	Text     string        `json:"text"`
	Fact     string        `json:"fact,omitempty"`
	Measure  string        `json:"measure,omitempty"`
	Topic    string        `json:"topic,omitempty"`
	Agency   string        `json:"agency,omitempty"`
	Score    float64       `json:"score"`
}

func printResults(w io.Writer, r *index.Results, narrowed index.Page, asJSON bool) error {
	if asJSON {
		out := resultsJSON{Query: r.Query.Text, Total: r.Total, Hits: []hitJSON{}, Topics: r.Topics, Agencies: r.Agencies, Suggestion: r.Suggestion}
		if out.Topics == nil {
			out.Topics = map[knowledge.TopicID]int{}
		}
		for _, h := range r.Hits {
			out.Hits = append(out.Hits, hitJSON{
				Kind: h.Kind, Document: string(h.Document), Title: h.Title, Section: strings.Join(h.Heading, " › "), Page: h.Page, Text: h.Text,
				Fact: string(h.Fact), Measure: string(h.Measure), Topic: string(h.Topic), Agency: h.Agency, Score: roundTo(h.Score, 3),
			})
		}
		return writeJSON(w, out)
	}
	var b strings.Builder
	language := r.Query.Language
	if r.Query.Reply != "" {
		language = r.Query.Reply
	}
	p := page{Builder: &b, paint: paint(isTerminal(w)), language: language}
	p.results(r, narrowed)
	_, err := io.WriteString(w, b.String())
	return err
}

func (p page) results(r *index.Results, narrowed index.Page) {
	if r.Total == 0 {
		p.line("%s", p.say("没有找到。", "Nothing found."))
	}
	for i, h := range r.Hits {
		title := h.Title
		if h.Measure == "" && len(h.Heading) > 0 && h.Heading[len(h.Heading)-1] != title {
			title += " › " + strings.Join(h.Heading, " › ")
		}
		p.line("%d. %s", narrowed.Offset+i+1, p.bold(title))
		p.line("   %s", p.highlight(h.Text, h.Matches, 200))
		var where []string
		for _, part := range []string{string(h.Document), string(h.Topic), h.Agency, string(h.Measure)} {
			if part != "" {
				where = append(where, part)
			}
		}
		p.line("   %s", p.dim(strings.Join(where, " · ")))
	}
	if r.Suggestion != "" {
		p.line("%s %s", p.say("您是不是要找：", "Did you mean:"), r.Suggestion)
	}
	if shown := narrowed.Offset + len(r.Hits); shown < r.Total {
		p.line(p.say("共%d条，已显示到第%d条；下一页：--page %d", "%d in all, shown to %d; next: --page %d"), r.Total, shown, narrowed.Offset/narrowed.Limit+2)
	}
}

// highlight marks what matched and cuts text to about n characters around the
// first match.
func (p page) highlight(text string, matches []knowledge.Span, n int) string {
	runes := []rune(text)
	start := 0
	if len(matches) > 0 && len(runes) > n {
		before := len([]rune(text[:matches[0].Start]))
		start = max(0, min(before-n/4, len(runes)-n))
	}
	from := len(string(runes[:start]))
	until := len(string(runes[:min(len(runes), start+n)]))
	var b strings.Builder
	if from > 0 {
		b.WriteString("…")
	}
	at := from
	for _, m := range matches {
		if m.Start < at || m.End > until {
			continue
		}
		b.WriteString(text[at:m.Start])
		b.WriteString(p.mark(text[m.Start:m.End]))
		at = m.End
	}
	b.WriteString(text[at:until])
	if until < len(text) {
		b.WriteString("…")
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
