package discord

import (
	"fmt"
	"strings"

	"policybot/index"
	"policybot/knowledge"
)

// view is who looks at a card.
type view struct {
	locale locale
	*words
}

func viewIn(l locale) view { return view{l, l.words()} }

// What a card shows at most; with these the parts of an answer add up to less
// than a message holds.
const (
	shownQuotes = 2
	shownNear   = 4
)

// answerCard shows an answer: the figure large, what it is, the sentence that
// carries it, its source, and how sure the bot is. measures are what the
// figures belong to.
func answerCard(v view, a *index.Answer, measures map[knowledge.MeasureID]*knowledge.Measure, buttons []component) message {
	c := newCard()
	c.text(small(v.Question + escape(a.Query.Text, 220)))
	if a.Status != index.Answered {
		v.notFound(c, a)
		c.buttons(buttons...)
		return c.message()
	}
	if len(a.Figures) > 0 {
		first := a.Figures[0]
		lines := []string{heading(escape(first.Words, 120))}
		// The text of the answer says what the figure is, most of the time.
		if !strings.Contains(strings.ToLower(line(a.Text)), strings.ToLower(line(first.Label))) {
			lines = append(lines, strong(escape(first.Label, 150))+v.since(first))
		}
		c.text(lines...)
	}
	if a.Text != "" && (len(a.Figures) == 0 || line(a.Text) != line(a.Figures[0].Words)) {
		c.text(block(a.Text, 1000))
	}
	if a.Working != "" {
		c.text(v.Working + escape(a.Working, 260))
	}
	c.rule()
	for _, cite := range evidence(a) {
		c.text(quoted(cite.Text, 400), v.source(cite))
	}
	c.rule()
	c.text(v.scope(a, measures), small(v.confidence(a.Confidence)))
	c.buttons(buttons...)
	return c.message()
}

// evidence are the citations that carry the figures of an answer; those of
// facts beside it are left to their own card.
func evidence(a *index.Answer) []index.CitedText {
	var out []index.CitedText
	seen := map[int]bool{}
	for _, f := range a.Figures {
		if i := f.Citation; i >= 0 && i < len(a.Citations) && !seen[i] {
			seen[i] = true
			out = append(out, a.Citations[i])
		}
	}
	if len(out) == 0 {
		out = a.Citations
	}
	return out[:min(len(out), shownQuotes)]
}

// since says as of which day a figure holds.
func (v view) since(f index.AnsweredFigure) string {
	if f.AsOf.IsZero() {
		return ""
	}
	return " · " + v.AsOf + v.locale.date(f.AsOf)
}

// page says on which page something stands, "" for none.
func (v view) page(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(v.Page, v.locale.count(n))
}

// source says where a citation stands: who said it, where, when.
func (v view) source(cite index.CitedText) string {
	who := escape(cite.Speaker, 120)
	if p := escape(cite.Publisher, 90); p != who {
		who = joined(" · ", who, p)
	}
	return small("— " + joined(" · ", who, escape(cite.Title, 120), v.page(cite.Page), v.locale.date(cite.Date), link(cite.URL)))
}

// scope says what an answer is about: the measures its figures belong to, and
// for whom those are.
func (v view) scope(a *index.Answer, measures map[knowledge.MeasureID]*knowledge.Measure) string {
	seen := map[knowledge.MeasureID]bool{}
	var names []string
	for _, f := range a.Figures {
		m := measures[f.Measure]
		if m == nil || seen[f.Measure] || len(names) == 2 {
			continue
		}
		seen[f.Measure] = true
		name := escape(m.Title.In(v.locale.language()), 100)
		if len(m.Audience) > 0 {
			name += " (" + escape(v.list(m.Audience), 80) + ")"
		}
		names = append(names, name)
	}
	if len(names) == 0 {
		return ""
	}
	return small(v.Scope + joined(v.ListMark, names...))
}

func (v view) list(texts []knowledge.Text) string {
	var out []string
	for _, t := range texts {
		out = append(out, t.In(v.locale.language()))
	}
	return joined(v.ListMark, out...)
}

// confidence says in words how sure the bot is. Confidence is calibrated, so
// the words mean what they say: nineteen in twenty, four in five.
func (v view) confidence(p float64) string {
	switch {
	case p >= 0.95:
		return v.ConfidenceHigh
	case p >= 0.8:
		return v.ConfidenceGood
	}
	return v.ConfidenceLow
}

// notFound says that the documents do not say, and what is nearest.
func (v view) notFound(c *card, a *index.Answer) {
	c.text(title(v.NotFound), block(a.Text, 500), missing(a))
	if len(a.Near) == 0 {
		return
	}
	c.rule()
	c.text(strong(v.Nearest))
	for _, hit := range a.Near[:min(len(a.Near), shownNear)] {
		c.text("• " + joined(" — ", strong(escape(hit.Title, 100)), emphasised(hit.Text, hit.Matches, 300)))
	}
}

// missing says what was asked and is not in the documents, unless the answer
// says so already.
func missing(a *index.Answer) string {
	if a.Missing == "" || line(a.Missing) == line(a.Text) {
		return ""
	}
	return small(escape(a.Missing, 200))
}

// relatedCard shows facts worth knowing beside an answer.
func relatedCard(v view, a *index.Answer) message {
	c := newCard()
	c.text(title(v.Related))
	for _, f := range a.Neighbours {
		c.text("• " + joined(" — ", strong(escape(f.Words, 80)), escape(f.Label, 160)) + v.since(f))
	}
	if len(a.Neighbours) == 0 {
		c.text(v.NothingRelated)
	}
	return c.message()
}

// sourceCard shows the passages that an answer rests on, the words quoted set
// bold. A document may have changed since: then the words told stand alone.
func sourceCard(v view, a *index.Answer, base *knowledge.Base) message {
	c := newCard()
	shown := evidence(a)
	if len(shown) == 0 {
		c.text(v.NoSource)
	}
	room := 3000 / max(len(shown), 1)
	for _, cite := range shown {
		c.text(strong(escape(joined(" › ", cite.Heading...), 200)), passage(base, cite, room), v.source(cite))
		if statement := escape(cite.Statement, 300); statement != "" && line(cite.Statement) != line(cite.Text) {
			c.text(v.InOtherWords + statement)
		}
		c.rule()
	}
	return c.message()
}

// passage is the section around a citation, the words cited set bold. A long
// one is cut around them.
func passage(base *knowledge.Base, cite index.CitedText, most int) string {
	d := base.Document(cite.Document)
	if d == nil || base.Quote(cite.Citation) != cite.Text {
		return quoted(cite.Text, most)
	}
	text := d.Section(cite.Section).Text
	start, end := cite.Start, cite.End
	// Whole sentences before and after, as long as they fit. An escape may
	// take twice the room.
	before, after := start, end
	for _, s := range knowledge.Sentences(text) {
		if s.End <= start && start-s.Start < most/6 {
			before = min(before, s.Start)
		}
		if s.Start >= end && s.End-end < most/6 {
			after = max(after, s.End)
		}
	}
	window, spans := cleanSpans(text[before:after], []knowledge.Span{{Start: start - before, End: end - before}})
	return "> " + escapeText(window, spans, most-2)
}
