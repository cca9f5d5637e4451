// Command policybot answers questions about policy with the exact figure and
// its source.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	_ "time/tzdata" // quiet hours name a time zone, which small machines may not know

	"github.com/spf13/cobra"

	"policybot/bot/discord"
	"policybot/cmd/policybot/message"
	"policybot/knowledge"
)

// fileSizeSignal is SIGXFSZ, which a write over the limit of a file's size raises
// beside failing: the failure is handled, the signal would end the program.
const fileSizeSignal = syscall.Signal(25)

func main() {
	if runtime.GOOS != "windows" {
		signal.Ignore(fileSizeSignal)
	}
	// What the environment says already goes before the file.
	if err := loadEnvironment(".env", os.Stderr); err != nil {
		report(os.Stderr, err, systemLanguage())
		os.Exit(exitFailure)
	}
	slog.SetDefault(slog.New(discord.Redact(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}), os.Getenv("DISCORD_TOKEN"))))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run runs the program and returns its exit status.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	var s settings
	root := newRootCommand(&s)
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitAnswered
	}
	code := exitFailure
	if exit := (*exitError)(nil); errors.As(err, &exit) {
		if code = exit.code; exit.err == nil {
			return code
		}
	}
	if s.lang == "" { // where the command is not known, flags are not read
		if i := slices.Index(args, "--lang"); i >= 0 && i+1 < len(args) {
			s.lang = args[i+1]
		}
	}
	report(stderr, err, s.reader())
	return code
}

// report says what went wrong and what to do next, in the reader's language.
func report(stderr io.Writer, err error, language knowledge.Language) {
	words := err.Error()
	switch {
	case errors.Is(err, context.Canceled):
		words = "stopped by Ctrl-C"
	case strings.Contains(words, "; "): // says what to do
	case errors.Is(err, fs.ErrNotExist):
		words += "; check the path"
	case errors.Is(err, fs.ErrPermission):
		words += "; look at who may read and write it"
	}
	if language == knowledge.Chinese {
		words = message.Chinese(words)
	}
	fmt.Fprintf(stderr, "policybot: %s\n", printable(words))
}

// newRootCommand wires every command, in the order help shows them.
func newRootCommand(s *settings) *cobra.Command {
	root := &cobra.Command{
		Use:   "policybot",
		Short: "Ask about policy and get the exact figure with its source",
		Long: `Ask about policy, in Chinese or English, and get the exact figure with the sentence it
comes from, its date and its source, or an honest "the documents do not say".

Without --base it answers from the built-in base: the measures that Jiangsu announced on
15 April 2020 to help manufacturers resume work. To begin with documents of your own:
policybot init policies`,
		Version:       version(),
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	// No template is set for anything: text/template calls methods by name, so that
	// the linker would keep all of them, 8 MB.
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return fmt.Errorf("%w; see %s --help", err, cmd.CommandPath())
	})
	cobra.EnableCommandSorting = false
	s.bind(root)
	root.AddCommand(newInitCommand(s), newTryCommand(s), newAskCommand(s), newSearchCommand(s), newShowCommand(s))
	root.AddCommand(newFiguresCommand(), newCheckCommand(s), newDiffCommand(s), newServeCommand(s), newChangesCommand(s), newNoticesCommand(s))
	root.AddCommand(newBackupCommand(s), newRestoreCommand(s), newDoctorCommand(s), newEvalCommand(s), newLicencesCommand())
	for _, cmd := range root.Commands() {
		if check := cmd.Args; check != nil {
			cmd.Args = func(cmd *cobra.Command, args []string) error {
				err := check(cmd, args)
				if err != nil && !strings.Contains(err.Error(), "--help") {
					err = fmt.Errorf("%w; see %s --help", err, cmd.CommandPath())
				}
				return err
			}
		}
	}
	return root
}

// version says which program this is, as the build noted it: a release by its
// tag, anything else by its commit.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	name := info.Main.Version
	if name == "" || name == "(devel)" {
		name = "unknown"
	}
	return fmt.Sprintf("%s, %s %s/%s", name, info.GoVersion, runtime.GOOS, runtime.GOARCH)
}
