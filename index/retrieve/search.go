package retrieve

import (
	"context"
	"slices"
	"strings"

	"policybot/index/analysis"
	"policybot/index/query"
	"policybot/index/store"
	"policybot/knowledge"
)

// Page says which of the results of a search to return, and narrows them.
type Page struct {
	Topic  knowledge.TopicID // an id, or a name of the topic in any language; "" for all
	Agency string            // a name or a part of it, in any language; "" for all
	Offset int
	Limit  int // 0 means 10
}

// defaultLimit is how many hits a page has when it does not say.
const defaultLimit = 10

// Results are the hits of a search.
type Results struct {
	Query      query.Query
	Total      int
	Hits       []Hit
	Topics     map[knowledge.TopicID]int // hits of each topic, whatever Page.Topic asks for
	Agencies   map[string]int            // hits of each agency, whatever Page.Agency asks for
	Suggestion string                    // "did you mean"; "" for none
}

// HitKind is what a hit is.
type HitKind string

// The kinds of hit.
const (
	MeasureHit HitKind = "measure"
	FactHit    HitKind = "fact"
	PassageHit HitKind = "passage"
)

// Hit is one thing found.
type Hit struct {
	Kind     HitKind
	Citation knowledge.Citation
	Document knowledge.DocumentID
	Title    string // of the measure, or of the document
	Heading  []string
	Page     int
	Text     string           // in the asker's language where the base has it
	Matches  []knowledge.Span // byte ranges of Text that matched
	Fact     knowledge.FactID
	Measure  knowledge.MeasureID
	Topic    knowledge.TopicID
	Agency   string
	Score    float64
	Parts    []Part // the named parts of Score
}

// Part is one named part of a score.
type Part struct {
	Name  string
	Value float64
}

// enough is how much of what the best hit holds of the question's weight a
// hit must hold to be listed, so that a lone shared pair of characters is not
// a hit.
const enough = 0.5

// Search returns what matches q, best first. Without a word to look for it
// lists the measures, of the topic or agency that page asks for.
func (x *Retriever) Search(ctx context.Context, q query.Query, page Page) (Results, error) {
	results := Results{Query: q, Topics: map[knowledge.TopicID]int{}, Agencies: map[string]int{}}
	language := q.Language
	if language == "" {
		language = analysis.LanguageOf(q.Text)
	}
	narrow := x.narrow(page)
	limit := page.Limit
	if limit <= 0 {
		limit = defaultLimit
	}
	offset := max(page.Offset, 0)
	terms, err := x.queryTerms(ctx, &q)
	if err != nil {
		return results, err
	}
	s, err := x.store.Scan(ctx, terms)
	if err != nil {
		return results, err
	}
	defer x.store.Release(s)

	most := float32(0)
	for _, n := range s.Touched {
		if x.listed(n) {
			most = max(most, s.Held[n])
		}
	}
	list := s.Touched
	if len(terms) == 0 && (strings.TrimSpace(q.Text) == "" || page.Topic != "" || page.Agency != "") {
		list = x.measureEntries()
	}
	window := store.NewTop(offset + limit)
	for _, n := range list {
		if !x.listed(n) || s.Held[n] < enough*most {
			continue
		}
		topic, agency := x.filed(n)
		ofTopic, ofAgency := narrow.topic(topic), narrow.agency(agency)
		if topic != "" && ofAgency {
			results.Topics[topic]++
		}
		if name := agency.In(language); name != "" && ofTopic {
			results.Agencies[name]++
		}
		if ofTopic && ofAgency {
			results.Total++
			window.Offer(float64(x.store.Total(s, n)), n, x.store.Entries[n].Order())
		}
	}
	found := x.candidates(s, terms, window)
	for _, c := range found[min(offset, len(found)):] {
		hit := x.hit(c, language)
		hit.Matches = matches(hit.Text, terms)
		results.Hits = append(results.Hits, hit)
	}
	results.Suggestion = x.suggest(q.Text, terms)
	return results, nil
}

// listed reports whether an entry is something a search lists.
func (x *Retriever) listed(n uint32) bool {
	e := x.store.Entries[n]
	return hitKinds[e.Kind] != "" && x.scope.allows(e.Document)
}

func (x *Retriever) measureEntries() []uint32 {
	var list []uint32
	for n, e := range x.store.Entries {
		if e.Kind == store.MeasureKind {
			list = append(list, uint32(n))
		}
	}
	slices.SortFunc(list, func(a, b uint32) int { return int(x.store.Entries[a].Ordinal) - int(x.store.Entries[b].Ordinal) })
	return list
}

