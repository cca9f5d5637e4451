package dispatch

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"net/http"
	"policybot/bot"
	"policybot/bot/discord/card"
	"policybot/bot/discord/limit"
	"policybot/bot/discord/rest"
	"policybot/bot/shelf"
	"policybot/bot/state"
	"runtime/debug"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// handlerTime is how long a handler may take. The token of an interaction is
// good for 15 minutes; nobody waits that long.
const handlerTime = 2 * time.Minute

// longTime is how long a handler may take that says how far it is.
const longTime = 14 * time.Minute

// Permissions of members.
const (
	permitAdministrator = 1 << 3
	permitManageGuild   = 1 << 5
)

// Reply is what a handler wants shown. The zero reply changes nothing.
type Reply struct {
	Message rest.Message
	Modal   *rest.Modal
	Posted  func(ctx context.Context, m rest.Received, err error) // called once the message is on the screen, or could not be sent; may be nil
}

// Show is where a reply goes.
type Show int

// The places.
const (
	ShowPrivately   Show = iota // a new message for the person alone
	ShowPublicly                // a new message for everybody
	ShowAsChosen                // as the person or the server's settings say
	ShowInPlace                 // instead of the message that was used
	ShowWithoutWait             // a form, or privately; the handler does not wait for anything
)

// Handler serves a command or a control.
type Handler struct {
	Show    Show
	Manager bool // only for those who manage the server's bot
	Works   bool // takes the processor: admitted by what can be done in time
	Long    bool // takes minutes: the person is told at once, and how far it is
	Run     func(ctx context.Context, c *Call) (Reply, error)
}

// Control is what a button, menu or form does. Controls of others may be used
// by everybody if Shared is set.
type Control struct {
	Handler
	Shared bool
}

// Dispatcher takes what people do and say to the handler that is for it.
type Dispatcher struct {
	Options
	log         *slog.Logger // without tokens
	signer      signer
	uses        *cooldown
	typing      *cooldown
	slots       chan struct{}
	gate        *gate
	keepers     atomic.Pointer[bot.Keepers] // of the operator's base
	warnings    *cooldown                   // a person who writes too much is told so once in a while
	roles       sync.Map                    // id of the bot's own role, by server
	Application string                      // id of the bot's application, and of its user
	Started     time.Time
}

// Options are what a dispatcher works with.
type Options struct {
	Shelf      *shelf.Shelf // the bases that are answered from
	Store      *state.Store
	API        *rest.Client
	Meter      rest.Meter
	Cooldowns  Cooldowns
	DeferAfter time.Duration // after which a person is told that it takes longer
	Secret     []byte        // that custom ids are signed with
	Commands   []Command
	Controls   map[string]Control // by the first part of their custom id
	Message    Handler            // for messages to the bot
	Listens    bool               // Discord shows what messages say that do not mention the bot
}

// New returns a dispatcher that writes what is not for people to log.
func New(o Options, log *slog.Logger) *Dispatcher {
	c := o.Cooldowns
	namePaths("", o.Commands)
	return &Dispatcher{
		Options: o, log: log, signer: signer{secret: o.Secret, now: time.Now},
		uses:     newCooldown(c.Person, c.Guild, c.All),
		typing:   newCooldown(c.TypingPerson, Pace{}, c.TypingOverall),
		slots:    make(chan struct{}, max(c.Concurrent, 1)),
		gate:     newGate(placesAtOnce()),
		warnings: newCooldown(Pace{warnEvery, 1}, Pace{}, Pace{}),
		Started:  time.Now(),
	}
}

// Call is one thing that a person did or said, on its way through a handler.
type Call struct {
	*Dispatcher
	card.View
	Event   *rest.Interaction
	Said    string         // the text of a message, without mentions; "" for interactions
	Heard   *rest.Received // the message; nil for interactions
	Who     bot.Asker
	Chosen  state.Settings // what the server chose
	Private bool
	Bot     *shelf.Reader // what the server sees; open while the handler runs
	Args    []string      // of the custom id
	name    string        // of the command or control, for the log
	Log     *slog.Logger
	to      replier

	announced chan struct{} // closed once the person knows that it takes longer
}

// Refusal is an error whose words are for the person.
type Refusal string

func (r Refusal) Error() string { return string(r) }

