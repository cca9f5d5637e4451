package choose

import (
	"regexp"
	"strings"

	"policybot/index/analysis"
	"policybot/index/asked"
	"policybot/knowledge/figure"
	"policybot/knowledge/frame"
)

// ofCase leaves out the figures that hold in other cases than the one that the
// asker states: of 50人以上2万元 and 100人以上5万元 the first, for 140 people and
// for 60 the second.
func ofCase(q *Question, bound []frame.Binding, list []FigureChoice) []FigureChoice {
	met, unmet := make([]bool, len(list)), make([]bool, len(list))
	some := false
	for i := range list {
		met[i], unmet[i] = caseMet(q, bound, list[i].Figure)
		some = some || met[i] && !unmet[i]
	}
	if !some {
		return list
	}
	kept := list[:0:0]
	for i := range list {
		if unmet[i] {
			continue
		}
		loose := false
		for k := range list {
			if i != k && met[i] && met[k] && !unmet[k] && list[i].Figure.Dimension == list[k].Figure.Dimension {
				loose = loose || tighter(caseOf(bound, list[k].Figure), caseOf(bound, list[i].Figure))
			}
		}
		if !loose {
			kept = append(kept, list[i])
		}
	}
	return kept
}

// caseMet says whether amounts that the question states lie within the
// conditions of a figure, and whether some lie outside.
func caseMet(q *Question, bound []frame.Binding, f figure.Figure) (met, unmet bool) {
	b := bindingOf(bound, f)
	if b == nil {
		return false, false
	}
	for _, c := range b.Case {
		for _, own := range q.figures {
			holds, known := frame.Satisfied(own, bound[c].Figure)
			met = met || known && holds
			unmet = unmet || known && !holds
		}
	}
	return met, unmet
}

// ofNow leaves out what held before a change that the sentence tells, unless it
// is asked for.
func ofNow(q *Question, bound []frame.Binding, list []FigureChoice) []FigureChoice {
	if asksFormer.MatchString(q.Text) {
		return list
	}
	kept := list[:0:0]
	for i := range list {
		if b := bindingOf(bound, list[i].Figure); b == nil || !b.Former {
			kept = append(kept, list[i])
		}
	}
	if len(kept) == 0 {
		return list
	}
	return kept
}

// ofKind leaves out figures that cannot be what is asked for, where others can.
func ofKind(q *Question, list []FigureChoice) []FigureChoice {
	return keepSome(list, func(f figure.Figure) bool { return answersKind(q.Asked.Kind, f) })
}

// ofUnit leaves out what is counted in another measure word than the one asked
// with: for 几家企业, 111场. 个 stands for any. Asked for an age, what is none goes,
// too, and asked how long something lasts, the days that say when.
func ofUnit(q *Question, list []FigureChoice) []FigureChoice {
	if unit := q.Asked.Unit; q.Asked.Kind == asked.Count && unit != "个" && analysis.HoldsHan(unit) {
		list = keepSome(list, func(f figure.Figure) bool { return strings.Contains(f.Text, unit) })
	}
	if asksAge.MatchString(q.Asked.Clause) {
		list = keepSome(list, func(f figure.Figure) bool { return f.Dimension == figure.Age })
	}
	if asksDiscount.MatchString(q.Asked.Clause) {
		list = keepSome(list, func(f figure.Figure) bool { return strings.HasSuffix(f.Text, "折") })
	}
	if q.Asked.Kind == asked.Duration {
		list = keepSome(list, func(f figure.Figure) bool { return f.Dimension == figure.Duration || f.Dimension == figure.Age })
	}
	return list
}

var (
	asksAge      = regexp.MustCompile(`(?i)(?:几|多少)周?岁|年龄(?:是|为|有)?(?:多大|多少)|多大(?:年纪|年龄|岁数)|\b(?:what|which) age\b|\bhow old\b`)
	asksDiscount = regexp.MustCompile(`(?:几|多少)折`)
)

// ofClass leaves out the days of another class than the one asked for, where
// the sentence tells some of it: for when rules take effect, when they were
// adopted.
func ofClass(q *Question, bound []frame.Binding, list []FigureChoice) []FigureChoice {
	question := analysis.Simplify(q.Text)
	for _, c := range classes {
		if c.name != "force" && c.name != "made" || !c.asked.MatchString(question) {
			continue
		}
		return keepSome(list, func(f figure.Figure) bool {
			b := bindingOf(bound, f)
			return b != nil && isDay(f) && c.asked.MatchString(classWords(list[0].of, b))
		})
	}
	return list
}

// results leaves out what is only worked with: of (300天-60天)÷12＝20天
// all but the last.
func results(text string, list []FigureChoice) []FigureChoice {
	return keepSome(list, func(f figure.Figure) bool { return !operand.MatchString(text[f.End:]) })
}

// operand matches what follows a figure of a calculation whose result is told.
var operand = regexp.MustCompile(`^[^，,。；;\n=＝]{0,40}[=＝]\s*[（(]?\d`)

// keepSome returns the figures that are wanted, or all where none is.
func keepSome(list []FigureChoice, wanted func(figure.Figure) bool) []FigureChoice {
	kept := list[:0:0]
	for i := range list {
		if wanted(list[i].Figure) {
			kept = append(kept, list[i])
		}
	}
	if len(kept) == 0 {
		return list
	}
	return kept
}

// fit leaves out figures whose sentence says them of another case than the one
// asked about: what holds 情节严重的, where the question does not say so.
func fit(list []FigureChoice) []FigureChoice {
	kept := list[:0:0]
	for i := range list {
		if !list[i].unfit {
			kept = append(kept, list[i])
		}
	}
	for i := range list {
		if list[i].unfit && !holdsOf(kept, list[i].Figure.Dimension) {
			return list
		}
	}
	return kept
}

func holdsOf(list []FigureChoice, dimension figure.Dimension) bool {
	for i := range list {
		if list[i].Figure.Dimension == dimension {
			return true
		}
	}
	return false
}
