package state

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"strings"
	"time"
	"unicode"

	"policybot/index"
	"policybot/knowledge"
	"policybot/knowledge/figure"
)

// Text is the unit of a rule that was quoted without a figure.
const Text = "text"

// gone stands for the value of what the source says no more.
const gone = "gone"

// Followed is something that people were told, where it stands in the revision
// in service and what it says there.
type Followed struct {
	Cite      knowledge.Citation
	Statement string // the words cited
	Fact      knowledge.FactID
	Measure   knowledge.MeasureID
	Words     string // the figure, or the statement itself
	Value     string // as a change states it; of a text, [TextValue]
	Unit      string
	Bound     figure.Bound
	Gone      bool // the source says it no more
}

// Moved says what became of something that people were told.
type Moved struct {
	From, To Followed
	Change   int // index of the change that says so, among those put in service; -1 for none
}

// TextValue is the value of a text that is followed: the same for texts that
// differ in white space and punctuation only.
func TextValue(text string) string {
	folded := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsPunct(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, text)
	sum := sha256.Sum256([]byte(folded))
	return hex.EncodeToString(sum[:8])
}

// keepTold keeps what an answer told, to be followed: its figures, or where it
// has none the rules it quotes.
func keepTold(ctx context.Context, tx *sql.Tx, g Given) error {
	a := g.Answer
	for i, f := range a.Figures {
		var cite index.CitedText
		if f.Citation >= 0 && f.Citation < len(a.Citations) {
			cite = a.Citations[f.Citation]
		}
		if err := keepToldFigure(ctx, tx, g, i, f, cite); err != nil {
			return err
		}
	}
	if len(a.Figures) > 0 || a.Status != index.Answered {
		return nil
	}
	carrying := len(a.Citations) // those of facts beside the answer come after
	for _, f := range a.Neighbours {
		if f.Citation > 0 {
			carrying = min(carrying, f.Citation)
		}
	}
	for i, cite := range a.Citations[:carrying] {
		f := index.AnsweredFigure{Words: cite.Text, Figure: figure.Figure{Unit: Text}}
		if err := keepToldFigure(ctx, tx, g, i, f, cite); err != nil {
			return err
		}
	}
	return nil
}

