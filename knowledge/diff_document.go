package knowledge

import (
	"cmp"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"policybot/knowledge/figure"

	"github.com/shopspring/decimal"
)

// sentence is one side of a version, its figures found: one statement, or
// several that were split or joined.
type sentence struct {
	statements []*statement
	text       string
	masked     string
	figures    []figure.Figure
	tokens     []token
	grams      []uint64
	alone      []int // figures without a counterpart
}

func newSentence(statements []*statement, published figure.Date) *sentence {
	s := &sentence{statements: statements}
	texts, masked := make([]string, len(statements)), make([]string, len(statements))
	for i, st := range statements {
		texts[i], masked[i] = st.text, st.masked
		s.grams = append(s.grams, st.grams...)
	}
	s.text, s.masked = strings.Join(texts, "\n"), strings.Join(masked, "\n")
	slices.Sort(s.grams)
	s.grams = slices.Compact(s.grams)
	s.figures = figuresIn(s.masked, published)
	spans := make([]Span, len(s.figures))
	for i, f := range s.figures {
		spans[i] = Span{f.Start, f.End}
	}
	s.tokens = tokensOf(s.masked, spans)
	return s
}

// documentDiff collects the changes of one document.
type documentDiff struct {
	old, new *Document
	changes  []positioned
	updated  map[string]bool // scopes of new in which the as-of date has moved on
}

// positioned is a change with its place: in the new document, or after it
// for what the old one alone holds.
type positioned struct {
	Change
	at, order int
}

// diffDocument returns what changed from one version of a document to the
// next, in reading order.
func diffDocument(old, new *Document) []Change {
	d := &documentDiff{old: old, new: new, updated: map[string]bool{}}
	if old.ID != new.ID {
		c := documentChange(DocumentMoved, new)
		c.Severity = Minor
		c.OldQuote, c.NewQuote = Quote{Text: string(old.ID)}, Quote{Text: string(new.ID)}
		d.add(0, c)
	}
	if old.Hash != "" && old.Hash == new.Hash && sameSource(old, new) {
		return d.list()
	}
	before, after := statementsOf(old), statementsOf(new)
	a := align(old, new, before, after)

	d.renumbered(a)
	for _, v := range a.same {
		o, n := v.old[0], v.new[0]
		switch {
		case o.text == n.text:
		case o.text[markerEnd(o.text):] != n.text[markerEnd(n.text):]:
			d.add(n.index, d.silent(Reformatted, v))
		case n.section < 0 || d.new.Sections[n.section].Number == "":
			d.add(n.index, d.silent(Renumbered, v)) // a list item
		}
	}
	versions := d.compareAll(a.like)
	removed, added := d.sentences(old, a.removed), d.sentences(new, a.added)
	d.loose(versions, removed, added, slices.Concat(before, after))
	for _, p := range versions {
		d.report(p)
	}
	d.comings(removed, added, a)
	d.source()
	return d.list()
}

func sameSource(old, new *Document) bool {
	return old.Source.Effective == new.Source.Effective && old.Title == new.Title
}

func (d *documentDiff) sentences(doc *Document, list []*statement) []*sentence {
	var sentences []*sentence
	for _, st := range list {
		s := newSentence([]*statement{st}, doc.Source.Published)
		for i := range s.figures {
			s.alone = append(s.alone, i)
		}
		sentences = append(sentences, s)
	}
	return sentences
}

func (d *documentDiff) add(at int, c Change) {
	if c.Document == "" {
		c.Document, c.Title = d.new.ID, d.new.Title
	}
	d.changes = append(d.changes, positioned{c, at, len(d.changes)})
}

func (d *documentDiff) list() []Change {
	slices.SortStableFunc(d.changes, func(a, b positioned) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.order, b.order))
	})
	var changes []Change
	for _, c := range d.changes {
		changes = append(changes, c.Change)
	}
	return changes
}

// sentencePair is two versions of a sentence, their tokens and figures
// paired.
type sentencePair struct {
	old, new *sentence
	to       []int    // the counterpart of each old token
	figures  [][2]int // paired figures
	later    bool     // the period that the sentence is about has moved on
	// Lone figures that [documentDiff.loose] found elsewhere are taken out of
	// old.alone and new.alone.
}

// compareAll compares versions, several at a time: reading figures is most
// of the work of a Diff.
func (d *documentDiff) compareAll(versions []version) []*sentencePair {
	pairs := make([]*sentencePair, len(versions))
	var wait sync.WaitGroup
	var next atomic.Int64
	const share = 16 // versions taken at a time
	for range min(runtime.GOMAXPROCS(0), 1+len(versions)/(4*share)) {
		wait.Go(func() {
			for {
				end := int(next.Add(share))
				for i := end - share; i < min(end, len(versions)); i++ {
					pairs[i] = d.compare(versions[i])
				}
				if end >= len(versions) {
					return
				}
			}
		})
	}
	wait.Wait()
	return pairs
}

