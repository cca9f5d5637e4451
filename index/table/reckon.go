package table

import (
	"regexp"

	"policybot/knowledge/figure"
	"policybot/knowledge/frame"

	"github.com/shopspring/decimal"
)

// overTime reckons with one item at several times.
func (r *relation) overTime(p *pair) []*Candidate {
	all := r.times(p)
	if len(all) < 2 {
		return nil
	}
	var out []*Candidate
	if r.q.has(AskChange) || r.q.has(AskGrowth) || r.q.has(AskDifference) || r.q.has(AskRatio) {
		if ends, open, ok := r.ends(p, all); ok {
			if r.q.has(AskGrowth) {
				out = append(out, r.growth(ends, open))
			}
			out = append(out, r.change(ends, open))
			if r.q.has(AskRatio) {
				out = append(out, r.timesRatio(ends, open))
			}
		}
	}
	for _, ask := range []Ask{AskAverage, AskSum} {
		if !r.q.has(ask) {
			continue
		}
		chosen, open := r.span(p, all, ask)
		if len(chosen) < 2 {
			continue
		}
		c := &Candidate{Ask: ask, Valued: true}
		c.take(r, resolution{places: chosen, open: open})
		c.magnitudes(r)
		c.total()
		if ask == AskAverage {
			c.Value = c.Value.DivRound(decimal.NewFromInt(int64(len(chosen))), precision)
		}
		out = append(out, c)
	}
	return out
}

// precision is how many decimals a quotient is reckoned to before it is
// rounded for print.
const precision = 12

// ends are the two times that a change lies between, the earlier first.
func (r *relation) ends(p *pair, all []place) (ends [2]place, open, ok bool) {
	asked := r.q.Periods()
	switch len(asked) {
	case 0:
		return [2]place{all[0], all[len(all)-1]}, true, true
	case 1:
		found := p.anywhere(asked[0])
		if len(found) == 0 {
			return ends, false, false
		}
		for i := range all {
			if all[i] == found[0] && i > 0 {
				return [2]place{all[i-1], all[i]}, true, true
			}
		}
		return ends, false, false
	}
	var at []place
	for _, a := range asked {
		found := p.anywhere(a)
		if len(found) == 0 || !r.numeric(found[0]) {
			return ends, false, false
		}
		at = append(at, found[0])
	}
	first, last := at[0], at[0]
	for _, c := range at {
		if c.period.Before(first.period) {
			first = c
		}
		if last.period.Before(c.period) {
			last = c
		}
	}
	return [2]place{first, last}, false, first != last
}

func (r *relation) change(ends [2]place, open bool) *Candidate {
	c := &Candidate{Ask: AskChange, Valued: true}
	c.take(r, resolution{places: []place{ends[1], ends[0]}, open: open})
	c.magnitudes(r)
	c.Value = c.Operands[0].Cell.Value.Sub(c.Operands[1].Cell.Value)
	return c.sound()
}

func (r *relation) growth(ends [2]place, open bool) *Candidate {
	c := &Candidate{Ask: AskGrowth, Valued: true, Unit: "%"}
	c.take(r, resolution{places: []place{ends[1], ends[0]}, open: open})
	from, to := c.Operands[1].Cell.Value, c.Operands[0].Cell.Value
	if from.IsZero() {
		return nil
	}
	c.Value = to.Sub(from).Mul(decimal.NewFromInt(100)).DivRound(from, precision)
	return c.sound()
}

// timesRatio is what one time is of another, the first named of the second.
func (r *relation) timesRatio(ends [2]place, open bool) *Candidate {
	asked := r.q.Periods()
	if len(asked) != 2 {
		return nil
	}
	c := &Candidate{Ask: AskRatio, Valued: true}
	first, second := ends[0], ends[1]
	if asked[1].Before(asked[0]) {
		first, second = second, first
	}
	c.take(r, resolution{places: []place{first, second}, open: open})
	if c.Operands[1].Cell.Value.IsZero() {
		return nil
	}
	c.share(r, c.Operands[0].Cell.Value, c.Operands[1].Cell.Value)
	return c.sound()
}

// costName matches the names of what is spent or set aside, which some tables
// print in brackets: their sizes are meant then.
var costName = regexp.MustCompile(`(?i)\b(?:costs?|expenses?|expenditures?|payments?|depreciation|amorti[sz]ation|allowances?|impairments?|charges?|tax(?:es)?|purchases?|dividends|repayments?|losses|deductions?|provisions?|used|outflows?)\b`)

