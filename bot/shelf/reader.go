package shelf

import (
	"context"
	"io/fs"

	"policybot/bot"
	"policybot/bot/state"
	"policybot/index"
	"policybot/knowledge"
)

// Reader is what one server sees: its own base, and the operator's where that
// is shared with it. It must be closed.
type Reader struct {
	Bases state.Bases

	shelf   *Shelf
	own     *bot.Bot // nil where the server has none
	opened  *opened
	release func()
	from    map[string]string // whose base a revision is, of the answers given
}

// Read opens what a server sees; with no server, what people see who write to
// the bot directly.
func (s *Shelf) Read(ctx context.Context, server string) (*Reader, error) {
	bases, err := s.Store.Bases(ctx, server)
	if err != nil {
		return nil, err
	}
	r := &Reader{Bases: bases, shelf: s, release: func() {}, from: map[string]string{}}
	if bases.Own == "" || s.Data == "" {
		return r, nil
	}
	o, release, err := s.acquire(ctx, bases.Own)
	if err != nil {
		return nil, err
	}
	r.own, r.opened, r.release = o.bot, o, release
	return r, nil
}

// Close lets the base of the server be closed.
func (r *Reader) Close() { r.release() }

// bots are those that answer, the server's own first; never none.
func (r *Reader) bots() []*bot.Bot {
	var list []*bot.Bot
	if r.own != nil {
		list = append(list, r.own)
	}
	if r.Bases.Operator {
		list = append(list, r.shelf.Operator)
	}
	if len(list) == 0 {
		list = append(list, r.shelf.empty)
	}
	return list
}

// nameOf names the base of a bot as the store does.
func (r *Reader) nameOf(b *bot.Bot) string {
	if b == r.own {
		return r.Bases.Own
	}
	return state.OperatorBase
}

// AskAfter answers what is said after another question of the same conversation,
// the zero turn for none, from whichever base is surer of its answer: how sure
// an answer is means the same for every base. Where both are about as sure, what
// is said in the language of the question is given, and then the server's own.
// Where neither says, what is nearest in the server's own is
// offered, or else in the operator's.
func (r *Reader) AskAfter(ctx context.Context, who bot.Asker, before index.Turn, question string) (*index.Answer, error) {
	var best *index.Answer
	var bestSays bool // in the language of the question
	language := index.ParseQuery(question).Language
	for _, b := range r.bots() {
		answer, err := b.AskAfter(ctx, who, before, question)
		if err != nil {
			return nil, err
		}
		r.from[answer.Revision] = r.nameOf(b)
		says := quotes(answer, b.Base(), language)
		if best == nil || tellsMore(answer, best, says && !bestSays) {
			best, bestSays = answer, says
		}
		if answer.Courtesy != "" {
			break
		}
	}
	return best, nil
}

// quotes reports whether what an answer cites first is in a language.
func quotes(a *index.Answer, base *knowledge.Base, l knowledge.Language) bool {
	if len(a.Citations) == 0 {
		return false
	}
	d := base.Document(a.Citations[0].Document)
	return d != nil && d.Language == l
}

// aboutAsSure is by how much answers may differ that are about as sure: the
// steps in which that is told to people are wider.
const aboutAsSure = 0.05

// tellsMore reports whether an answer is to be given rather than one of a base
// that comes first; closer is set where only it is in the language of the
// question.
func tellsMore(a, first *index.Answer, closer bool) bool {
	switch {
	case a.Status != index.Answered && first.Status != index.Answered:
		return len(first.Near) == 0 && len(a.Near) > 0
	case a.Status == index.Answered && first.Status == index.Answered:
		difference := a.Confidence - first.Confidence
		return difference > aboutAsSure || closer && difference > -aboutAsSure
	}
	return a.Status == index.Answered
}

// Origin names the base that an answer of this reader is from.
func (r *Reader) Origin(a *index.Answer) string { return r.from[a.Revision] }

