package figure

import (
	"strings"

	"github.com/shopspring/decimal"
	"policybot/knowledge/figure/bound"
	"policybot/knowledge/figure/date"
	"policybot/knowledge/figure/glyph"
	"policybot/knowledge/figure/unit"
)

// dropBare drops numbers that state nothing: no unit, no magnitude and no word
// that makes them a figure.
func (s *reader) dropBare() {
	only := s.onlyNumbers()
	kept := s.terms[:0]
	for i := range s.terms {
		t := &s.terms[i]
		switch {
		case t.date || t.hasUnit:
		case t.n.Magnitude > 0 && !t.n.Bare && t.n.End-t.n.Start > 1 && glyph.At(s.glyphs, t.end) != '级':
			s.inferUnit(t)
		default:
			t.drop = !s.statesNumber(t, only)
		}
		if !t.drop {
			kept = append(kept, *t)
		}
	}
	s.terms = kept
	s.inferMoney()
}

// statesNumber reports whether t, a number without a unit, states something. only
// says that its sentence holds nothing but numbers.
func (s *reader) statesNumber(t *term, only bool) bool {
	g := s.glyphs
	n, next := &t.n, glyph.At(g, t.end)
	if only && next != ')' && next != '、' && next != ']' || s.standsAlone(t) {
		return true
	}
	arabicDecimal := n.Decimals > 0 && !n.Chinese
	switch {
	case next == '级':
		return false
	case (n.Vague || n.More) && (n.Magnitude > 0 || !glyph.IsHan(glyph.At(g, n.End))):
		return true
	case n.Words && n.Negative, arabicDecimal && (t.boundSet || s.stated(t)):
		return true
	}
	return n.Grouped
}

// standsAlone reports whether t is a Chinese number of more than two figures that
// is a clause of its own.
func (s *reader) standsAlone(t *term) bool {
	g := s.glyphs
	long := t.n.Step >= 2 || t.n.End-t.n.Start >= 3 && t.n.Value.GreaterThan(decimal.New(99, 0))
	if !t.n.Chinese || !long || t.start > 0 && !glyph.ClauseEnd(g[t.start-1].R) {
		return false
	}
	return t.end == len(g) || glyph.ClauseEnd(g[t.end].R) && g[t.end].R != ')'
}

// inferMoney makes a number of digits and characters mixed, alone in its sentence,
// a sum of money, as such are said: 25万6千.
func (s *reader) inferMoney() {
	g := s.glyphs
	if len(s.terms) != 1 || s.terms[0].start != 0 || s.terms[0].end != len(g) {
		return
	}
	t := &s.terms[0]
	if t.date || t.hasUnit || t.n.Chinese || t.n.Magnitude != 4 {
		return
	}
	if last := g[len(g)-1].R; glyph.SmallUnit(last) == 3 && glyph.IsDigit(glyph.At(g, len(g)-2)) {
		t.unit, t.hasUnit, t.ambiguous = unit.Currency("CNY"), true, true
	}
}

// moneyWords before a number of ten thousands without a unit make it money.
var moneyWords = glyph.NewLexiconBefore(glyph.Set("金额 资金 贷款 融资 投资 经费 营收 产值 税款 补贴 补助 销售额 成交额 金 款 费"))

// moneyNouns after such a number do the same: 4.2亿医保资金.
var moneyNouns = []string{"资金", "贷款", "补贴", "经费", "税款", "补助", "投资", "融资"}

// inferUnit gives a number of ten thousands the unit that its words leave out:
// 补贴金额超过2500万 is money, 7万铁警 a count without a counter.
func (s *reader) inferUnit(t *term) {
	if t.n.Magnitude < 4 {
		return
	}
	j := t.start
	for steps := 0; steps < 2; steps++ {
		if _, start, ok := subjectTails.Before(s.glyphs, j); ok {
			j = start
		}
	}
	noun := s.nounAfter(t.end)
	if noun == "" {
		if _, _, ok := moneyWords.Before(s.glyphs, j); ok {
			t.unit, t.hasUnit, t.ambiguous = unit.Currency("CNY"), true, true
		}
		return
	}
	for _, word := range moneyNouns {
		if strings.HasSuffix(noun, word) {
			t.unit, t.hasUnit, t.ambiguous = unit.Currency("CNY"), true, true
			return
		}
	}
	t.unit.Dimension = unit.Count
}

// stated reports whether a word that gives a value stands before t: 指数为39.5.
func (s *reader) stated(t *term) bool {
	switch glyph.At(s.glyphs, t.start-1) {
	case '的', '为', '是', '达', '至', '到', '于', '数':
		return !glyph.IsLetter(glyph.At(s.glyphs, t.end)) && glyph.At(s.glyphs, t.end) != '版'
	}
	return false
}

