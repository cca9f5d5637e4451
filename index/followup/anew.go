package followup

import (
	"regexp"
	"strings"

	"policybot/index/analysis"
	"policybot/index/lexicon"
	"policybot/index/query"
	"policybot/knowledge"
	"policybot/knowledge/place"
)

// askAnew asks what a message asks of what the question before was about.
func (p *previous) askAnew(m message) string {
	core := m.core
	same := sameKind(p.plain(), core)
	rest := core
	if len(place.Find(core)) > 0 || len(query.Parse(core).Years) > 0 {
		rest = p.takePeriods(p.takePlaces(core))
		if same && contentOf(rest) == "" {
			return p.question()
		}
	}
	if content := contentOf(rest); same && content != "" && !m.pronoun {
		if ph := phraseOf(content, p.language); ph.head != "" && p.replaceNoun(ph) {
			return p.question()
		}
	}
	about := p.about()
	if about == "" {
		return ""
	}
	if p.language == knowledge.Chinese {
		return about + joinChinese(rest) + "？"
	}
	return strings.ToUpper(rest[:1]) + joinEnglish(rest, about)[1:] + "?"
}

// joinEnglish puts what a question is about in place of the word that refers to
// it, or behind a dash.
func joinEnglish(rest, about string) string {
	first, others, _ := strings.Cut(about, ", ")
	at := refersTo.FindStringSubmatchIndex(rest)
	if at == nil || len(strings.Fields(first)) > longestSubject {
		return rest + " — " + about
	}
	rest = rest[:at[2]] + "the " + strings.TrimPrefix(first, "the ") + rest[at[3]:]
	if others != "" {
		rest += " — " + others
	}
	return rest
}

// longestSubject is how many words may take the place of "it".
const longestSubject = 7

// refersTo is a word that refers to what was spoken of.
var refersTo = regexp.MustCompile(`(?i:(?:\b(?:is|was|does|did|do|are|were|can|could|must|should|will|would|has|have|may|for|of|on|about|with|to) |^[a-z]+ [a-z]+ )(it|this|that|they|them|these|those)\b)`)

// joinChinese leads from what a question is about to what is asked of it.
func joinChinese(rest string) string {
	if refers := chinesePronoun.FindString(rest); refers != "" && refers != rest {
		return strings.TrimLeft(rest[len(refers):], endMarks)
	}
	if words := lexicon.Segment(rest); len(words) > 0 && tagOf(words[0]) == 'n' {
		return "，" + rest
	}
	return rest
}

// contentOf returns the words of a message that say what is asked about, where
// they stand together.
func contentOf(text string) string {
	q := query.Parse(text)
	content := ""
	for _, w := range q.Words {
		if w.Class != query.ContentWord {
			continue
		}
		if content != "" {
			content += " "
		}
		content += q.Text[w.Start:w.End]
	}
	if analysis.HoldsHan(content) && strings.Contains(content, " ") {
		return ""
	}
	return content
}

// What is left around the asking words when they are taken out.
var (
	beforeAsking = regexp.MustCompile(`(?:最[长多高低少短晚早迟大小快慢]|一共|总共|合计|共计|共有|共|分别|大概|大约|到底|究竟|可以|能够|能|需要|需|应该|应当|应|要|会|得|是|有|为|在|由|的|达到|达|占|给|按|还|都|又|至少|至多|拿|交|罚|付)+$`)
	afterAsking  = regexp.MustCompile(`^(?:[以之]?内|[以之]?前|[以之]?后|才|就|可以|能|的|是|个|来|负责)+|(?:了|呢|吗|的|啊|呀|吧|\s)+$`)
	polite       = regexp.MustCompile(`^(?:请问一下|请问|你好|您好|想问一下|想问|麻烦问一下|问一下|我想知道|想知道)+[\s,，]*`)
)

// about returns what the question is about: without what it asks.
func (p *previous) about() string {
	about := ""
	if p.language == knowledge.Chinese {
		about = p.aboutChinese()
	} else {
		about = p.aboutEnglish()
	}
	if about == "" {
		return p.subject
	}
	return about
}

func (p *previous) aboutChinese() string {
	plain := polite.ReplaceAllString(p.plain(), "")
	offset := len(p.plain()) - len(plain)
	first, last := len(plain), len(plain)
	for _, w := range query.Parse(plain).Words {
		if w.Class == query.AskingWord {
			if first == len(plain) {
				first = w.Start
			}
			last = w.End
		}
	}
	before := plain[:first]
	end := offset + len(strings.TrimRight(beforeAsking.ReplaceAllString(before, ""), endMarks))
	after := afterAsking.ReplaceAllString(plain[last:], "")
	start := offset + last
	if i := strings.Index(plain[last:], after); i >= 0 {
		start += i
	}
	kept := p.text[offset:max(offset, end)]
	if hasNoun(after) {
		kept += p.text[start : start+len(after)]
	}
	if !hasNoun(kept) {
		return ""
	}
	return kept
}

// hasNoun reports whether words name anything.
func hasNoun(words string) bool {
	for _, w := range lexicon.Segment(words) {
		if hasContent(w) {
			return true
		}
	}
	return false
}

// aboutEnglish keeps the words that are neither asking nor auxiliary, with the
// small words between them.
func (p *previous) aboutEnglish() string {
	main := p.text
	if i := strings.Index(main, " — "); i > 0 { // completed before: what it is about stands behind
		return main[i+len(" — "):]
	}
	q := query.Parse(main)
	var parts []string
	var run []lexicon.Word
	apart := false // an auxiliary or an asking word has been left out
	flush := func() {
		for len(run) > 0 && !hasContent(run[0]) {
			run = run[1:]
		}
		for len(run) > 0 && !hasContent(run[len(run)-1]) {
			run = run[:len(run)-1]
		}
		if len(run) > 0 {
			parts = append(parts, main[run[0].Start:run[len(run)-1].End])
		}
		run = nil
	}
	for _, w := range lexicon.Segment(main) {
		if w.Tag == "u" && !articles.MatchString(w.Text) || w.Tag == "r" && !articles.MatchString(w.Text) || servesWord(&q, w) {
			apart = true
			continue
		}
		if apart && !participle.MatchString(w.Text) {
			flush()
		}
		apart = false
		run = append(run, w)
	}
	flush()
	return strings.Join(parts, ", ")
}

// participle is a form that goes on where an auxiliary was left out: "principal
// [was] deferred".
var participle = regexp.MustCompile(`(?i:(?:ed|en)$)`)

// servesWord reports whether a word is one of the asking words.
func servesWord(q *query.Query, w lexicon.Word) bool {
	for _, word := range q.Words {
		if word.Class == query.AskingWord && w.Start < word.End && w.End > word.Start {
			return true
		}
	}
	return false
}
