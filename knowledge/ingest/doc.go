// Package ingest turns files into documents: plain text, Markdown, HTML, PDF,
// DOCX, XLSX, CSV, and measures written in YAML.
//
// Most callers want [Read], which reads a whole base. A file that cannot be
// read becomes a problem of the base, in one line for the person who keeps
// it; it never stops the others.
package ingest
