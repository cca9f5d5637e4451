package main

import (
	"bytes"
	"context"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"policybot/bot/discord/discordtest"
	"policybot/bot/state"
	"policybot/cmd/policybot/start"
	"policybot/knowledge"
)

var update = flag.Bool("update", false, "rewrite golden files, and what the documentation says the program prints")

// pages are what people read of the project.
func pages(t *testing.T) []string {
	t.Helper()
	root := filepath.Join("..", "..")
	list, err := filepath.Glob(filepath.Join(root, "doc", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	return append(list, filepath.Join(root, "README.md"), filepath.Join(root, "README.zh.md"), filepath.Join(root, "CONTRIBUTING.md"))
}

// TestDocumentationSessions runs every command of the documentation that stands
// after a dollar sign and holds what it prints against what is said there. After
// a change: go test ./cmd/policybot -run Documentation -update
func TestDocumentationSessions(t *testing.T) {
	t.Setenv("POLICYBOT_BASE", "")
	t.Setenv("POLICYBOT_DATA", t.TempDir())
	session := regexp.MustCompile("(?m)^```\n\\$ policybot ([a-z]+) \"([^\"]*)\"\n((?s:.*?))```\n")
	sessions := 0
	for _, page := range pages(t) {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		updated := session.ReplaceAllStringFunc(string(text), func(whole string) string {
			m := session.FindStringSubmatch(whole)
			var stdout, stderr bytes.Buffer
			run(context.Background(), []string{m[1], m[2]}, strings.NewReader(""), &stdout, &stderr)
			printed := strings.TrimRight(stdout.String()+stderr.String(), "\n") + "\n"
			if printed != m[3] && !*update {
				t.Errorf("%s: policybot %s %q prints\n%s\nwant\n%s\nIf that is as it should be: go test ./cmd/policybot -run Documentation -update", page, m[1], m[2], printed, m[3])
			}
			sessions++
			return "```\n$ policybot " + m[1] + ` "` + m[2] + "\"\n" + printed + "```\n"
		})
		if *update {
			if err := os.WriteFile(page, []byte(updated), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	if sessions < 4 {
		t.Errorf("got %d sessions in the documentation, want 4 at least", sessions)
	}
}

// TestDocumentationCommands runs each line of the blocks marked sh as it is
// written, in a directory with what the page speaks of. serve says that it has no
// token, everything else works.
func TestDocumentationCommands(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the lines are for a POSIX shell")
	}
	block := regexp.MustCompile("(?m)^```sh\n((?s:.*?))```\n")
	lines := 0
	for _, page := range pages(t) {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		blocks := block.FindAllStringSubmatch(string(text), -1)
		if len(blocks) == 0 {
			continue
		}
		t.Run(filepath.Base(page), func(t *testing.T) {
			dir := worldOf(t, !strings.Contains(string(text), "policybot init"))
			for _, b := range blocks {
				for line := range strings.SplitSeq(strings.TrimSpace(b[1]), "\n") {
					lines++
					cmd := exec.Command("sh", "-c", line)
					cmd.Dir = dir
					cmd.Env = append(os.Environ(), "PATH="+filepath.Join(dir, ".bin")+string(os.PathListSeparator)+os.Getenv("PATH"),
						serveInstead+"=1", "POLICYBOT_BASE=", "POLICYBOT_DATA=", "DISCORD_TOKEN=", "POLICYBOT_DISCORD_API=", "LC_ALL=C")
					out, err := cmd.CombinedOutput()
					if strings.HasPrefix(line, "policybot serve") {
						if !strings.Contains(string(out), "DISCORD_TOKEN") {
							t.Errorf("%s: got %s\nwant how to get a token", line, out)
						}
						continue
					}
					if err != nil {
						t.Errorf("%s: %v\n%s", line, err, out)
					}
				}
			}
		})
	}
	if lines < 20 {
		t.Errorf("got %d commands in the documentation, want 20 at least", lines)
	}
}

// worldOf makes a directory with what the documentation speaks of: documents in
// two editions, questions, a checkout; and the program.
func worldOf(t *testing.T, begun bool) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"old.md": "# 贷款办法\n\n单户贷款额度不超过500万元。\n", "new.md": "# 贷款办法\n\n单户贷款额度不超过250万元。\n",
		"policies-2025/loans.md": "# 贷款办法\n\n单户贷款额度不超过500万元。\n", "policies-2026/loans.md": "# 贷款办法\n\n单户贷款额度不超过250万元。\n",
		"questions.txt":   "how many 5G base stations?\n",
		"questions.jsonl": `{"question": "By when must annual leave be taken?", "answer": "by 31 March of the next year", "document": "leave"}` + "\n",
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if begun {
		if err := start.Write(filepath.Join(dir, "policies"), knowledge.English); err != nil {
			t.Fatal(err)
		}
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, ".bin"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(program, filepath.Join(dir, ".bin", "policybot")); err != nil {
		t.Fatal(err)
	}
	example, err := os.ReadFile(filepath.Join("..", "..", ".env.example"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, ".env.example"), example, 0o644); err != nil {
		t.Fatal(err)
	}
	commit := `git init -q && git add policies-2026 && git -c user.name=x -c user.email=x commit -qm 1 && echo >> policies-2026/loans.md && git -c user.name=x -c user.email=x commit -qam 2`
	git := exec.Command("sh", "-c", commit)
	git.Dir = dir
	if out, err := git.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	store, err := state.Open(t.Context(), filepath.Join(dir, "data"))
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestDocumentationPictures holds the words in the pictures to what the program
// says. After a change: go generate ./doc/pictures/gen
func TestDocumentationPictures(t *testing.T) {
	const remedy = "if that is as it should be: go generate ./doc/pictures/gen"
	pictures := filepath.Join("..", "..", "doc", "pictures")
	words := func(name string) string {
		text, err := os.ReadFile(filepath.Join(pictures, name+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	t.Setenv("POLICYBOT_BASE", "")
	t.Setenv("POLICYBOT_DATA", t.TempDir())
	for _, name := range []string{"terminal-en", "terminal-zh"} {
		want := words(name)
		var got strings.Builder
		for _, m := range regexp.MustCompile(`(?m)^\$ policybot ask "(.+)"$`).FindAllStringSubmatch(want, -1) {
			var out bytes.Buffer
			run(t.Context(), []string{"ask", m[1]}, strings.NewReader(""), &out, &out)
			got.WriteString(m[0] + "\n" + strings.TrimRight(out.String(), "\n") + "\n")
		}
		if got.String() != want {
			t.Errorf("%s: got\n%s\nwant\n%s\n%s", name, got.String(), want, remedy)
		}
	}

	d := discordtest.Start(t)
	guild := d.NewGuild()
	who := d.NewPerson(guild, d.NewChannel(guild, discordtest.TextChannel))
	serving := &replayed{t: t, args: []string{"serve", "--data", t.TempDir()},
		env: []string{serveInstead + "=1", "POLICYBOT_BASE=", "DISCORD_TOKEN=" + d.Token, "POLICYBOT_DISCORD_API=" + d.URL, "POLICYBOT_HTTP="}}
	defer serving.kill()
	serving.start()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if err := d.Await(ctx, "the bot", func() bool { return d.Connected() && slices.Contains(d.Commands(), "ask") }); err != nil {
		t.Fatalf("%v\n%s", err, serving.log.String())
	}
	for name, locale := range map[string]string{"card-en": "en-US", "card-zh": "zh-CN"} {
		want := words(name)
		question := regexp.MustCompile(`(?m)^-# (?:Question: |问题：)(.+)$`).FindStringSubmatch(want)
		if question == nil {
			t.Fatalf("%s: got no question in\n%s", name, want)
		}
		who.Locale = locale
		i, err := d.Command(ctx, who, "ask", map[string]any{"question": question[1]})
		if err != nil {
			t.Fatal(err)
		}
		if got := i.Reply().Text() + "\n"; got != want {
			t.Errorf("%s: got\n%s\nwant\n%s\n%s", name, got, want, remedy)
		}
	}
}
