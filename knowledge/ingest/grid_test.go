package ingest

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"policybot/knowledge"
)

// TestGrid reads tables of several formats and holds their cells, heads and
// units against what the source lays out. A cell in brackets is covered by a
// merged one, a cell between tildes is struck out.
func TestGrid(t *testing.T) {
	for _, c := range []struct{ name, file, data, want string }{
		{"markdown with a mark of a note", "a.md", `# 收费标准

| 类别 | 金额（元） |
|---|---|
| 甲类 | 120[^1] |
| 乙类 | ~~80~~ |

[^1]: 不含税。
`, `heads 1+1
类别 | 金额（元）
甲类 | 120 <甲类：金额120元>
乙类 | ~80~ <乙类>
`},
		{"html with merged cells and a caption", "a.html", `<h1>补贴</h1><table><caption>补贴标准（单位：万元）</caption>
<tr><th rowspan="2">地区</th><th colspan="2">标准</th></tr>
<tr><th>2023年</th><th>2024年</th></tr>
<tr><td rowspan="2">甲市</td><td>12</td><td>13</td></tr>
<tr><td>14</td><td><del>15</del></td></tr></table>`, `caption 补贴标准
unit 万元
heads 2+1
地区 | 标准 | (标准)
(地区) | 2023年 | 2024年
甲市 | 12 | 13 <甲市：标准2023年：12万元，标准2024年：13万元>
(甲市) | 14 | ~15~ <甲市：标准2023年：14万元>
`},
		{"csv without heads", "a.csv", "负责人,张三\n电话,12345\n", `heads 0+1
负责人 | 张三 <负责人：张三>
电话 | 12345 <电话：12345>
`},
	} {
		t.Run(c.name, func(t *testing.T) {
			base, err := Read(context.Background(), fstest.MapFS{c.file: {Data: []byte(c.data)}}, Options{})
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, s := range base.Documents[0].Sections {
				if s.Table {
					got += printGrid(s)
				}
			}
			if got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func printGrid(s knowledge.Section) string {
	var out strings.Builder
	if s.Grid == nil {
		return "no grid\n"
	}
	if s.Grid.Caption != "" {
		fmt.Fprintf(&out, "caption %s\n", s.Grid.Caption)
	}
	if s.Grid.Unit != "" {
		fmt.Fprintf(&out, "unit %s\n", s.Grid.Unit)
	}
	fmt.Fprintf(&out, "heads %d+%d\n", s.Grid.HeadRows, s.Grid.HeadColumns)
	for _, row := range s.Grid.Rows {
		for i, c := range row.Cells {
			if i > 0 {
				out.WriteString(" | ")
			}
			switch {
			case c.Continued:
				fmt.Fprintf(&out, "(%s)", c.Text)
			case c.Struck:
				fmt.Fprintf(&out, "~%s~", c.Text)
			default:
				out.WriteString(c.Text)
			}
		}
		if row.End > row.Start {
			fmt.Fprintf(&out, " <%s>", s.Text[row.Start:row.End])
		}
		out.WriteByte('\n')
	}
	return out.String()
}

// TestGridOfLongTable holds every part of a table that takes several sections
// to its heads and to the lines of its rows.
func TestGridOfLongTable(t *testing.T) {
	var data strings.Builder
	data.WriteString("区县,补贴（万元）,户数\n")
	for i := range 200 {
		fmt.Fprintf(&data, "第%d区,%d,%d\n", i+1, i+1000, i+7)
	}
	base, err := Read(context.Background(), fstest.MapFS{"a.csv": {Data: []byte(data.String())}}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	for _, s := range base.Documents[0].Sections {
		if s.Grid == nil || s.Grid.HeadRows != 1 || s.Grid.HeadColumns != 1 {
			t.Fatalf("section %s: grid %+v, want one head row and one head column", s.ID, s.Grid)
		}
		for _, row := range s.Grid.Rows[1:] {
			rows++
			want := fmt.Sprintf("%s：补贴%s万元，户数%s", row.Cells[0].Text, row.Cells[1].Text, row.Cells[2].Text)
			if got := s.Text[row.Start:row.End]; got != want {
				t.Errorf("row %d: line %q, want %q", rows, got, want)
			}
		}
	}
	if rows != 200 {
		t.Errorf("%d rows in all parts, want 200", rows)
	}
}
