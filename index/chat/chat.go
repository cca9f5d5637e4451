// Package chat finds the question in a message as people write it: with a
// greeting, a word on who wants to know, thanks, and the question in between.
//
// Callers want [Core]. What it leaves out says nothing that the documents know,
// and names no place, time or figure: what may be a condition stays.
package chat

import (
	"regexp"
	"slices"
	"strings"

	"policybot/index/analysis"
	"policybot/index/lexicon"
	"policybot/index/query"
	"policybot/knowledge"
	"policybot/knowledge/figure"
	"policybot/knowledge/place"
)

// The grammar of asking somebody something. What stands before the question
// itself is about people and talk.
var (
	chineseBreak = regexp.MustCompile(`[。！!？?；;\n~～…]+|[，,：:]|\s-+\s`)
	englishBreak = regexp.MustCompile(`[!?;\n…]+|\.+(?:\s|$)|,\s|:\s|\s[-–—]+\s|\(|\)`)
	chineseAsks  = regexp.MustCompile(`多少|多久|多长|多大|多高|几|哪|什么|啥|谁|何|怎|咋|吗$|么$|嘛$|是否|能否|可否|有没有|是不是|能不能|可不可以|要不要|会不会`)
	englishAsks  = regexp.MustCompile(`(?i:\b(?:how|what|what's|whats|when|where|which|who|whom|whose|why)\b|^(?:so |and |but )?(?:is|are|was|were|do|does|did|can|could|may|must|should|will|would|has|have)\b|\bnumber of\b)`)
	chineseTalk  = regexp.MustCompile(`^[^，,。]{0,12}?(?:想问一?下?|请问一?下?|请教(?:一下|各位|大家)?|问一?下|想知道|想了解(?:一下)?|有(?:没有)?(?:谁|人)知道|(?:谁|大家|各位|你们)知道|打听一?下|查一?下|查查|求助|求问|[让叫]我(?:查|问|看)(?:一?下)?|[领客老同家会][^，,。]{0,4}问|问)[\s，,：:]*`)
	chineseEnd   = regexp.MustCompile(`(?:能|可以|麻烦)?(?:告诉|帮)(?:我|一下|查)+(?:吗|呢|么)?$|(?:来着|啊|呀|哦|啦|呢|了呀|了啊)+$|有(?:谁|人)?知道的?(?:吗|么)$`)
	englishTalk  = regexp.MustCompile(`^(?i:.*?\b(?:know|knows|tell (?:me|us)|ask|asks|asked|asking|wonder|wonders|wondering|idea|check|remember|needs? (?:a number|to know)|want(?:s|ed)? to know)\b(?: (?:me|us|if|whether|of|for|about))*)\s+((?:how|what|when|where|which|who|why|whether|the number)\b)`)
	englishHave  = regexp.MustCompile(`^(?i:(?:does|do|did|has|have|is) (?:anyone|anybody|someone|somebody|you|people)(?: here)?(?: happen to)? (?:have|know|got|remember|seen)\s+)`)
	englishEnd   = regexp.MustCompile(`(?i:[\s,]+(?:at the moment|right now|these days|at present|by any chance|thx|thanks|thank you|please|pls|btw))+$`)
	englishStart = regexp.MustCompile(`^(?i:(?:btw|fyi|hey|hi|hello|hiya|so|well|ok|okay|um|uh|oh|and|but|also|just|now|then|please|pls|sorry|guys|folks|team|everyone|all)\b[\s,.!-]*)+`)
	contraction  = regexp.MustCompile(`(?i:\bwhats\b)`)
)

// leastTelling is the weight from which on a word says what a message is about;
// leastContext that for what is said beside the question.
const (
	leastTelling = 4.0
	leastContext = 4.5
)

// clause is a stretch of a message between signs.
type clause struct {
	text  string
	asks  bool
	about []string // stems of the words of content that the documents know
}

// Core returns the question in a message, "" where it is the message itself or
// cannot be told. known reports whether the documents have a word.
func Core(message string, known func(word string) bool) string {
	text := strings.TrimSpace(analysis.Simplify(message))
	language := analysis.LanguageOf(text)
	list := clauses(text, language, known)
	list = withoutRepeats(list)
	first, last, asks := -1, -1, false
	for i, c := range list {
		if len(c.about) == 0 {
			continue
		}
		if first < 0 {
			first = i
		}
		last = i
		asks = asks || c.asks
	}
	if first < 0 || !asks {
		return ""
	}
	var kept []string
	for i, c := range list {
		switch {
		case len(c.about) > 0 || i > first && i < last && binds(c.text, known):
			kept = append(kept, c.text)
		case binds(c.text, known) || c.asks && says(c.text, language):
			return "" // what may be a condition is not left out
		}
	}
	core := strings.Join(kept, separator(language))
	core = trimTalk(core, language, known)
	if core == "" || core == strings.Trim(text, "?？。.! ！") || len(aboutOf(core, language, known, true)) == 0 {
		return ""
	}
	if language == knowledge.Chinese {
		return core + "？"
	}
	return core + "?"
}

