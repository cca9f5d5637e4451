package followup

import (
	"regexp"
	"strings"

	"policybot/index/analysis"
	"policybot/index/asked"
	"policybot/index/lexicon"
	"policybot/index/query"
	"policybot/knowledge"
	"policybot/knowledge/figure"
	"policybot/knowledge/place"
)

// previous is the question before, on its way to the next one.
type previous struct {
	text     string // without the mark at its end
	subject  string // what its answer is about, "" for not known
	language knowledge.Language
}

func newPrevious(question, subject string) *previous {
	return &previous{text: strings.TrimRight(question, endMarks), subject: subject, language: analysis.LanguageOf(question)}
}

// plain is the text in simplified characters; its bytes are those of text.
func (p *previous) plain() string {
	if s := analysis.Simplify(p.text); len(s) == len(p.text) {
		return s
	}
	return p.text
}

// put replaces bytes of the text.
func (p *previous) put(start, end int, by string) { p.text = p.text[:start] + by + p.text[end:] }

// question is the text with a mark at its end.
func (p *previous) question() string {
	if p.language == knowledge.Chinese {
		return p.text + "？"
	}
	return p.text + "?"
}

// replace puts the parts of a message without an asking of its own in place of
// what is of the same kind, "" where nothing comes of it.
func (p *previous) replace(m message) string {
	before := p.text
	rest := p.takeOrdinals(p.takeFigures(p.takePeriods(p.takePlaces(m.core))))
	p.placePhrase(&m, rest)
	if p.text == before && !strings.Contains(before, m.core) {
		return ""
	}
	return p.question()
}

// takePlaces puts the place of a fragment in place of the one before, and
// returns the fragment without it.
func (p *previous) takePlaces(fragment string) string {
	named := place.Find(fragment)
	if len(named) == 0 {
		return fragment
	}
	start, end := named[0].Start, named[0].End
	for _, m := range named[1:] {
		if strings.TrimSpace(fragment[end:m.Start]) != "" && !m.Within(named[0].Place.ID) {
			break
		}
		end = m.End
	}
	name := fragment[start:end]
	if there := place.Find(p.plain()); len(there) == 0 {
		p.add(name, "in ", false)
	} else {
		at := there[len(there)-1]
		for i := len(there) - 1; i >= 0; i-- {
			if there[i].Place.Level == named[0].Place.Level {
				at = there[i]
			}
		}
		until := at.End
		for _, m := range there { // 江苏省南京市 goes as a whole
			if m.Start == until && m.Within(at.Place.ID) {
				until = m.End
			}
		}
		p.put(at.Start, until, name)
	}
	return cut(fragment, start, end)
}

// cut takes bytes out of a fragment, with the preposition that led to them.
func cut(fragment string, start, end int) string {
	return strings.TrimSpace(ledTo.ReplaceAllString(fragment[:start], "") + fragment[end:])
}

// ledTo is what leads to a place or a time.
var ledTo = regexp.MustCompile(`(?i:(?:^|\s)(?:in|at|for|from|of|during|by|on|as of)(?: the)?\s*)$|在$|于$|截至$|到$`)

// takePeriods does with years and days what takePlaces does with places.
func (p *previous) takePeriods(fragment string) string {
	for _, period := range query.Parse(fragment).Years {
		i := strings.Index(strings.ToLower(fragment), strings.ToLower(period.Text))
		if i < 0 {
			continue
		}
		words := fragment[i : i+len(period.Text)]
		there := query.Parse(p.plain()).Years
		at := -1
		if len(there) > 0 {
			at = strings.Index(strings.ToLower(p.plain()), strings.ToLower(there[0].Text))
		}
		switch {
		case at < 0 && period.Relative:
			p.add(words, "", false)
		case at < 0:
			p.add(words, "in ", false)
		default:
			until := at + len(there[0].Text)
			if strings.HasSuffix(there[0].Text, "年") && !strings.HasSuffix(words, "年") && allDigits(words) {
				until -= len("年")
			}
			if rest := p.plain()[until:]; strings.HasSuffix(words, "年") && strings.HasPrefix(rest, "年") {
				until += len("年")
			}
			p.put(at, until, words)
		}
		fragment = cut(fragment, i, i+len(period.Text))
	}
	return fragment
}

func allDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// takeFigures puts a figure of a fragment in place of one of the same kind.
func (p *previous) takeFigures(fragment string) string {
	for _, f := range figure.Find(fragment, figure.Date{}) {
		if f.Dimension == figure.DateDay || f.Dimension == figure.DateRange {
			continue
		}
		for _, there := range figure.Find(p.plain(), figure.Date{}) {
			if there.Dimension != f.Dimension || f.Dimension == figure.Count && !figure.UnitsAgree(f.Unit, there.Unit) {
				continue
			}
			if !wholeWords(fragment, f.Start, f.End) {
				continue // the 一次 of 一次性
			}
			p.put(there.Start, there.End, fragment[f.Start:f.End])
			rest := strings.TrimSpace(fragment[:f.Start] + fragment[f.End:])
			if rest == "" || p.says(rest) {
				return ""
			}
			return rest
		}
	}
	return fragment
}

