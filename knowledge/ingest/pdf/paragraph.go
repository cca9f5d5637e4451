package pdf

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"policybot/knowledge/ingest/content"
)

// lineJoiner joins lines that were broken where they met the margin.
type lineJoiner struct {
	strings.Builder
	words map[string]bool // words of the document in lower case, to tell long-term from pay-ment
}

func (j *lineJoiner) add(line string) {
	line = strings.TrimSpace(line)
	text := j.String()
	if line == "" || text == "" {
		j.WriteString(line)
		return
	}
	last, size := utf8.DecodeLastRuneInString(text)
	first, _ := utf8.DecodeRuneInString(line)
	switch {
	case last == lineEndHyphen || last == '\u00ad' || last == '-':
		head, tail := lastWord(text[:len(text)-size]), firstWord(line)
		j.Reset()
		j.WriteString(text[:len(text)-size])
		if !j.wordBroken(head, tail) && last != '\u00ad' {
			j.WriteByte('-')
		}
	case content.IsWide(last) || content.IsWide(first), last == '/':
	case isNumberRune(last) && isNumberRune(first) && containsHan(text):
	default:
		j.WriteByte(' ')
	}
	j.WriteString(line)
}

// lineEndHyphen is what PDFium gives for a hyphen at the end of a line.
const lineEndHyphen = '\x02'

// wordBroken reports whether a hyphen between head and tail only breaks a
// word at the margin. What the rest of the document writes decides, and where
// it has neither form, that head and tail are both in lower case letters.
func (j *lineJoiner) wordBroken(head, tail string) bool {
	if head == "" || tail == "" {
		return false
	}
	switch lower := strings.ToLower(head + tail); {
	case j.words[lower]:
		return true
	case j.words[strings.ToLower(head+"-"+tail)]:
		return false
	}
	r, _ := utf8.DecodeRuneInString(tail)
	return unicode.IsLower(r) && !compoundHeads[strings.ToLower(head)]
}

// compoundHeads begin English compounds that keep their hyphen.
var compoundHeads = map[string]bool{
	"long": true, "short": true, "medium": true, "mid": true, "low": true, "high": true, "full": true, "part": true,
	"non": true, "self": true, "well": true, "year": true, "day": true, "month": true, "week": true, "one": true,
	"two": true, "three": true, "four": true, "five": true, "six": true, "seven": true, "eight": true, "nine": true,
	"ten": true, "first": true, "second": true, "third": true, "large": true, "small": true, "cross": true,
	"state": true, "tax": true, "interest": true, "co": true, "post": true, "pre": true, "off": true, "on": true,
}

func lastWord(text string) string {
	return text[strings.LastIndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) || content.IsWide(r) })+1:]
}

func firstWord(text string) string {
	if i := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) || content.IsWide(r) }); i >= 0 {
		return text[:i]
	}
	return text
}

func isNumberRune(r rune) bool { return r >= '0' && r <= '9' || r == '.' || r == ',' }

