package table

import (
	"math"
	"sort"
	"strings"

	"policybot/index/analysis"
	"policybot/knowledge/frame"
)

// item is what a row or a column is of when its time is left out: the rows of
// one name under several years are one item.
type item struct {
	lines   []int // of the frame's rows or columns
	own     []word
	beside  []word // of other columns that name the row
	parents []word
	label   string
	path    []string // folded
	key     string   // its words without times
	total   bool
	names   bool
	group   int

	match
}

// match says how an item's words stand in the question.
type match struct {
	at       []float64 // by word of the question: how well it is matched by the item's own words or its groups', 0 to 1
	own      []bool    // by word of the question: matched by the own words
	matched  float64   // weight of the own words that are matched
	weight   float64   // of all own words
	parent   float64   // weight of the question's words that only groups match
	score    float64
	verbatim bool    // the own words stand in the question one after the other
	against  float64 // weight of the own words that the question says it does not mean
	fits     float64 // 1 where a number of the question lies in the interval of the name, -1 where outside
}

// recall is the share of the item's own words that the question says.
func (m *match) recall() float64 {
	if m.weight == 0 {
		return 0
	}
	return m.matched / m.weight
}

const (
	// unsaid is what a word of a label that the question does not say counts
	// against the label, of what it counts for it when said.
	unsaid = 0.35
	// unsaidGroup is what a word of a group's name that the question does not say
	// counts against it.
	unsaidGroup = 0.1
	// saidAround is what a word of a line counts that the table's title or caption
	// says too, of one that only the line says.
	saidAround = 0.5
	// groupWords is what a word of a group's name counts, of one of the line's own.
	groupWords = 0.5
)

// itemsOf groups the lines of one axis by their words without times.
func itemsOf(lines []frame.TableLine, merge bool) []item {
	var items []item
	place := map[string]int{}
	var merged map[int]bool
	if merge {
		merged = mergedTimes(lines)
	}
	for i := range lines {
		l := &lines[i]
		var own, parents, beside []word
		for j, label := range l.Path {
			words := withoutPeriods(analysis.Fold(label))
			switch {
			case j == len(l.Path)-1:
				own = words
			case j >= len(l.Path)-l.Own:
				beside = append(beside, words...)
			default:
				parents = append(parents, words...)
			}
		}
		if len(own) == 0 && len(beside) > 0 {
			own, beside = beside, nil
		}
		if len(own) == 0 && len(parents) > 0 && !l.Period.IsZero() {
			own, parents = parents, nil
		}
		if merged[i] {
			own = sharedWords(own, lines, merged)
		}
		key := keyOf(own) + "|" + keyOf(beside) + "|" + keyOf(parents)
		if l.Names {
			key += "names"
		}
		at, seen := place[key]
		if !seen || l.Period.IsZero() && key != "||" {
			at = len(items)
			place[key] = at
			items = append(items, item{own: own, beside: beside, parents: parents, label: l.Label(), path: foldAll(l.Path), key: key, total: l.Total, names: l.Names, group: l.Group})
		}
		items[at].lines = append(items[at].lines, i)
	}
	return items
}

// mergedTimes finds the lines that are of one thing at several times although
// their names differ beside the time: "Estimated at June 30" and "Final as of
// December 31", 53 weeks and 52 weeks. So it is where no two lines that name
// times name the same one, and no two share all other words.
func mergedTimes(lines []frame.TableLine) map[int]bool {
	seen := map[frame.Period]bool{}
	merged := map[int]bool{}
	for i := range lines {
		p := lines[i].Period
		if p.IsZero() || lines[i].Names {
			continue
		}
		if seen[p] || len(frame.Periods(strings.Join(lines[i].Path, " "))) > 1 && p.Year == 0 {
			return nil
		}
		seen[p] = true
		merged[i] = true
	}
	if len(merged) < 2 || len(merged) > maxMerged {
		return nil
	}
	return merged
}

// maxMerged is how many columns are taken for times of one thing.
const maxMerged = 24

// sharedWords keeps the words that all merged lines have.
func sharedWords(own []word, lines []frame.TableLine, merged map[int]bool) []word {
	var kept []word
	for _, w := range own {
		everywhere := true
		for i := range merged {
			found := false
			for _, v := range split(analysis.Fold(strings.Join(lines[i].Path, " "))) {
				found = found || v.stem == w.stem
			}
			everywhere = everywhere && found
		}
		if everywhere {
			kept = append(kept, w)
		}
	}
	return kept
}

