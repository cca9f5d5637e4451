package outline

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"policybot/knowledge/ingest/content"
)

// rank orders the kinds of number that official documents use, the outermost
// first (GB/T 9704-2012: 一、 then （一） then 1. then （1）).
type rank uint8

// The ranks of numbers.
const (
	Unnumbered     rank = iota
	rankPart            // 第一编, Part I
	rankChapter         // 第一章, Chapter 1
	rankSubchapter      // 第一节
	rankArticle         // 第一条, Article 1, Section 1
	rankItem            // 一、
	rankSubitem         // （一）
	rankPoint           // 1.
	rankSubpoint        // （1）, 1), (a)
	rankCircled         // ①
	ranks
)

// number is the number of a provision, as it stands in a text.
type number struct {
	Rank       rank
	value      int // 3 for 三、
	start, end int // bytes of the text: the number with its punctuation and the blanks after it
	printed    string
	level      int // how deep it stands among the numbers that are open, from 0
}

// numbering follows the numbers of a document from block to block. It tells
// "1.5万元" and "三、四季度" from the numbers of a list.
type numbering struct {
	open []openNumber // the provisions that the text stands in, the outermost first
	last [ranks]int   // the last number of each rank, whatever it stood in
}

type openNumber struct {
	rank  rank
	value int
}

// restart forgets the provisions that are open: a heading of the format ends
// them.
func (c *numbering) restart() { c.open = nil }

// level returns how deep numbers of rank r stand now, from 0, and whether
// such a list is open.
func (c *numbering) level(r rank) (int, bool) {
	for i, o := range c.open {
		if o.rank == r {
			return i, true
		}
	}
	// 一、 and above stand as the standard orders them. Below, a list begins
	// inside whatever is open: （一） may well stand in 1.
	if r <= rankItem {
		for i, o := range c.open {
			if o.rank > r {
				return i, false
			}
		}
	}
	return len(c.open), false
}

// numbers returns the numbers of provisions in text: at its beginning, and,
// where inline is set, inside it, as in documents that have lost their line
// breaks.
func (c *numbering) numbers(text string, inline bool) []number {
	var found []number
	last := rune(' ')
	for i, r := range text {
		if i == 0 || inline && mayStartNumber(r) && mayPrecedeNumber(last, r, text[i:]) {
			if n := ParseNumber(text[i:], i == 0); n.Rank != Unnumbered {
				n.start += i
				n.end += i
				found = append(found, n)
			}
		}
		last = r
	}
	return c.inSequence(found)
}

// inSequence keeps the numbers that count on from the one before of their
// rank or begin a list, and drops lists inside a text that would have one
// item only.
func (c *numbering) inSequence(found []number) []number {
	var kept []number
	for k, n := range found {
		if n.value == 0 { // 1.2: counts on within its parent
			n.level, _ = c.level(n.Rank)
			kept = append(kept, n)
			continue
		}
		level, open := c.level(n.Rank)
		before := 0
		if open {
			before = c.open[level].value
		}
		rest := found[k+1:]
		switch {
		case n.start == 0 && (n.Rank <= rankSubitem || n.value <= before+2 || n.value == c.last[n.Rank]+1):
		case before > 0 && n.value == before+1:
		case n.value == 1 && followedBy(rest, n.Rank, 2):
		case n.value > before && n.value <= before+3 && followedBy(rest, n.Rank, n.value+1): // the source skips one
		default:
			continue
		}
		c.open = append(c.open[:level:level], openNumber{n.Rank, n.value})
		c.last[n.Rank] = n.value
		n.level = level
		kept = append(kept, n)
	}
	return kept
}

// followedBy reports whether a number of the given rank and value follows
// before the list could end.
func followedBy(found []number, r rank, value int) bool {
	for _, n := range found {
		switch {
		case n.Rank == r && n.value == value:
			return true
		case n.Rank == r && n.value == 1, n.Rank < r && n.Rank >= rankItem && r <= rankSubpoint:
			return false
		}
	}
	return false
}

