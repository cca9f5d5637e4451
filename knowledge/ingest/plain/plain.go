package plain

import (
	"context"
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"policybot/knowledge"
	"policybot/knowledge/ingest/content"
	"policybot/knowledge/ingest/outline"
)

// Read reads plain text: paragraphs between empty lines, between
// indents, or on lines of their own, with the lines of a hard-wrapped
// paragraph joined.
func Read(ctx context.Context, in content.Input) (content.Parsed, error) {
	text, err := content.Decode(in.Data)
	if err != nil {
		return content.Parsed{}, err
	}
	var p content.Parsed
	var alone []bool
	for _, text := range paragraphs(text) {
		p.Blocks = append(p.Blocks, textBlock(text.text))
		alone = append(alone, text.alone)
	}
	markHeadings(p.Blocks, alone)
	return p, nil
}

// bullet matches the mark of a list item in plain text.
var bullet = regexp.MustCompile(`^(?:[-*•●○◆■▪·]|--)\s+`)

func textBlock(text string) content.Block {
	if mark := bullet.FindString(text); mark != "" {
		return content.Block{Kind: content.ListItem, Level: 1, Text: text[len(mark):]}
	}
	return content.Block{Text: text}
}

// layoutGap matches what stands for a line break within a line that has lost
// its breaks: the indent of a Chinese paragraph, or a wide run of blanks
// before a signature or a date.
var layoutGap = regexp.MustCompile(`[ \t\x{a0}]*\x{3000}{2,}[ \t\x{a0}\x{3000}]*|[ \x{a0}\x{3000}]{4,}`)

// emphasis matches Markdown's emphasis that got into plain text.
var emphasis = regexp.MustCompile(`\*\*([^*\n]+)\*\*`)

// entity matches a character reference that got into plain text.
var entity = regexp.MustCompile(`&(?:nbsp|e[nm]sp|thinsp|amp|lt|gt|quot|[lr][ds]quo|[mn]dash|hellip|middot|#\d{1,6}|#x[0-9a-fA-F]{1,6});`)

// line is a line of plain text.
type line struct {
	text    string
	indent  int // columns of blanks before it
	columns int // width of the text: two for a wide character
}

// proseBlock is a paragraph of plain text.
type proseBlock struct {
	text  string
	alone bool // one line, set off by empty lines where the text has any
}

// paragraphs splits plain text into paragraphs.
func paragraphs(text string) []proseBlock {
	lines := splitLines(text)
	width := wrapWidth(lines)
	var (
		out     []proseBlock
		current []string
		spaced  = slices.ContainsFunc(lines, func(l line) bool { return l.text == "" })
	)
	empty := func(i int) bool { return i < 0 || i >= len(lines) || lines[i].text == "" }
	end := 0 // of current, in lines
	flush := func() {
		if n := len(current); n > 0 {
			out = append(out, proseBlock{content.JoinLines(current), n == 1 && (!spaced || empty(end-2) && empty(end))})
			current = nil
		}
	}
	for i, l := range lines {
		if l.text == "" {
			end = i
			flush()
			continue
		}
		end = i
		if len(current) > 0 && !continues(lines[i-1], l, width) {
			flush()
		}
		current = append(current, l.text)
		end = i + 1
	}
	flush()
	return mendPageBreaks(out)
}

func splitLines(text string) []line {
	var lines []line
	text = entity.ReplaceAllStringFunc(text, html.UnescapeString)
	for raw := range strings.SplitSeq(text, "\n") {
		body := strings.TrimLeftFunc(raw, unicode.IsSpace)
		indent := content.Columns(raw[:len(raw)-len(body)])
		if content.LanguageOf(body) == knowledge.Chinese {
			body = layoutGap.ReplaceAllString(body, "\n")
		}
		body = emphasis.ReplaceAllString(body, "$1")
		for k, part := range strings.Split(content.Clean(body), "\n") {
			if k > 0 {
				if part == "" {
					continue
				}
				indent = 4
			}
			lines = append(lines, line{part, indent, content.Columns(part)})
		}
	}
	return lines
}

