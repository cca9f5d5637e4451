package check

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// assertion is what a sentence says, with the conditions and examples that belong
// to it.
type assertion struct {
	words string
	main  string // without the conditions: only a "not" of these turns it round
	at    int    // where it stands in its text
}

var (
	condition   = regexp.MustCompile(`(?:的|时|后|前|的话)$|^(?:如果?|若|倘若|当)|^ *(?i:if|when|where|unless|until|once|while|although|though|as long as|for|at)\b`)
	conditional = regexp.MustCompile(`(?i) (?:if|when|where|unless|until|once|while|although|though|as long as)\b.*$`)
	example     = regexp.MustCompile(`^ *(?i:such as|including|especially|like|for example|e\.g\.|or|and)\b|^(?:如|例如|包括)`)
)

// relative is what stands before the 的 of a subject: 无异常的 of 无异常的可以返岗.
var relative = regexp.MustCompile(`^.+?的((?:暂)?(?:可|应|不|须|必须|能|予以|准予|禁止).*)$`)

// fewWords is how many Latin words a clause has that says nothing by itself.
const fewWords = 3

// assertions returns what a text says: its clauses, with those that give a
// condition put to the one that they are a condition of, and examples and what
// stands in brackets to what they belong to.
func (t *text) assertions() []assertion {
	var out []assertion
	before := ""
	at := 0
	for _, part := range t.clauses() {
		at += strings.Index(t.words[at:], part.words)
		clause := strings.TrimSpace(part.words)
		switch {
		case condition.MatchString(clause):
			before += clause + "\n"
		case len(out) > 0 && before == "" && t.goesOn(clause, at):
			out[len(out)-1].words += "\n" + clause
		default:
			out = append(out, assertion{before + clause, mainOf(clause), at})
			before = ""
		}
		at += len(part.words)
	}
	if before != "" {
		out = append(out, assertion{before, before, 0})
	}
	return out
}

// goesOn reports whether a clause belongs to the one before it in its sentence.
func (t *text) goesOn(clause string, at int) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(t.words[:at], " "))
	switch {
	case last == '(' || last == '（':
		return true
	case !isComma(last):
		return false
	}
	return example.MatchString(clause) || !hasHan(clause) && len(strings.Fields(clause)) <= fewWords
}

// mainOf returns what a clause says without its conditions.
func mainOf(clause string) string {
	return relative.ReplaceAllString(conditional.ReplaceAllString(clause, ""), "$1")
}

// asks returns what a question asks, without the situation that it tells first.
func asks(question string) string {
	t := text{words: question}
	said := t.assertions()
	if len(said) == 0 {
		return question
	}
	return said[len(said)-1].main
}
