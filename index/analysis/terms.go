package analysis

import (
	"strconv"
	"strings"
	"sync"
	"unicode"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
)

// Token is a term of a text and the bytes it was read from.
type Token struct {
	Term       string
	Start, End int
}

// Tokens splits s into the terms that are indexed and asked for. Han runs
// give overlapping pairs of characters (a lone character gives itself), Latin
// words are stemmed, numbers are written out in one way: 1,200万, 1200万 and
// 12,000,000 are the term 12000000, 2020年3月31日, 二〇二〇年三月三十一日 and
// 2020-03-31 the terms 2020年, 3月 and 31日. Stop words are kept; see [IsStop].
func Tokens(s string) []Token {
	buffer := runeBuffers.Get().(*[]FoldedRune)
	*buffer = FoldRunes(s, (*buffer)[:0])
	t := tokenizer{runes: *buffer, out: make([]Token, 0, len(*buffer))}
	t.run()
	runeBuffers.Put(buffer)
	return t.out
}

var runeBuffers = sync.Pool{New: func() any { return new([]FoldedRune) }}

// CountTerms returns how many terms [Tokens] gives, without making them.
func CountTerms(s string) int {
	buffer := runeBuffers.Get().(*[]FoldedRune)
	*buffer = FoldRunes(s, (*buffer)[:0])
	t := tokenizer{runes: *buffer, counting: true}
	t.run()
	runeBuffers.Put(buffer)
	return t.count
}

type tokenizer struct {
	runes    []FoldedRune
	out      []Token
	counting bool // only count
	count    int
}

// at returns the rune at i, 0 past the end.
func (t *tokenizer) at(i int) rune {
	if i < 0 || i >= len(t.runes) {
		return 0
	}
	return t.runes[i].Rune
}

func (t *tokenizer) emit(term string, from, until int) {
	if t.counting {
		t.count++
		return
	}
	t.out = append(t.out, Token{term, t.runes[from].Start, t.runes[until-1].End})
}

func (t *tokenizer) text(from, until int) string {
	var b strings.Builder
	for _, r := range t.runes[from:until] {
		b.WriteRune(r.Rune)
	}
	return b.String()
}

func (t *tokenizer) run() {
	for i := 0; i < len(t.runes); {
		switch r := t.runes[i].Rune; {
		case isDigit(r):
			i = t.number(i)
		case IsHan(r):
			i = t.han(i)
		case unicode.IsLetter(r):
			i = t.word(i)
		default:
			i++
		}
	}
}

// han emits the pairs of the Han run at i and returns its end. Dates written
// in Chinese numerals end a run.
func (t *tokenizer) han(i int) int {
	end := i
	for end < len(t.runes) && IsHan(t.runes[end].Rune) {
		if next := t.numeralDate(end); next > end {
			t.pairs(i, end)
			t.emit(t.numeralTerm(end, next), end, next)
			return next
		}
		end++
	}
	t.pairs(i, end)
	return end
}

func (t *tokenizer) pairs(from, until int) {
	switch n := until - from; {
	case n == 0:
	case t.counting:
		t.count += max(1, n-1)
	case n == 1:
		t.emit(string(t.runes[from].Rune), from, until)
	default:
		for i := from; i+1 < until; i++ {
			t.emit(string([]rune{t.runes[i].Rune, t.runes[i+1].Rune}), i, i+2)
		}
	}
}

const numerals = "〇一二三四五六七八九"

// numeralDate returns the end of the year, month or day in Chinese numerals
// that begins at i (二〇二〇年, 三月, and 三十一日 behind a month), else i.
func (t *tokenizer) numeralDate(i int) int {
	end := i
	for end-i < 5 && (isNumeral(t.at(end)) || t.at(end) == '十') {
		end++
	}
	if end == i || i > 0 && (isNumeral(t.at(i-1)) || t.at(i-1) == '十' || t.at(i-1) == '第') {
		return i
	}
	value := t.numeralValue(i, end)
	switch t.at(end) {
	case '年':
		if end-i == 4 && value >= 1900 && value < 2100 {
			return end + 1
		}
	case '月':
		if value >= 1 && value <= 12 {
			return end + 1
		}
	case '日':
		if value >= 1 && value <= 31 && t.at(i-1) == '月' {
			return end + 1
		}
	}
	return i
}

func (t *tokenizer) numeralTerm(from, until int) string {
	return strconv.Itoa(t.numeralValue(from, until-1)) + string(t.runes[until-1].Rune)
}

// numeralValue reads digits written out (二〇二〇) or a number below 100
// (三十一).
func (t *tokenizer) numeralValue(from, until int) int {
	value, tens := 0, false
	for i := from; i < until; i++ {
		if t.at(i) == '十' {
			if tens {
				return 0
			}
			tens = true
			if value = value * 10; i == from {
				value = 10
			}
			continue
		}
		digit := numeralDigit(t.at(i))
		if tens {
			value += digit
		} else {
			value = value*10 + digit
		}
	}
	return value
}

func isNumeral(r rune) bool {
	switch r {
	case '零', '〇', '一', '二', '三', '四', '五', '六', '七', '八', '九':
		return true
	}
	return false
}

func numeralDigit(r rune) int {
	if i := strings.IndexRune(numerals, r); i >= 0 {
		return i / len("〇")
	}
	return 0
}

