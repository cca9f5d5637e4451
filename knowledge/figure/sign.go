package figure

import (
	"policybot/knowledge/figure/glyph"
	"policybot/knowledge/figure/unit"
)

// readSign reads the sign before the number of t: -5%, 负5%, 零下10℃, +3%, ±2%.
func (s *reader) readSign(t *term) {
	g := s.glyphs
	low := 0
	if n := len(s.terms); n > 0 {
		low = s.terms[n-1].end
	}
	if t.start <= low {
		return
	}
	before := glyph.At(g, t.start-1)
	switch {
	case before == '下' && glyph.At(g, t.start-2) == '零' && (t.unit.Dimension == unit.Temperature || !t.hasUnit):
		t.n.Negative, t.n.BelowZero = !t.n.Negative, true
		t.start, t.core = t.start-2, t.core-2
	case before == '负', g[t.start].Gap == glyph.Joined && minusAt(g, t.start-1, low):
		t.n.Negative = !t.n.Negative
		t.start, t.core = t.start-1, t.core-1
	case before == '±' && g[t.start].Gap == glyph.Joined:
		t.n.PlusMinus = true
		t.start, t.core = t.start-1, t.core-1
	case before == '+' && g[t.start].Gap == glyph.Joined && !glyph.IsDigit(glyph.At(g, t.start-2)) && !glyph.IsLetter(glyph.At(g, t.start-2)):
		t.start, t.core = t.start-1, t.core-1
	}
}

// minusAt reports whether the dash at glyph k, right before a number, is its
// minus sign. Behind another number, which ends at glyph low, it joins two ends
// of a range (5-10元), unless the range has a joint of its own (-5%～-2%).
func minusAt(g []glyph.Glyph, k, low int) bool {
	switch glyph.At(g, k) {
	case '-', '−', '﹣':
	case '–', '—': // as PDF text has it: only where a number begins
		if k > 0 && g[k].Gap == glyph.Joined && !takesSign(g[k-1].R) {
			return false
		}
	default:
		return false
	}
	if k == 0 {
		return true
	}
	before := g[k-1].R
	switch {
	case glyph.IsDash(before):
		return k-1 >= low && low > 0 && (before != '-' || negativeBefore(g, k-1)) && before != '—'
	case glyph.IsDigit(before), before == ')', before == '%', before == '‰', before == '℃', before == '°':
		return false
	case glyph.IsHan(before):
		return takesSign(before)
	case glyph.IsLetter(before): // from -4% to 6%; but COVID-19
		return g[k].Gap != glyph.Joined
	}
	return true
}

// negativeBefore reports whether the number that ends at glyph end has a minus
// sign, so that two dashes after it are a joint and a sign: -5--3℃.
func negativeBefore(g []glyph.Glyph, end int) bool {
	for j := end - 1; j >= 0 && end-j < 10; j-- {
		switch {
		case g[j].R == '-' || g[j].R == '−':
			return j == 0 || !glyph.IsDigit(g[j-1].R)
		case glyph.IsDigit(g[j].R), g[j].R == '.', g[j].R == '%', g[j].R == '℃', g[j].R == '万', g[j].R == '亿', g[j].R == '元':
		default:
			return false
		}
	}
	return false
}

// takesSign reports whether a dash behind the character is a minus sign: 增长-1.5%,
// 利润-12.5亿元, 为-5%, -5%至-2%. Behind others it may join two ends of a range.
func takesSign(r rune) bool {
	switch r {
	case '长', '润', '为', '温', '速', '额', '率', '值', '达', '幅', '降', '升', '盈', '亏', '损', '益', '差', '比',
		'至', '到', '在', '于', '和', '与', '及', '或', '由', '从', '是', '约', '近', '超', '过', '持', '调', '按', '取', '减':
		return true
	}
	return false
}
