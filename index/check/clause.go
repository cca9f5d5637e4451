package check

// clause is one clause of a text that a source says.
type clause struct {
	words   string
	plain   string          // without its figures
	grams   map[string]bool // of plain, once they were asked for
	negated int             // how many negations it has, and one; 0 where nobody asked
}

// shares returns how many of some words a clause says.
func (c *clause) shares(said []string) int {
	if c.grams == nil {
		c.grams = map[string]bool{}
		for _, g := range grams(c.plain) {
			c.grams[g] = true
		}
	}
	n := 0
	for _, g := range said {
		if c.grams[g] {
			n++
		}
	}
	return n
}

// negates reports whether a clause has a negation.
func (c *clause) negates() bool {
	if c.negated == 0 {
		c.negated = negates(c.words) + 1
	}
	return c.negated > 1
}

// clauses returns the clauses of a text, cut once.
func (t *text) clauses() []clause {
	if t.parts != nil {
		return t.parts
	}
	plain := []byte(t.words)
	for _, f := range t.figures {
		if !isDate(f) {
			blank(plain, f)
		}
	}
	for _, at := range clauseSpans(t.words) {
		t.parts = append(t.parts, clause{words: t.words[at[0]:at[1]], plain: string(plain[at[0]:at[1]])})
	}
	return t.parts
}

// clauseSpans cuts words at stops and commas.
func clauseSpans(words string) [][2]int {
	var out [][2]int
	for start := 0; start < len(words); {
		from, to := clauseAround(words, start, start)
		if to <= start {
			start = next(words, start)
			continue
		}
		out = append(out, [2]int{from, to})
		start = to
	}
	return out
}

func next(s string, i int) int {
	for i++; i < len(s) && s[i]&0xC0 == 0x80; i++ {
	}
	return i
}
