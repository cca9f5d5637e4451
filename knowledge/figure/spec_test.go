package figure

import (
	"strings"
	"testing"

	"policybot/knowledge/figure/date"
)

// specDate is the publication date of the specification's table.
var specDate = date.Date{Year: 2020, Month: 4, Day: 20}

// specTable is the table of the specification: each expression with the
// records it must give, as "value|unit|dimension|bound", and what else they
// state. An expression without records states no figure.
var specTable = []struct {
	row     int
	text    string
	records string // separated by "; "
	also    string // other fields of the last record, as describe prints them
}{
	{1, "累计建成5G基站5.2万座", "52000|座|count|eq", "role=cumulative subject=5G基站 precision=1000"},
	{2, "127亿元", "12700000000|CNY|money|eq", "precision=100000000"},
	{3, "99.7%", "99.7|%|percent|eq", ""},
	{4, "由75.6%提升至94%", "94|%|percent|eq", "change=up from=75.6 to=94 delta=18.4 pp computed"},
	{5, "累计融资金额达225.7亿元", "22570000000|CNY|money|eq", "role=cumulative"},
	{6, "不到5个工作日", "5|workday|duration|lt", "high=5)"},
	{7, "46个", "46|个|count|eq", ""},
	{7, "46个百分点", "46|pp|percentage_point|eq", ""},
	{8, "增长20倍", "20|times|multiple|eq", "change=up multiplier=increase_by"},
	{8, "增长到20倍", "20|times|multiple|eq", "change=up multiplier=to"},
	{8, "是上年的20倍", "20|times|multiple|eq", "multiplier=ratio_to"},
	{9, "1200万只", "12000000|只|count|eq", ""},
	{10, "251万件、1.1万吨、166万只、436辆", "2510000|件|count|eq; 11000|t|mass|eq; 1660000|只|count|eq; 436|辆|count|eq", ""},
	{10, "口罩、粮食、鸡、车辆分别为251万件、1.1万吨、166万只、436辆", "2510000|件|count|eq; 11000|t|mass|eq; 1660000|只|count|eq; 436|辆|count|eq", "subject=车辆"},
	{11, "11万余家", "110000|家|count|approx_above", "low=(110000 high=120000)"},
	{11, "11余万家", "110000|家|count|approx_above", "low=(110000 high=120000)"},
	{12, "近90%", "90|%|percent|approx_below", "high=90)"},
	{13, "超过85%", "85|%|percent|gt", "low=(85"},
	{14, "4万亿元", "4000000000000|CNY|money|eq", ""},
	{15, "70多项", "70|项|count|approx_above", "low=(70 high=80)"},
	{16, "50条左右", "50|条|count|approx", ""},
	{16, "第50条", "", ""},
	{17, "截至3月末", "2020-03-31|date|date|eq", "role=as_of"},
	{18, "截至4月14日", "2020-04-14|date|date|eq", "role=as_of"},
	{18, "截至2月14日24时", "2020-02-14|date|date|eq", "role=as_of"},
	{19, "90%以上", "90|%|percent|ge", "low=[90"},
	{20, "为2.17万户企业办理延期还本680.91亿元", "21700|户|count|eq; 68091000000|CNY|money|eq", "group=1 precision=1000000"},
	{21, "为0.466万户企业办理延期付息9.92亿元", "4660|户|count|eq; 992000000|CNY|money|eq", "group=1"},
	{22, "万元以下", "10000|CNY|money|le", "high=10000]"},
	{22, "万一, 万全之策", "", ""},
	{23, "不超过50万元", "500000|CNY|money|le", "role=cap high=500000]"},
	{24, "1‰", "1|‰|permille|eq", ""},
	{25, "提高0.5个百分点", "0.5|pp|percentage_point|eq", "change=up delta=0.5 pp"},
	{26, "三分之一", "1/3|ratio|fraction|eq", ""},
	{27, "两成", "20|%|percent|eq", ""},
	{27, "两成半", "25|%|percent|eq", ""},
	{27, "七成六", "76|%|percent|eq", ""},
	{27, "成立, 完成", "", ""},
	{28, "半年", "0.5|year|duration|eq", ""},
	{28, "上半年", "2020-01-01..2020-06-30|period|date_range|eq", ""},
	{28, "一年半", "1.5|year|duration|eq", ""},
	{29, "3个月", "3|month|duration|eq", ""},
	{29, "3月", "2020-03-01..2020-03-31|period|date_range|eq", ""},
	{30, "第一季度", "2020-01-01..2020-03-31|period|date_range|eq", ""},
	{30, "一季度", "2020-01-01..2020-03-31|period|date_range|eq", ""},
	{30, "前三季度", "2020-01-01..2020-09-30|period|date_range|eq", ""},
	{31, "同比增长3.2%", "3.2|%|percent|eq", "role=rate change=up delta=3.2 % basis=yoy"},
	{32, "环比下降2.1%", "2.1|%|percent|eq", "role=rate change=down delta=2.1 % basis=mom"},
	{32, "环比下降", "", ""},
	{33, "2万至5万元", "20000..50000|CNY|money|range", "low=[20000 high=50000]"},
	{33, "2至5万元", "20000..50000|CNY|money|range", "low=[20000 high=50000] inherited"},
	{33, "2-5万元", "20000..50000|CNY|money|range", "low=[20000 high=50000] inherited"},
	{34, "5—10个工作日", "5..10|workday|duration|range", ""},
	{34, "5——10个工作日", "5..10|workday|duration|range", ""},
	{34, "5–10个工作日", "5..10|workday|duration|range", ""},
	{34, "5-10个工作日", "5..10|workday|duration|range", ""},
	{34, "5－10个工作日", "5..10|workday|duration|range", ""},
	{34, "5~10个工作日", "5..10|workday|duration|range", ""},
	{34, "5～10个工作日", "5..10|workday|duration|range", ""},
	{34, "5至10个工作日", "5..10|workday|duration|range", ""},
	{34, "5到10个工作日", "5..10|workday|duration|range", ""},
	{35, "贷款利率不高于4.55%", "4.55|%|percent|le", "role=cap per=year"},
	{36, "壹佰贰拾万元整", "1200000|CNY|money|eq", ""},
	{37, "十几亿元", "1000000000|CNY|money|approx_above", "low=(1000000000 high=2000000000)"},
	{38, "二百余万元", "2000000|CNY|money|approx_above", "low=(2000000 high=3000000)"},
	{38, "200余万元", "2000000|CNY|money|approx_above", "low=(2000000 high=3000000)"},
	{39, "数十亿元", "|CNY|money|approx", "low=[1000000000 high=10000000000]"},
	{39, "几十家", "|家|count|approx", "low=[10 high=100]"},
	{40, "每人每月300元", "300|CNY|money|eq", "per=person,month"},
	{40, "每人不超过3000元", "3000|CNY|money|le", "per=person"},
	{41, "50%提高到60%", "60|%|percent|eq", "change=up from=50 to=60 delta=10 pp"},
	{41, "由上年度实际缴费的50%提高到60%", "60|%|percent|eq", "from=50 basis=上年度实际缴费"},
	{42, "由5年延长至8年", "8|year|duration|eq", "change=up from=5 to=8"},
	{43, "下浮10%左右", "10|%|percent|approx", "change=down"},
	{43, "在原合同利率基础上下浮10%左右", "10|%|percent|approx", "change=down basis=原合同利率"},
	{44, "增长20%（不含）以内", "20|%|percent|lt", "high=20)"},
	{45, "10万元以上100万元以下", "100000..1000000|CNY|money|range", "low=[100000 high=1000000]"},
	{46, "一倍以上五倍以下", "1..5|times|multiple|range", "multiplier=ratio_to"},
	{46, "违法所得一倍以上五倍以下", "1..5|times|multiple|range", "multiplier=ratio_to basis=违法所得"},
	{47, "自2020年2月1日起至6月30日止", "2020-02-01..2020-06-30|period|date_range|eq", "role=effective"},
	{48, "6月30日前", "2020-06-30|date|date|le", "role=deadline"},
	{49, "2020年1月至3月", "2020-01-01..2020-03-31|period|date_range|eq", ""},
	{49, "1-3月", "2020-01-01..2020-03-31|period|date_range|eq", ""},
	{49, "1—3月", "2020-01-01..2020-03-31|period|date_range|eq", ""},
	{50, "2019年底", "2019-12-31|date|date|eq", ""},
	{50, "2019年末", "2019-12-31|date|date|eq", ""},
	{51, "三年内", "3|year|duration|le", ""},
	{52, "“十三五”期间", "2016-01-01..2020-12-31|period|date_range|eq", ""},
	{52, "“十四五”时期", "2021-01-01..2025-12-31|period|date_range|eq", ""},
	{52, "“十五五”时期", "2026-01-01..2030-12-31|period|date_range|eq", ""},
	{53, "二〇二〇年四月十四日", "2020-04-14|date|date|eq", ""},
	{53, "二○二○年四月十四日", "2020-04-14|date|date|eq", ""},
	{53, "二零二零年四月十四日", "2020-04-14|date|date|eq", ""},
	{53, "二0二0年四月十四日", "2020-04-14|date|date|eq", ""},
	{54, "１，２３４．５万元", "12345000|CNY|money|eq", ""},
	{54, "1,234.5 万元", "12345000|CNY|money|eq", ""},
	{55, "3万4000元", "34000|CNY|money|eq", ""},
	{55, "25万6千", "256000|CNY|money|eq", ""},
	{55, "25万6千元", "256000|CNY|money|eq", ""},
	{56, "1:1比例", "1:1|ratio|ratio|eq", ""},
	{56, "1∶1", "1:1|ratio|ratio|eq", ""},
	{56, "24:00", "", ""},
	{57, "国发〔2020〕12号", "", ""},
	{58, "第五条、第（二）款", "", ""},
	{59, "0311-88615047", "", ""},
	{59, "12345热线", "", ""},
	{59, "5G", "", ""},
	{59, "COVID-19", "", ""},
	{59, "A类", "", ""},
	{59, "二级响应", "", ""},
	{60, "资金若干，大幅增长", "", ""},

	{0, "CNY 68.091 billion", "68091000000|CNY|money|eq", ""},
	{0, "21,700 firms", "21700|firms|count|eq", ""},
	{0, "more than 85 percent", "85|%|percent|gt", ""},
	{0, "at least 10", "10||number|ge", ""},
	{0, "up to CNY 500,000", "500000|CNY|money|le", ""},
	{0, "nearly 90%", "90|%|percent|approx_below", ""},
	{0, "some 50 firms", "50|firms|count|approx", ""},
	{0, "some 50", "50||number|approx", ""},
	{0, "from 75.6% to 94%", "94|%|percent|eq", "change=up from=75.6 to=94 delta=18.4 pp"},
	{0, "by the end of March", "2020-03-31|date|date|eq", "role=as_of"},
	{0, "Firms must apply by the end of May.", "2020-05-31|date|date|le", "role=deadline"},
	{0, "within five working days", "5|workday|duration|le", ""},
	{0, "0.5 percentage points", "0.5|pp|percentage_point|eq", ""},
	{0, "a third", "1/3|ratio|fraction|eq", ""},
	{0, "nearly nine in ten", "9/10|ratio|fraction|approx_below", ""},
	{0, "Q1 2020", "2020-01-01..2020-03-31|period|date_range|eq", ""},
	{0, "rose 3.2% year on year", "3.2|%|percent|eq", "basis=yoy"},

	{0, "1,100万", "11000000||number|eq", ""},
	{0, "二十万亿", "20000000000000||number|eq", ""},
	{0, "一万五千亿", "1500000000000||number|eq", ""},
	{0, "一万零十二", "10012||number|eq", ""},
}

