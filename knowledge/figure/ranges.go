package figure

import (
	"github.com/shopspring/decimal"
	"policybot/knowledge/figure/bound"
	"policybot/knowledge/figure/glyph"
	"policybot/knowledge/figure/number"
	"policybot/knowledge/figure/unit"
)

// shareUnits gives a number without a unit the unit of the number it is listed
// with: 提高5和3个百分点, 30、40万元.
func (s *reader) shareUnits() {
	g := s.glyphs
	for i := len(s.terms) - 2; i >= 0; i-- {
		t, next := &s.terms[i], &s.terms[i+1]
		if t.date || t.hasUnit || next.date || !next.hasUnit || t.n.Chinese != next.n.Chinese || next.n.Over.IsPositive() {
			continue
		}
		if !glyph.Listed(g, t.end, next.start) || t.n.Chinese && t.n.End-t.n.Start < 2 && next.n.End-next.n.Start < 2 || itemNumber(g, t.start) && t.n.Decimals == 0 && glyph.At(g, t.end) == '、' {
			continue
		}
		if glyph.IsLetter(glyph.At(g, t.start-1)) && g[t.start].Gap == glyph.Joined || glyph.At(g, t.start-1) == '第' {
			continue
		}
		t.unit, t.hasUnit, t.inherited = next.unit, true, true
		if t.unit.Shift != 0 {
			t.shift(t.unit.Shift)
		}
		s.inheritMagnitude(t, next)
	}
}

// itemNumber reports whether the number starting at glyph i numbers an item of a
// list: it stands at the start of a sentence, of a line, or after a stop.
func itemNumber(g []glyph.Glyph, i int) bool {
	if i == 0 || g[i].Gap >= glyph.Broken {
		return true
	}
	switch g[i-1].R {
	case ';', ':', '。', ')', '!':
		return true
	}
	return false
}

// inheritMagnitude gives low the 万 or 亿 of high when it has none of its own and
// stays below: 2至5万元. Such a reading rests on a guess.
func (s *reader) inheritMagnitude(low, high *term) bool {
	if low.n.Magnitude != 0 || high.n.Magnitude == 0 || low.n.Chinese && low.n.End-low.n.Start > 3 {
		return false
	}
	raised := low.n.Value.Shift(high.n.Magnitude)
	if raised.GreaterThan(high.n.Value) && low.n.Value.GreaterThanOrEqual(decimal.New(100, 0)) {
		return false
	}
	low.n.Value = raised
	low.n.Place += high.n.Magnitude
	low.n.Step += high.n.Magnitude
	low.n.Magnitude = high.n.Magnitude
	low.inherited = true
	return true
}

// joinRanges joins two numbers with a dash, 至 or 到 between them.
func (s *reader) joinRanges() {
	terms := s.terms[:0]
	for i := 0; i < len(s.terms); i++ {
		t := s.terms[i]
		if i+1 < len(s.terms) && !t.date && !s.terms[i+1].date {
			next := s.terms[i+1]
			if joined, ok := joinTolerance(t, next); ok {
				terms = append(terms, joined)
				i++
				continue
			}
			if joined, ok := s.joinRange(t, next); ok {
				terms = append(terms, joined)
				i++
				continue
			}
		}
		t.plusMinus()
		terms = append(terms, t)
	}
	s.terms = terms
}

// joinTolerance reads 20±2℃ as the range that it allows.
func joinTolerance(middle, off term) (term, bool) {
	if !off.n.PlusMinus || middle.end != off.start || !off.hasUnit || middle.hasUnit && middle.unit != off.unit || middle.n.Vague || middle.isRange {
		return middle, false
	}
	t := off
	t.start, t.core = middle.start, middle.core
	value := middle.n.Signed()
	t.isRange, t.bound, t.boundSet = true, bound.Range, true
	t.low, t.high = &Limit{value.Sub(off.n.Value), true}, &Limit{value.Add(off.n.Value), true}
	return t, true
}

// plusMinus makes ±10% the range from -10% to 10%.
func (t *term) plusMinus() {
	if !t.n.PlusMinus || t.isRange || t.n.Vague {
		return
	}
	t.isRange, t.bound, t.boundSet = true, bound.Range, true
	t.low, t.high = &Limit{t.n.Value.Neg(), true}, &Limit{t.n.Value, true}
}

