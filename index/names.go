package index

import (
	"policybot/index/alike"
	"policybot/index/compose"
	"policybot/index/followup"
	"policybot/index/query"
	"policybot/index/retrieve"
	"policybot/index/store"
	"policybot/knowledge"
	"policybot/knowledge/figure"
)

// What is asked.
type (
	// Query is a question, understood.
	Query = query.Query
	// Page says which of the results of a search to return, and narrows them.
	Page = retrieve.Page
)

// Turn is what was asked before in the same conversation.
type Turn = followup.Turn

// What is answered.
type (
	// Answer is the reply to one question, with the words that prove it.
	Answer = compose.Answer
	// Status says whether a question was answered.
	Status = compose.Status
	// AnsweredFigure is a figure of an answer with what it stands for.
	AnsweredFigure = compose.AnsweredFigure
	// CitedText is a citation with everything a reader needs to see of it.
	CitedText = compose.CitedText
	// Considered is one fact, measure or passage that was weighed for an answer.
	Considered = compose.Considered
)

// The statuses. NotFound is an answer too: the documents do not say.
const (
	Answered = compose.Answered
	NotFound = compose.NotFound
)

// What is found.
type (
	// Results are the hits of a search.
	Results = retrieve.Results
	// Hit is one thing found.
	Hit = retrieve.Hit
	// HitKind is what a hit is.
	HitKind = retrieve.HitKind
	// Part is one named part of a score.
	Part = retrieve.Part
	// Ranking is what retrieval alone finds for a question, best first.
	Ranking = retrieve.Ranking
	// RankedDocument is a document found, with what speaks for it in the order
	// of [RankFeatureNames].
	RankedDocument = retrieve.RankedDocument
)

// The kinds of hit.
const (
	MeasureHit = retrieve.MeasureHit
	FactHit    = retrieve.FactHit
	PassageHit = retrieve.PassageHit
)

// ParseQuery reads a question. It cannot fail: what is not understood stays
// among its terms.
func ParseQuery(text string) Query { return query.Parse(text) }

// RankFeatureNames returns the names of what speaks for a document, in order.
func RankFeatureNames() []string { return retrieve.RankFeatureNames() }

// KeptQuestion is a question that others are compared with.
type KeptQuestion = alike.Question

// KeepQuestion reads a question to compare others with it; answer is what it was
// answered, "" for nothing.
func KeepQuestion(question, answer string) *KeptQuestion { return alike.Read(question, answer) }

// AsksTheSame reports whether a question asks what one that has an answer asked.
func AsksTheSame(now, then *KeptQuestion) bool { return alike.Asks(now, then) }

// FactFigures returns the figures of a fact with what each is, in the
// language.
func FactFigures(fact *knowledge.Fact, language knowledge.Language) []AnsweredFigure {
	return compose.FactFigures(fact, language)
}

// WriteFigure writes a figure as answers in the language do.
func WriteFigure(f figure.Figure, language knowledge.Language) string {
	return compose.WriteFigure(f, language)
}

// DefaultSure is the chance of being right from which on a statement is given
// as the answer.
const DefaultSure = compose.DefaultSure

// CheckedRevision is what was found of one index on disk.
type CheckedRevision = store.Checked

// CheckRevisions compares the files of every index in a directory of index
// revisions with their checksums.
func CheckRevisions(dir string) []CheckedRevision { return store.Check(dir) }
