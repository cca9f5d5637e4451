package frame

import (
	"regexp"
	"strings"
)

var respectively = regexp.MustCompile(`分别|各为|依次为|(?i)\brespectively\b`)

// pair gives the figures of a list that is told 分别 or respectively the part
// of another list that has the same place: "A、B分别为1、2", "1 and 2 for A and
// B, respectively".
func pair(sentence string, bound []Binding) {
	for _, at := range respectively.FindAllStringIndex(sentence, -1) {
		english := sentence[at[0]] < 0x80
		run := runAfter(sentence, bound, at)
		if english {
			run = runBefore(sentence, bound, at[0])
		}
		if len(run) < 2 {
			continue
		}
		parts := datesBeside(sentence, bound, run)
		switch {
		case parts != nil:
		case english:
			parts = listBeside(sentence, bound, run, at[0])
		default:
			parts = listBefore(sentence, at[0], bound[run[0]].Branch[0], len(run))
		}
		for n, k := range run {
			if parts != nil {
				bound[k].Part = parts[n]
			}
		}
	}
}

// runAfter returns the figures of one list that follow the word at.
func runAfter(sentence string, bound []Binding, at []int) []int {
	for i, b := range bound {
		if b.Figure.Start < at[1] {
			continue
		}
		if b.Figure.Start-at[1] < 90 && !strings.ContainsAny(sentence[at[1]:b.Figure.Start], "；;。") {
			return runFrom(sentence, bound, i)
		}
		return nil
	}
	return nil
}

// runFrom returns the figures of one list of which figure i is the first.
func runFrom(sentence string, bound []Binding, i int) []int {
	run := []int{i}
	for k := i + 1; k < len(bound); k++ {
		last := bound[run[len(run)-1]].Figure
		between := strings.TrimSpace(sentence[min(last.End, bound[k].Figure.Start):bound[k].Figure.Start])
		if !listMark.MatchString(between) || bound[k].Figure.Dimension != last.Dimension {
			break
		}
		run = append(run, k)
	}
	return run
}

// runBefore returns the last list of amounts before at, within its sentence.
func runBefore(sentence string, bound []Binding, at int) []int {
	var last []int
	for i := 0; i < len(bound) && bound[i].Figure.Start < at; i++ {
		if isDate(bound[i].Figure) || strings.Contains(sentence[bound[i].Figure.End:max(at, bound[i].Figure.End)], ". ") {
			continue
		}
		if run := runFrom(sentence, bound, i); len(run) > 1 {
			last, i = run, run[len(run)-1]
		}
	}
	return last
}

var listMark = regexp.MustCompile(`^(?:、|和|及|与|以及|,|，|and|or|, and)(?: the)?$`)

// datesBeside returns the dates of the list nearest to a run of amounts that
// has as many, nil where there is none.
func datesBeside(sentence string, bound []Binding, run []int) [][2]int {
	if isDate(bound[run[0]].Figure) {
		return nil
	}
	var best [][2]int
	for i := 0; i < len(bound); i++ {
		if !isDate(bound[i].Figure) {
			continue
		}
		dates := runFrom(sentence, bound, i)
		if len(dates) != len(run) || best != nil && bound[i].Figure.Start > bound[run[0]].Figure.Start {
			i += len(dates) - 1
			continue
		}
		best = nil
		for _, k := range dates {
			best = append(best, [2]int{bound[k].Figure.Start, bound[k].Figure.End})
		}
		i += len(dates) - 1
	}
	return best
}

var listSeparator = regexp.MustCompile(`, (?:and|or) | (?:and|or) |, `)

// listBeside returns the parts of an English list as long as a run: of the
// one between the run and the word at, else of the last one before the run.
func listBeside(sentence string, bound []Binding, run []int, at int) [][2]int {
	first, last := bound[run[0]].Figure, bound[run[len(run)-1]].Figure
	if last.End < at {
		if parts := cutEnglish(sentence, last.End, at, len(run)); parts != nil {
			return parts
		}
	}
	start := bound[run[0]].Branch[0]
	return cutEnglish(sentence, start, max(start, first.Start), len(run))
}

// cutEnglish returns the last n items of sentence[from:end] that stand as a
// list whose last separator is "and" or "or".
func cutEnglish(sentence string, from, end, n int) [][2]int {
	text := strings.TrimRight(sentence[from:end], " ,")
	separators := listSeparator.FindAllStringIndex(text, -1)
	for k := len(separators) - 1; k >= n-2 && k >= 0; k-- {
		if word := text[separators[k][0]:separators[k][1]]; word == ", " {
			continue
		}
		parts := make([][2]int, n)
		start := 0
		if k-n+1 >= 0 {
			start = separators[k-n+1][1]
		}
		for i := range parts {
			stop := len(text)
			if s := k - n + 2 + i; s < len(separators) {
				stop = separators[s][0]
			}
			if at := predicate.FindStringIndex(text[start:stop]); at != nil && at[0] > 0 {
				stop = start + at[0]
			}
			parts[i] = [2]int{from + start, from + stop}
			if s := k - n + 2 + i; s < len(separators) {
				start = separators[s][1]
			}
		}
		return parts
	}
	return nil
}

// predicate matches where the last item of a list of subjects ends.
var predicate = regexp.MustCompile(` (?:are|is|was|were|have|has|had|will|may|must|shall|can|should|receive[sd]?|gets?|got|pays?|paid|costs?|amount(?:s|ed)?|totall?ed|stood|rose|fell|each)\b`)

// listBefore returns the n parts of the nearest list before end that has as
// many, nil where there is none.
func listBefore(sentence string, end, from, n int) [][2]int {
	if parts := cutList(sentence, from, end, "、"); len(parts) == n {
		return parts
	}
	// "A、B和C的农村标准分别为": what follows the list's last part is not of it.
	for _, mark := range []string{"、", "”“", "，", ", "} {
		if parts := cutList(sentence, from, end, mark); len(parts) >= n {
			return parts[len(parts)-n:]
		}
	}
	return nil
}

// cutList cuts sentence[from:end] at the marks of a list and at its last 和,
// 及 or 与.
func cutList(sentence string, from, end int, mark string) [][2]int {
	if from >= end {
		return nil // the sentence begins behind it: figures that overlap
	}
	var parts [][2]int
	start := from
	text := sentence[:end]
	for {
		k := strings.Index(text[start:], mark)
		if k < 0 {
			break
		}
		parts = append(parts, [2]int{start, start + k})
		start += k + len(mark)
	}
	last := text[start:]
	for _, word := range []string{"以及", "和", "及", "与"} {
		if k := strings.Index(last, word); k > 0 && k+len(word) < len(last) {
			parts = append(parts, [2]int{start, start + k})
			start += k + len(word)
			break
		}
	}
	// "A区、B区的农村标准分别为": what follows 的 is of all of them.
	if k := strings.Index(sentence[start:end], "的"); k > 0 && len(parts) > 0 {
		end = start + k
	}
	return append(parts, [2]int{start, end})
}
