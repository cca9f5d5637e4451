package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"regexp"
	"strconv"
	"strings"

	"github.com/joho/godotenv"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"policybot/bot"
	"policybot/bot/discord"
	"policybot/bot/state"
	"policybot/cmd/policybot/progress"
	"policybot/knowledge"
	"policybot/knowledge/ingest"
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
	bar := s.newBar(stderr, progress.Files)
	bar.Indexes = true
	b, err := bot.Open(ctx, bot.Config{
		Base:     s.base,
		Data:     s.data,
		Log:      slog.New(discord.Redact(slog.NewTextHandler(stderr, &slog.HandlerOptions{Level: slog.LevelWarn}), os.Getenv("DISCORD_TOKEN"))),
		Progress: showFiles(bar),
	})
	bar.Clear()
	return b, stoppedReading(err, bar, s.base != "" && s.data != "")
}

// reader is the language in which a person is told of what goes wrong and how
// far work is: that of --lang, else that of the system.
func (s *settings) reader() knowledge.Language {
	if language, err := s.language(); err == nil && language != "" {
		return language
	}
	return systemLanguage()
}

// newBar returns a bar for work of a command.
func (s *settings) newBar(stderr io.Writer, unit progress.Unit) *progress.Bar {
	bar := &progress.Bar{Out: stderr, Terminal: isTerminal(stderr), Language: s.reader(), Unit: unit}
	bar.Start()
	return bar
}

// showFiles shows on a bar how far the reading of a base is.
func showFiles(bar *progress.Bar) func(ingest.Step) {
	return func(step ingest.Step) {
		bar.Show(progress.Step{Done: step.Done, Total: step.Total, Figures: step.Figures, Name: printableName(step.Path)})
	}
}

// stoppedReading says what is kept of a reading that Ctrl-C broke off; other
// errors stay as they are.
func stoppedReading(err error, bar *progress.Bar, kept bool) error {
	if last := bar.Last(); errors.Is(err, context.Canceled) && kept && last.Done > 0 {
		return fmt.Errorf("stopped by Ctrl-C; %d of %d files are read and kept, the same command goes on from there", last.Done, last.Total)
	}
	return err
}

// isTerminal reports whether w is a terminal that shows colour.
func isTerminal(w any) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd())) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
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

// loadEnvironment takes settings from a file .env, unless the environment says
// them already. A mistake in it is told by its line, never by its words: they
// may be a secret. A file that others can read is warned of.
func loadEnvironment(path string, stderr io.Writer) error {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	const others = 0o077
	if info, err := os.Stat(path); err == nil && info.Mode().Perm()&others != 0 && strings.Contains(string(data), "TOKEN") {
		fmt.Fprintf(stderr, "policybot: others on this machine can read %s, and the token in it; run chmod 600 %s\n", path, path)
	}
	values, err := readSettings(string(data))
	if err != nil {
		return fmt.Errorf("read %s: line %d is not NAME=value, or a quote in it is not closed; see .env.example", path, wrongLine(string(data)))
	}
	for name, value := range values {
		if _, set := os.LookupEnv(name); !set {
			if err := os.Setenv(name, value); err != nil {
				return fmt.Errorf("read %s: %s cannot be set", path, name)
			}
		}
	}
	return nil
}

// settingName matches what a setting may be called.
var settingName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

func readSettings(text string) (map[string]string, error) {
	values, err := godotenv.Unmarshal(text + "\n")
	for name := range values {
		if !settingName.MatchString(name) {
			return nil, errors.New("a name has other characters than letters, digits and _")
		}
	}
	return values, err
}

// wrongLine is the number of the line from which on settings cannot be read: a
// value in quotes may go over several.
func wrongLine(text string) int {
	lines := strings.Split(text, "\n")
	sound := 0 // lines that can be read as they stand
	for n := 1; n <= len(lines); n++ {
		if _, err := readSettings(strings.Join(lines[:n], "\n")); err == nil {
			sound = n
		}
	}
	return min(sound+1, len(lines))
}

// What a server may put into its base unless the settings say otherwise.
const (
	usualDocuments = 200
	usualMegabytes = 100
	mostFileBytes  = 25 << 20 // of one document
)

// serverSettings say what servers may do, and who keeps the operator's base.
type serverSettings struct {
	sharing   state.Sharing
	limits    state.Limits
	operators []string
	home      string
}

// readServerSettings reads them from the environment.
func readServerSettings() (serverSettings, error) {
	s := serverSettings{home: strings.TrimSpace(os.Getenv("POLICYBOT_HOME_SERVER"))}
	switch value := strings.ToLower(strings.TrimSpace(os.Getenv("POLICYBOT_SHARE_BASE"))); value {
	case "", "yes":
		s.sharing = state.ShareAlways
	case "until":
		s.sharing = state.ShareUntil
	case "no":
		s.sharing = state.ShareNever
	default:
		return s, fmt.Errorf("POLICYBOT_SHARE_BASE=%s: write yes, until or no", value)
	}
	var err error
	if s.limits.Documents, err = countOr(os.Getenv("POLICYBOT_SERVER_DOCUMENTS"), usualDocuments); err != nil {
		return s, fmt.Errorf("POLICYBOT_SERVER_DOCUMENTS: %w", err)
	}
	megabytes, err := countOr(os.Getenv("POLICYBOT_SERVER_MEGABYTES"), usualMegabytes)
	if err != nil {
		return s, fmt.Errorf("POLICYBOT_SERVER_MEGABYTES: %w", err)
	}
	s.limits.Bytes = int64(megabytes) << 20
	for _, id := range strings.FieldsFunc(os.Getenv("POLICYBOT_OPERATORS"), func(r rune) bool { return r == ',' || r == ' ' }) {
		if strings.Trim(id, "0123456789") != "" {
			return s, fmt.Errorf("POLICYBOT_OPERATORS: %q is not the id of a person on Discord, which is a number", id)
		}
		s.operators = append(s.operators, id)
	}
	return s, nil
}

// countOr reads a number from 1 to a million, or takes the usual one.
func countOr(value string, usual int) (int, error) {
	if value = strings.TrimSpace(value); value == "" {
		return usual, nil
	}
	const most = 1_000_000
	n, err := strconv.Atoi(value)
	if err != nil || n < 1 || n > most {
		return 0, fmt.Errorf("%q is not a number from 1 to %d", value, most)
	}
	return n, nil
}
