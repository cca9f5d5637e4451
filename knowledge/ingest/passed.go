package ingest

import (
	"path"
	"strings"

	"policybot/knowledge"
	"policybot/knowledge/ingest/content"
)

// notDocuments lists what the names of files end in that hold no documents,
// but lie beside them in real folders: programs and their sources, databases,
// fonts, and what systems leave behind.
var notDocuments = extensionSet("go py pyc js mjs ts jsx tsx java class jar c h cc cpp hpp cs rs rb php pl lua swift kt scala sh bash bat ps1 cmd vbs " +
	"css scss less map sql db db3 sqlite sqlite3 mdb accdb dbf parquet pkl npy dll exe so dylib o a lib msi apk deb rpm iso dmg " +
	"ttf otf woff woff2 eot ini cfg conf toml lock mod sum gradle cmake make ico cur lnk url tmp bak swp thumbs pem crt")

func extensionSet(names string) map[string]bool {
	set := map[string]bool{}
	for _, name := range strings.Fields(names) {
		set["."+name] = true
	}
	return set
}

// isNoDocument reports whether a file is passed over by its name.
func isNoDocument(name string) bool {
	return notDocuments[strings.ToLower(path.Ext(name))] || strings.EqualFold(name, "Thumbs.db") || strings.EqualFold(name, "Makefile")
}

// passedOver is what is said of the files that were passed over; how many were.
var passedOver = content.Message{
	English: "files that are no documents, such as programs, databases and fonts, passed over: %d",
	Chinese: "已跳过程序、数据库、字体等非文档文件：%d 个",
}

// withoutOthers returns the files that may be documents, and one problem that
// counts the others, which is no fault of anything.
func withoutOthers(files []file) ([]file, []knowledge.Problem) {
	var kept []file
	for _, f := range files {
		if !isNoDocument(path.Base(f.path)) {
			kept = append(kept, f)
		}
	}
	others := len(files) - len(kept)
	if others == 0 {
		return files, nil
	}
	return kept, []knowledge.Problem{content.Refuse(passedOver, others).Problem(".", false)}
}
