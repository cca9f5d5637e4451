package figure

import (
	"strings"
	"testing"
	"unicode/utf8"

	"policybot/knowledge/figure/date"
)

// checkFigures holds what is true of the figures of any text.
func checkFigures(t *testing.T, text string, figures []Figure) {
	t.Helper()
	last := 0
	for _, f := range figures {
		if f.Start < 0 || f.End > len(text) || f.Start >= f.End {
			t.Fatalf("%q: figure %q at [%d, %d)", text, f.Text, f.Start, f.End)
		}
		if text[f.Start:f.End] != f.Text {
			t.Fatalf("%q: figure %q is not the text %q", text, f.Text, text[f.Start:f.End])
		}
		if f.Start < last {
			t.Fatalf("%q: figure %q starts before the end of the one before it", text, f.Text)
		}
		last = f.End
		if f.Dimension == "" || f.Bound == "" || f.Role == "" {
			t.Fatalf("%q: figure %q lacks a dimension, bound or role: %+v", text, f.Text, f)
		}
		if f.Low != nil && f.High != nil && f.Low.Value.GreaterThan(f.High.Value) {
			t.Fatalf("%q: figure %q has low %s above high %s", text, f.Text, f.Low.Value, f.High.Value)
		}
		checkRoundTrip(t, f)
	}
}

// FuzzFind holds that no text makes the reader panic, leave the text, return
// figures out of order, or lose anything in JSON.
func FuzzFind(f *testing.F) {
	for _, seed := range []string{
		"截至3月末，累计为2.17万户企业办理延期还本680.91亿元", "由75.6%提升至94%", "2至5万元", "10万元以上100万元以下", "三分之一", "壹佰贰拾万元整",
		"自2020年2月1日起至6月30日止", "１，２３４．５万元", "up to RMB 500,000 by the end of March", "two and a half million", "半", "一", "第", "“十三五”", "《", "1.", "..", "万亿", "分之",
		"5 . 2 万\n座", "数十", "百分之", "9日", "0:", "每", "从1至", "(含", "between 5 and", "thirty (30", "1/", "24时", strings.Repeat("1,234", 40), strings.Repeat("万", 40), "\xff1万", "5万元\xff以上",
	} {
		f.Add(seed, 2020)
	}
	f.Fuzz(func(t *testing.T, text string, year int) {
		var published date.Date
		if d, ok := date.New(year, 4, 20); ok && year < 9999 {
			published = d
		}
		if !utf8.ValidString(text) || len(text) > 1<<12 {
			Find(text, published)
			return
		}
		checkFigures(t, text, Find(text, published))
	})
}
