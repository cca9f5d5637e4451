package discord

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"net/http"
	"runtime/debug"
	"slices"
	"strconv"
	"time"

	"policybot/bot"
	"policybot/bot/discord/limit"
	"policybot/bot/state"
)

// Kinds of answer to an interaction.
const (
	respondMessage      = 4
	respondLater        = 5
	respondUpdateLater  = 6
	respondUpdate       = 7
	respondAutocomplete = 8
	respondModal        = 9
)

// handlerTime is how long a handler may take. The token of an interaction is
// good for 15 minutes; nobody waits that long.
const handlerTime = 2 * time.Minute

// Permissions of members.
const (
	permitAdministrator = 1 << 3
	permitManageGuild   = 1 << 5
)

// reply is what a handler wants shown. The zero reply changes nothing.
type reply struct {
	message message
	modal   *modal
	posted  func(ctx context.Context, m received, err error) // called once the message is on the screen, or could not be sent; may be nil
}

// show is where a reply goes.
type show int

const (
	showPrivately   show = iota // a new message for the person alone
	showPublicly                // a new message for everybody
	showAsChosen                // as the person or the server's settings say
	showInPlace                 // instead of the message that was used
	showWithoutWait             // a form, or privately; the handler does not wait for anything
)

// handler serves a command or a control.
type handler struct {
	show    show
	manager bool // only for those who manage the server's bot
	run     func(ctx context.Context, c *call) (reply, error)
}

// control is what a button, menu or form does. Controls of others may be used
// by everybody if shared is set.
type control struct {
	handler
	shared bool
}

// call is one interaction on its way through a handler.
type call struct {
	*Server
	view
	event    *interaction
	who      bot.Asker
	settings state.Settings
	private  bool
	args     []string // of the custom id
	name     string   // of the command or control, for the log
	log      *slog.Logger
}

// refusal is an error whose words are for the person.
type refusal string

func (r refusal) Error() string { return string(r) }

// takeInteraction serves an interaction.
func (s *Server) takeInteraction(ctx context.Context, data json.RawMessage) {
	start := time.Now()
	var event interaction
	if err := json.Unmarshal(data, &event); err != nil {
		s.log.Error("read an interaction", "error", err)
		return
	}
	c := &call{Server: s, event: &event, view: viewIn(localeOf("", event.Locale, event.GuildLocale)),
		who: bot.Asker{Guild: event.Guild, Channel: event.Channel, User: event.person()}}
	c.log = s.log.With("guild", c.who.Guild, "person", c.who.User, "interaction", event.ID)
	if event.Type == autocompleteInteraction {
		s.complete(ctx, c)
		s.meter.interaction("autocomplete", "done", time.Since(start))
		return
	}
	h, err := c.route(ctx)
	if err == nil {
		err = c.admit()
	}
	if err != nil {
		s.respondError(ctx, c, showPrivately, false, err)
		s.meter.interaction(c.name, "refused", time.Since(start))
		return
	}
	defer func() { <-s.slots }()
	outcome := s.serve(ctx, c, h)
	s.meter.interaction(c.name, outcome, time.Since(start))
}

// admit holds a person to the pace, and the bot to what it can do at once.
func (c *call) admit() error {
	if wait := c.uses.take(c.who.Guild, c.who.User, time.Now()); wait > 0 {
		c.meter.count("policybot_cooldowns_total")
		return refusal(fmt.Sprintf(c.SlowDown, int(math.Ceil(wait.Seconds()))))
	}
	select {
	case c.slots <- struct{}{}:
		return nil
	default:
		return refusal(c.Busy)
	}
}

// route finds the handler of an interaction and checks that the person may
// use it: here and for each one, since Discord only hides what a person may
// not use, and a custom id can be sent by anybody.
func (c *call) route(ctx context.Context) (handler, error) {
	c.name = "unknown"
	if c.who.User == "" {
		return handler{}, refusal(c.Unknown)
	}
	var err error
	if c.settings, err = c.store.Settings(ctx, c.who.Guild); err != nil {
		return handler{}, err
	}
	c.view = viewIn(localeOf(c.settings.Language, c.event.Locale, c.event.GuildLocale))
	c.who.Language = c.settings.Language
	c.private = c.settings.Private

	var h handler
	if c.event.Type == commandInteraction {
		cmd := find(c.commands, &c.event.Data)
		if cmd == nil {
			return handler{}, refusal(c.Unknown)
		}
		h, c.name = cmd.handler, cmd.path
		if public, given := c.flag("public"); given {
			c.private = !public
		}
	} else {
		id, err := c.read(c.who.Guild, c.event.Data.CustomID)
		if errors.Is(err, errForged) {
			c.Server.log.Warn("a control that is not ours", "person", c.who.User, "guild", c.who.Guild)
			return handler{}, refusal(c.Unknown)
		}
		c.name, c.args = id.kind, id.args
		k, known := c.controls[id.kind]
		switch {
		case !known:
			return handler{}, refusal(c.Unknown)
		case err != nil:
			return handler{}, refusal(c.Expired)
		case !k.shared && id.owner != c.who.User:
			return handler{}, refusal(c.NotYours)
		}
		h = k.handler
	}
	if h.manager && !c.manages() {
		c.Server.log.Warn("refused: not a manager", "person", c.who.User, "guild", c.who.Guild, "name", c.name)
		return handler{}, refusal(c.ManagersOnly)
	}
	return h, nil
}

