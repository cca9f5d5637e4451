package date

import (
	"time"

	"policybot/knowledge/figure/bound"
)

// Resolve gives the date the year it leaves out, and its days.
func (s *Reader) Resolve(t *Reading, previous *Reading) {
	if t.Drop {
		return
	}
	ambiguous := false
	if t.From.day > 0 && t.From.month == 0 && !s.placeDay(t) {
		t.Drop = true
		return
	}
	from, to := t.From, t.to
	year := from.year
	if year == 0 && (from.month > 0 || from.last || from.months > 0) {
		switch {
		case previous != nil && s.carries(previous, t):
			year = previous.ToDate.Year
			if year == 0 {
				year = previous.FromDate.Year
			}
		case s.Published.Year > 0:
			year = s.chooseYear(t)
		default:
			ambiguous = true
		}
	}
	if t.Cue == Future && from.year == 0 && s.Published.Year > 0 && year > s.Published.Year && previous == nil {
		if day, _, ok := from.span(year); ok && daysBetween(s.Published, day) > farAhead {
			ambiguous = true
		}
	}
	first, last, ok := from.span(year)
	if !ok {
		t.Drop = true
		return
	}
	if t.HasTo {
		toYear := to.year
		if toYear == 0 {
			toYear = year
			if to.month < from.month {
				toYear++
			}
		}
		_, end, ok := to.span(toYear)
		if !ok || end.Compare(first) < 0 {
			t.Drop = true
			return
		}
		last = end
	}
	t.FromDate, t.ToDate = first, last
	t.Ambiguous = t.Ambiguous || ambiguous || from.relative && s.Published.IsZero()
}

// recent is how many days before publication a beginning without a year (2月1日
// 起) is taken to have been, rather than a year ahead.
const recent = 92

// farAhead is how many days after publication a deadline without a year may be
// before it rests on a guess: 2月1日起, said in March, is more often past.
const farAhead = 270

// undoubted is how many days from publication the nearest date may lie that no
// word places before or after it: farther off, the year is a guess.
const undoubted = 120

// placeDay gives a day alone its month: that of the last date read, or the one
// nearest to publication.
func (s *Reader) placeDay(t *Reading) bool {
	near := s.LastDate
	if near.IsZero() || near.Year == 0 {
		near, t.Ambiguous = s.Published, true
		if near.IsZero() {
			return false
		}
		if t.From.day > near.Day && t.Cue != Future {
			near.Month--
			if near.Month == 0 {
				near.Month, near.Year = 12, near.Year-1
			}
		}
	}
	for n := 0; n < 2 && t.From.day > daysIn(near.Year, near.Month); n++ {
		if near.Month--; near.Month == 0 {
			near.Month, near.Year = 12, near.Year-1
		}
	}
	t.From.month, t.From.year = near.Month, near.Year
	if t.HasTo && t.to.month == 0 {
		t.to.month, t.to.year = near.Month, near.Year
	}
	return true
}

// carries reports whether a date without a year takes the year of the date
// before it in the same sentence: a list or a comparison of dates that starts
// with a full one. A later date in the year may follow; an earlier one may not.
func (s *Reader) carries(previous, t *Reading) bool {
	if p := previous.From; p.year > 0 && !p.relative && p.month == 0 && p.months == 0 && p.years == 0 && !p.last && !previous.HasTo {
		return t.Start-previous.End < bound.LooseReach // 2020年春节假期至2月2日
	}
	if previous.From.year == 0 && !previous.HasTo || previous.FromDate.Year == 0 || previous.From.years > 0 {
		return false
	}
	month := previous.From.month
	if previous.HasTo {
		month = previous.to.month
	}
	return t.From.month >= month && month > 0
}

// calendarReach is how many years off a day may lie: 29 February of a year like
// 1900 comes eight years later.
const calendarReach = 8

// chooseYear returns the year that puts the date on the side of publication that
// its words ask for.
func (s *Reader) chooseYear(t *Reading) int {
	published := s.Published
	y := published.Year
	span := func(year int) (Date, Date) {
		from, until, ok := t.From.span(year)
		if t.HasTo {
			_, until, _ = t.to.span(year)
			if until.Compare(from) < 0 {
				_, until, _ = t.to.span(year + 1)
			}
		}
		if !ok {
			return Date{}, Date{}
		}
		return from, until
	}
	from, until := span(y)
	switch t.Cue {
	case past:
		for n := 0; n < calendarReach && (from.IsZero() || from.Compare(published) > 0); n++ {
			y--
			from, _ = span(y)
		}
	case Future:
		if t.Role == bound.Effective && !from.IsZero() && from.Compare(published) <= 0 && daysBetween(from, published) <= recent {
			t.Ambiguous = true
			return y
		}
		for n := 0; n < calendarReach && (from.IsZero() || until.Compare(published) < 0); n++ {
			y++
			from, until = span(y)
		}
	default:
		best, distance := y, 1<<30
		for _, candidate := range []int{y, y - 1, y + 1} {
			from, until := span(candidate)
			if from.IsZero() {
				continue
			}
			d := 0
			switch {
			case from.Compare(published) > 0:
				d = daysBetween(published, from)
			case until.Compare(published) < 0:
				d = daysBetween(until, published)
			}
			if d < distance {
				best, distance = candidate, d
			}
		}
		t.Ambiguous = t.Ambiguous || distance > undoubted
		return best
	}
	return y
}

// daysBetween returns the days from a to b.
func daysBetween(a, b Date) int {
	t := func(d Date) time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }
	return int(t(b).Sub(t(a)).Hours() / 24)
}
