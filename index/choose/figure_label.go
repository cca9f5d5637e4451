package choose

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strings"

	"policybot/index/lexicon"
	"policybot/knowledge/frame"
)

// label is the words that say what one figure is of.
type label struct {
	before, after []labelWord // the figure in its own stretch of the sentence
	fronted       []labelWord // before it, in a clause of that stretch of their own
	inherited     []labelWord // said once, for an earlier figure too
	narrowed      bool        // 情节严重的: it holds where more is so than for the figure before it
	other         bool        // otherwise, 其他: it holds where none of the others does
}

type labelWord struct {
	known
	weight float64
	at     int  // byte of the text
	far    bool // said for more than the list of the figure: before a colon
	denied bool // 不, not before it
	shared bool // a later figure inherits it
}

// own returns the words of the label that are said of it alone, in order.
func (l *label) own() []labelWord {
	all := make([]labelWord, 0, len(l.fronted)+len(l.before)+len(l.after))
	return append(append(append(all, l.fronted...), l.before...), l.after...)
}

// leastLabelWeight is what a word of a label weighs at least: names weigh
// nothing in a dictionary that does not have them.
const leastLabelWeight = 3

// labels returns what each figure of a sentence is of, by words. A later figure
// inherits what is said before the first of its kind and not said anew.
func labels(text string, bound []frame.Binding) []label {
	all := make([]label, len(bound))
	words := contentWords(text, bound)
	for i := range bound {
		all[i] = labelOf(text, words, &bound[i])
		if bound[i].Part[0] < bound[i].Part[1] {
			all[i].inherited = besideParts(words, bound, i)
		}
	}
	for _, dates := range []bool{false, true} {
		last := -1
		for i := range bound {
			if isDay(bound[i].Figure) != dates || bound[i].Condition {
				continue
			}
			if last >= 0 && bound[i].Part == [2]int{} {
				inherit(text, &all[last], &all[i], &bound[last], &bound[i])
			}
			last = i
		}
	}
	return all
}

// contentWords returns the words of text that say something, those within its
// figures left out.
func contentWords(text string, bound []frame.Binding) []labelWord {
	var words []labelWord
	for _, w := range lexicon.Segment(text) {
		folded := strings.ToLower(w.Text)
		if !tells(w, folded) || inFigures(bound, w.Start) {
			continue
		}
		weight := max(leastLabelWeight, lexicon.Weight(folded, languageOf(folded)))
		words = append(words, labelWord{known: knownWord(folded), weight: weight, at: w.Start, denied: denied(text, w.Start)})
	}
	return words
}

func inFigures(bound []frame.Binding, at int) bool {
	for i := range bound {
		if f := bound[i].Figure; !isDay(f) && f.Start <= at && at < f.End {
			return true
		}
	}
	return false
}

func labelOf(text string, words []labelWord, b *frame.Binding) label {
	var l label
	own := b.Own
	if b.Part[0] < b.Part[1] {
		own = b.Part
	}
	for _, w := range words {
		switch {
		case b.Part[0] < b.Part[1] && b.Part[0] <= w.at && w.at < b.Part[1]:
			l.before = append(l.before, w)
		case w.at < b.Own[0] || w.at >= b.Own[1]:
		case b.Part[0] < b.Part[1]:
			// what stands beside a list told 分别 is of all its figures
		case w.at >= b.Figure.End:
			l.after = append(l.after, w)
		case w.at >= b.Clause[0]:
			l.before = append(l.before, w)
		default:
			w.far = strings.ContainsAny(text[w.at:b.Clause[0]], "：:；;。")
			l.fronted = append(l.fronted, w)
		}
	}
	l.narrowed = underneath.MatchString(text[own[0]:own[1]])
	l.other = otherwise.MatchString(text[own[0]:max(own[0], min(own[1], b.Figure.End))])
	return l
}

// besideParts returns what is said of all figures of a list told 分别, of which
// figure i is one: the words beside its parts.
func besideParts(words []labelWord, bound []frame.Binding, i int) []labelWord {
	first := i
	for first > 0 && bound[first-1].Part[0] < bound[first-1].Part[1] && bound[first-1].Branch == bound[i].Branch {
		first--
	}
	var beside []labelWord
	for _, w := range words {
		if w.at >= bound[first].Own[0] && w.at < bound[i].Clause[1] && !inPart(bound, w.at) {
			w.shared = true
			beside = append(beside, w)
		}
	}
	return beside
}

func inPart(bound []frame.Binding, at int) bool {
	for i := range bound {
		if bound[i].Part[0] <= at && at < bound[i].Part[1] {
			return true
		}
	}
	return false
}

