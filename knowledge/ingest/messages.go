package ingest

// chineseMessages holds the Chinese for every message of this package, by its
// English format.
var chineseMessages = map[string]string{
	needsPassword:  "文件有密码保护：请另存一份不带密码的",
	damaged:        "文件不完整或已损坏：请重新复制或下载",
	inflatesTooFar: "文件解压后远超正常文档的大小，未予读取：请用生成它的程序重新保存",
	notWord:        "文件内容不是 %s，与文件名不符：请重新下载或保存",
	tooMuchText:    "文件中的文字超过 %d MB：请拆分文件",
	needsOCR:       "文件没有文字层：需要先用 OCR 程序识别文字",
	pagesNeedOCR:   "第 %s 页没有文字层，未予读取：需要 OCR 识别",
	illegible:      "文字无法读取：字体没有说明所显示的是哪些字符；请用 OCR 识别，或重新打印为 PDF",
	pagesIllegible: "第 %s 页未予读取：字体没有说明所显示的是哪些字符；请用 OCR 识别，或重新打印为 PDF",
	tooManyPages:   "文件有 %d 页，超过 %d 页的上限：请拆分文件",
	brokenPage:     "读取第 %d 页时出错，文件未予读取：请重新打印为 PDF",
	noPDFEngine:    "PDF 读取器未能启动，所有 PDF 均未读取：请反馈此问题",
	noPages:        "文件没有页面：请用生成它的程序打开检查",
	embeddedParts:  "有 %d 处内容以嵌入文件的形式存放，未予读取：请在 Word 中打开并重新保存",

	"the file is empty: fill it or remove it":                                                "文件是空的：请补充内容或删除",
	"the file has no text that can be read: check it in the program that made it":            "文件中没有可读取的文字：请用生成它的程序打开检查",
	"the file is %d MB and the limit is %d MB: split it":                                     "文件有 %d MB，超过 %d MB 的上限：请拆分后再放入",
	"reading took longer than %d seconds and was stopped: split the file":                    "读取超过 %d 秒，已停止：请拆分文件",
	"the file broke its reader: save it again or in another format, and report it":           "读取该文件时出错：请重新保存或另存为其他格式，并反馈此问题",
	"the file cannot be opened: check its permissions":                                       "文件打不开：请检查访问权限",
	"%s is not read yet: save it as %s":                                                      "暂不支持 %s：请另存为 %s",
	"the kind of file is not known: save it as text, Markdown, HTML, PDF, DOCX, XLSX or CSV": "无法识别文件类型：请另存为文本、Markdown、HTML、PDF、DOCX、XLSX 或 CSV",
	"not text: the file holds binary data under a text name; check where it comes from":      "不是文本：文件名是文本，内容却是二进制数据，请检查来源",
}
