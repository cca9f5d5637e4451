package index

import (
	"strings"

	"policybot/index/analysis"
)

var (
	// englishDates and englishAgencies are words that name a date or those who
	// act, in lower case.
	englishDates    = wordSet("january february march april may june july august september october november december")
	englishAgencies = wordSet("agency department ministry office company committee administration center centers organization")
	// agencyEnds are what names of those who act end in, by last character.
	agencyEnds = map[rune][]string{
		'局': {""}, '厅': {""}, '委': {""}, '部': {""}, '办': {""}, '院': {""}, '司': {"公"}, '府': {"政"}, '心': {"中"}, '行': {"银"}, '会': {"协"},
		'构': {"机"}, '门': {"部"}, '位': {"单"}, '团': {"集"}, '组': {"领导小"}, '业': {"企"}, '员': {"人"}, '体': {"群"}, '校': {"学"},
	}
)

func wordSet(words string) map[string]bool {
	set := make(map[string]bool)
	for word := range strings.FieldsSeq(words) {
		set[word] = true
	}
	return set
}

// signs says what stands in a text.
type signs struct {
	digits, date, agency bool
}

func signsOf(text string) signs {
	var s signs
	var last rune
	ended := false // the character before ends the name of one who acts
	latin, dated := false, false
	begin := -1 // of the Latin word or number that is being read
	for i, r := range text {
		switch {
		case '0' <= r && r <= '9':
			s.digits = true
		case (r == '年' || r == '月' || r == '日' || r == '时') && '0' <= last && last <= '9':
			s.date = true
		}
		if analysis.IsWordLetter(r) {
			latin = latin || r > '9'
			if begin < 0 {
				begin = i
			}
		} else if begin >= 0 {
			dated, s.agency = dated || datesWord(text[begin:i]), s.agency || namesAgency(text[begin:i])
			begin = -1
		}
		if ended && (!analysis.IsHan(r) || r == '等' || r == '和' || r == '及' || r == '的') {
			s.agency = true
		}
		ended = false
		if before, ok := agencyEnds[r]; ok {
			for _, b := range before {
				ended = ended || strings.HasSuffix(text[:i], b)
			}
		}
		last = r
	}
	if begin >= 0 {
		dated, s.agency = dated || datesWord(text[begin:]), s.agency || namesAgency(text[begin:])
	}
	s.agency = s.agency || ended
	s.date = s.date || latin && s.digits && dated
	return s
}

// datesWord reports whether a Latin word is a month, or a number a year of
// this century.
func datesWord(word string) bool {
	return len(word) == 4 && word[:2] == "20" && digitAt(word, 2) && digitAt(word, 3) || inSet(englishDates, word)
}

func namesAgency(word string) bool { return inSet(englishAgencies, word) }

// inSet reports whether a set of lower-case words holds a word.
func inSet(set map[string]bool, word string) bool {
	var buffer [len("administration")]byte
	if len(word) > len(buffer) {
		return false
	}
	for i := range len(word) {
		if buffer[i] = word[i]; 'A' <= word[i] && word[i] <= 'Z' {
			buffer[i] += 'a' - 'A'
		}
	}
	return set[string(buffer[:len(word)])]
}

// verbs are words that an answer follows, the longer ones first.
var verbs = []string{
	"包括", "分别为", "分别是", "主要是", "主要有", "即为", "名为", "称为", "达到", "超过", "采用", "通过", "实行", "提供",
	"为", "是", "由", "达", "按", "在", "至", "到", "有", "对", "向", "将",
}

// verbStarts are the characters that verbs begin with.
var verbStarts = func() map[rune][]string {
	starts := make(map[rune][]string)
	for _, v := range verbs {
		for _, r := range v {
			starts[r] = append(starts[r], v)
			break
		}
	}
	return starts
}()

// findVerbs returns the first few verbs of a clause, as bytes from and to.
func findVerbs(clause string, most int) [][2]int {
	var found [][2]int
	next := 0
	for i, r := range clause {
		if i < next || len(found) == most {
			continue
		}
		for _, v := range verbStarts[r] {
			if strings.HasPrefix(clause[i:], v) {
				next = i + len(v)
				found = append(found, [2]int{i, next})
				break
			}
		}
	}
	return found
}
