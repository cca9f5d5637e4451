package choose

import (
	"math"
	"regexp"
	"strings"

	"policybot/index/lexicon"
	"policybot/knowledge"
	"policybot/knowledge/frame"
)

// Ruling is what a statement answers to a question for yes or no.
type Ruling struct {
	Yes     bool
	Depends bool   // the words leave it to somebody, or to the case
	Text    string // the sentence that rules
	Lead    string // the words that govern it, a line each

	cover    float64 // how much of the question the sentence says, 0 to 1
	denied   bool    // it denies something, or corrects the question
	marked   bool    // it says may, must, not: it rules and does not just tell
	disputed float64 // how near another sentence of the statement comes that rules otherwise, 0 to 1
}

// Verdict says whether a statement answers a question for yes or no with yes.
func Verdict(q *Question, k *Candidate) bool { return Rule(q, k).Yes }

// Ruling says what the best candidate answers to a question for yes or no.
func (c *Choice) Ruling() Ruling { return Rule(c.Question, &c.Candidates[0]) }

// Rule reads what a statement answers to a question for yes or no: its sentence
// that says most of the question rules, by whether it denies and by whether the
// question does. A figure that the question states is confirmed or corrected.
func Rule(q *Question, k *Candidate) Ruling {
	asks := readAsking(q)
	sentences := k.sentences()
	best := -1
	for i := range sentences {
		asks.weigh(&sentences[i])
		if best < 0 || sentences[i].standing > sentences[best].standing {
			best = i
		}
	}
	if best < 0 {
		return Ruling{Yes: true, Text: k.text, Lead: k.lead}
	}
	s := &sentences[best]
	r := asks.rule(s)
	if yes, known := asks.premise(s, r.Yes); known {
		r.Yes, r.denied, r.marked, r.Depends = yes, r.denied || !yes, true, false
	} else if any, known := k.counts(asks); known {
		r.Yes, r.denied, r.marked = any, !any, true
	}
	for i := range sentences {
		if o := &sentences[i]; i != best && s.standing > 0 {
			if other := asks.rule(o); other.marked && other.Yes != r.Yes {
				r.disputed = math.Max(r.disputed, math.Max(0, o.standing/s.standing))
			}
		}
	}
	return r
}

// sentence is a sentence of a statement with the words that govern it.
type sentence struct {
	text, lead string
	question   string // the question right before it, which it may answer
	standing   float64
	cover      float64
}

// sentences returns the sentences of a candidate, each under its own lead-in.
func (k *Candidate) sentences() []sentence {
	o := k.document.outline
	var all []sentence
	question := ""
	add := func(i int) {
		st := o.Statements[i]
		if st.Kind == frame.Heading {
			return
		}
		var lead []string
		for _, g := range o.Governing(i) {
			lead = append(lead, o.Text(g))
		}
		text := o.Text(i)
		for _, part := range knowledge.Sentences(text) {
			words := strings.TrimSpace(text[part.Start:part.End])
			if endsAsking(words) {
				question = words
				continue
			}
			all = append(all, sentence{text: words, lead: strings.Join(lead, "\n"), question: question})
			question = ""
		}
	}
	for i := k.at; i <= k.until; i++ {
		add(i)
	}
	if k.extent == list {
		for _, i := range o.Below(k.at) {
			add(i)
		}
	}
	if len(all) > 0 && all[0].question == "" && endsAsking(k.heading) {
		all[0].question = k.heading
	}
	return all
}

func endsAsking(text string) bool {
	text = strings.TrimSpace(text)
	return strings.HasSuffix(text, "?") || strings.HasSuffix(text, "？")
}

// asking is a question for yes or no, read for its verdict.
type asking struct {
	*Question
	core     string // the words that ask, folded, without the marks of asking
	chinese  bool
	denies   bool // "is it forbidden", 是不是不能
	pays     bool // it asks whether something is to be paid
	free     bool // it asks whether something is free of charge
	obliges  bool // must, have to, 必须
	needs    bool // the same, or need, should, 要, 得
	permits  bool // may, can, 可以, 能
	exists   bool // it asks whether there is or was any
	own      []known
	weights  []float64
	inClause []bool
	asked    []bool // words behind may or must: what is asked whether it may be done
	total    float64
	cache    map[string]known
}

func readAsking(q *Question) *asking {
	a := &asking{Question: q, cache: make(map[string]known)}
	a.core, a.chinese = askingCore(q)
	a.readForm()
	behind := behindModal(a.core)
	for _, w := range q.words {
		a.asked = append(a.asked, strings.Contains(behind, w.text))
		weight := w.weight
		in := false
		for _, c := range q.clause {
			in = in || c.text == w.text
		}
		if !in {
			weight *= situationWeight
		}
		a.own = append(a.own, knownWord(strings.TrimSuffix(w.text, "'s")))
		a.weights = append(a.weights, weight)
		a.inClause = append(a.inClause, in)
		a.total += weight
	}
	return a
}

