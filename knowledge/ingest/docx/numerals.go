package docx

import (
	"strconv"
	"strings"

	"policybot/knowledge/ingest/content"
)

// docxNumeral writes n in one of WordprocessingML's number formats
// (ECMA-376 part 1, 17.18.59, ST_NumberFormat). A format that is not known is
// written in decimal, as Word does with those it cannot show.
func docxNumeral(format string, n int) string {
	switch format {
	case "none", "bullet":
		return ""
	case "decimalZero":
		return zeroPadded(n, 2)
	case "upperRoman":
		return content.Roman(n)
	case "lowerRoman":
		return strings.ToLower(content.Roman(n))
	case "upperLetter":
		return letters(n)
	case "lowerLetter":
		return strings.ToLower(letters(n))
	case "ordinal":
		return strconv.Itoa(n) + englishOrdinalSuffix(n)
	case "numberInDash":
		return "- " + strconv.Itoa(n) + " -"
	case "decimalFullWidth", "decimalFullWidth2":
		return mapDigits(n, []rune("０１２３４５６７８９"))
	case "ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand", "koreanDigital2":
		return mapDigits(n, []rune("〇一二三四五六七八九"))
	case "chineseCounting", "taiwaneseCounting":
		if n < 100 {
			return chineseCount(n, "〇一二三四五六七八九", "十百千万", true)
		}
		return mapDigits(n, []rune("〇一二三四五六七八九"))
	case "chineseCountingThousand", "taiwaneseCountingThousand", "japaneseCounting", "koreanCounting":
		return chineseCount(n, "零一二三四五六七八九", "十百千万", true)
	case "chineseLegalSimplified":
		return chineseCount(n, "零壹贰叁肆伍陆柒捌玖", "拾佰仟万", false)
	case "ideographLegalTraditional", "japaneseLegal":
		return chineseCount(n, "零壹貳參肆伍陸柒捌玖", "拾佰仟萬", false)
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		switch {
		case n >= 1 && n <= 20:
			return string(rune('①' + n - 1))
		case n >= 21 && n <= 35:
			return string(rune('㉑' + n - 21))
		case n >= 36 && n <= 50:
			return string(rune('㊱' + n - 36))
		}
	case "decimalEnclosedParen":
		if n >= 1 && n <= 20 {
			return string(rune('⑴' + n - 1))
		}
		return "(" + strconv.Itoa(n) + ")"
	case "decimalEnclosedFullstop":
		return strconv.Itoa(n) + "."
	case "ideographEnclosedCircle":
		if n >= 1 && n <= 10 {
			return string(rune('㊀' + n - 1))
		}
		return chineseCount(n, "零一二三四五六七八九", "十百千万", true)
	case "ideographTraditional":
		if n >= 1 {
			return cycled(n, "甲乙丙丁戊己庚辛壬癸")
		}
	case "ideographZodiac":
		if n >= 1 {
			return cycled(n, "子丑寅卯辰巳午未申酉戌亥")
		}
	case "ideographZodiacTraditional":
		if n >= 1 {
			return cycled(n, "甲乙丙丁戊己庚辛壬癸") + cycled(n, "子丑寅卯辰巳午未申酉戌亥")
		}
	}
	return strconv.Itoa(n)
}

func zeroPadded(n, width int) string {
	s := strconv.Itoa(n)
	return strings.Repeat("0", max(0, width-len(s))) + s
}

func cycled(n int, series string) string {
	runes := []rune(series)
	return string(runes[(n-1)%len(runes)])
}

func mapDigits(n int, digits []rune) string {
	var b strings.Builder
	for _, c := range strconv.Itoa(n) {
		if c >= '0' && c <= '9' {
			b.WriteRune(digits[c-'0'])
		} else {
			b.WriteRune(c)
		}
	}
	return b.String()
}

// letters writes A to Z, then AA, BB and so on, as Word does.
func letters(n int) string {
	if n <= 0 || n > 26*20 {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(rune('A'+(n-1)%26)), (n-1)/26+1)
}

func englishOrdinalSuffix(n int) string {
	if n%100 >= 11 && n%100 <= 13 {
		return "th"
	}
	switch n % 10 {
	case 1:
		return "st"
	case 2:
		return "nd"
	case 3:
		return "rd"
	}
	return "th"
}

// chineseCount writes n below 100 million with counting units: 二十一, 一百零三.
// With short, ten to nineteen leave out their leading one: 十一.
func chineseCount(n int, digits, units string, short bool) string {
	if n < 0 || n >= 100_000_000 {
		return strconv.Itoa(n)
	}
	digit, unit := []rune(digits), []rune(units)
	if n == 0 {
		return string(digit[0])
	}
	var b strings.Builder
	if n >= 10_000 {
		b.WriteString(chineseCount(n/10_000, digits, units, short))
		b.WriteRune(unit[3])
		n %= 10_000
	}
	zero := false
	for i, scale := range []int{1000, 100, 10, 1} {
		d := n / scale % 10
		if d == 0 {
			zero = b.Len() > 0
			continue
		}
		if zero {
			b.WriteRune(digit[0])
		}
		zero = false
		if !(short && d == 1 && scale == 10 && b.Len() == 0) {
			b.WriteRune(digit[d])
		}
		if i < 3 {
			b.WriteRune(unit[2-i])
		}
	}
	return b.String()
}
