package table

import (
	"regexp"
	"slices"
	"sort"

	"policybot/knowledge/figure"
	"policybot/knowledge/frame"

	"github.com/shopspring/decimal"
)

// extremes names the time or the line with the largest or smallest number.
func (r *relation) extremes(p *pair) []*Candidate {
	if !r.q.has(AskExtreme) || r.allInLabel(AskExtreme, &r.rows[p.row], &r.columns[p.column]) {
		return nil
	}
	var out []*Candidate
	ofLines := r.q.lines != "year" && (len(r.q.periods) == 1 || r.q.comparesTimes())
	if all := r.times(p); len(all) > 1 && r.q.lines != "row" && !ofLines {
		if c := r.most(r.among(p, all), 1); c != nil {
			out = append(out, c)
		}
	}
	asked := r.q.Periods()
	if r.q.lines == "year" || len(asked) > 1 {
		return out
	}
	if named := r.named(p, asked); len(named) > 1 {
		if c := r.most(named, 0); c != nil {
			c.Features.Named = 1
			out = append(out, c)
		}
	}
	if len(r.columns[p.column].own) > 0 || !r.q.mentions(&r.rows[p.row]) || r.rows[p.row].recall() < 0.5 {
		out = append(out, r.most(r.down(p, asked), 0))
	}
	if r.rows[p.row].recall() >= 0.5 {
		out = append(out, r.most(r.across(p, asked), 0))
	}
	return out
}

// mentions reports whether the question says telling words of an item.
func (q *Question) mentions(it *item) bool {
	for j := range q.words {
		if it.match.own[j] && !q.words[j].common {
			return true
		}
	}
	return false
}

// among keeps the times that the question names, all where it names fewer than two.
func (r *relation) among(p *pair, all []place) []place {
	asked := r.q.Periods()
	if len(asked) < 2 {
		return all
	}
	var out []place
	for _, a := range asked {
		found := p.anywhere(a)
		if len(found) == 0 {
			return nil
		}
		out = append(out, found[0])
	}
	return out
}

// down returns the cells of a column at the time asked, totals left out.
func (r *relation) down(p *pair, asked []frame.Period) []place {
	var out []place
	for i := range r.rows {
		if r.rows[i].total || len(r.rows[i].own) == 0 {
			continue
		}
		places := r.cells[[2]int{i, p.column}]
		if len(places) == 0 {
			continue
		}
		q := pair{row: i, column: p.column, places: places}
		if res, ok := r.resolve(&q, asked); ok && r.numeric(res.places[0]) {
			out = append(out, res.places[0])
		}
	}
	return r.sameGroup(p, out)
}

// sameGroup keeps the rows of the group that the question names.
func (r *relation) sameGroup(p *pair, places []place) []place {
	row := &r.rows[p.row]
	if row.parent == 0 || row.group == 0 {
		return places
	}
	var out []place
	for _, c := range places {
		if r.frame.Rows[c.row].Group == row.group {
			out = append(out, c)
		}
	}
	if len(out) < 2 {
		return places
	}
	return out
}

// across returns the cells of a row at the time asked.
func (r *relation) across(p *pair, asked []frame.Period) []place {
	var out []place
	for i := range r.columns {
		if r.columns[i].total || r.columns[i].names || len(r.columns[i].own) == 0 {
			continue
		}
		places := r.cells[[2]int{p.row, i}]
		if len(places) == 0 {
			continue
		}
		q := pair{row: p.row, column: i, places: places}
		if res, ok := r.resolve(&q, asked); ok && r.numeric(res.places[0]) && r.measure[res.places[0].column] {
			out = append(out, res.places[0])
		}
	}
	return out
}

// named returns the cells of the items that the question names side by side.
func (r *relation) named(p *pair, asked []frame.Period) []place {
	res, ok := r.resolve(p, asked)
	if !ok || !r.numeric(res.places[0]) {
		return nil
	}
	out := []place{res.places[0]}
	for _, s := range r.seconds(p) {
		if s.recall < 0.99 && len(out) > 1 {
			continue
		}
		if res, ok := r.resolve(&s.pair, asked); ok && r.numeric(res.places[0]) {
			out = append(out, res.places[0])
			break
		}
	}
	return out
}

