package card

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"policybot/bot/discord/limit"
	"policybot/knowledge"
)

// ellipsis marks a text that was cut.
const ellipsis = "…"

// Clean strips what cannot be seen but changes how a text is read: control
// characters, bidirectional controls, characters without width. Line breaks
// stay; other white space becomes a blank.
func Clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\u2028' || r == '\u2029':
			return '\n'
		case unicode.IsSpace(r):
			return ' '
		case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r),
			r == '\u115f' || r == '\u1160' || r == '\u3164' || r == '\uffa0', // letters of Hangul that are blank
			r >= 0xFE00 && r <= 0xFE0F || r >= 0xE0100 && r <= 0xE01EF:       // variation selectors
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// Line is clean on one line, with single blanks.
func Line(s string) string { return strings.Join(strings.Fields(Clean(s)), " ") }

// special are the characters that mean something to Discord's markdown
// wherever they stand: emphasis, spoilers, code, links, mentions, time stamps.
// A slash is among them because of addresses and invitations. A colon and
// round brackets mean something beside one of these only.
const special = "\\*_~`|[]<>@#/"

// active reports whether a character would mean something where it stands:
// first is whether nothing but blanks and digits stands before it in its line,
// where it would make a list if a blank comes next.
func active(r, next rune, first bool) bool {
	return strings.ContainsRune(special, r) || first && (r == '-' || r == '+' || r == '.') && (next == ' ' || next == '\n' || next == 0)
}

// escaper writes text so that Discord shows it and does nothing else, and
// stops before a length would be exceeded.
type escaper struct {
	out   strings.Builder
	left  int
	first bool
}

// write writes one character, after which next comes; it reports whether there
// was room.
func (e *escaper) write(r, next rune) bool {
	n := utf16.RuneLen(r)
	escape := active(r, next, e.first)
	if escape {
		n++
	}
	if n > e.left {
		return false
	}
	e.left -= n
	if escape {
		e.out.WriteByte('\\')
	}
	e.out.WriteRune(r)
	switch {
	case r == '\n':
		e.first = true
	case r != ' ' && !unicode.IsDigit(r):
		e.first = false
	}
	return true
}

// Escape makes a text of a document or a person safe to stand in a message:
// every character is shown, none does anything. The result has at most most
// characters; a longer one ends in an ellipsis and is never cut inside an
// escape. Line breaks become blanks.
func Escape(s string, most int) string { return escapeText(Line(s), nil, most) }

// escapeText escapes a text that has been cleaned. Spans of it are set bold.
func escapeText(s string, spans []knowledge.Span, most int) string {
	e := escaper{left: most, first: true}
	if mayExceed(s, spans, most) {
		e.left -= limit.Length(ellipsis)
	}
	if e.left < 0 {
		return ""
	}
	b := bolder{escaper: &e, spans: spans}
	for i, r := range s {
		b.at(i)
		if b.on && r == '\n' {
			r = ' '
		}
		after, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):])
		if i+utf8.RuneLen(r) == len(s) {
			after = 0
		}
		if !e.write(r, after) {
			b.set(false)
			return e.out.String() + ellipsis
		}
	}
	b.set(false)
	return e.out.String()
}

// bolder sets spans of a text bold while it is written.
type bolder struct {
	*escaper
	spans []knowledge.Span // those to come, the one at hand first
	on    bool
}

// at begins and ends what is bold at a byte of the text. Where there is no room
// for the marks nothing is bold any more.
func (b *bolder) at(i int) {
	for len(b.spans) > 0 && b.spans[0].End <= i {
		b.set(false)
		b.spans = b.spans[1:]
	}
	if b.on || len(b.spans) == 0 || b.spans[0].Start > i {
		return
	}
	if b.left < 4 {
		b.spans = nil
		return
	}
	b.left -= 4
	b.set(true)
}

func (b *bolder) set(on bool) {
	if b.on != on {
		b.out.WriteString("**")
	}
	b.on = on
}

// mayExceed reports whether the escaped text may be longer than most.
func mayExceed(s string, spans []knowledge.Span, most int) bool {
	length := 4 * len(spans)
	for _, r := range s {
		length += utf16.RuneLen(r)
		if active(r, 0, true) {
			length++
		}
	}
	return length > most
}

// block escapes a text of several lines; blank lines go.
func block(s string, most int) string {
	var lines []string
	for l := range strings.Lines(Clean(s)) {
		if l = strings.TrimSpace(l); l != "" {
			lines = append(lines, l)
		}
	}
	return escapeText(strings.Join(lines, "\n"), nil, most)
}

// quoted sets a text as a quotation, on one line.
func quoted(s string, most int) string {
	if s = Escape(s, most-2); s == "" {
		return ""
	}
	return "> " + s
}

// emphasised escapes a text with the parts that matched set bold. The spans
// are of the text as it was found, so nothing is stripped before.
func emphasised(s string, spans []knowledge.Span, most int) string {
	text, moved := cleanSpans(s, spans)
	return escapeText(text, moved, most)
}

// cleanSpans is line for a text of which spans are known: it returns the
// spans of the result.
func cleanSpans(s string, spans []knowledge.Span) (string, []knowledge.Span) {
	var b strings.Builder
	at := make([]int, len(s)+1) // where each byte went
	blank := true
	for i, r := range s {
		at[i] = b.Len()
		c := Clean(string(r))
		if c == "" {
			continue
		}
		if c == " " || c == "\n" {
			if !blank {
				b.WriteByte(' ')
			}
			blank = true
			continue
		}
		blank = false
		b.WriteString(c)
	}
	at[len(s)] = b.Len()
	out := strings.TrimRight(b.String(), " ")
	return out, moveSpans(spans, at, len(out))
}

// moveSpans moves spans of a text to where its bytes went, in a text of a
// length. What is no span of the text, or lies over another, is left out.
func moveSpans(spans []knowledge.Span, at []int, length int) []knowledge.Span {
	var moved []knowledge.Span
	for _, sp := range spans {
		if sp.Start < 0 || sp.End >= len(at) || sp.Start >= sp.End {
			continue
		}
		m := knowledge.Span{Start: min(at[sp.Start], length), End: min(at[sp.End], length)}
		if n := len(moved); m.Start < m.End && (n == 0 || moved[n-1].End <= m.Start) {
			moved = append(moved, m)
		}
	}
	return moved
}

// Plain makes a text safe where there is no markdown: labels of buttons and
// menus, choices. It is cut to most characters.
func Plain(s string, most int) string {
	s = Line(s)
	if limit.Length(s) <= most {
		return s
	}
	left := most - limit.Length(ellipsis)
	for i, r := range s {
		if left -= utf16.RuneLen(r); left < 0 {
			return s[:i] + ellipsis
		}
	}
	return s
}

// link is a masked link to a source that shows the host it leads to; "" where
// the address is none of the web.
func link(address string) string {
	target := webURL(address)
	if target == "" {
		return ""
	}
	u, _ := url.Parse(target)
	return "[" + Escape(u.Host, 80) + "](<" + target + ">)"
}

// webURL returns an address of the web in a form that cannot end a link
// early, or "" for anything else. User names, which can pass for hosts, go.
func webURL(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	u.User = nil
	s := strings.NewReplacer("(", "%28", ")", "%29", "<", "%3C", ">", "%3E", "[", "%5B", "]", "%5D", "\\", "%5C", "`", "%60", "|", "%7C", "*", "%2A").Replace(u.String())
	if limit.Length(s) > limit.ButtonURL || Line(s) != s || strings.ContainsAny(s, " \n") {
		return ""
	}
	return s
}
