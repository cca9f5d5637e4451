package discord

import (
	"context"
	"fmt"
	"log/slog"
	"regexp"
	"strings"
)

// redacted stands where a secret was.
const redacted = "[redacted]"

// secrets are what is secret by its place in a text: tokens in the addresses
// of interactions and webhooks, in headers and in gateway messages.
var secrets = regexp.MustCompile(`(/interactions/[^/\s]+/|/webhooks/[^/\s]+/|Bot |"token"\s*:\s*")[^/\s"?]+` +
	`|()\b[A-Za-z0-9_-]{23,28}\.[A-Za-z0-9_-]{6,7}\.[A-Za-z0-9_-]{27,}`) // the form of a bot's token

// redactor passes on log records without the tokens in them.
type redactor struct {
	next   slog.Handler
	tokens []string
}

// Redact returns a log handler that replaces the given tokens, and those of
// interactions and webhooks, wherever they stand in a record: an address in
// an error message is enough to speak in the bot's name.
func Redact(next slog.Handler, tokens ...string) slog.Handler {
	r := redactor{next: next}
	for _, token := range tokens {
		if token != "" {
			r.tokens = append(r.tokens, token)
		}
	}
	return r
}

func (r redactor) Enabled(ctx context.Context, level slog.Level) bool {
	return r.next.Enabled(ctx, level)
}

func (r redactor) Handle(ctx context.Context, record slog.Record) error {
	clean := slog.NewRecord(record.Time, record.Level, r.text(record.Message), record.PC)
	record.Attrs(func(a slog.Attr) bool {
		clean.AddAttrs(r.attr(a))
		return true
	})
	return r.next.Handle(ctx, clean)
}

func (r redactor) WithAttrs(attrs []slog.Attr) slog.Handler {
	clean := make([]slog.Attr, len(attrs))
	for i, a := range attrs {
		clean[i] = r.attr(a)
	}
	r.next = r.next.WithAttrs(clean)
	return r
}

func (r redactor) WithGroup(name string) slog.Handler {
	r.next = r.next.WithGroup(name)
	return r
}

func (r redactor) attr(a slog.Attr) slog.Attr {
	a.Value = a.Value.Resolve()
	switch a.Value.Kind() {
	case slog.KindString:
		a.Value = slog.StringValue(r.text(a.Value.String()))
	case slog.KindGroup:
		group := a.Value.Group()
		clean := make([]any, len(group))
		for i, g := range group {
			clean[i] = r.attr(g)
		}
		return slog.Group(a.Key, clean...)
	case slog.KindAny:
		// An error of the HTTP library holds the request, and so the header
		// with the token: only its words may pass.
		a.Value = slog.StringValue(r.text(fmt.Sprint(a.Value.Any())))
	}
	return a
}

func (r redactor) text(s string) string { return RedactText(s, r.tokens...) }

// RedactText returns a text without the given tokens, whatever has the form of
// a bot's token, and the tokens of interactions and webhooks.
func RedactText(s string, tokens ...string) string {
	for _, token := range tokens {
		if token != "" {
			s = strings.ReplaceAll(s, token, redacted)
		}
	}
	return secrets.ReplaceAllString(s, "${1}"+redacted)
}
