package figure

// englishBefore are the bound words of English before a number.
var englishBefore = newLexiconBefore(func() map[string]boundWord {
	all := make(map[string]boundWord)
	add := func(bound Bound, role Role, words ...string) {
		for _, w := range words {
			all[w] = boundWord{bound: bound, role: role}
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

// englishAfter are the bound words of English after a number and its unit.
var englishAfter = newLexicon(map[string]boundWord{
	"or more": {bound: AtLeast}, "or above": {bound: AtLeast}, "or over": {bound: AtLeast}, "or higher": {bound: AtLeast}, "or greater": {bound: AtLeast}, "or longer": {bound: AtLeast}, "or older": {bound: AtLeast}, "or later": {bound: AtLeast}, "and above": {bound: AtLeast}, "and over": {bound: AtLeast}, "and older": {bound: AtLeast}, "and more": {bound: AtLeast}, "+": {bound: AtLeast}, "plus": {bound: AtLeast}, "and up": {bound: AtLeast}, "upwards": {bound: AtLeast}, "at least": {bound: AtLeast, role: Floor}, "or upwards": {bound: AtLeast}, "minimum": {bound: AtLeast, role: Floor},
	"or less": {bound: LessEqual}, "or fewer": {bound: LessEqual}, "or below": {bound: LessEqual}, "or under": {bound: LessEqual}, "or lower": {bound: LessEqual}, "or shorter": {bound: LessEqual}, "or younger": {bound: LessEqual}, "or earlier": {bound: LessEqual}, "and below": {bound: LessEqual}, "and under": {bound: LessEqual}, "at most": {bound: LessEqual, role: Cap}, "and younger": {bound: LessEqual}, "maximum": {bound: LessEqual, role: Cap}, "at the most": {bound: LessEqual, role: Cap}, "max": {bound: LessEqual, role: Cap}, "or smaller": {bound: LessEqual},
	"or so": {bound: Approx}, "or thereabouts": {bound: Approx}, "odd": {bound: ApproxAbove}, "-odd": {bound: ApproxAbove}, "approximately": {bound: Approx},
})

// englishNegations turn a bound word that they stand before.
var englishNegations = newLexiconBefore(set("not no never cannot n't don't doesn't isn't aren't"))

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

// englishBoundBefore reads the English bound words before glyph i.
func englishBoundBefore(g []glyph, i int) (w boundWord, start int, ok bool) {
	j := i
	if _, s, ok := englishFillers.before(g, j); ok {
		j = s
	}
	w, start, ok = englishBefore.before(g, j)
	if !ok {
		return w, i, false
	}
	// at least 10 or nearly: the outer word of two decides, as in no more than about.
	if w.bound == Approx {
		if outer, s, ok := englishBefore.before(g, start); ok && outer.bound != Approx {
			w, start = outer, s
		}
	}
	k := start
	for steps := 0; steps < 2; steps++ { // shall not be more than, does not in any case exceed
		if _, s, ok := englishNegations.before(g, k); ok {
			if w.bound == Greater || w.bound == Less {
				w.bound = negate(w.bound)
				if w.bound == AtLeast {
					w.role = Floor
				} else {
					w.role = Cap
				}
				return w, s, true
			}
			break
		}
		if _, s, ok := englishCopulas.before(g, k); ok {
			k = s
			continue
		}
		break
	}
	return w, start, true
}

var (
	englishFillers = newLexiconBefore(map[string]bool{"a": true, "an": true, "the": true, "a total of": true, "the equivalent of": true})
	englishCopulas = newLexiconBefore(set("be have any is being in exceed been"))
)

// englishBoundAfter reads the English bound words after glyph end.
func englishBoundAfter(g []glyph, end int) (boundWord, int, bool) {
	return englishAfter.at(g, end)
}
