package index

import (
	"slices"
	"strings"

	"policybot/index/analysis"
	"policybot/index/compose"
	"policybot/index/lexicon"
	"policybot/index/retrieve"
	"policybot/knowledge"
)

// mostOffered is how many passages are offered where no answer is sure enough.
const mostOffered = 3

// Offer turns an answer that is not sure enough into what is closest.
func Offer(a *Answer) {
	a.Status, a.Unsure, a.Near, a.Parts = NotFound, true, nil, nil
	a.Text = knowledge.Text{knowledge.Chinese: "没有足够把握的答案。", knowledge.English: "There is no answer that is sure enough."}.In(a.Language)
	for _, c := range a.Citations[:min(len(a.Citations), mostOffered)] {
		a.Near = append(a.Near, retrieve.Hit{Kind: PassageHit, Citation: c.Citation, Document: c.Document, Title: c.Title, Heading: c.Heading, Page: c.Page, Text: c.Text})
	}
	a.Figures, a.Working, a.Neighbours, a.Citations = nil, "", nil, nil
}

// speaksOf reports whether an answer, or what it cites, speaks of all of the
// words, in either language. What was asked about instead of something else is
// not answered by what does not know it.
func speaksOf(a *compose.Answer, words []string) bool {
	if len(words) == 0 {
		return true
	}
	var said strings.Builder
	for _, f := range a.Figures {
		said.WriteString(f.Label + " " + f.Words + "\n")
	}
	for _, c := range a.Citations {
		said.WriteString(c.Text + "\n" + c.Statement + "\n" + c.Title + "\n" + strings.Join(c.Heading, "\n") + "\n")
	}
	text := analysis.Fold(said.String())
	terms := make(map[string]bool)
	for _, t := range analysis.Tokens(text) {
		terms[t.Term] = true
	}
	return !slices.ContainsFunc(words, func(word string) bool { return !says(text, terms, word) })
}

// says reports whether a text with the given terms has a word, a form of it, one
// that means nearly the same, or a translation.
func says(text string, terms map[string]bool, word string) bool {
	has := func(w string) bool {
		if analysis.HoldsHan(w) {
			return strings.Contains(text, w)
		}
		return terms[analysis.Stem(w)]
	}
	if has(word) {
		return true
	}
	language := knowledge.English
	if analysis.HoldsHan(word) {
		language = knowledge.Chinese
	}
	for _, t := range lexicon.Translations(word, language) {
		if t.Weight >= leastTranslation && has(t.Word) {
			return true
		}
	}
	if words := lexicon.Segment(word); len(words) == 1 && words[0].Tag != "" && strings.ContainsAny(words[0].Tag[:1], "ab") {
		return false // primary and secondary stand in the same company
	}
	meaning, known := lexicon.Vector(word, language)
	if !known {
		return true // a name in other words: nothing speaks against it
	}
	for _, w := range lexicon.Segment(text) {
		if v, ok := lexicon.Vector(w.Text, language); ok && lexicon.Cosine(&meaning, &v) >= sameMeaning {
			return true
		}
	}
	return false
}

// leastTranslation is how well a word of the other language must stand for one.
const leastTranslation = 0.05

// sameMeaning is how near two words must be to stand for one another.
const sameMeaning = 0.5
