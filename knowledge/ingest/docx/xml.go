package docx

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"unicode/utf16"
)

// maxXMLDepth bounds how deep the elements of a part may nest. Word itself
// stops far below: text boxes in nested tables reach about 60.
const maxXMLDepth = 256

var errXMLDepth = fmt.Errorf("elements nest more than %d deep", maxXMLDepth)

// xmlNamespaces gives the customary prefix of the namespaces that are read,
// in their transitional (ECMA-376) and strict (ISO/IEC 29500) forms.
var xmlNamespaces = map[string]string{
	"http://schemas.openxmlformats.org/wordprocessingml/2006/main":            "w",
	"http://purl.oclc.org/ooxml/wordprocessingml/main":                        "w",
	"http://schemas.openxmlformats.org/officeDocument/2006/math":              "m",
	"http://purl.oclc.org/ooxml/officeDocument/math":                          "m",
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships":     "r",
	"http://purl.oclc.org/ooxml/officeDocument/relationships":                 "r",
	"http://schemas.openxmlformats.org/markup-compatibility/2006":             "mc",
	"http://schemas.openxmlformats.org/package/2006/relationships":            "rel",
	"http://purl.org/dc/elements/1.1/":                                        "dc",
	"http://schemas.openxmlformats.org/package/2006/metadata/core-properties": "cp",
}

// xmlReader reads the elements of one part in order, and bounds their depth.
// Entities other than XML's own five are an error, so nothing expands.
type xmlReader struct {
	context context.Context // reading stops when it is done
	decoder *xml.Decoder
	tokens  int
	depth   int
}

func newXMLReader(ctx context.Context, part []byte) *xmlReader {
	r := &xmlReader{context: ctx, decoder: xml.NewDecoder(bytes.NewReader(utf8XML(part)))}
	// The declared encoding of a part is UTF-8 or UTF-16, and UTF-16 has been
	// decoded already.
	r.decoder.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	return r
}

// utf8XML decodes a part in UTF-16, which the format allows besides UTF-8.
func utf8XML(part []byte) []byte {
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(part, []byte{0xFF, 0xFE}):
		order = binary.LittleEndian
	case bytes.HasPrefix(part, []byte{0xFE, 0xFF}):
		order = binary.BigEndian
	default:
		return bytes.TrimPrefix(part, []byte("\uFEFF"))
	}
	units := make([]uint16, 0, len(part)/2)
	for i := 2; i+1 < len(part); i += 2 {
		units = append(units, order.Uint16(part[i:]))
	}
	return []byte(string(utf16.Decode(units)))
}

// element is a start tag: its name with the customary prefix of its
// namespace ("w:p"), and its attributes.
type element struct {
	name       string
	attributes []xml.Attr
}

// attribute returns the value of the attribute with the given local name.
// Attributes are written with and without a prefix, so it does not count.
func (e element) attribute(local string) string {
	for _, a := range e.attributes {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}

// integer returns an attribute as a number, or otherwise when it is not one.
func (e element) integer(local string, otherwise int) int {
	n, err := strconv.Atoi(e.attribute(local))
	if err != nil {
		return otherwise
	}
	return n
}

// on reads the value of a switch such as <w:vanish/>: present means on,
// unless its w:val says off.
func (e element) on() bool {
	switch e.attribute("val") {
	case "0", "false", "off":
		return false
	}
	return true
}

// next returns the next start tag or character data. At the end tag of the
// element it is called within, it returns io.EOF.
func (r *xmlReader) next() (start *element, text string, err error) {
	for {
		if r.tokens++; r.tokens%4096 == 0 {
			if err := r.context.Err(); err != nil {
				return nil, "", err
			}
		}
		token, err := r.decoder.Token()
		if err != nil {
			if errors.Is(err, io.EOF) && r.depth > 0 {
				err = io.ErrUnexpectedEOF
			}
			return nil, "", err
		}
		switch token := token.(type) {
		case xml.StartElement:
			if r.depth++; r.depth > maxXMLDepth {
				return nil, "", errXMLDepth
			}
			name := token.Name.Local
			if prefix := xmlNamespaces[token.Name.Space]; prefix != "" {
				name = prefix + ":" + name
			}
			return &element{name: name, attributes: token.Attr}, "", nil
		case xml.EndElement:
			r.depth--
			return nil, "", io.EOF
		case xml.CharData:
			if len(token) > 0 {
				return nil, string(token), nil
			}
		}
	}
}

// each calls do for every child of the element just started. do must read its
// child to the end: with each, skip or text.
func (r *xmlReader) each(do func(element) error) error {
	for {
		child, _, err := r.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if child == nil {
			continue
		}
		if err := do(*child); err != nil {
			return err
		}
	}
}

// skip reads to the end of the element just started.
func (r *xmlReader) skip() error {
	for depth := 1; depth > 0; {
		start, _, err := r.next()
		switch {
		case err == io.EOF:
			depth--
		case err != nil:
			return err
		case start != nil:
			depth++
		}
	}
	return nil
}

// text reads to the end of the element just started and returns its text.
func (r *xmlReader) text() (string, error) {
	var b bytes.Buffer
	for depth := 1; depth > 0; {
		start, text, err := r.next()
		switch {
		case err == io.EOF:
			depth--
		case err != nil:
			return "", err
		case start != nil:
			depth++
		default:
			b.WriteString(text)
		}
	}
	return b.String(), nil
}

// root reads to the root element and returns it.
func (r *xmlReader) root() (element, error) {
	for {
		start, _, err := r.next()
		if err != nil {
			if err == io.EOF {
				err = io.ErrUnexpectedEOF
			}
			return element{}, err
		}
		if start != nil {
			return *start, nil
		}
	}
}
