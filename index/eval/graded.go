package eval

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"text/tabwriter"

	"policybot/index"
	"policybot/knowledge"
)

// Graded is what became of the questions that say what a reply must hold.
type Graded struct {
	All        Tally            `json:"all"`
	ByKind     map[string]Tally `json:"by_kind,omitempty"`
	ByLanguage map[string]Tally `json:"by_language,omitempty"`

	Right          *Metric `json:"right,omitempty"`            // of the answerable, told first or not
	RightOrOffered *Metric `json:"right_or_offered,omitempty"` // of the answerable, or among the three nearest
	Wrong          *Metric `json:"wrong,omitempty"`            // of the answers given
	Refused        *Metric `json:"rightly_refused,omitempty"`  // of the unanswerable
}

// Tally counts grades.
type Tally map[Grade]int

func (t Tally) of(grades ...Grade) int {
	n := 0
	for _, g := range grades {
		n += t[g]
	}
	return n
}

// gradedOf counts the grades of outcomes, nil where no case says what a reply
// must hold.
func gradedOf(outcomes []*outcome) *Graded {
	g := &Graded{All: make(Tally), ByKind: make(map[string]Tally), ByLanguage: make(map[string]Tally)}
	answered, known := 0, false
	for _, o := range outcomes {
		if !o.graded() {
			continue
		}
		known = known || len(o.Accept) > 0
		if o.answer.Status == index.Answered {
			answered++
		}
		g.All[o.grade]++
		tally(g.ByKind, o.Kind)[o.grade]++
		tally(g.ByLanguage, string(o.Language))[o.grade]++
	}
	if !known {
		return nil
	}
	good, wrong := g.All.of(GradeRight, GradeTold), g.All.of(GradeWrong)
	unanswerable := 0
	for _, o := range outcomes {
		if o.graded() && o.Status == index.NotFound {
			unanswerable++
		}
	}
	answerable := g.All.of(Grades...) - unanswerable
	g.Right = proportionOf(good, answerable)
	g.RightOrOffered = proportionOf(good+g.All.of(GradeOffered), answerable)
	g.Wrong = proportionOf(wrong, answered)
	g.Refused = proportionOf(g.All.of(GradeRightlyRefused), unanswerable)
	return g
}

func tally(by map[string]Tally, key string) Tally {
	if by[key] == nil {
		by[key] = make(Tally)
	}
	return by[key]
}

// standardNormal is the quantile that leaves 95 % in the middle.
const standardNormal = 1.96

// proportionOf returns k of n with its interval (Wilson 1927), nil of nothing.
func proportionOf(k, n int) *Metric {
	if n == 0 {
		return nil
	}
	const z = standardNormal
	p, size := float64(k)/float64(n), float64(n)
	width := z * math.Sqrt(p*(1-p)/size+z*z/(4*size*size))
	scale := 1 + z*z/size
	middle := p + z*z/(2*size)
	return &Metric{Value: p, Low: max(0, (middle-width)/scale), High: min(1, (middle+width)/scale), Of: n}
}

var gradeNames = map[Grade]knowledge.Text{
	GradeRight:          {knowledge.Chinese: "答对", knowledge.English: "right"},
	GradeTold:           {knowledge.Chinese: "说到", knowledge.English: "told"},
	GradeWrong:          {knowledge.Chinese: "答错", knowledge.English: "wrong"},
	GradeOffered:        {knowledge.Chinese: "列出", knowledge.English: "offered"},
	GradeRefused:        {knowledge.Chinese: "误拒", knowledge.English: "refused"},
	GradeRightlyRefused: {knowledge.Chinese: "正确拒答", knowledge.English: "rightly refused"},
}

// writeTable prints the grades by kind and language of the questions.
func (g *Graded) writeTable(w io.Writer, language knowledge.Language) error {
	table := tabwriter.NewWriter(w, 0, 4, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(table, "\t")
	for _, grade := range Grades {
		fmt.Fprintf(table, "%s\t", gradeNames[grade].In(language))
	}
	fmt.Fprintln(table)
	row := func(name string, t Tally) {
		fmt.Fprintf(table, "%s\t", name)
		for _, grade := range Grades {
			fmt.Fprintf(table, "%d\t", t[grade])
		}
		fmt.Fprintln(table)
	}
	for _, by := range []map[string]Tally{g.ByKind, g.ByLanguage} {
		for _, key := range slices.SortedFunc(maps.Keys(by), func(a, b string) int {
			return cmp.Or(by[b].of(Grades...)-by[a].of(Grades...), cmp.Compare(a, b))
		}) {
			if key != "" {
				row(key, by[key])
			}
		}
	}
	row(knowledge.Text{knowledge.Chinese: "全部", knowledge.English: "all"}.In(language), g.All)
	return table.Flush()
}
