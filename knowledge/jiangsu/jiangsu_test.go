package jiangsu_test

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"policybot/knowledge"
	"policybot/knowledge/figure"
	"policybot/knowledge/ingest"
	"policybot/knowledge/jiangsu"
)

func readBase(t *testing.T) *knowledge.Base {
	t.Helper()
	base, err := ingest.Read(context.Background(), jiangsu.Files(), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return base
}

func TestBaseHasNoProblems(t *testing.T) {
	base := readBase(t)
	for _, problem := range base.Problems {
		t.Errorf("%s:%d: %s", problem.Path, problem.Line, problem.Message.In(knowledge.English))
	}
	if len(base.Measures) == 0 {
		t.Error("no measures")
	}
}

// leftOut matches the lines of the file's header that name a figure of the
// report that is not in the base.
var leftOut = regexp.MustCompile(`(?m)^# left out: (.+?): .+$`)

// TestEveryFigureOfTheReportIsThere reads the figures of the newspaper report
// and looks for each in the base, or among those that its header leaves out.
func TestEveryFigureOfTheReportIsThere(t *testing.T) {
	dir := os.Getenv("POLICYBOT_SEED")
	if dir == "" {
		t.Skip("POLICYBOT_SEED is not set: the newspaper report is not part of the project")
	}
	data, err := os.ReadFile(filepath.Join(dir, "jiangsu-2020-04-15.txt"))
	if err != nil {
		t.Fatal(err)
	}
	report := strings.ReplaceAll(string(data), "**", "") // bold figures
	header, err := fs.ReadFile(jiangsu.Files(), "measures.yaml")
	if err != nil {
		t.Fatal(err)
	}
	base := readBase(t)
	published := base.Documents[0].Source.Published
	have := headerFigures(header, published)
	for _, measure := range base.Measures {
		have = append(have, figure.Find(measure.Title[knowledge.Chinese]+"\n"+measure.Summary[knowledge.Chinese], published)...)
		for _, fact := range measure.Facts {
			have = append(have, fact.Figures...)
		}
	}
	found := figure.Find(report, published)
	if len(found) < 50 {
		t.Errorf("%d figures in the report, want 50 at least", len(found))
	}
	for _, f := range found {
		if !slices.ContainsFunc(have, func(h figure.Figure) bool { return same(f, h) }) {
			line := report[max(0, f.Start-60):min(len(report), f.End+30)]
			t.Errorf("%q (%s %s %s) is neither in the base nor left out by its header: …%s…", f.Text, f.Value, f.Unit, f.Bound, line)
		}
	}
}

func headerFigures(header []byte, published figure.Date) []figure.Figure {
	var figures []figure.Figure
	for _, line := range leftOut.FindAllSubmatch(header, -1) {
		figures = append(figures, figure.Find(string(line[1]), published)...)
	}
	return figures
}

// same reports whether the base states what the report does: value, unit and
// bound, and where it changed from.
func same(report, base figure.Figure) bool {
	if report.Dimension != base.Dimension {
		return false
	}
	if report.Dimension == figure.DateDay || report.Dimension == figure.DateRange {
		return report.Date == base.Date && report.Until == base.Until
	}
	value := report.Value.Equal(base.Value) && report.Bound == base.Bound ||
		base.Change != nil && base.Change.From != nil && report.Value.Equal(*base.Change.From)
	return value && report.Valued == base.Valued && report.Unit == base.Unit
}
