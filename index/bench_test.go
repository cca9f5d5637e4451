package index_test

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"policybot/index"
	"policybot/knowledge"
	"policybot/knowledge/ingest"
	"policybot/knowledge/jiangsu"
)

// BenchmarkPassages measures indexes of 5.5 thousand, 17 thousand and, where
// POLICYBOT_BENCH_LARGE is set, 200 thousand made-up passages:
//
//	go test ./index -run '^$' -bench Passages -benchtime 2000x -count 10 | benchstat -
//
// It reports the time of the middle and the slowest hundredth of questions,
// the size of the index on disk and of the heap.
func BenchmarkPassages(b *testing.B) {
	sizes := []int{5_500, 17_000}
	if testing.Short() {
		sizes = sizes[:1]
	}
	if os.Getenv("POLICYBOT_BENCH_LARGE") != "" {
		sizes = append(sizes, 200_000)
	}
	for _, size := range sizes {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			base, questions := synthetic(size)
			benchmarkBase(b, base, questions)
		})
	}
}

// BenchmarkPolicyQuestions measures the same on real questions and documents.
func BenchmarkPolicyQuestions(b *testing.B) {
	base, cases := policyqa(b)
	var questions []index.Query
	for _, c := range cases {
		questions = append(questions, index.ParseQuery(c.Question))
	}
	benchmarkBase(b, base, questions)
	b.Run("change", func(b *testing.B) { benchmarkChange(b, base) })
}

func benchmarkBase(b *testing.B, base *knowledge.Base, questions []index.Query) {
	dir := b.TempDir()
	open := func(b *testing.B, dir string) *index.Index {
		x, err := index.Open(b.Context(), dir, base)
		if err != nil {
			b.Fatal(err)
		}
		return x
	}
	open(b, dir).Close()
	b.Run("build", func(b *testing.B) {
		for b.Loop() {
			open(b, b.TempDir()).Close()
		}
		b.ReportMetric(megabytes(b, dir), "disk-MB")
	})
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			open(b, dir).Close()
		}
	})
	before := heap()
	x := open(b, dir)
	defer x.Close()
	b.Run("rank", func(b *testing.B) {
		timed(b, questions, func(ctx context.Context, q index.Query) error {
			_, err := x.Rank(ctx, q, 10)
			return err
		})
		b.ReportMetric(heap()-before, "heap-MB")
	})
	b.Run("search", func(b *testing.B) {
		timed(b, questions, func(ctx context.Context, q index.Query) error {
			_, err := x.Search(ctx, q, index.Page{})
			return err
		})
	})
	b.Run("answer", func(b *testing.B) {
		timed(b, questions, func(ctx context.Context, q index.Query) error {
			_, err := x.Answer(ctx, index.ParseQuery(q.Text))
			return err
		})
	})
}

// timed asks the questions in turn and reports percentiles.
func timed(b *testing.B, questions []index.Query, ask func(context.Context, index.Query) error) {
	var times []time.Duration
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		if err := ask(b.Context(), questions[i%len(questions)]); err != nil {
			b.Fatal(err)
		}
		times = append(times, time.Since(start))
	}
	slices.SortFunc(times, cmp.Compare)
	at := func(percent int) float64 {
		return float64(times[(len(times)-1)*percent/100]) / float64(time.Millisecond)
	}
	b.ReportMetric(at(50), "p50-ms")
	b.ReportMetric(at(99), "p99-ms")
}

// benchmarkChange measures how long a change of one document takes to be live.
func benchmarkChange(b *testing.B, base *knowledge.Base) {
	dir := b.TempDir()
	changed := *base
	changed.Documents = slices.Clone(base.Documents)
	for i := 0; b.Loop(); i++ {
		d := &changed.Documents[i%len(changed.Documents)]
		d.Sections = slices.Clone(d.Sections)
		d.Sections[0].Text += "另行通知。"
		changed.Revision = fmt.Sprint("change", i)
		if i == 0 {
			b.StopTimer() // the first is built afresh
		}
		x, err := index.Open(b.Context(), dir, &changed)
		if err != nil {
			b.Fatal(err)
		}
		x.Close()
		if i == 0 {
			b.StartTimer()
		}
	}
}

// BenchmarkBuiltIn measures the built-in base, which every start without a
// base of one's own indexes in memory.
func BenchmarkBuiltIn(b *testing.B) {
	base, err := ingest.Read(b.Context(), jiangsu.Files(), ingest.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			x, err := index.Open(b.Context(), "", base)
			if err != nil {
				b.Fatal(err)
			}
			x.Close()
		}
	})
	x, err := index.Open(b.Context(), "", base)
	if err != nil {
		b.Fatal(err)
	}
	defer x.Close()
	for _, question := range []string{"江苏延期偿还的贷款本金一共多少?", "How many 5G base stations will be built?", "浙江的5G基站"} {
		b.Run(strings.ReplaceAll(question, " ", "_"), func(b *testing.B) {
			for b.Loop() {
				if _, err := x.Answer(b.Context(), index.ParseQuery(question)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func heap() float64 {
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return float64(stats.HeapAlloc) / (1 << 20)
}

func megabytes(b *testing.B, dir string) float64 {
	total := int64(0)
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		total += info.Size()
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return float64(total) / (1 << 20)
}
