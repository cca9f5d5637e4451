package figure

import (
	"strings"
	"testing"

	"policybot/knowledge/figure/date"
)

// kind is a kind of expression with examples that must all be read as given:
// the expression, and what is read, as "value|unit|dimension|bound" separated by
// "; ", or nothing where it states no figure.
type kind struct {
	name     string
	examples [][2]string
}

// checkKinds reads the examples of kinds.
func checkKinds(t *testing.T, published date.Date, kinds []kind) {
	t.Helper()
	for _, k := range kinds {
		t.Run(k.name, func(t *testing.T) {
			for _, e := range k.examples {
				figures := Find(e[0], published)
				checkFigures(t, e[0], figures)
				var got []string
				for _, f := range figures {
					got = append(got, record(f))
				}
				if joined := strings.Join(got, "; "); joined != e[1] {
					t.Errorf("%s:\ngot  %s\nwant %s", e[0], joined, e[1])
				}
			}
		})
	}
}

func TestNumberKinds(t *testing.T) {
	checkKinds(t, date.Date{Year: 2024, Month: 5, Day: 1}, []kind{
		{"one length of time", [][2]string{
			{"Vouchers may be swapped up to a year later.", "1|year|duration|le"},
			{"Tell the office within a month.", "1|month|duration|le"},
			{"Give a week's notice.", "1|week|duration|eq"},
			{"Arrive an hour before the start.", "1|hour|duration|eq"},
			{"It costs $30 a week.", "30|USD|money|eq"},
			{"It happens twice a year.", "2|times|count|eq"},
			{"He spent a year abroad.", ""},
		}},
		{"spaced thousands", [][2]string{
			{"核定造价18 600元", "18600|CNY|money|eq"},
			{"拨付3 400万元，受益12 750户", "34000000|CNY|money|eq; 12750|户|count|eq"},
			{"1\u00a0890元", "1890|CNY|money|eq"},
			{"不超过25\u2009000元", "25000|CNY|money|le"},
			{"总额1 250 000.50元", "1250000.5|CNY|money|eq"},
			{"每亩1 200元以上", "1200|CNY|money|ge"},
			{"5 000元至10 000元", "5000..10000|CNY|money|range"},
			{"增长到12 300吨", "12300|t|mass|eq"},
			{"a fine of 25 000 dollars for 1 200 firms", "25000|USD|money|eq; 1200|firms|count|eq"},
			{"up to £12 500", "12500|GBP|money|le"},
			{"附件2 300元标准", "300|CNY|money|eq"},
			{"表3 450万元", "4500000|CNY|money|eq"},
			{"2023年 500元起", "2023-01-01..2023-12-31|period|date_range|eq; 500|CNY|money|ge"},
			{"第二档　1    200元", "200|CNY|money|eq"},
			{"服务热线400 820 8820", ""},
			{"电话010 655 333", ""},
		}},
		{"Indian grouping", [][2]string{
			{"1,50,000 rupees", "150000|INR|money|eq"},
			{"₹12,34,567", "1234567|INR|money|eq"},
		}},
		{"a number inside a number", [][2]string{
			{"1,2345元", ""},
			{"罚款3,000元", "3000|CNY|money|eq"},
			{"依照1.2.1办理", ""},
			{"10.2.3.4", ""},
			{"不超过1,2345元", ""},
		}},
		{"signs", [][2]string{
			{"浮动幅度为-6%至9%", "-6..9|%|percent|range"},
			{"-5%至10%", "-5..10|%|percent|range"},
			{"-0.5%～0.5%", "-0.5..0.5|%|percent|range"},
			{"-2%~-1%", "-2..-1|%|percent|range"},
			{"-2000万元至-1500万元", "-20000000..-15000000|CNY|money|range"},
			{"冷藏在-25℃至-18℃", "-25..-18|℃|temperature|range"},
			{"零下10℃至5℃", "-10..5|℃|temperature|range"},
			{"零下5℃至零下10℃", "-10..-5|℃|temperature|range"},
			{"零下5至10℃", "-10..-5|℃|temperature|range"},
			{"气温-5--3℃", "-5..-3|℃|temperature|range"},
			{"+2%至+5%", "2..5|%|percent|range"},
			{"增长3%-7%", "3..7|%|percent|range"},
			{"5元-10元", "5..10|CNY|money|range"},
			{"由-5%提高到3%", "3|%|percent|eq"},
			{"上下浮动±10%", "-10..10|%|percent|range"},
			{"恒温20±2℃", "18..22|℃|temperature|range"},
			{"低于-18℃", "-18|℃|temperature|lt"},
			{"不得高于-18℃", "-18|℃|temperature|le"},
			{"between -1.5% and 0.5%", "-1.5..0.5|%|percent|range"},
			{"rates range from -4% to 6%", "-4..6|%|percent|range"},
			{"The fee may move from -4% to 6%.", "-4..6|%|percent|range"},
			{"from -4% to 6%", "6|%|percent|eq"},
			{"minus 5% to minus 3%", "-5..-3|%|percent|range"},
			{"5-10%", "5..10|%|percent|range"},
		}},
		{"currency and a letter", [][2]string{
			{"£1.2m", "1200000|GBP|money|eq"},
			{"up to $3m", "3000000|USD|money|le"},
			{"US$3.5m in grants", "3500000|USD|money|eq"},
			{"€2bn", "2000000000|EUR|money|eq"},
			{"CNY 30m", "30000000|CNY|money|eq"},
			{"HK$20k", "20000|HKD|money|eq"},
			{"$5B", "5000000000|USD|money|eq"},
			{"$1.2 m", "1200000|USD|money|eq"},
			{"Between £3m and £6m", "3000000..6000000|GBP|money|range"},
			{"£3-6m", "3000000..6000000|GBP|money|range"},
			{"£3m-£6m", "3000000..6000000|GBP|money|range"},
			{"$3m to $5m", "3000000..5000000|USD|money|range"},
			{"30m yuan", "30000000|CNY|money|eq"},
			{"2.5k euros", "2500|EUR|money|eq"},
			{"签约£9m的项目", "9000000|GBP|money|eq"},
			{"a wall 2.4m high", "2.4|m|length|eq"},
			{"宽5m", "5|m|length|eq"},
		}},
		{"unit in apposition", [][2]string{
			{"3万元欧元", "30000|EUR|money|eq"},
			{"500元港币", "500|HKD|money|eq"},
			{"RMB 3万", "30000|CNY|money|eq"},
			{"RMB 3万元", "30000|CNY|money|eq"},
			{"USD 5万", "50000|USD|money|eq"},
			{"3万元人民币", "30000|CNY|money|eq"},
			{"20万元（美元）", "200000|USD|money|eq"},
			{"500美元（USD）", "500|USD|money|eq"},
			{"RMB 5 million yuan", "5000000|CNY|money|eq"},
			{"不超过2万元美元", "20000|USD|money|le"},
			{"2万元美元贷款", "20000|USD|money|eq"},
		}},
		{"section numbers glued to their text", [][2]string{
			{"4.1个人所得税减免50%", "50|%|percent|eq"},
			{"2.2本计划由省里实施", ""},
			{"2.4名额分配", ""},
			{"1.3台账保存10年", "10|year|duration|eq"},
			{"6.1户籍在本市的居民补助500元", "500|CNY|money|eq"},
			{"3.2年度考核", ""},
			{"2.1年龄要求", ""},
			{"第4.2条规定的补助为800元", "800|CNY|money|eq"},
			{"第5.3.2款", ""},
			{"1.2.1.申请人须满25周岁", "25|岁|age|ge"},
			{"表6座位安排，图3户型示意", ""},
			{"2.2.4 Qualified staff are paid $500", "500|USD|money|eq"},
			{"2.4 Qualified persons", ""},
			{"2.1 The deposit is 480 dollars", "480|USD|money|eq"},
			{"购置2.5个标准箱", "2.5|个|count|eq"},
			{"户均2.5人", "2.5|人|count|eq"},
			{"1.5米以上的儿童", "1.5|m|length|ge"},
			{"税率由3.2%调整为4.1%", "4.1|%|percent|eq"},
		}},
		{"scores", [][2]string{
			{"85分以上为优秀", "85|分|count|ge"},
			{"得分600分以上", "600|分|count|ge"},
			{"60分至84分", "60..84|分|count|range"},
			{"70-89分", "70..89|分|count|range"},
			{"满分100分", "100|分|count|eq"},
			{"积分满150分", "150|分|count|ge"},
			{"低于60分的不予受理", "60|分|count|lt"},
			{"每次扣2分", "2|分|count|eq"},
			{"累计记满十二分", "12|分|count|ge"},
			{"60分为及格", "60|分|count|eq"},
			{"80分（含）以上", "80|分|count|ge"},
			{"10分钟", "10|minute|duration|eq"},
			{"9时30分开始", ""},
			{"十分重要", ""},
			{"三分之一", "1/3|ratio|fraction|eq"},
			{"分为3类", "3|类|count|eq"},
			{"2分公司", ""},
			{"at least 70 points", "70|points|count|ge"},
		}},
		{"the last years", [][2]string{
			{"近三年无违法记录", "3|year|duration|eq"},
			{"近12个月", "12|month|duration|eq"},
			{"近两年来", "2|year|duration|eq"},
			{"近30日内", "30|day|duration|le"},
			{"最近三年", "3|year|duration|eq"},
			{"历时近三年", "3|year|duration|approx_below"},
			{"用了近6个月", "6|month|duration|approx_below"},
			{"近800家企业", "800|家|count|approx_below"},
			{"took nearly three years", "3|year|duration|approx_below"},
			{"第二个三年任期", ""},
		}},
		{"superscripts and notes", [][2]string{
			{"300²元", "300|CNY|money|eq"},
			{"补贴1,200³元", "1200|CNY|money|eq"},
			{"5×10⁴吨", "50000|t|mass|eq"},
			{"1.5×10^6千瓦", "1500000|kW|power|eq"},
			{"10⁶个", "1000000|个|count|eq"},
			{"5×104吨", ""},
			{"120 m²", "120|m²|area|eq"},
			{"$45¹ a day", "45|USD|money|eq"},
		}},
		{"names with digits", [][2]string{
			{"401(k) plan", ""}, {"a 401k plan", ""}, {"a 403(b) account", ""}, {"form W-2", ""}, {"Form 1040", ""}, {"Form I-9", ""},
			{"a 4-day week", ""}, {"a four-day work week", ""}, {"实行四天工作制", ""}, {"A4纸", ""}, {"12345热线", ""}, {"open 24/7", ""}, {"COVID-19", ""},
			{"Section 501(c)(3)", ""}, {"the 90th percentile", ""}, {"29 CFR 1910.134", ""}, {"42 U.S.C. 12101", ""}, {"§ 1026.35(a)", ""}, {"Title 29", ""},
			{"ISO 9001 certificates", ""}, {"K-12 schools", ""}, {"H-1B visas", ""}, {"Windows 10 machines", ""}, {"on 5/8/24", ""},
		}},
		{"negations some words away", [][2]string{
			{"We won’t pay more than $100", "100|USD|money|le"},
			{"Staff cannot accrue more than 5 days", "5|day|duration|le"},
			{"You may not be absent for more than three weeks", "3|week|duration|le"},
			{"No employee may work more than 40 hours", "40|hour|duration|le"},
			{"The fee shall not in any year exceed 5%", "5|%|percent|le"},
			{"A member must not hold fewer than 100 shares", "100|shares|count|ge"},
			{"We do not pay more than $50", "50|USD|money|le"},
			{"not entitled to more than 12 weeks", "12|week|duration|le"},
			{"This does not apply to firms with more than 50 employees", "50|employees|count|gt"},
			{"does not cover journeys longer than 5 days", "5|day|duration|gt"},
			{"If it is not paid and takes more than 5 days", "5|day|duration|gt"},
			{"not only but more than 5 days", "5|day|duration|gt"},
			{"不得连续工作超过8小时", "8|hour|duration|le"},
			{"不得收取超过三个月的租金", "3|month|duration|gt"},
			{"严禁一次购买超过5件", "5|件|count|le"},
			{"不能每次少于2人", "2|人|count|ge"},
		}},
		{"ranges of time said from the far end", [][2]string{
			{"180 to 90 days before you leave", "90..180|day|duration|range"},
			{"shortened from 180 to 90 days", "90|day|duration|eq"},
		}},
		{"durations and nouns of handbooks", [][2]string{
			{"at least 7 continuous days", "7|day|duration|ge"},
			{"5 additional business days", "5|workday|duration|eq"},
			{"three full months", "3|month|duration|eq"},
			{"until you turn 26", "26|year|age|eq"},
			{"our four data classifications", "4|classifications|count|eq"},
			{"twelve staff members", "12|members|count|eq"},
			{"<td>$70k</td>", "70000|USD|money|eq"},
			{"BMI>30%", "30|%|percent|gt"},
			{"1250单位悬浮红细胞", "1250|单位|count|eq"},
			{"开发银行24日发放贷款", "2024-04-24|date|date|eq"},
		}},
		{"hyphens and dashes", [][2]string{
			{"call 1-800-555-CARE-1", ""}, {"certified 12-07-16", ""}, {"a one-time payment", ""},
			{"up to 3 grants—for a total of $500", "3|grants|count|le; 500|USD|money|eq"},
			{"a 500-bed hospital", "500|beds|count|eq"},
		}},
		{"forms of handbooks and laws", [][2]string{
			{"$.05 per copy", "0.05|USD|money|eq"},
			{"5 cents a page", "0.05|USD|money|eq"},
			{"$2,313", "2313|USD|money|eq"},
			{"one year of service", "1|year|duration|eq"},
			{"within 90 days of hire", "90|day|duration|le"},
			{"at least six (6) months", "6|month|duration|ge"},
			{"25 feet from the door", "25|ft|length|eq"},
			{"16 weeks of leave", "16|week|duration|eq"},
			{"half a day", "0.5|day|duration|eq"},
			{"half day of leave", "0.5|day|duration|eq"},
			{"10.25%", "10.25|%|percent|eq"},
			{"1/2 of the fee", "1/2|ratio|fraction|eq"},
			{"one-third of the board", "1/3|ratio|fraction|eq"},
			{"a 2-year contract", "2|year|duration|eq"},
			{"twice a year", "2|times|count|eq"},
			{"at least twice a month", "2|times|count|ge"},
			{"twice the fee", "2|times|multiple|eq"},
			{"think twice", ""},
			{"paid quarterly", ""},
			{"$15 an hour", "15|USD|money|eq"},
		}},
		{"lost digits", [][2]string{
			{"最高不超过万元", ""},
			{"奖励万元的", ""},
			{"总额为亿元", ""},
			{"不低于千元", ""},
			{"不超过万美元", ""},
			{"万元以上", "10000|CNY|money|ge"},
			{"万元以下罚款", "10000|CNY|money|le"},
			{"千元以内", "1000|CNY|money|le"},
			{"不超过万元以下", ""},
			{"近百家企业", "100|家|count|approx_below"},
			{"一万元", "10000|CNY|money|eq"},
		}},
		{"counters of several dimensions", [][2]string{
			{"12平米帐篷197顶，36平米帐篷99顶", "12|m²|area|eq; 197|顶|count|eq; 36|m²|area|eq; 99|顶|count|eq"},
			{"50千瓦发电机3台", "50|kW|power|eq; 3|台|count|eq"},
			{"5米长皮划艇20艘", "5|m|length|eq; 20|艘|count|eq"},
			{"100元面值的券200张", "100|CNY|money|eq; 200|张|count|eq"},
			{"a 12-seat bus for 30 pupils", "12|seats|count|eq; 30|pupils|count|eq"},
		}},
	})
}

