// Package docx reads Word documents (WordprocessingML, transitional and
// strict) as a reader sees them with all changes accepted.
package docx
