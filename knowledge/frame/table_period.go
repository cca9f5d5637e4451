package frame

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Period is a time as a table's head or a question names it: a year, or a
// part of one. Fields that are not named are zero.
type Period struct {
	Year    int
	Until   int // last year of several; zero for one
	Half    int // 1 or 2
	Quarter int // 1 to 4
	Month   int
	ToMonth int // last month of several; zero for one
	Day     int
}

// IsZero reports whether no time is named.
func (p Period) IsZero() bool { return p == Period{} }

// String writes the period as 2019, 2019-09-30, "Q4 2019", "2019-01..06".
func (p Period) String() string {
	var parts []string
	if p.Quarter > 0 {
		parts = append(parts, fmt.Sprintf("Q%d", p.Quarter))
	}
	if p.Half > 0 {
		parts = append(parts, fmt.Sprintf("H%d", p.Half))
	}
	var b strings.Builder
	if p.Year > 0 {
		fmt.Fprintf(&b, "%04d", p.Year)
	}
	if p.Until > 0 {
		fmt.Fprintf(&b, "..%04d", p.Until)
	}
	if p.Month > 0 {
		fmt.Fprintf(&b, "-%02d", p.Month)
	}
	if p.ToMonth > 0 {
		fmt.Fprintf(&b, "..%02d", p.ToMonth)
	}
	if p.Day > 0 {
		fmt.Fprintf(&b, "-%02d", p.Day)
	}
	if b.Len() > 0 {
		parts = append(parts, b.String())
	}
	return strings.Join(parts, " ")
}

// with fills what p leaves open from q.
func (p Period) with(q Period) Period {
	fill := func(a *int, b int) {
		if *a == 0 {
			*a = b
		}
	}
	if p.Year == 0 {
		p.Year, p.Until = q.Year, q.Until
	}
	fill(&p.Half, q.Half)
	fill(&p.Quarter, q.Quarter)
	if p.Month == 0 {
		p.Month, p.ToMonth = q.Month, q.ToMonth
		fill(&p.Day, q.Day)
	}
	return p
}

// Fit says how two times go together.
type Fit int

// The ways: one says nothing of the other, both are the same as far as both
// speak, or one excludes the other.
const (
	FitSilent Fit = iota
	FitAgrees
	FitContradicts
)

// Fit compares an asked time with that of a cell: a field that only one of
// them names speaks neither for nor against, but an asked part of a year is
// not answered by another part of it.
func (p Period) Fit(cell Period) Fit {
	if p.IsZero() || cell.IsZero() {
		return FitSilent
	}
	fit := FitSilent
	if cell.Until > 0 && p.Until == 0 && p.Year > 0 {
		if p.Year < cell.Year || p.Year > cell.Until {
			return FitContradicts
		}
		p.Year, fit = cell.Year, FitAgrees
	}
	for _, pair := range [][2]int{{p.Year, cell.Year}, {p.Until, cell.Until}, {p.half(), cell.half()}, {p.quarter(), cell.quarter()}, {p.Month, cell.Month}, {p.ToMonth, cell.ToMonth}, {p.Day, cell.Day}} {
		switch {
		case pair[0] == 0 || pair[1] == 0:
		case pair[0] == pair[1]:
			fit = FitAgrees
		default:
			return FitContradicts
		}
	}
	return fit
}

// half is the half of the year that is named, also as its months.
func (p Period) half() int {
	switch {
	case p.Half > 0:
		return p.Half
	case p.Month == 1 && p.ToMonth == 6:
		return 1
	case p.Month == 7 && p.ToMonth == 12:
		return 2
	}
	return 0
}

func (p Period) quarter() int {
	switch {
	case p.Quarter > 0:
		return p.Quarter
	case p.ToMonth == p.Month+2 && p.Month%3 == 1:
		return p.ToMonth / 3
	}
	return 0
}

// Before orders periods in time, as far as they are named.
func (p Period) Before(q Period) bool {
	for _, pair := range [][2]int{{p.Year, q.Year}, {p.half(), q.half()}, {p.quarter(), q.quarter()}, {p.Month, q.Month}, {p.Day, q.Day}} {
		if pair[0] != pair[1] {
			return pair[0] < pair[1]
		}
	}
	return false
}

// PeriodAt is a time named in a text, with the bytes that name it.
type PeriodAt struct {
	Period     Period
	Start, End int
}

// Periods returns the times that a text names: 2019, FY19, 2019年末, "30 June
// 2019", "Q4 2019", "the first half of 2023", 1月. Bare numbers from 1900 to
// 2099 are years.
func Periods(text string) []PeriodAt {
	var found []PeriodAt
	lower := strings.ToLower(text)
	if len(lower) != len(text) {
		lower = text
	}
	taken := make([]bool, len(lower))
	for _, rule := range periodRules {
		for _, m := range rule.pattern.FindAllStringSubmatchIndex(lower, -1) {
			start, end := m[2], m[3]
			if anyTaken(taken[start:end]) || cutsNumber(lower, start, end) {
				continue
			}
			group := func(i int) string {
				if 2*i+1 >= len(m) || m[2*i] < 0 {
					return ""
				}
				return lower[m[2*i]:m[2*i+1]]
			}
			p, ok := rule.read(group)
			if !ok {
				continue
			}
			for i := start; i < end; i++ {
				taken[i] = true
			}
			found = append(found, PeriodAt{Period: p, Start: start, End: end})
		}
	}
	sortPeriods(found)
	return joinPeriods(found, lower)
}

