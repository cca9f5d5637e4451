package asked

import (
	"regexp"
	"strings"
)

const (
	englishTimes = `(?:days?|weeks?|months?|years?|hours?|minutes?|seconds?|workdays?|workweeks?|fortnights?|quarters?|nights?)`
	englishMoney = `(?:money|dollars?|euros?|pounds?|yuan|rmb|cny|usd|cents?|pence)`
	auxiliaries  = `(?:do|does|did|is|are|was|were|can|could|may|might|must|should|shall|will|would|have|has|had|am|isn't|aren't|don't|doesn't|can't|won't|shouldn't)`
)

// asking are the forms of asking in English; of those that match at one place
// the one listed first is meant.
var asking = rules(
	string(Duration), `\bhow (?:many|much)(?: \w+){0,3}? (`+englishTimes+`)\b`,
	string(Money), `\bhow (?:many|much)(?: \w+)? (`+englishMoney+`)\b`,
	string(Percent), `\b(?:how (?:many|much)|what) (?:per ?cent|percentage|proportion|share|fraction)\b`,
	string(Count), `\bhow many (?:\w+ly )?([a-z-]+(?: [a-z-]+)?)`,
	string(Duration), `\bhow much (?:\w+ ){0,4}?(?:time|leave|notice|vacation|holiday|pto|warning|service|experience)\b`,
	string(Duration), `\bhow (?:long|soon|quick(?:ly)?|fast|short(?:ly)?|far (?:ahead|in advance|back)|late|early|recent(?:ly)?|old|overdue|regular(?:ly)?|often|frequent(?:ly)?)\b`,
	string(Money), `\bhow (?:expensive|costly|cheap)\b|\bhow much (?:does|do|did|will|would) .{1,60}\b(?:cost|pay|earn|charge|owe)\b`,
	string(Money), `\bwhat (?:\w+ )?(?:do|does|did|will|would|must|should|can) (?:\w+ ){1,4}?(?:pay|earn|owe|cost|charge)\b|\bwhat (?:will|would|do|does|can) (?:i|we|they|he|she) (?:receive|get paid)\b`,
	string(Amount), `\bhow (?:much|far|big|high|large|tall|wide|deep|heavy|low|small|loud|strong|close|near)\b|\b(?:at |from |by |until |to )?(?:what|which) age\b`,
	string(Date), `^(?:\w+ )?when\b|\b(?:until|till|by|since|from) when\b|\bwhen `+auxiliaries+`\b|\b(?:what|which) (?:\w+ )?(?:date|day|month)\b|\b(?:what|which) (?:time|year|hours?|week|window)\b|\b(?:final|last|due|closing|start|end|starting|closing) dates?\b`,
	string(Party), `^(?:\w+ )?(?:who|whose|whom)\b|\b(?:by|to|from|with) whom\b|\b(?:which|what) (?:\w+ )?(?:agency|department|office|team|authority|body|organi[sz]ation|bank|company|person|official|minister|ministry|unit|partner)\b`,
	string(Place), `^(?:\w+ )?where(?:abouts)?\b|\bwhere `+auxiliaries+`\b|\bwhich (?:city|state|country|region|county|place|address)\b|\bwhat address\b`,
	string(Reason), `\bwhy\b|\b(?:for )?what(?:'s| is| was)? the reason\b|\bfor what reason\b`,
	string(List), `\bwhat (?:sorts?|kinds?|types?) of\b|\bwhat (?:all )?(?:do|does|must|should|can|may|have) .{0,60}\b(?:need|include|cover|bring|contain|provide|submit|do|say|show|tell|hand in|have to|buy|depend|print)\b|\b(?:what|which) (?:is|are) (?:included|covered|required|needed)\b|\bwhat counts as\b|^(?:list|name) (?:all|the)\b`,
	string(Manner), `\bhow (?:do|does|did|can|could|should|would|will|must|may|is|are|to|was|were)\b|\bwhat (?:is|are) the (?:steps?|process|procedure)\b`,
)

// nouns tell what the noun that is asked about measures, where no asking word
// does: "rate of …", "notice period".
var nouns = rules(
	string(Percent), `\b(?:percentage|per ?cent|proportion|share|rate|rates|margin|ratio)\b`,
	string(Duration), `\b(?:period|duration|length|notice|time limit|limitation|terms?|deadline|wait|waiting time|processing time|lead time|turnaround|weeks|months|days|hours|years|service|age|time|longest|shortest)\b`,
	string(Date), `\b(?:dates?|due|expiry|expires?)\b`,
	string(Money), `\b(?:fees?|costs?|prices?|fines?|penalty|penalties|salary|wages?|bonus|budget|premiums?|allowance|deposit|stipend|rent|tax|charges?|surcharge|cap|grant|loan|payments?|payout|amounts?|compensation|benefit|subsidy|subsidies|reimbursement|pension|income|revenue|sales|profit|expenses?|spend|limit|value|worth|deductible|tuition|earn)\b`,
	string(Amount), `\b(?:number|quota|maximum|minimum|max|min|limit|threshold|size|total|average|level|score|count|distance|weight|height|speed|population|area|most|least|highest|lowest|largest|smallest|balance|cases|deaths|positions)\b`,
)

