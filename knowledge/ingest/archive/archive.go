// Package archive opens documents that are ZIP archives of XML parts, and
// holds them to bounds: how much they unpack to, how deep and how large their
// XML is. Nothing is written anywhere, and no name in an archive is followed.
package archive

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"policybot/knowledge/ingest/content"
)

// Bounds of one archive. XML deflates to between a fifth and a hundredth; a
// bomb reaches a thousandth.
const (
	maxEntries   = 20_000
	maxUnpacked  = 48 << 20 // bytes of all parts read
	maxRatio     = 200      // of unpacked to packed size, from minRatioSize on
	minRatioSize = 4 << 20
	maxDepth     = 256
	maxNodes     = 1_500_000 // elements and texts of all parts
)

// Archive is an open document.
type Archive struct {
	context  context.Context
	parts    map[string]*zip.File
	names    []string
	unpacked int64
	nodes    int
}

// Open opens a document. Names of parts are looked up without regard to case.
func Open(ctx context.Context, data []byte) (*Archive, error) {
	reader, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, content.Refuse(content.Damaged).Because(err)
	}
	if len(reader.File) > maxEntries {
		return nil, content.Refuse(content.InflatesTooFar)
	}
	a := &Archive{context: ctx, parts: make(map[string]*zip.File, len(reader.File))}
	for _, file := range reader.File {
		name := PartName(file.Name)
		if _, ok := a.parts[name]; !ok {
			a.parts[name] = file
			a.names = append(a.names, name)
		}
	}
	return a, nil
}

// PartName is the form in which parts are looked up: names are compared without
// case (ECMA-376 part 2, 6.2.2.3), and some writers use backslashes.
func PartName(name string) string {
	return strings.ToLower(strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(name, `\`, "/")), "/"))
}

// Names returns the names of all parts, in lower case.
func (a *Archive) Names() []string { return a.names }

// Has reports whether there is a part of a name.
func (a *Archive) Has(name string) bool { return a.parts[PartName(name)] != nil }

// Read returns a part, or nil where there is none of that name.
func (a *Archive) Read(name string) ([]byte, error) {
	file := a.parts[PartName(name)]
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
	limit := min(maxUnpacked-a.unpacked, max(minRatioSize, int64(file.CompressedSize64)*maxRatio))
	var part bytes.Buffer
	part.Grow(int(min(file.UncompressedSize64, uint64(limit))) + bytes.MinRead)
	_, err = part.ReadFrom(io.LimitReader(r, limit+1))
	if int64(part.Len()) > limit {
		return nil, content.Refuse(content.InflatesTooFar)
	}
	if err != nil {
		return nil, content.Refuse(content.Damaged).Because(fmt.Errorf("%s: %w", name, err))
	}
	a.unpacked += int64(part.Len())
	return part.Bytes(), nil
}

// Node is an element, or a text, which has no name.
type Node struct {
	Name       string // without its namespace
	Text       string
	Children   []*Node
	attributes []xml.Attr
}

// Attribute returns the attribute of a name, whatever its namespace.
func (n *Node) Attribute(name string) string {
	for _, a := range n.attributes {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// Link returns the id of a relationship that the element refers to.
func (n *Node) Link() string {
	for _, a := range n.attributes {
		if a.Name.Local == "id" && strings.HasSuffix(a.Name.Space, "relationships") {
			return a.Value
		}
	}
	return ""
}

// Child returns the first child of a name, or an empty node.
func (n *Node) Child(name string) *Node {
	for _, c := range n.Children {
		if c.Name == name {
			return c
		}
	}
	return &Node{}
}

// All returns the elements of a name below the node, in order; none inside
// another of that name.
func (n *Node) All(name string) []*Node {
	var out []*Node
	for _, c := range n.Children {
		if c.Name == name {
			out = append(out, c)
		} else {
			out = append(out, c.All(name)...)
		}
	}
	return out
}

// Parse reads a part as XML. It returns nil where there is no such part.
func (a *Archive) Parse(name string) (*Node, error) {
	part, err := a.Read(name)
	if err != nil || part == nil {
		return nil, err
	}
	root, err := a.parse(part)
	if err != nil {
		return nil, content.Refuse(content.Damaged).Because(fmt.Errorf("%s: %w", name, err))
	}
	return root, nil
}

var (
	errDeep  = fmt.Errorf("elements nest more than %d deep", maxDepth)
	errLarge = fmt.Errorf("more than %d elements", maxNodes)
)

// parse reads XML. Entities other than XML's own five are an error, so nothing
// expands.
func (a *Archive) parse(part []byte) (*Node, error) {
	decoder := xml.NewDecoder(bytes.NewReader(part))
	decoder.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	root := &Node{}
	open := []*Node{root}
	for {
		token, err := decoder.Token()
		switch {
		case errors.Is(err, io.EOF):
			return root, nil
		case err != nil:
			return nil, err
		}
		last := open[len(open)-1]
		switch t := token.(type) {
		case xml.StartElement:
			n := &Node{Name: t.Name.Local, attributes: t.Attr}
			last.Children = append(last.Children, n)
			open = append(open, n)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			last.Children = append(last.Children, &Node{Text: string(t)})
		}
		a.nodes++
		switch {
		case len(open) > maxDepth:
			return nil, errDeep
		case a.nodes > maxNodes:
			return nil, errLarge
		case a.nodes%4096 == 0 && a.context.Err() != nil:
			return nil, a.context.Err()
		}
	}
}

// Links returns the targets of the relationships of a part, by their ids.
func (a *Archive) Links(part string) (map[string]string, error) {
	dir, file := path.Split(part)
	root, err := a.Parse(dir + "_rels/" + file + ".rels")
	if err != nil || root == nil {
		return nil, err
	}
	links := map[string]string{}
	for _, r := range root.All("Relationship") {
		target := r.Attribute("Target")
		if r.Attribute("TargetMode") == "External" {
			continue
		}
		if !strings.HasPrefix(target, "/") {
			target = dir + target
		}
		links[r.Attribute("Id")] = PartName(target)
	}
	return links, nil
}

// Join returns the name of a part that another refers to.
func Join(part, target string) string {
	dir, _ := path.Split(part)
	target, _, _ = strings.Cut(target, "#")
	return PartName(dir + target)
}
