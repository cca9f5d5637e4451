package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// mostSenses is how many glosses of a word are kept.
const mostSenses = 8

// cedict is what CC-CEDICT says of words in simplified characters.
type cedict struct {
	senses      map[string][]sense
	traditional map[rune]rune   // traditional characters by the simplified ones they are written as
	glossed     map[string]bool // English words of glosses
}

// sense is a gloss: phrases that say the same, each by its words.
type sense [][]string

// cedictEntry is a line of the dictionary: a word read in one way.
type cedictEntry struct {
	traditional, simplified string
	name                    bool // read with a capital letter
	glosses                 []string
}

func readCedict(dir string) (*cedict, error) {
	data, err := os.ReadFile(filepath.Join(dir, "data", "all.js"))
	if err != nil {
		return nil, fmt.Errorf("read CC-CEDICT: %w", err)
	}
	var file struct{ All [][]any }
	if err := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("export default ")))).Decode(&file); err != nil {
		return nil, fmt.Errorf("read CC-CEDICT: %w", err)
	}
	byWord := make(map[string][]cedictEntry)
	pairs := make(map[rune]map[rune]int)
	for _, row := range file.All {
		first, _ := utf8.DecodeRuneInString(row[2].(string))
		e := cedictEntry{row[0].(string), row[1].(string), unicode.IsUpper(first), glossList(row[3])}
		countPairs(pairs, e)
		if isHan(e.simplified) {
			byWord[e.simplified] = append(byWord[e.simplified], e)
		}
	}
	c := &cedict{senses: make(map[string][]sense), traditional: commonest(pairs), glossed: make(map[string]bool)}
	for word, entries := range byWord {
		// What is not a name says more of the word.
		slices.SortStableFunc(entries, func(a, b cedictEntry) int { return cmp.Compare(rank(a.name), rank(b.name)) })
		c.senses[word] = sensesOf(entries, byWord)
	}
	for _, senses := range c.senses {
		for _, s := range senses {
			for _, phrase := range s {
				for _, w := range phrase {
					c.glossed[w] = true
				}
			}
		}
	}
	return c, nil
}

func rank(last bool) int {
	if last {
		return 1
	}
	return 0
}

func glossList(v any) []string {
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

// isHan reports whether a word is of Chinese characters of the basic plane.
func isHan(word string) bool {
	return word != "" && !strings.ContainsFunc(word, func(r rune) bool { return r > 0xFFFF || !unicode.Is(unicode.Han, r) })
}

// countPairs counts how the characters of an entry are simplified.
func countPairs(pairs map[rune]map[rune]int, e cedictEntry) {
	from, to := []rune(e.traditional), []rune(e.simplified)
	if len(from) != len(to) {
		return
	}
	for i, r := range from {
		if r <= 0xFFFF && to[i] <= 0xFFFF && unicode.Is(unicode.Han, r) {
			if pairs[r] == nil {
				pairs[r] = make(map[rune]int)
			}
			pairs[r][to[i]]++
		}
	}
}

// commonest returns the simplified form of each character that is mostly
// written otherwise.
func commonest(pairs map[rune]map[rune]int) map[rune]rune {
	out := make(map[rune]rune)
	for from, counts := range pairs {
		best, most := from, counts[from]
		for to, n := range counts {
			if n > most || n == most && to < best && best != from {
				best, most = to, n
			}
		}
		if best != from {
			out[from] = best
		}
	}
	return out
}

var (
	parentheses = regexp.MustCompile(`\([^()]*\)|\[[^\[\]]*\]`)
	english     = regexp.MustCompile(`[a-z]+(?:'[a-z]+)?`)
	unsaid      = regexp.MustCompile(`^CL:|surname |^used in |^onom\.|\bradical in Chinese characters|^component of|pr\. \[`)
	reference   = regexp.MustCompile(`^(?:\([^)]*\) *)?(?:see(?: also)?|abbr\. (?:for|of|to)|(?:\w+ )?variant of|also written|same as|equivalent to|short for|=) *(?:[^\s\[|,;]+\|)?(\p{Han}+)`)
)

// sensesOf returns the senses of the entries of a word. An entry that only
// refers to another word takes the senses of that.
func sensesOf(entries []cedictEntry, all map[string][]cedictEntry) []sense {
	var out, referred []sense
	for _, e := range entries {
		for _, gloss := range e.glosses {
			if unsaid.MatchString(gloss) {
				continue
			}
			if m := reference.FindStringSubmatch(gloss); m != nil {
				for _, other := range all[m[1]] {
					if other.simplified != e.simplified && !other.name {
						for _, g := range other.glosses {
							if s := phrases(g); len(s) > 0 && !unsaid.MatchString(g) && !reference.MatchString(g) {
								referred = append(referred, s)
							}
						}
					}
				}
				_, gloss, _ = strings.Cut(gloss, "],")
			}
			if s := phrases(gloss); len(s) > 0 {
				out = append(out, s)
			}
		}
	}
	out = append(out, referred...)
	return out[:min(len(out), mostSenses)]
}

// empty words of glosses say nothing of the word that is glossed.
var empty = set("to of a an the in on for and or be is with by at as from sb sth one s etc also fig used abbr variant see lit esp usually eg ie cf adj coll dialect one's sb's oneself that which tw prc loanword")

func set(words string) map[string]bool {
	out := make(map[string]bool)
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}

func phrases(gloss string) sense {
	gloss = strings.ToLower(parentheses.ReplaceAllString(gloss, " "))
	var out sense
	for part := range strings.SplitSeq(gloss, ";") {
		var words []string
		for _, w := range english.FindAllString(part, -1) {
			if w = strings.TrimSuffix(w, "'s"); !empty[w] {
				words = append(words, w)
			}
		}
		if len(words) > 0 {
			out = append(out, words)
		}
	}
	return out
}
