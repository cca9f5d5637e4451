package check

import (
	"regexp"
	"slices"
	"strings"

	"policybot/knowledge/figure"

	"github.com/shopspring/decimal"
)

// Prove returns nil where everything that the reply says is proven by what it
// cites, and otherwise a [*Fault].
func Prove(r *Reply) error {
	if f := prove(r); f != nil {
		return f
	}
	return nil
}

func prove(r *Reply) *Fault {
	e := newEvidence(r)
	for _, given := range r.Given {
		if !strings.Contains(r.Question, given) {
			return fault(Value, given, "the question does not say so")
		}
	}
	if m := denial.FindStringSubmatch(strings.TrimSpace(r.Text)); m != nil && !e.given(m[1]) {
		return fault(Value, m[1], "the question does not say so")
	}
	if len(e.cells.all) > 0 {
		return e.tabulated()
	}
	if f := e.worked(); f != nil {
		return f
	}
	for _, c := range r.Claims {
		if f := e.claim(c); f != nil {
			return f
		}
	}
	for _, line := range lines(withoutVerdict(r.Text)) {
		if f := e.line(strings.TrimSpace(strings.TrimPrefix(line, "•"))); f != nil {
			return f
		}
	}
	return e.judged()
}

// claimed returns the figures of a claim's words: one, or both levels of a
// change written with an arrow.
func (e *evidence) claimed(c Claim) []figure.Figure {
	published := figure.Date{}
	if c.Source >= 0 && c.Source < len(e.reply.Sources) {
		published = e.reply.Sources[c.Source].Published
	}
	return figuresIn(c.Words, published)
}

// claim proves one claimed figure by the source it cites.
func (e *evidence) claim(c Claim) *Fault {
	if c.Source >= len(e.sources) || c.Source < 0 && e.reply.Working == "" {
		return fault(Citation, c.Words, "it cites nothing")
	}
	figures := e.claimed(c)
	if c.Source < 0 {
		return e.result(c, figures)
	}
	cited := e.sources[c.Source : c.Source+1]
	if len(figures) == 0 {
		if whole(cited[0].source, c.Words) {
			return nil
		}
		return fault(Value, c.Words, "the statement cited does not say so")
	}
	if f := e.fromTo(c.Words, cited); f != nil {
		return f
	}
	for _, f := range figures {
		if year(f, cited[0].source) {
			continue
		}
		if fault := e.tellsFigure(f, c.Label+"\n"+e.lineWith(c.Words), c.Label, cited); fault != nil {
			return fault
		}
	}
	if c.AsOf != (figure.Date{}) {
		return e.asOf(c, cited)
	}
	return nil
}

// result proves a claim that the working comes out at it.
func (e *evidence) result(c Claim, figures []figure.Figure) *Fault {
	if len(figures) != 1 || !e.computed(figures[0]) {
		return fault(Arithmetic, c.Words, "the working does not come out at it")
	}
	return nil
}

// year reports whether a bare number is a year that the source speaks of.
func year(f figure.Figure, s *Source) bool {
	if f.Dimension != figure.Number || f.Unit != "" {
		return false
	}
	return slices.ContainsFunc(figuresIn(s.Words, s.Published), func(g figure.Figure) bool {
		return isDate(g) && f.Value.Equal(decimal.NewFromInt(int64(g.Date.Year))) && strings.Contains(g.Text, f.Text)
	})
}

// lineWith returns the line of the reply that holds some words, or the words.
func (e *evidence) lineWith(words string) string {
	for _, line := range lines(e.reply.Text) {
		if len(places(line, words)) > 0 {
			return line
		}
	}
	return words
}

// whole reports whether a source says words that no figure was read from.
func whole(s *Source, words string) bool {
	for _, text := range []string{s.Words, s.Statement} {
		if len(places(text, words)) > 0 {
			return true
		}
	}
	return false
}

// asOf proves the day that a claim is said to have been true.
func (e *evidence) asOf(c Claim, cited []read) *Fault {
	day := figure.Figure{Dimension: figure.DateDay, Date: c.AsOf, Bound: figure.Equal, Role: figure.AsOf}
	if found, _ := e.find(day, "", cited); len(found) == 0 {
		return fault(Period, c.Words, "the statement cited does not say that it was so on %s", c.AsOf)
	}
	return nil
}

// line proves a line of the reply: as a quote, or sentence by sentence.
func (e *evidence) line(line string) *Fault {
	if line == "" {
		return nil
	}
	if done, f := e.quoted(line); done {
		return f
	}
	if before, after, ok := strings.Cut(line, e.reply.Working); ok && e.reply.Working != "" {
		// What leads to the working names its result, and may name its operands.
		return e.composed(before + " " + after)
	}
	if pieces := sentences(line); len(pieces) > 1 {
		for _, piece := range pieces {
			if f := e.line(piece); f != nil {
				return f
			}
		}
		return nil
	}
	if bare := strings.TrimRight(line, "。.;；，, "); bare != line {
		if done, f := e.quoted(bare); done {
			return f
		}
	}
	return e.labelled(line)
}

// labelled proves "label: quote" in two parts, and anything else as composed.
func (e *evidence) labelled(line string) *Fault {
	for _, colon := range []string{"：", ": "} {
		label, rest, ok := strings.Cut(line, colon)
		if !ok || len(figuresIn(rest, figure.Date{})) > 0 && len([]rune(rest)) < shortQuote {
			continue
		}
		if done, f := e.quoted(strings.TrimRight(rest, "。. ")); done {
			if f == nil {
				f = e.composed(label)
			}
			return f
		}
	}
	return e.composed(line)
}

