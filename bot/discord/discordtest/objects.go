package discordtest

import (
	"maps"
	"regexp"
	"slices"
	"strings"
)

// object is a JSON object as it came over the wire.
type object = map[string]any

// Flags of messages.
const (
	flagEphemeral    = 1 << 6
	flagComponentsV2 = 1 << 15
)

// Kinds of component.
const (
	typeActionRow     = 1
	typeButton        = 2
	typeStringSelect  = 3
	typeTextInput     = 4
	typeUserSelect    = 5
	typeRoleSelect    = 6
	typeMentionSelect = 7
	typeChannelSelect = 8
	typeSection       = 9
	typeTextDisplay   = 10
	typeThumbnail     = 11
	typeMediaGallery  = 12
	typeFile          = 13
	typeSeparator     = 14
	typeContainer     = 17
)

func str(o object, key string) string { s, _ := o[key].(string); return s }
func number(o object, key string) int { n, _ := o[key].(float64); return int(n) }
func truth(o object, key string) bool { b, _ := o[key].(bool); return b }
func sub(o object, key string) object { s, _ := o[key].(object); return s }
func has(o object, key string) bool   { v, ok := o[key]; return ok && v != nil }
func list(o object, key string) []any { l, _ := o[key].([]any); return l }
func objects(o object, key string) (out []object) {
	for _, v := range list(o, key) {
		if s, ok := v.(object); ok {
			out = append(out, s)
		}
	}
	return out
}

func texts(o object, key string) (out []string) {
	for _, v := range list(o, key) {
		if s, ok := v.(string); ok {
			out = append(out, s)
		}
	}
	return out
}

// walk calls visit with each component, outer ones first.
func walk(components []object, visit func(object)) {
	for _, c := range components {
		visit(c)
		walk(objects(c, "components"), visit)
		if a := sub(c, "accessory"); a != nil {
			walk([]object{a}, visit)
		}
	}
}

// Message is a message as it stands in a channel, or as one person alone sees
// it.
type Message struct {
	ID, Channel, Guild, Author string
	Ephemeral                  bool
	Deleted                    bool
	Files                      []File

	raw         object
	interaction string // id of the interaction it answers
}

// File is an attachment of a message.
type File struct {
	Name, Description, ContentType string
	Data                           []byte
}

// Body is the message as it was sent, a JSON object. It must not be changed.
func (m *Message) Body() map[string]any { return m.raw }

// Components returns every component of the message, nested ones too.
func (m *Message) components() (out []object) {
	walk(objects(m.raw, "components"), func(c object) { out = append(out, c) })
	return out
}

// control returns the button or select that a user would call by name: its
// label, its placeholder, or its custom id.
func (m *Message) control(name string) object {
	for _, c := range m.components() {
		if str(c, "custom_id") != "" && (str(c, "label") == name || str(c, "placeholder") == name || str(c, "custom_id") == name) {
			return c
		}
	}
	return nil
}

// Buttons returns the labels of the buttons of a message, those that cannot
// be pressed left out.
func (m *Message) Buttons() (labels []string) {
	for _, c := range m.components() {
		if number(c, "type") == typeButton && !truth(c, "disabled") {
			labels = append(labels, str(c, "label"))
		}
	}
	return labels
}

// CustomIDs returns the custom ids of a message.
func (m *Message) CustomIDs() (ids []string) {
	for _, c := range m.components() {
		if id := str(c, "custom_id"); id != "" {
			ids = append(ids, id)
		}
	}
	return ids
}

// Text is what a user reads, from top to bottom: escapes are resolved, other
// markdown is left in.
func (m *Message) Text() string { return escapes.ReplaceAllString(m.Source(), "$1") }

// escapes are a backslash and what it keeps from meaning something.
var escapes = regexp.MustCompile(`\\([^0-9A-Za-z\s])`)

// Source is the text of a message as it was sent.
func (m *Message) Source() string {
	if m == nil {
		return ""
	}
	var b strings.Builder
	line := func(s string) {
		if s != "" {
			b.WriteString(s)
			b.WriteByte('\n')
		}
	}
	line(str(m.raw, "content"))
	for _, e := range objects(m.raw, "embeds") {
		line(str(e, "title"))
		line(str(e, "description"))
		for _, f := range objects(e, "fields") {
			line(str(f, "name") + ": " + str(f, "value"))
		}
		line(str(sub(e, "footer"), "text"))
	}
	writeComponents(line, objects(m.raw, "components"))
	for _, f := range m.Files {
		line("[file " + f.Name + ": " + f.Description + "]")
	}
	return strings.TrimRight(b.String(), "\n")
}

func writeComponents(line func(string), components []object) {
	for _, c := range components {
		switch number(c, "type") {
		case typeTextDisplay:
			line(str(c, "content"))
		case typeSeparator:
			line("────────")
		case typeActionRow:
			var labels []string
			for _, b := range objects(c, "components") {
				labels = append(labels, label(b))
			}
			line(strings.Join(labels, " "))
		case typeSection:
			writeComponents(line, objects(c, "components"))
			line(label(sub(c, "accessory")))
		default:
			writeComponents(line, objects(c, "components"))
		}
	}
}

// label is a button or a select as text.
func label(c object) string {
	if number(c, "type") == typeButton {
		words := str(c, "label")
		if emoji := str(sub(c, "emoji"), "name"); emoji != "" {
			words = strings.TrimSpace(emoji + " " + words)
		}
		if url := str(c, "url"); url != "" {
			words += " " + url
		}
		if truth(c, "disabled") {
			return "(" + words + ")"
		}
		return "[" + words + "]"
	}
	var options []string
	for _, o := range objects(c, "options") {
		s := str(o, "label")
		if truth(o, "default") {
			s = "*" + s
		}
		options = append(options, s)
	}
	for _, o := range objects(c, "default_values") {
		options = append(options, "*"+str(o, "id"))
	}
	return "<" + str(c, "placeholder") + ": " + strings.Join(options, " | ") + ">"
}

// clone copies an object one level deep.
func clone(o object) object {
	if o == nil {
		return object{}
	}
	return maps.Clone(o)
}

// keys returns the sorted keys of an object.
func keys(o object) []string { return slices.Sorted(maps.Keys(o)) }
