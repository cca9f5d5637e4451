package notify

import (
	"slices"

	"policybot/bot/state"
	"policybot/knowledge"
)

// Filter is one of the filters of a subscription that name something.
type Filter string

// The filters that name something of the documents.
const (
	TopicFilter    Filter = "topic"
	AgencyFilter   Filter = "agency"
	DocumentFilter Filter = "document"
)

// Unknown returns the filter of a subscription that nothing in a base goes by, so
// that it would never be told of anything, with the names there are; "" for none.
func Unknown(sub *state.Subscription, base *knowledge.Base) (Filter, []knowledge.Text) {
	if topic := fold(sub.Topic); topic != "" {
		var names []knowledge.Text
		known := false
		for _, t := range base.Topics {
			known = known || slices.Contains(foldAll(t.Name, string(t.ID)), topic)
			names = append(names, t.Name)
		}
		if !known {
			return TopicFilter, names
		}
	}
	if agency := fold(sub.Agency); agency != "" {
		names := agenciesOf(base)
		if !slices.ContainsFunc(names, func(t knowledge.Text) bool { return holdsPart(foldAll(t), agency) }) {
			return AgencyFilter, names
		}
	}
	if document := fold(sub.Document); document != "" {
		var names []knowledge.Text
		known := false
		for i := range base.Documents {
			d := &base.Documents[i]
			known = known || holdsPart(foldAll(d.Titles, string(d.ID), d.Title), document)
			title := knowledge.Text{knowledge.Chinese: d.Title, knowledge.English: d.Title}
			for language, t := range d.Titles {
				title[language] = t
			}
			names = append(names, title)
		}
		if !known {
			return DocumentFilter, names
		}
	}
	return "", nil
}

// agenciesOf returns the agencies of the measures and the publishers of the
// documents, each once.
func agenciesOf(base *knowledge.Base) []knowledge.Text {
	var names []knowledge.Text
	seen := map[string]bool{}
	add := func(t knowledge.Text) {
		key := t.In(knowledge.Chinese)
		if key != "" && !seen[key] {
			seen[key] = true
			names = append(names, t)
		}
	}
	for _, m := range base.Measures {
		add(m.Agency)
	}
	for i := range base.Documents {
		source := &base.Documents[i].Source
		if len(source.Publishers) > 0 {
			add(source.Publishers)
		} else {
			add(knowledge.Text{knowledge.Chinese: source.Publisher, knowledge.English: source.Publisher})
		}
	}
	return names
}
