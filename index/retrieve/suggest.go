package retrieve

import (
	"context"
	"strings"
	"unicode/utf8"

	"policybot/index/analysis"
	"policybot/index/store"
	"policybot/knowledge/spelling"
)

// suggest returns the question with words that nothing holds put right, ""
// where there is nothing to put right: Latin words by the nearest word of the
// base, Chinese ones by changing the one character that breaks two pairs.
func (x *Retriever) suggest(question string, terms []store.Term) string {
	unknown := make(map[string]bool)
	for _, t := range terms {
		if t.Count == 0 && !t.Synonym {
			unknown[t.Text] = true
		}
	}
	if len(unknown) == 0 {
		return ""
	}
	found := analysis.Tokens(question)
	var out strings.Builder
	done := 0
	replace := func(start, end int, with string) {
		out.WriteString(question[done:start])
		out.WriteString(with)
		done = end
	}
	for i, t := range found {
		if !unknown[t.Term] || t.Start < done || x.isKnown(t.Term) {
			continue
		}
		first, _ := utf8.DecodeRuneInString(t.Term)
		switch {
		case analysis.IsLatin(first) && len(t.Term) > 3:
			if word := x.nearestWord(t.Term, strings.ToLower(question[t.Start:t.End])); word != "" {
				replace(t.Start, t.End, word)
			}
		case analysis.IsHan(first) && i+1 < len(found) && unknown[found[i+1].Term] && found[i+1].Start < t.End:
			// Both pairs around found[i+1].start are unknown: its character is wrong.
			if c := x.characterBetween(t.Term, found[i+1].Term); c != "" {
				_, n := utf8.DecodeRuneInString(question[found[i+1].Start:])
				replace(found[i+1].Start, found[i+1].Start+n, c)
			}
		}
	}
	if done == 0 {
		return ""
	}
	return out.String() + question[done:]
}

// maxDistance is how many letters a suggested word may differ by: one in
// words up to this length, two in longer ones.
const maxDistance, shortWord = 2, 5

// nearestWord returns the most frequent of the words of the base nearest to
// word, whose term is given, "" where none is near.
func (x *Retriever) nearestWord(term, word string) string {
	limit := maxDistance
	if len(term) <= shortWord {
		limit = 1
	}
	best, distance, count := "", limit+1, 0
	x.store.EachTerm(term[:1], func(known string, entries int) {
		if len(known) < len(term)-limit || len(known) > len(term)+limit {
			return
		}
		d := spelling.Distance(term, known)
		if d < distance || d == distance && entries > count {
			best, distance, count = known, d, entries
		}
	})
	if best == "" {
		return ""
	}
	return x.spelling(best, word)
}

// characterBetween returns the character c that makes known pairs of the
// first of left and the last of right, the most frequent one.
func (x *Retriever) characterBetween(left, right string) string {
	first, n := utf8.DecodeRuneInString(left)
	_, m := utf8.DecodeLastRuneInString(right)
	last := right[len(right)-m:]
	best, most := "", 0
	x.store.EachTerm(string(first), func(known string, entries int) {
		c := known[n:]
		if utf8.RuneCountInString(c) != 1 {
			return
		}
		if count := min(entries, x.store.Count(c+last)); count > most {
			best, most = c, count
		}
	})
	return best
}

// spelling returns the form of a term that is nearest to word in the first
// entry that holds it, in lower case; the term itself where none is found. The
// first in the order of the base: Bleve's differs from one build to the next.
func (x *Retriever) spelling(term, word string) string {
	first, found := store.Entry{}, false
	postings, err := x.store.Postings(context.Background(), term)
	if err != nil {
		return term
	}
	for _, p := range postings {
		if e := x.store.Entries[p.Entry]; e.Kind != store.NoKind && (!found || e.Order() < first.Order()) {
			first, found = e, true
		}
	}
	if !found {
		return term
	}
	best := term
	text := x.store.EntryText(first)
	for _, t := range analysis.Tokens(text) {
		form := strings.ToLower(text[t.Start:t.End])
		if t.Term == term && (best == term || spelling.Distance(word, form) < spelling.Distance(word, best)) {
			best = form
		}
	}
	return best
}
