package compose

import "testing"

func TestBrief(t *testing.T) {
	const fine, rule = "Each tenant pays a fine of 40 euros, which is due within 7 days.", "Tenants may not:\nkeep dogs;\nsmoke."
	figure := func(label, words string) []AnsweredFigure {
		return []AnsweredFigure{{Label: label, Words: words}}
	}
	for _, test := range []struct {
		name, text, quote string
		figures           []AnsweredFigure
		want              string
	}{
		{"a clause that the quote says leaves the label", "40 euros\nEach tenant pays a fine of 40 euros", fine, figure("fine", "40 euros"), "fine"},
		{"a clause that no quote says stays", "40 euros\nA fine of 40 euros", fine, figure("fine", "40 euros"), "A fine of 40 euros"},
		{"no label", "40 euros\nEach tenant pays a fine of 40 euros", fine, figure("", "40 euros"), ""},
		{"a cell is named once", "3元（单人间，2024年）", "单人间：3元", figure("单人间, 2024年", "3元"), "单人间，2024年"},
		{"a cell is named once in English", "3 euros (single room, 2024)", "single room: 3", figure("single room, 2024", "3 euros"), "single room, 2024"},
		{"a day stays with the label", "3元（截至2024年5月31日）。", "房租3元", figure("房租", "3元"), "房租（截至2024年5月31日）。"},
		{"a sentence about the figure stays", "Fine: 40 euros.", fine, figure("fine", "40 euros"), "Fine: 40 euros."},
		{"a result is told once", "7元：3 + 4 = 7元。", "单人间：3元；双人间：4元", []AnsweredFigure{{Words: "7元", Computed: true}, {Words: "3元"}}, "3 + 4 = 7元。"},
		{"several figures are all told", "3元（单人间）；4元（双人间）", "单人间：3元；双人间：4元", []AnsweredFigure{{Words: "3元"}, {Words: "4元"}}, "3元（单人间）；4元（双人间）"},
		{"a verdict stays without the quote", "No. " + rule, rule, nil, "No."},
		{"a verdict stays without the quote in Chinese", "否。不得养狗。", "不得养狗。", nil, "否。"},
		{"a verdict on words not quoted whole", "否。不得养狗。不得吸烟。", "不得养狗。", nil, "否。不得养狗。不得吸烟。"},
		{"the quote is the answer", fine, fine, nil, ""},
		{"other words", "Dogs are not allowed.", rule, nil, "Dogs are not allowed."},
	} {
		a := &Answer{Text: test.text, Figures: test.figures, Citations: []CitedText{{Text: test.quote}}}
		if got := a.Brief(); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}
