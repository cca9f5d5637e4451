package ingest

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

// pageNumberLine matches a line that only says the page, in a form that text
// does not have. A bare number is one only where it is the page's own.
var pageNumberLine = regexp.MustCompile(`(?i)^(?:[-–—]\s*\d{1,4}\s*[-–—]|(?:第\s*)?\d{1,4}\s*[页頁](?:.{0,3}共\s*\d{1,4}\s*[页頁])?|page\s+\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|\d{1,4})$`)

var integer = regexp.MustCompile(`\d+`)

// furnitureLines is how many lines at the top and at the bottom of a page may
// be headers and footers.
const furnitureLines = 3

// dropFurniture removes running headers, footers and page numbers: lines at
// an edge that come back on other pages in the same place, the same but for
// the page's number. It returns what it removed.
func dropFurniture(pages []pdfPage) (dropped []string) {
	type edge struct {
		text   string
		offset int // what its first number is more than the page's
		top    bool
	}
	type place struct{ page, line int }
	lines := make([][]pdfLine, len(pages))
	seen := map[edge][]place{}
	for p, page := range pages {
		lines[p] = linesOf(page.runs)
		for i, line := range lines[p] {
			if i >= furnitureLines && i < len(lines[p])-furnitureLines {
				continue
			}
			text := strings.ReplaceAll(line.text, " ", "")
			keys := []edge{{text: text, top: i < furnitureLines}}
			for _, at := range integer.FindAllStringIndex(text, 4) {
				if n, err := strconv.Atoi(text[at[0]:at[1]]); err == nil {
					keys = append(keys, edge{text[:at[0]] + "#" + text[at[1]:], n - page.number, i < furnitureLines})
				}
			}
			for _, key := range keys {
				seen[key] = append(seen[key], place{p, i})
			}
		}
	}
	drop := map[place]bool{}
	for _, places := range seen {
		if len(places) < 2 || len(places)*5 < len(pages)*2 {
			continue
		}
		for _, at := range places[1:] {
			first := places[0]
			if math.Abs(lines[first.page][first.line].middle()-lines[at.page][at.line].middle()) < 10 {
				drop[first], drop[at] = true, true
			}
		}
	}
	for p := range pages {
		for _, i := range []int{0, len(lines[p]) - 1} {
			if i >= 0 && standsApart(lines[p], i) && saysPage(lines[p][i].text, pages[p].number) {
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
