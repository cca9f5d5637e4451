package diff

import (
	"hash/maphash"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"policybot/knowledge"
)

// statement is the smallest part of a document that is compared on its own:
// a clause, a heading, a list item, a table row.
type statement struct {
	index   int            // position in the document
	section int            // index into Document.Sections; -1 for the document's title
	part    int            // index of the first section under the same number and headings; -1 for the title
	span    knowledge.Span // in the section's text; zero for headings and titles
	heading bool
	row     bool // a table row

	text   string // as printed
	masked string // text with what is not prose blanked out, the same length
	header string // for a table row, the masked header of its table

	key   uint64   // of the words and numbers
	shape uint64   // of the words, every number made the same; 0 where too few words are left to tell statements apart
	grams []uint64 // of the words, sorted, each once; see [gramsOf]
}

// seed makes the hashes of one process comparable. They are never stored.
var seed = maphash.MakeSeed()

// statementsOf splits a document into statements, in reading order.
func statementsOf(d *knowledge.Document) []*statement {
	var all []*statement
	part := -1
	add := func(s *statement) {
		s.masked = maskMarkup(s.text)
		words := foldWords(s.masked)
		if words == "" {
			return
		}
		s.index, s.part = len(all), part
		s.key = maphash.String(seed, words)
		bare, letters := bareNumbers(words)
		if s.row {
			// Rows of one table differ only in their first cell and numbers.
			bare = foldWords(rowName(s.masked)) + "|" + bare
		}
		if letters >= 2 {
			s.shape = maphash.String(seed, bare)
		}
		s.grams = gramsOf(bare)
		all = append(all, s)
	}
	add(&statement{section: -1, heading: true, text: d.Title})
	for i := range d.Sections {
		section := &d.Sections[i]
		if i == 0 || section.Number != d.Sections[i-1].Number || !slices.Equal(d.Sections[i-1].Heading, section.Heading) {
			part = i
		}
		title := "" // the heading, where the text says it again
		if n := len(section.Heading); n > 0 {
			title = strings.TrimSpace(section.Heading[n-1])
		}
		if n := len(section.Heading); n > 0 && (i == 0 || !slices.Equal(d.Sections[i-1].Heading, section.Heading)) &&
			!strings.HasPrefix(foldWords(section.Text), foldWords(section.Heading[n-1])) { // a provision may be its own heading
			add(&statement{section: i, heading: true, text: section.Heading[n-1]})
		}
		if section.Table {
			header := ""
			for _, span := range lines(section.Text) {
				s := &statement{section: i, span: span, text: span.Of(section.Text), row: true, header: header}
				add(s)
				if header == "" && strings.ContainsAny(s.masked, "|\t") {
					header = s.masked
				}
			}
			continue
		}
		for _, span := range knowledge.Sentences(section.Text) {
			for _, clause := range clauses(section.Text, span) {
				text := clause.Of(section.Text)
				if tableRule.MatchString(text) {
					continue
				}
				add(&statement{section: i, span: clause, text: text, heading: title != "" && strings.Trim(text, " #*") == title, row: strings.Count(text, "|") >= 2 || strings.Contains(text, "\t")})
			}
		}
	}
	return all
}

// tableRule matches the line between the header and the body of a Markdown
// table.
var tableRule = regexp.MustCompile(`^[\s|:-]*-{2,}[\s|:-]*$`)

// lines returns the lines of text that are not empty, without the breaks.
func lines(text string) []knowledge.Span {
	var spans []knowledge.Span
	for start := 0; start < len(text); {
		end := len(text)
		if i := strings.IndexByte(text[start:], '\n'); i >= 0 {
			end = start + i
		}
		if strings.TrimSpace(text[start:end]) != "" && !tableRule.MatchString(text[start:end]) {
			spans = append(spans, knowledge.Span{Start: start, End: end})
		}
		start = end + 1
	}
	return spans
}

// clauses cuts a sentence that announces a list at its semicolons, so that an
// item that joins or leaves the list is seen as one item. The clauses of other
// sentences stay together: "逾期不改正的，处一万元以下罚款" says nothing by itself.
func clauses(text string, s knowledge.Span) []knowledge.Span {
	stop := strings.Index(text[s.Start:s.End], "；")
	if stop < 0 || !strings.ContainsAny(text[s.Start:s.Start+stop], "：:") {
		return []knowledge.Span{s}
	}
	var spans []knowledge.Span
	start := s.Start
	for start < s.End {
		i := strings.Index(text[start:s.End], "；")
		if i < 0 {
			break
		}
		end := start + i + len("；")
		spans = append(spans, knowledge.Span{Start: start, End: end})
		start = end
	}
	if strings.TrimSpace(text[start:s.End]) != "" {
		spans = append(spans, knowledge.Span{Start: start, End: s.End})
	}
	return spans
}

// rowName returns what names a table row: its first cell that is not empty.
func rowName(row string) string {
	for _, cell := range cells(row) {
		if c := strings.TrimSpace(cell.Of(row)); c != "" {
			return c
		}
	}
	return ""
}

