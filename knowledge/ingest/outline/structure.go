package outline

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"policybot/knowledge"
	"policybot/knowledge/ingest/content"
	"policybot/knowledge/ingest/grid"
)

// Document makes a document of what a reader gave, for every format alike:
// its title and source, and its sections by headings and numbered provisions.
func Document(name, format string, p content.Parsed) knowledge.Document {
	document := knowledge.Document{ID: knowledge.DocumentID(name), Path: name, Format: format, Language: p.Source.Language}
	if document.Language == "" {
		document.Language = languageOfBlocks(p.Blocks)
	}
	blocks := p.Blocks
	if document.Language == knowledge.Chinese {
		blocks = breakLines(blocks)
	}
	document.Title, blocks = titleOf(p.Source.Title, blocks)
	if document.Title == "" {
		document.Title = strings.TrimSuffix(path.Base(name), path.Ext(name))
	}
	document.Source = sourceOf(p.Source, document.Title, blocks)
	if d := versionInName(name); ordinal(d) > ordinal(document.Source.Published) {
		document.Source.Published = d
	} else if document.Source.Published.IsZero() {
		document.Source.Published = nameDate(path.Base(name))
	}
	blocks = dropBylines(blocks)
	document.Sections = sections(outline(document.Title, captionTables(blocks), document.Language))
	return document
}

// languageDetectionBytes is how much of a document decides its language.
const languageDetectionBytes = 20_000

func languageOfBlocks(blocks []content.Block) knowledge.Language {
	var sample strings.Builder
	for _, b := range blocks {
		sample.WriteString(b.Text)
		for _, row := range b.Rows {
			sample.WriteString(strings.Join(content.CellTexts(row), " "))
		}
		if sample.Len() > languageDetectionBytes {
			break
		}
	}
	return content.LanguageOf(sample.String())
}

// breakLines breaks the paragraphs of a Chinese document where a line break
// has become a blank: Chinese sets none after a stop.
func breakLines(blocks []content.Block) []content.Block {
	var out []content.Block
	for _, b := range blocks {
		if b.Kind != content.Paragraph {
			out = append(out, b)
			continue
		}
		for k, text := range strings.Split(lostBreaks(b.Text), "\n") {
			b.Text = text
			if k > 0 {
				b.Number = ""
			}
			out = append(out, b)
		}
	}
	return out
}

func lostBreaks(text string) string {
	var out strings.Builder
	var before, last rune
	for i, r := range text {
		if r == ' ' && (strings.ContainsRune("。！？；：", last) || last == '”' && strings.ContainsRune("。！？", before)) {
			if next, _ := utf8.DecodeRuneInString(text[i+1:]); !strings.ContainsRune("，。；：、", next) {
				r = '\n'
			}
		}
		out.WriteRune(r)
		before, last = last, r
	}
	return out.String()
}

// unit is a stretch of a document under one heading or number, or a table.
type unit struct {
	path   []string // headings from the outermost to its own
	number string
	depth  int  // of its heading or number; 0 where it has none of its own
	always bool // begins a section of its own, however short
	lines  []string
	table  bool
	grid   *knowledge.Table
	rows   []int // for each line of a table, its row of the grid; -1 for none
	page   int
}

func (u *unit) size() int {
	n := 0
	for _, l := range u.lines {
		n += len(l) + 1
	}
	return n
}

// numberDepth is the depth of the outermost number; headings that a format
// marks as such stand above.
const numberDepth = 10

// outline divides a document into units by its headings and numbers.
func outline(title string, blocks []content.Block, language knowledge.Language) []unit {
	o := outliner{title: title, language: language}
	for _, b := range blocks {
		o.add(b)
	}
	return o.units
}

// outliner follows the headings and numbers that are open.
type outliner struct {
	title     string
	language  knowledge.Language
	units     []unit
	open      []level
	numbering numbering
}

// level is a heading or number that is open.
type level struct {
	depth int
	text  string
	unit  int // of units
}

// path returns the headings that are open.
func (o *outliner) path() []string {
	var path []string
	for _, l := range o.open {
		if l.text != "" {
			path = append(path, l.text)
		}
	}
	return path
}

// begin begins a unit of its own heading or number.
func (o *outliner) begin(depth int, title, number string, page int, always bool) *unit {
	for len(o.open) > 0 && o.open[len(o.open)-1].depth >= depth {
		o.open = o.open[:len(o.open)-1]
	}
	if n := len(o.open); n > 0 && o.open[n-1].text == "" { // 二、简化程序。 before （一）
		if parent := &o.units[o.open[n-1].unit]; len(parent.lines) == 1 && isBriefSentence(parent.lines[0]) {
			o.open[n-1].text = strings.TrimRight(parent.lines[0], headingStops)
			parent.path = append(parent.path, o.open[n-1].text)
		}
	}
	o.open = append(o.open, level{depth, title, len(o.units)})
	o.units = append(o.units, unit{path: o.path(), number: number, depth: depth, page: page, always: always})
	return &o.units[len(o.units)-1]
}

