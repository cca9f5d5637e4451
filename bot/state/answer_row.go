package state

import (
	"policybot/index"
	"policybot/knowledge"
	"policybot/knowledge/figure"
)

// answerRow is the stored form of an [index.Answer]: the column body of
// answers. It holds what is shown again and what corrections need; of the
// question only its words. Rows are read for years: names and meanings never
// change, fields may be added. The capital letters are those of the first
// version, whose rows are still read.
type answerRow struct {
	Query      queryRow      `json:"Query"`
	Status     string        `json:"Status"` // answered, not_found
	Text       string        `json:"Text"`
	Figures    []figureRow   `json:"Figures,omitempty"`
	Working    string        `json:"Working,omitempty"`
	Citations  []citationRow `json:"Citations,omitempty"`
	Neighbours []figureRow   `json:"Neighbours,omitempty"`
	Confidence float64       `json:"Confidence"`
	Missing    string        `json:"Missing,omitempty"`
	Near       []nearRow     `json:"Near,omitempty"`
	Unsure     bool          `json:"Unsure,omitempty"` // Near may hold the answer
	Language   string        `json:"Language"`         // of Text
	Courtesy   string        `json:"Courtesy,omitempty"`
	TakenAs    string        `json:"TakenAs,omitempty"` // the question as completed from the one before
	Parts      []answerRow   `json:"Parts,omitempty"`   // the answers to several questions of one message
}

// queryRow is the stored form of a question.
type queryRow struct {
	Text     string `json:"Text"`            // as read
	Asked    string `json:"Asked,omitempty"` // as asked, where a word's spelling was put right; else ""
	Language string `json:"Language"`
	Reply    string `json:"Reply,omitempty"`
}

// figureRow is the stored form of an [index.AnsweredFigure]. A figure has a
// written form of its own, whose names never change either.
type figureRow struct {
	Label    string        `json:"Label"`
	Figure   figure.Figure `json:"Figure"`
	Words    string        `json:"Words"`
	Fact     string        `json:"Fact,omitempty"`
	Measure  string        `json:"Measure,omitempty"`
	AsOf     figure.Date   `json:"AsOf"` // YYYY-MM-DD, or ""
	Computed bool          `json:"Computed,omitempty"`
	Citation int           `json:"Citation"` // place in Citations, from 0; -1 for none
}

// citationRow is the stored form of an [index.CitedText].
type citationRow struct {
	Document  string      `json:"Document"`
	Section   string      `json:"Section"`
	Start     int         `json:"Start"` // bytes of the section's text
	End       int         `json:"End"`
	Title     string      `json:"Title,omitempty"`
	Publisher string      `json:"Publisher,omitempty"`
	Speaker   string      `json:"Speaker,omitempty"`
	Date      figure.Date `json:"Date"` // YYYY-MM-DD, or ""
	URL       string      `json:"URL,omitempty"`
	Heading   []string    `json:"Heading,omitempty"`
	Page      int         `json:"Page,omitempty"`
	Text      string      `json:"Text"`
	Statement string      `json:"Statement,omitempty"`
}

// nearRow is the stored form of an [index.Hit] that stands beside an answer.
type nearRow struct {
	Kind     string    `json:"Kind"`
	Citation placeRow  `json:"Citation"`
	Document string    `json:"Document"`
	Title    string    `json:"Title"`
	Heading  []string  `json:"Heading,omitempty"`
	Page     int       `json:"Page,omitempty"`
	Text     string    `json:"Text"`
	Matches  []spanRow `json:"Matches,omitempty"`
	Fact     string    `json:"Fact,omitempty"`
	Measure  string    `json:"Measure,omitempty"`
	Topic    string    `json:"Topic,omitempty"`
	Agency   string    `json:"Agency,omitempty"`
}

// placeRow is the stored form of the citation of a hit.
type placeRow struct {
	Document string `json:"Document"`
	Section  string `json:"Section"`
	Start    int    `json:"Start"`
	End      int    `json:"End"`
}

// spanRow is a range of bytes.
type spanRow struct {
	Start int `json:"Start"`
	End   int `json:"End"`
}

