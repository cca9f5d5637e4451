package index

import (
	"context"
	"errors"

	"policybot/knowledge"
	"policybot/knowledge/figure"
)

// Status says whether a question was answered.
type Status string

// The statuses. NotFound is an answer too: the documents do not say.
const (
	Answered Status = "answered"
	NotFound Status = "not_found"
)

// Answer is the reply to one question, with the words that prove it.
type Answer struct {
	Query      Query
	Status     Status
	Text       string             // the reply, in Query.Language
	Figures    []AnsweredFigure   // what was asked for first
	Working    string             // printed arithmetic: "680.91亿元 + 9.92亿元 = 690.83亿元"
	Citations  []CitedText        // the statements that carry the answer
	Neighbours []AnsweredFigure   // facts worth knowing beside the answer
	Confidence float64            // 0 to 1, calibrated: of the answers given at 0.8, eight in ten are right
	Missing    string             // for NotFound: what was asked and is not in the documents, in Query.Language
	Near       []Hit              // for NotFound: the nearest facts
	Language   knowledge.Language // of Text
}

// AnsweredFigure is a figure of an answer with what it stands for.
type AnsweredFigure struct {
	Label    string // what it is, in the answer's language
	Figure   figure.Figure
	Fact     knowledge.FactID
	Measure  knowledge.MeasureID
	AsOf     figure.Date
	Computed bool // the result of the arithmetic in Working
	Citation int  // index into Answer.Citations; -1 for computed figures
}

// CitedText is a citation with everything a reader needs to see of it.
type CitedText struct {
	knowledge.Citation
	Title     string
	Publisher string
	Speaker   string
	Date      figure.Date
	URL       string
	Heading   []string // heading path of the section
	Page      int
	Text      string // the words, in the document's language
	Statement string // the same statement in the asker's language, where the base has it; else ""
}

// Answer answers q, or says that the documents do not.
func (x *Index) Answer(ctx context.Context, q Query) (*Answer, error) {
	return nil, errors.New("answer: no index")
}