func TestDateKinds(t *testing.T) {
	checkKinds(t, date.Date{Year: 2024, Month: 5, Day: 1}, []kind{
		{"dates of other orders", [][2]string{
			{"by 30/11/2024", "2024-11-30|date|date|eq"},
			{"Forms must be sent by 30/11/2024.", "2024-11-30|date|date|le"},
			{"closes on 25.10.2024.", "2024-10-25|date|date|eq"},
			{"on 10/31/2024", "2024-10-31|date|date|eq"},
			{"until 15-08-2025", "2025-08-15|date|date|eq"},
			{"申请截止日期：28/02/2025。", "2025-02-28|date|date|eq"},
			{"31.12.2024前", "2024-12-31|date|date|le"},
			{"2024/12/31", "2024-12-31|date|date|eq"},
			{"2024 Aug", "2024-08-01..2024-08-31|period|date_range|eq"},
			{"2024 August 5", "2024-08-05|date|date|eq"},
			{"5-Aug-2024", "2024-08-05|date|date|eq"},
			{"05 Aug 2024", "2024-08-05|date|date|eq"},
			{"31/02/2024", ""},
		}},
		{"eras", [][2]string{
			{"民國113年7月1日", "2024-07-01|date|date|eq"},
			{"自民國112年9月1日起實施", "2023-09-01|date|date|ge"},
			{"中华民国105年3月5日公布", "2016-03-05|date|date|eq"},
			{"民國110年度預算為300萬元", "2021-01-01..2021-12-31|period|date_range|eq; 3000000|CNY|money|eq"},
			{"令和5年10月1日生效", "2023-10-01|date|date|eq"},
			{"平成元年4月1日", "1989-04-01|date|date|eq"},
			{"昭和五十五年", "1980-01-01..1980-12-31|period|date_range|eq"},
			{"公司成立113年", "113|year|duration|eq"},
			{"平均5年", "5|year|duration|eq"},
		}},
		{"dates to come", [][2]string{
			{"考试定于11月10日举行", "2024-11-10|date|date|eq"},
			{"报名将于12月5日截止", "2024-12-05|date|date|eq"},
			{"报名于12月5日17时截止", "2024-12-05|date|date|eq"},
			{"材料请于1月20日前报送", "2025-01-20|date|date|le"},
			{"已于12月5日截止", "2023-12-05|date|date|eq"},
			{"截至12月31日，共发放300万元", "2023-12-31|date|date|eq; 3000000|CNY|money|eq"},
			{"3月2日举行了听证会", "2024-03-02|date|date|eq"},
			{"5月底前完成", "2024-05-31|date|date|le"},
			{"5月底各县兑付", "2024-05-31|date|date|eq"},
			{"至4月6日下午已收治12名", "2024-04-06|date|date|eq; 12|名|count|eq"},
			{"免收至6月30日", "2024-06-30|date|date|eq"},
			{"截至3日下午，受理申请8件", "2024-04-03|date|date|eq; 8|件|count|eq"},
			{"The test will be held on 18 November.", "2024-11-18|date|date|eq"},
			{"Applications close on December 2.", "2024-12-02|date|date|eq"},
			{"Claims must be filed by 10 January.", "2025-01-10|date|date|le"},
			{"The office opened on 18 November.", "2023-11-18|date|date|eq"},
		}},
		{"plans", [][2]string{
			{"第十四个五年规划", "2021-01-01..2025-12-31|period|date_range|eq"},
			{"第一个五年计划", "1953-01-01..1957-12-31|period|date_range|eq"},
			{"第十三个五年规划期间", "2016-01-01..2020-12-31|period|date_range|eq"},
			{"“十四五”规划", "2021-01-01..2025-12-31|period|date_range|eq"},
		}},
	})
}

