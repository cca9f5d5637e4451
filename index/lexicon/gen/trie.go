package main

import (
	"encoding/binary"
	"maps"
	"math"
	"slices"
	"strings"
)

// trie holds the Chinese words by their characters. Nodes are numbered breadth
// first, so that the children of a node follow one another.
type trie struct {
	labels   []rune
	children []int    // how many each node has
	words    []string // "" where no word ends
	values   map[string]chineseWord
}

type chineseWord struct {
	count int // in jieba's corpus, at least 1
	tag   string
	idf   float64 // 0 where it is not known
}

// unseen is the count of a word that only CC-CEDICT has.
const unseen = 2

func newTrie(j *jieba, c *cedict) *trie {
	t := &trie{values: make(map[string]chineseWord)}
	a, b := idfByCount(j)
	for word, w := range j.words {
		if _, glossed := c.senses[word]; glossed || w.kept() {
			v := chineseWord{max(1, w.count), w.tag, j.idf[word]}
			if v.idf == 0 && w.count > rareWord {
				v.idf = max(0.5, a+b*math.Log(float64(w.count)))
			}
			t.values[word] = v
		}
	}
	for word := range c.senses {
		if _, ok := t.values[word]; !ok {
			t.values[word] = chineseWord{unseen, "", j.idf[word]}
		}
	}
	t.build(slices.Sorted(maps.Keys(t.values)))
	return t
}

// idfByCount fits a line through the inverse document frequencies of words
// over the logarithms of their counts.
func idfByCount(j *jieba) (a, b float64) {
	var n, sx, sy, sxx, sxy float64
	for _, word := range slices.Sorted(maps.Keys(j.words)) {
		if idf, w := j.idf[word], j.words[word]; idf > 0 && w.count > rareWord {
			x := math.Log(float64(w.count))
			n, sx, sy, sxx, sxy = n+1, sx+x, sy+idf, sxx+x*x, sxy+x*idf
		}
	}
	b = (n*sxy - sx*sy) / (n*sxx - sx*sx)
	return (sy - b*sx) / n, b
}

// build numbers the prefixes of sorted words.
func (t *trie) build(sorted []string) {
	words := make([][]rune, len(sorted))
	for i, w := range sorted {
		words[i] = []rune(w)
	}
	type span struct{ from, to, depth int }
	t.labels, t.children, t.words = []rune{0}, []int{0}, []string{""}
	queue := []span{{0, len(words), 0}}
	for n := 0; n < len(queue); n++ {
		s := queue[n]
		if s.from < s.to && len(words[s.from]) == s.depth {
			t.words[n] = sorted[s.from]
			s.from++
		}
		for s.from < s.to {
			label, end := words[s.from][s.depth], s.from+1
			for end < s.to && words[end][s.depth] == label {
				end++
			}
			t.labels, t.children, t.words = append(t.labels, label), append(t.children, 0), append(t.words, "")
			t.children[n]++
			queue = append(queue, span{s.from, end, s.depth + 1})
			s.from = end
		}
	}
}

// Scales of what is kept in a byte.
const (
	countScale = 8.0  // an eighth of a doubling
	idfScale   = 16.0 // a sixteenth
)

// pack writes the trie in columns: how many children each node has; their
// characters, as differences among siblings; for each node the count of its
// word or 0; for each word its part of speech and its inverse document
// frequency; the parts of speech; the traditional characters.
func (t *trie) pack(traditional map[rune]rune) []byte {
	var children, labels, counts, tags, idfs, characters []byte
	tagNumbers, tagNames := make(map[string]int), []string{}
	next := 1
	for n, count := range t.children {
		children = binary.AppendUvarint(children, uint64(count))
		last := rune(0)
		for _, label := range t.labels[next : next+count] {
			labels = binary.AppendUvarint(labels, uint64(label-last))
			last = label
		}
		next += count
		if t.words[n] == "" {
			counts = append(counts, 0)
			continue
		}
		v := t.values[t.words[n]]
		counts = append(counts, byte(1+math.Round(countScale*math.Log2(float64(v.count)))))
		if _, ok := tagNumbers[v.tag]; !ok {
			tagNumbers[v.tag] = len(tagNames)
			tagNames = append(tagNames, v.tag)
		}
		tags = append(tags, byte(tagNumbers[v.tag]))
		idfs = append(idfs, byte(math.Round(idfScale*v.idf)))
	}
	for _, from := range slices.Sorted(maps.Keys(traditional)) {
		characters = binary.AppendUvarint(characters, uint64(from))
		characters = binary.AppendUvarint(characters, uint64(traditional[from]))
	}
	var p packed
	for _, section := range [][]byte{children, labels, counts, tags, idfs, []byte(strings.Join(tagNames, "\n")), characters} {
		p.add(section)
	}
	return p.bytes()
}
