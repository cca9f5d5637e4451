package store

import (
	"unicode"

	"policybot/index/analysis"
	"policybot/knowledge"
)

// passage is a stretch of whole sentences of one section: bytes start to end
// of its text.
type passage struct {
	Document, Section int // ordinals in base.Documents and its Sections
	Start, End        int
}

// passageWidth is how long passages get, in characters of Chinese; other
// characters count a third. 200 is the length at which passages were compared
// across engines.
const passageWidth = 200

// passagesOf packs the sentences of every section of a document into
// passages.
func passagesOf(document int, d *knowledge.Document) []passage {
	var passages []passage
	for s := range d.Sections {
		text := d.Sections[s].Text
		open := passage{Document: document, Section: s}
		used := 0
		for _, sentence := range knowledge.Sentences(text) {
			for _, piece := range splitLong(text, sentence) {
				w := analysis.Width(piece.Of(text))
				if used > 0 && used+w > passageWidth {
					passages = append(passages, open)
					used = 0
				}
				if used == 0 {
					open.Start = piece.Start
				}
				open.End = piece.End
				used += w
			}
		}
		if used > 0 {
			passages = append(passages, open)
		}
	}
	return passages
}

// splitLong cuts a sentence of more than two passages' width at its commas
// and semicolons (a line of a table, a list without full stops).
func splitLong(text string, sentence knowledge.Span) []knowledge.Span {
	if analysis.Width(sentence.Of(text)) <= 2*passageWidth {
		return []knowledge.Span{sentence}
	}
	var pieces []knowledge.Span
	start, lastBreak, used := sentence.Start, 0, 0
	for i, r := range sentence.Of(text) {
		at := sentence.Start + i
		if used > passageWidth*3 { // in thirds
			if lastBreak <= start {
				lastBreak = at
			}
			pieces = append(pieces, knowledge.Span{Start: start, End: lastBreak})
			start = lastBreak
			used = analysis.Width(text[start:at]) * 3
		}
		if analysis.IsHan(r) {
			used += 3
		} else {
			used++
		}
		switch r {
		case '，', '；', '、', '：', ',', ';', ' ', '|', '\t':
			lastBreak = at + len(string(r))
		}
	}
	return append(pieces, knowledge.Span{Start: start, End: sentence.End})
}

// PassageText returns the words of a passage.
func (c *Store) PassageText(p int) string {
	at := c.Passages[p]
	return c.Base.Documents[at.Document].Sections[at.Section].Text[at.Start:at.End]
}

// Fingerprint hashes the letters and digits of text, folded (FNV-1a).
func Fingerprint(text string) uint64 {
	hash := uint64(14695981039346656037)
	f := analysis.NewFolder()
	for _, r := range text {
		folded, _ := f.Rune(r)
		if folded >= 0 && (analysis.IsHan(folded) || unicode.IsLetter(folded) || unicode.IsDigit(folded)) {
			hash = (hash ^ uint64(folded)) * 1099511628211
		}
	}
	return hash
}

func (x *Store) PassageCitation(p int) knowledge.Citation {
	at := x.Passages[p]
	d := &x.Base.Documents[at.Document]
	return knowledge.Citation{Document: d.ID, Section: d.Sections[at.Section].ID, Start: at.Start, End: at.End}
}
