package eval

import (
	"regexp"
	"strings"

	"github.com/shopspring/decimal"

	"policybot/index"
)

// Grade says what became of a question whose answer is known.
type Grade string

// The grades. Right and Told are right; the last two are of questions that the
// base does not answer.
const (
	GradeRight          Grade = "right"
	GradeTold           Grade = "told"    // told, but another figure comes first
	GradeWrong          Grade = "wrong"   // answered, but not so
	GradeOffered        Grade = "offered" // not answered, but among the three that are nearest
	GradeRefused        Grade = "refused" // not answered, needlessly
	GradeRightlyRefused Grade = "rightly refused"
)

// Grades lists them as reports show them.
var Grades = []Grade{GradeRight, GradeTold, GradeWrong, GradeOffered, GradeRefused, GradeRightlyRefused}

// Good reports whether a grade is as it should be.
func (g Grade) Good() bool { return g == GradeRight || g == GradeTold || g == GradeRightlyRefused }

// The kinds of question that are graded in a way of their own.
const (
	kindFigure   = "figure"
	kindDate     = "date"
	kindDuration = "duration"
	kindSum      = "sum"
	kindCompare  = "compare"
	kindVerdict  = "yesno"
)

// How far a reply is read: for what it tells first, and of a nearest text.
const (
	headLength    = 60
	offeredLength = 400
)

// asOfNote is the note of the day that a figure holds for, which answers no
// question for a date.
var asOfNote = regexp.MustCompile(`\(\s*(?:as of|截至)[^()]*\)`)

// graded reports whether a case says what a reply must hold.
func (c *Case) graded() bool { return c.Status == index.NotFound || len(c.Accept) > 0 }

func (c *Case) asksFigure() bool {
	return c.Kind == kindFigure || c.Kind == kindDate || c.Kind == kindDuration
}

// needed returns the groups that a text must match to prove the answer: for yes
// or no all but the verdict.
func (c *Case) needed() [][]string {
	if c.Kind == kindVerdict && len(c.Accept) > 1 {
		return c.Accept[1:]
	}
	return c.Accept
}

// GradeOf grades the answer to a question.
//
// An answer is right where it holds one alternative of each accepted group,
// or it and the words it cites first do; a figure, a date, a duration, a sum and
// a comparison must be in the answer itself, and the first three must tell an
// accepted figure first. A rejected string told first, and the opposite of the
// verdict that is accepted, are wrong.
func GradeOf(c *Case, a *index.Answer) Grade {
	if c.Status == index.NotFound {
		if a.Status != index.Answered || len(c.AlsoRight) > 0 && holdsAll(c.AlsoRight, folded(a.Text), false) {
			return GradeRightlyRefused
		}
		return GradeWrong
	}
	if a.Status != index.Answered {
		return gradeOffer(c, a)
	}
	r := newReply(c, a)
	if !r.holdsAccepted() || r.contradicts() || r.rejectedFirst() {
		return GradeWrong
	}
	if c.asksFigure() && !r.figureIs(r.every) && (r.acceptedAt < 0 || r.acceptedAt >= headLength) {
		return GradeTold
	}
	return GradeRight
}

// gradeOffer grades a reply that offers the nearest statements only.
func gradeOffer(c *Case, a *index.Answer) Grade {
	for _, n := range a.Near[:min(3, len(a.Near))] {
		text := []rune(n.Text)
		if holdsAll(c.needed(), folded(n.Title+"\n"+string(text[:min(len(text), offeredLength)])), false) {
			return GradeOffered
		}
	}
	return GradeRefused
}

func holdsAll(groups [][]string, text string, verdict bool) bool {
	for _, g := range groups {
		if earliest(g, text, verdict) < 0 {
			return false
		}
	}
	return true
}

// reply is an answer that is held against what is accepted.
type reply struct {
	*Case
	answer     *index.Answer
	text       string // of the answer, folded
	cited      string // with the words it cites first, where those count
	every      []string
	acceptedAt int // where text says what is accepted; -1 for nowhere
	rejectedAt int
}

