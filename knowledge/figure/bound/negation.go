package bound

import (
	"strings"

	"policybot/knowledge/figure/glyph"
)

// turned returns the word as a negation before it makes it: not (more than) is
// at most, a cap.
func (w Word) turned() Word {
	w.Bound = negate(w.Bound)
	w.Role = Cap
	if w.Bound == AtLeast {
		w.Role = Floor
	}
	return w
}

// negatedBefore returns where the negation of the bound word at glyph start
// begins: not more than, shall not be more than, won't pay more than, no employee
// may work more than.
func negatedBefore(g []glyph.Glyph, start int) (int, bool) {
	k := start
	for range 2 { // shall not be more than, does not in any case exceed
		if _, s, ok := englishNegations.Before(g, k); ok {
			return s, true
		}
		_, s, ok := englishCopulas.Before(g, k)
		if !ok {
			break
		}
		k = s
	}
	if _, _, ok := comparatives.At(g, start); !ok {
		return start, false
	}
	return farNegation(g, start)
}

// comparatives are the bound words that a negation may turn from some words away.
// Others begin a phrase of their own: not open to staff over 60.
var comparatives = glyph.NewLexicon(glyph.SetWith("more than,less than,fewer than,greater than,longer than,higher than,lower than,later than,larger than,in excess of,much more than", "exceed exceeding"))

// negationReach is how many words may stand between a negation and the bound word
// it turns.
const negationReach = 5

// farNegation walks back from the bound word at glyph start to the negation of
// its clause. Behind may not, cannot and will not several words may stand;
// behind do not one: does not cover trips longer than 5 days says which trips.
func farNegation(g []glyph.Glyph, start int) (int, bool) {
	end, after, main := start, "", 0
	for range negationReach + 1 {
		s := wordStart(g, end)
		if s == end {
			return start, false
		}
		word := wordText(g, s, end)
		switch {
		case after != "only" && modalNegation(g, word, s):
			return s, true
		case after != "only" && plainNegation(word):
			return s, main <= 1
		case end == start && nearPrepositions[word], word == "in" && after == "any":
		case negationStops[word], strings.HasSuffix(word, "ing") && !beforeIs(g, s, "be", "been"):
			return start, false
		case word == "to" && !beforeIs(g, s, "required", "need", "have", "able", "allowed", "permitted", "obliged", "entitled", "expected"):
			return start, false
		default:
			main++
		}
		end, after = s, word
	}
	return start, false
}

// modalNegation reports whether the word at glyph s forbids or rules out: cannot,
// won't, may not, and the no of no employee may.
func modalNegation(g []glyph.Glyph, word string, s int) bool {
	switch word {
	case "cannot", "can't", "won't", "mustn't", "shouldn't", "couldn't", "wouldn't", "shan't", "never", "no", "nobody", "none":
		return true
	case "not":
		return beforeIs(g, s, "may", "can", "will", "shall", "must", "should", "could", "would", "might", "be")
	}
	return false
}

func plainNegation(word string) bool {
	return word == "not" || strings.HasSuffix(word, "n't")
}

// nearPrepositions may stand right before a bound word that a negation turns: may
// not be absent for more than five days.
var nearPrepositions = glyph.Set("for in by to on of at after up a an")

// negationStops end the phrase that a negation governs.
var negationStops = glyph.Set("with of who that which whose for if when where while unless until because since than but and or nor in at from by on after before within without during under over as though although only whether")

// wordStart returns the start of the Latin word that ends before glyph end, or
// end where none does or a mark stands between.
func wordStart(g []glyph.Glyph, end int) int {
	if end < len(g) && g[end].Gap == glyph.Joined {
		return end
	}
	s := end
	for s > 0 && (glyph.IsLetter(g[s-1].R) || s < end && (g[s-1].R == '\'' || g[s-1].R == '’')) && (s == end || g[s].Gap == glyph.Joined) {
		s--
	}
	return s
}

// wordText returns the word [s, end) in lower case, with a plain apostrophe.
func wordText(g []glyph.Glyph, s, end int) string {
	var b strings.Builder
	for ; s < end; s++ {
		if g[s].R == '’' {
			b.WriteByte('\'')
			continue
		}
		b.WriteRune(g[s].R)
	}
	return b.String()
}

// beforeIs reports whether one of words ends before glyph s.
func beforeIs(g []glyph.Glyph, s int, words ...string) bool {
	for _, w := range words {
		if glyph.WordEndsAt(g, s, w) && g[s].Gap != glyph.Joined {
			return true
		}
	}
	return false
}

// prohibitions turn a bound word of their clause: 不得连续工作超过8小时.
var prohibitions = glyph.NewLexiconBefore(glyph.Set("不得 不能 不可 不应 不准 不许 不会 不允许 严禁 禁止 不应当 不可以 不再"))

// prohibitionReach is how many characters may stand between the two.
const prohibitionReach = 10

// Prohibited turns the plain bound word w at glyph start where a prohibition in
// its clause governs it, and returns where that begins. A number that tells which
// things are forbidden (不得招用超过60周岁的人员) keeps its bound; the caller knows
// what follows it.
func Prohibited(g []glyph.Glyph, w Word, start int) (Word, int, bool) {
	if w.Role != "" || w.Bound != Greater && w.Bound != Less {
		return w, start, false
	}
	for j := start; j > 0 && start-j < prohibitionReach; j-- {
		if _, s, ok := prohibitions.Before(g, j); ok {
			return w.turned(), s, true
		}
		if r := g[j-1].R; !glyph.IsHan(r) || glyph.IsAny(r, "对向给由将为的且并或如若时因") {
			break
		}
	}
	return w, start, false
}