// TakeInteraction serves an interaction.
func (d *Dispatcher) TakeInteraction(ctx context.Context, data json.RawMessage) {
	start := time.Now()
	var event rest.Interaction
	if err := json.Unmarshal(data, &event); err != nil {
		d.log.Error("read an interaction", "error", err)
		return
	}
	c := &Call{Dispatcher: d, Event: &event, View: card.ViewIn(card.LocaleOf("", event.Locale, event.GuildLocale)),
		Who: bot.Asker{Guild: event.Guild, Channel: event.Channel, User: event.Person()}}
	c.Log = d.log.With("guild", c.Who.Guild, "person", c.Who.User, "interaction", event.ID)
	c.to = interactionReplier{c}
	if event.Type == rest.AutocompleteInteraction {
		d.complete(ctx, c)
		d.Meter.Interaction("autocomplete", "done", time.Since(start))
		return
	}
	d.dispatch(ctx, c, start, c.route)
}

// dispatch finds the handler for a call, holds the person to the pace, runs it
// and counts what came of it.
func (d *Dispatcher) dispatch(ctx context.Context, c *Call, start time.Time, route func(context.Context) (Handler, error)) {
	h, err := route(ctx)
	if err == nil {
		err = c.admit()
	}
	if err != nil {
		c.fail(ctx, ShowPrivately, false, err)
		d.Meter.Interaction(c.name, "refused", time.Since(start))
		return
	}
	defer func() { <-d.slots }()
	outcome := c.serve(ctx, h, start)
	d.Meter.Interaction(c.name, outcome, time.Since(start))
}

// admit holds a person to the pace, and the bot to what it can do at once.
func (c *Call) admit() error {
	if wait := c.uses.take(c.Who.Guild, c.Who.User, time.Now()); wait > 0 {
		c.Meter.Count("policybot_cooldowns_total")
		return Refusal(fmt.Sprintf(c.SlowDown, int(math.Ceil(wait.Seconds()))))
	}
	select {
	case c.slots <- struct{}{}:
		return nil
	default:
		return Refusal(c.Busy)
	}
}

// route finds the handler of an interaction and checks that the person may
// use it: here and for each one, since Discord only hides what a person may
// not use, and a custom id can be sent by anybody.
func (c *Call) route(ctx context.Context) (Handler, error) {
	c.name = "unknown"
	if c.Who.User == "" {
		return Handler{}, Refusal(c.Unknown)
	}
	if err := c.settle(ctx); err != nil {
		return Handler{}, err
	}
	c.View = card.ViewIn(card.LocaleOf(c.Chosen.Language, c.Event.Locale, c.Event.GuildLocale))
	c.Private = c.Chosen.Private
	find := c.routeControl
	if c.Event.Type == rest.CommandInteraction {
		find = c.routeCommand
	}
	h, err := find()
	if err == nil && h.Manager && !c.Manages() {
		c.Dispatcher.log.Warn("refused: not a manager", "person", c.Who.User, "guild", c.Who.Guild, "name", c.name)
		return Handler{}, Refusal(c.ManagersOnly)
	}
	return h, err
}

// settle reads what the server has settled on.
func (c *Call) settle(ctx context.Context) (err error) {
	c.Chosen, err = c.Store.Settings(ctx, c.Who.Guild)
	c.Who.Language = c.Chosen.Language
	c.Who.Sure = float64(c.Chosen.SurePercent) / 100
	return err
}

func (c *Call) routeCommand() (Handler, error) {
	cmd := find(c.Commands, &c.Event.Data)
	if cmd == nil {
		return Handler{}, Refusal(c.Unknown)
	}
	c.name = cmd.path
	public, given := c.Flag("public")
	switch {
	case public && !c.MaySpeak():
		return Handler{}, Refusal(c.MayNotShare)
	case given:
		c.Private = !public
	case !c.MaySpeak(): // a server where replies are for all
		c.Private = true
	}
	return cmd.Handler, nil
}

func (c *Call) routeControl() (Handler, error) {
	id, err := c.signer.read(c.Who.Guild, c.Event.Data.CustomID)
	if errors.Is(err, errForged) {
		c.Dispatcher.log.Warn("a control that is not ours", "person", c.Who.User, "guild", c.Who.Guild)
		return Handler{}, Refusal(c.Unknown)
	}
	c.name, c.Args = id.kind, id.args
	k, known := c.Controls[id.kind]
	switch {
	case !known:
		return Handler{}, Refusal(c.Unknown)
	case err != nil:
		return Handler{}, Refusal(c.Expired)
	case !k.Shared && id.owner != c.Who.User:
		return Handler{}, Refusal(c.NotYours)
	}
	return k.Handler, nil
}

// SetKeepers says who keeps the operator's base.
func (d *Dispatcher) SetKeepers(k bot.Keepers) { d.keepers.Store(&k) }

// Operates reports whether the person keeps the operator's base.
func (c *Call) Operates() bool {
	k := c.keepers.Load()
	return k != nil && (slices.Contains(k.People, c.Who.User) || k.Server != "" && k.Server == c.Who.Guild && c.Manages())
}

