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
		next, ok := t.branch[branchKey(node, t.runes[r])]
		if !ok {
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
		next, ok := t.branch[branchKey(node, t.runes[r])]
		if !ok {
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
	if n.traps == nil {
		return true
	}
	for _, s := range n.traps.next {
		if strings.HasPrefix(text[end:], s) {
			return false
		}
	}
	for _, s := range n.traps.previous {
		if strings.HasSuffix(text[:start], s) {
			return false
		}
	}
	return true
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

// kinds are the words that say what kind of place an English name is.
var kinds = map[string]int{"province": 1, "municipality": 1, "prefecture": 2, "city": 2, "county": 3, "district": 3}

// matchEnglish reads the word at text[i:]. It returns the end of the name
// that begins there, or of the word where none does.
func (t *table) matchEnglish(text string, i int) (int, *name) {
	var buffer [64]byte
	word := buffer[:0]
	end := i
	for end < len(text) {
		r, size := rune(text[end]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[end:])
		}
		switch {
		case r == '’':
			r = '\''
		case r == '.' && end+1 < len(text) && isLetter(text[end+1]) && end-i < 4: // U.S.
		case r == '.' && len(word) > 1 && word[len(word)-2] == '.':
		case r != '\'' && r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) || r >= firstHan:
			goto read
		}
		word = utf8.AppendRune(word, unicode.ToLower(r))
		end += size
	}
read:
	if len(word) > 40 {
		return end, nil
	}
	list := t.english[string(word)]
	if list == nil {
		// Jiangsu's, Jiangsu-based
		for _, cut := range []byte{'\'', '-'} {
			if k := strings.IndexByte(string(word), cut); k > 0 {
				short := t.english[string(word[:k])]
				if n := len(short); n > 0 && short[n-1].rest == "" {
					list, end = short[n-1:], i+k
					break
				}
			}
		}
		if list == nil {
			return end, nil
		}
	}
	for _, candidate := range list {
		stop := end + len(candidate.rest)
		if stop > len(text) || !strings.EqualFold(text[end:stop], candidate.rest) || stop < len(text) && isLetter(text[stop]) {
			continue
		}
		if candidate.capitalised && !unicode.IsUpper(firstRune(text[i:])) {
			continue
		}
		// US is a country, us is not; nor is "Us".
		if len(candidate.rest) == 0 && isShort(string(word)) && text[i:end] != strings.ToUpper(text[i:end]) {
			continue
		}
		return t.withKind(text, i, stop, candidate.name)
	}
	return end, nil
}

// isShort reports whether a lower-case word is an abbreviation of a country.
func isShort(word string) bool {
	switch word {
	case "us", "usa", "uk", "uae", "eu":
		return true
	}
	return false
}

// withKind extends a name by the word that says what kind of place it is, and
// leaves only places of that kind, where there are any.
func (t *table) withKind(text string, start, end int, n *name) (int, *name) {
	if end >= len(text) || text[end] != ' ' {
		return end, n
	}
	stop := end + 1
	for stop < len(text) && isLetter(text[stop]) {
		stop++
	}
	level, ok := kinds[strings.ToLower(text[end+1:stop])]
	if !ok {
		return end, n
	}
	var kept []int32
	for _, p := range n.places {
		place := t.places[p]
		if place.Level == level || level == 2 && (place.Level == 3 || strings.HasSuffix(place.Chinese, "市")) || level == 1 && strings.HasSuffix(place.Chinese, "市") {
			kept = append(kept, p)
		}
	}
	if len(kept) == 0 {
		return end, n
	}
	return stop, &name{places: kept}
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
