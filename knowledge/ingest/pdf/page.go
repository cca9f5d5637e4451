package pdf

import (
	"cmp"
	"fmt"
	"math"
	"regexp"
	"slices"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/responses"
)

// Bounds on one page.
const (
	maxPDFGlyphs  = 60_000 // a dense page of small print has 10,000
	maxPDFObjects = 20_000
)

// box is a rectangle in points; y grows upwards.
type box struct{ left, bottom, right, top float64 }

func (b box) width() float64  { return b.right - b.left }
func (b box) height() float64 { return b.top - b.bottom }
func (b box) middle() float64 { return (b.bottom + b.top) / 2 }

func (b box) union(other box) box {
	return box{min(b.left, other.left), min(b.bottom, other.bottom), max(b.right, other.right), max(b.top, other.top)}
}

// pdfGlyph is a character in its place. Its box is tight around its ink.
type pdfGlyph struct {
	box
	rune   rune
	spaced bool // a blank stands before it
	broken bool // the file does not say which character it is
}

// pdfRun is a piece of a line: glyphs without a gap that could separate
// cells or columns.
type pdfRun struct {
	box
	glyphs []pdfGlyph
	size   float64 // of the font, in points
	bold   bool
	order  int // in the file
}

// pdfPage is what is on a page.
type pdfPage struct {
	number int // from 1
	runs   []pdfRun
	rules  []box // thin lines, as they frame tables
	shades []box // the edges of what is filled with colour, as rows and heads of tables are
	glyphs int
	broken int  // glyphs whose character the file does not give
	gaps   int  // those of them inside a line, which are no bullets
	aslant int  // characters on lines across the page that are left out, too small for a watermark
	ink    bool // something is drawn on it
	lost   bool // there are more pieces of text than characters: fonts that are not in the file
}

// pdfSource reads the pages of one open document.
type pdfSource struct {
	instance pdfium.Pdfium
	document references.FPDF_DOCUMENT
}

// page reads page i, from 0.
func (s pdfSource) page(i int) (pdfPage, error) {
	page := pdfPage{number: i + 1}
	at := requests.Page{ByIndex: &requests.PageByIndex{Document: s.document, Index: i}}
	text, err := s.instance.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: at})
	if err != nil {
		return page, fmt.Errorf("load: %w", err)
	}
	defer s.instance.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage})
	count, err := s.instance.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: text.TextPage})
	if err != nil {
		return page, fmt.Errorf("count characters: %w", err)
	}
	if count.Count > maxPDFGlyphs {
		return page, fmt.Errorf("%d characters, more than a page holds", count.Count)
	}
	content, err := s.instance.GetPageTextStructured(&requests.GetPageTextStructured{Page: at, Mode: requests.GetPageTextStructuredModeChars})
	if err != nil {
		return page, fmt.Errorf("read text: %w", err)
	}
	r := runReader{source: s, text: text.TextPage, page: &page, angle: dominantAngle(content.Chars)}
	for j, char := range content.Chars {
		if err := r.take(j, char); err != nil {
			return page, err
		}
	}
	r.flush()
	return page, s.drawings(at, &page, r.angle)
}

// runReader gathers the characters of a page to runs.
type runReader struct {
	source pdfSource
	text   references.FPDF_TEXTPAGE
	page   *pdfPage
	angle  float64 // of most characters
	run    pdfRun
	spaced bool // white space stands before the next character
}

// flush ends a run.
func (r *runReader) flush() {
	if len(r.run.glyphs) > 0 {
		r.run.order = len(r.page.runs)
		r.page.runs = append(r.page.runs, r.run)
	}
	r.run = pdfRun{}
}

