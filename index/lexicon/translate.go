package lexicon

import (
	"cmp"
	"encoding/binary"
	"slices"
	"sync"

	"policybot/knowledge"
)

// Weighted is a word with how well it stands for another, from 0 to 1.
type Weighted struct {
	Word   string
	Weight float64
}

// Constants of [Translations], from an experiment on English questions about
// Chinese paragraphs: around them little changes.
const (
	otherGlosses    = 0.15 // how much each other word of its glosses takes from a word
	leastCosine     = 0.5  // of words that only stand in the same company
	companyWeight   = 0.7  // what those count against glossed ones
	companyLeast    = 0.15
	translatedWords = 64 // most words that are returned
)

// Translations returns words of the other language that may stand for a word
// of the given one, the likeliest first, at most 64: those that the glosses of
// CC-CEDICT join, and words that stand in the same company. They are meant to
// be looked for together, as one term that each of them is: which of them a
// text uses shows which are right. Chinese words are in simplified characters,
// English ones in lower case.
func Translations(word string, from knowledge.Language) []Weighted {
	if from == knowledge.Chinese {
		return toEnglish(word)
	}
	return toChinese(word)
}

// byWord are the Chinese words whose glosses hold an English one.
type byWord struct {
	from []uint32 // by number of the English word, where its list begins
	list []uint32 // nodes, with the number of words of their glosses above nodeBits
}

const (
	nodeBits = 24
	nodeMask = 1<<nodeBits - 1
)

var chineseByEnglish = sync.OnceValue(func() *byWord {
	g := glosses()
	b := &byWord{from: make([]uint32, len(english().words)+2)}
	for n := range len(g.from) - 1 {
		for _, id := range g.words(uint32(n)) {
			b.from[id+2]++
		}
	}
	for i := 2; i < len(b.from); i++ {
		b.from[i] += b.from[i-1]
	}
	b.list = make([]uint32, b.from[len(b.from)-1])
	for n := range len(g.from) - 1 {
		words := g.words(uint32(n))
		for _, id := range words {
			b.list[b.from[id+1]] = uint32(n) | uint32(min(len(words), 255))<<nodeBits
			b.from[id+1]++
		}
	}
	return b
})

// of returns the Chinese words whose glosses hold an English one.
func (b *byWord) of(id uint32) []uint32 { return b.list[b.from[id]:b.from[id+1]] }

// words returns the English words of the glosses of a node, each once, in
// order.
func (g *glossed) words(node uint32) []uint32 {
	var out []uint32
	for body := g.body[g.from[node]:g.from[node+1]]; len(body) > 0; {
		id, size := binary.Uvarint(body)
		body = body[size:]
		if id >= firstWord && !slices.Contains(out, uint32(id-firstWord)) {
			out = append(out, uint32(id-firstWord))
		}
	}
	return out
}

// neighbourLists are the English words that stand in the same company as one.
type neighbourLists struct {
	from []uint32
	ids  []byte // two bytes each
}

var neighbours = sync.OnceValue(func() *neighbourLists {
	sections := unpack(neighbourData)
	l := &neighbourLists{from: make([]uint32, 1, len(sections[0])+1), ids: sections[1]}
	at := uint32(0)
	for _, n := range sections[0] {
		at += uint32(n)
		l.from = append(l.from, at)
	}
	return l
})

func (l *neighbourLists) of(id uint32) []uint32 {
	var out []uint32
	for i := l.from[id]; i < l.from[id+1]; i++ {
		out = append(out, uint32(binary.LittleEndian.Uint16(l.ids[2*i:])))
	}
	return out
}

// forms returns the numbers of an English word as it is written and of the
// word it is a form of.
func (e *englishWords) forms(word string) []uint32 {
	var out []uint32
	word = plain(word)
	for _, w := range []string{word, e.base(word), Lemma(word)} {
		if id, ok := e.ids[w]; ok && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

func toChinese(word string) []Weighted {
	forms := english().forms(word)
	if len(forms) == 0 {
		return nil
	}
	b, vectors := chineseByEnglish(), englishVectors()
	weights := make(map[uint32]float64)
	candidates := make(map[uint32]bool)
	for _, id := range forms {
		for _, packed := range b.of(id) {
			node := packed & nodeMask
			weights[node] = max(weights[node], 1/(1+otherGlosses*float64(packed>>nodeBits-1)))
			candidates[node] = true
		}
		for _, near := range neighbours().of(id) {
			for _, packed := range b.of(near) {
				candidates[packed&nodeMask] = true
			}
		}
	}
	for node := range candidates {
		if v, ok := glosses().vector(node); ok {
			weights[node] = max(weights[node], company(Cosine(&v, &vectors[forms[0]])))
		}
	}
	return chinese().weighted(weights)
}

// company is what a word counts for one of a cosine.
func company(cosine float32) float64 {
	if cosine <= leastCosine {
		return 0
	}
	return companyLeast + companyWeight*float64(cosine-leastCosine)/(1-leastCosine)
}

// weighted returns the words of nodes, the weightiest first.
func (t *trie) weighted(weights map[uint32]float64) []Weighted {
	nodes := best(weights, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(t.cost[a], t.cost[b]), cmp.Compare(a, b)) // the commoner first
	})
	out := make([]Weighted, len(nodes))
	for i, n := range nodes {
		out[i] = Weighted{t.word(n), weights[n]}
	}
	return out
}

// best returns the keys of the largest weights above zero.
func best(weights map[uint32]float64, equal func(a, b uint32) int) []uint32 {
	var keys []uint32
	for k, w := range weights {
		if w > 0 {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(weights[b], weights[a]), equal(a, b))
	})
	return keys[:min(len(keys), translatedWords)]
}

// word returns the characters that lead to a node.
func (t *trie) word(node uint32) string {
	var reversed []rune
	for node != 0 {
		reversed = append(reversed, rune(t.labels[node]))
		// The parent is the last node whose children begin at node or before.
		parent, _ := slices.BinarySearchFunc(t.first, node, func(first, node uint32) int {
			if first <= node {
				return -1
			}
			return 1
		})
		node = uint32(parent - 1)
	}
	slices.Reverse(reversed)
	return string(reversed)
}

func toEnglish(word string) []Weighted {
	t, g, vectors := chinese(), glosses(), englishVectors()
	nodes := []uint32{t.find(word)}
	if nodes[0] == 0 || g.from[nodes[0]] == g.from[nodes[0]+1] {
		nodes = g.parts(word)
	}
	weights := make(map[uint32]float64)
	for _, node := range nodes {
		v, ok := g.vector(node)
		if !ok {
			continue
		}
		words := g.words(node)
		for i, id := range words {
			// A word that says little is there for the grammar of a gloss.
			tells := min(1, float64(telling(english().idfs[id]))/commonTelling)
			weights[id] = max(weights[id], tells/(1+otherGlosses*float64(i)))
			for _, near := range neighbours().of(id) {
				weights[near] = max(weights[near], company(Cosine(&v, &vectors[near])))
			}
		}
	}
	out := make([]Weighted, 0, len(weights))
	for _, id := range best(weights, cmp.Compare[uint32]) {
		out = append(out, Weighted{english().words[id], weights[id]})
	}
	return out
}

// commonTelling is how telling a word of a gloss is that counts whole.
const commonTelling = 3
