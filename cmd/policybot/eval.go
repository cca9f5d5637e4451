package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"policybot/bot"
	"policybot/cmd/policybot/progress"
	"policybot/index"
	"policybot/index/eval"
	"policybot/knowledge"
	"policybot/knowledge/ingest"
)

func newEvalCommand(s *settings) *cobra.Command {
	var asJSON, learn bool
	var also []string
	var weights string
	var options eval.Options
	cmd := &cobra.Command{
		Use:   "eval QUESTIONS.jsonl",
		Short: "Measure the answers on questions whose answers are known",
		Long: `Ask every question of a file and measure what comes of it: how often the right document
and passage are found, how much of the good answer is said (ROUGE-L), whether its figures are
all there, how well unanswerable questions are refused, and how long it takes.

A line of the file is an object; only "question" is required:

  {"id": "1", "question": "…", "answer": "…", "document": "…", "figures": [{"value": "12", "unit": "CNY"}], "status": "answered"}

"document" is a document's id, or its file name without extension. "status" is "not_found" for
a question that the base does not answer.

A question may say what a reply must hold and what it must not, to be graded right, told (but
another figure comes first), wrong, offered (among the three nearest), refused or rightly refused:

  {"question": "…", "kind": "figure", "accept": [["45 yuan", "45元"]], "reject": ["30 yuan"], "evidence": "…"}

"accept" is groups of alternatives: a right reply holds one of each. "evidence" is the words of the
document that prove it.

With --learn, learn from the questions that have an answer and a document how to rank documents, from
graded questions how to choose among statements and figures and how likely the choice is right, and
write the tables of weights for a program to be built with. What is said of a base was learned
from the others: name several with --also.`,
		Example: `  policybot eval --base ./policies questions.jsonl
  policybot eval --base ./policies --leave-out --json questions.jsonl
  policybot eval --base ./policies --learn --also ./others=others.jsonl --weights index/retrieve questions.jsonl`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			language, err := s.language()
			if err != nil {
				return err
			}
			cases, err := readCases(args[0])
			if err != nil {
				return err
			}
			b, err := s.open(cmd.Context(), cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			defer b.Close()
			bar := s.newBar(cmd.ErrOrStderr(), progress.Questions)
			options.Progress = func(done, total int) { bar.Show(progress.Step{Done: done, Total: total}) }
			if learn {
				return learnWeights(cmd, b, cases, also, weights, options.Progress, bar.Clear)
			}
			var report *eval.Report
			err = b.Index(func(x *index.Index) error {
				report, err = eval.Run(cmd.Context(), x, cases, options)
				return err
			})
			bar.Clear()
			if err != nil {
				return fmt.Errorf("evaluate %s: %w", args[0], err)
			}
			if asJSON {
				return json.NewEncoder(cmd.OutOrStdout()).Encode(report)
			}
			if language == "" {
				language = knowledge.English
			}
			return report.WriteTable(cmd.OutOrStdout(), language)
		},
	}
	cmd.ValidArgsFunction = cobra.FixedCompletions([]string{"jsonl", "json"}, cobra.ShellCompDirectiveFilterFileExt)
	cmd.Flags().BoolVar(&asJSON, "json", false, "write the report as JSON")
	cmd.Flags().BoolVar(&options.LeaveOut, "leave-out", false, "ask every question again without the document that answers it, to measure refusal")
	cmd.Flags().BoolVar(&learn, "learn", false, "learn from the questions how to rank, and write the weights")
	cmd.Flags().StringArrayVar(&also, "also", nil, "with --learn, questions about another base to learn from as well: DIRECTORY=QUESTIONS.jsonl")
	cmd.Flags().StringVar(&weights, "weights", ".", "with --learn, the directory to write the tables of weights into")
	return cmd
}

// learnWeights learns weights from questions about a base, and about others
// written as DIRECTORY=QUESTIONS, writes them into a directory, and says how
// good they are.
func learnWeights(cmd *cobra.Command, b *bot.Bot, cases []eval.Case, others []string, directory string, progress func(done, total int), done func()) error {
	if info, err := os.Stat(directory); err != nil || !info.IsDir() {
		return fmt.Errorf("--weights %s is no directory to write into; make it first", directory)
	}
	sets := []eval.Set{{Name: "base", Cases: cases}}
	for _, other := range others {
		base, questions, ok := strings.Cut(other, "=")
		if !ok {
			return fmt.Errorf("--also %s: write DIRECTORY=QUESTIONS.jsonl", other)
		}
		cases, err := readCases(questions)
		if err != nil {
			return err
		}
		read, err := ingest.Read(cmd.Context(), os.DirFS(base), ingest.Options{})
		if err != nil {
			return fmt.Errorf("read %s: %w", base, err)
		}
		x, err := index.Open(cmd.Context(), "", read)
		if err != nil {
			return err
		}
		defer x.Close()
		sets = append(sets, eval.Set{Name: filepath.Base(base), Index: x, Cases: cases})
	}
	return b.Index(func(x *index.Index) error {
		sets[0].Index = x
		files, tables, err := learned(cmd, sets, progress)
		done()
		if err != nil {
			return err
		}
		for name, text := range files {
			if err := os.WriteFile(filepath.Join(directory, name), []byte(text), 0o666); err != nil {
				return fmt.Errorf("write what was learned: %w", err)
			}
		}
		for _, write := range tables {
			if err := write(cmd.OutOrStdout()); err != nil {
				return err
			}
		}
		return nil
	})
}

// learned learns what the questions of sets teach: ranking from good answers,
// choosing from graded questions. It returns the tables of weights by their
// names and what prints how good they are.
func learned(cmd *cobra.Command, sets []eval.Set, progress func(done, total int)) (files map[string]string, tables []func(io.Writer) error, err error) {
	files = make(map[string]string)
	if eval.TeachRanking(sets) {
		ranking, err := eval.Learn(cmd.Context(), sets, progress)
		if err != nil {
			return nil, nil, err
		}
		var text bytes.Buffer
		if err := ranking.WriteRanking(&text); err != nil {
			return nil, nil, err
		}
		files["ranking.tsv"] = text.String()
		tables = append(tables, ranking.WriteTable)
	}
	if eval.TeachChoosing(sets) {
		choosing, err := eval.LearnChoosing(cmd.Context(), sets, progress)
		if err != nil {
			return nil, nil, err
		}
		maps.Copy(files, choosing.Files())
		tables = append(tables, choosing.WriteTable)
	}
	if len(files) == 0 {
		return nil, nil, errors.New("nothing to learn from: give questions with an \"answer\" and a \"document\", or with \"accept\" and \"evidence\"")
	}
	return files, tables, nil
}

// readCases reads the questions in a file.
func readCases(path string) ([]eval.Case, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read the questions: %w", err)
	}
	defer f.Close()
	cases, err := eval.Read(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return cases, nil
}
