package facts

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

// Computed is the result of arithmetic over stated figures.
type Computed struct {
	Figure  figure.Figure
	Label   knowledge.Text
	Working string   // the arithmetic as printed
	From    []Choice // the figures that went in
	Refusal string   // why there is no result, in the question's language; "" where there is one
}

// ShareDigits is how many digits a quotient keeps behind the point, in the
// unit it is printed in.
const ShareDigits = 2

// Compute does the arithmetic that q asks for over the facts that fit it. It
// returns nil where the question asks for none, or where the figure asked for
// is stated as it is.
func (x *Finder) Compute(q *query.Query, language knowledge.Language, s *Subject, all, chosen []Choice) *Computed {
	if len(chosen) == 0 {
		return nil
	}
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
		if chosen[0].Fits() {
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
		if chosen[0].Value().Dimension == figure.Percent {
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
func (x *Finder) parts(s *Subject, all, chosen []Choice) []Choice {
	first := chosen[0]
	parts := []Choice{first}
	own := s.Own(x, &first)
	if list := x.enumerated(s, all, first, own); len(list) > 1 {
		return list
	}
	for i := range all {
		c := &all[i]
		if c.Same(&first) || !c.Fits() || c.Value().Dimension != first.Value().Dimension || !c.Value().Valued {
			continue
		}
		together := c.Entry.Measure == first.Entry.Measure && (c.Entry.Measure != nil || c.Entry.Fact == first.Entry.Fact)
		if !query.NamesSeveral(s.query) && (!together || !figure.UnitsAgree(c.Value().Unit, first.Value().Unit)) {
			continue
		}
		if c.Score < leastPart*first.Score {
			continue
		}
		theirs := s.Own(x, c)
		// A figure that names itself as closely as the question does is the
		// total; one that counts something else is no part of it.
		if covers(own, theirs) && (first.Specific >= NamesItself && s.OwnsAll(own) || headOf(analysis.Fold(labelIn(c))) != headOf(analysis.Fold(labelIn(&first)))) {
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

// OwnsAll reports whether the given parts are all the content of the question.
func (s *Subject) OwnsAll(own map[string]bool) bool {
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
func (x *Finder) enumerated(s *Subject, all []Choice, first Choice, own map[string]bool) []Choice {
	fact := first.Entry.Fact
	if len(fact.Labels) < 2 {
		return nil
	}
	whole, missed := s.saidBy(strings.Join(append(Texts(fact.Label), fact.Also...), "\n")), 0
	for term := range own {
		if !whole[term] {
			missed++
		}
	}
	if 5*missed > len(own) {
		return nil
	}
	var list []Choice
	for i := range all {
		if c := &all[i]; c.Entry == first.Entry && c.Fits() && c.Value().Valued && c.Value().Dimension == first.Value().Dimension && c.Value().Unit == first.Value().Unit {
			list = append(list, *c)
		}
	}
	return list
}

// labelIn returns the label of a choice in Chinese, where it has one, else in
// English.
func labelIn(c *Choice) string { return c.Entry.Fact.LabelOf(c.Figure).In(knowledge.Chinese) }

// NamesItself is the share of a figure's own name from which a question that
// says it asks for that figure alone.
const NamesItself = 0.6

// leastPart is the share of the best score that a part of a sum needs.
const leastPart = 0.7

func (c *Choice) Same(d *Choice) bool { return c.Entry == d.Entry && c.Figure == d.Figure }

// Own returns the parts of the question that a choice's own words say: its
// label, or within a fact of several figures the words of that figure.
func (s *Subject) Own(x *Finder, c *Choice) map[string]bool {
	if fact := c.Entry.Fact; len(fact.Figures) > 1 && c.Figure >= len(fact.Labels) {
		return s.nearest(c.evidence, fact, c.Figure)
	}
	words := subjectWords(c.Entry.Fact, c.Figure)
	if len(c.Entry.Fact.Figures) == 1 || len(c.Entry.Fact.Labels) == 0 && c.Value().Subject == "" {
		words += "\n" + strings.Join(append(Texts(c.Entry.Fact.Label), c.Entry.Fact.Also...), "\n")
	}
	return s.saidBy(words)
}

// saidBy returns the parts of the question that the given words say.
func (s *Subject) saidBy(words string) map[string]bool {
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
func (x *Finder) pair(s *Subject, all []Choice, first Choice) *Choice {
	own := s.Own(x, &first)
	var best *Choice
	most := 0
	for i := range all {
		c := &all[i]
		if c.Same(&first) || c.Place == query.SlotMismatch || c.Time == query.SlotMismatch || !c.Value().Valued ||
			c.Value().Dimension != first.Value().Dimension || !figure.UnitsAgree(c.Value().Unit, first.Value().Unit) {
			continue
		}
		added := 0
		for term := range s.Own(x, c) {
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
func total(parts []Choice, language knowledge.Language) *Computed {
	first := parts[0].Value()
	sum, bound := decimal.Zero, figure.Equal
	var terms []string
	result := &Computed{From: parts}
	slices.SortStableFunc(parts[1:], func(a, b Choice) int { return a.Figure - b.Figure })
	for i, part := range parts {
		f := part.Value()
		if f.Dimension == figure.Percent || f.Dimension == figure.Multiple {
			result.Refusal = Say(language, "百分比和倍数不能相加。", "Percentages and multiples cannot be added up.")
			return result
		}
		if !figure.UnitsAgree(f.Unit, first.Unit) {
			result.Refusal = Say(language,
				fmt.Sprintf("单位不同（%s、%s），不能相加。", first.Unit, f.Unit),
				fmt.Sprintf("The units differ (%s, %s), so they cannot be added up.", first.Unit, f.Unit))
			return result
		}
		if a, b := part.AsOf(), parts[0].AsOf(); a != b {
			result.Refusal = Say(language,
				fmt.Sprintf("统计时点不同（%s、%s），不能相加。", orUndated(b, language), orUndated(a, language)),
				fmt.Sprintf("The figures are of different dates (%s, %s), so they cannot be added up.", orUndated(b, language), orUndated(a, language)))
			return result
		}
		if i > 0 && f.Dimension == figure.Count && sameCounted(parts[i-1], part) {
			result.Refusal = Say(language,
				"这几个数字统计的对象可能重叠（同一主体可能同时计入），相加会重复计算，文件没有给出合计。",
				"The same firm or person may be counted in more than one of these, so adding them up would count some twice; the documents give no total.")
			return result
		}
		if bound = sumBound(bound, f.Bound); bound == figure.Range {
			result.Refusal = Say(language, "有的数字是上限，有的是下限，不能相加。", "Some of these figures are caps and others floors, so they cannot be added up.")
			return result
		}
		sum = sum.Add(f.Value)
		terms = append(terms, part.Words(language))
	}
	result.Figure = derived(first, sum)
	result.Figure.Bound = bound
	result.Label = knowledge.Text{knowledge.Chinese: "合计", knowledge.English: "Total"}
	result.Working = strings.Join(terms, " + ") + " = " + WriteFigure(result.Figure, language)
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
		return Say(language, "未注明", "undated")
	}
	return WriteDate(d, language)
}

// sameCounted reports whether two counts count the same kind of firm or
// person, so that one may be counted in both: firms with principal deferred
// and firms with interest deferred.
func sameCounted(a, b Choice) bool {
	if !isActorUnit(a.Value().Unit) && !isActorUnit(b.Value().Unit) {
		return false
	}
	x, y := countedBy(a), countedBy(b)
	return strings.Contains(x, y) || strings.Contains(y, x)
}

// countedBy returns what a figure counts, without what is said of it: 企业 of
// 办理延期付息的企业户数, "firms" of "firms with interest deferred".
func countedBy(c Choice) string {
	if subject := c.Value().Subject; subject != "" {
		return subject
	}
	name := c.Entry.Fact.LabelOf(c.Figure)
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
func difference(a, b Choice, language knowledge.Language) *Computed {
	if a.Value().Value.LessThan(b.Value().Value) {
		a, b = b, a
	}
	result := &Computed{From: []Choice{a, b}}
	if !a.Value().Valued || !b.Value().Valued {
		return nil
	}
	result.Figure = derived(a.Value(), a.Value().Value.Sub(b.Value().Value))
	if a.Value().Unit == "%" {
		result.Figure.Unit, result.Figure.Dimension = "pp", figure.PercentagePoint
	}
	result.Label = knowledge.Text{knowledge.Chinese: "相差", knowledge.English: "Difference"}
	result.Working = a.Words(language) + " − " + b.Words(language) + " = " + WriteFigure(result.Figure, language)
	return result
}

// changeOf states by how much a figure changed.
func changeOf(c Choice, language knowledge.Language) *Computed {
	change := c.Value().Change
	if change == nil || change.From == nil || change.To == nil {
		return nil
	}
	f := derived(c.Value(), change.To.Sub(*change.From).Abs())
	if f.Unit == "%" {
		f.Unit, f.Dimension = "pp", figure.PercentagePoint
	}
	from, to := writeValue(*change.From, c.Value(), language), writeValue(*change.To, c.Value(), language)
	if change.To.LessThan(*change.From) {
		from, to = to, from
	}
	return &Computed{
		Figure:  f,
		Label:   knowledge.Text{knowledge.Chinese: "变动", knowledge.English: "Change"},
		Working: to + " − " + from + " = " + WriteFigure(f, language),
		From:    []Choice{c},
	}
}

// quotient divides the smaller figure by the larger.
func quotient(a, b Choice, language knowledge.Language) *Computed {
	if a.Value().Value.GreaterThan(b.Value().Value) {
		a, b = b, a
	}
	if b.Value().Value.IsZero() {
		return nil
	}
	share := a.Value().Value.Shift(2).DivRound(b.Value().Value, ShareDigits)
	f := figure.Figure{Value: share, Valued: true, Unit: "%", Dimension: figure.Percent, Bound: figure.Approx, Precision: decimal.New(1, -ShareDigits)}
	if a.Value().Value.Shift(2).Equal(share.Mul(b.Value().Value)) {
		f.Bound = figure.Equal
	}
	return &Computed{
		Figure:  f,
		Label:   knowledge.Text{knowledge.Chinese: "占比", knowledge.English: "Share"},
		Working: a.Words(language) + " ÷ " + b.Words(language) + equalSign(f) + share.String() + "%",
		From:    []Choice{a, b},
	}
}

func equalSign(f figure.Figure) string {
	if f.Bound == figure.Approx {
		return " ≈ "
	}
	return " = "
}

// perUnit divides an amount by the count that goes with it.
func (x *Finder) perUnit(all []Choice, first Choice, language knowledge.Language) *Computed {
	amount := first
	if amount.Value().Dimension == figure.Count {
		for i := range all {
			if all[i].Fits() && all[i].Value().Dimension == figure.Money {
				amount = all[i]
				break
			}
		}
	}
	if amount.Value().Dimension != figure.Money || !amount.Value().Valued {
		return nil
	}
	var count *Choice
	most := 0.0
	for i := range all {
		c := &all[i]
		f := c.Value()
		if f.Dimension != figure.Count || !f.Valued || f.Value.IsZero() || c.AsOf() != amount.AsOf() ||
			c.Entry.Measure != amount.Entry.Measure || c.Entry.Measure == nil && c.Entry.Fact != amount.Entry.Fact {
			continue
		}
		closeness := x.Closeness(&amount, c)
		if closeness > most {
			count, most = c, closeness
		}
	}
	if count == nil {
		return nil
	}
	value := amount.Value().Value.DivRound(count.Value().Value, 12)
	value = value.Round(ShareDigits)
	f := derived(amount.Value(), value)
	f.Bound = figure.Approx
	if value.Mul(count.Value().Value).Equal(amount.Value().Value) {
		f.Bound = figure.Equal
	}
	return &Computed{
		Figure:  f,
		Label:   knowledge.Text{knowledge.Chinese: "平均", knowledge.English: "Average"},
		Working: amount.Words(language) + " ÷ " + count.Words(language) + equalSign(f) + writeValue(value, f, language),
		From:    []Choice{amount, *count},
	}
}

// Closeness says how nearly two figures belong together: in one event, in one
// statement, or under labels that share their words.
func (x *Finder) Closeness(a, b *Choice) float64 {
	score := 0.1
	if a.Entry.Fact == b.Entry.Fact {
		score++
		if g := a.Value().Group; g > 0 && g == b.Value().Group {
			score++
		}
	}
	names := newField(Texts(b.Entry.Fact.Label)...)
	// In order, so that the sum comes out the same every time.
	for _, term := range slices.Sorted(maps.Keys(newField(Texts(a.Entry.Fact.Label)...).terms)) {
		if names.terms[term] {
			score += 0.01 * x.store.IDF(term)
		}
	}
	return score
}

// derived is a computed figure of the same kind as f.
func derived(f figure.Figure, value figure.Decimal) figure.Figure {
	return figure.Figure{Value: value, Valued: true, Unit: f.Unit, Dimension: f.Dimension, Bound: figure.Equal, Precision: f.Precision, AsOf: f.AsOf}
}

// AsOf is the day a choice's figure was true.
func (c *Choice) AsOf() figure.Date {
	if d := c.Value().AsOf; !d.IsZero() {
		return d
	}
	return c.Entry.Fact.AsOf
}

// Words returns the figure in the language of the reply.
func (c *Choice) Words(language knowledge.Language) string {
	if f := c.Value(); c.Before && f.Change == nil {
		return writeValue(f.Value, f, language)
	}
	return InLanguage(c.Value(), c.Entry.Fact.Statement[language], language)
}

// Say picks the words of the reader's language.
func Say(language knowledge.Language, chinese, english string) string {
	if language == knowledge.Chinese {
		return chinese
	}
	return english
}
