package retrieve

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"policybot/index/indextest"
	"policybot/index/query"
	"policybot/index/store"
	"policybot/knowledge"
)

// manyDocuments is a base of n documents about rent, each of its own place.
func manyDocuments(n int, revision string) *knowledge.Base {
	base := &knowledge.Base{Revision: revision}
	for i := range n {
		base.Documents = append(base.Documents, knowledge.Document{
			ID: knowledge.DocumentID(fmt.Sprintf("d%03d.txt", i)), Title: fmt.Sprintf("第%d号通知", i), Language: knowledge.Chinese,
			Sections: []knowledge.Section{{ID: "1", Text: strings.Repeat(fmt.Sprintf("第%d区对小微企业减免%d个月房租。", i, i+1), 5)}},
		})
	}
	return base
}

// answersTo returns the documents found for a question, with their scores.
func answersTo(t *testing.T, x *Retriever, question string) string {
	t.Helper()
	found, err := x.Retrieve(context.Background(), &query.Query{Text: question}, Limits{Passages: 5, Facts: 5, Measures: 5})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, c := range slices.Concat(found.Measures, found.Facts, found.Passages) {
		hit := x.hit(c, knowledge.Chinese)
		out = append(out, fmt.Sprintf("%s %s %.4f", hit.Kind, hit.Document, c.Score))
	}
	return strings.Join(out, "\n")
}

func openIn(t testing.TB, dir string, base *knowledge.Base) *Retriever {
	t.Helper()
	s, err := store.Open(t.Context(), dir, base)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return New(s)
}

// revisionsIn lists the index directories in dir.
func revisionsIn(dir string) []string {
	paths, _ := filepath.Glob(filepath.Join(dir, "[^.]*-v*[^k]"))
	for i, path := range paths {
		paths[i] = filepath.Base(path)
	}
	return paths
}

func closeIndex(t *testing.T, x *Retriever) {
	t.Helper()
	if err := x.store.Close(); err != nil {
		t.Error(err)
	}
}

const rentQuestion = "第7区减免几个月房租"

// TestDiskAnswersAsMemory opens an index that is built, found again, and
// built upon, and compares each with one in memory.
func TestDiskAnswersAsMemory(t *testing.T) {
	dir := t.TempDir()
	for step, change := range []func() *knowledge.Base{
		func() *knowledge.Base { return manyDocuments(20, "a") },
		func() *knowledge.Base { return manyDocuments(20, "a") },
		func() *knowledge.Base { // one changed, one gone, two new
			base := manyDocuments(22, "b")
			base.Documents[7].Sections[0].Text += "第7区另减免水费。"
			base.Documents = slices.Delete(base.Documents, 3, 4)
			return base
		},
		func() *knowledge.Base { // another order, and measures
			base := manyDocuments(22, "c")
			slices.Reverse(base.Documents)
			base.Measures = indextest.Sample().Measures
			return base
		},
	} {
		base := change()
		memory := openIn(t, "", base)
		disk := openIn(t, dir, base)
		for _, question := range []string{rentQuestion, "减免水费", "第21号通知", "贷款延期"} {
			if got, want := answersTo(t, disk, question), answersTo(t, memory, question); got != want {
				t.Errorf("step %d: %s: on disk\n%s\nin memory\n%s", step, question, got, want)
			}
		}
		closeIndex(t, memory)
		closeIndex(t, disk)
	}
}

func TestBuiltUpon(t *testing.T) {
	dir := t.TempDir()
	closeIndex(t, openIn(t, dir, manyDocuments(50, "a")))
	before := segments(t, filepath.Join(dir, "a-v1"))
	base := manyDocuments(50, "b")
	base.Documents[0].Title = "另一个标题"
	closeIndex(t, openIn(t, dir, base))
	shared := false
	for _, info := range segments(t, filepath.Join(dir, "b-v1")) {
		shared = shared || os.SameFile(before[0], info)
	}
	if !shared {
		t.Error("the new index does not share the segment of the old one")
	}
}

