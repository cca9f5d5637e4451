package pdf

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/klippa-app/go-pdfium"
	pdferrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/requests"

	"policybot/knowledge/ingest/content"
)

// Bounds on one PDF.
const (
	maxPDFPages = 2_000
	maxPDFText  = 2_000_000 // characters of all pages
)

// Read reads the text of a PDF, page by page: lines joined to paragraphs,
// headers, footers and page numbers left out, columns and tables in reading
// order.
func (e *Engine) Read(ctx context.Context, in content.Input) (content.Parsed, error) {
	if isCutOff(in.Data) {
		return content.Parsed{}, content.Refuse(content.Damaged)
	}
	var document pdfDocument
	for {
		before := document.next
		err := e.do(ctx, func(instance pdfium.Pdfium) error { return document.read(ctx, instance, in.Data) })
		if err == nil {
			return document.parsed()
		}
		// A page that breaks PDFium may break what is open in it as well: the
		// pages after it are read by another instance.
		problem := (*content.Unreadable)(nil)
		if document.next == before || ctx.Err() != nil || errors.As(err, &problem) || len(document.broken) > maxBrokenPages {
			return content.Parsed{}, pdfProblem(err)
		}
		if document.next == document.count {
			return document.parsed()
		}
	}
}

// maxBrokenPages is how many pages of a file may break the reader before the
// rest is given up.
const maxBrokenPages = 20

// pdfProblem finds the words for an error of PDFium.
func pdfProblem(err error) error {
	switch problem := (*content.Unreadable)(nil); {
	case errors.As(err, &problem):
		return problem
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, pdferrors.ErrPassword), errors.Is(err, pdferrors.ErrSecurity):
		return content.Refuse(content.NeedsPassword).Because(err)
	}
	return content.Refuse(content.Damaged).Because(err)
}

// pdfDocument is what was read from a file.
type pdfDocument struct {
	title  string
	count  int // pages of the file
	next   int // the page to read next, from 0
	glyphs int // of all pages so far
	pages  []pdfPage
	broken []int // numbers of the pages that broke the reader
}

// read reads the pages that have not been read yet. On an error of a page,
// the next page is the one after it.
func (d *pdfDocument) read(ctx context.Context, instance pdfium.Pdfium, data []byte) error {
	// The file is read through a callback, and not copied into the sandbox.
	opened, err := instance.OpenDocument(&requests.OpenDocument{FileReader: bytes.NewReader(data), FileReaderSize: int64(len(data))})
	if err != nil {
		return fmt.Errorf("open: %w", err)
	}
	count, err := instance.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: opened.Document})
	if err != nil {
		return fmt.Errorf("count pages: %w", err)
	}
	d.count = count.PageCount
	switch {
	case count.PageCount == 0:
		return content.Refuse(noPages)
	case count.PageCount > maxPDFPages:
		return content.Refuse(tooManyPages, count.PageCount, maxPDFPages)
	}
	if title, err := instance.FPDF_GetMetaText(&requests.FPDF_GetMetaText{Document: opened.Document, Tag: "Title"}); err == nil {
		d.title = title.Value
	}
	source := pdfSource{instance, opened.Document}
	for d.next < d.count {
		if err := ctx.Err(); err != nil {
			return err
		}
		d.next++
		d.broken = append(d.broken, d.next) // unless it is read, below
		page, err := source.page(d.next - 1)
		if err != nil {
			return fmt.Errorf("page %d: %w", d.next, err)
		}
		d.broken = d.broken[:len(d.broken)-1]
		if d.glyphs += page.glyphs; d.glyphs > maxPDFText {
			return content.Refuse(tooManyCharacters, maxPDFText)
		}
		d.pages = append(d.pages, page)
	}
	return nil
}

// parsed turns pages into blocks.
func (d *pdfDocument) parsed() (content.Parsed, error) {
	var out content.Parsed
	var blank, garbled, gapped, aslant, lost []int
	var pages []pdfPage
	for _, page := range d.pages {
		if page.aslant > 0 {
			aslant = append(aslant, page.number)
		}
		switch {
		case page.lost:
			lost = append(lost, page.number)
		case page.glyphs == 0 && page.ink:
			blank = append(blank, page.number)
		case page.glyphs > 0 && !page.legible():
			garbled = append(garbled, page.number)
		case page.glyphs > 0:
			pages = append(pages, page)
			if page.gaps > 0 {
				gapped = append(gapped, page.number)
			}
		}
	}
	var furniture []string
	var broken []int
	out.Blocks, furniture, broken = pdfBlocks(pages)
	broken = append(broken, d.broken...)
	switch {
	case len(pages) == 0 && len(lost) > 0:
		return out, content.Refuse(fontsMissing)
	case len(pages) == 0 && len(garbled) > 0:
		return out, content.Refuse(illegible)
	case len(pages) == 0 && len(blank) > 0:
		return out, content.Refuse(needsOCR)
	case len(broken) > 0 && len(pages) <= len(broken)-len(d.broken):
		return out, content.Refuse(allPagesBroken)
	}
	for _, missing := range []struct {
		pages   []int
		message content.Message
	}{{blank, pagesNeedOCR}, {lost, pagesFontsMissing}, {garbled, pagesIllegible}, {gapped, pagesWithGaps}, {broken, brokenPages}, {aslant, linesAslant}} {
		if len(missing.pages) > 0 {
			problem := content.Refuse(missing.message, pageRanges(missing.pages))
			problem.Page = missing.pages[0]
			out.Problems = append(out.Problems, problem)
		}
	}
	for _, line := range furniture {
		// Gazettes print the number of a document above its pages.
		if number := content.DocumentNumber.FindString(line); number != "" && out.Source.Number == "" {
			out.Source.Number = number
		}
	}
	if title := content.StatedTitle(d.title); title != "" && statesTitle(out.Blocks, title) {
		out.Source.Title = title
	}
	return out, nil
}

