package check

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"policybot/knowledge/figure"
)

// dated returns a period that a piece says beside a figure and that the words
// give to another figure, or nil. In "2018年120万元，2019年145万元" a year holds for
// what follows it, up to the next.
func dated(found []occurrence, periods []figure.Figure) *figure.Figure {
	for i := range periods {
		p := &periods[i]
		wrong := len(found) > 0
		for _, o := range found {
			wrong = wrong && o.contradicts(*p)
		}
		if wrong {
			return p
		}
	}
	return nil
}

// contradicts reports whether the words give the figure another period.
func (o *occurrence) contradicts(told figure.Figure) bool {
	if o.text == nil || isDate(o.text.figures[o.index]) {
		return false
	}
	f := o.text.figures[o.index]
	if f.AsOf != (figure.Date{}) && covers(told, f.AsOf) {
		return false
	}
	own := o.period()
	return own != nil && !overlap(*own, told)
}

// period returns the period that governs a figure in its sentence: the last
// one before it, else the first one after it in its clause; nil for none.
func (o *occurrence) period() *figure.Figure {
	t, f := o.text, o.text.figures[o.index]
	from, to := sentenceAround(t.words, f.Start, f.End)
	if respectively.MatchString(t.words[from:to]) {
		return o.pairedPeriod(from, to)
	}
	var before, after *figure.Figure
	for i := range t.figures {
		g := &t.figures[i]
		if !isDate(*g) || g.Start < from || g.End > to {
			continue
		}
		if g.End <= f.Start {
			before = g
		} else if after == nil && g.Start >= f.End && !strings.ContainsAny(t.words[f.End:g.Start], "，；,;") {
			after = g
		}
	}
	if before != nil {
		return before
	}
	return after
}

// pairedPeriod returns the period that stands in the place of the figure in a
// sentence with 分别 or respectively.
func (o *occurrence) pairedPeriod(from, to int) *figure.Figure {
	t := o.text
	var periods []*figure.Figure
	place, count := -1, 0
	for i := range t.figures {
		g := &t.figures[i]
		switch {
		case g.Start < from || g.End > to:
		case isDate(*g):
			periods = append(periods, g)
		case g.Dimension == t.figures[o.index].Dimension:
			if i == o.index {
				place = count
			}
			count++
		}
	}
	if place < 0 || len(periods) != count {
		return nil
	}
	return periods[place]
}

// times are the spans that a figure is per, as words beside it say them.
var times = map[string]*regexp.Regexp{
	"year":  regexp.MustCompile(`每年|年均|(?i:\b(?:per|a|each|every) year\b|\bannual(?:ly)?\b|\byearly\b)`),
	"month": regexp.MustCompile(`每月|月均|(?i:\b(?:per|a|each|every) month\b|\bmonthly\b)`),
	"week":  regexp.MustCompile(`每周|(?i:\b(?:per|a|each|every) week\b|\bweekly\b)`),
	"day":   regexp.MustCompile(`每[日天]|日均|(?i:\b(?:per|a|each|every) day\b|\bdaily\b)`),
	"hour":  regexp.MustCompile(`每小时|(?i:\b(?:per|an|each|every) hour\b|\bhourly\b)`),
}

// otherTime returns words of a label that say a figure per another span of time
// than the one that every place found says it per; "" for none.
func otherTime(found []occurrence, label string) string {
	for _, span := range slices.Sorted(maps.Keys(times)) {
		said := times[span].FindString(label)
		if said == "" {
			continue
		}
		other := 0
		for _, o := range found {
			if o.text != nil && o.perOther(span) {
				other++
			}
		}
		if other == len(found) {
			return said
		}
	}
	return ""
}

// perOther reports whether a figure is per a span of time, but not this one.
func (o *occurrence) perOther(span string) bool {
	per := o.text.figures[o.index].Per
	return !slices.Contains(per, span) && slices.ContainsFunc(per, func(p string) bool { return times[p] != nil })
}

func until(f figure.Figure) figure.Date {
	if f.Until.IsZero() {
		return f.Date
	}
	return f.Until
}

func covers(f figure.Figure, d figure.Date) bool {
	return f.Date.Compare(d) <= 0 && d.Compare(until(f)) <= 0
}

// overlap reports whether two periods have a day in common. Days of unknown
// years are not compared.
func overlap(a, b figure.Figure) bool {
	if a.Date.Year == 0 || b.Date.Year == 0 {
		return true
	}
	return a.Date.Compare(until(b)) <= 0 && b.Date.Compare(until(a)) <= 0
}
