package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// tabulated proves a reply that tells cells of tables: that each is told as it is
// printed, with its own unit and under its own names.
func (e *evidence) tabulated() *Fault {
	if f := e.reckoned(); f != nil {
		return f
	}
	for _, c := range e.reply.Claims {
		if f := e.claimedCell(c); f != nil {
			return f
		}
	}
	if f := e.toldCells(); f != nil {
		return f
	}
	return e.judgedByCells()
}

// claimedCell proves a claim by a cell of the row that it cites, or by the
// arithmetic.
func (e *evidence) claimedCell(c Claim) *Fault {
	if c.Source >= len(e.sources) {
		return fault(Citation, c.Words, "it cites nothing")
	}
	if c.Source < 0 {
		if e.cells.result == "" || strings.TrimSpace(c.Words) != e.cells.result {
			return fault(Arithmetic, c.Words, "the working does not come out at it")
		}
		return nil
	}
	best := Value
	for i := range e.reply.Sources[c.Source].Cells {
		cell := &e.reply.Sources[c.Source].Cells[i]
		switch {
		case len(places(c.Words, cell.Text)) == 0:
		case !cell.tells(c.Words):
			best = Unit
		case !cell.named(c.Label):
			best = Words
		default:
			return nil
		}
	}
	return fault(best, c.Words, "the row cited does not say so of %q", c.Label)
}

// toldCells proves the text of a reply: cells beside their names, and no number or
// word that no row has.
func (e *evidence) toldCells() *Fault {
	rest := withoutVerdict(e.reply.Text)
	if e.cells.equation != "" {
		if !strings.Contains(rest, e.cells.equation) {
			return fault(Arithmetic, e.reply.Working, "the reply does not print it")
		}
		rest = strings.Replace(rest, e.cells.equation, " ", 1)
	}
	if result, after, ok := strings.Cut(rest, e.colon()); ok && e.cells.result != "" && result == e.cells.result {
		rest = after
	}
	rest, f := e.difference(nextNote.Replace(rest))
	if f != nil {
		return f
	}
	for _, c := range e.cells.all {
		rest = c.blank(rest)
	}
	for _, name := range e.cells.names {
		rest = strings.ReplaceAll(rest, name, " ")
	}
	if n := numbers(rest); len(n) > 0 {
		return fault(Value, n[0], "no row cited says this number of what stands beside it")
	}
	if word := e.foreign(rest); word != "" {
		return fault(Words, word, "no row cited says it")
	}
	return nil
}

// nextNote leads to the cell that comes next after the largest or smallest.
var nextNote = strings.NewReplacer("; next ", "; ", "；其次", "；")

func (e *evidence) colon() string {
	if e.reply.Language == "zh" {
		return "："
	}
	return ": "
}

// tells reports whether words are the cell as it is printed, with its unit or
// without.
func (c *Cell) tells(words string) bool {
	for _, at := range places(words, c.Text) {
		if c.countedIn(words[:at] + " " + words[at+len(c.Text):]) {
			return true
		}
	}
	return false
}

// countedIn reports whether words beside a number say nothing but the cell's
// unit, and leave no "million" of it out.
func (c *Cell) countedIn(words string) bool {
	if len(numbers(words)) > 0 {
		return false
	}
	unit, said := strings.ToLower(fold(c.Unit)), strings.ToLower(fold(words))
	for _, sign := range "%‰$€£¥" {
		if strings.ContainsRune(said, sign) && !strings.ContainsRune(unit+c.Text, sign) {
			return false
		}
	}
	return wordsOf(unit, said) && c.keepsMagnitude(unit, said)
}

// wordsOf reports whether a unit has every word that is said.
func wordsOf(unit, said string) bool {
	var latin []string
	for _, w := range runs(unit) {
		latin = append(latin, stem(w))
	}
	for _, w := range runs(said) {
		if w[0] >= utf8.RuneSelf && !strings.Contains(unit, w) || w[0] < utf8.RuneSelf && !slices.Contains(latin, stem(w)) {
			return false
		}
	}
	return true
}

