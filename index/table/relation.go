package table

import (
	"regexp"

	"policybot/index/analysis"
	"policybot/knowledge/frame"
)

// relation is a table as items and times: a cell is found by what its row and
// its column are of, and by its time, whichever of the two names it.
type relation struct {
	frame        *frame.Table
	q            *Question
	rows         []item
	columns      []item
	kinds        []string    // of each column of the frame: "%", "money", "duration", "count", "score"; "" where nothing tells
	measure      []bool      // by column of the frame: all that it holds are numbers
	rowOf        []int       // item of each row
	colOf        []int       // item of each column
	names        []bool      // by word of the question: of the whole name of a row
	scope        []float64   // by word of the question: said by the table's title, headings, caption or lead
	fits         float64     // 1 where a number of the question lies in the interval that the words around the table name, -1 where outside
	apart        []word      // words around the table that tables like it do not have
	siblings     []*relation // tables that say the same of other times
	around       string      // the words around the table without times
	rowInside    bool        // a number of the question lies in the interval of a row
	columnInside bool        // of a column
	periods      bool        // two cells at least differ in their time only
	cells        map[[2]int][]place
}

// place is one cell of the frame, or of that of a table like it.
type place struct {
	row, column int
	period      frame.Period
	in          *relation // the other table; nil for the frame's own
}

func newRelation(f *frame.Table, q *Question) *relation {
	r := &relation{frame: f, q: q}
	r.rows = itemsOf(f.Rows, false)
	r.columns = itemsOf(f.Columns, true)
	stems := r.stemsAround()
	matchItems(q, r.rows, stems)
	matchItems(q, r.columns, stems)
	for _, text := range append(r.ownTexts(), f.Scope.Title) {
		r.around += keyOf(withoutPeriods(analysis.Fold(text))) + "|"
	}
	r.rowInside, r.columnInside = anyInside(r.rows), anyInside(r.columns)
	r.matchAttributes()
	r.rowOf, r.colOf = make([]int, len(f.Rows)), make([]int, len(f.Columns))
	for i := range r.rows {
		for _, l := range r.rows[i].lines {
			r.rowOf[l] = i
		}
	}
	for i := range r.columns {
		for _, l := range r.columns[i].lines {
			r.colOf[l] = i
		}
	}
	r.matchScope()
	r.readColumns()
	r.findNamed()
	r.cells = map[[2]int][]place{}
	for row := range f.Rows {
		for column := range f.Columns {
			if f.Cell(row, column).Kind == frame.CellEmpty {
				continue
			}
			key := [2]int{r.rowOf[row], r.colOf[column]}
			r.cells[key] = append(r.cells[key], place{row: row, column: column, period: f.Period(row, column)})
			if n := len(r.cells[key]); n > 1 && r.cells[key][0].period != r.cells[key][n-1].period && !f.Columns[column].Names {
				r.periods = true
			}
		}
	}
	return r
}

func anyInside(items []item) bool {
	for i := range items {
		if items[i].fits > 0 {
			return true
		}
	}
	return false
}

// matchAttributes lets the words in other cells of a row name it too: the
// region of a city, the group of a subject.
func (r *relation) matchAttributes() {
	if len(r.frame.Rows) > maxAttributeRows {
		return
	}
	for i := range r.rows {
		it := &r.rows[i]
		over := make([]float64, len(r.q.words))
		any := false
		for _, l := range it.lines {
			for c := range r.frame.Columns {
				cell := r.frame.Cell(l, c)
				if cell.Kind != frame.CellWords || r.frame.Columns[c].Names || len(cell.Text) > maxAttribute {
					continue
				}
				sayWords(r.q, split(analysis.Fold(cell.Text)), over)
				any = true
			}
		}
		if !any {
			continue
		}
		for j := range over {
			if over[j] > 0 && it.at[j] == 0 {
				it.at[j] = groupWords * over[j]
				weight := 0.7
				if r.q.words[j].han {
					weight = 0.35
				}
				if r.q.words[j].common {
					weight *= 0.25
				}
				it.parent += weight * over[j]
				it.score += groupWords * weight * over[j]
			}
		}
	}
}

