package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// rooms lists, for each package, the packages of this module that it may
// import. Arrows point down only: cmd -> bot/discord -> bot -> index ->
// knowledge -> knowledge/figure, and bot -> knowledge/ingest -> knowledge.
// Tests may import more. A new package needs a line here.
var rooms = map[string][]string{
	".": {},
	"knowledge/figure": {"knowledge/figure/bound", "knowledge/figure/date", "knowledge/figure/decoy", "knowledge/figure/glyph",
		"knowledge/figure/number", "knowledge/figure/unit"},
	"knowledge/figure/glyph":   {},
	"knowledge/figure/unit":    {"knowledge/figure/glyph"},
	"knowledge/figure/bound":   {"knowledge/figure/glyph"},
	"knowledge/figure/number":  {"knowledge/figure/bound", "knowledge/figure/glyph", "knowledge/figure/unit"},
	"knowledge/figure/date":    {"knowledge/figure/bound", "knowledge/figure/glyph", "knowledge/figure/number"},
	"knowledge/figure/decoy":   {"knowledge/figure/date", "knowledge/figure/glyph", "knowledge/figure/number", "knowledge/figure/unit"},
	"knowledge/place":          {},
	"knowledge/jiangsu":        {},
	"knowledge":                {"knowledge/figure"},
	"knowledge/diff":           {"knowledge", "knowledge/diff/lexicon", "knowledge/diff/statement", "knowledge/figure", "knowledge/place"},
	"knowledge/diff/statement": {"knowledge", "knowledge/script"},
	"knowledge/diff/lexicon":   {"knowledge", "knowledge/diff/statement", "knowledge/script"},
	"knowledge/script":         {},
	"knowledge/spelling":       {},
	"knowledge/ingest": {"knowledge", "knowledge/ingest/content", "knowledge/ingest/docx", "knowledge/ingest/html", "knowledge/ingest/markdown",
		"knowledge/ingest/measures", "knowledge/ingest/outline", "knowledge/ingest/pdf", "knowledge/ingest/plain", "knowledge/ingest/sheet",
		"knowledge/ingest/epub", "knowledge/ingest/mail", "knowledge/ingest/opendocument", "knowledge/ingest/rtf", "knowledge/ingest/slides", "knowledge/ingest/word97"},
	"knowledge/ingest/content":      {"knowledge", "knowledge/figure"},
	"knowledge/ingest/grid":         {"knowledge", "knowledge/ingest/content"},
	"knowledge/ingest/outline":      {"knowledge", "knowledge/figure", "knowledge/place", "knowledge/ingest/content", "knowledge/ingest/grid"},
	"knowledge/ingest/pdf":          {"knowledge/ingest/content"},
	"knowledge/ingest/docx":         {"knowledge/ingest/archive", "knowledge/ingest/content"},
	"knowledge/ingest/html":         {"knowledge/ingest/content"},
	"knowledge/ingest/archive":      {"knowledge/ingest/content"},
	"knowledge/ingest/slides":       {"knowledge/ingest/archive", "knowledge/ingest/content"},
	"knowledge/ingest/opendocument": {"knowledge/ingest/archive", "knowledge/ingest/content"},
	"knowledge/ingest/epub":         {"knowledge/ingest/archive", "knowledge/ingest/content", "knowledge/ingest/html"},
	"knowledge/ingest/rtf":          {"knowledge/ingest/content"},
	"knowledge/ingest/mail":         {"knowledge/ingest/content", "knowledge/ingest/html", "knowledge/ingest/plain"},
	"knowledge/ingest/word97":       {"knowledge/ingest/content"},
	"knowledge/ingest/markdown":     {"knowledge/ingest/content"},
	"knowledge/ingest/sheet":        {"knowledge/ingest/content", "knowledge/ingest/grid"},
	"knowledge/ingest/plain":        {"knowledge", "knowledge/ingest/content", "knowledge/ingest/outline"},
	"knowledge/ingest/measures":     {"knowledge", "knowledge/figure", "knowledge/place", "knowledge/ingest/content", "knowledge/spelling"},
	"knowledge/ingest/ingesttest":   {"knowledge/ingest/content"},
	"index/lexicon":                 {"knowledge"},
	"index/table":                   {"index/analysis", "index/lexicon", "knowledge", "knowledge/figure", "knowledge/frame"},
	"knowledge/frame":               {"knowledge", "knowledge/figure"},
	"bot":                           {"bot/state", "index", "knowledge", "knowledge/diff", "knowledge/figure", "knowledge/ingest", "knowledge/jiangsu"},
	"bot/shelf":                     {"bot", "bot/state", "index", "knowledge", "knowledge/ingest"},
	"bot/state":                     {"index", "knowledge", "knowledge/diff", "knowledge/figure"},
	"bot/notify":                    {"bot/state", "index", "knowledge", "knowledge/diff", "knowledge/figure"},
	"bot/discord/rest":              {"bot/discord/limit"},
	"bot/discord/gateway":           {},
	"bot/discord/card":              {"bot", "bot/discord/limit", "bot/discord/rest", "bot/notify", "bot/shelf", "bot/state", "index", "knowledge", "knowledge/diff", "knowledge/figure"},
	"bot/discord/dispatch":          {"bot", "bot/discord/card", "bot/discord/limit", "bot/discord/rest", "bot/shelf", "bot/state", "index"},
	"bot/discord": {"bot", "bot/discord/card", "bot/discord/dispatch", "bot/discord/gateway", "bot/discord/limit", "bot/discord/rest",
		"bot/notify", "bot/shelf", "bot/state", "index", "knowledge"},
	"bot/discord/limit":               {},
	"bot/discord/discordtest":         {"bot/discord/limit"},
	"bot/discord/discordtest/console": {"bot/discord/discordtest"},

	"index/check":       {"knowledge/figure"},
	"index/check/forge": {"index/check"},
	"index/asked":       {},
	"index/reckon":      {"index/analysis", "index/asked", "index/lexicon", "knowledge/figure", "knowledge/frame"},
	"index/choose":      {"index/analysis", "index/asked", "index/lexicon", "knowledge", "knowledge/figure", "knowledge/frame", "knowledge/place"},

	"index/analysis":  {"knowledge", "knowledge/script", "knowledge/spelling"},
	"index/alike":     {"index/analysis", "index/asked", "index/lexicon", "index/query", "knowledge"},
	"index/chat":      {"index/analysis", "index/lexicon", "index/query", "knowledge", "knowledge/figure", "knowledge/place"},
	"index/followup":  {"index/analysis", "index/asked", "index/lexicon", "index/query", "knowledge", "knowledge/figure", "knowledge/place"},
	"index/indextest": {"knowledge"},
	"index/learned":   {},
	"index/query":     {"index/analysis", "knowledge", "knowledge/figure", "knowledge/place"},
	"index/store":     {"index/analysis", "knowledge"},
	"index/retrieve":  {"index/analysis", "index/learned", "index/lexicon", "index/query", "index/store", "knowledge", "knowledge/place", "knowledge/spelling"},
	"index/facts":     {"index/analysis", "index/query", "index/retrieve", "index/store", "knowledge", "knowledge/figure", "knowledge/place"},
	"index/compose":   {"index/analysis", "index/asked", "index/check", "index/choose", "index/facts", "index/query", "index/reckon", "index/retrieve", "index/store", "index/table", "knowledge", "knowledge/figure", "knowledge/frame", "knowledge/place"},
	"index":           {"index/alike", "index/chat", "index/choose", "index/compose", "index/analysis", "index/followup", "index/lexicon", "index/query", "index/retrieve", "index/store", "index/table", "knowledge", "knowledge/figure"},
	"index/eval":      {"index", "index/analysis", "index/choose", "knowledge"},

	"cmd/policybot/message":  {},
	"cmd/policybot/progress": {"knowledge"},
	"cmd/policybot/start":    {"knowledge"},
	"cmd/policybot": {"bot", "bot/discord", "bot/notify", "bot/shelf", "bot/state", "cmd/policybot/message", "cmd/policybot/progress", "cmd/policybot/start", "index", "index/eval",
		"knowledge", "knowledge/diff", "knowledge/figure", "knowledge/ingest", "knowledge/jiangsu"},
}

