package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"policybot/knowledge"
)

// readDOCX reads a Word document: what a reader sees with all changes
// accepted, without headers, footers and the table of contents.
func readDOCX(ctx context.Context, in input) (parsed, error) {
	files, err := openDOCX(ctx, in.data)
	if err != nil {
		return parsed{}, err
	}
	d := docxDocument{files: files, context: ctx}
	if err := d.read(); err != nil {
		if problem := (*unreadable)(nil); errors.As(err, &problem) || ctx.Err() != nil {
			return parsed{}, err
		}
		return parsed{}, refuse(damaged).because(err)
	}
	return d.out, nil
}

// docxDocument is a document as it is read part by part.
type docxDocument struct {
	context context.Context
	files   *docxPackage
	links   []relationship
	styles  docxStyles
	out     parsed
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
	main, err := d.files.read(d.files.document)
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
		d.out.problems = append(d.out.problems, refuse(embeddedParts, body.chunks))
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
		part, err := d.files.read(link.target)
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
	b := &docxBody{styles: d.styles, numbering: numbering, notes: map[string][]block{}, keep: keepFields}
	for _, kind := range []string{"footnote", "endnote"} {
		if err := d.part(kind+"s", func(part []byte) error { return b.readNotes(d.context, kind, part) }); err != nil {
			return nil, err
		}
	}
	b.xml = newXMLReader(d.context, main)
	if _, err := b.xml.root(); err != nil {
		return nil, err
	}
	d.out.blocks = nil
	err = b.xml.each(func(e element) error {
		if e.name != "w:body" {
			return b.xml.skip()
		}
		blocks, err := b.blocks()
		d.out.blocks = append(d.out.blocks, blocks...)
		return err
	})
	if err == nil && b.merged != nil {
		var rest []block
		rest, err = b.finish(b.merged)
		d.out.blocks = append(d.out.blocks, rest...)
	}
	if err == nil {
		_, _, end := b.xml.next()
		if end != io.EOF {
			err = end
		}
	}
	titleFirst(d.out.blocks)
	return b, err
}

// titleFirst moves the headings up a level where the first and only heading
// of the highest level stands before all others: it is the title.
func titleFirst(blocks []block) {
	first, others := -1, 0
	for i, b := range blocks {
		switch {
		case b.kind != heading:
		case b.level == 1:
			return
		case first < 0:
			first = i
		case b.level <= blocks[first].level:
			others++
		}
	}
	if first >= 0 && first <= 3 && others == 0 {
		blocks[first].level = 1
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
			if blocks[i].kind != table {
				blocks[i] = block{kind: footnote, number: blocks[i].number, text: blocks[i].text}
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
		if link.kind != "header" || d.out.source.number != "" {
			continue
		}
		part, err := d.files.read(link.target)
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
			if number := documentNumber.FindString(line.text); number != "" {
				d.out.source.number = number
			}
		}
	}
	return nil
}

// properties reads the title that the file states of itself. Its dates are
// those of the file, not of the document, and are left alone.
func (d *docxDocument) properties() error {
	part, err := d.files.read("docProps/core.xml")
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
			d.out.source.title = statedTitle(text)
		case "dc:language":
			d.out.source.language = statedLanguage(text)
		}
		return err
	})
	return nil
}

// programTitle matches titles that a program put there, not a person: a file
// name, "Document1", "Microsoft Word - 通知.doc".
var programTitle = regexp.MustCompile(`(?i)^(?:microsoft (?:word|excel|powerpoint)\b.*|(?:untitled|无标题|未命名|新建|about:|https?:).*|` +
	`(?:document|doc|文档|slide|幻灯片|print)[\s\-_.\d]*|.*\.(?:docx?|wps|wpd|pdf|s?html?|xlsx?|pptx?|rtf|txt|odt|ofd|indd|cdr|ai))$`)

// statedTitle returns a title from a file's properties, or "" where a program
// put it there.
func statedTitle(title string) string {
	title = strings.Join(strings.Fields(title), " ")
	if programTitle.MatchString(title) || utf8.RuneCountInString(title) < 4 {
		return ""
	}
	return title
}

func statedLanguage(tag string) knowledge.Language {
	switch tag, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(tag)), "-"); tag {
	case "zh":
		return knowledge.Chinese
	case "en":
		return knowledge.English
	}
	return ""
}
