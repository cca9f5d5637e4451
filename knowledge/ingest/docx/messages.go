package docx

import (
	"policybot/knowledge/ingest/content"
)

// What this reader says of files it cannot read.
var (
	tooMuchText = content.Message{
		English: "the file holds more than %d MB of text: split it",
		Chinese: "文件中的文字超过 %d MB：请拆分文件",
	}
	tooManyPieces = content.Message{
		English: "the file holds more than %d paragraphs and table cells: split it",
		Chinese: "文件中的段落和表格单元格超过 %d 个：请拆分文件",
	}
	embeddedParts = content.Message{
		English: "%d parts of the text are stored as embedded files and were not read: open the file in Word and save it again",
		Chinese: "有 %d 处内容以嵌入文件的形式存放，未予读取：请在 Word 中打开并重新保存",
	}
)
