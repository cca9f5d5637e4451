// Package asked reads what kind of answer a question asks for: a verdict, an
// amount of money, a length of time, a day, a party, a list, a reason.
//
// The kind is read from the form of the question (its asking words and the
// noun they belong to), never from what it is about.
package asked

import (
	"regexp"
	"strings"
	"unicode"
)

// Kind is the kind of answer that a question asks for.
type Kind string

// The kinds of answers.
const (
	Other    Kind = "other"    // which, what, keywords
	Verdict  Kind = "verdict"  // yes or no
	Amount   Kind = "amount"   // a number of any kind
	Money    Kind = "money"    // a sum of money
	Percent  Kind = "percent"  // a share or rate
	Duration Kind = "duration" // a length of time
	Date     Kind = "date"     // a day, a month, a time of day or a deadline
	Count    Kind = "count"    // how many of something
	Party    Kind = "party"    // who
	Place    Kind = "place"    // where
	List     Kind = "list"     // several things
	Reason   Kind = "reason"   // why
	Manner   Kind = "manner"   // how, in steps
)

// Numeric reports whether the answer is a number.
func (k Kind) Numeric() bool {
	switch k {
	case Amount, Money, Percent, Duration, Count:
		return true
	}
	return false
}

// Operation is arithmetic that a question asks for over several figures.
type Operation string

// The operations; the empty one asks for none.
const (
	Sum        Operation = "sum"
	Difference Operation = "difference"
)

// Asked is what a question asks for.
type Asked struct {
	Kind      Kind
	Unit      string    // the noun of "how many …", folded: weeks, 户; "" for none
	Clause    string    // the part of the question that asks, as it stands there
	Operation Operation // arithmetic over several figures that is asked for
	Several   bool      // the question asks for more than one thing
}

// Of returns what the last asking part of a question asks for.
func Of(question string) Asked {
	question = strings.TrimSpace(question)
	var a Asked
	if mostlyHan(question) {
		a = chinese(question)
		a.Several = chineseSeveral.MatchString(question)
	} else {
		a = english(question)
		a.Several = englishSeveral.MatchString(strings.ToLower(question))
	}
	switch {
	case difference.MatchString(question):
		a.Operation = Difference
	case sum.MatchString(question) && joined.MatchString(question):
		a.Operation = Sum
	}
	return a
}

// mostlyHan reports whether a question is asked in Chinese, though it may name
// things in English, or the other way round.
func mostlyHan(s string) bool {
	han, latin := 0, 0
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Han, r):
			han++
		case unicode.IsLetter(r):
			latin++
		}
	}
	return 3*han > latin
}

// rule gives the kind of what its pattern matches; the first group, where
// there is one, is the noun that is counted.
type rule struct {
	kind    Kind
	pattern *regexp.Regexp
}

func rules(pairs ...string) []rule {
	var out []rule
	for i := 0; i < len(pairs); i += 2 {
		out = append(out, rule{Kind(pairs[i]), regexp.MustCompile(pairs[i+1])})
	}
	return out
}

// apply returns what the rule says that matches clause first, of several at
// one place the one listed first.
func apply(all []rule, clause string) (Asked, bool) {
	first, found := len(clause)+1, Asked{}
	for _, r := range all {
		m := r.pattern.FindStringSubmatchIndex(clause)
		if m == nil || m[0] >= first {
			continue
		}
		first, found = m[0], Asked{Kind: r.kind}
		if len(m) > 2 && m[2] >= 0 {
			found.Unit = strings.TrimSpace(clause[m[2]:m[3]])
		}
	}
	return found, first <= len(clause)
}

var (
	difference     = regexp.MustCompile(`(?i)\bhow (?:much|many)(?: \w+){0,2}? (?:more|less|fewer|higher|lower|longer|shorter|bigger|larger|smaller|cheaper|dearer)\b|\bdifference between\b|\bby how much\b|比.{1,30}(?:多|高|少|低|长|短|贵|便宜|涨|降)了?(?:出)?(?:多少|几)|(?:相差|差)(?:了)?(?:多少|几)|(?:多|高|少|低|涨)了?(?:出)?(?:多少|几)(?:个|天|分|元|人|万|倍)?$`)
	sum            = regexp.MustCompile(`(?i)\b(?:in total|altogether|combined|in all|put together|added up|add up|sum of|taken together)\b|一共|总共|合计|加起来|加一起|加在一起|总和|合起来|共计`)
	joined         = regexp.MustCompile(`(?i)\band\b|\bplus\b|\bboth\b|,|[和与跟、及各两]|加上`) // several things, which a sum needs
	englishSeveral = regexp.MustCompile(`\?.+\?|\band (?:how|what|when|who|where|which|why|until|by when|for how|does|do|is|are|can|may|must)\b|, (?:how|what|when|who|where|which|why)\b.*\band\b`)
	chineseSeveral = regexp.MustCompile(`[？?].*(?:多少|几|哪|什么|谁|吗|呢|怎|多久|何).*|(?:多少|几\p{Han}|哪\p{Han}|什么|谁|多久).*[，,、；;和].*(?:多少|几\p{Han}|哪\p{Han}|什么|谁|多久|怎)`)
)
