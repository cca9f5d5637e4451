package docx

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"policybot/knowledge/ingest/content"
)

// Read reads a Word document: what a reader sees with all changes
// accepted, without headers, footers and the table of contents.
func Read(ctx context.Context, in content.Input) (content.Parsed, error) {
	files, err := openDOCX(ctx, in.Data)
	if err != nil {
		return content.Parsed{}, err
	}
	d := docxDocument{files: files, context: ctx}
	if err := d.read(); err != nil {
		if problem := (*content.Unreadable)(nil); errors.As(err, &problem) || ctx.Err() != nil {
			return content.Parsed{}, err
		}
		return content.Parsed{}, content.Refuse(content.Damaged).Because(err)
	}
	return d.out, nil
}

// docxDocument is a document as it is read part by part.
type docxDocument struct {
	context context.Context
	files   *docxPackage
	links   []relationship
	styles  docxStyles
	out     content.Parsed
}

// read reads the parts in the order they need each other.
func (d *docxDocument) read() (err error) {
	if d.links, err = d.files.relationships(d.files.document); err != nil {
		return err
	}
	if err := d.part("styles", func(part []byte) (err error) {
		d.styles, err = readDOCXStyles(d.context, part)
		return err
	}); err != nil {
		return err
	}
	main, err := d.files.Read(d.files.document)
	if err != nil {
		return err
	}
	body, err := d.body(main, false)
	if err != nil {
		return fmt.Errorf("%s: %w", d.files.document, err)
	}
	if len(body.fields) > 0 {
		// A field that never ends would swallow the rest of the document.
		if body, err = d.body(main, true); err != nil {
			return fmt.Errorf("%s: %w", d.files.document, err)
		}
	}
	if body.chunks > 0 {
		d.out.Problems = append(d.out.Problems, content.Refuse(embeddedParts, body.chunks))
	}
	if err := d.header(); err != nil {
		return err
	}
	return d.properties()
}

// part calls read with the part that the main part links to as kind, or with
// nil where there is none.
func (d *docxDocument) part(kind string, read func([]byte) error) error {
	if err := d.context.Err(); err != nil {
		return err
	}
	for _, link := range d.links {
		if link.kind != kind {
			continue
		}
		part, err := d.files.Read(link.target)
		if err == nil {
			err = read(part)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", link.target, err)
		}
		return nil
	}
	return read(nil)
}

// body reads the main part and the notes it refers to into d.out.
func (d *docxDocument) body(main []byte, keepFields bool) (*docxBody, error) {
	numbering, err := &docxNumbering{}, error(nil)
	if err := d.part("numbering", func(part []byte) error {
		numbering, err = readDOCXNumbering(d.context, part, d.styles)
		return err
	}); err != nil {
		return nil, err
	}
	b := &docxBody{styles: d.styles, numbering: numbering, notes: map[string][]content.Block{}, keep: keepFields}
	for _, kind := range []string{"footnote", "endnote"} {
		if err := d.part(kind+"s", func(part []byte) error { return b.readNotes(d.context, kind, part) }); err != nil {
			return nil, err
		}
	}
	b.xml = newXMLReader(d.context, main)
	if _, err := b.xml.root(); err != nil {
		return nil, err
	}
	d.out.Blocks = nil
	err = b.xml.each(func(e element) error {
		if e.name != "w:body" {
			return b.xml.skip()
		}
		blocks, err := b.blocks()
		d.out.Blocks = append(d.out.Blocks, blocks...)
		return err
	})
	if err == nil && b.merged != nil {
		var rest []content.Block
		rest, err = b.finish(b.merged)
		d.out.Blocks = append(d.out.Blocks, rest...)
	}
	if err == nil {
		_, _, end := b.xml.next()
		if end != io.EOF {
			err = end
		}
	}
	titleFirst(d.out.Blocks)
	return b, err
}

// titleFirst moves the headings up a level where the first and only heading
// of the highest level stands before all others: it is the title.
func titleFirst(blocks []content.Block) {
	first, others := -1, 0
	for i, b := range blocks {
		switch {
		case b.Kind != content.Heading:
		case b.Level == 1:
			return
		case first < 0:
			first = i
		case b.Level <= blocks[first].Level:
			others++
		}
	}
	if first >= 0 && first <= 3 && others == 0 {
		blocks[first].Level = 1
	}
}

// readNotes reads the footnotes or endnotes.
func (b *docxBody) readNotes(ctx context.Context, kind string, part []byte) error {
	if part == nil {
		return nil
	}
	b.xml = newXMLReader(ctx, part)
	if _, err := b.xml.root(); err != nil {
		return err
	}
	return b.xml.each(func(e element) error {
		if e.name != "w:"+kind || strings.Contains(strings.ToLower(e.attribute("type")), "separator") {
			return b.xml.skip()
		}
		blocks, err := b.blocks()
		for i := range blocks {
			if blocks[i].Kind != content.Table {
				blocks[i] = content.Block{Kind: content.Footnote, Number: blocks[i].Number, Text: blocks[i].Text}
			}
		}
		b.notes[kind+" "+e.attribute("id")] = blocks
		return err
	})
}

// header looks for the document's number in its page headers, where some
// templates print it. Nothing else of them is read.
func (d *docxDocument) header() error {
	for _, link := range d.links {
		if link.kind != "header" || d.out.Source.Number != "" {
			continue
		}
		part, err := d.files.Read(link.target)
		if err != nil {
			return err
		}
		if part == nil {
			continue
		}
		b := &docxBody{xml: newXMLReader(d.context, part), styles: d.styles, numbering: &docxNumbering{}}
		if _, err := b.xml.root(); err != nil {
			return fmt.Errorf("%s: %w", link.target, err)
		}
		blocks, err := b.blocks()
		if err != nil {
			return fmt.Errorf("%s: %w", link.target, err)
		}
		for _, line := range blocks {
			if number := content.DocumentNumber.FindString(line.Text); number != "" {
				d.out.Source.Number = number
			}
		}
	}
	return nil
}

// properties reads the title that the file states of itself. Its dates are
// those of the file, not of the document, and are left alone.
func (d *docxDocument) properties() error {
	part, err := d.files.Read("docProps/core.xml")
	if err != nil || part == nil {
		return err
	}
	r := newXMLReader(d.context, part)
	if _, err := r.root(); err != nil {
		return nil // nothing of the text is lost
	}
	_ = r.each(func(e element) error {
		text, err := r.text()
		switch e.name {
		case "dc:title":
			d.out.Source.Title = content.StatedTitle(text)
		case "dc:language":
			d.out.Source.Language = content.StatedLanguage(text)
		}
		return err
	})
	return nil
}
