package main

import "encoding/binary"

// Marks between the words of glosses; words are numbered from firstWord.
const (
	endOfPhrase = 0
	endOfSense  = 1
	firstWord   = 2
)

// packGlosses writes, for each node of the trie, how many bytes the glosses of
// its word take, and in a second section the glosses: numbers of English
// words and marks.
func packGlosses(t *trie, c *cedict, g *glove) []byte {
	var lengths, body []byte
	for _, word := range t.words {
		from := len(body)
		if word != "" {
			body = appendSenses(body, c.senses[word], g)
		}
		lengths = binary.AppendUvarint(lengths, uint64(len(body)-from))
	}
	var p packed
	p.add(lengths)
	p.add(body)
	return p.bytes()
}

func appendSenses(body []byte, senses []sense, g *glove) []byte {
	for _, s := range senses {
		from := len(body)
		for _, phrase := range s {
			start := len(body)
			for _, w := range phrase {
				if id, ok := g.ids[w]; ok {
					body = binary.AppendUvarint(body, uint64(id+firstWord))
				}
			}
			if len(body) > start {
				body = append(body, endOfPhrase)
			}
		}
		if len(body) > from {
			body[len(body)-1] = endOfSense
		}
	}
	return body
}
