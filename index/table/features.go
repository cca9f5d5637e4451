package table

import (
	"policybot/knowledge/frame"
)

// Features are what speaks for and against a candidate. Each is from 0 to 1
// unless it says otherwise.
type Features struct {
	Row, Column           float64 // share of the row's and the column's words that the question says
	RowBare, ColumnBare   float64 // the line has no words of its own beside a time
	RowWhole, ColumnWhole float64 // the line's words stand in the question as they are
	Covered               float64 // share of the question's telling words that the lines say
	Scope                 float64 // share that only the table's title, headings or caption say
	Unsaid                float64 // weight of the telling words that nothing says, at most 4
	Margin                float64 // lead over the next pair of lines, from -2 to 2
	Agrees                float64 // the time asked is the cells'
	Silent                float64 // a time is asked and the cells name none
	Open                  float64 // no time is asked and the cells have several
	Several               float64 // several cells fit
	UnitFits, UnitWrong   float64 // the cells' unit and the kind of answer asked
	Total                 float64 // a total is told, and none is asked
	InLabel               float64 // the words that ask for arithmetic stand in the line's name
	OtherAsk              float64 // number of other things the question may ask for, up to 4
	Unlike                float64 // arithmetic is asked, the cell alone is told
	Second, SecondNew     float64 // of a second item: share of its words said; weight of those said of it alone, at most 2
	Joined                float64 // "and" or the like stands between two items
	Set                   float64 // three or more items that are named side by side
	Respective            float64 // several cells are told, and the question says respectively
	Lone                  float64 // one is told, or one result, and the question says respectively
	InReckoned            float64 // InLabel of arithmetic
	AskInLabel            float64 // arithmetic is told, and the words that ask for it are all of the line's name
	Other                 float64 // weight of words that name another row whole, and no row told; at most 2
	UnlikeStrong          float64 // a difference, a growth or a share is asked, a cell alone is told
	Names                 float64 // names that nothing says, at most 3
	PartYear              float64 // a year is asked, and a part of it told
	Unrelated             float64 // cells of columns that need not be of one kind are reckoned with
	PercentUnasked        float64 // per cent is told and not asked
	PercentLost           float64 // per cent is asked and not told
	ToTotal               float64 // the whole of a share is not named: the total is taken
	OverOne               float64 // a share greater than one, or less than nothing
	OverTime, Named, Tie  float64 // of extremes: over times; over lines that the question names; two are equal
	Where                 float64 // of rows that the question describes: by their group, by what they hold; 0 to 2
	YesNo                 float64 // the question can be answered with yes or no, and is not
	Group, AllLines       float64 // of parts: how well their group is named; all lines of the table are told
	Dash                  float64 // a dash is reckoned with as nothing
	Words                 float64 // the cell holds words
	Rank                  float64 // place of the table among those found: 1, 1/2, 1/3
	Told                  float64 // share of the question's words that lines or surroundings say, by how telling they are in general
	Worst                 float64 // the most telling word that nothing says, 0 to 1.5
	WorstLine             float64 // the most telling word that the lines do not say, 0 to 1.5
	WordsWrong            float64 // the cell holds words where a number is asked for
	Against               float64 // weight of words that the question says it does not mean and the lines say, at most 2
	Interval, Outside     float64 // a number of the question lies in the interval of a line, or outside it
	ScopeInside           float64 // it lies in the interval that the words around the table name
	ScopeOutside          float64 // it lies outside
	ApartSaid             float64 // weight of the words that tell the table from its like and the question says, at most 2
	ApartUnsaid           float64 // of those that it does not say, at most 2
	Trend                 float64 // lines that rose or fell are told
	Across                float64 // cells of several tables are reckoned with
	Backed                float64 // a row it rests on is among the best statements: 1, 1/2, 1/3 by its place
	BackedTable           float64 // another row of the table is
	Rival                 float64 // chance of the best statement, where no row it rests on says that
	RivalElsewhere        float64 // the same, where no row of the table does

	covered []float64 // by word of the question
}

