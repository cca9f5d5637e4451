package followup

import (
	"strings"
	"unicode/utf8"

	"policybot/index/analysis"
	"policybot/index/lexicon"
	"policybot/knowledge"
)

// hasContent reports whether a word is of a part of speech that names
// something: nouns, verbs, qualities, and what no dictionary has.
func hasContent(w lexicon.Word) bool {
	if w.Tag == "" || w.Tag == "eng" {
		return true
	}
	if !analysis.HoldsHan(w.Text) && analysis.IsStop(strings.ToLower(w.Text)) {
		return false
	}
	return strings.ContainsRune("nvajlbtizsf", rune(w.Tag[0]))
}

// languageOf returns the language of a word.
func languageOf(word string) knowledge.Language {
	if analysis.HoldsHan(word) {
		return knowledge.Chinese
	}
	return knowledge.English
}

// nearness says how near two words are in meaning, -1 where that is not known.
func nearness(a, b string) float32 {
	if analysis.Fold(a) == analysis.Fold(b) || lexicon.Lemma(a) == lexicon.Lemma(b) {
		return 1
	}
	u, known := lexicon.Vector(strings.ToLower(a), languageOf(a))
	v, also := lexicon.Vector(strings.ToLower(b), languageOf(b))
	if !known || !also {
		return -1
	}
	return lexicon.Cosine(&u, &v)
}

// How near words must be. Near ones take each other's place wherever they
// stand (卡车 and 小汽车 have .57, staff and employees .58, children and adults
// .66, but days and staff -.05); the attribute that is asked for is replaced by
// any noun that is not foreign to it (本金 and 利息 have .14).
const (
	nearEnough = 0.45
	veryNear   = 0.60
	notForeign = 0.10
	partyLike  = 0.42
)

// parties are words for those a rule is for; what is as near to one of them as
// they are to one another is a party too.
var parties = map[knowledge.Language][]string{
	knowledge.Chinese: {"员工", "人员", "企业", "学生", "居民", "儿童"},
	knowledge.English: {"employees", "people", "companies", "students", "residents", "children"},
}

// isParty reports whether a word names somebody a rule may be for.
func isParty(word string) bool {
	if strings.HasSuffix(word, "人") || strings.HasSuffix(word, "者") {
		return true
	}
	for _, p := range parties[languageOf(word)] {
		if nearness(word, p) >= partyLike {
			return true
		}
	}
	return false
}

// sameEnding reports whether two Chinese words are of one kind by their last
// character: 二等奖 and 三等奖, 试用期 and 哺乳期.
func sameEnding(a, b string) bool {
	if !analysis.HoldsHan(a) || !analysis.HoldsHan(b) || utf8.RuneCountInString(a) < 2 || utf8.RuneCountInString(b) < 2 {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(a)
	s, _ := utf8.DecodeLastRuneInString(b)
	return r == s && (utf8.RuneCountInString(a) > 2 || utf8.RuneCountInString(b) > 2)
}

// phrase is the noun phrase of a message that has no asking of its own.
type phrase struct {
	text  string // as it stands in the completed question
	words []lexicon.Word
	head  string // the word it is about
	led   bool   // a preposition leads to it, which an attribute does not have
	left  bool   // it only qualifies what it leaves out: 兼职的
}

// phraseOf reads a noun phrase. Its head is its last word with content; in
// English, the last one before a preposition.
func phraseOf(text string, language knowledge.Language) phrase {
	p := phrase{text: text}
	for _, w := range lexicon.Segment(text) {
		if language == knowledge.English && p.head != "" && w.Tag == "p" {
			break
		}
		if hasContent(w) {
			p.words = append(p.words, w)
			p.head = w.Text
		}
	}
	return p
}
