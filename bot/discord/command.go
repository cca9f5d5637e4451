package discord

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
)

// Kinds of command and of option.
const (
	chatCommand    = 1
	messageCommand = 3

	subcommandOption = 1
	stringOption     = 3
	booleanOption    = 5
)

// phrase is the same words in each locale.
type phrase struct{ en, cn, tw string }

func (p phrase) localizations() map[string]string {
	out := map[string]string{}
	if p.cn != "" {
		out[string(simplified)] = p.cn
	}
	if p.tw != "" {
		out[string(traditional)] = p.tw
	}
	return out
}

// in is the phrase in a locale.
func (p phrase) in(l locale) string {
	switch l {
	case simplified:
		return p.cn
	case traditional:
		return p.tw
	}
	return p.en
}

// command describes a command beside what it does.
type command struct {
	handler
	kind        int // chatCommand if 0
	name        phrase
	description phrase
	options     []commandOption
	subcommands []command
	inGuilds    bool   // only in servers that added the bot
	path        string // "policy status"; set by commandTable
}

// commandOption describes an option of a command.
type commandOption struct {
	kind        int
	name        phrase
	description phrase
	required    bool
	most        int // characters
	complete    func(ctx context.Context, c *call, typed string) []choice
}

// find returns the command that an interaction is for, or nil.
func find(commands []command, data *interactionData) *command {
	options := data.Options
	name := data.Name
	for {
		var found *command
		for i := range commands {
			if commands[i].name.en == name {
				found = &commands[i]
			}
		}
		if found == nil || len(found.subcommands) == 0 {
			return found
		}
		if len(options) != 1 {
			return nil
		}
		commands, name, options = found.subcommands, options[0].Name, options[0].Options
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
func (c command) register() registration {
	r := registration{Type: max(c.kind, chatCommand), Name: c.name.en, NameLocalizations: c.name.localizations(),
		Description: c.description.en, DescriptionLocalizations: c.description.localizations(),
		Contexts: []int{0, 1, 2}, IntegrationTypes: []int{0, 1}}
	if c.inGuilds {
		r.Contexts, r.IntegrationTypes = []int{0}, []int{0}
	}
	if c.manager {
		// What Discord shows at first; a server may change it, and each use
		// is checked here.
		s := fmt.Sprint(permitManageGuild)
		r.DefaultMemberPermissions = &s
	}
	for _, sub := range c.subcommands {
		s := sub.register()
		r.Options = append(r.Options, registrationOption{Type: subcommandOption, Name: s.Name, NameLocalizations: s.NameLocalizations,
			Description: s.Description, DescriptionLocalizations: s.DescriptionLocalizations, Options: s.Options})
	}
	for _, o := range c.options {
		r.Options = append(r.Options, registrationOption{Type: o.kind, Name: o.name.en, NameLocalizations: o.name.localizations(),
			Description: o.description.en, DescriptionLocalizations: o.description.localizations(),
			Required: o.required, MaxLength: o.most, Autocomplete: o.complete != nil})
	}
	return r
}

// syncCommands makes Discord's list of commands this program's, by the
// difference: nothing is sent where nothing has changed, since Discord takes
// only so many changes a day.
func (s *Server) syncCommands(ctx context.Context) error {
	base := "/applications/" + s.application + "/commands"
	var there []registration
	if err := s.api.do(ctx, request{method: http.MethodGet, route: base, path: base + "?with_localizations=true", out: &there, twice: true}); err != nil {
		return fmt.Errorf("read the commands: %w", err)
	}
	known := map[string]registration{}
	for _, r := range there {
		known[fmt.Sprint(r.Type, r.Name)] = r
	}
	for _, c := range s.commands {
		want := c.register()
		key := fmt.Sprint(want.Type, want.Name)
		have, exists := known[key]
		delete(known, key)
		call := request{method: http.MethodPost, route: base, body: want, twice: true}
		if exists {
			if same(have, want) {
				continue
			}
			call.method, call.path = http.MethodPatch, base+"/"+have.ID
		}
		if err := s.api.do(ctx, call); err != nil {
			return fmt.Errorf("write the command %s: %w", want.Name, err)
		}
		s.log.Info("command registered", "name", want.Name)
	}
	for _, old := range known {
		if err := s.api.do(ctx, request{method: http.MethodDelete, route: base, path: base + "/" + old.ID, twice: true}); err != nil {
			return fmt.Errorf("remove the command %s: %w", old.Name, err)
		}
		s.log.Info("command removed", "name", old.Name)
	}
	return nil
}

// same reports whether two descriptions of a command say the same.
func same(a, b registration) bool {
	a.ID, b.ID = "", ""
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && string(x) == string(y)
}

// commandTable is every command: its description and what it does, side by
// side.
func commandTable() []command {
	table := []command{askCommand(), lookUpCommand(), searchCommand(), measureCommand(), topicsCommand(), subscribeCommand(), subscriptionsCommand(), quietCommand(), policyCommand(), privacyCommand(), helpCommand()}
	var name func(prefix string, commands []command)
	name = func(prefix string, commands []command) {
		for i := range commands {
			commands[i].path = strings.TrimSpace(prefix + " " + commands[i].name.en)
			name(commands[i].path, commands[i].subcommands)
		}
	}
	name("", table)
	return table
}

// controlTable is every button, menu and form, by the first part of its custom
// id. Names may never change while messages with them are on people's screens.
func controlTable() map[string]control {
	table := map[string]control{}
	for _, part := range []map[string]control{askControls(), searchControls(), browseControls(), settingsControls(), privacyControls(), noticeControls(), subscriptionControls()} {
		for name, c := range part {
			table[name] = c
		}
	}
	return table
}
