package compose

import (
	"context"
	"fmt"
	"log/slog"
	"regexp"
	"slices"
	"strings"

	"policybot/index/check"
	"policybot/index/facts"
	"policybot/knowledge"
	"policybot/knowledge/frame"
)

// proven reports whether what an answer cites proves it. One that is not proven
// is emptied.
func (x *Composer) proven(ctx context.Context, a *Answer) bool {
	err := check.Prove(x.reply(a))
	if err != nil {
		logWithheld(ctx, a, err)
		*a = Answer{Query: a.Query, Status: NotFound, Language: a.Language}
	}
	return err == nil
}

// logWithheld tells the log of a reply that is not given, and what of it is not
// proven.
func logWithheld(ctx context.Context, a *Answer, err error) {
	slog.ErrorContext(ctx, "answer withheld: it could not be proven", "question", a.Query.Text, "answer", a.Text, "error", err)
}

// reply is an answer as the checker takes it. What the base says of a statement
// is read from the base again, not from the answer.
func (x *Composer) reply(a *Answer) *check.Reply {
	r := &check.Reply{Text: strings.TrimSuffix(a.Text, a.note), Language: string(a.Language), Question: a.Query.Text, Working: a.Working}
	for _, premise := range a.Query.Premises {
		r.Given = append(r.Given, premise.Text)
	}
	for _, f := range a.Figures {
		claim := check.Claim{Words: f.Words, Label: f.Label, AsOf: f.AsOf, Source: f.Citation}
		if f.Computed {
			claim.Source = -1
		}
		r.Claims = append(r.Claims, claim)
	}
	for _, c := range a.Citations {
		s := x.cited(c)
		if a.tabled {
			s.Cells = x.cells(c.Citation)
		}
		r.Sources = append(r.Sources, s)
	}
	return r
}

// cited gathers what the base holds about a statement that is cited.
func (x *Composer) cited(c CitedText) check.Source {
	s := check.Source{Words: c.Text, Statement: c.Statement, Headings: c.Heading, Published: c.Date}
	s.Origin = append(s.Origin, c.Title, c.Publisher, c.Speaker)
	if c.Page > 0 {
		s.Origin = append(s.Origin, fmt.Sprint(c.Page))
	}
	if d := x.store.Base.Document(c.Document); d != nil {
		s.Origin = append(append(s.Origin, d.Title, d.Source.Publisher, d.Source.Number), facts.Texts(d.Titles)...)
		if section := d.Section(c.Section); section != nil {
			s.LeadIns = leadIns(section.Text, c.Start)
		}
	}
	for _, entry := range x.store.Measures {
		if m := entry.Measure; m.Cite.Document == c.Document && m.Cite.Section == c.Section {
			announced(&s, m, c.Citation)
		}
	}
	return s
}

// cells returns the cells of the row of a table that a citation points at.
func (x *Composer) cells(cite knowledge.Citation) []check.Cell {
	var out []check.Cell
	for _, t := range x.tablesOf(x.store.Ordinal(cite.Document)) {
		for i := range t.Rows {
			if t.Rows[i].Cite != cite {
				continue
			}
			for j := range t.Columns {
				cell := t.Cell(i, j)
				names := slices.Concat(t.Rows[i].Path, t.Columns[j].Path, []string{t.Scope.Title, t.Source.Caption}, t.Scope.Heading)
				out = append(out, check.Cell{Text: cell.Text, Names: names, Unit: unitWords(cell.Unit)})
			}
		}
	}
	return out
}

// unitWords says a unit in every way in which it may be told.
func unitWords(u frame.TableUnit) string {
	scale := map[string]string{"1000": "thousand", "1000000": "million", "1000000000": "billion"}[u.Scale.String()]
	return strings.Join([]string{u.Words, u.Symbol, scale, u.Per}, " ")
}

// announced adds what a measure says by hand: its names, and the statements
// cited in each language.
func announced(s *check.Source, m *knowledge.Measure, cite knowledge.Citation) {
	s.Names = append(append(append(s.Names, facts.Texts(m.Title)...), facts.Texts(m.Agency)...), facts.Texts(m.Speaker)...)
	for _, language := range []knowledge.Language{knowledge.Chinese, knowledge.English} {
		s.Origin = append(s.Origin, facts.WriteDate(m.Effective, language), facts.WriteDate(m.Deadline, language))
	}
	if m.Cite == cite {
		s.Statement += "\n" + strings.Join(facts.Texts(m.Summary), "\n")
	}
	for i := range m.Facts {
		f := &m.Facts[i]
		if f.Cite != cite {
			continue
		}
		s.AsOf = f.AsOf
		s.Statement += "\n" + strings.Join(facts.Texts(f.Statement), "\n")
		s.Names = append(append(s.Names, facts.Texts(f.Label)...), f.Also...)
		for _, label := range f.Labels {
			s.Names = append(s.Names, facts.Texts(label)...)
		}
	}
}

// leadIns returns the line that ends in a colon before an item of a list: the
// words that the item stands under.
func leadIns(text string, start int) []string {
	start = min(start, len(text))
	lines := strings.Split(text[:start], "\n")
	rest, _, _ := strings.Cut(text[start:], "\n")
	item := strings.TrimSpace(lines[len(lines)-1] + rest)
	if opensList(item) || closesSentence(item) && !listItem.MatchString(item) {
		return nil
	}
	for i := len(lines) - 2; i >= 0; i-- {
		line := strings.TrimSpace(lines[i])
		if opensList(line) {
			return []string{line}
		}
		if closesSentence(line) {
			return nil
		}
	}
	return nil
}

// listItem is how an item of a list with marks begins.
var listItem = regexp.MustCompile(`^(?:[-*•]|[（(]?[0-9a-zA-Z一二三四五六七八九十]{1,3}[)）.、．]|[①-⑳])`)

// opensList reports whether a line ends in a colon.
func opensList(line string) bool {
	return strings.HasSuffix(line, "：") || strings.HasSuffix(line, ":")
}

// closesSentence reports whether a line ends a sentence, which few items of a list
// without numbers do.
func closesSentence(line string) bool {
	return strings.HasSuffix(line, "。") || strings.HasSuffix(line, ".") || strings.HasSuffix(line, "?") || strings.HasSuffix(line, "？")
}
