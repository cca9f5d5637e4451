package compose

import (
	"strings"

	"policybot/index/facts"
	"policybot/knowledge"
)

// Brief returns what is left to say of an answer beside its figure and its
// quotes: the text without the one figure that stands over it, and without
// words that a quote says as they are. A verdict stays ("No."); it is empty
// where the quote is the whole answer.
func (a *Answer) Brief() string {
	if len(a.Figures) == 1 {
		if rest, ok := strings.CutPrefix(a.Text, a.Figures[0].Words); ok {
			return a.besideFigure(rest)
		}
	}
	if len(a.Figures) > 0 {
		return a.besideResult()
	}
	for _, verdict := range verdicts {
		if rest, ok := strings.CutPrefix(a.Text, verdict); ok && a.quotes(rest) {
			return strings.TrimSpace(verdict)
		}
	}
	if a.quotes(a.Text) {
		return ""
	}
	return a.Text
}

// besideResult returns the text without the result of its arithmetic, where it
// begins with that.
func (a *Answer) besideResult() string {
	rest, ok := strings.CutPrefix(a.Text, a.Figures[0].Words)
	if !ok || !a.Figures[0].Computed {
		return a.Text
	}
	for _, colon := range []string{"：", ": "} {
		if working, ok := strings.CutPrefix(rest, colon); ok {
			return working
		}
	}
	return a.Text
}

// besideFigure returns what the text says of its one figure, from what follows
// the figure there: its clause on a line of its own, a name in brackets, or the
// end of a sentence.
func (a *Answer) besideFigure(rest string) string {
	label := a.Figures[0].Label
	if clause, ok := strings.CutPrefix(rest, "\n"); ok {
		if a.quotes(clause) {
			return label
		}
		return clause
	}
	for _, brackets := range [][2]string{{"（", "）"}, {" (", ")"}} {
		name, opened := strings.CutPrefix(rest, brackets[0])
		name, closed := strings.CutSuffix(name, brackets[1])
		if opened && closed {
			return name
		}
	}
	return label + rest
}

// quotes reports whether the words stand in one of the quotes.
func (a *Answer) quotes(words string) bool {
	words = oneLine(words)
	if words == "" {
		return false
	}
	for _, c := range a.Citations {
		if strings.Contains(oneLine(c.Text), words) {
			return true
		}
	}
	return false
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// SaysNothing reports whether a refusal says no more than that the documents
// do not answer.
func (a *Answer) SaysNothing() bool {
	return a.Status == NotFound && a.Text == saysNothing(a.Language)
}

func saysNothing(language knowledge.Language) string {
	return facts.Say(language, "文件没有说明。", "The documents do not say.")
}