// most returns the largest or smallest of some cells, with the others behind
// it; overTime is 1 for those of one line at several times.
func (r *relation) most(places []place, overTime float64) *Candidate {
	if len(places) < 2 {
		return nil
	}
	c := &Candidate{Ask: AskExtreme}
	c.Features.OverTime = overTime
	c.take(r, resolution{places: places})
	if c = c.sound(); c == nil {
		return nil
	}
	sort.SliceStable(c.Operands, func(a, b int) bool {
		x, y := c.Operands[a].Cell.Value, c.Operands[b].Cell.Value
		if r.q.largest {
			return x.GreaterThan(y)
		}
		return x.LessThan(y)
	})
	c.Features.Tie = boolean(c.Operands[0].Cell.Value.Equal(c.Operands[1].Cell.Value))
	c.Labels = []string{r.nameOf(c.Operands[0], c.Operands[1])}
	c.nameTimes(1)
	return c
}

// nameTimes notes the times of the first operands as what is asked for, where
// the operands differ by nothing else.
func (c *Candidate) nameTimes(count int) {
	for _, o := range c.Operands {
		if o.Period.Year == 0 || len(c.Operands) > 1 && o.row != c.Operands[0].row && o.column != c.Operands[0].column {
			return
		}
	}
	if c.Features.OverTime == 0 {
		return
	}
	for _, o := range c.Operands[:count] {
		c.times = append(c.times, o.Period)
	}
}

// Times are the times that are the answer itself: the years in which something
// was the largest, or lay above a number.
func (c *Candidate) Times() []frame.Period { return c.times }

// nameOf is what tells an operand from another: its time, its row or its column.
func (r *relation) nameOf(o, other Operand) string {
	switch {
	case r.rowOf[o.row] != r.rowOf[other.row]:
		return r.frame.Rows[o.row].Label()
	case r.colOf[o.column] != r.colOf[other.column]:
		return r.frame.Columns[o.column].Label()
	case o.Table != other.Table:
		return o.Period.String()
	case o.Row != other.Row:
		return r.timeName(o.Table.Rows[o.Row])
	}
	return r.timeName(o.Table.Columns[o.Column])
}

// timeName is the innermost label of a line that names a time.
func (r *relation) timeName(l frame.TableLine) string {
	for i := len(l.Path) - 1; i >= 0; i-- {
		if len(frame.Periods(l.Path[i])) > 0 {
			return l.Path[i]
		}
	}
	return l.Label()
}

// filters lists or counts the times or lines that lie beyond a number.
func (r *relation) filters(p *pair) []*Candidate {
	if !r.q.bounded {
		return nil
	}
	var out []*Candidate
	try := func(places []place, overTime float64) {
		if len(places) < 2 {
			return
		}
		if c := r.beyond(places, overTime); c != nil {
			out = append(out, c)
		}
	}
	asked := r.q.Periods()
	if all := r.times(p); len(all) > 1 && len(asked) != 1 {
		try(r.asPrinted(p, r.among(p, all)), 1)
	}
	if r.q.lines != "year" && len(asked) < 2 {
		try(r.down(p, asked), 0)
	}
	return out
}

// trends lists the lines of a column whose number rose, or fell, between two
// times: "which shops sold less in 2021 than in 2020".
func (r *relation) trends(p *pair) *Candidate {
	up, down := upWords.MatchString(r.q.Text), downWords.MatchString(r.q.Text)
	if up == down || r.q.lines == "year" || !whichWords.MatchString(r.q.Text) || len(r.q.periods) == 0 {
		return nil
	}
	c := &Candidate{Ask: AskFilter}
	for i := range r.rows {
		if r.rows[i].total || len(r.rows[i].own) == 0 {
			continue
		}
		line := pair{row: i, column: p.column, places: r.cells[[2]int{i, p.column}]}
		if len(line.places) == 0 {
			continue
		}
		line.elsewhere = r.elsewhere(&line)
		ends, _, ok := r.ends(&line, r.times(&line))
		if !ok {
			continue
		}
		before, after := r.operand(ends[0]), r.operand(ends[1])
		if !before.measure || !sameUnit(before.Cell, after.Cell) {
			return nil
		}
		if order := after.Cell.Value.Cmp(before.Cell.Value); order > 0 && up || order < 0 && down {
			c.Operands = append(c.Operands, after, before)
			c.Labels = append(c.Labels, r.frame.Rows[r.rows[i].lines[0]].Label())
		}
	}
	if len(c.Labels) == 0 || len(c.Labels) > maxParts {
		return nil
	}
	c.Features.Trend = 1
	return c
}