// Lines of text that a program has wrapped are at most this wide, and most of
// them fill at least wrapFill of the widest.
const (
	minWrap, maxWrap = 40, 160
	wrapFill         = 0.75
)

// wrapWidth returns the width at which a text was wrapped, or 0 where its
// line breaks are the author's.
func wrapWidth(lines []line) int {
	widest := 0
	for _, l := range lines {
		widest = max(widest, l.columns)
	}
	if widest < minWrap || widest > maxWrap {
		return 0
	}
	inner, full := 0, 0 // lines that are followed by another of their paragraph
	for i := 0; i+1 < len(lines); i++ {
		if lines[i].text == "" || lines[i+1].text == "" || lines[i+1].indent > lines[i].indent {
			continue
		}
		inner++
		if float64(lines[i].columns) >= wrapFill*float64(widest) {
			full++
		}
	}
	if inner < 3 || full*10 < inner*6 {
		return 0
	}
	return widest
}

// continues reports whether next goes on with the paragraph of l, in a text
// wrapped at width.
func continues(l, next line, width int) bool {
	if width == 0 || next.indent > l.indent+1 || bullet.MatchString(next.text) {
		return false
	}
	if n := outline.ParseNumber(next.text, true); n.Rank != outline.Unnumbered {
		return false
	}
	// The line is full when the next word would not have fitted.
	word := 2
	if !content.StartsWide(next.text) {
		first, _, _ := strings.Cut(next.text, " ")
		word = 1 + content.Columns(first)
	}
	return l.indent+l.columns+word+2 > width
}

// mendPageBreaks joins a Chinese paragraph that stops inside a sentence, as at
// the end of a page or a column, to the one that goes on with it.
func mendPageBreaks(paragraphs []proseBlock) []proseBlock {
	var out []proseBlock
	for _, p := range paragraphs {
		if !strings.ContainsFunc(p.text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			continue // a stray quotation mark, a rule
		}
		if n := len(out) - 1; n >= 0 && stopsInside(out[n].text) && goesOn(p.text) {
			out[n].text = content.JoinLines([]string{out[n].text, p.text})
			continue
		}
		out = append(out, p)
	}
	return out
}

func stopsInside(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(text)
	stop := strings.LastIndexAny(text, "。！？")
	return stop > 0 && (unicode.Is(unicode.Han, last) || strings.ContainsRune("，、,", last)) &&
		strings.ContainsAny(text[stop:], "，、,")
}

func goesOn(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	end := strings.IndexAny(text, "。！？")
	return end > 0 && unicode.Is(unicode.Han, first) && outline.ParseNumber(text, true).Rank == outline.Unnumbered
}

// markHeadings finds the headings of a text that sets them on lines of their
// own: short, without a stop, before a paragraph of prose.
func markHeadings(blocks []content.Block, alone []bool) {
	for i := 1; i+1 < len(blocks); i++ {
		b := &blocks[i]
		if alone[i] && b.Kind == content.Paragraph && isHeadline(b.Text) && outline.ParseNumber(b.Text, true).Rank == outline.Unnumbered && isProse(blocks[i+1].Text) {
			b.Kind, b.Level = content.Heading, 2
		}
	}
}

// Headlines have at most this many columns, and prose at least.
const headlineColumns, proseColumns = 64, 100

func isHeadline(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(text)
	return content.Columns(text) <= headlineColumns && (unicode.IsLetter(last) || unicode.IsDigit(last) || strings.ContainsRune("?？%)）”", last)) &&
		!strings.ContainsAny(text, "。；：:") && !strings.Contains(text, ". ") && !office.MatchString(text)
}

// office matches a line that ends with an office or an agency: a byline or a
// signature, not a headline.
var office = regexp.MustCompile(`(?:长|主任|书记|会计|巡视员|发言人|记者|政府|办公厅|办公室|委员会|部|局|厅|院)$`)

func isProse(text string) bool {
	return content.Columns(text) >= proseColumns && strings.ContainsAny(text, "。.，,")
}
