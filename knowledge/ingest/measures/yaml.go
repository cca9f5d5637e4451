package measures

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"policybot/knowledge"
	"policybot/knowledge/figure"
	"policybot/knowledge/spelling"
)

// yamlFile walks the nodes of one YAML file and notes what is wrong with
// them, by line. Whoever wants to know whether a part of the file was right
// compares len(problems) before and after.
type yamlFile struct {
	path     string
	problems []knowledge.Problem
}

func (f *yamlFile) problem(line int, format string, args ...any) {
	f.problems = append(f.problems, knowledge.Problem{Path: f.path, Line: line, Message: say(format, args...)})
}

// parse returns the outermost node of the file, or nil.
func (f *yamlFile) parse(data []byte) *yaml.Node {
	var document yaml.Node
	err := yaml.Load(data, &document)
	switch wrong := (*yaml.LoadError)(nil); {
	case err == nil && len(document.Content) > 0:
		return document.Content[0]
	case !errors.As(err, &wrong) || strings.Contains(wrong.Message, "no documents"):
		f.problem(0, "the file is empty: write source and measures, or remove it")
	case strings.Contains(wrong.Message, "multiple"):
		f.problem(0, "the file holds several YAML documents, parted by ---: keep one a file")
	default:
		f.problem(wrong.Mark.Line, "not YAML: %s", syntaxMessage(wrong.Message))
	}
	f.problems[len(f.problems)-1].Fatal = true
	return nil
}

// yamlFields are the values of a mapping by key, and where the mapping stands.
type yamlFields struct {
	file   *yamlFile
	what   string // what the mapping describes: "measure", "fact principal"
	line   int
	values map[string]*yaml.Node
	wrong  map[string]bool // keys that were meant and already have their problem
}

// mapping returns the fields of a mapping that may hold the given keys.
func (f *yamlFile) mapping(node *yaml.Node, what string, keys ...string) (yamlFields, bool) {
	fields := yamlFields{f, what, node.Line, map[string]*yaml.Node{}, map[string]bool{}}
	if node.Kind != yaml.MappingNode {
		f.problem(node.Line, "%s: want keys and values, such as %s: …; found %s", what, keys[0], describe(node))
		return fields, false
	}
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		switch known := slices.Contains(keys, key.Value); {
		case !known:
			fields.wrong[nearest(key.Value, keys)] = true
			if best := nearest(key.Value, keys); best != "" {
				f.problem(key.Line, "%s: unknown key %q: did you mean %s?", what, key.Value, best)
			} else {
				f.problem(key.Line, "%s: unknown key %q: use one of %s", what, key.Value, strings.Join(keys, ", "))
			}
		case fields.values[key.Value] != nil:
			f.problem(key.Line, "%s: %s is given twice: keep one", what, key.Value)
		case value.Kind == yaml.AliasNode:
			fields.wrong[key.Value] = true
			f.problem(value.Line, "%s: %s is an alias (*%s): write it out", what, key.Value, value.Value)
		case value.Kind == yaml.ScalarNode && value.Tag == "!!null":
			fields.wrong[key.Value] = true
			f.problem(value.Line, "%s: %s is empty: fill it in or leave it out", what, key.Value)
		default:
			fields.values[key.Value] = value
		}
	}
	return fields, true
}

// require reports the keys that are not there.
func (m yamlFields) require(keys ...string) {
	for _, key := range keys {
		if m.values[key] == nil && !m.wrong[key] {
			m.file.problem(m.line, "%s: no %s: add %s: …", m.what, key, key)
		}
	}
}

// line of the value of key, or of the mapping where there is none.
func (m yamlFields) lineOf(key string) int {
	if node := m.values[key]; node != nil {
		return node.Line
	}
	return m.line
}

// plain returns a value that is the same in every language: an id, a URL.
func (m yamlFields) plain(key string) string {
	node := m.values[key]
	if node == nil {
		return ""
	}
	if node.Kind != yaml.ScalarNode {
		m.file.problem(node.Line, "%s: %s: want one value; found %s", m.what, key, describe(node))
		return ""
	}
	return strings.TrimSpace(node.Value)
}

