package index

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"policybot/index/analysis"
	"policybot/index/query"
	"policybot/knowledge"
	"policybot/knowledge/figure"
)

// computed is the result of arithmetic over stated figures.
type computed struct {
	figure  figure.Figure
	label   knowledge.Text
	working string   // the arithmetic as printed
	from    []choice // the figures that went in
	refusal string   // why there is no result, in the question's language; "" where there is one
}

// shareDigits is how many digits a quotient keeps behind the point, in the
// unit it is printed in.
const shareDigits = 2

// compute does the arithmetic that q asks for over the facts that fit it. It
// returns nil where the question asks for none, or where the figure asked for
// is stated as it is.
func (x *Index) compute(a *Answer, s *subject, all, chosen []choice) *computed {
	if len(chosen) == 0 {
		return nil
	}
	q, language := &a.Query, a.Language
	if q.Operation == query.Before {
		return nil
	}
	if q.Operation == query.Growth || q.Dimension == figure.PercentagePoint {
		if c := changeOf(chosen[0], language); c != nil {
			return c
		}
	}
	switch q.Operation {
	case query.Total:
		parts := chosen
		if chosen[0].fits() {
			parts = x.parts(s, all, chosen)
		}
		if len(parts) < 2 {
			return nil
		}
		return total(parts, language)
	case query.Difference:
		if c := changeOf(chosen[0], language); c != nil {
			return c
		}
		if pair := x.pair(s, all, chosen[0]); pair != nil {
			return difference(chosen[0], *pair, language)
		}
	case query.ShareOf:
		if chosen[0].value().Dimension == figure.Percent {
			return nil
		}
		if pair := x.pair(s, all, chosen[0]); pair != nil {
			return quotient(chosen[0], *pair, language)
		}
	case query.PerUnit:
		return x.perUnit(all, chosen[0], language)
	}
	return nil
}

// parts returns the facts whose sum is asked for: those of the first one's
// kind whose own words say as much of the question as the first one's do, or
// say words of it that the first one's do not ("principal and interest").
func (x *Index) parts(s *subject, all, chosen []choice) []choice {
	first := chosen[0]
	parts := []choice{first}
	own := s.own(x, &first)
	if list := x.enumerated(s, all, first, own); len(list) > 1 {
		return list
	}
	for i := range all {
		c := &all[i]
		if c.same(&first) || !c.fits() || c.value().Dimension != first.value().Dimension || !c.value().Valued {
			continue
		}
		together := c.entry.measure == first.entry.measure && (c.entry.measure != nil || c.entry.fact == first.entry.fact)
		if !query.NamesSeveral(s.query) && (!together || !figure.UnitsAgree(c.value().Unit, first.value().Unit)) {
			continue
		}
		if c.score < leastPart*first.score {
			continue
		}
		theirs := s.own(x, c)
		// A figure that names itself as closely as the question does is the
		// total; one that counts something else is no part of it.
		if covers(own, theirs) && (first.specific >= namesItself && s.ownsAll(own) || headOf(analysis.Fold(labelIn(c))) != headOf(analysis.Fold(labelIn(&first)))) {
			continue
		}
		if adds := !covers(own, theirs); !adds && !(together && covers(theirs, own)) {
			continue
		}
		maps.Copy(own, theirs)
		parts = append(parts, *c)
	}
	return parts
}

// ownsAll reports whether the given parts are all the content of the question.
func (s *subject) ownsAll(own map[string]bool) bool {
	for _, u := range s.units {
		if u.class == query.ContentWord && !own[u.term] {
			return false
		}
	}
	return true
}

// enumerated returns the figures of one statement that lists the parts of what is
// asked for ("95 banks, 66 guarantee companies and 29 …" for institutions):
// the fact's own label says as much of the question as that of any part.
func (x *Index) enumerated(s *subject, all []choice, first choice, own map[string]bool) []choice {
	fact := first.entry.fact
	if len(fact.Labels) < 2 {
		return nil
	}
	whole, missed := s.saidBy(strings.Join(append(texts(fact.Label), fact.Also...), "\n")), 0
	for term := range own {
		if !whole[term] {
			missed++
		}
	}
	if 5*missed > len(own) {
		return nil
	}
	var list []choice
	for i := range all {
		if c := &all[i]; c.entry == first.entry && c.fits() && c.value().Valued && c.value().Dimension == first.value().Dimension && c.value().Unit == first.value().Unit {
			list = append(list, *c)
		}
	}
	return list
}