// compare pairs the tokens and figures of two versions of a sentence.
func (d *documentDiff) compare(v version) *sentencePair {
	p := &sentencePair{old: newSentence(v.old, d.old.Source.Published), new: newSentence(v.new, d.new.Source.Published)}
	a, b := p.old.figures, p.new.figures
	p.to = alignTokens(p.old.tokens, p.new.tokens, func(i, j int) int { return pairWeight(a[i], b[j]) })
	pairedOld, pairedNew := make([]bool, len(a)), make([]bool, len(b))
	pair := func(i, j int) {
		p.figures = append(p.figures, [2]int{i, j})
		pairedOld[i], pairedNew[j] = true, true
	}
	for _, c := range p.candidates() {
		if !pairedOld[c.old] && !pairedNew[c.new] {
			pair(c.old, c.new)
		}
	}
	// A figure said twice: "thirty (30) days" for "30 days".
	for i := range a {
		pairedOld[i] = pairedOld[i] || saidElsewhere(a[i], b)
	}
	for j := range b {
		pairedNew[j] = pairedNew[j] || saidElsewhere(b[j], a)
	}
	for i := range a {
		if !pairedOld[i] {
			p.old.alone = append(p.old.alone, i)
		}
	}
	for j := range b {
		if !pairedNew[j] {
			p.new.alone = append(p.new.alone, j)
		}
	}
	slices.SortFunc(p.figures, func(x, y [2]int) int { return cmp.Compare(x[1], y[1]) })
	return p
}

// counterpart is a figure of the new sentence that a figure of the old one
// may have become.
type counterpart struct {
	old, new int
	score    float64
}

// The parts of a counterpart's score beside the likeness of the words around
// the figures, which is at most 1. The words outweigh the value: what two
// figures are about tells a swap of two values from a swap of two clauses.
const (
	equalBonus   = 0.2  // the same value
	alignedBonus = 0.15 // the same place in the sentence
	unitBonus    = 0.15 // the same unit
	namedBonus   = 0.6  // the same words of those that tell the figures of the sentence apart
	// notCounterpart is the likeness of the words below which figures of two
	// values are two figures, where neither place nor unit speaks for one.
	notCounterpart = 0.2
)

// candidates returns the pairs of figures of one kind, the likeliest first.
func (p *sentencePair) candidates() []counterpart {
	aligned := map[[2]int]bool{}
	for i, j := range p.to {
		if j >= 0 && p.old.tokens[i].figure >= 0 {
			aligned[[2]int{p.old.tokens[i].figure, p.new.tokens[j].figure}] = true
		}
	}
	old, new := p.old.contexts(), p.new.contexts()
	weights := map[string]float64{}
	if len(old) > 1 && len(new) > 1 {
		weights = distinctive(slices.Concat(old, new))
	}
	var list []counterpart
	for i, f := range p.old.figures {
		for j, g := range p.new.figures {
			w := pairWeight(f, g)
			if w == 0 {
				continue
			}
			c := counterpart{i, j, old[i].likeness(new[j])}
			switch {
			case w >= equalWeight-1:
				c.score += equalBonus + unitBonus
			case w >= unitWeight:
				c.score += unitBonus
			}
			if aligned[[2]int{i, j}] {
				c.score += alignedBonus
			}
			if w < equalWeight-1 && c.score < notCounterpart+unitBonus {
				continue
			}
			c.score += namedBonus * weighedLikeness(old[i].before, new[j].before, weights)
			list = append(list, c)
		}
	}
	slices.SortFunc(list, func(x, y counterpart) int {
		return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(distance(x.old, x.new), distance(y.old, y.new)),
			cmp.Compare(min(x.old, x.new), min(y.old, y.new)), cmp.Compare(x.old, y.old))
	})
	return list
}

// figureContext is the words on either side of a figure, up to the next
// figure or stop.
type figureContext struct{ before, after []string }

func (s *sentence) contexts() []figureContext {
	list := make([]figureContext, len(s.figures))
	for i := range list {
		list[i] = s.context(i)
	}
	return list
}

// distinctive weighs the words before figures: those that stand before every
// one tell nothing, those before few tell most.
func distinctive(contexts []figureContext) map[string]float64 {
	count := map[string]int{}
	for _, c := range contexts {
		words := slices.Clone(c.before)
		slices.Sort(words)
		for _, w := range slices.Compact(words) {
			count[w]++
		}
	}
	weights := map[string]float64{}
	for w, n := range count {
		weights[w] = 1 - float64(n)/float64(len(contexts))
	}
	return weights
}

// weighedLikeness is the share of the weight of the words of a and b that
// both have; 1 where none has any.
func weighedLikeness(a, b []string, weights map[string]float64) float64 {
	both, all := 0.0, 0.0
	for _, w := range a {
		all += weights[w]
		if slices.Contains(b, w) {
			both += weights[w]
		}
	}
	for _, w := range b {
		all += weights[w]
		if slices.Contains(a, w) {
			both += weights[w]
		}
	}
	if all == 0 {
		return 1
	}
	return both / all
}

func (s *sentence) context(i int) figureContext {
	at := slices.IndexFunc(s.tokens, func(t token) bool { return t.figure == i })
	var c figureContext
	for k := at - 1; k >= 0 && k >= at-12 && s.tokens[k].figure < 0 && s.tokens[k].word != "."; k-- {
		c.before = append(c.before, s.tokens[k].word)
	}
	for k := at + 1; k < len(s.tokens) && k <= at+6 && s.tokens[k].figure < 0 && s.tokens[k].word != "." && s.tokens[k].word != ","; k++ {
		c.after = append(c.after, s.tokens[k].word)
	}
	return c
}

