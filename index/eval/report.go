package eval

import (
	"cmp"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"time"

	"policybot/index"
)

// Report is what an evaluation measured. Its JSON names do not change.
type Report struct {
	Questions   int           `json:"questions"`
	Documents   *Found        `json:"documents,omitempty"` // over the questions that name their document
	Passages    *Found        `json:"passages,omitempty"`  // the same
	RougeL      *Rouge        `json:"rouge_l,omitempty"`   // over the questions with an answer
	Figures     *Metric       `json:"figures,omitempty"`   // share of the questions with figures whose figures are all in the answer
	Right       *Metric       `json:"right,omitempty"`     // share of all questions whose answer will do; see Right
	Graded      *Graded       `json:"graded,omitempty"`    // over the questions that say what a reply must hold
	Refusal     *Refusal      `json:"refusal,omitempty"`
	Reliability []Reliability `json:"reliability,omitempty"`
	Latency     Latency       `json:"latency_ms"` // whole answer
	Search      Latency       `json:"search_ms"`  // retrieval alone
}

// Found is how well something is found.
type Found struct {
	Recall map[string]Metric `json:"recall"` // by depth: "1", "5", "10"
	MRR    Metric            `json:"mrr"`    // mean of 1/rank, 0 below rank 10
}

// Rouge is the mean ROUGE-L F1 of the answers; a question that is not
// answered counts as 0.
type Rouge struct {
	GoldDocument *Metric `json:"gold_document,omitempty"` // with only the document that answers at hand
	EndToEnd     Metric  `json:"end_to_end"`
}

// Refusal is how well the answerable is told from the unanswerable.
// Unanswerable are questions of status not_found and, where documents were
// left out, every question without its document.
type Refusal struct {
	AUROC    Metric  `json:"auroc"`    // that an answerable question has the higher confidence
	Refused  Metric  `json:"refused"`  // share of the unanswerable that get "not found"
	Answered *Metric `json:"answered"` // share of the answerable that get an answer

	// Share of the questions left without their document that another document
	// answers as well: with half of the good answer's words, as Right counts.
	// They bound what Refused and AUROC can reach.
	Elsewhere *Metric `json:"elsewhere,omitempty"`
}

// Reliability compares what answers say of themselves with what they are.
type Reliability struct {
	From       float64 `json:"from"` // confidence, included
	To         float64 `json:"to"`   // confidence, not included but for 1
	Answers    int     `json:"answers"`
	Confidence float64 `json:"confidence"` // mean
	Right      float64 `json:"right"`      // share
}

// Latency is in milliseconds.
type Latency struct {
	P50 float64 `json:"p50"`
	P99 float64 `json:"p99"`
}

// Metric is a mean over questions with its 95 % confidence interval. As JSON
// it is the bare number; Report writes the intervals beside it.
type Metric struct {
	Value, Low, High float64
	Of               int // questions it is the mean of
}

// MarshalJSON writes the value.
func (m Metric) MarshalJSON() ([]byte, error) { return json.Marshal(round(m.Value)) }

func round(v float64) float64 { return float64(int64(v*1e4+0.5)) / 1e4 }

// MarshalJSON writes the report with the intervals under "intervals", by the
// path of the metric: {"documents.recall.1": [0.81, 0.89]}.
func (r *Report) MarshalJSON() ([]byte, error) {
	type plain Report
	intervals := make(map[string][2]float64)
	for _, row := range r.rows() {
		intervals[row.path] = [2]float64{round(row.metric.Low), round(row.metric.High)}
	}
	return json.Marshal(struct {
		*plain
		Intervals map[string][2]float64 `json:"intervals"`
	}{(*plain)(r), intervals})
}

var depths = []struct {
	name string
	rank int
}{{"1", 1}, {"5", 5}, {"10", 10}}

