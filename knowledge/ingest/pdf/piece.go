package pdf

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"policybot/knowledge/ingest/content"
)

// piece is a part of a line that may be a cell of a table: words with no more
// than a blank between them, or one figure.
type piece struct {
	box
	text   string
	size   float64
	figure bool // a number, or a dash that stands for one
}

// How far apart, in ems, two words of one cell are at most. Most fonts have
// blanks of a quarter of an em, and those of typewriters six tenths.
const (
	wordGap   = 0.62
	maxBlanks = 2.2  // times the usual blank
	figureGap = 0.12 // of two numbers; blanks between narrow columns are no wider than between words
	symbolGap = 4.0  // of a sign of a currency and its amount, which are often set to the edges of their column
)

var (
	numberToken = regexp.MustCompile(`^[-+−–(（\[<>≤≥~≈±＋－$€£¥￥]*\d[\d,.，'’]*[)）\]]?[%％‰]?[)）]?[¹²³⁰⁴-⁹*†‡]{0,2}$`)
	dashToken   = regexp.MustCompile(`(?i)^(?:[-–—―－─−]+|…+|\.\.\.?|n/?a\.?|n\.a\.|[/／]|\*+|x)$`)
	noteToken   = regexp.MustCompile(`^(?:[(（\[]?(?:\d{1,2}|[a-z])[)）\]]|[*†‡]+|[¹²³⁰⁴-⁹]+)$`)
	groupToken  = regexp.MustCompile(`^\d{3}(?:[.,]\d+)?[%％]?$`)
	leadToken   = regexp.MustCompile(`^[-+−]?\d{1,3}$`)
	currencies  = regexp.MustCompile(`^(?:[A-Z]{0,3}[$€£¥￥])$`)
	dotLeaders  = regexp.MustCompile(`(?:[.…·・_]\s?){4,}$`)
)

// wordGapOf returns how far apart, in ems, two words of one cell are at most,
// as the blanks between words of these lines show.
func wordGapOf(lines []pdfLine) float64 {
	var gaps []float64
	for i := range lines {
		for k := range lines[i].runs {
			gaps = append(gaps, lines[i].runs[k].wordGaps()...)
		}
	}
	if len(gaps) < 2 {
		return wordGap
	}
	return min(max(maxBlanks*median(gaps), 0.45), 1.1)
}

// wordGaps returns how far apart, in ems, the words of a run are.
func (r *pdfRun) wordGaps() []float64 {
	var gaps []float64
	for k := 1; k < len(r.glyphs); k++ {
		a, b := &r.glyphs[k-1], &r.glyphs[k]
		if b.spaced && unicode.IsLower(a.rune) && unicode.IsLetter(b.rune) && r.size > 0 {
			gaps = append(gaps, (b.left-a.right)/r.size)
		}
	}
	return gaps
}

// pieces divides a line at every gap that could separate two cells: words of
// one are at most gap ems apart, and no upright line, at the given places, is
// between them.
func (l *pdfLine) pieces(gap float64, uprights []float64) []piece {
	var out []piece
	divided := false // by leaders
	for _, run := range l.runs {
		for _, token := range run.tokens(uprights) {
			led := token.cutLeaders()
			n := len(out)
			switch {
			case token.text == "":
			case n > 0 && !divided && !crossed(out[n-1].right, token.left, uprights) && out[n-1].takes(token, gap):
				out[n-1].append(token)
			default:
				out = append(out, token)
			}
			divided = led || divided && token.text == ""
		}
	}
	for i := range out {
		out[i].text = collapseSpaced(out[i].text)
		out[i].figure = isFigureText(out[i].text)
	}
	return out
}

// cutLeaders takes the dots away that lead from a name to its figure, and
// reports whether there are any.
func (p *piece) cutLeaders() bool {
	dots := dotLeaders.FindString(p.text)
	if dots == "" {
		return false
	}
	p.right -= p.width() * float64(utf8.RuneCountInString(dots)) / float64(utf8.RuneCountInString(p.text))
	p.text = strings.TrimRight(p.text[:len(p.text)-len(dots)], " ")
	return true
}

// crossed reports whether an upright line stands between two places.
func crossed(left, right float64, uprights []float64) bool {
	return slices.ContainsFunc(uprights, func(x float64) bool { return left-1 <= x && x <= right+1 })
}

// tokens divides a run at its blanks and at upright lines.
func (r *pdfRun) tokens(uprights []float64) []piece {
	var out []piece
	base := baseline(r.glyphs)
	for i := range r.glyphs {
		glyph := &r.glyphs[i]
		text := string(glyphRune(glyph, base, r.size))
		if i == 0 || r.ends(i) || crossed(r.glyphs[i-1].right, glyph.left, uprights) {
			out = append(out, piece{box: glyph.box, text: text, size: r.size})
			continue
		}
		last := &out[len(out)-1]
		last.text += text
		last.box = last.box.union(glyph.box)
	}
	return out
}

// ends reports whether a token ends before glyph i.
func (r *pdfRun) ends(i int) bool {
	const dashes = "-–—―－─−"
	a, b := &r.glyphs[i-1], &r.glyphs[i]
	gap := (b.left - a.right) / max(r.size, 1)
	switch {
	case strings.ContainsRune(dashes, a.rune) || strings.ContainsRune(dashes, b.rune):
		return b.spaced || gap > 0.3
	case isStop(a.rune) || isStop(b.rune):
		return gap > stopGap
	case content.IsWide(a.rune) || content.IsWide(b.rune):
		return gap > 0.3
	}
	return b.spaced || gap > 0.6
}

// stopGap is how much blank, in ems, a full-width stop has beside it.
const stopGap = 0.9

// takes reports whether a token to the right belongs to the same cell.
func (p *piece) takes(token piece, words float64) bool {
	gap := (token.left - p.right) / max(p.size, token.size, 1)
	number, next := numberToken.MatchString(p.text), numberToken.MatchString(token.text)
	switch {
	case currencies.MatchString(p.text) && (next || dashToken.MatchString(token.text)):
		return gap < symbolGap
	case noteToken.MatchString(token.text), token.text == "%", token.text == "％":
		return gap < words
	case number && next && groupToken.MatchString(token.text) && leadToken.MatchString(lastField(p.text)):
		return gap < 0.3
	case (number || period.MatchString(p.text)) && next, number && dashToken.MatchString(token.text) && len(token.text) > 1:
		return gap < figureGap
	}
	return gap < words
}

func lastField(text string) string { return text[strings.LastIndexByte(text, ' ')+1:] }

func (p *piece) append(token piece) {
	last, _ := utf8.DecodeLastRuneInString(p.text)
	first, _ := utf8.DecodeRuneInString(token.text)
	if gap := token.left - p.right; !(content.IsWide(last) || content.IsWide(first)) && gap > 0.1*p.size || gap > 0.5*p.size {
		p.text += " "
	}
	p.text += token.text
	p.box = p.box.union(token.box)
}

// isFigureText reports whether a cell holds a figure, or what stands for one
// that is missing: it begins with a number, and has hardly more letters than
// digits.
func isFigureText(text string) bool {
	if dashToken.MatchString(text) {
		return true
	}
	digits, letters := 0, 0
	for i, r := range strings.TrimLeft(text, "-+−–(（<>≤≥~≈±$€£¥￥ ") {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case i == 0:
			return false
		case unicode.IsLetter(r):
			letters++
		}
	}
	return digits > 0 && letters <= digits+2
}
