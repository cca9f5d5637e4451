package check

import (
	"regexp"
	"strings"
)

// assertion is what a sentence says, with the conditions and examples that belong
// to it.
type assertion struct {
	words string
	main  string // without the conditions: only a "not" of these turns it round
	at    int    // where it stands in its text
}

var (
	condition   = regexp.MustCompile(`(?:的|时|后|前|的话)$|^(?:如果?|若|倘若|当)|^ *(?i:if|when|where|unless|until|once|while|although|though|as long as|for|at)\b`)
	conditional = regexp.MustCompile(`(?i) (?:if|when|where|unless|until|once|while|although|though|as long as)\b.*$`)
	example     = regexp.MustCompile(`^ *(?i:such as|including|especially|like|for example|e\.g\.|or|and)\b|^(?:如|例如|包括)`)
)

// fewWords is how many Latin words a clause has that says nothing by itself.
const fewWords = 3

// assertions returns what a text says: its clauses, with those that give a
// condition put to the one that they are a condition of, and examples to what they
// are examples of.
func (t *text) assertions() []assertion {
	var out []assertion
	before := ""
	for _, part := range t.clauses() {
		clause := strings.TrimSpace(part.words)
		switch {
		case condition.MatchString(clause):
			before += clause + "\n"
			continue
		case len(out) > 0 && before == "" && (example.MatchString(clause) || !hasHan(clause) && len(strings.Fields(clause)) <= fewWords):
			out[len(out)-1].words += "\n" + clause
			continue
		}
		out = append(out, assertion{before + clause, conditional.ReplaceAllString(clause, ""), strings.Index(t.words, clause)})
		before = ""
	}
	if before != "" {
		out = append(out, assertion{before, before, 0})
	}
	return out
}
