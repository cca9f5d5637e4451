package index

import (
	"context"
	"strings"
	"unicode"

	"policybot/index/analysis"
	"policybot/index/chat"
	"policybot/index/choose"

	"policybot/index/compose"
	"policybot/index/followup"
	"policybot/index/retrieve"
	"policybot/index/store"
	"policybot/index/table"
	"policybot/knowledge"
)

// Index answers questions over one revision of a base. It is safe for use by
// several goroutines.
type Index struct {
	store     *store.Store
	retriever *retrieve.Retriever
	composer  *compose.Composer
}

// Open opens the index of base, building it where dir does not hold it yet.
// dir is the directory of index revisions; "" keeps the index in memory, as
// does a base without a revision, and a directory that cannot be written.
//
// An index on disk is shared by all processes that open it, and built by one
// of them while the others wait. A damaged one is built again, and revisions
// that nobody uses any more are removed.
func Open(ctx context.Context, dir string, base *knowledge.Base) (*Index, error) {
	s, err := store.Open(ctx, dir, base)
	if err != nil {
		return nil, err
	}
	r := retrieve.New(s)
	return &Index{s, r, compose.New(s, r)}, nil
}

// Close releases the index.
func (x *Index) Close() error { return x.store.Close() }

// Base returns the base the index was opened on.
func (x *Index) Base() *knowledge.Base { return x.store.Base }

// over returns a view of the index that finds with r.
func (x *Index) over(r *retrieve.Retriever) *Index {
	return &Index{x.store, r, x.composer.Over(r)}
}

// Without returns a view of the index that leaves a document out, as if the
// base did not hold it. It must not be used after x is closed.
func (x *Index) Without(id knowledge.DocumentID) *Index { return x.over(x.retriever.Without(id)) }

// Only returns a view of the index that holds one document alone. It must not
// be used after x is closed.
func (x *Index) Only(id knowledge.DocumentID) *Index { return x.over(x.retriever.Only(id)) }

// Answer answers q, or says that the documents do not. It fails only when the
// index cannot be read or ctx ends.
//
// Where a message as a whole is not answered, the question in it is: greetings,
// who wants to know and thanks say nothing of the documents.
func (x *Index) Answer(ctx context.Context, q Query) (*compose.Answer, error) {
	whole, err := x.composer.Answer(ctx, q)
	if err != nil || whole.Status == compose.Answered || whole.Courtesy != "" {
		return whole, err
	}
	core := chat.Core(q.Text, x.knows)
	if core == "" {
		return whole, nil
	}
	asked := ParseQuery(core)
	asked.Reply = q.ReplyLanguage()
	answer, err := x.composer.Answer(ctx, asked)
	if err != nil {
		return nil, err
	}
	if answer.Status != compose.Answered && (!answer.Unsure || whole.Unsure) || answer.Status == compose.Answered && answer.Confidence < sureOfCore {
		return whole, nil
	}
	answer.Query.Asked = q.Text
	return answer, nil
}

// sureOfCore is how sure the answer to the question in a message must be: what
// was left out might have mattered.
const sureOfCore = 0.8

// knows reports whether the documents have a word, or a part of it.
func (x *Index) knows(word string) bool {
	for _, t := range analysis.Tokens(word) {
		if x.store.Count(t.Term) > 0 {
			return true
		}
	}
	return false
}

// AnswerAfter answers q in the light of what was asked before in the same
// conversation: "and for how many firms?" is completed from that, and TakenAs
// says to what. A question that stands by itself is answered as it is.
func (x *Index) AnswerAfter(ctx context.Context, before Turn, q Query) (*compose.Answer, error) {
	completed := followup.Complete(before, q.Text)
	if completed.Reading == followup.Alone {
		return x.Answer(ctx, q)
	}
	var alone *compose.Answer
	if completed.Reading != followup.Going {
		var err error
		if alone, err = x.Answer(ctx, q); err != nil || completed.Reading == followup.RatherAlone && alone.Status == compose.Answered {
			return alone, err
		}
	}
	answer, err := x.answerCompleted(ctx, q, completed)
	if err != nil || alone == nil || answer.Status == compose.Answered && alone.Confidence <= answer.Confidence {
		return answer, err
	}
	return alone, nil
}