// take adds character j of the page.
func (r *runReader) take(j int, char *responses.GetPageTextStructuredChar) error {
	letter, _ := utf8.DecodeRuneInString(char.Text)
	if char.Text == "" {
		letter = 0
	}
	switch {
	case letter == '\r' || letter == '\n':
		r.flush()
		r.spaced = false
		return nil
	case isPDFBlank(letter):
		r.spaced = true
		return nil
	}
	p := char.PointPosition
	if math.Abs(angleBetween(char.Angle, r.angle)) > maxTurn && !r.source.isSlanted(r.text, j, r.angle) {
		// Watermarks are large; what is not is missed by somebody.
		if max(p.Right-p.Left, p.Top-p.Bottom) < watermarkSize {
			r.page.aslant++
		}
		return nil
	}
	glyph := pdfGlyph{box: box{p.Left, p.Bottom, p.Right, p.Top}.rotated(r.angle), rune: letter, spaced: r.spaced}
	r.spaced = false
	r.page.glyphs++
	unmapped, err := r.source.instance.FPDFText_HasUnicodeMapError(&requests.FPDFText_HasUnicodeMapError{TextPage: r.text, Index: j})
	if err != nil {
		return fmt.Errorf("read text: %w", err)
	}
	if unmapped.HasUnicodeMapError || !isPrinted(letter) {
		glyph.broken = true
		r.page.broken++
	}
	return r.put(j, glyph)
}

// put adds a glyph to the run that it goes on, or begins one.
func (r *runReader) put(j int, glyph pdfGlyph) error {
	if n := len(r.run.glyphs); n > 0 {
		last := r.run.glyphs[n-1]
		if gap := glyph.left - last.right; gap > cellGap*r.run.size || gap < -0.7*r.run.size || !nearLine(glyph.box, r.run) {
			r.flush()
		}
	}
	if len(r.run.glyphs) == 0 {
		if err := r.source.font(r.text, j, &r.run); err != nil {
			return fmt.Errorf("read fonts: %w", err)
		}
		r.run.box = glyph.box
	}
	if glyph.broken && len(r.run.glyphs) > 0 {
		r.page.gaps++
	}
	r.run.glyphs = append(r.run.glyphs, glyph)
	r.run.box = r.run.box.union(glyph.box)
	return nil
}

// Text turned by more than maxTurn, in radians, is not on the lines of a page.
// Left out, it is a watermark or stamp if its letters are at least
// watermarkSize points.
const maxTurn, watermarkSize = 0.2, 18

// isSlanted reports whether character j only leans, on a line that runs as
// those of the page do: fonts without italics, Chinese ones among them, are
// slanted by their matrix, and PDFium takes the lean for the angle.
func (s pdfSource) isSlanted(text references.FPDF_TEXTPAGE, j int, angle float64) bool {
	matrix, err := s.instance.FPDFText_GetMatrix(&requests.FPDFText_GetMatrix{TextPage: text, Index: j})
	if err != nil {
		return false
	}
	m := matrix.Matrix
	line := math.Atan2(-float64(m.B), float64(m.A)) // angles of PDFium run clockwise
	return math.Abs(angleBetween(line, angle)) < maxTurn
}

// nearLine reports whether a glyph is on the line of a run; marks such as _
// and ' are beside the ink of letters.
func nearLine(glyph box, run pdfRun) bool {
	return glyph.bottom < run.top+0.4*run.size && glyph.top > run.bottom-0.4*run.size
}

// cellGap is how far apart, in ems, the ink of two characters is when a
// column ends between them. Full-width blanks make one em.
const cellGap = 1.25

func isPDFBlank(r rune) bool {
	return r == ' ' || r == '\t' || r == '\u00a0' || r == '\u3000' || r >= '\u2000' && r <= '\u200b' || r == '\ufeff'
}

// isPrinted reports whether r is a character that print can mean: no
// replacement, control or private one. U+0002 is how PDFium marks a hyphen
// that breaks a word, and F000 to F0FF are bullets of symbol fonts.
func isPrinted(r rune) bool {
	switch {
	case r == 0x02 || r >= 0xF020 && r <= 0xF0FF:
		return true
	case r < ' ', r >= 0x7F && r < 0xA0, r >= 0xE000 && r < 0xF900, r >= 0xFFF0 && r <= 0xFFFF, r >= 0xE0000:
		return false
	}
	return true
}

