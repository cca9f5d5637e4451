package facts

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"policybot/index/analysis"
	"policybot/index/query"
	"policybot/index/store"
	"policybot/knowledge"
	"policybot/knowledge/figure"
	"policybot/knowledge/place"
)

var (
	nationWords   = regexp.MustCompile(`国务院|全国|中央|(?i:\bnationwide\b|\bnational(?:ly)?\b|\bstate council\b|\bacross china\b)`)
	nationAsked   = regexp.MustCompile(`全国|(?i:\bnationwide\b|\bnationally\b|\bacross china\b|\bin the country\b)`)
	provinceWords = regexp.MustCompile(`全省|本省|我省|全市|本市|我市|全区|(?i:\bprovince\b|\bprovincial\b|\bprovincewide\b)`)
)

// reach is where a statement holds: the places it names, else those of the
// document around it.
type reach struct {
	named  []place.ID // places the statement names itself
	around []place.ID // places of its headings, document and base
}

// reachOf returns where the fact with the given ordinal holds.
func (x *Finder) reachOf(ordinal int) reach {
	if found, ok := x.evidence.reaches.Load(ordinal); ok {
		return found.(reach)
	}
	s := x.readReach(&x.store.Facts[ordinal])
	x.evidence.reaches.Store(ordinal, s)
	return s
}

// measureReachOf returns where the summary of the measure with the given
// ordinal holds.
func (x *Finder) measureReachOf(ordinal int) reach {
	if found, ok := x.evidence.measureReaches.Load(ordinal); ok {
		return found.(reach)
	}
	s := x.readReach(x.summaryOf(ordinal))
	x.evidence.measureReaches.Store(ordinal, s)
	return s
}

// summaryOf returns what the summary of a measure says, as a fact without
// figures.
func (x *Finder) summaryOf(ordinal int) *store.FactEntry {
	m := x.store.Measures[ordinal]
	return &store.FactEntry{
		Fact: &knowledge.Fact{
			Statement: m.Measure.Summary, Label: m.Measure.Title, Cite: m.Measure.Cite,
			Language: x.store.DocumentAt(m.Document).Language,
		},
		Document: m.Document, Measure: m.Measure,
	}
}

// readReach reads the places that a fact and the text around it name.
func (x *Finder) readReach(entry *store.FactEntry) reach {
	var s reach
	document := x.store.DocumentAt(entry.Document)
	statement := entry.Fact.Statement.In(document.Language) + "\n" + entry.Fact.Label.In(document.Language)
	for _, m := range place.Find(statement) {
		s.named = append(s.named, m.Place.ID)
	}
	around := []string{document.Title, document.Source.Region, document.Source.Publisher, x.store.Base.Region, x.store.Base.Name.In(knowledge.Chinese)}
	if section := document.Section(entry.Fact.Cite.Section); section != nil {
		around = append(around, section.Heading...)
	}
	for _, text := range around {
		for _, m := range place.Find(text) {
			s.around = append(s.around, m.Place.ID)
		}
	}
	// 全国 names the nation unless the statement is plainly about the province
	// ("全省…，是全国最快的").
	if nationWords.MatchString(statement) && !provinceWords.MatchString(statement) {
		s.named = append(s.named, place.Nation)
	}
	if len(s.around) == 0 && entry.Document >= 0 {
		s.around = x.mainPlaces(entry.Document)
	}
	return s
}

// mainPlaces returns the places that a document which does not say where it
// holds may hold for: the province it names more often than all others
// together, else every place it names.
func (x *Finder) mainPlaces(document int) []place.ID {
	if found, ok := x.evidence.places.Load(document); ok {
		return found.([]place.ID)
	}
	count := make(map[place.ID]int)
	var named []place.ID
	all := 0
	for i := range x.store.Base.Documents[document].Sections {
		for _, m := range place.Find(x.store.Base.Documents[document].Sections[i].Text) {
			if !slices.Contains(named, m.Place.ID) {
				named = append(named, m.Place.ID)
			}
			for p, ok := m.Place, true; ok; p, ok = place.Lookup(p.Parent) {
				if p.Level == 1 {
					count[p.ID]++
					all++
				}
			}
		}
	}
	for id, n := range count {
		if 2*n > all {
			named = []place.ID{id}
		}
	}
	x.evidence.places.Store(document, named)
	return named
}

