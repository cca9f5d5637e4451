// Package bot is the assistant without a face: it opens a base, answers and
// searches, re-reads the base when its files change, keeps subscriptions, and
// delivers notices. It does not know which face asked.
package bot

import (
	"context"

	"policybot/index"
	"policybot/knowledge"
)

// Asker is who asks, and where.
type Asker struct {
	Guild, Channel, User string             // opaque ids of the face; "" on the command line
	Language             knowledge.Language // preferred language of replies; "" follows the question
}

// Bot answers from one base, which Refresh may replace at any time.
type Bot struct{}

// Ask answers a question.
func (b *Bot) Ask(ctx context.Context, who Asker, question string) (*index.Answer, error) {
	return nil, nil
}
