package figure

import "testing"

// glyphsOf returns the glyphs of one sentence.
func glyphsOf(text string) []glyph {
	g, _ := nextSentence(text, 0, nil)
	return g
}

// said returns the value of a number as Figure.ValueString writes it.
func said(n numeral) string {
	switch {
	case n.vague:
		return plain(n.low) + ".." + plain(n.high)
	case n.over.IsPositive():
		return plain(n.signed()) + "/" + plain(n.over)
	}
	return plain(n.signed())
}

// Every rule reads its examples, whole.
func TestNumeralRules(t *testing.T) {
	for _, rule := range numeralRules {
		for _, e := range rule.examples {
			g := glyphsOf(e[0])
			n, ok := readNumeral(g, 0)
			if !ok || said(n) != e[1] || n.end < len(g) && !counterAt(g, n.end) {
				t.Errorf("%s: %s: got %s (read %d of %d characters), want %s", rule.name, e[0], said(n), n.end, len(g), e[1])
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

func TestMomentRules(t *testing.T) {
	for _, rule := range momentRules {
		for _, e := range rule.examples {
			found := Find(e[0], Date{2024, 5, 1})
			if len(found) != 1 || found[0].ValueString() != e[1] {
				t.Errorf("%s: %s: got %v, want %s", rule.name, e[0], found, e[1])
			}
		}
	}
}
