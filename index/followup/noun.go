package followup

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"policybot/index/analysis"
	"policybot/index/asked"
	"policybot/index/lexicon"
	"policybot/index/query"
	"policybot/knowledge"
)

// What surrounds the noun of a fragment.
var (
	chineseEdges   = regexp.MustCompile(`^(?:对于?|给|在|是|若|像|比如|例如)|(?:的|的话|的时候|时|这种|这类|这块|方面|那边|这边|有|是)$`)
	chineseIf      = regexp.MustCompile(`(?:如果|要是|假如|若是|若|万一)[^，,。？?]{1,40}[，,]|[^，,。？?]{1,30}(?:的话|情况下)[，,]`)
	saysIf         = regexp.MustCompile(`如果|要是|假如|若|万一|的话|情况下|时候?$`)
	englishClause  = regexp.MustCompile(`(?i:,? ?\b(?:if|when|unless|while|once)\b[^,?]*)$`)
	prepositions   = regexp.MustCompile(`^(?i:(?:for|to|in|at|on|of|with|by|from|about|under|over|during|after|before|within|without|as)\b\s*)`)
	articles       = regexp.MustCompile(`^(?i:(?:the|a|an|their|his|her|its|my|our|your|those|these|ones?)\b\s*)`)
	beforeArticles = regexp.MustCompile(`(?i:\b(?:the|a|an|my|our|your|their)\s+)$`)
)

// placePhrase puts what is left of a fragment in its place: a condition in that
// of a condition, a noun in that of one of its kind; what replaces nothing is
// added.
func (p *previous) placePhrase(m *message, rest string) {
	rest = strings.Trim(rest, endMarks)
	if p.language == knowledge.Chinese {
		p.placeChinese(rest, m.supposes)
	} else {
		p.placeEnglish(rest)
	}
}

func (p *previous) placeChinese(rest string, condition bool) {
	qualifier := strings.HasSuffix(rest, "的")
	for trimmed := chineseEdges.ReplaceAllString(rest, ""); trimmed != rest; trimmed = chineseEdges.ReplaceAllString(rest, "") {
		rest = trimmed
	}
	ph := phraseOf(rest, knowledge.Chinese)
	ph.left = qualifier
	if ph.head == "" {
		if rest != "" && !p.says(rest) { // 第二年
			p.add(rest, "", true)
		}
		return
	}
	verb := tagOf(ph.words[len(ph.words)-1]) == 'v' && len(ph.words) > 1
	if condition || verb {
		if !strings.HasSuffix(rest, "的话") && !strings.HasPrefix(rest, "如果") {
			rest += "的话"
		}
		if at := chineseIf.FindStringIndex(p.plain()); at != nil {
			p.put(at[0], at[1], rest+"，")
			return
		}
		p.add(rest, "", true)
		return
	}
	if p.replaceNoun(ph) {
		return
	}
	if about := p.about(); measures(rest) && about != "" {
		p.text = about + "的" + rest + "是多少"
		return
	}
	p.add(rest, "", true)
}

func (p *previous) placeEnglish(rest string) {
	if englishIf.MatchString(rest) {
		if at := englishClause.FindStringIndex(p.text); at != nil && at[0] > 0 {
			p.put(at[0], at[1], "")
		}
		p.add(lowerFirst(rest), "", true)
		return
	}
	led := prepositions.FindString(rest)
	bare := articles.ReplaceAllString(rest[len(led):], "")
	ph := phraseOf(bare, knowledge.English)
	ph.led = led != ""
	if ph.head == "" {
		return
	}
	if p.replaceNoun(ph) {
		return
	}
	if about := p.about(); led == "" && measures(bare) && about != "" {
		p.text = "What is the " + bare + " — " + about
		return
	}
	if led == "" {
		led = "for "
	}
	if old := p.ledBy(strings.TrimSpace(led)); old != nil {
		p.put(old[0], old[1], rest[len(prepositions.FindString(rest)):])
		return
	}
	p.add(rest[len(prepositions.FindString(rest)):], strings.ToLower(led), true)
}

// ledBy returns where the last phrase stands that a preposition leads to, nil
// for none.
func (p *previous) ledBy(preposition string) []int {
	at := -1
	for _, w := range lexicon.Segment(p.text) {
		switch {
		case strings.EqualFold(w.Text, preposition):
			at = w.End + 1
		case at > 0 && w.Start > at && (w.Tag == "p" || w.Tag == "u" && !articles.MatchString(w.Text)):
			return []int{at, w.Start - 1}
		}
	}
	if at < 0 || at >= len(p.text) {
		return nil
	}
	return []int{at, len(p.text)}
}

