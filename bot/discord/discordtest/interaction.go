package discordtest

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// Person is a user of Discord, in the place where they are.
type Person struct {
	ID, Name    string
	Guild       string // "" in direct messages
	Channel     string
	Locale      string // "en-US", "zh-CN", …
	GuildLocale string
	Permissions int64 // in the channel
	Roles       []string
}

// ManageGuild is the permission to manage a server.
const ManageGuild = 1 << 5

// Interaction is one thing a person did, with what came of it.
type Interaction struct {
	ID, Token string
	Who       Person
	Answered  time.Duration // from being sent to the first response; 0 while there is none
	Message   *Message      // the response, or the message that was changed
	Followups []*Message
	Modal     map[string]any // shown to the person, or nil
	Choices   []string       // names of the choices of an autocompletion
	Values    []string       // and their values

	kind     int
	sent     time.Time
	response int  // type of the callback, 0 while there is none
	waiting  bool // deferred, and what was deferred has not come
	target   *Message
	done     chan struct{} // closed once the person has seen what comes of it
	d        *Discord
}

// Kinds of interaction.
const (
	kindCommand      = 2
	kindComponent    = 3
	kindAutocomplete = 4
	kindModal        = 5
)

// NewPerson returns a member of a server, or with no server somebody who
// writes to the bot directly.
func (d *Discord) NewPerson(guild, channel string) Person {
	d.mu.Lock()
	defer d.mu.Unlock()
	id := d.newID()
	if channel == "" {
		channel = "dm" + id
		d.channels[channel] = &channelState{kind: DirectChannel}
	}
	return Person{ID: id, Name: "person" + id[len(id)-4:], Guild: guild, Channel: channel, Locale: "en-US", GuildLocale: "en-US"}
}

// Command uses a command: "ask", "policy status", or the name of a menu
// command. Options have the values that Discord sends: strings, numbers,
// truth values; files are uploaded.
func (d *Discord) Command(ctx context.Context, who Person, name string, options map[string]any) (*Interaction, error) {
	words := strings.Fields(name)
	command := d.registeredCommand(words[0], 1)
	if command == nil {
		return nil, fmt.Errorf("there is no command /%s", words[0])
	}
	data := object{"id": command["id"], "name": words[0], "type": 1}
	options, attachments := d.upload(who.Channel, options)
	given, err := fill(command, words[1:], options)
	if err != nil {
		return nil, fmt.Errorf("/%s: %w", name, err)
	}
	data["options"] = given
	if len(attachments) > 0 {
		data["resolved"] = object{"attachments": attachments}
	}
	return d.interact(ctx, who, kindCommand, data, nil)
}

// Autocomplete types into an option of a command; the option typed into is
// the one named.
func (d *Discord) Autocomplete(ctx context.Context, who Person, name, option, typed string) (*Interaction, error) {
	words := strings.Fields(name)
	command := d.registeredCommand(words[0], 1)
	if command == nil {
		return nil, fmt.Errorf("there is no command /%s", words[0])
	}
	data := object{"id": command["id"], "name": words[0], "type": 1}
	last := []object{{"name": option, "type": 3, "value": typed, "focused": true}}
	for i := len(words) - 1; i > 0; i-- {
		last = []object{{"name": words[i], "type": 1, "options": last}}
	}
	data["options"] = last
	return d.interact(ctx, who, kindAutocomplete, data, nil)
}

// Menu uses a menu command on a message.
func (d *Discord) Menu(ctx context.Context, who Person, name string, on *Message) (*Interaction, error) {
	command := d.registeredCommand(name, 3)
	if command == nil {
		return nil, fmt.Errorf("there is no menu command %q", name)
	}
	d.mu.Lock()
	event := d.event(on, "")
	d.mu.Unlock()
	data := object{"id": command["id"], "name": name, "type": 3, "target_id": on.ID,
		"resolved": object{"messages": object{on.ID: event}}}
	return d.interact(ctx, who, kindCommand, data, nil)
}

// Click presses the button of a message with the given label or custom id.
func (d *Discord) Click(ctx context.Context, who Person, on *Message, button string) (*Interaction, error) {
	c := on.control(button)
	if c == nil || number(c, "type") != typeButton {
		return nil, fmt.Errorf("no button %q among %q", button, on.Buttons())
	}
	if truth(c, "disabled") {
		return nil, fmt.Errorf("button %q cannot be pressed", button)
	}
	return d.interact(ctx, who, kindComponent, object{"custom_id": c["custom_id"], "component_type": typeButton}, on)
}

