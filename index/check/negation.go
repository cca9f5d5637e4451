package check

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// What only looks like a negation: bounds, which are read with their figures,
// questions of the form A不A, and words that hold 不, 未, 非 or 无.
var noNegation = regexp.MustCompile(`不(?:应当|应该|应|得|能|可|会|宜|必|允许)?(?:超过|超出|超|高于|多于|大于|长于|低于|少于|小于|短于|早于|晚于|迟于|足|到|满)|不动产|不断|不仅|不但|不论|不管|不同|不可抗力|不良|不久|不等|不锈|不含|不定期|不胜任|是不是|能不能|可不可以|要不要|有没有|会不会|该不该|需不需要|用不用|算不算|对不对|行不行|给不给|非要|非得|未来|未成年|未婚|无论|无线|无偿|无固定期限|无障碍|非常|非全日制|非法|非公|非营利|非税|除非|非遗|与否|免费|` +
	`(?i:\bno[nt]?[ -](?:more|less|fewer|later|earlier|greater|higher|lower)\b(?: than)?|\b(?:may|must|shall|should|can|does|do|will)? ?not (?:to )?exceed(?:ing)?\b|\bcannot exceed\b|\bnot (?:only|just|limited|necessarily)\b|\bwhether or not\b|\bnon-?profit\b|\bno\. ?\d|\bno-[a-z]|\bnot more\b|\bnot less\b)`)

// negations are the words that turn what is said round.
var negations = regexp.MustCompile(`不|未|无|没|禁止|严禁|切勿|请勿|非|` +
	`(?i:\bnot\b|n't\b|\bno\b|\bnever\b|\bcannot\b|\bneither\b|\bnor\b|\bnone\b|\bprohibited\b|\bforbidden\b|\bprohibits?\b|\bineligible\b|\bbanned\b|\bunable\b|\bnobody\b)`)

// negates counts the negations of some words.
func negates(words string) int {
	if !mayNegate(words) {
		return 0
	}
	return len(negations.FindAllString(noNegation.ReplaceAllString(fold(words), " "), -1))
}

// mayNegate is quick to tell that no negation is in some words.
func mayNegate(words string) bool {
	if strings.ContainsAny(words, "不未无没禁严切请非") {
		return true
	}
	words = strings.ToLower(words)
	for _, part := range []string{"no", "n't", "n’t", "never", "neither", "prohibit", "forbid", "ineligible", "banned", "unable"} {
		if strings.Contains(words, part) {
			return true
		}
	}
	return false
}

// governs reports whether words that a quote leaves out turn it round. 非 only
// names a class: 非本地企业.
func governs(words string) bool { return negates(strings.ReplaceAll(words, "非", " ")) > 0 }

// trailing is a negation that the next clause hangs on: "may not, without
// approval, ...".
var trailing = regexp.MustCompile(`(?i)(?:不得|不能|不可|不应|不准|\bnot|\bcannot|n't)\s*$`)

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

func squeeze(s string) string { return strings.Join(strings.Fields(fold(s)), "") }

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

// clauseAround returns the clause that a quote stands in: what is before it up
// to a stop, or a comma that no negation hangs on, and what is behind it up to
// the next stop.
func clauseAround(words string, start, end int) (from, to int) {
	from, to = start, end
	for from > 0 {
		r, width := utf8.DecodeLastRuneInString(words[:from])
		if isStop(r, words[from:]) {
			break
		}
		if isComma(r) && !trailing.MatchString(words[:from-width]) {
			break
		}
		from -= width
	}
	if end > start {
		if r, _ := utf8.DecodeLastRuneInString(words[:end]); isStop(r, words[end:]) || isComma(r) {
			return from, to
		}
	}
	for to < len(words) {
		r, width := utf8.DecodeRuneInString(words[to:])
		if isStop(r, words[to+width:]) || isComma(r) {
			break
		}
		to += width
	}
	return from, to
}

func isComma(r rune) bool { return r == '，' || r == ',' || r == '（' || r == '(' }

// isStop reports whether r ends a sentence or a part of one. A full stop does
// only before white space.
func isStop(r rune, rest string) bool {
	switch r {
	case '。', '；', ';', '！', '？', '!', '?', '\n', '：', ':', '|':
		return true
	case '.':
		return rest == "" || rest[0] == ' '
	}
	return false
}

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
