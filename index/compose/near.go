package compose

import (
	"policybot/index/retrieve"
	"policybot/index/store"
	"policybot/knowledge"
)

// factHit shows a fact as something found.
func (x *Composer) factHit(entry *store.FactEntry, language knowledge.Language) retrieve.Hit {
	document := x.store.DocumentAt(entry.Document)
	h := retrieve.Hit{
		Kind:     retrieve.FactHit,
		Citation: entry.Fact.Cite,
		Document: document.ID,
		Title:    entry.Fact.Label.In(language),
		Text:     entry.Fact.Statement.In(language),
		Fact:     entry.Fact.ID,
		Measure:  entry.Fact.Measure,
	}
	if section := document.Section(entry.Fact.Cite.Section); section != nil {
		h.Heading, h.Page = section.Heading, section.Page
	}
	if entry.Measure != nil {
		h.Topic, h.Agency = entry.Measure.Topic, entry.Measure.Agency.In(language)
	}
	return h
}

// nearFigure shows one figure of an answer that was refused.
func (x *Composer) nearFigure(a *Answer, f AnsweredFigure) retrieve.Hit {
	cited := a.Citations[f.Citation]
	return retrieve.Hit{
		Kind: retrieve.FactHit, Citation: cited.Citation, Document: cited.Document, Title: f.Label,
		Heading: cited.Heading, Page: cited.Page, Text: f.Words, Fact: f.Fact, Measure: f.Measure,
	}
}

// passageHit shows a passage as something found.
func (x *Composer) passageHit(c retrieve.Candidate, language knowledge.Language) retrieve.Hit {
	at := x.store.Passages[c.Ordinal]
	document := &x.store.Base.Documents[at.Document]
	section := &document.Sections[at.Section]
	return retrieve.Hit{
		Kind:     retrieve.PassageHit,
		Citation: knowledge.Citation{Document: document.ID, Section: section.ID, Start: at.Start, End: at.End},
		Document: document.ID,
		Title:    firstOf(document.Titles[language], document.Title),
		Heading:  section.Heading,
		Page:     section.Page,
		Text:     x.store.PassageText(c.Ordinal),
		Score:    c.Score,
	}
}

// nearCited shows words that an answer cites as something found.
func nearCited(c CitedText) retrieve.Hit {
	return retrieve.Hit{
		Kind: retrieve.PassageHit, Citation: c.Citation, Document: c.Document, Title: c.Title, Heading: c.Heading, Page: c.Page, Text: c.Text,
	}
}
