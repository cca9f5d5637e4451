package html

import (
	"policybot/knowledge/ingest/content"
)

// What this reader says of files it cannot read.
var (
	nestsTooDeep = content.Message{
		English: "the page nests its elements too deeply: save it again from the browser",
		Chinese: "网页的元素嵌套过深：请用浏览器重新保存",
	}
)
