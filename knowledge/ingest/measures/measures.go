package measures

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"policybot/knowledge"
	"policybot/knowledge/figure"
)

// File is what a file of measures holds. Whatever has a problem is
// left out: a fact alone, or a measure with its facts; the rest stays.
type File struct {
	Document knowledge.Document
	Topics   []knowledge.Topic
	Measures []knowledge.Measure
	Problems []knowledge.Problem

	lines map[string]int // where measures, topics and the topics they name stand
}

// Read reads the measures of one source, written by hand in YAML:
//
//	source:
//	  id: quota-2024            # names the document; the file's path where absent
//	  title: {zh: …, en: …}
//	  publisher: {zh: …, en: …}
//	  date: 2024-03-01          # published
//	  language: en              # what the source is written in: quotes are in it
//	  number, url, region, effective, agency, speaker: as known
//	topics:
//	  - id: fishing
//	    name: {zh: …, en: …}
//	    also: [other names]
//	measures:
//	  - id: cod-quota
//	    title: {zh: …, en: …}
//	    summary: {zh: …, en: …}
//	    topic: fishing
//	    agency, speaker: {zh: …, en: …}   # the source's where absent
//	    audience: [{zh: …, en: …}]
//	    effective: 2024-04-01
//	    deadline: 2024-12-31
//	    also: [keywords, other names]
//	    facts:
//	      - id: total
//	        label: {zh: …, en: …}
//	        statement: {zh: …, en: …}
//	        as_of: 2024-02-29
//	        also: [other names]
//	        figures:                  # optional: what the reader must read there
//	          - 1,200 tonnes
//
// A statement of several figures names each: a member of figures may hold
// text and a label of its own.
func Read(path string, data []byte) File {
	reader := measuresReader{yamlFile: yamlFile{path: path}}
	reader.lines = map[string]int{}
	hash := sha256.Sum256(data)
	reader.Document = knowledge.Document{
		ID: knowledge.DocumentID(path), Format: "yaml", Path: path, Hash: hex.EncodeToString(hash[:]),
	}
	if root := reader.parse(data); root != nil {
		reader.read(root)
	}
	reader.Problems = reader.problems
	return reader.File
}

type measuresReader struct {
	yamlFile
	File
	agency, speaker knowledge.Text // the source's
}

func (r *measuresReader) read(root *yaml.Node) {
	fields, ok := r.mapping(root, "file", "source", "topics", "measures")
	if ok {
		fields.require("source", "measures")
	}
	node := fields.values["source"]
	if node == nil {
		// Without a source nothing in the file can be cited.
		r.problems[0].Fatal = true
		return
	}
	r.readSource(node)
	for _, node := range fields.list("topics") {
		r.readTopic(node)
	}
	for _, node := range fields.list("measures") {
		r.readMeasure(node)
	}
}

func (r *measuresReader) readSource(node *yaml.Node) {
	source, ok := r.mapping(node, "source", "id", "title", "publisher", "number", "date", "effective",
		"url", "language", "region", "agency", "speaker")
	if !ok {
		return
	}
	source.require("title", "publisher", "date", "language")
	document := &r.Document
	if id := source.id("id"); id != "" {
		document.ID = knowledge.DocumentID(id)
	}
	document.Language = knowledge.Language(source.plain("language"))
	if _, known := languageName[document.Language]; !known && document.Language != "" {
		r.problem(source.lineOf("language"), "source: language %q: write zh or en", document.Language)
		document.Language = ""
	}
	if document.Language == "" {
		document.Language = knowledge.Chinese
	}
	document.Titles = source.text("title")
	if document.Title = document.Titles.In(document.Language); document.Title == "" {
		document.Title = r.path
	}
	document.Source.Publishers = source.text("publisher")
	document.Source.Publisher = document.Source.Publishers.In(document.Language)
	document.Source.Number = source.plain("number")
	document.Source.Published = source.date("date")
	document.Source.Effective = source.date("effective")
	document.Source.URL = source.plain("url")
	if url := document.Source.URL; url != "" && !strings.HasPrefix(url, "https://") && !strings.HasPrefix(url, "http://") {
		r.problem(source.lineOf("url"), "source: url %q: write the whole address, from https:// on", url)
		document.Source.URL = ""
	}
	document.Source.Region = source.plain("region")
	r.agency = source.text("agency")
	r.speaker = source.text("speaker")
}

