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

// Verdict says whether a statement answers a question for yes or no with yes.
func Verdict(q *Question, k *Candidate) bool {
	words := strings.ToLower(k.lead + " " + k.text)
	if analysis.HoldsHan(words) {
		return !chineseNot.MatchString(words)
	}
	return !englishNot.MatchString(words)
}