// Select chooses from the menu of a message with the given placeholder or
// custom id.
func (d *Discord) Select(ctx context.Context, who Person, on *Message, menu string, values ...string) (*Interaction, error) {
	c := on.control(menu)
	if c == nil || number(c, "type") == typeButton {
		return nil, fmt.Errorf("no menu %q in\n%s", menu, on.Text())
	}
	if number(c, "type") == typeStringSelect {
		for _, v := range values {
			found := false
			for _, o := range objects(c, "options") {
				found = found || str(o, "value") == v
			}
			if !found {
				return nil, fmt.Errorf("menu %q has no value %q", menu, v)
			}
		}
	}
	if values == nil {
		values = []string{}
	}
	return d.interact(ctx, who, kindComponent, object{"custom_id": c["custom_id"], "component_type": c["type"], "values": values}, on)
}

// Forge sends a component's custom id that no message need have.
func (d *Discord) Forge(ctx context.Context, who Person, on *Message, customID string) (*Interaction, error) {
	return d.interact(ctx, who, kindComponent, object{"custom_id": customID, "component_type": typeButton}, on)
}

// Submit sends a modal that was shown, with a value for each text input.
func (i *Interaction) Submit(ctx context.Context, values map[string]string) (*Interaction, error) {
	if i.Modal == nil {
		return nil, fmt.Errorf("no modal is shown")
	}
	rows := []object{}
	for _, row := range objects(i.Modal, "components") {
		input := objects(row, "components")[0]
		id := str(input, "custom_id")
		value, given := values[id]
		if !given {
			value = str(input, "value")
		}
		if value == "" && (!has(input, "required") || truth(input, "required")) {
			return nil, fmt.Errorf("input %q is required", id)
		}
		rows = append(rows, object{"type": typeActionRow, "components": []object{{"type": typeTextInput, "custom_id": id, "value": value}}})
	}
	return i.d.interact(ctx, i.Who, kindModal, object{"custom_id": i.Modal["custom_id"], "components": rows}, i.target)
}

// Say writes a message. The bot sees what it says only where Discord lets it
// without the privileged intent: in direct messages, and where the message
// mentions it or answers one of its messages with a mention.
func (d *Discord) Say(who Person, content string, answering *Message) *Message {
	return d.say(who, content, answering, true)
}

// SayWithoutPing is Say with the ping of an answer turned off.
func (d *Discord) SayWithoutPing(who Person, content string, answering *Message) *Message {
	return d.say(who, content, answering, false)
}

func (d *Discord) say(who Person, content string, answering *Message, ping bool) *Message {
	d.mu.Lock()
	defer d.mu.Unlock()
	c := d.channels[who.Channel]
	m := &Message{ID: d.newID(), Channel: who.Channel, Guild: who.Guild, Author: who.ID, raw: object{"content": content}}
	m.raw["author"] = object{"id": who.ID, "username": who.Name}
	mentions := []object{}
	if strings.Contains(content, "<@"+d.Application+">") || ping && answering != nil && answering.Author == d.Application {
		mentions = append(mentions, d.self())
	}
	m.raw["mentions"] = mentions
	roles := []string{}
	if who.Guild != "" && strings.Contains(content, "<@&"+BotRole(who.Guild)+">") {
		roles = append(roles, BotRole(who.Guild))
	}
	m.raw["mention_roles"] = roles
	if answering != nil {
		m.raw["message_reference"] = object{"message_id": answering.ID, "channel_id": answering.Channel}
		m.raw["referenced_message"] = d.event(answering, "")
	}
	d.messages[m.ID] = m
	c.messages = append(c.messages, m)
	event := d.event(m, "")
	if who.Guild != "" {
		event["member"] = object{"roles": who.Roles}
		if len(mentions) == 0 && !d.MessageContent {
			event["content"] = ""
		}
	}
	d.broadcast("MESSAGE_CREATE", messageIntents(c), c.guild, event)
	d.change()
	return m
}

// permissions are those of the bot in a channel. The caller does not hold d.mu.
func (d *Discord) permissions(channel string) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	if c := d.channels[channel]; c == nil || c.forbidden {
		return "0"
	}
	return fmt.Sprint(1<<10 | 1<<11)
}

func (d *Discord) registeredCommand(name string, kind int) object {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, c := range d.commands {
		if str(c, "name") == name && number(c, "type") == kind {
			return c
		}
	}
	return nil
}

