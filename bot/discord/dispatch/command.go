package dispatch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"policybot/bot/discord/card"
	"policybot/bot/discord/rest"
	"slices"
	"strings"
)

// Kinds of command and of option.
const (
	chatCommand    = 1
	MessageCommand = 3

	subcommandOption = 1
	StringOption     = 3
	BooleanOption    = 5
)

// Command describes a command beside what it does.
type Command struct {
	Handler
	Kind        int // chatCommand if 0
	Name        card.Phrase
	Description card.Phrase
	InHelp      card.Phrase // of a menu command, which Discord shows without a description
	Options     []CommandOption
	Subcommands []Command
	InGuilds    bool   // only in servers that added the bot
	path        string // "policy status"; set by newDispatcher
}

// CommandOption describes an option of a command.
type CommandOption struct {
	Kind        int
	Name        card.Phrase
	Description card.Phrase
	Required    bool
	Most        int // characters
	Complete    func(ctx context.Context, c *Call, typed string) []rest.Choice
}

// find returns the command that an interaction is for, or nil.
func find(commands []Command, data *rest.InteractionData) *Command {
	options := data.Options
	name := data.Name
	for {
		var found *Command
		for i := range commands {
			if commands[i].Name.En == name {
				found = &commands[i]
			}
		}
		if found == nil || len(found.Subcommands) == 0 {
			return found
		}
		if len(options) != 1 {
			return nil
		}
		commands, name, options = found.Subcommands, options[0].Name, options[0].Options
	}
}

// registration is a command as Discord registers it.
type registration struct {
	ID                       string               `json:"id,omitempty"`
	Type                     int                  `json:"type"`
	Name                     string               `json:"name"`
	NameLocalizations        map[string]string    `json:"name_localizations,omitempty"`
	Description              string               `json:"description"`
	DescriptionLocalizations map[string]string    `json:"description_localizations,omitempty"`
	Options                  []registrationOption `json:"options,omitempty"`
	DefaultMemberPermissions *string              `json:"default_member_permissions"`
	Contexts                 []int                `json:"contexts"`
	IntegrationTypes         []int                `json:"integration_types"`
}

type registrationOption struct {
	Type                     int                  `json:"type"`
	Name                     string               `json:"name"`
	NameLocalizations        map[string]string    `json:"name_localizations,omitempty"`
	Description              string               `json:"description"`
	DescriptionLocalizations map[string]string    `json:"description_localizations,omitempty"`
	Required                 bool                 `json:"required,omitempty"`
	MaxLength                int                  `json:"max_length,omitempty"`
	Autocomplete             bool                 `json:"autocomplete,omitempty"`
	Options                  []registrationOption `json:"options,omitempty"`
}

// register describes a command to Discord.
func (c Command) register() registration {
	r := registration{Type: max(c.Kind, chatCommand), Name: c.Name.En, NameLocalizations: c.Name.Localizations(),
		Description: c.Description.En, DescriptionLocalizations: c.Description.Localizations(),
		Contexts: []int{0, 1, 2}, IntegrationTypes: []int{0, 1}}
	if c.InGuilds {
		r.Contexts, r.IntegrationTypes = []int{0}, []int{0}
	}
	if c.Manager {
		// What Discord shows at first; a server may change it, and each use
		// is checked here.
		s := fmt.Sprint(permitManageGuild)
		r.DefaultMemberPermissions = &s
	}
	for _, sub := range c.Subcommands {
		s := sub.register()
		r.Options = append(r.Options, registrationOption{Type: subcommandOption, Name: s.Name, NameLocalizations: s.NameLocalizations,
			Description: s.Description, DescriptionLocalizations: s.DescriptionLocalizations, Options: s.Options})
	}
	for _, o := range c.Options {
		r.Options = append(r.Options, registrationOption{Type: o.Kind, Name: o.Name.En, NameLocalizations: o.Name.Localizations(),
			Description: o.Description.En, DescriptionLocalizations: o.Description.Localizations(),
			Required: o.Required, MaxLength: o.Most, Autocomplete: o.Complete != nil})
	}
	return r
}

