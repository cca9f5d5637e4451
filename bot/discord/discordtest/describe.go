package discordtest

import (
	"slices"
	"strings"
)

// Option is an option of a registered command.
type Option struct {
	Name string
	Kind int // of Discord: one of the constants below, or another
}

// Kinds of option that a person does not type as text.
const (
	IntegerOption    = 4
	BooleanOption    = 5
	ChannelOption    = 7
	RoleOption       = 8
	AttachmentOption = 11
)

// Options returns the options of a command, "policy add", in the order in which
// they are shown; false where there is no such command.
func (d *Discord) Options(name string) ([]Option, bool) {
	words := strings.Fields(name)
	if len(words) == 0 {
		return nil, false
	}
	command := d.registeredCommand(words[0], 1)
	for _, word := range words[1:] {
		command = child(command, word)
	}
	if command == nil {
		return nil, false
	}
	out := []Option{}
	for _, o := range objects(command, "options") {
		if number(o, "type") <= 2 {
			return nil, false // a subcommand must be named
		}
		out = append(out, Option{Name: str(o, "name"), Kind: number(o, "type")})
	}
	return out, true
}

func child(command object, name string) object {
	if command == nil {
		return nil
	}
	list := objects(command, "options")
	i := slices.IndexFunc(list, func(o object) bool { return number(o, "type") <= 2 && str(o, "name") == name })
	if i < 0 {
		return nil
	}
	return list[i]
}

// Subcommands returns the names of those of a command, none for one without.
func (d *Discord) Subcommands(name string) (names []string) {
	for _, o := range objects(d.registeredCommand(name, 1), "options") {
		if number(o, "type") <= 2 {
			names = append(names, str(o, "name"))
		}
	}
	return names
}

// Direct returns the channel of the direct messages between a person and the bot.
func (d *Discord) Direct(who Person) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	id := "dm" + who.ID
	if d.channels[id] == nil {
		d.channels[id] = &channelState{kind: DirectChannel}
	}
	return id
}

// Threads returns the ids of the threads of a server, oldest first.
func (d *Discord) Threads(guild string) (ids []string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for id, c := range d.channels {
		if c.guild == guild && c.kind == Thread {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}