var (
	auxiliary   = regexp.MustCompile(`^(?:(?:and|so|but|then|or|also|ok|please|hi|hello|hey),? )*` + auxiliaries + `\b`)
	sentenceEnd = regexp.MustCompile(`[.?!;]\s+`)
	clauseEnd   = regexp.MustCompile(`[:]\s+|\s[-—–]+\s|,\s+`)
	politely    = regexp.MustCompile(`^.*?\b(?:could|can|would|will|may|might|wants?|wanted|like|trying|need) (?:you|someone|somebody|anyone|anybody|i|we|to)(?: please| kindly| perhaps)? ?(?:please |kindly )?(?:tell|explain|say|help|let|ask|know|find|check|give|show|see|understand)(?: out)?(?: me| us| them| if| whether)*\b|^.*?\b(?:do|does|did) (?:you|anyone|anybody|somebody|someone)(?: \w+)? (?:know|remember|happen to know|have an idea)\b|\bis it (?:known|clear|said)\b`)
)

func english(question string) Asked {
	lower := strings.ToLower(strings.NewReplacer("’", "'", "“", `"`, "”", `"`).Replace(question))
	sentences := sentenceEnd.Split(strings.TrimRight(lower, " ?.!"), -1)
	for i := len(sentences) - 1; i >= 0; i-- {
		if a, ok := englishSentence(sentences[i]); ok {
			return a
		}
	}
	return noun(strings.Join(sentences, ", "))
}

// englishSentence reads the first clause of a sentence that asks something.
func englishSentence(sentence string) (Asked, bool) {
	sentence = politely.ReplaceAllString(strings.TrimSpace(sentence), "")
	clauses := clauseEnd.Split(sentence, -1)
	for _, clause := range clauses {
		clause = strings.TrimSpace(clause)
		switch a, ok := apply(asking, clause); {
		case auxiliary.MatchString(clause) && !strings.HasPrefix(clause, "how"):
			return Asked{Kind: Verdict, Clause: clause}, true
		case ok && !(subordinate.MatchString(clause) && len(clauses) > 1):
			a.Clause = clause
			return a, true
		case asksOther.MatchString(clause):
			if a := noun(clause); !asksSeveral(clause) || a.Kind == Percent {
				return a, true
			}
			return Asked{Kind: List, Clause: clause}, true
		}
	}
	return Asked{}, false
}

var (
	// subordinate matches a clause that says when or where something is so
	// rather than asking it: "when I leave, …".
	subordinate = regexp.MustCompile(`^(?:when|where|who|which|how)\b (?:i|you|we|he|she|it|they|the|a|an|my|our|your|his|her|their|someone|somebody|also|has|is|lives?|works?)\b`)
	asksOther   = regexp.MustCompile(`^(?:\w+ ){0,2}(?:what|what's|which)\b|\b(?:what|which) `)
)

// asksSeveral reports whether what or which asks for several things: "which
// fees …", "what sorts of absence …".
func asksSeveral(clause string) bool {
	at := whichThings.FindStringIndex(clause)
	if at == nil {
		return false
	}
	for i, word := range strings.Fields(clause[at[1]:]) {
		word = strings.Trim(word, `"'(),`)
		switch {
		case i > 4 || notNoun.MatchString(word):
			return false
		case strings.HasSuffix(word, "'s"):
		case plural.MatchString(word):
			return true
		}
	}
	return false
}

var (
	whichThings = regexp.MustCompile(`\b(?:what|which) (?:of )?`)
	notNoun     = regexp.MustCompile(`^(?:` + auxiliaries + `|the|a|an|of|to|in|on|for|by|at|with|from|i|you|we|it|they|he|she|goes|applies|comes|happens)$`)
	plural      = regexp.MustCompile(`^(?:[a-z-]{2,}[^s\Wiu]s|criteria|people|paperwork|documentation|information|data|things|two|three|four|five|six|seven|eight|nine|ten)$`)
)

// noun reads the kind of answer from the noun that is asked about.
func noun(clause string) Asked {
	a, _ := apply(nouns, clause)
	if a.Kind == "" {
		a.Kind = Other
	}
	a.Clause = clause
	return a
}
