package eval

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"math"
	"os"
	"sort"
	"strconv"
	"testing"
	"time"

	"policybot/index"
	"policybot/knowledge"
)

type example struct {
	c      Case
	idx    [][]uint16
	val    [][]float32
	reward []float64
	from, to []int
	text   []string
	fold   int
	doc string
}

func envf(name string, d float64) float64 {
	if s := os.Getenv(name); s != "" {
		f, _ := strconv.ParseFloat(s, 64)
		return f
	}
	return d
}

func loadExamples(t *testing.T) []*example {
	var docs []knowledge.Document
	f, err := os.Open("/tmp/extract/docs.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.NewDecoder(f).Decode(&docs); err != nil {
		t.Fatal(err)
	}
	base := &knowledge.Base{Documents: docs}
	x, err := index.Open(context.Background(), "", base)
	if err != nil {
		t.Fatal(err)
	}
	qf, _ := os.Open("/work/shared/data/policyqa/questions.jsonl")
	cases, err := Read(qf)
	if err != nil {
		t.Fatal(err)
	}
	find := resolve(base)
	var out []*example
	var oracle, candidates float64
	var spent time.Duration
	for _, c := range cases {
		id, ok := find(c.Document)
		if !ok {
			continue
		}
		q := index.ParseQuery(c.Question)
		start := time.Now()
		ws := x.Windows(q, id)
		spent += time.Since(start)
		e := &example{c: c, doc: string(id)}
		h := fnv.New32a()
		h.Write([]byte(id))
		e.fold = int(h.Sum32()>>8) % 1000
		ref := NewReference(c.Answer)
		best := 0.0
		for _, w := range ws {
			var ix []uint16
			var vs []float32
			for k, v := range w.Features {
				if v != 0 {
					ix = append(ix, uint16(k))
					vs = append(vs, float32(v))
				}
			}
			e.idx = append(e.idx, ix)
			e.val = append(e.val, vs)
			_, _, r := ref.Overlap(w.Text)
			e.reward = append(e.reward, r)
			e.from = append(e.from, w.From)
			e.to = append(e.to, w.To)
			e.text = append(e.text, w.Text)
			best = math.Max(best, r)
		}
		oracle += best
		candidates += float64(len(ws))
		out = append(out, e)
	}
	n := float64(len(out))
	fmt.Printf("%d questions, oracle %.4f, candidates %.0f, %v each\n", len(out), oracle/n, candidates/n, spent/time.Duration(len(out)))
	return out
}

type trained struct {
	mean, sd, w []float64
}

func trainModel(ex []*example, F int, l2, tau float64, iters int, mode string) []float64 {
	// standardize: scale only
	sum, sq := make([]float64, F), make([]float64, F)
	n := 0.0
	for _, e := range ex {
		m := 1.0 / float64(len(e.idx))
		for i := range e.idx {
			for k, j := range e.idx[i] {
				v := float64(e.val[i][k])
				sum[j] += v * m
				sq[j] += v * v * m
			}
		}
		n++
	}
	scale := make([]float64, F)
	for j := range scale {
		mean := sum[j] / n
		sd := math.Sqrt(math.Max(sq[j]/n-mean*mean, 0))
		if sd > 1e-6 {
			scale[j] = 1 / math.Max(sd, 0.05)
		}
	}
	w := make([]float64, F) // in scaled space
	m1, m2 := make([]float64, F), make([]float64, F)
	grad := make([]float64, F)
	eff := make([]float64, F)
	var p, tgt []float64
	for it := 1; it <= iters; it++ {
		for j := range eff {
			eff[j] = w[j] * scale[j]
			grad[j] = 0
		}
		for _, e := range ex {
			if len(e.idx) == 0 {
				continue
			}
			p = p[:0]
			max := math.Inf(-1)
			for i := range e.idx {
				s := 0.0
				for k, j := range e.idx[i] {
					s += eff[j] * float64(e.val[i][k])
				}
				p = append(p, s)
				max = math.Max(max, s)
			}
			z := 0.0
			for i := range p {
				p[i] = math.Exp(p[i] - max)
				z += p[i]
			}
			for i := range p {
				p[i] /= z
			}
			// dLoss/ds_i
			tgt = tgt[:0]
			switch mode {
			case "ce":
				zt, best := 0.0, 0.0
				for _, r := range e.reward {
					best = math.Max(best, r)
				}
				for _, r := range e.reward {
					v := math.Exp((r - best) / tau)
					tgt = append(tgt, v)
					zt += v
				}
				for i := range tgt {
					tgt[i] = p[i] - tgt[i]/zt
				}
			case "er":
				er := 0.0
				for i, r := range e.reward {
					er += p[i] * r
				}
				for i, r := range e.reward {
					tgt = append(tgt, -p[i]*(r-er))
				}
			}
			for i := range e.idx {
				g := tgt[i]
				if g == 0 || math.Abs(g) < 1e-7 {
					continue
				}
				for k, j := range e.idx[i] {
					grad[j] += g * float64(e.val[i][k])
				}
			}
		}
		lr := 0.05
		if it > iters*2/3 {
			lr = 0.02
		}
		for j := range w {
			g := grad[j]*scale[j]/n + l2*w[j]
			m1[j] = 0.9*m1[j] + 0.1*g
			m2[j] = 0.99*m2[j] + 0.01*g*g
			w[j] -= lr * m1[j] / (1 - math.Pow(0.9, float64(it))) / (math.Sqrt(m2[j]/(1-math.Pow(0.99, float64(it)))) + 1e-8)
		}
	}
	for j := range eff {
		eff[j] = w[j] * scale[j]
	}
	return eff
}

