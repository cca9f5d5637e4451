package ingest

import "context"

// readPDF reads the text of a PDF, page by page.
func readPDF(ctx context.Context, in input) (parsed, error) {
	return parsed{}, refuse("%s is not read yet: save it as %s", "PDF", "DOCX")
}
