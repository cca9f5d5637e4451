package index

import (
	"context"
	"strings"
	"unicode/utf8"

	indexapi "github.com/blevesearch/bleve_index_api"
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
	found := tokens(question)
	var out strings.Builder
	done := 0
	replace := func(start, end int, with string) {
		out.WriteString(question[done:start])
		out.WriteString(with)
		done = end
	}
	for i, t := range found {
		if !unknown[t.term] || t.start < done || x.isKnown(t.term) {
			continue
		}
		first, _ := utf8.DecodeRuneInString(t.term)
		switch {
		case isLatin(first) && len(t.term) > 3:
			if word := x.nearestWord(t.term, strings.ToLower(question[t.start:t.end])); word != "" {
				replace(t.start, t.end, word)
			}
		case isHan(first) && i+1 < len(found) && unknown[found[i+1].term] && found[i+1].start < t.end:
			// Both pairs around found[i+1].start are unknown: its character is wrong.
			if c := x.characterBetween(t.term, found[i+1].term); c != "" {
				_, n := utf8.DecodeRuneInString(question[found[i+1].start:])
				replace(found[i+1].start, found[i+1].start+n, c)
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
		d := editDistance(term, entry.Term)
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
	for _, t := range tokens(text) {
		form := strings.ToLower(text[t.start:t.end])
		if t.term == term && (best == term || editDistance(word, form) < editDistance(word, best)) {
			best = form
		}
	}
	return best
}

// editDistance counts the insertions, deletions, replacements and swaps of
// neighbours that turn a into b (optimal string alignment), by bytes.
func editDistance(a, b string) int {
	previous, row, next := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		next[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			next[j] = min(row[j]+1, next[j-1]+1, row[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				next[j] = min(next[j], previous[j-2]+1)
			}
		}
		previous, row, next = row, next, previous
	}
	return row[len(b)]
}
