package ingest

import "context"

func readXLSX(ctx context.Context, in input) (parsed, error) {
	return readText(ctx, in)
}
