package ingest

import (
	"context"
	"testing"
	"testing/fstest"

	"policybot/knowledge"
)

// readBase reads a base of one file.
func readBase(t testing.TB, name string, data []byte) *knowledge.Base {
	t.Helper()
	base, err := Read(context.Background(), fstest.MapFS{name: {Data: data}}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return base
}

// readDocument reads a file that must be read without a problem.
func readDocument(t testing.TB, name string, data []byte) knowledge.Document {
	t.Helper()
	base := readBase(t, name, data)
	for _, p := range base.Problems {
		t.Errorf("%s: %s", p.Path, p.Message.In(knowledge.English))
	}
	if len(base.Documents) != 1 {
		t.Fatalf("%d documents", len(base.Documents))
	}
	return base.Documents[0]
}
