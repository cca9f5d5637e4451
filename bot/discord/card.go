package discord

import (
	"strings"

	"policybot/bot/discord/limit"
)

// accent is the colour of the edge of cards. It is the same for all: what a
// card says is in its words.
const accent = 0x4A6FA5

// card is a message in the making: texts, lines between them, rows of
// controls. What goes over the limit of a message is left out, with the
// controls always kept.
type card struct {
	parts []component
	rows  []component
	left  int // characters of text that there is still room for
	file  *file
}

func newCard() *card { return &card{left: limit.MessageText} }

// text adds a block made of lines that are safe already; empty ones go.
func (c *card) text(lines ...string) {
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
	c.parts = append(c.parts, component{Type: textDisplay, Content: s})
}

// rule adds a line between blocks.
func (c *card) rule() {
	if n := len(c.parts); n > 0 && c.parts[n-1].Type == textDisplay {
		c.parts = append(c.parts, component{Type: separator})
	}
}

// buttons adds a row of buttons, or as many rows as they need.
func (c *card) buttons(buttons ...component) {
	for len(buttons) > 0 {
		n := min(len(buttons), limit.RowButtons)
		c.rows = append(c.rows, component{Type: actionRow, Components: buttons[:n]})
		buttons = buttons[n:]
	}
}

// menu adds a menu in a row of its own.
func (c *card) menu(m component) {
	c.rows = append(c.rows, component{Type: actionRow, Components: []component{m}})
}

// attach adds a file.
func (c *card) attach(f file) { c.file = &f }

// message finishes the card.
func (c *card) message() message {
	for n := len(c.parts); n > 0 && c.parts[n-1].Type == separator; n = len(c.parts) {
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
	m := message{Flags: flagComponentsV2}
	inside := append([]component{}, parts...)
	if c.file != nil {
		inside = append(inside, component{Type: fileDisplay, File: &fileReference{URL: "attachment://" + c.file.name}})
		m.Attachments = []attachment{{ID: "0", Filename: c.file.name, Description: c.file.description}}
		m.files = []file{*c.file}
	}
	inside = append(inside, c.rows...)
	m.Components = []component{{Type: container, AccentColor: accent, Components: inside}}
	return m
}

// heading is a line in large letters.
func heading(safe string) string {
	if safe == "" {
		return ""
	}
	return "# " + safe
}

// title is a line in somewhat larger letters.
func title(safe string) string {
	if safe == "" {
		return ""
	}
	return "### " + safe
}

// small is a line in small letters.
func small(safe string) string {
	if safe == "" {
		return ""
	}
	return "-# " + safe
}

// strong sets a safe text bold.
func strong(safe string) string {
	if safe == "" {
		return ""
	}
	return "**" + safe + "**"
}

// joined joins what is not empty.
func joined(separator string, parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, separator)
}

// pressable makes a button.
func pressable(style int, label, id string) component {
	return component{Type: button, Style: style, Label: plain(label, limit.ButtonLabel), CustomID: id}
}

// menuOf makes a menu to choose one thing from; "" for chosen means none.
func menuOf(placeholder, id string, options []option) component {
	if len(options) > limit.SelectOptions {
		options = options[:limit.SelectOptions]
	}
	return component{Type: stringSelect, CustomID: id, Placeholder: plain(placeholder, limit.SelectPlaceholder), Options: options}
}

// notice is a card of one sentence.
func notice(safe string) message {
	c := newCard()
	c.text(safe)
	return c.message()
}
