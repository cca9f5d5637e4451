package index

import (
	"bytes"
	"cmp"
	"compress/gzip"
	_ "embed"
	"io"
	"math"
	"slices"
	"strings"
	"sync"

	"policybot/knowledge"
)

//go:embed dictionary.txt.gz
var dictionaryGzip []byte

// dictionary holds the words of one language that stand for those of the
// other: lines "word<tab>word;word", sorted, the best first.
type dictionary struct{ chinese, english string } // by English words, by Chinese words

// translations unpacks the dictionary once, when a question is first asked in
// another language than the documents'.
var translations = sync.OnceValue(unpackDictionary)

func unpackDictionary() *dictionary {
	r, err := gzip.NewReader(bytes.NewReader(dictionaryGzip))
	if err != nil {
		panic(err) // the file is part of the program
	}
	text, err := io.ReadAll(r)
	if err != nil {
		panic(err)
	}
	body := string(text)
	for strings.HasPrefix(body, "#") {
		body = body[strings.IndexByte(body, '\n')+1:]
	}
	chinese, english, _ := strings.Cut(body, "\n\n")
	return &dictionary{chinese + "\n", english}
}

// lookup returns what stands for a word in a part of the dictionary.
func lookup(lines, word string) []string {
	low, high := 0, len(lines)
	for low < high {
		middle := low + strings.LastIndexByte(lines[low:(low+high)/2], '\n') + 1
		end := middle + strings.IndexByte(lines[middle:], '\n')
		if end < middle {
			end = len(lines)
		}
		key, words, _ := strings.Cut(lines[middle:end], "\t")
		switch {
		case key == word:
			return strings.Split(words, ";")
		case key < word:
			low = min(end+1, high)
		default:
			high = middle
		}
	}
	return nil
}

// Bounds of a translation.
const (
	mostSenses   = 3 // words of the documents that stand for one of the question
	longestSense = 3 // words of an English phrase, or twice as many Chinese characters
)

// foreign reports whether most documents are in another language than q.
// Documents whose measures are told one by one, in both languages, do not
// count.
func (x *Index) foreign(q *Query) bool {
	if q.Language == "" {
		return false
	}
	n := 0
	for i := range x.base.Documents {
		if l := x.base.Documents[i].Language; l != "" && l != q.Language && !x.measured(i) {
			n++
		}
	}
	return n > 0 && 2*n >= len(x.base.Documents)
}

// translate adds to the terms of a question, the first own of which are the
// asker's, those of the words that stand for it in the language of the
// documents. Only words that the documents hold are added.
func (x *Index) translate(q *Query, own int, terms []queryTerm) []queryTerm {
	for _, phrase := range phrasesOf(q) {
		var stands uint64
		for _, t := range phrase.terms {
			if bit := slices.IndexFunc(terms[:own], func(o queryTerm) bool { return o.term == t }); bit >= 0 {
				stands |= 1 << bit
			}
		}
		if stands == 0 {
			continue
		}
		for _, sense := range x.senses(phrase.words) {
			terms = x.addForeign(terms, sense.word, stands, sense.weight)
		}
	}
	return terms
}

// sense is a word that may stand for one of the question.
type sense struct {
	word   string
	weight float64 // 1 for the likeliest
}

// senses returns the likeliest of some words, the better ones of the
// dictionary first: those that the documents use most.
func (x *Index) senses(words []string) []sense {
	var list []sense
	for rank, word := range words {
		count := len(x.entries)
		for _, t := range tokens(word) {
			count = min(count, x.count(t.term))
		}
		if count > 0 {
			list = append(list, sense{word, math.Sqrt(float64(count)) * math.Pow(float64(1+rank), -rankFall)})
		}
	}
	slices.SortStableFunc(list, func(a, b sense) int { return cmp.Compare(b.weight, a.weight) })
	list = list[:min(len(list), mostSenses)]
	for i := len(list) - 1; i >= 0; i-- {
		list[i].weight /= list[0].weight
	}
	return list
}