// answerCompleted answers a question that was completed from the one before.
func (x *Index) answerCompleted(ctx context.Context, q Query, completed followup.Completed) (*compose.Answer, error) {
	whole := ParseQuery(completed.Question)
	if whole.Reply = q.Reply; whole.Reply == "" && strings.ContainsFunc(q.Text, unicode.IsLetter) {
		whole.Reply = q.Language
	}
	answer, err := x.Answer(ctx, whole)
	if err != nil {
		return nil, err
	}
	answer.TakenAs = completed.Question
	if answer.Status == compose.Answered && !speaksOf(answer, completed.Own) {
		if answer, err = x.answerLooser(ctx, whole.Reply, completed, answer); err != nil {
			return nil, err
		}
	}
	answer.Query.Asked = q.Text
	return answer, nil
}

// answerLooser answers a completed question without what went with the thing that
// was replaced; where that is not answered either, the first answer is offered.
func (x *Index) answerLooser(ctx context.Context, reply knowledge.Language, completed followup.Completed, first *compose.Answer) (*compose.Answer, error) {
	if completed.Looser != "" {
		q := ParseQuery(completed.Looser)
		q.Reply = reply
		answer, err := x.Answer(ctx, q)
		if err != nil {
			return nil, err
		}
		if answer.Status == compose.Answered && speaksOf(answer, completed.Own) {
			answer.TakenAs = completed.Looser
			return answer, nil
		}
	}
	Offer(first)
	return first, nil
}

// Next returns what a message after an answer may go on from: the question that
// was answered, or the one before where nothing was asked.
func Next(before Turn, a *compose.Answer) Turn {
	if a.Courtesy != "" || a.Query.Noise {
		return before
	}
	next := Turn{Question: a.Query.Text}
	if len(a.Figures) > 0 {
		next.Subject = a.Figures[0].Label
	}
	return next
}

// Search returns what matches q, best first. Without a word to look for it
// lists the measures, of the topic or agency that page asks for.
func (x *Index) Search(ctx context.Context, q Query, page retrieve.Page) (retrieve.Results, error) {
	return x.retriever.Search(ctx, q, page)
}

// Rank returns the n best documents and passages for q. Answers are chosen
// among them; Rank shows the choice, to measure it.
func (x *Index) Rank(ctx context.Context, q Query, n int) (retrieve.Ranking, error) {
	return x.retriever.Rank(ctx, q, n)
}

// RankedDocuments returns the documents that are ranked for q, for learning
// how to.
func (x *Index) RankedDocuments(ctx context.Context, q Query) ([]retrieve.RankedDocument, error) {
	return x.retriever.RankedDocuments(ctx, q)
}

// PassageWith returns the passage of a document that holds most of the given
// words, the first of several. It reports false where none holds any.
func (x *Index) PassageWith(document knowledge.DocumentID, words string) (knowledge.Citation, bool) {
	return x.retriever.PassageWith(document, words)
}

// Choose returns how the statements of the documents stand to a question, for
// measuring and learning.
func (x *Index) Choose(ctx context.Context, q Query) (*choose.Choice, error) {
	return x.composer.Choose(ctx, q)
}

// Tell returns the answer that the best candidate of a choice gives, however
// unsure, for measuring and learning.
func (x *Index) Tell(q Query, c *choose.Choice) *compose.Answer { return x.composer.Tell(q, c) }

// Tables returns what the tables of the documents may answer to a question, the
// likeliest first and at most limit, for measuring and learning.
func (x *Index) Tables(ctx context.Context, q Query, limit int) ([]table.Candidate, error) {
	return x.composer.Tables(ctx, q, limit)
}
