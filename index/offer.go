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
	said := make(map[int]string) // by citation: each that carries a figure must speak of them
	for _, f := range a.Figures {
		if f.Citation >= 0 && f.Citation < len(a.Citations) {
			said[f.Citation] = f.Label + "\n" + said[f.Citation] + wordsOf(&a.Citations[f.Citation])
		}
	}
	if len(said) == 0 {
		for i := range a.Citations {
			said[0] += wordsOf(&a.Citations[i])
		}
	}
	for _, text := range said {
		text = analysis.Fold(text)
		terms := make(map[string]bool)
		for _, t := range analysis.Tokens(text) {
			terms[t.Term] = true
		}
		if slices.ContainsFunc(words, func(word string) bool { return !says(text, terms, word) }) {
			return false
		}
	}
	return true
}

// wordsOf are the words of a citation, with where they stand.
func wordsOf(c *compose.CitedText) string {
	return c.Text + "\n" + c.Statement + "\n" + c.Title + "\n" + strings.Join(c.Heading, "\n") + "\n"
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