// behindModal returns what stands behind may or must in a Chinese question.
func behindModal(core string) string {
	if at := chineseModal.FindStringIndex(core); at != nil {
		return core[at[1]:]
	}
	return ""
}

var chineseModal = regexp.MustCompile(`可以|可否|能否|能够?|允许|准许|应当?|必须|须|需要?|(?:[还就]|^)[要得]|会不会|会|可`)

// How words weigh for finding the sentence that rules.
const (
	askedShare      = 0.4  // of what stands behind may or must, against the whole question
	askedOfClause   = 0.8  // the same for a clause, whose subject stands in the one before
	situationWeight = 0.8  // of the words that tell the situation, against those that ask
	leadShare       = 0.5  // of what the lead-in says, against the sentence
	markedBonus     = 0.1  // of a sentence that says may, must or not as the question asks
	clauseShare     = 0.3  // of what its main clause says of the question
	answersBonus    = 0.15 // of one that begins with yes or no
	lengthLoss      = 0.02 // for each doubling of the length
)

func (a *asking) known(word string) known {
	if k, ok := a.cache[word]; ok {
		return k
	}
	k := knownWord(word)
	a.cache[word] = k
	return k
}

// near returns of each word of the question how near the nearest word of a text
// comes.
func (a *asking) near(text string) []float64 {
	near := make([]float64, len(a.own))
	for _, w := range lexicon.Segment(text) {
		if a.turned(text, w) {
			continue
		}
		k := a.known(strings.ToLower(w.Text))
		for i := range a.own {
			n := float64(nearness(&a.own[i], &k))
			near[i] = math.Max(near[i], n*n) // what is only alike says little of which sentence is meant
		}
	}
	return near
}

// turned reports whether 非 makes a word of a text another thing than the
// question asks about: 非生产性.
func (a *asking) turned(text string, w lexicon.Word) bool {
	const not = "非"
	rest := strings.TrimPrefix(w.Text, not)
	if rest == w.Text && !strings.HasSuffix(text[:w.Start], not) {
		return false
	}
	return rest != "" && !strings.Contains(a.Text, not+rest)
}

// covered returns the share of the question that texts say, the second ones
// counting less.
func (a *asking) covered(text, lead string) float64 {
	return a.coveredBy(text, lead, askedShare)
}

// coveredBy is covered with the share of what stands behind may or must.
func (a *asking) coveredBy(text, lead string, askedShare float64) float64 {
	if a.total == 0 {
		return 0
	}
	near := a.near(text)
	if lead != "" {
		for i, n := range a.near(lead) {
			near[i] = math.Max(near[i], leadShare*n)
		}
	}
	sum, asked, total := 0.0, 0.0, 0.0
	for i, n := range near {
		sum += a.weights[i] * n
		if a.asked[i] {
			asked += a.weights[i] * n
			total += a.weights[i]
		}
	}
	if total == 0 {
		return sum / a.total
	}
	return (1-askedShare)*sum/a.total + askedShare*asked/total
}

// weigh says how much a sentence speaks for ruling.
func (a *asking) weigh(s *sentence) {
	s.cover = a.covered(s.text+" "+s.question, s.lead)
	s.standing = s.cover - lengthLoss*math.Log2(1+float64(len(s.text))/40)
	text := foldVerdict(s.text)
	if a.speaks(text, s.lead) {
		s.standing += markedBonus
	}
	_, clause := a.mainClause(text)
	s.standing += clauseShare * clause
	if _, answers := opening(text); answers {
		s.standing += answersBonus
	}
}

// rule reads what a sentence rules.
func (a *asking) rule(s *sentence) Ruling {
	r := Ruling{Text: s.text, Lead: s.lead, cover: s.cover}
	text, lead := foldVerdict(s.text), foldVerdict(s.lead)
	r.Depends = depends.MatchString(text)
	if yes, answers := opening(text); answers {
		r.Yes, r.denied, r.marked = yes != a.deniesFor(s.question), !yes, true
		return r
	}
	denied := a.deniedBy(text)
	if above := a.deniedBy(governing(lead)); above.denied {
		denied = above
	}
	if a.excepted(text, lead) {
		denied.denied = !denied.denied
		denied.known = true
	}
	r.denied, r.marked = denied.denied, denied.known || rules.MatchString(text)
	r.Yes = denied.denied == a.denies
	return r
}
