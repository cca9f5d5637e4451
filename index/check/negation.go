package check

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// governs reports whether words that a quote leaves out turn it round. 非 only
// names a class: 非本地企业.
func governs(words string) bool { return negates(strings.ReplaceAll(words, "非", " ")) > 0 }

// cutOff is a negation that a quote begins right behind: 能当场登记的 of
// 不能当场登记的.
var cutOff = regexp.MustCompile(`(?i)(?:不|未|\bnot )$`)

// governed returns a fault where a quote at t.words[start:end] loses a negation
// that governs it: of its own clause, of the colon that it stands behind, or of
// the words that the source says it stands under. A question that asks for what
// is not so says it itself.
func (e *evidence) governed(s *read, n, start, end int, piece string) *Fault {
	words := s.texts[n].words
	if cutOff.MatchString(words[:start]) {
		return fault(Negation, piece, "its clause says %q", strings.TrimSpace(words[:start]))
	}
	if negates(e.reply.Question) > 0 && verdictOf(e.reply) == "" {
		return nil
	}
	from, to := clauseAround(words, start, end)
	bare := len(grams(withoutOwn(withoutFigures(piece)))) == 0
	if !bare && listed(words[:from], piece) {
		return fault(Negation, piece, "it goes on from %q", strings.TrimSpace(words[:from]))
	}
	// A figure says nothing but itself; what forbids it stands before it.
	lost := []string{joined(words[from:start])}
	if !bare {
		lost = append(lost, joining.Split(words[end:to], 2)[0])
	}
	for _, part := range lost {
		if governs(part) && !e.shows(part) {
			return fault(Negation, piece, "its clause says %q", strings.TrimSpace(words[from:to]))
		}
	}
	if bare || !s.texts[n].stated || words != "" && !inText(s.source.Words, words) {
		return nil
	}
	return e.under(s, n, start, piece)
}

// under returns a fault where a quote loses a "not" of the words that it stands
// under.
func (e *evidence) under(s *read, n, start int, piece string) *Fault {
	for _, lead := range append(e.leads(s, n, start), s.source.LeadIns...) {
		if negates(lead) > 0 && !e.shows(lead) {
			return fault(Negation, piece, "it stands under %q", lead)
		}
	}
	return nil
}

// joining begins a part of a clause that has a verb of its own, as apart does.
var (
	joining = regexp.MustCompile(`或|和|及|并|且|但|而|(?i:\b(?:and|or|but|so|because|if|unless|until|while)\b)`)
	parting = regexp.MustCompile(`并|且|但|而|(?i:\b(?:and|but|so|because|if|while)\b)`)
)

// joined returns the end of a clause's beginning that goes on into a quote. A
// negation reaches over "or", not over "and" or "but".
func joined(before string) string {
	if at := parting.FindAllStringIndex(before, -1); at != nil {
		return before[at[len(at)-1][1]:]
	}
	return before
}

var (
	auxiliary = regexp.MustCompile(`(?i)\b(?:may|must|shall|can|will|should|would|is|are|was|were|has|have|do|does|need)\b`)
	forbids   = regexp.MustCompile(`(?i)\b(?:may|must|shall|can|will|should|do|does) not\b|\bcannot\b`)
)

// listed reports whether a quote is a later verb of a list that begins with a
// prohibition: sell, of "shall not give, sell, or lend".
func listed(before, piece string) bool {
	before = strings.TrimRight(before, " ")
	if !strings.HasSuffix(before, ",") || piece == "" || piece[0] < 'a' || piece[0] > 'z' {
		return false
	}
	first := strings.SplitN(piece, ",", 2)[0]
	if i := strings.LastIndexAny(before, ".;:!?\n"); i >= 0 {
		before = before[i:]
	}
	at := forbids.FindAllStringIndex(before, -1)
	return at != nil && !auxiliary.MatchString(first) && !auxiliary.MatchString(before[at[len(at)-1][1]:])
}

// inText reports whether a line is one of a text's.
func inText(text, line string) bool {
	for _, l := range lines(text) {
		if l == line {
			return true
		}
	}
	return false
}

// shows reports whether the reply says words that govern a part of it, or
// their last clause.
func (e *evidence) shows(lead string) bool {
	said := squeeze(e.reply.Text)
	lead = strings.TrimRight(squeeze(lead), ":：-")
	if strings.Contains(said, lead) {
		return true
	}
	at := strings.LastIndexAny(lead, "，,。；;")
	if at < 0 {
		return false
	}
	_, width := utf8.DecodeRuneInString(lead[at:])
	last := lead[at+width:]
	return negates(last) > 0 && strings.Contains(said, last)
}

// leads returns the words before the colons that a place stands behind: in its
// own sentence, and of the last line before it that ends in one.
func (e *evidence) leads(s *read, n, start int) []string {
	var out []string
	before := s.texts[n].words[:start]
	if i := strings.LastIndexAny(before, "。；;！？"); i >= 0 {
		before = before[i:]
	}
	if i := strings.LastIndexAny(before, "：:"); i >= 0 {
		out = append(out, strings.Trim(before[:i], "。；;！？ "))
	}
	for i := n - 1; i >= 0; i-- {
		line := s.texts[i].words
		if strings.HasSuffix(line, "：") || strings.HasSuffix(line, ":") {
			return append(out, lastSentence(line))
		}
		if !isItem(s.texts[i+1].words) {
			break
		}
	}
	return out
}

func lastSentence(line string) string {
	body := strings.TrimRight(line, "：:")
	if i := strings.LastIndexAny(body, "。！？"); i >= 0 {
		_, width := utf8.DecodeRuneInString(body[i:])
		return body[i+width:]
	}
	return body
}

// item is how an item of a list begins.
var item = regexp.MustCompile(`^(?:[-*•·●○■◆]|[（(]?[0-9a-zA-Z一二三四五六七八九十]{1,3}[)）.、．]|[①-⑳])`)

func isItem(line string) bool { return item.MatchString(line) }

// polarity holds the clauses of a composed piece against the clauses cited that
// say most like them: each must be negated where those are.
func (e *evidence) polarity(words string) *Fault {
	for _, at := range clauseSpans(words) {
		clause := words[at[0]:at[1]]
		said := grams(withoutOwn(withoutFigures(clause)))
		if len(said) < fewestWords {
			continue
		}
		best, agrees := e.mostAlike(said, negates(clause) > 0)
		if !agrees && best*sameShare >= len(said)*(sameShare-1) {
			return fault(Negation, clause, "the words cited are negated otherwise")
		}
	}
	return nil
}

// mostAlike returns how many words the clauses cited that are most like some
// words share with them, and whether one of these is negated as they are.
func (e *evidence) mostAlike(said []string, negated bool) (best int, agrees bool) {
	for i := range e.sources {
		for j := range e.sources[i].texts {
			cited := e.sources[i].texts[j].clauses()
			for k := range cited {
				score := cited[k].shares(said)
				switch {
				case score > best:
					best, agrees = score, cited[k].negates() == negated
				case score == best:
					agrees = agrees || cited[k].negates() == negated
				}
			}
		}
	}
	return best, agrees
}

// A clause of at least fewestWords pairs of characters or Latin words says the
// same as another that shares two thirds of them.
const (
	fewestWords = 2
	sameShare   = 3
)
