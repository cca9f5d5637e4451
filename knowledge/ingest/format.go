package ingest

import (
	"archive/zip"
	"bytes"
	"path"
	"slices"
	"strings"
	"unicode/utf8"
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
	formatUnknown  format = ""
)

// extensions names the format that a text file's name promises. What a binary
// file is, its first bytes say, whatever its name.
var extensions = map[string]format{
	".txt": formatText, ".text": formatText, ".log": formatText, "": formatText,
	".md": formatMarkdown, ".markdown": formatMarkdown,
	".html": formatHTML, ".htm": formatHTML, ".xhtml": formatHTML, ".shtml": formatHTML,
	".csv": formatCSV, ".tsv": formatCSV,
	".yaml": formatYAML, ".yml": formatYAML,
}

// unsupported is a kind of file that is recognised and not read.
type unsupported struct{ name, saveAs string }

// unsupportedExtensions names kinds by extension, where the first bytes are
// shared by several or by none.
var unsupportedExtensions = map[string]unsupported{
	".doc":  {"DOC (Word 97-2003)", "DOCX"},
	".dot":  {"DOC (Word 97-2003)", "DOCX"},
	".xls":  {"XLS (Excel 97-2003)", "XLSX"},
	".et":   {"ET (WPS spreadsheet)", "XLSX"},
	".ppt":  {"PPT (PowerPoint)", "PDF"},
	".pptx": {"PPTX (PowerPoint)", "PDF"},
	".dps":  {"DPS (WPS slides)", "PDF"},
	".wps":  {"WPS", "DOCX"},
	".rtf":  {"RTF", "DOCX"},
	".odt":  {"ODT (OpenDocument)", "DOCX"},
	".ods":  {"ODS (OpenDocument)", "XLSX"},
	".epub": {"EPUB", "HTML"},
	".ofd":  {"OFD", "PDF"},
	".ceb":  {"CEB (Apabi)", "PDF"},
	".caj":  {"CAJ", "PDF"},
	".mht":  {"MHT (web archive)", "HTML"},
	".json": {"JSON", "CSV"},
	".xml":  {"XML", "HTML"},
	".svg":  imageFile,
}

var (
	imageFile   = unsupported{"an image", "PDF or DOCX with text"}
	archiveFile = unsupported{"an archive", "the files in it, unpacked"}
	mediaFile   = unsupported{"audio or video", "a transcript in text"}
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
	{"{\\rtf", unsupported{"RTF", "DOCX"}},
	{"MIME-Version:", unsupported{"MHT (web archive)", "HTML"}},
}

const compoundFile = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" // Microsoft's container of the 1990s, also of encrypted new files

// recognise tells the format of a file from its first bytes and its name, or
// why it cannot be read.
func recognise(in input) (format, *unreadable) {
	extension := strings.ToLower(path.Ext(in.path))
	head := in.data[:min(len(in.data), 1024)]
	notYet := func(u unsupported) (format, *unreadable) {
		return formatUnknown, refuse("%s is not read yet: save it as %s", u.name, u.saveAs)
	}
	switch {
	case len(bytes.TrimSpace(in.data)) == 0:
		return extensions[extension], refuse("the file is empty: fill it or remove it")
	case bytes.Contains(head, []byte("%PDF-")):
		return formatPDF, nil
	case bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return recogniseZip(in.data, extension)
	case bytes.HasPrefix(head, []byte(compoundFile)):
		// The directory of the container names its streams in UTF-16.
		if bytes.Contains(in.data, utf16LE("EncryptedPackage")) {
			return formatUnknown, refuse(needsPassword)
		}
		if bytes.Contains(in.data, utf16LE("WordDocument")) {
			return notYet(unsupportedExtensions[".doc"])
		}
		if bytes.Contains(in.data, utf16LE("Workbook")) {
			return notYet(unsupportedExtensions[".xls"])
		}
		if u, ok := unsupportedExtensions[extension]; ok {
			return notYet(u)
		}
		return notYet(unsupported{"an Office file of the 1997-2003 format", "DOCX or XLSX"})
	case len(head) > 12 && string(head[4:8]) == "ftyp", len(head) > 12 && string(head[:4]) == "RIFF" && string(head[8:12]) != "WEBP":
		return notYet(mediaFile)
	case len(head) > 12 && string(head[:4]) == "RIFF":
		return notYet(imageFile)
	case len(head) > 262 && string(in.data[257:262]) == "ustar":
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
	case ".pdf", ".docx", ".xlsx", ".docm", ".xlsm":
		if looksLikeHTML(head) { // pages saved under the name of what they offered to download
			return formatHTML, nil
		}
		return formatUnknown, refuse(notWord,
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
	return formatUnknown, refuse("the kind of file is not known: save it as text, Markdown, HTML, PDF, DOCX, XLSX or CSV")
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
func recogniseZip(data []byte, extension string) (format, *unreadable) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		// A truncated file has lost the directory of its parts.
		switch extension {
		case ".docx", ".xlsx":
			return formatUnknown, refuse(damaged).because(err)
		}
		if u, ok := unsupportedExtensions[extension]; ok {
			return formatUnknown, refuse("%s is not read yet: save it as %s", u.name, u.saveAs)
		}
		return formatUnknown, refuse("%s is not read yet: save it as %s", archiveFile.name, archiveFile.saveAs).because(err)
	}
	has := func(name string) bool {
		return slices.ContainsFunc(archive.File, func(f *zip.File) bool { return strings.HasPrefix(f.Name, name) })
	}
	kind := archiveFile
	switch {
	case has("word/"):
		return formatDOCX, nil
	case has("xl/"):
		return formatXLSX, nil
	case has("OFD.xml"):
		kind = unsupportedExtensions[".ofd"]
	case has("ppt/"):
		kind = unsupportedExtensions[".pptx"]
	default:
		if u, ok := unsupportedExtensions[extension]; ok {
			kind = u
		}
	}
	return formatUnknown, refuse("%s is not read yet: save it as %s", kind.name, kind.saveAs)
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
