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
	firstRows = content.Message{
		English: "of the sheet %s only the first %d rows were read: a workbook may have %d cells; split it",
		Chinese: "工作表 %s 只读取了前 %d 行：一个工作簿最多 %d 个单元格，请拆分",
	}
	firstLines = content.Message{
		English: "only the first %d rows were read: a table may have %d cells; split it",
		Chinese: "只读取了前 %d 行：一个表格最多 %d 个单元格，请拆分",
	}
	noResults = content.Message{
		English: "the sheet %s has %d formulas whose results are not stored: open it in Excel and save it again",
		Chinese: "工作表 %s 中有 %d 个公式没有保存计算结果：请用 Excel 打开后重新保存",
	}
	tooOldBook = content.Message{
		English: "the workbook is from before Excel 97: save it as XLSX",
		Chinese: "工作簿是 Excel 97 之前的格式：请另存为 XLSX",
	}
	damagedSheet = content.Message{
		English: "the sheet %s is damaged: save the file again",
		Chinese: "工作表 %s 已损坏：请重新保存文件",
	}
)
