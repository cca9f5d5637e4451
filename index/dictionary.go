package index

import (
	"bytes"
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
	mostSenses   = 4 // words of the documents that stand for one of the question
	longestSense = 3 // words of an English phrase, or twice as many Chinese characters
)

// foreign reports whether most documents are in another language than q.
// Documents whose measures are told one by one, in both languages, do not
// count.
func (x *Index) foreign(q *Query) bool {
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
// documents. Only words that the
// documents hold are added, the likelier the more of them hold it.
func (x *Index) translate(q *Query, own int, terms []queryTerm) []queryTerm {
	if !x.foreign(q) {
		return terms
	}
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
		kept := 0
		for rank, word := range phrase.words {
			if kept == mostSenses {
				break
			}
			from := len(terms)
			terms = x.addForeign(terms, word, stands, 1/math.Sqrt(float64(1+rank)))
			if len(terms) > from {
				kept++
			}
		}
		for i := range terms {
			if terms[i].foreign && terms[i].stands == stands {
				terms[i].weight /= math.Sqrt(float64(max(1, kept)))
			}
		}
	}
	return terms
}

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
			name := m.Place.Chinese
			if short := []rune(name); len(short) > 2 && strings.ContainsRune("省市县区", short[len(short)-1]) {
				name = string(short[:len(short)-1])
			}
			out = append(out, foreignPhrase{words, []string{name}})
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
