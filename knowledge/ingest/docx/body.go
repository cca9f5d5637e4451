package docx

import (
	"strings"

	"policybot/knowledge/ingest/content"
)

// Bounds on what one document holds. The longest codes have a tenth of it.
const (
	maxDOCXText   = 12 << 20 // bytes of text
	maxDOCXPieces = 200_000  // paragraphs and table cells
)

// docxBody reads paragraphs, tables and what they hold from the parts of one
// document.
type docxBody struct {
	xml       *xmlReader
	styles    docxStyles
	numbering *docxNumbering
	notes     map[string][]content.Block // footnotes and endnotes by kind and id: "footnote 2"
	fields    []docxField                // the fields that are open, outermost first
	keep      bool                       // keep the results of all fields
	written   int                        // bytes of text so far
	cells     int                        // cells that are open
	pieces    int                        // paragraphs and cells so far
	chunks    int                        // embedded documents that were passed over
	merged    *docxParagraph             // a paragraph whose end mark was deleted: the next one continues it
}

// docxField is a field that is open: {TOC \o}, {PAGEREF}, {REF}.
type docxField struct {
	instruction strings.Builder
	result      bool // its result is being read, no longer its instruction
	dropped     bool
}

// docxParagraph is a paragraph as it is read.
type docxParagraph struct {
	style     string
	outline   int // heading level from 0 that the paragraph itself sets; -1 for none
	numbering docxNumberingReference
	deleted   bool // its end mark is deleted
	text      strings.Builder
	struck    strings.Builder // what is struck out of it
	notes     []string
	boxes     []content.Block // of text boxes anchored in it
}

func newDOCXParagraph() *docxParagraph {
	return &docxParagraph{outline: -1, numbering: docxNumberingReference{level: -1}}
}

// blocks reads the children of a body, note or text box.
func (b *docxBody) blocks() ([]content.Block, error) {
	var out []content.Block
	err := b.xml.each(b.blockReader(&out))
	return out, err
}

// blockReader returns a function that reads one child of a body, cell, note
// or text box and appends what it holds to out.
func (b *docxBody) blockReader(out *[]content.Block) func(element) error {
	var read func(element) error
	read = func(e element) error {
		switch e.name {
		case "w:p":
			blocks, err := b.paragraph()
			*out = append(*out, blocks...)
			return err
		case "w:tbl":
			blocks, err := b.table()
			*out = append(*out, blocks...)
			return err
		case "w:sdt":
			return b.control(read)
		case "w:customXml", "w:ins", "w:moveTo", "w:smartTag":
			return b.xml.each(read)
		case "mc:AlternateContent":
			return b.alternate(func() int { return len(*out) }, read)
		case "w:altChunk":
			b.chunks++
		}
		return b.xml.skip()
	}
	return read
}

// control reads a content control. A table of contents is left out, and so
// is a prompt that nobody has replaced yet.
func (b *docxBody) control(read func(element) error) error {
	dropped := false
	return b.xml.each(func(e element) error {
		switch {
		case e.name == "w:sdtPr":
			return b.xml.each(func(e element) error {
				switch e.name {
				case "w:showingPlcHdr":
					dropped = dropped || e.on()
				case "w:docPartObj":
					return b.xml.each(func(e element) error {
						if e.name == "w:docPartGallery" && e.attribute("val") == "Table of Contents" {
							dropped = true
						}
						return b.xml.skip()
					})
				}
				return b.xml.skip()
			})
		case e.name == "w:sdtContent" && !dropped:
			return b.xml.each(read)
		}
		return b.xml.skip()
	})
}

// alternate reads the first form of mc:AlternateContent that yields anything:
// the others say the same for older programs.
func (b *docxBody) alternate(size func() int, read func(element) error) error {
	before := size()
	return b.xml.each(func(e element) error {
		if (e.name == "mc:Choice" || e.name == "mc:Fallback") && size() == before {
			return b.xml.each(read)
		}
		return b.xml.skip()
	})
}

// paragraph reads a paragraph and returns it with its notes and text boxes.
func (b *docxBody) paragraph() ([]content.Block, error) {
	p := b.merged
	if b.merged = nil; p == nil {
		p = newDOCXParagraph()
	}
	p.deleted = false
	if err := b.inline(p); err != nil {
		return nil, err
	}
	if p.deleted {
		b.merged = p
		return nil, nil
	}
	return b.finish(p)
}