func containsHan(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// marker matches the number or bullet that begins a provision or list item.
var marker = regexp.MustCompile(`^(?:第[一二三四五六七八九十百千零〇\d]+[编編章节節条條款项項]|[一二三四五六七八九十]+[、．.]|[（(](?:[一二三四五六七八九十]+|\d{1,2}|[a-z]{1,4})[）)]|` +
	`\d{1,3}(?:\.\d{1,3})*[.、．)](?:\D|$)|\d{1,2}(?:\.\d{1,2})+\s|[①-⑳]|[•●■◆▪◦○]|[-–—]\s|[a-z][.)]\s|(?:Article|Section|Chapter|Part)\s+[\dIVX]+)`)

// bullets matches what a list without numbers puts before its items.
var bullets = regexp.MustCompile(`^(?:[•●■◆▪◦○◇□➢✓]\s*|[-–—]\s+)`)

// pdfItem is a line or a table in reading order.
type pdfItem struct {
	page        int
	line        pdfLine
	left, right float64 // margins of the column it is in
	table       *pdfTable
	note        bool // in the small print at the foot of a page
}

// pdfParagraph is a paragraph as it grows.
type pdfParagraph struct {
	pdfItem // the first line
	last    pdfItem
	text    lineJoiner
	lines   int
}

// pdfFlow makes blocks of items.
type pdfFlow struct {
	body   float64             // size of the body's font
	bold   bool                // the body is bold
	pitch  map[float64]float64 // distance between lines of a size of font
	words  map[string]bool
	blocks []content.Block
	sizes  []float64 // of the blocks that are headings by their font; 0 for others
	open   *pdfParagraph
	notes  []*pdfParagraph // footnotes met while a paragraph is open across pages
}

// newPDFFlow measures the body text of a document.
func newPDFFlow(items []pdfItem) *pdfFlow {
	f := &pdfFlow{words: map[string]bool{}}
	sizes, bold := map[float64]int{}, map[bool]int{}
	for _, item := range items {
		n := len(item.line.text)
		sizes[item.line.size] += n
		bold[item.line.bold] += n
		for word := range strings.FieldsFuncSeq(item.line.text, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' || content.IsWide(r) }) {
			f.words[strings.ToLower(word)] = true
		}
	}
	for size, n := range sizes {
		if n > sizes[f.body] || n == sizes[f.body] && size > f.body {
			f.body = size
		}
	}
	f.bold = bold[true] > bold[false]
	f.pitch = map[float64]float64{}
	pitches := map[float64][]float64{}
	for i := 1; i < len(items); i++ {
		a, b := items[i-1], items[i]
		if a.table == nil && b.table == nil && a.page == b.page && a.line.size == b.line.size {
			if pitch := a.line.middle() - b.line.middle(); pitch > 0 {
				pitches[a.line.size] = append(pitches[a.line.size], pitch)
			}
		}
	}
	for size, all := range pitches {
		slices.Sort(all)
		// Lines within paragraphs are the nearer half.
		f.pitch[size] = all[len(all)/3]
	}
	return f
}

func (f *pdfFlow) add(item pdfItem) {
	switch {
	case item.table != nil:
		if f.repeatsHeads(item) {
			f.open = nil
		}
		f.closeParagraph()
		f.addTable(item)
	case f.open != nil && item.note && !f.open.note:
		// A footnote may stand between two halves of a paragraph.
		if n := len(f.notes); n > 0 && f.notes[n-1].page == item.page && f.continues(f.notes[n-1], item) {
			f.notes[n-1].extend(item)
			return
		}
		f.notes = append(f.notes, f.begin(item))
	case f.open != nil && f.continues(f.open, item):
		f.open.extend(item)
	default:
		f.closeParagraph()
		f.open = f.begin(item)
	}
}

func (f *pdfFlow) begin(item pdfItem) *pdfParagraph {
	p := &pdfParagraph{pdfItem: item, text: lineJoiner{words: f.words}}
	p.extend(item)
	return p
}

func (p *pdfParagraph) extend(item pdfItem) {
	p.text.add(collapseSpaced(item.line.text))
	p.last = item
	p.lines++
}

// continues reports whether a line goes on with a paragraph.
func (f *pdfFlow) continues(p *pdfParagraph, next pdfItem) bool {
	last, line, size := p.last.line, next.line, next.line.size
	if math.Abs(last.size-size) > 0.1*size || p.note != next.note {
		return false
	}
	ended := isSentenceEnd(last.text)
	marked := marker.MatchString(line.text)
	samePlace := next.page == p.last.page && last.middle() > line.middle()
	pitch := f.pitch[size]
	if pitch == 0 || pitch > 2.2*size {
		pitch = 1.6 * size
	}
	if samePlace && last.middle()-line.middle() > 1.4*pitch {
		return false
	}
	if last.endsInPage() || leaders.MatchString(last.text) {
		return false
	}
	if !samePlace && (ended || next.page > p.last.page+1) {
		return false
	}
	if size >= headingSize*f.body {
		return samePlace && !marked && !ended && !marker.MatchString(last.text)
	}
	if last.bold != line.bold && p.lines == 1 && last.bold && !f.bold {
		// A bold line of its own is a heading unless it runs to the margin.
		return p.right-last.right < 2*size && !ended && !marked
	}
	if first, _ := utf8.DecodeRuneInString(line.text); strings.HasSuffix(last.text, string(lineEndHyphen)) && unicode.IsLower(first) {
		return true
	}
	// The line before must have been broken by the margin: what comes first
	// on this line would not have fitted.
	slack := 0.6 * size
	if containsHan(line.text) {
		slack = 1.3 * size
	}
	if p.last.right-last.right > firstTokenWidth(line)+slack {
		return false
	}
	indent := line.left - next.left
	switch {
	case marked && (ended || indent > 0.8*size || endsInDigit(last.text)):
		return false
	case indent <= 0.8*size:
		return !marked || !ended
	case !samePlace:
		return indent < 4*size && p.lines > 1
	}
	// An indented line goes on with a paragraph that is indented as a whole,
	// or hangs below its number.
	hanging := p.lines == 1 && marker.MatchString(p.line.text) && line.left > p.line.left+0.5*size
	block := math.Abs(line.left-last.left) < 0.5*size
	return hanging || block && (p.lines > 1 || !ended)
}

func isSentenceEnd(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text, "”’）)\"'」』"))
	return strings.ContainsRune("。！？；：.!?;:", last)
}

func endsInDigit(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(text)
	return last >= '0' && last <= '9'
}

