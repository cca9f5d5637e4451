package diff

import (
	"strings"
	"unicode/utf8"

	"policybot/knowledge/diff/statement"
)

// subjectOf says in the document's words what a figure is about.
func subjectOf(s *sentence, i int) string {
	f := s.figures[i]
	if s.statements[0].Row {
		name := trimMarks(statement.RowName(s.masked))
		if column := s.column(i); column != "" && column != name {
			return name + " · " + column
		}
		return name
	}
	if f.Subject != "" {
		return trimMarks(f.Subject)
	}
	return wordsBefore(s.masked[:f.Start])
}

// wordsBefore is the end of what stands before a figure in its clause.
func wordsBefore(before string) string {
	if k := strings.LastIndexAny(before, "，。；：,;:\n|、（("); k >= 0 {
		_, n := utf8.DecodeRuneInString(before[k:])
		before = before[k+n:]
	}
	before = strings.TrimSpace(before[statement.MarkerEnd(before):])
	const most = 24 // characters
	if utf8.RuneCountInString(before) > most {
		runes := []rune(before)
		before = string(runes[len(runes)-most:])
		if k := strings.IndexByte(before, ' '); k >= 0 && statement.IsASCII(before) {
			before = before[k+1:]
		}
	}
	return trimMarks(before)
}

func trimMarks(s string) string {
	return strings.Join(strings.Fields(strings.Trim(s, " \t*_`|#>")), " ")
}

// column is the head of the column of a table row that a figure stands in; ""
// where it is not known.
func (s *sentence) column(i int) string {
	f := s.figures[i]
	header := statement.Cells(s.statements[0].Header)
	for k, cell := range statement.Cells(s.masked) {
		if f.Start < cell.Start || f.Start >= cell.End {
			continue
		}
		if !strings.ContainsAny(s.masked, "|\t") {
			return trimMarks(wordsBefore(s.masked[cell.Start:f.Start]))
		}
		if k < len(header) {
			return trimMarks(header[k].Of(s.statements[0].Header))
		}
	}
	return ""
}
