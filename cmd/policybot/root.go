package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"
)

// run runs the program and returns its exit status.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	root := newRootCommand()
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
	fmt.Fprintf(stderr, "policybot: %s\n", printable(err.Error()))
	return code
}

// newRootCommand wires every command, in the order help shows them.
func newRootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "policybot",
		Short: "Ask about policy and get the exact figure with its source",
		Long: `Ask about policy, in Chinese or English, and get the exact figure with the sentence it
comes from, its date and its source, or an honest "the documents do not say".

Without --base it answers from the built-in base: the measures that Jiangsu announced on
15 April 2020 to help manufacturers resume work.`,
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	cobra.EnableCommandSorting = false
	var s settings
	s.bind(root)
	root.AddCommand(newAskCommand(&s), newSearchCommand(&s), newShowCommand(&s), newEvalCommand(&s))
	root.AddCommand(newFiguresCommand(), newCheckCommand(&s), newDiffCommand(&s), newServeCommand(&s), newChangesCommand(&s), newNoticesCommand(&s), newBackupCommand(&s), newRestoreCommand(&s), newDoctorCommand(&s), newLicencesCommand())
	return root
}
