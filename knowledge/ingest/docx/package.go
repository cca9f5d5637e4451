package docx

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"policybot/knowledge/ingest/content"
)

// Bounds on what a DOCX package may unpack to. The parts that are read are
// XML, which deflates to between a fifth and a hundredth; a bomb reaches a
// thousandth.
const (
	maxDOCXEntries  = 20_000
	maxDOCXUnpacked = 48 << 20 // bytes of all parts read
	maxDOCXRatio    = 200      // of unpacked to packed size, from minRatioSize on
	minRatioSize    = 4 << 20
)

// Messages of this reader, in chineseMessages.
const ()

// docxPackage is an open DOCX file: a zip archive of XML parts.
type docxPackage struct {
	context  context.Context
	parts    map[string]*zip.File // by lower-cased name without a leading slash
	document string               // name of the main part
	unpacked int64                // bytes read so far
}

// openDOCX opens a package and finds its main part. Nothing is written
// anywhere, so entry names are only looked up, never followed.
func openDOCX(ctx context.Context, data []byte) (*docxPackage, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, content.Refuse(content.Damaged).Because(err)
	}
	if len(archive.File) > maxDOCXEntries {
		return nil, content.Refuse(content.InflatesTooFar)
	}
	p := &docxPackage{context: ctx, parts: make(map[string]*zip.File, len(archive.File))}
	for _, file := range archive.File {
		name := partName(file.Name)
		if _, ok := p.parts[name]; !ok {
			p.parts[name] = file
		}
	}
	relationships, err := p.relationships("")
	if err != nil {
		return nil, err
	}
	for _, r := range relationships {
		if r.kind == "officeDocument" {
			p.document = r.target
		}
	}
	if p.document == "" {
		p.document = "word/document.xml"
	}
	if p.parts[p.document] == nil {
		return nil, content.Refuse(content.NotWord, "DOCX")
	}
	return p, nil
}

// partName is the form in which parts are looked up: names are compared
// without case (ECMA-376 part 2, 6.2.2.3), and some writers use backslashes.
func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(name, `\`, "/")), "/"))
}

// read returns a part, or nil where the package has none of that name.
func (p *docxPackage) read(name string) ([]byte, error) {
	file := p.parts[partName(name)]
	if file == nil {
		return nil, nil
	}
	if file.Flags&1 != 0 {
		return nil, content.Refuse(content.NeedsPassword)
	}
	r, err := file.Open()
	if err != nil {
		return nil, content.Refuse(content.Damaged).Because(fmt.Errorf("%s: %w", name, err))
	}
	defer r.Close()
	limit := maxDOCXUnpacked - p.unpacked
	if byRatio := max(minRatioSize, int64(file.CompressedSize64)*maxDOCXRatio); byRatio < limit {
		limit = byRatio
	}
	var part bytes.Buffer
	part.Grow(int(min(file.UncompressedSize64, uint64(limit))) + bytes.MinRead)
	_, err = part.ReadFrom(io.LimitReader(r, limit+1))
	if int64(part.Len()) > limit {
		return nil, content.Refuse(content.InflatesTooFar)
	}
	if err != nil {
		return nil, content.Refuse(content.Damaged).Because(fmt.Errorf("%s: %w", name, err))
	}
	p.unpacked += int64(part.Len())
	return part.Bytes(), nil
}

// relationship is a link from one part to another.
type relationship struct {
	id, kind, target string // kind is the last element of its type: "styles"
}

// relationships returns the links of a part; of the package itself where
// part is "".
func (p *docxPackage) relationships(part string) ([]relationship, error) {
	dir, file := path.Split(part)
	data, err := p.read(dir + "_rels/" + file + ".rels")
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
			links = append(links, relationship{e.attribute("Id"), path.Base(e.attribute("Type")), partName(target)})
		}
		return r.skip()
	})
	if err != nil {
		return nil, content.Refuse(content.Damaged).Because(fmt.Errorf("links of %q: %w", part, err))
	}
	return links, nil
}
