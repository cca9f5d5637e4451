package place

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"
)

var (
	//go:embed places.tsv
	placesTSV string
	//go:embed traps.tsv
	trapsTSV string
)

// name is one way to write the names of places.
type name struct {
	places []int32 // in table.places, the best known first
	after  bool    // counts only directly after a place that it lies in
	traps  *traps  // nil where the name is safe
}

// traps are words that make no place of a name they touch.
type traps struct{ next, previous []string }

// table holds the names of all places.
type table struct {
	places  []Place
	byID    map[ID]int32
	members map[ID][]ID // what lies in a region besides what it is the parent of

	// Chinese names are read along a tree of runes: runes gives each rune of a
	// name its number from 1, traditional ones that of the simplified; branch
	// leads from a node by a rune to the next.
	runes  [firstHan + hans]uint16
	root   []int32
	branch branches
	ends   []*name // by node; nil where no name ends

	english map[string][]*latinName // by first word, longest first
}

const (
	firstHan = 0x4E00
	hans     = 0x5200
)

// latinName is an English name by its lower-case words after the first.
type latinName struct {
	rest    string // " mongolia", with the space
	needs   need
	acronym bool // it is written in capitals: NYC
	name    *name
}

// names reads the tables once, when a name is first looked up.
var names = sync.OnceValue(buildTable)

func buildTable() *table {
	t := &table{byID: make(map[ID]int32, 4096), members: make(map[ID][]ID), english: make(map[string][]*latinName, 8192)}
	t.node()
	t.branch.grow(1 << 15)
	rows := strings.Split(placesTSV, "\n")
	numbers := uint16(0)
	byChinese, byEnglish := make(map[string]*name, 8192), make(map[string]*latinName, 8192)
	for _, row := range rows {
		if row == "" || row[0] == '#' {
			continue
		}
		fields := strings.Split(row, "\t")
		if fields[0] == "traditional" {
			for pair := range strings.SplitSeq(fields[1], " ") {
				from, n := utf8.DecodeRuneInString(pair)
				to, _ := utf8.DecodeRuneInString(pair[n:])
				if int(from) < len(t.runes) && t.runes[from] == 0 {
					t.runes[from] = t.runes[to]
				}
			}
			continue
		}
		place := Place{ID: ID(fields[0]), Parent: ID(fields[1]), Level: int(fields[2][0] - '0'), Chinese: fields[3], English: strings.TrimLeft(fields[4], "^~")}
		n := int32(len(t.places))
		t.places = append(t.places, place)
		t.byID[place.ID] = n
		if fields[7] != "" {
			for id := range strings.SplitSeq(fields[7], ";") {
				t.members[place.ID] = append(t.members[place.ID], ID(id))
			}
		}
		chinese := fields[3]
		if fields[5] == "?" { // the full name too is an everyday word
			chinese, fields[5] = "?"+chinese, ""
		}
		for s := range strings.SplitSeq(chinese+";"+fields[5], ";") {
			t.addChinese(byChinese, n, s, &numbers)
		}
		for s := range strings.SplitSeq(fields[4]+";"+fields[6], ";") {
			t.addEnglish(byEnglish, n, s)
		}
	}
	t.setTraps(byChinese, byEnglish)
	return t
}

// node adds a node to the tree of Chinese names.
func (t *table) node() int32 {
	t.ends = append(t.ends, nil)
	return int32(len(t.ends) - 1)
}

func (t *table) addChinese(known map[string]*name, place int32, s string, numbers *uint16) {
	s, after := strings.CutPrefix(s, "?")
	if s == "" {
		return
	}
	// A name that needs a place before it is kept apart from the same name of
	// a place that does not: the safe one is the better known.
	if n := known[s]; n != nil {
		if n.after == after {
			n.places = append(n.places, place)
		} else if n.after {
			n.places, n.after = append([]int32{place}, n.places...), false
		}
		return
	}
	node := int32(0)
	for _, r := range s {
		if int(r) >= len(t.runes) {
			return
		}
		if t.runes[r] == 0 {
			*numbers++
			t.runes[r] = *numbers
		}
		key := branchKey(node, t.runes[r])
		next := t.branch.next(key)
		if next == 0 {
			next = t.node()
			t.branch.add(key, next)
			if node == 0 {
				for int(t.runes[r]) >= len(t.root) {
					t.root = append(t.root, 0)
				}
				t.root[t.runes[r]] = next
			}
		}
		node = next
	}
	n := &name{places: []int32{place}, after: after}
	known[s] = n
	t.ends[node] = n
}

// branchKey packs a node, of which there are fewer than 2^20, and a rune's number,
// below 2^12.
func branchKey(node int32, r uint16) uint32 { return uint32(node)<<12 | uint32(r) }

func (t *table) addEnglish(known map[string]*latinName, place int32, s string) {
	needs := nothing
	switch {
	case strings.HasPrefix(s, "^"):
		needs, s = capital, s[1:]
	case strings.HasPrefix(s, "~"):
		needs, s = evidence, s[1:]
	}
	acronym := strings.ToUpper(s) == s
	s = strings.ToLower(s)
	if s == "" {
		return
	}
	if n := known[s]; n != nil {
		n.name.places = append(n.name.places, place)
		return
	}
	first, rest := s, ""
	if i := strings.IndexAny(s, " ,"); i >= 0 {
		first, rest = s[:i], s[i:]
	}
	if strings.IndexByte(first, '.') == len(first)-1 { // St. Louis; D.C. is one word
		first, rest = first[:len(first)-1], "."+rest
	}
	known[s] = &latinName{rest, needs, acronym, &name{places: []int32{place}}}
	list := append(t.english[first], known[s])
	for i := len(list) - 1; i > 0 && len(list[i].rest) > len(list[i-1].rest); i-- {
		list[i], list[i-1] = list[i-1], list[i]
	}
	t.english[first] = list
}

// setTraps reads the words that make no place of a name.
func (t *table) setTraps(chinese map[string]*name, english map[string]*latinName) {
	byEnd := make(map[string]*traps)
	split := func(s string) []string {
		if s == "" {
			return nil
		}
		return strings.Split(s, ";")
	}
	for row := range strings.SplitSeq(trapsTSV, "\n") {
		if row == "" || row[0] == '#' {
			continue
		}
		fields := append(strings.Split(row, "\t"), "")
		set := &traps{split(fields[1]), split(fields[2])}
		if end, ok := strings.CutPrefix(fields[0], "*"); ok {
			byEnd[end] = set
		} else if n := chinese[fields[0]]; n != nil {
			n.traps = set
		} else if n := english[strings.ToLower(fields[0])]; n != nil {
			n.name.traps = set
		}
	}
	for s, n := range chinese {
		_, size := utf8.DecodeLastRuneInString(s)
		if set := byEnd[s[len(s)-size:]]; set != nil && n.traps == nil {
			n.traps = set
		}
	}
}