func newReply(c *Case, a *index.Answer) *reply {
	r := &reply{Case: c, answer: a, text: folded(a.Text)}
	if c.Kind == kindDate {
		r.text = asOfNote.ReplaceAllString(r.text, "")
	}
	r.cited = r.text
	if !c.asksFigure() && c.Kind != kindSum && c.Kind != kindCompare && len(a.Citations) > 0 {
		r.cited += "\n" + folded(a.Citations[0].Text)
	}
	for _, g := range c.Accept {
		r.every = append(r.every, g...)
	}
	r.acceptedAt = earliest(r.every, r.text, c.Kind == kindVerdict)
	r.rejectedAt = earliest(c.Reject, r.text, false)
	return r
}

// holdsAccepted reports whether the reply holds an alternative of each group,
// a verdict in its own words.
func (r *reply) holdsAccepted() bool {
	verdict := r.Kind == kindVerdict
	for _, g := range r.Accept {
		if earliest(g, r.cited, verdict) < 0 && !(r.asksFigure() && r.figureIs(g)) {
			return false
		}
	}
	return !verdict || r.acceptedAt >= 0
}

var (
	opensYes = regexp.MustCompile(`^(?:yes\b|是的?[,。.;:!，、]|是的|对[,。.;:]|可以|能[,。.;:]|会[,。.;:]|有[,。.;:]|需要[,。.;:]|要[,。.;:])`)
	opensNo  = regexp.MustCompile(`^(?:no[,.;: ]|not\b|否|不|没有|并非|无需|无须|未)`)
	yesWords = setOf("yes 是 是的 可以")
	noWords  = setOf("no 否 不 不是 不可以 不能")
)

// contradicts reports whether a reply to a question for yes or no opens with
// the opposite of what is accepted.
func (r *reply) contradicts() bool {
	if r.Kind != kindVerdict {
		return false
	}
	yes, no := false, false
	for _, a := range r.Accept[0] {
		word := strings.TrimSpace(folded(a))
		yes, no = yes || yesWords[word], no || noWords[word]
	}
	opening := strings.TrimLeft(r.text, " \n\t•-\"")
	return yes && !no && opensNo.MatchString(opening) || no && !yes && opensYes.MatchString(opening)
}

// rejectedFirst reports whether a rejected string is what is told first. A sum
// shows its operands.
func (r *reply) rejectedFirst() bool {
	if len(r.Reject) == 0 || r.Kind == kindSum {
		return false
	}
	figures := len(r.answer.Figures) > 0
	if figures && r.Kind != kindCompare && r.figureIs(r.Reject) && !r.figureIs(r.every) &&
		(r.acceptedAt < 0 || r.acceptedAt >= headLength || r.rejectedAt >= 0 && r.rejectedAt < r.acceptedAt) {
		return true
	}
	return !(figures && r.asksFigure()) && r.rejectedAt >= 0 && r.rejectedAt < headLength && (r.acceptedAt < 0 || r.rejectedAt < r.acceptedAt)
}

var bareNumber = regexp.MustCompile(`^([£$€¥]?)\s*([0-9][0-9,]*(?:\.[0-9]+)?)\s*(%?)$`)

var currencies = map[string]string{"£": "GBP", "$": "USD", "€": "EUR", "¥": "CNY"}

// figureIs reports whether the first figure told is one of the given strings,
// by its words or its value.
func (r *reply) figureIs(accepted []string) bool {
	if len(r.answer.Figures) == 0 {
		return false
	}
	f := r.answer.Figures[0]
	text := folded(f.Words)
	for _, a := range accepted {
		if matcherOf(a, r.Kind == kindVerdict).find(text) >= 0 {
			return true
		}
		m := bareNumber.FindStringSubmatch(strings.TrimSpace(folded(a)))
		if m == nil || m[1] != "" && currencies[m[1]] != f.Figure.Unit || m[3] != "" && f.Figure.Unit != "%" && f.Figure.Unit != "percent" {
			continue
		}
		value, err := decimal.NewFromString(strings.ReplaceAll(m[2], ",", ""))
		told, none := decimal.NewFromString(f.Figure.ValueString())
		if err == nil && none == nil && value.Equal(told) {
			return true
		}
	}
	return false
}
