package choose

import (
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
	kept := list[:0:0]
	for i := range list {
		if answersKind(q.Asked.Kind, list[i].Figure) {
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
