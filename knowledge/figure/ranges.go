package figure

import "github.com/shopspring/decimal"

// shareUnits gives a number without a unit the unit of the number it is listed
// with: 提高5和3个百分点, 30、40万元.
func (s *reader) shareUnits() {
	g := s.glyphs
	for i := len(s.terms) - 2; i >= 0; i-- {
		t, next := &s.terms[i], &s.terms[i+1]
		if t.date || t.hasUnit || next.date || !next.hasUnit || t.n.chinese != next.n.chinese || next.n.over.IsPositive() {
			continue
		}
		if !listed(g, t.end, next.start) || t.n.chinese && t.n.end-t.n.start < 2 && next.n.end-next.n.start < 2 || itemNumber(g, t.start) && t.n.decimals == 0 && at(g, t.end) == '、' {
			continue
		}
		if isLetter(at(g, t.start-1)) && g[t.start].gap == joined || at(g, t.start-1) == '第' {
			continue
		}
		t.unit, t.hasUnit, t.inherited = next.unit, true, true
		if t.unit.shift != 0 {
			t.shift(t.unit.shift)
		}
		s.inheritMagnitude(t, next)
	}
}

// itemNumber reports whether the number starting at glyph i numbers an item of a
// list: it stands at the start of a sentence, of a line, or after a stop.
func itemNumber(g []glyph, i int) bool {
	if i == 0 || g[i].gap >= broken {
		return true
	}
	switch g[i-1].r {
	case ';', ':', '。', ')', '!':
		return true
	}
	return false
}

// inheritMagnitude gives low the 万 or 亿 of high when it has none of its own and
// stays below: 2至5万元. Such a reading rests on a guess.
func (s *reader) inheritMagnitude(low, high *term) bool {
	if low.n.magnitude != 0 || high.n.magnitude == 0 || low.n.chinese && low.n.end-low.n.start > 3 {
		return false
	}
	raised := low.n.value.Shift(high.n.magnitude)
	if raised.GreaterThan(high.n.value) && low.n.value.GreaterThanOrEqual(decimal.New(100, 0)) {
		return false
	}
	low.n.value = raised
	low.n.place += high.n.magnitude
	low.n.step += high.n.magnitude
	low.n.magnitude = high.n.magnitude
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
	if !off.n.plusMinus || middle.end != off.start || !off.hasUnit || middle.hasUnit && middle.unit != off.unit || middle.n.vague || middle.isRange {
		return middle, false
	}
	t := off
	t.start, t.core = middle.start, middle.core
	value := middle.n.signed()
	t.isRange, t.bound, t.boundSet = true, Range, true
	t.low, t.high = &Limit{value.Sub(off.n.value), true}, &Limit{value.Add(off.n.value), true}
	return t, true
}

// plusMinus makes ±10% the range from -10% to 10%.
func (t *term) plusMinus() {
	if !t.n.plusMinus || t.isRange || t.n.vague {
		return
	}
	t.isRange, t.bound, t.boundSet = true, Range, true
	t.low, t.high = &Limit{t.n.value.Neg(), true}, &Limit{t.n.value, true}
}

func (s *reader) joinRange(low, high term) (term, bool) {
	g := s.glyphs
	lowEnd := low.end
	if included, e, noted := inclusion.at(g, lowEnd); noted && included && g[lowEnd].r == '(' { // 500万元（含）至2000万元
		lowEnd = e
	}
	k, ok := connector(g, lowEnd)
	if ok && k > high.start && high.start > lowEnd { // -5%~-2%: the second dash is a sign
		k = high.start
	}
	if !ok {
		k, ok = s.englishConnector(low, high)
	}
	if !low.hasUnit || low.unit == high.unit {
		if _, change := s.englishChange(low, high); change {
			return low, false
		}
	}
	if !ok || !high.hasUnit && !(low.n.magnitude != 0 || high.n.magnitude != 0) {
		if ok && !high.hasUnit && k == high.start && low.hasUnit && (low.mark || low.unit.dimension == Age) {
			// $5-10, aged 16 to 59
		} else {
			return low, false
		}
	}
	if k != high.start || low.n.vague || high.n.vague || low.n.over.IsPositive() != high.n.over.IsPositive() {
		return low, false
	}
	if !low.hasUnit {
		low.n.unitless = true
		low.unit, low.hasUnit = high.unit, high.hasUnit
		if low.unit.shift != 0 {
			low.shift(low.unit.shift)
		}
	} else if !high.hasUnit {
		high.unit, high.hasUnit = low.unit, true
	}
	if low.unit.name != high.unit.name {
		if low.unit.dimension != high.unit.dimension {
			return low, false
		}
		return low, false
	}
	if low.unit.dimension == Fraction {
		return low, false
	}
	t := high
	inherited := s.inheritMagnitude(&low, &high)
	lowest, highest, guessed, ok := ends(low.n, high.n)
	if !ok {
		return low, false
	}
	t.start, t.core = low.start, low.core
	if _, start, ok := betweenWord.before(g, t.start); ok && k != low.end+1 {
		t.start = start
	}
	t.isRange, t.bound, t.boundSet = true, Range, true
	t.low, t.high = &Limit{lowest, true}, &Limit{highest, true}
	t.inherited = inherited
	t.ambiguous = inherited || guessed
	t.mark = low.mark
	return t, true
}

// ends returns the two ends of the range from low to high, and whether they rest
// on a guess. 零下5至10℃ is all below zero, 零下5℃至10℃ is not.
func ends(low, high numeral) (lowest, highest Decimal, guessed, ok bool) {
	if low.belowZero && !high.negative && low.unitless && high.value.GreaterThan(low.value) {
		high.negative, guessed = true, true
	}
	lowest, highest = low.signed(), high.signed()
	if lowest.GreaterThan(highest) {
		if !low.belowZero || !high.negative { // 零下5℃至零下10℃ is said from the milder end
			return lowest, highest, guessed, false
		}
		lowest, highest = highest, lowest
	}
	return lowest, highest, guessed, true
}

// englishConnector reads 5 to 10 days and between 5 and 10 days.
func (s *reader) englishConnector(low, high term) (end int, ok bool) {
	g := s.glyphs
	if e, ok := nextIs(g, low.end, "to"); ok && e == high.start {
		return e, true
	}
	if e, ok := nextIs(g, low.end, "and"); ok && e == high.start && wordEndsAt(g, low.start, "between") {
		return e, true
	}
	return low.end, false
}

var betweenWord = newLexiconBefore(set("between from"))
