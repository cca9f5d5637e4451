package date

import "policybot/knowledge/figure/glyph"

// planAt reads 十三五 as the five years it names.
func planAt(g []glyph.Glyph, i int) (moment, bool) {
	if glyph.At(g, i) != '十' {
		return moment{}, false
	}
	for k, plan := range plans {
		if e := glyph.MatchForward(g, i, plan); e > 0 {
			m := moment{start: i, end: e, year: 2001 + 5*k, years: 5}
			if opened := glyph.At(g, i-1); opened == '“' || opened == '"' || opened == '‘' || opened == '\'' || opened == '「' {
				m.start--
				switch glyph.At(g, e) {
				case '”', '"', '’', '\'', '」':
					m.end++
				default:
					return m, false
				}
			} else if _, ok := glyph.NextIs(g, e, "时期", "期间", "规划", "末", "期末", "以来"); !ok {
				return m, false
			}
			return m, true
		}
	}
	return moment{}, false
}

// OrdinalPeriodEnd returns the end of 个五年 at glyph j, after 第 and its number, or
// j: 第三个五年 names a stretch of years.
func OrdinalPeriodEnd(g []glyph.Glyph, j int) int {
	if glyph.At(g, j) != '个' {
		return j
	}
	_, e, ok := calendarNumber(g, j+1, 99)
	if !ok || glyph.At(g, e) != '年' {
		return j
	}
	return e + 1
}

// OrdinalPlan reads 第十四个五年规划 at glyph i as the five years it names. The
// first two plans began in 1953 and 1958, the third in 1966.
func OrdinalPlan(g []glyph.Glyph, i int) (moment, bool) {
	if glyph.At(g, i) != '第' {
		return moment{}, false
	}
	n, e, ok := calendarNumber(g, i+1, 40)
	if !ok {
		return moment{}, false
	}
	e, ok = glyph.NextIs(g, e, "个五年规划", "个五年计划", "个5年规划", "个5年计划")
	if !ok {
		return moment{}, false
	}
	return fiveYears(i, e, n), true
}

// fiveYears returns the years of plan n, whose name is [start, end).
func fiveYears(start, end, n int) moment {
	first := 1966 + 5*(n-3)
	if n < 3 {
		first = 1953 + 5*(n-1)
	}
	return moment{start: start, end: end, year: first, years: 5}
}

// plans are the five-year plans from the tenth, which began in 2001.
var plans = []string{"十五计划", "十一五", "十二五", "十三五", "十四五", "十五五", "十六五"}
