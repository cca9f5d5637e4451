package compose

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"policybot/index/check"
	"policybot/index/choose"
	"policybot/index/query"
	"policybot/index/retrieve"
	"policybot/index/table"
	"policybot/knowledge"
	"policybot/knowledge/figure"
	"policybot/knowledge/frame"

	"github.com/shopspring/decimal"
)

// leastTable is the chance from which an answer from a table is given.
const leastTable = 0.45

// nearTable is the chance of an answer from a table from which other words do
// not answer: the question is one for the table.
const nearTable = 0.2

// tableOdds is by how much the logit of a table's chance is lifted to say how
// likely the answer is right. The chance is learned over all candidates and held
// low; of the answers given, of tables on whose halves it was not learned, more
// than eight in ten are right from the line on.
const tableOdds = 1.3

// sureOfTable puts the chance of an answer from a table on the scale of those of
// statements.
func sureOfTable(chance float64) float64 {
	return 1 / (1 + (1-chance)/chance*math.Exp(-tableOdds))
}

// tableLimit is how many tables an answer is chosen from.
const tableLimit = 20

// tableDocuments is how many of the best documents have all their tables looked at.
const tableDocuments = 4

// tableCache keeps the frames of the tables of the documents asked last.
type tableCache struct {
	mu     sync.Mutex
	tables map[int][]*frame.Table // by ordinal of the document
}

// maxCachedTables is how many documents the cache keeps before it starts anew.
const maxCachedTables = 64

// tablesOf returns the tables of a document.
func (x *Composer) tablesOf(document int) []*frame.Table {
	x.tables.mu.Lock()
	defer x.tables.mu.Unlock()
	if kept, ok := x.tables.tables[document]; ok {
		return kept
	}
	if x.tables.tables == nil || len(x.tables.tables) >= maxCachedTables {
		x.tables.tables = map[int][]*frame.Table{}
	}
	read := frame.Tables(&x.store.Base.Documents[document])
	x.tables.tables[document] = read
	return read
}

// foundTable is a table with the document it stands in.
type foundTable struct {
	table    *frame.Table
	document int
}

// tablesFound returns the tables that the passages found stand in, best first,
// then the others of the best documents.
func (x *Composer) tablesFound(found *retrieve.Candidates) []foundTable {
	var out []foundTable
	add := func(t *frame.Table, document int) {
		if len(out) < tableLimit && !slices.ContainsFunc(out, func(f foundTable) bool { return f.table == t }) {
			out = append(out, foundTable{t, document})
		}
	}
	var documents []int
	for _, c := range found.Passages {
		p := x.store.Passages[c.Ordinal]
		section := &x.store.Base.Documents[p.Document].Sections[p.Section]
		if section.Grid != nil {
			if t := tableOf(x.tablesOf(p.Document), section.ID); t != nil {
				add(t, p.Document)
			}
		}
		if len(documents) < tableDocuments && !slices.Contains(documents, p.Document) {
			documents = append(documents, p.Document)
		}
	}
	for _, document := range documents {
		for _, t := range x.tablesOf(document) {
			add(t, document)
		}
	}
	return out
}

// tableOf returns the table that has rows in a section, or nil.
func tableOf(tables []*frame.Table, section knowledge.SectionID) *frame.Table {
	for _, t := range tables {
		if slices.ContainsFunc(t.Rows, func(l frame.TableLine) bool { return l.Cite.Section == section }) {
			return t
		}
	}
	return nil
}

// statementsBeside is how many of the best statements the rows of tables are
// held against.
const statementsBeside = 4

// tableChoice is what the tables found may answer, the likeliest first.
type tableChoice struct {
	candidates []table.Candidate
	tables     []foundTable // by a candidate's source
}

// chooseTable holds the tables found against a question.
func (x *Composer) chooseTable(text string, found *retrieve.Candidates, chosen *choose.Choice, limit int) tableChoice {
	c := tableChoice{tables: x.tablesFound(found)}
	if len(c.tables) == 0 {
		return c
	}
	var statements []table.Statement
	for i := range chosen.Candidates[:min(len(chosen.Candidates), statementsBeside)] {
		statements = append(statements, table.Statement{Cite: x.citation(&chosen.Candidates[i]), Chance: chosen.Chance})
	}
	frames := make([]*frame.Table, len(c.tables))
	for i, t := range c.tables {
		frames[i] = t.table
	}
	c.candidates = table.Candidates(table.ParseQuestion(text), frames, statements, limit)
	return c
}

// Tables returns what the tables found may answer to a question, the likeliest
// first, for measuring and learning.
func (x *Composer) Tables(ctx context.Context, q query.Query, limit int) ([]table.Candidate, error) {
	found, err := x.retriever.Retrieve(ctx, &q, x.answerLimits())
	if err != nil {
		return nil, fmt.Errorf("answer %q from tables: %w", q.Text, err)
	}
	return x.chooseTable(q.Text, found, x.chooseStatement(&q, found), limit).candidates, nil
}

// answerTable answers from the tables found where one surely does, and reports
// whether it did.
func (x *Composer) answerTable(ctx context.Context, a *Answer, choice *tableChoice) bool {
	if len(choice.candidates) == 0 {
		return false
	}
	best := &choice.candidates[0]
	if best.Chance < leastTable {
		a.nearTable = best.Chance >= nearTable
		return false
	}
	answer := *a
	x.composeTable(&answer, best, choice.tables)
	if err := check.Prove(x.reply(&answer)); err != nil {
		logWithheld(ctx, &answer, err)
		return false
	}
	*a = answer
	return true
}

