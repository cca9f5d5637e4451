// Package start is the folder that policybot init writes for people to begin
// with, and the questions that policybot try asks of it.
package start

import (
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"policybot/knowledge"
)

//go:embed folder
var folder embed.FS

// File is a file of the folder, and what it is for.
type File struct {
	Name string
	For  knowledge.Text
	from string // name in the embedded folder
}

// Files are those of a folder in a language, in the order in which to read them.
func Files(language knowledge.Language) []File {
	leave := "leave.en.md"
	if language == knowledge.Chinese {
		leave = "leave.zh.md"
	}
	return []File{
		{"leave.md", knowledge.Text{knowledge.Chinese: "一份文件，原样放入即可；PDF、DOCX、XLSX、HTML 也可以", knowledge.English: "a document, put in as it is; PDF, DOCX, XLSX and HTML will do too"}, leave},
		{"travel.yaml", knowledge.Text{knowledge.Chinese: "一项手写的措施：中英文都有，数字由人核对过", knowledge.English: "a measure written by hand: in both languages, its figures checked by a person"}, "travel.yaml"},
		{"base.yaml", knowledge.Text{knowledge.Chinese: "设置：名称、主题、同义词；可以不要", knowledge.English: "settings: name, topics, synonyms; may be left out"}, "base.yaml"},
	}
}

// Questions are three to ask of the folder: one that its document answers, one
// that its measure answers, and one that nothing in it does.
func Questions(language knowledge.Language) []string {
	if language == knowledge.Chinese {
		return []string{"满十年的员工有多少天年休假?", "住宿费每晚最多报销多少?", "试用期最长几个月?"}
	}
	return []string{"By when must annual leave be taken?", "How much is paid for a hotel?", "How long is the probation period?"}
}

// NotEmptyError says that a directory holds something already.
type NotEmptyError struct{ Directory, Holds string }

func (e *NotEmptyError) Error() string {
	return fmt.Sprintf("%s is not empty (%s); name a new directory", e.Directory, e.Holds)
}

// Write makes a directory with the files of the folder. It fails with a
// [NotEmptyError] where the directory holds something.
func Write(directory string, language knowledge.Language) error {
	there, err := os.ReadDir(directory)
	switch {
	case err == nil && len(there) > 0:
		return &NotEmptyError{directory, there[0].Name()}
	case err != nil && !os.IsNotExist(err):
		return err
	}
	if err := os.MkdirAll(directory, 0o755); err != nil {
		return err
	}
	for _, f := range Files(language) {
		text, err := fs.ReadFile(folder, "folder/"+f.from)
		if err != nil {
			return err
		}
		// Quotes are in the language that the source is written in.
		said := strings.Replace(string(text), "language: zh ", "language: "+string(language)+" ", 1)
		if err := os.WriteFile(filepath.Join(directory, f.Name), []byte(said), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// Language is the language of the folder in a directory; "" where it is another
// folder, or not as it was written any more.
func Language(directory string) knowledge.Language {
	for _, language := range []knowledge.Language{knowledge.Chinese, knowledge.English} {
		leave := Files(language)[0]
		want, err := fs.ReadFile(folder, "folder/"+leave.from)
		if err != nil {
			return ""
		}
		if got, err := os.ReadFile(filepath.Join(directory, leave.Name)); err == nil && string(got) == string(want) {
			return language
		}
	}
	return ""
}