// current returns the unit that text without a number goes into.
func (o *outliner) current(page int) *unit {
	if len(o.units) == 0 || o.units[len(o.units)-1].table {
		o.units = append(o.units, unit{path: o.path(), page: page})
	}
	return &o.units[len(o.units)-1]
}

func (o *outliner) add(b content.Block) {
	switch b.Kind {
	case content.Table:
		heading := o.title
		if path := o.path(); len(path) > 0 {
			heading = path[len(path)-1]
		}
		for _, part := range grid.Split(b) {
			if t := grid.Render(part, heading, o.language); len(t.Lines) > 0 {
				o.units = append(o.units, unit{path: o.path(), lines: t.Lines, table: true, grid: t.Grid, rows: t.Rows, page: b.Page})
			}
		}
	case content.Heading:
		o.numbering.restart()
		text := numbered(b)
		n := ParseNumber(text, true)
		u := o.begin(max(b.Level, 1), text, n.printed, b.Page, true)
		u.lines = append(u.lines, text)
	default:
		o.addText(numbered(b), b.Page)
	}
}

// numbered returns the text of a block after the number that its format adds.
func numbered(b content.Block) string {
	if b.Number == "" {
		return b.Text
	}
	if r, _ := utf8.DecodeLastRuneInString(b.Number); content.IsWide(r) && r != '条' && r != '章' && r != '节' && r != '编' {
		return b.Number + b.Text
	}
	return b.Number + " " + b.Text
}

// addText adds a paragraph, divided at the numbers in it.
func (o *outliner) addText(text string, page int) {
	found := o.numbering.numbers(text, o.language == knowledge.Chinese)
	start := 0
	for k := 0; k <= len(found); k++ {
		end := len(text)
		if k < len(found) {
			end = found[k].start
		}
		piece := strings.TrimSpace(text[start:end])
		start = end
		switch {
		case piece == "":
		case k == 0:
			u := o.current(page)
			u.lines = append(u.lines, piece)
		default:
			n := found[k-1]
			lines, title := provision(piece, n, o.language)
			u := o.begin(numberDepth+n.level, title, n.printed, page, n.Rank <= rankItem)
			u.lines = append(u.lines, lines...)
		}
	}
}

// headingStops end a heading that is a sentence of its own.
const headingStops = "。：:；"

// isBriefSentence reports whether the only words of a provision can head
// those below it.
func isBriefSentence(text string) bool {
	return content.Columns(text) <= titleColumns && !strings.ContainsAny(strings.TrimRight(text, headingStops), "。；，")
}

// A provision's first words are its heading when they are at most this many
// columns and end with a stop, a colon or a blank that more words follow.
const titleColumns = 90

// provision returns the lines of a numbered provision and its heading as
// printed, number included; articles are headed by their number alone.
func provision(text string, n number, language knowledge.Language) (lines []string, title string) {
	body := text[min(len(text), n.end-n.start):]
	if n.Rank == rankArticle {
		return []string{text}, n.printed
	}
	end := strings.IndexAny(body, "。；：\n")
	if blank := strings.IndexByte(body, ' '); language == knowledge.Chinese && blank > 0 && (end < 0 || blank < end) && endsHeading(body[:blank]) {
		// A line break that has become a blank.
		head := strings.TrimSpace(text[:len(text)-len(body)] + body[:blank])
		if content.Columns(body[:blank]) <= titleColumns {
			return []string{head, body[blank+1:]}, head
		}
	}
	switch {
	case end < 0 && content.Columns(body) <= titleColumns, n.Rank < rankArticle && content.Columns(body) <= 2*titleColumns:
		return []string{text}, text
	case end >= 0 && content.Columns(body[:end]) <= titleColumns && !strings.Contains(body[:end], "，") && utf8.RuneCountInString(body[end:]) > 1:
		return []string{text}, strings.TrimSpace(text[:len(text)-len(body)] + body[:end])
	}
	return []string{text}, ""
}

// endsHeading reports whether a blank after text may stand for a line break:
// both sides of it Chinese, not inside a list of names or figures.
func endsHeading(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(text)
	return content.IsWide(last) && !strings.ContainsRune("，、（《“", last) && utf8.RuneCountInString(text) >= 4 && !strings.Contains(text, "，")
}

// Sizes of sections in bytes; a Han character takes three. A section is what
// a reader is shown as the source of an answer: a provision, or paragraphs
// that stand together.
const (
	MaxSection   = 1800 // longer ones are split
	FullSection  = 1200 // nothing is added beyond this
	ownProvision = 300  // a numbered provision of this size stands alone
)

// sections packs units into sections.
func sections(units []unit) []knowledge.Section {
	var packed []unit
	for _, u := range units {
		u.lines, u.rows = splitLong(u.lines, u.rows)
		if n := len(packed); n > 0 && !startsSection(&packed[n-1], &u) {
			last := &packed[n-1]
			last.lines = append(last.lines, u.lines...)
			if u.depth == last.depth && u.depth > 0 {
				last.path, last.number = commonPath(last.path, u.path), ""
			}
			continue
		}
		packed = append(packed, u)
	}
	var out []knowledge.Section
	ids := map[string]int{}
	for i, u := range packed {
		if i+1 < len(packed) && isOnlyHeading(&u, &packed[i+1]) {
			continue
		}
		first := 0
		for _, lines := range fill(u.lines) {
			text := strings.Join(lines, "\n")
			section := knowledge.Section{
				ID: sectionID(ids, u.path, text), Number: u.number, Heading: u.path, Page: u.page, Text: text, Table: u.table,
			}
			if u.grid != nil {
				section.Grid = gridPart(u.grid, lines, u.rows[first:first+len(lines)])
			}
			out = append(out, section)
			first += len(lines)
		}
	}
	return out
}