// pdfBlocks lays out pages and makes blocks of them. It returns the headers
// and footers apart, and the numbers of the pages that could not be laid out.
func pdfBlocks(pages []pdfPage) (blocks []content.Block, furniture []string, broken []int) {
	tables := make([][]pdfTable, len(pages))
	for i := range pages {
		if !survives(func() { tables[i], pages[i].runs = framedTables(pages[i]) }) {
			broken = append(broken, pages[i].number)
			pages[i].runs = nil
		}
	}
	furniture = dropFurniture(pages)
	var items []pdfItem
	for i, page := range pages {
		if !survives(func() { items = append(items, pageItems(page, tables[i])...) }) {
			broken = append(broken, page.number)
		}
	}
	flow := newPDFFlow(items)
	markNotes(items, flow.body)
	for _, item := range items {
		flow.add(item)
	}
	return flow.finish(), furniture, broken
}

// survives runs work on a page and reports whether it did not panic: a page
// laid out as nobody thought of costs that page, never the file.
func survives(work func()) (ok bool) {
	defer func() { ok = recover() == nil }()
	work()
	return true
}

// pageItems returns the lines and tables of a page in reading order.
func pageItems(page pdfPage, tables []pdfTable) []pdfItem {
	var items []pdfItem
	place := func(until float64) {
		for len(tables) > 0 && tables[0].top > until {
			items = append(items, pdfItem{page: page.number, table: &tables[0]})
			tables = tables[1:]
		}
	}
	for _, region := range columnsOf(page.runs) {
		lines := linesOf(region)
		left, right := margins(lines)
		found := newTableFinder(lines, slices.Concat(page.rules, page.shades)).find()
		for i := 0; i < len(lines); i++ {
			place(lines[i].top)
			if len(found) > 0 && found[0].from == i {
				items = append(items, pdfItem{page: page.number, table: &pdfTable{rows: found[0].rows, heads: found[0].heads}})
				i = found[0].end - 1
				found = found[1:]
				continue
			}
			items = append(items, pdfItem{page: page.number, line: lines[i], left: left, right: right})
		}
	}
	place(-1e9)
	return items
}

// margins returns where the lines of a column usually begin and end.
func margins(lines []pdfLine) (left, right float64) {
	if len(lines) == 0 {
		return 0, 0
	}
	lefts, rights := make([]float64, 0, len(lines)), make([]float64, 0, len(lines))
	for _, line := range lines {
		lefts, rights = append(lefts, line.left), append(rights, line.right)
	}
	slices.Sort(lefts)
	slices.Sort(rights)
	return lefts[len(lefts)/10], rights[len(rights)-1-len(rights)/10]
}

// noteStart matches how small print at the foot of a page begins when it is
// notes.
var noteStart = regexp.MustCompile(`^(?:[\[［〔（(]?\d{1,2}[\]］〕）)]?\s*\D|[①-⑳¹²³⁴-⁹*＊†‡]|注|资料来源|数据来源|来源|Notes?\b|Sources?\b)`)

// markNotes marks footnotes: small print that ends a page and begins with the
// mark of a note.
func markNotes(items []pdfItem, body float64) {
	const small = 0.92
	for end := len(items); end > 0; {
		start := end
		for start > 0 && items[start-1].page == items[end-1].page && items[start-1].table == nil && items[start-1].line.size < small*body {
			start--
		}
		for start < end && !noteStart.MatchString(items[start].line.text) {
			start++
		}
		for i := start; i < end; i++ {
			items[i].note = true
		}
		page := items[end-1].page
		for end > 0 && items[end-1].page == page {
			end--
		}
	}
}

// statesTitle reports whether a title stands at the start of the text:
// properties often still have that of the file it was copied from.
func statesTitle(blocks []content.Block, title string) bool {
	squeeze := strings.NewReplacer(" ", "", "\n", "").Replace
	var start strings.Builder
	for _, b := range blocks[:min(len(blocks), 6)] {
		start.WriteString(squeeze(b.Text))
	}
	return strings.Contains(start.String(), squeeze(title))
}

// pageRanges writes page numbers as 2-5, 9.
func pageRanges(pages []int) string {
	slices.SortFunc(pages, cmp.Compare[int])
	var parts []string
	for i := 0; i < len(pages); {
		j := i
		for j+1 < len(pages) && pages[j+1] == pages[j]+1 {
			j++
		}
		part := strconv.Itoa(pages[i])
		if j > i {
			part += "-" + strconv.Itoa(pages[j])
		}
		parts = append(parts, part)
		i = j + 1
	}
	return strings.Join(parts, ", ")
}

var linearizedLength = regexp.MustCompile(`/Linearized\b[^>]{0,200}?/L\s+(\d+)`)

// isCutOff reports whether the end of a file is missing. PDFium would read
// what is there, and could stop in the middle of a number.
func isCutOff(data []byte) bool {
	// Readers look for the end within the last KB; some servers append more.
	const tail = 4096
	end := data[max(0, len(data)-tail):]
	if !bytes.Contains(end, []byte("%%EOF")) && !bytes.Contains(end, []byte("startxref")) {
		return true
	}
	// A file made for the web says its length, and has a first end near its start.
	if m := linearizedLength.FindSubmatch(data[:min(len(data), 1024)]); m != nil {
		length, err := strconv.Atoi(string(m[1]))
		return err == nil && len(data) < length
	}
	return false
}