func keyOf(words []word) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(w.stem)
		b.WriteByte(' ')
	}
	return b.String()
}

// periodFillers are words that belong to a time: "year ended", "as of".
var periodFillers = set(`year years ended ending month months fiscal as of at the for 年度 quarter week weeks in`)

// withoutPeriods splits a label and leaves out the times it names, and the
// words that belong to them where nothing else is left.
func withoutPeriods(label string) []word {
	periods := frame.Periods(label)
	var words []word
	filler := true
	for _, w := range split(label) {
		inside := false
		for _, p := range periods {
			inside = inside || w.start < p.End && w.end > p.Start
		}
		if inside {
			continue
		}
		words = append(words, w)
		filler = filler && (periodFillers[w.text] || w.han && strings.Contains("年月日末底截至初止", w.text))
	}
	if filler && len(periods) > 0 {
		return nil
	}
	return words
}

// weigh counts how telling each stem is among the items of an axis.
func weigh(items []item) map[string]float64 {
	count := map[string]float64{}
	for i := range items {
		seen := map[string]bool{}
		for _, w := range items[i].own {
			if !seen[w.stem] {
				seen[w.stem] = true
				count[w.stem]++
			}
		}
	}
	n := float64(len(items))
	weights := map[string]float64{}
	for stem, c := range count {
		weights[stem] = 0.4 + 0.6*math.Log((n+1)/c)/math.Log(n+1.01)
	}
	return weights
}

func wordWeight(weights map[string]float64, w *word) float64 {
	weight, ok := weights[w.stem]
	if !ok {
		weight = 0.7
	}
	switch {
	case w.han:
		weight *= 0.5
	case w.common:
		weight *= 0.25
	}
	return weight
}

// matchItems holds each item of an axis against the question.
func matchItems(q *Question, items []item, around map[string]bool) {
	weights := weigh(items)
	for stem := range weights {
		if around[stem] {
			weights[stem] *= saidAround
		}
	}
	for i := range items {
		it := &items[i]
		m := match{at: make([]float64, len(q.words)), own: make([]bool, len(q.words))}
		said := sayWords(q, it.own, m.at)
		for j, at := range m.at {
			m.own[j] = at > 0
		}
		for j := range it.own {
			weight := wordWeight(weights, &it.own[j])
			m.weight += weight
			m.matched += weight * said[j]
		}
		if len(it.beside) > 0 {
			over := make([]float64, len(q.words))
			for k, s := range sayWords(q, it.beside, over) {
				m.score -= unsaidGroup * (1 - s) * wordWeight(weights, &it.beside[k])
			}
			for j := range over {
				if over[j] > 0 && m.at[j] == 0 {
					m.at[j] = over[j]
					m.own[j] = true
					m.score += wordWeight(weights, &q.words[j]) * over[j]
				}
			}
		}
		if len(it.parents) > 0 {
			over := make([]float64, len(q.words))
			for k, s := range sayWords(q, it.parents, over) {
				m.score -= unsaidGroup * (1 - s) * wordWeight(weights, &it.parents[k])
			}
			for j := range over {
				if over[j] > 0 && m.at[j] == 0 {
					m.at[j] = groupWords * over[j]
					m.parent += wordWeight(weights, &q.words[j]) * over[j]
				}
			}
		}
		if alias := aliasOf(it.label); alias != "" && m.recall() < 0.99 {
			if it.aliasSaid(q, alias) {
				m.matched = m.weight
			}
		}
		if m.fits = it.placed(q, m.at); m.fits > 0 {
			m.matched = m.weight
			for j := range m.at {
				m.own[j] = m.at[j] > 0
			}
		}
		m.verbatim = m.weight > 0 && m.recall() > 0.99 && contiguous(m.own)
		m.score += m.matched - unsaid*(m.weight-m.matched) + groupWords*m.parent
		if m.verbatim {
			m.score += 0.1 * m.weight
		}
		m.score += intervalCounts * m.fits
		m.against = it.saysAgainst(q)
		m.score -= m.against
		it.match = m
	}
}

// intervalCounts is what a line gains whose interval holds a number that the
// question gives, and loses where it does not.
const intervalCounts = 0.5

