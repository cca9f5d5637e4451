package compose

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"policybot/index/choose"
	"policybot/index/facts"
	"policybot/index/query"
	"policybot/index/retrieve"
	"policybot/index/store"
	"policybot/knowledge"
	"policybot/knowledge/figure"
)

// Status says whether a question was answered.
type Status string

// The statuses. NotFound is an answer too: the documents do not say.
const (
	Answered Status = "answered"
	NotFound Status = "not_found"
)

// Answer is the reply to one question, with the words that prove it.
type Answer struct {
	Query      query.Query
	Status     Status
	Text       string             // the reply, in Language
	Figures    []AnsweredFigure   // what was asked for first
	Working    string             // printed arithmetic: "680.91亿元 + 9.92亿元 = 690.83亿元"
	Citations  []CitedText        // the statements that carry the answer
	Neighbours []AnsweredFigure   // facts worth knowing beside the answer
	Confidence float64            // 0 to 1, calibrated: of the answers given at 0.8, eight in ten are right
	Missing    string             // for NotFound: what was asked and is not in the documents, in Language
	Near       []retrieve.Hit     // for NotFound: the nearest facts
	Unsure     bool               // for NotFound: Near may hold the answer, but that is not sure enough
	Language   knowledge.Language // of Text
	Considered []Considered       // what was weighed, best first
	Revision   string             // of the base it was read from; set by package bot
	Courtesy   string             // for NotFound: Text answers a greeting, thanks or the like; nothing was asked
	TakenAs    string             // the question as it was completed from the one before; "" where it stands by itself
	Parts      []*Answer          // of a message that asks several questions: the answer to each, in order

	note      string // the end of Text, said by the program itself of its documents
	tabled    bool   // cells of a table answer
	nearTable bool   // a table may answer, not surely enough

	refusal string // why the arithmetic asked for cannot be done; "" for no reason
}

// AnsweredFigure is a figure of an answer with what it stands for.
type AnsweredFigure struct {
	Label    string // what it is, in the answer's language
	Figure   figure.Figure
	Words    string // the figure in the answer's language: 680.91亿元, "CNY 68.091 billion"
	Fact     knowledge.FactID
	Measure  knowledge.MeasureID
	AsOf     figure.Date
	Computed bool // the result of the arithmetic in Working
	Citation int  // index into Answer.Citations; -1 for computed figures
}

// CitedText is a citation with everything a reader needs to see of it.
type CitedText struct {
	knowledge.Citation
	Title     string
	Publisher string
	Speaker   string
	Date      figure.Date
	URL       string
	Heading   []string // heading path of the section
	Page      int
	Text      string // the words, in the document's language
	Statement string // the same statement in the asker's language, where the base has it; else ""
}

// Considered is one fact, measure or passage that was weighed for an answer,
// with the named parts of its score.
type Considered struct {
	Kind    retrieve.HitKind
	Text    string
	Score   float64
	Parts   []retrieve.Part
	Against string // what speaks against it; "" for nothing
}

// Composer answers questions from what a retriever finds. It is safe for use by
// several goroutines.
type Composer struct {
	store     *store.Store
	retriever *retrieve.Retriever
	finder    *facts.Finder
	chooser   func() *choose.Chooser
	tables    *tableCache
}

func New(s *store.Store, r *retrieve.Retriever) *Composer {
	chooser := sync.OnceValue(func() *choose.Chooser { return choose.New(s.Base, s.Telling) })
	return &Composer{s, r, facts.New(s, r), chooser, new(tableCache)}
}

// Over returns a composer that answers from what another retriever of the same
// store finds.
func (x *Composer) Over(r *retrieve.Retriever) *Composer {
	return &Composer{x.store, r, x.finder, x.chooser, x.tables}
}

// answerSingle answers a question that asks one thing of one place and year.
func (x *Composer) answerSingle(ctx context.Context, q query.Query) (*Answer, error) {
	a := &Answer{Query: q, Status: NotFound, Language: q.ReplyLanguage()}
	if q.Noise {
		a.Missing = x.missingText(a, nil)
		a.Text = a.Missing
		return a, nil
	}
	found, err := x.retriever.Retrieve(ctx, &q, x.answerLimits())
	if err != nil {
		return nil, fmt.Errorf("answer %q: %w", q.Text, err)
	}
	chosen := x.chooseStatement(&q, found)
	tables := x.chooseTable(q.Text, found, chosen, tablesWeighed)
	if x.answerTable(ctx, a, &tables) {
		return a, nil
	}
	x.answerFound(ctx, a, found, chosen, &tables)
	return a, nil
}

