package docx

import (
	"context"
	"strings"
)

// docxStyle is what a paragraph style says of structure.
type docxStyle struct {
	name      string // lower case
	basedOn   string
	strike    int // 1 where its text is struck out, -1 where it is not, 0 where the style does not say
	outline   int // heading level from 0; -1 where the style does not say
	numbering docxNumberingReference
}

// docxNumberingReference says which list a paragraph belongs to.
type docxNumberingReference struct {
	list  string // w:numId; "" where nothing is said, "0" for none
	level int    // w:ilvl; -1 where nothing is said
}

// docxStyles are the styles of a document by id.
type docxStyles struct {
	byID      map[string]docxStyle
	paragraph string // id of the default paragraph style
}

func readDOCXStyles(ctx context.Context, part []byte) (docxStyles, error) {
	styles := docxStyles{byID: map[string]docxStyle{}}
	if part == nil {
		return styles, nil
	}
	r := newXMLReader(ctx, part)
	if _, err := r.root(); err != nil {
		return styles, err
	}
	err := r.each(func(e element) error {
		if e.name != "w:style" {
			return r.skip()
		}
		style := docxStyle{outline: -1, numbering: docxNumberingReference{level: -1}}
		id, kind := e.attribute("styleId"), e.attribute("type")
		if kind == "paragraph" && e.attribute("default") != "" && e.on() {
			styles.paragraph = id
		}
		err := r.each(func(e element) error {
			switch e.name {
			case "w:name":
				style.name = strings.ToLower(e.attribute("val"))
			case "w:basedOn":
				style.basedOn = e.attribute("val")
			case "w:rPr":
				return r.each(func(e element) error {
					if e.name == "w:strike" || e.name == "w:dstrike" {
						style.strike = strikeOf(e, style.strike)
					}
					return r.skip()
				})
			case "w:pPr":
				return r.each(func(e element) error {
					switch e.name {
					case "w:outlineLvl":
						style.outline = e.integer("val", -1)
					case "w:numPr":
						var err error
						style.numbering, err = readNumberingReference(r)
						return err
					}
					return r.skip()
				})
			}
			return r.skip()
		})
		styles.byID[id] = style
		return err
	})
	return styles, err
}

// strikeOf returns what w:strike and w:dstrike say together: either strikes.
func strikeOf(e element, before int) int {
	if e.on() || before > 0 {
		return 1
	}
	return -1
}

// strikes reports whether a style strikes out its text.
func (s docxStyles) strikes(id string) bool {
	struck := false
	s.chain(id, func(_ string, style docxStyle) bool {
		struck = style.strike > 0
		return style.strike != 0
	})
	return struck
}

func readNumberingReference(r *xmlReader) (docxNumberingReference, error) {
	reference := docxNumberingReference{level: -1}
	err := r.each(func(e element) error {
		switch e.name {
		case "w:numId":
			reference.list = e.attribute("val")
		case "w:ilvl":
			reference.level = e.integer("val", -1)
		}
		return r.skip()
	})
	return reference, err
}

// chain calls do for a style and those it is based on, until do returns true.
func (s docxStyles) chain(id string, do func(id string, style docxStyle) bool) {
	// Styles nest about four deep; a cycle must not hang.
	for range 32 {
		style, ok := s.byID[id]
		if !ok || do(id, style) {
			return
		}
		id = style.basedOn
	}
}

// heading returns the level of the heading that a style makes, from 1, or 0
// for body text. The built-in heading styles count by their name, which
// writers in Chinese localise.
func (s docxStyles) heading(id string) int {
	level := 0
	s.chain(id, func(_ string, style docxStyle) bool {
		if style.outline >= 0 {
			if style.outline < 9 {
				level = style.outline + 1
			}
			return true
		}
		for _, prefix := range []string{"heading", "标题", "標題"} {
			if n := strings.TrimSpace(strings.TrimPrefix(style.name, prefix)); n != style.name && len(n) == 1 && n >= "1" && n <= "9" {
				level = int(n[0] - '0')
				return true
			}
		}
		return false
	})
	return level
}

// is reports whether a style, or one it is based on, has one of the names.
func (s docxStyles) is(id string, names ...string) bool {
	found := false
	s.chain(id, func(_ string, style docxStyle) bool {
		for _, name := range names {
			found = found || style.name == name
		}
		return found
	})
	return found
}

// contents reports whether a style is that of a line of a table of contents.
func (s docxStyles) contents(id string) bool {
	found := false
	s.chain(id, func(_ string, style docxStyle) bool {
		for _, prefix := range []string{"toc ", "目录 ", "目錄 "} {
			found = found || strings.HasPrefix(style.name, prefix) && len(style.name) == len(prefix)+1
		}
		return found
	})
	return found
}

// numbering returns the list a style puts its paragraphs in, and the id of
// the style that says so.
func (s docxStyles) numbering(id string) (reference docxNumberingReference, by string) {
	s.chain(id, func(id string, style docxStyle) bool {
		if style.numbering.list != "" {
			reference, by = style.numbering, id
			return true
		}
		return false
	})
	return reference, by
}
