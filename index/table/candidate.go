package table

import (
	"regexp"
	"sort"

	"policybot/knowledge/figure"
	"policybot/knowledge/frame"
)

// Operand is a cell that an answer rests on.
type Operand struct {
	Table       *frame.Table
	Source      int // which of the tables given it is from
	Row, Column int // lines of the table
	Cell        *frame.TableCell
	Period      frame.Period

	measure     bool // its column holds nothing but numbers
	row, column int  // lines of the candidate's own table that it is of
	in          *relation
}

// Candidate is a possible answer from one table.
type Candidate struct {
	Table    *frame.Table
	Source   int // which of the tables given it is from
	Ask      Ask
	Operands []Operand // cells it tells or reckons with, in the order they are told
	Lines    []int     // rows that it names beside those of its operands
	Labels   []string  // lines it names: which has the largest, what a total is made of
	Value    figure.Decimal
	Valued   bool // Value is the result of arithmetic over the operands, in the operands' unit or Unit
	Unit     string
	Verdict  string // "yes" or "no" of a verdict; "" for none
	Features Features
	Chance   float64 // that it is right, 0 to 1

	times       []frame.Period // that it names as the answer
	row, column int            // items it rests on first
	margin      float64
}

// sortBy orders indexes by a score, the highest first, in the order they did
// where scores are equal.
func sortBy(order []int, score func(int) float64) {
	sort.SliceStable(order, func(a, b int) bool { return score(order[a]) > score(order[b]) })
}

func sortPairs(pairs []pair) {
	sort.SliceStable(pairs, func(a, b int) bool { return pairs[a].score > pairs[b].score })
}

// operand makes a place an operand.
func (r *relation) operand(p place) Operand {
	o := Operand{Table: r.frame, Row: p.row, Column: p.column, Cell: r.cell(p), Period: p.period, measure: r.measure[p.column], row: p.row, column: p.column, in: p.in}
	if p.in != nil {
		o.Table, o.measure = p.in.frame, p.in.measure[p.column]
		row, _ := r.rowNamed(p.in.rows[p.in.rowOf[p.row]].key)
		column, _ := r.columnNamed(p.in.columns[p.in.colOf[p.column]].key)
		o.row, o.column = r.rows[row].lines[0], r.columns[column].lines[0]
	}
	return o
}

// cell returns the cell of a place.
func (r *relation) cell(p place) *frame.TableCell {
	if p.in != nil {
		return p.in.frame.Cell(p.row, p.column)
	}
	return r.frame.Cell(p.row, p.column)
}

func (r *relation) numeric(p place) bool { return r.cell(p).Numeric() }

// resolution is the cells of a pair at the times asked.
type resolution struct {
	places  []place
	silent  bool // the cells name no time
	open    bool // the question names no time and the cells have several
	several bool // more than one cell fits a time: which is meant is not known
}

// resolve finds the cell of a pair for each time asked; false where a time asked
// is not in the table.
func (r *relation) resolve(p *pair, asked []frame.Period) (resolution, bool) {
	var out resolution
	if len(asked) == 0 {
		out.places = p.places[:1]
		if len(p.places) > 1 {
			out.open = true
			latest := 0
			for i, c := range p.places {
				if p.places[latest].period.Before(c.period) {
					latest = i
				}
				out.several = out.several || i > 0 && c.period == p.places[i-1].period
			}
			out.places = p.places[latest : latest+1]
		}
		return out, true
	}
	for _, a := range asked {
		found, silent, contradicted := p.at(a)
		switch {
		case len(found) > 0:
			out.several = out.several || len(found) > 1
			out.places = append(out.places, found[0])
		case len(silent) > 0 && !contradicted:
			out.silent = true
			out.several = out.several || len(silent) > 1
			if len(asked) > 1 && len(out.places) > 0 {
				return out, false
			}
			out.places = append(out.places, silent[0])
		default:
			return out, false
		}
	}
	return out, true
}

