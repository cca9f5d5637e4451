package frame

import (
	"regexp"
	"strings"

	"policybot/knowledge/figure"

	"github.com/shopspring/decimal"
)

var (
	totalWords      = regexp.MustCompile(`(?i)^(?:.*\b(?:sub-?total|total|totals|sum|overall|all|combined|aggregate)\b.*)$|合计|总计|小计|总额|总数|共计|累计|^全国|^全省|^全市`)
	grandTotalWords = regexp.MustCompile(`(?i)^(?:grand )?(?:total|totals)\b|^(?:合计|总计)`)
	// sumName matches lines that may sum others without being called a total.
	sumName = regexp.MustCompile(`(?i)\b(?:net|gross|total|income|profit|assets|liabilities|balance|sum|end|all|cash|earnings|loss|expenses?|revenues?)\b|合|总|计|净`)
)

func namesTotal(label string) bool      { return totalWords.MatchString(label) }
func namesGrandTotal(label string) bool { return grandTotalWords.MatchString(label) }

// findTotals finds the lines whose numbers are the sums of others.
func (t *Table) findTotals() {
	rows := make([][]*TableCell, len(t.Rows))
	for r := range t.Rows {
		for c := range t.Columns {
			if !t.Columns[c].Names {
				rows[r] = append(rows[r], &t.Cells[r][c])
			}
		}
	}
	sumLines(t.Rows, rows)
	columns := make([][]*TableCell, 0, len(t.Columns))
	var lines []TableLine
	var place []int
	for c := range t.Columns {
		if t.Columns[c].Names {
			continue
		}
		var cells []*TableCell
		for r := range t.Rows {
			cells = append(cells, &t.Cells[r][c])
		}
		columns, lines, place = append(columns, cells), append(lines, t.Columns[c]), append(place, c)
	}
	sumLines(lines, columns)
	for i, l := range lines {
		t.Columns[place[i]].Total = l.Total
		for _, s := range l.Sums {
			t.Columns[place[i]].Sums = append(t.Columns[place[i]].Sums, place[s])
		}
	}
}

// maxOpenLines is how many lines a total may sum.
const maxOpenLines = 80

// sumLines sets Sums of the lines that are sums of lines before them, or, for a
// total in front, of all after it. Lines within a total found are not summed
// again.
func sumLines(lines []TableLine, cells [][]*TableCell) {
	var open []int
	for i := range lines {
		if from := sumBehind(lines, cells, open, i); from >= 0 {
			lines[i].Sums = append([]int(nil), open[from:]...)
			lines[i].Total = true
			open = open[:from]
		}
		open = append(open, i)
		if len(open) > maxOpenLines {
			open = open[1:]
		}
	}
	if len(lines) > 2 && len(lines) <= maxOpenLines && lines[0].Total && lines[0].Sums == nil {
		var rest []int
		for i := 1; i < len(lines); i++ {
			if !lines[i].Total {
				rest = append(rest, i)
			}
		}
		if isSum(cells, rest, 0) >= 1 {
			lines[0].Sums = rest
		}
	}
}

// sumBehind returns where in open the lines begin that line i sums; -1 for none.
func sumBehind(lines []TableLine, cells [][]*TableCell, open []int, i int) int {
	for from := len(open) - 2; from >= 0; from-- {
		agree := isSum(cells, open[from:], i)
		if agree >= 2 && (lines[i].Total || sumName.MatchString(lines[i].Label()) || lines[i].Label() == "" || agree >= 3) || agree == 1 && lines[i].Total {
			return from
		}
	}
	return -1
}

// isSum counts the places in which line total holds the sum of the lines
// parts, within what rounding allows; -1 where one does not.
func isSum(cells [][]*TableCell, parts []int, total int) int {
	agree := 0
	for at, cell := range cells[total] {
		if cell.Kind != CellNumber {
			continue
		}
		sum, filled, unfit := decimal.Zero, 0, false
		for _, p := range parts {
			part := cells[p][at]
			switch {
			case part.Kind == CellNumber && sameUnit(part.Unit, cell.Unit):
				sum = sum.Add(part.Value)
				filled++
			case part.Kind == CellNumber || part.Kind == CellFigure || part.Kind == CellWords:
				unfit = true
			}
		}
		if unfit {
			return -1
		}
		if filled < 2 {
			continue
		}
		if sum.Sub(cell.Value).Abs().GreaterThan(rounding(cell.Value, filled)) {
			return -1
		}
		if !cell.Value.IsZero() {
			agree++
		}
	}
	return agree
}

// rounding is how far a printed sum may be from the sum of its printed parts.
func rounding(total figure.Decimal, parts int) figure.Decimal {
	if total.Exponent() >= 0 && parts < 3 {
		return decimal.Zero
	}
	return decimal.New(1, min(total.Exponent(), 0))
}

func sameUnit(a, b TableUnit) bool {
	percent := func(u TableUnit) bool { return u.Symbol == "%" || strings.HasPrefix(u.Symbol, "b") }
	return percent(a) == percent(b)
}
