package compose

import (
	"context"
	"fmt"

	"policybot/index/analysis"
	"policybot/index/asked"
	"policybot/index/query"
)

// Answer answers q, or says that the documents do not. It fails only when the
// index cannot be read or ctx ends. A message that asks several questions is
// answered one by one, a greeting as such.
func (x *Composer) Answer(ctx context.Context, q query.Query) (*Answer, error) {
	if c := asked.CourtesyOf(analysis.Simplify(q.Text)); c != "" {
		a := &Answer{Query: q, Status: NotFound, Language: q.ReplyLanguage(), Courtesy: string(c)}
		a.Missing = x.courtesyText(a, c)
		a.Text = a.Missing
		return a, nil
	}
	if asks := asked.Split(q.Text); asks != nil && saysEnough(asks) {
		return x.answerEach(ctx, q, asks)
	}
	return x.answerOne(ctx, q)
}

// answerOne answers one question.
func (x *Composer) answerOne(ctx context.Context, q query.Query) (*Answer, error) {
	if respelled := x.retriever.Respell(&q); respelled != "" {
		read := query.Parse(respelled)
		read.Asked, read.Reply = q.Text, q.ReplyLanguage()
		q = read
	}
	if parts := partsOf(&q); parts != nil {
		a := &Answer{Query: q, Status: NotFound, Language: q.ReplyLanguage()}
		if err := x.answerJoined(ctx, a, parts); err != nil {
			return nil, fmt.Errorf("answer %q: %w", q.Text, err)
		}
		return a, nil
	}
	return x.answerSingle(ctx, q)
}
