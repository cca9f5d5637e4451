package content

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/wlynxg/chardet"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	xunicode "golang.org/x/text/encoding/unicode"
)

// detectBytes is how much of a file is looked at to tell its encoding.
const detectBytes = 64 << 10

// Decode returns the text of a file whose encoding nothing declares: UTF-8,
// UTF-16 with a byte-order mark, GB18030, Big5 or Windows-1252.
func Decode(data []byte) (string, error) {
	binary := Refuse(notText)
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		data = data[3:]
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		text, err := xunicode.UTF16(xunicode.LittleEndian, xunicode.UseBOM).NewDecoder().Bytes(data)
		if err != nil || !isText(string(text)) {
			return "", binary
		}
		return string(text), nil
	}
	if text := string(data); utf8.ValidString(text) {
		if !isText(text) {
			return "", binary
		}
		return text, nil
	}
	// A UTF-8 file with a damaged character or a cut-off end stays UTF-8.
	if text := strings.ToValidUTF8(string(data), "\uFFFD"); mostlyUTF8(data, text) && isText(text) {
		return text, nil
	}
	for _, enc := range candidates(data) {
		text, err := enc.NewDecoder().Bytes(data)
		if err == nil && isText(string(text)) {
			return string(text), nil
		}
	}
	return "", binary
}

// mostlyUTF8 reports whether data, whose valid part is text, is UTF-8 with
// some damage: far more whole characters of several bytes than broken ones.
func mostlyUTF8(data []byte, text string) bool {
	broken := strings.Count(text, "\uFFFD")
	wide := 0
	for _, r := range text {
		if r >= utf8.RuneSelf && r != utf8.RuneError {
			wide++
		}
	}
	return wide > 20*broken
}

// candidates returns the encodings to try, the likeliest first.
func candidates(data []byte) []encoding.Encoding {
	head := data[:min(len(data), detectBytes)]
	switch name := strings.ToLower(chardet.Detect(head).Encoding); {
	case strings.Contains(name, "big5"):
		return []encoding.Encoding{traditionalchinese.Big5, simplifiedchinese.GB18030}
	case strings.HasPrefix(name, "windows-125"), strings.HasPrefix(name, "iso-8859"), strings.HasPrefix(name, "mac"):
		// Chinese text is nearly all high bytes in pairs, Western text nearly none.
		if high := bytes.Count(bytes.Map(onlyHigh, head), nil); high < len(head)/5 {
			return []encoding.Encoding{charmap.Windows1252}
		}
	}
	return []encoding.Encoding{simplifiedchinese.GB18030, traditionalchinese.Big5, charmap.Windows1252}
}

func onlyHigh(r rune) rune {
	if r < utf8.RuneSelf {
		return -1
	}
	return 'x'
}

// isText reports whether text is something a person wrote: hardly any control
// characters, replacement characters or unassigned code points.
func isText(text string) bool {
	total, odd := 0, 0
	for _, r := range text {
		total++
		switch {
		case r == '\t', r == '\n', r == '\r', r == '\f', r == '\v', r == '\uFEFF':
		case r == 0:
			odd += 5
		case r == utf8.RuneError, unicode.IsControl(r), unicode.Is(unicode.Co, r):
			odd++
		}
	}
	return odd*50 <= total
}
