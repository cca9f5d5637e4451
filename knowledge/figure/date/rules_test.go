package date

import (
	"testing"

	"policybot/knowledge/figure/glyph"
)

// read returns the first date of an English sentence.
func read(text string, published Date) (Reading, bool) {
	g, _ := glyph.NextSentence(text, 0, nil)
	s := Reader{Glyphs: g, Published: published}
	for i := range g {
		if d, ok := s.EnglishAt(i); ok {
			s.Resolve(&d, nil)
			return d, !d.Drop
		}
	}
	return Reading{}, false
}

// Every rule reads its examples.
func TestMomentRules(t *testing.T) {
	for _, rule := range momentRules {
		for _, e := range rule.examples {
			d, ok := read(e[0], Date{2024, 5, 1})
			got := d.FromDate.String()
			if !d.From.IsDay() {
				got += ".." + d.ToDate.String()
			}
			if !ok || got != e[1] {
				t.Errorf("%s: %s: got %s, want %s", rule.name, e[0], got, e[1])
			}
		}
	}
}
