package ingest

import "context"

// readDOCX reads a Word document.
func readDOCX(ctx context.Context, in input) (parsed, error) {
	return parsed{}, refuse("%s is not read yet: save it as %s", "DOCX", "PDF")
}