// otherwise matches what begins the words of a figure that holds where the
// others do not.
var otherwise = regexp.MustCompile(`(?i)^[\s，；、,;]*(?:and |or )?(?:otherwise|in (?:all|any) other cases?|(?:all |any )?others?\b|else\b)|^[\s，；、]*对?(?:否则|其他|其它|其余)`)

// underneath matches what begins a clause that narrows the one before it
// instead of taking its place: 情节严重的, 逾期不改正的, 其中.
var underneath = regexp.MustCompile(`^[\s，；、]*(?:但|对)?(?:其中)?(?:情节|逾期|拒不|造成|构成|再次|屡次|多次|仍)|(?i)^[\s,;]*(?:if (?:the )?(?:offen[cs]e|breach|violation) is|in serious|for (?:a )?(?:repeat|second|subsequent))\b`)

// whomAt returns where the stretch before a figure says whom it is for, -1 where
// it does not: 对A给予300元；对B给予200元 say nothing of each other.
func whomAt(text string, b *frame.Binding) int {
	at := whom.FindStringSubmatchIndex(text[b.Own[0]:max(b.Own[0], b.Figure.Start)])
	if at == nil {
		return -1
	}
	return b.Own[0] + at[2]
}

var whom = regexp.MustCompile(`(?i)(?:^|[，；。：\n,;.）)]|可以|应当|并)\s*(对|向|for |to )`)

// inherit gives a figure what the one before it is of and its own words do not
// say anew.
func inherit(text string, from, to *label, earlier, b *frame.Binding) {
	fronted, before := from.fronted, from.before
	if at := whomAt(text, earlier); at >= 0 && whomAt(text, b) >= 0 {
		fronted, before = until(fronted, at), until(before, at)
	}
	if len(to.fronted) == 0 || underneath.MatchString(text[b.Own[0]:b.Own[1]]) {
		to.inherited = append(share(fronted), from.inherited...)
	}
	to.inherited = append(to.inherited, notSaidAnew(before, to.before)...)
	if len(to.after) == 0 {
		to.inherited = append(to.inherited, share(from.after)...)
	}
	if len(from.after) == 0 && len(to.before) == 0 && len(to.fronted) == 0 {
		from.inherited = append(from.inherited, to.after...) // 50万元、20万元的奖励
	}
}

// until returns the words before a place.
func until(words []labelWord, at int) []labelWord {
	n := 0
	for n < len(words) && words[n].at < at {
		n++
	}
	return words[:n]
}

// share marks words as said of a later figure too.
func share(words []labelWord) []labelWord {
	for i := range words {
		words[i].shared = true
	}
	return slices.Clone(words)
}

// notSaidAnew returns the words of from that to neither repeats nor puts
// another in the place of: of 城镇居民低保标准 before 农村居民, 低保标准.
func notSaidAnew(from, to []labelWord) []labelWord {
	taken := make([]bool, len(from))
	for _, w := range to {
		best, which := float32(-1), -1
		for i := range from {
			near := nearness(&from[i].known, &w.known)
			if near == 1 {
				which = -1
				break
			}
			if !taken[i] && near > best {
				best, which = near, i
			}
		}
		if which >= 0 {
			taken[which] = true
		}
	}
	var kept []labelWord
	for i := range from {
		if !taken[i] {
			from[i].shared = true
			kept = append(kept, from[i])
		}
	}
	return kept
}

// describeLabels holds the words of the question against what each figure is
// of. What tells is a word that is said of one figure and not of the others.
func describeLabels(q *Question, k *Candidate, bound []frame.Binding, list []FigureChoice) {
	all := labels(k.text, bound)
	own := questionWords(q)
	chosen := make([]*label, len(list))
	for i := range list {
		for n := range bound {
			if bound[n].Figure.Start == list[i].Figure.Start {
				chosen[i] = &all[n]
			}
		}
	}
	denied := make([]bool, len(list))
	for i, l := range chosen {
		denied[i] = l.denies(own)
	}
	contrast(own, chosen, denied, list)
	target := make([]labelWord, len(q.target))
	for i, w := range q.target {
		target[i] = labelWord{known: knownWord(w.text), weight: w.weight}
	}
	otherSaid := 0.0
	for i, l := range chosen {
		share, unsaid := said(alternative(k.text, l.apart(chosen), own), own)
		v := list[i].Features
		v.set("label said", share)
		if share >= leastSaid {
			delete(v, "in brackets") // 30人以上（山区为20人以上）, for 山区
		}
		v.set("label unsaid", min(1, unsaid/mostUnsaid))
		if denied[i] {
			v.set("label denied", certain)
		}
		if !l.other {
			otherSaid = max(otherSaid, share)
		}
		v.set("label holds", l.share(own))
		v.set("target context", l.share(target))
		list[i].unfit = denied[i] || l.narrowed && i > 0 && share < leastSaid
	}
	for i, l := range chosen {
		if l.other {
			list[i].Features.set("otherwise", certain*(1-otherSaid))
			list[i].Features.set("otherwise, but a case is said", certain*otherSaid)
		}
	}
}