// MaySpeak reports whether the person may show an answer to everybody.
func (c *Call) MaySpeak() bool {
	return len(c.Chosen.ShareRoles) == 0 || c.HoldsAny(c.Chosen.ShareRoles) || c.Manages()
}

// Manages reports whether the person manages the bot of this server.
func (c *Call) Manages() bool {
	m := c.Event.Member
	if c.Who.Guild == "" || m == nil {
		return false
	}
	return m.Permissions&(permitAdministrator|permitManageGuild) != 0 || c.HoldsAny(c.Chosen.ManagerRoles)
}

// HoldsAny reports whether the person has one of the roles.
func (c *Call) HoldsAny(roles []string) bool {
	return c.Event.Member != nil && slices.ContainsFunc(roles, func(r string) bool { return slices.Contains(c.Event.Member.Roles, r) })
}

// ID makes a custom id for a control that the person may use.
func (c *Call) ID(kind string, args ...string) string {
	return c.signer.make(c.Who.Guild, controlID{kind: kind, args: args, owner: c.Who.User}, controlLife)
}

// SharedID makes a custom id for a control that everybody in a server may use,
// "" for direct messages.
func (d *Dispatcher) SharedID(guild string, life time.Duration, kind string, args ...string) string {
	return d.signer.make(guild, controlID{kind: kind, args: args}, life)
}

// controlLife is how long buttons and menus work.
const controlLife = 30 * 24 * time.Hour

// Option returns what the person gave for an option, "" for nothing.
func (c *Call) Option(name string) string {
	s, _ := c.given(name).(string)
	return s
}

func (c *Call) given(name string) any {
	for _, o := range leaf(c.Event.Data.Options) {
		if o.Name == name {
			return o.Value
		}
	}
	return nil
}

// leaf returns the options of the innermost subcommand.
func leaf(options []rest.GivenOption) []rest.GivenOption {
	for len(options) == 1 && options[0].Value == nil {
		options = options[0].Options
	}
	return options
}

// Flag returns a truth value that the person gave, and whether they did.
func (c *Call) Flag(name string) (value, given bool) {
	value, given = c.given(name).(bool)
	return value, given
}

// Input returns what the person wrote into a form.
func (c *Call) Input(id string) string {
	for _, row := range c.Event.Data.Components {
		for _, in := range row.Components {
			if in.CustomID == id {
				return in.Value
			}
		}
	}
	return ""
}

// result is what a handler came to.
type result struct {
	reply Reply
	err   error
}

// run runs a handler; a panic in it is an error.
func (c *Call) run(ctx context.Context, h Handler) (out result) {
	defer func() {
		if r := recover(); r != nil {
			out = result{err: &panicked{r, debug.Stack()}}
		}
	}()
	opening, cancel := context.WithTimeout(ctx, openTime(h.Show))
	defer cancel()
	if c.Bot, out.err = c.Shelf.Read(opening, c.Who.Guild); out.err != nil {
		return out
	}
	defer c.Bot.Close()
	out.reply, out.err = h.Run(ctx, c)
	return out
}

// openTime is how long the base of a server may take to be opened.
func openTime(show Show) time.Duration {
	if show == ShowWithoutWait {
		return time.Second
	}
	return handlerTime
}

// Progress shows how far a handler is that takes long. Where the person has not
// been told yet that it does, nothing is shown.
func (c *Call) Progress(ctx context.Context, m rest.Message) {
	select {
	case <-c.announced:
	default:
		return
	}
	if err := c.to.progress(ctx, m); err != nil {
		c.Log.Warn("show progress", "name", c.name, "error", err)
	}
}

// serve runs a handler and sends its reply. It returns how it ended, for the
// metrics.
func (c *Call) serve(ctx context.Context, h Handler, start time.Time) string {
	within, deferAfter := handlerTime, c.DeferAfter
	if h.Long {
		within, deferAfter = longTime, 0
	}
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	c.announced = make(chan struct{})
	if h.Works && !c.gate.enter(ctx) {
		c.Meter.Count("policybot_turned_away_total")
		c.fail(ctx, h.Show, false, Refusal(c.Busy))
		return "refused"
	}
	done := make(chan result, 1)
	go func() {
		began := time.Now()
		out := c.run(ctx, h)
		if h.Works {
			c.gate.leave(time.Since(began))
		}
		done <- out
	}()
	var out result
	deferred := false
	timer := time.NewTimer(max(deferAfter-time.Since(start), 0))
	defer timer.Stop()
	select {
	case out = <-done:
	case <-timer.C:
		if deferred = c.to.later(ctx, h.Show); deferred {
			close(c.announced)
		}
		out = <-done
	}
	if out.err != nil {
		c.fail(ctx, h.Show, deferred, out.err)
		if _, polite := errors.AsType[Refusal](out.err); polite {
			return "refused"
		}
		return "failed"
	}
	err := c.to.send(ctx, h.Show, deferred, out.reply)
	if err == nil {
		return "done"
	}
	var refused *rest.APIError
	if errors.As(err, &refused) && refused.Status == http.StatusBadRequest {
		// Discord takes no such message; the person should know.
		c.fail(ctx, h.Show, deferred, err)
	} else {
		c.Log.Error("reply", "name", c.name, "error", err)
	}
	return "unsent"
}