// times returns the cells of a pair that hold numbers, one for each time, the
// earliest first.
func (r *relation) times(p *pair) []place {
	var out []place
	seen := map[frame.Period]bool{}
	for _, c := range p.places {
		if r.numeric(c) && !c.period.IsZero() {
			seen[c.period] = true
			out = append(out, c)
		}
	}
	for _, c := range p.elsewhere {
		if r.numeric(c) && !seen[c.period] {
			seen[c.period] = true
			out = append(out, c)
		}
	}
	sort.SliceStable(out, func(a, b int) bool { return out[a].period.Before(out[b].period) })
	return out
}

// candidates returns the answers that a table may give, unweighed.
func (r *relation) candidates() []Candidate {
	pairs := r.pairs()
	var out []Candidate
	add := func(c *Candidate) {
		if c != nil {
			out = append(out, *c)
		}
	}
	for i := range pairs {
		p := &pairs[i]
		margin := r.marginOf(pairs, i)
		var own []*Candidate
		own = append(own, r.value(p)...)
		own = append(own, r.overTime(p)...)
		if i < 3 {
			own = append(own, r.overItems(p)...)
			own = append(own, r.extremes(p)...)
			own = append(own, r.filters(p)...)
			own = append(own, r.trends(p))
			own = append(own, r.verdicts(p)...)
		}
		for _, c := range own {
			if c != nil && r.admits(c) {
				c.margin = margin
				c.row, c.column = p.row, p.column
				r.describe(c, p)
				add(c)
			}
		}
	}
	for _, c := range append(r.structure(), r.ofWhere(pairs)...) {
		if c != nil {
			r.describe(c, nil)
			add(c)
		}
	}
	return out
}

// admits reports whether nothing rules a candidate out: a cell that is said not
// to be known, a part of a year where the whole is asked for, a line whose
// interval does not hold the number that another line's holds.
func (r *relation) admits(c *Candidate) bool {
	for _, o := range c.Operands {
		if c.Ask == AskValue && o.Cell.Kind == frame.CellMissing || r.q.wholeYear && r.partYear(o.Period) {
			return false
		}
		if r.rowInside && r.rows[r.rowOf[o.row]].fits < 0 || r.columnInside && r.columns[r.colOf[o.column]].fits < 0 {
			return false
		}
	}
	return true
}

// marginOf is how much better pair i fits than the best other pair that is not
// named by the same words.
func (r *relation) marginOf(pairs []pair, i int) float64 {
	best := 0.0
	for j := range pairs {
		if j != i {
			best = max(best, pairs[j].score)
		}
	}
	return pairs[i].score - best
}

// value tells the cells of a pair, and of a second item that is named beside it.
func (r *relation) value(p *pair) []*Candidate {
	asked := r.q.Periods()
	res, ok := r.resolve(p, asked)
	if !ok {
		return nil
	}
	c := &Candidate{Ask: AskValue}
	c.take(r, res)
	out := []*Candidate{c}
	if len(asked) <= 1 {
		for _, second := range r.seconds(p) {
			res2, ok := r.resolve(&second.pair, asked)
			if !ok || !second.joined && !r.q.respective {
				continue
			}
			both := &Candidate{Ask: AskValue}
			first, next := res, res2
			if second.first {
				first, next = res2, res
			}
			both.take(r, first)
			both.take(r, next)
			both.Features.Joined = boolean(second.joined)
			both.Features.Second = second.recall
			both.Features.SecondNew = second.fresh
			both.Features.add(r, &second.pair)
			out = append(out, both)
			break
		}
	}
	if set := r.set(p, asked[:min(1, len(asked))]); set != nil {
		all := &Candidate{Ask: AskValue}
		all.take(r, resolution{places: set})
		all.Features.Joined, all.Features.Set = 1, 1
		for _, c := range set {
			all.Features.add(r, &pair{row: r.rowOf[c.row], column: r.colOf[c.column]})
		}
		out = append(out, all)
	}
	return out
}

// take adds resolved cells to a candidate.
func (c *Candidate) take(r *relation, res resolution) {
	for _, p := range res.places {
		c.Operands = append(c.Operands, r.operand(p))
	}
	c.Features.take(res)
}

// second is another item that the question names beside a pair.
type second struct {
	pair
	recall float64
	fresh  float64 // weight of its words that the pair does not cover
	first  bool    // it is named before the pair
	joined bool    // "and", a comma or the like stands between the two
	at     int     // word of the question where its own words begin
}