func mayStartNumber(r rune) bool {
	return r == '第' || r == '（' || r == '(' || r >= '0' && r <= '9' || content.ChineseDigit(r) > 0 || r >= '①' && r <= '⑳'
}

// mayPrecedeNumber reports whether a number may stand after last, inside a
// text that goes on with rest.
func mayPrecedeNumber(last, r rune, rest string) bool {
	switch {
	case last == ' ', last == '\n', strings.ContainsRune("。；：！？;”", last):
		return true
	case r >= '①' && r <= '⑳':
		return true
	case r == '（', r == '(':
		// A lost line break leaves nothing before （一）; references read 第（一）项.
		if last == '第' || last == '条' || last == '款' || last == '、' || last == '）' || last == ')' || last == '和' || last == '至' {
			return false
		}
		after, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, "（(1234567890一二三四五六七八九十）) "))
		return !strings.ContainsRune("项款目条类种、至，。；", after)
	}
	return false
}

// ParseNumber reads the number at the start of text. At the start of a line
// more forms are numbers than inside one.
func ParseNumber(text string, lineStart bool) number {
	r, size := utf8.DecodeRuneInString(text)
	switch {
	case r == '第':
		return parseOrdinal(text, lineStart)
	case r == '（' || r == '(':
		return parseBracketed(text, size, lineStart)
	case r >= '①' && r <= '⑳':
		return ending(text, number{Rank: rankCircled, value: int(r-'①') + 1, end: size})
	case content.ChineseDigit(r) > 0:
		value, n := content.ChineseNumber(text)
		mark, m := utf8.DecodeRuneInString(text[n:])
		if value == 0 || mark != '、' && !(lineStart && (mark == '.' || mark == '．')) {
			return number{}
		}
		// 一、二季度 counts quarters.
		if next, _ := utf8.DecodeRuneInString(text[n+m:]); content.ChineseDigit(next) > 0 && !strings.Contains(text[n+m:min(len(text), n+m+60)], " ") {
			if _, k := content.ChineseNumber(text[n+m:]); followsCount(text[n+m+k:]) {
				return number{}
			}
		}
		return ending(text, number{Rank: rankItem, value: value, end: n + m})
	case r >= '0' && r <= '9':
		return parseDigits(text, lineStart)
	}
	if lineStart {
		return parseEnglish(text)
	}
	return number{}
}

// parseOrdinal reads 第一章, 第5条.
func parseOrdinal(text string, lineStart bool) number {
	n := len("第")
	value, k := content.ChineseNumber(text[n:])
	if k == 0 {
		value, k = digits(text[n:])
	}
	unit, size := utf8.DecodeRuneInString(text[n+k:])
	r := map[rune]rank{'编': rankPart, '章': rankChapter, '节': rankSubchapter, '条': rankArticle}[unit]
	if k == 0 || value == 0 || r == Unnumbered {
		return number{}
	}
	end := n + k + size
	if rest, ok := strings.CutPrefix(text[end:], "之"); ok { // 第五条之一
		if _, k := content.ChineseNumber(rest); k > 0 {
			end += len("之") + k
		}
	}
	next, _ := utf8.DecodeRuneInString(text[end:])
	spaced := end == len(text) || unicode.IsSpace(next) || strings.ContainsRune("【：:", next)
	if !spaced && (!lineStart || strings.ContainsRune("规、和第款至的，,或及所中之以所", next)) {
		return number{}
	}
	return ending(text, number{Rank: r, value: value, end: end})
}

// parseBracketed reads （一）, （1）, (a).
func parseBracketed(text string, open int, lineStart bool) number {
	r := rankSubitem
	value, k := content.ChineseNumber(text[open:])
	if k == 0 {
		r = rankSubpoint
		value, k = digits(text[open:])
	}
	if k == 0 && lineStart && open < len(text) && text[open] >= 'a' && text[open] <= 'z' {
		value, k = int(text[open]-'a')+1, 1
	}
	mark, size := utf8.DecodeRuneInString(text[open+k:])
	if k == 0 || value == 0 || value > 199 || mark != '）' && mark != ')' {
		return number{}
	}
	return ending(text, number{Rank: r, value: value, end: open + k + size})
}

