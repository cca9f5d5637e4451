package date

import (
	"github.com/shopspring/decimal"
	"policybot/knowledge/figure/glyph"
	"policybot/knowledge/figure/number"
)

// yearAt reads a year: 2020年, 二〇二〇年, 今年, 2019年度; 20年3月 only with a month.
func yearAt(g []glyph.Glyph, i int, published Date) (year, end int, relative, ok bool) {
	if words, e, found := relativeYears.At(g, i); found {
		if published.Year == 0 {
			return 0, e, true, true
		}
		return published.Year + words, e, true, true
	}
	if year, e, ok := eraYear(g, i); ok {
		return year, e, false, true
	}
	year, j := yearDigits(g, i)
	switch {
	case glyph.At(g, j) != '年':
		return 0, i, false, false
	case j-i == 2 && shortYear(g, year, j+1):
		return 2000 + year, j + 1, false, true
	case j-i != 4 || year < 1840 || year > 2150:
		return 0, i, false, false
	}
	j++
	if glyph.At(g, j) == '度' && glyph.At(g, j+1) != '电' {
		j++
	}
	return year, j, false, true
}

// yearDigits reads up to five digits of either script at glyph i.
func yearDigits(g []glyph.Glyph, i int) (year, end int) {
	j := i
	for j < len(g) && j-i < 5 {
		d := int64(-1)
		switch {
		case !glyph.IsDigit(g[j].R):
			if g[j].R != '两' && (j == i || g[j].Gap < glyph.Paragraph) {
				d = glyph.ChineseDigit(g[j].R)
			}
		case j == i || g[j].Gap == glyph.Joined:
			d = int64(g[j].R - '0')
		}
		if d < 0 {
			break
		}
		year = year*10 + int(d)
		j++
	}
	return year, j
}

// shortYear reports whether two digits and 年, ending at glyph j, are a year: 20年
// 3月, 07年. Others are as many years.
func shortYear(g []glyph.Glyph, year, j int) bool {
	if glyph.At(g, j) == '内' {
		return false
	}
	_, e, ok := calendarNumber(g, j, 12)
	month := ok && glyph.At(g, e) == '月' && year < 50 && glyph.At(g, e+1) != '以'
	return month || year < 10
}

var relativeYears = glyph.NewLexicon(map[string]int{
	"今年": 0, "本年": 0, "本年度": 0, "当年": 0, "今年度": 0, "去年": -1, "上年": -1, "上年度": -1, "上一年度": -1, "上一年": -1, "去年度": -1, "明年": 1, "次年": 1, "下一年度": 1, "来年": 1, "前年": -2,
})

// eras are the calendars that count years from the beginning of a state or a
// reign: the year before their first.
var eras = glyph.NewLexicon(map[string]int{
	"民国": 1911, "令和": 2018, "平成": 1988, "昭和": 1925, "明治": 1867,
})

// eraYear reads 民國113年, 令和元年 at glyph i.
func eraYear(g []glyph.Glyph, i int) (year, end int, ok bool) {
	before, e, ok := eras.At(g, i)
	if !ok || e >= len(g) {
		return 0, i, false
	}
	n, ok := eraNumber(g, e)
	if !ok || glyph.At(g, n.End) != '年' {
		return 0, i, false
	}
	year, end = before+int(n.Value.IntPart()), n.End+1
	if glyph.At(g, end) == '度' {
		end++
	}
	return year, end, true
}

// eraNumber reads the year of an era at glyph i: 元 is the first.
func eraNumber(g []glyph.Glyph, i int) (number.Numeral, bool) {
	if g[i].R == '元' {
		return number.Numeral{Start: i, End: i + 1, Value: decimal.New(1, 0)}, true
	}
	if !glyph.IsDigit(g[i].R) && !glyph.StartsNumeral(g[i].R) {
		return number.Numeral{}, false
	}
	n, ok := number.ReadInteger(g, i)
	return n, ok && n.Value.IsInteger() && n.Value.IsPositive() && n.Value.LessThan(decimal.New(200, 0)) && !n.Vague && !n.More
}

// PlainYear reads the four digits of a year at glyph i.
func PlainYear(g []glyph.Glyph, i int) (year, end int, ok bool) {
	j := i
	for j < len(g) && j-i < 4 && glyph.IsDigit(g[j].R) && (j == i || g[j].Gap == glyph.Joined) {
		year = year*10 + int(g[j].R-'0')
		j++
	}
	return year, j, j-i == 4 && year > 1840 && year < 2150 && !(j < len(g) && glyph.IsDigit(g[j].R) && g[j].Gap == glyph.Joined)
}

// calendarNumber reads a month or day number of at most limit.
func calendarNumber(g []glyph.Glyph, i, limit int) (value, end int, ok bool) {
	j := i
	for j < len(g) && glyph.IsDigit(g[j].R) && j-i < 3 && (j == i || g[j].Gap == glyph.Joined) {
		value = value*10 + int(g[j].R-'0')
		j++
	}
	if j > i {
		return value, j, j-i <= 2 && value >= 1 && value <= limit && (j >= len(g) || !glyph.IsDigit(g[j].R) || g[j].Gap != glyph.Joined)
	}
	value, j = chineseCalendarNumber(g, i)
	return value, j, j > i && value >= 1 && value <= limit
}

// chineseCalendarNumber reads 三, 十, 十三, 二十, 三十一 at glyph i.
func chineseCalendarNumber(g []glyph.Glyph, i int) (value, end int) {
	digit := func(j int) (int, bool) {
		r := glyph.At(g, j)
		d := glyph.ChineseDigit(r)
		return int(d), d >= 0 && r != '两'
	}
	j, tens := i, 1
	if d, ok := digit(j); ok {
		if j++; glyph.At(g, j) != '十' || d == 0 {
			return d, j
		}
		tens = d
	} else if glyph.At(g, j) != '十' {
		return 0, i
	}
	j++ // 十
	if d, ok := digit(j); ok {
		return 10*tens + d, j + 1
	}
	return 10 * tens, j
}
