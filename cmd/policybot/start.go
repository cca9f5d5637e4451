package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"policybot/bot"
	"policybot/cmd/policybot/start"
	"policybot/knowledge"
)

func newInitCommand(s *settings) *cobra.Command {
	return &cobra.Command{
		Use:   "init DIRECTORY",
		Short: "Make a directory to begin with: a document, a measure, the settings",
		Long: `Make a directory to begin with: a document, a measure written by hand in both languages,
and the settings, each explained. The document is in the language of --lang, or else of the
system. Nothing that is there already is touched.`,
		Example: `  policybot init policies
  policybot init --lang zh policies`,
		Args: cobra.MatchAll(wantWords("a directory to begin in"), cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if _, err := s.language(); err != nil {
				return err
			}
			language, directory := s.reader(), args[0]
			if err := start.Write(directory, language); err != nil {
				return err
			}
			p := page{Builder: &strings.Builder{}, paint: paint(isTerminal(cmd.OutOrStdout())), language: language}
			var rows [][]string
			for _, f := range start.Files(language) {
				rows = append(rows, []string{filepath.Join(directory, f.Name), f.For.In(language)})
			}
			for _, line := range alignColumns(rows) {
				p.line("%s", line)
			}
			p.next(
				command{"policybot try " + directory, p.say("问它三个问题", "ask it three questions")},
				command{"policybot check " + directory, p.say("从每个文件读到了什么", "what is read from each file")},
			)
			_, err := io.WriteString(cmd.OutOrStdout(), p.String())
			return err
		},
	}
}

func newTryCommand(s *settings) *cobra.Command {
	return &cobra.Command{
		Use:   "try [DIRECTORY]",
		Short: "Ask three questions of the directory that init made, and show where to go next",
		Long: `Ask three questions of the directory that init made, and show where to go next. Without a
directory they are asked of one that is made for it and removed again.`,
		Example: `  policybot try
  policybot try policies`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if _, err := s.language(); err != nil {
				return err
			}
			language, directory, named := s.reader(), "", "policies"
			if len(args) > 0 {
				directory, named = args[0], args[0]
				if language = start.Language(directory); language == "" {
					if _, err := os.Stat(directory); err != nil {
						return err
					}
					return usageError("%s does not hold what policybot init writes; ask of your own documents with: policybot ask --base %s \"…\"", directory, directory)
				}
			} else {
				made, err := os.MkdirTemp("", "policybot-try-*")
				if err != nil {
					return err
				}
				defer os.RemoveAll(made)
				directory = made
				if err := start.Write(made, language); err != nil {
					return err
				}
			}
			return s.tryOut(cmd.Context(), cmd.OutOrStdout(), directory, named, language, len(args) == 0)
		},
	}
}

// tryOut asks the three questions of a directory, and says what to do next with
// the directory as it is named.
func (s *settings) tryOut(ctx context.Context, w io.Writer, directory, named string, language knowledge.Language, fresh bool) error {
	b, err := bot.Open(ctx, bot.Config{Base: directory})
	if err != nil {
		return err
	}
	defer b.Close()
	p := page{Builder: &strings.Builder{}, paint: paint(isTerminal(w)), language: language}
	for _, question := range start.Questions(language) {
		p.line("%s", p.dim(`$ policybot ask --base `+named+` "`+question+`"`))
		a, err := b.Ask(ctx, bot.Asker{Language: language}, question)
		if err != nil {
			return err
		}
		answer := page{Builder: &strings.Builder{}, paint: p.paint, language: language}
		answer.answer(a)
		p.line("%s", answer.String())
	}
	p.line("%s", p.say("第三个问题文件里没有答案，所以如实说没有。", "Nothing in the documents answers the third, and so the reply says."))
	var next []command
	if fresh {
		next = append(next, command{"policybot init " + named, p.say("建立这个目录，然后放入自己的文件", "make this directory, then put in documents of your own")})
	} else {
		next = append(next, command{"policybot check " + named, p.say("放入自己的文件之后：读到了什么", "after you put in documents of your own: what is read from them")})
	}
	next = append(next,
		command{"policybot ask --base " + named + ` "…"`, p.say("向它们提问", "ask of them")},
		command{"policybot diff " + named + p.say(" 新版/", " newer/"), p.say("换了新版之后：哪些数字变了", "when there is a new version: which figures changed")},
		command{"policybot serve --base " + named, p.say("在 Discord 上回答；没有令牌时会说明怎么办", "answer on Discord; without a token it says what to do")},
	)
	p.next(next...)
	_, err = io.WriteString(w, p.String())
	return err
}

// command is one that a reader may run next, and what it is for.
type command struct{ line, purpose string }

// next writes what to run next.
func (p page) next(commands ...command) {
	p.line("")
	p.line("%s", p.bold(p.say("接下来：", "Next:")))
	var rows [][]string
	for _, c := range commands {
		rows = append(rows, []string{"  " + c.line, fmt.Sprintf("# %s", c.purpose)})
	}
	for _, line := range alignColumns(rows) {
		p.line("%s", line)
	}
}