// comparesTimes reports whether the question asks for lines that were more or
// less at one time than at another: "which sold less in 2021 than in 2020".
func (q *Question) comparesTimes() bool {
	if !whichWords.MatchString(q.Text) {
		return false
	}
	for _, at := range thanWords.FindAllStringIndex(q.Text, -1) {
		for _, p := range q.periods {
			if p.Start >= at[1] && p.Start-at[1] <= boundAhead {
				return true
			}
		}
	}
	return false
}

var thanWords = regexp.MustCompile(`\bthan\b|比`)

// whichWords match a question for lines, not for a number.
var whichWords = regexp.MustCompile(`\b(?:which|what|who)\b|哪些|哪几|有哪`)

// asPrinted puts the cells of a pair in the order in which the table has them.
func (r *relation) asPrinted(p *pair, places []place) []place {
	var out []place
	for _, c := range p.places {
		if slices.Contains(places, c) {
			out = append(out, c)
		}
	}
	for _, c := range places {
		if c.in != nil {
			out = append(out, c)
		}
	}
	return out
}

// beyond keeps the cells above or below the number asked; it counts them where
// the question asks how many.
func (r *relation) beyond(places []place, overTime float64) *Candidate {
	c := &Candidate{Ask: AskFilter}
	c.Features.OverTime = overTime
	if r.q.has(AskCount) {
		c.Ask, c.Valued, c.Unit = AskCount, true, "lines"
	}
	var kept []place
	for _, p := range places {
		cell := r.cell(p)
		order := r.compare(cell)
		if order > 0 && r.q.over || order < 0 && !r.q.over {
			kept = append(kept, p)
		}
	}
	if len(kept) == 0 {
		return nil
	}
	c.take(r, resolution{places: kept})
	for _, o := range c.Operands {
		other := r.operand(places[0])
		if len(places) > 1 && o.Table == other.Table && o.Row == other.Row && o.Column == other.Column {
			other = r.operand(places[1])
		}
		c.Labels = append(c.Labels, r.nameOf(o, other))
	}
	c.Value = decimal.NewFromInt(int64(len(kept)))
	if c.Ask == AskFilter {
		c.nameTimes(len(c.Operands))
	}
	return c
}

// compare holds a cell against the number asked: the one in its base unit where
// the question gives a scale and the table has one, else as printed.
func (r *relation) compare(cell *frame.TableCell) int {
	l := r.q.limit
	if l.scaled && !cell.Unit.Scale.IsZero() {
		return cell.Base().Cmp(l.value)
	}
	value := l.value
	if l.scaled { // the table's scale is not known: as the question's
		value = unscaled(r.q, value)
	}
	return cell.Value.Cmp(value)
}

// unscaled takes the scale that the question gives off its number.
func unscaled(q *Question, value figure.Decimal) figure.Decimal {
	m := numberInAsk.FindAllStringSubmatch(q.Text, -1)
	for _, g := range m {
		if n, err := decimal.NewFromString(removeCommas(g[2])); err == nil && !n.IsZero() {
			for _, power := range limitScales {
				if n.Shift(power).Equal(value) {
					return n
				}
			}
		}
	}
	return value
}

// structure tells what tables are made of: their times, and the parts of a
// total or a group.
func (r *relation) structure() []*Candidate {
	var out []*Candidate
	if r.q.has(AskTimes) && !r.q.has(AskExtreme) && !r.q.has(AskFilter) {
		out = append(out, r.timesNamed()...)
	}
	if r.q.has(AskParts) || r.q.has(AskCount) {
		out = append(out, r.partsNamed()...)
	}
	return out
}

