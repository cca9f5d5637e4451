package card

import (
	"fmt"
	"policybot/bot/discord/rest"
	"policybot/index"
	"policybot/knowledge"
	"strings"
)

// View is who looks at a card.
type View struct {
	Locale locale
	*words
}

// ViewIn is the view of a reader of a locale.
func ViewIn(l locale) View { return View{l, l.words()} }

// What a card shows at most; with these the parts of an answer add up to less
// than a message holds.
const (
	shownQuotes = 2
	shownNear   = 4
)

// Answer shows an answer: the figure large, what it is, the sentence that
// carries it, its source, and how sure the bot is. measures are what the
// figures belong to.
func Answer(v View, a *index.Answer, measures map[knowledge.MeasureID]*knowledge.Measure, buttons []rest.Component) rest.Message {
	c := v.answer(a, measures)
	c.Buttons(buttons...)
	return c.Message()
}

// Unkept shows an answer that could not be kept, and says what that means.
func Unkept(v View, a *index.Answer, measures map[knowledge.MeasureID]*knowledge.Measure) rest.Message {
	c := v.answer(a, measures)
	c.Text(Small(v.NotKept))
	return c.Message()
}

func (v View) answer(a *index.Answer, measures map[knowledge.MeasureID]*knowledge.Measure) *Card {
	c := New()
	if a.Courtesy == "" {
		c.Text(Small(v.Question+Escape(asAsked(a), 220)), v.takenAs(a))
	}
	if a.Status != index.Answered {
		v.notFound(c, a)
		return c
	}
	v.answered(c, a, measures)
	return c
}

// answered shows what an answer says: the figure large, the words that carry it,
// and how sure it is.
func (v View) answered(c *Card, a *index.Answer, measures map[knowledge.MeasureID]*knowledge.Measure) {
	if len(a.Figures) > 0 && len(a.Parts) == 0 {
		first := a.Figures[0]
		lines := []string{heading(Escape(first.Words, 120))}
		// The text of the answer says what the figure is, most of the time.
		if !strings.Contains(strings.ToLower(Line(a.Brief())), strings.ToLower(Line(first.Label))) {
			lines = append(lines, Strong(Escape(first.Label, 150))+v.since(first))
		}
		c.Text(lines...)
	}
	c.Text(v.brief(a))
	if a.Working != "" && !strings.Contains(Line(a.Brief()), Line(a.Working)) {
		c.Text(v.Working + Escape(a.Working, 260))
	}
	c.Rule()
	for _, cite := range evidence(a) {
		c.Text(quoted(cite.Text, 400), v.source(cite))
	}
	c.Rule()
	c.Text(v.scope(a, measures), Small(v.confidence(a)))
}

// asAsked is the question as the person put it.
func asAsked(a *index.Answer) string {
	if a.Query.Asked != "" {
		return a.Query.Asked
	}
	return a.Query.Text
}

// takenAs says to what a question was completed from the one before, "" where it
// stands by itself.
func (v View) takenAs(a *index.Answer) string {
	if a.TakenAs == "" {
		return ""
	}
	return Small(v.TakenAs + Escape(a.TakenAs, 300))
}

// brief is what the figure and the quotes of an answer leave to say, "" for
// nothing; a verdict stands out as a figure does.
func (v View) brief(a *index.Answer) string {
	brief := a.Brief()
	switch {
	case len(a.Parts) > 0:
		return block(a.Text, 1000)
	case len(a.Figures) > 0 && Line(brief) == Line(a.Figures[0].Words):
		return ""
	case len(a.Figures) == 0 && brief != "" && brief != a.Text:
		return heading(Escape(brief, 120))
	}
	return block(brief, 1000)
}

