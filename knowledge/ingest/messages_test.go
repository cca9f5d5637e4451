package ingest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// TestMessagesInBothLanguages finds every message in the sources of all
// readers: each is said in Chinese as well, with the same verbs.
func TestMessagesInBothLanguages(t *testing.T) {
	here, _ := filepath.Glob("*.go")
	rooms, err := filepath.Glob("*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	positions := token.NewFileSet()
	found := 0
	for _, name := range append(here, rooms...) {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(positions, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			literal, ok := n.(*ast.CompositeLit)
			if !ok || typeName(literal.Type) != "Message" {
				return true
			}
			var words []string
			for _, element := range literal.Elts {
				if pair, ok := element.(*ast.KeyValueExpr); ok {
					element = pair.Value
				}
				if text, ok := element.(*ast.BasicLit); ok {
					word, _ := strconv.Unquote(text.Value)
					words = append(words, word)
				}
			}
			if len(words) == 2 {
				found++
				holdMessage(t, positions.Position(literal.Pos()).String(), words[0], words[1])
			}
			return true
		})
	}
	if found < 30 {
		t.Errorf("found %d messages, want 30 or more", found)
	}
}

func typeName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}

// holdMessage holds a message to its translation. Names of formats are the
// same in both languages.
func holdMessage(t *testing.T, where, english, chinese string) {
	t.Helper()
	isHan := func(r rune) bool { return unicode.Is(unicode.Han, r) }
	if strings.Contains(english, " ") && !strings.ContainsFunc(chinese, isHan) {
		t.Errorf("%s: no Chinese for %q", where, english)
	}
	if got, want := verbs(chinese), verbs(english); !slices.Equal(got, want) {
		t.Errorf("%s: verbs %q, want %q: %q", where, got, want, chinese)
	}
}

var verb = regexp.MustCompile(`%(?:\[\d\])?([a-zA-Z])`)

func verbs(format string) []string {
	var list []string
	for _, m := range verb.FindAllStringSubmatch(format, -1) {
		list = append(list, m[1])
	}
	return list
}
