package content

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"policybot/knowledge/figure"
)

// FirstDate returns the first whole date in text.
func FirstDate(text string) figure.Date {
	if m := NumericDate.FindStringSubmatch(text); m != nil {
		return DateOf(m[1], m[2], m[3])
	}
	if m := SignedDate.FindString(text); m != "" {
		return chineseDate(m)
	}
	if m := EnglishDate.FindStringSubmatch(text); m != nil {
		if m[1] != "" {
			return DateOf(m[3], m[2], m[1])
		}
		return DateOf(m[6], m[4], m[5])
	}
	return figure.Date{}
}

// DateOf returns a date of its printed parts, or none where there is no such
// day.
func DateOf(year, month, day string) figure.Date {
	y, _ := strconv.Atoi(year)
	d, _ := strconv.Atoi(day)
	m, err := strconv.Atoi(month)
	if err != nil {
		named, err := time.Parse("January", strings.ToUpper(month[:1])+strings.ToLower(month[1:]))
		if err != nil {
			return figure.Date{}
		}
		m = int(named.Month())
	}
	date := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if y < 1900 || date.Year() != y || int(date.Month()) != m || date.Day() != d {
		return figure.Date{}
	}
	return figure.Date{Year: y, Month: time.Month(m), Day: d}
}

// chineseDate reads 二〇二〇年四月十四日.
func chineseDate(text string) figure.Date {
	year, rest, _ := strings.Cut(text, "年")
	month, rest, _ := strings.Cut(rest, "月")
	y := strings.NewReplacer("〇", "0", "○", "0", "零", "0", "０", "0", "O", "0", "一", "1", "二", "2", "三", "3", "四", "4",
		"五", "5", "六", "6", "七", "7", "八", "8", "九", "9").Replace(year)
	m, _ := ChineseNumber(month)
	d, _ := ChineseNumber(rest)
	return DateOf(y, strconv.Itoa(m), strconv.Itoa(d))
}

var (
	SignedDate  = regexp.MustCompile(`(?:19|20)\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日|[一二][〇○零九0０O][〇○零一二三四五六七八九0０O]{2}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日`)
	NumericDate = regexp.MustCompile(`((?:19|20)\d\d)\s?[-年./]\s?(\d{1,2})\s?[-月./]\s?(\d{1,2})`)
	EnglishDate = regexp.MustCompile(`(?i)\b(?:(\d{1,2}) (January|February|March|April|May|June|July|August|September|October|November|December),? (\d{4})|(January|February|March|April|May|June|July|August|September|October|November|December) (\d{1,2}),? (\d{4}))\b`)
)

// ChineseNumber reads the Chinese number below 1000 that text begins with.
func ChineseNumber(text string) (value, length int) {
	digit := 0
	for _, r := range text {
		switch d := ChineseDigit(r); {
		case r == '百':
			value += max(digit, 1) * 100
			digit = 0
		case r == '十':
			value += max(digit, 1) * 10
			digit = 0
		case r == '零' || r == '〇':
			if length == 0 {
				return 0, 0
			}
		case d > 0:
			digit = d
		default:
			return value + digit, length
		}
		length += utf8.RuneLen(r)
	}
	return value + digit, length
}

// ChineseDigit returns the value of a digit or of 十, and 0 for other runes.
func ChineseDigit(r rune) int {
	switch r {
	case '一':
		return 1
	case '二':
		return 2
	case '三':
		return 3
	case '四':
		return 4
	case '五':
		return 5
	case '六':
		return 6
	case '七':
		return 7
	case '八':
		return 8
	case '九':
		return 9
	case '十':
		return 10
	}
	return 0
}
