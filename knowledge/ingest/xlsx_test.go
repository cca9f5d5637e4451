package ingest

import (
	"bytes"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// workbook makes a workbook as a statistics office would: a title over the
// table, two rows of heads, units in the heads, percentages, dates.
func workbook(t testing.TB) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	const sheet = "Sheet1"
	rows := [][]any{
		{"2023年一季度各区贷款情况"},
		{"地区", "贷款", nil, "同比", "发放日期"},
		{nil, "户数（户）", "金额（亿元）", "增长率", nil},
		{"玄武区", 1200, 12.5, 0.032, time.Date(2023, 3, 31, 0, 0, 0, 0, time.UTC)},
		{"秦淮区", 980, 9.25, -0.015, time.Date(2023, 3, 30, 0, 0, 0, 0, time.UTC)},
		{"合计", 2180, 21.75, 0.01},
		{"注：数据截至2023年3月31日。"},
	}
	for y, row := range rows {
		for x, value := range row {
			name, _ := excelize.CoordinatesToCellName(x+1, y+1)
			if value != nil {
				if err := f.SetCellValue(sheet, name, value); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	for _, r := range [][2]string{{"A1", "E1"}, {"A2", "A3"}, {"B2", "C2"}, {"E2", "E3"}} {
		if err := f.MergeCell(sheet, r[0], r[1]); err != nil {
			t.Fatal(err)
		}
	}
	percent, err := f.NewStyle(&excelize.Style{NumFmt: 10})
	if err != nil {
		t.Fatal(err)
	}
	date, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	if err != nil {
		t.Fatal(err)
	}
	if err := f.SetCellStyle(sheet, "D4", "D6", percent); err != nil {
		t.Fatal(err)
	}
	if err := f.SetCellStyle(sheet, "E4", "E5", date); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestReadWorkbook(t *testing.T) {
	document := readDocument(t, "loans.xlsx", workbook(t))
	if want := "2023年一季度各区贷款情况"; document.Title != want {
		t.Errorf("title %q, want %q", document.Title, want)
	}
	want := "玄武区：贷款户数1200户，贷款金额12.5亿元，同比增长率3.20%，发放日期：2023-03-31\n" +
		"秦淮区：贷款户数980户，贷款金额9.25亿元，同比增长率：-1.50%，发放日期：2023-03-30\n" +
		"合计：贷款户数2180户，贷款金额21.75亿元，同比增长率1.00%"
	if got := document.Sections[0].Text; got != want {
		t.Errorf("text\n%s\nwant\n%s", got, want)
	}
}