const (
	maxAttributeRows = 3000
	maxAttribute     = 60 // bytes
)

// matchScope finds the words of the question that name the table.
func (r *relation) matchScope() {
	r.scope = make([]float64, len(r.q.words))
	for _, text := range r.scopeTexts() {
		sayWords(r.q, split(analysis.Fold(text)), r.scope)
	}
	for _, text := range r.ownTexts() {
		if fits := r.q.place(analysis.Fold(text), r.scope); fits != 0 {
			r.fits = fits
		}
	}
}

// ownTexts are the words nearest to the table, which tell it from its like.
func (r *relation) ownTexts() []string {
	s := &r.frame.Scope
	texts := []string{s.Lead}
	if r.frame.Source != nil {
		texts = append(texts, r.frame.Source.Caption)
	}
	if n := len(s.Heading); n > 0 {
		texts = append(texts, s.Heading[n-1])
	}
	return texts
}

// tellApart finds for each table the words around it that none of the tables
// with the same columns has.
func tellApart(relations []*relation) {
	for i, r := range relations {
		held := map[string]int{}
		like := 0
		for j, other := range relations {
			if i == j || !likeColumns(r.frame, other.frame) {
				continue
			}
			like++
			seen := map[string]bool{}
			for _, text := range append(other.ownTexts(), other.frame.Scope.Title) {
				for _, w := range split(analysis.Fold(text)) {
					seen[w.stem] = true
				}
			}
			for stem := range seen {
				held[stem]++
			}
		}
		if like == 0 {
			continue
		}
		seen := map[string]bool{}
		for _, text := range r.ownTexts() {
			for _, w := range withoutPeriods(analysis.Fold(text)) {
				if !w.common && !seen[w.stem] && held[w.stem] == 0 && !isNumber(w.text) {
					seen[w.stem] = true
					r.apart = append(r.apart, w)
				}
			}
		}
	}
}

// likeColumns reports whether two tables share most names of columns.
func likeColumns(a, b *frame.Table) bool {
	names := map[string]bool{}
	for i := range a.Columns {
		names[a.Columns[i].Label()] = true
	}
	same := 0
	for i := range b.Columns {
		if names[b.Columns[i].Label()] {
			same++
		}
	}
	return 2*same >= max(len(a.Columns), len(b.Columns))
}

// scopeTexts are the words around the table.
func (r *relation) scopeTexts() []string {
	s := &r.frame.Scope
	texts := append([]string{s.Title, s.Lead, r.frame.Corner, s.Region}, s.Heading...)
	if r.frame.Source != nil {
		texts = append(texts, r.frame.Source.Caption)
	}
	return texts
}

// stemsAround returns the stems of the words around the table.
func (r *relation) stemsAround() map[string]bool {
	stems := map[string]bool{}
	for _, text := range r.scopeTexts() {
		for _, w := range split(analysis.Fold(text)) {
			if !w.han {
				stems[w.stem] = true
			}
		}
	}
	return stems
}

// pair is a row item and a column item that the question may speak of.
type pair struct {
	row, column int
	score       float64
	places      []place // cells that hold something
	elsewhere   []place // cells of the same lines in tables like this one for other times
}

// findNamed notes the words of the question that are the whole name of a line,
// or of what groups lines.
func (r *relation) findNamed() {
	r.names = make([]bool, len(r.q.words))
	seen := map[string]bool{}
	note := func(label []word) {
		key := keyOf(label)
		if len(label) == 0 || seen[key] {
			return
		}
		seen[key] = true
		at := make([]float64, len(r.q.words))
		for i, s := range sayWords(r.q, label, at) {
			if s < 1 && !label[i].common {
				return
			}
		}
		for j := range at {
			r.names[j] = r.names[j] || at[j] == 1
		}
	}
	for i := range r.rows {
		note(r.rows[i].own)
		note(r.rows[i].beside)
	}
}