// manages reports whether the person manages the bot of this server.
func (c *call) manages() bool {
	m := c.event.Member
	if c.who.Guild == "" || m == nil {
		return false
	}
	return m.Permissions&(permitAdministrator|permitManageGuild) != 0 || c.holdsAny(c.settings.ManagerRoles)
}

// holdsAny reports whether the person has one of the roles.
func (c *call) holdsAny(roles []string) bool {
	return c.event.Member != nil && slices.ContainsFunc(roles, func(r string) bool { return slices.Contains(c.event.Member.Roles, r) })
}

// id makes a custom id for a control that the person may use.
func (c *call) id(kind string, args ...string) string {
	return c.make(c.who.Guild, controlID{kind: kind, args: args, owner: c.who.User}, controlLife)
}

// controlLife is how long buttons and menus work.
const controlLife = 30 * 24 * time.Hour

// option returns what the person gave for an option, "" for nothing.
func (c *call) option(name string) string {
	s, _ := c.given(name).(string)
	return s
}

func (c *call) given(name string) any {
	for _, o := range leaf(c.event.Data.Options) {
		if o.Name == name {
			return o.Value
		}
	}
	return nil
}

// leaf returns the options of the innermost subcommand.
func leaf(options []givenOption) []givenOption {
	for len(options) == 1 && options[0].Value == nil {
		options = options[0].Options
	}
	return options
}

// flag returns a truth value that the person gave, and whether they did.
func (c *call) flag(name string) (value, given bool) {
	value, given = c.given(name).(bool)
	return value, given
}

// input returns what the person wrote into a form.
func (c *call) input(id string) string {
	for _, row := range c.event.Data.Components {
		for _, in := range row.Components {
			if in.CustomID == id {
				return in.Value
			}
		}
	}
	return ""
}

// serve runs a handler and sends its reply. It returns how it ended, for the
// metrics.
func (s *Server) serve(ctx context.Context, c *call, h handler) string {
	ctx, cancel := context.WithTimeout(ctx, handlerTime)
	defer cancel()
	type result struct {
		reply reply
		err   error
	}
	done := make(chan result, 1)
	go func() {
		var out result
		defer func() {
			if r := recover(); r != nil {
				out = result{err: &panicked{r, debug.Stack()}}
			}
			done <- out
		}()
		out.reply, out.err = h.run(ctx, c)
	}()
	var out result
	deferred := false
	timer := time.NewTimer(s.deferAfter)
	defer timer.Stop()
	select {
	case out = <-done:
	case <-timer.C:
		deferred = s.respondLater(ctx, c, h.show)
		out = <-done
	}
	if out.err != nil {
		s.respondError(ctx, c, h.show, deferred, out.err)
		if _, polite := errors.AsType[refusal](out.err); polite {
			return "refused"
		}
		return "failed"
	}
	if err := s.respond(ctx, c, h.show, deferred, out.reply); err != nil {
		var refused *APIError
		if errors.As(err, &refused) && refused.Status == http.StatusBadRequest {
			// Discord takes no such message; the person should know.
			s.respondError(ctx, c, h.show, deferred, err)
		} else {
			c.log.Error("reply", "name", c.name, "error", err)
		}
		return "unsent"
	}
	return "done"
}

// panicked is a panic of a handler.
type panicked struct {
	value any
	stack []byte
}

func (p *panicked) Error() string { return fmt.Sprintf("panic: %v", p.value) }

// alone reports whether a new message is for the person alone.
func (c *call) alone(where show) bool {
	return where == showPrivately || where == showWithoutWait || where == showAsChosen && c.private
}