func (r *measuresReader) readTopic(node *yaml.Node) {
	before := len(r.problems)
	topic, ok := r.mapping(node, "topic", "id", "name", "also")
	if !ok {
		return
	}
	topic.require("id", "name")
	read := knowledge.Topic{ID: knowledge.TopicID(topic.id("id")), Name: topic.text("name"), Also: topic.words("also")}
	r.once(topic, "topic", string(read.ID))
	if len(r.problems) == before {
		r.Topics = append(r.Topics, read)
	}
}

// once notes where the thing with the given id stands, and reports a second
// one.
func (r *measuresReader) once(fields yamlFields, kind, id string) {
	if id == "" {
		return
	}
	if first := r.lines[kind+" "+id]; first > 0 {
		r.problem(fields.lineOf("id"), "%s %s is already on line %d: give this one an id of its own", kind, id, first)
		return
	}
	r.lines[kind+" "+id] = fields.lineOf("id")
}

func (r *measuresReader) readMeasure(node *yaml.Node) {
	before := len(r.problems)
	fields, ok := r.mapping(node, "measure", "id", "title", "summary", "topic", "agency", "speaker", "audience",
		"effective", "deadline", "also", "facts")
	if !ok {
		return
	}
	id := fields.id("id")
	if id != "" {
		fields.what = "measure " + id
	}
	fields.require("id", "title", "summary", "topic")
	measure := knowledge.Measure{
		ID:        knowledge.MeasureID(id),
		Title:     fields.text("title"),
		Summary:   fields.text("summary"),
		Topic:     knowledge.TopicID(fields.id("topic")),
		Agency:    fields.text("agency"),
		Speaker:   fields.text("speaker"),
		Effective: fields.date("effective"),
		Deadline:  fields.date("deadline"),
		Also:      fields.words("also"),
	}
	if measure.Agency == nil {
		measure.Agency = r.agency
	}
	if measure.Speaker == nil {
		measure.Speaker = r.speaker
	}
	for _, node := range fields.list("audience") {
		if audience := r.text(node, fields.what+": audience"); audience != nil {
			measure.Audience = append(measure.Audience, audience)
		}
	}
	if !measure.Deadline.IsZero() && measure.Deadline.Compare(measure.Effective) < 0 {
		r.problem(fields.lineOf("deadline"), "%s: deadline %s is before it takes effect on %s: check both",
			fields.what, measure.Deadline, measure.Effective)
	}
	r.compare(measure.Title, false, fields.lineOf("title"), fields.what+": title")
	r.compare(measure.Summary, false, fields.lineOf("summary"), fields.what+": summary")
	r.once(fields, "measure", id)
	whole := len(r.problems) == before
	ids := map[knowledge.FactID]int{}
	for _, node := range fields.list("facts") {
		if fact, ok := r.readFact(node, fields.what, measure.ID, ids); ok {
			measure.Facts = append(measure.Facts, fact)
		}
	}
	if !whole {
		return
	}
	r.lines["topic of "+id] = fields.lineOf("topic")
	r.Measures = append(r.Measures, measure)
}

// readFact reads one fact; its id within the base is its measure's and its
// own, joined by a slash.
func (r *measuresReader) readFact(node *yaml.Node, of string, measure knowledge.MeasureID, ids map[knowledge.FactID]int) (knowledge.Fact, bool) {
	before := len(r.problems)
	fields, ok := r.mapping(node, of+": fact", "id", "label", "statement", "as_of", "figures", "also")
	if !ok {
		return knowledge.Fact{}, false
	}
	id := fields.id("id")
	if id != "" {
		fields.what = of + ": fact " + id
	}
	fields.require("id", "label", "statement")
	fact := knowledge.Fact{
		ID:        knowledge.FactID(string(measure) + "/" + id),
		Measure:   measure,
		Label:     fields.text("label"),
		Statement: fields.text("statement"),
		Language:  r.Document.Language,
		Also:      fields.words("also"),
		AsOf:      fields.date("as_of"),
	}
	if first := ids[fact.ID]; id != "" && first > 0 {
		r.problem(fields.lineOf("id"), "%s is already on line %d: give this one an id of its own", fields.what, first)
	}
	ids[fact.ID] = fields.lineOf("id")
	published := r.Document.Source.Published
	if !published.IsZero() && fact.AsOf.Compare(published) > 0 {
		r.problem(fields.lineOf("as_of"), "%s: as_of %s is after the source's date, %s: check both", fields.what, fact.AsOf, published)
	}
	r.compare(fact.Label, false, fields.lineOf("label"), fields.what+": label")
	if r.compare(fact.Statement, true, fields.lineOf("statement"), fields.what+": statement") {
		fact.Figures = figure.Find(fact.Statement[fact.Language], published)
		if fact.AsOf.IsZero() {
			fact.AsOf = asOf(fact.Figures)
		}
		r.nameFigures(&fact, fields)
	}
	return fact, len(r.problems) == before
}

