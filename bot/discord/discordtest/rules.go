package discordtest

import (
	"fmt"
	"math/bits"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"policybot/bot/discord/limit"
)

// inspector collects what is wrong with a request body.
type inspector struct{ problems []string }

func (in *inspector) report(path, format string, args ...any) {
	in.problems = append(in.problems, path+": "+fmt.Sprintf(format, args...))
}

// known reports the properties of o that are not among names, separated by
// blanks. Discord ignores a misspelt property, and so the mistake.
func (in *inspector) known(path string, o object, names string) {
	for _, key := range keys(o) {
		if !slices.Contains(strings.Fields(names), key) {
			in.report(path, "unknown property %q", key)
		}
	}
}

func (in *inspector) length(path, s string, least, most int) {
	if n := limit.Length(s); n < least || n > most {
		in.report(path, "has %d characters, want %d to %d", n, least, most)
	}
}

// httpURL reports a link that is not to the web.
func (in *inspector) httpURL(path, link string) {
	if u, err := url.Parse(link); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		in.report(path, "%q is no http(s) URL", link)
	}
}

// Where a message body goes; each place takes other properties.
const (
	toChannel  = "content embeds allowed_mentions components flags attachments message_reference nonce enforce_nonce tts sticker_ids poll"
	toCallback = "content embeds allowed_mentions components flags attachments tts poll"
	toEdit     = "content embeds allowed_mentions components flags attachments"
)

// message holds a message body to the rules. partial says that it edits a
// message, so that it need not say anything; v2 is whether the message is
// already made of components.
func (in *inspector) message(path string, m object, properties string, partial, v2 bool) {
	in.known(path, m, properties)
	flags := number(m, "flags")
	v2 = v2 || flags&flagComponentsV2 != 0
	in.length(path+".content", str(m, "content"), 0, limit.Content)
	if !has(m, "allowed_mentions") {
		in.report(path, "has no allowed_mentions: the text decides who is pinged")
	}
	in.mentions(path+".allowed_mentions", sub(m, "allowed_mentions"))
	components := objects(m, "components")
	if v2 {
		for _, key := range []string{"content", "embeds", "poll", "sticker_ids"} {
			if has(m, key) {
				in.report(path, "a message of components has no %s", key)
			}
		}
	}
	if !partial && str(m, "content") == "" && len(list(m, "embeds")) == 0 && len(components) == 0 && len(list(m, "attachments")) == 0 {
		in.report(path, "says nothing")
	}
	if n := str(m, "nonce"); n != "" {
		in.length(path+".nonce", n, 1, limit.Nonce)
	} else if truth(m, "enforce_nonce") {
		in.report(path, "enforce_nonce without nonce")
	}
	in.embeds(path+".embeds", objects(m, "embeds"))
	for i, a := range objects(m, "attachments") {
		at := fmt.Sprintf("%s.attachments[%d]", path, i)
		in.known(at, a, "id filename description title")
		in.length(at+".description", str(a, "description"), 1, limit.Description)
	}

	total, count := 0, 0
	ids := map[string]bool{}
	walk(components, func(c object) {
		count++
		if number(c, "type") == typeTextDisplay {
			total += limit.Length(str(c, "content"))
		}
		if id := str(c, "custom_id"); id != "" {
			if ids[id] {
				in.report(path, "custom id %q twice", id)
			}
			ids[id] = true
		}
	})
	if v2 && count > limit.Components {
		in.report(path, "has %d components, at most %d", count, limit.Components)
	}
	if total > limit.MessageText {
		in.report(path, "has %d characters of text, at most %d", total, limit.MessageText)
	}
	if !v2 && len(components) > 5 {
		in.report(path, "has %d action rows, at most 5", len(components))
	}
	for i, c := range components {
		at := fmt.Sprintf("%s.components[%d]", path, i)
		kind := number(c, "type")
		if !v2 && kind != typeActionRow {
			in.report(at, "component %d needs the flag for components", kind)
		}
		in.component(at, c, kind == typeContainer || kind == typeSection || kind == typeTextDisplay ||
			kind == typeActionRow || kind == typeSeparator || kind == typeMediaGallery || kind == typeFile)
	}
}

