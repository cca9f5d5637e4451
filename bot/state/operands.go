package state

import (
	"context"
	"database/sql"
	"fmt"

	"policybot/knowledge/figure"
)

// Told is one figure of an answer: as its person was told it last, and as the
// source says it now.
type Told struct {
	position int
	Computed bool   // the result of arithmetic over the others
	Words    string // as told
	Value    string // as told, as a change states it
	Bound    figure.Bound
	Now      string // the words that the source uses now
	NowValue string // "" where the source says it no more
	NowBound figure.Bound
	Label    string
	Unit     string
	Kind     figure.Dimension
}

// ToldIn returns the figures of an answer, in its order.
func (t *Tx) ToldIn(ctx context.Context, answer string) ([]Told, error) {
	var list []Told
	err := each(ctx, t.tx, func(r *sql.Rows) error {
		var f Told
		if err := r.Scan(&f.position, &f.Computed, &f.Words, &f.Value, &f.Bound, &f.Now, &f.NowValue, &f.NowBound, &f.Label, &f.Unit, &f.Kind); err != nil {
			return err
		}
		if f.NowValue == gone {
			f.Now, f.NowValue = "", ""
		}
		list = append(list, f)
		return nil
	}, `SELECT position, computed, told_words, told_value, told_bound, now_words, now_value, now_bound, label, unit, dimension
		FROM answer_figures WHERE answer = $1 ORDER BY position`, answer)
	if err != nil {
		return nil, fmt.Errorf("read the figures of answer %s: %w", answer, err)
	}
	return list, nil
}

// WorkedOut notes what a person was told that the arithmetic of an answer comes
// to now; an empty value says that it cannot be worked out any more.
func (t *Tx) WorkedOut(ctx context.Context, answer string, result *Told, words, value string) error {
	if _, err := t.tx.ExecContext(ctx, `UPDATE answer_figures SET told_words = $1, told_value = $2, now_words = $1, now_value = $2
		WHERE answer = $3 AND position = $4`, words, value, answer, result.position); err != nil {
		return fmt.Errorf("note the result of answer %s: %w", answer, err)
	}
	return nil
}