func separator(language knowledge.Language) string {
	if language == knowledge.Chinese {
		return "，"
	}
	return ", "
}

// clauses cuts a message at its signs.
func clauses(text string, language knowledge.Language, known func(string) bool) []clause {
	breaks, asks := englishBreak, englishAsks
	if language == knowledge.Chinese {
		breaks, asks = chineseBreak, chineseAsks
	}
	var out []clause
	for _, part := range breaks.Split(text, -1) {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		question := asks.MatchString(part)
		out = append(out, clause{text: part, asks: question, about: aboutOf(part, language, known, question)})
	}
	return out
}

// withoutRepeats takes from clauses that ask nothing what those that ask say
// themselves.
func withoutRepeats(list []clause) []clause {
	asked := make(map[string]bool)
	for _, c := range list {
		for _, stem := range c.about {
			asked[stem] = asked[stem] || c.asks
		}
	}
	for i := range list {
		if !list[i].asks && !slices.ContainsFunc(list[i].about, func(stem string) bool { return !asked[stem] }) {
			list[i].about = nil
		}
	}
	return list
}

// aboutOf returns the stems of the words of content that the documents know;
// where a clause asks nothing, of the nouns.
func aboutOf(text string, language knowledge.Language, known func(string) bool, asks bool) []string {
	q := query.Parse(text)
	tags, least := "nvajlbte", leastTelling
	if !asks {
		tags, least = "njlze", leastContext
	}
	var stems []string
	for _, w := range lexicon.Segment(text) {
		folded := analysis.Fold(w.Text)
		if w.Tag != "" && !strings.ContainsRune(tags, rune(w.Tag[0])) || analysis.IsStop(folded) || lexicon.Weight(folded, language) < least {
			continue
		}
		if serves(&q, w) || !known(folded) {
			continue
		}
		stems = append(stems, analysis.Stem(folded))
	}
	return stems
}

// says reports whether a clause has a word of content, known or not: asking, it is
// a question of its own.
func says(text string, language knowledge.Language) bool {
	return len(aboutOf(text, language, func(string) bool { return true }, false)) > 0
}

// serves reports whether a word belongs to the asking, or says little.
func serves(q *query.Query, w lexicon.Word) bool {
	for _, word := range q.Words {
		if word.Start <= w.Start && w.End <= word.End {
			return word.Class != query.ContentWord
		}
	}
	return false
}

// binds reports whether a clause names a place, a time or a figure, or sets a
// condition.
func binds(text string, known func(string) bool) bool {
	if len(place.Find(text)) > 0 || conditions.MatchString(text) {
		return true
	}
	for _, f := range figure.Find(text, figure.Date{}) {
		if f.Dimension != figure.Number && (f.Dimension != figure.Count || known(f.Unit) && isNoun(f.Unit)) { // slide 4, room 302
			return true
		}
	}
	return len(query.Parse(text).Years) > 0
}

func isNoun(unit string) bool {
	words := lexicon.Segment(unit)
	return len(words) > 0 && strings.HasPrefix(words[len(words)-1].Tag+"n", "n")
}

var conditions = regexp.MustCompile(`如果|要是|假如|(?i:\b(?:if|unless|except|without|not)\b)`)

// trimTalk takes off what is said to people before and behind a question.
func trimTalk(core string, language knowledge.Language, known func(string) bool) string {
	if language == knowledge.Chinese {
		for talk := chineseTalk.FindString(core); talk != "" && talk != core && !binds(talk, known); talk = chineseTalk.FindString(core) {
			core = strings.TrimSpace(core[len(talk):])
		}
		return strings.TrimRight(chineseEnd.ReplaceAllString(core, ""), "，, ")
	}
	core = englishStart.ReplaceAllString(core, "")
	if at := englishTalk.FindStringSubmatchIndex(core); at != nil && !binds(core[:at[2]], known) {
		core = core[at[2]:]
	}
	core = englishHave.ReplaceAllString(core, "what is ")
	core = contraction.ReplaceAllString(core, "what is")
	return strings.TrimRight(englishEnd.ReplaceAllString(core, ""), " ,")
}