// number emits the number at i, with its magnitude, or the word it begins
// (5G), and returns its end.
func (t *tokenizer) number(i int) int {
	if end := t.isoDate(i); end > i {
		return end
	}
	end := i
	var digits strings.Builder
	for isDigit(t.at(end)) || t.at(end) == ',' && t.thousands(end) {
		if t.at(end) != ',' {
			digits.WriteRune(t.at(end))
		}
		end++
	}
	if unicode.IsLetter(t.at(end)) && !IsHan(t.at(end)) && t.magnitudeWord(end) == 0 {
		return t.word(i)
	}
	fraction := ""
	if t.at(end) == '.' && isDigit(t.at(end+1)) {
		point := end
		for end++; isDigit(t.at(end)); end++ {
		}
		fraction = t.text(point+1, end)
	}
	power := 0
	switch magnitude := t.at(end); {
	case (magnitude == '百' || magnitude == '千') && (t.at(end+1) == '万' || t.at(end+1) == '亿'):
		if power = 2; magnitude == '千' {
			power = 3
		}
		end++
	}
	for {
		if t.at(end) == '万' {
			power += 4
		} else if t.at(end) == '亿' {
			power += 8
		} else {
			break
		}
		end++
	}
	if power == 0 {
		word := end
		if t.at(word) == ' ' {
			word++
		}
		if p := t.magnitudeWord(word); p > 0 {
			power = p
			for end = word; unicode.IsLetter(t.at(end)); end++ {
			}
		}
	}
	term := scaled(digits.String(), fraction, power)
	switch next := t.at(end); {
	case next == '%':
		term += "%"
		end++
	case power == 0 && fraction == "" && (next == '年' || next == '月' || next == '日'):
		term += string(next)
		end++
	}
	t.emit(term, i, end)
	return end
}

// thousands reports whether the comma at i sets off three digits.
func (t *tokenizer) thousands(i int) bool {
	return isDigit(t.at(i+1)) && isDigit(t.at(i+2)) && isDigit(t.at(i+3)) && !isDigit(t.at(i+4))
}

// isoDate emits the three terms of a date such as 2020-03-31 or 2020/3/31 at
// i and returns its end, i where there is none.
func (t *tokenizer) isoDate(i int) int {
	separator := t.at(i + 4)
	if separator != '-' && separator != '/' && separator != '.' {
		return i
	}
	end, part := i, 0
	var bounds [3][2]int
	for ; part < 3; part++ {
		from := end
		for isDigit(t.at(end)) {
			end++
		}
		n := end - from
		if part == 0 && n != 4 || part > 0 && (n == 0 || n > 2) {
			return i
		}
		bounds[part] = [2]int{from, end}
		if part < 2 {
			if t.at(end) != separator {
				return i
			}
			end++
		}
	}
	for part, suffix := range []string{"年", "月", "日"} {
		from, until := bounds[part][0], bounds[part][1]
		t.emit(strings.TrimLeft(t.text(from, until), "0")+suffix, from, until)
	}
	return end
}

var magnitudeWords = map[string]int{
	"thousand": 3, "million": 6, "mln": 6, "mn": 6, "billion": 9, "bln": 9, "bn": 9, "trillion": 12,
}

// magnitudeWord returns the power of ten of the English word at i, 0 where it
// is none.
func (t *tokenizer) magnitudeWord(i int) int {
	end := i
	for end-i <= len("thousand") && unicode.IsLetter(t.at(end)) && !IsHan(t.at(end)) {
		end++
	}
	if end == i {
		return 0
	}
	return magnitudeWords[t.text(i, end)]
}

// scaled writes whole.fraction × 10^power without a redundant zero.
func scaled(whole, fraction string, power int) string {
	for ; power > 0; power-- {
		if fraction == "" {
			whole += "0"
		} else {
			whole, fraction = whole+fraction[:1], fraction[1:]
		}
	}
	whole = strings.TrimLeft(whole, "0")
	if whole == "" {
		whole = "0"
	}
	if fraction = strings.TrimRight(fraction, "0"); fraction != "" {
		return whole + "." + fraction
	}
	return whole
}

// word emits the word at i and returns its end. Digits belong to it; a hyphen
// before a digit is left out, so that COVID-19 and COVID19 are one term.
func (t *tokenizer) word(i int) int {
	end := i
	var b strings.Builder
	plain := true
	for ; end < len(t.runes); end++ {
		r := t.runes[end].Rune
		switch {
		case unicode.IsLetter(r) && !IsHan(r):
			plain = plain && r < 0x80
			b.WriteRune(r)
			continue
		case isDigit(r):
			plain = false
			b.WriteRune(r)
			continue
		case (r == '\'' || r == '’') && plain && IsLatin(t.at(end+1)):
			b.WriteRune('\'')
			continue
		case r == '-' && isDigit(t.at(end+1)) && IsLatin(t.at(end-1)):
			continue
		}
		break
	}
	term := b.String()
	if plain && !t.counting {
		term = Stem(term)
	}
	if term != "" {
		t.emit(term, i, end)
	}
	return end
}

// Stem returns the stem of a lower-case English word.
func Stem(word string) string {
	word = strings.TrimSuffix(word, "'s")
	if len(word) < 3 {
		return word
	}
	env := snowballstem.NewEnv(word)
	english.Stem(env)
	return env.Current()
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

// IsLatin reports whether a folded rune is a Latin letter without accent.
func IsLatin(r rune) bool { return 'a' <= r && r <= 'z' }

// IsHan reports whether a rune is a Chinese character.
func IsHan(r rune) bool {
	return 0x4E00 <= r && r < 0xA000 || 0x3400 <= r && r < 0x4DC0 || r == '々' || r == '〇' ||
		0x20000 <= r && r < 0x33480
}
