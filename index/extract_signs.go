package index

import (
	"regexp"
	"strings"
)

var (
	englishDate   = regexp.MustCompile(`(?i:\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b|\b20\d\d\b)`)
	englishAgency = regexp.MustCompile(`(?i:\b(?:agency|department|ministry|office|company|committee|administration|centers?|organization)\b)`)
	// agencyEnds are what names of those who act end in, by last character.
	agencyEnds = map[rune][]string{
		'局': {""}, '厅': {""}, '委': {""}, '部': {""}, '办': {""}, '院': {""}, '司': {"公"}, '府': {"政"}, '心': {"中"}, '行': {"银"}, '会': {"协"},
		'构': {"机"}, '门': {"部"}, '位': {"单"}, '团': {"集"}, '组': {"领导小"}, '业': {"企"}, '员': {"人"}, '体': {"群"}, '校': {"学"},
	}
)

// signs says what stands in a text.
type signs struct {
	digits, date, agency bool
	latin                bool // letters a to z
}

func signsOf(text string) signs {
	var s signs
	var last rune
	ended := false // the character before ends the name of one who acts
	for i, r := range text {
		switch {
		case '0' <= r && r <= '9':
			s.digits = true
		case 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z':
			s.latin = true
		case (r == '年' || r == '月' || r == '日' || r == '时') && '0' <= last && last <= '9':
			s.date = true
		}
		if ended && (!isHan(r) || r == '等' || r == '和' || r == '及' || r == '的') {
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
	s.agency = s.agency || ended
	return s
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
