package content

import (
	"fmt"

	"policybot/knowledge"
)

// Unreadable says why a file or a part of it cannot be read, and what to do
// about it, to the person who keeps the base.
type Unreadable struct {
	Message knowledge.Text
	Line    int // from 1; 0 where it does not apply
	Page    int // from 1; 0 where it does not apply
	cause   error
}

func (u *Unreadable) Error() string {
	if u.cause != nil {
		return fmt.Sprintf("%s: %v", u.Message.In(knowledge.English), u.cause)
	}
	return u.Message.In(knowledge.English)
}

func (u *Unreadable) Unwrap() error { return u.cause }

// Message is a message for people in both languages, with the verbs of
// package fmt for what it is about.
type Message struct{ English, Chinese string }

// say returns the message in each language. Messages among the arguments are
// said in that language too.
func (m Message) say(args ...any) knowledge.Text {
	english, chinese := make([]any, len(args)), make([]any, len(args))
	for i, arg := range args {
		english[i], chinese[i] = arg, arg
		if part, ok := arg.(Message); ok {
			english[i], chinese[i] = part.English, part.Chinese
		}
	}
	return knowledge.Text{
		knowledge.English: fmt.Sprintf(m.English, english...),
		knowledge.Chinese: fmt.Sprintf(m.Chinese, chinese...),
	}
}

// Refuse returns an error that says message to people.
func Refuse(message Message, args ...any) *Unreadable {
	return &Unreadable{Message: message.say(args...)}
}

// Because adds the cause, which only logs show.
func (u *Unreadable) Because(err error) *Unreadable {
	u.cause = err
	return u
}

// Problem returns u as a problem of the file at path.
func (u *Unreadable) Problem(path string, fatal bool) knowledge.Problem {
	return knowledge.Problem{Path: path, Line: u.Line, Page: u.Page, Message: u.Message, Fatal: fatal}
}
