package ingest

import "context"

func readCSV(ctx context.Context, in input) (parsed, error) {
	return readText(ctx, in)
}
