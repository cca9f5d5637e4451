package check

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"policybot/knowledge/figure"
)

// fit says how near a stated figure comes to one that is told, worst first:
// the nearest figure of the sources names the fault.
type fit int

const (
	otherValue fit = iota
	otherUnit
	otherBound
	otherPer
	stated
)

var kindOf = map[fit]Kind{otherValue: Value, otherUnit: Unit, otherBound: Bound, otherPer: Per}

// whyNot says in what a figure that is told differs from the nearest stated.
var whyNot = map[fit]string{
	otherValue: "no cited statement says this figure",
	otherUnit:  "the cited statement says it of another unit",
	otherBound: "the cited statement bounds it otherwise",
	otherPer:   "the cited statement says it per something else",
}

// states reports how far a stated figure says the told one. said are the words
// beside the told one: a per or the direction of a change may stand there.
func states(source, told figure.Figure, said string) fit {
	if isDate(told) || isDate(source) {
		return statesDate(source, told)
	}
	best := otherValue
	for _, level := range levels(source) {
		best = max(best, statesLevel(level, told, said))
	}
	return best
}

// levels returns what one figure of a source states: itself, both ends of a
// range as bounds, the levels of a change and its size.
func levels(f figure.Figure) []figure.Figure {
	out := []figure.Figure{f}
	if f.Bound == figure.Range && f.Low != nil && f.High != nil {
		low, high := f, f
		low.Value, low.Valued, low.High, low.Bound = f.Low.Value, true, nil, bounded(f.Low, figure.AtLeast, figure.Greater)
		high.Value, high.Valued, high.Low, high.Bound = f.High.Value, true, nil, bounded(f.High, figure.LessEqual, figure.Less)
		out = append(out, low, high)
	}
	c := f.Change
	if c == nil {
		return out
	}
	for _, value := range []*figure.Decimal{c.From, c.To} {
		if value != nil {
			level := f
			level.Change, level.Value, level.Valued, level.Low, level.High = nil, *value, true, nil, nil
			if level.Bound == figure.Range {
				level.Bound = figure.Equal
			}
			out = append(out, level)
		}
	}
	if c.Delta != nil && c.From != nil && !c.Computed {
		size := f
		size.Change, size.Value, size.Valued = nil, *c.Delta, true
		if c.DeltaUnit == "pp" {
			size.Unit, size.Dimension = "pp", figure.PercentagePoint
		}
		out = append(out, size)
	}
	return out
}

func bounded(l *figure.Limit, inclusive, exclusive figure.Bound) figure.Bound {
	if l.Inclusive {
		return inclusive
	}
	return exclusive
}

func statesLevel(source, told figure.Figure, said string) fit {
	switch {
	case !sameValue(source, told):
		return otherValue
	case !sameUnit(source, told):
		return otherUnit
	case !sameBound(source, told, said) || !sameChange(source.Change, told.Change, said):
		return otherBound
	case !samePer(source.Per, told.Per, said):
		return otherPer
	}
	return stated
}

func sameValue(a, b figure.Figure) bool {
	switch {
	case a.Valued != b.Valued:
		return false
	case a.Valued:
		return percentage(a).Equal(percentage(b)) && a.Over.Equal(b.Over)
	}
	return sameLimit(a.Low, b.Low) && sameLimit(a.High, b.High)
}

// percentage returns a per mille value in per cent, so that 1‰ and 0.1% are
// the same.
func percentage(f figure.Figure) figure.Decimal {
	if f.Unit == "‰" {
		return f.Value.Shift(-1)
	}
	return f.Value
}

func sameLimit(a, b *figure.Limit) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Value.Equal(b.Value)
}

// sameUnit lets a bare number stand for a count: "52,000" of 52,000 stations
// drops what is counted, which the words beside it say.
func sameUnit(source, told figure.Figure) bool {
	if figure.UnitsAgree(source.Unit, told.Unit) {
		return true
	}
	switch {
	case isPercent(source) && isPercent(told):
		return true
	case told.Dimension == figure.Number && told.Unit == "":
		return source.Dimension == figure.Count || source.Dimension == figure.Age
	case source.Dimension != figure.Count || told.Dimension != figure.Count:
		return false
	case hasHan(source.Unit) != hasHan(told.Unit):
		return !counts(told.Unit) || !counts(source.Unit)
	}
	return amongWords(source.Subject, told.Unit) || amongWords(told.Subject, source.Unit)
}

// amongWords reports whether a unit is among the words for what is counted.
func amongWords(subject, unit string) bool {
	return unit != "" && strings.Contains(strings.ToLower(subject), unit)
}

