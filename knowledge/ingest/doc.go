// Package ingest turns files into documents: plain text, Markdown, HTML, PDF,
// DOCX, XLSX, CSV, and measures written in YAML.
//
// Most callers want [ReadDir], which reads the base in a directory, or [Read]
// for any file system. A reader makes blocks of a file's bytes: headings,
// paragraphs, tables. One pass, for every format alike, makes a document of
// them: its title and source, its sections by headings and numbered
// provisions. The facts are the sentences and table rows that carry figures.
//
// A file that cannot be read becomes a problem of the base, in one line for
// the person who keeps it; it never stops the others.
package ingest