func anyTaken(taken []bool) bool {
	for _, t := range taken {
		if t {
			return true
		}
	}
	return false
}

// cutsNumber reports whether the digits at the ends of a match go on outside.
func cutsNumber(s string, start, end int) bool {
	digit := func(b byte) bool { return b >= '0' && b <= '9' }
	if start > 0 && digit(s[start]) {
		if b := s[start-1]; digit(b) || (b == '.' || b == ',') && start > 1 && digit(s[start-2]) || strings.HasSuffix(s[:start], "$") || strings.HasSuffix(s[:start], "£") || strings.HasSuffix(s[:start], "€") {
			return true
		}
	}
	if end < len(s) && digit(s[end-1]) {
		if b := s[end]; digit(b) || (b == '.' || b == ',') && end+1 < len(s) && digit(s[end+1]) || b == '%' {
			return true
		}
	}
	return false
}

func sortPeriods(found []PeriodAt) {
	for i := 1; i < len(found); i++ {
		for j := i; j > 0 && found[j].Start < found[j-1].Start; j-- {
			found[j], found[j-1] = found[j-1], found[j]
		}
	}
}

// joinPeriods makes one of the parts of a time that stand side by side: "first
// half of 2023", 2019年 上半年, "December 31, 2019".
func joinPeriods(found []PeriodAt, text string) []PeriodAt {
	var out []PeriodAt
	for _, f := range found {
		if n := len(out); n > 0 && joinsPeriod.MatchString(text[out[n-1].End:f.Start]) {
			last := &out[n-1]
			if (last.Period.Year == 0) != (f.Period.Year == 0) {
				last.Period = last.Period.with(f.Period)
				last.End = f.End
				continue
			}
		}
		out = append(out, f)
	}
	return out
}

var joinsPeriod = regexp.MustCompile(`^[\s,，的]*(?:of|in|during|for|fiscal|calendar|year|the|fy|quarter)*[\s,，的]*(?:of|in|the|fiscal|year)*[\s,]*$`)

type periodRule struct {
	pattern *regexp.Regexp // group 1 is what is taken
	read    func(group func(int) string) (Period, bool)
}

const monthNames = `jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?`

