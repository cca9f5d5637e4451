package bound

import "policybot/knowledge/figure/glyph"

// EnglishWordsBefore are the bound words of English before a number.
var EnglishWordsBefore = glyph.NewLexiconBefore(func() map[string]Word {
	all := make(map[string]Word)
	add := func(bound Bound, role Role, words ...string) {
		for _, w := range words {
			all[w] = Word{Bound: bound, Role: role}
		}
	}
	add(AtLeast, Floor, "at least", "no less than", "not less than", "no fewer than", "not fewer than", "no lower than", "not lower than", "not below", "no smaller than", "minimum of", "a minimum of", "minimum", "min", "not be less than", "not be lower than", "not be fewer than", "never less than", "no shorter than", "not shorter than",
		"not under", "not fall below", "be no less than", "starting at", "starting from", "equal to or more than", "equal to or greater than", "greater than or equal to", "more than or equal to", "not earlier than", "no earlier than", "upwards of", "from at least", "no younger than", "a floor of", "floor of", "not drop below", "not go below", "not be below", "not smaller than", "not be shorter than")
	add(LessEqual, Cap, "at most", "no more than", "not more than", "not exceeding", "not exceed", "not to exceed", "not exceeds", "up to", "up to a maximum of", "a maximum of", "maximum of", "maximum", "max", "not greater than", "no greater than", "not higher than", "no higher than", "not over", "not above", "not longer than", "no longer than", "not later than", "no later than", "capped at", "limited to",
		"not be more than", "not be higher than", "not be greater than", "never more than", "never exceed", "without exceeding", "less than or equal to", "equal to or less than", "as many as", "as much as", "up to and including", "a cap of", "cap of", "a ceiling of", "ceiling of", "not in excess of", "upper limit of", "an upper limit of", "not exceeded", "not be over", "not larger than", "no larger than", "as high as", "as long as", "not surpass", "not go above", "nor exceed", "not be longer than", "not beyond", "neither exceed")
	add(LessEqual, "", "within", "for up to", "in no more than", "within the next", "within a period of", "within the first", "<=", "≤", "a total of up to", "within the following", "within another")
	add(Less, "", "less than", "fewer than", "below", "under", "lower than", "short of", "smaller than", "<", "younger than", "shorter than", "not reach", "not reached", "not yet reached", "just under", "slightly less than", "well under", "well below", "a little less than", "a little under", "slightly under", "slightly below", "just below", "sooner than", "aged under")
	add(Greater, "", "more than", "over", "above", "exceeding", "exceeds", "exceed", "exceeded", "in excess of", "greater than", "higher than", "larger than", "longer than", "beyond", "surpassing", "surpassed", ">", "upward of", "older than", "well over", "well above", "just over", "slightly more than", "slightly over", "a little over", "a little more than", "topped", "topping", "surpass", "exceeds a", "passed", "much more than", "far more than", "aged over", "later than", "as much as over", "up over")
	add(AtLeast, "", ">=", "≥", "reaching at least")
	add(Approx, "", "about", "around", "approximately", "roughly", "some", "circa", "approx", "approx.", "an estimated", "estimated", "in the region of", "in the order of", "on the order of", "or so", "ca", "~", "about some", "an average of about")
	add(ApproxBelow, "", "nearly", "almost", "close to", "nearing", "approaching", "just short of", "virtually", "practically")
	return all
}())

// EnglishWordsAfter are the bound words of English after a number and its unit.
var EnglishWordsAfter = glyph.NewLexicon(map[string]Word{
	"or more": {Bound: AtLeast}, "or above": {Bound: AtLeast}, "or over": {Bound: AtLeast}, "or higher": {Bound: AtLeast}, "or greater": {Bound: AtLeast}, "or longer": {Bound: AtLeast}, "or older": {Bound: AtLeast}, "or later": {Bound: AtLeast}, "and above": {Bound: AtLeast}, "and over": {Bound: AtLeast}, "and older": {Bound: AtLeast}, "and more": {Bound: AtLeast}, "+": {Bound: AtLeast}, "plus": {Bound: AtLeast}, "and up": {Bound: AtLeast}, "upwards": {Bound: AtLeast}, "at least": {Bound: AtLeast, Role: Floor}, "or upwards": {Bound: AtLeast}, "minimum": {Bound: AtLeast, Role: Floor},
	"or less": {Bound: LessEqual}, "or fewer": {Bound: LessEqual}, "or below": {Bound: LessEqual}, "or under": {Bound: LessEqual}, "or lower": {Bound: LessEqual}, "or shorter": {Bound: LessEqual}, "or younger": {Bound: LessEqual}, "or earlier": {Bound: LessEqual}, "and below": {Bound: LessEqual}, "and under": {Bound: LessEqual}, "at most": {Bound: LessEqual, Role: Cap}, "and younger": {Bound: LessEqual}, "maximum": {Bound: LessEqual, Role: Cap}, "at the most": {Bound: LessEqual, Role: Cap}, "max": {Bound: LessEqual, Role: Cap}, "or smaller": {Bound: LessEqual},
	"or so": {Bound: Approx}, "or thereabouts": {Bound: Approx}, "odd": {Bound: ApproxAbove}, "-odd": {Bound: ApproxAbove}, "approximately": {Bound: Approx},
})

// englishNegations turn a bound word that they stand before.
var englishNegations = glyph.NewLexiconBefore(glyph.Set("not no never cannot n't don't doesn't isn't aren't"))

// negate returns the opposite bound: not (more than) is at most.
func negate(b Bound) Bound {
	switch b {
	case Greater:
		return LessEqual
	case Less:
		return AtLeast
	case AtLeast:
		return Less
	case LessEqual:
		return Greater
	}
	return b
}

// EnglishBefore reads the English bound words before glyph i.
func EnglishBefore(g []glyph.Glyph, i int) (w Word, start int, ok bool) {
	j := i
	if _, s, ok := englishFillers.Before(g, j); ok {
		j = s
	}
	w, start, ok = EnglishWordsBefore.Before(g, j)
	if !ok || isTag(g, start) {
		return w, i, false
	}
	// at least 10 or nearly: the outer word of two decides, as in no more than about.
	if w.Bound == Approx {
		if outer, s, ok := EnglishWordsBefore.Before(g, start); ok && outer.Bound != Approx {
			w, start = outer, s
		}
	}
	if s, ok := negatedBefore(g, start); ok && (w.Bound == Greater || w.Bound == Less) {
		return w.turned(), s, true
	}
	return w, start, true
}

var (
	englishFillers = glyph.NewLexiconBefore(map[string]bool{"a": true, "an": true, "the": true, "a total of": true, "the equivalent of": true})
	englishCopulas = glyph.NewLexiconBefore(glyph.Set("be have any is being in exceed been"))
)

// EnglishAfter reads the English bound words after glyph end.
func EnglishAfter(g []glyph.Glyph, end int) (Word, int, bool) {
	return EnglishWordsAfter.At(g, end)
}
