package pdf

import "math"

// groups gives each row the name of its group where a name stands in the
// middle of the rows it is for, as merged cells print it.
func (t *tableLayout) groups(lines []bodyLine) []bodyLine {
	if len(t.columns) < 3 {
		return lines
	}
	names, rows := t.groupNames(lines)
	if len(names) == 0 || 3*len(names) > 2*len(rows) || lines[names[0].first].line.middle() > lines[rows[0]].line.middle()-0.3*lines[rows[0]].line.size {
		return lines
	}
	ends, ok := partition(lines, names, rows)
	if !ok {
		return lines
	}
	start := 0
	for k, end := range ends {
		for n := start; n < end; n++ {
			line := &lines[rows[n]]
			line.cells[0], line.grouped = names[k].text, n > start
			line.boxes[0] = box{}
		}
		start = end
	}
	var out []bodyLine
	for _, line := range lines {
		if line.beside {
			out = append(out, line)
		}
	}
	return out
}

// groupName is a name in the first column, of one line or more.
type groupName struct {
	text        string
	first, last int // its lines
}

func (g groupName) middle(lines []bodyLine) float64 {
	return (lines[g.first].boxes[0].middle() + lines[g.last].boxes[0].middle()) / 2
}

// groupNames returns the names in the first column, and the lines that have a
// name in the second; none where the second column does not name rows.
func (t *tableLayout) groupNames(lines []bodyLine) (names []groupName, rows []int) {
	for i := range lines {
		line := &lines[i]
		if line.cells[1] != "" {
			rows = append(rows, i)
			if isFigureText(line.cells[1]) {
				return nil, nil
			}
		} else if line.beside {
			return nil, nil
		}
		if line.cells[0] == "" {
			continue
		}
		if n := len(names); n > 0 && lines[names[n-1].last].boxes[0].middle()-line.boxes[0].middle() < 1.45*line.line.size {
			names[n-1].text = joinLines(names[n-1].text, line.cells[0])
			names[n-1].last = i
			continue
		}
		names = append(names, groupName{line.cells[0], i, i})
	}
	return names, rows
}

func joinLines(a, b string) string {
	var text lineJoiner
	text.add(a)
	text.add(b)
	return text.String()
}

// partition divides rows so that each name stands in the middle of its own.
func partition(lines []bodyLine, names []groupName, rows []int) (ends []int, ok bool) {
	start := 0
	for _, name := range names {
		if start >= len(rows) {
			return nil, false
		}
		best, nearest := 0, math.Inf(1)
		for end := start + 1; end <= len(rows); end++ {
			middle := (lines[rows[start]].line.middle() + lines[rows[end-1]].line.middle()) / 2
			if d := math.Abs(middle - name.middle(lines)); d < nearest {
				best, nearest = end, d
			}
		}
		if nearest > 0.6*lines[rows[start]].line.size {
			return nil, false
		}
		ends = append(ends, best)
		start = best
	}
	return ends, start == len(rows)
}