func (b *docxBody) finish(p *docxParagraph) ([]content.Block, error) {
	var out []content.Block
	text := strings.TrimSpace(p.text.String())
	if b.written += len(text); b.written > maxDOCXText {
		return nil, content.Refuse(tooMuchText, maxDOCXText>>20)
	}
	if b.pieces++; b.pieces > maxDOCXPieces {
		return nil, content.Refuse(tooManyPieces, maxDOCXPieces)
	}
	// Word numbers empty paragraphs as well.
	number, numbered := b.numbering.next(b.styles, p.style, p.numbering)
	if struck := strings.TrimSpace(p.struck.String()); text == "" && struck != "" && b.cells > 0 {
		out = append(out, content.Block{Struck: struck})
	}
	if text != "" && !b.styles.contents(p.style) {
		out = append(out, b.styled(p, text, number, numbered))
	}
	for _, id := range p.notes {
		out = append(out, b.notes[id]...)
		delete(b.notes, id)
	}
	return append(out, p.boxes...), nil
}

// styled returns a paragraph as what its style and numbering make of it.
// Heading 1 is at level 2: level 1 is the document's title.
func (b *docxBody) styled(p *docxParagraph, text string, number docxNumber, numbered bool) content.Block {
	level := b.styles.heading(p.style)
	if p.outline >= 0 {
		level = (p.outline + 1) % 10 // outline level 9 is body text
	}
	line := content.Block{Kind: content.Paragraph, Number: number.text, Text: text}
	switch {
	case b.styles.is(p.style, "title", "标题", "標題"):
		line.Kind, line.Level = content.Heading, 1
	case level > 0 && content.HeadingLike(text):
		line.Kind, line.Level = content.Heading, level+1
	case numbered:
		line.Kind, line.Level = content.ListItem, number.level+1
	}
	return line
}

// inline reads the content of a paragraph, or of an element within one.
func (b *docxBody) inline(p *docxParagraph) error {
	var read func(element) error
	read = func(e element) error {
		switch e.name {
		case "w:pPr":
			return b.paragraphProperties(p)
		case "w:r":
			return b.run(p)
		case "w:sdt":
			return b.control(read)
		case "w:ins", "w:moveTo", "w:hyperlink", "w:smartTag", "w:customXml", "w:dir", "w:bdo":
			return b.xml.each(read)
		case "w:fldSimple":
			b.fields = append(b.fields, docxField{result: true, dropped: b.dropsField(e.attribute("instr"))})
			depth := len(b.fields)
			err := b.xml.each(read)
			b.fields = b.fields[:min(depth-1, len(b.fields))]
			return err
		case "m:oMath", "m:oMathPara":
			return b.math(p)
		case "mc:AlternateContent":
			return b.alternate(p.size, read)
		}
		return b.xml.skip() // w:del and w:moveFrom among others
	}
	return b.xml.each(read)
}

func (p *docxParagraph) size() int { return p.text.Len() + len(p.boxes) + len(p.notes) }

func (b *docxBody) paragraphProperties(p *docxParagraph) error {
	p.style = b.styles.paragraph
	return b.xml.each(func(e element) error {
		switch e.name {
		case "w:pStyle":
			p.style = e.attribute("val")
		case "w:outlineLvl":
			p.outline = e.integer("val", -1)
		case "w:numPr":
			var err error
			p.numbering, err = readNumberingReference(b.xml)
			return err
		case "w:rPr":
			return b.xml.each(func(e element) error {
				if e.name == "w:del" || e.name == "w:moveFrom" {
					p.deleted = true
				}
				return b.xml.skip()
			})
		}
		return b.xml.skip()
	})
}

// write adds text to a paragraph unless a field hides it.
func (b *docxBody) write(p *docxParagraph, text string) {
	for i := range b.fields {
		if !b.fields[i].result || b.fields[i].dropped {
			return
		}
	}
	if p.text.Len() < maxDOCXText {
		p.text.WriteString(text)
	}
}