// wholeWords reports whether bytes of a text begin and end where no word is cut.
func wholeWords(text string, start, end int) bool {
	for _, w := range lexicon.Segment(text) {
		if w.Start < start && start < w.End || w.Start < end && end < w.End {
			return false
		}
	}
	return true
}

// says reports whether the question says words already: the 期 of 二年期.
func (p *previous) says(words string) bool {
	return strings.Contains(strings.ToLower(p.plain()), strings.ToLower(strings.Trim(words, "的 ")))
}

var ordinal = regexp.MustCompile(`第[一二三四五六七八九十百\d]+|[一二三四五六七八九十]+(?:等|级|类|档|期|年期|年级|次)|(?:\d+|[一二三四五六七八九十]+)(?:年期|个月期|级|等|类|档)`)

// takeOrdinals puts 第二 in place of 第一, and 二级 in place of 三级.
func (p *previous) takeOrdinals(fragment string) string {
	at := ordinal.FindStringIndex(fragment)
	if at == nil {
		return fragment
	}
	words := fragment[at[0]:at[1]]
	if strings.HasPrefix(fragment[at[1]:], "性") { // 一次性
		return fragment
	}
	for _, there := range ordinal.FindAllStringIndex(p.plain(), -1) {
		old := p.plain()[there[0]:there[1]]
		if strings.HasPrefix(old, "第") == strings.HasPrefix(words, "第") && (strings.HasPrefix(old, "第") || lastRune(old) == lastRune(words)) {
			p.put(there[0], there[1], words)
			rest := strings.TrimSpace(fragment[:at[0]] + fragment[at[1]:])
			if p.says(rest) {
				return ""
			}
			return rest
		}
	}
	return fragment
}

func lastRune(s string) string {
	runes := []rune(s)
	return string(runes[len(runes)-1:])
}

// add adds words that replace nothing: in front of a Chinese question, with a
// comma where they are a clause, and behind an English one.
func (p *previous) add(words, preposition string, clause bool) {
	switch {
	case p.language != knowledge.Chinese && clause:
		p.text += ", " + preposition + words
	case p.language != knowledge.Chinese:
		p.text += " " + preposition + words
	case clause:
		p.text = words + "，" + p.text
	default:
		p.text = words + p.text
	}
}

// sameKind reports whether two questions ask for the same kind of answer, or
// the second leaves it open.
func sameKind(a, b string) bool {
	k, l := asked.Of(a).Kind, asked.Of(b).Kind
	return k == l || l == asked.Other || l == asked.Amount && k.Numeric()
}

// nounWords returns the words of the question that something may take the place
// of, and the one whose value is asked for, -1 for none.
func (p *previous) nounWords() (words []lexicon.Word, attribute int) {
	plain := p.plain()
	q := query.Parse(plain)
	from := len(plain)
	for _, w := range q.Words {
		if w.Class == query.AskingWord && w.Start < from {
			from = w.Start
		}
	}
	attribute = -1
	for _, w := range joinSingles(lexicon.Segment(plain)) {
		if !hasContent(w) || servesAsking(&q, w) {
			continue
		}
		words = append(words, w)
		n := len(words) - 1
		switch {
		case p.language == knowledge.Chinese && w.Start < from && strings.ContainsRune("nlz", tagOf(w)):
			attribute = n
		case p.language != knowledge.Chinese && w.Start > from && (attribute < 0 || words[attribute].End+1 == w.Start && strings.ContainsRune("na", tagOf(w))):
			attribute = n
		}
	}
	return words, attribute
}

// joinSingles joins a single character to one before it that is no word with
// content by itself: 年假 is cut in two.
func joinSingles(words []lexicon.Word) []lexicon.Word {
	var out []lexicon.Word
	for _, w := range words {
		if n := len(out) - 1; n >= 0 && out[n].End == w.Start && single(out[n]) && single(w) && !strings.ContainsRune("upcdry", tagOf(out[n])) && hasContent(w) {
			out[n] = lexicon.Word{Text: out[n].Text + w.Text, Start: out[n].Start, End: w.End, Tag: "n"}
			continue
		}
		out = append(out, w)
	}
	return out
}

func single(w lexicon.Word) bool { return analysis.HoldsHan(w.Text) && len(w.Text) <= len("年") }

func tagOf(w lexicon.Word) rune {
	if w.Tag == "" || w.Tag == "eng" {
		return 'n'
	}
	return rune(w.Tag[0])
}

// servesAsking reports whether a word belongs to the asking, or to a place.
func servesAsking(q *query.Query, w lexicon.Word) bool {
	for _, p := range q.Places {
		if w.Start < p.End && w.End > p.Start {
			return true
		}
	}
	for _, word := range q.Words {
		if word.Class == query.AskingWord && w.Start < word.End && w.End > word.Start {
			return true
		}
	}
	return false
}