func newReport(outcomes []*outcome) *Report {
	r := &Report{Questions: len(outcomes)}
	document := func(o *outcome) int { return o.document }
	passage := func(o *outcome) int { return o.passage }
	r.Documents = found(filter(outcomes, func(o *outcome) bool { return o.hasDocument }), document)
	r.Passages = found(filter(outcomes, func(o *outcome) bool { return o.hasPassage }), passage)
	if answered := filter(outcomes, func(o *outcome) bool { return o.Answer != "" }); len(answered) > 0 {
		r.RougeL = &Rouge{EndToEnd: *mean(answered, func(o *outcome) float64 { return o.rouge })}
		r.RougeL.GoldDocument = mean(filter(answered, func(o *outcome) bool { return o.hasDocument }), func(o *outcome) float64 { return o.goldRouge })
	}
	r.Figures = mean(filter(outcomes, func(o *outcome) bool { return o.hasFigures() && o.Status != index.NotFound }), func(o *outcome) float64 { return share(o.figures) })
	r.Right = mean(filter(outcomes, func(o *outcome) bool { return o.Answer != "" || len(o.Figures) > 0 || o.Status != "" }),
		func(o *outcome) float64 { return share(o.right) })
	r.Graded = gradedOf(outcomes)
	r.Refusal = refusal(outcomes)
	r.Reliability = reliability(outcomes)
	r.Latency = latency(outcomes, func(o *outcome) time.Duration { return o.whole })
	r.Search = latency(outcomes, func(o *outcome) time.Duration { return o.search })
	return r
}

func filter(list []*outcome, keep func(*outcome) bool) []*outcome {
	var kept []*outcome
	for _, o := range list {
		if keep(o) {
			kept = append(kept, o)
		}
	}
	return kept
}

