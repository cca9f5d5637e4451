package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"policybot/bot"
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

With --learn, learn from the questions that have an answer and a document how to rank documents, and
write ranking.tsv for a program to be built with. Its first lines say how good it is,
cross-validated.`,
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
			progress := newProgress(cmd.ErrOrStderr())
			options.Progress = func(done, total int) { progress.show(done, total, "") }
			if learn {
				return learnWeights(cmd, b, cases, also, weights, options.Progress, progress.clear)
			}
			var report *eval.Report
			err = b.Index(func(x *index.Index) error {
				report, err = eval.Run(cmd.Context(), x, cases, options)
				return err
			})
			progress.clear()
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
	cmd.Flags().BoolVar(&asJSON, "json", false, "write the report as JSON")
	cmd.Flags().BoolVar(&options.LeaveOut, "leave-out", false, "ask every question again without the document that answers it, to measure refusal")
	cmd.Flags().BoolVar(&learn, "learn", false, "learn from the questions how to rank, and write the weights")
	cmd.Flags().StringArrayVar(&also, "also", nil, "with --learn, questions about another base to learn from as well: DIRECTORY=QUESTIONS.jsonl")
	cmd.Flags().StringVar(&weights, "weights", ".", "with --learn, the directory to write ranking.tsv into")
	return cmd
}

// learnWeights learns weights from questions about a base, and about others
// written as DIRECTORY=QUESTIONS, writes them into a directory, and says how
// good they are.
func learnWeights(cmd *cobra.Command, b *bot.Bot, cases []eval.Case, others []string, directory string, progress func(done, total int), done func()) error {
	if info, err := os.Stat(directory); err != nil || !info.IsDir() {
		return fmt.Errorf("--weights %s is no directory to write into; make it first", directory)
	}
	var sets []eval.Set
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
		sets = append(sets, eval.Set{Index: x, Cases: cases})
	}
	var learned *eval.Learned
	err := b.Index(func(x *index.Index) error {
		var err error
		learned, err = eval.Learn(cmd.Context(), append([]eval.Set{{Index: x, Cases: cases}}, sets...), progress)
		return err
	})
	done()
	if err != nil {
		return err
	}
	var text bytes.Buffer
	if err := learned.WriteRanking(&text); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(directory, "ranking.tsv"), text.Bytes(), 0o666); err != nil {
		return fmt.Errorf("write what was learned: %w", err)
	}
	return learned.WriteTable(cmd.OutOrStdout())
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
