package pdf

import (
	"policybot/knowledge/ingest/content"
)

// What this reader says of files it cannot read.
var (
	needsOCR = content.Message{
		English: "the file has no text layer: it needs OCR; run it through an OCR program first",
		Chinese: "文件没有文字层：需要先用 OCR 程序识别文字",
	}
	pagesNeedOCR = content.Message{
		English: "nothing was read of page %s: no text layer, it needs OCR",
		Chinese: "第 %s 页没有文字层，未予读取：需要 OCR 识别",
	}
	illegible = content.Message{
		English: "the text cannot be read: its fonts do not say which characters they show; run OCR or print it to PDF again",
		Chinese: "文字无法读取：字体没有说明所显示的是哪些字符；请用 OCR 识别，或重新打印为 PDF",
	}
	pagesIllegible = content.Message{
		English: "nothing was read of page %s: its fonts do not say which characters they show; run OCR or print the file to PDF again",
		Chinese: "第 %s 页未予读取：字体没有说明所显示的是哪些字符；请用 OCR 识别，或重新打印为 PDF",
	}
	pagesWithGaps = content.Message{
		English: "some characters of page %s could not be read and stand as □: check what is around them",
		Chinese: "第 %s 页有字符无法读取，以 □ 代替：请核对其前后内容",
	}
	fontsMissing = content.Message{
		English: "the text cannot be read whole: its fonts are not in the file; print it to PDF again with fonts embedded",
		Chinese: "文字无法完整读取：文件中没有嵌入字体；请嵌入字体后重新打印为 PDF",
	}
	pagesFontsMissing = content.Message{
		English: "nothing was read of page %s: its fonts are not in the file and characters would be missing; print it to PDF again with fonts embedded",
		Chinese: "第 %s 页未予读取：文件中没有嵌入字体，读取会缺字；请嵌入字体后重新打印为 PDF",
	}
	tooManyPages = content.Message{
		English: "the file has %d pages and the limit is %d: split it",
		Chinese: "文件有 %d 页，超过 %d 页的上限：请拆分文件",
	}
	tooManyCharacters = content.Message{
		English: "the file holds more than %d characters: split it",
		Chinese: "文件中的字符超过 %d 个：请拆分文件",
	}
	brokenPages = content.Message{
		English: "page %s broke the reader and was left out: print the file to PDF again",
		Chinese: "读取第 %s 页时出错，该页未予读取：请重新打印为 PDF",
	}
	allPagesBroken = content.Message{
		English: "every page broke the reader: print the file to PDF again",
		Chinese: "读取每一页时都出错：请重新打印为 PDF",
	}
	linesAslant = content.Message{
		English: "lines that run across page %s at an angle were left out, as watermarks are: check that nothing of the text is among them",
		Chinese: "第 %s 页有斜向排列的文字，按水印处理，未予读取：请核对其中没有正文",
	}
	noPDFEngine = content.Message{
		English: "the PDF reader did not start, so no PDF was read: report it",
		Chinese: "PDF 读取器未能启动，所有 PDF 均未读取：请反馈此问题",
	}
	noPages = content.Message{
		English: "the file has no pages: check it in the program that made it",
		Chinese: "文件没有页面：请用生成它的程序打开检查",
	}
)