func TestSpecification(t *testing.T) {
	for _, test := range specTable {
		figures := Find(test.text, specDate)
		checkFigures(t, test.text, figures)
		var got []string
		for _, f := range figures {
			got = append(got, record(f))
		}
		if joined := strings.Join(got, "; "); joined != test.records {
			t.Errorf("row %d, %s: got %q, want %q", test.row, test.text, joined, test.records)
			continue
		}
		if len(figures) == 0 {
			continue
		}
		all := " " + describe(figures[len(figures)-1]) + " "
		for _, want := range splitFields(test.also) {
			if !strings.Contains(all, " "+want+" ") {
				t.Errorf("row %d, %s: no %q in %q", test.row, test.text, want, all)
			}
		}
	}
}

// splitFields splits at blanks, but keeps a delta with its unit.
func splitFields(s string) []string {
	var out []string
	for _, w := range strings.Fields(s) {
		if n := len(out); n > 0 && strings.HasPrefix(out[n-1], "delta=") && !strings.Contains(w, "=") && w != "computed" {
			out[n-1] += " " + w
			continue
		}
		out = append(out, w)
	}
	return out
}

// record returns what the score of the specification compares.
func record(f Figure) string {
	return f.ValueString() + "|" + f.Unit + "|" + string(f.Dimension) + "|" + string(f.Bound)
}

