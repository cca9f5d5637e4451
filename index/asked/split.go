package asked

import (
	"regexp"
	"strings"
)

// Split returns the questions of a message that asks several, each a sentence
// with a question mark, in order; nil for one that asks one thing, or asks
// several in one sentence.
func Split(message string) []string {
	var asks []string
	for _, at := range sentenceMarks.FindAllStringIndex(message, -1) {
		from := 0
		if marks := sentenceBreak.FindAllStringIndex(message[:at[0]], -1); len(marks) > 0 {
			from = marks[len(marks)-1][1]
		}
		text := strings.TrimSpace(message[from:at[1]])
		if len([]rune(text)) <= shortestAsk || CourtesyOf(text) != "" {
			continue
		}
		asks = append(asks, text)
	}
	if len(asks) < 2 || len(asks) > mostAsks {
		return nil
	}
	return asks
}

const (
	shortestAsk = 3 // characters, mark included: 对吗？ asks nothing of its own
	mostAsks    = 4 // questions of one message that are answered one by one
)

var (
	sentenceMarks = regexp.MustCompile(`[？?]+["”’）)]*`)
	sentenceBreak = regexp.MustCompile(`[。！？!?\n]["”’）)]*|\.\s+`)
)
