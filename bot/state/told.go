package state

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"policybot/knowledge/figure"
)

// ToldFigure is a figure that a person was told.
type ToldFigure struct {
	Given    Given  // without Answer
	Revision string // of the base that the figure was read from
	Label    string
	Words    string // as told: 680.91亿元
	Value    string // decimal, in base units; "" for dates and ranges
	Unit     string
	Bound    figure.Bound
	AsOf     string // YYYY-MM-DD, or ""
	Fact     string
	Measure  string
	Document string
	Section  string
	Start    int
	End      int
}

const toldColumns = `a.id, a.guild, a.channel, a.person, a.message, a.question, a.language, a.revision, a.given_at,
	f.label, f.words, f.value, f.unit, f.bound, f.as_of, f.fact, f.measure, f.document, f.section, f.start_byte, f.end_byte`

// ToldOf returns every figure told from a document and still kept, oldest
// answer first. Computed figures are left out: they stand in no document.
func (s *Store) ToldOf(ctx context.Context, document string) ([]ToldFigure, error) {
	return toldWhere(ctx, s.db, `f.document = $1 AND f.computed = 0`, document)
}

func toldWhere(ctx context.Context, q querier, where string, args ...any) ([]ToldFigure, error) {
	var list []ToldFigure
	err := each(ctx, q, func(r *sql.Rows) error {
		var t ToldFigure
		var at int64
		err := r.Scan(&t.Given.ID, &t.Given.Asker.Guild, &t.Given.Asker.Channel, &t.Given.Asker.User, &t.Given.Message,
			&t.Given.Question, &t.Given.Asker.Language, &t.Revision, &at,
			&t.Label, &t.Words, &t.Value, &t.Unit, &t.Bound, &t.AsOf, &t.Fact, &t.Measure, &t.Document, &t.Section, &t.Start, &t.End)
		t.Given.At = time.UnixMilli(at)
		list = append(list, t)
		return err
	}, `SELECT `+toldColumns+` FROM answer_figures f JOIN answers a ON a.id = f.answer
		WHERE `+where+` ORDER BY a.given_at, a.id, f.position`, args...)
	if err != nil {
		return nil, fmt.Errorf("read figures told: %w", err)
	}
	return list, nil
}
