package figure

import "time"

// resolve gives the date the year it leaves out, and its days.
func (s *dateReader) resolve(t *dated, previous *dated) {
	if t.drop {
		return
	}
	ambiguous := false
	if t.from.day > 0 && t.from.month == 0 && !s.placeDay(t) {
		t.drop = true
		return
	}
	from, to := t.from, t.to
	year := from.year
	if year == 0 && (from.month > 0 || from.last || from.months > 0) {
		switch {
		case previous != nil && s.carries(previous, t):
			year = previous.toDate.Year
			if year == 0 {
				year = previous.fromDate.Year
			}
		case s.published.Year > 0:
			year = s.chooseYear(t)
		default:
			ambiguous = true
		}
	}
	if t.cue == future && from.year == 0 && s.published.Year > 0 && year > s.published.Year && previous == nil {
		if day, _, ok := from.span(year); ok && daysBetween(s.published, day) > farAhead {
			ambiguous = true
		}
	}
	first, last, ok := from.span(year)
	if !ok {
		t.drop = true
		return
	}
	if t.hasTo {
		toYear := to.year
		if toYear == 0 {
			toYear = year
			if to.month < from.month {
				toYear++
			}
		}
		_, end, ok := to.span(toYear)
		if !ok || end.Compare(first) < 0 {
			t.drop = true
			return
		}
		last = end
	}
	t.fromDate, t.toDate = first, last
	t.ambiguous = t.ambiguous || ambiguous || from.relative && s.published.IsZero()
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
func (s *dateReader) placeDay(t *dated) bool {
	near := s.lastDate
	if near.IsZero() || near.Year == 0 {
		near, t.ambiguous = s.published, true
		if near.IsZero() {
			return false
		}
		if t.from.day > near.Day && t.cue != future {
			near.Month--
			if near.Month == 0 {
				near.Month, near.Year = 12, near.Year-1
			}
		}
	}
	for n := 0; n < 2 && t.from.day > daysIn(near.Year, near.Month); n++ {
		if near.Month--; near.Month == 0 {
			near.Month, near.Year = 12, near.Year-1
		}
	}
	t.from.month, t.from.year = near.Month, near.Year
	if t.hasTo && t.to.month == 0 {
		t.to.month, t.to.year = near.Month, near.Year
	}
	return true
}

// carries reports whether a date without a year takes the year of the date
// before it in the same sentence: a list or a comparison of dates that starts
// with a full one. A later date in the year may follow; an earlier one may not.
func (s *dateReader) carries(previous, t *dated) bool {
	if p := previous.from; p.year > 0 && !p.relative && p.month == 0 && p.months == 0 && p.years == 0 && !p.last && !previous.hasTo {
		return t.start-previous.end < looseReach // 2020年春节假期至2月2日
	}
	if previous.from.year == 0 && !previous.hasTo || previous.fromDate.Year == 0 || previous.from.years > 0 {
		return false
	}
	month := previous.from.month
	if previous.hasTo {
		month = previous.to.month
	}
	return t.from.month >= month && month > 0
}

// calendarReach is how many years off a day may lie: 29 February of a year like
// 1900 comes eight years later.
const calendarReach = 8

// chooseYear returns the year that puts the date on the side of publication that
// its words ask for.
func (s *dateReader) chooseYear(t *dated) int {
	published := s.published
	y := published.Year
	span := func(year int) (Date, Date) {
		from, until, ok := t.from.span(year)
		if t.hasTo {
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
	switch t.cue {
	case past:
		for n := 0; n < calendarReach && (from.IsZero() || from.Compare(published) > 0); n++ {
			y--
			from, _ = span(y)
		}
	case future:
		if t.role == Effective && !from.IsZero() && from.Compare(published) <= 0 && daysBetween(from, published) <= recent {
			t.ambiguous = true
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
		t.ambiguous = t.ambiguous || distance > undoubted
		return best
	}
	return y
}

// daysBetween returns the days from a to b.
func daysBetween(a, b Date) int {
	t := func(d Date) time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }
	return int(t(b).Sub(t(a)).Hours() / 24)
}
