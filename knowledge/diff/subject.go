package diff

import (
	"strings"
	"unicode/utf8"
)

// subjectOf says in the document's words what a figure is about.
func subjectOf(s *sentence, i int) string {
	f := s.figures[i]
	if st := s.statements[0]; st.row {
		name := rowName(s.masked)
		header := cells(st.header)
		for k, cell := range cells(s.masked) {
			if f.Start < cell.Start || f.Start >= cell.End {
				continue
			}
			column := ""
			if !strings.ContainsAny(s.masked, "|\t") {
				column = wordsBefore(s.masked[cell.Start:f.Start])
			} else if k < len(header) {
				column = header[k].Of(st.header)
			}
			if column = trimMarks(column); column != "" && column != trimMarks(name) {
				return trimMarks(name) + " · " + column
			}
		}
		return trimMarks(name)
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
	before = strings.TrimSpace(before[markerEnd(before):])
	const most = 24 // characters
	if utf8.RuneCountInString(before) > most {
		runes := []rune(before)
		before = string(runes[len(runes)-most:])
		if k := strings.IndexByte(before, ' '); k >= 0 && isASCII(before) {
			before = before[k+1:]
		}
	}
	return trimMarks(before)
}

func trimMarks(s string) string {
	return strings.Join(strings.Fields(strings.Trim(s, " \t*_`|#>")), " ")
}