func keepToldFigure(ctx context.Context, tx *sql.Tx, g Given, position int, f index.AnsweredFigure, cite index.CitedText) error {
	number, now := "", f.Figure.ValueString()
	if f.Figure.Valued {
		number = f.Figure.Value.String()
	}
	words := f.Figure.Text
	if f.Figure.Unit == Text {
		words, now = f.Words, TextValue(f.Words)
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO answer_figures
		(answer, position, guild, person, label, words, value, unit, dimension, bound, as_of, fact, measure,
		document, section, start_byte, end_byte, computed, statement, now_words, now_value, now_bound, told_words, told_value, told_bound, base)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $6, $20, $10, $21, $20, $10, $22)`,
		g.ID, position, g.Asker.Guild, g.Asker.User, f.Label, words, number, f.Figure.Unit, string(f.Figure.Dimension),
		string(f.Figure.Bound), f.AsOf.String(), string(f.Fact), string(f.Measure),
		string(cite.Document), string(cite.Section), cite.Start, cite.End, bit(f.Computed), cite.Text, now, f.Words, g.Base)
	return err
}

// Followed returns everything that people were told from a base and is still
// kept, each once.
func (s *Store) Followed(ctx context.Context, base string) ([]Followed, error) {
	var list []Followed
	err := each(ctx, s.db, func(r *sql.Rows) error {
		var f Followed
		err := r.Scan(&f.Cite.Document, &f.Cite.Section, &f.Cite.Start, &f.Cite.End, &f.Statement, &f.Fact, &f.Measure, &f.Words, &f.Value, &f.Unit, &f.Bound)
		f.Gone = f.Value == gone
		list = append(list, f)
		return err
	}, `SELECT DISTINCT document, section, start_byte, end_byte, statement, fact, measure, now_words, now_value, unit, now_bound
		FROM answer_figures WHERE computed = 0 AND document <> '' AND now_value <> '' AND base = $1`, base)
	if err != nil {
		return nil, fmt.Errorf("read what people were told: %w", err)
	}
	return list, nil
}

// follow notes what became of what people were told. Answers that were given
// from the new revision already, since the one before it was put in service,
// are left alone.
func follow(ctx context.Context, tx *sql.Tx, moved []Moved, changes []Logged, before InService, revision string) error {
	for _, m := range moved {
		var seq int64
		if m.Change >= 0 {
			seq = changes[m.Change].Seq
		}
		value := m.To.Value
		if m.To.Gone {
			value = gone
		}
		f := &m.From
		if _, err := tx.ExecContext(ctx, `UPDATE answer_figures SET document = $1, section = $2, start_byte = $3, end_byte = $4, statement = $5,
			fact = $6, now_words = $7, now_value = $8, now_bound = $9, now_change = CASE WHEN $10 > 0 THEN $10 ELSE now_change END
			WHERE document = $11 AND section = $12 AND start_byte = $13 AND end_byte = $14 AND statement = $15 AND fact = $16
				AND now_words = $17 AND now_value = $18 AND unit = $19 AND computed = 0 AND base = $22
				AND answer NOT IN (SELECT id FROM answers WHERE revision = $20 AND given_at >= $21)`,
			string(m.To.Cite.Document), string(m.To.Cite.Section), m.To.Cite.Start, m.To.Cite.End, m.To.Statement,
			string(m.To.Fact), m.To.Words, value, string(m.To.Bound), seq,
			string(f.Cite.Document), string(f.Cite.Section), f.Cite.Start, f.Cite.End, f.Statement, string(f.Fact),
			f.Words, f.Value, f.Unit, revision, millis(before.At), before.Base); err != nil {
			return fmt.Errorf("follow what people were told: %w", err)
		}
	}
	return nil
}

// Wrong is something that a person was told and that the source says
// otherwise by now.
type Wrong struct {
	Given     Given // without Answer
	position  int
	Label     string
	Told      string // as they were shown it last
	Now       string // what the source says; "" where it says it no more
	Statement string // the words that say it now
	Unit      string
	Change    int64     // the last change of it, in the log; 0 for none
	ChangedAt time.Time // when that was logged; the zero time for none
	Document  knowledge.DocumentID
}

// Wrong returns what people were told and the source says otherwise by now,
// the latest answer first.
func (t *Tx) Wrong(ctx context.Context) ([]Wrong, error) {
	var list []Wrong
	err := each(ctx, t.tx, func(r *sql.Rows) error {
		var w Wrong
		var at, changed int64
		var value string
		err := r.Scan(&w.Given.ID, &w.Given.Asker.Guild, &w.Given.Asker.Channel, &w.Given.Asker.User, &w.Given.Message, &w.Given.Question,
			&w.Given.Asker.Language, &at, &w.position, &w.Label, &w.Told, &w.Now, &value, &w.Statement, &w.Unit, &w.Change, &changed, &w.Document)
		w.Given.At, w.ChangedAt = time.UnixMilli(at), time.UnixMilli(changed)
		if value == gone {
			w.Now, w.Statement = "", ""
		}
		list = append(list, w)
		return err
	}, `SELECT a.id, a.guild, a.channel, a.person, a.message, a.question, a.language, a.given_at, f.position, f.label, f.told_words, f.now_words,
		f.now_value, f.statement, f.unit, f.now_change, COALESCE((SELECT c.at FROM changes c WHERE c.seq = f.now_change), 0), f.document FROM answer_figures f JOIN answers a ON a.id = f.answer
		WHERE f.computed = 0 AND f.told_value <> '' AND (f.told_value <> f.now_value OR f.told_bound <> f.now_bound)
		ORDER BY a.given_at DESC, a.id, f.position`)
	if err != nil {
		return nil, fmt.Errorf("read what people were told: %w", err)
	}
	return list, nil
}

// Corrected notes that a person knows what the source says now.
func (t *Tx) Corrected(ctx context.Context, w *Wrong) error {
	if _, err := t.tx.ExecContext(ctx, `UPDATE answer_figures SET told_value = now_value, told_bound = now_bound,
		told_words = CASE WHEN now_value = 'gone' THEN told_words ELSE now_words END WHERE answer = $1 AND position = $2`, w.Given.ID, w.position); err != nil {
		return fmt.Errorf("note a correction: %w", err)
	}
	return nil
}

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