// answerFound answers from measures, else from the statement chosen among those
// found, or says what is nearest.
func (x *Composer) answerFound(ctx context.Context, a *Answer, found *retrieve.Candidates, chosen *choose.Choice, tables *tableChoice) {
	q := a.Query
	s := x.finder.SubjectOf(&q)
	var all []facts.Choice
	if len(x.store.Measures) > 0 || q.MayAskFigure() {
		all = x.finder.Choices(&q, s, found)
	}
	answered := (x.answerFigures(a, s, all) || a.refusal == "" && x.answerReckoned(a, chosen) || a.refusal == "" && x.answerWords(ctx, a, s, found, all)) && x.proven(ctx, a)
	spokenFor := a.refusal == "" && !speaksAgainst(contradiction(&q, all))
	if !answered && spokenFor {
		answered = x.answerChosen(ctx, a, chosen)
	}
	if answered && (a.nearTable || x.citesTable(a)) {
		*a = Answer{Query: q, Status: NotFound, Language: a.Language, Confidence: min(a.Confidence, leastTable)}
		answered = false
	}
	if answered {
		a.consider(all)
		a.Status = Answered
		return
	}
	if all == nil {
		all = x.finder.Choices(&q, s, found)
	}
	a.consider(all)
	x.refuse(a, all, found)
	if spokenFor && len(chosen.Candidates) > 0 {
		x.offer(a, chosen)
	}
	if spokenFor {
		x.offerTables(a, tables, chosen.Chance)
	}
}

// contradiction returns the fact nearest to a question for a figure, where that
// is of another place, time or kind than the one asked for; nil where it is not.
// Words found around it would only hide that.
func contradiction(q *query.Query, all []facts.Choice) *facts.Choice {
	if len(all) == 0 || !q.Want.Numeric() && !q.AsksFigure() {
		return nil
	}
	var nearest *facts.Choice
	for i := range all {
		if nearest == nil || all[i].Score > nearest.Score {
			nearest = &all[i]
		}
	}
	if nearest.Coverage.Close >= leastContradiction && (nearest.Place == query.SlotMismatch || nearest.Time == query.SlotMismatch || nearest.Dimension == query.SlotMismatch) {
		return nearest
	}
	return nil
}

// speaksAgainst reports whether a fact, nil for none, speaks against any words
// of running text: a measure's figures were gone through by hand.
func speaksAgainst(by *facts.Choice) bool { return by != nil && by.Entry.Measure != nil }

// leastContradiction is the share of a question that a fact itself must say
// to contradict it.
const leastContradiction = 0.5

// runningLimit is how many facts are weighed where all are of running text:
// they answer only where its words do. More change no answer to 617 questions.
const runningLimit = 24

// answerLimits says how many candidates an answer is chosen from.
func (x *Composer) answerLimits() retrieve.Limits {
	l := retrieve.Limits{Measures: retrieve.CandidateLimit, Facts: retrieve.CandidateLimit, Passages: retrieve.CandidateLimit}
	if len(x.store.Measures) == 0 {
		l.Facts = runningLimit
	}
	return l
}

// consider keeps the best of what was weighed, to be shown on demand.
func (a *Answer) consider(all []facts.Choice) {
	for _, c := range all[:min(len(all), 10)] {
		against := append([]string(nil), c.Coverage.Missing...)
		if c.Place == query.SlotMismatch {
			against = append(against, "place "+c.WrongPlace)
		}
		if c.Time == query.SlotMismatch {
			against = append(against, "time "+c.Wrong)
		}
		if c.Coverage.Uncounted {
			against = append(against, "counted")
		}
		if c.Dimension == query.SlotMismatch {
			against = append(against, "dimension "+string(c.Value().Dimension))
		}
		a.Considered = append(a.Considered, Considered{
			Kind: retrieve.FactHit, Text: c.Entry.Fact.Label.In(a.Language) + " " + c.Value().Text, Score: c.Score, Parts: c.Parts, Against: strings.Join(against, ", "),
		})
	}
}

// answerFigures answers with figures of facts, and reports whether it did.
func (x *Composer) answerFigures(a *Answer, s *facts.Subject, all []facts.Choice) bool {
	q := &a.Query
	if !q.Want.Numeric() && q.Operation == "" && q.Want != query.WantYesNo && q.Want != query.WantAny && q.Want != query.WantWhich {
		return false
	}
	chosen := x.finder.Pick(q, s, all)
	// Nobody went through running text figure by figure: its statements compete
	// among themselves.
	if len(chosen) == 0 || chosen[0].Entry.Measure == nil || !x.premisesHold(q, chosen) {
		return false
	}
	// Keywords and "what is" ask for a figure only where a fact's own name
	// says most of them.
	if !q.Want.Numeric() && q.Operation == "" && len(q.Premises) == 0 && chosen[0].Coverage.Close < leastClose && chosen[0].Specific < facts.NamesItself {
		return false
	}
	if q.Operation == query.Before {
		chosen = chosen[:1]
		chosen[0].Before = true
	}
	result := x.finder.Compute(q, a.Language, s, all, chosen)
	if result == nil && q.Operation == query.Total && query.NamesSeveral(q) && !s.OwnsAll(s.Own(x.finder, &chosen[0])) {
		result = &facts.Computed{From: chosen, Refusal: facts.Say(a.Language, "文件没有给出可以相加的同类数字。", "The documents give no figures of one kind that could be added up.")}
	}
	if result != nil && result.Refusal != "" {
		x.composeFigures(a, result.From, nil)
		a.refusal = result.Refusal
		return false
	}
	if result != nil {
		chosen = result.From
	}
	x.composeFigures(a, chosen, result)
	x.correct(a, chosen)
	x.neighbours(a, chosen)
	a.Confidence = confidence(all, chosen)
	return true
}

