package card

import (
	"policybot/bot/discord/limit"
	"policybot/bot/discord/rest"
	"strings"
)

// accent is the colour of the edge of cards. It is the same for all: what a
// card says is in its words.
const accent = 0x4A6FA5

// Card is a message in the making: texts, lines between them, rows of
// controls. What goes over the limit of a message is left out, with the
// controls always kept.
type Card struct {
	parts []rest.Component
	rows  []rest.Component
	left  int // characters of text that there is still room for
	file  *rest.File
}

// New begins a card.
func New() *Card { return &Card{left: limit.MessageText} }

// Text adds a block made of lines that are safe already; empty ones go.
func (c *Card) Text(lines ...string) {
	var kept []string
	for _, l := range lines {
		if strings.TrimSpace(l) != "" {
			kept = append(kept, l)
		}
	}
	s := strings.Join(kept, "\n")
	for len(kept) > 0 && limit.Length(s) > c.left { // whole lines, never half an escape
		kept = kept[:len(kept)-1]
		s = strings.Join(kept, "\n")
	}
	if len(kept) == 0 {
		return
	}
	c.left -= limit.Length(s)
	c.parts = append(c.parts, rest.Component{Type: rest.TextDisplay, Content: s})
}

// Rule adds a line between blocks.
func (c *Card) Rule() {
	if n := len(c.parts); n > 0 && c.parts[n-1].Type == rest.TextDisplay {
		c.parts = append(c.parts, rest.Component{Type: rest.Separator})
	}
}

// Buttons adds a row of buttons, or as many rows as they need.
func (c *Card) Buttons(buttons ...rest.Component) {
	for len(buttons) > 0 {
		n := min(len(buttons), limit.RowButtons)
		c.rows = append(c.rows, rest.Component{Type: rest.ActionRow, Components: buttons[:n]})
		buttons = buttons[n:]
	}
}

// Menu adds a menu in a row of its own.
func (c *Card) Menu(m rest.Component) {
	c.rows = append(c.rows, rest.Component{Type: rest.ActionRow, Components: []rest.Component{m}})
}

// Attach adds a file.
func (c *Card) Attach(f rest.File) { c.file = &f }

// Message finishes the card.
func (c *Card) Message() rest.Message {
	for n := len(c.parts); n > 0 && c.parts[n-1].Type == rest.Separator; n = len(c.parts) {
		c.parts = c.parts[:n-1]
	}
	// A container, with everything in it, is one component more.
	count := 1
	for _, row := range c.rows {
		count += 1 + len(row.Components)
	}
	if c.file != nil {
		count++
	}
	parts := c.parts[:min(len(c.parts), limit.Components-count)]
	m := rest.Message{Flags: rest.FlagComponentsV2}
	inside := append([]rest.Component{}, parts...)
	if c.file != nil {
		inside = append(inside, rest.Component{Type: rest.FileDisplay, File: &rest.FileReference{URL: "attachment://" + c.file.Name}})
		m.Attachments = []rest.Attachment{{ID: "0", Filename: c.file.Name, Description: c.file.Description}}
		m.Files = []rest.File{*c.file}
	}
	inside = append(inside, c.rows...)
	m.Components = []rest.Component{{Type: rest.Container, AccentColor: accent, Components: inside}}
	return m
}

// heading is a line in large letters.
func heading(safe string) string {
	if safe == "" {
		return ""
	}
	return "# " + safe
}

// Title is a line in somewhat larger letters.
func Title(safe string) string {
	if safe == "" {
		return ""
	}
	return "### " + safe
}

// Small is a line in small letters.
func Small(safe string) string {
	if safe == "" {
		return ""
	}
	return "-# " + safe
}

// Strong sets a safe text bold.
func Strong(safe string) string {
	if safe == "" {
		return ""
	}
	return "**" + safe + "**"
}

// Joined joins what is not empty.
func Joined(separator string, parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, separator)
}

// Button makes a button.
func Button(style int, label, id string) rest.Component {
	return rest.Component{Type: rest.ButtonComponent, Style: style, Label: Plain(label, limit.ButtonLabel), CustomID: id}
}

// MenuOf makes a menu to choose one thing from; "" for chosen means none.
func MenuOf(placeholder, id string, options []rest.Option) rest.Component {
	if len(options) > limit.SelectOptions {
		options = options[:limit.SelectOptions]
	}
	return rest.Component{Type: rest.StringSelect, CustomID: id, Placeholder: Plain(placeholder, limit.SelectPlaceholder), Options: options}
}

// Sentence is a card of one sentence.
func Sentence(safe string) rest.Message {
	c := New()
	c.Text(safe)
	return c.Message()
}