func share(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func found(list []*outcome, rank func(*outcome) int) *Found {
	if len(list) == 0 {
		return nil
	}
	f := &Found{Recall: make(map[string]Metric)}
	for _, depth := range depths {
		f.Recall[depth.name] = *mean(list, func(o *outcome) float64 { return share(rank(o) > 0 && rank(o) <= depth.rank) })
	}
	f.MRR = *mean(list, func(o *outcome) float64 {
		if rank(o) == 0 {
			return 0
		}
		return 1 / float64(rank(o))
	})
	return f
}

// resamples is how many times questions are drawn again, with replacement,
// for an interval (Efron 1979, Bootstrap methods).
const resamples = 1000

// mean returns the mean of a measurement with its interval, nil over nothing.
func mean(list []*outcome, of func(*outcome) float64) *Metric {
	if len(list) == 0 {
		return nil
	}
	values := make([]float64, len(list))
	total := 0.0
	for i, o := range list {
		values[i] = of(o)
		total += values[i]
	}
	m := &Metric{Value: total / float64(len(list)), Of: len(list)}
	m.Low, m.High = bootstrap(len(list), func(draw func() int) float64 {
		sum := 0.0
		for range values {
			sum += values[draw()]
		}
		return sum / float64(len(values))
	})
	return m
}

// bootstrap returns the middle 95 % of a statistic over n questions drawn
// again. The draws are the same every time, so that reports can be compared.
func bootstrap(n int, statistic func(draw func() int) float64) (low, high float64) {
	random := rand.New(rand.NewPCG(1979, 95))
	values := make([]float64, resamples)
	for i := range values {
		values[i] = statistic(func() int { return random.IntN(n) })
	}
	slices.Sort(values)
	return values[resamples*25/1000], values[resamples*975/1000]
}

// asked is a question asked once: how sure the answer was, and whether there
// was one.
type asked struct {
	confidence float64
	answered   bool
}

func ask(a *index.Answer) asked { return asked{a.Confidence, a.Status == index.Answered} }

func refusal(outcomes []*outcome) *Refusal {
	var answerable, unanswerable []asked
	for _, o := range outcomes {
		if o.Status == index.NotFound {
			unanswerable = append(unanswerable, ask(o.answer))
			continue
		}
		answerable = append(answerable, ask(o.answer))
		if o.without != nil {
			unanswerable = append(unanswerable, ask(o.without))
		}
	}
	if len(answerable) == 0 || len(unanswerable) == 0 {
		return nil
	}
	r := &Refusal{}
	r.AUROC = Metric{Value: auroc(answerable, unanswerable), Of: len(answerable) + len(unanswerable)}
	drawn := [2][]asked{make([]asked, len(answerable)), make([]asked, len(unanswerable))}
	r.AUROC.Low, r.AUROC.High = bootstrap(1<<30, func(draw func() int) float64 {
		for i := range drawn[0] {
			drawn[0][i] = answerable[draw()%len(answerable)]
		}
		for i := range drawn[1] {
			drawn[1][i] = unanswerable[draw()%len(unanswerable)]
		}
		return auroc(drawn[0], drawn[1])
	})
	r.Refused = proportion(unanswerable, func(a asked) bool { return !a.answered })
	answered := proportion(answerable, func(a asked) bool { return a.answered })
	r.Answered = &answered
	r.Elsewhere = mean(filter(outcomes, func(o *outcome) bool { return o.without != nil && o.Answer != "" }), func(o *outcome) float64 {
		return share(rougeOf(o.Case, o.without) >= leastShared)
	})
	return r
}

func proportion(list []asked, is func(asked) bool) Metric {
	m := Metric{Of: len(list)}
	for _, a := range list {
		m.Value += share(is(a)) / float64(len(list))
	}
	m.Low, m.High = bootstrap(len(list), func(draw func() int) float64 {
		sum := 0.0
		for range list {
			sum += share(is(list[draw()]))
		}
		return sum / float64(len(list))
	})
	return m
}

// auroc returns the chance that one of high has a higher confidence than one
// of low, ties counting half (Mann and Whitney's U over the pairs).
func auroc(high, low []asked) float64 {
	values := make([]float64, 0, len(low))
	for _, a := range low {
		values = append(values, a.confidence)
	}
	slices.Sort(values)
	wins := 0.0
	for _, a := range high {
		below, _ := slices.BinarySearch(values, a.confidence)
		upTo, _ := slices.BinarySearchFunc(values, a.confidence, func(v, c float64) int {
			if v <= c {
				return -1
			}
			return 1
		})
		wins += float64(below) + float64(upTo-below)/2
	}
	return wins / float64(len(high)) / float64(len(low))
}

// bins are the bounds of the reliability table.
var bins = []float64{0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1}

// reliability sorts the answers given by their confidence. Answers to
// questions of which nothing better is known are left out.
func reliability(outcomes []*outcome) []Reliability {
	var table []Reliability
	for i := 0; i+1 < len(bins); i++ {
		row := Reliability{From: bins[i], To: bins[i+1]}
		for _, o := range outcomes {
			c := o.answer.Confidence
			known := o.Answer != "" || len(o.Figures) > 0 || o.Status != ""
			if !known || o.answer.Status != index.Answered || c < row.From || c >= row.To && (row.To < 1 || c > 1) {
				continue
			}
			row.Answers++
			row.Confidence += c
			row.Right += share(o.right)
		}
		if row.Answers > 0 {
			row.Confidence = round(row.Confidence / float64(row.Answers))
			row.Right = round(row.Right / float64(row.Answers))
			table = append(table, row)
		}
	}
	return table
}

func latency(outcomes []*outcome, of func(*outcome) time.Duration) Latency {
	if len(outcomes) == 0 {
		return Latency{}
	}
	times := make([]time.Duration, len(outcomes))
	for i, o := range outcomes {
		times[i] = of(o)
	}
	slices.SortFunc(times, cmp.Compare)
	at := func(percent int) float64 {
		return round(float64(times[(len(times)-1)*percent/100]) / float64(time.Millisecond))
	}
	return Latency{P50: at(50), P99: at(99)}
}
