package store_test

import (
	"fmt"
	"io/fs"
	"math/rand"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"policybot/index/store"
	"policybot/knowledge"
)

// manyRules is a base whose index takes about a megabyte.
func manyRules() *knowledge.Base {
	base := &knowledge.Base{Revision: "manyrules"}
	for d := range 40 {
		document := knowledge.Document{ID: knowledge.DocumentID(fmt.Sprintf("%d.md", d)), Title: fmt.Sprint("Rules ", d), Language: knowledge.English}
		for n := range 60 {
			document.Sections = append(document.Sections, knowledge.Section{ID: knowledge.SectionID(fmt.Sprint(n)), Number: fmt.Sprint(n),
				Text: fmt.Sprintf("Boat %x%x pays %d pounds for berth %x.", n*7919+d, d*104729+n, n*d, n*d*7+13)})
		}
		base.Documents = append(base.Documents, document)
	}
	return base
}

// damageVariable sets how often TestDamagedIndex damages an index.
const damageVariable = "POLICYBOT_TEST_DAMAGE"

// TestDamagedIndex damages an index at random: bytes changed, files cut,
// emptied, gone, filled with more. Each time it is noticed, built again, and
// whole.
func TestDamagedIndex(t *testing.T) {
	times := 12
	if n, err := strconv.Atoi(os.Getenv(damageVariable)); err == nil {
		times = n
	}
	base := manyRules()
	base.Documents = base.Documents[:4]
	dir := t.TempDir()
	random := rand.New(rand.NewSource(9))
	open := func() {
		t.Helper()
		s, err := store.Open(t.Context(), dir, base)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
	open()
	for range times {
		var files []string
		err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
			if err == nil && entry.Type().IsRegular() && filepath.Ext(path) != ".lock" {
				files = append(files, path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		file := files[random.Intn(len(files))]
		how := damage(t, random, file)
		open()
		for _, c := range store.Check(dir) {
			if c.Problem != nil {
				t.Errorf("after %s was %s: %v", filepath.Base(file), how, c.Problem)
			}
		}
	}
}

// damage damages a file and says how.
func damage(t *testing.T, random *rand.Rand, file string) string {
	t.Helper()
	bytes, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	how := []string{"changed", "cut", "emptied", "lengthened", "removed"}[random.Intn(5)]
	switch how {
	case "changed":
		for range 1 + random.Intn(20) {
			if len(bytes) > 0 {
				bytes[random.Intn(len(bytes))] ^= byte(1 + random.Intn(255))
			}
		}
	case "cut":
		bytes = bytes[:random.Intn(len(bytes)+1)]
	case "emptied":
		bytes = nil
	case "lengthened":
		more := make([]byte, 1+random.Intn(5000))
		random.Read(more)
		bytes = append(bytes, more...)
	case "removed":
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
		return how
	}
	if err := os.WriteFile(file, bytes, 0o600); err != nil {
		t.Fatal(err)
	}
	return how
}
