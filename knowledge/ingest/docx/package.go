package docx

import (
	"context"
	"fmt"
	"path"
	"strings"

	"policybot/knowledge/ingest/archive"
	"policybot/knowledge/ingest/content"
)

// docxPackage is an open DOCX file: an archive of XML parts.
type docxPackage struct {
	*archive.Archive
	context  context.Context
	document string // name of the main part
}

// openDOCX opens a package and finds its main part.
func openDOCX(ctx context.Context, data []byte) (*docxPackage, error) {
	parts, err := archive.Open(ctx, data)
	if err != nil {
		return nil, err
	}
	p := &docxPackage{Archive: parts, context: ctx, document: "word/document.xml"}
	relationships, err := p.relationships("")
	if err != nil {
		return nil, err
	}
	for _, r := range relationships {
		if r.kind == "officeDocument" {
			p.document = r.target
		}
	}
	if !p.Has(p.document) {
		return nil, content.Refuse(content.NotWord, "DOCX")
	}
	return p, nil
}

// relationship is a link from one part to another.
type relationship struct {
	id, kind, target string // kind is the last element of its type: "styles"
}

// relationships returns the links of a part; of the package itself where
// part is "".
func (p *docxPackage) relationships(part string) ([]relationship, error) {
	dir, file := path.Split(part)
	data, err := p.Read(dir + "_rels/" + file + ".rels")
	if err != nil || data == nil {
		return nil, err
	}
	r := newXMLReader(p.context, data)
	if _, err := r.root(); err != nil {
		return nil, content.Refuse(content.Damaged).Because(fmt.Errorf("links of %q: %w", part, err))
	}
	var links []relationship
	err = r.each(func(e element) error {
		if e.name == "rel:Relationship" && e.attribute("TargetMode") != "External" {
			target := e.attribute("Target")
			if !strings.HasPrefix(target, "/") {
				target = dir + target
			}
			links = append(links, relationship{e.attribute("Id"), path.Base(e.attribute("Type")), archive.PartName(target)})
		}
		return r.skip()
	})
	if err != nil {
		return nil, content.Refuse(content.Damaged).Because(fmt.Errorf("links of %q: %w", part, err))
	}
	return links, nil
}