// describe returns the other fields of f.
func describe(f Figure) string {
	var out []string
	add := func(name, value string) {
		if value != "" {
			out = append(out, name+"="+value)
		}
	}
	add("role", string(f.Role))
	if f.Low != nil {
		add("low", bracket(f.Low, "[", "(")+f.Low.Value.String())
	}
	if f.High != nil {
		add("high", f.High.Value.String()+bracket(f.High, "]", ")"))
	}
	if c := f.Change; c != nil {
		add("change", string(c.Direction))
		if c.From != nil {
			add("from", c.From.String())
		}
		if c.To != nil {
			add("to", c.To.String())
		}
		if c.Delta != nil {
			add("delta", c.Delta.String()+" "+c.DeltaUnit)
		}
		if c.Computed {
			out = append(out, "computed")
		}
		add("basis", c.Basis)
		add("multiplier", c.Multiplier)
	}
	add("per", strings.Join(f.Per, ","))
	add("as_of", f.AsOf.String())
	add("subject", f.Subject)
	add("actor", f.Actor)
	if f.Group > 0 {
		add("group", string(rune('0'+f.Group)))
	}
	if !f.Precision.IsZero() {
		add("precision", f.Precision.String())
	}
	for name, set := range map[string]bool{"inherited": f.Inherited} {
		if set {
			out = append(out, name)
		}
	}
	if f.Ambiguous {
		out = append(out, "ambiguous")
	}
	if f.Negated {
		out = append(out, "negated")
	}
	return strings.Join(out, " ")
}

func bracket(l *Limit, inclusive, exclusive string) string {
	if l.Inclusive {
		return inclusive
	}
	return exclusive
}