// saysAgainst weighs the words of an item's name that the question says it does
// not mean.
func (it *item) saysAgainst(q *Question) float64 {
	weight := 0.0
	for j := range q.against {
		if !q.against[j] {
			continue
		}
		for k := range it.own {
			if it.own[k].stem == q.words[j].stem && !it.own[k].common {
				each := 1.0
				if it.own[k].han {
					each = 0.5
				}
				weight += each
				break
			}
		}
	}
	return min(2, weight)
}

// placed says how the intervals of an item's names stand to the numbers of the
// question.
func (it *item) placed(q *Question, at []float64) float64 {
	if len(q.stated) == 0 {
		return 0
	}
	fits := 0.0
	for _, label := range it.path {
		switch q.place(label, at) {
		case 1:
			return 1
		case -1:
			fits = -1
		}
	}
	return fits
}

// aliasOf is a short name that a label gives in quotation marks: Huawei of
// Huawei Technologies Co., Ltd. (“Huawei”).
func aliasOf(label string) string {
	_, rest, ok := strings.Cut(label, "“")
	if !ok {
		return ""
	}
	alias, _, _ := strings.Cut(rest, "”")
	return alias
}

func (it *item) aliasSaid(q *Question, alias string) bool {
	words := split(strings.ToLower(alias))
	if len(words) == 0 {
		return false
	}
	for _, s := range sayWords(q, words, make([]float64, len(q.words))) {
		if s < 1 {
			return false
		}
	}
	return true
}

func contiguous(own []bool) bool {
	runs, in := 0, false
	for _, o := range own {
		if o && !in {
			runs++
		}
		in = o
	}
	return runs == 1
}

// sayWords finds the words of a label in the question: how well each is said,
// and, added to at, where.
func sayWords(q *Question, label []word, at []float64) []float64 {
	said := make([]float64, len(label))
	for i := range label {
		if label[i].han {
			continue
		}
		for j := range q.words {
			if q.spent[j] {
				continue
			}
			if s := sameness(&label[i], &q.words[j]); s > 0 {
				said[i] = max(said[i], s)
				at[j] = max(at[j], s)
			}
		}
	}
	sayHan(q, label, said, at)
	sayMeaning(q, label, said, at)
	return said
}

// sameness is how far a word of a label and one of the question are the same.
func sameness(a, b *word) float64 {
	switch {
	case a.han != b.han:
		return 0
	case a.stem == b.stem:
		return 1
	case a.common || b.common || isNumber(a.text) || isNumber(b.text):
		return 0
	case len(a.stem) >= 5 && len(b.stem) >= 5 && (strings.HasPrefix(a.stem, b.stem) || strings.HasPrefix(b.stem, a.stem)):
		return 0.9
	case len(a.text) >= 6 && len(b.text) >= 6 && oneLetterApart(a.text, b.text):
		return 0.8
	}
	return 0
}

func isNumber(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

// oneLetterApart reports whether a and b differ by one letter put in, left out,
// changed, or two that changed places.
func oneLetterApart(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) == len(b) {
		return i >= len(a) || a[i+1:] == b[i+1:] || i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
	}
	return a[i:] == b[i+1:]
}

// sayHan finds runs of at least two Chinese characters that a label and the
// question share, the longest first; a label of one character is found alone.
func sayHan(q *Question, label []word, said, at []float64) {
	type run struct{ i, j, n int }
	var runs []run
	for i := range label {
		if !label[i].han {
			continue
		}
		for j := range q.words {
			if q.words[j].stem != label[i].stem || i > 0 && j > 0 && label[i-1].han && label[i-1].stem == q.words[j-1].stem {
				continue
			}
			n := 0
			for i+n < len(label) && j+n < len(q.words) && label[i+n].han && label[i+n].stem == q.words[j+n].stem && !q.spent[j+n] {
				n++
			}
			alone := n == 1 && (i == 0 || !label[i-1].han) && (i+1 == len(label) || !label[i+1].han)
			if n >= 2 || alone {
				runs = append(runs, run{i, j, n})
			}
		}
	}
	sort.SliceStable(runs, func(a, b int) bool { return runs[a].n > runs[b].n })
	for _, r := range runs {
		for k := range r.n {
			said[r.i+k] = 1
			at[r.j+k] = 1
		}
	}
}

func foldAll(labels []string) []string {
	folded := make([]string, len(labels))
	for i, l := range labels {
		folded[i] = analysis.Fold(l)
	}
	return folded
}

// foldLabel folds the words of a table as questions are folded.
func foldLabel(s string) string { return analysis.Fold(s) }
