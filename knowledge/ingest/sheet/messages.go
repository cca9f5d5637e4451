package sheet

import (
	"policybot/knowledge/ingest/content"
)

// What this reader says of files it cannot read.
var (
	notCommas = content.Message{
		English: "not a table of values between commas: check the quotation marks",
		Chinese: "不是以逗号分隔的表格：请检查引号是否成对",
	}
	tooManyCells = content.Message{
		English: "the table has more than %d cells or %d columns: split it",
		Chinese: "表格超过 %d 个单元格或 %d 列：请拆分",
	}
	damagedSheet = content.Message{
		English: "the sheet %s is damaged: save the file again",
		Chinese: "工作表 %s 已损坏：请重新保存文件",
	}
)
