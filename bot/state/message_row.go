package state

import (
	"encoding/json"
	"fmt"
	"time"

	"policybot/knowledge"
)

// Message is what a delivery says: changes of the log, a word to a manager, or
// a correction.
type Message struct {
	Language    knowledge.Language // "" means the language of the documents
	Roles       []string           // to mention
	Acknowledge bool               // with a button to confirm
	Changes     []int64            // places in the change log
	Closed      *Closed
	Correction  *Correction
}

// Closed tells the maker of a subscription that its channel is gone or closed
// to the bot, and that the subscription is paused.
type Closed struct {
	Channel string
	Reason  string
}

// Correction tells somebody that a figure they were once told has changed.
type Correction struct {
	Question string
	Told     string    // the words of the figure as told
	ToldAt   time.Time // when the figure was told
	Message  string    // that told it to everybody; "" where only the asker saw it
	Change   int64     // place of the change in the log
}

// messageRow is the stored form of a [Message]: the column body of deliveries.
// Names and meanings never change, fields may be added.
type messageRow struct {
	Language    string         `json:"language,omitempty"`
	Roles       []string       `json:"roles,omitempty"`
	Acknowledge bool           `json:"acknowledge,omitempty"`
	Changes     []int64        `json:"changes,omitempty"`
	Closed      *closedRow     `json:"closed,omitempty"`
	Correction  *correctionRow `json:"correction,omitempty"`
}

// closedRow is the stored form of a [Closed].
type closedRow struct {
	Channel string `json:"channel"`
	Reason  string `json:"reason"`
}

// correctionRow is the stored form of a [Correction].
type correctionRow struct {
	Question string `json:"question"`
	Told     string `json:"told"`
	ToldAt   int64  `json:"told_at"` // Unix milliseconds
	Message  string `json:"message"`
	Change   int64  `json:"change"`
}

func newMessageRow(m Message) messageRow {
	row := messageRow{Language: string(m.Language), Roles: m.Roles, Acknowledge: m.Acknowledge, Changes: m.Changes}
	if c := m.Closed; c != nil {
		row.Closed = &closedRow{Channel: c.Channel, Reason: c.Reason}
	}
	if c := m.Correction; c != nil {
		row.Correction = &correctionRow{Question: c.Question, Told: c.Told, ToldAt: millis(c.ToldAt), Message: c.Message, Change: c.Change}
	}
	return row
}

func (r messageRow) message() Message {
	m := Message{Language: knowledge.Language(r.Language), Roles: r.Roles, Acknowledge: r.Acknowledge, Changes: r.Changes}
	if c := r.Closed; c != nil {
		m.Closed = &Closed{Channel: c.Channel, Reason: c.Reason}
	}
	if c := r.Correction; c != nil {
		m.Correction = &Correction{Question: c.Question, Told: c.Told, ToldAt: time.UnixMilli(c.ToldAt), Message: c.Message, Change: c.Change}
	}
	return m
}

// readMessage reads what a delivery says.
func readMessage(id, body string) (Message, error) {
	var row messageRow
	if err := json.Unmarshal([]byte(body), &row); err != nil {
		return Message{}, fmt.Errorf("read message %s: %w", id, err)
	}
	return row.message(), nil
}