// evidence are the citations that carry the figures of an answer; those of
// facts beside it are left to their own card.
func evidence(a *index.Answer) []index.CitedText {
	var out []index.CitedText
	for _, part := range a.Parts {
		if list := evidence(part); part.Status == index.Answered && len(list) > 0 {
			out = append(out, list[0])
		}
	}
	if len(out) > 0 {
		return out[:min(len(out), shownQuotes)]
	}
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
func (v View) since(f index.AnsweredFigure) string {
	if f.AsOf.IsZero() {
		return ""
	}
	return " · " + v.AsOf + v.Locale.date(f.AsOf)
}

// page says on which page something stands, "" for none.
func (v View) page(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(v.Page, v.Locale.Count(n))
}

// source says where a citation stands: who said it, where, when.
func (v View) source(cite index.CitedText) string {
	who := Escape(cite.Speaker, 120)
	if p := Escape(cite.Publisher, 90); p != who {
		who = Joined(" · ", who, p)
	}
	return Small("— " + Joined(" · ", who, Escape(cite.Title, 120), v.page(cite.Page), v.Locale.date(cite.Date), link(cite.URL)))
}

// scope says what an answer is about: the measures its figures belong to, and
// for whom those are.
func (v View) scope(a *index.Answer, measures map[knowledge.MeasureID]*knowledge.Measure) string {
	seen := map[knowledge.MeasureID]bool{}
	var names []string
	for _, f := range a.Figures {
		m := measures[f.Measure]
		if m == nil || seen[f.Measure] || len(names) == 2 {
			continue
		}
		seen[f.Measure] = true
		name := Escape(m.Title.In(v.Locale.Language()), 100)
		if len(m.Audience) > 0 {
			name += " (" + Escape(v.list(m.Audience), 80) + ")"
		}
		names = append(names, name)
	}
	if len(names) == 0 {
		return ""
	}
	return Small(v.Scope + Joined(v.ListMark, names...))
}

func (v View) list(texts []knowledge.Text) string {
	var out []string
	for _, t := range texts {
		out = append(out, t.In(v.Locale.Language()))
	}
	return Joined(v.ListMark, out...)
}

// confidence says in words how sure the bot is. Confidence is calibrated, so
// the words mean what they say: nineteen in twenty, four in five, about seven in ten of the others that
// are given as the answer.
func (v View) confidence(a *index.Answer) string {
	switch {
	case a.Confidence >= 0.95:
		return v.ConfidenceHigh
	case a.Confidence >= 0.8:
		return v.ConfidenceGood
	case a.Status == index.Answered:
		return v.ConfidenceFair
	}
	return v.ConfidenceLow
}

// notFound says that the documents do not say, and what is nearest; or what is
// closest where the answer may be among it.
func (v View) notFound(c *Card, a *index.Answer) {
	if a.Courtesy != "" {
		c.Text(block(a.Text, 1000))
		return
	}
	if a.Unsure && len(a.Near) > 0 {
		c.Text(Title(v.Unsure), v.Closest)
		for _, hit := range a.Near[:min(len(a.Near), shownNear)] {
			c.Rule()
			c.Text(quotedMarked(hit), v.hitSource(hit))
		}
		c.Rule()
		c.Text(Small(v.confidence(a)))
		return
	}
	if a.SaysNothing() {
		c.Text(Title(v.NotFound))
	} else {
		c.Text(Title(v.NotFound), block(a.Text, 500), missing(a))
	}
	if len(a.Near) == 0 {
		return
	}
	c.Rule()
	c.Text(Strong(v.Nearest))
	for _, hit := range a.Near[:min(len(a.Near), shownNear)] {
		c.Text("• " + Joined(" — ", Strong(Escape(hit.Title, 100)), emphasised(hit.Text, hit.Matches, 300)))
	}
}

// quotedMarked is a passage as a quotation, with what matched set bold.
func quotedMarked(hit index.Hit) string {
	return "> " + emphasised(hit.Text, hit.Matches, 400)
}

// hitSource says where a passage stands.
func (v View) hitSource(hit index.Hit) string {
	return Small("— " + Joined(" · ", Escape(hit.Title, 120), Escape(Joined(" › ", hit.Heading...), 120), v.page(hit.Page)))
}

// missing says what was asked and is not in the documents, unless the answer
// says so already.
func missing(a *index.Answer) string {
	if a.Missing == "" || Line(a.Missing) == Line(a.Text) {
		return ""
	}
	return Small(Escape(a.Missing, 200))
}

// Related shows facts worth knowing beside an answer.
func Related(v View, a *index.Answer) rest.Message {
	c := New()
	c.Text(Title(v.Related))
	for _, f := range a.Neighbours {
		c.Text("• " + Joined(" — ", Strong(Escape(f.Words, 80)), Escape(f.Label, 160)) + v.since(f))
	}
	if len(a.Neighbours) == 0 {
		c.Text(v.NothingRelated)
	}
	return c.Message()
}

// Source shows the passages that an answer rests on, the words quoted set
// bold. A document may have changed since: then the words told stand alone.
func Source(v View, a *index.Answer, base *knowledge.Base) rest.Message {
	c := New()
	shown := evidence(a)
	if len(shown) == 0 {
		c.Text(v.NoSource)
	}
	room := 3000 / max(len(shown), 1)
	for _, cite := range shown {
		c.Text(Strong(Escape(Joined(" › ", cite.Heading...), 200)), passage(base, cite, room), v.source(cite))
		if statement := Escape(cite.Statement, 300); statement != "" && Line(cite.Statement) != Line(cite.Text) {
			c.Text(v.InOtherWords + statement)
		}
		c.Rule()
	}
	return c.Message()
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
