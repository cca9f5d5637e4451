package ingest

import (
	"fmt"

	"policybot/knowledge"
)

// unreadable says why a file or a part of it cannot be read, and what to do
// about it, to the person who keeps the base.
type unreadable struct {
	message knowledge.Text
	line    int // from 1; 0 where it does not apply
	page    int // from 1; 0 where it does not apply
	cause   error
}

func (u *unreadable) Error() string {
	if u.cause != nil {
		return fmt.Sprintf("%s: %v", u.message.In(knowledge.English), u.cause)
	}
	return u.message.In(knowledge.English)
}

func (u *unreadable) Unwrap() error { return u.cause }

// refuse returns an error in words for people. The format is English and
// stands in chineseMessages with its translation.
func refuse(format string, args ...any) *unreadable {
	return &unreadable{message: say(format, args...)}
}

// because adds the cause, which only logs show.
func (u *unreadable) because(err error) *unreadable {
	u.cause = err
	return u
}

// say returns the same message in each language. Strings among the arguments
// that chineseMessages translates are translated too.
func say(format string, args ...any) knowledge.Text {
	translated := make([]any, len(args))
	for i, arg := range args {
		translated[i] = arg
		if s, ok := arg.(string); ok {
			translated[i] = inChinese(s)
		}
	}
	return knowledge.Text{
		knowledge.English: fmt.Sprintf(format, args...),
		knowledge.Chinese: fmt.Sprintf(inChinese(format), translated...),
	}
}

// inChinese returns the translation of a message, or the message.
func inChinese(message string) string {
	for _, table := range []map[string]string{chineseMessages, chineseMeasuresMessages} {
		if t := table[message]; t != "" {
			return t
		}
	}
	return message
}

// problem returns u as a problem of the file at path.
func (u *unreadable) problem(path string, fatal bool) knowledge.Problem {
	return knowledge.Problem{Path: path, Line: u.line, Page: u.page, Message: u.message, Fatal: fatal}
}
