package followup

import (
	"regexp"
	"strings"

	"policybot/index/analysis"
	"policybot/index/lexicon"
	"policybot/index/query"
	"policybot/knowledge"
	"policybot/knowledge/figure"
)

// message is what somebody writes after a question was answered.
type message struct {
	core     string // without the words of going on, and without the mark at its end
	language knowledge.Language
	marked   bool // says by its form that it goes on
	asks     bool // asks something of its own
	pronoun  bool // refers to what was spoken of: it, 它, 这个
	supposes bool // gives a condition: if, 如果, 的话
}

// The grammar of going on. What follows "那" may be a word of its own: 那些.
var (
	agreeing       = regexp.MustCompile(`^(?i:(?:ok(?:ay)?|right|great|good|perfect|got it|i see|thanks(?: a lot| so much)?|thank you|thx|cool|hm+|well|alright|sure|yes|no|sorry)[\s,，.。!！;；]+|(?:好的?|行|嗯+|哦|噢|喔|啊|明白了?|懂了|知道了|了解了?|谢谢(?:你|您)?|多谢|原来如此|对了?|不是|不对)[\s,，.。!！;；]+)`)
	chineseLead    = regexp.MustCompile(`^(?:那么?(?:说|要是|如果|换成|对于)?|还有|另外|再问一下|再问|顺便问一下|顺便问|请问|想问一下|以及|至于|换成|改成|关于|对于|而|但是?|可是?|我(?:是说|指的是|问的是|说的是|想问的是)|如果是|要是|假如是|若是|同样)[\s,，]*`)
	notLead        = regexp.MustCompile(`^那(?:些|个|里|时|种|位|边|年|天|次|样)`)
	chineseTail    = regexp.MustCompile(`(?:(?:的话)?(?:又)?(?:怎么样|怎样|怎么说|如何|咋样)?呢?|(?:的话)?又?(?:怎么样|怎样|怎么说|如何|咋样)|也(?:是)?(?:一样|这样|如此|可以|能|行|适用|算|要|有|是)?(?:的)?(?:吗|么|嘛)?|也?适用(?:吗|么)?)$`)
	englishLead    = regexp.MustCompile(`^(?i:(?:and|but|or|also|plus|then|so|what about|how about|what of|what if|same (?:question )?for|same with|as for|regarding|i (?:mean|meant)|make that|let's say|say)\b[\s,:]*)`)
	englishSame    = regexp.MustCompile(`^(?i:(?:does|do|did|is|are|would|will|can) (?:that|this|it|they|these|those|the same|the rule)(?: rule| limit| amount)?(?: also)?(?: the same| different| true| valid)?(?: (?:apply|hold|go|count|work|be true|be the same))?(?: also| as well)? (?:to|for|in|at|with|on)\b\s*)`)
	englishTail    = regexp.MustCompile(`(?i:[\s,]+(?:then|too|as well|though|instead|please|also|thanks))$`)
	chinesePronoun = regexp.MustCompile(`^(?:它们?|这(?:个|项|些|种|样|笔|条|里)?(?:政策|措施|规定|补贴|贷款|办法|钱)?|那(?:个|项|些|种|样|笔|条)(?:政策|措施|规定|补贴|贷款|办法|钱)?|其|该(?:项|政策|措施)?|此(?:项|类)?|他们|她们)(?:的)?`)
	englishPronoun = regexp.MustCompile(`(?i:\b(?:it|its|they|them|their|this|that|these|those|he|she|his|her)\b)`)
	endMarks       = "？?。.！!，,、；;：:~～… \t\n　"
	chineseAsking  = regexp.MustCompile(`多少|多久|多长|多大|多高|多远|几|哪|什么|啥|谁|何|怎|咋|吗$|么$|嘛$|是否|能否|可否|有没有|是不是|能不能|可不可以|要不要|会不会|需不需要|用不用|行不行|算不算`)
	englishAsking  = regexp.MustCompile(`(?i:\b(?:how|what|when|where|which|who|whom|whose|why)\b|^(?:do|does|did|is|are|was|were|can|could|may|might|must|should|shall|will|would|has|have|had|isn't|aren't|don't|doesn't|can't)\b)`)
	englishIf      = regexp.MustCompile(`^(?i:(?:if|when|unless|where|while|once|after|before|without|with)\b)`)
)

