package retrieve

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	_ "embed"
	"io"
	"math"
	"math/bits"
	"slices"
	"strings"
	"sync"

	"policybot/index/analysis"
	"policybot/index/query"
	"policybot/index/store"
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
func (x *Retriever) foreign(q *query.Query) bool {
	if q.Language == "" {
		return false
	}
	n := 0
	for i := range x.store.Base.Documents {
		if l := x.store.Base.Documents[i].Language; l != "" && l != q.Language && !x.store.Measured(i) {
			n++
		}
	}
	return n > 0 && 2*n >= len(x.store.Base.Documents)
}

// translate adds to the terms of a question, the first own of which are the
// asker's, those of the words that stand for it in the language of the
// documents. Only words that the documents hold are added.
func (x *Retriever) translate(ctx context.Context, q *query.Query, own int, terms []store.Term) ([]store.Term, error) {
	var phrases []foreignPhrase
	var stands []uint64 // the bits of the asker's terms that each stands for
	for _, phrase := range x.phrasesOf(q) {
		var set uint64
		for _, t := range phrase.terms {
			if bit := slices.IndexFunc(terms[:own], func(o store.Term) bool { return o.Text == t }); bit >= 0 {
				set |= 1 << bit
			}
		}
		if set != 0 && !slices.Contains(stands, set) {
			phrases, stands = append(phrases, phrase), append(stands, set)
		}
	}
	x.mix(q, phrases, terms[:own])
	senses, err := x.senses(ctx, phrases)
	if err != nil {
		return nil, err
	}
	for i := range phrases {
		for _, sense := range senses[i] {
			terms = x.addForeign(terms, sense.word, stands[i], sense.weight)
		}
	}
	return terms, nil
}

// sense is a word that may stand for one of the question.
type sense struct {
	word    string
	entries []uint32 // some of those that hold it, in order
	prior   float64  // by the dictionary and by how much the documents use it
	weight  float64  // 1 for the likeliest
}

// senses returns the likeliest words for each phrase: those that come early in
// the dictionary, that the documents use, and that stand beside words for the
// other phrases there (Gao et al. 2001, on co-occurrence in the translation of
// queries).
func (x *Retriever) senses(ctx context.Context, phrases []foreignPhrase) ([][]sense, error) {
	all := make([][]sense, len(phrases))
	for i, phrase := range phrases {
		for rank, word := range phrase.words {
			entries, err := x.entriesWith(ctx, word)
			if err != nil {
				return nil, err
			}
			if len(entries) > 0 {
				all[i] = append(all[i], sense{word: word, entries: entries, prior: math.Sqrt(float64(len(entries))) * math.Pow(float64(1+rank), -rankFall)})
			}
		}
		slices.SortStableFunc(all[i], func(a, b sense) int { return cmp.Compare(b.prior, a.prior) })
		all[i] = all[i][:min(len(all[i]), weighedSenses)]
	}
	for i := range all {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		for n := range all[i] {
			s := &all[i][n]
			company := 0.0
			for j := range all {
				best := 0.0
				for _, other := range all[j] {
					if j != i && other.word != s.word {
						best = max(best, together(s.entries, other.entries))
					}
				}
				company += best
			}
			s.weight = s.prior * (lonely + company)
		}
	}
	for i, list := range all {
		slices.SortStableFunc(list, func(a, b sense) int { return cmp.Compare(b.weight, a.weight) })
		list = list[:min(len(list), mostSenses)]
		for n := len(list) - 1; n >= 0; n-- {
			list[n].weight /= list[0].weight
		}
		all[i] = list
	}
	return all, nil
}

// Constants of the choice of senses, chosen on questions put into English by
// hand: around them little changes.
const (
	rankFall      = 0.4  // how fast a word gets less likely down the dictionary's list
	lonely        = 0.05 // what a word counts that stands beside no other
	weighedSenses = 8    // words of a phrase that are weighed
	mostEntries   = 4000 // entries of a word that are looked at
)

// together says how often two words stand in the same entries: the cosine of
// their sets.
func together(a, b []uint32) float64 {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n++
			i++
			j++
		}
	}
	return float64(n) / math.Sqrt(float64(len(a))*float64(len(b)))
}

// entriesWith returns entries that hold all terms of a word, in order.
func (x *Retriever) entriesWith(ctx context.Context, word string) ([]uint32, error) {
	var list []uint32
	for i, t := range analysis.Tokens(word) {
		postings, err := x.store.Postings(ctx, t.Term)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			for _, p := range postings[:min(len(postings), mostEntries)] {
				list = append(list, p.Entry)
			}
			continue
		}
		kept := list[:0]
		for j := 0; len(list) > 0 && j < len(postings); {
			switch {
			case list[0] < postings[j].Entry:
				list = list[1:]
			case list[0] > postings[j].Entry:
				j++
			default:
				kept = append(kept, list[0])
				list = list[1:]
				j++
			}
		}
		list = kept
	}
	return list, nil
}

