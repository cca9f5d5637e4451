package place

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Find returns the places that text names, in order, the longest reading
// first, none inside another. Chinese names may be full (江苏省) or short
// (江苏), simplified or traditional; short names that are everyday words
// (朝阳) count only directly after a place they lie in (北京朝阳). English
// names count as whole words.
func Find(text string) []Mention {
	t := names()
	var found []Mention
	last := -1 // places of the last mention that stands right before
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			if !isLetter(c) {
				i++
				continue
			}
			end, n := t.matchEnglish(text, i)
			if n != nil {
				found = append(found, t.mention(n, i, end))
			}
			i = end
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if int(r) >= len(t.runes) || t.runes[r] == 0 || int(t.runes[r]) >= len(t.root) || t.root[t.runes[r]] == 0 {
			if unicode.IsLetter(r) && (int(r) < firstHan) { // a letter with an accent belongs to its word
				if end, n := t.matchEnglish(text, i); n != nil {
					found = append(found, t.mention(n, i, end))
					i = end
					continue
				} else if end > i {
					i = end
					continue
				}
			}
			i += size
			continue
		}
		before := -1
		if last >= 0 && found[last].End == i {
			before = last
		}
		end, n := t.matchChinese(text, i, found, before)
		if n == nil {
			i += size
			continue
		}
		found = append(found, t.mention(n, i, end))
		last = len(found) - 1
		i = end
	}
	t.settle(found)
	return found
}

// matchChinese returns the end of the longest name at text[i:] and the name.
func (t *table) matchChinese(text string, i int, found []Mention, before int) (int, *name) {
	var match *name
	end := i
	node := int32(0)
	for at := i; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		if int(r) >= len(t.runes) || t.runes[r] == 0 {
			break
		}
		next := t.branch.next(branchKey(node, t.runes[r]))
		if next == 0 {
			break
		}
		node, at = next, at+size
		if n := t.ends[node]; n != nil && t.holds(n, text, i, at, found, before) {
			match, end = n, at
		}
	}
	if match == nil {
		return i, nil
	}
	// 国内江苏 holds 江苏, not 内江: a province that begins inside a short name
	// wins over a smaller place.
	if end-i <= 6 && t.places[match.places[0]].Level >= 2 {
		_, first := utf8.DecodeRuneInString(text[i:])
		for at := i + first; at < end; {
			_, size := utf8.DecodeRuneInString(text[at:])
			if e, n := t.province(text, at); n != nil && e > end {
				return i, nil
			}
			at += size
		}
	}
	return end, match
}

// province returns the end of the province or country named at text[i:].
func (t *table) province(text string, i int) (int, *name) {
	node := int32(0)
	for at := i; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		if int(r) >= len(t.runes) || t.runes[r] == 0 {
			break
		}
		next := t.branch.next(branchKey(node, t.runes[r]))
		if next == 0 {
			break
		}
		node, at = next, at+size
		if n := t.ends[node]; n != nil && !n.after && t.places[n.places[0]].Level == 1 {
			return at, n
		}
	}
	return i, nil
}

// holds reports whether the name n at text[start:end] names a place there.
func (t *table) holds(n *name, text string, start, end int, found []Mention, before int) bool {
	if n.after {
		if before < 0 {
			return false
		}
		lies := false
		for _, p := range n.places {
			lies = lies || found[before].holds(t.places[p].ID)
		}
		if !lies {
			return false
		}
	}
	return n.traps == nil || !n.traps.touch(text, start, end)
}

// touch reports whether a trap stands right behind text[start:end] or before it.
func (t *traps) touch(text string, start, end int) bool {
	for _, s := range t.next {
		if strings.HasPrefix(text[end:], s) {
			return true
		}
	}
	for _, s := range t.previous {
		if strings.HasSuffix(text[:start], s) {
			return true
		}
	}
	return false
}

// holds reports whether inner lies in the place mentioned or in another of
// its name.
func (m Mention) holds(inner ID) bool {
	if m.Place.ID != "CN" && Within(inner, m.Place.ID) && inner != m.Place.ID {
		return true
	}
	for _, p := range m.Others {
		if Within(inner, p.ID) && inner != p.ID {
			return true
		}
	}
	return false
}

// mention makes a mention of a name.
func (t *table) mention(n *name, start, end int) Mention {
	m := Mention{Place: t.places[n.places[0]], Start: start, End: end}
	for _, p := range n.places[1:] {
		m.Others = append(m.Others, t.places[p])
	}
	return m
}

// settleWithin is how many mentions away one may help to settle another.
const settleWithin = 20

// settle chooses among places of the same name by the other places that the
// text names: those before, the nearest first, then those after.
func (t *table) settle(found []Mention) {
	for i := range found {
		m := &found[i]
		if len(m.Others) == 0 {
			continue
		}
		all := append([]Place{m.Place}, m.Others...)
		choose := func(j int) bool {
			other := found[j].Place
			if other.ID == "CN" || other.Level >= m.Place.Level && other.Level > 0 && len(found[j].Others) > 0 {
				return false
			}
			for _, p := range all {
				if p.ID != other.ID && Within(p.ID, other.ID) {
					m.Place, m.Others = p, nil
					return true
				}
			}
			return false
		}
		done := false
		for j := i - 1; j >= max(0, i-settleWithin) && !done; j-- {
			done = choose(j)
		}
		for j := i + 1; j < min(len(found), i+settleWithin) && !done; j++ {
			done = choose(j)
		}
	}
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}