// labelIn returns the label of a choice in Chinese, where it has one, else in
// English.
func labelIn(c *choice) string { return c.entry.fact.LabelOf(c.figure).In(knowledge.Chinese) }

// namesItself is the share of a figure's own name from which a question that
// says it asks for that figure alone.
const namesItself = 0.6

// leastPart is the share of the best score that a part of a sum needs.
const leastPart = 0.7

func (c *choice) same(d *choice) bool { return c.entry == d.entry && c.figure == d.figure }

// own returns the parts of the question that a choice's own words say: its
// label, or within a fact of several figures the words of that figure.
func (s *subject) own(x *Index, c *choice) map[string]bool {
	if fact := c.entry.fact; len(fact.Figures) > 1 && c.figure >= len(fact.Labels) {
		return s.nearest(c.evidence, fact, c.figure)
	}
	words := subjectWords(c.entry.fact, c.figure)
	if len(c.entry.fact.Figures) == 1 || len(c.entry.fact.Labels) == 0 && c.value().Subject == "" {
		words += "\n" + strings.Join(append(texts(c.entry.fact.Label), c.entry.fact.Also...), "\n")
	}
	return s.saidBy(words)
}

// saidBy returns the parts of the question that the given words say.
func (s *subject) saidBy(words string) map[string]bool {
	f := newField(words)
	said := make(map[string]bool)
	for _, u := range s.units {
		if f.terms[u.term] && u.class == query.ContentWord {
			said[u.term] = true
		}
	}
	for _, a := range s.alternatives {
		for _, w := range a.words {
			if f.has(w) {
				said[s.query.Text[a.start:a.end]] = true
			}
		}
	}
	return said
}

func covers(a, b map[string]bool) bool {
	for term := range b {
		if !a[term] {
			return false
		}
	}
	return true
}

// pair finds the second figure of a question about two: of the first one's
// kind, and named by words of the question that do not name the first.
func (x *Index) pair(s *subject, all []choice, first choice) *choice {
	own := s.own(x, &first)
	var best *choice
	most := 0
	for i := range all {
		c := &all[i]
		if c.same(&first) || c.place == query.SlotMismatch || c.time == query.SlotMismatch || !c.value().Valued ||
			c.value().Dimension != first.value().Dimension || !figure.UnitsAgree(c.value().Unit, first.value().Unit) {
			continue
		}
		added := 0
		for term := range s.own(x, c) {
			if !own[term] {
				added++
			}
		}
		if added > most {
			best, most = c, added
		}
	}
	return best
}

// total adds the parts up, or says why they cannot be added.
func total(parts []choice, language knowledge.Language) *computed {
	first := parts[0].value()
	sum, bound := decimal.Zero, figure.Equal
	var terms []string
	result := &computed{from: parts}
	slices.SortStableFunc(parts[1:], func(a, b choice) int { return a.figure - b.figure })
	for i, part := range parts {
		f := part.value()
		if f.Dimension == figure.Percent || f.Dimension == figure.Multiple {
			result.refusal = say(language, "百分比和倍数不能相加。", "Percentages and multiples cannot be added up.")
			return result
		}
		if !figure.UnitsAgree(f.Unit, first.Unit) {
			result.refusal = say(language,
				fmt.Sprintf("单位不同（%s、%s），不能相加。", first.Unit, f.Unit),
				fmt.Sprintf("The units differ (%s, %s), so they cannot be added up.", first.Unit, f.Unit))
			return result
		}
		if a, b := part.asOf(), parts[0].asOf(); a != b {
			result.refusal = say(language,
				fmt.Sprintf("统计时点不同（%s、%s），不能相加。", orUndated(b, language), orUndated(a, language)),
				fmt.Sprintf("The figures are of different dates (%s, %s), so they cannot be added up.", orUndated(b, language), orUndated(a, language)))
			return result
		}
		if i > 0 && f.Dimension == figure.Count && sameCounted(parts[i-1], part) {
			result.refusal = say(language,
				"这几个数字统计的对象可能重叠（同一主体可能同时计入），相加会重复计算，文件没有给出合计。",
				"The same firm or person may be counted in more than one of these, so adding them up would count some twice; the documents give no total.")
			return result
		}
		if bound = sumBound(bound, f.Bound); bound == figure.Range {
			result.refusal = say(language, "有的数字是上限，有的是下限，不能相加。", "Some of these figures are caps and others floors, so they cannot be added up.")
			return result
		}
		sum = sum.Add(f.Value)
		terms = append(terms, part.words(language))
	}
	result.figure = derived(first, sum)
	result.figure.Bound = bound
	result.label = knowledge.Text{knowledge.Chinese: "合计", knowledge.English: "Total"}
	result.working = strings.Join(terms, " + ") + " = " + writeFigure(result.figure, language)
	return result
}

