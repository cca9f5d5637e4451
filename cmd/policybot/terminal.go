package main

import (
	"fmt"
	"os"
	"strings"
	"unicode"

	"policybot/bot/discord"
)

// printable drops what would command a terminal or turn round what is read, and
// the token.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
		case unicode.IsControl(r), r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069: // bidirectional controls
			return -1
		}
		return r
	}, redacted(s))
}

// redacted is what may be shown of words that may hold the token.
func redacted(words string) string { return discord.RedactText(words, os.Getenv("DISCORD_TOKEN")) }

// Exit statuses of every command.
const (
	exitAnswered = 0
	exitNotFound = 1
	exitFailure  = 2
)

// exitError ends the program with a status of its own. A nil err prints
// nothing: what there was to say has been said.
type exitError struct {
	code int
	err  error
}

func (e *exitError) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit status %d", e.code)
	}
	return e.err.Error()
}

func (e *exitError) Unwrap() error { return e.err }

// usageError says what is wrong with how a command was called.
func usageError(format string, args ...any) error { return fmt.Errorf(format, args...) }
