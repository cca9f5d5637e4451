package table

import (
	"regexp"

	"policybot/knowledge/frame"

	"github.com/shopspring/decimal"
)

var (
	verdictWords = regexp.MustCompile(`[吗嘛]|是不是|是否|有没有|真的|够不够|^(?:is|are|was|were|did|does|do|has|have|had|would|will|can)\b`)
	upWords      = regexp.MustCompile(`\b(?:increased?|go up|went up|gone up|rise|rose|risen|grow|grew|grown|higher|more)\b|增加|增长|上升|提高|上涨|涨`)
	downWords    = regexp.MustCompile(`\b(?:decreased?|go down|went down|gone down|fall|fell|fallen|drop|dropped|shrink|shrank|lower|less|fewer|declined?)\b|减少|下降|降低|下跌|跌`)
)

// verdicts say whether a number is what the question takes it to be: above or
// below another, equal to it, or more or less than the time before.
func (r *relation) verdicts(p *pair) []*Candidate {
	if !verdictWords.MatchString(r.q.Text) {
		return nil
	}
	asked := r.q.Periods()
	if r.q.limit != nil {
		res, ok := r.resolve(p, asked[:min(1, len(asked))])
		if !ok || !r.numeric(res.places[0]) {
			return nil
		}
		order := r.compare(r.cell(res.places[0]))
		holds := order == 0
		if r.q.has(AskFilter) {
			holds = order > 0 && r.q.over || order < 0 && !r.q.over
		}
		c := &Candidate{Ask: AskVerdict, Verdict: verdict(holds)}
		c.take(r, res)
		return []*Candidate{c}
	}
	up, down := upWords.MatchString(r.q.Text), downWords.MatchString(r.q.Text)
	if up == down {
		return nil
	}
	ends, open, ok := r.ends(p, r.times(p))
	if !ok {
		return nil
	}
	c := &Candidate{Ask: AskVerdict}
	c.take(r, resolution{places: []place{ends[1], ends[0]}, open: open && len(asked) == 0})
	if c = c.sound(); c == nil {
		return nil
	}
	order := c.Operands[0].Cell.Value.Cmp(c.Operands[1].Cell.Value)
	c.Verdict = verdict(order > 0 && up || order < 0 && down)
	return []*Candidate{c}
}

func verdict(holds bool) string {
	if holds {
		return "yes"
	}
	return "no"
}

// where are the rows of the groups and of the kinds that the question names:
// those under 医学院 that have 五年 in a column. Conditions is how many of both.
func (r *relation) where() (rows []int, conditions float64) {
	if len(r.frame.Rows) > maxAttributeRows {
		return nil, 0
	}
	said := map[string]bool{}
	holds := func(text string) bool {
		s, known := said[text]
		if !known {
			s = text != "" && len(text) <= maxAttribute && r.recallOf(split(foldLabel(text))) > 0.99
			said[text] = s
		}
		return s
	}
	grouped, attributed := false, false
	inGroup, hasKind := make([]bool, len(r.frame.Rows)), make([]bool, len(r.frame.Rows))
	for i := range r.frame.Rows {
		for _, label := range r.frame.Rows[i].Parents() {
			inGroup[i] = inGroup[i] || holds(label)
		}
		for c := range r.frame.Columns {
			cell := r.frame.Cell(i, c)
			if r.frame.Columns[c].Names || cell.Kind != frame.CellWords && cell.Unit.Symbol != "year" {
				continue
			}
			hasKind[i] = hasKind[i] || holds(cell.Text)
		}
		grouped, attributed = grouped || inGroup[i], attributed || hasKind[i]
	}
	if !grouped && !attributed {
		return nil, 0
	}
	for i := range r.frame.Rows {
		if (!grouped || inGroup[i]) && (!attributed || hasKind[i]) && !r.frame.Rows[i].Total {
			rows = append(rows, i)
		}
	}
	return rows, boolean(grouped) + boolean(attributed)
}

// ofWhere lists the rows that the question describes, or sums or averages a
// column over them.
func (r *relation) ofWhere(pairs []pair) []*Candidate {
	reckons := r.q.has(AskSum) || r.q.has(AskAverage)
	if !r.q.has(AskParts) && !reckons {
		return nil
	}
	rows, conditions := r.where()
	if len(rows) == 0 || len(rows) > maxParts {
		return nil
	}
	var out []*Candidate
	if r.q.has(AskParts) {
		c := &Candidate{Ask: AskParts, row: -1, column: -1, Lines: rows}
		for _, l := range rows {
			c.Labels = append(c.Labels, r.frame.Rows[l].Label())
		}
		c.Features.Where = conditions
		out = append(out, c)
	}
	if !reckons || len(pairs) == 0 || len(rows) < 2 {
		return out
	}
	for _, ask := range []Ask{AskSum, AskAverage} {
		if r.q.has(ask) {
			out = append(out, r.overRows(ask, rows, &pairs[0], conditions))
		}
	}
	return out
}

// overRows sums or averages the column of a pair over rows at the time asked.
func (r *relation) overRows(ask Ask, rows []int, p *pair, conditions float64) *Candidate {
	asked := r.q.Periods()
	c := &Candidate{Ask: ask, Valued: true, row: -1, column: -1}
	for _, row := range rows {
		at := [2]int{r.rowOf[row], p.column}
		q := pair{row: at[0], column: at[1], places: r.cells[at]}
		if len(q.places) == 0 {
			return nil
		}
		res, ok := r.resolve(&q, asked[:min(1, len(asked))])
		if !ok || !r.numeric(res.places[0]) {
			return nil
		}
		c.take(r, res)
	}
	if c = c.sound(); c == nil || r.totalAmong(c.Operands) {
		return nil
	}
	c.total()
	if ask == AskAverage {
		c.Value = c.Value.DivRound(decimal.NewFromInt(int64(len(rows))), precision)
	}
	c.Features.Where = conditions
	c.Features.Column = r.columns[p.column].recall()
	return c
}
