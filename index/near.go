package index

import "policybot/knowledge"

// factHit shows a fact as something found.
func (x *Index) factHit(entry *factEntry, language knowledge.Language) Hit {
	document := x.documentAt(entry.document)
	h := Hit{
		Kind:     FactHit,
		Citation: entry.fact.Cite,
		Document: document.ID,
		Title:    entry.fact.Label.In(language),
		Text:     entry.fact.Statement.In(language),
		Fact:     entry.fact.ID,
		Measure:  entry.fact.Measure,
	}
	if section := document.Section(entry.fact.Cite.Section); section != nil {
		h.Heading, h.Page = section.Heading, section.Page
	}
	if entry.measure != nil {
		h.Topic, h.Agency = entry.measure.Topic, entry.measure.Agency.In(language)
	}
	return h
}

// nearFigure shows one figure of an answer that was refused.
func (x *Index) nearFigure(a *Answer, f AnsweredFigure) Hit {
	cited := a.Citations[f.Citation]
	return Hit{
		Kind: FactHit, Citation: cited.Citation, Document: cited.Document, Title: f.Label,
		Heading: cited.Heading, Page: cited.Page, Text: f.Words, Fact: f.Fact, Measure: f.Measure,
	}
}

// passageHit shows a passage as something found.
func (x *Index) passageHit(c candidate, language knowledge.Language) Hit {
	at := x.passages[c.ordinal]
	document := &x.base.Documents[at.document]
	section := &document.Sections[at.section]
	return Hit{
		Kind:     PassageHit,
		Citation: knowledge.Citation{Document: document.ID, Section: section.ID, Start: at.start, End: at.end},
		Document: document.ID,
		Title:    firstOf(document.Titles[language], document.Title),
		Heading:  section.Heading,
		Page:     section.Page,
		Text:     x.passageText(c.ordinal),
		Score:    c.score,
	}
}

// documentAt returns the document with the given ordinal, or an empty one for
// -1.
func (x *Index) documentAt(ordinal int) *knowledge.Document {
	if ordinal < 0 {
		return &knowledge.Document{}
	}
	return &x.base.Documents[ordinal]
}
