package ingest

import (
	"context"
	"testing"
	"testing/fstest"

	"policybot/knowledge"
)

// TestOtherFilesAreCounted holds that programs and databases beside documents
// are told in one line, which is no file that could not be read.
func TestOtherFilesAreCounted(t *testing.T) {
	fsys := fstest.MapFS{
		"notice.txt":   {Data: []byte("Grants\n\nA firm gets at most 500 dollars.\n")},
		"tool/main.go": {Data: []byte("package main\n")},
		"tool/run.SH":  {Data: []byte("exit 1\n")},
		"list.db":      {Data: []byte("SQLite format 3\x00")},
	}
	base, err := Read(context.Background(), fsys, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(base.Documents) != 1 || len(base.Problems) != 1 {
		t.Fatalf("got %d documents and problems %v, want 1 and 1", len(base.Documents), base.Problems)
	}
	const want = "files that are no documents, such as programs, databases and fonts, passed over: 3"
	if p := base.Problems[0]; p.Fatal || p.Message[knowledge.English] != want {
		t.Errorf("got %+v, want %q, not fatal", p, want)
	}
}