// timesNamed lists the times of the table, latest or first as they stand in it.
func (r *relation) timesNamed() []*Candidate {
	var labels []string
	var times []frame.Period
	seen := map[string]bool{}
	for _, lines := range [][]frame.TableLine{r.frame.Columns, r.frame.Rows} {
		for i := range lines {
			if lines[i].Period.IsZero() || lines[i].Names {
				continue
			}
			name := r.timeName(lines[i])
			if !seen[name] {
				seen[name] = true
				labels = append(labels, name)
				if lines[i].Period.Year > 0 {
					times = append(times, lines[i].Period)
				}
			}
		}
		if len(labels) > 1 {
			break
		}
	}
	if len(labels) < 2 {
		return nil
	}
	c := &Candidate{Ask: AskTimes, Labels: labels, row: -1, column: -1}
	if len(times) == len(labels) {
		c.times = times
	}
	out := []*Candidate{c}
	if r.q.has(AskCount) {
		n := &Candidate{Ask: AskCount, Labels: labels, Valued: true, Unit: "lines", Value: decimal.NewFromInt(int64(len(labels))), row: -1, column: -1}
		out = append(out, n)
	}
	for _, x := range out {
		x.Lines = []int{0}
		x.Features.Group = r.bestRecall()
	}
	return out
}

// bestRecall is how well the question names any line of the table.
func (r *relation) bestRecall() float64 {
	best := 0.0
	for i := range r.rows {
		best = max(best, r.rows[i].recall())
	}
	return best
}

// partsNamed lists the lines under a group or a total that the question names.
func (r *relation) partsNamed() []*Candidate {
	var out []*Candidate
	add := func(lines []int, fit float64, all float64) {
		if len(lines) < 2 || len(lines) > maxParts {
			return
		}
		c := &Candidate{Ask: AskParts, row: -1, column: -1}
		if r.q.has(AskCount) {
			c.Ask, c.Valued, c.Unit, c.Value = AskCount, true, "lines", decimal.NewFromInt(int64(len(lines)))
		}
		c.Lines = lines
		for _, l := range lines {
			c.Labels = append(c.Labels, r.frame.Rows[l].Label())
		}
		c.Features.Group = fit
		c.Features.AllLines = all
		out = append(out, c)
	}
	for i := range r.rows {
		it := &r.rows[i]
		for _, l := range it.lines {
			if len(r.frame.Rows[l].Sums) > 0 && it.recall() > 0.6 {
				add(r.frame.Rows[l].Sums, it.recall(), 0)
				break
			}
		}
	}
	groups := map[int][]int{}
	var order []int
	for i := range r.frame.Rows {
		l := &r.frame.Rows[i]
		if l.Group > 0 && !l.Total && len(l.Path) > 1 {
			if groups[l.Group] == nil {
				order = append(order, l.Group)
			}
			groups[l.Group] = append(groups[l.Group], i)
		}
	}
	best := 0.6
	for _, g := range order {
		best = max(best, r.recallOf(r.rows[r.rowOf[groups[g][0]]].parents))
	}
	for _, g := range order {
		if fit := r.recallOf(r.rows[r.rowOf[groups[g][0]]].parents); fit >= best {
			add(groups[g], fit, 0)
		}
	}
	var all []int
	for i := range r.frame.Rows {
		if !r.frame.Rows[i].Total && r.frame.Rows[i].Label() != "" {
			all = append(all, i)
		}
	}
	add(all, 0, 1)
	return out
}

// maxParts is how many lines are told as the parts of one thing.
const maxParts = 24

// recallOf is the share of some words that the question says.
func (r *relation) recallOf(words []word) float64 {
	said := sayWords(r.q, words, make([]float64, len(r.q.words)))
	all, found := 0.0, 0.0
	for i := range words {
		weight := 1.0
		if words[i].common {
			weight = 0.25
		}
		all += weight
		found += weight * said[i]
	}
	if all == 0 {
		return 0
	}
	return found / all
}
