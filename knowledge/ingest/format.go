package ingest

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"policybot/knowledge/ingest/content"
)

// format is the kind of a file, as [knowledge.Document] names it, or what a
// file is that cannot be read yet.
type format string

// The formats that are read.
const (
	formatText     format = "text"
	formatMarkdown format = "markdown"
	formatHTML     format = "html"
	formatPDF      format = "pdf"
	formatDOCX     format = "docx"
	formatXLSX     format = "xlsx"
	formatCSV      format = "csv"
	formatYAML     format = "yaml"
	formatPPTX     format = "pptx"
	formatODF      format = "opendocument"
	formatEPUB     format = "epub"
	formatRTF      format = "rtf"
	formatMail     format = "mail"
	formatDOC      format = "doc"
	formatXLS      format = "xls"
	formatUnknown  format = ""
)

// extensions names the format that a text file's name promises. What a binary
// file is, its first bytes say, whatever its name.
var extensions = map[string]format{
	".txt": formatText, ".text": formatText, ".log": formatText, "": formatText,
	".md": formatMarkdown, ".markdown": formatMarkdown,
	".html": formatHTML, ".htm": formatHTML, ".xhtml": formatHTML, ".shtml": formatHTML,
	".csv": formatCSV, ".tsv": formatCSV,
	".eml": formatMail, ".mht": formatMail, ".mhtml": formatMail,
	".yaml": formatYAML, ".yml": formatYAML,
}

// unsupported is a kind of file that is recognised and not read.
type unsupported struct{ name, saveAs content.Message }

// program returns a kind of file whose name, and that of the kind to save it
// as, are the same in both languages.
func program(name, saveAs string) unsupported {
	return unsupported{content.Message{English: name, Chinese: name}, content.Message{English: saveAs, Chinese: saveAs}}
}

// unsupportedExtensions names kinds by extension, where the first bytes are
// shared by several or by none.
var unsupportedExtensions = map[string]unsupported{
	".ppt":  program("PPT (PowerPoint)", "PDF"),
	".dps":  unsupported{content.Message{English: "DPS (WPS slides)", Chinese: "DPS（WPS 演示）"}, content.Message{English: "PDF", Chinese: "PDF"}},
	".ofd":  program("OFD", "PDF"),
	".ceb":  program("CEB (Apabi)", "PDF"),
	".caj":  program("CAJ", "PDF"),
	".json": program("JSON", "CSV"),
	".xml":  program("XML", "HTML"),
	".svg":  imageFile,
}

var (
	imageFile   = unsupported{content.Message{English: "an image", Chinese: "图片"}, content.Message{English: "PDF or DOCX with text", Chinese: "带文字的 PDF 或 DOCX"}}
	archiveFile = unsupported{content.Message{English: "an archive", Chinese: "压缩包"}, content.Message{English: "the files in it, unpacked", Chinese: "解压后的文件"}}
	mediaFile   = unsupported{content.Message{English: "audio or video", Chinese: "音频或视频"}, content.Message{English: "a transcript in text", Chinese: "文字稿"}}
)

// magic lists the first bytes of kinds of files that are not read.
var magic = []struct {
	prefix string
	kind   unsupported
}{
	{"\xff\xd8\xff", imageFile}, {"\x89PNG\r\n", imageFile}, {"GIF8", imageFile}, {"BM\x00", imageFile},
	{"II*\x00", imageFile}, {"MM\x00*", imageFile},
	{"Rar!\x1a\x07", archiveFile}, {"7z\xbc\xaf\x27\x1c", archiveFile}, {"\x1f\x8b", archiveFile},
	{"BZh", archiveFile}, {"\xfd7zXZ\x00", archiveFile},
	{"ID3", mediaFile}, {"OggS", mediaFile},
}

const compoundFile = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" // Microsoft's container of the 1990s, also of encrypted new files

