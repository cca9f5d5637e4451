package figure

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/shopspring/decimal"
	"policybot/knowledge/figure/bound"
	"policybot/knowledge/figure/date"
	"policybot/knowledge/figure/unit"
)

// figureJSON is the form in which a figure leaves the program. Its names are
// relied on by others and never change.
type figureJSON struct {
	Text          string         `json:"text"`
	Start         int            `json:"start"`
	End           int            `json:"end"`
	Value         *string        `json:"value"`
	Low           *string        `json:"low"`
	High          *string        `json:"high"`
	LowInclusive  *bool          `json:"low_inclusive,omitempty"`
	HighInclusive *bool          `json:"high_inclusive,omitempty"`
	Unit          string         `json:"unit"`
	Dimension     unit.Dimension `json:"dimension"`
	Bound         bound.Bound    `json:"bound"`
	Precision     string         `json:"precision,omitempty"`
	Change        *changeJSON    `json:"change"`
	Per           []string       `json:"per"`
	AsOf          *string        `json:"as_of"`
	Role          bound.Role     `json:"role"`
	Subject       string         `json:"subject"`
	Actor         string         `json:"actor,omitempty"`
	Group         int            `json:"group,omitempty"`
	Negated       bool           `json:"negated,omitempty"`
	Ambiguous     bool           `json:"ambiguous,omitempty"`
	Inherited     bool           `json:"inherited,omitempty"`
}

type changeJSON struct {
	Direction  bound.Direction `json:"direction"`
	From       *string         `json:"from,omitempty"`
	To         *string         `json:"to,omitempty"`
	Delta      *string         `json:"delta,omitempty"`
	DeltaUnit  string          `json:"delta_unit,omitempty"`
	Computed   bool            `json:"computed,omitempty"`
	Basis      string          `json:"basis,omitempty"`
	Multiplier string          `json:"multiplier,omitempty"`
}

// ValueString returns the value in plain notation: "68091000000", a range as
// "20000..50000", a fraction as "1/3", a ratio as "1:1", a date as "2020-03-31",
// a period as "2020-01-01..2020-03-31"; "" for an amount that names no value.
func (f Figure) ValueString() string {
	switch {
	case f.Dimension == unit.DateDay:
		return f.Date.String()
	case f.Dimension == unit.DateRange:
		return f.Date.String() + ".." + f.Until.String()
	case f.Valued && f.Dimension == unit.Ratio:
		return plain(f.Value) + ":" + plain(f.Over)
	case f.Valued && !f.Over.IsZero():
		return plain(f.Value) + "/" + plain(f.Over)
	case f.Valued:
		return plain(f.Value)
	case f.Bound == bound.Range && f.Low != nil && f.High != nil:
		return plain(f.Low.Value) + ".." + plain(f.High.Value)
	}
	return ""
}

// plain writes d without exponent and without trailing zeros.
func plain(d Decimal) string { return d.String() }

// MarshalJSON writes the figure with its numbers as decimal strings.
func (f Figure) MarshalJSON() ([]byte, error) {
	out := figureJSON{
		Text: f.Text, Start: f.Start, End: f.End, Unit: f.Unit, Dimension: f.Dimension, Bound: f.Bound,
		Per: f.Per, Role: f.Role, Subject: f.Subject, Actor: f.Actor, Group: f.Group,
		Negated: f.Negated, Ambiguous: f.Ambiguous, Inherited: f.Inherited,
	}
	if v := f.ValueString(); v != "" {
		out.Value = &v
	}
	out.Low, out.LowInclusive = limitJSON(f.Low)
	out.High, out.HighInclusive = limitJSON(f.High)
	if !f.Precision.IsZero() {
		out.Precision = plain(f.Precision)
	}
	if !f.AsOf.IsZero() {
		day := f.AsOf.String()
		out.AsOf = &day
	}
	if out.Per == nil {
		out.Per = []string{}
	}
	if c := f.Change; c != nil {
		out.Change = &changeJSON{
			Direction: c.Direction, From: decimalJSON(c.From), To: decimalJSON(c.To), Delta: decimalJSON(c.Delta),
			DeltaUnit: c.DeltaUnit, Computed: c.Computed, Basis: c.Basis, Multiplier: c.Multiplier,
		}
	}
	return json.Marshal(out)
}

func limitJSON(l *Limit) (value *string, inclusive *bool) {
	if l == nil {
		return nil, nil
	}
	v, in := plain(l.Value), l.Inclusive
	return &v, &in
}

func decimalJSON(d *Decimal) *string {
	if d == nil {
		return nil
	}
	v := plain(*d)
	return &v
}

// UnmarshalJSON reads what MarshalJSON wrote, without loss.
func (f *Figure) UnmarshalJSON(b []byte) error {
	var in figureJSON
	if err := json.Unmarshal(b, &in); err != nil {
		return fmt.Errorf("read figure: %w", err)
	}
	out := Figure{
		Text: in.Text, Start: in.Start, End: in.End, Unit: in.Unit, Dimension: in.Dimension, Bound: in.Bound,
		Role: in.Role, Subject: in.Subject, Actor: in.Actor, Group: in.Group,
		Negated: in.Negated, Ambiguous: in.Ambiguous, Inherited: in.Inherited,
	}
	if len(in.Per) > 0 {
		out.Per = in.Per
	}
	var r numberReader
	if in.Value != nil {
		switch {
		case in.Dimension == unit.DateDay:
			out.Date = r.date(*in.Value)
		case in.Dimension == unit.DateRange:
			from, until, _ := strings.Cut(*in.Value, "..")
			out.Date, out.Until = r.date(from), r.date(until)
		case in.Bound == bound.Range:
		default:
			value, over, divided := strings.Cut(*in.Value, "/")
			if in.Dimension == unit.Ratio {
				value, over, divided = strings.Cut(*in.Value, ":")
			}
			out.Value, out.Valued = r.decimal(value), true
			if divided {
				out.Over = r.decimal(over)
			}
		}
	}
	out.Low = r.limit(in.Low, in.LowInclusive)
	out.High = r.limit(in.High, in.HighInclusive)
	if in.Precision != "" {
		out.Precision = r.decimal(in.Precision)
	}
	if in.AsOf != nil {
		out.AsOf = r.date(*in.AsOf)
	}
	if c := in.Change; c != nil {
		out.Change = &Change{
			Direction: c.Direction, From: r.optional(c.From), To: r.optional(c.To), Delta: r.optional(c.Delta),
			DeltaUnit: c.DeltaUnit, Computed: c.Computed, Basis: c.Basis, Multiplier: c.Multiplier,
		}
	}
	if r.err != nil {
		return fmt.Errorf("read figure %q: %w", in.Text, r.err)
	}
	*f = out
	return nil
}

// numberReader reads numbers and dates and keeps the first error.
type numberReader struct{ err error }

func (r *numberReader) decimal(s string) Decimal {
	d, err := decimal.NewFromString(s)
	if err != nil && r.err == nil {
		r.err = err
	}
	return d
}

func (r *numberReader) optional(s *string) *Decimal {
	if s == nil {
		return nil
	}
	d := r.decimal(*s)
	return &d
}

func (r *numberReader) limit(s *string, inclusive *bool) *Limit {
	if s == nil {
		return nil
	}
	return &Limit{r.decimal(*s), inclusive == nil || *inclusive}
}

func (r *numberReader) date(s string) date.Date {
	d, err := date.Parse(s)
	if err != nil && r.err == nil {
		r.err = err
	}
	return d
}
