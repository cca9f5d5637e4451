package grid

import (
	"strconv"

	"policybot/knowledge/ingest/content"
)

// Split divides a table that holds several: where rows below name the columns
// anew, as for another year or for what is spent beside what comes in, another
// table begins. The first keeps what stands above the table.
func Split(b content.Block) []content.Block {
	rows, _ := trim(b.Rows, b.HeaderRows)
	if len(rows) < 4 || len(rows[0]) < 2 {
		return []content.Block{b}
	}
	stated := b.HeaderRows
	rows, stated = takeIndexRow(rows, stated)
	titles := 0
	for titles < min(maxTitleRows, len(rows)-3) {
		if _, ok := onlyText(rows[titles]); !ok {
			break
		}
		titles++
	}
	heads := headRows(rows[titles:], max(0, stated-titles))
	if heads == 0 {
		return []content.Block{b}
	}
	starts := headsAgain(rows, titles, heads)
	if len(starts) == 0 {
		return []content.Block{b}
	}
	var parts []content.Block
	from := 0
	for _, next := range append(starts, len(rows)) {
		part := b
		part.Rows = rows[from:next:next]
		if from > 0 {
			part.HeaderRows, part.Text = 0, unitOf(b.Text)
		}
		parts = append(parts, part)
		from = next
	}
	return parts
}

// unitOf returns the line of a caption that gives the unit of a table.
func unitOf(caption string) string {
	if unit, _, _ := captionUnit(caption); unit != "" {
		return "（单位：" + unit + "）"
	}
	return ""
}

// headsAgain returns the rows below the heads at which heads begin again.
func headsAgain(rows [][]content.Cell, titles, heads int) []int {
	var starts []int
	for r := titles + heads + 1; r < len(rows)-1; r++ {
		for h := heads - 1; h >= 0; h-- {
			if !namesAgain(rows[titles+h], rows[r]) {
				continue
			}
			start := r
			for start > titles+heads+1 && r-start < h && !holdsNumbers(rows[start-1]) {
				start--
			}
			starts = append(starts, start)
			r += heads - 1 - h
			break
		}
	}
	return starts
}

// namesAgain reports whether a row says what a row of heads says, but for a few
// names: at least three in four of its cells, two at least, and no numbers.
func namesAgain(head, row []content.Cell) bool {
	same, named := 0, 0
	for i := range head {
		if i == 0 || head[i].Text == "" && row[i].Text == "" {
			continue
		}
		named++
		if head[i].Text == row[i].Text {
			same++
		} else if s := shapeOf(row[i].Text); s == number || s == amount {
			return false
		}
	}
	return same >= 2 && 4*same >= 3*named && head[0].Text == row[0].Text
}

func holdsNumbers(row []content.Cell) bool {
	for _, c := range row[1:] {
		if s := shapeOf(c.Text); s == number || s == amount {
			return true
		}
	}
	return false
}

// takeIndexRow leaves out a first row that only numbers the columns, as
// programs write it that export tables: 0, 1, 2.
func takeIndexRow(rows [][]content.Cell, stated int) (rest [][]content.Cell, heads int) {
	if len(rows) < 3 || len(rows[0]) < 3 {
		return rows, stated
	}
	first, err := strconv.Atoi(rows[0][0].Text)
	if err != nil || first > 1 {
		return rows, stated
	}
	for i, c := range rows[0] {
		if c.Text != strconv.Itoa(first+i) {
			return rows, stated
		}
	}
	return rows[1:], max(0, stated-1)
}

// joinBroken mends heads over columns whose last heads come again and again,
// such as general, other, total: what stands over some of such a set stands
// over all of it, in one piece, and a set that nothing stands over has the
// heads nearest to it.
func joinBroken(rows [][]content.Cell, heads int) {
	if heads < 2 {
		return
	}
	sets := setsOf(rows[heads-1])
	if sets == nil {
		return
	}
	broken := false
	for _, row := range rows[:heads-1] {
		for _, s := range sets {
			broken = broken || isBroken(row, s)
		}
	}
	if !broken {
		return
	}
	for _, row := range rows[:heads-1] {
		joinOver(row, sets)
	}
}

// span is columns from to end.
type span struct{ from, end int }

// setsOf finds the sets of columns whose names come again in the same order; a
// column behind the last of them is a set of its own. nil where there are none.
func setsOf(names []content.Cell) []span {
	for size := 2; size <= len(names)/2; size++ {
		for from := 0; from+2*size <= len(names); from++ {
			var sets []span
			at := from
			for at+size <= len(names) && sameNames(names[from:from+size], names[at:at+size]) {
				sets = append(sets, span{at, at + size})
				at += size
			}
			if len(sets) < 2 || from > 2 || len(names)-at > 2 {
				continue
			}
			for ; at < len(names); at++ {
				sets = append(sets, span{at, at + 1})
			}
			return sets
		}
	}
	return nil
}

func sameNames(a, b []content.Cell) bool {
	for i := range a {
		if a[i].Text != b[i].Text || a[i].Text == "" {
			return false
		}
	}
	return a[0].Text != a[len(a)-1].Text
}

// isBroken reports whether two different heads stand over one set.
func isBroken(row []content.Cell, s span) bool {
	first := ""
	for _, c := range row[s.from:s.end] {
		switch {
		case c.Text == "" || c.Continued:
		case first == "":
			first = c.Text
		case c.Text != first:
			return true
		}
	}
	return false
}

// joinOver writes over each set what stands over some of it, or over the set
// nearest to it.
func joinOver(row []content.Cell, sets []span) {
	texts, middles := make([]string, len(sets)), make([]float64, len(sets))
	for k, s := range sets {
		n := 0.0
		for i, c := range row[s.from:s.end] {
			if c.Text == "" || c.Continued {
				continue
			}
			if texts[k] != "" {
				texts[k] += " "
			}
			texts[k] += c.Text
			middles[k] += float64(s.from + i)
			n++
		}
		if n > 0 {
			middles[k] /= n
		}
	}
	for k, s := range sets {
		nearest := -1
		at := float64(s.from+s.end-1) / 2
		for j, text := range texts {
			if text == "" || j != k && texts[k] != "" {
				continue
			}
			if nearest < 0 || abs(middles[j]-at) < abs(middles[nearest]-at) {
				nearest = j
			}
		}
		if nearest < 0 {
			continue
		}
		for i := s.from; i < s.end; i++ {
			row[i] = content.Cell{Text: texts[nearest], Continued: i > s.from || nearest != k}
		}
	}
}

func abs(x float64) float64 { return max(x, -x) }
