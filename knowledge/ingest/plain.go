package ingest

import (
	"context"
	"strings"
)

// readText reads plain text: paragraphs between empty lines or on lines of
// their own.
func readText(ctx context.Context, in input) (parsed, error) {
	text, err := decode(in.data)
	if err != nil {
		return parsed{}, err
	}
	var p parsed
	for _, line := range strings.Split(clean(text), "\n") {
		if line != "" {
			p.blocks = append(p.blocks, block{text: line})
		}
	}
	return p, nil
}
