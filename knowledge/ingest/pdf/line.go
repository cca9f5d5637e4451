package pdf

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"

	"policybot/knowledge/ingest/content"
)

// pdfLine is one printed line: runs from left to right.
type pdfLine struct {
	box
	runs []pdfRun
	text string
	size float64
	bold bool
}

// add puts a run on the line.
func (l *pdfLine) add(run pdfRun) {
	if len(l.runs) == 0 {
		l.box = run.box
	}
	l.box = l.box.union(run.box)
	l.runs = append(l.runs, run)
}

// finish orders the runs and sets text and font.
func (l *pdfLine) finish() {
	slices.SortStableFunc(l.runs, func(a, b pdfRun) int { return cmp.Compare(a.left, b.left) })
	glyphs, bold := 0, 0
	sizes := map[float64]int{}
	for _, run := range l.runs {
		glyphs += len(run.glyphs)
		sizes[math.Round(run.size*2)/2] += len(run.glyphs)
		if run.bold {
			bold += len(run.glyphs)
		}
	}
	for size, n := range sizes {
		if n > sizes[l.size] || n == sizes[l.size] && size > l.size {
			l.size = size
		}
	}
	l.bold = bold*10 > glyphs*9
	l.text = runsText(l.runs)
}

// base is the height of the line's baseline.
func (l *pdfLine) base() float64 { return baseline(l.runs[0].glyphs) }

// linesOf groups runs into lines from top to bottom: runs belong to a line
// when the middle of one is level with the other.
func linesOf(runs []pdfRun) []pdfLine {
	runs = slices.Clone(runs)
	slices.SortStableFunc(runs, func(a, b pdfRun) int { return cmp.Compare(b.middle(), a.middle()) })
	var lines []pdfLine
	for _, run := range runs {
		at := -1
		// A line's runs are near each other in the order; looking back a few
		// lines is enough.
		for i := len(lines) - 1; i >= 0 && i >= len(lines)-4; i-- {
			if level(lines[i].box, run.box) {
				at = i
				break
			}
		}
		if at < 0 {
			lines = append(lines, pdfLine{})
			at = len(lines) - 1
		}
		lines[at].add(run)
	}
	for i := range lines {
		lines[i].finish()
	}
	return lines
}

// level reports whether two boxes are on one line: they overlap by half of
// the lower one, or that is a thin mark such as _ or - close to the other.
func level(a, b box) bool {
	low, high := a, b
	if low.height() > high.height() {
		low, high = high, low
	}
	overlap := min(a.top, b.top) - max(a.bottom, b.bottom)
	thin := low.height() < 0.3*high.height()
	return overlap > 0.5*low.height() || thin && overlap > -0.3*high.height()
}

// runsText joins the runs of a line.
func runsText(runs []pdfRun) string {
	var out strings.Builder
	var last *pdfGlyph
	for i := range runs {
		base := baseline(runs[i].glyphs)
		for j := range runs[i].glyphs {
			glyph := &runs[i].glyphs[j]
			if last != nil && blankBetween(last, glyph, j == 0, runs[i].size) {
				out.WriteByte(' ')
			}
			out.WriteRune(glyphRune(glyph, base, runs[i].size))
			last = glyph
		}
	}
	return out.String()
}

// glyphRune returns the character to write for a glyph.
func glyphRune(glyph *pdfGlyph, base, size float64) rune {
	switch {
	case glyph.broken:
		return '□'
	case glyph.rune >= 0xF020 && glyph.rune <= 0xF0FF:
		return content.SymbolRune("symbol", glyph.rune)
	case glyph.rune >= '0' && glyph.rune <= '9' && glyph.bottom > base+0.2*size && glyph.height() < 0.58*size:
		return content.Superscript(glyph.rune) // a note's mark, or the power of a unit
	}
	return glyph.rune
}

// baseline is the usual foot of the glyphs of a run.
func baseline(glyphs []pdfGlyph) float64 {
	feet := make([]float64, 0, len(glyphs))
	for _, g := range glyphs {
		feet = append(feet, g.bottom)
	}
	return median(feet)
}

func median(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	values = slices.Sorted(slices.Values(values))
	return values[len(values)/2]
}

// blankBetween reports whether a blank belongs between two neighbouring
// glyphs. Between words it is what the file says. Beside Chinese it is mostly
// an artefact of justified lines, and only a wide one is meant.
func blankBetween(a, b *pdfGlyph, newRun bool, size float64) bool {
	gap := b.left - a.right
	if content.IsWide(a.rune) || content.IsWide(b.rune) {
		return gap > 0.95*size && !isStop(a.rune) && !isStop(b.rune)
	}
	return b.spaced || newRun && gap > 0.15*size || gap > 0.6*size
}

