package notify

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"policybot/bot/state"
	"policybot/index"
	"policybot/knowledge"
	"policybot/knowledge/figure"

	"github.com/shopspring/decimal"
)

// result is what the arithmetic of an answer comes to now.
type result struct {
	told    *state.Told // the figure that was worked out
	words   string      // the new result; "" where it cannot be worked out any more
	value   string
	working string // the arithmetic as printed
}

// quotientDigits is how many digits a quotient keeps behind the point, as in
// the answers.
const quotientDigits = 2

// arithmetic is one way in which answers work a figure out of others.
type arithmetic struct {
	sign string
	work func(of []decimal.Decimal) (decimal.Decimal, bool)
}

// arithmetics are those of answers. Which one an answer used is found by
// working the figures told with each: its result is known.
var arithmetics = []arithmetic{
	{" + ", func(of []decimal.Decimal) (decimal.Decimal, bool) { return decimal.Sum(of[0], of[1:]...), true }},
	{" − ", func(of []decimal.Decimal) (decimal.Decimal, bool) { return of[0].Sub(of[len(of)-1]), len(of) == 2 }},
	{" ÷ ", func(of []decimal.Decimal) (decimal.Decimal, bool) { return quotient(of, 2) }},
	{" ÷ ", func(of []decimal.Decimal) (decimal.Decimal, bool) { return quotient(of, 0) }},
	{"average", func(of []decimal.Decimal) (decimal.Decimal, bool) {
		return decimal.Sum(of[0], of[1:]...).DivRound(decimal.NewFromInt(int64(len(of))), quotientDigits), true
	}},
}

// quotient divides the first of two by the other; shift 2 gives percents.
func quotient(of []decimal.Decimal, shift int32) (decimal.Decimal, bool) {
	if len(of) != 2 || of[1].IsZero() {
		return decimal.Zero, false
	}
	return of[0].Shift(shift).DivRound(of[1], quotientDigits), true
}

// workAgain works out again what an answer worked out of figures that the
// source says otherwise by now. It returns nil for an answer without
// arithmetic, or of a kind that cannot be found again.
func workAgain(ctx context.Context, tx *state.Tx, w *state.Wrong) (*result, error) {
	figures, err := tx.ToldIn(ctx, w.Given.ID)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(figures, func(f state.Told) bool { return f.Computed && f.Value != "" })
	if i < 0 {
		return nil, nil
	}
	r := &result{told: &figures[i]}
	operands := slices.DeleteFunc(slices.Clone(figures), func(f state.Told) bool { return f.Computed || f.Unit == state.Text })
	told, ok := valuesOf(operands, func(f state.Told) string { return f.Value })
	was, err := decimal.NewFromString(r.told.Value)
	if !ok || err != nil || len(operands) < 2 {
		return nil, nil
	}
	for _, a := range arithmetics {
		for _, turned := range []bool{false, true} { // the answer puts the larger first, or the smaller
			if turned {
				slices.Reverse(told)
				slices.Reverse(operands)
			}
			if value, can := a.work(told); can && value.Equal(was) {
				r.work(a, operands, w.Given.Asker.Language)
				return r, nil
			}
		}
	}
	return nil, nil
}

// work works the figures that the source states now. Where one is gone or has
// another bound, nothing can be worked out of them.
func (r *result) work(a arithmetic, operands []state.Told, language knowledge.Language) {
	now, ok := valuesOf(operands, func(f state.Told) string { return f.NowValue })
	if !ok || slices.ContainsFunc(operands, func(f state.Told) bool { return f.Bound != f.NowBound }) {
		return
	}
	if a.sign == " − " && now[0].LessThan(now[1]) {
		slices.Reverse(now)
		slices.Reverse(operands)
	}
	value, can := a.work(now)
	if !can {
		return
	}
	f := figure.Figure{Value: value, Valued: true, Unit: r.told.Unit, Dimension: r.told.Kind, Bound: r.told.Bound}
	if language != knowledge.English {
		language = knowledge.Chinese
	}
	r.value, r.words = value.String(), index.WriteFigure(f, language)
	var terms []string
	for _, o := range operands {
		terms = append(terms, o.Now)
	}
	r.working = strings.Join(terms, a.sign) + " = " + r.words
	if a.sign == "average" {
		r.working = fmt.Sprintf("(%s) ÷ %d = %s", strings.Join(terms, " + "), len(terms), r.words)
	}
}

// valuesOf reads values, and reports whether every one is a plain number.
func valuesOf(list []state.Told, of func(state.Told) string) ([]decimal.Decimal, bool) {
	values := make([]decimal.Decimal, len(list))
	for i, f := range list {
		var err error
		if values[i], err = decimal.NewFromString(of(f)); err != nil {
			return nil, false
		}
	}
	return values, true
}
