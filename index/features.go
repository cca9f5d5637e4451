package index

import "slices"

// A feature of a window is a number between about -1 and 1, free of scale: a
// share, a ratio, a logarithm of a length, or whether something holds.
const (
	inAll = iota // share of the question's weight that the window says
	inFocus
	inLocal // the same, by what tells one sentence of the document from another
	leftLocal
	leftFocus
	leadLocal
	leadFocus
	previousLocal
	headLocal
	headFocus
	titleAll
	rightLocal
	nextLocal
	aroundLocal
	aroundFocus
	coveredAll
	coveredLocal
	coveredFocus
	firstLocal
	lastLocal
	mostLocal
	meanLocal
	repeated
	repeatedFirst
	repeatedLeft
	repeatedLead
	repeatedHead
	repeatedRight
	density
	lengthLog
	lengthSquare
	startsLine
	startsSentence
	afterColon
	afterHeading
	afterComma
	endsLine
	endsSentence
	endsSemicolon
	endsComma
	endsColon
	endsSection
	clauseCount
	lineCount
	sentenceCount
	isHeading
	startsHeading
	holdsHeading
	startsMarker
	startsFirst
	startsLater
	wholeList
	brokenList
	oneItem
	connective
	hasDigits
	hasQuote
	documentStart
	position
	bestSentence
	bestContext
	bestLine
	bestSection
	isSpan
	spanFigure
	spanAfterVerb
	spanQuote
	unitFits
	saysTerm // repeats the noun asked for
	endsQuestion
	holdsQuestion
	afterQuestion
	spaced
	responsible
	clozeBefore
	clozeAfter
	beforeIs
	ordinalFits
	runSentence
	runLead
	runHead
	runWindow
	spanCloze
	spanDate
	partAtEnd
	shortLine
	reported
	documentShare // chance of the document, of the best one's
	documentFirst
	wholeUnder      // all that stands under a heading or an opening line
	wholeUnderFocus // the same, by how much of what is asked for the heading says
	wholeUnderHead
	partUnderFocus // one of several lines under it
	partUnderHead
	figureFits   // a figure of the kind asked for
	figureUnfits // a figure of another kind
	plainFeatures
)

var plainFeatureNames = [plainFeatures]string{
	"in_all", "in_focus", "in_local", "left_local", "left_focus", "lead_local", "lead_focus", "previous_local", "head_local", "head_focus", "title_all",
	"right_local", "next_local", "around_local", "around_focus", "covered_all", "covered_local", "covered_focus", "first_local", "last_local", "most_local", "mean_local",
	"repeated", "repeated_first", "repeated_left", "repeated_lead", "repeated_head", "repeated_right", "density", "length", "length_square",
	"starts_line", "starts_sentence", "after_colon", "after_heading", "after_comma", "ends_line", "ends_sentence", "ends_semicolon", "ends_comma", "ends_colon", "ends_section",
	"clauses", "lines", "sentences", "is_heading", "starts_heading", "holds_heading", "starts_marker", "starts_first", "starts_later", "whole_list", "broken_list", "one_item",
	"connective", "has_digits", "has_quote", "document_start", "position", "best_sentence", "best_context", "best_line", "best_section",
	"is_span", "span_figure", "span_after_verb", "span_quote", "unit_fits", "says_term",
	"ends_question", "holds_question", "after_question", "spaced", "responsible", "cloze_before", "cloze_after", "before_is", "ordinal_fits", "run_sentence", "run_lead", "run_head", "run_window", "span_cloze", "span_date", "part_at_end", "short_line", "reported", "document_share", "document_first",
	"whole_under", "whole_under_focus", "whole_under_head", "part_under_focus", "part_under_head", "figure_fits", "figure_unfits",
}

// Features crossed with the kind of question.
const (
	kindLength = iota
	kindLengthSquare
	kindDigits
	kindDate
	kindAgency
	kindPlace
	kindAfterColon
	kindLines
	kindEndsSentence
	kindStartsSentence
	kindSpan
	kindFigureSpan
	kindInLocal
	kindAround
	kindWholeList
	kindDateSpan
	kindWholeUnder
	kindPartUnder
	kindFeatures
)

// latinFeatures are plain features that weigh differently in Latin script.
var latinFeatures = []int{
	lengthLog, lengthSquare, lineCount, clauseCount, startsLine, startsSentence, endsLine, endsSentence, endsComma, afterComma, inLocal, inFocus,
	repeated, density, oneItem, startsMarker, isSpan, spanFigure, spanAfterVerb, hasDigits, isHeading, runWindow, connective,
}

var kindFeatureNames = [kindFeatures]string{"length", "length_square", "digits", "date", "agency", "place", "after_colon", "lines", "ends_sentence", "starts_sentence", "span", "figure_span", "in_local", "around_local", "whole_list", "date_span", "whole_under", "part_under"}

// nounFeatures are crossed with the noun asked for.
const (
	nounLength = iota
	nounLengthSquare
	nounLines
	nounFeatures
)

var nounFeatureNames = [nounFeatures]string{"length", "length_square", "lines"}

// featureCount is how many features a window has.
var featureCount = plainFeatures + len(latinFeatures) + int(askKinds)*kindFeatures + len(askNouns)*nounFeatures

// FeatureNames returns the names of the features of a window, in order.
func FeatureNames() []string {
	names := slices.Clone(plainFeatureNames[:])
	for _, f := range latinFeatures {
		names = append(names, "latin:"+plainFeatureNames[f])
	}
	for _, kind := range askKindNames {
		for _, f := range kindFeatureNames {
			names = append(names, kind+":"+f)
		}
	}
	for _, noun := range []string{"measures", "rules", "tasks", "things"} {
		for _, f := range nounFeatureNames {
			names = append(names, noun+":"+f)
		}
	}
	return names
}

// kindBase and nounBase return where the features of a kind of question, and
// of a noun asked for, begin.
func kindBase(kind askKind) int { return plainFeatures + len(latinFeatures) + int(kind)*kindFeatures }
func nounBase(noun int) int     { return kindBase(askKinds) + noun*nounFeatures }

// scoreOf returns the score of a window's features: those that can differ from
// zero for the question.
func (a *asks) scoreOf(weights, v []float64) float64 {
	kind := kindBase(a.kind)
	sum := dot(weights[:kindBase(0)], v[:kindBase(0)]) + dot(weights[kind:kind+kindFeatures], v[kind:kind+kindFeatures])
	if a.noun >= 0 {
		noun := nounBase(a.noun)
		sum += dot(weights[noun:noun+nounFeatures], v[noun:noun+nounFeatures])
	}
	return sum
}
