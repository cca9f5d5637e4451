package facts

import (
	"math"
	"strings"
	"unicode/utf8"

	"policybot/index/analysis"
	"policybot/index/query"
	"policybot/knowledge"
	"policybot/knowledge/figure"
)

// The distance between a word and a figure of the same sentence, in bytes:
// every other figure, clause and part of a sentence between them adds to it,
// and a word to the right of the figure counts as farther, unless the figure
// counts it (95家银行). Found by trying on sentences of several figures.
const (
	figureDistance    = 30
	clauseDistance    = 15
	partDistance      = 40
	rightDistance     = 20
	ownedDistance     = 45
	distanceOfNothing = 12 // bytes up to which a word counts in full
	distanceOfDoubt   = 45 // bytes beyond that at which a word counts 1/e
)

// nearness says how near the words of the question stand to a figure in its
// statement, as a share of their weight. It tells the figures of one sentence
// apart where nothing names them.
func (s *Subject) nearness(e *Evidence, fact *knowledge.Fact, i int) float64 {
	sum, total := 0.0, 0.0
	for _, u := range s.units {
		total += u.weight
		sum += u.weight * s.unitNearness(e, fact, i, u)
	}
	if total == 0 {
		return 0
	}
	return sum / total
}

// farFromCounted reports whether what the question asks to count stands so far
// from a figure of the same sentence that the figure counts something else.
func (s *Subject) farFromCounted(e *Evidence, fact *knowledge.Fact, i int) bool {
	sum, n := 0.0, 0
	for _, u := range s.units {
		if u.class == query.ContentWord && s.query.Counted[0] <= u.start && u.end <= s.query.Counted[1] && len(s.places(e, u)) > 0 {
			sum += s.unitNearness(e, fact, i, u)
			n++
		}
	}
	return n > 0 && sum < leastNearness*float64(n)
}

// leastNearness is the nearness below which a word is not counted by a figure.
const leastNearness = 0.2

// unitNearness says how near one unit of the question stands to a figure, 0
// to 1.
func (s *Subject) unitNearness(e *Evidence, fact *knowledge.Fact, i int, u unit) float64 {
	statement := fact.Statement.In(fact.Language)
	best := 0.0
	for _, p := range s.places(e, u) {
		d := distance(statement, fact.Figures, fact.Figures[i], p)
		best = max(best, math.Exp(-max(0, d-distanceOfNothing)/distanceOfDoubt))
	}
	return best
}

// nearest returns the units of the question that stand nearest to a figure
// among the figures of its fact, or as near as to any.
func (s *Subject) nearest(e *Evidence, fact *knowledge.Fact, i int) map[string]bool {
	own := make(map[string]bool)
	for _, u := range s.units {
		if u.class != query.ContentWord {
			continue
		}
		mine, best := s.unitNearness(e, fact, i, u), 0.0
		for j := range fact.Figures {
			best = max(best, s.unitNearness(e, fact, j, u))
		}
		if mine > 0 && mine >= asNear*best {
			own[u.term] = true
		}
	}
	return own
}

// asNear is the share of the best nearness that counts as equal to it.
const asNear = 0.9

// places returns where a statement says a unit of the question: its own term,
// or else any word that can stand for it.
func (s *Subject) places(e *Evidence, u unit) []analysis.Token {
	if found := e.places[u.term]; len(found) > 0 {
		return found
	}
	var found []analysis.Token
	for _, a := range s.alternatives {
		if u.start < a.start || u.end > a.end {
			continue
		}
		for _, w := range a.words {
			if len(w.Terms) > 0 && e.statement.has(w) {
				found = append(found, e.places[w.Terms[len(w.Terms)-1]]...)
			}
		}
	}
	return found
}

// distance returns how far a word stands from a figure.
func distance(statement string, figures []figure.Figure, f figure.Figure, word analysis.Token) float64 {
	from, to, right := word.End, f.Start, false
	switch {
	case word.Start >= f.End:
		from, to, right = f.End, word.Start, true
	case word.End > f.Start:
		return 0 // inside the figure's own words
	}
	if from > to || to > len(statement) {
		return 0
	}
	between := statement[from:to]
	d := float64(len(between))
	if right && f.Dimension != figure.Count {
		d += rightDistance
	}
	if !right && f.Dimension == figure.Count && counted(statement, figures, f, word) {
		d += ownedDistance
	}
	for _, r := range between {
		switch r {
		case '，', '、', ',', '(', '（':
			d += clauseDistance
		case '；', ';', '。', '\n':
			d += partDistance
		}
	}
	for _, other := range figures {
		if other.Start >= from && other.End <= to {
			d += figureDistance
		}
	}
	return d
}

// counted reports whether a word belongs to another figure that counts it:
// 银行 in 95家银行机构、66家担保公司 is counted by 95家.
func counted(statement string, figures []figure.Figure, f figure.Figure, word analysis.Token) bool {
	for _, other := range figures {
		if other.Dimension != figure.Count || other.Start == f.Start || other.End > word.Start || word.Start-other.End > longestCounted {
			continue
		}
		if !strings.ContainsAny(statement[other.End:word.Start], "，。；：、,;:.和及与\n") {
			return true
		}
	}
	return false
}

// longestCounted is how many bytes behind a figure the noun it counts can
// stand.
const longestCounted = 36

// longestClause is how many characters of a clause name a figure that nothing
// else names.
const longestClause = 40

// ClauseOf returns the part of a statement around a figure, up to the
// punctuation on either side, to name the figure where nothing else does.
func ClauseOf(statement string, f figure.Figure) string {
	if f.Start < 0 || f.End > len(statement) || f.Start > f.End {
		return ""
	}
	const stops = "，。；：！？,;\n"
	start, end := 0, len(statement)
	if i := strings.LastIndexAny(statement[:f.Start], stops); i >= 0 {
		_, n := utf8.DecodeRuneInString(statement[i:])
		start = i + n
	}
	if i := strings.IndexAny(statement[f.End:], stops); i >= 0 {
		end = f.End + i
	}
	clause := strings.Trim(strings.Join(strings.Fields(statement[start:end]), " "), "*· ")
	if runes := []rune(clause); len(runes) > longestClause {
		before := []rune(strings.Join(strings.Fields(statement[start:f.Start]), " "))
		if len(before) > longestClause {
			before = before[len(before)-longestClause:]
			// Not from the middle of a number or a Latin word.
			for len(before) > 0 && !analysis.IsHan(before[0]) {
				before = before[1:]
			}
			return "…" + strings.Trim(string(before), "* ")
		}
		return strings.Trim(string(before), "* ")
	}
	return clause
}