// recognise tells the format of a file from its first bytes and its name, or
// why it cannot be read.
func recognise(in content.Input) (format, *content.Unreadable) {
	extension := strings.ToLower(path.Ext(in.Path))
	head := in.Data[:min(len(in.Data), 1024)]
	notYet := func(u unsupported) (format, *content.Unreadable) {
		return formatUnknown, content.Refuse(notReadYet, u.name, u.saveAs)
	}
	switch {
	case len(bytes.TrimSpace(in.Data)) == 0:
		return extensions[extension], content.Refuse(emptyFile)
	case bytes.Contains(head, []byte("%PDF-")):
		return formatPDF, nil
	case bytes.HasPrefix(head, []byte("{\\rtf")):
		return formatRTF, nil
	case bytes.HasPrefix(head, []byte("MIME-Version:")), extensions[extension] == formatMail && !looksLikeHTML(head):
		return formatMail, nil
	case bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return recogniseZip(in.Data, extension)
	case bytes.HasPrefix(head, []byte(compoundFile)):
		// The directory of the container names its streams in UTF-16.
		if bytes.Contains(in.Data, utf16LE("EncryptedPackage")) {
			return formatUnknown, content.Refuse(content.NeedsPassword)
		}
		if bytes.Contains(in.Data, utf16LE("WordDocument")) {
			return formatDOC, nil
		}
		if bytes.Contains(in.Data, utf16LE("Workbook")) {
			return formatXLS, nil
		}
		if u, ok := unsupportedExtensions[extension]; ok {
			return notYet(u)
		}
		return notYet(unsupported{content.Message{English: "an Office file of the 1997-2003 format", Chinese: "1997-2003 格式的 Office 文件"}, content.Message{English: "DOCX or XLSX", Chinese: "DOCX 或 XLSX"}})
	case len(head) > 12 && string(head[4:8]) == "ftyp", len(head) > 12 && string(head[:4]) == "RIFF" && string(head[8:12]) != "WEBP":
		return notYet(mediaFile)
	case len(head) > 12 && string(head[:4]) == "RIFF":
		return notYet(imageFile)
	case len(head) > 262 && string(in.Data[257:262]) == "ustar":
		return notYet(archiveFile)
	}
	for _, m := range magic {
		if bytes.HasPrefix(head, []byte(m.prefix)) {
			return notYet(m.kind)
		}
	}
	if f, ok := extensions[extension]; ok {
		if f == formatText && looksLikeHTML(head) {
			f = formatHTML
		}
		return f, nil
	}
	switch extension { // the name promises what the bytes are not
	case ".pdf", ".docx", ".xlsx", ".docm", ".xlsm", ".doc", ".dot", ".wps", ".xls", ".et", ".rtf", ".pptx", ".odt", ".ods", ".odp", ".epub":
		if looksLikeHTML(head) { // pages saved under the name of what they offered to download
			return formatHTML, nil
		}
		return formatUnknown, content.Refuse(content.NotWord,
			strings.ToUpper(extension[1:]))
	}
	if u, ok := unsupportedExtensions[extension]; ok {
		if looksLikeHTML(head) {
			return formatHTML, nil
		}
		return notYet(u)
	}
	if looksLikeHTML(head) {
		return formatHTML, nil
	}
	return formatUnknown, content.Refuse(unknownKind)
}

// utf16LE encodes ASCII text in UTF-16, the lower byte first.
func utf16LE(ascii string) []byte {
	b := make([]byte, 0, 2*len(ascii))
	for i := range len(ascii) {
		b = append(b, ascii[i], 0)
	}
	return b
}

// recogniseZip tells the formats apart that are ZIP archives.
func recogniseZip(data []byte, extension string) (format, *content.Unreadable) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		// A truncated file has lost the directory of its parts.
		switch extension {
		case ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".epub":
			return formatUnknown, content.Refuse(content.Damaged).Because(err)
		}
		if u, ok := unsupportedExtensions[extension]; ok {
			return formatUnknown, content.Refuse(notReadYet, u.name, u.saveAs)
		}
		return formatUnknown, content.Refuse(notReadYet, archiveFile.name, archiveFile.saveAs).Because(err)
	}
	has := func(name string) bool {
		return slices.ContainsFunc(archive.File, func(f *zip.File) bool { return strings.HasPrefix(f.Name, name) })
	}
	kind := archiveFile
	switch {
	case has("META-INF/container.xml"):
		return formatEPUB, nil
	case isOpenDocument(archive.File):
		return formatODF, nil
	case has("word/"):
		return formatDOCX, nil
	case has("xl/"):
		return formatXLSX, nil
	case has("OFD.xml"):
		kind = unsupportedExtensions[".ofd"]
	case has("ppt/"):
		return formatPPTX, nil
	default:
		if u, ok := unsupportedExtensions[extension]; ok {
			kind = u
		}
	}
	return formatUnknown, content.Refuse(notReadYet, kind.name, kind.saveAs)
}

// isOpenDocument reports whether an archive holds a text, sheet or
// presentation of OpenDocument: a note of its type comes first.
func isOpenDocument(files []*zip.File) bool {
	if len(files) == 0 || files[0].Name != "mimetype" {
		return false
	}
	r, err := files[0].Open()
	if err != nil {
		return false
	}
	defer r.Close()
	kind, _ := io.ReadAll(io.LimitReader(r, 128))
	return bytes.HasPrefix(kind, []byte("application/vnd.oasis.opendocument."))
}

// looksLikeHTML reports whether a file starts as a web page does.
func looksLikeHTML(head []byte) bool {
	if !utf8.Valid(head) && bytes.IndexByte(head, 0) >= 0 {
		return false
	}
	start := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n"))
	if bytes.HasPrefix(start, []byte("<?xml")) {
		if end := bytes.Index(start, []byte("?>")); end >= 0 {
			start = bytes.TrimLeft(start[end+2:], " \t\r\n")
		}
	}
	return bytes.HasPrefix(start, []byte("<!doctype html")) || bytes.HasPrefix(start, []byte("<html")) ||
		bytes.HasPrefix(start, []byte("<head")) || bytes.HasPrefix(start, []byte("<!--")) && bytes.Contains(start, []byte("<html"))
}