// tablesWeighed is how many candidates of tables are kept to be offered.
const tablesWeighed = 12

// leastTableOffered is the chance from which a candidate of a table is offered
// among the closest.
const leastTableOffered = 0.06

// leastTableBehind is the chance from which it is offered in the place of the
// third statement, where the first is likelier.
const leastTableBehind = 0.12

// offerTables puts what tables may answer among the closest: before and behind
// the statements where it is the likelier, else one behind them.
func (x *Composer) offerTables(a *Answer, choice *tableChoice, statement float64) {
	var cells []retrieve.Hit
	seen := map[string]bool{}
	for i := range choice.candidates {
		c := &choice.candidates[i]
		if len(cells) == mostNear-1 || c.Chance < leastTableOffered {
			break
		}
		told := c.Tell(a.Language == knowledge.Chinese)
		if seen[told.Text] {
			continue
		}
		seen[told.Text] = true
		cells = append(cells, x.tableHit(a, c, choice.tables, told.Text))
	}
	if len(cells) == 0 {
		return
	}
	statements := a.Near
	if first := choice.candidates[0].Chance; first >= statement {
		statements = append(cells[:1:1], statements...)
		cells = cells[1:]
	} else if cells = cells[:1]; first < leastTableBehind {
		return
	}
	a.Near = append(slices.Clone(statements[:min(len(statements), mostNear-len(cells))]), cells...)
	a.markUnsure()
}

// tableHit shows what a candidate tells as something found.
func (x *Composer) tableHit(a *Answer, c *table.Candidate, tables []foundTable, text string) retrieve.Hit {
	source := c.Source
	if len(c.Operands) > 0 {
		source = c.Operands[0].Source
	}
	d := &x.store.Base.Documents[tables[source].document]
	hit := retrieve.Hit{Kind: retrieve.PassageHit, Document: d.ID, Title: firstOf(d.Titles[a.Language], d.Title), Text: text, Score: c.Chance}
	row, t := -1, c.Table
	switch {
	case len(c.Operands) > 0:
		row, t = c.Operands[0].Row, c.Operands[0].Table
	case len(c.Lines) > 0:
		row = c.Lines[0]
	}
	if row >= 0 {
		hit.Citation = t.Rows[row].Cite
		if s := d.Section(hit.Citation.Section); s != nil {
			hit.Heading, hit.Page = s.Heading, s.Page
		}
	}
	return hit
}

// citesTable reports whether an answer rests on rows of a table whose cells are
// known: those answer by their cells, or not at all.
func (x *Composer) citesTable(a *Answer) bool {
	for _, c := range a.Citations {
		d := x.store.Base.Document(c.Document)
		if d == nil {
			continue
		}
		if s := d.Section(c.Section); s != nil && s.Grid != nil {
			return true
		}
	}
	return false
}

// composeTable writes the answer that a candidate gives.
func (x *Composer) composeTable(a *Answer, c *table.Candidate, tables []foundTable) {
	told := c.Tell(a.Language == knowledge.Chinese)
	a.Status, a.Text, a.Working, a.Confidence, a.tabled = Answered, told.Text, told.Working, sureOfTable(c.Chance), true
	if c.Valued {
		f := c.Figure()
		f.Text = told.Value
		a.Figures = append(a.Figures, AnsweredFigure{Figure: f, Words: told.Value, Computed: true, Citation: -1})
	}
	years := x.yearsOf(c)
	a.Figures = append(a.Figures, years...)
	for _, o := range c.Shown() {
		cite := x.citeRow(a, o.Table, o.Row, tables[o.Source].document)
		under(&a.Citations[cite], o.Table.Columns[o.Column].Path)
		if f, ok := o.Figure(); ok && c.Ask != table.AskCount {
			a.Figures = append(a.Figures, AnsweredFigure{Label: c.NameOf(o), Figure: f, Words: c.WordsOf(o), Citation: cite})
		}
	}
	for _, row := range c.Lines {
		x.citeRow(a, c.Table, row, tables[c.Source].document)
	}
}

// yearsOf returns the years that a candidate names as the answer, as figures of
// what is cited first.
func (x *Composer) yearsOf(c *table.Candidate) []AnsweredFigure {
	var years []AnsweredFigure
	for _, p := range c.Times() {
		text := strconv.Itoa(p.Year)
		f := figure.Figure{Text: text, Value: decimal.NewFromInt(int64(p.Year)), Valued: true, Bound: figure.Equal, Dimension: figure.Number}
		years = append(years, AnsweredFigure{Figure: f, Words: text})
	}
	return years
}

// under adds to the headings of cited words those of a table that they stand
// under and do not say themselves.
func under(cited *CitedText, heads []string) {
	for _, head := range heads {
		if !strings.Contains(cited.Text, head) && !slices.Contains(cited.Heading, head) {
			cited.Heading = append(slices.Clone(cited.Heading), head)
		}
	}
}

// citeRow cites a row of a table, with the names of the groups it stands in.
func (x *Composer) citeRow(a *Answer, t *frame.Table, row, document int) int {
	line := &t.Rows[row]
	at := x.citeAt(a, line.Cite, document, nil, "")
	under(&a.Citations[at], line.Groups())
	return at
}