// sumBound returns the bound of a sum of figures with the given bounds, and
// [figure.Range] where the sum has none: a cap and a floor.
func sumBound(a, b figure.Bound) figure.Bound {
	side := func(b figure.Bound) int {
		switch b {
		case figure.Less, figure.LessEqual, figure.ApproxBelow:
			return -1
		case figure.Greater, figure.AtLeast, figure.ApproxAbove:
			return 1
		}
		return 0
	}
	switch {
	case a == figure.Equal || a == figure.Approx && b != figure.Equal:
		return b
	case b == figure.Equal || b == figure.Approx:
		return a
	case side(a) != side(b):
		return figure.Range
	case a == b:
		return a
	case side(a) < 0:
		return figure.LessEqual
	}
	return figure.AtLeast
}

func orUndated(d figure.Date, language knowledge.Language) string {
	if d.IsZero() {
		return say(language, "未注明", "undated")
	}
	return writeDate(d, language)
}

// sameCounted reports whether two counts count the same kind of firm or
// person, so that one may be counted in both: firms with principal deferred
// and firms with interest deferred.
func sameCounted(a, b choice) bool {
	if !isActorUnit(a.value().Unit) && !isActorUnit(b.value().Unit) {
		return false
	}
	x, y := countedBy(a), countedBy(b)
	return strings.Contains(x, y) || strings.Contains(y, x)
}

// countedBy returns what a figure counts, without what is said of it: 企业 of
// 办理延期付息的企业户数, "firms" of "firms with interest deferred".
func countedBy(c choice) string {
	if subject := c.value().Subject; subject != "" {
		return subject
	}
	name := c.entry.fact.LabelOf(c.figure)
	if label := analysis.Fold(name[knowledge.Chinese]); label != "" {
		return query.TrimCount(label[strings.LastIndex(label, "的")+1:])
	}
	return headOf(analysis.Fold(name[knowledge.English]))
}

// isActorUnit reports whether a unit counts firms, households or people,
// which can be counted under several heads at once.
func isActorUnit(unit string) bool {
	switch unit {
	case "户", "家", "firms", "companies", "enterprises", "businesses", "households", "families":
		return true
	}
	return query.IsPersonUnit(unit)
}

// difference subtracts the smaller figure from the larger.
func difference(a, b choice, language knowledge.Language) *computed {
	if a.value().Value.LessThan(b.value().Value) {
		a, b = b, a
	}
	result := &computed{from: []choice{a, b}}
	if !a.value().Valued || !b.value().Valued {
		return nil
	}
	result.figure = derived(a.value(), a.value().Value.Sub(b.value().Value))
	if a.value().Unit == "%" {
		result.figure.Unit, result.figure.Dimension = "pp", figure.PercentagePoint
	}
	result.label = knowledge.Text{knowledge.Chinese: "相差", knowledge.English: "Difference"}
	result.working = a.words(language) + " − " + b.words(language) + " = " + writeFigure(result.figure, language)
	return result
}

// changeOf states by how much a figure changed.
func changeOf(c choice, language knowledge.Language) *computed {
	change := c.value().Change
	if change == nil || change.From == nil || change.To == nil {
		return nil
	}
	f := derived(c.value(), change.To.Sub(*change.From).Abs())
	if f.Unit == "%" {
		f.Unit, f.Dimension = "pp", figure.PercentagePoint
	}
	from, to := writeValue(*change.From, c.value(), language), writeValue(*change.To, c.value(), language)
	if change.To.LessThan(*change.From) {
		from, to = to, from
	}
	return &computed{
		figure:  f,
		label:   knowledge.Text{knowledge.Chinese: "变动", knowledge.English: "Change"},
		working: to + " − " + from + " = " + writeFigure(f, language),
		from:    []choice{c},
	}
}