// firstTokenWidth is the width of what could not have been divided at the
// start of a line: a word, a number, a Chinese character.
func firstTokenWidth(line pdfLine) float64 {
	var width float64
	glyphs := line.runs[0].glyphs
	for i, glyph := range glyphs {
		if i > 0 && (glyph.spaced || content.IsWide(glyph.rune) || content.IsWide(glyphs[i-1].rune)) {
			break
		}
		width = glyph.right - line.left
	}
	return width
}

// headingSize is how much larger than the body's the font of a heading is at
// least.
const headingSize = 1.12

func (f *pdfFlow) closeParagraph() {
	if f.open != nil {
		f.emit(f.open)
	}
	f.open = nil
	for _, note := range f.notes {
		f.emit(note)
	}
	f.notes = nil
}

func (f *pdfFlow) emit(p *pdfParagraph) {
	text := strings.ReplaceAll(p.text.String(), string(lineEndHyphen), "-")
	if text == "" {
		return
	}
	out, size := content.Block{Kind: content.Paragraph, Text: text, Page: p.page}, 0.0
	bullet := bullets.FindString(text)
	switch {
	case bullet != "" && len(bullet) < len(text):
		out.Kind, out.Level, out.Text = content.ListItem, 1, text[len(bullet):]
	case p.note:
		out.Kind = content.Footnote
		if m := noteMark.FindStringSubmatch(text); m != nil {
			out.Number, out.Text = strings.TrimSpace(m[1]), m[2]
		}
	case !content.HeadingLike(text) || utf8.RuneCountInString(text) > 80 || p.lines > 4:
	case p.line.size >= headingSize*f.body:
		out.Kind, size = content.Heading, p.line.size
	case p.line.bold && !f.bold && p.lines <= 2 && !isSentenceEnd(text):
		out.Kind, size = content.Heading, f.body
	}
	f.blocks = append(f.blocks, out)
	f.sizes = append(f.sizes, size)
}

// noteMark matches the mark that begins a footnote, which must not read as a
// part of its first number.
var noteMark = regexp.MustCompile(`^([\[［〔（(]?(?:\d{1,2}|[①-⑳]|[¹²³⁴-⁹⁰]{1,2}|[*＊†])[\]］〕）)]?\s*)([^\d\s.,%年月日万亿].*)$`)

func (f *pdfFlow) addTable(item pdfItem) {
	rows, heads := item.table.rows, item.table.heads
	if n := len(f.blocks); n > 0 && f.blocks[n-1].Kind == content.Table && f.blocks[n-1].Page < item.page && len(f.blocks[n-1].Rows[0]) == len(rows[0]) {
		// The table goes on from the page before, often with its heads again.
		last := &f.blocks[n-1]
		for again := 0; len(rows) > 1 && again < len(last.Rows) && again < max(heads, last.HeaderRows, 1); again++ {
			if !slices.Equal(content.CellTexts(last.Rows[again]), content.CellTexts(rows[0])) {
				break
			}
			rows = rows[1:]
		}
		last.Rows = append(last.Rows, rows...)
		return
	}
	f.blocks = append(f.blocks, content.Block{Kind: content.Table, Rows: rows, HeaderRows: heads, Page: item.page})
	f.sizes = append(f.sizes, 0)
}

// repeatsHeads reports whether the open paragraph says the heads of the table
// before again, above the table that goes on with it.
func (f *pdfFlow) repeatsHeads(item pdfItem) bool {
	n := len(f.blocks)
	if f.open == nil || n == 0 || f.blocks[n-1].Kind != content.Table || f.blocks[n-1].Page >= item.page || len(f.blocks[n-1].Rows[0]) != len(item.table.rows[0]) {
		return false
	}
	said := ""
	last := f.blocks[n-1]
	for _, row := range last.Rows[:min(max(last.HeaderRows, 1), len(last.Rows))] {
		for _, c := range row {
			if !c.Continued {
				said += c.Text
			}
		}
	}
	squeeze := strings.NewReplacer(" ", "", "\n", "").Replace
	return squeeze(said) == squeeze(f.open.text.String())
}

// finish closes the last paragraph and gives headings their levels: the first
// is the title if none is larger, the others go by size.
func (f *pdfFlow) finish() []content.Block {
	f.closeParagraph()
	first := -1
	var sizes []float64
	for i, size := range f.sizes {
		if size == 0 {
			continue
		}
		if first < 0 {
			first = i
		}
		if !slices.Contains(sizes, size) {
			sizes = append(sizes, size)
		}
	}
	slices.SortFunc(sizes, func(a, b float64) int { return int(math.Copysign(1, b-a)) })
	for i, size := range f.sizes {
		switch {
		case size == 0:
		case i == first && size == sizes[0] && size > f.body:
			f.blocks[i].Level = 1
		default:
			f.blocks[i].Level = slices.Index(sizes, size) + 2
		}
	}
	return f.blocks
}
