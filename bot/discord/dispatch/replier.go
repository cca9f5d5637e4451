package dispatch

import (
	"context"
	"errors"
	"policybot/bot/discord/limit"
	"policybot/bot/discord/rest"
	"time"
)

// replier sends what a handler returns to where the person waits for it.
type replier interface {
	// later tells the person that the reply takes longer, and reports whether
	// that has announced it.
	later(ctx context.Context, where Show) (announced bool)
	// progress shows how far it is, where later has announced something.
	progress(ctx context.Context, m rest.Message) error
	// send sends a reply.
	send(ctx context.Context, where Show, announced bool, r Reply) error
	// fail shows what went wrong.
	fail(ctx context.Context, where Show, announced bool, m rest.Message) error
}

// Kinds of answer to an interaction.
const (
	respondMessage      = 4
	respondLater        = 5
	respondUpdateLater  = 6
	respondUpdate       = 7
	respondAutocomplete = 8
	respondModal        = 9
)

// interactionReplier answers an interaction.
type interactionReplier struct{ *Call }

// alone reports whether a new message is for the person alone.
func (c *Call) alone(where Show) bool {
	return where == ShowPrivately || where == ShowWithoutWait || where == ShowAsChosen && c.Private
}

func (i interactionReplier) later(ctx context.Context, where Show) bool {
	kind := respondLater
	var data any
	switch {
	case where == ShowInPlace:
		kind = respondUpdateLater
	case i.alone(where):
		data = struct {
			Flags int `json:"flags"`
		}{rest.FlagEphemeral}
	}
	if err := i.API.Respond(ctx, i.Event, kind, data, nil, nil); err != nil {
		i.Log.Error("defer", "name", i.name, "error", err)
		return false
	}
	return true
}

func (i interactionReplier) progress(ctx context.Context, m rest.Message) error {
	return i.API.Edit(ctx, i.Event, m, nil)
}

func (i interactionReplier) send(ctx context.Context, where Show, announced bool, r Reply) error {
	if r.Modal != nil {
		return i.API.Respond(ctx, i.Event, respondModal, r.Modal, nil, nil)
	}
	if announced {
		var shown rest.Received
		err := i.API.Edit(ctx, i.Event, r.Message, &shown)
		r.tell(ctx, shown, err)
		return err
	}
	kind := respondMessage
	if where == ShowInPlace {
		kind = respondUpdate
	} else if i.alone(where) {
		r.Message.Flags |= rest.FlagEphemeral
	}
	if r.Posted == nil {
		return i.API.Respond(ctx, i.Event, kind, r.Message, r.Message.Files, nil)
	}
	var out struct {
		Resource struct {
			Message rest.Received `json:"message"`
		} `json:"resource"`
	}
	err := i.API.Respond(ctx, i.Event, kind, r.Message, r.Message.Files, &out)
	r.tell(ctx, out.Resource.Message, err)
	return err
}

func (i interactionReplier) fail(ctx context.Context, where Show, announced bool, m rest.Message) error {
	m.Flags |= rest.FlagEphemeral
	switch {
	case !announced:
		return i.API.Respond(ctx, i.Event, respondMessage, m, nil, nil)
	case where != ShowInPlace && i.alone(where):
		return i.API.Edit(ctx, i.Event, m, nil)
	}
	// A message for everybody was announced, or one is being changed.
	err := i.API.Follow(ctx, i.Event, m)
	if where != ShowInPlace {
		err = errors.Join(err, i.API.Remove(ctx, i.Event))
	}
	return err
}

// messageReplier answers a message with another below it.
type messageReplier struct {
	*Call
	to rest.Received
}

// later announces nothing: nobody sees who waits.
func (r messageReplier) later(context.Context, Show) bool { return false }

func (r messageReplier) progress(context.Context, rest.Message) error { return nil }

func (r messageReplier) send(ctx context.Context, _ Show, _ bool, out Reply) error {
	out.Message.Reference = &rest.Reference{Message: r.to.ID}
	out.Message.Nonce = r.to.ID[:min(len(r.to.ID), limit.Nonce)]
	posted, err := r.API.Post(ctx, r.to.Channel, out.Message)
	out.tell(ctx, posted, err)
	return err
}

func (r messageReplier) fail(ctx context.Context, where Show, announced bool, m rest.Message) error {
	if r.warnings.take("", r.Who.User, time.Now()) > 0 {
		return nil // a flood of messages gets one word
	}
	return r.send(ctx, where, announced, Reply{Message: m})
}

// tell tells the handler what became of its message.
func (r Reply) tell(ctx context.Context, m rest.Received, err error) {
	if r.Posted != nil {
		r.Posted(ctx, m, err)
	}
}
