package choose

import (
	"math"
	"strconv"
	"strings"

	"policybot/knowledge/frame"
)

// score returns BM25 of the question's terms in a statement and, weighing
// less, in what it stands under.
func (m *matching) score(d *document, s *statement) float64 {
	return m.bm25(m.text(d, s), s.length, lengthWeight) +
		leadWeight*m.bm25(m.field(s.headingWords), 0, 0) +
		leadWeight*m.bm25(m.field(s.leadWords), 0, 0) +
		titleWeight*m.bm25(m.field(d.title), 0, 0)
}

// describe gives the candidates their features.
func (c *Chooser) describe(m *matching, list []Candidate, ranks []int) {
	if len(list) == 0 {
		return
	}
	q := m.question
	rank := make(map[int]int, len(ranks))
	for i, d := range ranks {
		rank[d] = i + 1
	}
	top := max(list[0].words, 1e-6)
	for i := range list {
		k := &list[i]
		k.Features = make(Features, 48)
		k.reading = c.reading(k.document, k.statement)
		if q.AsksFigure() {
			c.bindings(k.document, k.statement)
		}
		m.describeWords(k)
		m.unsaid(c, k)
		k.Features.set("words of best", k.words/top)
		k.Features.set("rank", 1/float64(1+i))
		k.describeForm(q)
		k.describeKind(q, m)
		c.describeScope(q, k)
		if n := rank[k.ordinal]; n > 0 {
			k.Features.flag("document first", n == 1)
			k.Features.set("document rank", 1/float64(n))
		}
	}
}

// describeWords says how much of the question the candidate says.
func (m *matching) describeWords(k *Candidate) {
	f, q := k.Features, m.question
	text, lead := m.text(k.document, k.statement), m.field(k.leadWords)
	heading, title := m.field(k.headingWords), m.field(k.document.title)
	total, known := max(q.total, 1e-9), max(q.total-q.unknown, 1e-9)
	f.set("words", k.words/total/(saturation+1))
	f.set("words of text", m.bm25(text, k.length, lengthWeight)/total/(saturation+1))
	f.set("words of text, short", m.bm25(text, k.length, 0.75)/total/(saturation+1))
	said := m.cover(text)
	f.set("cover text", said/known)
	f.set("cover lead", m.cover(lead)/known)
	f.set("cover heading", m.cover(heading)/known)
	f.set("cover title", m.cover(title)/known)
	f.set("cover near", m.cover(text, lead, heading)/known)
	all := m.cover(text, lead, heading, title) / known
	f.set("cover", all)
	f.set("cover squared", all*all)
	if len(m.target) > 0 {
		target := m.align(m.target, text)
		f.set("target text", target.share)
		f.set("target near", m.align(m.target, text, lead, heading).share)
		f.set("target worst", target.worst/10)
	}
	if len(m.clause) > 0 {
		clause := m.align(m.clause, text, lead, heading, title)
		f.set("asked align", clause.share)
		f.set("asked worst", clause.worst/10)
	}
	near, whole := m.align(nil, text, lead, heading), m.align(nil, text, lead, heading, title)
	f.set("align text", m.align(nil, text).share)
	f.set("align near", near.share)
	f.set("align", whole.share)
	f.set("align squared", whole.share*whole.share)
	f.set("worst near", near.worst/10)
	f.set("worst", whole.worst/10)
	if k.previous >= 0 {
		d := k.document
		before := m.text(d, &d.statements[k.previous])
		f.set("cover with previous", m.cover(text, lead, heading, title, before)/known)
		f.set("cover previous", m.cover(before)/known)
		f.set("align with previous", m.align(nil, text, lead, heading, title, before).share)
	} else {
		f.set("cover with previous", all)
		f.set("align with previous", whole.share)
	}
	if k.weight > 0 {
		f.set("precision", said/k.weight)
		f.set("precision, root", math.Sqrt(said/k.weight))
	}
	f.set("adjacent", m.adjacency(text))
}

