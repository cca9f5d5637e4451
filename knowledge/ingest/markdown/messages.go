package markdown

import (
	"policybot/knowledge/ingest/content"
)

// What this reader says of files it cannot read.
var (
	nestsTooMuch = content.Message{
		English: "the text nests more than %d lists, quotes or links: it is not written by a person",
		Chinese: "文本中的列表、引用或链接嵌套超过 %d 层：不像是人写的文档，请检查来源",
	}
)