// replaceNoun puts a noun phrase in place of the one of its kind, with the
// words that qualify that, and reports whether there is one.
func (p *previous) replaceNoun(ph phrase) bool {
	words, attribute := p.nounWords()
	at := target(ph, words, attribute)
	if at < 0 {
		return false
	}
	plain := p.plain()
	start, end := p.qualified(words, at, ph), words[at].End
	if ph.left && isParty(words[at].Text) && !isParty(ph.head) {
		end = words[at].Start
	}
	if article := beforeArticles.FindString(plain[:start]); article != "" && p.language != knowledge.Chinese {
		start -= len(article)
		p.put(start, end, withArticle(article, ph.text))
		return true
	}
	p.put(start-repeated(plain[:start], ph.text), end, ph.text)
	return true
}

// qualified returns where the words begin that qualify a word which a phrase
// takes the place of, as far as the phrase takes theirs too.
func (p *previous) qualified(words []lexicon.Word, at int, ph phrase) int {
	plain := p.plain()
	start, end := words[at].Start, words[at].End
	wanted := utf8.RuneCountInString(ph.text)
	party := isParty(words[at].Text)
	for i := at - 1; i >= 0; i-- {
		between := plain[words[i].End:start]
		if strings.TrimSpace(between) != "" || !extends(words[i], p.language) {
			break
		}
		qualifies := strings.ContainsRune("abf", tagOf(words[i])) || p.language == knowledge.Chinese && utf8.RuneCountInString(words[i].Text) == 1 || party && tagOf(words[i]) != 'v'
		if have := utf8.RuneCountInString(plain[start:end]); !qualifies && (len(ph.words) == 1 || have >= wanted) {
			break
		}
		start = words[i].Start
	}
	return start
}

// measures reports whether words name a figure by themselves: fee, 期限.
func measures(words string) bool {
	return query.Parse(words).Hint != "" || asked.Of(words).Kind != asked.Other
}

// extends reports whether a word may qualify the noun behind it.
func extends(w lexicon.Word, language knowledge.Language) bool {
	if language == knowledge.Chinese {
		return true
	}
	return !analysis.IsStop(strings.ToLower(w.Text))
}

// target returns which of the words a phrase takes the place of, -1 for none:
// the same word, one of the same ending, the nearest in meaning, a party for a
// party, or else the attribute that is asked for.
func target(ph phrase, words []lexicon.Word, attribute int) int {
	best, most := -1, float32(0)
	party := -1
	for i, w := range words {
		near := nearness(ph.head, w.Text)
		if sameEnding(ph.head, w.Text) {
			near = max(near, nearEnough+0.05)
		}
		if near < veryNear && leadsOn(words, i) || near == 1 && leadsOn(words, i) {
			near -= 0.1 // what qualifies the next word is rarely what is meant
		}
		if len(ph.words) == 1 && near < 1 && near >= nearEnough && i+1 == attribute && leadsOn(words, i) && !isParty(ph.head) {
			return attribute // interest for the principal of "loan principal"
		}
		if near > most || near == most && near > 0 {
			best, most = i, near
		}
		if isParty(w.Text) {
			party = i
		}
	}
	switch {
	case most >= nearEnough:
		// 博士 of 博士毕业生: what qualifies a word of the same kind tells it apart.
		if best > 0 && len(ph.words) == 1 && most < 1 && words[best-1].End == words[best].Start && nearness(ph.head, words[best-1].Text) >= nearEnough {
			return best - 1
		}
		return best
	case isParty(ph.head) || ph.left && party >= 0:
		return party
	case attribute >= 0 && !ph.led && !isParty(words[attribute].Text) && nearness(ph.head, words[attribute].Text) >= notForeign:
		return attribute
	}
	return -1
}

// leadsOn reports whether a word stands right before another noun.
func leadsOn(words []lexicon.Word, i int) bool {
	return i+1 < len(words) && words[i+1].Start-words[i].End <= 1 && tagOf(words[i+1]) == 'n'
}

// repeated is how many bytes at the end of a text a phrase begins with: the
// phrase brings them itself.
func repeated(before, phrase string) int {
	for n := min(len(before), len(phrase)); n >= len("一次"); n-- {
		if before[len(before)-n:] == phrase[:n] {
			return n
		}
	}
	return 0
}

// withArticle is a noun with the article of the one it replaces, as far as that
// fits: none before a plural.
func withArticle(article, noun string) string {
	switch strings.ToLower(strings.TrimSpace(article)) {
	case "a", "an":
		switch {
		case strings.HasSuffix(noun, "s") && !strings.HasSuffix(noun, "ss"):
			return noun
		case strings.ContainsRune("aeiou", rune(strings.ToLower(noun)[0])):
			return "an " + noun
		}
		return "a " + noun
	}
	return article + noun
}

func lowerFirst(s string) string {
	if len(s) > 1 && 'A' <= s[0] && s[0] <= 'Z' && (s[1] < 'A' || s[1] > 'Z') {
		return strings.ToLower(s[:1]) + s[1:]
	}
	return s
}
