package ingest

// chineseMessages holds the Chinese for every message of this package, by its
// English format.
var chineseMessages = map[string]string{
	needsPassword:  "文件有密码保护：请另存一份不带密码的",
	damaged:        "文件不完整或已损坏：请重新复制或下载",
	inflatesTooFar: "文件解压后远超正常文档的大小，未予读取：请用生成它的程序重新保存",
	notWord:        "文件内容不是 %s，与文件名不符：请重新下载或保存",
	tooMuchText:    "文件中的文字超过 %d MB：请拆分文件",
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
