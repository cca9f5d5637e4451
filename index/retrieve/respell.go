package retrieve

import (
	"strings"

	"policybot/index/analysis"
	"policybot/index/query"
	"policybot/knowledge/spelling"
)

// shortestRespelled is how many letters a word needs to be put right: a
// shorter one is one letter from too many others.
const shortestRespelled = 5

// Respell returns the question with Latin words that nothing in the base
// holds put right, where a word of the base begins with the same letter and
// differs by one letter; "" where there is nothing to put right.
func (x *Retriever) Respell(q *query.Query) string {
	var out strings.Builder
	done := 0
	for _, w := range q.Words {
		if w.Class != query.ContentWord || len(w.Text) < shortestRespelled || strings.Trim(w.Text, "abcdefghijklmnopqrstuvwxyz") != "" {
			continue
		}
		term := analysis.Stem(w.Text)
		if x.store.Count(term) > 0 || x.isKnown(term) {
			continue
		}
		near := ""
		x.store.EachTerm(term[:1], func(known string, _ int) {
			if near == "" && strings.Trim(known, "abcdefghijklmnopqrstuvwxyz") == "" && spelling.Distance(term, known) == 1 {
				near = known
			}
		})
		word := x.nearKnown(term)
		if near != "" {
			word = x.spelling(near, w.Text)
		}
		if word == "" {
			continue
		}
		out.WriteString(q.Text[done:w.Start])
		out.WriteString(word)
		done = w.End
	}
	if done == 0 {
		return ""
	}
	return out.String() + q.Text[done:]
}

// nearKnown returns a word of the thesaurus that differs from a term by one
// letter, "" where there is none.
func (x *Retriever) nearKnown(term string) string {
	for _, group := range x.Thesaurus.Alternatives() {
		for _, word := range group {
			if len(word.Terms) == 1 && !word.Chinese && word.Terms[0][0] == term[0] && spelling.Distance(term, word.Terms[0]) == 1 {
				return word.Text
			}
		}
	}
	return ""
}

// isKnown reports whether the thesaurus holds a term: a word that is known is
// not misspelled.
func (x *Retriever) isKnown(term string) bool {
	for _, group := range x.Thesaurus.Alternatives() {
		for _, word := range group {
			for _, t := range word.Terms {
				if t == term {
					return true
				}
			}
		}
	}
	return false
}
