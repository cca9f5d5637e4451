package figure

import (
	"strings"

	"policybot/knowledge/figure/glyph"
)

// headNoun reads the noun a number counts from the words after it: of "small
// and micro firms that" it is firms. The unit is that one word, in lower case.
func (s *reader) headNoun(i int, one bool) (noun string, end int, ok bool) {
	g := s.glyphs
	j := i
	for words := 0; words < 6 && j < len(g); words++ {
		if words > 0 && (g[j].Gap == glyph.Joined || g[j].Gap == glyph.Paragraph) {
			break
		}
		e := glyph.WordEnd(g, j)
		if e == j {
			if e = nameBeforeNoun(g, j, noun); e == j {
				break
			}
			j = e
			continue
		}
		word := s.lower(j, e)
		if skipsWord(word, noun, words) && e < len(g) {
			j = e
			continue
		}
		if endsNoun(word, noun) {
			break
		}
		noun, end, ok = word, e, true
		j = e
	}
	if !ok {
		return "", i, false
	}
	if one {
		noun = plural(noun)
	}
	return noun, end, true
}

// nameBeforeNoun returns the end of the name with digits at glyph j that stands
// before the noun, 5G base stations, or j.
func nameBeforeNoun(g []glyph.Glyph, j int, noun string) int {
	if glyph.IsDigit(g[j].R) && isPluralNoun(noun) {
		return j
	}
	k := j
	for k < len(g) && (glyph.IsDigit(g[k].R) || glyph.IsLetter(g[k].R)) && (k == j || g[k].Gap == glyph.Joined) {
		k++
	}
	if k == j || !glyph.IsLetter(g[k-1].R) {
		return j
	}
	return k
}

// skipsWord reports whether the word stands within a noun phrase without being
// its noun: small and micro firms, newly built homes.
func skipsWord(word, noun string, words int) bool {
	if word == "and" || word == "or" {
		return words > 0 && !isPluralNoun(noun)
	}
	if words > 0 || notNouns[word] || !strings.HasSuffix(word, "ly") {
		return false
	}
	return word != "family" && word != "monthly" && word != "weekly" && word != "daily"
}

// endsNoun reports whether the phrase with the noun so far ends before the word.
func endsNoun(word, noun string) bool {
	if word == "and" || word == "or" || notNouns[word] {
		return true
	}
	if !isPluralNoun(noun) {
		return false
	}
	verb := strings.HasSuffix(word, "ed") || strings.HasSuffix(word, "ing")
	return verb || !isPluralNoun(word) || !attributive[noun]
}

// massNouns count without a plural.
var massNouns = glyph.Set("people staff personnel cattle sheep aircraft police children women men faculty youth feet teeth criteria data media series species premises headquarters works livestock poultry fish")

// attributive are mass nouns that often stand before the noun that is counted:
// four data classifications, twelve staff members.
var attributive = glyph.Set("data staff media police faculty personnel youth livestock")

func isPluralNoun(word string) bool {
	if massNouns[word] {
		return true
	}
	n := len(word)
	return n > 3 && word[n-1] == 's' && word[n-2] != 's' && word[n-2] != 'u' && word[n-2] != 'i'
}

// plural returns the plural of an English noun, so that a unit has one form.
func plural(word string) string {
	n := len(word)
	switch {
	case isPluralNoun(word) || n < 2:
		return word
	case word == "person":
		return "people"
	case word == "child":
		return "children"
	case word[n-1] == 'y' && !strings.ContainsRune("aeiou", rune(word[n-2])):
		return word[:n-1] + "ies"
	case word[n-1] == 's' || word[n-1] == 'x' || strings.HasSuffix(word, "ch") || strings.HasSuffix(word, "sh"):
		return word + "es"
	}
	return word + "s"
}

// notNouns end the words that a number counts.
var notNouns = glyph.Set("a an the this that these those of in on at by for from to with without within into onto over under between among through during before after since until till as than per via and or but nor so yet if when while where which who whom whose what is are was were be been being am has have had do does did will would shall should may might must can could not no " +
	"it its they their them he his she her we our you your i my one two three four five six seven eight nine ten each every all both either neither more less fewer most least such same other another also only just even still then there here about above below up down out off again further once ago later earlier respectively " +
	"got received obtained paid said told made gave given took taken went come came rose fell grew increased decreased declined dropped climbed reached totaled totalled amounted accounted represented remained became stood including excluding against across around because although though whether however according based worth old percent percentage january february march april june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday am pm et al etc eg ie vs plus minus compared due and/or pursuant upon")
