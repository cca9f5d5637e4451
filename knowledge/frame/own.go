package frame

import (
	"regexp"
	"strings"

	"policybot/knowledge/figure"
)

// own sets the stretch of the sentence that speaks of each figure alone:
// between where the words of the figure before it end and where those of the
// figure behind it begin. A condition belongs to what holds in its case; dates
// and amounts are cut apart among themselves only, as a date says when an
// amount holds.
func own(sentence string, bound []Binding) {
	for _, dates := range []bool{false, true} {
		var told []int
		for i := range bound {
			if isDate(bound[i].Figure) == dates && !bound[i].Condition && !bound[i].Basis {
				told = append(told, i)
			}
		}
		from := 0
		for n, i := range told {
			until, to := max(bound[i].Branch[1], bound[i].Figure.End), len(sentence)
			next := until
			if n+1 < len(told) {
				to = bound[told[n+1]].Figure.Start
				until, next = boundary(sentence, bound, bound[i].Figure.End, to)
			}
			if end := itemsBelow(sentence, bound[i].Figure, to); end > 0 {
				until, next = end, end
			}
			bound[i].Own = [2]int{from, until}
			if n+1 < len(told) {
				bound[i].Whole = ofWhich.MatchString(sentence[bound[i].Figure.End:max(bound[i].Figure.End, bound[told[n+1]].Figure.Start)])
			}
			from = next
		}
	}
	for i := range bound {
		if bound[i].Own == [2]int{} {
			bound[i].Own = bound[i].Clause
		}
	}
}

// itemsBelow returns where the numbered lines end that stand below the line of
// a figure, which announces them: "...费率为4%：\n1．乐器；\n2．化肥。" It is 0 where
// there are none, or they hold the next figure, which begins at to.
func itemsBelow(sentence string, f figure.Figure, to int) int {
	if f.End >= len(sentence) {
		return 0
	}
	line := strings.LastIndexByte(sentence[:f.End], '\n') + 1
	end := strings.IndexByte(sentence[f.End:], '\n')
	if end < 0 || !announcing.MatchString(sentence[f.End:f.End+end]) {
		return 0
	}
	own, _ := mark(sentence[line:])
	at, of := f.End+end+1, ""
	for at < len(sentence) {
		style, _ := mark(sentence[at:])
		if of == "" {
			of = style
		}
		if style == own || of == "" || of == own {
			break
		}
		after := strings.IndexByte(sentence[at:], '\n')
		if after < 0 {
			at = len(sentence)
			break
		}
		at += after + 1
	}
	if at <= f.End+end+1 || at > to {
		return 0
	}
	return at
}

// announcing matches the end of a line that announces items, behind a figure.
var announcing = regexp.MustCompile(`[：:]\s*$`)

func isDate(f figure.Figure) bool {
	return f.Dimension == figure.DateDay || f.Dimension == figure.DateRange
}

// boundary returns where what is said of a figure that ends at from stops, and
// where what is said of the next, which begins at to, starts: at the stop
// between them, else at the comma, else at the "and".
func boundary(sentence string, bound []Binding, from, to int) (until, next int) {
	if from >= to {
		return to, to
	}
	between := sentence[from:to]
	for _, marks := range boundaries {
		for _, at := range marks.FindAllStringIndex(between, -1) {
			if !inFigure(bound, from+at[0]) {
				return from + at[0], from + at[1]
			}
		}
	}
	return from, from
}

func inFigure(bound []Binding, at int) bool {
	for i := range bound {
		if f := bound[i].Figure; f.Start <= at && at < f.End {
			return true
		}
	}
	return false
}

// boundaries match what stands between the words of two figures, the surest
// first.
var boundaries = []*regexp.Regexp{
	regexp.MustCompile(`[；;。\n]|[.?!] `),
	regexp.MustCompile(`，|, |[（(]| while | whereas | but | unless | except | otherwise `),
	regexp.MustCompile(`、|或者| and (?:then )?| or | with `),
	regexp.MustCompile(`和|及|与|并`),
}

// ofWhich matches, behind a figure, what makes the next one a part of it: 81家
// 公司中已有75家, 38 shelters, 14 of which.
var ofWhich = regexp.MustCompile(`^[^，。；]{0,12}中(?:，?(?:已|有)|，)|其中|(?i)\b(?:of (?:which|whom|these|those|them)|including|among them)\b`)
