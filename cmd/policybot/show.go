package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"policybot/index"
	"policybot/knowledge"
)

func newShowCommand(s *settings) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "show [MEASURE]",
		Short: "Show the topics and measures, or one measure with its facts and source",
		Example: `  policybot show
  policybot show loan-deferral
  policybot show --lang zh --json loan-deferral`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			language, err := s.language()
			if err != nil {
				return err
			}
			b, err := s.open(cmd.Context(), cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			defer b.Close()
			base := b.Base()
			if language == "" {
				language = knowledge.English
				if len(base.Documents) > 0 {
					language = base.Documents[0].Language
				}
			}
			if len(args) == 0 {
				return printTree(cmd.OutOrStdout(), base, language, asJSON)
			}
			m := b.Measure(knowledge.MeasureID(args[0]))
			if m == nil {
				return usageError("no measure has the id %q%s; policybot show lists them", args[0], didYouMean(args[0], base.Measures))
			}
			return printMeasure(cmd.OutOrStdout(), base, m, language, asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	cmd.ValidArgsFunction = func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return s.fromBase(cmd, measuresToComplete), cobra.ShellCompDirectiveNoFileComp
	}
	return cmd
}

// fromBase lists what a shell may complete, drawn from the base; nothing where
// it cannot be read.
func (s *settings) fromBase(cmd *cobra.Command, list func(*knowledge.Base, knowledge.Language) []string) []string {
	b, err := s.open(cmd.Context(), io.Discard)
	if err != nil {
		return nil
	}
	defer b.Close()
	return list(b.Base(), s.reader())
}

// completeFlag has a shell complete a flag from the base.
func (s *settings) completeFlag(cmd *cobra.Command, flag string, list func(*knowledge.Base, knowledge.Language) []string) {
	_ = cmd.RegisterFlagCompletionFunc(flag, func(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
		return s.fromBase(cmd, list), cobra.ShellCompDirectiveNoFileComp
	})
}

func measuresToComplete(base *knowledge.Base, language knowledge.Language) (list []string) {
	for _, m := range base.Measures {
		list = append(list, cobra.CompletionWithDesc(string(m.ID), m.Title.In(language)))
	}
	return list
}

func topicsToComplete(base *knowledge.Base, language knowledge.Language) (list []string) {
	for _, t := range base.Topics {
		list = append(list, cobra.CompletionWithDesc(string(t.ID), t.Name.In(language)))
	}
	return list
}