var eitherSign = regexp.MustCompile(`(?i)\)\s*/|/\s*\(|\((?:loss|losses|income|benefit|decrease|increase|expense|gain|gains|used in|credit)[^)]*\)|\bnet\b|\bor\b`)

// magnitudes takes the sizes of cells that are all below zero where the line
// names a cost: "average interest expense" of (6,442) and (17,334) is 11,888.
func (c *Candidate) magnitudes(r *relation) {
	for _, o := range c.Operands {
		label := o.Table.Rows[o.Row].Label()
		if !o.Cell.Value.IsNegative() || !costName.MatchString(label) || eitherSign.MatchString(label) {
			return
		}
	}
	for i := range c.Operands {
		cell := *c.Operands[i].Cell
		cell.Value = cell.Value.Neg()
		c.Operands[i].Cell = &cell
	}
}

// share sets the result to a part of a whole: in per cent, or as a ratio where
// the question asks for one.
func (c *Candidate) share(r *relation, part, whole figure.Decimal) {
	if r.q.ratio {
		c.Value, c.Unit = part.DivRound(whole, precision), "ratio"
		return
	}
	c.Value, c.Unit = share(part, whole), "%"
}

// span are the times that an average or a sum runs over: those asked; where one
// is asked, it and the one before; where none is, all.
func (r *relation) span(p *pair, all []place, ask Ask) (chosen []place, open bool) {
	asked := r.q.Periods()
	switch {
	case len(asked) == 0:
		return all, true
	case len(asked) == 1 && ask == AskAverage:
		found := p.anywhere(asked[0])
		for i := range all {
			if len(found) > 0 && all[i] == found[0] && i > 0 {
				return all[i-1 : i+1], true
			}
		}
		return nil, true
	case len(asked) == 1:
		return nil, true
	}
	for _, a := range asked {
		found := p.anywhere(a)
		if len(found) == 0 || !r.numeric(found[0]) {
			return nil, false
		}
		chosen = append(chosen, found[0])
	}
	return chosen, false
}

// total sums the operands.
func (c *Candidate) total() {
	for _, o := range c.Operands {
		c.Value = c.Value.Add(o.Cell.Value)
	}
}

// sound returns c where all its operands are numbers in one unit, else nil.
func (c *Candidate) sound() *Candidate {
	for _, o := range c.Operands {
		if !o.Cell.Numeric() || !o.measure || !sameUnit(o.Cell, c.Operands[0].Cell) {
			return nil
		}
	}
	return c
}

// sameUnit reports whether two cells may be added: a dash has any unit.
func sameUnit(a, b *frame.TableCell) bool {
	if a.Kind == frame.CellNil || b.Kind == frame.CellNil {
		return true
	}
	percent := func(c *frame.TableCell) bool { return c.Unit.Symbol == "%" }
	return percent(a) == percent(b) && a.Unit.Multiplier().Equal(b.Unit.Multiplier())
}

// overItems reckons with two items at one time, or an item and the total it is
// part of.
func (r *relation) overItems(p *pair) []*Candidate {
	wanted := r.q.has(AskDifference) || r.q.has(AskRatio) || r.q.has(AskAverage) || r.q.has(AskSum) || r.q.has(AskChange) || r.q.has(AskExtreme)
	if !wanted {
		return nil
	}
	asked := r.q.Periods()
	res, ok := r.resolve(p, asked[:min(1, len(asked))])
	if !ok || !r.numeric(res.places[0]) {
		return nil
	}
	var out []*Candidate
	tried := 0
	for _, s := range r.seconds(p) {
		res2, ok := r.resolve(&s.pair, asked[:min(1, len(asked))])
		if !ok || !r.numeric(res2.places[0]) || res2.places[0] == res.places[0] {
			continue
		}
		first, next := res, res2
		if s.first {
			first, next = res2, res
		}
		for _, c := range r.ofTwo(first, next) {
			c.Features.Joined = boolean(s.joined)
			c.Features.Second = s.recall
			c.Features.SecondNew = s.fresh
			c.Features.add(r, &s.pair)
			out = append(out, c)
		}
		if tried++; tried == 2 {
			break
		}
	}
	if r.q.has(AskRatio) {
		out = append(out, r.shareOfTotal(p, res))
	}
	out = append(out, r.ofSet(p)...)
	return out
}