// describeForm says what kind of statement the candidate is.
func (k *Candidate) describeForm(q *Question) {
	f := k.Features
	text := strings.TrimSpace(k.text)
	f.set("length", logLength(k.length))
	f.flag("short", k.length < 6)
	f.flag("long", k.length > 80)
	f.flag("item", k.kind == frame.Item && k.extent == single)
	f.flag("lead-in", k.kind == frame.LeadIn && k.extent == single)
	f.flag("row", k.kind == frame.Row)
	f.flag("list", k.extent == list)
	f.flag("pair", k.extent == pair)
	f.flag("passage", k.extent == passage)
	f.flag("question", strings.HasSuffix(text, "?") || strings.HasSuffix(text, "？"))
	f.flag("fragment", !strings.ContainsAny(text, ".。;；:：") && k.kind == frame.Sentence)
	f.flag("first of section", k.previous < 0)
	if len(q.numbers) > 0 {
		held := 0
		for _, n := range q.numbers {
			if holdsNumber(k.text, n) || holdsNumber(k.lead, n) {
				held++
			}
		}
		f.set("numbers", float64(held)/float64(len(q.numbers)))
		f.flag("no number", held == 0)
	}
	if len(q.names) > 0 {
		all := strings.ToLower(k.text + "\n" + k.lead + "\n" + k.heading + "\n" + k.document.Title + "\n" + string(k.document.ID))
		held := 0
		for _, n := range q.names {
			if strings.Contains(all, n) {
				held++
			}
		}
		f.set("names", float64(held)/float64(len(q.names)))
		f.flag("no name", held == 0)
	}
}

func logLength(terms int) float64 { return math.Log(1+float64(terms)) / 5 }

// describeKind says whether the candidate states the kind of answer that is
// asked for.
func (k *Candidate) describeKind(q *Question, m *matching) {
	f := k.Features
	numbers, days := k.numbers, k.days
	kind := string(q.Asked.Kind)
	if wanted := dimensions[q.Asked.Kind]; wanted != nil {
		holds, digit := anyDimension(k.dimensions, wanted), strings.ContainsAny(k.text, "0123456789")
		f.flag("holds kind", holds)
		f.flag("holds kind: "+kind, holds)
		f.flag("holds number", numbers > 0)
		f.flag("holds none", len(k.dimensions) == 0 && !digit)
		f.flag("holds digit: "+kind, digit)
		f.set("unit: "+kind, m.unitShare(m.text(k.document, k.statement)))
		f.flag("figure asked: list", k.extent == list)
		f.flag("figure asked: pair", k.extent == pair)
		f.flag("figure asked: passage", k.extent == passage)
		f.flag("figure asked: lead-in", k.kind == frame.LeadIn && k.extent == single)
		f.set("figure asked: length", logLength(k.length))
		f.set("figure asked: figures", math.Log(1+float64(numbers)))
	} else {
		f.flag(kind+": number", numbers > 0)
		f.flag(kind+": day", days)
		f.flag(kind+": list", k.extent == list)
		f.flag(kind+": pair", k.extent == pair)
		f.flag(kind+": passage", k.extent == passage)
		f.flag(kind+": lead-in", k.kind == frame.LeadIn && k.extent == single)
		f.flag(kind+": item", k.kind == frame.Item && k.extent == single)
		f.flag(kind+": modal", k.obliges)
		f.flag(kind+": because", k.reasons)
		f.set(kind+": length", logLength(k.length))
	}
	f.set("figures", math.Log(1+float64(numbers)))
	f.flag("several asked: one", q.Asked.Several && k.extent == single)
	f.flag("several asked: pair", q.Asked.Several && k.extent == pair)
	f.flag("several asked: passage", q.Asked.Several && k.extent == passage)
	f.flag("several for arithmetic", q.Asked.Operation != "" && numbers > 1)
}

// describeScope says whether the candidate holds for the years and places that
// the question names.
func (c *Chooser) describeScope(q *Question, k *Candidate) {
	f := k.Features
	published := k.document.Source.Published.Year
	k.contradicted, k.silent = k.fitYear(q)
	k.silent = k.silent || q.office && !namesPerson(k.text)
	named := false
	for _, year := range q.years {
		s := strconv.Itoa(year)
		within := strings.Contains(k.text, s) || strings.Contains(k.lead, s) || strings.Contains(k.heading, s)
		titled := strings.Contains(k.document.Title+string(k.document.ID), s)
		named = named || published == year || titled
		f.flag("year in text", within)
		f.flag("year in title", titled)
		f.flag("year of document", published == year)
		f.flag("other year in text", !within && yearPattern.MatchString(k.text))
		f.flag("document of other year", published != 0 && published != year && !within)
	}
	k.superseded = c.superseded()[k.ordinal] && !named
	f.flag("superseded", k.superseded)
	if len(q.places) > 0 {
		fit := k.fitOf(q.places)
		f.flag("place named", fit.named)
		f.flag("place held", fit.held && !fit.named)
		f.flag("place wider", fit.wider && !fit.named)
		k.contradicted = k.contradicted || fit.contradicted || fit.elsewhere
		k.silent = k.silent || fit.silent && !q.passing()
		f.flag("place unknown", fit.unknown)
	}
}