var periodRules = []periodRule{
	{ // 30 June 2019, 30th of June
		regexp.MustCompile(`(?:^|[^a-z0-9])((\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(` + monthNames + `)\.?(?:,?\s+((?:19|20)\d\d))?)(?:$|[^a-z])`),
		func(g func(int) string) (Period, bool) {
			return dayPeriod(number(g(4)), monthNumber(g(3)), number(g(2)))
		},
	},
	{ // June 30, 2019; June 30
		regexp.MustCompile(`(?:^|[^a-z])((` + monthNames + `)\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:\s*,?\s+((?:19|20)\d\d))?)(?:$|[^a-z0-9])`),
		func(g func(int) string) (Period, bool) {
			return dayPeriod(number(g(4)), monthNumber(g(2)), number(g(3)))
		},
	},
	{ // January-June 2023
		regexp.MustCompile(`(?:^|[^a-z])((` + monthNames + `)\.?\s*(?:-|–|to|through)\s*(` + monthNames + `)\.?(?:,?\s+((?:19|20)\d\d))?)(?:$|[^a-z])`),
		func(g func(int) string) (Period, bool) {
			return Period{Year: number(g(4)), Month: monthNumber(g(2)), ToMonth: monthNumber(g(3))}, true
		},
	},
	{ // June 2019, Jun-19
		regexp.MustCompile(`(?:^|[^a-z])((` + monthNames + `)\.?(?:,?\s+|-)((?:19|20)\d\d))(?:$|[^0-9])`),
		func(g func(int) string) (Period, bool) {
			return Period{Year: number(g(3)), Month: monthNumber(g(2))}, true
		},
	},
	{ // 2019-06-30, 2019/6/30, 2019.6.30
		regexp.MustCompile(`(?:^|[^0-9])(((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2}))(?:$|[^0-9])`),
		func(g func(int) string) (Period, bool) {
			return dayPeriod(number(g(2)), number(g(3)), number(g(4)))
		},
	},
	{ // 2019年6月30日, 2019年6月, 6月30日, 6月
		regexp.MustCompile(`((?:((?:19|20)?\d\d)\s*年\s*)?(\d{1,2})\s*月(?:份)?(?:\s*(\d{1,2})\s*[日号])?)`),
		func(g func(int) string) (Period, bool) {
			return dayPeriod(fullYear(g(2)), number(g(3)), number(g(4)))
		},
	},
	{ // FY2018-19, 2018-19, 2018/19
		regexp.MustCompile(`(?:^|[^0-9])((?:fy\s*)?((?:19|20)\d\d)\s*[-–/]\s*(\d\d))(?:$|[^0-9])`),
		func(g func(int) string) (Period, bool) {
			from := number(g(2))
			until := from/100*100 + number(g(3))
			return Period{Year: from, Until: until}, until > from && until-from < 30
		},
	},
	{ // incidents_85_99
		regexp.MustCompile(`_((\d\d)_(\d\d))$`),
		func(g func(int) string) (Period, bool) {
			return Period{Year: fullYear(g(2)), Until: fullYear(g(3))}, fullYear(g(2)) < fullYear(g(3))
		},
	},
	{ // FY19, F19, Q4'19
		regexp.MustCompile(`(?:^|[^a-z0-9])((?:fy|f|cy)\s*'?(\d\d))(?:$|[^0-9a-z])`),
		func(g func(int) string) (Period, bool) { return Period{Year: fullYear(g(2))}, true },
	},
	{ // FY2019, fiscal 2019
		regexp.MustCompile(`(?:^|[^a-z0-9])((?:fiscal years?|fiscal|fye|fy|cy|f)\s*'?((?:19|20)\d\d))(?:$|[^0-9])`),
		func(g func(int) string) (Period, bool) { return Period{Year: number(g(2))}, true },
	},
	{ // 2019年, 19年
		regexp.MustCompile(`(?:^|[^0-9])(((?:19|20)\d\d|[012]\d)\s*(?:年度|年末|年底|年|财年|學年|学年))`),
		func(g func(int) string) (Period, bool) { return Period{Year: fullYear(g(2))}, true },
	},
	{ // Q4, 4Q, 4th quarter, 第四季度
		regexp.MustCompile(`(?:^|[^a-z0-9])(q\s?([1-4])|([1-4])q|(first|second|third|fourth|1st|2nd|3rd|4th)\s+(?:fiscal\s+)?quarters?|(?:第)?([一二三四1-4])季度?)(?:$|[^a-z])`),
		func(g func(int) string) (Period, bool) {
			return Period{Quarter: ordinal(g(2) + g(3) + g(4) + g(5))}, true
		},
	},
	{ // H1, first half, first six months, 上半年
		regexp.MustCompile(`(?:^|[^a-z0-9])(h([12])|(first|second|1st|2nd)\s+(?:half|six months)|([上下])半年)(?:$|[^a-z0-9])`),
		func(g func(int) string) (Period, bool) { return Period{Half: ordinal(g(2) + g(3) + g(4))}, true },
	},
	{ // 2019
		regexp.MustCompile(`(?:^|[^0-9])((?:19|20)\d\d)`),
		func(g func(int) string) (Period, bool) { return Period{Year: number(g(1))}, true },
	},
	{ // June
		regexp.MustCompile(`(?:^|[^a-z])(` + monthNames + `)(?:$|[^a-z])`),
		func(g func(int) string) (Period, bool) {
			return Period{Month: monthNumber(g(1))}, g(1) != "may" && g(1) != "mar"
		},
	},
}

func dayPeriod(year, month, day int) (Period, bool) {
	return Period{Year: year, Month: month, Day: day}, month >= 1 && month <= 12 && day <= 31
}

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// fullYear reads a year of two or four digits.
func fullYear(s string) int {
	n := number(s)
	if len(s) == 2 {
		if n < 50 {
			return 2000 + n
		}
		return 1900 + n
	}
	return n
}

func monthNumber(s string) int {
	if len(s) < 3 {
		return 0
	}
	return strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", s[:3])/3 + 1
}

func ordinal(s string) int {
	switch s {
	case "1", "first", "1st", "一", "上":
		return 1
	case "2", "second", "2nd", "二", "下":
		return 2
	case "3", "third", "3rd", "三":
		return 3
	case "4", "fourth", "4th", "四":
		return 4
	}
	return 0
}

// periodOf is the time that the words of a path name together, the innermost
// first.
func periodOf(path []string) Period {
	var p Period
	for i := len(path) - 1; i >= 0; i-- {
		found := Periods(path[i])
		if len(found) == 1 || len(found) > 1 && onlyPeriod(path[i]) {
			p = p.with(found[0].Period)
		}
	}
	return p
}

// onlyPeriod reports whether a cell says a time and nothing else but words
// that belong to it: "Year ended 30 June 2019", 2019年末, "FY19", "October 31,".
func onlyPeriod(cell string) bool {
	found := Periods(cell)
	if len(found) == 0 {
		return false
	}
	rest, at := "", 0
	for _, f := range found {
		rest += cell[at:f.Start] + " "
		at = f.End
	}
	rest += cell[at:]
	for _, word := range strings.FieldsFunc(strings.ToLower(rest), func(r rune) bool { return strings.ContainsRune(" \t,，:：()（）.-–—'’*/&", r) }) {
		if !periodWords[word] {
			return false
		}
	}
	return true
}

var periodWords = wordSet(`year years ended ending end months month months' three six nine twelve as of at the for fiscal quarter and weeks week 52 53
	12 9 6 3 年 年度 末 底 截至 止 初 期 全年 期末 年末 年底 to from in restated unaudited audited actual`)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}