// SyncCommands makes Discord's list of commands this program's, by the
// difference: nothing is sent where nothing has changed, since Discord takes
// only so many changes a day. Each command is on its own: one that is refused
// is offered without its translations and bounds, and if that is refused, too,
// it is named in refused and the others go on. An error means that Discord did
// not answer for some of them; those are to be tried again.
func (d *Dispatcher) SyncCommands(ctx context.Context) (refused []string, err error) {
	base := "/applications/" + d.Application + "/commands"
	var there []registration
	if err := d.API.Do(ctx, rest.Request{Method: http.MethodGet, Route: base, Path: base + "?with_localizations=true", Out: &there, Twice: true}); err != nil {
		return nil, fmt.Errorf("read the commands: %w", err)
	}
	known := map[string]registration{}
	for _, r := range there {
		known[fmt.Sprint(r.Type, r.Name)] = r
	}
	var failed []error
	for _, c := range d.Commands {
		want := c.register()
		key := fmt.Sprint(want.Type, want.Name)
		have := known[key]
		delete(known, key)
		stands, err := d.registerCommand(ctx, base, have, want)
		switch {
		case err != nil:
			failed = append(failed, err)
		case !stands:
			refused = append(refused, want.Name)
		}
	}
	for _, old := range known {
		if err := d.API.Do(ctx, rest.Request{Method: http.MethodDelete, Route: base, Path: base + "/" + old.ID, Twice: true}); err != nil {
			if !isRefusal(err) {
				failed = append(failed, fmt.Errorf("remove the command %s: %w", old.Name, err))
			}
			continue
		}
		d.log.Info("command removed", "name", old.Name)
	}
	return refused, errors.Join(failed...)
}

// registerCommand makes one command what is wanted and reports whether it
// stands; have is what is registered, without an id where nothing is.
func (d *Dispatcher) registerCommand(ctx context.Context, base string, have, want registration) (stands bool, err error) {
	for _, r := range []registration{want, plain(want)} {
		if have.ID != "" && same(have, r) {
			return true, nil
		}
		call := rest.Request{Method: http.MethodPost, Route: base, Body: r, Twice: true}
		if have.ID != "" {
			call.Method, call.Path = http.MethodPatch, base+"/"+have.ID
		}
		err := d.API.Do(ctx, call)
		switch {
		case err == nil:
			d.log.Info("command registered", "name", r.Name)
			return true, nil
		case !isRefusal(err):
			return false, fmt.Errorf("write the command %s: %w", r.Name, err)
		}
		d.log.Warn("a command is refused", "name", r.Name, "error", err)
	}
	return false, nil
}

// isRefusal reports whether Discord has looked at a call and will not take it,
// however often it is made.
func isRefusal(err error) bool {
	var refused *rest.APIError
	return errors.As(err, &refused) && refused.Status >= 400 && refused.Status < 500 &&
		refused.Status != http.StatusTooManyRequests && refused.Status != http.StatusUnauthorized
}

// plain is a description of a command without what some servers do not know:
// translations and bounds of length.
func plain(r registration) registration {
	r.NameLocalizations, r.DescriptionLocalizations = nil, nil
	r.Options = plainOptions(r.Options)
	return r
}

func plainOptions(options []registrationOption) []registrationOption {
	options = slices.Clone(options)
	for i := range options {
		o := &options[i]
		o.NameLocalizations, o.DescriptionLocalizations, o.MaxLength = nil, nil, 0
		o.Options = plainOptions(o.Options)
	}
	return options
}

// same reports whether two descriptions of a command say the same.
func same(a, b registration) bool {
	a.ID, b.ID = "", ""
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && string(x) == string(y)
}

// namePaths gives commands, and those below them, their whole names.
func namePaths(prefix string, commands []Command) {
	for i := range commands {
		commands[i].path = strings.TrimSpace(prefix + " " + commands[i].Name.En)
		namePaths(commands[i].path, commands[i].Subcommands)
	}
}