// likeness compares the words before, which weigh more, and after.
func (c figureContext) likeness(d figureContext) float64 {
	const before = 0.7
	return before*wordLikeness(c.before, d.before) + (1-before)*wordLikeness(c.after, d.after)
}

func wordLikeness(a, b []string) float64 {
	if len(a)+len(b) == 0 {
		return 1
	}
	rest := slices.Clone(b)
	n := 0
	for _, w := range a {
		if i := slices.Index(rest, w); i >= 0 {
			rest = slices.Delete(rest, i, i+1)
			n++
		}
	}
	return 2 * float64(n) / float64(len(a)+len(b))
}

func saidElsewhere(f figure.Figure, list []figure.Figure) bool {
	return slices.ContainsFunc(list, func(g figure.Figure) bool { return sameValue(f, g) && sameBound(f, g) })
}

// lone is a figure without a counterpart in its own sentence.
type lone struct {
	in     *sentence
	figure int
	around weighed // the words around it
	words  weighed // of its sentence
}

// sameContext is the likeness of the words around two figures from which a
// figure that left one sentence and entered another is the same figure.
// restated is what it takes to call it the same figure with another value.
const (
	sameContext = 0.3
	restated    = 0.25
)

// farthest is how many statements a figure may move and still be looked for.
const farthest = 100

// loose pairs figures that left one sentence and stand in another: an equal
// one has only moved; one of the same unit in like words has changed.
func (d *documentDiff) loose(versions []*sentencePair, removed, added []*sentence, all []*statement) {
	rarity := rarityOf(all, 1)
	gather := func(list []*sentence) []lone {
		var all []lone
		for _, s := range list {
			if len(s.alone) == 0 {
				continue
			}
			words := rarity.weigh(s.grams)
			for _, i := range s.alone {
				all = append(all, lone{s, i, rarity.weigh(around(s, i)), words})
			}
		}
		return all
	}
	olds, news := slices.Clone(removed), slices.Clone(added)
	for _, p := range versions {
		olds, news = append(olds, p.old), append(news, p.new)
	}
	type candidate struct {
		i, j  int
		score float64
		equal bool
	}
	gone, came := gather(olds), gather(news)
	if len(gone) == 0 || len(came) == 0 {
		return
	}
	removedParts, addedParts := wholeParts(removed, d.old), wholeParts(added, d.new)
	var list []candidate
	for i, g := range gone {
		for j, c := range came {
			from, to := g.in.statements[0], c.in.statements[0]
			if from.row != to.row || distance(from.index, to.index) > farthest || from.row && rowLikeness(from, to) < likeEnough {
				continue
			}
			like := g.around.likeness(c.around)
			if like < min(sameContext, restated) {
				continue
			}
			w := pairWeight(g.in.figures[g.figure], c.in.figures[c.figure])
			switch {
			case w >= equalWeight-1 && like >= sameContext:
				list = append(list, candidate{i, j, like + 1, w == equalWeight})
			case removedParts[from.part] || addedParts[to.part]: // another provision in the same words
			case w >= unitWeight && w < equalWeight-1 && like >= restated && g.words.likeness(c.words) >= restated:
				list = append(list, candidate{i, j, like, false})
			}
		}
	}
	slices.SortFunc(list, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(distance(a.i, a.j), distance(b.i, b.j)),
			cmp.Compare(min(a.i, a.j), min(b.i, b.j)), cmp.Compare(a.i, b.i))
	})
	usedOld, usedNew := map[int]bool{}, map[int]bool{}
	for _, c := range list {
		if usedOld[c.i] || usedNew[c.j] {
			continue
		}
		usedOld[c.i], usedNew[c.j] = true, true
		g, n := gone[c.i], came[c.j]
		if !c.equal {
			p := &sentencePair{old: g.in, new: n.in}
			p.to = alignTokens(g.in.tokens, n.in.tokens, func(i, j int) int { return pairWeight(g.in.figures[i], n.in.figures[j]) })
			d.figure(p, g.figure, n.figure)
		}
		g.in.alone = slices.DeleteFunc(g.in.alone, func(i int) bool { return i == g.figure })
		n.in.alone = slices.DeleteFunc(n.in.alone, func(i int) bool { return i == n.figure })
	}
}

// wholeParts returns the numbered parts that begin with one of the
// statements: they came or went, whatever of their phrases stands elsewhere.
func wholeParts(list []*sentence, doc *Document) map[int]bool {
	parts := map[int]bool{}
	for _, s := range list {
		first := s.statements[0]
		if first.section >= 0 && first.section == first.part && doc.Sections[first.part].Number != "" && first.span.Start == 0 {
			parts[first.part] = true
		}
	}
	return parts
}

