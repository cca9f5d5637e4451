package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A newcomer finds the file in a package by its name where there are few of them,
// and reads one without all the others where they form no circle.
const (
	mostFiles  = 20 // of a package, tests aside
	mostCircle = 10 // files of a package that refer to each other in a circle
)

// largerCircles are packages that are to become smaller, and how far they are.
var largerCircles = map[string]int{"index/table": 12}

func TestPackagesAreSmall(t *testing.T) {
	files := map[string][]string{}
	for _, file := range sources(t) {
		if !file.test {
			files[file.dir] = append(files[file.dir], file.name)
		}
	}
	for _, dir := range slices.Sorted(maps.Keys(files)) {
		names := files[dir]
		if len(names) > mostFiles {
			t.Errorf("%s: got %d files, want at most %d: give a part of it a room of its own", dir, len(names), mostFiles)
		}
		if circle := largestCircle(references(t, dir, names)); len(circle) > max(mostCircle, largerCircles[dir]) {
			t.Errorf("%s: %d files refer to each other in a circle, want at most %d: %s", dir, len(circle), mostCircle, strings.Join(circle, " "))
		}
	}
}

// mostLines is how long a function may be: what does not fit on a screen is read
// twice.
const mostLines = 80

func TestFunctionsAreShort(t *testing.T) {
	for _, file := range sources(t) {
		if file.test {
			continue
		}
		for _, d := range file.ast.Decls {
			f, isFunction := d.(*ast.FuncDecl)
			if !isFunction {
				continue
			}
			if lines := file.line(f.End()) - file.line(f.Pos()) + 1; lines > mostLines {
				t.Errorf("%s/%s: %s: got %d lines, want at most %d", file.dir, file.name, f.Name.Name, lines, mostLines)
			}
		}
	}
}

// mostSteps is how many functions a question goes through, as doc/design.md lists
// them.
const mostSteps = 40

// TestDesignListsFunctions looks up the functions that doc/design.md lists for one
// question in the files that it names.
func TestDesignListsFunctions(t *testing.T) {
	root := filepath.Join("..", "..")
	design, err := os.ReadFile(filepath.Join(root, "doc", "design.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, list, _ := strings.Cut(string(design), "## One question")
	list, _, _ = strings.Cut(list, "## One change")
	steps := regexp.MustCompile(`(?m)^ {4,}(\w[\w., ]*?) {2,}([\w/]+\.go(?:, [\w/]+\.go)*) {2,}`).FindAllStringSubmatch(list, -1)
	if len(steps) < 10 || len(steps) > mostSteps {
		t.Errorf("doc/design.md: got %d functions for one question, want 10 to %d", len(steps), mostSteps)
	}
	for _, step := range steps {
		var text strings.Builder
		for _, file := range strings.Split(step[2], ", ") {
			data, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(file)))
			if err != nil {
				t.Errorf("doc/design.md: %s: %v", step[1], err)
			}
			text.Write(data)
		}
		for _, name := range strings.Split(step[1], ", ") {
			function := regexp.MustCompile(`(?m)^func (?:\(.*?\) )?` + name[strings.LastIndexByte(name, '.')+1:] + `\(`)
			if !function.MatchString(text.String()) {
				t.Errorf("doc/design.md: no function %s in %s", name, step[2])
			}
		}
	}
}

// unresolved stands for every package that is imported: only references inside
// one package count.
type unresolved struct{}

func (unresolved) Import(path string) (*types.Package, error) {
	name := path[strings.LastIndexByte(path, '/')+1:]
	p := types.NewPackage(path, name)
	p.MarkComplete()
	return p, nil
}

// references returns, for each file of a package, the other files that declare
// what it uses.
func references(t *testing.T, dir string, names []string) map[string][]string {
	t.Helper()
	fset := token.NewFileSet()
	parsed := map[string]*ast.File{}
	var list []*ast.File
	for _, name := range names {
		f, err := parser.ParseFile(fset, filepath.Join("..", "..", filepath.FromSlash(dir), name), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		parsed[name] = f
		list = append(list, f)
	}
	info := types.Info{Uses: map[*ast.Ident]types.Object{}}
	config := types.Config{Importer: unresolved{}, Error: func(error) {}, DisableUnusedImportCheck: true}
	own, _ := config.Check(dir, fset, list, &info) // what is imported is not known
	out := map[string][]string{}
	for name, file := range parsed {
		ast.Inspect(file, func(n ast.Node) bool {
			id, isName := n.(*ast.Ident)
			if !isName {
				return true
			}
			used := info.Uses[id]
			if used == nil || used.Pkg() != own || !declaredAtTop(used, own) {
				return true
			}
			if in := filepath.Base(fset.Position(used.Pos()).Filename); in != name && !slices.Contains(out[name], in) {
				out[name] = append(out[name], in)
			}
			return true
		})
	}
	return out
}

// declaredAtTop reports whether an object is a method or of the package's own
// scope.
func declaredAtTop(o types.Object, own *types.Package) bool {
	if f, isFunction := o.(*types.Func); isFunction && f.Signature().Recv() != nil {
		return true
	}
	return o.Parent() == own.Scope()
}

// largestCircle returns the largest set of files each of which refers to every
// other, directly or over others.
func largestCircle(references map[string][]string) []string {
	reached := map[string]map[string]bool{}
	for from := range references {
		seen := map[string]bool{}
		for next := slices.Clone(references[from]); len(next) > 0; {
			file := next[0]
			next = next[1:]
			if !seen[file] {
				seen[file] = true
				next = append(next, references[file]...)
			}
		}
		reached[from] = seen
	}
	var largest []string
	for from := range references {
		var circle []string
		for file := range reached[from] {
			if reached[file][from] {
				circle = append(circle, file)
			}
		}
		if len(circle) > len(largest) {
			largest = circle
		}
	}
	slices.Sort(largest)
	return largest
}
