package diff

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"policybot/knowledge"
	"policybot/knowledge/diff/lexicon"
	"policybot/knowledge/diff/statement"
)

// edit is a stretch of words that two versions of a sentence do not share.
type edit struct {
	old, new     []string       // folded words, punctuation left out
	oldAt, newAt knowledge.Span // in the masked texts; empty at the place where nothing stands
	moved        bool           // the words stand elsewhere in the other version
}

// edits returns the words that differ between two versions of a sentence, in
// reading order. Punctuation, numbering, notation, script, spelling and typing
// errors mended are no difference.
func (p *sentencePair) edits() []edit {
	c := &editCollector{pair: p, said: p.saidFigures(), oldWords: p.old.wordTokens(), newWords: p.new.wordTokens()}
	for i, t := range p.old.tokens {
		to := p.to[i]
		if to < 0 {
			c.takeOld(i)
			continue
		}
		c.takeNew(to)
		if !t.isMark() || c.newWords[to] {
			c.cut(t.span.End, p.new.tokens[to].span.End)
		}
		c.next = to + 1
	}
	c.takeNew(len(p.new.tokens))
	c.cut(0, 0)
	markMoved(c.list)
	return slices.DeleteFunc(c.list, func(e edit) bool {
		return len(e.old) == 0 && (isPointer(p.new.text, e.newAt, p.old.text) || p.new.mended(e.new, e.newAt) || p.new.echoes(e.new, e.newAt)) ||
			len(e.new) == 0 && (isPointer(p.old.text, e.oldAt, p.new.text) || p.old.mended(e.old, e.oldAt) || p.old.echoes(e.old, e.oldAt))
	})
}

// editCollector gathers the edits of a pair of sentences token by token.
type editCollector struct {
	pair               *sentencePair
	said               figureSet
	oldWords, newWords []bool
	next               int // the new token to go on with
	open               edit
	list               []edit
}

func (c *editCollector) takeOld(i int) {
	if t := c.pair.old.tokens[i]; c.oldWords[i] && !c.said.old[t.figure] {
		c.open.old = append(c.open.old, c.pair.old.wordOf(t))
		c.open.oldAt = widen(c.open.oldAt, t.span, len(c.open.old) == 1)
	}
}

func (c *editCollector) takeNew(until int) {
	for ; c.next < until; c.next++ {
		if t := c.pair.new.tokens[c.next]; c.newWords[c.next] && !c.said.new[t.figure] {
			c.open.new = append(c.open.new, c.pair.new.wordOf(t))
			c.open.newAt = widen(c.open.newAt, t.span, len(c.open.new) == 1)
		}
	}
}

// cut ends the open edit; the next one begins at these places.
func (c *editCollector) cut(old, new int) {
	if !sameWords(c.open.old, c.open.new) {
		c.list = append(c.list, c.open)
	}
	c.open = edit{oldAt: knowledge.Span{Start: old, End: old}, newAt: knowledge.Span{Start: new, End: new}}
}

// isPointer reports whether the span is a link that ends a text and nothing
// else: it points to something further. Other words of the link stand in the
// other version too.
func isPointer(text string, s knowledge.Span, other string) bool {
	for _, m := range statement.LinkText.FindAllStringIndex(text, -1) {
		if s.Start < m[0] || m[1] < s.End {
			continue
		}
		if m[0] == 0 || strings.Trim(text[m[1]:], " .。\n") != "" {
			return false
		}
		beside := text[m[0]:s.Start] + " " + text[s.End:strings.Index(text[m[0]:], "](")+m[0]]
		return !slices.ContainsFunc(strings.Fields(strings.Trim(beside, "[]*_ !")), func(w string) bool { return !strings.Contains(other, w) })
	}
	return false
}

// echoes reports whether words that end a line without a stop name again what
// the line names: a link put after it, its words those of the line and of the
// document's title.
func (s *sentence) echoes(words []string, at knowledge.Span) bool {
	const fewest = 2 // words; one alone may say something
	if len(words) < fewest || len(s.statements) != 1 || strings.ContainsAny(s.masked, ".。；;，,:：") {
		return false
	}
	line := statement.Fold(s.masked[:at.Start])
	own := 0
	for _, w := range words {
		if strings.Contains(" "+line+" ", " "+w+" ") {
			own++
		} else if !s.statements[0].InTitle(w) {
			return false
		}
	}
	rest := statement.Fold(s.masked[at.End:])
	return 2*own >= len(words) && (rest == "" || strings.HasSuffix(line, rest))
}

// mended reports whether words that only this version has were forgotten in
// the other, or typed twice in this one.
func (s *sentence) mended(words []string, at knowledge.Span) bool {
	first := slices.IndexFunc(s.tokens, func(t token) bool { return t.span.Start == at.Start })
	return len(words) == 1 && first > 0 && s.tokens[first].figure < 0 && s.tokens[first-1].figure < 0 && lexicon.MissingWord(s.tokens[first-1].word, words[0])
}

