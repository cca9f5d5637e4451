package lexicon

import (
	"encoding/binary"
	"math"
	"sync"

	"policybot/knowledge"
)

// numbers is how many numbers a vector has.
const numbers = 64

// unit is the length of a vector. None of the numbers of a word's vector of
// length one comes near a half.
const unit = 254

// Vec is what a word means: a direction, which words of both languages share
// that stand in the same company. Only its [Cosine] with another says something.
type Vec [numbers]int8

// Cosine returns how near the meanings of two vectors are: 1 for the same, 0
// for what has nothing in common, below 0 for what keeps apart. Words that may
// stand for one another have .5 and more.
func Cosine(a, b *Vec) float32 {
	sum := int32(0)
	for i, x := range a {
		sum += int32(x) * int32(b[i])
	}
	return float32(sum) / (unit * unit)
}

// englishVectors are by number of the word.
var englishVectors = sync.OnceValue(func() []Vec {
	out := make([]Vec, len(vectorData)/(numbers/2))
	for n := range out {
		var sum sum
		for i, b := range vectorData[n*numbers/2:][:numbers/2] {
			sum[2*i] = float32(b&15) - 7.5
			sum[2*i+1] = float32(b>>4) - 7.5
		}
		out[n], _ = sum.vec()
	}
	return out
})

// sum is a vector in the making.
type sum [numbers]float32

func (s *sum) add(v *Vec, weight float32) {
	for i, x := range v {
		s[i] += weight * float32(x)
	}
}

func (s *sum) length() float32 {
	square := float32(0)
	for _, x := range s {
		square += x * x
	}
	return float32(math.Sqrt(float64(square)))
}

// vec returns the direction of a sum, and whether it has one.
func (s *sum) vec() (Vec, bool) {
	var v Vec
	length := s.length()
	if length == 0 {
		return v, false
	}
	for i, x := range s {
		v[i] = int8(max(-127, min(127, math.Round(float64(x/length*unit)))))
	}
	return v, true
}

// Vector returns the meaning of a word of a language, and whether the lexicon
// knows any. A Chinese word means what its glosses say, or else what its parts
// mean; an English one that is not known by itself means what the word does
// that it is a form of.
func Vector(word string, language knowledge.Language) (Vec, bool) {
	if language == knowledge.Chinese {
		return chineseVector(word)
	}
	id, ok := english().find(word)
	if !ok {
		return Vec{}, false
	}
	return englishVectors()[id], true
}

func chineseVector(word string) (Vec, bool) {
	g := glosses()
	if node := chinese().find(word); node != 0 {
		if v, ok := g.vector(node); ok {
			return v, true
		}
	}
	var s sum
	for _, node := range g.parts(word) {
		if v, ok := g.vector(node); ok {
			s.add(&v, float32(chinese().idfs[node])+1)
		}
	}
	return s.vec()
}

// glossed are the English words that stand for Chinese ones.
type glossed struct {
	from []uint32 // where the glosses of a node begin
	body []byte   // numbers of English words and marks
}

// Marks between the words of glosses; words are numbered from firstWord.
const (
	endOfPhrase = 0
	endOfSense  = 1
	firstWord   = 2
)

var glosses = sync.OnceValue(func() *glossed {
	sections := unpack(glossData)
	lengths := sections[0]
	g := &glossed{from: make([]uint32, 1, len(lengths)), body: sections[1]}
	at := uint64(0)
	for len(lengths) > 0 {
		n, size := binary.Uvarint(lengths)
		lengths = lengths[size:]
		at += n
		g.from = append(g.from, uint32(at))
	}
	return g
})

// weighedSenses is how many senses make the meaning of a word.
const weighedSenses = 6

// vector returns the mean of what the senses of a word say, the first ones
// more, each the mean of its words, the telling ones more.
func (g *glossed) vector(node uint32) (Vec, bool) {
	vectors, idfs := englishVectors(), english().idfs
	var whole, sense sum
	senses := 0
	for body := g.body[g.from[node]:g.from[node+1]]; len(body) > 0 && senses < weighedSenses; {
		id, size := binary.Uvarint(body)
		body = body[size:]
		switch id {
		case endOfPhrase:
		case endOfSense:
			if length := sense.length(); length > 0 {
				for i, x := range sense {
					whole[i] += x / length / float32(1+senses)
				}
				senses++
			}
			sense = sum{}
		default:
			sense.add(&vectors[id-firstWord], telling(idfs[id-firstWord]))
		}
	}
	return whole.vec()
}

// telling is what a word of a gloss with an inverse document frequency counts
// in what the gloss means.
func telling(idf byte) float32 { return max(0, float32(idf)/idfScale-1) }

// parts returns the nodes of the longest words with glosses that a word
// is made of, from left to right.
func (g *glossed) parts(word string) []uint32 {
	t := chinese()
	var out []uint32
	runes := []rune(word)
	for i := 0; i < len(runes); {
		best, length := uint32(0), 1
		node := uint32(0)
		for j := i; j < len(runes); j++ {
			if node = t.child(node, t.simplified(runes[j])); node == 0 {
				break
			}
			if g.from[node] < g.from[node+1] {
				best, length = node, j+1-i
			}
		}
		if best != 0 {
			out = append(out, best)
		}
		i += length
	}
	return out
}