// Search lists what matches the words, the server's own first.
func (r *Reader) Search(ctx context.Context, who bot.Asker, words string, page index.Page) (index.Results, error) {
	var all index.Results
	for i, b := range r.bots() {
		part := page
		part.Offset = max(page.Offset-all.Total, 0)
		part.Limit = max(page.Limit-len(all.Hits), 1) // 0 would mean the usual number
		found, err := b.Search(ctx, who, words, part)
		if err != nil {
			return index.Results{}, err
		}
		if len(all.Hits) == page.Limit {
			found.Hits = nil
		}
		if i == 0 {
			all = found
			continue
		}
		if all.Total == 0 { // what another base does not hold need not be spelt otherwise
			all.Suggestion = found.Suggestion
		}
		all.Total += found.Total
		all.Hits = append(all.Hits, found.Hits...)
		all.Topics, all.Agencies = sum(all.Topics, found.Topics), sum(all.Agencies, found.Agencies)
	}
	return all, nil
}

func sum[K comparable](a, b map[K]int) map[K]int {
	out := map[K]int{}
	for _, counts := range []map[K]int{a, b} {
		for key, n := range counts {
			out[key] += n
		}
	}
	return out
}

// Base returns all that the server sees as one base, to list and to name what
// is in it.
func (r *Reader) Base() *knowledge.Base {
	bots := r.bots()
	if len(bots) == 1 {
		return bots[0].Base()
	}
	own, operator := bots[0].Base(), bots[1].Base()
	r.shelf.mu.Lock()
	defer r.shelf.mu.Unlock()
	if m := r.opened.merged; m == nil || m.own != own.Revision || m.operator != operator.Revision {
		r.opened.merged = &merged{own.Revision, operator.Revision, mergedBase(own, operator)}
	}
	return r.opened.merged.base
}

// Figures counts the statements with figures of each document that the server
// sees.
func (r *Reader) Figures() map[knowledge.DocumentID]int {
	all := map[knowledge.DocumentID]int{}
	for _, b := range r.bots() {
		base, own := b.Base(), map[knowledge.DocumentID]int{}
		for i := range base.Facts {
			own[base.Facts[i].Cite.Document]++
		}
		for i := range base.Measures {
			own[base.Measures[i].Cite.Document] += len(base.Measures[i].Facts)
		}
		for id, n := range own {
			if _, known := all[id]; !known {
				all[id] = n
			}
		}
	}
	return all
}

// Facts returns the statements with figures of a document that the server sees,
// at most so many.
func (r *Reader) Facts(id knowledge.DocumentID, most int) []knowledge.Fact {
	for _, b := range r.bots() {
		base := b.Base()
		if base.Document(id) == nil {
			continue
		}
		var list []knowledge.Fact
		for i := range base.Facts {
			if base.Facts[i].Cite.Document == id && len(list) < most {
				list = append(list, base.Facts[i])
			}
		}
		return list
	}
	return nil
}

// Named returns one of the bases that the server sees by its name, an empty one
// where it does not see it.
func (r *Reader) Named(base string) *knowledge.Base {
	for _, b := range r.bots() {
		if r.Bases.Holds(base) && r.nameOf(b) == base {
			return b.Base()
		}
	}
	return &knowledge.Base{}
}

// Own returns the server's own base; an empty one where it has none.
func (r *Reader) Own() *knowledge.Base {
	if r.own == nil {
		return &knowledge.Base{}
	}
	return r.own.Base()
}

// Measures returns the measures of all that the server sees.
func (r *Reader) Measures() []knowledge.Measure { return r.Base().Measures }

// Measure returns the measure with the given id, or nil.
func (r *Reader) Measure(id knowledge.MeasureID) *knowledge.Measure { return r.Base().Measure(id) }

// Version opens a file as it was before a change, where the server sees the
// base of the change.
func (r *Reader) Version(c *state.Logged) (fs.File, error) {
	for _, b := range r.bots() {
		if r.Bases.Holds(c.Base) && r.nameOf(b) == c.Base {
			return b.Version(c.Previous)
		}
	}
	return nil, &fs.PathError{Op: "open", Path: c.Previous, Err: fs.ErrNotExist}
}

// RefreshOwn reads the server's own documents again.
func (r *Reader) RefreshOwn(ctx context.Context, store *state.Store) (*bot.Refreshed, error) {
	defer r.shelf.editing(r.Bases.Own)()
	return r.own.RefreshAccepting(ctx, store)
}