func hasHan(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// counts reports whether the reader knows what a unit of counts stands for in
// the other language; "organisations" may be any.
func counts(unit string) bool {
	for _, known := range []string{"家", "户", "人", "座", "只", "件", "辆", "项", "条", "所", "笔", "间", "张", "场", "种", "例", "台", "firms", "people", "stations", "masks", "vehicles", "measures", "routes", "schools", "loans", "rooms", "beds", "events", "kinds", "cases", "machines", "counties"} {
		if figure.UnitsAgree(unit, known) {
			return true
		}
	}
	return false
}

func isPercent(f figure.Figure) bool {
	return f.Dimension == figure.Percent || f.Dimension == figure.Permille
}

var (
	asksMost  = regexp.MustCompile(`最高|最多|最大|最长|上限|至多|封顶|不(?:能|得|可)?(?:超过|高于|多于)|(?i:\b(?:top|most|maximum|max|cap|limit|highest|largest|longest|upper|up to)\b)`)
	asksLeast = regexp.MustCompile(`最低|最少|最小|最短|下限|至少|不(?:能|得|可)?(?:低于|少于)|(?i:\b(?:least|minimum|min|floor|lowest|smallest|shortest|starting)\b)`)
)

// sameBound lets 11万余, which lies between 11 and 12万, be "more than 110,000",
// and a cap or floor be a plain figure where the words beside it or the question
// say which it is: "highest fine: 5,000 yuan".
func sameBound(source, told figure.Figure, said string) bool {
	switch {
	case source.Bound == told.Bound:
		return true
	case told.Bound == figure.Equal && source.Bound == figure.LessEqual:
		return asksMost.MatchString(said)
	case told.Bound == figure.Equal && source.Bound == figure.AtLeast:
		return asksLeast.MatchString(said)
	}
	return source.Bound == figure.ApproxAbove && told.Bound == figure.Greater
}

// sameChange lets a figure of a change be told without the change where the
// words beside it say one: "growth: 3.2%".
func sameChange(source, told *figure.Change, said string) bool {
	if told != nil && told.Direction == "" && told.From == nil && told.To == nil && told.Delta == nil {
		told = nil // 20倍, standing alone
	}
	if source != nil && source.Direction == "" && source.From == nil && source.To == nil && source.Delta == nil {
		source = nil
	}
	switch {
	case source == nil:
		return told == nil
	case told == nil:
		return source.From != nil || source.Delta == nil || speaksOfChange(said, source.Direction)
	case source.Direction != told.Direction || source.Multiplier != told.Multiplier:
		return false
	}
	for _, pair := range [][2]*figure.Decimal{{source.From, told.From}, {source.To, told.To}, {source.Delta, told.Delta}} {
		if pair[0] != nil && pair[1] != nil && !pair[0].Equal(*pair[1]) {
			return false
		}
	}
	return true
}

var (
	upWords   = []string{"增", "升", "提高", "上调", "上浮", "扩大", "加", "涨", "高", "超", "多", "increase", "rise", "rose", "grow", "up", "higher", "more", "gain", "raise", "above", "延", "extend", "longer", "extra", "addition", "翻", "further"}
	downWords = []string{"减", "降", "下调", "下浮", "缩", "跌", "少", "低", "decrease", "fall", "fell", "drop", "down", "lower", "cut", "reduc", "declin", "less", "below", "discount", "off", "短", "折", "shorten", "减免", "discount"}
	change    = []string{"变", "幅", "change", "differ"}
)

func speaksOfChange(said string, direction figure.Direction) bool {
	words := append(slices.Clone(change), upWords...)
	if direction == figure.Down {
		words = append(slices.Clone(change), downWords...)
	}
	return containsAny(strings.ToLower(said), words)
}

func containsAny(text string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) })
}

// perWords are how a per is said in words that stand beside a figure.
var perWords = map[string][]string{
	"person":    {"每人", "人均", "每名", "每位", "每一", "按人", "/人", "person", "employee", "worker", "head", "capita", "individual", "each", "student", "人", "学生", "职工", "员工"},
	"household": {"每户", "户均", "户", "household", "family"}, "家": {"每家", "每户", "家", "firm", "company", "each", "business"},
	"month": {"每月", "月", "month"}, "year": {"每年", "年", "year", "annual", "annum"}, "day": {"每日", "每天", "日", "天", "day", "daily", "diem"},
	"week": {"周", "week"}, "quarter": {"季", "quarter"}, "hour": {"小时", "时薪", "hour"}, "time": {"次", "time", "occasion", "visit", "trip", "each"},
	"semester": {"学期", "semester", "term"}, "m²": {"平方米", "平米", "m²", "square met"}, "t": {"吨", "tonne", "ton"}, "亩": {"亩", "mu"},
	"kWh": {"千瓦时", "度", "kwh"}, "kg": {"公斤", "千克", "kg", "kilo"}, "m³": {"立方", "m³", "cubic"}, "workday": {"工作日", "working day", "workday", "business day"},
}

// samePer wants the same per on both sides; one that the told figure leaves
// out must be said beside it.
func samePer(source, told []string, said string) bool {
	for _, p := range told {
		if !slices.ContainsFunc(source, func(q string) bool { return perAgrees(p, q) }) {
			return false
		}
	}
	said = strings.ToLower(said)
	for _, p := range source {
		if slices.ContainsFunc(told, func(q string) bool { return perAgrees(p, q) }) {
			continue
		}
		words := perWords[p]
		if words == nil {
			words = []string{strings.ToLower(p)}
		}
		if !containsAny(said, words) {
			return false
		}
	}
	return true
}

func perAgrees(a, b string) bool {
	return figure.UnitsAgree(a, b) || slices.Contains(perWords[a], b) || slices.Contains(perWords[b], a)
}

func isDate(f figure.Figure) bool {
	return f.Dimension == figure.DateDay || f.Dimension == figure.DateRange
}

// statesDate compares days and periods. A day may be told without its 前 or 起,
// but not with the other one.
func statesDate(source, told figure.Figure) fit {
	if !isDate(told) {
		if isDate(source) && source.AsOf == (figure.Date{}) {
			return otherValue
		}
		return otherValue
	}
	if !isDate(source) {
		return otherValue
	}
	same := source.Date == told.Date && source.Until == told.Until ||
		told.Until.IsZero() && (told.Date == source.Date || told.Date == source.Until) ||
		told.Date.Year == 0 && sameDay(told.Date, source.Date) && sameDay(told.Until, source.Until)
	switch {
	case !same:
		return otherValue
	case told.Bound != figure.Equal && source.Bound != told.Bound && source.Until.IsZero():
		return otherBound
	}
	return stated
}

// sameDay reports whether two dates are of one day, of whatever year.
func sameDay(a, b figure.Date) bool { return a.Month == b.Month && a.Day == b.Day }
