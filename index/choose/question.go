package choose

import (
	"regexp"
	"strings"
	"unicode"

	"policybot/index/analysis"
	"policybot/index/asked"
	"policybot/index/lexicon"
	"policybot/knowledge"
	"policybot/knowledge/figure"
	"policybot/knowledge/place"
)

// Question is a question prepared for choosing.
type Question struct {
	Text  string
	Asked asked.Asked

	terms   []term // distinct, as indexed, in order
	total   float64
	unknown float64 // the part of total that no statement of the base holds
	words   []word  // telling words, as dictionaries have them
	target  []word  // those of words that name what is asked for: \"rent\" of \"how much is the rent of …\"
	clause  []word  // those of words that stand in the clause that asks
	figures []figure.Figure
	numbers []string // as digits
	places  []place.Mention
	years   []int
	names   []string // capitalised words: names of programmes, firms, forms
	office  bool     // it asks what somebody who holds an office is called
	strange bool     // it names a name that nothing in the base says
	highest bool     // it asks for a maximum
	lowest  bool     // it asks for a minimum
}

// term is an indexed term of the question.
type term struct {
	text   string
	weight float64 // how telling it is in the base
}

// word is a word of the question.
type word struct {
	text, stem string
	weight     float64 // how telling it is in general
	language   knowledge.Language
}

var (
	digits  = regexp.MustCompile(`\d[\d,]*(?:\.\d+)?`)
	years   = regexp.MustCompile(`(?:^|\D)((?:19|20)\d\d)(?:\D|$)`)
	names   = regexp.MustCompile(`[A-Z][A-Za-z0-9&'-]*[A-Za-z0-9]`)
	highest = regexp.MustCompile(`(?i)\b(?:max|maximum|up to|at most|most|cap|limit|ceiling|highest|longest|latest)\b|最多|最高|上限|封顶|不超过|最长|最迟|最晚|限额`)
	lowest  = regexp.MustCompile(`(?i)\b(?:min|minimum|at least|least|lowest|shortest)\b|最少|最低|下限|不低于|至少|起付|最短|最小`)
)

// Read prepares a question. inverse gives how telling a term is in the base
// and whether the base holds it at all.
func Read(text string, inverse func(term string) (weight float64, held bool)) *Question {
	q := &Question{Text: text, Asked: asked.Of(analysis.Simplify(text))}
	seen := make(map[string]bool)
	for _, t := range analysis.Tokens(analysis.WithoutAsking(text)) {
		if seen[t.Term] || analysis.IsStop(t.Term) {
			continue
		}
		seen[t.Term] = true
		weight, held := inverse(t.Term)
		q.terms = append(q.terms, term{t.Term, weight})
		q.total += weight
		if !held {
			q.unknown += weight
		}
	}
	q.words = tellingWords(text)
	q.clause = among(q.words, q.Asked.Clause)
	q.target = targetOf(q)
	q.figures = figure.Find(text, figure.Date{})
	q.numbers = digits.FindAllString(text, -1)
	q.places = place.Find(text)
	for _, m := range years.FindAllStringSubmatch(text, -1) {
		q.years = append(q.years, atoi(m[1]))
	}
	q.names = properNames(text)
	q.office = asksName(text)
	for _, n := range q.names {
		for _, t := range analysis.Tokens(n) {
			if _, held := inverse(t.Term); !held && !analysis.IsStop(t.Term) {
				q.strange = true
			}
		}
	}
	q.highest, q.lowest = highest.MatchString(text), lowest.MatchString(text)
	return q
}

func atoi(s string) int {
	n := 0
	for _, r := range s {
		n = 10*n + int(r-'0')
	}
	return n
}

// leastTelling is the weight below which a word tells nothing: 为, company.
const leastTelling = 2

// numberWeight is the weight of a number, which no dictionary has.
const numberWeight = 5

// TellingWords returns how many words of a question have content.
func TellingWords(text string) int { return len(tellingWords(text)) }

