package place

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What an English name needs to count as that of a place.
type need uint8

const (
	nothing  need = iota
	capital       // an upper-case letter
	evidence      // and words around it that say that it is a place
)

// kinds are the words that say what kind of place an English name is.
var kinds = map[string]int{"province": 1, "municipality": 1, "prefecture": 2, "city": 2, "county": 3, "district": 3}

// matchEnglish reads the word at text[i:]. It returns the end of the name
// that begins there, or of the word where none does.
func (t *table) matchEnglish(text string, i int) (int, *name) {
	var buffer [64]byte
	word, end := readWord(text, i, buffer[:0])
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
	capital := unicode.IsUpper(firstRune(text[i:]))
	for _, candidate := range list {
		if candidate.needs > nothing && !capital {
			continue
		}
		stop := end + len(candidate.rest)
		if stop > len(text) || !strings.EqualFold(text[end:stop], candidate.rest) || stop < len(text) && isLetter(text[stop]) {
			continue
		}
		// US is a country, us is not; nor is "Us".
		if len(candidate.rest) == 0 && isShort(string(word)) && text[i:end] != strings.ToUpper(text[i:end]) {
			continue
		}
		if stop, n := t.narrowed(text, i, stop, candidate); n != nil {
			return t.withKind(text, i, stop, n)
		}
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

// readWord appends the word at text[i:], in lower case, and returns it with its
// end.
func readWord(text string, i int, word []byte) ([]byte, int) {
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
			return word, end
		}
		word = utf8.AppendRune(word, unicode.ToLower(r))
		end += size
	}
	return word, end
}

// narrowed returns the end of a name and the places it may be, leaving only those
// that lie in what stands behind it (Cambridge, MA); nil where it names none.
func (t *table) narrowed(text string, start, end int, candidate *latinName) (int, *name) {
	n := candidate.name
	if n.traps != nil && n.traps.touch(text, start, end) {
		return end, nil
	}
	if candidate.needs == nothing {
		return end, n
	}
	if stop, outer := t.behind(text, end); outer != nil {
		var kept []int32
		for _, p := range n.places {
			if slices.ContainsFunc(outer.places, func(o int32) bool { return o != p && Within(t.places[p].ID, t.places[o].ID) }) {
				kept = append(kept, p)
			}
		}
		if len(kept) > 0 {
			return stop, &name{places: kept}
		}
	}
	if candidate.needs == evidence && !saysPlace(text, start, end) || !candidate.acronym && isAcronym(text[start:end]) || t.places[n.places[0]].Level > 1 && ofName(text, start) {
		return end, nil
	}
	return end, n
}

// behind returns the state that stands behind a comma, by its letters, with its
// end; or the place that is named there, without.
func (t *table) behind(text string, end int) (int, *name) {
	rest, ok := strings.CutPrefix(text[end:], ", ")
	if !ok || rest == "" || rest[0] < 'A' || rest[0] > 'Z' {
		return end, nil
	}
	if k := strings.IndexFunc(rest, func(r rune) bool { return !unicode.IsUpper(r) }); k == 2 || k < 0 && len(rest) == 2 {
		for _, country := range []ID{"US-", "CA-"} {
			if p, ok := t.byID[country+ID(rest[:2])]; ok {
				return end + 4, &name{places: []int32{p}}
			}
		}
	}
	var buffer [64]byte
	word, stop := readWord(text, end+2, buffer[:0])
	for _, candidate := range t.english[string(word)] {
		if last := stop + len(candidate.rest); last <= len(text) && strings.EqualFold(text[stop:last], candidate.rest) {
			return end, candidate.name
		}
	}
	return end, nil
}

// placeWords are words before a name that say that it is a place; those after it
// are in placeKinds.
var (
	placeWords = []string{" in ", " near ", " across ", " within ", " throughout ", " outside ", " around ", "ity of ", "own of ", "tate of ", "In ", "Near ", "Across "}
	placeKinds = []string{" state", " State", " City Council", " Borough", " residents", " Council"}
)

// saysPlace reports whether the words around a name say that it is a place: a
// preposition before it, where it does not go on in another name, or what kind of
// place it is.
func saysPlace(text string, start, end int) bool {
	for _, kind := range placeKinds {
		if strings.HasPrefix(text[end:], kind) {
			return true
		}
	}
	if strings.HasPrefix(text[end:], " ") && unicode.IsUpper(firstRune(text[end+1:])) {
		return false
	}
	return slices.ContainsFunc(placeWords, func(w string) bool { return strings.HasSuffix(text[:start], w) })
}

// isAcronym reports whether a name is as short as acronyms and written like one:
// ABA is no city.
func isAcronym(s string) bool {
	return len(s) <= 4 && strings.ToLower(s[1:]) != s[1:]
}

// ofName reports whether the word before a name makes it part of another: George
// Washington, Port Arlington. The first word of a sentence says nothing.
func ofName(text string, start int) bool {
	if start < 2 || text[start-1] != ' ' || !isLetter(text[start-2]) {
		return false
	}
	from := start - 1
	for from > 0 && isLetter(text[from-1]) {
		from--
	}
	word := text[from : start-1]
	if word[0] < 'A' || word[0] > 'Z' || from == 0 || beside[strings.ToLower(word)] {
		return false
	}
	before := strings.TrimRight(text[:from], " \t")
	return before != "" && !strings.ContainsAny(before[len(before)-1:], ".?!:;\n\"”|>*#")
}

// beside are words that stand before names of places in titles too.
var beside = func() map[string]bool {
	set := make(map[string]bool)
	for _, w := range strings.Fields("in of from to at for near across the and or by with on greater north south east west northern southern eastern western central upper lower downtown state city within does do is are if when outside") {
		set[w] = true
	}
	return set
}()