// font sets the size and weight of a run by its character j.
func (s pdfSource) font(text references.FPDF_TEXTPAGE, j int, run *pdfRun) error {
	size, err := s.instance.FPDFText_GetFontSize(&requests.FPDFText_GetFontSize{TextPage: text, Index: j})
	if err != nil {
		return err
	}
	run.size = size.FontSize
	if matrix, err := s.instance.FPDFText_GetMatrix(&requests.FPDFText_GetMatrix{TextPage: text, Index: j}); err == nil {
		run.size *= math.Hypot(float64(matrix.Matrix.C), float64(matrix.Matrix.D))
	}
	if run.size <= 0 || math.IsNaN(run.size) || run.size > 1000 {
		run.size = 10
	}
	font, err := s.instance.FPDFText_GetFontInfo(&requests.FPDFText_GetFontInfo{TextPage: text, Index: j})
	run.bold = err == nil && boldFont.MatchString(font.FontName)
	return nil
}

// boldFont matches the names of fonts that print headings among text of the
// same size. PDFium gives no weight for most embedded fonts.
var boldFont = regexp.MustCompile(`(?i)bold|black|heavy|simhei|heiti|黑体`)

// dominantAngle returns how most of the text is turned, to a quarter turn, in
// radians: pages are often turned as a whole.
func dominantAngle(chars []*responses.GetPageTextStructuredChar) float64 {
	var quarters [4]int
	for _, char := range chars {
		if r, _ := utf8.DecodeRuneInString(char.Text); r > ' ' {
			quarters[int(math.Round(char.Angle/(math.Pi/2)))&3]++
		}
	}
	most := 0
	for q, n := range quarters {
		if n > quarters[most] {
			most = q
		}
	}
	return float64(most) * math.Pi / 2
}

func angleBetween(a, b float64) float64 {
	d := math.Mod(a-b, 2*math.Pi)
	if d > math.Pi {
		d -= 2 * math.Pi
	} else if d < -math.Pi {
		d += 2 * math.Pi
	}
	return d
}

// rotated turns a box back by an angle of quarter turns, clockwise.
func (b box) rotated(angle float64) box {
	switch int(math.Round(angle/(math.Pi/2))) & 3 {
	case 3:
		return box{b.bottom, -b.right, b.top, -b.left}
	case 2:
		return box{-b.right, -b.top, -b.left, -b.bottom}
	case 1:
		return box{-b.top, b.left, -b.bottom, b.right}
	}
	return b
}

// drawings looks at what else is on the page: whether there is anything, and,
// where the text could be a table, its lines.
func (s pdfSource) drawings(at requests.Page, page *pdfPage, angle float64) error {
	objects, err := s.instance.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: at})
	if err != nil {
		return fmt.Errorf("count drawings: %w", err)
	}
	page.ink = objects.Count > 0
	if objects.Count > page.glyphs {
		if page.lost, err = s.losesText(at, objects.Count, page.glyphs); err != nil {
			return err
		}
	}
	if page.glyphs == 0 || objects.Count > maxPDFObjects || !page.hasRows() {
		return nil
	}
	for i := range objects.Count {
		object, err := s.instance.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: at, Index: i})
		if err != nil {
			return fmt.Errorf("read drawings: %w", err)
		}
		kind, err := s.instance.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: object.PageObject})
		if err != nil {
			return fmt.Errorf("read drawings: %w", err)
		}
		if kind.Type != enums.FPDF_PAGEOBJ_PATH {
			continue
		}
		bounds, err := s.instance.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: object.PageObject})
		if err != nil {
			continue // it draws nothing
		}
		area := box{float64(bounds.Left), float64(bounds.Bottom), float64(bounds.Right), float64(bounds.Top)}
		if min(area.width(), area.height()) < maxRule {
			page.rules = append(page.rules, area.rotated(angle))
			continue
		}
		lines, err := s.segments(object.PageObject)
		if err != nil {
			return fmt.Errorf("read drawings: %w", err)
		}
		edges := &page.rules
		if mode, err := s.instance.FPDFPath_GetDrawMode(&requests.FPDFPath_GetDrawMode{PageObject: object.PageObject}); err == nil && !mode.Stroke {
			edges = &page.shades
		}
		for _, line := range lines {
			*edges = append(*edges, line.rotated(angle))
		}
	}
	return nil
}

