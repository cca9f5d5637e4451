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
}

// unitsOf cuts words into those that the dictionary knows a meaning of. Common
// words and single Chinese characters are left out.
func unitsOf(words []word) []unit {
	var units []unit
	for i := 0; i < len(words); {
		if !words[i].han {
			if !words[i].common && !isNumber(words[i].text) {
				if v, ok := lexicon.Vector(words[i].text, knowledge.English); ok {
					units = append(units, unit{i, i + 1, v})
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
			units = append(units, unit{from, end, v})
		}
	}
	return units
}

// leastAlike is the cosine from which two words are taken to mean the same, and
// meant is what a word counts that is said by another, of one said itself.
const (
	leastAlike = 0.6
	meant      = 0.8
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
			if anyAbove(at[v.from:v.end]) || anyTrue(q.spent[v.from:v.end]) {
				continue
			}
			if c := lexicon.Cosine(&u.vector, &v.vector); c > best {
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