// fail shows an error to the person alone, where that is possible: words meant
// for them, or else a reference that stands in the log beside the error.
func (c *Call) fail(ctx context.Context, where Show, deferred bool, err error) {
	if err := c.to.fail(ctx, where, deferred, card.Sentence(c.explain(err))); err != nil {
		c.Log.Error("tell a person of an error", "name", c.name, "error", err)
	}
}

// panicked is a panic of a handler.
type panicked struct {
	value any
	stack []byte
}

func (p *panicked) Error() string { return fmt.Sprintf("panic: %v", p.value) }

// explain returns the words for an error and logs what is not meant for the
// person.
func (c *Call) explain(err error) string {
	if polite, ok := errors.AsType[Refusal](err); ok {
		return string(polite)
	}
	if errors.Is(err, state.ErrForgotten) {
		return c.Forgotten
	}
	if errors.Is(err, state.ErrNoRoom) {
		c.Log.Error("nothing can be kept", "name", c.name, "error", err)
		return c.CannotKeep
	}
	reference := rand.Text()[:8]
	if p, ok := errors.AsType[*panicked](err); ok {
		c.LogPanic(reference, p.value, p.stack)
	} else {
		c.Log.Error("handler failed", "name", c.name, "reference", reference, "error", err)
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return fmt.Sprintf(c.TookTooLong, reference)
	}
	return fmt.Sprintf(c.Failed, reference)
}

// LogPanic writes a panic into the log, and counts it.
func (d *Dispatcher) LogPanic(reference string, value any, stack []byte) {
	d.Meter.Count("policybot_panics_total")
	d.log.Error("panic", "reference", reference, "value", value, "stack", string(stack))
}

// complete answers what a person has typed so far with suggestions. It never
// fails: no suggestions are an answer.
func (d *Dispatcher) complete(ctx context.Context, c *Call) {
	choices := slices.DeleteFunc(c.suggest(ctx), func(ch rest.Choice) bool {
		return ch.Name == "" || ch.Value == "" || limit.Length(ch.Value) > limit.ChoiceValue
	})
	if len(choices) > limit.Choices {
		choices = choices[:limit.Choices]
	}
	for i := range choices {
		choices[i].Name = card.Plain(choices[i].Name, limit.ChoiceName)
	}
	data := struct {
		Choices []rest.Choice `json:"choices"`
	}{choices}
	if err := d.API.Respond(ctx, c.Event, respondAutocomplete, data, nil, nil); err != nil {
		c.Log.Warn("suggest", "error", err)
	}
}

// suggestTime is how long a person who types waits for suggestions.
const suggestTime = 2 * time.Second

// suggest returns the suggestions for the option that a person types into.
func (c *Call) suggest(ctx context.Context) []rest.Choice {
	choices := []rest.Choice{}
	ctx, cancel := context.WithTimeout(ctx, suggestTime)
	defer cancel()
	var err error
	if c.Bot, err = c.Shelf.Read(ctx, c.Who.Guild); err != nil {
		c.Log.Warn("suggest", "error", err)
		return choices
	}
	defer c.Bot.Close()
	cmd := find(c.Commands, &c.Event.Data)
	for _, o := range leaf(c.Event.Data.Options) {
		if !o.Focused || cmd == nil || c.typing.take("", c.Who.User, time.Now()) > 0 {
			continue
		}
		typed, _ := o.Value.(string)
		for _, known := range cmd.Options {
			if known.Name.En == o.Name && known.Complete != nil {
				choices = append(choices, known.Complete(ctx, c, card.Plain(typed, limit.ChoiceName))...)
			}
		}
	}
	return choices
}

// Argument returns an argument of a custom id as a number, 0 for none.
func (c *Call) Argument(i int) int {
	if i >= len(c.Args) {
		return 0
	}
	n, _ := strconv.Atoi(c.Args[i])
	return n
}
