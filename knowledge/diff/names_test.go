package diff_test

import (
	"slices"
	"testing"

	"policybot/knowledge/diff"
)

// TestFiguresOfTheirOwn holds which figures are taken for two versions of one:
// those that are of the same, wherever they stand.
func TestFiguresOfTheirOwn(t *testing.T) {
	for _, c := range []struct {
		name, old, new string
		want           []string
	}{
		{"fines of bodies and persons swapped", "违反规定的，对单位处5万元罚款，对个人处5000元罚款。", "违反规定的，对个人处6000元罚款，对单位处8万元罚款。",
			[]string{"figure_changed 5000 -> 6000", "figure_changed 50000 -> 80000"}},
		{"a body's fine gone, a person's come", "逾期不改的，对单位处10万元罚款。", "逾期不改的，对个人处1万元罚款。",
			[]string{"measure_amended", "measure_amended"}},
		{"a share paid by another", "生育保险由单位缴纳0.8%。", "生育保险由个人缴纳0.8%。", []string{"reworded"}},
		{"holidays swapped", "国庆节期间门票60元，劳动节期间门票50元。", "劳动节期间门票55元，国庆节期间门票70元。",
			[]string{"figure_changed 50 -> 55", "figure_changed 60 -> 70"}},
		{"places swapped", "东港补贴500万元，西港补贴800万元。", "西港补贴900万元，东港补贴500万元。", []string{"figure_changed 8000000 -> 9000000"}},
		{"named in order", "东区、西区分别补助12万元、7万元。", "西区、东区分别补助9万元、12万元。", []string{"figure_changed 70000 -> 90000"}},
		{"named in order, in English", "The north and south yards pay 300 dollars and 200 dollars respectively.", "The south and north yards pay 250 dollars and 300 dollars respectively.", []string{"figure_changed 200 -> 250"}},
		{"an item of a list gone, another changed", "逾期不还的：（一）逾期一年的，罚1000元；（二）逾期两年的，罚2000元；（三）逾期三年的，罚3000元。", "逾期不还的：（一）逾期两年的，罚2000元；（二）逾期三年的，罚3500元。",
			[]string{"figure_changed 3000 -> 3500", "measure_amended"}},
		{"two items alike, one gone and one come", "下列车辆：\n\n（一）轴数为2的，限重18吨；\n\n（二）轴数为3的，限重25吨。", "下列车辆：\n\n（一）轴数为3的，限重25吨；\n\n（二）轴数为4的，限重31吨。",
			[]string{"measure_amended", "measure_amended"}},
		{"heads of a table swapped", "| 时段 | 高峰 | 低谷 |\n|---|---|---|\n| 工作日 | 3元 | 2元 |", "| 时段 | 低谷 | 高峰 |\n|---|---|---|\n| 工作日 | 3元 | 2元 |",
			[]string{"figure_changed 2 -> 3", "figure_changed 3 -> 2"}},
		{"columns of a table in another order", "| 时段 | 高峰 | 低谷 |\n|---|---|---|\n| 工作日 | 3元 | 2元 |", "| 时段 | 低谷 | 高峰 |\n|---|---|---|\n| 工作日 | 2元 | 4元 |", []string{"figure_changed 3 -> 4"}},
		{"a column put in", "| 级别 | 月薪 |\n|---|---|\n| 一级 | 4000元 |\n| 二级 | 5000元 |", "| 级别 | 津贴 | 月薪 |\n|---|---|---|\n| 一级 | 300元 | 4000元 |\n| 二级 | 400元 | 5500元 |",
			[]string{"figure_changed 5000 -> 5500", "measure_amended", "measure_amended"}},
		{"a row put in", "| Zone | Fee |\n|---|---|\n| A | 5 euros |\n| C | 9 euros |", "| Zone | Fee |\n|---|---|\n| A | 5 euros |\n| B | 7 euros |\n| C | 8 euros |", []string{"figure_changed 9 -> 8", "measure_amended"}},
		{"years beside each other", "2018年投入120万元，2019年投入145万元。", "2019年投入150万元，2020年投入160万元。", []string{"figure_changed 1450000 -> 1500000", "measure_amended", "measure_amended", "measure_amended", "measure_amended"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			frame := func(s string) string {
				return "# 规定\n\n本规定适用于全县。\n\n" + s + "\n\n本规定由办公室解释。\n"
			}
			changes := diff.Bases(baseOf(t, frame(c.old)), baseOf(t, frame(c.new)))
			got := told(changes)
			slices.Sort(got)
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
				for _, c := range changes {
					t.Logf("%-8s %s %v\n\t- %s\n\t+ %s", c.Severity, c.Headline("en"), c.Aspects, c.OldQuote.Text, c.NewQuote.Text)
				}
			}
		})
	}
}