// respondLater tells Discord that the reply takes longer.
func (s *Server) respondLater(ctx context.Context, c *call, where show) bool {
	kind := respondLater
	var data any
	switch {
	case where == showInPlace:
		kind = respondUpdateLater
	case c.alone(where):
		data = struct {
			Flags int `json:"flags"`
		}{flagEphemeral}
	}
	if err := s.api.respond(ctx, c.event, kind, data, nil, nil); err != nil {
		c.log.Error("defer", "name", c.name, "error", err)
		return false
	}
	return true
}

// respond sends the reply of a handler.
func (s *Server) respond(ctx context.Context, c *call, where show, deferred bool, r reply) error {
	if r.modal != nil {
		return s.api.respond(ctx, c.event, respondModal, r.modal, nil, nil)
	}
	if deferred {
		var shown received
		err := s.api.edit(ctx, c.event, r.message, &shown)
		r.tell(ctx, shown, err)
		return err
	}
	kind := respondMessage
	if where == showInPlace {
		kind = respondUpdate
	} else if c.alone(where) {
		r.message.Flags |= flagEphemeral
	}
	if r.posted == nil {
		return s.api.respond(ctx, c.event, kind, r.message, r.message.files, nil)
	}
	var out struct {
		Resource struct {
			Message received `json:"message"`
		} `json:"resource"`
	}
	err := s.api.respond(ctx, c.event, kind, r.message, r.message.files, &out)
	r.tell(ctx, out.Resource.Message, err)
	return err
}

func (r reply) tell(ctx context.Context, m received, err error) {
	if r.posted != nil {
		r.posted(ctx, m, err)
	}
}

// respondError shows an error to the person alone: words meant for them, or
// else a reference that stands in the log beside the error.
func (s *Server) respondError(ctx context.Context, c *call, where show, deferred bool, err error) {
	m := notice(c.explain(err))
	m.Flags |= flagEphemeral
	var sendErr error
	switch {
	case !deferred:
		sendErr = s.api.respond(ctx, c.event, respondMessage, m, nil, nil)
	case where != showInPlace && c.alone(where):
		sendErr = s.api.edit(ctx, c.event, m, nil)
	default:
		// A message for everybody was announced, or one is being changed.
		sendErr = s.api.follow(ctx, c.event, m)
		if where != showInPlace {
			sendErr = errors.Join(sendErr, s.api.remove(ctx, c.event))
		}
	}
	if sendErr != nil {
		c.log.Error("tell a person of an error", "name", c.name, "error", sendErr)
	}
}

// explain returns the words for an error and logs what is not meant for the
// person.
func (c *call) explain(err error) string {
	if polite, ok := errors.AsType[refusal](err); ok {
		return string(polite)
	}
	if errors.Is(err, state.ErrForgotten) {
		return c.Forgotten
	}
	reference := rand.Text()[:8]
	if p, ok := errors.AsType[*panicked](err); ok {
		c.logPanic(reference, p.value, p.stack)
	} else {
		c.log.Error("handler failed", "name", c.name, "reference", reference, "error", err)
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return fmt.Sprintf(c.TookTooLong, reference)
	}
	return fmt.Sprintf(c.Failed, reference)
}

func (s *Server) logPanic(reference string, value any, stack []byte) {
	s.meter.count("policybot_panics_total")
	s.log.Error("panic", "reference", reference, "value", value, "stack", string(stack))
}

// complete answers what a person has typed so far with suggestions. It never
// fails: no suggestions are an answer.
func (s *Server) complete(ctx context.Context, c *call) {
	choices := []choice{}
	cmd := find(s.commands, &c.event.Data)
	for _, o := range leaf(c.event.Data.Options) {
		if !o.Focused || cmd == nil || s.typing.take("", c.who.User, time.Now()) > 0 {
			continue
		}
		typed, _ := o.Value.(string)
		for _, known := range cmd.options {
			if known.name.en == o.Name && known.complete != nil {
				choices = append(choices, known.complete(ctx, c, plain(typed, limit.ChoiceName))...)
			}
		}
	}
	choices = slices.DeleteFunc(choices, func(ch choice) bool {
		return ch.Name == "" || ch.Value == "" || limit.Length(ch.Value) > limit.ChoiceValue
	})
	if len(choices) > limit.Choices {
		choices = choices[:limit.Choices]
	}
	for i := range choices {
		choices[i].Name = plain(choices[i].Name, limit.ChoiceName)
	}
	data := struct {
		Choices []choice `json:"choices"`
	}{choices}
	if err := s.api.respond(ctx, c.event, respondAutocomplete, data, nil, nil); err != nil {
		c.log.Warn("suggest", "error", err)
	}
}

// argument returns an argument of a custom id as a number, 0 for none.
func (c *call) argument(i int) int {
	if i >= len(c.args) {
		return 0
	}
	n, _ := strconv.Atoi(c.args[i])
	return n
}
