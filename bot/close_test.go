package bot

import (
	"testing"

	"policybot/index"
)

// A button may be pressed while the bot shuts down: that is an error or
// nothing, not the end of the program.
func TestAfterClose(t *testing.T) {
	b, err := Open(t.Context(), Config{})
	if err != nil {
		t.Fatal(err)
	}
	measures := b.Measures()
	if len(measures) == 0 {
		t.Fatal("got no measure of the built-in base, want some")
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	if got := b.Measures(); len(got) != 0 {
		t.Errorf("got %d measures after Close, want none", len(got))
	}
	if got := b.Measure(measures[0].ID); got != nil {
		t.Errorf("got measure %s after Close, want none", got.ID)
	}
	if got := b.Base(); len(got.Documents) != 0 || b.Serving() {
		t.Errorf("got a base of %d documents after Close, want an empty one", len(got.Documents))
	}
	if _, err := b.Ask(t.Context(), Asker{}, "贷款"); err == nil {
		t.Error("got no error of a question after Close, want one")
	}
	if _, err := b.Search(t.Context(), Asker{}, "贷款", index.Page{}); err == nil {
		t.Error("got no error of a search after Close, want one")
	}
	if err := b.Close(); err != nil {
		t.Errorf("close again: got %v, want nothing", err)
	}
}
