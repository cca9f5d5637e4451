package compose

import (
	"context"
	"strings"

	"policybot/index/choose"
	"policybot/index/query"
)

// answerEach answers the questions of a message one by one. Where all are
// answered the reply tells them in order and is as sure as the least sure; Parts
// has each with its own status and citations.
func (x *Composer) answerEach(ctx context.Context, q query.Query, asks []string) (*Answer, error) {
	whole := &Answer{Query: q, Status: NotFound, Language: q.ReplyLanguage()}
	var told []string
	for _, ask := range asks {
		read := query.Parse(ask)
		read.Asked, read.Reply = ask, q.ReplyLanguage()
		part, err := x.answerOne(ctx, read)
		if err != nil {
			return nil, err
		}
		if part.Status != Answered {
			return x.answerOne(ctx, q) // as one question, with what is nearest
		}
		whole.Parts = append(whole.Parts, part)
		told = append(told, part.Text)
		whole.take(part)
	}
	whole.Text = strings.Join(told, "\n\n")
	return whole, nil
}

// leastOwnWords is how many telling words a question must have to be answered by
// itself.
const leastOwnWords = 3

// saysEnough reports whether each question of a message can be answered by
// itself: "what percent?" only goes on asking.
func saysEnough(asks []string) bool {
	for _, ask := range asks {
		if choose.TellingWords(ask) < leastOwnWords {
			return false
		}
	}
	return true
}

// take adds what a part that is answered tells to the whole answer.
func (a *Answer) take(part *Answer) {
	a.Considered = append(a.Considered, part.Considered...)
	if a.Status != Answered || part.Confidence < a.Confidence {
		a.Confidence = part.Confidence
	}
	a.Status = Answered
	first := len(a.Citations)
	a.Citations = append(a.Citations, part.Citations...)
	for _, f := range part.Figures {
		if f.Citation >= 0 {
			f.Citation += first
		}
		a.Figures = append(a.Figures, f)
	}
	for _, f := range part.Neighbours {
		if f.Citation >= 0 {
			f.Citation += first
		}
		a.Neighbours = append(a.Neighbours, f)
	}
	if part.Working != "" {
		a.Working = strings.TrimPrefix(a.Working+"\n"+part.Working, "\n")
	}
}
