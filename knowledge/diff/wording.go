package diff

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// The words that forbid, oblige and allow.
var (
	forbids = regexp.MustCompile(`(?i)不得|禁止|严禁|不准|不予|不允许|\b(?:must|shall|may|can) not\b|\bcannot\b|\b(?:prohibit|forbid)|\bnot (?:be )?(?:permitted|allowed|eligible)\b`)
	binds   = regexp.MustCompile(`(?i)应当|必须|须|应|\b(?:must|shall|required to|ha(?:s|ve) to)\b`)
	allows  = regexp.MustCompile(`(?i)可以|可|\b(?:may|can|allowed to|permitted to)\b`)
)

// obliges tells whether a sentence forbids, obliges or allows: a word that
// turns one into another is more than wording.
func obliges(text string) string {
	switch {
	case forbids.MatchString(text):
		return "forbids"
	case binds.MatchString(text):
		return "obliges"
	case allows.MatchString(text):
		return "allows"
	}
	return ""
}

// turns reports whether what a sentence does has become another thing.
func turns(old, new string) bool {
	return old != new && (old != "" && new != "" || old == "forbids" || new == "forbids")
}

// boundWords matches words that bound a figure, the negated ones first: 不多于
// holds 多于. The first group bounds from above, the second from below.
var boundWords = regexp.MustCompile(`(?i)(不(?:得)?(?:超过|高于|多于|大于)|至多|最高|最多|上限|\b(?:up to|at most|(?:no|not) (?:more|greater|longer|later)|not exceed\w*|maximum)\b)` +
	`|(不(?:得)?(?:少于|低于|小于)|至少|最低|最少|下限|\b(?:at least|(?:no|not) (?:less|fewer|earlier)|minimum)\b)` +
	`|(以下|以内|之内|低于|少于|不足|不满|\b(?:under|less|fewer|below|within)\b)` +
	`|(以上|超过|高于|多于|\b(?:more|over|above|exceed\w*)\b)`)

// boundSide tells how the marked words of a quote bound a figure: -1 from
// above, 1 from below, 0 where they do not or it cannot be told.
func boundSide(q Quote) int {
	var words strings.Builder
	for _, m := range q.Marked {
		// The marked words with one character more on each side, since 不少于
		// and 不多于 differ in one.
		start, end := m.Start, m.End
		for range 2 {
			_, n := utf8.DecodeLastRuneInString(q.Text[:start])
			start -= n
			_, n = utf8.DecodeRuneInString(q.Text[end:])
			end += n
		}
		words.WriteString(q.Text[start:end])
		words.WriteByte('\n')
	}
	below, above := false, false
	for _, m := range boundWords.FindAllStringSubmatchIndex(words.String(), -1) {
		if m[2] >= 0 || m[6] >= 0 {
			below = true
		} else {
			above = true
		}
	}
	switch {
	case below && !above:
		return -1
	case above && !below:
		return 1
	}
	return 0
}

// itemsChanged reports whether a cell of a row gained or lost items of a
// list, its other items being the same.
func itemsChanged(old, new string) bool {
	a, b := cells(old), cells(new)
	for k := range min(len(a), len(b)) {
		x, y := items(a[k].Of(old)), items(b[k].Of(new))
		if len(x) != len(y) && (subset(x, y) || subset(y, x)) && len(x) > 0 && len(y) > 0 {
			return true
		}
	}
	return false
}

func items(cell string) []string {
	var list []string
	for _, item := range strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune(",，、;；", r) }) {
		if f := foldWords(item); f != "" {
			list = append(list, f)
		}
	}
	return list
}

func subset(a, b []string) bool {
	return !slices.ContainsFunc(a, func(s string) bool { return !slices.Contains(b, s) })
}