// take notes how the cells were found.
func (f *Features) take(res resolution) {
	f.Silent = max(f.Silent, boolean(res.silent))
	f.Open = max(f.Open, boolean(res.open))
	f.Several = max(f.Several, boolean(res.several))
}

// add notes which words of the question a further pair says.
func (f *Features) add(r *relation, p *pair) {
	if f.covered == nil {
		f.covered = make([]float64, len(r.q.words))
	}
	for j := range f.covered {
		f.covered[j] = max(f.covered[j], r.rows[p.row].at[j], r.columns[p.column].at[j])
	}
}

func boolean(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// telling is how much a word of the question tells of what it asks.
func (q *Question) telling(j int) float64 {
	w := &q.words[j]
	switch {
	case w.common || q.spent[j] || q.inAsk[j]:
		return 0
	case w.han:
		return 0.5
	}
	return 1
}

// describe sets the features of a candidate of pair p; nil for one of the whole
// table.
func (r *relation) describe(c *Candidate, p *pair) {
	f := &c.Features
	if p != nil {
		row, column := &r.rows[p.row], &r.columns[p.column]
		f.add(r, p)
		f.Row, f.Column = row.recall(), column.recall()
		f.RowBare, f.ColumnBare = boolean(len(row.own) == 0), boolean(len(column.own) == 0)
		f.RowWhole, f.ColumnWhole = boolean(row.verbatim), boolean(column.verbatim)
		f.Margin = min(2, max(-2, c.margin))
		f.Total = boolean(row.total && !r.says("total", "合计", "总", "共", "小计", "sum", "overall"))
		r.describeAsk(c, row, column)
	} else {
		f.covered = make([]float64, len(r.q.words))
		for i := range r.rows {
			for j := range f.covered {
				f.covered[j] = max(f.covered[j], r.rows[i].at[j])
			}
		}
	}
	if p == nil {
		r.describeAsk(c, &item{match: match{own: make([]bool, len(r.q.words))}}, &item{match: match{own: make([]bool, len(r.q.words))}})
		f.Unlike = boolean(r.q.has(AskExtreme) || r.q.has(AskFilter) || r.q.has(AskGrowth) || r.q.has(AskAverage))
	}
	r.describeWords(f)
	r.describeTelling(f)
	r.describeIntervals(c)
	r.describeSeveral(c)
	f.YesNo = boolean(c.Ask != AskVerdict && verdictWords.MatchString(r.q.Text))
	r.describeUnit(c)
	f.Agrees = boolean(len(r.q.periods) > 0 && f.Silent == 0)
	f.Second = min(f.Second, 1)
	f.SecondNew = min(f.SecondNew, 2)
	for _, o := range c.Operands {
		f.PartYear = max(f.PartYear, boolean(r.partYear(o.Period)))
		f.Unrelated = max(f.Unrelated, boolean(c.Ask != AskValue && !r.related(o, c.Operands[0])))
		f.Across = max(f.Across, boolean(o.in != nil))
		f.Dash = max(f.Dash, boolean(o.Cell.Kind == frame.CellNil))
		f.Words = max(f.Words, boolean(o.Cell.Kind == frame.CellWords))
		f.WordsWrong = max(f.WordsWrong, boolean(o.Cell.Kind == frame.CellWords && r.q.unit != "" && !hasDigit.MatchString(o.Cell.Text)))
	}
	if c.Ask == AskRatio {
		f.OverOne = boolean(c.Value.IsNegative() || c.Value.GreaterThan(hundred))
	}
}

// partYear reports whether a cell is of a part of the year while the question
// names years only.
func (r *relation) partYear(p frame.Period) bool {
	if p.Half == 0 && p.Quarter == 0 && p.ToMonth == 0 {
		return false
	}
	for _, asked := range r.q.periods {
		if asked.Period.Half > 0 || asked.Period.Quarter > 0 || asked.Period.Month > 0 {
			return false
		}
	}
	return len(r.q.periods) > 0 || r.q.wholeYear
}

// related reports whether two cells are of one kind of thing: in one column, or
// in columns of one name, one group, one unit, or one sum.
func (r *relation) related(a, b Operand) bool {
	if a.column == b.column || r.colOf[a.column] == r.colOf[b.column] {
		return true
	}
	f := r.frame
	x, y := &f.Columns[a.column], &f.Columns[b.column]
	return x.Label() == y.Label() || len(x.Path) > 1 && len(y.Path) > 1 && x.Path[0] == y.Path[0] ||
		a.Cell.Unit.Symbol != "" && a.Cell.Unit.Symbol == b.Cell.Unit.Symbol ||
		a.Cell.Unit.Words != "" && a.Cell.Unit.Words == b.Cell.Unit.Words ||
		holds(f.Columns, a.column, b.column) || holds(f.Columns, b.column, a.column)
}

// describeAsk notes how the ask stands to the lines' own names.
func (r *relation) describeAsk(c *Candidate, row, column *item) {
	f := &c.Features
	asked, inLabel := 0.0, 0.0
	for j := range r.q.words {
		if r.q.inAsk[j] && !r.q.words[j].common {
			asked++
			if row.match.own[j] || column.match.own[j] {
				inLabel++
			}
		}
	}
	if asked > 0 {
		f.InLabel = inLabel / asked
	}
	other := 0
	for _, a := range r.q.asks {
		if a != c.Ask && a != AskParts && a != AskTimes {
			other++
		}
	}
	f.OtherAsk = float64(min(other, 4))
	if c.Ask == AskValue {
		for _, a := range []Ask{AskGrowth, AskChange, AskAverage, AskRatio, AskDifference, AskSum, AskExtreme, AskFilter} {
			if r.q.has(a) && !r.inLabel(a, row, column) {
				f.Unlike = 1
				f.UnlikeStrong = max(f.UnlikeStrong, boolean(a == AskGrowth || a == AskDifference || a == AskAverage))
			}
		}
	} else if c.Ask != AskFilter {
		f.AskInLabel = boolean(r.inLabel(c.Ask, row, column))
	}
}

// inLabel reports whether the words that ask for a stand in the names of the
// lines: 最低 of a column 最低分.
func (r *relation) inLabel(a Ask, row, column *item) bool {
	at := r.q.askAt[a]
	return at[1] > 0 && r.within(at[0], at[1], row, column)
}

// allInLabel reports whether the names of the lines hold the words that ask for
// a wherever the question says them.
func (r *relation) allInLabel(a Ask, row, column *item) bool {
	for _, at := range r.q.asksAt[a] {
		if !r.within(at[0], at[1], row, column) {
			return false
		}
	}
	return len(r.q.asksAt[a]) > 0
}

// within reports whether the names of the lines say what stands in bytes start
// to end of the question.
func (r *relation) within(start, end int, row, column *item) bool {
	for j, w := range r.q.words {
		if w.start >= start && w.end <= end && !w.common && !row.match.own[j] && !column.match.own[j] {
			return false
		}
	}
	return true
}

// describeSeveral holds how many things are told against how many are asked, and
// per cent against per cent.
func (r *relation) describeSeveral(c *Candidate) {
	f := &c.Features
	several := c.Ask == AskValue && len(c.Operands) > 1
	f.Respective = boolean(r.q.respective && several)
	f.Lone = boolean(r.q.respective && !several)
	if c.Ask != AskValue && c.Ask != AskExtreme {
		f.InReckoned = f.InLabel
	}
	if len(c.Operands) == 0 || c.Ask == AskCount || c.Ask == AskFilter || c.Ask == AskExtreme {
		return
	}
	percent := c.Unit == "%" || c.Unit == "" && c.Operands[0].Cell.Unit.Symbol == "%"
	f.PercentUnasked = boolean(percent && !r.q.percent)
	f.PercentLost = boolean(!percent && r.q.percent && !r.q.ratio)
}

// describeWords weighs which words of the question the candidate accounts for.
func (r *relation) describeWords(f *Features) {
	all, covered, scope := 0.0, 0.0, 0.0
	for j := range r.q.words {
		weight := r.q.telling(j)
		all += weight
		covered += weight * f.covered[j]
		if f.covered[j] < r.scope[j] {
			scope += weight * (r.scope[j] - f.covered[j])
		}
	}
	if all == 0 {
		f.Covered = 1
		return
	}
	for j := range r.q.words {
		if r.names[j] && f.covered[j] == 0 {
			f.Other = min(2, f.Other+r.q.telling(j))
		}
		if r.q.isName[j] && !r.q.spent[j] && f.covered[j] == 0 && r.scope[j] == 0 {
			f.Names = min(3, f.Names+1)
		}
	}
	f.Covered, f.Scope = covered/all, scope/all
	f.Unsaid = min(4, all-covered-scope)
}

// describeTelling weighs the words of the question by how telling they are in
// general.
func (r *relation) describeTelling(f *Features) {
	all, told := 0.0, 0.0
	unsaid, unsaidLine := map[int]float64{}, map[int]float64{}
	for j, weight := range r.q.tell {
		all += weight
		told += weight * max(f.covered[j], r.scope[j])
		unsaidLine[r.q.wordAt[j]] += weight * (1 - f.covered[j])
		unsaid[r.q.wordAt[j]] += weight * (1 - max(f.covered[j], r.scope[j]))
	}
	f.Told = 1
	if all > 0 {
		f.Told = told / all
	}
	for _, weight := range unsaid {
		f.Worst = max(f.Worst, weight)
	}
	for _, weight := range unsaidLine {
		f.WorstLine = max(f.WorstLine, weight)
	}
	said := sayWords(r.q, r.apart, make([]float64, len(r.q.words)))
	for i := range r.apart {
		weight := 1.0
		if r.apart[i].han {
			weight = 0.5
		}
		if said[i] > 0 {
			f.ApartSaid = min(2, f.ApartSaid+weight*said[i])
		} else {
			f.ApartUnsaid = min(2, f.ApartUnsaid+weight/2)
		}
	}
}

// describeIntervals holds the numbers that the question gives against the
// intervals that lines and tables are for.
func (r *relation) describeIntervals(c *Candidate) {
	f := &c.Features
	for _, o := range c.Operands {
		f.Against = max(f.Against, r.rows[r.rowOf[o.row]].against, r.columns[r.colOf[o.column]].against)
		for _, fits := range []float64{r.rows[r.rowOf[o.row]].fits, r.columns[r.colOf[o.column]].fits} {
			f.Interval = max(f.Interval, boolean(fits > 0))
			f.Outside = max(f.Outside, boolean(fits < 0))
		}
	}
	f.ScopeInside, f.ScopeOutside = boolean(r.fits > 0), boolean(r.fits < 0)
}

// describeUnit holds the unit of the cells against the kind of answer asked.
func (r *relation) describeUnit(c *Candidate) {
	if r.q.unit == "" || len(c.Operands) == 0 {
		return
	}
	kind := unitKind(c.Operands[0].Cell.Unit.Symbol)
	if kind == "" {
		kind = r.kinds[c.Operands[0].column]
	}
	switch c.Unit {
	case "":
	case "%":
		kind = "%"
	default:
		kind = ""
	}
	c.Features.UnitFits, c.Features.UnitWrong = boolean(kind == r.q.unit), boolean(kind != "" && kind != r.q.unit)
}

// unitKind is the kind of number that a unit counts; "" where none is known.
func unitKind(symbol string) string {
	switch {
	case symbol == "":
		return ""
	case symbol == "%" || symbol == "‰" || symbol == "pp":
		return "%"
	case len(symbol) == 3 && symbol[0] >= 'A' && symbol[0] <= 'Z':
		return "money"
	case symbol == "year" || symbol == "month" || symbol == "day":
		return "duration"
	case symbol == "分":
		return "score"
	}
	return "count"
}

// says reports whether the question says one of some words.
func (r *relation) says(words ...string) bool {
	for _, w := range words {
		if containsWord(r.q.Text, w) {
			return true
		}
	}
	return false
}