// embeds holds the embeds of a message to the rules.
func (in *inspector) embeds(path string, embeds []object) {
	if len(embeds) > 10 {
		in.report(path, "%d embeds, at most 10", len(embeds))
	}
	total := 0
	text := func(at, s string, most int) {
		in.length(at, s, 0, most)
		total += limit.Length(s)
	}
	for i, e := range embeds {
		at := fmt.Sprintf("%s[%d]", path, i)
		text(at+".title", str(e, "title"), 256)
		text(at+".description", str(e, "description"), 4096)
		text(at+".footer", str(sub(e, "footer"), "text"), 2048)
		text(at+".author", str(sub(e, "author"), "name"), 256)
		if link := str(e, "url"); link != "" {
			in.httpURL(at+".url", link)
		}
		fields := objects(e, "fields")
		if len(fields) > 25 {
			in.report(at, "%d fields, at most 25", len(fields))
		}
		for j, f := range fields {
			if str(f, "name") == "" || str(f, "value") == "" {
				in.report(at, "field %d is empty", j)
			}
			text(at+".field.name", str(f, "name"), 256)
			text(at+".field.value", str(f, "value"), 1024)
		}
	}
	if total > 6000 {
		in.report(path, "%d characters in all embeds, at most 6000", total)
	}
}

func (in *inspector) mentions(path string, m object) {
	in.known(path, m, "parse users roles replied_user")
	parse := texts(m, "parse")
	for _, kind := range []string{"users", "roles"} {
		named := texts(m, kind)
		if len(named) > limit.AllowedMentions {
			in.report(path, "%d %s, at most %d", len(named), kind, limit.AllowedMentions)
		}
		if len(named) > 0 && slices.Contains(parse, kind) {
			in.report(path, "%s both parsed and named", kind)
		}
	}
	for _, p := range parse {
		if p != "users" && p != "roles" && p != "everyone" {
			in.report(path, "cannot parse %q", p)
		}
	}
}

// component holds a component of a message to the rules; allowed is whether
// it may stand where it does.
func (in *inspector) component(path string, c object, allowed bool) {
	kind := number(c, "type")
	if !allowed {
		in.report(path, "component %d may not stand here", kind)
	}
	children := objects(c, "components")
	switch kind {
	case typeActionRow:
		in.known(path, c, "type id components")
		buttons, selects := 0, 0
		for i, child := range children {
			k := number(child, "type")
			if k == typeButton {
				buttons++
			} else {
				selects++
			}
			in.component(fmt.Sprintf("%s.components[%d]", path, i), child, k == typeButton || k == typeStringSelect || k >= typeUserSelect && k <= typeChannelSelect)
		}
		if buttons+selects == 0 || buttons > limit.RowButtons || selects > 1 || buttons > 0 && selects > 0 {
			in.report(path, "a row holds 1 to %d buttons or one select, not %d and %d", limit.RowButtons, buttons, selects)
		}
	case typeButton:
		in.button(path, c)
	case typeStringSelect, typeUserSelect, typeRoleSelect, typeMentionSelect, typeChannelSelect:
		in.selectMenu(path, c)
	case typeSection:
		in.known(path, c, "type id components accessory")
		if len(children) < 1 || len(children) > limit.SectionTexts {
			in.report(path, "%d texts, want 1 to %d", len(children), limit.SectionTexts)
		}
		for i, child := range children {
			in.component(fmt.Sprintf("%s.components[%d]", path, i), child, number(child, "type") == typeTextDisplay)
		}
		accessory := sub(c, "accessory")
		k := number(accessory, "type")
		in.component(path+".accessory", accessory, k == typeButton || k == typeThumbnail)
	case typeTextDisplay:
		in.known(path, c, "type id content")
		in.length(path+".content", str(c, "content"), 1, limit.MessageText)
		if strings.TrimSpace(str(c, "content")) == "" {
			in.report(path, "is blank")
		}
	case typeThumbnail, typeFile, typeMediaGallery:
		in.known(path, c, "type id media description spoiler file items")
	case typeSeparator:
		in.known(path, c, "type id divider spacing")
	case typeContainer:
		in.known(path, c, "type id components accent_color spoiler")
		if len(children) == 0 {
			in.report(path, "is empty")
		}
		for i, child := range children {
			in.component(fmt.Sprintf("%s.components[%d]", path, i), child, number(child, "type") != typeContainer && number(child, "type") != typeButton)
		}
	default:
		in.report(path, "there is no component %d", kind)
	}
}

func (in *inspector) button(path string, c object) {
	in.known(path, c, "type id style label emoji custom_id url disabled sku_id")
	style := number(c, "style")
	link, id := str(c, "url"), str(c, "custom_id")
	switch {
	case style < 1 || style > 6:
		in.report(path, "there is no style %d", style)
	case style == 5 && (link == "" || id != ""):
		in.report(path, "a link button has a url and no custom id")
	case style < 5 && (id == "" || link != ""):
		in.report(path, "a button has a custom id and no url")
	}
	if link != "" {
		in.httpURL(path+".url", link)
		in.length(path+".url", link, 1, limit.ButtonURL)
	}
	in.length(path+".custom_id", id, 0, limit.CustomID)
	in.length(path+".label", str(c, "label"), 0, limit.ButtonLabel)
	if str(c, "label") == "" && !has(c, "emoji") {
		in.report(path, "a button has a label or an emoji")
	}
}

