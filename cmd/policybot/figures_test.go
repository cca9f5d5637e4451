package main

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"

	"policybot/knowledge/figure"
)

// runFigures runs the figures command as a user does.
func runFigures(t *testing.T, input string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(context.Background(), append([]string{"figures"}, args...), strings.NewReader(input), &out, &errs)
	return out.String(), errs.String(), code
}

func TestFiguresText(t *testing.T) {
	got, _, code := runFigures(t, "截至3月末，累计建成5G基站5.2万座\n\n国发〔2020〕12号\n", "--date", "2020-04-15")
	want := `截至3月末，累计建成5G基站5.2万座
    截至3月末  eq 2020-03-31 date date role=as_of
    5.2万座    eq 52000 座 count role=cumulative as_of=2020-03-31 subject=5G基站
国发〔2020〕12号
    -
`
	if code != exitAnswered || got != want {
		t.Errorf("status %d, got:\n%s\nwant:\n%s", code, got, want)
	}
}

func TestFiguresJSON(t *testing.T) {
	// The last line has no line end, and one is longer than any scanner's limit.
	long := strings.Repeat("各地要认真贯彻落实。", 60_000) + "不超过50万元"
	input := "<a & b> 2万至5万元\n\n" + long + "\r\n第五条"
	got, _, code := runFigures(t, input, "--json", "--date", "2020-04-15")
	lines := strings.Split(strings.TrimSuffix(got, "\n"), "\n")
	if code != exitAnswered || len(lines) != 4 {
		t.Fatalf("status %d, %d lines, want 4", code, len(lines))
	}
	if lines[1] != "[]" || lines[3] != "[]" {
		t.Errorf("lines without figures: %q and %q, want []", lines[1], lines[3])
	}
	if !strings.Contains(lines[0], `"value":"20000..50000"`) || !strings.Contains(lines[0], "2万至5万元") {
		t.Errorf("range: %s", lines[0])
	}
	var figures []figure.Figure
	if err := json.Unmarshal([]byte(lines[2]), &figures); err != nil {
		t.Fatal(err)
	}
	if len(figures) != 1 || figures[0].ValueString() != "500000" || figures[0].Bound != figure.LessEqual || long[figures[0].Start:figures[0].End] != "不超过50万元" {
		t.Errorf("long line: %+v", figures)
	}
}

func TestFiguresBadDate(t *testing.T) {
	_, stderr, code := runFigures(t, "", "--date", "15 April")
	if code != exitFailure || !strings.Contains(stderr, "want YYYY-MM-DD, such as 2020-04-15") {
		t.Errorf("status %d, said %q", code, stderr)
	}
}