// mostUnsaid is the weight of unsaid words from which on more make no
// difference: about two words.
const mostUnsaid = 12

// leastSaid is the share of what narrows a figure (情节严重的) that a question for
// it says.
const leastSaid = 0.3

// share returns how much of the question's words the label holds.
func (l *label) share(own []labelWord) float64 {
	sum, total := 0.0, 0.0
	for i := range own {
		sum += own[i].weight * l.holds(&own[i])
		total += own[i].weight
	}
	if total == 0 {
		return 0
	}
	return sum / total
}

// apart returns the words of a label that tell it from some other label.
func (l *label) apart(all []*label) []labelWord {
	var words []labelWord
	for _, w := range l.own() {
		if w.shared {
			continue
		}
		for _, other := range all {
			if other != l && other.holds(&w) < exactly {
				words = append(words, w)
				break
			}
		}
	}
	return words
}

// alternative returns words with only one of the things that a list of them
// names, the one the question says most of: 9元 of "远郊镇、街市、林场9元" is
// said of each.
func alternative(text string, words, own []labelWord) []labelWord {
	slices.SortFunc(words, func(a, b labelWord) int { return cmp.Compare(a.at, b.at) })
	var kept []labelWord
	var parts [][]labelWord
	flush := func() {
		kept = append(kept, mostSaid(parts, own)...)
		parts = nil
	}
	for i, w := range words {
		if i == 0 {
			parts = append(parts, []labelWord{w})
			continue
		}
		between := text[min(w.at, words[i-1].at+len(words[i-1].text)):w.at]
		switch {
		case listBreak.MatchString(between):
			flush()
			parts = append(parts, []labelWord{w})
		case listJoin.MatchString(between):
			parts = append(parts, []labelWord{w})
		default:
			parts[len(parts)-1] = append(parts[len(parts)-1], w)
		}
	}
	flush()
	return kept
}

// listBreak matches what ends a list of things, listJoin what stands between
// two of them.
var (
	listBreak = regexp.MustCompile(`[，：:,]|[；;。][^\n]|\. `)
	listJoin  = regexp.MustCompile(`(?i)[、或\n]|\bor\b`)
)

// mostSaid returns the part of a list that the question says most of, or where
// it says none, the lightest.
func mostSaid(parts [][]labelWord, own []labelWord) []labelWord {
	best, most, least := 0, 0.0, math.Inf(1)
	for i, part := range parts {
		share, unsaid := said(part, own)
		if share < leastSaid {
			share = 0
		}
		if share > most || share == most && unsaid < least {
			best, most, least = i, share, unsaid
		}
	}
	if len(parts) == 0 {
		return nil
	}
	return parts[best]
}

// questionWords returns the telling words of a question and whether it denies
// them: 情节不严重.
func questionWords(q *Question) []labelWord {
	own := make([]labelWord, len(q.words))
	text := strings.ToLower(q.Text)
	for i, w := range q.words {
		own[i] = labelWord{known: knownWord(w.text), weight: max(leastLabelWeight, w.weight)}
		if at := strings.Index(text, w.text); at >= 0 {
			own[i].denied = denied(text, at)
		}
	}
	return own
}

// denied reports whether what stands before a word turns it round.
func denied(text string, at int) bool { return deny.MatchString(text[max(0, at-denyReach):at]) }

// denyReach is how many bytes before a word what turns it round may begin.
const denyReach = 48

var deny = regexp.MustCompile(`(?:[不未没非无]|没有|未能|不是|没到|没有到|未到|不到|不构成|未构成|没构成)(?:直接|再|被|能)?$|(?:没到|未到|不是|没有到|不算|不属于)情节$|(?i)\b(?:not|no|non|never|without|don't|doesn't|isn't|aren't)[ -](?:the |a |an |any |yet )?$`)

