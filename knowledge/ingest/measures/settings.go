package measures

import (
	"time"

	"go.yaml.in/yaml/v4"

	"policybot/knowledge"
	"policybot/knowledge/ingest/content"
	"policybot/knowledge/place"
)

// SettingsFile holds the settings of a base.
const SettingsFile = "base.yaml"

// ReadSettings reads the content of base.yaml into base. All of it
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
func ReadSettings(data []byte, base *knowledge.Base) {
	s := settingsReader{yamlFile{path: SettingsFile}}
	if root := s.parse(data); root != nil {
		s.read(root, base)
	}
	base.Problems = append(base.Problems, s.problems...)
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
		return knowledge.Text{content.LanguageOf(node.Value): content.CleanLine(node.Value)}
	}
	names, ok := s.mapping(node, "base: name", "zh", "en")
	if !ok {
		return nil
	}
	name := knowledge.Text{}
	for _, language := range []knowledge.Language{knowledge.Chinese, knowledge.English} {
		if words := content.CleanLine(names.plain(string(language))); words != "" {
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
		if words := content.CleanLine(word.Value); word.Kind == yaml.ScalarNode && words != "" {
			group = append(group, words)
		}
	}
	if len(group) < 2 {
		s.problem(node.Line, "base: synonyms: a group needs two words or more: add one or remove it")
	}
	return group
}
