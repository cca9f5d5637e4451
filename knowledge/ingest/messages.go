package ingest

import (
	"policybot/knowledge/ingest/content"
)

// What is said of files that are not read.
var (
	notReadYet = content.Message{
		English: "%s is not read yet: save it as %s",
		Chinese: "暂不支持%s：请另存为%s",
	}
	emptyFile = content.Message{
		English: "the file is empty: fill it or remove it",
		Chinese: "文件是空的：请补充内容或删除",
	}
	unknownKind = content.Message{
		English: "the kind of file is not known: save it as text, Markdown, HTML, PDF, DOCX, XLSX or CSV",
		Chinese: "无法识别文件类型：请另存为文本、Markdown、HTML、PDF、DOCX、XLSX 或 CSV",
	}
	brokeReader = content.Message{
		English: "the file broke its reader: save it again or in another format, and report it",
		Chinese: "读取该文件时出错：请重新保存或另存为其他格式，并反馈此问题",
	}
	leadsAway = content.Message{
		English: "the link leads outside the base, to a directory or nowhere, and is not followed: put the file itself there",
		Chinese: "该链接指向资料库之外、指向目录或已失效，不会跟随：请把文件本身放到这里",
	}
	tookTooLong = content.Message{
		English: "reading took longer than %d seconds and was stopped: split the file",
		Chinese: "读取超过 %d 秒，已停止：请拆分文件",
	}
	noText = content.Message{
		English: "the file has no text that can be read: check it in the program that made it",
		Chinese: "文件中没有可读取的文字：请用生成它的程序打开检查",
	}
	tooLarge = content.Message{
		English: "the file is %d MB and the limit is %d MB: split it",
		Chinese: "文件有 %d MB，超过 %d MB 的上限：请拆分后再放入",
	}
	cannotOpen = content.Message{
		English: "the file cannot be opened: check its permissions",
		Chinese: "文件打不开：请检查访问权限",
	}
)