// isStop reports whether r is full-width punctuation, whose ink fills half of
// its place at most.
func isStop(r rune) bool {
	return strings.ContainsRune("，。、；：！？（）〔〕《》“”‘’【】「」『』—…·", r)
}

// columnsOf splits the runs of a page into regions in reading order: one for
// a page in one column; for two columns the left before the right, between
// lines that cross both.
func columnsOf(runs []pdfRun) [][]pdfRun {
	gutter, ok := gutterOf(runs)
	if !ok {
		return [][]pdfRun{runs}
	}
	var regions [][]pdfRun
	var left, right, across []pdfRun
	flush := func() {
		for _, side := range [][]pdfRun{left, right} {
			if len(side) > 0 {
				regions = append(regions, side)
			}
		}
		left, right = nil, nil
	}
	flushAcross := func() {
		if len(across) > 0 {
			regions = append(regions, across)
		}
		across = nil
	}
	// What the file puts after the right column, and the page below it, comes
	// after both, however short its lines.
	end, bottom := 0, math.Inf(1)
	for _, run := range runs {
		if run.left >= gutter {
			end, bottom = max(end, run.order), min(bottom, run.bottom)
		}
	}
	for _, line := range linesOf(runs) {
		crosses := false
		for _, run := range line.runs {
			crosses = crosses || run.left < gutter-1 && run.right > gutter+1 || run.order > end && run.top < bottom
		}
		if crosses {
			flush()
			across = append(across, line.runs...)
			continue
		}
		flushAcross()
		for _, run := range line.runs {
			if run.middleX() < gutter {
				left = append(left, run)
			} else {
				right = append(right, run)
			}
		}
	}
	flushAcross()
	flush()
	return regions
}

func (b box) middleX() float64 { return (b.left + b.right) / 2 }

// minColumnRuns is how many runs a page of two columns has at least.
const minColumnRuns = 12

// gutterOf finds the blank strip between two columns of running text: near
// the middle, crossed by few lines, with lines on both sides that fill most
// of their column. Cells of tables are too short to pass.

func gutterOf(runs []pdfRun) (float64, bool) {

	if len(runs) < minColumnRuns {
		return 0, false
	}
	page := runs[0].box
	for _, run := range runs {
		page = page.union(run.box)
	}
	best, fewest := 0.0, math.MaxInt
	for i := 40; i <= 60; i++ {
		x := page.left + page.width()*float64(i)/100
		crossing := 0
		for _, run := range runs {
			if run.left < x && run.right > x {
				crossing++
			}
		}
		if crossing < fewest || crossing == fewest && math.Abs(float64(i-50)) < math.Abs((best-page.left)/page.width()*100-50) {
			best, fewest = x, crossing
		}
	}
	if fewest*5 > len(runs) {
		return 0, false
	}
	var left, right []pdfRun
	for _, run := range runs {
		switch {
		case run.right <= best:
			left = append(left, run)
		case run.left >= best:
			right = append(right, run)
		}
	}
	return best, isColumn(left, page.width()) && isColumn(right, page.width())
}

// isColumn reports whether runs are running text that fills most lines of a
// column, which takes at least a third of the width of the page's text.
func isColumn(runs []pdfRun, page float64) bool {
	const least, filled, share = 5, 0.75, 0.34
	var lefts, rights, widths []float64
	whole := 0
	lines := linesOf(runs)
	for _, line := range lines {
		lefts, rights, widths = append(lefts, line.left), append(rights, line.right), append(widths, line.width())
		if len(line.runs) == 1 {
			whole++
		}
	}
	if len(lines) < least || whole*10 <= len(lines)*6 {
		return false
	}
	// A title above may reach further than the column.
	slices.Sort(rights)
	width := rights[len(rights)*3/4] - slices.Min(lefts)
	return width > share*page && median(widths) > filled*width
}

// collapseSpaced closes up a line whose Chinese characters are all set apart,
// as titles often are: 通　　知.
func collapseSpaced(text string) string {
	pieces := strings.Split(text, " ")
	if len(pieces) < 2 {
		return text
	}
	for _, piece := range pieces {
		runes := []rune(piece)
		if len(runes) != 1 || !unicode.Is(unicode.Han, runes[0]) {
			return text
		}
	}
	return strings.Join(pieces, "")
}
