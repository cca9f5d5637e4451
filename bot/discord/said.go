package discord

import (
	"policybot/bot/discord/limit"
	"regexp"
	"strings"
)

var (
	chatMarks   = regexp.MustCompile("<a?:\\w+:\\d+>|https?://\\S+|```|`|\\*\\*|__|~~|\\|\\|")
	quotedLines = regexp.MustCompile(`(?m)^>+ ?.*\n?`)
	quoteMarks  = regexp.MustCompile(`(?m)^>+ ?`)
	sentences   = regexp.MustCompile(`[^。！？!?\n.]+(?:[.][^\s。！？!?\n][^。！？!?\n.]*)*[。！？!?.\n]*`)
)

// readChat takes out of a message what Discord makes of it and nobody asks:
// emoji, links, markdown, and what it quotes of others, unless there is nothing
// else. Of a message that is too long it keeps the sentences that ask, or else
// its beginning.
func readChat(text string) string {
	if own := quotedLines.ReplaceAllString(text, ""); strings.TrimSpace(own) != "" {
		text = own
	} else {
		text = quoteMarks.ReplaceAllString(text, "")
	}
	text = strings.TrimSpace(chatMarks.ReplaceAllString(text, " "))
	if limit.Length(text) <= longestQuestion {
		return text
	}
	var asking []string
	for _, s := range sentences.FindAllString(text, -1) {
		if strings.ContainsAny(s, "?？") {
			asking = append(asking, strings.TrimSpace(s))
		}
	}
	if short := strings.Join(asking, " "); short != "" && limit.Length(short) <= longestQuestion {
		return short
	}
	runes := []rune(text)
	kept := string(runes[:min(len(runes), longestQuestion/2)])
	if i := strings.LastIndexAny(kept, "。！？!?\n"); i > 0 {
		kept = kept[:i]
	}
	return kept
}