// shortQuote is how many characters behind a colon are told with their label
// rather than as a quote.
const shortQuote = 30

// sentenceEnd ends a sentence of a reply.
var sentenceEnd = regexp.MustCompile(`[。；！？]|[.;!?](?:\s|$)`)

func sentences(line string) []string {
	var out []string
	from := 0
	for _, at := range sentenceEnd.FindAllStringIndex(line, -1) {
		if piece := strings.TrimSpace(line[from:at[1]]); piece != "" {
			out = append(out, piece)
		}
		from = at[1]
	}
	if piece := strings.TrimSpace(line[from:]); piece != "" {
		out = append(out, piece)
	}
	return out
}

// asOfNote is the day that a figure was true, as replies note it.
var asOfNote = regexp.MustCompile(`（截至[^（）]*）|\(as of [^()]*\)`)

// composed proves a piece in the reply's own words: its figures, its numbers,
// its words and its negation.
func (e *evidence) composed(piece string) *Fault {
	for _, given := range e.reply.Given {
		piece = strings.ReplaceAll(piece, "“"+given+"”", " ")
	}
	if f := e.fromTo(piece, e.sources); f != nil {
		return f
	}
	rest, fault := e.toldFigures(piece)
	if fault != nil {
		return fault
	}
	for _, n := range numbers(string(rest)) {
		if !e.numbers[n] {
			return &Fault{Value, n, "no cited statement prints this number"}
		}
	}
	if word := e.foreign(string(rest)); word != "" {
		return &Fault{Words, piece, "no cited statement says “" + word + "”"}
	}
	return e.polarity(piece)
}

// toldFigures proves the figures of a composed piece, and returns the piece
// without them.
func (e *evidence) toldFigures(piece string) ([]byte, *Fault) {
	rest := []byte(piece)
	label := asOfNote.ReplaceAllString(piece, " ")
	figures := figuresIn(piece, e.published())
	for _, f := range figures {
		blank(rest, f)
	}
	for _, f := range figures {
		if e.repeats(label, f) || e.named(piece, f) {
			continue
		}
		said := label
		if len(figures) > 2 {
			said = beforeFigure(piece, f) // a list has words for each
		}
		if fault := e.tellsFigure(f, piece, withoutFigures(said), e.sources); fault != nil {
			return nil, fault
		}
		if fault := e.counted(f); fault != nil {
			return nil, fault
		}
		if len(f.Per) > 0 { // it was read from these words, and proven
			rest = perPhrase.ReplaceAll(rest, []byte(" "))
		}
	}
	return rest, nil
}

// perPhrase says what a figure is per.
var perPhrase = regexp.MustCompile(`每(?:个工作日|小时|季度|学期|平方米|立方米|公斤|千瓦时|[\p{Han}])|(?i:\b(?:per|each) [a-z²³]+(?: day\b)?)`)

func (e *evidence) published() figure.Date {
	for i := range e.reply.Sources {
		if d := e.reply.Sources[i].Published; d != (figure.Date{}) {
			return d
		}
	}
	return figure.Date{}
}

// counted proves the number that what is counted may have of its own: 5G base
// stations.
func (e *evidence) counted(f figure.Figure) *Fault {
	if own := numbers(f.Text); f.Dimension == figure.Count && len(own) > 1 && !e.numbers[own[1]] {
		return fault(Value, f.Text, "no cited statement prints %s", own[1])
	}
	return nil
}

// repeats reports whether a piece tells the result of the working once more: of
// nothing else than what the working is of.
func (e *evidence) repeats(label string, f figure.Figure) bool {
	if !e.computed(f) {
		return false
	}
	for _, c := range e.reply.Claims {
		if c.Source < 0 && c.Label != "" {
			label = strings.ReplaceAll(label, c.Label, " ")
		}
	}
	return len(grams(withoutOwn(withoutFigures(label)))) == 0
}

// named reports whether a figure is part of what the base calls the statement,
// or of where it comes from, word for word: 2020年 of a label.
func (e *evidence) named(piece string, f figure.Figure) bool {
	for i := range e.sources {
		for _, t := range e.sources[i].texts {
			if at := strings.Index(piece, t.words); !t.stated && at >= 0 && at <= f.Start && f.End <= at+len(t.words) {
				return true
			}
		}
	}
	return false
}

// beforeFigure returns the words of a piece from the figure before to f.
func beforeFigure(piece string, f figure.Figure) string {
	from := 0
	for _, g := range quantities(piece) {
		if g.End <= f.Start {
			from = max(from, g.End)
		}
	}
	return piece[from:f.Start]
}

// tellsFigure proves one figure: that a source says it, of the words and the period
// that stand beside it.
func (e *evidence) tellsFigure(f figure.Figure, beside, label string, sources []read) *Fault {
	found, best := e.find(f, beside, sources)
	if len(found) == 0 {
		if isDate(f) {
			return fault(Period, f.Text, "no cited statement says this date")
		}
		return fault(kindOf[best], f.Text, "%s", whyNot[best])
	}
	if isDate(f) {
		return nil
	}
	var periods []figure.Figure
	for _, p := range figuresIn(label, e.published()) {
		if isDate(p) && !e.named(label, p) {
			periods = append(periods, p)
		}
	}
	if every := otherTime(found, label); every != "" {
		return fault(Per, f.Text, "the words do not say it %s", every)
	}
	if p := dated(found, periods); p != nil {
		return fault(Period, f.Text, "the words do not say it of %s", p.Text)
	}
	if word := belongs(found, label); word != "" {
		return fault(Words, f.Text, "the words say %q of another figure", word)
	}
	return nil
}
