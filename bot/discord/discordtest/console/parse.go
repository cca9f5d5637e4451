package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"policybot/bot/discord/discordtest"
)

// parse reads a command as Discord's client shows it: its name, with that of a
// subcommand, and name:value for each option. What stands before the first option
// is the first one's.
func (p *player) parse(line string) (string, map[string]any, error) {
	words := strings.Fields(line)
	if len(words) == 0 {
		return "", nil, fmt.Errorf("name a command: %s", strings.Join(p.Commands(), ", "))
	}
	name, words := words[0], words[1:]
	if sub := p.Subcommands(name); len(sub) > 0 {
		if len(words) == 0 || !slices.Contains(sub, words[0]) {
			return "", nil, fmt.Errorf("/%s what? %s", name, strings.Join(sub, ", "))
		}
		name, words = name+" "+words[0], words[1:]
	}
	known, found := p.Options(name)
	if !found {
		return "", nil, fmt.Errorf("there is no command /%s; there is %s", name, strings.Join(p.Commands(), ", "))
	}
	typed, err := split(words, known)
	if err != nil {
		return "", nil, fmt.Errorf("/%s: %w", name, err)
	}
	options := map[string]any{}
	for _, o := range known {
		if text, given := typed[o.Name]; given {
			if options[o.Name], err = value(o, text); err != nil {
				return "", nil, fmt.Errorf("/%s %s: %w", name, o.Name, err)
			}
		}
	}
	return name, options, nil
}

// split gives the words of a command to its options.
func split(words []string, known []discordtest.Option) (map[string]string, error) {
	typed := map[string]string{}
	key := ""
	if len(known) > 0 {
		key = known[0].Name
	}
	for _, w := range words {
		if k, v, found := strings.Cut(w, ":"); found && slices.ContainsFunc(known, func(o discordtest.Option) bool { return o.Name == k }) {
			key, typed[k] = k, v
			continue
		}
		if key == "" {
			return nil, fmt.Errorf("%q: the command has no options", w)
		}
		typed[key] = strings.TrimSpace(typed[key] + " " + w)
	}
	return typed, nil
}

// value is what Discord sends for what a person types into an option.
func value(o discordtest.Option, text string) (any, error) {
	switch o.Kind {
	case discordtest.BooleanOption:
		return strconv.ParseBool(strings.ToLower(text))
	case discordtest.IntegerOption:
		n, err := strconv.Atoi(text)
		return float64(n), err
	case discordtest.AttachmentOption:
		data, err := os.ReadFile(text)
		return discordtest.File{Name: filepath.Base(text), Data: data}, err
	case discordtest.ChannelOption, discordtest.RoleOption:
		return strings.Trim(text, "<>#@&"), nil
	}
	return text, nil
}

// fields are the inputs of a form: all that is typed goes into the first, unless
// it names one.
func fields(form map[string]any, typed string) map[string]string {
	var ids []string
	rows, _ := form["components"].([]any)
	for _, row := range rows {
		object, _ := row.(map[string]any)
		inputs, _ := object["components"].([]any)
		for _, input := range inputs {
			in, _ := input.(map[string]any)
			if id, ok := in["custom_id"].(string); ok {
				ids = append(ids, id)
			}
		}
	}
	values := map[string]string{}
	key := ""
	if len(ids) > 0 {
		key = ids[0]
	}
	for _, w := range strings.Fields(typed) {
		if k, v, found := strings.Cut(w, "="); found && slices.Contains(ids, k) {
			key, values[k] = k, v
			continue
		}
		values[key] = strings.TrimSpace(values[key] + " " + w)
	}
	return values
}
