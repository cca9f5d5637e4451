package figure

// latinDecoyEnd returns the end of the web address, or of the word with the
// number it names, at glyph i: Article 5, Section 3.2, page 12.
func latinDecoyEnd(g []glyph, i int) int {
	if i > 0 && isLetter(g[i-1].r) && g[i].gap == joined {
		return i
	}
	if e := addressEnd(g, i); e > i {
		return e
	}
	_, e, ok := numberedNames.at(g, i)
	if !ok || e >= len(g) {
		return i
	}
	if at(g, e) == '.' && g[e].gap == joined || at(g, e) == ':' || at(g, e) == '#' {
		e++
	}
	if e >= len(g) || !isDigit(g[e].r) && g[e].r != '(' {
		return i
	}
	return nameNumberEnd(g, e)
}

// addressEnd returns the end of the web address at glyph i, or i.
func addressEnd(g []glyph, i int) int {
	e, ok := nextIs(g, i, "http", "https", "www", "ftp")
	if !ok || at(g, e) != ':' && at(g, e) != '.' {
		return i
	}
	for e < len(g) && g[e].gap == joined && g[e].r < 0x80 {
		e++
	}
	return e
}

// nameNumberEnd returns the end of the number of an article or a form at glyph i:
// 3.2(a), 10-K, (5).
func nameNumberEnd(g []glyph, i int) int {
	j := i
	for j < len(g) && (j == i || g[j].gap == joined) {
		r := g[j].r
		switch {
		case isDigit(r), j == i && r == '(':
		case j > i && (isLetter(r) || r == '(' || r == ')' || isDash(r) || r == '/' || r == '.' && isDigit(at(g, j+1))):
		default:
			return j
		}
		j++
	}
	return j
}

// numberedNames are English words whose number is a name.
var numberedNames = newLexicon(set("article articles art section sections sec chapter clause clauses paragraph paragraphs para schedule annex appendix part parts figure fig table page pages rule rules regulation regulations form no nos number version phase level tier step type class grade room building line route item note notes case act order circular document decree bulletin volume vol issue box tel telephone phone fax hotline ext postcode zip id ref reference category group stage zone unit exercise nr covid question faq amendment protocol directive convention resolution point points apartment apt title iso iec gb gb/t nfpa astm highway interstate route windows boeing airbus proposition bill horizon agenda vision suite floor building gate terminal flight channel ward block lot"))
