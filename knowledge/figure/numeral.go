package figure

// numeral is a number as written, before its unit: 680.91亿, 3万4000, 壹佰贰拾万,
// 三分之一, 十几, 数十亿.
type numeral struct {
	start, end int // glyphs

	value Decimal
	over  Decimal // what a fraction divides by, else zero

	// low and high are set for amounts that name no number: 数十亿, 二三十.
	low, high Decimal
	vague     bool // low and high are set
	open      bool // the ends of a vague amount are not stated: 几十 (but 二三十 is 20 to 30)

	place int32 // power of ten of the last stated digit
	step  int32 // power of ten of the last stated digit that is not zero: what 余 stays below

	more       bool // 余 多 几
	some       bool // 来: 十来个
	negative   bool
	belowZero  bool  // negative because of 零下
	plusMinus  bool  // ± stands before it
	unitless   bool  // the unit was that of the other end of its range
	chinese    bool  // written without Arabic digits
	bare       bool  // only a magnitude: 万, 百
	digits     int   // Arabic digits before the decimal point
	decimals   int   // Arabic digits after it
	magnitude  int32 // power of ten that ended it: 4 for 5.2万, 0 for none
	grouped    bool  // had thousands separators
	hundredth  bool  // 百分之: a percent
	thousandth bool  // 千分之
	words      bool  // English words
}

// readNumeral reads the longest number at glyph i: Arabic, Chinese or mixed.
func readNumeral(g []glyph, i int) (numeral, bool) {
	n, ok := readInteger(g, i)
	if !ok {
		return n, false
	}
	if f, ok := readFraction(g, n); ok {
		return f, true
	}
	return n, true
}

// readInteger reads a number without fraction bars at glyph i: its digits and
// magnitudes, one after another, each by the rule that knows them.
func readInteger(g []glyph, i int) (numeral, bool) {
	c := counting{g: g, from: i, at: i, n: numeral{start: i, chinese: true}}
	for c.at < len(g) && !(c.at > i && g[c.at].gap == paragraph) {
		switch c.next() {
		case failed:
			return c.n, false
		case stopped:
			return c.finish()
		}
	}
	return c.finish()
}

// signed returns the value with its sign.
func (n numeral) signed() Decimal {
	if n.negative {
		return n.value.Neg()
	}
	return n.value
}

// raise multiplies the number by a power of ten.
func (n *numeral) raise(exp int32) {
	n.value = n.value.Shift(exp)
	n.place += exp
	n.step += exp
	n.magnitude += exp
}
