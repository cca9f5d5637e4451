package compose

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"policybot/index/facts"
	"policybot/index/query"
	"policybot/index/retrieve"
	"policybot/knowledge/figure"
	"policybot/knowledge/place"
)

// part is the ask about one of the places or years that a question sets side by
// side.
type part struct {
	name     string // as the question says it
	question string
}

var (
	joinsNames = regexp.MustCompile(`(?i)^\s*(?:[、，,/]|和|与|跟|同|及|以及|还有|或|还是|比|, and|and|or|vs\.?|versus|than|compared (?:to|with)|&)\s*$`)
	asksEach   = regexp.MustCompile(`(?i)各|分别|哪(?:个|一个|里|边|省|市|地)|谁(?:更|的)|比(?:[^例率重]|$)|差(?:多少|几)|一样|\b(?:each|both|respectively|which|more|less|fewer|higher|lower|longer|shorter|compare|compared|versus|vs|difference|differ|same)\b`)
)

var askedYear = regexp.MustCompile(`(?:19|20)\d\d(?:年)?`)

// mostParts is how many places or years a question may set side by side.
const mostParts = 4

// partsOf returns the asks of a question that sets places or years side by side
// ("how high is the fine in A and B each?"), one for each; nil for all others.
func partsOf(q *query.Query) []part {
	if !asksEach.MatchString(q.Text) {
		return nil
	}
	if mentions := place.Find(q.Text); separate(mentions) {
		spans := make([][2]int, len(mentions))
		for i, m := range mentions {
			spans[i] = [2]int{m.Start, m.End}
		}
		if parts := joined(q.Text, spans); parts != nil {
			return parts
		}
	}
	var spans [][2]int
	for _, at := range askedYear.FindAllStringIndex(q.Text, -1) {
		spans = append(spans, [2]int{at[0], at[1]})
	}
	return joined(q.Text, spans)
}

// separate reports whether none of the places lies in another.
func separate(mentions []place.Mention) bool {
	for i := range mentions {
		for k := range i {
			if mentions[i].Within(mentions[k].Place.ID) || mentions[k].Within(mentions[i].Place.ID) {
				return false
			}
		}
	}
	return true
}

// joined returns a question once for each of the names at the given places, where
// they stand side by side; nil where they do not.
func joined(question string, spans [][2]int) []part {
	if len(spans) < 2 || len(spans) > mostParts {
		return nil
	}
	for i := 1; i < len(spans); i++ {
		if !joinsNames.MatchString(strings.TrimPrefix(question[spans[i-1][1]:spans[i][0]], "的")) {
			return nil
		}
	}
	before, after := question[:spans[0][0]], question[spans[len(spans)-1][1]:]
	parts := make([]part, len(spans))
	for i, s := range spans {
		name := question[s[0]:s[1]]
		parts[i] = part{name, before + name + after}
	}
	return parts
}

// answerJoined asks for each place or year by itself and tells the answers one by
// one; it is sure only where all of them are. What holds for all is told once.
func (x *Composer) answerJoined(ctx context.Context, a *Answer, parts []part) error {
	answers := make([]*Answer, len(parts))
	sure := true
	for i, p := range parts {
		q := query.Parse(p.question)
		q.Reply = a.Language
		one, err := x.answerSingle(ctx, q)
		if err != nil {
			return fmt.Errorf("for %s: %w", p.name, err)
		}
		answers[i] = one
		sure = sure && one.Status == Answered
	}
	if !sure {
		x.offerEach(a, answers)
		return nil
	}
	if !slices.ContainsFunc(answers, func(one *Answer) bool { return one.Text != answers[0].Text }) {
		a.take(answers[0])
		a.Text = answers[0].Text
		return nil
	}
	var lines []string
	for i, one := range answers {
		lines = append(lines, parts[i].name+facts.Say(a.Language, "：", ": ")+one.Text)
		a.take(one)
	}
	if most := greatest(answers); most >= 0 {
		name := parts[most].name
		lines = slices.Insert(lines, 0, facts.Say(a.Language, name+"的数字最大。", "The figure for "+name+" is the greatest."))
	}
	a.Text = strings.Join(lines, "\n")
	return nil
}

// offerEach shows what is nearest for each place.
func (x *Composer) offerEach(a *Answer, answers []*Answer) {
	a.Confidence = 1
	for _, one := range answers {
		a.Confidence = min(a.Confidence, one.Confidence)
		near := one.Near
		if one.Status == Answered && len(one.Citations) > 0 {
			near = []retrieve.Hit{nearCited(one.Citations[0])}
		}
		for _, hit := range near {
			if !slices.ContainsFunc(a.Near, func(h retrieve.Hit) bool { return h.Text == hit.Text }) {
				if len(a.Near) < mostNear {
					a.Near = append(a.Near, hit)
				}
				break
			}
		}
	}
	a.Unsure = len(a.Near) > 0
	a.Missing = facts.Say(a.Language, "没有把握，文件中最接近的内容如下。", "Not sure; the closest statements in the documents are below.")
	if !a.Unsure {
		a.Missing = saysNothing(a.Language)
	}
	a.Text = a.Missing
}

// greatest returns which answer's figure is the greatest, -1 where they cannot
// be compared or are the same.
func greatest(answers []*Answer) int {
	best := -1
	for i, one := range answers {
		if len(one.Figures) == 0 || len(answers[0].Figures) == 0 || !alike(one.Figures[0].Figure, answers[0].Figures[0].Figure) {
			return -1
		}
		switch {
		case best < 0:
			best = 0
		case one.Figures[0].Figure.Value.GreaterThan(answers[best].Figures[0].Figure.Value):
			best = i
		}
	}
	for i, one := range answers {
		if i != best && one.Figures[0].Figure.Value.Equal(answers[best].Figures[0].Figure.Value) {
			return -1
		}
	}
	return best
}

func alike(a, b figure.Figure) bool {
	return a.Valued && b.Valued && a.Bound == b.Bound && a.Dimension == b.Dimension && slices.Equal(a.Per, b.Per) && figure.UnitsAgree(a.Unit, b.Unit)
}