// What an amount is per stands after it, as a noun or as an adverb.
func TestEnglishPer(t *testing.T) {
	for text, want := range map[string]string{
		"$15 an hour": "hour", "$50 per diem": "day", "$500 quarterly": "quarter", "$20 per month": "month", "£9,000 annually": "year", "$7.25/hour": "hour", "$12 per person per day": "person,day", "$30 a week": "week",
	} {
		found := Find(text, date.Date{})
		if len(found) != 1 || strings.Join(found[0].Per, ",") != want {
			t.Errorf("%s: got %v, want one amount per %s", text, found, want)
		}
	}
}

// A day that could be the month is read, and marked as a guess.
func TestDayOrMonth(t *testing.T) {
	for text, unsure := range map[string]bool{"5/6/2024": true, "5.6.2024": false, "25/6/2024": false, "6/25/2024": false, "6/6/2024": false} {
		found := Find(text, date.Date{})
		if len(found) != 1 || found[0].Ambiguous != unsure {
			t.Errorf("%s: got %v, want one date, ambiguous %v", text, found, unsure)
		}
	}
}

// Every rule for units reads its examples.
func TestUnitRules(t *testing.T) {
	for _, rule := range unitRules {
		for _, e := range rule.examples {
			var got []string
			for _, f := range Find(e[0], Date{}) {
				got = append(got, f.ValueString()+" "+f.Unit)
			}
			if joined := strings.Join(got, "; "); joined != e[1] {
				t.Errorf("%s: %s: got %q, want %q", rule.name, e[0], joined, e[1])
			}
		}
	}
}
