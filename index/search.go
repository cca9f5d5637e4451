package index

import (
	"context"
	"errors"

	"policybot/knowledge"
)

// Page says which of the results of a search to return, and narrows them.
type Page struct {
	Topic  knowledge.TopicID // "" for all
	Agency string            // "" for all
	Offset int
	Limit  int // 0 means 10
}

// Results are the hits of a search.
type Results struct {
	Query      Query
	Total      int
	Hits       []Hit
	Topics     map[knowledge.TopicID]int // facet counts over all hits
	Agencies   map[string]int
	Suggestion string // "did you mean"; "" for none
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

// Search returns what matches q, best first.
func (x *Index) Search(ctx context.Context, q Query, page Page) (Results, error) {
	return Results{}, errors.New("search: no index")
}