// run reads a run of text of one look.
func (b *docxBody) run(p *docxParagraph) error {
	hidden, raised, symbols := false, "", ""
	strike := 0 // what the run says itself
	style := "" // of its characters
	var read func(element) error
	read = func(e element) error {
		switch e.name {
		case "w:rPr":
			return b.xml.each(func(e element) error {
				switch e.name {
				case "w:vanish":
					hidden = e.on()
				case "w:strike", "w:dstrike":
					strike = strikeOf(e, strike)
				case "w:rStyle":
					style = e.attribute("val")
				case "w:vertAlign":
					raised = e.attribute("val")
				case "w:rFonts":
					symbols = e.attribute("ascii")
				}
				return b.xml.skip()
			})
		case "w:t", "w:delText":
			text, err := b.xml.text()
			if !hidden && e.name == "w:t" {
				text = strings.Map(func(r rune) rune { return content.SymbolRune(symbols, r) }, text)
				text = content.RaisedText(raised, text)
				if strike > 0 || strike == 0 && (b.styles.strikes(style) || b.styles.strikes(p.style)) {
					p.struck.WriteString(text)
				} else {
					b.write(p, text)
				}
			}
			return err
		case "w:instrText":
			text, err := b.xml.text()
			if n := len(b.fields); n > 0 && !b.fields[n-1].result {
				b.fields[n-1].instruction.WriteString(text)
			}
			return err
		case "w:fldChar":
			b.fieldCharacter(e.attribute("fldCharType"))
		case "w:tab", "w:ptab":
			b.write(p, "\t")
		case "w:br", "w:cr":
			if kind := e.attribute("type"); kind == "" || kind == "textWrapping" {
				b.write(p, "\n")
			}
		case "w:noBreakHyphen":
			b.write(p, "-")
		case "w:sym":
			if !hidden {
				b.write(p, docxSymbol(e.attribute("font"), e.attribute("char")))
			}
		case "w:footnoteReference", "w:endnoteReference":
			// The mark itself is left out: beside a number it would read as a digit.
			kind := strings.TrimSuffix(strings.TrimPrefix(e.name, "w:"), "Reference")
			p.notes = append(p.notes, kind+" "+e.attribute("id"))
		case "w:ruby":
			return b.xml.each(func(e element) error {
				if e.name == "w:rubyBase" {
					return b.inline(p)
				}
				return b.xml.skip()
			})
		case "mc:AlternateContent":
			return b.alternate(p.size, read)
		case "w:drawing", "w:pict", "w:object":
			return b.drawing(p)
		}
		return b.xml.skip()
	}
	return b.xml.each(read)
}

func (b *docxBody) fieldCharacter(kind string) {
	switch n := len(b.fields); kind {
	case "begin":
		if n < maxXMLDepth {
			b.fields = append(b.fields, docxField{})
		}
	case "separate":
		if n > 0 {
			b.fields[n-1].result = true
			b.fields[n-1].dropped = b.dropsField(b.fields[n-1].instruction.String())
		}
	case "end":
		if n > 0 {
			b.fields = b.fields[:n-1]
		}
	}
}

// dropsField reports whether a field's result is about the print, not the
// text: contents and page numbers.
func (b *docxBody) dropsField(instruction string) bool {
	if b.keep {
		return false
	}
	name, _, _ := strings.Cut(strings.TrimSpace(instruction), " ")
	switch strings.ToUpper(name) {
	case "TOC", "INDEX", "TOA", "PAGE", "PAGEREF", "NUMPAGES", "SECTIONPAGES", "FILENAME", "PRINTDATE":
		return true
	}
	return false
}

// drawing looks through a drawing for text boxes.
func (b *docxBody) drawing(p *docxParagraph) error {
	var read func(element) error
	read = func(e element) error {
		switch e.name {
		case "w:txbxContent":
			fields := b.fields
			merged := b.merged
			b.fields, b.merged = nil, nil
			blocks, err := b.blocks()
			b.fields, b.merged = fields, merged
			p.boxes = append(p.boxes, blocks...)
			return err
		case "mc:AlternateContent":
			return b.alternate(p.size, read)
		}
		return b.xml.each(read)
	}
	return b.xml.each(read)
}

// math writes a formula on one line: a fraction as a/b, a power as a^b.
func (b *docxBody) math(p *docxParagraph) error {
	var read func(element) error
	read = func(e element) error {
		switch e.name {
		case "m:t":
			text, err := b.xml.text()
			b.write(p, text)
			return err
		case "m:den":
			b.write(p, "/")
		case "m:sup":
			b.write(p, "^")
		case "w:del", "w:moveFrom":
			return b.xml.skip()
		}
		return b.xml.each(read)
	}
	return b.xml.each(read)
}
