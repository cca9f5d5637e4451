package main

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// The parts of speech of WordNet, as the lexicon's bits: those that a word may
// have in the low four, the one it mostly is in the high four.
var partNames = []string{"noun", "verb", "adj", "adv"}

// wordNet is what WordNet says of single English words.
type wordNet struct {
	forms     map[string]bool            // words and their irregular forms
	parts     map[string]byte            // parts of speech of a word
	irregular map[string]map[string]bool // words that a form belongs to
	counts    map[string][4]int          // how often a word was met as each part of speech
}

func readWordNet(dir string) (*wordNet, error) {
	net := &wordNet{forms: make(map[string]bool), parts: make(map[string]byte), irregular: make(map[string]map[string]bool), counts: make(map[string][4]int)}
	if err := net.readCounts(filepath.Join(dir, "cntlist.rev")); err != nil {
		return nil, fmt.Errorf("read WordNet: %w", err)
	}
	for part, name := range partNames {
		err := eachLine(filepath.Join(dir, "index."+name), func(fields []string) error {
			// The licence at the head is indented and numbered.
			if len(fields) > 3 && len(fields[1]) == 1 && fields[1] >= "a" && !strings.Contains(fields[0], "_") {
				net.forms[fields[0]] = true
				net.parts[fields[0]] |= 1 << part
			}
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("read WordNet: %w", err)
		}
		err = eachLine(filepath.Join(dir, name+".exc"), func(fields []string) error {
			if len(fields) < 2 || strings.ContainsAny(fields[0]+fields[1], "_") || fields[0] == fields[1] {
				return nil
			}
			net.forms[fields[0]] = true
			if net.irregular[fields[0]] == nil {
				net.irregular[fields[0]] = make(map[string]bool)
			}
			net.irregular[fields[0]][fields[1]] = true
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("read WordNet: %w", err)
		}
	}
	for word, parts := range net.parts {
		net.parts[word] = parts | net.mostly(word, parts)<<4
	}
	return net, nil
}

// readCounts reads how often senses were met: "word%part:..." number count.
func (net *wordNet) readCounts(path string) error {
	return eachLine(path, func(fields []string) error {
		if len(fields) != 3 {
			return nil
		}
		word, rest, _ := strings.Cut(fields[0], "%")
		n, err := strconv.Atoi(fields[2])
		if err != nil || rest == "" {
			return err
		}
		part := int(rest[0] - '1')
		if part == 4 { // an adjective like another
			part = 2
		}
		if part < 0 || part > 3 {
			return nil
		}
		counts := net.counts[word]
		counts[part] += n
		net.counts[word] = counts
		return nil
	})
}

// mostly returns the bit of the part of speech that a word was met as most.
func (net *wordNet) mostly(word string, parts byte) byte {
	best, most := byte(0), -1
	for part := range partNames {
		if bit := byte(1) << part; parts&bit != 0 && net.counts[word][part] > most {
			best, most = bit, net.counts[word][part]
		}
	}
	return best
}

// exceptions returns the irregular forms among known words, each with the word
// it belongs to.
func (net *wordNet) exceptions(known map[string]int) []string {
	var out []string
	for _, form := range slices.Sorted(maps.Keys(net.irregular)) {
		if _, ok := known[form]; !ok {
			continue
		}
		for _, word := range slices.Sorted(maps.Keys(net.irregular[form])) {
			if _, ok := known[word]; ok {
				out = append(out, form+" "+word)
				break
			}
		}
	}
	return out
}
