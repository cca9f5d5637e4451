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
	g := s.glyphs
	only := s.onlyNumbers()
	for i := range s.terms {
		t := &s.terms[i]
		if t.date || t.hasUnit {
			continue
		}
		if t.n.Magnitude > 0 && !t.n.Bare && t.n.End-t.n.Start > 1 && glyph.At(g, t.end) != '级' {
			s.inferUnit(t)
			continue
		}
		if next := glyph.At(g, t.end); only && next != ')' && next != '、' && next != ']' {
			continue
		}
		if t.n.Chinese && (t.n.Step >= 2 || t.n.End-t.n.Start >= 3 && t.n.Value.GreaterThan(decimal.New(99, 0))) && (t.start == 0 || glyph.ClauseEnd(g[t.start-1].R)) && (t.end == len(g) || glyph.ClauseEnd(g[t.end].R)) && glyph.At(g, t.end) != ')' {
			continue
		}
		if glyph.At(g, t.end) == '级' {
			t.drop = true
			continue
		}
		if (t.n.Vague || t.n.More) && (t.n.Magnitude > 0 || !glyph.IsHan(glyph.At(g, t.n.End))) {
			continue
		}
		if t.n.Words && t.n.Negative || t.n.Decimals > 0 && !t.n.Chinese && s.stated(t) {
			continue
		}
		if t.n.Grouped || t.n.Decimals > 0 && !t.n.Chinese && t.boundSet {
			continue
		}
		t.drop = true
	}
	kept := s.terms[:0]
	for _, t := range s.terms {
		if !t.drop {
			kept = append(kept, t)
		}
	}
	s.terms = kept
	// Numbers and characters mixed, alone, are how sums of money are said.
	if len(s.terms) == 1 && s.terms[0].start == 0 && s.terms[0].end == len(g) {
		t := &s.terms[0]
		if last := g[len(g)-1].R; !t.date && !t.hasUnit && !t.drop && !t.n.Chinese && t.n.Magnitude == 4 && glyph.SmallUnit(last) == 3 && glyph.IsDigit(glyph.At(g, len(g)-2)) {
			t.unit, t.hasUnit, t.ambiguous = unit.Currency("CNY"), true, true // 25万6千
		}
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
			s.dates.Resolve(&t.when, previous)
			t.drop, t.ambiguous, t.role = t.when.Drop, t.when.Ambiguous, t.when.Role
			if !t.drop {
				previous = &t.when
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
	g := s.glyphs
	prohibited := false
	scanned := 0
	target := false
	for i := range s.terms {
		t := &s.terms[i]
		for ; scanned < t.start; scanned++ {
			switch r := g[scanned].R; {
			case r == ',' || r == ';':
				prohibited = false
			case r == '得' && glyph.At(g, scanned-1) == '不', r == '禁' && glyph.At(g, scanned-1) == '严', r == '准' && glyph.At(g, scanned-1) == '不':
				prohibited = true
			}
		}
		if t.date {
			target = t.role == bound.Target && (!t.when.From.IsDay() || t.when.Cue == date.Future)
			continue
		}
		t.negated = prohibited && !t.boundSet
		for k := t.start; k < t.core; k++ {
			if g[k].R == '得' && glyph.At(g, k-1) == '不' {
				t.negated = true
			}
		}
		if t.role != "" || t.drop {
			continue
		}
		if t.change != nil && (t.unit.Dimension == unit.Percent || t.unit.Dimension == unit.PercentagePoint || t.unit.Dimension == unit.Permille) && t.change.From == nil {
			t.role = bound.Rate
			continue
		}
		if len(t.per) == 1 && t.unit.Dimension == unit.Percent {
			t.role = bound.Rate
			continue
		}
		t.role = s.roleBefore(t)
		if t.role == "" && target {
			t.role = bound.Target
		}
		if t.role == "" && t.change != nil && t.change.Delta != nil && !t.change.Computed && t.change.Direction == bound.Up && (t.unit.Dimension == unit.Count || t.unit.Dimension == unit.Money) {
			t.role = bound.Increment
		}
	}
}

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
