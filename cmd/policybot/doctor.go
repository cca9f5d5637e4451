package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"policybot/bot/state"
	"policybot/index"
	"policybot/knowledge"
)

func newDoctorCommand(s *settings) *cobra.Command {
	var asJSON, ready bool
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Check the database, the indexes and what is kept, and say what to do about each problem",
		Long: `Check the data directory: every page of the database, the checksums of every index, and
the earlier versions of documents; and say what to do about each problem. Nothing is
changed. It may run beside serve. The exit status is 1 where something is wrong.

With --ready, ask the serve that runs here instead, at $POLICYBOT_HTTP, whether it is ready
to answer: for health checks of containers.`,
		Example: `  policybot doctor
  policybot doctor --data /srv/policybot --lang zh
  policybot doctor --json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			language, err := s.language()
			if err != nil {
				return err
			}
			if language == "" {
				language = knowledge.English
			}
			if ready {
				return askReady(cmd.Context(), os.Getenv("POLICYBOT_HTTP"))
			}
			findings := examine(cmd.Context(), s.data)
			if err := cmd.Context().Err(); err != nil {
				return err
			}
			if asJSON {
				err = writeFindingsJSON(cmd.OutOrStdout(), findings, language)
			} else {
				err = writeFindings(cmd.OutOrStdout(), findings, language)
			}
			if err != nil {
				return err
			}
			for _, f := range findings {
				if f.problem != nil {
					return &exitError{code: exitNotFound}
				}
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	cmd.Flags().BoolVar(&ready, "ready", false, "ask the serve that runs here whether it is ready")
	return cmd
}

// askReady asks the serve at an address of this machine whether it is ready.
func askReady(ctx context.Context, address string) error {
	if address == "" {
		return errors.New("POLICYBOT_HTTP is not set; give serve and this command the same, such as 8080")
	}
	_, port, found := strings.Cut(address, ":")
	if host, its, err := net.SplitHostPort(address); err == nil && host != "" && host != "0.0.0.0" && host != "::" {
		address = net.JoinHostPort(host, its)
	} else if found {
		address = net.JoinHostPort("127.0.0.1", port)
	} else {
		address = net.JoinHostPort("127.0.0.1", address)
	}
	ctx, cancel := context.WithTimeout(ctx, 4*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+address+"/readyz", nil)
	if err != nil {
		return fmt.Errorf("ask serve at POLICYBOT_HTTP: %w", err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return &exitError{code: exitNotFound, err: fmt.Errorf("serve does not answer at %s: %w", address, err)}
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		why, _ := io.ReadAll(io.LimitReader(response.Body, 1000))
		return &exitError{code: exitNotFound, err: fmt.Errorf("serve is not ready: %s", strings.TrimSpace(string(why)))}
	}
	return nil
}

// finding is what was found of one thing.
type finding struct {
	what    knowledge.Text
	path    string
	problem error // nil where it is sound
	advice  knowledge.Text
}

// examine checks what is in a data directory.
func examine(ctx context.Context, data string) []finding {
	findings := []finding{examineDirectory(data), examineDatabase(ctx, data)}
	for _, r := range index.CheckRevisions(filepath.Join(data, "index")) {
		findings = append(findings, finding{knowledge.Text{knowledge.Chinese: "索引", knowledge.English: "index"}, r.Path, r.Problem,
			knowledge.Text{knowledge.Chinese: "无需处理：下次使用时会自动重建", knowledge.English: "nothing to do: it is built again when it is next used"}})
	}
	return append(findings, examineVersions(ctx, data)...)
}

// examineDirectory tries whether the data directory can be written.
func examineDirectory(data string) finding {
	f := finding{what: knowledge.Text{knowledge.Chinese: "数据目录", knowledge.English: "data directory"}, path: data,
		advice: knowledge.Text{knowledge.Chinese: "腾出磁盘空间，或让运行程序的用户可以写入该目录", knowledge.English: "make room on the disk, or let the user who runs the program write there"}}
	trial, err := os.CreateTemp(data, ".doctor-*")
	if err != nil {
		f.problem = err
		return f
	}
	_, err = trial.Write(make([]byte, 1<<16))
	f.problem = errors.Join(err, trial.Sync(), trial.Close(), os.Remove(trial.Name()))
	return f
}

func examineDatabase(ctx context.Context, data string) finding {
	f := finding{what: knowledge.Text{knowledge.Chinese: "数据库", knowledge.English: "database"}, path: filepath.Join(data, state.File),
		advice: knowledge.Text{knowledge.Chinese: "停止 serve，用 policybot restore --force 恢复备份", knowledge.English: "stop serve and put a backup back with policybot restore --force"}}
	f.problem = state.CheckFile(ctx, f.path, true)
	if errors.Is(f.problem, fs.ErrNotExist) {
		f.advice = knowledge.Text{knowledge.Chinese: "若 serve 从未在此目录运行，则无需处理；否则用 policybot restore 恢复备份",
			knowledge.English: "nothing to do where serve never ran on this directory; else put a backup back with policybot restore"}
	}
	return f
}

// examineVersions compares the kept files with the hashes that they are named
// for. All that are sound are one finding.
func examineVersions(ctx context.Context, data string) []finding {
	dir := filepath.Join(data, "versions")
	what := knowledge.Text{knowledge.Chinese: "文件的历史版本", knowledge.English: "earlier versions of documents"}
	var findings []finding
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	for _, e := range entries {
		if ctx.Err() != nil {
			break
		}
		path := filepath.Join(dir, e.Name())
		name, _, _ := strings.Cut(e.Name(), ".")
		if strings.HasPrefix(e.Name(), ".") || !e.Type().IsRegular() {
			continue
		}
		if err := matches(path, name); err != nil {
			findings = append(findings, finding{what, path, err, knowledge.Text{knowledge.Chinese: "从备份中取回该文件；否则通知无法再附上变更前的版本",
				knowledge.English: "take the file from a backup; without it notices cannot offer the earlier version"}})
		}
	}
	if len(findings) == 0 && len(entries) > 0 {
		findings = append(findings, finding{what: what, path: dir})
	}
	return findings
}

// matches compares a file with the beginning of its SHA-256.
func matches(path, want string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, file); err != nil {
		return err
	}
	if got := hex.EncodeToString(hash.Sum(nil)); !strings.HasPrefix(got, want) {
		return errors.New("its bytes are not those it was kept with")
	}
	return nil
}

func writeFindings(w io.Writer, findings []finding, l knowledge.Language) error {
	var b strings.Builder
	for _, f := range findings {
		if f.problem == nil {
			fmt.Fprintf(&b, "ok       %s  %s\n", f.what.In(l), printable(f.path))
			continue
		}
		fmt.Fprintf(&b, "PROBLEM  %s  %s\n         %s\n         → %s\n", f.what.In(l), printable(f.path), printable(f.problem.Error()), f.advice.In(l))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// writeFindingsJSON writes what programs read. Its names do not change.
func writeFindingsJSON(w io.Writer, findings []finding, l knowledge.Language) error {
	type findingJSON struct {
		What    string `json:"what"`
		Path    string `json:"path"`
		OK      bool   `json:"ok"`
		Problem string `json:"problem,omitempty"`
		Advice  string `json:"advice,omitempty"`
	}
	out := struct {
		OK       bool          `json:"ok"`
		Findings []findingJSON `json:"findings"`
	}{OK: true, Findings: []findingJSON{}}
	for _, f := range findings {
		j := findingJSON{What: f.what.In(l), Path: f.path, OK: f.problem == nil}
		if f.problem != nil {
			out.OK, j.Problem, j.Advice = false, f.problem.Error(), f.advice.In(l)
		}
		out.Findings = append(out.Findings, j)
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(out)
}
