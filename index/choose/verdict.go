package choose

import (
	"regexp"
	"strings"

	"policybot/index/analysis"
)

var (
	englishNot = regexp.MustCompile(`\b(?:not|no|cannot|can't|won't|doesn't|don't|isn't|aren't|never|neither|nor|prohibited|unless|ineligible|illegal|unlawful|barred|forbidden|excluded)\b`)
	chineseNot = regexp.MustCompile(`不|无需|无须|禁止|严禁|未|除外|没有|免`)
)

// Verdict says whether the best candidate answers a question for yes or no with
// yes: its sentence that answers best, where it has several.
func (c *Choice) Verdict() bool {
	best := &c.Candidates[0]
	if best.extent == single {
		return Verdict(c.Question, best)
	}
	for i := range c.Candidates {
		if k := &c.Candidates[i]; k.extent == single && best.overlaps(k) {
			return Verdict(c.Question, k)
		}
	}
	return Verdict(c.Question, best)
}

// Verdict says whether a statement answers a question for yes or no with yes.
// A figure that the question states is confirmed or corrected; a question that
// says "not" itself is answered yes by a statement that does.
func Verdict(q *Question, k *Candidate) bool {
	if equal, known := k.confirms(q); known {
		return equal
	}
	words, question := strings.ToLower(k.lead+" "+k.text), strings.ToLower(q.Text)
	if analysis.HoldsHan(words) {
		return !chineseNot.MatchString(words) || chineseAsksNot.MatchString(question)
	}
	return !englishNot.MatchString(words) || englishAsksNot.MatchString(question)
}

var (
	chineseAsksNot = regexp.MustCompile(`(?:是不是|是否|是)(?:就)?(?:不|没|无|禁止|严禁)|(?:不能|不得|不可以|不准|不许|不允许|禁止)[^？?]*(?:吗|对吗|是吗)`)
	englishAsksNot = regexp.MustCompile(`\b(?:isn't|aren't|can't|mustn't|is it (?:true that .*not|forbidden|prohibited|illegal)|are .* (?:forbidden|prohibited|barred|excluded))\b`)
)

// confirms says whether the statement gives the figure that the question
// states; known is false where it gives none of the kind, or several.
func (k *Candidate) confirms(q *Question) (equal, known bool) {
	bound := k.bound
	for _, own := range q.figures {
		if !own.Valued || isDay(own) {
			continue
		}
		same := 0
		for _, b := range bound {
			if b.Figure.Dimension != own.Dimension || b.Figure.Unit != own.Unit || !b.Figure.Valued || b.Condition {
				continue
			}
			if same++; b.Figure.Value.Equal(own.Value) {
				equal = true
			}
		}
		if same == 1 {
			return equal, true
		}
	}
	return false, false
}