// contrast compares, word by word of the question, the figures it is said of.
func contrast(own []labelWord, chosen []*label, denied []bool, list []FigureChoice) {
	held := make([]float64, len(chosen))
	total := 0.0
	for w := range own {
		near := make([]float64, len(chosen))
		most, least := 0.0, 1.0
		exact := false
		for i, l := range chosen {
			near[i] = l.holds(&own[w])
			exact = exact || near[i] >= exactly
		}
		for i := range near {
			if exact && near[i] < exactly {
				near[i] = 0 // 农村 is said: 城镇 is another
			}
			most, least = max(most, near[i]), min(least, near[i])
		}
		if most < leastAlikeWord || most-least < leastContrast {
			continue
		}
		weight := own[w].weight * (most - least)
		total += weight
		for i := range near {
			if denied[i] {
				continue
			}
			held[i] += weight * (near[i] - least) / (most - least)
		}
	}
	if total == 0 {
		return
	}
	for i := range held {
		held[i] /= total
		list[i].Features.set("contrast", certain*held[i])
		list[i].Features.flag("no contrast", held[i] == 0)
	}
}

// certain is the value of features that are seldom there and hardly ever
// mislead: what is learned from few questions is held small.
const certain = 3

const (
	leastContrast = 0.3  // how much nearer a word must be to one figure than to another to tell them apart
	exactly       = 0.84 // what counts as the word itself where some figure has it
)

// holds returns how near the label is to a word of a question: what is
// inherited counts nearly as much.
func (l *label) holds(w *labelWord) float64 {
	best := 0.0
	for n, list := range [][]labelWord{l.fronted, l.before, l.after, l.inherited} {
		for i := range list {
			near := nearSaid(w, &list[i])
			if list[i].far {
				near *= farShare
			}
			if n == 3 {
				near *= inheritedShare
			}
			best = max(best, near)
		}
	}
	return best
}

// How much words count that are said of other figures too.
const (
	inheritedShare = 0.9
	farShare       = 0.7
)

// nearSaid is nearWords for words that are both denied, or neither.
func nearSaid(a, b *labelWord) float64 {
	if a.denied != b.denied {
		return 0
	}
	return nearWords(&a.known, &b.known)
}

// nearWords is nearness, but words that differ by a number only are not
// alike: 七级 and 五级, 2020 and 2021.
func nearWords(a, b *known) float64 {
	near := float64(nearness(a, b))
	if near == 1 || near == 0 {
		return near
	}
	if x, y := strings.Trim(a.text, numerals), strings.Trim(b.text, numerals); x == y && (x != a.text || y != b.text) {
		return 0
	}
	return near
}

// numerals are what words that number things begin or end with.
const numerals = "0123456789〇零一二三四五六七八九十两第"

// denies reports whether the question denies a word of the label, or the label
// one of the question.
func (l *label) denies(own []labelWord) bool {
	words := l.own()
	for i := range own {
		same, turned := false, false
		for _, w := range words {
			if nearWords(&own[i].known, &w.known) >= exactly {
				same = same || own[i].denied == w.denied
				turned = turned || own[i].denied != w.denied && !w.shared
			}
		}
		if turned && !same {
			return true
		}
	}
	return false
}

// said returns how much of some words the question says, and the weight of
// those that it does not.
func said(words, own []labelWord) (share, unsaid float64) {
	sum, total := 0.0, 0.0
	for _, w := range words {
		best := 0.0
		for i := range own {
			best = max(best, nearSaid(&own[i], &w))
		}
		total += w.weight
		sum += w.weight * best
	}
	if total == 0 {
		return 0, 0
	}
	return sum / total, total - sum
}

// leastOwnShare is how much of what a figure and those before it say of the
// question the figure's own words must say to be told alone.
const leastOwnShare = 0.8

// FigureWords returns the words of the best candidate that say what the figure
// chosen is: its own stretch of the sentence, where that says it without the
// words around it and the sentence states another such figure; else all of the
// candidate.
func (c *Choice) FigureWords() string {
	best := &c.Candidates[0]
	if c.Question.Asked.Several || best.IsList() || best.IsRow() {
		return best.Quote()
	}
	all, own := labels(best.text, best.bound), questionWords(c.Question)
	for i := range best.bound {
		b := &best.bound[i]
		if b.Figure.Start != c.Figure.Figure.Start {
			continue
		}
		whole := all[i].share(own)
		all[i].inherited = nil
		if b.Part[0] < b.Part[1] || !statesAnother(best.bound, i) || all[i].share(own) < leastOwnShare*whole || whole == 0 || best.lead != "" {
			break
		}
		return strings.TrimFunc(best.text[b.Own[0]:b.Own[1]], func(r rune) bool { return strings.ContainsRune(" ,;，；、", r) })
	}
	return best.Quote()
}

// statesAnother reports whether a sentence states another figure of the kind of
// figure i.
func statesAnother(bound []frame.Binding, i int) bool {
	for k := range bound {
		if k != i && !bound[k].Condition && !bound[k].Basis && bound[k].Figure.Dimension == bound[i].Figure.Dimension {
			return true
		}
	}
	return false
}