// parseDigits reads 1. 1、 1) and, at the start of a line, 1.2 with blanks
// after it.
func parseDigits(text string, lineStart bool) number {
	value, k := digits(text)
	if k == 0 || k > 3 || value == 0 {
		return number{}
	}
	mark, size := utf8.DecodeRuneInString(text[k:])
	end := k + size
	switch mark {
	case '.', '．', '、':
	case ')', '）':
		if !lineStart {
			return number{}
		}
		return ending(text, number{Rank: rankSubpoint, value: value, end: end})
	default:
		return number{}
	}
	next, _ := utf8.DecodeRuneInString(text[end:])
	if next >= '0' && next <= '9' {
		_, year := digits(text[end:])
		after := text[end+year:]
		switch {
		case year == 4 && strings.HasPrefix(after, "年"): // 1.2020年起…
		case mark == '.' && lineStart: // 1.2 Scope
			for {
				rest, ok := strings.CutPrefix(text[end:], ".")
				if ok {
					end++
				} else {
					rest = text[end:]
				}
				_, k := digits(rest)
				if k == 0 {
					break
				}
				end += k
			}
			if !strings.HasPrefix(text[end:], " ") || followsCount(strings.TrimLeft(text[end:], " ")) {
				return number{}
			}
			n := ending(text, number{Rank: rankPoint, value: value, end: end})
			n.value = 0
			return n
		default:
			return number{}
		}
	}
	if followsCount(text[end:]) {
		return number{}
	}
	return ending(text, number{Rank: rankPoint, value: value, end: end})
}

// parseEnglish reads Chapter 1, Article 5, Section 2.
func parseEnglish(text string) number {
	word, rest, ok := strings.Cut(text, " ")
	if !ok {
		return number{}
	}
	r := map[string]rank{"part": rankPart, "chapter": rankChapter, "article": rankArticle, "section": rankArticle}[strings.ToLower(word)]
	value, k := digits(rest)
	if k == 0 {
		value, k = romanNumber(rest)
	}
	if r == Unnumbered || k == 0 || value == 0 || word[0] < 'A' || word[0] > 'Z' {
		return number{}
	}
	end := len(word) + 1 + k
	for end < len(text) && strings.IndexByte(".:0123456789", text[end]) >= 0 {
		end++
	}
	if end < len(text) && text[end] != ' ' && text[end] != '\n' {
		return number{}
	}
	// A reference goes on in lower case: "Section 5 of this Agreement".
	if next, _ := utf8.DecodeRuneInString(strings.TrimLeft(text[end:], " ")); unicode.IsLower(next) {
		return number{}
	}
	return ending(text, number{Rank: r, value: value, end: end})
}

// ending takes the blanks after n into it and keeps how it is printed.
func ending(text string, n number) number {
	n.printed = strings.TrimSpace(text[:n.end])
	for n.end < len(text) && text[n.end] == ' ' {
		n.end++
	}
	return n
}

// followsCount reports whether what follows a number makes it a count or a
// date in a list (三、四季度, 1、2月), not the number of a provision.
func followsCount(rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	return r != utf8.RuneError && strings.ContainsRune("月日号年季级线批期类万亿元%％个项条章款", r)
}

// digits reads the ASCII digits text begins with.
func digits(text string) (value, length int) {
	for length < len(text) && length < 6 && text[length] >= '0' && text[length] <= '9' {
		value = value*10 + int(text[length]-'0')
		length++
	}
	return value, length
}

// romanNumber reads the Roman number in capitals that text begins with.
func romanNumber(text string) (value, length int) {
	of := map[byte]int{'I': 1, 'V': 5, 'X': 10, 'L': 50, 'C': 100}
	for length < len(text) && of[text[length]] > 0 {
		v := of[text[length]]
		if length+1 < len(text) && of[text[length+1]] > v {
			v = -v
		}
		value += v
		length++
	}
	if length < len(text) && text[length] != ' ' && text[length] != '.' && text[length] != ':' && text[length] != '\n' {
		return 0, 0
	}
	return value, length
}
