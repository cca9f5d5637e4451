package query

import (
	"strings"

	"policybot/index/analysis"
)

// Word is a stretch of the question with what it does there.
type Word struct {
	Text       string // folded
	Start, End int    // bytes of Query.Text
	Class      WordClass
}

// EndsNoun reports whether the byte ends, or all but ends, a content word.
func (q *Query) EndsNoun(end int) bool {
	for _, w := range q.Words {
		if w.Class == ContentWord && end > w.Start && end <= w.End {
			return w.End-end <= len("率") && analysis.IsHanWord(w.Text)
		}
	}
	return false
}

// ClassOf says what the words at bytes start to end of the question do. A
// pair of characters that straddles content and something weaker counts as
// weak: found, it helps; missing, it is not missed. It reports false for
// pairs that no subject is made of.
func (q *Query) ClassOf(start, end int) (WordClass, bool) {
	content, other := false, false
	for _, w := range q.Words {
		if w.Start >= end || w.End <= start {
			continue
		}
		switch w.Class {
		case ContentWord:
			if w.End-w.Start > 0 && strings.Trim(analysis.Fold(q.Text[max(start, w.Start):min(end, w.End)]), WeakCharacters) == "" {
				other = true
			} else {
				content = true
			}
		case WeakWord:
			other = true
		case fillerWord:
			other = true
			if !content && w.Start <= start && w.End >= end {
				return 0, false
			}
		default:
			return 0, false
		}
	}
	switch {
	case content && !other:
		return ContentWord, true
	case content || other:
		return WeakWord, true
	}
	return 0, false
}