// asOf returns the date as of which all the figures hold, or none where they
// differ.
func asOf(figures []figure.Figure) figure.Date {
	var date figure.Date
	for _, f := range figures {
		switch {
		case f.AsOf.IsZero() || f.AsOf == date:
		case date.IsZero():
			date = f.AsOf
		default:
			return figure.Date{}
		}
	}
	return date
}

// nameFigures holds the figures that were read from a fact's statement
// against those the file lists, and gives each the label that it has there.
func (r *measuresReader) nameFigures(fact *knowledge.Fact, fields yamlFields) {
	listed := fields.list("figures")
	if len(listed) == 0 {
		return
	}
	statement := fact.Statement[fact.Language]
	labels := make([]knowledge.Text, len(fact.Figures))
	named := make([]bool, len(fact.Figures))
	any := false
	for _, node := range listed {
		what := fields.what + ": figures"
		text := node.Value
		var label knowledge.Text
		if node.Kind != yaml.ScalarNode {
			member, ok := r.mapping(node, what, "text", "label")
			if !ok {
				continue
			}
			member.require("text", "label")
			text, label = member.plain("text"), member.text("label")
		}
		text = strings.TrimSpace(text)
		start := strings.Index(statement, text)
		if text == "" || start < 0 {
			r.problem(node.Line, "%s: %q does not stand in the statement in %s: write it as it stands there",
				what, text, languageName[fact.Language])
			continue
		}
		read := slices.IndexFunc(fact.Figures, func(f figure.Figure) bool {
			return f.Start < start+len(text) && start < f.End
		})
		switch {
		case read < 0:
			r.problem(node.Line, "%s: %q is not read as a figure: write a number and its unit, such as 1,200 tonnes or 680.91亿元", what, text)
		case named[read]:
			r.problem(node.Line, "%s: %q is part of %q, which is already listed", what, text, fact.Figures[read].Text)
		default:
			named[read], labels[read] = true, label
			any = any || label != nil
		}
	}
	for i, f := range fact.Figures {
		if !named[i] && !isDate(f) {
			r.problem(fields.lineOf("figures"), "%s: the statement also says %q: list it, or say it in a fact of its own", fields.what, f.Text)
		}
	}
	if any {
		fact.Labels = labels
	}
}

func isDate(f figure.Figure) bool {
	return f.Dimension == figure.DateDay || f.Dimension == figure.DateRange
}

// compare reports whether a text says the same figures in each language, and
// where it does not, notes a problem. Unless strict, dates and numbers in words
// may be said in one language only.
func (r *measuresReader) compare(text knowledge.Text, strict bool, line int, what string) bool {
	chinese, english := text[knowledge.Chinese], text[knowledge.English]
	if chinese == "" || english == "" {
		return false
	}
	published := r.Document.Source.Published
	left, right := figure.Find(chinese, published), figure.Find(english, published)
	for i := 0; i < len(left); {
		j := slices.IndexFunc(right, func(f figure.Figure) bool { return sameFigure(left[i], f) })
		if j < 0 {
			i++
			continue
		}
		left, right = slices.Delete(left, i, i+1), slices.Delete(right, j, j+1)
	}
	if !strict {
		left, right = slices.DeleteFunc(left, inPassing), slices.DeleteFunc(right, inPassing)
	}
	if len(left)+len(right) == 0 {
		return true
	}
	r.problem(line, "%s: the languages differ in figures: Chinese has %s, English has %s: make them say the same",
		what, quoteFigures(left), quoteFigures(right))
	return false
}

func inPassing(f figure.Figure) bool {
	return isDate(f) || !strings.ContainsAny(f.Text, "0123456789")
}

func quoteFigures(figures []figure.Figure) string {
	if len(figures) == 0 {
		return nothingElse
	}
	quoted := make([]string, len(figures))
	for i, f := range figures {
		quoted[i] = `"` + f.Text + `"`
	}
	return strings.Join(quoted, ", ")
}