// holds reports whether the statement says something of the place asked for.
// What holds for a province says nothing of one of its cities, and what holds
// for a city is not the province's figure; where the document names no place
// at all, it does not say.
func (s reach) holds(asked place.ID) bool {
	if len(s.named) > 0 {
		return slices.Contains(s.named, asked)
	}
	return slices.Contains(s.around, asked)
}

// MeasureContradicts reports whether a question names a place or a time that
// the measure with the given ordinal does not hold for.
func (x *Finder) MeasureContradicts(q *query.Query, ordinal int) bool {
	if fit, _ := placeFit(q, func() reach { return x.measureReachOf(ordinal) }); fit == query.SlotMismatch {
		return true
	}
	fit, _ := x.timeFit(q, x.summaryOf(ordinal))
	return fit == query.SlotMismatch
}

// placeFit checks the places a question names, and returns the first that
// the evidence does not hold for. reachOf says where that holds; most
// questions name no place and do not ask.
func placeFit(q *query.Query, reachOf func() reach) (query.SlotFit, string) {
	asked := q.Places
	national := len(asked) == 0 && nationAsked.MatchString(q.Text) && !provinceWords.MatchString(q.Text)
	if len(asked) == 0 && !national {
		return query.SlotFree, ""
	}
	s := reachOf()
	if national {
		if s.holds(place.Nation) {
			return query.SlotFits, ""
		}
		return query.SlotMismatch, nationAsked.FindString(q.Text)
	}
	for _, m := range asked {
		if !s.holds(m.Place.ID) {
			return query.SlotMismatch, q.Text[m.Start:m.End]
		}
	}
	return query.SlotFits, ""
}

// timeFit checks the times a question names, and returns the first that the
// evidence does not hold for.
func (x *Finder) timeFit(q *query.Query, entry *store.FactEntry) (query.SlotFit, string) {
	if len(q.Years) == 0 {
		return query.SlotFree, ""
	}
	document := x.store.DocumentAt(entry.Document)
	published := document.Source.Published
	intervals := timesOf(entry)
	for _, period := range q.Years {
		if period.Relative && strings.Contains(analysis.Fold(entry.Fact.Statement.In(document.Language)), analysis.Fold(period.Text)) {
			continue // the statement says "last year" as well
		}
		from, until := period.Resolve(published)
		if from.IsZero() {
			if period.Relative {
				return query.SlotMismatch, period.Text
			}
			continue
		}
		if published.IsZero() && from.Month == 1 && until.Month == 12 && x.saysYear(document, from.Year) {
			continue
		}
		fits := false
		for _, interval := range intervals {
			if interval[0].Compare(until) <= 0 && interval[1].Compare(from) >= 0 {
				fits = true
				break
			}
		}
		// The day (or year) of publication is how people name what was said
		// then.
		saidThen := !published.IsZero() && from.Compare(published) <= 0 && published.Compare(until) <= 0
		if !fits && !(saidThen && (from == until || len(intervals) == 0 || sameYear(from, until, published))) {
			return query.SlotMismatch, period.Text
		}
	}
	return query.SlotFits, ""
}

// saysYear reports whether a document that does not say when it was published
// names a year.
func (x *Finder) saysYear(d *knowledge.Document, year int) bool {
	for i := range d.Sections {
		if strings.Contains(d.Sections[i].Text, strconv.Itoa(year)) {
			return true
		}
	}
	return strings.Contains(d.Title, strconv.Itoa(year))
}

// sameYear reports whether the period is the whole year of the given day.
func sameYear(from, until, day figure.Date) bool {
	return from.Year == day.Year && until.Year == day.Year && from.Month == 1 && until.Month == 12
}

// timesOf returns the stretches of time that a fact speaks of.
func timesOf(entry *store.FactEntry) [][2]figure.Date {
	var times [][2]figure.Date
	add := func(from, until figure.Date) {
		if from.IsZero() || from.Year == 0 {
			return
		}
		if until.IsZero() {
			until = from
		}
		times = append(times, [2]figure.Date{from, until})
	}
	fact := entry.Fact
	add(fact.AsOf, fact.AsOf)
	for _, f := range fact.Figures {
		add(f.Date, f.Until)
		add(f.AsOf, f.AsOf)
	}
	if entry.Measure != nil {
		add(entry.Measure.Effective, entry.Measure.Effective)
		add(entry.Measure.Deadline, entry.Measure.Deadline)
	}
	return times
}
