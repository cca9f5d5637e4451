package outline

import (
	"regexp"

	"policybot/knowledge/ingest/content"
	"policybot/knowledge/ingest/grid"
)

// tableCaption matches a line that names the table below it: 表1 …, 附表2-1：…,
// Table 3. ….
var tableCaption = regexp.MustCompile(`^(?:附?表\s?[\d一二三四五六七八九十]+(?:[-－.．—]\d+)*(?:\s|[：:．.、]|[^\d\s，。；])|(?i:table)\s\d+(?:[-.]\d+)*[.:\s])`)

// maxCaption is the greatest length of a caption, in columns of text.
const maxCaption = 120

// captionTables gives tables the lines directly above them that name them or
// say the unit of their figures.
func captionTables(blocks []content.Block) []content.Block {
	var out []content.Block
	for _, b := range blocks {
		if b.Kind == content.Table {
			for range 2 { // a caption and a unit, in either order
				n := len(out) - 1
				if n < 0 || !isCaption(out[n]) {
					break
				}
				above := out[n].Text
				if b.Text != "" {
					above += "\n"
				}
				b.Text = above + b.Text
				out = out[:n]
			}
		}
		out = append(out, b)
	}
	return out
}

func isCaption(b content.Block) bool {
	switch {
	case b.Kind == content.Table || b.Kind == content.Footnote || b.Number != "" || content.Columns(b.Text) > maxCaption:
		return false
	case grid.IsUnitLine(b.Text):
		return true
	}
	return b.Kind == content.Paragraph && tableCaption.MatchString(b.Text) && !endsSentence(b.Text)
}
