package discord

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"policybot/bot/discord/card"
	"policybot/bot/discord/dispatch"
	"policybot/bot/discord/limit"
	"policybot/bot/discord/rest"
	"policybot/bot/notify"
	"policybot/bot/state"
	"slices"
	"strings"
	"time"
)

// noticeLife is how long the buttons of a notice work.
const noticeLife = 180 * 24 * time.Hour

// Send posts a notice; a second one of the same ID is dropped by Discord, by
// its nonce. It makes Server a [notify.Sender].
func (s *Server) Send(ctx context.Context, n notify.Notice) (state.Receipt, error) {
	settings, err := s.store.Settings(ctx, n.Guild)
	if err != nil {
		return state.Receipt{}, err
	}
	v := card.ViewIn(card.NoticeLocale(n, settings.Language))
	channel := n.Channel
	if n.Person != "" {
		if nothingLeft, err := s.withoutLeft(ctx, &n); err != nil || nothingLeft {
			return state.Receipt{}, err
		}
		if channel, err = s.api.Direct(ctx, n.Person); err != nil {
			return state.Receipt{}, sendError(err)
		}
	}
	// A control of a direct message is good outside of servers only.
	guild := n.Guild
	if n.Person != "" {
		guild = ""
	}
	m := card.Notice(v, n, func(kind string, args ...string) string {
		return s.dispatcher.SharedID(guild, noticeLife, kind, args...)
	})
	m.Nonce = n.ID
	m.AllowedMentions.Roles = n.Roles
	posted, err := s.api.Post(ctx, channel, m)
	if err != nil {
		return state.Receipt{}, sendError(err)
	}
	return state.Receipt{Channel: channel, Message: posted.ID}, nil
}

// withoutLeft takes out of a notice to a person what is in the base of a server
// that they have left, and ends what they subscribed there. It reports whether
// nothing is left to be told.
func (s *Server) withoutLeft(ctx context.Context, n *notify.Notice) (nothingLeft bool, err error) {
	member := map[string]bool{state.OperatorBase: true}
	for i := range n.Changes {
		server := n.Changes[i].Base
		if _, known := member[server]; known {
			continue
		}
		if member[server], err = s.api.IsMember(ctx, server, n.Person); err != nil {
			return false, sendError(err)
		}
		if !member[server] {
			if err := s.store.LeftServer(ctx, server, n.Person); err != nil {
				return false, err
			}
		}
	}
	told := len(n.Changes)
	n.Changes = slices.DeleteFunc(n.Changes, func(l state.Logged) bool { return !member[l.Base] })
	return told > 0 && len(n.Changes) == 0, nil
}

// sendError tells whether sending again is of any use.
func sendError(err error) error {
	out := &notify.SendError{Gone: rest.Gone(err), Never: rest.Never(err), Err: err}
	var refused *rest.APIError
	if errors.As(err, &refused) {
		out.After = refused.RetryAfter
	}
	return out
}

// noticeControls are the buttons of notices. They are for everybody who sees
// them.
func noticeControls() map[string]dispatch.Control {
	shared := func(run func(context.Context, *dispatch.Call) (dispatch.Reply, error)) dispatch.Control {
		return dispatch.Control{Handler: dispatch.Handler{Show: dispatch.ShowPrivately, Run: run}, Shared: true}
	}
	return map[string]dispatch.Control{
		"ack":        shared(acknowledge),
		"ack-report": shared(reportAcknowledged),
		"earlier":    shared(showEarlier),
		// Who presses is checked each time: the channel shows the buttons to all.
		"held-accept": {Handler: dispatch.Handler{Show: dispatch.ShowPrivately, Run: acceptGone}, Shared: true},
		"held-wait":   {Handler: dispatch.Handler{Show: dispatch.ShowPrivately, Run: keepWaiting}, Shared: true},
	}
}

func acknowledge(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	if err := c.Store.Acknowledge(ctx, c.Who.Guild, c.Args[0], c.Who.User); err != nil {
		return dispatch.Reply{}, err
	}
	return dispatch.Reply{Message: card.Sentence(card.NoticeWords.Acknowledged.In(c.Locale))}, nil
}

// reportAcknowledged names those who have acknowledged a notice, for managers.
func reportAcknowledged(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	if !c.Manages() {
		return dispatch.Reply{}, dispatch.Refusal(c.ManagersOnly)
	}
	people, err := c.Store.Acknowledged(ctx, c.Args[0])
	if err != nil {
		return dispatch.Reply{}, err
	}
	page := card.New()
	page.Text(card.Title(fmt.Sprintf(card.NoticeWords.AcknowledgedBy.In(c.Locale), c.Locale.Count(len(people)))))
	const most = 100
	var names []string
	for _, p := range people[:min(len(people), most)] {
		names = append(names, "<@"+p+">")
	}
	page.Text(strings.Join(names, " "))
	if more := len(people) - most; more > 0 {
		page.Text(card.Small(fmt.Sprintf(c.AndMore, c.Locale.Count(more))))
	}
	return dispatch.Reply{Message: page.Message()}, nil
}

// earlierName is the name of a document's own file, with the ending of the
// version that is kept.
func earlierName(c *state.Logged) string {
	name, ending := path.Base(string(c.Change.Document)), path.Ext(c.Previous)
	if name == "." || name == "/" {
		return c.Previous
	}
	return strings.TrimSuffix(name, path.Ext(name)) + ending
}

// showEarlier sends the file as it was before a change.
func showEarlier(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	change, err := c.Store.Change(ctx, int64(c.Argument(0)))
	if err != nil {
		return dispatch.Reply{}, err
	}
	open, err := c.Bot.Version(change)
	if err != nil {
		return dispatch.Reply{}, dispatch.Refusal(card.NoticeWords.NoEarlier.In(c.Locale))
	}
	defer open.Close()
	data, err := io.ReadAll(io.LimitReader(open, limit.FileSize+1))
	if err != nil {
		return dispatch.Reply{}, fmt.Errorf("read the earlier version: %w", err)
	}
	if len(data) > limit.FileSize {
		return dispatch.Reply{}, dispatch.Refusal(card.NoticeWords.NoEarlier.In(c.Locale))
	}
	page := card.New()
	page.Text(card.Title(card.Escape(card.TitleOf(change), 200)), fmt.Sprintf(card.NoticeWords.EarlierOf.In(c.Locale), card.Moment(change.At)))
	page.Attach(rest.File{Name: earlierName(change), ContentType: "application/octet-stream", Description: card.Plain(card.TitleOf(change), limit.Description), Data: data})
	return dispatch.Reply{Message: page.Message()}, nil
}
