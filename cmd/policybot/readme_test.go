package main

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite golden files, and what the README says the program prints")

// TestReadmeSessions runs every command of the README that stands after a
// dollar sign and holds what it prints against what the README says. After a
// change: go test ./cmd/policybot -run Readme -update
func TestReadmeSessions(t *testing.T) {
	t.Setenv("POLICYBOT_BASE", "")
	t.Setenv("POLICYBOT_DATA", t.TempDir())
	readme := filepath.Join("..", "..", "README.md")
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	const prompt, fence = "```\n$ policybot ", "\n```\n"
	var updated strings.Builder
	rest, sessions := string(text), 0
	for {
		before, after, found := strings.Cut(rest, prompt)
		updated.WriteString(before)
		if !found {
			break
		}
		session, after, closed := strings.Cut(after, fence)
		if !closed {
			t.Fatalf("README.md: a session is not closed: %s", session)
		}
		rest = after
		line, says, _ := strings.Cut(session, "\n")
		command, argument, _ := strings.Cut(line, " ")
		argument = strings.Trim(argument, `"`)
		var stdout, stderr bytes.Buffer
		run(context.Background(), []string{command, argument}, strings.NewReader(""), &stdout, &stderr)
		printed := strings.TrimRight(stdout.String()+stderr.String(), "\n")
		if printed != says && !*update {
			t.Errorf("README.md: policybot %s prints\n%s\n\nnot\n%s\n\nIf that is as it should be: go test ./cmd/policybot -run Readme -update", line, printed, says)
		}
		updated.WriteString(prompt + line + "\n" + printed + fence)
		sessions++
	}
	if sessions < 4 {
		t.Errorf("%d sessions in the README, want 4 at least", sessions)
	}
	if *update {
		if err := os.WriteFile(readme, []byte(updated.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
