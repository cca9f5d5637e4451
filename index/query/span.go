package query

import (
	"regexp"

	"policybot/index/analysis"
)

// SpanSigns are words that say for how long a figure counts.
type SpanSigns struct{ Daily, Cumulative, Added bool }

func SpanSignsOf(text string) SpanSigns {
	text = analysis.Fold(text)
	return SpanSigns{dailyWords.MatchString(text), cumulativeWords.MatchString(text), addedWords.MatchString(text)}
}

var (
	dailyWords      = regexp.MustCompile(`每日|每天|日产|日均|日发电|一天|单日|(?i:\bdaily\b|\b(?:per|a|each|every|one) day\b)`)
	addedWords      = regexp.MustCompile(`新建|新增|新设|(?i:\bnew(?:ly)?\b)`)
	cumulativeWords = regexp.MustCompile(`累计|累积|至今|迄今|总产量|总共生产|(?i:\bcumulative\b|\bso far\b|\bto date\b|\bsince the\b|\btotal number\b|\baltogether\b)`)
)