// asOne weighs the words that stand for one of the question as if they were
// one word, held by all that hold any of them (Pirkola 1998): else a rare
// word that is the wrong one would outweigh the right one.
func (x *Retriever) asOne(terms []store.Term) {
	counts := make(map[uint64]int)
	for i := range terms {
		t := &terms[i]
		if t.Synonym {
			counts[t.Stands] += t.Count
		}
	}
	for i := range terms {
		if t := &terms[i]; t.Synonym && t.IDF > 0 {
			one := store.InverseFrequency(x.store.Live, min(counts[t.Stands], x.store.Live))
			t.Weight *= min(1, one/store.InverseFrequency(x.store.Live, t.Count))
			for own := t.Stands; own != 0; own &= own - 1 {
				// What nothing holds tells as much as what stands for it.
				if o := &terms[bits.TrailingZeros64(own)]; o.Count == 0 {
					o.IDF = one / float64(bits.OnesCount64(t.Stands))
				}
			}
		}
	}
}

// addForeign adds the terms of a word, unless one of them stands nowhere.
func (x *Retriever) addForeign(terms []store.Term, word string, stands uint64, weight float64) []store.Term {
	from := len(terms)
	var phrase uint64
	for _, t := range analysis.Tokens(word) {
		if analysis.IsStop(t.Term) {
			continue
		}
		if bit := slices.IndexFunc(terms, func(o store.Term) bool { return o.Text == t.Term }); bit >= 0 {
			phrase |= 1 << bit
			continue
		}
		count := x.store.Count(t.Term)
		if count == 0 || len(terms) == 64 {
			return terms[:from]
		}
		phrase |= 1 << len(terms)
		terms = append(terms, store.Term{
			Text: t.Term, Weight: weight, Count: count, IDF: store.InverseFrequency(x.store.Live, count),
			Synonym: true, Foreign: true, Stands: stands,
		})
	}
	for i := from; i < len(terms); i++ {
		terms[i].Phrase = phrase
	}
	return terms
}

// foreignPhrase is a phrase of a question, by its terms, and the words that
// stand for it.
type foreignPhrase struct {
	terms, words []string
}

// longestPhrase is how many words a phrase of the thesaurus may have,
// longestChinese how many Chinese characters.
const (
	longestPhrase  = 6
	longestChinese = 16
)

// phrasesOf finds the longest phrases of a question that the thesaurus or the
// dictionary has, from left to right, and the places it names.
func (x *Retriever) phrasesOf(q *query.Query) []foreignPhrase {
	d := translations()
	known := x.Thesaurus.translations()
	var out []foreignPhrase
	if q.Language == knowledge.English {
		list := analysis.Tokens(analysis.WithoutAsking(q.Text))
		for i := 0; i < len(list); {
			n := min(longestPhrase, len(list)-i)
			for ; n > 0; n-- {
				words := terms(list[i : i+n])
				if n == 1 && analysis.IsStop(words[0]) {
					continue
				}
				key := strings.Join(words, " ")
				found := known[key]
				if found == nil && n <= longestSense {
					found = lookup(d.chinese, key)
				}
				if found != nil {
					out = append(out, foreignPhrase{words, found})
					break
				}
			}
			i += max(1, n)
		}
		for _, m := range q.Places {
			out = append(out, foreignPhrase{terms(analysis.Tokens(q.Text[m.Start:m.End])), []string{m.Place.ShortChinese()}})
		}
		return out
	}
	text := []rune(analysis.WithoutAsking(q.Text))
	for i := 0; i < len(text); {
		n := min(longestChinese, len(text)-i)
		for ; n > 1; n-- {
			key := string(text[i : i+n])
			found := known[key]
			if found == nil && n <= 2*longestSense {
				found = lookup(d.english, key)
			}
			if found != nil {
				out = append(out, foreignPhrase{terms(analysis.Tokens(key)), found})
				break
			}
		}
		i += max(1, n)
	}
	for _, m := range q.Places {
		out = append(out, foreignPhrase{terms(analysis.Tokens(q.Text[m.Start:m.End])), []string{m.Place.English}})
	}
	return out
}

func terms(list []analysis.Token) []string {
	out := make([]string, len(list))
	for i, t := range list {
		out[i] = t.Term
	}
	return out
}

// readTranslations returns the words of the thesaurus with those of the other
// language that stand for them: English ones by their terms, Chinese ones as
// they are.
func (t *Thesaurus) readTranslations() map[string][]string {
	words := make(map[string][]string)
	for _, group := range t.Alternatives() {
		for _, word := range group {
			key := word.Text
			if !word.Chinese {
				key = strings.Join(word.Terms, " ")
			}
			for _, other := range group {
				if other.Chinese != word.Chinese && !slices.Contains(words[key], other.Text) {
					words[key] = append(words[key], other.Text)
				}
			}
		}
	}
	return words
}