// onlyNumbers reports whether the sentence holds nothing but numbers and
// punctuation, so that each of them is meant as a number.
func (s *reader) onlyNumbers() bool {
	g := s.glyphs
	i := 0
	for k := range s.terms {
		t := &s.terms[k]
		for ; i < t.start; i++ {
			if glyph.IsHan(g[i].R) || glyph.IsLetter(g[i].R) || glyph.IsDigit(g[i].R) {
				return false
			}
		}
		i = t.end
	}
	for ; i < len(g); i++ {
		if glyph.IsHan(g[i].R) || glyph.IsLetter(g[i].R) || glyph.IsDigit(g[i].R) {
			return false
		}
	}
	return true
}

// resolveDates gives every date its year, and every figure the as-of date that
// stands before it in its sentence.
func (s *reader) resolveDates() {
	var previous *date.Reading
	for i := range s.terms {
		if t := &s.terms[i]; t.date {
			s.dates.Resolve(t.when, previous)
			t.drop, t.ambiguous, t.role = t.when.Drop, t.when.Ambiguous, t.when.Role
			if !t.drop {
				previous = t.when
				s.dates.LastDate = t.when.LastDay()
			}
		}
	}
	var asOf date.Date
	for i := range s.terms {
		t := &s.terms[i]
		switch {
		case t.drop:
		case !t.date:
			t.asOf = asOf
		case t.role == bound.AsOf:
			asOf = t.when.LastDay()
		}
	}
}

// roleWords before a figure say what part it plays, nearest first.
var roleWords = glyph.NewLexiconBefore(map[string]bound.Role{
	"累计": bound.Cumulative, "累积": bound.Cumulative, "累计达": bound.Cumulative, "累计为": bound.Cumulative, "cumulative": bound.Cumulative, "cumulatively": bound.Cumulative, "a total of": bound.Cumulative,
	"新增": bound.Increment, "增加": bound.Increment, "净增": bound.Increment, "增加了": bound.Increment, "扩建": bound.Increment,
	"力争": bound.Target, "目标": bound.Target, "确保": bound.Target, "争取": bound.Target, "计划": bound.Target, "拟": bound.Target, "将达到": bound.Target, "力争达到": bound.Target, "target": bound.Target, "aim": bound.Target,
})

// roleReach is how many glyphs before its figure such a word may stand.
const roleReach = 24

// setRoles says what part each figure plays.
func (s *reader) setRoles() {
	scanned, prohibited, target := 0, false, false
	for i := range s.terms {
		t := &s.terms[i]
		for ; scanned < t.start; scanned++ {
			prohibited = s.prohibits(scanned, prohibited)
		}
		if t.date {
			target = t.role == bound.Target && (!t.when.From.IsDay() || t.when.Cue == date.Future)
			continue
		}
		t.negated = prohibited && !t.boundSet
		for k := t.start; k < t.core; k++ {
			t.negated = t.negated || s.glyphs[k].R == '得' && glyph.At(s.glyphs, k-1) == '不'
		}
		if t.role == "" && !t.drop {
			t.role = s.roleOf(t, target)
		}
	}
}

// prohibits reports whether a prohibition governs what follows glyph k, given
// whether one did before it.
func (s *reader) prohibits(k int, before bool) bool {
	previous := glyph.At(s.glyphs, k-1)
	switch s.glyphs[k].R {
	case ',', ';':
		return false
	case '得', '准':
		return before || previous == '不'
	case '禁':
		return before || previous == '严'
	}
	return before
}

// roleOf returns the role of a figure that no bound word gives one. target says
// that a date before it sets a goal.
func (s *reader) roleOf(t *term, target bool) bound.Role {
	u := t.unit.Dimension
	if t.change != nil && t.change.From == nil && (u == unit.Percent || u == unit.PercentagePoint || u == unit.Permille) || len(t.per) == 1 && u == unit.Percent {
		return bound.Rate
	}
	if role := s.roleBefore(t); role != "" {
		return role
	}
	if target {
		return bound.Target
	}
	if c := t.change; c != nil && c.Delta != nil && !c.Computed && c.Direction == bound.Up && (u == unit.Count || u == unit.Money) {
		return bound.Increment
	}
	return ""
}

// roleBefore returns the role that the nearest word before t gives it.
func (s *reader) roleBefore(t *term) bound.Role {
	g := s.glyphs
	for j := t.start; j > 0 && t.start-j < roleReach; j-- {
		if role, _, ok := roleWords.Before(g, j); ok {
			return role
		}
		if r := g[j-1].R; r == ',' && t.start-j > 8 || r == ';' || r == '。' {
			break
		}
	}
	return ""
}
