package eval

import (
	"regexp"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"
)

// folded makes width, case, quotes and dashes one, leaves emphasis out and
// writes "n't" and "cannot" as two words, so that what an answer accepts is
// found however it is written.
func folded(s string) string {
	s = strings.ToLower(oneForm.Replace(norm.NFKC.String(s)))
	s = cannot.ReplaceAllString(s, "can not")
	return contracted.ReplaceAllString(s, "$1 not")
}

var (
	oneForm    = strings.NewReplacer("’", "'", "‘", "'", "“", `"`, "”", `"`, "–", "-", "—", "-", "‑", "-", "−", "-", "\u00ad", "", "\u200b", "", "\ufeff", "", "*", "", "`", "")
	cannot     = regexp.MustCompile(`\bcan'?t\b|\bcannot\b`)
	contracted = regexp.MustCompile(`([a-z])n't\b`)
	spaces     = regexp.MustCompile(`\s+`)
)

const numerals = "〇零一二三四五六七八九十百千万亿兆两点"

// numberWords are not found behind a hyphen: "five" is not in "twenty-five".
var numberWords = setOf("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million")

// affirmatives are not found behind a word that denies them.
var affirmatives = setOf("是 是的 可以 可 能 能够 会 有 需要 要 应当 应 须 必须 对 行 包含 包括 算 属于 允许 可享受")

func setOf(words string) map[string]bool {
	set := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// matcher finds one accepted string in folded text: wherever it stands, white
// space aside, but not inside a longer number, not from the middle of an
// English word, and a word of up to three letters only as a whole.
type matcher struct {
	pattern       *regexp.Regexp
	before, after func(text string, start, end int) bool
}

type matcherKey struct {
	accepted string
	verdict  bool
}

var matchers sync.Map // by matcherKey

func matcherOf(accepted string, verdict bool) *matcher {
	key := matcherKey{accepted, verdict}
	if m, ok := matchers.Load(key); ok {
		return m.(*matcher)
	}
	m, _ := matchers.LoadOrStore(key, newMatcher(accepted, verdict))
	return m.(*matcher)
}

func newMatcher(accepted string, verdict bool) *matcher {
	core := []rune(spaces.ReplaceAllString(folded(accepted), ""))
	if len(core) == 0 {
		return nil
	}
	var pattern strings.Builder
	for i, r := range core {
		if i > 0 {
			pattern.WriteString(`\s*`)
		}
		pattern.WriteString(regexp.QuoteMeta(string(r)))
	}
	m := &matcher{pattern: regexp.MustCompile(pattern.String())}
	m.before = func(text string, start, end int) bool { return beginsHere(core, accepted, verdict, text[:start]) }
	m.after = func(text string, start, end int) bool { return endsHere(core, verdict, text[end:]) }
	return m
}

func isDigit(r rune) bool  { return '0' <= r && r <= '9' }
func isLetter(r rune) bool { return 'a' <= r && r <= 'z' }

// beginsHere reports whether an accepted string may begin behind the text
// before it.
func beginsHere(core []rune, accepted string, verdict bool, before string) bool {
	last := lastRunes(before, 2)
	switch first := core[0]; {
	case isDigit(first):
		if isDigit(last[1]) || isDigit(last[0]) && (last[1] == '.' || last[1] == ',') {
			return false
		}
	case strings.ContainsRune(numerals, first):
		if strings.ContainsRune(numerals, last[1]) {
			return false
		}
	case isLetter(first):
		if isLetter(last[1]) || last[1] == '-' && numberWords[strings.FieldsFunc(folded(accepted), func(r rune) bool { return !isLetter(r) })[0]] {
			return false
		}
	}
	if verdict && affirmatives[strings.TrimSpace(accepted)] && strings.ContainsRune("不没无非未否勿毋", last[1]) {
		return false
	}
	return !verdict || string(core) != "是" || !strings.ContainsRune("但还只就可若凡于总", last[1])
}

// lastRunes returns the last n characters of text, 0 for those it has not.
func lastRunes(text string, n int) []rune {
	runes := []rune(text[max(0, len(text)-4*n):])
	out := make([]rune, n)
	for i := range min(n, len(runes)) {
		out[n-1-i] = runes[len(runes)-1-i]
	}
	return out
}

var (
	goesOn   = regexp.MustCompile(`^(?:[0-9]|\.[0-9]|,[0-9]{3}(?:[^0-9]|$))`)
	wordEnds = regexp.MustCompile(`^s?(?:[^a-z]|$)`)
	thenNot  = regexp.MustCompile(`^\s+not\b`)
	denied   = setOf("can may is are do does will must youcan youmay itis")
)

// endsHere reports whether an accepted string may end before the text behind
// it.
func endsHere(core []rune, verdict bool, behind string) bool {
	switch last := core[len(core)-1]; {
	case isDigit(last):
		if goesOn.MatchString(behind) {
			return false
		}
	case strings.ContainsRune(numerals, last):
		if r := []rune(behind[:min(len(behind), 4)]); len(r) > 0 && strings.ContainsRune(numerals, r[0]) {
			return false
		}
	case len(core) <= 3 && onlyLetters(core):
		if !wordEnds.MatchString(behind) {
			return false
		}
	}
	if verdict && string(core) == "是" && strings.HasPrefix(behind, "否") {
		return false
	}
	return !verdict || !denied[string(core)] || !thenNot.MatchString(behind)
}

func onlyLetters(core []rune) bool {
	for _, r := range core {
		if !isLetter(r) {
			return false
		}
	}
	return true
}

// find returns where an accepted string begins in folded text, -1 for nowhere.
func (m *matcher) find(text string) int {
	if m == nil {
		return -1
	}
	for from := 0; from <= len(text); {
		at := m.pattern.FindStringIndex(text[from:])
		if at == nil {
			return -1
		}
		start, end := from+at[0], from+at[1]
		if m.before(text, start, end) && m.after(text, start, end) {
			return start
		}
		from = start + 1
	}
	return -1
}

// earliest returns where the first of some accepted strings begins in folded
// text, -1 for nowhere.
func earliest(accepted []string, text string, verdict bool) int {
	first := -1
	for _, a := range accepted {
		if at := matcherOf(a, verdict).find(text); at >= 0 && (first < 0 || at < first) {
			first = at
		}
	}
	return first
}