// around returns the grams of the words near a figure.
func around(s *sentence, i int) []uint64 {
	const reach = 60 // bytes on each side, 20 characters of Chinese
	f := s.figures[i]
	start, end := max(0, f.Start-reach), min(len(s.masked), f.End+reach)
	for start > 0 && !utf8.RuneStart(s.masked[start]) {
		start--
	}
	for end < len(s.masked) && !utf8.RuneStart(s.masked[end]) {
		end++
	}
	bare, _ := bareNumbers(foldWords(s.masked[start:end]))
	return gramsOf(bare)
}

// report turns a pair of versions into changes: one for each figure that
// changed, came or went; else a silent one.
func (d *documentDiff) report(p *sentencePair) {
	before := len(d.changes)
	notation := false
	advanced := false
	for _, ij := range p.figures {
		o, n := p.old.figures[ij[0]], p.new.figures[ij[1]]
		if roleOf(p.old.masked, o) == figure.AsOf && roleOf(p.new.masked, n) == figure.AsOf && o.Date.Compare(n.Date) < 0 {
			advanced = true
		}
	}
	p.later = p.periodMovedOn()
	if advanced {
		d.updated[p.new.statements[0].scope(d.new)] = true
	}
	var dates [][2]int
	for _, ij := range p.figures {
		o, n := p.old.figures[ij[0]], p.new.figures[ij[1]]
		if sameValue(o, n) && sameBound(o, n) {
			notation = notation || foldWords(o.Text) != foldWords(n.Text)
			continue
		}
		if isDate(o) && (roleOf(p.new.masked, n) == figure.AsOf || p.later && ij == p.figures[0]) {
			dates = append(dates, ij)
			continue
		}
		d.figure(p, ij[0], ij[1])
	}
	if len(d.changes) == before {
		// The as-of date alone moved on, or the page's own date did.
		for _, ij := range dates {
			d.figure(p, ij[0], ij[1])
		}
	}
	if len(p.old.alone) == 1 && len(p.new.alone) == 1 &&
		p.old.context(p.old.alone[0]).likeness(p.new.context(p.new.alone[0])) >= likeEnough {
		// One thing told in another measure: 有效期3年 -> 有效期至2027年12月31日.
		d.figure(p, p.old.alone[0], p.new.alone[0])
		p.old.alone, p.new.alone = nil, nil
	}
	for _, i := range p.old.alone {
		d.loneFigure(p, i, -1)
	}
	for _, j := range p.new.alone {
		d.loneFigure(p, -1, j)
	}
	if len(d.changes) > before {
		return
	}
	v := version{p.old.statements, p.new.statements}
	c := d.silent(Reformatted, v)
	c.OldQuote.Marked, c.NewQuote.Marked = p.marks()
	switch numbers := p.bareNumbers(c); {
	case len(numbers) > 0:
		for _, n := range numbers {
			n.Section, n.OldCite, n.NewCite = c.Section, c.OldCite, c.NewCite
			d.add(p.new.statements[0].index, n)
		}
		return
	case turns(obliges(p.old.masked), obliges(p.new.masked)) && len(c.OldQuote.Marked)+len(c.NewQuote.Marked) <= 6 && likeness(p.old.grams, p.new.grams) >= likeEnough:
		c.Kind, c.Severity = MeasureAmended, Minor
		c.Subject = d.section(p.new, d.new)
	case p.new.statements[0].row && itemsChanged(p.old.masked, p.new.masked):
		c.Kind, c.Severity = MeasureAmended, Minor
		c.Subject = rowName(p.new.masked)
	case len(p.figures) > 0 && boundSide(c.OldQuote)*boundSide(c.NewQuote) < 0:
		// The words of a bound turned round, too far from the figure for its
		// reader to see.
		ij := p.figures[0]
		c.Kind, c.Severity, c.Subject = BoundChanged, Major, subjectOf(p.new, ij[1])
		c.Old, c.New = valueOf(p.old.figures[ij[0]]), valueOf(p.new.figures[ij[1]])
	case notation:
		c.Kind = NotationOnly
	}
	d.add(p.new.statements[0].index, c)
}

// bareNumbers returns changes of numbers that say of nothing what they count
// ("under 11"), where the sentences differ in nothing else.
func (p *sentencePair) bareNumbers(c Change) []Change {
	o, n := p.old.statements[0], p.new.statements[0]
	if len(p.old.statements) > 1 || len(p.new.statements) > 1 || o.shape != n.shape || o.shape == 0 ||
		len(c.OldQuote.Marked) != len(c.NewQuote.Marked) {
		return nil
	}
	var changes []Change
	for k, from := range c.OldQuote.Marked {
		to := c.NewQuote.Marked[k]
		a, aok := bareNumber(p.old.masked, from)
		b, bok := bareNumber(p.new.masked, to)
		if !aok || !bok || a.Equal(b) {
			continue
		}
		one := c
		one.Kind, one.Severity, one.Delta = FigureChanged, Minor, b.Sub(a).String()
		one.Old = &Value{Text: from.Of(p.old.text), Value: a.String(), Bound: figure.Equal}
		one.New = &Value{Text: to.Of(p.new.text), Value: b.String(), Bound: figure.Equal}
		one.Subject = wordsBefore(p.new.masked[:to.Start])
		changes = append(changes, one)
	}
	return changes
}

