// Package date reads dates and periods: 2020年3月末, 一季度, 31/12/2024, 民國113年,
// the end of March, Q1 2020, with the words around them that say what they are
// (截至, 前, by, from).
//
// [Reader.At] and [Reader.EnglishAt] read a date as it is written;
// [Reader.Resolve] gives it the year it leaves out, from the day the text was
// published. Nothing looks at a clock.
package date

import (
	"fmt"
	"strings"
	"time"
)

// Date is a calendar date: no clock, no zone. The zero Date is no date.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// New returns the date of the given year, month and day, and whether the
// calendar has it.
func New(year, month, day int) (Date, bool) {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	d := Date{year, time.Month(month), day}
	return d, year > 0 && t.Year() == year && t.Month() == time.Month(month) && t.Day() == day
}

// Parse reads YYYY-MM-DD, or --MM-DD for a day of an unknown year.
func Parse(s string) (Date, error) {
	if day, ok := strings.CutPrefix(s, "--"); ok {
		// 2020 has every day that a year can have.
		d, err := Parse("2020-" + day)
		d.Year = 0
		if err != nil {
			err = fmt.Errorf("date %q: want --MM-DD, such as --04-15", s)
		}
		return d, err
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("date %q: want YYYY-MM-DD, such as 2020-04-15", s)
	}
	return Date{t.Year(), t.Month(), t.Day()}, nil
}

// IsZero reports whether d is no date.
func (d Date) IsZero() bool { return d == Date{} }

// String returns YYYY-MM-DD, --MM-DD where the year is unknown, or "" for no
// date.
func (d Date) String() string {
	switch {
	case d.IsZero():
		return ""
	case d.Year == 0:
		return fmt.Sprintf("--%02d-%02d", int(d.Month), d.Day)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// Compare is negative when d is before e, positive when after, 0 when equal.
func (d Date) Compare(e Date) int {
	if c := d.Year - e.Year; c != 0 {
		return c
	}
	if c := int(d.Month) - int(e.Month); c != 0 {
		return c
	}
	return d.Day - e.Day
}

// MarshalText writes YYYY-MM-DD.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads YYYY-MM-DD, or nothing for no date.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	v, err := Parse(string(b))
	if err != nil {
		return err
	}
	*d = v
	return nil
}
