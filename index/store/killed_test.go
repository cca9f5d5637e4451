package store

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"policybot/knowledge"
)

// manyDocuments is a base of n documents about rent.
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

// killedBuilder names the directory in which this test's own binary builds
// until it is killed.
const killedBuilder = "POLICYBOT_TEST_BUILD_IN"

func TestMain(m *testing.M) {
	if dir := os.Getenv(killedBuilder); dir != "" {
		for i := 0; ; i++ {
			s, err := Open(context.Background(), dir, manyDocuments(120+i%3, fmt.Sprint("k", i)))
			if err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
			s.Close()
		}
	}
	os.Exit(m.Run())
}

// TestKilledBuilder kills builders at random moments. The next one works, and
// nothing half is opened.
func TestKilledBuilder(t *testing.T) {
	rounds := 15
	if testing.Short() {
		rounds = 4
	}
	dir := t.TempDir()
	random := rand.New(rand.NewPCG(3, 4))
	for range rounds {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), killedBuilder+"="+dir)
		var out bytes.Buffer
		cmd.Stderr = &out
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(20+random.IntN(150)) * time.Millisecond)
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		if err := cmd.Wait(); err == nil || cmd.ProcessState.Exited() {
			t.Fatalf("the builder ended by itself: %v %s", err, out.String())
		}
		for _, name := range revisions(dir) {
			// The manifest is written last, and holds its own checksum.
			if _, err := readManifest(filepath.Join(dir, name)); err != nil {
				t.Errorf("%s is half there: %v", name, err)
			}
		}
		s, err := Open(t.Context(), dir, manyDocuments(30, "after"))
		if err != nil {
			t.Fatal(err)
		}
		if found, err := s.Postings(t.Context(), "房租"); err != nil || len(found) == 0 {
			t.Errorf("the index built after a kill finds %d passages about rent, %v", len(found), err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		if err := os.RemoveAll(filepath.Join(dir, "after-v1")); err != nil {
			t.Fatal(err)
		}
	}
	leftovers, err := filepath.Glob(filepath.Join(dir, buildPrefix+"*"))
	if err != nil || len(leftovers) > 0 {
		t.Errorf("left behind: %v, %v", leftovers, err)
	}
}
