package lexicon

import (
	"slices"
	"strings"
	"unicode/utf8"

	"policybot/knowledge/diff/statement"
)

// SameSpelling reports whether two words are one word spelled in two ways, or
// mistyped once.
func SameSpelling(old, new string) bool {
	return old == new || SameNumber(old, new) || britishFold(old) == britishFold(new) || mended(old, new)
}

// british are endings that British and American spelling tell apart, British
// first.
var british = [][2]string{
	{"isation", "ization"}, {"isations", "izations"}, {"ise", "ize"}, {"ised", "ized"}, {"ises", "izes"}, {"ising", "izing"},
	{"yse", "yze"}, {"our", "or"}, {"ours", "ors"}, {"oured", "ored"}, {"ourable", "orable"}, {"tre", "ter"}, {"tres", "ters"},
	{"ogue", "og"}, {"ogues", "ogs"}, {"licence", "license"}, {"licences", "licenses"}, {"programme", "program"}, {"programmes", "programs"},
	{"elled", "eled"}, {"elling", "eling"}, {"cheque", "check"}, {"cheques", "checks"}, {"fulfil", "fulfill"}, {"enrol", "enroll"}, {"judgement", "judgment"},
}

func britishFold(word string) string {
	if len(word) < 5 {
		return word
	}
	for _, e := range british {
		if stem, ok := strings.CutSuffix(word, e[0]); ok {
			return stem + e[1]
		}
	}
	return word
}

// contractions are short forms and the words they stand for.
var contractions = map[string][]string{"don": {"do", "not"}, "doesn": {"does", "not"}, "didn": {"did", "not"}, "isn": {"is", "not"},
	"aren": {"are", "not"}, "wasn": {"was", "not"}, "weren": {"were", "not"}, "hasn": {"has", "not"}, "haven": {"have", "not"},
	"won": {"will", "not"}, "can": {"can", "not"}, "cannot": {"can", "not"}, "shouldn": {"should", "not"}, "mustn": {"must", "not"}, "wouldn": {"would", "not"},
	"ll": {"will"}, "ve": {"have"}, "re": {"are"}}

// SpelledOut writes out contractions: "we", "ll" -> "we", "will".
func SpelledOut(words []string) []string {
	var out []string
	for i, w := range words {
		long, ok := contractions[w]
		switch {
		case !ok, w == "can" && (i+1 == len(words) || words[i+1] != "t"):
			out = append(out, w)
		default:
			out = append(out, long...)
		}
	}
	return slices.DeleteFunc(out, func(w string) bool { return w == "t" })
}

// unlike are words that one slip of the finger turns into another word.
var unlike = map[string]bool{"compliant": true, "complaint": true, "casual": true, "causal": true, "marital": true, "martial": true,
	"trial": true, "trail": true, "quite": true, "quiet": true, "united": true, "untied": true, "later": true, "latter": true,
	"diner": true, "dinner": true, "defer": true, "differ": true, "desert": true, "dessert": true, "planed": true, "planned": true,
	"hoping": true, "hopping": true, "rating": true, "ratting": true, "formally": true, "formerly": true, "angel": true, "angle": true, "stationary": true, "stationery": true, "complement": true, "compliment": true}

