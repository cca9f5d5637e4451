package content

// What several readers say of files they cannot read.
var (
	notText = Message{
		English: "not text: the file holds binary data under a text name; check where it comes from",
		Chinese: "不是文本：文件名是文本，内容却是二进制数据，请检查来源",
	}
	NeedsPassword = Message{
		English: "the file needs a password: save a copy without one",
		Chinese: "文件有密码保护：请另存一份不带密码的",
	}
	Damaged = Message{
		English: "the file is cut off or damaged: copy or download it again",
		Chinese: "文件不完整或已损坏：请重新复制或下载",
	}
	InflatesTooFar = Message{
		English: "the file unpacks to far more than a document holds and was not read: save it again from the program that made it",
		Chinese: "文件解压后远超正常文档的大小，未予读取：请用生成它的程序重新保存",
	}
	NotWord = Message{
		English: "the file is not %s although its name says so: download or save it again",
		Chinese: "文件内容不是 %s，与文件名不符：请重新下载或保存",
	}
)