// bareNumber reads a span that is a number by itself: no label, telephone
// number, date or part of a name.
func bareNumber(text string, s Span) (figure.Decimal, bool) {
	const longest = 9 // digits
	words := s.Of(text)
	v, err := decimal.NewFromString(words)
	if err != nil || len(words) > longest || len(words) > 1 && words[0] == '0' || words[0] == '-' ||
		isReference(text, s.Start, s.End) || isName(text, s.Start, s.End) {
		return v, false
	}
	before, _ := utf8.DecodeLastRuneInString(text[:s.Start])
	after, _ := utf8.DecodeRuneInString(text[s.End:])
	const joined = "-–—./:：年月日号条款项章节#第期"
	return v, !strings.ContainsRune(joined, before) && !(strings.ContainsRune(joined, after) && after != '.')
}

func (p *sentencePair) marks() (old, new []Span) {
	from := make([]bool, len(p.new.tokens))
	// A figure written another way is a changed figure only if its value is.
	differ := func(i, j int) bool {
		a, b := p.old.tokens[i], p.new.tokens[j]
		if a.figure < 0 || b.figure < 0 {
			return false
		}
		x, y := p.old.figures[a.figure], p.new.figures[b.figure]
		return !sameValue(x, y) || !sameBound(x, y) || foldWords(x.Text) != foldWords(y.Text)
	}
	for i, j := range p.to {
		if j >= 0 && !differ(i, j) {
			from[j] = true
		}
	}
	old = marks(p.old.text, p.old.tokens, func(i int) bool { return p.to[i] >= 0 && !differ(i, p.to[i]) })
	new = marks(p.new.text, p.new.tokens, func(j int) bool { return from[j] })
	return old, new
}

// silent is a change of a sentence that says what it said before.
func (d *documentDiff) silent(kind ChangeKind, v version) Change {
	texts := func(list []*statement) string {
		var ts []string
		for _, s := range list {
			ts = append(ts, s.text)
		}
		return strings.Join(ts, "\n")
	}
	return Change{Kind: kind, Severity: Silent, Section: d.statementSection(d.new, v.new[0]),
		OldQuote: Quote{Text: texts(v.old)}, NewQuote: Quote{Text: texts(v.new)},
		OldCite: cite(d.old, v.old), NewCite: cite(d.new, v.new)}
}

func (d *documentDiff) statementSection(doc *Document, s *statement) string {
	if s.section < 0 {
		return ""
	}
	return doc.Sections[s.section].name()
}

func (d *documentDiff) section(s *sentence, doc *Document) string {
	return d.statementSection(doc, s.statements[0])
}

// cite points at statements of one section of a document.
func cite(doc *Document, list []*statement) Citation {
	first := list[0]
	if first.section < 0 {
		return Citation{Document: doc.ID}
	}
	c := Citation{Document: doc.ID, Section: doc.Sections[first.section].ID, Start: first.span.Start, End: first.span.End}
	for _, s := range list[1:] {
		if s.section == first.section && !s.heading && !first.heading {
			c.Start, c.End = min(c.Start, s.span.Start), max(c.End, s.span.End)
		}
	}
	return c
}

// figure reports that figure i of the old sentence became figure j of the new
// one.
func (d *documentDiff) figure(p *sentencePair, i, j int) {
	o, n := p.old.figures[i], p.new.figures[j]
	c := d.figureChange(p)
	c.Old, c.New, c.Delta = valueOf(o), valueOf(n), deltaOf(o, n)
	c.Subject = subjectOf(p.new, j)
	c.Kind, c.Severity = FigureChanged, Major
	oldRole, newRole := roleOf(p.old.masked, o), roleOf(p.new.masked, n)
	switch {
	case sameValue(o, n):
		c.Kind, c.Delta = BoundChanged, ""
		if side(o.Bound) == 0 && side(n.Bound) == 0 {
			c.Severity = Minor // 约50 -> 50
		}
	case isDate(n) && (oldRole == figure.AsOf || newRole == figure.AsOf || p.later && j == p.figures[0][1]):
		c.Kind, c.Severity = FigureUpdated, Minor
	case o.Dimension == figure.DateRange && n.Dimension == figure.DateRange && o.Date != n.Date && o.Until == n.Until:
		c.Kind = EffectiveDateChanged
	case o.Dimension == figure.DateRange && n.Dimension == figure.DateRange && (oldRole == figure.Effective || newRole == figure.Effective || newRole == figure.Deadline):
		c.Kind = DeadlineMoved
	case isDate(n) && (oldRole == figure.Deadline || newRole == figure.Deadline):
		c.Kind = DeadlineMoved
	case isDate(n) && (oldRole == figure.Effective || newRole == figure.Effective):
		c.Kind = EffectiveDateChanged
	case !isDate(n) && d.later(p, o, n):
		c.Kind, c.Severity = FigureUpdated, Minor
	case o.Dimension == figure.Number && n.Dimension == figure.Number:
		c.Severity = Minor
	}
	d.add(p.new.statements[0].index, c)
}

