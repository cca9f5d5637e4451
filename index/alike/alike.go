// Package alike tells whether two questions ask the same thing.
//
// Callers want [Asks] and [Read]. It is careful: places, times, figures and the
// kind of answer must be the same, and each word that says anything must be said
// by the other side, in a form, by a word near in meaning or in translation.
package alike

import (
	"slices"
	"strings"

	"policybot/index/analysis"
	"policybot/index/asked"
	"policybot/index/lexicon"
	"policybot/index/query"
	"policybot/knowledge"
)

// Question is a question that others are compared with.
type Question struct {
	kind     asked.Kind
	places   []string
	times    []string
	premises []string
	words    []word
	said     string // of the question and what it was answered, folded
}

// word is a word that says something.
type word struct {
	text     string
	stem     string
	language knowledge.Language
	weight   float64
	meaning  lexicon.Vec
	means    bool
}

// Read reads a question, with what it was answered, "" for nothing.
func Read(question, answer string) *Question {
	parsed := query.Parse(analysis.Simplify(question))
	q := &Question{kind: asked.Of(parsed.Text).Kind, said: analysis.Fold(question + "\n" + answer)}
	for _, p := range parsed.Places {
		q.places = append(q.places, string(p.Place.ID))
	}
	for _, y := range parsed.Years {
		q.times = append(q.times, y.From.String()+" "+y.Until.String())
	}
	for _, f := range parsed.Premises {
		q.premises = append(q.premises, f.ValueString()+f.Unit)
	}
	slices.Sort(q.places)
	slices.Sort(q.times)
	slices.Sort(q.premises)
	for _, w := range lexicon.Segment(analysis.WithoutAsking(parsed.Text)) {
		folded := strings.ToLower(w.Text)
		if !tells(w, folded) || slices.ContainsFunc(q.words, func(have word) bool { return have.text == folded }) {
			continue
		}
		language := knowledge.English
		if analysis.HoldsHan(folded) {
			language = knowledge.Chinese
		}
		x := word{text: folded, stem: analysis.Stem(folded), language: language, weight: lexicon.Weight(folded, language)}
		x.meaning, x.means = lexicon.Vector(folded, language)
		q.words = append(q.words, x)
	}
	return q
}

func tells(w lexicon.Word, folded string) bool {
	if !analysis.HoldsHan(folded) {
		return !analysis.IsStop(folded)
	}
	return w.HasContent()
}

// Shares of the weight of the words of either question that the other must say:
// all that is asked now, and most of what was asked then.
const (
	saidOfNew = 0.99
	saidOfOld = 0.60
)

// Asks reports whether a question asks what another asked that has an answer.
func Asks(now, then *Question) bool {
	if len(now.words) == 0 || !slices.Equal(now.places, then.places) || !slices.Equal(now.times, then.times) || !slices.Equal(now.premises, then.premises) {
		return false
	}
	if now.kind != then.kind && now.kind != asked.Other && then.kind != asked.Other && (!now.kind.Numeric() || !then.kind.Numeric()) {
		return false
	}
	return now.saidBy(then) >= saidOfNew && then.saidBy(&Question{words: now.words, said: now.said}) >= saidOfOld
}

// saidBy is the share of a question's words, by weight, that another says.
func (q *Question) saidBy(other *Question) float64 {
	all, said := 0.0, 0.0
	for _, w := range q.words {
		all += w.weight
		if other.says(&w) {
			said += w.weight
		}
	}
	if all == 0 {
		return 0
	}
	return said / all
}

// sameMeaning is how near two words must be to stand for one another.
const sameMeaning = 0.62

func (q *Question) says(w *word) bool {
	if w.language == knowledge.Chinese && strings.Contains(q.said, w.text) {
		return true
	}
	for i := range q.words {
		v := &q.words[i]
		if v.stem == w.stem || w.means && v.means && lexicon.Cosine(&w.meaning, &v.meaning) >= sameMeaning {
			return true
		}
	}
	return false
}
