package discordtest

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// SpecVariable names the environment variable with the path of Discord's
// OpenAPI specification (API version 10). Where it is unset, requests are
// held to the rules of this package only.
const SpecVariable = "POLICYBOT_DISCORD_SPEC"

// specification is Discord's own description of its requests.
type specification struct {
	compiler *jsonschema.Compiler
	mu       sync.Mutex
	compiled map[string]*jsonschema.Schema
}

// loadSpecification reads the specification once for the whole process; it is
// nil where none is given.
var loadSpecification = sync.OnceValues(func() (*specification, error) {
	path := os.Getenv(SpecVariable)
	if path == "" {
		return nil, nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read Discord's specification ($%s): %w", SpecVariable, err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("read Discord's specification ($%s): %w", SpecVariable, err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.DefaultDraft(jsonschema.Draft2020)
	if err := compiler.AddResource("discord.json", document); err != nil {
		return nil, fmt.Errorf("read Discord's specification ($%s): %w", SpecVariable, err)
	}
	return &specification{compiler: compiler, compiled: map[string]*jsonschema.Schema{}}, nil
})

// check holds a body to the schema of the given name.
func (s *specification) check(name string, body any) error {
	if s == nil || name == "" {
		return nil
	}
	s.mu.Lock()
	schema := s.compiled[name]
	if schema == nil {
		var err error
		if schema, err = s.compiler.Compile("discord.json#/components/schemas/" + name); err != nil {
			s.mu.Unlock()
			return fmt.Errorf("specification: %w", err)
		}
		s.compiled[name] = schema
	}
	s.mu.Unlock()
	return schema.Validate(permissionsAsNumbers(body))
}

// permissionsAsNumbers turns the permissions of commands into numbers: the
// specification says integer, and Discord's clients send strings because the
// numbers are too large for some of them.
func permissionsAsNumbers(body any) any {
	switch body := body.(type) {
	case []any:
		out := make([]any, len(body))
		for i, v := range body {
			out[i] = permissionsAsNumbers(v)
		}
		return out
	case object:
		s, ok := body["default_member_permissions"].(string)
		if !ok {
			return body
		}
		out := clone(body)
		if n, err := strconv.ParseFloat(s, 64); err == nil {
			out["default_member_permissions"] = n
		}
		return out
	}
	return body
}

// callbackSchema is the schema of an interaction callback of the given type.
func callbackSchema(kind int) string {
	switch kind {
	case 4, 5:
		return "CreateMessageInteractionCallbackRequest"
	case 6, 7:
		return "UpdateMessageInteractionCallbackRequest"
	case 8:
		return "ApplicationCommandAutocompleteCallbackRequest"
	case 9:
		return "ModalInteractionCallbackRequest"
	}
	return ""
}

// oneLine makes an error of several lines one line.
func oneLine(err error) string {
	return strings.Join(strings.Fields(err.Error()), " ")
}