func widen(s, t knowledge.Span, first bool) knowledge.Span {
	if first {
		return t
	}
	return knowledge.Span{Start: s.Start, End: t.End}
}

// figureSet tells for figures of both sides, by index, whether they count as
// words that differ; -1, the index of words, is never in it.
type figureSet struct{ old, new map[int]bool }

// saidFigures are the figures that the other side states too, in another
// place or notation: they are no words that differ.
func (p *sentencePair) saidFigures() figureSet {
	set := figureSet{map[int]bool{}, map[int]bool{}}
	for i := range p.old.figures {
		set.old[i] = !slices.Contains(p.old.alone, i)
	}
	for j := range p.new.figures {
		set.new[j] = !slices.Contains(p.new.alone, j)
	}
	return set
}

// wordTokens tells which tokens of a sentence are words: neither punctuation
// nor what numbers a statement.
func (s *sentence) wordTokens() []bool {
	is := make([]bool, len(s.tokens))
	at, k := 0, 0
	for _, st := range s.statements {
		marker := at + statement.MarkerEnd(st.Masked)
		end := at + len(st.Masked)
		for ; k < len(s.tokens) && s.tokens[k].span.Start < end; k++ {
			is[k] = s.tokens[k].span.Start >= marker && !s.tokens[k].isMark() && !s.isEmptyWord(k)
		}
		at = end + 1
	}
	if strings.IndexFunc(s.masked, unicode.IsNumber) < 0 && !strings.Contains(s.masked, "第") {
		return is
	}
	for _, m := range labels.FindAllStringIndex(s.masked, -1) {
		// The word of a label stays, so that a label that goes is seen to go.
		for k, t := range s.tokens {
			if t.span.Start > m[0] && t.span.Start < m[1] && t.figure < 0 && !(statement.IsASCII(t.word) && len(t.word) > 3) {
				is[k] = false
			}
		}
	}
	return is
}

// labels match references by number: what they refer to may be renumbered.
var labels = regexp.MustCompile(`第[零〇一二三四五六七八九十百千\d]+(?:条|款|项|目|章|节|编)(?:之[一二三四五六七八九十])?` +
	`|(?i:\b(?:sections?|articles?|clauses?|paragraphs?|chapters?|annex|appendix|schedule|version|ver|v)\.?\s*\d+(?:\.\d+)*(?:\([a-z0-9]{1,4}\))*)` +
	`|版本?\s*[vV]?\d+(?:\.\d+)+`)

// isEmptyWord reports whether a token is a word of Chinese that a sentence may
// have or lack and say the same: 的, and 为 before a figure.
func (s *sentence) isEmptyWord(k int) bool {
	switch s.tokens[k].word {
	case "的":
		return k+1 < len(s.tokens) && !s.tokens[k+1].isMark() // 的 before a stop makes a condition
	case "为", "是":
		return k+1 < len(s.tokens) && s.tokens[k+1].figure >= 0
	}
	return false
}

func (s *sentence) wordOf(t token) string {
	if t.figure >= 0 {
		return statement.Fold(s.figures[t.figure].Text)
	}
	return t.word
}

// markMoved marks the edits whose words left one place of a sentence and
// stand in another.
func markMoved(list []edit) {
	for i := range list {
		for j := range list {
			a, b := &list[i], &list[j]
			if len(a.old) > 0 && len(a.new) == 0 && len(b.new) > 0 && len(b.old) == 0 && !b.moved &&
				strings.Join(a.old, "") == strings.Join(b.new, "") {
				a.moved, b.moved = true, true
				break
			}
		}
	}
}

// sameWords reports whether two stretches of words say the same in another
// spelling.
func sameWords(old, new []string) bool {
	if len(old) == 0 && len(new) == 0 {
		return true
	}
	a, b := strings.Join(old, ""), strings.Join(new, "")
	if a == b || lexicon.SameNumber(a, b) || a+b == "aan" || a+b == "ana" {
		return true
	}
	if lexicon.SameChinese(a, b) || slices.Equal(lexicon.SpelledOut(old), lexicon.SpelledOut(new)) {
		return true
	}
	return slices.EqualFunc(old, new, lexicon.SameSpelling)
}

// spans returns the places of the edits in the old and the new text.
func spans(list []edit) (old, new []knowledge.Span) {
	for _, e := range list {
		if e.oldAt.End > e.oldAt.Start {
			old = append(old, e.oldAt)
		}
		if e.newAt.End > e.newAt.Start {
			new = append(new, e.newAt)
		}
	}
	return old, new
}
