package ingest

import "context"

func readMarkdown(ctx context.Context, in input) (parsed, error) {
	return readText(ctx, in)
}