// id returns a required name: lower-case letters, digits, hyphens and dots.
func (m yamlFields) id(key string) string {
	id := m.plain(key)
	if strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789-.") != "" {
		m.file.problem(m.lineOf(key), "%s: %s %q: use lower-case letters, digits and hyphens, such as loan-deferral", m.what, key, id)
		return ""
	}
	return id
}

func (m yamlFields) date(key string) figure.Date {
	text := m.plain(key)
	if text == "" {
		return figure.Date{}
	}
	date, err := figure.ParseDate(text)
	if err != nil {
		m.file.problem(m.lineOf(key), "%s: %s: %q is not a date: write YYYY-MM-DD, such as 2020-04-15", m.what, key, text)
	}
	return date
}

// text returns a text in both languages.
func (m yamlFields) text(key string) knowledge.Text {
	node := m.values[key]
	if node == nil {
		return nil
	}
	return m.file.text(node, m.what+": "+key)
}

func (f *yamlFile) text(node *yaml.Node, what string) knowledge.Text {
	if node.Kind == yaml.ScalarNode {
		f.problem(node.Line, "%s: say it in both languages: {zh: …, en: …}", what)
		return nil
	}
	fields, ok := f.mapping(node, what, "zh", "en")
	if !ok {
		return nil
	}
	text := knowledge.Text{}
	for _, language := range []knowledge.Language{knowledge.Chinese, knowledge.English} {
		words := strings.Join(strings.Fields(fields.plain(string(language))), " ")
		if words == "" {
			f.problem(node.Line, "%s: not said in %s: add %s: …", what, languageName[language], language)
			continue
		}
		text[language] = words
	}
	return text
}

var languageName = map[knowledge.Language]string{knowledge.Chinese: "Chinese", knowledge.English: "English"}

// list returns the members of a list.
func (m yamlFields) list(key string) []*yaml.Node {
	node := m.values[key]
	if node == nil {
		return nil
	}
	if node.Kind != yaml.SequenceNode {
		m.file.problem(node.Line, "%s: %s: want a list, each member after a hyphen; found %s", m.what, key, describe(node))
		return nil
	}
	members := slices.Clone(node.Content)
	return slices.DeleteFunc(members, func(member *yaml.Node) bool {
		empty := member.Kind == yaml.AliasNode || member.Kind == yaml.ScalarNode && strings.TrimSpace(member.Value) == ""
		if empty {
			m.file.problem(member.Line, "%s: %s: %s in the list: write it out or remove it", m.what, key, describe(member))
		}
		return empty
	})
}

// words returns a list of names and keywords.
func (m yamlFields) words(key string) []string {
	var words []string
	for _, node := range m.list(key) {
		if node.Kind != yaml.ScalarNode {
			m.file.problem(node.Line, "%s: %s: want words; found %s", m.what, key, describe(node))
			continue
		}
		words = append(words, strings.Join(strings.Fields(node.Value), " "))
	}
	return words
}

// describe names what a node is, for people.
func describe(node *yaml.Node) string {
	switch node.Kind {
	case yaml.MappingNode:
		return "keys and values"
	case yaml.SequenceNode:
		return "a list"
	case yaml.AliasNode:
		return "an alias"
	}
	if strings.TrimSpace(node.Value) == "" || node.Tag == "!!null" {
		return "nothing"
	}
	const most = 40
	if words := []rune(node.Value); len(words) > most {
		return fmt.Sprintf("%q", string(words[:most])+"…")
	}
	return fmt.Sprintf("%q", node.Value)
}

// nearest returns the known word that is fewest letters away from word, or ""
// where more than a third of them, and more than two, would have to change.
func nearest(word string, known []string) string {
	best, least := "", max(2, len(word)/3)+1
	for _, candidate := range known {
		if d := spelling.Distance(strings.ToLower(word), candidate); d < min(least, len(candidate)) {
			best, least = candidate, d
		}
	}
	return best
}
