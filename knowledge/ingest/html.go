package ingest

import "context"

func readHTML(ctx context.Context, in input) (parsed, error) {
	return readText(ctx, in)
}
