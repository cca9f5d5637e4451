package figure

import (
	"policybot/knowledge/figure/glyph"
	"policybot/knowledge/figure/unit"
)

// perAfter reads what follows a unit: 元/吨, 元/人·月, 元每人.
func (s *reader) perAfter(t *term) {
	g := s.glyphs
	for t.end < len(g) {
		j := t.end
		switch {
		case g[j].R == '/', g[j].R == '每' && len(t.per) == 0, (g[j].R == '·' || g[j].R == '.') && len(t.per) > 0, g[j].R == '每' && len(t.per) > 0:
		default:
			return
		}
		name, e, ok := unit.PerWords.At(g, j+1)
		if !ok {
			return
		}
		t.per = append(t.per, name)
		t.end, t.tail = e, e
	}
}

// perReach is how many glyphs before its figure a 每 may stand.
const perReach = 28

// readPer reads 每人每月300元, 每户不超过3000元 and 人均2.5万元.
func (s *reader) readPer() {
	for i := range s.terms {
		t := &s.terms[i]
		if t.date || t.drop || len(t.per) > 0 || !t.hasUnit {
			continue
		}
		switch t.unit.Dimension {
		case unit.Percent, unit.Permille:
			t.per = s.ratePer(t)
			continue
		case unit.Ratio, unit.Fraction, unit.Multiple, unit.PercentagePoint, unit.Age, unit.Temperature:
			continue
		}
		t.per = s.perBefore(t)
	}
}

// perBefore returns what t is per: 每人每月300元, 人均2.5万元.
func (s *reader) perBefore(t *term) []string {
	g := s.glyphs
	if per := s.englishPer(t); per != nil {
		return per
	}
	for j := t.start - 1; j >= 0 && t.start-j < perReach; j-- {
		switch r := g[j].R; {
		case glyph.IsAny(r, ",;。!?:、"):
			return nil
		case r == '均' && t.start-j <= 12 && glyph.IsAny(glyph.At(g, j-1), "人户月年日亩周"):
			return []string{unit.PerNames[string(g[j-1].R)]}
		case r == '每':
			name, e, ok := unit.PerWords.At(g, j+1)
			if !ok || e > t.start {
				return nil
			}
			return append(s.everyBefore(j), name)
		}
	}
	return nil
}

// everyBefore reads the 每人 of 每人每月, where the last 每 stands at glyph end.
func (s *reader) everyBefore(end int) []string {
	g := s.glyphs
	for back := 2; back <= 4 && end-back >= 0; back++ {
		if g[end-back].R != '每' {
			continue
		}
		if name, e, ok := unit.PerWords.At(g, end-back+1); ok && e == end {
			return append(s.everyBefore(end-back), name)
		}
	}
	return nil
}

// ratePer returns the year for a rate of interest, which is per year by
// convention unless it says 月 or 日.
func (s *reader) ratePer(t *term) []string {
	g := s.glyphs
	if t.change != nil || glyph.At(g, t.start-1) == '的' {
		return nil
	}
	if per := s.englishPer(t); per != nil {
		return per
	}
	for j := t.start - 1; j > 0 && t.start-j < 16; j-- {
		if r := g[j].R; r == '。' || r == ';' || r == ',' && t.start-j > 4 {
			return nil
		}
		if g[j].R == '率' && g[j-1].R == '利' {
			switch glyph.At(g, j-2) {
			case '月':
				return []string{"month"}
			case '日':
				return []string{"day"}
			}
			return []string{"year"}
		}
	}
	return nil
}

// englishPer reads per person per month, a year, each month after t.
func (s *reader) englishPer(t *term) []string {
	g := s.glyphs
	var per []string
	for j := t.end; len(per) < 3; {
		if len(per) == 0 {
			if name, _, ok := unit.PerAdverbs.At(g, j); ok && t.unit.Dimension == unit.Money {
				return []string{name}
			}
		}
		e, ok := glyph.NextIs(g, j, "per", "a", "an", "each", "every", "for each", "for every", "/")
		if !ok {
			return per
		}
		name, e2, ok := unit.EnglishPerNames.At(g, e)
		if !ok {
			return per
		}
		per = append(per, name)
		j = e2
	}
	return per
}
