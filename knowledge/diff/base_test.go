package diff_test

import (
	"context"
	"testing"
	"testing/fstest"

	"policybot/knowledge"
	"policybot/knowledge/ingest"
)

// baseOf reads a Markdown text as a base of one document.
func baseOf(t testing.TB, text string) *knowledge.Base {
	t.Helper()
	base, err := ingest.Read(context.Background(), fstest.MapFS{"doc.md": {Data: []byte(text)}}, ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range base.Problems {
		t.Fatalf("%s: %s", p.Path, p.Message)
	}
	return base
}
