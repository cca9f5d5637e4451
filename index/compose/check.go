package compose

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/shopspring/decimal"

	"policybot/index/facts"
	"policybot/knowledge"
	"policybot/knowledge/figure"
)

// check proves the reply: every number in it must stand in a statement the
// answer cites (as words or as the same value), in what is known of the
// source, in the printed arithmetic, or in the question it corrects. It knows
// nothing of how the reply was composed.
func check(a *Answer) error {
	if a.Status != Answered {
		return nil
	}
	proof := newProof(a)
	for _, f := range a.Figures {
		if f.Computed {
			if a.Working == "" {
				return fmt.Errorf("computed figure %q: no working is printed", f.Words)
			}
			if !follows(f.Figure, a.Figures) && !countsItems(f.Figure, a.Working) {
				return fmt.Errorf("computed figure %q does not follow from the figures stated", f.Words)
			}
			proof.texts = append(proof.texts, f.Words)
			continue
		}
		if f.Citation < 0 || f.Citation >= len(a.Citations) {
			return fmt.Errorf("figure %q cites nothing", f.Figure.Text)
		}
		cited := a.Citations[f.Citation]
		if !strings.Contains(cited.Text, f.Figure.Text) && !strings.Contains(cited.Statement, f.Figure.Text) && !proof.states(f.Figure) {
			return fmt.Errorf("figure %q does not stand in the statement it cites", f.Figure.Text)
		}
	}
	for _, text := range []string{a.Text, a.Working} {
		if err := proof.covers(text); err != nil {
			return err
		}
	}
	return nil
}

// follows does the arithmetic again: a computed figure must be the sum of all
// stated figures of the answer, the difference or the quotient of two of
// them, or the change that one of them states.
func follows(result figure.Figure, stated []AnsweredFigure) bool {
	sum := decimal.Zero
	var values []figure.Decimal
	for _, f := range stated {
		if f.Computed {
			continue
		}
		if change := f.Figure.Change; change != nil && change.From != nil && change.To != nil && change.To.Sub(*change.From).Abs().Equal(result.Value) {
			return true
		}
		sum = sum.Add(f.Figure.Value)
		values = append(values, f.Figure.Value)
	}
	if sum.Equal(result.Value) {
		return true
	}
	if n := int64(len(values)); n > 1 && sum.DivRound(decimal.NewFromInt(n), 12).Sub(result.Value).Abs().LessThanOrEqual(result.Precision) {
		return true
	}
	half := decimal.New(5, -facts.ShareDigits-1)
	for i, a := range values {
		for j, b := range values {
			if i == j {
				continue
			}
			if a.Sub(b).Equal(result.Value) {
				return true
			}
			if b.IsZero() {
				continue
			}
			quotient := a.DivRound(b, 12)
			if result.Unit == "%" {
				quotient = quotient.Shift(2)
			}
			if quotient.Sub(result.Value).Abs().LessThanOrEqual(half) {
				return true
			}
			if result.Unit == "%" && quotient.Sub(result.Value).Sub(decimal.NewFromInt(100)).Abs().LessThanOrEqual(half) {
				return true // the growth from b to a
			}
		}
	}
	return false
}

// countsItems reports whether a figure is the number of things that the working lists.
func countsItems(result figure.Figure, working string) bool {
	if result.Dimension != figure.Count || result.Unit != "" {
		return false
	}
	n := 1 + max(strings.Count(working, "; "), strings.Count(working, "；"))
	return result.Value.Equal(decimal.NewFromInt(int64(n)))
}

// proof is everything a number may come from.
type proof struct {
	texts   []string
	figures []figure.Figure
}

func newProof(a *Answer) *proof {
	p := &proof{texts: []string{a.Query.Text}}
	for _, c := range a.Citations {
		p.texts = append(p.texts, c.Text, c.Statement, c.Title, c.Publisher, c.Speaker, strings.Join(c.Heading, "\n"), c.Date.String())
		if c.Page > 0 {
			p.texts = append(p.texts, fmt.Sprint(c.Page))
		}
		p.date(c.Date)
		for _, text := range []string{c.Text, c.Statement} {
			p.figures = append(p.figures, figure.Find(text, c.Date)...)
		}
	}
	for _, f := range a.Figures {
		if f.Computed {
			p.figures = append(p.figures, f.Figure)
			p.texts = append(p.texts, strconv.Itoa(len(a.Figures)-1)) // what an average divides by
		}
		p.date(f.AsOf)
	}
	p.figures = append(p.figures, figure.Find(a.Query.Text, figure.Date{})...)
	return p
}