// filed returns the topic and the agency an entry is filed under.
func (x *Retriever) filed(n uint32) (knowledge.TopicID, knowledge.Text) {
	e := x.store.Entries[n]
	var measure *knowledge.Measure
	switch e.Kind {
	case store.MeasureKind:
		measure = x.store.Measures[e.Ordinal].Measure
	case store.FactKind:
		measure = x.store.Facts[e.Ordinal].Measure
	}
	if measure != nil {
		return measure.Topic, measure.Agency
	}
	if e.Document < 0 {
		return "", nil
	}
	source := &x.store.Base.Documents[e.Document].Source
	if len(source.Publishers) > 0 {
		return "", source.Publishers
	}
	return "", knowledge.Text{knowledge.Chinese: source.Publisher}
}

// narrowing is what a page asks for, made ready to compare.
type narrowing struct {
	anyTopic  bool
	topicID   knowledge.TopicID
	anyAgency bool
	agencyHas string // folded
}

func (x *Retriever) narrow(page Page) narrowing {
	n := narrowing{anyTopic: page.Topic == "", topicID: page.Topic, agencyHas: strings.TrimSpace(analysis.Fold(page.Agency))}
	n.anyAgency = n.agencyHas == ""
	asked := strings.TrimSpace(analysis.Fold(string(page.Topic)))
	for _, topic := range x.store.Base.Topics {
		names := append([]string{string(topic.ID), topic.Name[knowledge.Chinese], topic.Name[knowledge.English]}, topic.Also...)
		if slices.ContainsFunc(names, func(name string) bool { return name != "" && analysis.Fold(name) == asked }) {
			n.topicID = topic.ID
			break
		}
	}
	return n
}

func (n narrowing) topic(id knowledge.TopicID) bool { return n.anyTopic || id == n.topicID }

func (n narrowing) agency(name knowledge.Text) bool {
	if n.anyAgency {
		return true
	}
	for _, said := range name {
		if strings.Contains(analysis.Fold(said), n.agencyHas) {
			return true
		}
	}
	return false
}

// hit shows a candidate in the given language.
func (x *Retriever) hit(c Candidate, language knowledge.Language) Hit {
	h := Hit{Kind: c.kind, Score: c.Score, Parts: c.Parts}
	document := -1
	switch c.kind {
	case PassageHit:
		h.Citation = x.store.PassageCitation(c.Ordinal)
		h.Text = x.store.PassageText(c.Ordinal)
		document = x.store.Passages[c.Ordinal].Document
	case FactHit:
		f := x.store.Facts[c.Ordinal]
		document = f.Document
		h.Citation, h.Fact, h.Measure = f.Fact.Cite, f.Fact.ID, f.Fact.Measure
		h.Title, h.Text = f.Fact.Label.In(language), f.Fact.Statement.In(language)
		if f.Measure != nil {
			h.Measure, h.Topic, h.Agency = f.Measure.ID, f.Measure.Topic, f.Measure.Agency.In(language)
			h.Title = f.Measure.Title.In(language)
		}
	case MeasureHit:
		m := x.store.Measures[c.Ordinal]
		document = m.Document
		h.Citation, h.Measure, h.Topic = m.Measure.Cite, m.Measure.ID, m.Measure.Topic
		h.Title, h.Text, h.Agency = m.Measure.Title.In(language), m.Measure.Summary.In(language), m.Measure.Agency.In(language)
		if h.Text == "" {
			h.Text = h.Title
		}
	}
	if document < 0 {
		return h
	}
	d := &x.store.Base.Documents[document]
	h.Document = d.ID
	if h.Title == "" {
		h.Title = documentTitle(d, language)
	}
	if h.Agency == "" {
		if h.Agency = d.Source.Publishers.In(language); h.Agency == "" {
			h.Agency = d.Source.Publisher
		}
	}
	if section := d.Section(h.Citation.Section); section != nil {
		h.Heading, h.Page = section.Heading, section.Page
	}
	return h
}

// documentTitle returns what a document is called, its path where it has no
// title.
func documentTitle(d *knowledge.Document, language knowledge.Language) string {
	switch {
	case d.Titles.In(language) != "":
		return d.Titles.In(language)
	case d.Title != "":
		return d.Title
	}
	return string(d.ID)
}
