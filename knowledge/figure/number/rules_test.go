package number

import (
	"testing"

	"policybot/knowledge/figure/glyph"
	"policybot/knowledge/figure/unit"
)

// glyphsOf returns the glyphs of one sentence.
func glyphsOf(text string) []glyph.Glyph {
	g, _ := glyph.NextSentence(text, 0, nil)
	return g
}

// said returns the value of a number: "1/3" for a fraction, "10..100" for an
// amount that names no number.
func said(n Numeral) string {
	switch {
	case n.Vague:
		return n.Low.String() + ".." + n.High.String()
	case n.Over.IsPositive():
		return n.Signed().String() + "/" + n.Over.String()
	}
	return n.Signed().String()
}

// Every rule reads its examples, up to the counter that may follow.
func TestNumeralRules(t *testing.T) {
	for _, rule := range numeralRules {
		for _, e := range rule.examples {
			g := glyphsOf(e[0])
			n, ok := readNumeral(g, 0)
			if !ok || said(n) != e[1] || n.End < len(g) && !unit.CounterAt(g, n.End) {
				t.Errorf("%s: %s: got %s (read %d of %d characters), want %s", rule.name, e[0], said(n), n.End, len(g), e[1])
			}
		}
	}
}

func TestWordRules(t *testing.T) {
	for _, rule := range wordRules {
		for _, e := range rule.examples {
			if n, ok, known := rule.read(glyphsOf(e[0]), 0); !ok || !known || said(n) != e[1] {
				t.Errorf("%s: %s: got %s, want %s", rule.name, e[0], said(n), e[1])
			}
		}
	}
}