// quotient divides the smaller figure by the larger.
func quotient(a, b choice, language knowledge.Language) *computed {
	if a.value().Value.GreaterThan(b.value().Value) {
		a, b = b, a
	}
	if b.value().Value.IsZero() {
		return nil
	}
	share := a.value().Value.Shift(2).DivRound(b.value().Value, shareDigits)
	f := figure.Figure{Value: share, Valued: true, Unit: "%", Dimension: figure.Percent, Bound: figure.Approx, Precision: decimal.New(1, -shareDigits)}
	if a.value().Value.Shift(2).Equal(share.Mul(b.value().Value)) {
		f.Bound = figure.Equal
	}
	return &computed{
		figure:  f,
		label:   knowledge.Text{knowledge.Chinese: "占比", knowledge.English: "Share"},
		working: a.words(language) + " ÷ " + b.words(language) + equalSign(f) + share.String() + "%",
		from:    []choice{a, b},
	}
}

func equalSign(f figure.Figure) string {
	if f.Bound == figure.Approx {
		return " ≈ "
	}
	return " = "
}

// perUnit divides an amount by the count that goes with it.
func (x *Index) perUnit(all []choice, first choice, language knowledge.Language) *computed {
	amount := first
	if amount.value().Dimension == figure.Count {
		for i := range all {
			if all[i].fits() && all[i].value().Dimension == figure.Money {
				amount = all[i]
				break
			}
		}
	}
	if amount.value().Dimension != figure.Money || !amount.value().Valued {
		return nil
	}
	var count *choice
	most := 0.0
	for i := range all {
		c := &all[i]
		f := c.value()
		if f.Dimension != figure.Count || !f.Valued || f.Value.IsZero() || c.asOf() != amount.asOf() ||
			c.entry.measure != amount.entry.measure || c.entry.measure == nil && c.entry.fact != amount.entry.fact {
			continue
		}
		closeness := x.closeness(&amount, c)
		if closeness > most {
			count, most = c, closeness
		}
	}
	if count == nil {
		return nil
	}
	value := amount.value().Value.DivRound(count.value().Value, 12)
	value = value.Round(shareDigits)
	f := derived(amount.value(), value)
	f.Bound = figure.Approx
	if value.Mul(count.value().Value).Equal(amount.value().Value) {
		f.Bound = figure.Equal
	}
	return &computed{
		figure:  f,
		label:   knowledge.Text{knowledge.Chinese: "平均", knowledge.English: "Average"},
		working: amount.words(language) + " ÷ " + count.words(language) + equalSign(f) + writeValue(value, f, language),
		from:    []choice{amount, *count},
	}
}

// closeness says how nearly two figures belong together: in one event, in one
// statement, or under labels that share their words.
func (x *Index) closeness(a, b *choice) float64 {
	score := 0.1
	if a.entry.fact == b.entry.fact {
		score++
		if g := a.value().Group; g > 0 && g == b.value().Group {
			score++
		}
	}
	names := newField(texts(b.entry.fact.Label)...)
	// In order, so that the sum comes out the same every time.
	for _, term := range slices.Sorted(maps.Keys(newField(texts(a.entry.fact.Label)...).terms)) {
		if names.terms[term] {
			score += 0.01 * x.idf(term)
		}
	}
	return score
}

// derived is a computed figure of the same kind as f.
func derived(f figure.Figure, value figure.Decimal) figure.Figure {
	return figure.Figure{Value: value, Valued: true, Unit: f.Unit, Dimension: f.Dimension, Bound: figure.Equal, Precision: f.Precision, AsOf: f.AsOf}
}

// asOf is the day a choice's figure was true.
func (c *choice) asOf() figure.Date {
	if d := c.value().AsOf; !d.IsZero() {
		return d
	}
	return c.entry.fact.AsOf
}

// words returns the figure in the language of the reply.
func (c *choice) words(language knowledge.Language) string {
	if f := c.value(); c.before && f.Change == nil {
		return writeValue(f.Value, f, language)
	}
	return inLanguage(c.value(), c.entry.fact.Statement[language], language)
}

// say picks the words of the reader's language.
func say(language knowledge.Language, chinese, english string) string {
	if language == knowledge.Chinese {
		return chinese
	}
	return english
}