func (in *inspector) selectMenu(path string, c object) {
	in.known(path, c, "type id custom_id options placeholder min_values max_values disabled channel_types default_values")
	in.length(path+".custom_id", str(c, "custom_id"), 1, limit.CustomID)
	in.length(path+".placeholder", str(c, "placeholder"), 0, limit.SelectPlaceholder)
	options := objects(c, "options")
	if number(c, "type") == typeStringSelect && (len(options) < 1 || len(options) > limit.SelectOptions) {
		in.report(path, "%d options, want 1 to %d", len(options), limit.SelectOptions)
	}
	least, most := 1, 1
	if has(c, "min_values") {
		least = number(c, "min_values")
	}
	if has(c, "max_values") {
		most = number(c, "max_values")
	}
	if least < 0 || most < 1 || least > most || most > limit.SelectOptions || len(options) > 0 && most > len(options) {
		in.report(path, "%d to %d values of %d", least, most, len(options))
	}
	seen, chosen := map[string]bool{}, len(list(c, "default_values"))
	for i, o := range options {
		at := fmt.Sprintf("%s.options[%d]", path, i)
		in.known(at, o, "label value description emoji default")
		in.length(at+".label", str(o, "label"), 1, limit.OptionLabel)
		in.length(at+".value", str(o, "value"), 1, limit.OptionValue)
		in.length(at+".description", str(o, "description"), 0, limit.OptionDescription)
		if has(o, "description") && str(o, "description") == "" {
			in.report(at, "empty description")
		}
		if seen[str(o, "value")] {
			in.report(at, "value %q twice", str(o, "value"))
		}
		seen[str(o, "value")] = true
		if truth(o, "default") {
			chosen++
		}
	}
	if chosen > most {
		in.report(path, "%d values chosen, at most %d", chosen, most)
	}
}

// modal holds a modal to the rules.
func (in *inspector) modal(path string, m object) {
	in.known(path, m, "custom_id title components")
	in.length(path+".custom_id", str(m, "custom_id"), 1, limit.CustomID)
	in.length(path+".title", str(m, "title"), 1, limit.ModalTitle)
	rows := objects(m, "components")
	if len(rows) < 1 || len(rows) > limit.ModalComponents {
		in.report(path, "%d components, want 1 to %d", len(rows), limit.ModalComponents)
	}
	ids := map[string]bool{}
	for i, row := range rows {
		at := fmt.Sprintf("%s.components[%d]", path, i)
		in.known(at, row, "type id components")
		inputs := objects(row, "components")
		if number(row, "type") != typeActionRow || len(inputs) != 1 || number(inputs[0], "type") != typeTextInput {
			in.report(at, "want a row with one text input")
			continue
		}
		input := inputs[0]
		in.known(at, input, "type id custom_id style label min_length max_length required value placeholder")
		in.length(at+".custom_id", str(input, "custom_id"), 1, limit.CustomID)
		in.length(at+".label", str(input, "label"), 1, limit.InputLabel)
		in.length(at+".placeholder", str(input, "placeholder"), 0, limit.Placeholder)
		in.length(at+".value", str(input, "value"), 0, limit.InputValue)
		if s := number(input, "style"); s != 1 && s != 2 {
			in.report(at, "there is no style %d", s)
		}
		if n := number(input, "max_length"); has(input, "max_length") && (n < 1 || n > limit.InputValue || n < number(input, "min_length")) {
			in.report(at, "max_length %d", n)
		}
		if ids[str(input, "custom_id")] {
			in.report(at, "custom id %q twice", str(input, "custom_id"))
		}
		ids[str(input, "custom_id")] = true
	}
}

// choices holds the choices of an autocompletion, or of an option, to the
// rules.
func (in *inspector) choices(path string, choices []object) {
	if len(choices) > limit.Choices {
		in.report(path, "%d choices, at most %d", len(choices), limit.Choices)
	}
	for i, c := range choices {
		at := fmt.Sprintf("%s[%d]", path, i)
		in.known(at, c, "name name_localizations value")
		in.length(at+".name", str(c, "name"), 1, limit.ChoiceName)
		if s, ok := c["value"].(string); ok {
			in.length(at+".value", s, 1, limit.ChoiceValue)
		}
		in.localised(at, c, "name", 1, limit.ChoiceName, false)
	}
}

// localised holds the localisations of a name or description to the rules.
func (in *inspector) localised(path string, o object, key string, least, most int, name bool) {
	local := sub(o, key+"_localizations")
	for _, locale := range keys(local) {
		at := path + "." + key + "." + locale
		if !limit.Locales[locale] {
			in.report(at, "there is no such locale")
		}
		s, _ := local[locale].(string)
		in.length(at, s, least, most)
		if name {
			in.commandName(at, s)
		}
	}
}