// maxPairs is how many pairs of items are weighed.
const maxPairs = 8

// pairs returns the pairs that the question fits best, best first.
func (r *relation) pairs() []pair {
	rows, columns := best(r.rows, 12), best(r.columns, 12)
	var found []pair
	for _, row := range rows {
		for _, column := range columns {
			if r.columns[column].names {
				continue
			}
			places := r.cells[[2]int{row, column}]
			if len(places) == 0 {
				continue
			}
			score := r.joint(row, column)
			if !r.q.percent && r.percentLine(column, places) {
				score -= unaskedPercent
			}
			if kind := r.kinds[places[0].column]; kind != "" && r.q.unit != "" {
				if kind == r.q.unit {
					score += kindFits
				} else {
					score -= kindFits
				}
			}
			found = append(found, pair{row: row, column: column, score: score, places: places})
		}
	}
	sortPairs(found)
	if len(found) > maxPairs {
		found = found[:maxPairs]
	}
	for i := range found {
		found[i].elsewhere = r.elsewhere(&found[i])
	}
	return found
}

// elsewhere returns the cells of a pair's lines in the tables like this one.
func (r *relation) elsewhere(p *pair) []place {
	var out []place
	for _, other := range r.siblings {
		row, ok := other.rowNamed(r.rows[p.row].key)
		column, ok2 := other.columnNamed(r.columns[p.column].key)
		if !ok || !ok2 {
			continue
		}
		for _, c := range other.cells[[2]int{row, column}] {
			if !c.period.IsZero() {
				c.in = other
				out = append(out, c)
			}
		}
	}
	return out
}

func (r *relation) rowNamed(key string) (int, bool)    { return named(r.rows, key) }
func (r *relation) columnNamed(key string) (int, bool) { return named(r.columns, key) }

func named(items []item, key string) (int, bool) {
	for i := range items {
		if items[i].key == key {
			return i, true
		}
	}
	return 0, false
}

// findSiblings finds for each table those that say the same of other times: the
// same columns under the same words, years aside.
func findSiblings(relations []*relation) {
	for i, r := range relations {
		for j, other := range relations {
			if i != j && likeColumns(r.frame, other.frame) && r.around == other.around && !r.sameTimes(other) {
				r.siblings = append(r.siblings, other)
			}
		}
	}
}

// sameTimes reports whether two tables hold for one time, or name none.
func (r *relation) sameTimes(other *relation) bool {
	a, b := r.firstTime(), other.firstTime()
	return a == b || a.IsZero() || b.IsZero()
}

// firstTime is the first time that a cell is of.
func (r *relation) firstTime() frame.Period {
	for row := range r.frame.Rows {
		for column := range r.frame.Columns {
			if p := r.frame.Period(row, column); !p.IsZero() && !r.frame.Columns[column].Names {
				return p
			}
		}
	}
	return frame.Period{}
}

// kindFits is what a column gains whose kind of number is the one asked for,
// and loses where it is another.
const kindFits = 0.25

// readColumns finds what kind of number each column holds, from its unit or
// its name.
func (r *relation) readColumns() {
	f := r.frame
	r.kinds, r.measure = make([]string, len(f.Columns)), make([]bool, len(f.Columns))
	for c := range f.Columns {
		r.measure[c] = !codeColumn.MatchString(f.Columns[c].Label())
		for row := range f.Rows {
			switch cell := f.Cell(row, c); cell.Kind {
			case frame.CellWords:
				r.measure[c] = false
			case frame.CellNumber:
				if r.kinds[c] == "" {
					r.kinds[c] = unitKind(cell.Unit.Symbol)
				}
			}
		}
		if r.kinds[c] == "" {
			for _, rule := range columnKinds {
				if rule.pattern.MatchString(f.Columns[c].Label()) {
					r.kinds[c] = rule.kind
					break
				}
			}
		}
	}
}