// leastFresh is the weight of words of its own that a second item must be named by.
const leastFresh = 0.3

// seconds returns the items named beside a pair in the same column or row, the
// best first.
func (r *relation) seconds(p *pair) []second {
	var out []second
	try := func(items []item, own int, place func(int) [2]int) {
		for i := range items {
			it := &items[i]
			if i == own || len(it.own) == 0 || it.names {
				continue
			}
			s := r.secondOf(p, it, &items[own])
			if s.fresh < leastFresh || s.recall < 0.5 && s.fresh < 0.9 || s.recall < 0.25 {
				continue
			}
			at := place(i)
			places := r.cells[at]
			if len(places) == 0 {
				continue
			}
			s.pair = pair{row: at[0], column: at[1], places: places, score: s.score}
			out = append(out, s)
		}
	}
	try(r.rows, p.row, func(i int) [2]int { return [2]int{i, p.column} })
	try(r.columns, p.column, func(i int) [2]int { return [2]int{p.row, i} })
	sort.SliceStable(out, func(a, b int) bool { return out[a].score > out[b].score })
	return out
}

// secondOf weighs an item as named beside a pair.
func (r *relation) secondOf(p *pair, it *item, instead *item) second {
	row, column := &r.rows[p.row], &r.columns[p.column]
	var s second
	firstFresh, firstOwn := -1, -1
	for j := range r.q.words {
		if instead.own != nil && instead.match.own[j] && !it.match.own[j] && firstOwn < 0 && !r.q.words[j].common {
			firstOwn = j
		}
		if !it.match.own[j] || row.match.own[j] || column.match.own[j] {
			continue
		}
		weight := 1.0
		if r.q.words[j].han {
			weight = 0.5
		}
		if r.q.words[j].common {
			weight *= 0.25
		}
		s.fresh += weight
		if firstFresh < 0 {
			firstFresh = j
		}
	}
	s.recall = it.recall()
	s.at = firstFresh
	s.joined = firstFresh >= 0 && firstOwn >= 0 && r.q.joins(min(firstFresh, firstOwn), max(firstFresh, firstOwn))
	s.first = firstFresh >= 0 && firstOwn >= 0 && firstFresh < firstOwn
	s.pair.score = s.fresh + it.score
	return s
}

// joins reports whether words i and j of the question stand side by side, with
// "and", a comma or the like between them.
func (q *Question) joins(i, j int) bool {
	return joinWords.MatchString(q.Text[q.words[i].start:q.words[j].start])
}

var joinWords = regexp.MustCompile(`,|\band\b|\bor\b|&|\bvs\b|\bversus\b|\bthan\b|\bplus\b|、|，|和|与|跟|及|比|加`)

// set returns the cells of all items that the question names side by side with
// a pair, three or more, in the order they are named; nil for fewer.
func (r *relation) set(p *pair, asked []frame.Period) []place {
	type member struct {
		at    int
		place place
	}
	res, ok := r.resolve(p, asked)
	if !ok {
		return nil
	}
	own := append([]bool(nil), r.rows[p.row].match.own...)
	start := 0
	for start < len(own) && (!own[start] || r.q.words[start].common) {
		start++
	}
	members := []member{{start, res.places[0]}}
	axis := ""
	for _, s := range r.seconds(p) {
		kind := "row"
		it := &r.rows[s.row]
		if s.row == p.row {
			kind, it = "column", &r.columns[s.column]
		}
		if axis != "" && kind != axis || s.recall < 0.6 {
			continue
		}
		fresh := 0.0
		for j := range own {
			if it.match.own[j] && !own[j] && !r.q.words[j].common {
				fresh++
			}
		}
		res, ok := r.resolve(&s.pair, asked)
		if fresh == 0 || !ok {
			continue
		}
		for j := range own {
			own[j] = own[j] || it.match.own[j]
		}
		axis = kind
		members = append(members, member{s.at, res.places[0]})
	}
	if len(members) < 3 {
		return nil
	}
	sort.SliceStable(members, func(a, b int) bool { return members[a].at < members[b].at })
	var out []place
	for _, m := range members {
		out = append(out, m.place)
	}
	return out
}