// rankFall is how fast a word gets less likely down the dictionary's list.
const rankFall = 0.4

// asOne weighs the words that stand for one of the question as if they were
// one word, held by all that hold any of them (Pirkola 1998): else a rare
// word that is the wrong one would outweigh the right one.
func (x *Index) asOne(terms []queryTerm) {
	counts := make(map[uint64]int)
	for i := range terms {
		t := &terms[i]
		if t.synonym {
			if !t.foreign { // from the thesaurus
				t.weight, t.foreign = thesaurusWeight, true
			}
			counts[t.stands] += t.count
		}
	}
	for i := range terms {
		if t := &terms[i]; t.synonym && t.idf > 0 {
			one := inverseFrequency(len(x.entries), min(counts[t.stands], len(x.entries)))
			t.weight *= min(1, one/inverseFrequency(len(x.entries), t.count))
		}
	}
}

// thesaurusWeight is what a word of the thesaurus counts beside the best one
// of the dictionary.
const thesaurusWeight = 0.8

// addForeign adds the terms of a word, unless one of them stands nowhere.
func (x *Index) addForeign(terms []queryTerm, word string, stands uint64, weight float64) []queryTerm {
	from := len(terms)
	var phrase uint64
	for _, t := range tokens(word) {
		if isStop(t.term) {
			continue
		}
		if bit := slices.IndexFunc(terms, func(o queryTerm) bool { return o.term == t.term }); bit >= 0 {
			phrase |= 1 << bit
			continue
		}
		count := x.count(t.term)
		if count == 0 || len(terms) == 64 {
			return terms[:from]
		}
		phrase |= 1 << len(terms)
		terms = append(terms, queryTerm{
			term: t.term, weight: weight, count: count, idf: inverseFrequency(len(x.entries), count),
			synonym: true, foreign: true, stands: stands,
		})
	}
	for i := from; i < len(terms); i++ {
		terms[i].phrase = phrase
	}
	return terms
}

// foreignPhrase is a phrase of a question, by its terms, and the words that
// stand for it.
type foreignPhrase struct {
	terms, words []string
}

// phrasesOf finds the longest phrases of a question that the dictionary has.
func phrasesOf(q *Query) []foreignPhrase {
	d := translations()
	var out []foreignPhrase
	if q.Language == knowledge.English {
		list := tokens(withoutAsking(q.Text))
		for i := 0; i < len(list); {
			n := min(longestSense, len(list)-i)
			for ; n > 0; n-- {
				var words []string
				for _, t := range list[i : i+n] {
					words = append(words, t.term)
				}
				if n == 1 && isStop(words[0]) {
					continue
				}
				if found := lookup(d.chinese, strings.Join(words, " ")); found != nil {
					out = append(out, foreignPhrase{words, found})
					break
				}
			}
			i += max(1, n)
		}
		for _, m := range q.Places {
			var words []string
			for _, t := range tokens(q.Text[m.Start:m.End]) {
				words = append(words, t.term)
			}
			out = append(out, foreignPhrase{words, []string{m.Place.ShortChinese()}})
		}
		return out
	}
	text := []rune(withoutAsking(q.Text))
	for i := 0; i < len(text); {
		n := min(2*longestSense, len(text)-i)
		for ; n > 1; n-- {
			if found := lookup(d.english, string(text[i:i+n])); found != nil {
				var terms []string
				for _, t := range tokens(string(text[i : i+n])) {
					terms = append(terms, t.term)
				}
				out = append(out, foreignPhrase{terms, found})
				break
			}
		}
		i += max(1, n)
	}
	for _, m := range q.Places {
		var terms []string
		for _, t := range tokens(q.Text[m.Start:m.End]) {
			terms = append(terms, t.term)
		}
		out = append(out, foreignPhrase{terms, []string{m.Place.English}})
	}
	return out
}
