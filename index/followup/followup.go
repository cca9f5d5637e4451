package followup

import (
	"strings"

	"policybot/index/analysis"
	"policybot/index/asked"
	"policybot/index/lexicon"
	"policybot/knowledge"
)

// Turn is what was asked before in the same conversation.
type Turn struct {
	Question string // as it was completed, if it went on from another
	Subject  string // what its answer is about, "" where that is not known
}

// Completed is a message in the light of the question before.
type Completed struct {
	Question string   // the whole question: the message itself where it stands by itself
	Reading  Reading  // how the message is to be read
	Looser   string   // without what may go with the thing replaced alone, "" for the same: 偿还 goes with 本金, not with 利息
	Own      []string // what the message puts in place of something else; an answer speaks of it
}

// Reading says whether a message goes on from the question before.
type Reading uint8

// The readings, from the message alone to the completed question alone.
const (
	Alone       Reading = iota // it stands by itself
	RatherAlone                // by itself, or else completed
	RatherGoing                // completed, or else by itself
	Going                      // it says too little by itself
)

// longestFollowUp is how many characters a message may have that goes on from
// another; a longer one says what it is about.
const longestFollowUp = 120

// Complete returns the question that a message asks after another. A message
// that says by itself what it is about, or asks nothing, is returned as it is.
func Complete(before Turn, text string) Completed {
	alone := Completed{Question: text}
	previous := strings.TrimSpace(before.Question)
	if previous == "" || len([]rune(text)) > longestFollowUp || asked.CourtesyOf(analysis.Simplify(text)) != "" || asked.Split(text) != nil {
		return alone
	}
	m := read(text)
	if m.core == "" {
		return alone
	}
	said := m.saying(previous)
	reading := m.reading(said.weight)
	if m.asks && !m.marked && !m.pronoun && m.language != analysis.LanguageOf(previous) {
		reading = Alone
	}
	if reading == Alone {
		return alone
	}
	p := newPrevious(previous, before.Subject)
	completed := Completed{Reading: reading, Own: said.own}
	if m.asks {
		completed.Question = p.askAnew(m)
	} else {
		completed.Question = p.replace(m)
	}
	if completed.Question == "" {
		return alone
	}
	completed.Question = asWritten(completed.Question, text)
	if !m.asks {
		completed.Looser = looser(completed.Question)
	}
	return completed
}

// looser leaves out of a Chinese question the verbs that qualify a noun, and the
// words that ask for a sum; "" where there are none.
func looser(question string) string {
	words := lexicon.Segment(question)
	var out strings.Builder
	end := 0
	for i := 0; i < len(words); i++ {
		last := i
		for last < len(words) && strings.HasPrefix(words[last].Tag, "v") {
			last++
		}
		skip := i
		switch {
		case last > i && last < len(words) && words[last].Text == "的" && words[last].Start == words[last-1].End:
			skip = last + 1
		case strings.Contains(" 一共 总共 合计 总计 共计 ", " "+words[i].Text+" "):
			skip = i + 1
		}
		if skip > i {
			out.WriteString(question[end:words[i].Start])
			end = words[skip-1].End
			i = skip - 1
		}
	}
	if end == 0 {
		return ""
	}
	return out.String() + question[end:]
}

// asWritten gives the words of a message in a question back the characters in
// which they were written: traditional ones are read as simplified.
func asWritten(question, text string) string {
	plain := analysis.Simplify(text)
	if plain == text || len(plain) != len(text) {
		return question
	}
	for _, w := range lexicon.Segment(text) {
		if simplified := plain[w.Start:w.End]; simplified != w.Text {
			question = strings.ReplaceAll(question, simplified, w.Text)
		}
	}
	return question
}

// How much a message must say to stand by itself, in the units of
// [lexicon.Weight]: found on the cases of testdata/followups.txt and 25 others.
// Chinese words are rarer in their dictionary than English ones in theirs.
const (
	standsChinese, standsEnglish = 18.0, 12.0
	mayChinese, mayEnglish       = 9.0, 7.5
)

// reading tells from the form of a message and the weight of what it says how it
// is to be read.
func (m *message) reading(weight float64) Reading {
	stands, may := standsEnglish, mayEnglish
	if m.language == knowledge.Chinese {
		stands, may = standsChinese, mayChinese
	}
	if m.asks && (m.marked || m.pronoun) {
		stands, may = stands+may, stands
	}
	switch {
	case m.marked && !m.asks:
		return Going
	case !m.asks: // a name or a condition alone
		stands, may = 2*stands, stands
	}
	switch {
	case weight >= 2*stands:
		return Alone
	case weight >= stands:
		return RatherAlone
	case weight >= may:
		return RatherGoing
	}
	return Going
}