// keepsMagnitude reports whether the "million" of a unit is said, beside the number
// or in its cell.
func (c *Cell) keepsMagnitude(unit, said string) bool {
	said += strings.ToLower(c.Text)
	return !slices.ContainsFunc(magnitudes, func(m string) bool { return strings.Contains(unit, m) && !strings.Contains(said, m) })
}

// magnitudes are what a number is multiplied by where its unit says so.
var magnitudes = []string{"thousand", "million", "billion", "trillion", "万", "亿"}

// named reports whether a label says names of the cell, and nothing else.
func (c *Cell) named(label string) bool {
	for _, name := range c.Names {
		if label == "" {
			break
		}
		label = strings.ReplaceAll(label, name, " ")
	}
	return !strings.ContainsFunc(label, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// blank takes out of a reply each place where it tells the cell by its names,
// behind it in brackets, or before it where the cell stands in brackets itself.
func (c *Cell) blank(text string) string {
	from := 0
	for from < len(text) {
		at := places(text[from:], c.Text)
		if len(at) == 0 {
			return text
		}
		start := from + at[0]
		end := start + len(c.Text)
		if a, b, ok := c.toldAt(text, start, end); ok {
			text = text[:a] + " " + text[b:]
			from = a + 1
			continue
		}
		from = end
	}
	return text
}

// toldAt returns what of a text tells the cell that it prints at a place.
func (c *Cell) toldAt(text string, start, end int) (from, to int, ok bool) {
	from = boundary(text[:start])
	left := text[from:start]
	to = end
	for {
		between, body, rest := nextBracket(text[to:])
		if rest == 0 || !c.countedIn(left+" "+between) && !c.countedIn(left+" "+between+" "+body) {
			break
		}
		if c.named(body) && c.countedIn(left+" "+text[end:to]+between) {
			return from, to + rest, true
		}
		if !c.countedIn(left + " " + text[end:to] + between + " " + body) {
			break
		}
		to += rest
	}
	return c.inBrackets(text, from, end, left)
}

// inBrackets returns what of a text tells a cell in brackets behind a name of its
// row or column. A cell without names stands alone.
func (c *Cell) inBrackets(text string, from, end int, left string) (start, to int, ok bool) {
	before := strings.TrimRight(text[:from], " ")
	if last, width := utf8.DecodeLastRuneInString(before); last == '(' || last == '（' {
		closing := strings.IndexAny(text[end:], ")）")
		label := strings.TrimRight(before[:len(before)-width], " ")
		if closing < 0 || !c.countedIn(left+" "+text[end:end+closing]) {
			return 0, 0, false
		}
		for _, name := range c.Names {
			if strings.HasSuffix(label, name) {
				_, width := utf8.DecodeRuneInString(text[end+closing:])
				return len(label) - len(name), end + closing + width, true
			}
		}
	}
	if len(c.Names) == 0 && c.countedIn(left) {
		return from, end, true
	}
	return 0, 0, false
}

// boundary returns where the words before a number begin: behind the last colon,
// semicolon, comma or bracket.
func boundary(before string) int {
	from := 0
	for i, r := range before {
		if strings.ContainsRune(":：;；,，、(（", r) || r == '。' || r == '.' && strings.HasPrefix(before[i:], ". ") {
			from = i + utf8.RuneLen(r)
		}
	}
	return from
}

// nextBracket returns the words before the next bracket, those in it, and where
// it ends; 0 where there is none before the end of the item.
func nextBracket(text string) (between, body string, end int) {
	open := strings.IndexAny(text, "(（")
	if open < 0 || strings.ContainsAny(text[:open], ";；、。") {
		return "", "", 0
	}
	if parts, ok := cutBracket(text[open:]); ok {
		return text[:open], parts[0], len(text) - len(parts[1])
	}
	return "", "", 0
}
