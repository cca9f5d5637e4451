package lexicon

import (
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// trie holds the Chinese words by their characters. Node 0 is the root; the
// children of node n are first[n] to first[n+1].
type trie struct {
	labels      []uint16
	first       []uint32
	cost        []float32 // of a word, see wordCost; 0 where no word ends
	tags, idfs  []byte    // by node
	tagNames    []string
	roots       []uint32 // nodes of single characters, by character
	traditional map[rune]rune
}

// corpusWords is how many words jieba's corpus has, the sum of its counts.
const corpusWords = 60101967

// wordCost returns the negative logarithm of the share of a corpus that a word
// makes up that was counted so often.
func wordCost(count float64) float32 { return float32(math.Log(corpusWords / count)) }

// unknownCost is that of a character that is no word.
var unknownCost = wordCost(0.5)

var chinese = sync.OnceValue(func() *trie {
	sections := unpack(chineseData)
	children, labels, counts, tags, idfs := sections[0], sections[1], sections[2], sections[3], sections[4]
	nodes := len(counts)
	t := &trie{
		labels: make([]uint16, nodes), first: make([]uint32, nodes+1), cost: make([]float32, nodes),
		tags: make([]byte, nodes), idfs: make([]byte, nodes), tagNames: strings.Split(string(sections[5]), "\n"),
		roots: make([]uint32, 1<<16), traditional: make(map[rune]rune),
	}
	next, word := 1, 0
	var costs [256]float32
	for i := range costs {
		costs[i] = wordCost(math.Exp2(float64(i-1) / countScale))
	}
	for n := range nodes {
		t.first[n] = uint32(next)
		count, size := binary.Uvarint(children)
		children = children[size:]
		last := uint64(0)
		for range count {
			step, size := binary.Uvarint(labels)
			labels = labels[size:]
			last += step
			t.labels[next] = uint16(last)
			if n == 0 {
				t.roots[last] = uint32(next)
			}
			next++
		}
		if counts[n] != 0 {
			t.cost[n], t.tags[n], t.idfs[n] = costs[counts[n]], tags[word], idfs[word]
			word++
		}
	}
	t.first[nodes] = uint32(next)
	for pairs := sections[6]; len(pairs) > 0; {
		from, size := binary.Uvarint(pairs)
		to, more := binary.Uvarint(pairs[size:])
		t.traditional[rune(from)] = rune(to)
		pairs = pairs[size+more:]
	}
	return t
})

// child returns the node that a character leads to, 0 where there is none.
func (t *trie) child(node uint32, r rune) uint32 {
	if r > 0xFFFF {
		return 0
	}
	if node == 0 {
		return t.roots[r]
	}
	from := t.first[node]
	siblings := t.labels[from:t.first[node+1]]
	if i, ok := slices.BinarySearch(siblings, uint16(r)); ok {
		return from + uint32(i)
	}
	return 0
}

// find returns the node of a word, in whichever characters, 0 where the lexicon
// does not have it.
func (t *trie) find(word string) uint32 {
	node := uint32(0)
	for _, r := range word {
		if node = t.child(node, t.simplified(r)); node == 0 {
			return 0
		}
	}
	if t.cost[node] == 0 {
		return 0
	}
	return node
}

func (t *trie) simplified(r rune) rune {
	if s, ok := t.traditional[r]; ok {
		return s
	}
	return r
}

func isHan(r rune) bool { return r >= 0x3400 && unicode.Is(unicode.Han, r) }
