package query

import (
	"regexp"

	"policybot/index/analysis"
	"policybot/knowledge/figure"
)

var durationWords = regexp.MustCompile(`时间|时长|期限|周期|年限|寿命|[天日月年]|(?i:time|duration|period|term|days|months|years|weeks|hours|age)`)

// DimensionFit checks a figure against the kind of figure asked for.
func DimensionFit(q *Query, f figure.Figure) SlotFit {
	switch {
	case q.Want == WantDate:
		return SlotFree
	case f.Dimension == figure.DateDay || f.Dimension == figure.DateRange:
		return SlotMismatch
	case q.Dimension == "" && q.Hint == "":
		if f.Dimension == figure.Duration && q.Want == WantFigure && !durationWords.MatchString(q.Text) {
			return SlotMismatch // 多少 asks for a length of time only beside a word for time
		}
		return SlotFree
	case q.Dimension == "":
		if !Compatible(q.Hint, f) {
			return SlotMismatch
		}
		return SlotFits
	case !Compatible(q.Dimension, f):
		return SlotMismatch
	case q.Dimension == figure.Count && IsPersonUnit(q.Unit) != IsPersonUnit(f.Unit) && q.Unit != "" && (!analysis.StartsLatin(q.Unit) || IsPersonUnit(q.Unit)):
		return SlotMismatch
	}
	return SlotFits
}

// SlotFit says how a slot of the question (a place, a time) stands to the
// evidence.
type SlotFit uint8

const (
	SlotFree     SlotFit = iota // the question does not ask
	SlotFits                    // the evidence says the same
	SlotMismatch                // the evidence says something else, or nothing
)
