package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"policybot/index"
	"policybot/knowledge"
)

// page writes answers, hits and measures for a person at a terminal.
type page struct {
	*strings.Builder
	paint
	language knowledge.Language
}

// say picks the words of the reader's language.
func (p page) say(chinese, english string) string {
	if p.language == knowledge.Chinese {
		return chinese
	}
	return english
}

func (p page) line(format string, args ...any) { fmt.Fprintf(p, format+"\n", args...) }

// answer writes an answer: the figure, what it is, the sentence that carries
// it, where that stands, and what is worth knowing beside it.
func (p page) answer(a *index.Answer) {
	if a.TakenAs != "" {
		p.line("%s", p.dim(p.say("理解为：", "Taken as: ")+a.TakenAs))
	}
	if a.Courtesy != "" {
		p.line("%s", a.Text)
		return
	}
	if a.Status == index.Answered && len(a.Parts) > 0 {
		for _, part := range a.Parts {
			p.line("%s", p.bold(part.Query.Asked))
			p.answer(part)
			p.line("")
		}
		return
	}
	if a.Status != index.Answered {
		p.notFound(a)
		return
	}
	if len(a.Figures) > 0 && a.Figures[0].Computed {
		p.line("%s", p.bold(a.Figures[0].Words))
	} else if len(a.Figures) == 1 && strings.Contains(a.Text, a.Figures[0].Words) {
		p.line("%s", p.bold(a.Figures[0].Words))
	}
	p.brief(a)
	for _, c := range a.Citations[:p.cited(a)] {
		p.citation(c)
	}
	p.line("")
	p.line("%s", p.dim(p.confidence(a)))
	if len(a.Neighbours) > 0 {
		p.line("")
		p.line("%s", p.say("相关：", "See also:"))
		for _, f := range a.Neighbours {
			p.line("  %s%s%s", f.Label, p.say("：", ": "), f.Words)
		}
	}
}

// brief writes what the figure and the quotes leave to say; a verdict stands
// out as a figure does.
func (p page) brief(a *index.Answer) {
	brief := a.Brief()
	if brief == "" {
		return
	}
	if len(a.Figures) == 0 && brief != a.Text {
		brief = p.bold(brief)
	}
	for line := range strings.SplitSeq(brief, "\n") {
		p.line("%s", line)
	}
}

// cited is how many citations carry the answer itself; those of neighbours
// come after and are not shown.
func (p page) cited(a *index.Answer) int {
	last := 0
	for _, f := range a.Figures {
		last = max(last, f.Citation)
	}
	if len(a.Figures) == 0 {
		neighbours := len(a.Citations)
		for _, f := range a.Neighbours {
			neighbours = min(neighbours, max(f.Citation, 1))
		}
		return neighbours
	}
	return min(last+1, len(a.Citations))
}

func (p page) citation(c index.CitedText) {
	if p.Len() > 0 { // what a quote answers whole begins with it
		p.line("")
	}
	text := strings.Join(strings.Fields(strings.ReplaceAll(c.Text, "\n", " ")), " ")
	p.line("  %s", p.say("“", "“")+text+"”")
	if c.Statement != "" {
		p.line("  %s", p.dim("("+c.Statement+")"))
	}
	var source []string
	for _, part := range []string{c.Speaker, c.Publisher, bookTitle(c.Title, p.language), c.Date.String()} {
		if part != "" && !slices.Contains(source, part) {
			source = append(source, part)
		}
	}
	if c.Page > 0 {
		source = append(source, p.say(fmt.Sprintf("第%d页", c.Page), fmt.Sprintf("page %d", c.Page)))
	}
	p.line("  %s", "— "+strings.Join(source, p.say("，", ", ")))
	if len(c.Heading) > 0 {
		p.line("    %s", p.dim(strings.Join(c.Heading, " › ")))
	}
	if c.URL != "" {
		p.line("    %s", p.dim(c.URL))
	}
}

func bookTitle(title string, language knowledge.Language) string {
	if title == "" || language != knowledge.Chinese || strings.HasPrefix(title, "《") {
		return title
	}
	return "《" + title + "》"
}

// confidence says in words how sure an answer is. Confidence is calibrated, so
// the words mean what they say.
func (p page) confidence(a *index.Answer) string {
	switch {
	case a.Confidence >= 0.95:
		return p.say("把握：高（这类回答 20 次至少对 19 次）", "Confidence: high (at least 19 in 20 such answers are right)")
	case a.Confidence >= 0.8:
		return p.say("把握：较高（这类回答 5 次至少对 4 次），请核对出处", "Confidence: good (at least 4 in 5 such answers are right); check the source")
	}
	if a.Status == index.Answered {
		return p.say("把握：一般（这类回答 10 次约对 7 次），采用前请核对出处", "Confidence: fair (about 7 in 10 such answers are right); check the source before you rely on it")
	}
	return p.say("把握：低，采用前请核对出处", "Confidence: low; check the source before you rely on it")
}

// unsure writes what is closest where one of it may be the answer.
func (p page) unsure(a *index.Answer) {
	p.line("%s", p.bold(p.say("没有把握，文件中最接近的内容：", "Not sure; closest in the documents:")))
	for _, h := range a.Near {
		p.line("")
		p.line("  “%s”", strings.Join(strings.Fields(h.Text), " "))
		p.line("  — %s", strings.Join(append([]string{bookTitle(h.Title, p.language)}, h.Heading...), " › "))
	}
	p.line("")
	p.line("%s", p.dim(p.confidence(a)))
}

func (p page) notFound(a *index.Answer) {
	if a.Unsure && len(a.Near) > 0 {
		p.unsure(a)
		return
	}
	p.line("%s", p.bold(p.say("文件中没有答案。", "Not in the documents.")))
	if !a.SaysNothing() {
		p.line("%s", a.Text)
	}
	if len(a.Near) == 0 {
		return
	}
	p.line("")
	p.line("%s", p.say("最接近的内容：", "Nearest:"))
	for _, h := range a.Near {
		p.line("  %s%s%s", h.Title, p.say("：", ": "), shorten(h.Text, 160))
	}
}

// shorten cuts text to at most n characters at a character's edge.
func shorten(text string, n int) string {
	text = strings.Join(strings.Fields(text), " ")
	runes := []rune(text)
	if len(runes) <= n {
		return text
	}
	return string(runes[:n-1]) + "…"
}

func (p page) explain(a *index.Answer) {
	p.line("")
	p.line("%s %s", p.say("理解为：", "Understood as:"), a.Query.String())
	p.line("%s %.2f", p.say("把握：", "Confidence:"), a.Confidence)
	for i, c := range a.Considered {
		p.line("%2d. %.3f %s", i+1, c.Score, c.Text)
		parts := make([]string, len(c.Parts))
		for j, part := range c.Parts {
			parts[j] = fmt.Sprintf("%s %+.2f", part.Name, part.Value)
		}
		p.line("    %s", p.dim(strings.Join(parts, "  ")))
		if c.Against != "" {
			p.line("    %s %s", p.say("不符：", "against:"), c.Against)
		}
	}
}

// roundTo rounds a score for display.
func roundTo(v float64, digits int) float64 {
	scale := math.Pow10(digits)
	return math.Round(v*scale) / scale
}