// isOnlyHeading reports whether u is a heading that says nothing by itself:
// no figure, and the next unit stands under it.
func isOnlyHeading(u, next *unit) bool {
	n := len(u.path)
	return u.depth > 0 && len(u.lines) == 1 && n > 0 && strings.TrimRight(u.lines[0], headingStops) == u.path[n-1] &&
		len(next.path) >= n && (next.depth == 0 || next.depth > u.depth) && next.path[n-1] == u.path[n-1] && !strings.ContainsAny(u.lines[0][len(u.number):], "0123456789%")
}

func startsSection(last, u *unit) bool {
	switch {
	case u.always, u.table, last.table:
		return true
	case last.always && last.depth < numberDepth && len(last.lines) == 1 && u.depth >= numberDepth:
		return false // a heading goes with what follows it
	case u.depth > 0 && u.depth < last.depth:
		return true
	case u.depth > 0 && u.size() >= ownProvision:
		return true
	}
	return last.size()+u.size() > FullSection
}

func commonPath(a, b []string) []string {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return a[:n:n]
}

// splitLong splits lines longer than a section at the ends of sentences.
// It returns the rows that lines say along with them, where rows has any.
func splitLong(lines []string, rows []int) ([]string, []int) {
	if !slices.ContainsFunc(lines, func(l string) bool { return len(l) > MaxSection }) {
		return lines, rows
	}
	var split []string
	var splitRows []int
	for i, l := range lines {
		pieces := splitLine(l)
		split = append(split, pieces...)
		for range pieces {
			if rows != nil {
				splitRows = append(splitRows, rows[i])
			}
		}
	}
	return split, splitRows
}

// gridPart returns the part of a table that the lines of a section say: the
// rows that name its columns, and for each line its row with the line's place
// in the section's text.
func gridPart(whole *knowledge.Table, lines []string, rows []int) *knowledge.Table {
	part := *whole
	part.Rows = slices.Clone(whole.Rows[:whole.HeadRows])
	last, offset := -1, 0
	for i, row := range rows {
		end := offset + len(lines[i])
		switch {
		case row < 0:
		case row == last: // a long row, which takes several lines
			part.Rows[len(part.Rows)-1].End = end
		default:
			r := whole.Rows[row]
			r.Start, r.End = offset, end
			part.Rows = append(part.Rows, r)
			last = row
		}
		offset = end + 1
	}
	return &part
}

func splitLine(text string) []string {
	var out []string
	for len(text) > MaxSection {
		cut := 0
		for _, s := range knowledge.Sentences(text[:runeBoundary(text, MaxSection)]) {
			if cut == 0 || s.Start <= FullSection {
				cut = s.Start
			}
		}
		for _, marks := range []string{"；;", "，,", " 、"} {
			if cut == 0 {
				if k := strings.LastIndexAny(text[:runeBoundary(text, FullSection)], marks); k > 0 {
					_, size := utf8.DecodeRuneInString(text[k:])
					cut = k + size
				}
			}
		}
		if cut == 0 {
			cut = runeBoundary(text, FullSection)
		}
		out = append(out, strings.TrimSpace(text[:cut]))
		text = strings.TrimSpace(text[cut:])
	}
	if text != "" {
		out = append(out, text)
	}
	return out
}

// runeBoundary returns the last rune boundary of text at or before n.
func runeBoundary(text string, n int) int {
	if n >= len(text) {
		return len(text)
	}
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return n
}

// fill groups lines into sections of at most maxSection bytes where lines
// allow, and near fullSection.
func fill(lines []string) [][]string {
	total := 0
	for _, l := range lines {
		total += len(l) + 1
	}
	if total <= MaxSection {
		return [][]string{lines}
	}
	var out [][]string
	start, size := 0, 0
	for i, l := range lines {
		if size > 0 && size+len(l) > FullSection {
			out = append(out, lines[start:i])
			start, size = i, 0
		}
		size += len(l) + 1
	}
	return append(out, lines[start:])
}

// sectionID names a section by its words, so that an unchanged section keeps
// its name whatever is put before it.
func sectionID(taken map[string]int, headings []string, text string) knowledge.SectionID {
	hash := sha256.New()
	for _, h := range headings {
		fmt.Fprintf(hash, "%s\n", h)
	}
	fmt.Fprintf(hash, "\n%s", text)
	id := hex.EncodeToString(hash.Sum(nil)[:6])
	taken[id]++
	if n := taken[id]; n > 1 {
		id = fmt.Sprintf("%s-%d", id, n)
	}
	return knowledge.SectionID(id)
}
