package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"policybot/bot/notify"
	"policybot/bot/state"
	"policybot/knowledge"
)

func newNoticesCommand(s *settings) *cobra.Command {
	var dry bool
	cmd := &cobra.Command{
		Use:   "notices --dry-run",
		Short: "Print which notices of changes would go where",
		Long: `Print which notices of changes would go where, without sending any: what waits to be
sent, and what subscriptions are still to be told, due or not. Sending is what serve does.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !dry {
				return errors.New("notices are sent by policybot serve; add --dry-run to see what would be sent")
			}
			store, err := state.Open(cmd.Context(), s.data)
			if err != nil {
				return err
			}
			to := &dryRun{w: cmd.OutOrStdout()}
			if err := errors.Join(notify.Rehearse(cmd.Context(), store, to, time.UTC), store.Close()); err != nil {
				return err
			}
			if to.count == 0 {
				fmt.Fprintln(to.w, "Nothing would be sent.")
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&dry, "dry-run", false, "print, send nothing")
	return cmd
}

// zoneOf is the time zone of a base; UTC where it names none.
func zoneOf(b *knowledge.Base) *time.Location {
	if b == nil {
		return time.UTC
	}
	zone, err := time.LoadLocation(b.TimeZone)
	if err != nil {
		return time.UTC
	}
	return zone
}

// dryRun is a sender that prints notices.
type dryRun struct {
	w     io.Writer
	count int
}

func (d *dryRun) Send(_ context.Context, n notify.Notice) (state.Receipt, error) {
	if d.count++; d.count > 1 {
		fmt.Fprintln(d.w)
	}
	to := "channel " + n.Channel
	if n.Person != "" {
		to = "direct messages of " + n.Person
	}
	if n.Guild != "" {
		to += " in server " + n.Guild
	}
	if len(n.Roles) > 0 {
		to += ", mentioning role " + strings.Join(n.Roles, ", ")
	}
	fmt.Fprintf(d.w, "To %s:\n", to)
	switch {
	case n.Closed != nil:
		fmt.Fprintf(d.w, "  subscriptions of channel %s are paused: %s\n", n.Closed.Channel, printable(n.Closed.Reason))
	case n.Held != nil:
		fmt.Fprintf(d.w, "  question to managers: %d of %d documents are gone; were they removed?\n", n.Held.Gone, n.Held.Of)
	case n.Correction != nil:
		fmt.Fprintf(d.w, "  correction of the answer %s to %q, given %s\n", printable(n.Correction.Told), n.Correction.Question,
			n.Correction.ToldAt.UTC().Format(time.DateTime))
	}
	for _, c := range n.Corrections {
		fmt.Fprintf(d.w, "  correction of the answer %s to %q, given %s: now %q\n", printable(c.Told), c.Question,
			c.ToldAt.UTC().Format(time.DateTime), printable(c.Now))
	}
	l := n.Language
	if l == "" {
		l = knowledge.English
	}
	for _, c := range n.Changes {
		fmt.Fprintf(d.w, "  %s — %s\n", printable(c.Change.Title), printable(c.Change.Headline(l)))
	}
	return state.Receipt{}, nil
}