// joinRange joins low and high to one range where a joint stands between them.
func (s *reader) joinRange(low, high term) (term, bool) {
	g := s.glyphs
	k, ok := s.jointAfter(low, high)
	if !ok || k != high.start || low.n.Vague || high.n.Vague || low.n.Over.IsPositive() != high.n.Over.IsPositive() {
		return low, false
	}
	if !low.hasUnit || low.unit == high.unit {
		if _, change := s.englishChange(low, high); change {
			return low, false
		}
	}
	if !shareUnit(&low, &high) {
		return low, false
	}
	t := high
	inherited := s.inheritMagnitude(&low, &high)
	lowest, highest, guessed, ok := ends(low.n, high.n, s.countsDown(low, high))
	if !ok {
		return low, false
	}
	t.start, t.core = low.start, low.core
	if _, start, ok := betweenWord.Before(g, t.start); ok && k != low.end+1 {
		t.start = start
	}
	t.isRange, t.bound, t.boundSet = true, bound.Range, true
	t.low, t.high = &Limit{lowest, true}, &Limit{highest, true}
	t.inherited = inherited
	t.ambiguous = inherited || guessed
	t.mark = low.mark
	return t, true
}

// countsDown reports whether a range of time may be said from its far end: 180 to
// 90 days before you leave. From 180 to 90 days is a change.
func (s *reader) countsDown(low, high term) bool {
	g := s.glyphs
	_, _, from := englishFrom.Before(g, low.start)
	e, to := glyph.NextIs(g, low.end, "to")
	return to && e == high.start && !from && low.n.Unitless && high.unit.Dimension == unit.Duration
}

// jointAfter returns the end of the joint after low: a dash, 至, to, with the note
// that may stand before it (500万元（含）至2000万元).
func (s *reader) jointAfter(low, high term) (end int, ok bool) {
	g := s.glyphs
	lowEnd := low.end
	if included, e, noted := bound.Inclusion.At(g, lowEnd); noted && included && g[lowEnd].R == '(' {
		lowEnd = e
	}
	end, ok = glyph.Connector(g, lowEnd)
	if !ok {
		return s.englishConnector(low, high)
	}
	if end > high.start && high.start > lowEnd { // -5%~-2%: the second dash is a sign
		end = high.start
	}
	return end, true
}

// shareUnit gives the end of a range without a unit that of the other, and reports
// whether both are of one unit. Only $5-10, aged 16 to 59 and magnitudes (5万-10万)
// do without one after the second number.
func shareUnit(low, high *term) bool {
	switch {
	case !high.hasUnit && low.n.Magnitude == 0 && high.n.Magnitude == 0 && !(low.hasUnit && (low.mark || low.unit.Dimension == unit.Age)):
		return false
	case !low.hasUnit:
		low.n.Unitless = true
		low.unit, low.hasUnit = high.unit, high.hasUnit
		if low.unit.Shift != 0 {
			low.shift(low.unit.Shift)
		}
	case !high.hasUnit:
		high.unit, high.hasUnit = low.unit, true
	}
	return low.unit.Name == high.unit.Name && low.unit.Dimension != unit.Fraction
}

// ends returns the two ends of the range from low to high, and whether they rest
// on a guess. 零下5至10℃ is all below zero, 零下5℃至10℃ is not.
func ends(low, high number.Numeral, falling bool) (lowest, highest Decimal, guessed, ok bool) {
	if low.BelowZero && !high.Negative && low.Unitless && high.Value.GreaterThan(low.Value) {
		high.Negative, guessed = true, true
	}
	lowest, highest = low.Signed(), high.Signed()
	if falling && lowest.GreaterThan(highest) && low.Value.LessThan(high.Value.Shift(1)) {
		return highest, lowest, false, true
	}
	if lowest.GreaterThan(highest) {
		if !low.BelowZero || !high.Negative { // 零下5℃至零下10℃ is said from the milder end
			return lowest, highest, guessed, false
		}
		lowest, highest = highest, lowest
	}
	return lowest, highest, guessed, true
}

// englishConnector reads 5 to 10 days and between 5 and 10 days.
func (s *reader) englishConnector(low, high term) (end int, ok bool) {
	g := s.glyphs
	if e, ok := glyph.NextIs(g, low.end, "to"); ok && e == high.start {
		return e, true
	}
	if e, ok := glyph.NextIs(g, low.end, "and"); ok && e == high.start && glyph.WordEndsAt(g, low.start, "between") {
		return e, true
	}
	return low.end, false
}

var betweenWord = glyph.NewLexiconBefore(glyph.Set("between from"))
