package figure

import (
	"strings"

	"github.com/shopspring/decimal"
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
		if t.n.magnitude > 0 && !t.n.bare && t.n.end-t.n.start > 1 && at(g, t.end) != '级' {
			s.inferUnit(t)
			continue
		}
		if next := at(g, t.end); only && next != ')' && next != '、' && next != ']' {
			continue
		}
		if t.n.chinese && (t.n.step >= 2 || t.n.end-t.n.start >= 3 && t.n.value.GreaterThan(decimal.New(99, 0))) && (t.start == 0 || clauseEnd(g[t.start-1].r)) && (t.end == len(g) || clauseEnd(g[t.end].r)) && at(g, t.end) != ')' {
			continue
		}
		if at(g, t.end) == '级' {
			t.drop = true
			continue
		}
		if (t.n.vague || t.n.more) && (t.n.magnitude > 0 || !isHan(at(g, t.n.end))) {
			continue
		}
		if t.n.words && t.n.negative || t.n.decimals > 0 && !t.n.chinese && s.stated(t) {
			continue
		}
		if t.n.grouped || t.n.decimals > 0 && !t.n.chinese && t.boundSet {
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
		if last := g[len(g)-1].r; !t.date && !t.hasUnit && !t.drop && !t.n.chinese && t.n.magnitude == 4 && smallUnit(last) == 3 && isDigit(at(g, len(g)-2)) {
			t.unit, t.hasUnit, t.ambiguous = money("CNY"), true, true // 25万6千
		}
	}
}

// moneyWords before a number of ten thousands without a unit make it money.
var moneyWords = newLexiconBefore(set("金额 资金 贷款 融资 投资 经费 营收 产值 税款 补贴 补助 销售额 成交额 金 款 费"))

// moneyNouns after such a number do the same: 4.2亿医保资金.
var moneyNouns = []string{"资金", "贷款", "补贴", "经费", "税款", "补助", "投资", "融资"}

// inferUnit gives a number of ten thousands the unit that its words leave out:
// 补贴金额超过2500万 is money, 7万铁警 a count without a counter.
func (s *reader) inferUnit(t *term) {
	if t.n.magnitude < 4 {
		return
	}
	j := t.start
	for steps := 0; steps < 2; steps++ {
		if _, start, ok := subjectTails.before(s.glyphs, j); ok {
			j = start
		}
	}
	noun := s.nounAfter(t.end)
	if noun == "" {
		if _, _, ok := moneyWords.before(s.glyphs, j); ok {
			t.unit, t.hasUnit, t.ambiguous = money("CNY"), true, true
		}
		return
	}
	for _, word := range moneyNouns {
		if strings.HasSuffix(noun, word) {
			t.unit, t.hasUnit, t.ambiguous = money("CNY"), true, true
			return
		}
	}
	t.unit.dimension = Count
}

// stated reports whether a word that gives a value stands before t: 指数为39.5.
func (s *reader) stated(t *term) bool {
	switch at(s.glyphs, t.start-1) {
	case '的', '为', '是', '达', '至', '到', '于', '数':
		return !isLetter(at(s.glyphs, t.end)) && at(s.glyphs, t.end) != '版'
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
			if isHan(g[i].r) || isLetter(g[i].r) || isDigit(g[i].r) {
				return false
			}
		}
		i = t.end
	}
	for ; i < len(g); i++ {
		if isHan(g[i].r) || isLetter(g[i].r) || isDigit(g[i].r) {
			return false
		}
	}
	return true
}

// resolveDates gives every date its year, and every figure the as-of date that
// stands before it in its sentence.
func (s *reader) resolveDates() {
	var previous *dated
	for i := range s.terms {
		if t := &s.terms[i]; t.date {
			s.dates.resolve(&t.when, previous)
			t.drop, t.ambiguous = t.when.drop, t.when.ambiguous
			if !t.drop {
				previous = &t.when
				s.dates.lastDate = t.when.lastDay()
			}
		}
	}
	var asOf Date
	for i := range s.terms {
		t := &s.terms[i]
		switch {
		case t.drop:
		case !t.date:
			t.asOf = asOf
		case t.role == AsOf:
			asOf = t.when.lastDay()
		}
	}
}

// roleWords before a figure say what part it plays, nearest first.
var roleWords = newLexiconBefore(map[string]Role{
	"累计": Cumulative, "累积": Cumulative, "累计达": Cumulative, "累计为": Cumulative, "cumulative": Cumulative, "cumulatively": Cumulative, "a total of": Cumulative,
	"新增": Increment, "增加": Increment, "净增": Increment, "增加了": Increment, "扩建": Increment,
	"力争": Target, "目标": Target, "确保": Target, "争取": Target, "计划": Target, "拟": Target, "将达到": Target, "力争达到": Target, "target": Target, "aim": Target,
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
			switch r := g[scanned].r; {
			case r == ',' || r == ';':
				prohibited = false
			case r == '得' && at(g, scanned-1) == '不', r == '禁' && at(g, scanned-1) == '严', r == '准' && at(g, scanned-1) == '不':
				prohibited = true
			}
		}
		if t.date {
			target = t.role == Target && (!t.when.from.isDay() || t.when.cue == future)
			continue
		}
		t.negated = prohibited && !t.boundSet
		for k := t.start; k < t.core; k++ {
			if g[k].r == '得' && at(g, k-1) == '不' {
				t.negated = true
			}
		}
		if t.role != "" || t.drop {
			continue
		}
		if t.change != nil && (t.unit.dimension == Percent || t.unit.dimension == PercentagePoint || t.unit.dimension == Permille) && t.change.From == nil {
			t.role = Rate
			continue
		}
		if len(t.per) == 1 && t.unit.dimension == Percent {
			t.role = Rate
			continue
		}
		t.role = s.roleBefore(t)
		if t.role == "" && target {
			t.role = Target
		}
		if t.role == "" && t.change != nil && t.change.Delta != nil && !t.change.Computed && t.change.Direction == Up && (t.unit.dimension == Count || t.unit.dimension == Money) {
			t.role = Increment
		}
	}
}

func (s *reader) roleBefore(t *term) Role {
	g := s.glyphs
	for j := t.start; j > 0 && t.start-j < roleReach; j-- {
		if role, _, ok := roleWords.before(g, j); ok {
			return role
		}
		if r := g[j-1].r; r == ',' && t.start-j > 8 || r == ';' || r == '。' {
			break
		}
	}
	return ""
}