// fill makes the options of an interaction from a command's description, and
// holds them to it as Discord's clients do.
func fill(description object, path []string, values map[string]any) ([]object, error) {
	if len(path) > 0 {
		for _, o := range objects(description, "options") {
			if str(o, "name") == path[0] && number(o, "type") <= 2 {
				inner, err := fill(o, path[1:], values)
				return []object{{"name": path[0], "type": o["type"], "options": inner}}, err
			}
		}
		return nil, fmt.Errorf("there is no subcommand %q", path[0])
	}
	out, used := []object{}, 0
	for _, o := range objects(description, "options") {
		value, given := values[str(o, "name")]
		if !given {
			if truth(o, "required") {
				return nil, fmt.Errorf("option %q is required", str(o, "name"))
			}
			if number(o, "type") <= 2 {
				return nil, fmt.Errorf("name a subcommand")
			}
			continue
		}
		used++
		if s, ok := value.(string); ok && has(o, "max_length") && len([]rune(s)) > number(o, "max_length") {
			return nil, fmt.Errorf("option %q is too long", str(o, "name"))
		}
		out = append(out, object{"name": o["name"], "type": o["type"], "value": value})
	}
	if used < len(values) {
		return nil, fmt.Errorf("some of the options %v do not exist", keys(values))
	}
	return out, nil
}

// interact sends an interaction and waits for what comes of it.
func (d *Discord) interact(ctx context.Context, who Person, kind int, data object, on *Message) (*Interaction, error) {
	i := &Interaction{Token: "interaction-token-" + rand.Text() + rand.Text(), Who: who, kind: kind, target: on, done: make(chan struct{}), d: d}
	user := object{"id": who.ID, "username": who.Name, "global_name": who.Name}
	event := object{"type": kind, "application_id": d.Application, "token": i.Token, "version": 1, "data": data,
		"channel_id": who.Channel, "locale": who.Locale, "entitlements": []any{}, "attachment_size_limit": 10 << 20}
	if who.Guild != "" {
		event["guild_id"], event["guild_locale"], event["context"] = who.Guild, who.GuildLocale, 0
		event["app_permissions"] = d.permissions(who.Channel)
		event["member"] = object{"user": user, "permissions": fmt.Sprint(who.Permissions), "roles": append([]string{}, who.Roles...)}
	} else {
		event["user"], event["context"] = user, 1
	}
	d.mu.Lock()
	i.ID = d.newID()
	event["id"] = i.ID
	if on != nil {
		event["message"] = d.event(on, "")
	}
	i.sent = time.Now()
	d.interactions[i.Token] = i
	d.broadcast("INTERACTION_CREATE", 0, who.Guild, event)
	d.mu.Unlock()
	select {
	case <-i.done:
		return i, nil
	case <-ctx.Done():
		return i, fmt.Errorf("wait for an answer to the interaction: %w", ctx.Err())
	}
}

// settle notes whether the person has seen what comes of the interaction. The
// caller holds d.mu.
func (i *Interaction) settle() {
	gone := i.Message != nil && i.Message.Deleted
	if i.response == 0 || (i.waiting || gone) && len(i.Followups) == 0 {
		return
	}
	select {
	case <-i.done:
	default:
		close(i.done)
	}
}

// Reply is what the person sees last: the newest follow-up, or the response.
func (i *Interaction) Reply() *Message {
	i.d.mu.Lock()
	defer i.d.mu.Unlock()
	m := i.Message
	if n := len(i.Followups); n > 0 {
		m = i.Followups[n-1]
	}
	if m == nil {
		return nil
	}
	copied := *m
	return &copied
}

// find returns the interaction of a token that is still good.
func (d *Discord) find(token string, unknown error) (*Interaction, error) {
	i := d.interactions[token]
	if i == nil || time.Since(i.sent) > d.TokenLife {
		return nil, unknown
	}
	return i, nil
}

