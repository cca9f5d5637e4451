package outline

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"policybot/knowledge/ingest/content"
)

// titleOf finds the title of a document and returns the blocks that are left
// of it: the title that the format states, the first heading when no other
// stands as high, or the first words of plain text.
func titleOf(stated string, blocks []content.Block) (string, []content.Block) {
	stated = content.CleanLine(stated)
	first := 0
	for first < len(blocks) && blocks[first].Text == "" && blocks[first].Kind != content.Table {
		first++
	}
	if first == len(blocks) {
		return stated, blocks
	}
	b := blocks[first]
	switch {
	case b.Kind == content.Heading && (sameTitle(b.Text, stated) || stated == "" && onlyAtItsLevel(blocks[first:])):
		return b.Text, blocks[first+1:]
	case stated != "" && (b.Kind == content.Paragraph && sameTitle(b.Text, stated)):
		return stated, blocks[first+1:]
	case stated != "":
		return stated, blocks
	case b.Kind != content.Paragraph:
		for _, b := range blocks[first:] { // after a table of metadata, say
			if b.Kind == content.Heading && b.Level == 1 {
				return b.Text, blocks
			}
		}
		return "", blocks
	}
	title, rest := splitTitle(b.Text)
	if title == "" {
		return leadingTitle(b.Text), blocks
	}
	out := append([]content.Block(nil), blocks[first:]...)
	out[0].Text = rest
	if rest == "" {
		out = out[1:]
		for len(out) > 0 && out[0].Kind != content.Table && sameTitle(out[0].Text, title) { // printed twice
			out = out[1:]
		}
	}
	return title, out
}

func sameTitle(a, b string) bool {
	squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
	return a != "" && strings.EqualFold(squeeze(a), squeeze(b))
}

func onlyAtItsLevel(blocks []content.Block) bool {
	for _, b := range blocks[1:] {
		if b.Kind == content.Heading && b.Level <= blocks[0].Level {
			return false
		}
	}
	return true
}

// A title has at most this many columns (GB/T 9704 asks for one to three
// lines of 22 characters).
const maxTitleColumns = 150

// documentKind matches the end of the title of an official document.
var documentKind = regexp.MustCompile(`(?:通知|公告|通告|意见|决定|办法|规定|条例|细则|方案|措施|函|复|报告|通报|公报|令|解读|指南|倡议书|公开信|提示|名单|问答|要点|规划|计划|指引|法|批复|议案|纪要|章程)(?:[（(][^（()）]{1,12}[）)])?$`)

// splitTitle splits the title off the first paragraph of a plain text: a line
// of its own, or the words before the first blank of a text that has lost its
// line breaks.
func splitTitle(text string) (title, rest string) {
	if content.Columns(text) <= maxTitleColumns && !endsSentence(text) && !strings.Contains(text, "。") &&
		!strings.HasSuffix(text, "：") && !strings.HasSuffix(text, ":") && len((&numbering{}).numbers(text+" 2、", true)) == 0 {
		if half, ok := printedTwice(text + " "); ok {
			return half, ""
		}
		return text, ""
	}
	if half, ok := printedTwice(text); ok {
		return half, strings.TrimSpace(text[2*len(half)+1:])
	}
	end := 0
	for from := 0; ; {
		k := strings.IndexByte(text[from:], ' ')
		if k < 0 {
			break
		}
		piece := text[from : from+k]
		whole := text[:from+k]
		if content.Columns(whole) > maxTitleColumns || endsSentence(piece) || strings.Contains(piece, "。") || strings.HasSuffix(piece, "：") || strings.HasSuffix(piece, ":") {
			break
		}
		if end > 0 && !continuesTitle(text[:end], piece) {
			break
		}
		end = from + k
		from = end + 1
	}
	if end == 0 {
		return "", text
	}
	title, rest = text[:end], strings.TrimSpace(text[end:])
	if m := content.DocumentNumber.FindStringIndex(title); m != nil && m[1] == len(title) && m[0] > 0 && title[m[0]-1] == ' ' {
		title, rest = title[:m[0]-1], title[m[0]:]+" "+rest
	}
	return title, rest
}

// continuesTitle reports whether piece, after a blank, is still of the title.
func continuesTitle(title, piece string) bool {
	switch {
	case documentKind.MatchString(title), dateline.MatchString(piece), ParseNumber(piece, true).Rank != Unnumbered:
		return false
	case agencyEnd.MatchString(title) && (strings.HasPrefix(piece, "关于") || agencyEnd.MatchString(piece) || documentKind.MatchString(piece)):
		return true // 财政部 税务总局 关于…的公告
	case strings.Contains(title, "关于") && documentKind.MatchString(piece):
		return true // 关于做好…工作 支持…的通知
	case strings.ContainsAny(piece, "：，、（("):
		return false
	}
	return content.Columns(title) < 20 && content.Columns(piece) <= 50
}

// dateline matches where news begins: 新华社北京2月14日电, 2020年1月26日,
// 来源：.
var dateline = regexp.MustCompile(`\d{1,2}月\d{1,2}日|日电|^\d{4}[-年./]|^来源|^记者|^作者|^发布|^索引号`)

// printedTwice reports whether text begins with the same words twice, as
// pages do that repeat the title above the text.
func printedTwice(text string) (string, bool) {
	for from := 0; from < len(text) && from < 3*maxTitleColumns; {
		k := strings.IndexByte(text[from:], ' ')
		if k < 0 {
			return "", false
		}
		end := from + k
		half := text[:end]
		if utf8.RuneCountInString(half) >= 6 && strings.HasPrefix(text[end+1:], half) {
			return half, true
		}
		from = end + 1
	}
	return "", false
}

// leadingTitle makes a title of the first sentence of a text without one.
func leadingTitle(text string) string {
	end := strings.IndexAny(text, "。！？\n")
	if k := strings.Index(text, ". "); k > 0 && (end < 0 || k < end) {
		end = k
	}
	if end < 0 {
		end = len(text)
	}
	title := text[:end]
	if content.Columns(title) > maxTitleColumns {
		cut := 0
		for i, r := range title {
			if content.Columns(title[:i]) > maxTitleColumns-10 {
				break
			}
			if strings.ContainsRune("，；：, ", r) {
				cut = i
			}
		}
		if cut == 0 {
			cut = runeBoundary(title, maxTitleColumns)
		}
		title = title[:cut] + "…"
	}
	return title
}

func endsSentence(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune("。；;", last) || last == '.' && !strings.HasSuffix(text, "...")
}
