package ingest

import (
	"errors"
	"io/fs"
	"time"

	"go.yaml.in/yaml/v4"

	"policybot/knowledge"
	"policybot/knowledge/place"
)

// baseFile holds the settings of a base.
const baseFile = "base.yaml"

// readSettings reads base.yaml into base and returns its content. All of it
// may be left out:
//
//	name: {zh: 青山市惠企政策, en: Qingshan business policy}   # or a plain text
//	languages: [zh, en]
//	time_zone: Asia/Shanghai
//	region: 江苏省
//	topics:
//	  - id: finance
//	    name: {zh: 金融, en: Finance}
//	    also: [贷款, credit]
//	synonyms:
//	  - [中小微企业, 小微企业, SMEs]
func readSettings(fsys fs.FS, base *knowledge.Base) []byte {
	info, err := fs.Stat(fsys, baseFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	var data []byte
	if err == nil {
		data, err = readBounded(fsys, file{path: baseFile, size: info.Size()})
	}
	if err != nil {
		base.Problems = append(base.Problems, asUnreadable(err).problem(baseFile, true))
		return nil
	}
	s := settingsReader{yamlFile{path: baseFile}}
	if root := s.parse(data); root != nil {
		s.read(root, base)
	}
	base.Problems = append(base.Problems, s.problems...)
	return data
}

type settingsReader struct{ yamlFile }

func (s *settingsReader) read(root *yaml.Node, base *knowledge.Base) {
	fields, ok := s.mapping(root, "base", "name", "languages", "time_zone", "region", "topics", "synonyms")
	if !ok {
		return
	}
	base.Name = s.name(fields)
	for _, language := range fields.words("languages") {
		switch l := knowledge.Language(language); l {
		case knowledge.Chinese, knowledge.English:
			base.Languages = append(base.Languages, l)
		default:
			s.problem(fields.lineOf("languages"), "base: language %q: write zh or en", language)
		}
	}
	if base.TimeZone = fields.plain("time_zone"); base.TimeZone != "" {
		if _, err := time.LoadLocation(base.TimeZone); err != nil {
			s.problem(fields.lineOf("time_zone"), "base: time_zone %q is not known: write an IANA name, such as Asia/Shanghai", base.TimeZone)
			base.TimeZone = ""
		}
	}
	if base.Region = fields.plain("region"); base.Region != "" && len(place.Find(base.Region)) == 0 {
		s.problem(fields.lineOf("region"), "base: region %q is not a place that is known: write its full name, such as 江苏省", base.Region)
		base.Region = ""
	}
	topics := measuresReader{yamlFile: s.yamlFile}
	topics.lines = map[string]int{}
	for _, node := range fields.list("topics") {
		topics.readTopic(node)
	}
	base.Topics, s.problems = topics.Topics, topics.problems
	for _, node := range fields.list("synonyms") {
		if group := s.group(node); len(group) > 1 {
			base.Synonyms = append(base.Synonyms, group)
		}
	}
}

// name reads a name in both languages, in one of them, or as a plain text.
func (s *settingsReader) name(fields yamlFields) knowledge.Text {
	node := fields.values["name"]
	if node == nil {
		return nil
	}
	if node.Kind == yaml.ScalarNode {
		return knowledge.Text{languageOf(node.Value): cleanLine(node.Value)}
	}
	names, ok := s.mapping(node, "base: name", "zh", "en")
	if !ok {
		return nil
	}
	name := knowledge.Text{}
	for _, language := range []knowledge.Language{knowledge.Chinese, knowledge.English} {
		if words := cleanLine(names.plain(string(language))); words != "" {
			name[language] = words
		}
	}
	return name
}

// group reads words that mean the same.
func (s *settingsReader) group(node *yaml.Node) []string {
	if node.Kind != yaml.SequenceNode {
		s.problem(node.Line, "base: synonyms: write each group as a list, such as [小微企业, small firms]; found %s", describe(node))
		return nil
	}
	var group []string
	for _, word := range node.Content {
		if words := cleanLine(word.Value); word.Kind == yaml.ScalarNode && words != "" {
			group = append(group, words)
		}
	}
	if len(group) < 2 {
		s.problem(node.Line, "base: synonyms: a group needs two words or more: add one or remove it")
	}
	return group
}