// owners lists the modules that only certain packages may import, tests
// included.
var owners = map[string][]string{
	"github.com/blevesearch/bleve":           {"index/store"},
	"github.com/blevesearch/bleve_index_api": {"index/store"},
	"github.com/blevesearch/snowballstem":    {"index/analysis"},

	"github.com/bwmarrin/discordgo":   {"bot/discord/gateway"},
	"github.com/spf13/cobra":          {"cmd/policybot"},
	"github.com/joho/godotenv":        {"cmd/policybot"},
	"modernc.org/sqlite":              {"bot/state"},
	"github.com/pressly/goose/":       {"bot/state"},
	"github.com/klippa-app/go-pdfium": {"knowledge/ingest/pdf"},
	"github.com/xuri/excelize/":       {"knowledge/ingest", "knowledge/ingest/sheet"},
	"codeberg.org/readeck/":           {"knowledge/ingest/html"},
	"github.com/richardlehane/mscfb":  {"knowledge/ingest/sheet", "knowledge/ingest/word97"},
	"github.com/yuin/goldmark":        {"knowledge/ingest/markdown"},
	"go.yaml.in/yaml/":                {"knowledge/ingest/markdown", "knowledge/ingest/measures"},
}

// bottom lists the packages that import nothing beside the standard library,
// this module and the modules named here.
var bottom = map[string][]string{
	"knowledge":                {},
	"knowledge/diff":           {"github.com/shopspring/decimal", "znkr.io/diff"},
	"knowledge/diff/statement": {},
	"knowledge/diff/lexicon":   {},
	"knowledge/figure":         {"github.com/shopspring/decimal"},
	"knowledge/place":          {},
	"knowledge/script":         {},
	"knowledge/jiangsu":        {},
}

