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
	Held        *Held
	Correction  *Correction // of the first version; new ones are Corrections
	Corrections []Correction
}

// Held asks the managers of a server whether documents that are gone were
// removed.
type Held struct {
	Gone int // documents that are gone
	Of   int // documents that there were
}

// Closed tells the maker of a subscription that its channel is gone or closed
// to the bot, and that the subscription is paused.
type Closed struct {
	Channel string
	Reason  string
	Open    bool // the channel is open; it was one message that was refused for good
}

// Correction tells somebody that a figure they were once told has changed.
type Correction struct {
	Question string
	Told     string    // the words of the figure as told
	ToldAt   time.Time // when the figure was told
	Message  string    // that told it to everybody; "" where only the asker saw it
	Change   int64     // place of the last change of it in the log; 0 for none
	Label    string    // what the figure is
	Now      string    // what the source says now; "" where it says it no more
	Says     string    // the words that say it now
	IsText   bool      // a rule was quoted, not a figure
}

// messageRow is the stored form of a [Message]: the column body of deliveries.
// Names and meanings never change, fields may be added.
type messageRow struct {
	Language    string          `json:"language,omitempty"`
	Roles       []string        `json:"roles,omitempty"`
	Acknowledge bool            `json:"acknowledge,omitempty"`
	Changes     []int64         `json:"changes,omitempty"`
	Closed      *closedRow      `json:"closed,omitempty"`
	Held        *heldRow        `json:"held,omitempty"`
	Correction  *correctionRow  `json:"correction,omitempty"`
	Corrections []correctionRow `json:"corrections,omitempty"`
}

// heldRow is the stored form of a [Held].
type heldRow struct {
	Gone int `json:"gone"`
	Of   int `json:"of"`
}

// closedRow is the stored form of a [Closed].
type closedRow struct {
	Channel string `json:"channel"`
	Reason  string `json:"reason"`
	Open    bool   `json:"open,omitempty"`
}

// correctionRow is the stored form of a [Correction].
type correctionRow struct {
	Question string `json:"question"`
	Told     string `json:"told"`
	ToldAt   int64  `json:"told_at"` // Unix milliseconds
	Message  string `json:"message"`
	Change   int64  `json:"change"`
	Label    string `json:"label,omitempty"`
	Now      string `json:"now,omitempty"`
	Says     string `json:"says,omitempty"`
	IsText   bool   `json:"is_text,omitempty"`
}

func newCorrectionRow(c Correction) correctionRow {
	return correctionRow{Question: c.Question, Told: c.Told, ToldAt: millis(c.ToldAt), Message: c.Message, Change: c.Change,
		Label: c.Label, Now: c.Now, Says: c.Says, IsText: c.IsText}
}

func (r correctionRow) correction() Correction {
	return Correction{Question: r.Question, Told: r.Told, ToldAt: time.UnixMilli(r.ToldAt), Message: r.Message, Change: r.Change,
		Label: r.Label, Now: r.Now, Says: r.Says, IsText: r.IsText}
}

func newMessageRow(m Message) messageRow {
	row := messageRow{Language: string(m.Language), Roles: m.Roles, Acknowledge: m.Acknowledge, Changes: m.Changes}
	if c := m.Closed; c != nil {
		row.Closed = &closedRow{Channel: c.Channel, Reason: c.Reason, Open: c.Open}
	}
	if h := m.Held; h != nil {
		row.Held = (*heldRow)(h)
	}
	if c := m.Correction; c != nil {
		first := newCorrectionRow(*c)
		row.Correction = &first
	}
	for _, c := range m.Corrections {
		row.Corrections = append(row.Corrections, newCorrectionRow(c))
	}
	return row
}

func (r messageRow) message() Message {
	m := Message{Language: knowledge.Language(r.Language), Roles: r.Roles, Acknowledge: r.Acknowledge, Changes: r.Changes}
	if c := r.Closed; c != nil {
		m.Closed = &Closed{Channel: c.Channel, Reason: c.Reason, Open: c.Open}
	}
	if h := r.Held; h != nil {
		m.Held = (*Held)(h)
	}
	if c := r.Correction; c != nil {
		first := c.correction()
		m.Correction = &first
	}
	for _, c := range r.Corrections {
		m.Corrections = append(m.Corrections, c.correction())
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