// losesText reports whether there are pieces of text on a page that are not
// among its characters: PDFium leaves out single ones of fonts that are not in
// the file. What is left may be the digits alone.
func (s pdfSource) losesText(at requests.Page, objects, glyphs int) (bool, error) {
	const few = 3
	texts := 0
	for i := range min(objects, maxPDFObjects) {
		object, err := s.instance.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: at, Index: i})
		if err != nil {
			return false, fmt.Errorf("read drawings: %w", err)
		}
		kind, err := s.instance.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: object.PageObject})
		if err != nil {
			return false, fmt.Errorf("read drawings: %w", err)
		}
		if kind.Type == enums.FPDF_PAGEOBJ_TEXT {
			texts++
		}
	}
	return texts > glyphs+glyphs/5+few, nil
}

// maxRule is the greatest thickness, in points, of a line that frames a table.
const maxRule = 3.5

// maxPathSegments bounds how much of one drawing is looked at; frames have
// few segments and pictures thousands.
const maxPathSegments = 400

// segments returns the upright and level lines of a path.
func (s pdfSource) segments(path references.FPDF_PAGEOBJECT) ([]box, error) {
	count, err := s.instance.FPDFPath_CountSegments(&requests.FPDFPath_CountSegments{PageObject: path})
	if err != nil {
		return nil, err
	}
	if count.Count > maxPathSegments {
		return nil, nil
	}
	matrix, err := s.instance.FPDFPageObj_GetMatrix(&requests.FPDFPageObj_GetMatrix{PageObject: path})
	if err != nil {
		return nil, err
	}
	var lines []box
	var start, last [2]float64
	line := func(to [2]float64) {
		b := box{min(last[0], to[0]), min(last[1], to[1]), max(last[0], to[0]), max(last[1], to[1])}
		if min(b.width(), b.height()) < 1 && max(b.width(), b.height()) > maxRule {
			lines = append(lines, b)
		}
		last = to
	}
	for i := range count.Count {
		segment, err := s.instance.FPDFPath_GetPathSegment(&requests.FPDFPath_GetPathSegment{PageObject: path, Index: i})
		if err != nil {
			return nil, err
		}
		point, err := s.instance.FPDFPathSegment_GetPoint(&requests.FPDFPathSegment_GetPoint{PathSegment: segment.PathSegment})
		if err != nil {
			return nil, err
		}
		kind, err := s.instance.FPDFPathSegment_GetType(&requests.FPDFPathSegment_GetType{PathSegment: segment.PathSegment})
		if err != nil {
			return nil, err
		}
		x, y, m := float64(point.X), float64(point.Y), matrix.Matrix
		to := [2]float64{float64(m.A)*x + float64(m.C)*y + float64(m.E), float64(m.B)*x + float64(m.D)*y + float64(m.F)}
		switch kind.Type {
		case enums.FPDF_SEGMENT_MOVETO:
			start, last = to, to
		case enums.FPDF_SEGMENT_LINETO:
			line(to)
		default:
			last = to
		}
		if closed, err := s.instance.FPDFPathSegment_GetClose(&requests.FPDFPathSegment_GetClose{PathSegment: segment.PathSegment}); err != nil {
			return nil, err
		} else if closed.IsClose {
			line(start)
		}
	}
	return lines, nil
}

// hasRows reports whether two runs stand beside each other somewhere, as the
// cells of a table do.
func (p *pdfPage) hasRows() bool {
	runs := slices.Clone(p.runs)
	slices.SortFunc(runs, func(a, b pdfRun) int { return cmp.Compare(b.middle(), a.middle()) })
	for i := 1; i < len(runs); i++ {
		if runs[i].middle() > runs[i-1].bottom && runs[i-1].middle() < runs[i].top {
			return true
		}
	}
	return false
}