// vague are package names that say nothing of what is inside.
var vague = []string{"base", "common", "helper", "helpers", "misc", "models", "shared", "util", "utils"}

const module = "policybot/"

// sourceFile is a Go file of the module.
type sourceFile struct {
	dir  string // slash-separated, below the root of the module
	name string
	test bool
	ast  *ast.File
	set  *token.FileSet
}

func (f sourceFile) line(at token.Pos) int { return f.set.Position(at).Line }

// sources parses every Go file of the module that is part of the program or its
// tests.
func sources(t *testing.T) []sourceFile {
	t.Helper()
	root := filepath.Join("..", "..")
	var files []sourceFile
	err := filepath.WalkDir(root, func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := entry.Name()
		if entry.IsDir() {
			// Directories named gen hold programs for go generate.
			if file != root && (name == "testdata" || name == "gen" || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_")) {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") {
			return nil
		}
		set := token.NewFileSet()
		parsed, err := parser.ParseFile(set, file, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		dir, err := filepath.Rel(root, filepath.Dir(file))
		files = append(files, sourceFile{filepath.ToSlash(dir), name, strings.HasSuffix(name, "_test.go"), parsed, set})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestImportsPointDown(t *testing.T) {
	for _, file := range sources(t) {
		allowed, known := rooms[file.dir]
		if !known {
			t.Errorf("%s: package has no line in the table of rooms", file.dir)
			continue
		}
		for _, spec := range file.ast.Imports {
			imported, _ := strconv.Unquote(spec.Path.Value)
			where := path.Join(file.dir, file.name)
			for prefix, importers := range owners {
				if strings.HasPrefix(imported+"/", strings.TrimSuffix(prefix, "/")+"/") && !slices.Contains(importers, file.dir) {
					t.Errorf("%s imports %s, which only %s may", where, imported, strings.Join(importers, ", "))
				}
			}
			if file.test {
				continue
			}
			if room, own := strings.CutPrefix(imported, module); own {
				if !slices.Contains(allowed, room) {
					t.Errorf("%s imports %s: not one of the packages below it (%s)", where, imported, strings.Join(allowed, ", "))
				}
				continue
			}
			domain, _, _ := strings.Cut(imported, "/")
			modules, limited := bottom[file.dir]
			if limited && strings.Contains(domain, ".") &&
				!slices.ContainsFunc(modules, func(m string) bool { return imported == m || strings.HasPrefix(imported, m+"/") }) {
				t.Errorf("%s imports %s: %s keeps to the standard library and %v", where, imported, file.dir, modules)
			}
		}
	}
}

func TestEveryPackageIsDocumented(t *testing.T) {
	docs := map[string]string{}
	for _, file := range sources(t) {
		if file.test {
			continue
		}
		name := file.ast.Name.Name
		if slices.Contains(vague, name) {
			t.Errorf("%s: package %s: a name that says what is inside, please", file.dir, name)
		}
		want := "Package " + name + " "
		if name == "main" {
			want = "Command " + path.Base(file.dir) + " "
		}
		text := strings.ReplaceAll(file.ast.Doc.Text(), "\n", " ")
		switch {
		case strings.HasPrefix(text, want) && docs[file.dir] != "":
			t.Errorf("%s: package comments in both %s and %s", file.dir, docs[file.dir], file.name)
		case strings.HasPrefix(text, want):
			docs[file.dir] = file.name
		case text != "":
			t.Errorf("%s/%s: package comment must begin with %q", file.dir, file.name, want)
		}
	}
	for _, dir := range slices.Sorted(maps.Keys(rooms)) {
		if docs[dir] == "" {
			t.Errorf("%s: no package comment", dir)
		}
	}
}

func TestEnvExampleListsWhatIsRead(t *testing.T) {
	variable := regexp.MustCompile(`^(POLICYBOT|DISCORD)_[A-Z0-9_]+$`)
	read := map[string]bool{}
	for _, file := range sources(t) {
		if file.test || strings.HasPrefix(file.dir, "bot/discord/discordtest") { // only tests run those
			continue
		}
		ast.Inspect(file.ast, func(node ast.Node) bool {
			if literal, ok := node.(*ast.BasicLit); ok && literal.Kind == token.STRING {
				if s, err := strconv.Unquote(literal.Value); err == nil && variable.MatchString(s) {
					read[s] = true
				}
			}
			return true
		})
	}
	example, err := os.ReadFile(filepath.Join("..", "..", ".env.example"))
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{}
	for _, match := range regexp.MustCompile(`(?m)^#? ?([A-Z][A-Z0-9_]+)=`).FindAllStringSubmatch(string(example), -1) {
		listed[match[1]] = true
	}
	for _, name := range slices.Sorted(maps.Keys(read)) {
		if !listed[name] {
			t.Errorf(".env.example does not list %s, which the program reads", name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(listed)) {
		if !read[name] {
			t.Errorf(".env.example lists %s, which nothing reads", name)
		}
	}
}
