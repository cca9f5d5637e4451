package notify

import (
	"slices"
	"strings"
	"unicode"

	"policybot/bot/state"
	"policybot/knowledge"
	"policybot/knowledge/diff"

	"github.com/shopspring/decimal"
)

// Decision is whether a subscription is told of a change, and if not, why.
type Decision string

// The decisions.
const (
	Told           Decision = "told"
	NotTopic       Decision = "topic"
	NotAgency      Decision = "agency"
	NotDocument    Decision = "document"
	NotWords       Decision = "words"
	NotKind        Decision = "kind"
	BelowThreshold Decision = "threshold"
	IsPaused       Decision = "paused"
	TooEarly       Decision = "earlier" // the change came before the subscription
	WasUndone      Decision = "undone"  // the change was undone before it was told
	NotBase        Decision = "base"    // the change is in a base that the subscription is not about
)

// Says says the decision in a language.
func (d Decision) Says(l knowledge.Language) string { return decisionNames[d].In(l) }

var decisionNames = map[Decision]knowledge.Text{
	Told:           {knowledge.Chinese: "符合订阅条件", knowledge.English: "it matches the subscription"},
	NotTopic:       {knowledge.Chinese: "主题不符", knowledge.English: "it is about another topic"},
	NotAgency:      {knowledge.Chinese: "部门不符", knowledge.English: "it is from another agency"},
	NotDocument:    {knowledge.Chinese: "文件不符", knowledge.English: "it is in another document"},
	NotWords:       {knowledge.Chinese: "不含订阅的关键词", knowledge.English: "it does not hold the words"},
	NotKind:        {knowledge.Chinese: "不属于订阅的变更类型", knowledge.English: "it is not the kind of change asked for"},
	BelowThreshold: {knowledge.Chinese: "变动幅度低于设定值", knowledge.English: "the figure changed by less than the threshold"},
	IsPaused:       {knowledge.Chinese: "订阅已暂停", knowledge.English: "the subscription is paused"},
	TooEarly:       {knowledge.Chinese: "变更早于订阅", knowledge.English: "it came before the subscription was made"},
	NotBase:        {knowledge.Chinese: "不在所订阅的文件库中", knowledge.English: "it is in documents that the subscription is not about"},
	WasUndone:      {knowledge.Chinese: "通知之前已改回", knowledge.English: "it was undone before it was told"},
}