// cells returns the cells of a row whose columns are divided by tabs or bars,
// or that is written out: "head：column value，column value".
func cells(row string) []knowledge.Span {
	if !strings.ContainsAny(row, "|\t") {
		return writtenCells(row)
	}
	stop := byte('|')
	if strings.Contains(row, "\t") {
		stop = '\t'
	}
	var spans []knowledge.Span
	start := 0
	if trimmed := strings.TrimLeft(row, " "); stop == '|' && strings.HasPrefix(trimmed, "|") {
		start = len(row) - len(trimmed) + 1
	}
	for i := start; i <= len(row); i++ {
		if i == len(row) || row[i] == stop {
			if i < len(row) || strings.TrimSpace(row[start:i]) != "" {
				spans = append(spans, knowledge.Span{Start: start, End: i})
			}
			start = i + 1
		}
	}
	return spans
}

// writtenCells returns the head of a written-out row and its columns, each
// with its name.
func writtenCells(row string) []knowledge.Span {
	colon, comma := "：", "，"
	head := strings.Index(row, colon)
	if head < 0 {
		colon, comma = ": ", "; "
		if head = strings.Index(row, colon); head < 0 {
			return []knowledge.Span{{Start: 0, End: len(row)}}
		}
	}
	spans := []knowledge.Span{{Start: 0, End: head}}
	for start := head + len(colon); ; {
		end := strings.Index(row[start:], comma)
		if end < 0 {
			return append(spans, knowledge.Span{Start: start, End: len(row)})
		}
		spans = append(spans, knowledge.Span{Start: start, End: start + end})
		start += end + len(comma)
	}
}

// notProse matches what a reader does not read: comments, tags, link targets,
// addresses, hashes, and names made of letters and digits. Its first group,
// where it takes part, is all that is blanked out.
var notProse = regexp.MustCompile(`(?s)<!--.*?-->` +
	`|\{[#.][\w-]+\}` +
	`|</?[a-zA-Z][^<>]*>` +
	`|\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+"[^"]*")?)\)` +
	`|(?i:https?|ftp|mailto):[^\s<>"）】，。；]+` +
	`|(?:www\.)[^\s<>"）】，。；]+` +
	`|[\w.+-]+@[\w-]+(?:\.[\w-]+)+` +
	`|\b[A-Za-z0-9-]*[A-Za-z]+[A-Za-z0-9-]*_\w+` +
	`|\b[A-Fa-f0-9]{12,}\b` +
	`|\b[A-Za-z0-9+/]{40,}={0,2}` +
	`|^=?[A-Za-z0-9+/]+={0,2}$`) // a line of encoded bytes; see isEncoded

// maskMarkup returns text, the same length, with what is not prose replaced
// by spaces.
func maskMarkup(text string) string {
	if !mayHoldMarkup(text) {
		return text
	}
	found := notProse.FindAllStringSubmatchIndex(text, -1)
	if found == nil {
		return text
	}
	masked := []byte(text)
	for _, m := range found {
		start, end := m[0], m[1]
		if m[2] >= 0 {
			start, end = m[2], m[3]
		}
		if hash := text[start:end]; isHex(hash) && (!strings.ContainsAny(hash, "0123456789") || strings.Trim(hash, "0123456789") == "") {
			continue // a long word or a plain number, not a hash
		}
		if start == 0 && end == len(text) && !isEncoded(text) {
			continue
		}
		for i := start; i < end; i++ {
			masked[i] = ' '
		}
	}
	return string(masked)
}

// mayHoldMarkup is quick to tell that a text holds nothing that notProse
// matches: a sentence of a law mostly does not.
func mayHoldMarkup(text string) bool {
	run := 0 // of letters and digits
	for i := range len(text) {
		switch c := text[i]; {
		case c == '<' || c == '{' || c == '@' || c == '_' || c == '=' || c == '+' ||
			c == ']' && strings.HasPrefix(text[i:], "](") || c == ':' && i > 2 && i+1 < len(text) && text[i+1] != ' ' || c == 'w' && strings.HasPrefix(text[i:], "www."):
			return true
		case c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z':
			if run++; run >= 12 {
				return true
			}
		default:
			run = 0
		}
	}
	return false
}

// isEncoded tells a line of base64 from a word: it has a padding, a plus, or
// digits among its letters.
func isEncoded(line string) bool {
	letters := strings.IndexFunc(line, unicode.IsLetter) >= 0
	return letters && strings.ContainsAny(line, "=+") ||
		len(line) >= 16 && letters && strings.ContainsAny(line, "0123456789") && line != strings.ToLower(line)
}

func isHex(s string) bool { return strings.Trim(s, "0123456789abcdefABCDEF") == "" }

