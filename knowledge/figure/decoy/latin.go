package decoy

import "policybot/knowledge/figure/glyph"

// latinDecoyEnd returns the end of the web address, or of the word with the
// number it names, at glyph i: Article 5, Section 3.2, page 12.
func latinDecoyEnd(g []glyph.Glyph, i int) int {
	if i > 0 && glyph.IsLetter(g[i-1].R) && g[i].Gap == glyph.Joined {
		return i
	}
	if e := addressEnd(g, i); e > i {
		return e
	}
	_, e, ok := numberedNames.At(g, i)
	if !ok || e >= len(g) {
		return i
	}
	if glyph.At(g, e) == '.' && g[e].Gap == glyph.Joined || glyph.At(g, e) == ':' || glyph.At(g, e) == '#' {
		e++
	}
	if e >= len(g) || !glyph.IsDigit(g[e].R) && g[e].R != '(' {
		return i
	}
	return nameNumberEnd(g, e)
}

// addressEnd returns the end of the web address at glyph i, or i.
func addressEnd(g []glyph.Glyph, i int) int {
	e, ok := glyph.NextIs(g, i, "http", "https", "www", "ftp")
	if !ok || glyph.At(g, e) != ':' && glyph.At(g, e) != '.' {
		return i
	}
	for e < len(g) && g[e].Gap == glyph.Joined && g[e].R < 0x80 {
		e++
	}
	return e
}

// nameNumberEnd returns the end of the number of an article or a form at glyph i:
// 3.2(a), 10-K, (5).
func nameNumberEnd(g []glyph.Glyph, i int) int {
	j := i
	for j < len(g) && (j == i || g[j].Gap == glyph.Joined) {
		r := g[j].R
		switch {
		case glyph.IsDigit(r), j == i && r == '(':
		case j > i && (glyph.IsLetter(r) || r == '(' || r == ')' || glyph.IsDash(r) || r == '/' || r == '.' && glyph.IsDigit(glyph.At(g, j+1))):
		default:
			return j
		}
		j++
	}
	return j
}

// numberedNames are English words whose number is a name.
var numberedNames = glyph.NewLexicon(glyph.Set("article articles art section sections sec chapter clause clauses paragraph paragraphs para schedule annex appendix part parts figure fig table page pages rule rules regulation regulations form no nos number version phase level tier step type class grade room building line route item note notes case act order circular document decree bulletin volume vol issue box tel telephone phone fax hotline ext postcode zip id ref reference category group stage zone unit exercise nr covid question faq amendment protocol directive convention resolution point points apartment apt title iso iec gb gb/t nfpa astm highway interstate route windows boeing airbus proposition bill horizon agenda vision suite floor building gate terminal flight channel ward block lot"))