// tellingWords returns the content words of a question.
func tellingWords(text string) []word {
	var words []word
	seen := make(map[string]bool)
	for _, w := range lexicon.Segment(analysis.WithoutAsking(text)) {
		folded := strings.ToLower(w.Text)
		if seen[folded] || !tells(w, folded) {
			continue
		}
		seen[folded] = true
		language := languageOf(folded)
		weight := lexicon.Weight(folded, language)
		if strings.ContainsAny(folded, "0123456789") {
			weight = numberWeight
		}
		if weight >= leastTelling {
			words = append(words, word{folded, stem(folded), weight, language})
		}
	}
	return words
}

// tells reports whether a word is of a part of speech that has content.
func tells(w lexicon.Word, folded string) bool {
	if !analysis.HoldsHan(folded) {
		return !analysis.IsStop(folded)
	}
	return w.HasContent()
}

func languageOf(word string) knowledge.Language {
	if analysis.HoldsHan(word) {
		return knowledge.Chinese
	}
	return knowledge.English
}

// stem returns the indexed form of a word.
func stem(word string) string {
	if tokens := analysis.Tokens(word); len(tokens) == 1 {
		return tokens[0].Term
	}
	return word
}

// properNames returns the capitalised words of a question that are not
// capitalised only because they begin a sentence.
func properNames(text string) []string {
	var found []string
	han := analysis.HoldsHan(text)
	for _, at := range names.FindAllStringIndex(text, -1) {
		name := text[at[0]:at[1]]
		before := strings.TrimRightFunc(text[:at[0]], func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(`"'“(`, r) })
		begins := before == "" || strings.ContainsAny(before[len(before)-1:], ".?!:")
		if strings.HasPrefix(name, "I'") || !han && begins && strings.ToUpper(name) != name {
			continue
		}
		found = append(found, strings.ToLower(name))
	}
	return found
}

// among returns the words that a part of the question holds.
func among(words []word, part string) []word {
	var found []word
	held := make(map[string]bool)
	for _, w := range tellingWords(part) {
		held[w.text] = true
	}
	for _, w := range words {
		if held[analysis.Simplify(w.text)] {
			found = append(found, w)
		}
	}
	return found
}

// targetOf returns the words that name what is asked for: in Chinese the noun
// behind a measure word (多少个岗位), else those before the asking word, in English
// those behind it.
func targetOf(q *Question) []word {
	clause := q.Asked.Clause
	if analysis.HoldsHan(clause) {
		if counted := chineseCounted.FindString(clause); counted != "" {
			if found := among(q.words, counted); len(found) > 0 {
				return found[:1]
			}
		}
		if at := chineseAsks.FindStringIndex(clause); at != nil && at[0] > 0 {
			clause = clause[:at[0]]
		}
		found := among(q.words, clause)
		return found[max(0, len(found)-targetWords):]
	}
	if at := englishAsks.FindStringIndex(clause); at != nil {
		clause = clause[at[1]:]
	}
	if at := targetEnds.FindStringIndex(clause); at != nil && at[0] > 0 {
		clause = clause[:at[0]]
	}
	found := among(q.words, clause)
	return found[max(0, len(found)-targetWords):]
}

// targetWords is how many words name what is asked for, at most.
const targetWords = 2

var (
	chineseCounted = regexp.MustCompile(`(?:多少|几)[个家名位户项件台辆套所间条座场次笔]\p{Han}{2,6}`)
	chineseAsks    = regexp.MustCompile(`(?:[是为有]|一共|共|大概|最[高多少低长短迟晚])*(?:多少|几|多[久大长高重远]|什么|哪|百分之)`)
	englishAsks    = regexp.MustCompile(`\b(?:how (?:much|many|long|often|far|soon|big|high|large|old)|what(?:'s)?|which|when|who|where)\b(?: (?:is|are|was|were|does|do|did|can|may|must|will|should|the|a|an|my|our|your))*`)
	targetEnds     = regexp.MustCompile(`\b(?:of|for|in|on|at|by|per|when|if|to|with|under|from|is|are|was|were|does|do|did|can|may|must|will|would|should|has|have|that|who)\b`)
)