// mended reports whether one of two Latin words is the other with a slip of
// the finger: two letters changed places, or a double letter single. A letter
// less or another letter makes too often another word.
func mended(a, b string) bool {
	const shortest = 5 // letters; shorter words are too near to each other
	if !statement.IsASCII(a) || !statement.IsASCII(b) || min(len(a), len(b)) < shortest || unlike[a] || unlike[b] || strings.ContainsAny(a+b, "0123456789") {
		return false
	}
	if len(a) == len(b) {
		return swapped(a, b) || wrongVowel(a, b)
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	if vowelsDiffer(a, b) {
		return true
	}
	return len(b) == len(a)+1 && (undoubled(b, a) || strayLetter(b, a) || len(a) >= 2*shortest-2 && innerLetterLost(b, a))
}

// wrongVowel reports whether one vowel well inside a long word is another:
// "seperate".
func wrongVowel(a, b string) bool {
	const margin, shortest, vowels = 3, 8, "aeiou"
	for i := range len(a) {
		if a[i] != b[i] {
			return len(a) >= shortest && i >= margin && i < len(a)-margin && a[i+1:] == b[i+1:] &&
				strings.IndexByte(vowels, a[i]) >= 0 && strings.IndexByte(vowels, b[i]) >= 0
		}
	}
	return false
}

// vowelsDiffer reports whether long words differ in one group of vowels well
// inside: "maintainance".
func vowelsDiffer(a, b string) bool {
	const margin, shortest, vowels = 3, 10, "aeiou"
	if len(a) < shortest {
		return false
	}
	from := 0
	for from < len(a) && a[from] == b[from] {
		from++
	}
	behind := 0
	for behind < len(a)-from && a[len(a)-1-behind] == b[len(b)-1-behind] {
		behind++
	}
	in := func(s string) bool { return s != "" && len(s) <= 2 && strings.Trim(s, vowels) == "" }
	return from >= margin && behind >= margin && in(a[from:len(a)-behind]) && in(b[from:len(b)-behind])
}

// strayLetter reports whether long is short with a consonant typed before it.
func strayLetter(long, short string) bool {
	const shortest = 8
	return len(short) >= shortest && long[1:] == short && strings.IndexByte("aeioun", long[0]) < 0
}

// swapped reports whether two neighbouring letters changed places.
func swapped(a, b string) bool {
	for i := range len(a) - 1 {
		if a[i] != b[i] {
			return a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
		}
	}
	return false
}

// undoubled reports whether short is long with a double letter single.
func undoubled(long, short string) bool {
	for i := 1; i < len(long); i++ {
		if long[i] == long[i-1] && long[:i]+long[i+1:] == short {
			return true
		}
	}
	return false
}

// innerLetterLost reports whether short is long without a letter well inside:
// "goverment". Beginnings and ends hold what inflects a word.
func innerLetterLost(long, short string) bool {
	const margin = 3
	for i := margin; i < len(long)-margin; i++ {
		if long[:i]+long[i+1:] == short {
			return true
		}
	}
	return false
}

// variants are Chinese words written in two ways, and slips that input methods
// make, one character after another: the second is the usual one.
var variants = strings.NewReplacer("帐", "账", "其它", "其他", "登陆", "登录", "做为", "作为", "既使", "即使", "截止到", "截至到", "截止目前", "截至目前",
	"星期天", "周日", "礼拜天", "周日", "星期", "周", "礼拜", "周", "按装", "安装", "惟一", "唯一", "部份", "部分", "身分", "身份", "计画", "计划", "连系", "联系", "想像", "想象", "份内", "分内")

// infinitives are words that an infinitive with "to" follows: without it a
// sentence is no sentence.
var infinitives = map[string]bool{"going": true, "able": true, "unable": true, "ought": true, "want": true, "wants": true, "wish": true, "wishes": true,
	"intend": true, "intends": true, "entitled": true, "required": true, "allowed": true, "permitted": true, "obliged": true, "expected": true,
	"agree": true, "agrees": true, "decide": true, "decides": true, "fail": true, "fails": true, "failed": true, "order": true, "willing": true, "likely": true}

// MissingWord reports whether a Latin word that only one of two versions has
// after another was forgotten or typed twice in the other: it says nothing.
func MissingWord(before, word string) bool {
	return statement.IsASCII(word) && before == word || word == "to" && infinitives[before]
}

// SameChinese reports whether two stretches of Chinese are the same words
// with a usual variant, or with a character typed twice.
func SameChinese(a, b string) bool {
	if statement.IsASCII(a) && statement.IsASCII(b) {
		return false
	}
	if variants.Replace(a) == variants.Replace(b) {
		return true
	}
	const particles = "的地得"
	return a != "" && b != "" && utf8.RuneCountInString(a) == 1 && utf8.RuneCountInString(b) == 1 && strings.Contains(particles, a) && strings.Contains(particles, b)
}

// SameNumber reports whether two words write the same whole number: 十二 and
// 12, three and 3.
func SameNumber(a, b string) bool {
	x, ok := wholeNumber(a)
	if !ok {
		return false
	}
	y, ok := wholeNumber(b)
	return ok && x == y
}

var numberWords = map[string]int{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
	"first": 1, "second": 2, "third": 3, "1st": 1, "2nd": 2, "3rd": 3}

// wholeNumber reads digits, an English word up to twelve, or a Chinese number
// up to the thousands.
func wholeNumber(s string) (int, bool) {
	if n, ok := numberWords[s]; ok {
		return n, true
	}
	if s == "" || utf8.RuneCountInString(s) > 7 {
		return 0, false
	}
	const digits = "零一二三四五六七八九"
	units := map[rune]int{'十': 10, '百': 100, '千': 1000}
	total, digit, any := 0, 0, false
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digit = 10*digit + int(r-'0')
		case r == '〇':
			digit *= 10
		case r == '两':
			digit = 2
		case units[r] > 0:
			if digit == 0 {
				digit = 1
			}
			total += digit * units[r]
			digit = 0
		case strings.ContainsRune(digits, r):
			digit = strings.Index(digits, string(r)) / len("零")
		default:
			return 0, false
		}
		any = true
	}
	return total + digit, any
}
