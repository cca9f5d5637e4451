package table

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"policybot/index/analysis"
)

// word is a word of a question or of a label: an English word or a number, or
// one Chinese character.
type word struct {
	text       string // lower case
	stem       string
	start, end int // bytes of the text
	han        bool
	common     bool // says nothing of its own
}

// split cuts a text, already folded, into words.
func split(text string) []word {
	var words []word
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case isHan(r):
			w := text[i : i+n]
			words = append(words, word{text: w, stem: w, start: i, end: i + n, han: true, common: commonHan[r]})
			i += n
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			end := wordEnd(text, i)
			words = append(words, latinWord(text[i:end], i))
			i = end
		case r == '%' || r == '％':
			words = append(words, word{text: "%", stem: "percent", start: i, end: i + n})
			i += n
		default:
			i += n
		}
	}
	return words
}

func isHan(r rune) bool { return r >= 0x3400 && r <= 0x9FFF }

// wordEnd returns where the word that begins at i ends; a number keeps its
// points and commas.
func wordEnd(text string, i int) int {
	digits := text[i] >= '0' && text[i] <= '9'
	for j := i; j < len(text); {
		r, n := utf8.DecodeRuneInString(text[j:])
		next := byte(0)
		if j+n < len(text) {
			next = text[j+n]
		}
		switch {
		case (unicode.IsLetter(r) || unicode.IsDigit(r)) && !isHan(r):
			if digits && unicode.IsLetter(r) && r < utf8.RuneSelf && j > i && text[j-1] >= '0' && text[j-1] <= '9' && next >= 'a' {
				return j // 80million
			}
			j += n
		case digits && (r == '.' || r == ',') && next >= '0' && next <= '9':
			j += n
		case !digits && (r == '\'' || r == '&' || r == '.') && next >= 'a' && next <= 'z' && r != '.':
			j += n
		default:
			return j
		}
	}
	return len(text)
}

func latinWord(text string, at int) word {
	lower := strings.ToLower(text)
	w := word{text: lower, start: at, end: at + len(text)}
	w.stem = stemOf(strings.TrimSuffix(lower, "'s"))
	if lower[0] >= '0' && lower[0] <= '9' {
		w.stem = strings.ReplaceAll(lower, ",", "")
	}
	w.common = commonEnglish[lower] || commonEnglish[w.stem]
	return w
}

func stemOf(lower string) string {
	if s, ok := sameWord[lower]; ok {
		return s
	}
	if len(lower) < 4 {
		return lower
	}
	stem := analysis.Stem(lower)
	if s, ok := sameWord[stem]; ok {
		return s
	}
	return stem
}

// sameWord gives the stem of words that are written in several ways.
var sameWord = map[string]string{
	"percentage": "percent", "percentages": "percent", "pct": "percent",
	"labour": "labor", "programme": "program", "programmes": "program", "centre": "center",
	"avg": "averag", "mean": "averag", "avgs": "averag",
	"qtr": "quarter", "yr": "year", "yrs": "year", "no": "number", "nos": "number", "num": "number",
	"univ": "univers", "govt": "govern", "dept": "depart",
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// commonEnglish are the words that say nothing of what a line is.
var commonEnglish = set(`a an the of in on at to for from by with and or as is are was were be been being do does did has have had will would can could
	may might shall should it its this that these those there their they them he she we you i our your my me us his her what which who whom whose when where why how
	much many more than then so if also between during per under over into out up down about please tell know want need give show find let sorry hello thanks
	company firm group amount value respectively respective year years fiscal number figure figures table million millions thousand thousands billion within not no any each both
	s did does came come get got some`)

// commonHan are the characters that say nothing of their own.
var commonHan = func() map[rune]bool {
	m := map[rune]bool{}
	for _, r := range "的了吗呢吧啊阿呀么什哪谁是在有和与及或对于为被把将就都也还又很太请问我你您他她它们这那些个几多少怎样如何要能可以会到从给让去来说想知道下上里中之其" {
		m[r] = true
	}
	return m
}()