// leastClose is the share of keywords that a fact's label and statement must
// say for its figure to be the answer.
const leastClose = 0.7

// premisesHold reports whether the figures that the question states are ones
// the chosen fact confirms or corrects. A figure of quite another kind ("the
// top 10 banks") narrows the question in a way the fact does not speak of.
func (x *Composer) premisesHold(q *query.Query, chosen []facts.Choice) bool {
	for _, premise := range q.Premises {
		held := false
		for _, c := range chosen {
			held = held || x.supported(premise, c.Entry) || judge(premise, c.Value()) != unrelated
		}
		if !held {
			return false
		}
	}
	return true
}

// confidence says how sure the choice of a fact is, from how much of the
// question it says, how much of its own name the question says, and how far
// the next fact is behind.
func confidence(all, chosen []facts.Choice) float64 {
	c := chosen[0]
	next := 0.0
	for i := range all {
		if !slices.ContainsFunc(chosen, func(d facts.Choice) bool { return all[i].Same(&d) }) && all[i].Fits() {
			next = all[i].Score
			break
		}
	}
	margin := 0.0
	if c.Score > 0 {
		margin = (c.Score - next) / c.Score
	}
	sure := 0.45 + 0.30*min(1, c.Coverage.Close) + 0.12*c.Specific + 0.30*min(0.4, margin)
	return min(0.99, max(0.05, sure))
}

// refuse says that the documents do not answer, and what they say that is
// nearest.
func (x *Composer) refuse(a *Answer, all []facts.Choice, found *retrieve.Candidates) {
	a.Status = NotFound
	if len(x.store.Measures) == 0 && !a.Query.MayAskFigure() {
		all = nil // its passages are nearer to such a question than its figures
	}
	all = x.withoutElsewhere(&a.Query, all, found)
	a.Missing = x.missingText(a, all)
	a.Text = a.Missing
	if a.refusal != "" {
		// What could not be added up is worth knowing one by one.
		a.Text = a.refusal
		a.Missing = a.refusal
		for _, f := range a.Figures {
			a.Near = append(a.Near, x.nearFigure(a, f))
		}
		a.Figures, a.Citations, a.Working = nil, nil, ""
		return
	}
	seen := make(map[uint64]bool) // by statement: notices are often published twice
	for _, c := range all {
		statement := store.Fingerprint(c.Entry.Fact.Statement.In(c.Entry.Fact.Language))
		if seen[statement] || len(a.Near) == mostNear || c.Coverage.Matched < leastNear {
			continue
		}
		seen[statement] = true
		a.Near = append(a.Near, x.factHit(c.Entry, a.Language))
	}
	if len(a.Near) > 0 {
		return
	}
	for _, c := range found.Passages[:min(len(found.Passages), mostNear)] {
		a.Near = append(a.Near, x.passageHit(c, a.Language))
	}
}

// withoutElsewhere leaves out the figures of other places than the one asked
// for, where the documents found first are about that one: to say that they
// give nothing for it would be wrong.
func (x *Composer) withoutElsewhere(q *query.Query, all []facts.Choice, found *retrieve.Candidates) []facts.Choice {
	if len(q.Places) == 0 || len(all) == 0 || all[0].Place != query.SlotMismatch || all[0].Entry.Measure != nil {
		return all
	}
	for _, d := range found.Documents[:min(len(found.Documents), leadingDocuments)] {
		if d.Features[retrieve.RankPlaceOwn]+d.Features[retrieve.RankPlaceInner] > 0 {
			return slices.DeleteFunc(slices.Clone(all), func(c facts.Choice) bool { return c.Place == query.SlotMismatch })
		}
	}
	return all
}

// leadingDocuments is how many of the documents found a question is likely
// about.
const leadingDocuments = 3

// mostNear is how many facts a refusal shows; leastNear the share of the
// question they must say.
const (
	mostNear  = 3
	leastNear = 0.15
)