func agenciesToComplete(base *knowledge.Base, language knowledge.Language) (list []string) {
	for _, m := range base.Measures {
		if name := m.Agency.In(language); name != "" && !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	return list
}

// didYouMean names the measure whose id is most like the one given.
func didYouMean(id string, measures []knowledge.Measure) string {
	for _, m := range measures {
		if strings.Contains(string(m.ID), id) || strings.Contains(id, string(m.ID)) {
			return fmt.Sprintf("; did you mean %q?", m.ID)
		}
	}
	return ""
}

type topicJSON struct {
	ID       knowledge.TopicID `json:"id"`
	Name     string            `json:"name"`
	Measures []measureLineJSON `json:"measures"`
}

type measureLineJSON struct {
	ID    knowledge.MeasureID `json:"id"`
	Title string              `json:"title"`
	Facts int                 `json:"facts"`
}

// topicsOf files the measures of a base under its topics, in the base's
// order; measures of no topic come last.
func topicsOf(base *knowledge.Base, language knowledge.Language) []topicJSON {
	var out []topicJSON
	file := func(id knowledge.TopicID, name string) {
		topic := topicJSON{ID: id, Name: name, Measures: []measureLineJSON{}}
		for _, m := range base.Measures {
			if m.Topic == id {
				topic.Measures = append(topic.Measures, measureLineJSON{ID: m.ID, Title: m.Title.In(language), Facts: len(m.Facts)})
			}
		}
		if len(topic.Measures) > 0 {
			out = append(out, topic)
		}
	}
	for _, t := range base.Topics {
		file(t.ID, t.Name.In(language))
	}
	file("", "")
	return out
}

func printTree(w io.Writer, base *knowledge.Base, language knowledge.Language, asJSON bool) error {
	topics := topicsOf(base, language)
	if asJSON {
		return writeJSON(w, map[string]any{"name": base.Name.In(language), "topics": topics})
	}
	var b strings.Builder
	p := page{Builder: &b, paint: paint(isTerminal(w)), language: language}
	if name := base.Name.In(language); name != "" {
		p.line("%s", p.bold(name))
	}
	for _, t := range topics {
		p.line("")
		p.line("%s", p.bold(valueOr(t.Name, p.say("其他", "Other"))))
		for _, m := range t.Measures {
			p.line("  %s%s%s", m.Title, p.say("  ", "  "), p.dim(string(m.ID)))
		}
	}
	if len(topics) == 0 {
		p.line(p.say("没有单列的措施；共%d份文件，可用 ask 和 search 查询。", "No measures are listed; there are %d documents to ask and search."), len(base.Documents))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// measureJSON is the form of a measure that programs read.
type measureJSON struct {
	ID        knowledge.MeasureID `json:"id"`
	Title     string              `json:"title"`
	Summary   string              `json:"summary"`
	Topic     knowledge.TopicID   `json:"topic,omitempty"`
	Agency    string              `json:"agency,omitempty"`
	Speaker   string              `json:"speaker,omitempty"`
	Audience  []string            `json:"audience"`
	Effective string              `json:"effective,omitempty"`
	Deadline  string              `json:"deadline,omitempty"`
	Facts     []factJSON          `json:"facts"`
	Source    *citationJSON       `json:"source,omitempty"`
}

type factJSON struct {
	ID        knowledge.FactID `json:"id"`
	Label     string           `json:"label"`
	Statement string           `json:"statement"`
	AsOf      string           `json:"as_of,omitempty"`
	Figures   []figureJSON     `json:"figures"`
}

func printMeasure(w io.Writer, base *knowledge.Base, m *knowledge.Measure, language knowledge.Language, asJSON bool) error {
	out := measureJSON{
		ID: m.ID, Title: m.Title.In(language), Summary: m.Summary.In(language), Topic: m.Topic, Agency: m.Agency.In(language),
		Speaker: m.Speaker.In(language), Audience: []string{}, Effective: m.Effective.String(), Deadline: m.Deadline.String(), Facts: []factJSON{},
	}
	for _, a := range m.Audience {
		out.Audience = append(out.Audience, a.In(language))
	}
	for _, f := range m.Facts {
		fact := factJSON{ID: f.ID, Label: f.Label.In(language), Statement: f.Statement.In(language), AsOf: f.AsOf.String(), Figures: []figureJSON{}}
		for _, fig := range index.FactFigures(&f, language) {
			fact.Figures = append(fact.Figures, newFigureJSON(fig))
		}
		out.Facts = append(out.Facts, fact)
	}
	if d := base.Document(m.Cite.Document); d != nil {
		out.Source = &citationJSON{
			Document: string(d.ID), Title: valueOr(d.Titles[language], d.Title), Publisher: valueOr(d.Source.Publishers[language], d.Source.Publisher),
			Speaker: out.Speaker, Date: d.Source.Published.String(), URL: d.Source.URL, Text: base.Quote(m.Cite),
		}
		if section := d.Section(m.Cite.Section); section != nil {
			out.Source.Section, out.Source.Page = strings.Join(section.Heading, " › "), section.Page
		}
	}
	if asJSON {
		return writeJSON(w, out)
	}
	var b strings.Builder
	p := page{Builder: &b, paint: paint(isTerminal(w)), language: language}
	p.measure(&out)
	_, err := io.WriteString(w, b.String())
	return err
}

func (p page) measure(m *measureJSON) {
	p.line("%s", p.bold(m.Title))
	p.line("%s", m.Summary)
	p.line("")
	row := func(chinese, english, value string) {
		if value != "" {
			p.line("%s%s", p.say(chinese+"：", english+": "), value)
		}
	}
	row("适用对象", "For", strings.Join(m.Audience, p.say("、", ", ")))
	row("发布部门", "Agency", m.Agency)
	row("发布人", "Announced by", m.Speaker)
	row("施行日期", "In effect from", m.Effective)
	row("截止日期", "Until", m.Deadline)
	if len(m.Facts) > 0 {
		p.line("")
	}
	for i := range m.Facts {
		p.fact(&m.Facts[i])
	}
	p.measureSource(m)
}

func (p page) measureSource(m *measureJSON) {
	if m.Source != nil {
		var source []string
		for _, part := range []string{m.Source.Publisher, bookTitle(m.Source.Title, p.language), m.Source.Date} {
			if part != "" {
				source = append(source, part)
			}
		}
		p.line("")
		p.line("%s%s", p.say("来源：", "Source: "), strings.Join(source, p.say("，", ", ")))
		if m.Source.URL != "" {
			p.line("  %s", p.dim(m.Source.URL))
		}
	}
}

func (p page) fact(f *factJSON) {
	figures := make([]string, len(f.Figures))
	for i, fig := range f.Figures {
		figures[i] = fig.Text
	}
	figures = slices.Compact(figures)
	asOf := ""
	if f.AsOf != "" {
		asOf = p.say("（截至 "+f.AsOf+"）", " (as of "+f.AsOf+")")
	}
	p.line("• %s%s%s%s", f.Label, p.say("：", ": "), p.bold(strings.Join(figures, p.say("、", ", "))), asOf)
	p.line("  %s", p.dim(f.Statement))
}
