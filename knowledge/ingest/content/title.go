package content

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"policybot/knowledge"
)

// programTitle matches titles that a program put there, not a person: a file
// name, "Document1", "Microsoft Word - 通知.doc".
var programTitle = regexp.MustCompile(`(?i)^(?:microsoft (?:word|excel|powerpoint)\b.*|(?:untitled|无标题|未命名|新建|about:|https?:).*|` +
	`(?:document|doc|文档|slide|幻灯片|print)[\s\-_.\d]*|.*\.(?:docx?|wps|wpd|pdf|s?html?|xlsx?|pptx?|rtf|txt|odt|ofd|indd|cdr|ai))$`)

// StatedTitle returns a title from a file's properties, or "" where a program
// put it there.
func StatedTitle(title string) string {
	title = strings.Join(strings.Fields(title), " ")
	if programTitle.MatchString(title) || utf8.RuneCountInString(title) < 4 {
		return ""
	}
	return title
}

func StatedLanguage(tag string) knowledge.Language {
	switch tag, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(tag)), "-"); tag {
	case "zh":
		return knowledge.Chinese
	case "en":
		return knowledge.English
	}
	return ""
}