// fold makes text comparable: lower case, no white space or punctuation.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0xff01 && r <= 0xff5e {
			r -= 0xfee0
		}
		if !unicode.IsLetter(r) && !unicode.IsNumber(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// matchable is a change with the texts that subscriptions are matched against
// folded once.
type matchable struct {
	*state.Logged
	topics, agencies, documents []string
	words                       string
	moved                       decimal.Decimal // size of the change in percent of the old figure
	measured                    bool            // moved is known
}

func newMatchable(l *state.Logged) *matchable {
	c := &l.Change
	m := &matchable{Logged: l, topics: foldAll(l.TopicName, string(l.Topic)), agencies: foldAll(l.Agency),
		documents: foldAll(nil, string(c.Document), c.Title)}
	var b strings.Builder
	for _, s := range []string{c.Title, c.Section, c.Subject, c.OldQuote.Text, c.NewQuote.Text} {
		b.WriteString(fold(s))
		b.WriteByte('\n')
	}
	for _, t := range append([]knowledge.Text{l.TopicName, l.Agency, l.Measure}, l.Audience...) {
		for _, s := range t {
			b.WriteString(fold(s))
			b.WriteByte('\n')
		}
	}
	m.words = b.String()
	if c.Old != nil && c.New != nil && c.Delta != "" && c.Old.Unit != "date" && c.Old.Unit != "period" {
		old, oldErr := decimal.NewFromString(c.Old.Value)
		delta, deltaErr := decimal.NewFromString(c.Delta)
		if oldErr == nil && deltaErr == nil && !old.IsZero() {
			m.moved, m.measured = delta.Abs().Mul(decimal.NewFromInt(100)).Div(old.Abs()), true
		}
	}
	return m
}

func foldAll(t knowledge.Text, more ...string) []string {
	var list []string
	for _, s := range t {
		list = append(list, fold(s))
	}
	for _, s := range more {
		list = append(list, fold(s))
	}
	return list
}

// filter is a subscription with its filters folded.
type filter struct {
	*state.Subscription
	of                      state.Bases // that it is about
	topic, agency, document string
	words                   []string
	threshold               decimal.Decimal
}

func newFilter(s *state.Subscription, of state.Bases) *filter {
	f := &filter{Subscription: s, of: of, topic: fold(s.Topic), agency: fold(s.Agency), document: fold(s.Document)}
	for _, w := range strings.Fields(s.Words) {
		if w = fold(w); w != "" {
			f.words = append(f.words, w)
		}
	}
	if s.Threshold != "" {
		f.threshold, _ = decimal.NewFromString(s.Threshold) // Check has read it
	}
	return f
}

// decide says whether the subscription is told of the change. What is cheap
// and narrows most is asked first.
func (f *filter) decide(m *matchable) Decision {
	switch {
	case !f.of.Holds(m.Base):
		return NotBase
	case f.topic != "" && !slices.Contains(m.topics, f.topic):
		return NotTopic
	case !wants(f.Only, m.Logged):
		return NotKind
	case !holdsPart(m.agencies, f.agency):
		return NotAgency
	case !holdsPart(m.documents, f.document):
		return NotDocument
	case m.measured && m.Change.Kind != diff.BoundChanged && f.Threshold != "" && m.moved.LessThan(f.threshold):
		return BelowThreshold
	case slices.ContainsFunc(f.words, func(w string) bool { return !strings.Contains(m.words, w) }):
		return NotWords
	case f.Paused != "" && f.Paused != state.PausedGone: // what is closed is told once it is open
		return IsPaused
	case m.Seq != 0 && m.Seq <= f.AfterSeq:
		return TooEarly
	}
	return Told
}

// wants reports whether a change is of the kinds that a subscription wants. What
// went with figures in it is a change of figures.
func wants(only state.Only, l *state.Logged) bool {
	switch only {
	case state.OnlyEverything:
		return true
	case state.OnlyMajor:
		return l.Change.Severity == diff.Major
	case state.OnlyFigures:
		return kindOf(&l.Change) == only || l.Figures > 0
	}
	return kindOf(&l.Change) == only
}

// holdsPart reports whether one of the texts holds a part; "" is in all.
func holdsPart(list []string, part string) bool {
	return part == "" || slices.ContainsFunc(list, func(s string) bool { return strings.Contains(s, part) })
}

// kindOf is what of [state.Only] a change falls under; everything where under none.
func kindOf(c *diff.Change) state.Only {
	switch c.Kind {
	case diff.DeadlineMoved, diff.EffectiveDateChanged:
		return state.OnlyDeadlines
	case diff.FigureChanged, diff.FigureUpdated, diff.BoundChanged:
		return state.OnlyFigures
	}
	if c.Old != nil || c.New != nil {
		return state.OnlyFigures
	}
	return state.OnlyEverything
}

// matcher finds the subscriptions that a change concerns.
type matcher struct{ filters []*filter }

// newMatcher returns a matcher of subscriptions; basesOf gives the bases that a
// server sees.
func newMatcher(subscriptions []state.Subscription, basesOf func(server string) (state.Bases, error)) (*matcher, error) {
	m := &matcher{filters: make([]*filter, len(subscriptions))}
	known := map[string]state.Bases{}
	for i := range subscriptions {
		about := subscriptions[i].About
		of, seen := known[about]
		if !seen {
			var err error
			if of, err = basesOf(about); err != nil {
				return nil, err
			}
			known[about] = of
		}
		m.filters[i] = newFilter(&subscriptions[i], of)
	}
	return m, nil
}

// match returns the subscriptions that are told of a change, oldest first.
func (m *matcher) match(l *state.Logged) []*state.Subscription {
	change := newMatchable(l)
	var list []*state.Subscription
	for _, f := range m.filters {
		if f.decide(change) == Told {
			list = append(list, f.Subscription)
		}
	}
	return list
}