// ofTwo reckons with two cells, in the order they are named.
func (r *relation) ofTwo(first, next resolution) []*Candidate {
	var out []*Candidate
	make := func(ask Ask) *Candidate {
		c := &Candidate{Ask: ask, Valued: true}
		c.take(r, first)
		c.take(r, next)
		return c
	}
	a, b := r.operand(first.places[0]).Cell.Value, r.operand(next.places[0]).Cell.Value
	if r.q.has(AskDifference) || r.q.has(AskChange) {
		c := make(AskDifference)
		c.Value = a.Sub(b)
		if c = c.sound(); c != nil {
			out = append(out, c)
		}
	}
	if r.q.has(AskGrowth) && !b.IsZero() {
		c := make(AskGrowth)
		c.Value, c.Unit = share(a.Sub(b), b), "%"
		if c = c.sound(); c != nil {
			out = append(out, c)
		}
	}
	if r.q.has(AskSum) {
		c := make(AskSum)
		c.total()
		if c = c.sound(); c != nil && !r.totalAmong(c.Operands) {
			out = append(out, c)
		}
	}
	if r.q.has(AskAverage) {
		c := make(AskAverage)
		c.total()
		c.Value = c.Value.DivRound(decimal.NewFromInt(2), precision)
		if c = c.sound(); c != nil {
			out = append(out, c)
		}
	}
	if r.q.has(AskRatio) {
		c := make(AskRatio)
		part, whole := a, b
		if r.q.whole {
			part, whole = b, a
			c.Operands[0], c.Operands[1] = c.Operands[1], c.Operands[0]
		}
		if !whole.IsZero() {
			c.share(r, part, whole)
			if c = c.sound(); c != nil {
				out = append(out, c)
			}
		}
	}
	return out
}

// ofSet sums or averages three or more items that are named side by side.
func (r *relation) ofSet(p *pair) []*Candidate {
	asked := r.q.Periods()
	set := r.set(p, asked[:min(1, len(asked))])
	if set == nil {
		return nil
	}
	var out []*Candidate
	for _, ask := range []Ask{AskSum, AskAverage} {
		if !r.q.has(ask) {
			continue
		}
		c := &Candidate{Ask: ask, Valued: true}
		c.take(r, resolution{places: set})
		c.magnitudes(r)
		c.total()
		if ask == AskAverage {
			c.Value = c.Value.DivRound(decimal.NewFromInt(int64(len(set))), precision)
		}
		c.Features.Joined, c.Features.Set = 1, 1
		for _, at := range set {
			c.Features.add(r, &pair{row: r.rowOf[at.row], column: r.colOf[at.column]})
		}
		if c = c.sound(); c != nil && !r.totalAmong(c.Operands) {
			out = append(out, c)
		}
	}
	return out
}

func share(part, whole figure.Decimal) figure.Decimal {
	return part.Mul(decimal.NewFromInt(100)).DivRound(whole, precision)
}

// totalAmong reports whether one operand is a total that holds another.
func (r *relation) totalAmong(operands []Operand) bool {
	for _, a := range operands {
		for _, b := range operands {
			if a.Table != b.Table {
				continue
			}
			if a.Column == b.Column && holds(a.Table.Rows, a.Row, b.Row) || a.Row == b.Row && holds(a.Table.Columns, a.Column, b.Column) {
				return true
			}
		}
	}
	return false
}

// holds reports whether line total sums line part, at once or through others.
func holds(lines []frame.TableLine, total, part int) bool {
	for _, s := range lines[total].Sums {
		if s == part || s != total && holds(lines, s, part) {
			return true
		}
	}
	return false
}

// shareOfTotal is a cell as a share of the total that sums it, where the
// question names no other whole.
func (r *relation) shareOfTotal(p *pair, res resolution) *Candidate {
	at := res.places[0]
	whole := place{row: -1, column: -1}
	for i := range r.frame.Rows {
		if holds(r.frame.Rows, i, at.row) {
			whole = place{row: i, column: at.column, period: at.period} // the outermost comes last
		}
	}
	if whole.row < 0 {
		for i := range r.frame.Columns {
			if holds(r.frame.Columns, i, at.column) {
				whole = place{row: at.row, column: i, period: at.period}
			}
		}
	}
	if whole.row < 0 || !r.numeric(whole) || r.operand(whole).Cell.Value.IsZero() {
		return nil
	}
	c := &Candidate{Ask: AskRatio, Valued: true}
	c.take(r, res)
	c.Operands = append(c.Operands[:1], r.operand(whole))
	c.share(r, c.Operands[0].Cell.Value, c.Operands[1].Cell.Value)
	c.Features.ToTotal = 1
	return c.sound()
}

func decimalOf(n int) figure.Decimal { return decimal.NewFromInt(int64(n)) }
