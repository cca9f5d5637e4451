package eval

import (
	"testing"

	"github.com/shopspring/decimal"

	"policybot/index"
	"policybot/knowledge/figure"
)

func told(words string, value int64, unit string) []index.AnsweredFigure {
	return []index.AnsweredFigure{{Words: words, Figure: figure.Figure{Text: words, Value: decimal.NewFromInt(value), Valued: true, Unit: unit}}}
}

func TestGradeOf(t *testing.T) {
	fee := Case{Kind: "figure", Accept: [][]string{{"45元", "45"}}, Reject: []string{"30元"}}
	verdict := Case{Kind: "yesno", Accept: [][]string{{"no", "not"}, {"on a lead"}}}
	list := Case{Kind: "list", Accept: [][]string{{"open fires"}, {"dogs"}}}
	nowhere := Case{Kind: "figure", Status: index.NotFound, AlsoRight: [][]string{{"no fixed fee"}}}
	for _, c := range []struct {
		name string
		of   Case
		to   index.Answer
		want Grade
	}{
		{"the figure first", fee, index.Answer{Status: index.Answered, Text: "45元\n停泊费为每天45元。", Figures: told("45元", 45, "CNY")}, GradeRight},
		{"its value first", fee, index.Answer{Status: index.Answered, Text: "CNY 45\n…", Figures: told("CNY 45", 45, "CNY")}, GradeRight},
		{"a rejected figure first", fee, index.Answer{Status: index.Answered, Text: "30元\n由30元改为45元。", Figures: told("30元", 30, "CNY")}, GradeWrong},
		{"another figure first", fee, index.Answer{Status: index.Answered, Text: "2艘\n在港口北侧停泊的拖船每两艘合并计算停泊费用，超过三个昼夜的部分按照下列标准另行计收，具体收费标准由港口管理机构公布：每艘每天45元。", Figures: told("2艘", 2, "艘")}, GradeTold},
		{"within a longer number", fee, index.Answer{Status: index.Answered, Text: "145元", Figures: told("145元", 145, "CNY")}, GradeWrong},
		{"not answered, offered", fee, index.Answer{Status: index.NotFound, Near: []index.Hit{{Text: "停泊费为每天45元。"}}}, GradeOffered},
		{"not answered", fee, index.Answer{Status: index.NotFound, Near: []index.Hit{{Text: "停泊费为每天90元。"}}}, GradeRefused},
		{"the verdict", verdict, index.Answer{Status: index.Answered, Text: "No. Dogs must be kept on a lead."}, GradeRight},
		{"the other verdict", verdict, index.Answer{Status: index.Answered, Text: "Yes. Dogs not on a lead …"}, GradeWrong},
		{"all of a list by its citation", list, index.Answer{Status: index.Answered, Text: "Open fires", Citations: []index.CitedText{{Text: "Open fires\nDogs"}}}, GradeRight},
		{"half a list", list, index.Answer{Status: index.Answered, Text: "Open fires"}, GradeWrong},
		{"rightly refused", nowhere, index.Answer{Status: index.NotFound}, GradeRightlyRefused},
		{"as good as refused", nowhere, index.Answer{Status: index.Answered, Text: "There is no fixed fee."}, GradeRightlyRefused},
		{"answered all the same", nowhere, index.Answer{Status: index.Answered, Text: "45元"}, GradeWrong},
	} {
		if got := GradeOf(&c.of, &c.to); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

func TestEarliest(t *testing.T) {
	for _, c := range []struct {
		accepted, text string
		verdict        bool
		want           int
	}{
		{"5%", "75% or 3.5%", false, -1},
		{"5%", "at most 5 %", false, 8},
		{"百分之三", "百分之三十", false, -1},
		{"二十天", "一百二十天", false, -1},
		{"1,500", "11,500 and 1,500", false, 11},
		{"five", "twenty-five", false, -1},
		{"can", "cannot", false, 0}, // written out: "can not"
		{"can", "you cannot", true, -1},
		{"可以", "不可以", true, -1},
		{"don't", "you don’t", false, 4},
		{"lead", "misleading", false, -1},
		{"２０元", "20元", false, 0},
	} {
		if got := earliest([]string{c.accepted}, folded(c.text), c.verdict); got != c.want {
			t.Errorf("%q in %q: got %d, want %d", c.accepted, c.text, got, c.want)
		}
	}
}