// date lets the reply write a date that is known of the source.
func (p *proof) date(d figure.Date) {
	if d.IsZero() {
		return
	}
	p.figures = append(p.figures, figure.Figure{Dimension: figure.DateDay, Date: d})
	p.texts = append(p.texts, facts.WriteDate(d, knowledge.Chinese), facts.WriteDate(d, knowledge.English))
}

// states reports whether a cited statement states the same figure.
func (p *proof) states(f figure.Figure) bool {
	for _, g := range p.figures {
		if f.Same(g) || f.Valued && g.Valued && f.Unit == g.Unit && f.Value.Equal(g.Value) && (f.Bound == g.Bound || f.Bound == figure.Equal && g.Bound == figure.Approx) {
			return true
		}
		if g.Change != nil {
			for _, level := range []*figure.Decimal{g.Change.From, g.Change.To, g.Change.Delta} {
				if level != nil && f.Valued && level.Equal(f.Value) {
					return true
				}
			}
		}
		for _, limit := range []*figure.Limit{g.Low, g.High} {
			if limit != nil && f.Valued && limit.Value.Equal(f.Value) && f.Unit == g.Unit {
				return true
			}
		}
		if f.Dimension == figure.DateDay && (f.Date == g.Date || f.Date == g.Until || f.Date == g.AsOf) {
			return true
		}
	}
	return false
}

// covers returns an error for the first number in text that nothing proves.
func (p *proof) covers(text string) error {
	proven := make([]bool, len(text))
	for _, f := range figure.Find(text, figure.Date{}) {
		if p.states(f) {
			for i := f.Start; i < f.End; i++ {
				proven[i] = true
			}
		}
	}
	for start := 0; start < len(text); {
		if text[start] < '0' || text[start] > '9' {
			start++
			continue
		}
		end := start
		for end < len(text) && (text[end] >= '0' && text[end] <= '9' || (text[end] == '.' || text[end] == ',') && end+1 < len(text) && text[end+1] >= '0' && text[end+1] <= '9') {
			end++
		}
		if !proven[start] && !p.prints(text[start:end]) && !p.valued(text[start:end], text[end:]) {
			return fmt.Errorf("the number %s stands in no cited statement", text[start:end])
		}
		start = end
	}
	return nil
}

// valued reports whether a cited figure has the value of a number as it is
// written in the other language: 21,700 for 2.17万, 68.091 billion for
// 680.91亿. rest is the text behind the number.
func (p *proof) valued(number, rest string) bool {
	value, err := decimal.NewFromString(strings.ReplaceAll(number, ",", ""))
	if err != nil {
		return false
	}
	for _, language := range []knowledge.Language{knowledge.Chinese, knowledge.English} {
		for _, m := range facts.Magnitudes[language] {
			if strings.HasPrefix(rest, m.Word) {
				value = value.Shift(m.Exponent)
				rest = ""
			}
		}
	}
	for _, f := range p.figures {
		if f.Valued && f.Value.Equal(value) {
			return true
		}
		for _, limit := range []*figure.Limit{f.Low, f.High} {
			if limit != nil && limit.Value.Equal(value) {
				return true
			}
		}
		if f.Change != nil {
			for _, level := range []*figure.Decimal{f.Change.From, f.Change.To} {
				if level != nil && level.Equal(value) {
					return true
				}
			}
		}
	}
	return false
}

// prints reports whether a source prints the number, as a number of its own.
func (p *proof) prints(number string) bool {
	for _, text := range p.texts {
		for from := 0; ; {
			i := strings.Index(text[from:], number)
			if i < 0 {
				break
			}
			start, end := from+i, from+i+len(number)
			before, after := rune(0), rune(0)
			if start > 0 {
				before = rune(text[start-1])
			}
			if end < len(text) {
				after = rune(text[end])
			}
			if !unicode.IsDigit(before) && !unicode.IsDigit(after) {
				return true
			}
			from = end
		}
	}
	return false
}
