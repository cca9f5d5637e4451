package glyph

import "strings"

func blank(r rune) bool {
	switch r {
	case ' ', '\n', '\t', '\r', '\v', '\f', '\u00a0', '\u1680', '\u2028', '\u2029', '\u202f', '\u205f', '\u3000', '\ufeff', '\u200b', '\u200c', '\u200d', '\u2060', '\u00ad':
		return true
	}
	return r >= '\u2000' && r <= '\u200a'
}

func IsDigit(r rune) bool { return '0' <= r && r <= '9' }

func IsLetter(r rune) bool {
	return 'a' <= r && r <= 'z' || r >= 0xC0 && r < 0x250 && r != '×' && r != '÷'
}

func IsHan(r rune) bool { return 0x4E00 <= r && r <= 0x9FFF || r >= 0x3400 && r < 0x4DC0 || r == '〇' }

// IsDash reports whether r joins the ends of a range.
func IsDash(r rune) bool {
	switch r {
	case '-', '—', '–', '―', '─', '−', '‐', '‑', '~', '～', '〜', '∼', '˜', '﹣', '﹘', '﹏':
		return true
	}
	return false
}

func At(g []Glyph, i int) rune {
	if i < 0 || i >= len(g) {
		return 0
	}
	return g[i].R
}

// IsAny reports whether r is one of the characters of set.
func IsAny(r rune, set string) bool { return r != 0 && strings.ContainsRune(set, r) }

// ClauseEnd reports whether r ends a clause.
func ClauseEnd(r rune) bool {
	switch r {
	case ',', ';', '。', '!', '?', ':', '、', '(', ')', '"', '“', '”', '《', '》':
		return true
	}
	return false
}

// ChineseDigit returns the value of a Chinese digit, or -1.
func ChineseDigit(r rune) int64 {
	switch r {
	case '〇', '零':
		return 0
	case '一', '壹', '弌':
		return 1
	case '二', '贰', '两', '弍':
		return 2
	case '三', '叁':
		return 3
	case '四', '肆':
		return 4
	case '五', '伍':
		return 5
	case '六', '陆':
		return 6
	case '七', '柒':
		return 7
	case '八', '捌':
		return 8
	case '九', '玖':
		return 9
	}
	return -1
}

// SmallUnit returns the power of ten of 十 百 千, or 0.
func SmallUnit(r rune) int32 {
	switch r {
	case '十', '拾':
		return 1
	case '百', '佰':
		return 2
	case '千', '仟':
		return 3
	}
	return 0
}

// BigUnit returns the power of ten of 万 亿 兆, or 0.
func BigUnit(r rune) int32 {
	switch r {
	case '万':
		return 4
	case '亿':
		return 8
	case '兆':
		return 12
	}
	return 0
}

// StartsNumeral reports whether a Chinese numeral can start with r.
func StartsNumeral(r rune) bool {
	return IsHan(r) && (ChineseDigit(r) >= 0 || SmallUnit(r) > 0 || BigUnit(r) > 0 || r == '几' || r == '数' || r == '半')
}
