package index

import (
	"context"
	"strings"
	"unicode/utf8"

	indexapi "github.com/blevesearch/bleve_index_api"

	"policybot/index/analysis"
)

// suggest returns the question with words that nothing holds put right, ""
// where there is nothing to put right: Latin words by the nearest word of the
// base, Chinese ones by changing the one character that breaks two pairs.
func (x *Index) suggest(question string, terms []queryTerm) string {
	unknown := make(map[string]bool)
	for _, t := range terms {
		if t.count == 0 && !t.synonym {
			unknown[t.term] = true
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
func (x *Index) nearestWord(term, word string) string {
	limit := maxDistance
	if len(term) <= shortWord {
		limit = 1
	}
	best, distance, count := "", limit+1, uint64(0)
	x.eachTerm(term[:1], func(entry *indexapi.DictEntry) {
		if len(entry.Term) < len(term)-limit || len(entry.Term) > len(term)+limit {
			return
		}
		d := analysis.EditDistance(term, entry.Term)
		if d < distance || d == distance && entry.Count > count {
			best, distance, count = entry.Term, d, entry.Count
		}
	})
	if best == "" {
		return ""
	}
	return x.spelling(best, word)
}

// characterBetween returns the character c that makes known pairs of the
// first of left and the last of right, the most frequent one.
func (x *Index) characterBetween(left, right string) string {
	first, n := utf8.DecodeRuneInString(left)
	_, m := utf8.DecodeLastRuneInString(right)
	last := right[len(right)-m:]
	best, most := "", 0
	x.eachTerm(string(first), func(entry *indexapi.DictEntry) {
		c := entry.Term[n:]
		if utf8.RuneCountInString(c) != 1 {
			return
		}
		if count := min(int(entry.Count), x.count(c+last)); count > most {
			best, most = c, count
		}
	})
	return best
}

// eachTerm calls f for every term that begins with prefix. What cannot be
// read is passed over: a suggestion is not worth failing for.
func (x *Index) eachTerm(prefix string, f func(*indexapi.DictEntry)) {
	dictionary, err := x.reader.FieldDictPrefix(textField, []byte(prefix))
	if err != nil {
		return
	}
	defer dictionary.Close()
	for {
		entry, err := dictionary.Next()
		if err != nil || entry == nil {
			return
		}
		f(entry)
	}
}

// spelling returns the form of a term that is nearest to word in the first
// entry that holds it, in lower case; the term itself where none is found. The
// first in the order of the base: Bleve's differs from one build to the next.
func (x *Index) spelling(term, word string) string {
	first, found := entry{}, false
	postings, err := x.postings(context.Background(), term)
	if err != nil {
		return term
	}
	for _, p := range postings {
		if e := x.entries[p.entry]; e.kind != noKind && (!found || e.order() < first.order()) {
			first, found = e, true
		}
	}
	if !found {
		return term
	}
	best := term
	text := x.entryText(first)
	for _, t := range analysis.Tokens(text) {
		form := strings.ToLower(text[t.Start:t.End])
		if t.Term == term && (best == term || analysis.EditDistance(word, form) < analysis.EditDistance(word, best)) {
			best = form
		}
	}
	return best
}
