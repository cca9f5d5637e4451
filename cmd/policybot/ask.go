package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"policybot/bot"
	"policybot/cmd/policybot/progress"
	"policybot/index"
	"policybot/knowledge"
)

func newAskCommand(s *settings) *cobra.Command {
	var asJSON, explain, follow bool
	var sure float64
	cmd := &cobra.Command{
		Use:   "ask QUESTION",
		Short: "Answer a question with the exact figure, the sentence it comes from, its date and source",
		Long: `Answer a question, in Chinese or English, with the exact figure, the sentence it comes
from, its date and its source, or say that the documents do not. What is not sure enough is
not given as the answer but as what is closest in the documents.

With "-" as the question, read questions from standard input, one a line, and answer each.
With --follow they are one conversation: "and for how many firms?" goes on from the question
before, and the reply says what it was taken as.

Exit status: 0 answered, 1 the documents do not say, 2 wrong usage or failure.`,
		Example: `  policybot ask "江苏延期偿还的贷款本金一共多少?"
  policybot ask --base ./policies "试用期最长几个月?"
  policybot ask --json --lang en "how many 5G base stations?"
  policybot ask --explain "principal and interest deferred in total"
  policybot ask --json - < questions.txt
  policybot ask --follow -`,
		Args: wantWords("a question"),
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
			if sure < 0 || sure >= 1 {
				return usageError("--sure %v: want a share from 0 to 0.99, such as 0.8", sure)
			}
			asker := bot.Asker{Language: language, Sure: sure}
			var before index.Turn
			answer := func(ctx context.Context, question string) (*index.Answer, error) {
				a, err := b.AskAfter(ctx, asker, before, question)
				if err != nil {
					return nil, err
				}
				if follow {
					before = index.Next(before, a)
				}
				return a, printAnswer(cmd.OutOrStdout(), a, asJSON, explain)
			}
			if question := strings.Join(args, " "); question != "-" {
				a, err := answer(cmd.Context(), question)
				if err != nil {
					return err
				}
				if a.Status != index.Answered {
					return &exitError{code: exitNotFound}
				}
				return nil
			}
			return s.eachQuestion(cmd, func(line string) error {
				_, err := answer(cmd.Context(), line)
				return err
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON, an object a line")
	cmd.Flags().Float64Var(&sure, "sure", 0, "how sure an answer must be to be given as one, 0 to 0.99 (default: as calibrated)")
	cmd.Flags().BoolVar(&follow, "follow", false, "with \"-\": take the lines for one conversation, in which a question may go on from the one before")
	cmd.Flags().BoolVar(&explain, "explain", false, "show what was understood and how each candidate scored")
	return cmd
}

// wantWords requires at least one argument with something in it.
func wantWords(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if strings.TrimSpace(strings.Join(args, " ")) == "" {
			return fmt.Errorf("%s is missing; try %q", what, cmd.CommandPath()+" --help")
		}
		return nil
	}
}

// eachQuestion calls do with each line of standard input that is not blank,
// until it ends or the command is interrupted. Where the lines come from a file
// and the answers go to one, it shows how far it is.
func (s *settings) eachQuestion(cmd *cobra.Command, do func(line string) error) error {
	bar, total, done := &progress.Bar{}, 0, 0
	if !isTerminal(cmd.OutOrStdout()) {
		if total = linesOf(cmd.InOrStdin()); total > 0 {
			bar = s.newBar(cmd.ErrOrStderr(), progress.Questions)
		}
	}
	defer bar.Clear()
	err := eachLine(cmd.InOrStdin(), func(line string) error {
		if err := cmd.Context().Err(); err != nil {
			return err
		}
		if line = strings.TrimSpace(line); line == "" {
			return nil
		}
		if err := do(line); err != nil {
			return err
		}
		done++
		bar.Show(progress.Step{Done: done, Total: total, Figures: -1})
		return nil
	})
	if errors.Is(err, context.Canceled) && done > 0 {
		return fmt.Errorf("stopped by Ctrl-C; the first %d questions are answered above", done)
	}
	return err
}

// linesOf counts the lines that are not blank in what is read, where it is a file
// that can be read twice; elsewhere it is 0.
func linesOf(r io.Reader) int {
	f, ok := r.(*os.File)
	if !ok {
		return 0
	}
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return 0
	}
	lines := 0
	err := eachLine(f, func(line string) error {
		if strings.TrimSpace(line) != "" {
			lines++
		}
		return nil
	})
	if _, back := f.Seek(0, io.SeekStart); err != nil || back != nil {
		return 0
	}
	return lines
}

// answerJSON is the form of an answer that programs read. Its names do not
// change.
type answerJSON struct {
	Question   string             `json:"question"`
	Language   knowledge.Language `json:"language"`
	Status     index.Status       `json:"status"`
	Unsure     bool               `json:"unsure,omitempty"` // for not_found: one of near may be the answer
	Answer     string             `json:"answer"`
	Figures    []figureJSON       `json:"figures"`
	Working    string             `json:"working,omitempty"`
	Citations  []citationJSON     `json:"citations"`
	Neighbours []figureJSON       `json:"neighbours,omitempty"`
	Confidence float64            `json:"confidence"`
	Near       []nearJSON         `json:"near"`
	TakenAs    string             `json:"taken_as,omitempty"` // the question as completed from the one before
	Courtesy   string             `json:"courtesy,omitempty"` // greeting, thanks, farewell, ability: nothing was asked
	Parts      []answerJSON       `json:"parts,omitempty"`    // of several questions: the answer to each
	Explain    *explainJSON       `json:"explain,omitempty"`
}

type figureJSON struct {
	Label     string `json:"label"`
	Value     string `json:"value"`
	Low       string `json:"low,omitempty"`
	High      string `json:"high,omitempty"`
	Unit      string `json:"unit"`
	Dimension string `json:"dimension"`
	Bound     string `json:"bound"`
	Text      string `json:"text"`
	AsOf      string `json:"as_of,omitempty"`
	Fact      string `json:"fact,omitempty"`
	Measure   string `json:"measure,omitempty"`
	Computed  bool   `json:"computed,omitempty"`
}

type citationJSON struct {
	Document  string `json:"document"`
	Title     string `json:"title"`
	Publisher string `json:"publisher"`
	Speaker   string `json:"speaker,omitempty"`
	Date      string `json:"date"`
	URL       string `json:"url"`
	Section   string `json:"section"`
	Page      int    `json:"page,omitempty"`
	Text      string `json:"text"`
	Statement string `json:"statement,omitempty"`
}

type nearJSON struct {
	Title    string `json:"title"`
	Text     string `json:"text"`
	Fact     string `json:"fact,omitempty"`
	Document string `json:"document"`
}

type explainJSON struct {
	Query      string           `json:"query"`
	Considered []consideredJSON `json:"considered"`
}

type consideredJSON struct {
	Kind    index.HitKind      `json:"kind"`
	Text    string             `json:"text"`
	Score   float64            `json:"score"`
	Parts   map[string]float64 `json:"parts"`
	Against string             `json:"against,omitempty"`
}

func newFigureJSON(f index.AnsweredFigure) figureJSON {
	out := figureJSON{
		Label: f.Label, Value: f.Figure.ValueString(), Unit: f.Figure.Unit, Dimension: string(f.Figure.Dimension),
		Bound: string(f.Figure.Bound), Text: f.Words, AsOf: f.AsOf.String(), Fact: string(f.Fact), Measure: string(f.Measure), Computed: f.Computed,
	}
	if l := f.Figure.Low; l != nil {
		out.Low = l.Value.String()
	}
	if h := f.Figure.High; h != nil {
		out.High = h.Value.String()
	}
	return out
}

func newAnswerJSON(a *index.Answer, explain bool) answerJSON {
	out := answerJSON{
		Question: valueOr(a.Query.Asked, a.Query.Text), Language: a.Language, Status: a.Status, Unsure: a.Unsure, Answer: a.Text, Working: a.Working, Confidence: roundTo(a.Confidence, 3),
		Figures: []figureJSON{}, Citations: []citationJSON{}, Near: []nearJSON{}, Courtesy: a.Courtesy, TakenAs: a.TakenAs,
	}
	for _, f := range a.Figures {
		out.Figures = append(out.Figures, newFigureJSON(f))
	}
	for _, f := range a.Neighbours {
		out.Neighbours = append(out.Neighbours, newFigureJSON(f))
	}
	for _, c := range a.Citations {
		out.Citations = append(out.Citations, citationJSON{
			Document: string(c.Document), Title: c.Title, Publisher: c.Publisher, Speaker: c.Speaker, Date: c.Date.String(), URL: c.URL,
			Section: strings.Join(c.Heading, " › "), Page: c.Page, Text: c.Text, Statement: c.Statement,
		})
	}
	for _, h := range a.Near {
		out.Near = append(out.Near, nearJSON{Title: h.Title, Text: h.Text, Fact: string(h.Fact), Document: string(h.Document)})
	}
	for _, part := range a.Parts {
		out.Parts = append(out.Parts, newAnswerJSON(part, false))
	}
	if explain {
		e := &explainJSON{Query: a.Query.String(), Considered: []consideredJSON{}}
		for _, c := range a.Considered {
			parts := make(map[string]float64, len(c.Parts))
			for _, p := range c.Parts {
				parts[p.Name] += roundTo(p.Value, 3)
			}
			e.Considered = append(e.Considered, consideredJSON{Kind: c.Kind, Text: c.Text, Score: roundTo(c.Score, 3), Parts: parts, Against: c.Against})
		}
		out.Explain = e
	}
	return out
}

// writeJSON writes v as one line of JSON with readable text.
func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// printAnswer writes an answer for a person, or as JSON.
func printAnswer(w io.Writer, a *index.Answer, asJSON, explain bool) error {
	if asJSON {
		return writeJSON(w, newAnswerJSON(a, explain))
	}
	var b strings.Builder
	p := page{Builder: &b, paint: paint(isTerminal(w)), language: a.Language}
	p.answer(a)
	if explain {
		p.explain(a)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
