package eval

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"io"
	"strings"

	"policybot/index"
	"policybot/knowledge"
)

// Case is a question with what is known of its answer. Only the question is
// required.
type Case struct {
	ID       string       `json:"id"`
	Question string       `json:"question"`
	Answer   string       `json:"answer,omitempty"`   // the words of a good answer
	Document string       `json:"document,omitempty"` // id of the document that holds it, or its file name without extension
	Figures  []Figure     `json:"figures,omitempty"`  // the figures of a good answer, the most important first
	Status   index.Status `json:"status,omitempty"`   // not_found where the base does not hold the answer

	// What a reply is graded by, where the case says so; see [GradeOf].
	Kind      string             `json:"kind,omitempty"`
	Language  knowledge.Language `json:"language,omitempty"`
	Accept    [][]string         `json:"accept,omitempty"`     // groups of alternatives: a right reply holds one of each
	Reject    []string           `json:"reject,omitempty"`     // what must not be told as the answer
	AlsoRight [][]string         `json:"also_right,omitempty"` // for not_found: an answer as good as a refusal
	Evidence  string             `json:"evidence,omitempty"`   // the words of the document that prove the answer
	Documents []string           `json:"documents,omitempty"`  // all that hold it, where there are several
}

// Figure is a figure that an answer should give, in base units.
type Figure struct {
	Value string `json:"value"`
	Unit  string `json:"unit,omitempty"`
}

// UnmarshalJSON reads a figure as an object, or as its value alone; a value
// may be a string or a number.
func (f *Figure) UnmarshalJSON(text []byte) error {
	var fields struct {
		Value json.RawMessage `json:"value"`
		Unit  string          `json:"unit"`
	}
	if text[0] != '{' {
		fields.Value = text
	} else if err := json.Unmarshal(text, &fields); err != nil {
		return err
	}
	*f = Figure{Value: string(bytes.Trim(fields.Value, `"`)), Unit: fields.Unit}
	return nil
}

// maxLine bounds a line of a file of questions, in bytes.
const maxLine = 4 << 20

// Read reads questions, a JSON object a line. Empty lines are passed over. A
// case without an id is named for its line.
func Read(r io.Reader) ([]Case, error) {
	var cases []Case
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	for number := 1; lines.Scan(); number++ {
		line := bytes.TrimSpace(bytes.TrimPrefix(lines.Bytes(), []byte("\ufeff")))
		if len(line) == 0 {
			continue
		}
		var c Case
		if err := json.Unmarshal(line, &c); err != nil {
			return nil, fmt.Errorf(`line %d: %w; write an object a line: {"id": "1", "question": "…", "answer": "…"}`, number, err)
		}
		if c.Question == "" {
			return nil, fmt.Errorf(`line %d: no question; write {"question": "…"}`, number)
		}
		switch c.Status {
		case "", index.Answered, index.NotFound:
		default:
			return nil, fmt.Errorf("line %d: unknown status %q; write %q or %q", number, c.Status, index.Answered, index.NotFound)
		}
		if c.ID == "" {
			c.ID = fmt.Sprint(number)
		}
		cases = append(cases, c)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read the questions: %w", err)
	}
	return cases, nil
}

// Halves splits cases in two by a hash of their ids, so that one half can be
// tuned on and the other kept aside.
func Halves(cases []Case) (tune, aside []Case) {
	for _, c := range cases {
		h := fnv.New32a()
		io.WriteString(h, c.ID)
		if h.Sum32()&1 == 0 {
			tune = append(tune, c)
		} else {
			aside = append(aside, c)
		}
	}
	return tune, aside
}

// resolve returns the id of the document that a case names: its id, its path,
// or the path's last element without extension. A name may begin with
// directories above the base.
func resolve(base *knowledge.Base) func(name string) (knowledge.DocumentID, bool) {
	ids := make(map[string]knowledge.DocumentID)
	add := func(name string, id knowledge.DocumentID) {
		if _, taken := ids[name]; !taken {
			ids[name] = id
		}
	}
	for i := range base.Documents {
		d := &base.Documents[i]
		add(string(d.ID), d.ID)
	}
	for i := range base.Documents {
		d := &base.Documents[i]
		for _, path := range []string{d.Path, string(d.ID)} {
			add(path, d.ID)
			add(withoutExtension(path), d.ID)
		}
	}
	return func(name string) (knowledge.DocumentID, bool) {
		for name != "" {
			if id, ok := ids[name]; ok {
				return id, true
			}
			_, name, _ = strings.Cut(name, "/") // named from a directory further up
		}
		return "", false
	}
}
