package index

import (
	"testing"

	"policybot/knowledge"
)

func openBase(t testing.TB, base *knowledge.Base) *Index {
	t.Helper()
	x, err := Open(t.Context(), "", base)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	})
	return x
}