// sameFigure reports whether two figures, one in each language, state the
// same. What is counted goes by another name in each.
func sameFigure(a, b figure.Figure) bool {
	switch {
	case a.Dimension != b.Dimension:
		return false
	case isDate(a):
		return a.Date == b.Date && a.Until == b.Until
	case a.Dimension != figure.Count && !figure.UnitsAgree(a.Unit, b.Unit):
		return false
	case a.Valued && b.Valued:
		return sameSide(a.Bound) == sameSide(b.Bound) && a.Value.Equal(b.Value) && a.Over.Equal(b.Over)
	}
	return a.Valued == b.Valued && sameLimit(a.Low, b.Low) && sameLimit(a.High, b.High)
}

// sameSide maps the bounds that the languages say differently onto one: 11万余
// is "more than 110,000" in English.
func sameSide(bound figure.Bound) figure.Bound {
	switch bound {
	case figure.ApproxAbove:
		return figure.Greater
	case figure.ApproxBelow:
		return figure.Less
	}
	return bound
}

func sameLimit(a, b *figure.Limit) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Value.Equal(b.Value)
}

// Add adds what the files hold to base, each measure under a topic of
// the base and each id once.
func Add(base *knowledge.Base, files []File) {
	documents, measures := map[knowledge.DocumentID]string{}, map[knowledge.MeasureID]string{}
	for _, document := range base.Documents {
		documents[document.ID] = document.Path
	}
	var topics []string
	for _, topic := range base.Topics {
		topics = append(topics, string(topic.ID))
	}
	for _, file := range files {
		for _, topic := range file.Topics {
			if !slices.Contains(topics, string(topic.ID)) {
				base.Topics = append(base.Topics, topic)
				topics = append(topics, string(topic.ID))
			}
		}
	}
	for _, file := range files {
		path := file.Document.Path
		notes := yamlFile{path: path, problems: file.Problems}
		if first, taken := documents[file.Document.ID]; taken {
			notes.problem(1, "source: id %s is already that of %s: give this one an id of its own", file.Document.ID, first)
			file.Document.ID = knowledge.DocumentID(path)
		}
		documents[file.Document.ID] = path
		for _, measure := range file.Measures {
			id := string(measure.ID)
			first, taken := measures[measure.ID]
			switch {
			case taken:
				notes.problem(file.lines["measure "+id], "measure %s is already in %s: give this one an id of its own", id, first)
			case !slices.Contains(topics, string(measure.Topic)):
				notes.unknownTopic(file.lines["topic of "+id], id, string(measure.Topic), topics)
			default:
				measures[measure.ID] = path
				cite(&file.Document, &measure)
				base.Measures = append(base.Measures, measure)
			}
		}
		if len(file.Document.Sections) > 0 {
			base.Documents = append(base.Documents, file.Document)
		}
		slices.SortStableFunc(notes.problems, func(a, b knowledge.Problem) int { return a.Line - b.Line })
		base.Problems = append(base.Problems, notes.problems...)
	}
}

func (f *yamlFile) unknownTopic(line int, measure, topic string, topics []string) {
	switch best := nearest(topic, topics); {
	case best != "":
		f.problem(line, "measure %s: unknown topic %q: did you mean %s?", measure, topic, best)
	case len(topics) > 0:
		f.problem(line, "measure %s: unknown topic %q: use one of %s, or add it under topics", measure, topic, strings.Join(topics, ", "))
	default:
		f.problem(line, "measure %s: unknown topic %q: add it under topics", measure, topic)
	}
}

// cite writes the section of the document that holds what a measure says, in
// the document's language, and points the measure and its facts at their
// words in it.
func cite(document *knowledge.Document, measure *knowledge.Measure) {
	section := knowledge.Section{
		ID:      knowledge.SectionID(measure.ID),
		Heading: []string{measure.Title[document.Language]},
		Text:    measure.Summary[document.Language],
	}
	for i := range measure.Facts {
		fact := &measure.Facts[i]
		section.Text += "\n"
		start := len(section.Text)
		section.Text += fact.Statement[document.Language]
		fact.Cite = knowledge.Citation{Document: document.ID, Section: section.ID, Start: start, End: len(section.Text)}
	}
	measure.Cite = knowledge.Citation{Document: document.ID, Section: section.ID, End: len(section.Text)}
	document.Sections = append(document.Sections, section)
}
