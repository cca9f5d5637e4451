package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Words of the dictionary that are left out: those counted no more than
// rareWord times, and names of people counted no more than rareName times,
// unless CC-CEDICT has them. What is lost is mostly names and phrases, which
// are cut in their parts instead.
const (
	rareWord = 3
	rareName = 60
)

// jieba is the dictionary of jieba: how often a word was counted in its
// corpus of 60 million, its part of speech, and its inverse document
// frequency as a natural logarithm.
type jieba struct {
	words map[string]jiebaWord
	idf   map[string]float64
}

type jiebaWord struct {
	count int
	tag   string
}

func readJieba(dir string) (*jieba, error) {
	j := &jieba{words: make(map[string]jiebaWord), idf: make(map[string]float64)}
	err := eachLine(filepath.Join(dir, "dict.txt"), func(fields []string) error {
		if len(fields) != 3 || !isHan(fields[0]) {
			return nil
		}
		count, err := strconv.Atoi(fields[1])
		j.words[fields[0]] = jiebaWord{count, fields[2]}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read jieba's dictionary: %w", err)
	}
	err = eachLine(filepath.Join(dir, "idf.txt"), func(fields []string) error {
		if len(fields) != 2 || !isHan(fields[0]) {
			return nil
		}
		v, err := strconv.ParseFloat(fields[1], 64)
		j.idf[fields[0]] = v
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read jieba's document frequencies: %w", err)
	}
	return j, nil
}

// kept reports whether a word stays that only jieba has.
func (w jiebaWord) kept() bool {
	if w.tag == "nr" || w.tag == "nrt" || w.tag == "nrfg" {
		return w.count > rareName
	}
	return w.count > rareWord
}

func eachLine(path string, do func(fields []string) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		if err := do(strings.Fields(lines.Text())); err != nil {
			return fmt.Errorf("%s:%d: %w", path, n, err)
		}
	}
	return lines.Err()
}
