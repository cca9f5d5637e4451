package statement

import (
	"regexp"
	"strings"
	"unicode"
)

// notProse matches what a reader does not read: comments, tags, link targets,
// addresses, hashes, and names made of letters and digits. Its first group,
// where it takes part, is all that is blanked out.
var notProse = regexp.MustCompile(`(?s)<!--.*?-->` +
	`|<%.*?%>|<%[^<>]*$|^[^<>]*%>|\{%.*?%\}|\{\{.*?\}\}|\$[A-Z]{2,}\b` +
	`|\[email[\s\x{a0}]*protected\][\w.-]*` +
	`|\{[#.][\w-]+\}` +
	`|</?[a-zA-Z][^<>]*>` +
	`|\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+"[^"]*")?)\)` +
	`|(?i:https?|ftp|mailto):[^\s<>"）】，。；]+` +
	`|(?:www\.)[^\s<>"）】，。；]+` +
	`|[\w.+-]+@[\w-]+(?:\.[\w-]+)+` +
	`|(?:\b[A-Za-z0-9-]*[A-Za-z]|_)[A-Za-z0-9-]*_\w+` +
	`|\b[A-Fa-f0-9]{12,}\b` +
	`|\b[A-Za-z0-9+/]{40,}={0,2}` +
	`|^=?[A-Za-z0-9+/]+={0,2}$`) // a line of encoded bytes; see isEncoded

// maskMarkup returns text, the same length, with what is not prose replaced
// by spaces.
func maskMarkup(text string) string {
	if !mayHoldMarkup(text) {
		return text
	}
	found := notProse.FindAllStringSubmatchIndex(text, -1)
	if found == nil {
		return text
	}
	masked := []byte(text)
	for _, m := range found {
		start, end := m[0], m[1]
		if m[2] >= 0 {
			start, end = m[2], m[3]
		}
		if hash := text[start:end]; isHex(hash) && (!strings.ContainsAny(hash, "0123456789") || strings.Trim(hash, "0123456789") == "") {
			continue // a long word or a plain number, not a hash
		}
		if start == 0 && end == len(text) && text[0] != '<' && text[0] != '{' && !isEncoded(text) {
			continue // a word or an address that is all there is, not a line of encoded bytes
		}
		for i := start; i < end; i++ {
			masked[i] = ' '
		}
	}
	return string(masked)
}

// mayHoldMarkup is quick to tell that a text holds nothing that notProse
// matches: a sentence of a law mostly does not.
func mayHoldMarkup(text string) bool {
	run := 0 // of letters and digits
	for i := range len(text) {
		switch c := text[i]; {
		case c == '<' || c == '{' || c == '%' && strings.HasPrefix(text[i:], "%>") || c == '$' || c == '[' && strings.HasPrefix(text[i:], "[email") || c == '@' || c == '_' || c == '=' || c == '+' ||
			c == ']' && strings.HasPrefix(text[i:], "](") || c == ':' && i > 2 && i+1 < len(text) && text[i+1] != ' ' || c == 'w' && strings.HasPrefix(text[i:], "www."):
			return true
		case c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z':
			if run++; run >= 12 {
				return true
			}
		default:
			run = 0
		}
	}
	return false
}

// isEncoded tells a line of base64 from a word: it has a padding, a plus, or
// digits among its letters.
func isEncoded(line string) bool {
	letters := strings.IndexFunc(line, unicode.IsLetter) >= 0
	return letters && strings.ContainsAny(line, "=+") ||
		len(line) >= 16 && letters && strings.ContainsAny(line, "0123456789") && line != strings.ToLower(line)
}

func isHex(s string) bool { return strings.Trim(s, "0123456789abcdefABCDEF") == "" }
