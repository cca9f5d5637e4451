package pdf

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"policybot/knowledge/ingest/content"
)

// pageNumberLine matches a line that only says the page, in a form that text
// does not have. A bare number is one only where it is the page's own.
var pageNumberLine = regexp.MustCompile(`(?i)^(?:[-–—]\s*\d{1,4}\s*[-–—]|(?:第\s*)?\d{1,4}\s*[页頁](?:.{0,3}共\s*\d{1,4}\s*[页頁])?|page\s+\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|\d{1,4})$`)

var integer = regexp.MustCompile(`\d+`)

var (
	romanPage = regexp.MustCompile(`\b[ivxlc]+\b`)
	// Appendices and tables are numbered in step with their pages as well.
	numberedPart = regexp.MustCompile(`(?i)^(?:附|表|图|圖|annex|appendix|attachment|schedule|table|figure)`)
	// leaders matches a line of a table of contents.
	leaders = regexp.MustCompile(`(?:[.…·・]\s*){6,}[\divxlcIVXLC]+\s*$|…{2,}\s*[\divxlc]+\s*$`)
)

const (
	furnitureLines = 3   // how many lines at an edge of a page may be headers or footers
	furnitureCells = 3   // how many pieces such a line has at most; heads of tables have more
	furnitureReach = 2   // how many pages on a header comes back: it may be only on odd ones
	furnitureShift = 4.0 // by how many points its place may differ
)

// edgeLine is a line at the top or bottom of a page with its page's number
// taken out.
type edgeLine struct {
	text   string
	offset int // what the number is more than the page's
	top    bool
}

// edgeLines returns the forms a line has when any of its numbers may be the
// page's.
func edgeLines(text string, page int, top bool) []edgeLine {
	text = strings.ReplaceAll(text, " ", "")
	if numberedPart.MatchString(text) {
		return nil
	}
	keys := []edgeLine{{text: text, top: top}}
	for _, at := range integer.FindAllStringIndex(text, 4) {
		if n, err := strconv.Atoi(text[at[0]:at[1]]); err == nil {
			keys = append(keys, edgeLine{text[:at[0]] + "#" + text[at[1]:], n - page, top})
		}
	}
	for _, at := range romanPage.FindAllStringIndex(text, 4) {
		if n := romanValue(text[at[0]:at[1]]); n > 0 {
			keys = append(keys, edgeLine{text[:at[0]] + "#" + text[at[1]:], n - page, top})
		}
	}
	return keys
}

// dropFurniture removes running headers, footers, page numbers and tables of
// contents. Headers and footers are lines at an edge that come back on the
// next pages in the same place, the same but for the page's number. It
// returns what it removed.
func dropFurniture(pages []pdfPage) (dropped []string) {
	type place struct{ page, line int }
	lines := make([][]pdfLine, len(pages))
	seen := map[edgeLine][]place{}
	drop := map[place]bool{}
	for p, page := range pages {
		lines[p] = linesOf(page.runs)
		contents := isContents(lines[p], len(pages))
		for i, line := range lines[p] {
			if contents && (leaders.MatchString(line.text) || line.endsInPage()) {
				drop[place{p, i}] = true
			}
			if i >= furnitureLines && i < len(lines[p])-furnitureLines || len(line.runs) > furnitureCells {
				continue
			}
			for _, key := range edgeLines(line.text, page.number, i < furnitureLines) {
				seen[key] = append(seen[key], place{p, i})
			}
		}
	}
	for _, places := range seen {
		for i := 1; i < len(places); i++ {
			a, b := places[i-1], places[i]
			shift := lines[a.page][a.line].middle() - lines[b.page][b.line].middle()
			if a.page != b.page && pages[b.page].number-pages[a.page].number <= furnitureReach && math.Abs(shift) < furnitureShift {
				drop[a], drop[b] = true, true
			}
		}
	}
	for p := range pages {
		for _, i := range []int{0, len(lines[p]) - 1} {
			if i >= 0 && i < len(lines[p]) && standsApart(lines[p], i) && saysPage(lines[p][i].text, pages[p].number) {
				drop[place{p, i}] = true
			}
		}
		var kept []pdfRun
		for i, line := range lines[p] {
			if drop[place{p, i}] {
				dropped = append(dropped, line.text)
			} else {
				kept = append(kept, line.runs...)
			}
		}
		pages[p].runs = kept
	}
	return dropped
}

// isContents reports whether a page is of a table of contents: several lines
// lead to a number, and the numbers rise and can be pages of the document. A
// list of fees is printed alike.
func isContents(lines []pdfLine, pages int) bool {
	const least, unnumbered = 3, 50
	led, last := 0, 0
	for _, line := range lines {
		if !leaders.MatchString(line.text) {
			continue
		}
		led++
		number := line.text[len(strings.TrimRight(line.text, "0123456789")):]
		n, err := strconv.Atoi(number)
		if err != nil {
			continue // in Roman numerals
		}
		if n < last || n > pages+unnumbered {
			return false
		}
		last = n
	}
	return led >= least
}

// endsInPage reports whether a line ends in a number that stands apart, as
// lines of a table of contents do.
func (l *pdfLine) endsInPage() bool {
	n := len(l.runs)
	return n > 1 && strings.Trim(runsText(l.runs[n-1:]), "0123456789ivxlc") == ""
}

// romanValue reads a small Roman numeral; 0 where it is none.
func romanValue(text string) int {
	for n := 1; n < 200; n++ {
		if strings.EqualFold(content.Roman(n), text) {
			return n
		}
	}
	return 0
}

// saysPage reports whether a line only says the page.
func saysPage(text string, page int) bool {
	if !pageNumberLine.MatchString(text) {
		return false
	}
	n, err := strconv.Atoi(text)
	return err != nil || n == page
}

// standsApart reports whether there is more space around a line than between
// lines of text.
func standsApart(lines []pdfLine, i int) bool {
	for _, j := range []int{i - 1, i + 1} {
		if j >= 0 && j < len(lines) && math.Abs(lines[i].middle()-lines[j].middle()) < 2.2*lines[j].size {
			return false
		}
	}
	return true
}