// decide returns argmax and MBR choice.
func decide(e *example, w []float64, temp float64, keep int) (int, int) {
	n := len(e.idx)
	s := make([]float64, n)
	order := make([]int, n)
	for i := range s {
		for k, j := range e.idx[i] {
			s[i] += w[j] * float64(e.val[i][k])
		}
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return s[order[a]] > s[order[b]] })
	top := order
	if len(top) > keep {
		top = top[:keep]
	}
	p := make([]float64, len(top))
	z := 0.0
	for i, o := range top {
		p[i] = math.Exp((s[o] - s[order[0]]) / temp)
		z += p[i]
	}
	bestV, bestI := -1.0, order[0]
	for i, o := range top {
		if i > 150 {
			break
		}
		sum := 0.0
		for k, c := range top {
			lo, hi := e.from[o], e.to[o]
			if e.from[c] > lo {
				lo = e.from[c]
			}
			if e.to[c] < hi {
				hi = e.to[c]
			}
			if hi > lo {
				sum += p[k] * 2 * float64(hi-lo) / float64(e.to[o]-e.from[o]+e.to[c]-e.from[c])
			}
		}
		if sum > bestV {
			bestV, bestI = sum, o
		}
	}
	return order[0], bestI
}

func TestExp(t *testing.T) {
	ex := loadExamples(t)
	F := len(index.FeatureNames())
	l2 := envf("L2", 0.003)
	tau := envf("TAU", 0.1)
	iters := int(envf("IT", 200))
	mode := os.Getenv("MODE")
	if mode == "" {
		mode = "ce"
	}
	folds := int(envf("FOLDS", 5))
	var arg, mbr [8]float64
	temps := []float64{1, 0.7, 0.5, 1.5}
	chosen := make([]int, len(ex))
	type done struct{}
	ch := make(chan done, folds)
	sem := make(chan struct{}, 2)
	results := make([][2][]float64, folds)
	trainScore := make([]float64, folds)
	for f := 0; f < folds; f++ {
		go func() {
			sem <- struct{}{}
			defer func() { <-sem; ch <- done{} }()
			var train []*example
			for _, e := range ex {
				if e.fold%folds != f {
					train = append(train, e)
				}
			}
			w := trainModel(train, F, l2, tau, iters, mode)
			results[f][0] = w
			for _, e := range train {
				a, _ := decide(e, w, 1, 1)
				trainScore[f] += e.reward[a] / float64(len(train))
			}
		}()
	}
	for f := 0; f < folds; f++ {
		<-ch
	}
	ts := 0.0
	for _, s := range trainScore {
		ts += s / float64(folds)
	}
	perKind := map[string][2]float64{}
	for i, e := range ex {
		if len(e.idx) == 0 {
			continue
		}
		w := results[e.fold%folds][0]
		for k, temp := range temps {
			a, m := decide(e, w, temp, 300)
			arg[k] += e.reward[a]
			mbr[k] += e.reward[m]
			if k == 0 {
				chosen[i] = m
				v := perKind[index.AskKind(e.c.Question)]
				perKind[index.AskKind(e.c.Question)] = [2]float64{v[0] + e.reward[m], v[1] + 1}
			}
		}
	}
	n := float64(len(ex))
	fmt.Printf("train %.4f  cv argmax %.4f", ts, arg[0]/n)
	for k, temp := range temps {
		fmt.Printf("  mbr(%.1f) %.4f", temp, mbr[k]/n)
	}
	fmt.Println()
	for k, v := range perKind {
		fmt.Printf("  %s %.3f (%.0f)", k, v[0]/v[1], v[1])
	}
	fmt.Println()
	if path := os.Getenv("SHOW"); path != "" {
		out, _ := os.Create(path)
		for i, e := range ex {
			best := 0
			for k, r := range e.reward {
				if r > e.reward[best] {
					best = k
				}
			}
			if len(e.reward) == 0 {
				continue
			}
			fmt.Fprintf(out, "## %.2f of %.2f [%s] %s (%s)\nGOLD %s\nGOT  %s\nBEST %s\n\n", e.reward[chosen[i]], e.reward[best], index.AskKind(e.c.Question), e.c.Question, e.doc[:8], e.c.Answer, e.text[chosen[i]], e.text[best])
		}
		out.Close()
	}
	if os.Getenv("WEIGHTS") != "" {
		w := results[0][0]
		names := index.FeatureNames()
		for j, name := range names {
			if w[j] != 0 {
				fmt.Printf("%-28s %8.3f\n", name, w[j])
			}
		}
	}
}
