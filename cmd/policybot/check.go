package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"policybot/cmd/policybot/progress"
	"policybot/knowledge"
	"policybot/knowledge/ingest"
)

func newCheckCommand(s *settings) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "check [DIRECTORY]",
		Short: "Say what is read from each file of a base and what cannot be read",
		Long: `Read every file of a base and print a line for each: its format, sections, facts and
title, and under it what is wrong with it and what to do. Nothing is written.

Exit status: 0 everything was read, 1 something could not be read, 2 wrong usage or failure.`,
		Example: `  policybot check ./policies
  policybot check --lang zh ./policies
  policybot check --json ./policies | jq '.files[] | select(.problems)'`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			language, err := s.language()
			if err != nil {
				return err
			}
			if language == "" {
				language = systemLanguage()
			}
			directory := s.base
			if len(args) > 0 {
				directory = args[0]
			}
			if directory == "" {
				return errors.New("check: no directory; try policybot check ./policies")
			}
			if info, err := os.Stat(directory); err != nil || !info.IsDir() {
				return fmt.Errorf("check: %s is not a directory; name the one the documents are in", directory)
			}
			bar := s.newBar(cmd.ErrOrStderr(), progress.Files)
			base, err := ingest.ReadDir(cmd.Context(), directory, s.data, ingest.Options{Progress: showFiles(bar)})
			bar.Clear()
			if err != nil {
				return fmt.Errorf("check: %w", err)
			}
			report := newCheckReport(base, language)
			if asJSON {
				err = report.writeJSON(cmd.OutOrStdout())
			} else {
				err = report.write(cmd.OutOrStdout(), language)
			}
			if err == nil && report.Unread > 0 {
				return &exitError{code: exitNotFound}
			}
			return err
		},
	}
	cmd.ValidArgsFunction = cobra.FixedCompletions(nil, cobra.ShellCompDirectiveFilterDirs)
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON for programs")
	return cmd
}

// systemLanguage returns the language that the environment asks for.
func systemLanguage() knowledge.Language {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := os.Getenv(name); value != "" {
			if strings.HasPrefix(value, "zh") {
				return knowledge.Chinese
			}
			break
		}
	}
	return knowledge.English
}

// checkReport is what the command found. Its JSON names do not change.
type checkReport struct {
	Files    []checkedFile `json:"files"`
	Read     int           `json:"read"`
	Unread   int           `json:"unread"`
	Sections int           `json:"sections"`
	Measures int           `json:"measures"`
	Facts    int           `json:"facts"`
	Problems int           `json:"problems"`
	Revision string        `json:"revision"`
}

type checkedFile struct {
	Path      string           `json:"path"`
	Format    string           `json:"format"`
	Title     string           `json:"title,omitempty"`
	Publisher string           `json:"publisher,omitempty"`
	Number    string           `json:"number,omitempty"`
	Published string           `json:"published,omitempty"`
	Effective string           `json:"effective,omitempty"`
	Region    string           `json:"region,omitempty"`
	Language  string           `json:"language,omitempty"`
	Sections  int              `json:"sections"`
	Measures  int              `json:"measures"`
	Facts     int              `json:"facts"`
	Read      bool             `json:"read"`
	Problems  []checkedProblem `json:"problems,omitempty"`
}

type checkedProblem struct {
	Line    int    `json:"line,omitempty"`
	Page    int    `json:"page,omitempty"`
	Message string `json:"message"`
	Fatal   bool   `json:"fatal"`
}

func newCheckReport(base *knowledge.Base, language knowledge.Language) checkReport {
	files := map[string]*checkedFile{}
	of := func(path string) *checkedFile {
		if files[path] == nil {
			files[path] = &checkedFile{Path: path, Read: true}
		}
		return files[path]
	}
	report := checkReport{Files: []checkedFile{}, Revision: base.Revision}
	paths := map[knowledge.DocumentID]string{}
	for _, d := range base.Documents {
		paths[d.ID] = d.Path
		f := of(d.Path)
		f.Format, f.Title, f.Language = d.Format, d.Title, string(d.Language)
		f.Publisher, f.Number, f.Region = d.Source.Publisher, d.Source.Number, d.Source.Region
		f.Published, f.Effective = d.Source.Published.String(), d.Source.Effective.String()
		f.Sections += len(d.Sections)
		report.Sections += len(d.Sections)
	}
	for _, m := range base.Measures {
		f := of(paths[m.Cite.Document])
		f.Measures++
		f.Facts += len(m.Facts)
		report.Measures++
		report.Facts += len(m.Facts)
	}
	for _, fact := range base.Facts {
		of(paths[fact.Cite.Document]).Facts++
		report.Facts++
	}
	for _, p := range base.Problems {
		f := of(p.Path)
		f.Problems = append(f.Problems, checkedProblem{p.Line, p.Page, p.Message.In(language), p.Fatal})
		f.Read = f.Read && !p.Fatal
		report.Problems++
	}
	for _, f := range files {
		if f.Format == "" {
			f.Format = strings.TrimPrefix(strings.ToLower(path.Ext(f.Path)), ".")
		}
		if f.Read {
			report.Read++
		} else {
			report.Unread++
		}
		report.Files = append(report.Files, *f)
	}
	slices.SortFunc(report.Files, func(a, b checkedFile) int { return strings.Compare(a.Path, b.Path) })
	return report
}

