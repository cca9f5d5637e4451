package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"policybot/bot"
	"policybot/knowledge"
)

// settings are the flags that every command shares.
type settings struct {
	base string // directory of the base, "" for the built-in one
	data string // directory of indexes and state
	lang string // language of replies: "zh", "en", "" for that of the question
}

// bind adds the flags to a command and those below it.
func (s *settings) bind(root *cobra.Command) {
	flags := root.PersistentFlags()
	flags.StringVar(&s.base, "base", os.Getenv("POLICYBOT_BASE"), "`directory` of policy documents to answer from (default: the built-in base; $POLICYBOT_BASE)")
	flags.StringVar(&s.data, "data", valueOr(os.Getenv("POLICYBOT_DATA"), "data"), "`directory` for indexes and state ($POLICYBOT_DATA)")
	flags.StringVar(&s.lang, "lang", "", "language of replies, zh or en (default: that of the question)")
	_ = root.MarkPersistentFlagDirname("base")
	_ = root.MarkPersistentFlagDirname("data")
	_ = root.RegisterFlagCompletionFunc("lang", cobra.FixedCompletions([]string{"zh", "en"}, cobra.ShellCompDirectiveNoFileComp))
}

func valueOr(value, otherwise string) string {
	if value == "" {
		return otherwise
	}
	return value
}

// language returns the language of replies that was asked for, "" for none.
func (s *settings) language() (knowledge.Language, error) {
	switch s.lang {
	case "", "zh", "en":
		return knowledge.Language(s.lang), nil
	}
	return "", fmt.Errorf("--lang %s: want zh or en", s.lang)
}

// open opens the bot on the base that the flags name, with a line of progress
// on a terminal for long reading.
func (s *settings) open(ctx context.Context, stderr io.Writer) (*bot.Bot, error) {
	progress := newProgress(stderr)
	b, err := bot.Open(ctx, bot.Config{
		Base:     s.base,
		Data:     s.data,
		Log:      slog.New(slog.NewTextHandler(stderr, &slog.HandlerOptions{Level: slog.LevelWarn})),
		Progress: progress.show,
	})
	progress.clear()
	return b, err
}

// isTerminal reports whether w is a terminal that shows colour.
func isTerminal(w any) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd())) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

// progress is a line on a terminal that says how far long work is; elsewhere
// it is silent.
type progress struct {
	out   io.Writer // nil where there is no terminal
	shown bool
}

func newProgress(stderr io.Writer) *progress {
	if !isTerminal(stderr) {
		return &progress{}
	}
	return &progress{out: stderr}
}

func (p *progress) show(done, total int, path string) {
	if p.out == nil || total < 20 {
		return
	}
	p.shown = true
	fmt.Fprintf(p.out, "\r\x1b[K%d/%d %s", done, total, path)
}

func (p *progress) clear() {
	if p.shown {
		fmt.Fprint(p.out, "\r\x1b[K")
	}
}

// paint styles text for a terminal; elsewhere it leaves it plain.
type paint bool

func (p paint) wrap(code, text string) string {
	if !p || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

func (p paint) bold(text string) string { return p.wrap("1", text) }
func (p paint) dim(text string) string  { return p.wrap("2", text) }
func (p paint) mark(text string) string { return p.wrap("1;33", text) }
