package diff

import (
	"strings"

	"policybot/knowledge"
)

// volume is a document to be compared, or several that have been split from
// one or merged into one, read one after another.
type volume struct {
	*knowledge.Document
	parts []*knowledge.Document // by index of section; nil for a single document
}

func volumeOf(list ...*knowledge.Document) *volume {
	if len(list) == 1 {
		return &volume{Document: list[0]}
	}
	all := *list[0]
	all.Hash, all.Sections = "", nil
	v := &volume{Document: &all}
	for _, d := range list {
		for i := range d.Sections {
			all.Sections = append(all.Sections, d.Sections[i])
			v.parts = append(v.parts, d)
		}
	}
	return v
}

// at returns the document that a section belongs to; the first one for the
// title, section -1.
func (v *volume) at(section int) *knowledge.Document {
	if section < 0 || section >= len(v.parts) {
		return v.Document
	}
	return v.parts[section]
}

// cited returns the document of the volume with an id.
func (v *volume) cited(id knowledge.DocumentID) *knowledge.Document {
	for i, d := range v.parts {
		if d.ID == id {
			return v.parts[i]
		}
	}
	return v.Document
}

// names lists the ids of documents.
func names(list []*knowledge.Document) string {
	var ids []string
	for _, d := range list {
		ids = append(ids, string(d.ID))
	}
	return strings.Join(ids, ", ")
}
