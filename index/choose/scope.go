package choose

import (
	"regexp"
	"strconv"
	"strings"

	"policybot/knowledge/frame"
)

// yearSpan matches a span of years: 2019—2025年, 2019 to 2021.
var yearSpan = regexp.MustCompile(`((?:19|20)\d\d)年?\s*(?:-|–|—|－|～|~|至|到|to)\s*((?:19|20)\d\d)`)

// saidYears returns the years that text names, and whether one of the spans it
// names holds the given year.
func saidYears(text string, year int) (said []int, within bool) {
	for _, m := range yearPattern.FindAllString(text, -1) {
		n, _ := strconv.Atoi(m)
		said = append(said, n)
	}
	for _, m := range yearSpan.FindAllStringSubmatch(text, -1) {
		from, _ := strconv.Atoi(m[1])
		until, _ := strconv.Atoi(m[2])
		within = within || from <= year && year <= until
	}
	return said, within
}

// otherYear reports whether a candidate speaks of other years only than the
// one a question names: its own words name years, and neither they nor what
// they stand under nor their document is of that year.
func otherYear(q *Question, k *Candidate) bool {
	if len(q.years) != 1 {
		return false
	}
	year := q.years[0]
	said, within := saidYears(k.text, year)
	if len(said) == 0 || within || holdsInt(said, year) {
		return false
	}
	s := strconv.Itoa(year)
	return k.document.Source.Published.Year != year && !strings.Contains(k.lead+k.heading+k.document.Title+string(k.document.ID), s)
}

// yearOf returns the year that figure i of a sentence is of, 0 where the
// sentence does not say: the one of its part of a list, the one that follows it
// before the next figure ("310 roofs in 2020"), else the last one before it.
func yearOf(text string, bound []frame.Binding, i int) int {
	b := bound[i]
	if b.Part[0] < b.Part[1] {
		if y := lastYear(text[b.Part[0]:b.Part[1]]); y != 0 {
			return y
		}
	}
	to := b.Clause[1]
	for _, o := range bound[i+1:] {
		if !isDay(o.Figure) {
			to = min(to, o.Figure.Start)
		}
	}
	if to > b.Figure.End {
		if m := yearBehind.FindStringSubmatch(text[b.Figure.End:to]); m != nil {
			return atoi(m[1])
		}
	}
	return lastYear(text[:b.Figure.Start])
}

var yearBehind = regexp.MustCompile(`(?i)\b(?:in|for|during|at the end of|by the end of|as of|by) (?:\w+ )?((?:19|20)\d\d)\b`)

func lastYear(text string) int {
	all := yearPattern.FindAllString(text, -1)
	if len(all) == 0 {
		return 0
	}
	return atoi(all[len(all)-1])
}