// periodMovedOn reports whether the sentence begins with the period or day it
// tells of, and that is later now: "2021年全县完成改造1260户" -> "2022年…".
func (p *sentencePair) periodMovedOn() bool {
	if len(p.figures) < 2 {
		return false
	}
	o, n := p.old.figures[p.figures[0][0]], p.new.figures[p.figures[0][1]]
	opens := func(s *sentence, f figure.Figure) bool {
		role := roleOf(s.masked, f)
		return isDate(f) && role != figure.Deadline && role != figure.Effective && foldWords(s.masked[:f.Start]) == ""
	}
	return opens(p.old, o) && opens(p.new, n) && o.Date.Compare(n.Date) < 0
}

// later reports whether the new figure is the same statistic at a later date
// rather than another rule.
func (d *documentDiff) later(p *sentencePair, o, n figure.Figure) bool {
	if !o.AsOf.IsZero() && !n.AsOf.IsZero() {
		return o.AsOf.Compare(n.AsOf) < 0
	}
	return (p.later || d.updated[p.new.statements[0].scope(d.new)]) && side(o.Bound) == 0 && side(n.Bound) == 0
}

// scope is the part within which an as-of date holds for what follows it: the
// sections under one heading.
func (s *statement) scope(doc *Document) string {
	if s.section < 0 {
		return ""
	}
	return strings.Join(doc.Sections[s.section].Heading, "\n")
}

// loneFigure reports a figure that left (j < 0) or joined a sentence.
func (d *documentDiff) loneFigure(p *sentencePair, i, j int) {
	c := d.figureChange(p)
	c.Kind, c.Severity = MeasureAmended, Minor
	if i >= 0 {
		c.Old, c.Subject = valueOf(p.old.figures[i]), subjectOf(p.old, i)
	} else {
		c.New, c.Subject = valueOf(p.new.figures[j]), subjectOf(p.new, j)
	}
	d.add(p.new.statements[0].index, c)
}

// figureChange is a change with the place and the quotes of a pair of
// sentences.
func (d *documentDiff) figureChange(p *sentencePair) Change {
	c := Change{Section: d.section(p.new, d.new), OldQuote: Quote{Text: p.old.text}, NewQuote: Quote{Text: p.new.text},
		OldCite: cite(d.old, p.old.statements), NewCite: cite(d.new, p.new.statements)}
	c.OldQuote.Marked, c.NewQuote.Marked = p.marks()
	return c
}

// subjectOf says in the document's words what a figure is about.
func subjectOf(s *sentence, i int) string {
	f := s.figures[i]
	if st := s.statements[0]; st.row {
		name := rowName(s.masked)
		header := cells(st.header)
		for k, cell := range cells(s.masked) {
			if f.Start < cell.Start || f.Start >= cell.End {
				continue
			}
			column := ""
			if !strings.ContainsAny(s.masked, "|\t") {
				column = wordsBefore(s.masked[cell.Start:f.Start])
			} else if k < len(header) {
				column = header[k].Of(st.header)
			}
			if column = trimMarks(column); column != "" && column != trimMarks(name) {
				return trimMarks(name) + " · " + column
			}
		}
		return trimMarks(name)
	}
	if f.Subject != "" {
		return trimMarks(f.Subject)
	}
	return wordsBefore(s.masked[:f.Start])
}

// wordsBefore is the end of what stands before a figure in its clause.
func wordsBefore(before string) string {
	if k := strings.LastIndexAny(before, "，。；：,;:\n|、（("); k >= 0 {
		_, n := utf8.DecodeRuneInString(before[k:])
		before = before[k+n:]
	}
	before = strings.TrimSpace(before[markerEnd(before):])
	const most = 24 // characters
	if utf8.RuneCountInString(before) > most {
		runes := []rune(before)
		before = string(runes[len(runes)-most:])
		if k := strings.IndexByte(before, ' '); k >= 0 && isASCII(before) {
			before = before[k+1:]
		}
	}
	return trimMarks(before)
}

func trimMarks(s string) string {
	return strings.Join(strings.Fields(strings.Trim(s, " \t*_`|#>")), " ")
}

// comings reports what has no counterpart: whole sections as measures, the
// rest by section.
func (d *documentDiff) comings(removed, added []*sentence, a alignment) {
	gone, came := byPart(removed), byPart(added)
	whole := func(doc *Document, parts map[int][]*sentence, all []version, side func(version) []*statement) map[int]bool {
		kept := map[int]bool{}
		for _, v := range all {
			for _, s := range side(v) {
				kept[s.part] = true
			}
		}
		w := map[int]bool{}
		for at := range parts {
			w[at] = at >= 0 && !kept[at] && doc.Sections[at].name() != ""
		}
		return w
	}
	all := slices.Concat(a.same, a.like)
	wholeOld := whole(d.old, gone, all, func(v version) []*statement { return v.old })
	wholeNew := whole(d.new, came, all, func(v version) []*statement { return v.new })
	oldNamed := map[string]int{}
	for at := range gone {
		if at >= 0 && d.old.Sections[at].name() != "" {
			oldNamed[d.old.Sections[at].name()] = at
		}
	}
	told := map[int]bool{}
	for _, at := range sortedKeys(came) {
		partner := -2
		if at == -1 {
			if len(gone[-1]) > 0 {
				partner = -1
			}
		} else if k, ok := oldNamed[d.new.Sections[at].name()]; ok {
			partner = k
		}
		if partner == -2 && wholeNew[at] {
			d.wholeSection(MeasureAdded, d.new, at, came[at])
			continue
		}
		if partner != -2 {
			told[partner] = true
		}
		d.amended(at, gone[partner], came[at])
	}
	for _, at := range sortedKeys(gone) {
		switch {
		case told[at]:
		case wholeOld[at]:
			d.wholeSection(MeasureRemoved, d.old, at, gone[at])
		default:
			d.amended(at, gone[at], nil)
		}
	}
}

