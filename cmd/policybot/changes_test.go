package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"policybot/bot/state"
	"policybot/knowledge/diff"
)

// runIn runs a command on a data directory and returns what it printed.
func runIn(t *testing.T, data string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, complaints bytes.Buffer
	code = run(t.Context(), append([]string{"--data", data}, args...), strings.NewReader(""), &out, &complaints)
	return code, out.String(), complaints.String()
}

func TestChanges(t *testing.T) {
	data := t.TempDir()
	if code, _, stderr := runIn(t, data, "changes"); code != exitFailure || !strings.Contains(stderr, "--data") {
		t.Errorf("without state: got %d, %q; want %d and what to do", code, stderr, exitFailure)
	}
	store, err := state.Open(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	logged := func(document, subject string) state.Logged {
		return state.Logged{Change: diff.Change{Kind: diff.FigureChanged, Severity: diff.Major, Document: "d/" + "rents.md", Title: document, Subject: subject,
			Old: &diff.Value{Text: "500 pounds", Value: "500", Unit: "GBP"}, New: &diff.Value{Text: "250 pounds", Value: "250", Unit: "GBP"}, Delta: "-250"}}
	}
	if err := store.PutInService(t.Context(), state.InService{}, "r1", "v", []state.Logged{logged("Rents", "first"), logged("Boats", "second")}, nil); err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	code, stdout, _ := runIn(t, data, "changes", "--since", "7d")
	first, second := strings.Index(stdout, "first"), strings.Index(stdout, "second")
	if code != 0 || second < 0 || first < second || !strings.Contains(stdout, "500 pounds → 250 pounds (−250 GBP, −50%)") {
		t.Errorf("got %d\n%s\nwant both, newest first, with the rate", code, stdout)
	}
	if code, stdout, _ := runIn(t, data, "changes", "--limit", "1"); code != 0 || !strings.Contains(stdout, "and 1 more; see them with --limit 2") {
		t.Errorf("got %d\n%s\nwant how to see the other", code, stdout)
	}
	code, stdout, _ = runIn(t, data, "changes", "--document", "boats", "--json")
	var out struct {
		Changes []struct {
			Seq     int64
			Title   string
			Subject string
		}
		More int
	}
	if err := json.Unmarshal([]byte(stdout), &out); err != nil || code != 0 || len(out.Changes) != 1 || out.Changes[0].Title != "Boats" || out.Changes[0].Seq != 2 {
		t.Errorf("got %d, %v\n%s\nwant the change of one document", code, err, stdout)
	}
	if code, _, _ := runIn(t, data, "changes", "--document", "nothing"); code != exitNotFound {
		t.Errorf("got %d for nothing, want %d", code, exitNotFound)
	}
	if code, _, stderr := runIn(t, data, "changes", "--since", "yesterday"); code != exitFailure || !strings.Contains(stderr, "7d") {
		t.Errorf("got %d, %q; want how to write a day", code, stderr)
	}
}