func (in *inspector) commandName(path, name string) {
	if !limit.IsCommandName(name) || strings.ToLower(name) != name {
		in.report(path, "%q cannot be a command's name", name)
	}
}

// commands holds a set of global commands to the rules.
func (in *inspector) commands(commands []object) {
	count, names := map[int]int{}, map[string]bool{}
	for _, c := range commands {
		kind := max(number(c, "type"), 1)
		count[kind]++
		if key := strconv.Itoa(kind) + str(c, "name"); names[key] {
			in.report(str(c, "name"), "two commands have this name")
		} else {
			names[key] = true
		}
		in.command(c)
	}
	if count[1] > limit.ChatCommands || count[2] > limit.MenuCommands || count[3] > limit.MenuCommands {
		in.report("commands", "%v commands by kind, at most %d and twice %d", count, limit.ChatCommands, limit.MenuCommands)
	}
}

func (in *inspector) command(c object) {
	path := "command " + str(c, "name")
	in.known(path, c, "id application_id version guild_id type name name_localizations description description_localizations options default_member_permissions dm_permission contexts integration_types nsfw")
	if kind := max(number(c, "type"), 1); kind == 1 {
		in.commandName(path, str(c, "name"))
		in.length(path+".description", str(c, "description"), 1, limit.CommandDescription)
	} else {
		in.length(path+".name", str(c, "name"), 1, limit.CommandName)
		if str(c, "description") != "" {
			in.report(path, "a menu command has no description")
		}
	}
	in.localised(path, c, "name", 1, limit.CommandName, max(number(c, "type"), 1) == 1)
	in.localised(path, c, "description", 1, limit.CommandDescription, false)
	if p := c["default_member_permissions"]; p != nil {
		if s, ok := p.(string); !ok {
			in.report(path, "default_member_permissions is a string of digits")
		} else if n, err := strconv.ParseUint(s, 10, 64); err != nil || bits.Len64(n) > 53 {
			in.report(path, "default_member_permissions %q", s)
		}
	}
	in.options(path, objects(c, "options"), 0)
	if n := commandText(c); n > limit.CommandText {
		in.report(path, "%d characters, at most %d", n, limit.CommandText)
	}
}

// commandText counts the characters of a command, of its options and choices;
// of texts that are localised the longest counts.
func commandText(o object) int {
	n := 0
	for _, key := range []string{"name", "description"} {
		longest := limit.Length(str(o, key))
		for _, s := range sub(o, key+"_localizations") {
			s, _ := s.(string)
			longest = max(longest, limit.Length(s))
		}
		n += longest
	}
	n += limit.Length(str(o, "value"))
	for _, key := range []string{"options", "choices"} {
		for _, child := range objects(o, key) {
			n += commandText(child)
		}
	}
	return n
}

func (in *inspector) options(path string, options []object, depth int) {
	if len(options) > limit.CommandOptions {
		in.report(path, "%d options, at most %d", len(options), limit.CommandOptions)
	}
	names, subcommands, optional := map[string]bool{}, 0, false
	for _, o := range options {
		at := path + " " + str(o, "name")
		in.known(at, o, "type name name_localizations description description_localizations required choices options channel_types min_value max_value min_length max_length autocomplete")
		in.commandName(at, str(o, "name"))
		in.localised(at, o, "name", 1, limit.CommandName, true)
		in.length(at+".description", str(o, "description"), 1, limit.CommandDescription)
		in.localised(at, o, "description", 1, limit.CommandDescription, false)
		if names[str(o, "name")] {
			in.report(at, "two options have this name")
		}
		names[str(o, "name")] = true
		kind := number(o, "type")
		if kind < 1 || kind > 11 {
			in.report(at, "there is no option %d", kind)
		}
		if kind <= 2 {
			subcommands++
			if depth > 1 {
				in.report(at, "nested too deep")
			}
			in.options(at, objects(o, "options"), depth+1)
		}
		if truth(o, "required") && optional {
			in.report(at, "required after optional")
		}
		optional = optional || !truth(o, "required")
		choices := objects(o, "choices")
		if truth(o, "autocomplete") && len(choices) > 0 {
			in.report(at, "autocompletes and has choices")
		}
		if has(o, "max_length") && number(o, "max_length") > limit.StringOption {
			in.report(at, "max_length %d", number(o, "max_length"))
		}
		in.choices(at+".choices", choices)
	}
	if subcommands > 0 && subcommands < len(options) {
		in.report(path, "mixes subcommands and options")
	}
}
