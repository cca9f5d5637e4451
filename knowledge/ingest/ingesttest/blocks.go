package ingesttest

import (
	"fmt"
	"strings"

	"policybot/knowledge/ingest/content"
)

// Blocks writes what a reader gave, a block a line.
func Blocks(p content.Parsed) string {
	var b strings.Builder
	for _, problem := range p.Problems {
		fmt.Fprintf(&b, "problem: page %d: %s\n", problem.Page, problem.Message["en"])
	}
	if p.Source.Title != "" {
		fmt.Fprintf(&b, "title: %s\n", p.Source.Title)
	}
	if p.Source.Number != "" {
		fmt.Fprintf(&b, "number: %s\n", p.Source.Number)
	}
	for _, block := range p.Blocks {
		if block.Page > 0 {
			fmt.Fprintf(&b, "%d ", block.Page)
		}
		number := ""
		if block.Number != "" {
			number = "[" + block.Number + "] "
		}
		text := number + strings.NewReplacer("\n", `\n`, "\t", `\t`).Replace(block.Text)
		switch block.Kind {
		case content.Paragraph:
			fmt.Fprintf(&b, "paragraph: %s\n", text)
		case content.Heading:
			fmt.Fprintf(&b, "heading %d: %s\n", block.Level, text)
		case content.ListItem:
			fmt.Fprintf(&b, "item %d: %s\n", block.Level, text)
		case content.Footnote:
			fmt.Fprintf(&b, "footnote: %s\n", text)
		case content.Table:
			fmt.Fprintf(&b, "table, %d rows of heads:\n", block.HeaderRows)
			for _, row := range block.Rows {
				fmt.Fprintf(&b, "  %s\n", strings.Join(content.CellTexts(row), " | "))
			}
		}
	}
	return b.String()
}