func (r checkReport) writeJSON(w io.Writer) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(r)
}

// checkWords are the words of the report in one language.
type checkWords struct {
	head                                                []string
	line, page, unread, summary, unreadSummary, nothing string
}

var checkLanguages = map[knowledge.Language]checkWords{
	knowledge.English: {
		head: []string{"FILE", "FORMAT", "SECTIONS", "MEASURES", "FACTS", "TITLE"}, line: "line %d: ", page: "page %d: ", unread: "not read",
		summary:       "%d files read: %d sections, %d measures, %d facts; %d problems\n",
		unreadSummary: "%d files could not be read\n",
		nothing:       "No documents: put text, Markdown, HTML, PDF, DOCX, DOC, PPTX, XLSX, CSV or measures in YAML into the directory.\n",
	},
	knowledge.Chinese: {
		head: []string{"文件", "格式", "小节", "措施", "事实", "标题"}, line: "第 %d 行：", page: "第 %d 页：", unread: "未读取",
		summary:       "已读取 %d 个文件：%d 个小节，%d 项措施，%d 条事实；%d 个问题\n",
		unreadSummary: "有 %d 个文件无法读取\n",
		nothing:       "没有文档：请把文本、Markdown、HTML、PDF、DOCX、DOC、PPTX、XLSX、CSV 或 YAML 措施文件放入该目录。\n",
	},
}

// titleRunes is how much of a title is shown.
const titleRunes = 40

func (r checkReport) write(w io.Writer, language knowledge.Language) error {
	words := checkLanguages[language]
	if len(r.Files) == 0 {
		_, err := io.WriteString(w, words.nothing)
		return err
	}
	rows := [][]string{words.head}
	for i := range r.Files {
		rows = append(rows, r.Files[i].row(words.unread))
	}
	lines := alignColumns(rows)
	var out strings.Builder
	out.WriteString(lines[0] + "\n")
	for i, f := range r.Files {
		out.WriteString(lines[i+1] + "\n")
		for _, p := range f.Problems {
			fmt.Fprintf(&out, "    %s%s\n", p.where(words.line, words.page), printable(p.Message))
		}
	}
	fmt.Fprintf(&out, "\n"+words.summary, r.Read, r.Sections, r.Measures, r.Facts, r.Problems)
	if r.Unread > 0 {
		fmt.Fprintf(&out, words.unreadSummary, r.Unread)
	}
	_, err := io.WriteString(w, out.String())
	return err
}

// row is a line of the table; unread stands for the title of a file that could
// not be read.
func (f *checkedFile) row(unread string) []string {
	title := printable(f.Title)
	if !f.Read {
		title = unread
	}
	if utf8.RuneCountInString(title) > titleRunes {
		title = string([]rune(title)[:titleRunes-1]) + "…"
	}
	return []string{printableName(f.Path), f.Format, strconv.Itoa(f.Sections), strconv.Itoa(f.Measures), strconv.Itoa(f.Facts), title}
}

// where says on which line or page a problem is; "" for none.
func (p checkedProblem) where(line, page string) string {
	switch {
	case p.Page > 0:
		return fmt.Sprintf(page, p.Page)
	case p.Line > 0:
		return fmt.Sprintf(line, p.Line)
	}
	return ""
}

// alignColumns sets rows in columns two blanks apart. A Chinese character is
// two columns of a terminal wide.
func alignColumns(rows [][]string) []string {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], displayWidth(cell))
		}
	}
	var lines []string
	for _, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			line.WriteString(cell)
			line.WriteString(strings.Repeat(" ", widths[i]-displayWidth(cell)+2))
		}
		lines = append(lines, strings.TrimRight(line.String(), " "))
	}
	return lines
}
