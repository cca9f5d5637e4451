// Package markdown reads Markdown with tables, footnotes and front matter.
package markdown