// listMarker matches what numbers a statement: article and clause numbers,
// list bullets, note marks.
var listMarker = regexp.MustCompile(`^(?:[\s>*#|_"'“”‘’•·●○■◆▪‣–—-]+` +
	`|第[零〇一二三四五六七八九十百千\d]+[条章节款项编](?:之[一二三四五六七八九十]+)?` +
	`|[（(][零〇一二三四五六七八九十百\dA-Za-z]{1,4}[)）]` +
	`|[一二三四五六七八九十百]+[、．]` +
	`|\d{1,3}(?:\.\d{1,3}){0,3}[.．、)）]?\s+` +
	`|\d{1,3}[、．)）]` +
	`|\d{1,3}\.` +
	`|[a-zA-Z][.)]\s)+`)

// markerEnd returns where the list marker that begins text ends.
func markerEnd(text string) int {
	if first, _ := utf8.DecodeRuneInString(text); unicode.IsLetter(first) && first > utf8.RuneSelf && first != '第' && !strings.ContainsRune(numerals, first) {
		return 0
	}
	end := len(listMarker.FindString(text))
	// "3.5%" and "1.5 million" begin with numbers, not with markers.
	if end > 0 && end < len(text) && text[end] >= '0' && text[end] <= '9' && text[end-1] == '.' {
		return strings.LastIndexFunc(text[:end], func(r rune) bool { return !unicode.IsDigit(r) && r != '.' }) + 1
	}
	return end
}

// foldWords returns the letters and numbers of text in one form: width and
// case folded, list markers, white space and punctuation dropped. What makes
// a number stays: "3.5", "2-5", "-4%".
func foldWords(text string) string {
	text = text[markerEnd(text):]
	var b strings.Builder
	b.Grow(len(text))
	gap := false
	var last rune
	for i, r := range text {
		size := utf8.RuneLen(r)
		if r >= 0xff01 && r <= 0xff5e {
			r -= 0xfee0 // full width
		}
		switch {
		case unicode.IsLetter(r), unicode.IsNumber(r), unicode.Is(unicode.Sc, r), strings.ContainsRune("%‰+=<>≥≤±×÷℃°", r):
			// The gap between two words or two numbers is part of them.
			if gap && last < 0x2e80 && r < 0x2e80 && last != 0 {
				b.WriteByte(' ')
			}
			r = unicode.ToLower(r)
			b.WriteRune(r)
			last, gap = r, false
		case strings.ContainsRune(".,:/~-–—−～", r) && unicode.IsNumber(last) && !gap && nextIsNumber(text[i+size:]):
			if r == ',' {
				continue // a thousands separator
			}
			if strings.ContainsRune("–—−～~", r) {
				r = '-'
			}
			b.WriteRune(r)
		default:
			gap = true
		}
	}
	return b.String()
}

func nextIsNumber(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsNumber(r)
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// numerals are the characters that write a number in Chinese.
const numerals = "零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟萬億"

// bareNumbers replaces each number in folded words by '#' and counts the
// letters that remain.
func bareNumbers(words string) (bare string, letters int) {
	var b strings.Builder
	b.Grow(len(words))
	inside := false
	for i, r := range words {
		digit := unicode.IsNumber(r) || strings.ContainsRune(numerals, r)
		if !digit && inside && strings.ContainsRune(".:/-", r) && nextIsNumber(words[i+utf8.RuneLen(r):]) {
			continue
		}
		if digit {
			if !inside {
				b.WriteByte('#')
			}
			inside = true
			continue
		}
		inside = false
		b.WriteRune(r)
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return b.String(), letters
}

// gramsOf returns the hashes of the words of bare, pairs of characters for
// Chinese and whole words for the rest, sorted, each once. Numbers are left
// out: two statements that differ in their numbers only are alike.
func gramsOf(bare string) []uint64 {
	var grams []uint64
	var before rune
	start := -1
	flush := func(end int) {
		if start >= 0 {
			grams = append(grams, maphash.String(seed, bare[start:end]))
		}
		start = -1
	}
	for i, r := range bare {
		switch {
		case r >= 0x2e80 && unicode.IsLetter(r):
			flush(i)
			if before != 0 {
				grams = append(grams, uint64(before)<<32|uint64(r))
			}
			before = r
			continue
		case unicode.IsLetter(r):
			if start < 0 {
				start = i
			}
		default:
			flush(i)
		}
		before = 0
	}
	flush(len(bare))
	slices.Sort(grams)
	return slices.Compact(grams)
}

// common returns how many grams two sorted sets share.
func common(a, b []uint64) int {
	n := 0
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] == b[0]:
			n++
			a, b = a[1:], b[1:]
		case a[0] < b[0]:
			a = a[1:]
		default:
			b = b[1:]
		}
	}
	return n
}

// likeness is the share of the grams of a and b that both have, from 0 to 1.
func likeness(a, b []uint64) float64 {
	if len(a)+len(b) == 0 {
		return 0
	}
	return 2 * float64(common(a, b)) / float64(len(a)+len(b))
}

// containment is the share of the grams of part that whole has too.
func containment(part, whole []uint64) float64 {
	if len(part) == 0 {
		return 0
	}
	return float64(common(part, whole)) / float64(len(part))
}