// read reads a message.
func read(text string) message {
	core := strings.Trim(analysis.Simplify(strings.TrimSpace(text)), endMarks)
	m := message{language: analysis.LanguageOf(core)}
	for agreed := agreeing.FindString(core); agreed != ""; agreed = agreeing.FindString(core) {
		core = strings.TrimLeft(core[len(agreed):], endMarks)
	}
	if m.language == knowledge.Chinese {
		m.readChinese(core)
	} else {
		m.readEnglish(core)
	}
	return m
}

func (m *message) readChinese(core string) {
	m.supposes = saysIf.MatchString(strings.TrimRight(strings.TrimRight(core, endMarks), "呢呀啊"))
	for !notLead.MatchString(core) {
		lead := chineseLead.FindString(core)
		if lead == "" || lead == core {
			break
		}
		m.marked = true
		core = strings.TrimLeft(core[len(lead):], endMarks)
	}
	cut := strings.TrimRight(core, endMarks)
	bare := strings.TrimSuffix(strings.TrimSuffix(cut, "呢"), "呀")
	if tail := chineseTail.FindString(cut); tail != "" && !chineseAsking.MatchString(strings.TrimSuffix(cut, tail)) {
		m.marked = true
		bare = strings.TrimSuffix(cut, tail)
	}
	m.core = strings.TrimRight(bare, endMarks)
	m.asks = chineseAsking.MatchString(m.core)
	m.pronoun = chinesePronoun.MatchString(m.core)
}

func (m *message) readEnglish(core string) {
	for {
		lead := englishLead.FindString(core)
		if lead == "" || lead == core {
			break
		}
		m.marked = true
		if strings.HasPrefix(strings.ToLower(lead), "what if") {
			core = "if " + core[len(lead):]
			break
		}
		core = core[len(lead):]
	}
	if same := englishSame.FindString(core); same != "" {
		m.marked = true
		core = core[len(same):]
	}
	for tail := englishTail.FindString(core); tail != ""; tail = englishTail.FindString(core) {
		core = strings.TrimRight(strings.TrimSuffix(core, tail), endMarks)
	}
	m.core = strings.Trim(core, endMarks)
	m.asks = englishAsking.MatchString(m.core) && !englishIf.MatchString(m.core) || englishWhen.MatchString(m.core)
	m.pronoun = englishPronoun.MatchString(m.core)
}

// englishWhen is a question that begins with a word that also begins a
// condition.
var englishWhen = regexp.MustCompile(`^(?i:(?:when|where) (?:do|does|did|is|are|was|were|can|could|may|must|should|will|would|has|have)\b)`)

// saying is what a message says.
type saying struct {
	weight float64  // of the words that have content, without the noun that is counted
	own    []string // those that the question before does not have
}

// saying returns what a message says beside its asking.
func (m *message) saying(previous string) saying {
	q := query.Parse(m.core)
	before := make(map[string]bool)
	for _, w := range lexicon.Segment(analysis.Fold(previous)) {
		before[w.Text], before[lexicon.Lemma(w.Text)] = true, true
	}
	var s saying
	seen := make(map[string]bool)
	for _, w := range joinSingles(lexicon.Segment(m.core)) {
		folded := analysis.Fold(w.Text)
		if seen[folded] || !hasContent(w) || m.serves(&q, w) {
			continue
		}
		seen[folded] = true
		weight := lexicon.Weight(folded, m.language)
		if m.language == knowledge.Chinese && weight < leastChinese {
			continue
		}
		s.weight += weight
		if !before[folded] && !before[lexicon.Lemma(folded)] {
			s.own = append(s.own, folded)
		}
	}
	return s
}

// leastChinese is the weight below which a Chinese word says next to nothing:
// 来, 有.
const leastChinese = 4.0

// serves reports whether a word of the message only serves the asking: the
// asking words, the noun that is counted, words of little content, and the
// places and times that replace others.
func (m *message) serves(q *query.Query, w lexicon.Word) bool {
	if q.Dimension == figure.Count && w.Start >= q.Counted[0] && w.End == q.Counted[1] {
		return true
	}
	for _, p := range q.Places {
		if w.Start < p.End && w.End > p.Start {
			return true
		}
	}
	for _, word := range q.Words {
		if word.Start <= w.Start && w.End <= word.End {
			return word.Class != query.ContentWord
		}
	}
	return false
}
