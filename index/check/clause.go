package check

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// clause is one clause of a text that a source says.
type clause struct {
	words   string
	plain   string          // without its figures
	grams   map[string]bool // of plain, once they were asked for
	negated int             // how many negations it has, and one; 0 where nobody asked
}

// shares returns how many of some words a clause says.
func (c *clause) shares(said []string) int {
	if c.grams == nil {
		c.grams = map[string]bool{}
		for _, g := range grams(c.plain) {
			c.grams[g] = true
		}
	}
	n := 0
	for _, g := range said {
		if c.grams[g] {
			n++
		}
	}
	return n
}

// negates reports whether a clause has a negation.
func (c *clause) negates() bool {
	if c.negated == 0 {
		c.negated = negates(c.words) + 1
	}
	return c.negated > 1
}

// clauses returns the clauses of a text, cut once.
func (t *text) clauses() []clause {
	if t.parts != nil {
		return t.parts
	}
	plain := []byte(t.words)
	for _, f := range t.figures {
		if !isDate(f) {
			blank(plain, f)
		}
	}
	for _, at := range clauseSpans(t.words) {
		t.parts = append(t.parts, clause{words: t.words[at[0]:at[1]], plain: string(plain[at[0]:at[1]])})
	}
	return t.parts
}

// clauseSpans cuts words at stops and commas.
func clauseSpans(words string) [][2]int {
	var out [][2]int
	for start := 0; start < len(words); {
		from, to := clauseAround(words, start, start)
		if to <= start {
			start = next(words, start)
			continue
		}
		out = append(out, [2]int{from, to})
		start = to
	}
	return out
}

func next(s string, i int) int {
	for i++; i < len(s) && s[i]&0xC0 == 0x80; i++ {
	}
	return i
}

// clauseAround returns the clause that a quote stands in: what is before it up
// to a stop, or a comma that no negation hangs on, and what is behind it up to
// the next stop.
func clauseAround(words string, start, end int) (from, to int) {
	from, to = start, end
	for from > 0 {
		r, width := utf8.DecodeLastRuneInString(words[:from])
		if isStop(r, words[from:]) {
			break
		}
		if isComma(r) && !trailing.MatchString(words[:from-width]) {
			break
		}
		from -= width
	}
	if end > start {
		if r, _ := utf8.DecodeLastRuneInString(words[:end]); isStop(r, words[end:]) || isComma(r) {
			return from, to
		}
	}
	for to < len(words) {
		r, width := utf8.DecodeRuneInString(words[to:])
		if isStop(r, words[to+width:]) || isComma(r) {
			break
		}
		to += width
	}
	return from, to
}

func isComma(r rune) bool { return r == '，' || r == ',' || r == '（' || r == '(' }

// isStop reports whether r ends a sentence or a part of one. A full stop does
// only before white space.
func isStop(r rune, rest string) bool {
	switch r {
	case '。', '；', ';', '！', '？', '!', '?', '\n', '：', ':', '|':
		return true
	case '.':
		return rest == "" || rest[0] == ' '
	}
	return false
}

// trailing is a negation that the next clause hangs on: "may not, without
// approval, ...".
var trailing = regexp.MustCompile(`(?i)(?:不得|不能|不可|不应|不准|\bnot|\bcannot|n't)\s*$`)

// What only looks like a negation: bounds, which are read with their figures,
// questions of the form A不A, and words that hold 不, 未, 非 or 无.
var noNegation = regexp.MustCompile(`不(?:应当|应该|应|得|能|可|会|宜|必|允许)?(?:超过|超出|超|高于|多于|大于|长于|低于|少于|小于|短于|早于|晚于|迟于|足|到|满)|不动产|不断|不仅|不但|不论|不管|不同|不可抗力|不良|不久|不等|不锈|不含|不定期|不胜任|是不是|能不能|可不可以|要不要|有没有|会不会|该不该|需不需要|用不用|算不算|对不对|行不行|给不给|非要|非得|未来|未成年|未婚|无论|无线|无偿|无固定期限|无障碍|非常|非全日制|非法|非公|非营利|非税|除非|非遗|与否|免费|` +
	`(?i:\bno[nt]?[ -](?:more|less|fewer|later|earlier|greater|higher|lower)\b(?: than)?|\b(?:may|must|shall|should|can|does|do|will)? ?not (?:to )?exceed(?:ing)?\b|\bcannot exceed\b|\bnot (?:only|just|limited|necessarily)\b|\bwhether or not\b|\bnon-?profit\b|\bno\. ?\d|\bno-[a-z]|\bnot more\b|\bnot less\b)`)

// negations are the words that turn what is said round.
var negations = regexp.MustCompile(`不|未|无|没|禁止|严禁|切勿|请勿|非|` +
	`(?i:\bnot\b|n't\b|\bno\b|\bnever\b|\bcannot\b|\bneither\b|\bnor\b|\bnone\b|\bprohibited\b|\bforbidden\b|\bprohibits?\b|\bineligible\b|\bbanned\b|\bunable\b|\bnobody\b)`)

// negates counts the negations of some words.
func negates(words string) int {
	if !mayNegate(words) {
		return 0
	}
	return len(negations.FindAllString(noNegation.ReplaceAllString(fold(words), " "), -1))
}

// mayNegate is quick to tell that no negation is in some words.
func mayNegate(words string) bool {
	if strings.ContainsAny(words, "不未无没禁严切请非") {
		return true
	}
	words = strings.ToLower(words)
	for _, part := range []string{"no", "n't", "n’t", "never", "neither", "prohibit", "forbid", "ineligible", "banned", "unable"} {
		if strings.Contains(words, part) {
			return true
		}
	}
	return false
}