// codeColumn matches the heads of columns whose numbers only name or order.
var codeColumn = regexp.MustCompile(`(?i)(?:批次|编号|编码|代码|序号|排名|名次|邮编|电话|年份)$|(?:\bcode|_code|\bid|_id|\bno\.?|\brank|\bphone|\byear|\bzip)$|[a-z]Code$`)

var columnKinds = []struct {
	kind    string
	pattern *regexp.Regexp
}{
	{"score", regexp.MustCompile(`分$|分数|分数线|(?i)\bscores?\b`)},
	{"duration", regexp.MustCompile(`学制|年限|期限|时长|天数`)},
	{"money", regexp.MustCompile(`[费价薪]$|金额|工资|收入|(?i)\b(?:fees?|price|cost|tuition|premiums?|salary|wages?)\b`)},
	{"%", regexp.MustCompile(`率$|占比|比例|比重|(?i)\bpercent(?:age)?\b|\brate\b|\bshare\b`)},
	{"count", regexp.MustCompile(`数$|人数|数量|名额|(?i)\bnumber\b|\bcount\b`)},
}

// unaskedPercent is what a column of shares beside amounts loses where the
// question does not speak of shares.
const unaskedPercent = 0.4

// percentLine reports whether a pair's cells are per cent while the row has
// others that are not.
func (r *relation) percentLine(column int, places []place) bool {
	if r.frame.Cell(places[0].row, places[0].column).Unit.Symbol != "%" {
		return false
	}
	for c := range r.frame.Columns {
		cell := r.frame.Cell(places[0].row, c)
		if cell.Kind == frame.CellNumber && cell.Unit.Symbol != "%" {
			return true
		}
	}
	return false
}

// joint scores a row and a column together: a word of the question counts once.
func (r *relation) joint(row, column int) float64 {
	a, b := &r.rows[row], &r.columns[column]
	score := a.score + b.score
	for j := range r.q.words {
		if both := min(a.at[j], b.at[j]); both > 0 {
			weight := 0.7
			if r.q.words[j].han {
				weight = 0.35
			}
			if r.q.words[j].common {
				weight *= 0.25
			}
			score -= both * weight
		}
	}
	return score
}

// best returns the items of the highest scores; an item without words of its
// own stands for the whole axis and is always among them.
func best(items []item, n int) []int {
	order := make([]int, len(items))
	for i := range order {
		order[i] = i
	}
	sortBy(order, func(i int) float64 { return items[i].score })
	if len(order) <= n {
		return order
	}
	kept := order[:n:n]
	for _, i := range order[n:] {
		if len(items[i].own) == 0 {
			kept = append(kept, i)
		}
	}
	return kept
}

// at returns the cells of a pair that hold at an asked time, those that name no
// more than the time asked first, and whether some cell contradicts it.
func (p *pair) at(asked frame.Period) (found []place, silent []place, contradicted bool) {
	for _, c := range p.places {
		switch asked.Fit(c.period) {
		case frame.FitAgrees:
			found = append(found, c)
		case frame.FitSilent:
			silent = append(silent, c)
		default:
			contradicted = true
		}
	}
	if len(found) > 1 {
		var exact []place
		for _, c := range found {
			if sameParts(asked, c.period) {
				exact = append(exact, c)
			}
		}
		if len(exact) > 0 {
			found = exact
		}
	}
	return found, silent, contradicted
}

// anywhere returns the cells of an asked time, of tables like this one where
// this one has none.
func (p *pair) anywhere(asked frame.Period) []place {
	found, _, _ := p.at(asked)
	if len(found) == 0 {
		other := pair{places: p.elsewhere}
		found, _, _ = other.at(asked)
	}
	return found
}

// sameParts reports whether a time names a part of a year only where the other
// does.
func sameParts(a, b frame.Period) bool {
	return (a.Quarter > 0) == (b.Quarter > 0) && (a.Half > 0) == (b.Half > 0) && (a.ToMonth > 0) == (b.ToMonth > 0)
}