func (d *Discord) callback(r *request) (any, error) {
	i, err := d.find(r.PathValue("token"), unknownInteraction)
	if err != nil || i.ID != r.PathValue("interaction") {
		return nil, unknownInteraction
	}
	if i.response != 0 {
		return nil, alreadyAnswered
	}
	if time.Since(i.sent) > d.FirstResponse {
		return nil, unknownInteraction
	}
	body := r.object()
	kind, data := number(body, "type"), sub(body, "data")
	if err := d.inspect(body, callbackSchema(kind), func(in *inspector) { in.callback(i, kind, body, data) }); err != nil {
		return nil, err
	}
	switch kind {
	case 4, 5:
		if data == nil {
			data = object{}
		}
		i.Message = d.keep(&Message{Channel: i.Who.Channel, Guild: i.Who.Guild, Files: r.files, raw: data,
			Ephemeral: number(data, "flags")&flagEphemeral != 0, interaction: i.ID})
		i.waiting = kind == 5
	case 6:
		i.Message, i.waiting = i.target, true
	case 7:
		if _, err := d.edit(i.target, data, ""); err != nil {
			return nil, err
		}
		i.Message = i.target
	case 8:
		for _, c := range objects(data, "choices") {
			i.Choices = append(i.Choices, str(c, "name"))
			i.Values = append(i.Values, fmt.Sprint(c["value"]))
		}
	case 9:
		i.Modal = data
	}
	i.response, i.Answered = kind, time.Since(i.sent)
	i.settle()
	if r.URL.Query().Get("with_response") != "true" {
		return nil, nil
	}
	answer := object{"interaction": object{"id": i.ID, "type": i.kind}}
	if i.Message != nil {
		answer["resource"] = object{"type": kind, "message": d.event(i.Message, "")}
	}
	return answer, nil
}

// callback holds the answer to an interaction to the rules.
func (in *inspector) callback(i *Interaction, kind int, body, data object) {
	in.known("callback", body, "type data")
	allowed := map[int][]int{kindCommand: {4, 5, 9}, kindComponent: {4, 5, 6, 7, 9}, kindAutocomplete: {8}, kindModal: {4, 5, 6, 7}}[i.kind]
	fits := false
	for _, k := range allowed {
		fits = fits || k == kind
	}
	if !fits || (kind == 6 || kind == 7) && i.target == nil {
		in.report("callback", "type %d does not answer an interaction of kind %d", kind, i.kind)
		return
	}
	switch kind {
	case 4:
		in.message("message", data, toCallback, false, false)
	case 5:
		in.known("deferred message", data, "flags")
	case 7:
		in.message("message", data, toEdit, true, number(i.target.raw, "flags")&flagComponentsV2 != 0)
	case 8:
		in.known("autocomplete", data, "choices")
		if _, ok := data["choices"].([]any); !ok {
			in.report("autocomplete", "choices is a list, also when it is empty")
		}
		in.choices("choices", objects(data, "choices"))
	case 9:
		in.modal("modal", data)
	}
}

func (d *Discord) followUp(r *request) (any, error) {
	i, err := d.find(r.PathValue("token"), unknownWebhook)
	if err != nil {
		return nil, err
	}
	if i.response == 0 {
		return nil, unknownWebhook
	}
	body := r.object()
	if err := d.inspect(body, "IncomingWebhookRequestPartial", func(in *inspector) { in.message("message", body, toCallback, false, false) }); err != nil {
		return nil, err
	}
	m := d.keep(&Message{Channel: i.Who.Channel, Guild: i.Who.Guild, Files: r.files, raw: body,
		Ephemeral: number(body, "flags")&flagEphemeral != 0, interaction: i.ID})
	i.Followups = append(i.Followups, m)
	i.settle()
	return d.event(m, ""), nil
}

// reply finds the message of an interaction that a request names.
func (d *Discord) reply(r *request) (*Interaction, *Message, error) {
	i, err := d.find(r.PathValue("token"), unknownWebhook)
	if err != nil {
		return nil, nil, err
	}
	m := i.Message
	if id := r.PathValue("message"); id != "@original" {
		m = d.messages[id]
	}
	if m == nil || m.Deleted || i.response == 0 {
		return nil, nil, unknownMessage
	}
	return i, m, nil
}

func (d *Discord) editReply(r *request) (any, error) {
	i, m, err := d.reply(r)
	if err != nil {
		return nil, err
	}
	answer, err := d.edit(m, r.object(), "IncomingWebhookUpdateRequestPartial")
	if err != nil {
		return nil, err
	}
	m.Files = append(m.Files, r.files...)
	i.waiting = false
	i.settle()
	return answer, nil
}

func (d *Discord) deleteReply(r *request) (any, error) {
	i, m, err := d.reply(r)
	if err != nil {
		return nil, err
	}
	m.Deleted, i.waiting = true, false
	i.settle()
	return nil, nil
}

// MarshalJSON shows an interaction in a failing test, without its token.
func (i *Interaction) MarshalJSON() ([]byte, error) {
	return json.Marshal(object{"id": i.ID, "kind": i.kind, "answered": i.Answered.String(), "text": i.Message.Text()})
}
