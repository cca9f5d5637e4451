package measures

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// TestMeasuresMessagesHaveChinese finds every message in the source of the package
// and looks for its translation, with the same verbs.
func TestMeasuresMessagesHaveChinese(t *testing.T) {
	files := token.NewFileSet()
	//lint:ignore SA1019 build tags do not matter here
	packages, err := parser.ParseDir(files, ".", func(info fs.FileInfo) bool { return !strings.HasSuffix(info.Name(), "_test.go") }, 0)
	if err != nil {
		t.Fatal(err)
	}
	constants := map[string]string{}
	var calls []*ast.CallExpr
	for _, file := range packages["measures"].Files {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ValueSpec:
				for i, name := range n.Names {
					if i < len(n.Values) {
						if literal, ok := n.Values[i].(*ast.BasicLit); ok && literal.Kind == token.STRING {
							constants[name.Name], _ = strconv.Unquote(literal.Value)
						}
					}
				}
			case *ast.CallExpr:
				calls = append(calls, n)
			}
			return true
		})
	}
	found := 0
	for _, call := range calls {
		var message ast.Expr
		switch f := call.Fun.(type) {
		case *ast.Ident:
			if f.Name == "say" && len(call.Args) > 0 {
				message = call.Args[0]
			}
		case *ast.SelectorExpr:
			if f.Sel.Name == "problem" && len(call.Args) > 1 {
				message = call.Args[1]
			}
		}
		text := ""
		switch m := message.(type) {
		case *ast.BasicLit:
			text, _ = strconv.Unquote(m.Value)
		case *ast.Ident:
			text = constants[m.Name]
		}
		if text == "" {
			continue
		}
		found++
		chinese := inChinese(text)
		if !strings.ContainsFunc(chinese, func(r rune) bool { return unicode.Is(unicode.Han, r) }) || chinese == text {
			t.Errorf("%s: no Chinese for %q", files.Position(call.Pos()), text)
		}
		if got, want := messageVerbs(chinese), messageVerbs(text); !slices.Equal(got, want) {
			t.Errorf("%s: verbs %q, want %q: %q", files.Position(call.Pos()), got, want, chinese)
		}
	}
	if found < 30 {
		t.Errorf("found %d messages only", found)
	}
}

var messageVerb = regexp.MustCompile(`%(?:\[\d\])?([a-zA-Z])`)

func messageVerbs(format string) []string {
	var list []string
	for _, m := range messageVerb.FindAllStringSubmatch(format, -1) {
		list = append(list, m[1])
	}
	return list
}
