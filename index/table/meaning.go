package table

import (
	"strings"

	"policybot/index/lexicon"
	"policybot/knowledge"
)

// unit is a word as a dictionary has it: words from to end of a question or a
// label, with what it means.
type unit struct {
	from, end int
	vector    lexicon.Vec
	han, name bool // Chinese; the name of a place, a person or a firm
}

// unitsOf cuts words into those that the dictionary knows a meaning of. Common
// words and single Chinese characters are left out.
func unitsOf(words []word) []unit {
	var units []unit
	for i := 0; i < len(words); {
		if !words[i].han {
			if !words[i].common && !isNumber(words[i].text) {
				if v, ok := lexicon.Vector(words[i].text, knowledge.English); ok {
					units = append(units, unit{from: i, end: i + 1, vector: v})
				}
			}
			i++
			continue
		}
		end := i
		var run strings.Builder
		for end < len(words) && words[end].han && (end == i || words[end].start == words[end-1].end) {
			run.WriteString(words[end].text)
			end++
		}
		units = append(units, hanUnits(run.String(), i)...)
		i = end
	}
	return units
}

// commonTelling is how telling a common word is, as the dictionary weighs it,
// and leastWeight what still tells nothing.
const (
	commonTelling = 6.0
	leastWeight   = 2.5
	mostTelling   = 1.5
)

// weigh says how telling each word of the question is.
func (q *Question) weigh() {
	q.tell, q.wordAt = make([]float64, len(q.words)), make([]int, len(q.words))
	for j := range q.wordAt {
		q.wordAt[j] = j
	}
	set := func(from, end int, weight float64) {
		for j := from; j < end; j++ {
			q.wordAt[j] = from
		}
		if weight < leastWeight {
			return
		}
		each := min(mostTelling, weight/commonTelling) / float64(end-from)
		for j := from; j < end; j++ {
			q.tell[j] = each
		}
	}
	for i := 0; i < len(q.words); {
		if !q.words[i].han {
			if !q.words[i].common {
				set(i, i+1, lexicon.Weight(q.words[i].text, knowledge.English))
			}
			i++
			continue
		}
		end := i
		var run strings.Builder
		for end < len(q.words) && q.words[end].han && (end == i || q.words[end].start == q.words[end-1].end) {
			run.WriteString(q.words[end].text)
			end++
		}
		text := run.String()
		for _, w := range lexicon.Segment(text) {
			from := i + len([]rune(text[:w.Start]))
			set(from, from+len([]rune(w.Text)), lexicon.Weight(w.Text, knowledge.Chinese))
		}
		i = end
	}
	for j := range q.tell {
		if q.spent[j] || q.inAsk[j] {
			q.tell[j] = 0
		}
	}
}

// hanUnits cuts a run of Chinese characters that begins at word first.
func hanUnits(run string, first int) []unit {
	var units []unit
	for _, w := range lexicon.Segment(run) {
		from := first + len([]rune(run[:w.Start]))
		end := first + len([]rune(run[:w.End]))
		if end-from < 2 {
			continue
		}
		if v, ok := lexicon.Vector(w.Text, knowledge.Chinese); ok {
			units = append(units, unit{from, end, v, true, properTags[w.Tag]})
		}
	}
	return units
}

// properTags are the parts of speech of names.
var properTags = map[string]bool{"ns": true, "nr": true, "nt": true, "nz": true, "nrt": true, "nrfg": true}

// leastAlike is the cosine from which two words are taken to mean the same, and
// meant is what a word counts that is said by another, of one said itself.
// A name means no other name of its language; leastAlikeName is for the same
// name in the other one.
const (
	leastAlike     = 0.6
	leastAlikeName = 0.7
	meant          = 0.8
)

// sayMeaning finds the words of a label that the question does not say but says
// by others of the same meaning, in either language.
func sayMeaning(q *Question, label []word, said, at []float64) {
	open := false
	for i := range label {
		open = open || said[i] == 0 && !label[i].common
	}
	if !open || len(q.units) == 0 {
		return
	}
	for _, u := range unitsOf(label) {
		if anyAbove(said[u.from:u.end]) {
			continue
		}
		best, which := float32(leastAlike), -1
		for k := range q.units {
			v := &q.units[k]
			name := u.name || v.name
			if anyAbove(at[v.from:v.end]) || anyTrue(q.spent[v.from:v.end]) || name && u.han == v.han {
				continue
			}
			if c := lexicon.Cosine(&u.vector, &v.vector); c > best && (!name || c > leastAlikeName) {
				best, which = c, k
			}
		}
		if which < 0 {
			continue
		}
		for i := u.from; i < u.end; i++ {
			said[i] = meant * float64(best)
		}
		for j := q.units[which].from; j < q.units[which].end; j++ {
			at[j] = meant * float64(best)
		}
	}
}

func anyAbove(values []float64) bool {
	for _, v := range values {
		if v > 0 {
			return true
		}
	}
	return false
}

func anyTrue(values []bool) bool {
	for _, v := range values {
		if v {
			return true
		}
	}
	return false
}