func byPart(list []*sentence) map[int][]*sentence {
	m := map[int][]*sentence{}
	for _, s := range list {
		at := s.statements[0].part
		m[at] = append(m[at], s)
	}
	return m
}

func sortedKeys(m map[int][]*sentence) []int {
	var keys []int
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// wholeSection reports a section that came or went with all it says.
func (d *documentDiff) wholeSection(kind ChangeKind, doc *Document, at int, list []*sentence) {
	c := Change{Kind: kind, Severity: Major, Document: doc.ID, Title: doc.Title, Section: doc.Sections[at].name()}
	c.Subject = c.Section
	if n := len(doc.Sections[at].Heading); n > 0 {
		c.Subject = doc.Sections[at].Heading[n-1]
	}
	q, statements := joined(list)
	place := list[0].statements[0].index
	if kind == MeasureAdded {
		c.NewQuote, c.NewCite = q, cite(doc, statements)
	} else {
		c.OldQuote, c.OldCite = q, cite(doc, statements)
		place = d.after(doc, at)
	}
	d.add(place, c)
}

// after returns where in the new document what stood in section at of the old
// one is told: after everything else.
func (d *documentDiff) after(doc *Document, at int) int { return 1<<30 + at }

// joined is the text of several statements as one quote, all of it marked.
func joined(list []*sentence) (Quote, []*statement) {
	var texts []string
	var statements []*statement
	for _, s := range list {
		texts = append(texts, s.text)
		statements = append(statements, s.statements...)
	}
	text := strings.Join(texts, "\n")
	if text == "" {
		return Quote{}, nil
	}
	return Quote{Text: text, Marked: []Span{{0, len(text)}}}, statements
}

// amended reports what came and went in a section that stays: a change for
// each statement with figures that are told nowhere else, and one for the
// rest.
func (d *documentDiff) amended(at int, gone, came []*sentence) {
	place, doc := 1<<30, d.old
	if len(came) > 0 {
		place, doc = came[0].statements[0].index, d.new
	}
	change := func() Change {
		c := Change{Kind: MeasureAmended, Severity: Minor, Document: doc.ID, Title: doc.Title}
		if at >= 0 {
			c.Section = doc.Sections[at].name()
		}
		return c
	}
	var restGone, restCame []*sentence
	for _, s := range gone {
		switch {
		case len(s.alone) > 0:
			c := change()
			c.Old, c.Subject = valueOf(s.figures[s.alone[0]]), subjectOf(s, s.alone[0])
			q, st := joined([]*sentence{s})
			c.OldQuote, c.OldCite = q, cite(d.old, st)
			d.add(place, c)
		case len(s.figures) == 0:
			restGone = append(restGone, s)
		}
	}
	for _, s := range came {
		switch {
		case len(s.alone) > 0:
			c := change()
			c.New, c.Subject = valueOf(s.figures[s.alone[0]]), subjectOf(s, s.alone[0])
			q, st := joined([]*sentence{s})
			c.NewQuote, c.NewCite = q, cite(d.new, st)
			d.add(s.statements[0].index, c)
		case len(s.figures) == 0:
			restCame = append(restCame, s)
		}
	}
	if len(restGone)+len(restCame) == 0 {
		return
	}
	c := change()
	c.Subject = c.Section
	old, oldStatements := joined(restGone)
	new, newStatements := joined(restCame)
	c.OldQuote, c.NewQuote = old, new
	if len(oldStatements) > 0 {
		c.OldCite = cite(d.old, oldStatements)
	}
	if len(newStatements) > 0 {
		c.NewCite = cite(d.new, newStatements)
		place = newStatements[0].index
	}
	if onlyHeadings(restGone) && onlyHeadings(restCame) ||
		len(restGone) == 1 && len(restCame) == 1 && !restCame[0].statements[0].row && likeness(restGone[0].grams, restCame[0].grams) >= reworded {
		c.Kind, c.Severity = Reformatted, Silent
	}
	d.add(place, c)
}

// reworded is the likeness from which a sentence without figures that stands
// alone in the place of another says the same in other words.
const reworded = 0.2

// onlyHeadings reports whether the list holds headings and titles only: a
// heading that is renamed amends nothing.
func onlyHeadings(list []*sentence) bool {
	return !slices.ContainsFunc(list, func(s *sentence) bool { return !s.statements[0].heading })
}

// renumbered reports, once for each, sections that say the same under
// another number.
func (d *documentDiff) renumbered(a alignment) {
	type move struct{ old, new int }
	votes := map[move]int{}
	total := map[int]int{}
	for _, v := range slices.Concat(a.same, a.like) {
		o, n := v.old[0].section, v.new[0].section
		if o >= 0 && n >= 0 && !v.new[0].heading {
			votes[move{o, n}]++
			total[n]++
		}
	}
	for m, count := range votes {
		from, to := d.old.Sections[m.old].Number, d.new.Sections[m.new].Number
		if from == "" || to == "" || from == to || 2*count <= total[m.new] {
			continue
		}
		at := 0
		for _, v := range a.same {
			if v.new[0].section == m.new {
				at = v.new[0].index
				break
			}
		}
		d.add(at, Change{Kind: Renumbered, Severity: Silent, Section: to, Subject: to,
			OldQuote: Quote{Text: from}, NewQuote: Quote{Text: to},
			OldCite: Citation{Document: d.old.ID, Section: d.old.Sections[m.old].ID},
			NewCite: Citation{Document: d.new.ID, Section: d.new.Sections[m.new].ID}})
	}
}

// source reports an effective date that the document's own particulars give,
// unless its text told the same.
func (d *documentDiff) source() {
	old, new := d.old.Source.Effective, d.new.Source.Effective
	if old == new || old.IsZero() || new.IsZero() {
		return
	}
	for _, c := range d.changes {
		if c.Kind == EffectiveDateChanged && c.New != nil && c.New.Value == new.String() {
			return
		}
	}
	d.add(0, Change{Kind: EffectiveDateChanged, Severity: Major, Subject: d.new.Title,
		Old: &Value{Text: old.String(), Value: old.String(), Unit: "date", Bound: figure.Equal},
		New: &Value{Text: new.String(), Value: new.String(), Unit: "date", Bound: figure.Equal}, Delta: daysBetween(old, new)})
}

// The words that forbid, oblige and allow.
var (
	forbids = regexp.MustCompile(`(?i)不得|禁止|严禁|不准|不予|不允许|\b(?:must|shall|may|can) not\b|\bcannot\b|\b(?:prohibit|forbid)|\bnot (?:be )?(?:permitted|allowed|eligible)\b`)
	binds   = regexp.MustCompile(`(?i)应当|必须|须|应|\b(?:must|shall|required to|ha(?:s|ve) to)\b`)
	allows  = regexp.MustCompile(`(?i)可以|可|\b(?:may|can|allowed to|permitted to)\b`)
)

// obliges tells whether a sentence forbids, obliges or allows: a word that
// turns one into another is more than wording.
func obliges(text string) string {
	switch {
	case forbids.MatchString(text):
		return "forbids"
	case binds.MatchString(text):
		return "obliges"
	case allows.MatchString(text):
		return "allows"
	}
	return ""
}

// turns reports whether what a sentence does has become another thing.
func turns(old, new string) bool {
	return old != new && (old != "" && new != "" || old == "forbids" || new == "forbids")
}

// boundWords matches words that bound a figure, the negated ones first: 不多于
// holds 多于. The first group bounds from above, the second from below.
var boundWords = regexp.MustCompile(`(?i)(不(?:得)?(?:超过|高于|多于|大于)|至多|最高|最多|上限|\b(?:up to|at most|(?:no|not) (?:more|greater|longer|later)|not exceed\w*|maximum)\b)` +
	`|(不(?:得)?(?:少于|低于|小于)|至少|最低|最少|下限|\b(?:at least|(?:no|not) (?:less|fewer|earlier)|minimum)\b)` +
	`|(以下|以内|之内|低于|少于|不足|不满|\b(?:under|less|fewer|below|within)\b)` +
	`|(以上|超过|高于|多于|\b(?:more|over|above|exceed\w*)\b)`)

// boundSide tells how the marked words of a quote bound a figure: -1 from
// above, 1 from below, 0 where they do not or it cannot be told.
func boundSide(q Quote) int {
	var words strings.Builder
	for _, m := range q.Marked {
		// The marked words with one character more on each side, since 不少于
		// and 不多于 differ in one.
		start, end := m.Start, m.End
		for range 2 {
			_, n := utf8.DecodeLastRuneInString(q.Text[:start])
			start -= n
			_, n = utf8.DecodeRuneInString(q.Text[end:])
			end += n
		}
		words.WriteString(q.Text[start:end])
		words.WriteByte('\n')
	}
	below, above := false, false
	for _, m := range boundWords.FindAllStringSubmatchIndex(words.String(), -1) {
		if m[2] >= 0 || m[6] >= 0 {
			below = true
		} else {
			above = true
		}
	}
	switch {
	case below && !above:
		return -1
	case above && !below:
		return 1
	}
	return 0
}

// itemsChanged reports whether a cell of a row gained or lost items of a
// list, its other items being the same.
func itemsChanged(old, new string) bool {
	a, b := cells(old), cells(new)
	for k := range min(len(a), len(b)) {
		x, y := items(a[k].Of(old)), items(b[k].Of(new))
		if len(x) != len(y) && (subset(x, y) || subset(y, x)) && len(x) > 0 && len(y) > 0 {
			return true
		}
	}
	return false
}

func items(cell string) []string {
	var list []string
	for _, item := range strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune(",，、;；", r) }) {
		if f := foldWords(item); f != "" {
			list = append(list, f)
		}
	}
	return list
}

func subset(a, b []string) bool {
	return !slices.ContainsFunc(a, func(s string) bool { return !slices.Contains(b, s) })
}