func segments(t *testing.T, dir string) []fs.FileInfo {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "bleve", "store", "*.zap"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no segments in %s: %v", dir, err)
	}
	var list []fs.FileInfo
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, info)
	}
	return list
}

// TestDamage flips a byte of, truncates, and removes every file of an index.
// Each time it is built again, and a line says so.
func TestDamage(t *testing.T) {
	base := manyDocuments(5, "a")
	dir := t.TempDir()
	x := openIn(t, dir, base)
	want := answersTo(t, x, rentQuestion)
	closeIndex(t, x)
	path := filepath.Join(dir, "a-v1")
	var files []string
	err := filepath.WalkDir(path, func(file string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			files = append(files, file)
		}
		return err
	})
	if err != nil || len(files) < 4 {
		t.Fatalf("files %v, %v", files, err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	damages := map[string]func(file string, content []byte) error{
		"flipped": func(file string, content []byte) error {
			flipped := bytes.Clone(content)
			flipped[random.IntN(len(flipped))] ^= 1 << random.IntN(8)
			return os.WriteFile(file, flipped, 0o666)
		},
		"truncated": func(file string, content []byte) error {
			return os.Truncate(file, int64(random.IntN(len(content))))
		},
		"removed": func(file string, content []byte) error { return os.Remove(file) },
	}
	previous := slog.Default()
	t.Cleanup(func() { slog.SetDefault(previous) })
	for name, damage := range damages {
		for _, file := range files {
			content, err := os.ReadFile(file)
			if err != nil {
				if matches, _ := filepath.Glob(filepath.Join(filepath.Dir(file), "*"+filepath.Ext(file))); len(matches) == 0 {
					t.Fatal(err)
				}
				continue // a segment of another number after building again
			}
			if err := damage(file, content); err != nil {
				t.Fatal(err)
			}
			var log bytes.Buffer
			slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil)))
			s, err := store.Open(t.Context(), dir, base)
			if err != nil {
				t.Fatalf("%s %s: %v", file, name, err)
			}
			x := New(s)
			if got := answersTo(t, x, rentQuestion); got != want {
				t.Errorf("%s %s: found\n%s\nwant\n%s", file, name, got, want)
			}
			closeIndex(t, x)
			if !strings.Contains(log.String(), "built again") {
				t.Errorf("%s %s: log %q, want a line that it is built again", file, name, log.String())
			}
		}
	}
}

// TestOldRevisionsAreRemoved keeps the revision in use and the last used ones,
// and one that is being read however old it is.
func TestOldRevisionsAreRemoved(t *testing.T) {
	dir := t.TempDir()
	reader := openIn(t, dir, manyDocuments(3, "read"))
	for i := range 5 {
		closeIndex(t, openIn(t, dir, manyDocuments(3, fmt.Sprint("r", i))))
		time.Sleep(5 * time.Millisecond)
	}
	names := revisionsIn(dir)
	slices.Sort(names)
	if want := []string{"r2-v1", "r3-v1", "r4-v1", "read-v1"}; !slices.Equal(names, want) {
		t.Errorf("revisions %v, want %v", names, want)
	}
	if answersTo(t, reader, rentQuestion) == "" {
		t.Error("the revision being read finds nothing")
	}
	closeIndex(t, reader)
	closeIndex(t, openIn(t, dir, manyDocuments(3, "last")))
	if slices.Contains(revisionsIn(dir), "read-v1") {
		t.Error("the old revision stays when nobody reads it any more")
	}
}

// TestOpenedByMany opens a missing index from many goroutines at once.
func TestOpenedByMany(t *testing.T) {
	dir := t.TempDir()
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			s, err := store.Open(t.Context(), dir, manyDocuments(10, "a"))
			if err != nil {
				t.Error(err)
				return
			}
			defer s.Close()
			if found, err := New(s).Retrieve(t.Context(), &query.Query{Text: rentQuestion}, Limits{Passages: 5}); err != nil || len(found.Passages) == 0 {
				t.Errorf("%+v, %v", found, err)
			}
		})
	}
	wait.Wait()
}