func newAnswerRow(a *index.Answer) answerRow {
	row := answerRow{
		Query:  queryRow{Text: a.Query.Text, Asked: a.Query.Asked, Language: string(a.Query.Language), Reply: string(a.Query.Reply)},
		Status: string(a.Status), Text: a.Text, Figures: newFigureRows(a.Figures), Working: a.Working,
		Neighbours: newFigureRows(a.Neighbours), Confidence: a.Confidence, Missing: a.Missing, Language: string(a.Language),
		Unsure: a.Unsure, Courtesy: a.Courtesy, TakenAs: a.TakenAs,
	}
	for _, part := range a.Parts {
		row.Parts = append(row.Parts, newAnswerRow(part))
	}
	for _, c := range a.Citations {
		row.Citations = append(row.Citations, citationRow{Document: string(c.Document), Section: string(c.Section), Start: c.Start, End: c.End,
			Title: c.Title, Publisher: c.Publisher, Speaker: c.Speaker, Date: c.Date, URL: c.URL, Heading: c.Heading, Page: c.Page,
			Text: c.Text, Statement: c.Statement})
	}
	for _, h := range a.Near {
		near := nearRow{Kind: string(h.Kind), Document: string(h.Document), Title: h.Title, Heading: h.Heading, Page: h.Page, Text: h.Text,
			Fact: string(h.Fact), Measure: string(h.Measure), Topic: string(h.Topic), Agency: h.Agency,
			Citation: placeRow{string(h.Citation.Document), string(h.Citation.Section), h.Citation.Start, h.Citation.End}}
		for _, m := range h.Matches {
			near.Matches = append(near.Matches, spanRow(m))
		}
		row.Near = append(row.Near, near)
	}
	return row
}

func (r answerRow) answer() *index.Answer {
	a := &index.Answer{
		Query:  index.Query{Text: r.Query.Text, Asked: r.Query.Asked, Language: knowledge.Language(r.Query.Language), Reply: knowledge.Language(r.Query.Reply)},
		Status: index.Status(r.Status), Text: r.Text, Figures: answeredFigures(r.Figures), Working: r.Working,
		Neighbours: answeredFigures(r.Neighbours), Confidence: r.Confidence, Missing: r.Missing, Language: knowledge.Language(r.Language),
		Unsure: r.Unsure, Courtesy: r.Courtesy, TakenAs: r.TakenAs,
	}
	for _, part := range r.Parts {
		a.Parts = append(a.Parts, part.answer())
	}
	for _, c := range r.Citations {
		a.Citations = append(a.Citations, index.CitedText{
			Citation: knowledge.Citation{Document: knowledge.DocumentID(c.Document), Section: knowledge.SectionID(c.Section), Start: c.Start, End: c.End},
			Title:    c.Title, Publisher: c.Publisher, Speaker: c.Speaker, Date: c.Date, URL: c.URL, Heading: c.Heading, Page: c.Page,
			Text: c.Text, Statement: c.Statement})
	}
	for _, n := range r.Near {
		hit := index.Hit{Kind: index.HitKind(n.Kind), Document: knowledge.DocumentID(n.Document), Title: n.Title, Heading: n.Heading, Page: n.Page,
			Text: n.Text, Fact: knowledge.FactID(n.Fact), Measure: knowledge.MeasureID(n.Measure), Topic: knowledge.TopicID(n.Topic), Agency: n.Agency,
			Citation: knowledge.Citation{Document: knowledge.DocumentID(n.Citation.Document), Section: knowledge.SectionID(n.Citation.Section),
				Start: n.Citation.Start, End: n.Citation.End}}
		for _, m := range n.Matches {
			hit.Matches = append(hit.Matches, knowledge.Span(m))
		}
		a.Near = append(a.Near, hit)
	}
	return a
}

func newFigureRows(list []index.AnsweredFigure) []figureRow {
	var rows []figureRow
	for _, f := range list {
		rows = append(rows, figureRow{Label: f.Label, Figure: f.Figure, Words: f.Words, Fact: string(f.Fact), Measure: string(f.Measure),
			AsOf: f.AsOf, Computed: f.Computed, Citation: f.Citation})
	}
	return rows
}

func answeredFigures(rows []figureRow) []index.AnsweredFigure {
	var list []index.AnsweredFigure
	for _, r := range rows {
		list = append(list, index.AnsweredFigure{Label: r.Label, Figure: r.Figure, Words: r.Words, Fact: knowledge.FactID(r.Fact),
			Measure: knowledge.MeasureID(r.Measure), AsOf: r.AsOf, Computed: r.Computed, Citation: r.Citation})
	}
	return list
}
