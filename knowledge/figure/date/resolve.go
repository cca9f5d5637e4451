package date

import (
	"time"

	"policybot/knowledge/figure/bound"
)

// Resolve gives the date the year it leaves out, and its days. previous is the
// date read before it in the sentence, or nil. A day that the calendar does not
// have is dropped.
func (s *Reader) Resolve(t *Reading, previous *Reading) {
	if t.Drop {
		return
	}
	if t.From.day > 0 && t.From.month == 0 && !s.placeDay(t) {
		t.Drop = true
		return
	}
	year := s.yearOf(t, previous)
	first, last, ok := t.From.span(year)
	if ok && t.HasTo {
		last, ok = t.lastOf(year, first)
	}
	if !ok {
		t.Drop = true
		return
	}
	t.FromDate, t.ToDate = first, last
	t.Ambiguous = t.Ambiguous || t.From.relative && s.Published.IsZero()
}

// yearOf returns the year of t: written, carried over from previous, or chosen.
func (s *Reader) yearOf(t, previous *Reading) int {
	from := t.From
	if from.year != 0 || from.month == 0 && !from.last && from.months == 0 {
		return from.year
	}
	if previous != nil && s.carries(previous, t) {
		if previous.ToDate.Year != 0 {
			return previous.ToDate.Year
		}
		return previous.FromDate.Year
	}
	if s.Published.Year == 0 {
		t.Ambiguous = true
		return 0
	}
	year := s.chooseYear(t)
	if t.Cue == Future && year > s.Published.Year && previous == nil {
		day, _, ok := from.span(year)
		t.Ambiguous = t.Ambiguous || ok && daysBetween(s.Published, day) > farAhead
	}
	return year
}

// lastOf returns the last day of a range that begins with first, in year.
func (t *Reading) lastOf(year int, first Date) (Date, bool) {
	if t.to.year != 0 {
		year = t.to.year
	} else if t.to.month < t.From.month {
		year++
	}
	_, end, ok := t.to.span(year)
	return end, ok && end.Compare(first) >= 0
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
			near = near.monthBefore()
		}
	}
	for n := 0; n < 2 && t.From.day > daysIn(near.Year, near.Month); n++ {
		near = near.monthBefore()
	}
	t.From.month, t.From.year = near.Month, near.Year
	if t.HasTo && t.to.month == 0 {
		t.to.month, t.to.year = near.Month, near.Year
	}
	return true
}

// monthBefore returns d with the month before its own.
func (d Date) monthBefore() Date {
	if d.Month--; d.Month == 0 {
		d.Month, d.Year = 12, d.Year-1
	}
	return d
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
	from, until := t.spanIn(y)
	switch {
	case t.Cue == past:
		for n := 0; n < calendarReach && (from.IsZero() || from.Compare(published) > 0); n++ {
			y--
			from, _ = t.spanIn(y)
		}
	case t.Cue != Future:
		return s.nearestYear(t)
	case t.Role == bound.Effective && !from.IsZero() && from.Compare(published) <= 0 && daysBetween(from, published) <= recent:
		t.Ambiguous = true
	default:
		for n := 0; n < calendarReach && (from.IsZero() || until.Compare(published) < 0); n++ {
			y++
			from, until = t.spanIn(y)
		}
	}
	return y
}

// spanIn returns the first and last day of t in a year, none where the calendar
// does not have them.
func (t *Reading) spanIn(year int) (from, until Date) {
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

// nearestYear returns the year in which t lies nearest to publication.
func (s *Reader) nearestYear(t *Reading) int {
	y := s.Published.Year
	best, distance := y, 1<<30
	for _, candidate := range []int{y, y - 1, y + 1} {
		from, until := t.spanIn(candidate)
		if from.IsZero() {
			continue
		}
		d := max(0, daysBetween(s.Published, from), daysBetween(until, s.Published))
		if d < distance {
			best, distance = candidate, d
		}
	}
	t.Ambiguous = t.Ambiguous || distance > undoubted
	return best
}

// daysBetween returns the days from a to b.
func daysBetween(a, b Date) int {
	t := func(d Date) time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }
	return int(t(b).Sub(t(a)).Hours() / 24)
}
