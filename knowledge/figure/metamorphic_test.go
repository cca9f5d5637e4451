package figure

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
	"policybot/knowledge/figure/bound"
	"policybot/knowledge/figure/glyph"
	"policybot/knowledge/figure/unit"
)

// amount is a whole number of yuan in the notations policy text uses.
type amount struct{ yuan int64 }

var chineseDigits, formalDigits = []rune("零一二三四五六七八九"), []rune("零壹贰叁肆伍陆柒捌玖")

// chinese writes n in Chinese numerals with the given digits and magnitudes.
func chinese(n int64, digits []rune, units [4]string, big [3]string) string {
	section := func(v int64) string { // below 10,000
		out, zero := "", false
		for place := 3; place >= 0; place-- {
			pow := []int64{1, 10, 100, 1000}[place]
			d := v / pow % 10
			if d == 0 {
				zero = out != ""
				continue
			}
			if zero {
				out += string(digits[0])
			}
			zero = false
			out += string(digits[d]) + units[place]
		}
		return out
	}
	out := ""
	for i, pow := range []int64{100_000_000, 10_000, 1} {
		part := n / pow % 10_000
		if i == 0 {
			part = n / pow
		}
		if part == 0 {
			continue
		}
		if out != "" && part < 1000 {
			out += string(digits[0])
		}
		out += section(part) + big[i]
	}
	return out
}

// wide writes ASCII as full width.
func wide(s string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && r < 0x7F {
			return r + 0xFEE0
		}
		return r
	}, s)
}

// grouped writes n with thousands separators.
func grouped(s string) string {
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// notations returns n yuan in every notation that can write it.
func (a amount) notations() []string {
	d := digitsOf(a.yuan)
	plain := [4]string{"", "十", "百", "千"}
	formal := [4]string{"", "拾", "佰", "仟"}
	out := []string{
		d + "元", grouped(d) + "元", wide(d) + "元", wide(grouped(d)) + "元", d + " 元",
		chinese(a.yuan, chineseDigits, plain, [3]string{"亿", "万", ""}) + "元",
		chinese(a.yuan, formalDigits, formal, [3]string{"亿", "万", ""}) + "元整",
		chinese(a.yuan, chineseDigits, plain, [3]string{"億", "萬", ""}) + "元",
		"人民币" + d + "元", "RMB " + grouped(d), "CNY" + d, "¥" + grouped(d), grouped(d) + " yuan",
	}
	for exp, unit := range map[int]string{4: "万元", 8: "亿元"} {
		s := shifted(a.yuan, exp)
		out = append(out, s+unit, wide(s)+unit, s+"\n"+unit, s+" "+unit)
	}
	out = append(out, "RMB "+shifted(a.yuan, 6)+" million", "CNY "+shifted(a.yuan, 9)+" billion")
	if a.yuan%10_000 != 0 && a.yuan > 10_000 && a.yuan/10_000 < 10_000 && a.yuan%10_000 >= 1000 {
		out = append(out, digitsOf(a.yuan/10_000)+"万"+digitsOf(a.yuan%10_000)+"元")
	}
	return out
}

func digitsOf(n int64) string { return plain(decimal.New(n, 0)) }

func shifted(n int64, exp int) string { return plain(decimal.New(n, int32(-exp))) }

// TestNotation writes one value in many ways: the reading is the same.
func TestNotation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		digits := rapid.Int64Range(1, 99_999).Draw(t, "digits")
		zeros := rapid.IntRange(0, 7).Draw(t, "zeros")
		value := digits
		for range zeros {
			value *= 10
		}
		a := amount{value}
		notation := rapid.SampledFrom(a.notations()).Draw(t, "notation")
		bound := rapid.SampledFrom([]struct {
			before, after string
			bound         bound.Bound
		}{{"", "", bound.Equal}, {"不超过", "", bound.LessEqual}, {"超过", "", bound.Greater}, {"", "以上", bound.AtLeast}, {"不低于", "", bound.AtLeast}, {"约", "", bound.Approx}, {"不到", "", bound.Less}, {"", "左右", bound.Approx}, {"", "以内", bound.LessEqual}, {"近", "", bound.ApproxBelow}}).Draw(t, "bound")
		frame := rapid.SampledFrom([]string{"%", "给予%的补贴。", "第三条 每户%，第四条 另行规定。", "截至3月末，金额为%；其他12项措施另行通知", "（%）", "国发〔2020〕12号：%", "%，同比增长5%%", "企业%"}).Draw(t, "frame")
		text := strings.ReplaceAll(strings.Replace(frame, "%", bound.before+notation+bound.after, 1), "%%", "%")
		figures := Find(text, specDate)
		for _, f := range figures {
			if f.Dimension == unit.Money {
				if f.Unit != "CNY" || f.Bound != bound.bound || !f.Valued || !f.Value.Equal(decimal.New(value, 0)) {
					t.Fatalf("%q: read as %s, want %d CNY %s", text, record(f), value, bound.bound)
				}
				return
			}
		}
		t.Fatalf("%q: no amount of money among %d figures", text, len(figures))
	})
}

// TestSurroundings sets sentences side by side: each is read as it is alone.
func TestSurroundings(t *testing.T) {
	sentences := []string{
		"截至2020年3月末，为2.17万户企业办理延期还本680.91亿元。", "失业保险稳岗返还比例由50%提高到60%。", "最长结转年限由5年延长至8年。", "对小微企业给予不超过50万元的贷款，期限不超过3年。",
		"自2020年2月1日起至2020年6月30日止，免收滞纳金。", "国发〔2020〕12号第五条另有规定。", "咨询电话：12345热线。", "全省复工率达99.7%，同比提高0.5个百分点。", "处10万元以上100万元以下的罚款。", "每人每月补贴300元。",
		"A total of 21,700 firms received up to CNY 500,000 each. ", "Apply within five working days. ", "Exports rose 3.2% year on year. ",
	}
	rapid.Check(t, func(t *rapid.T) {
		chosen := rapid.SliceOfN(rapid.SampledFrom(sentences), 1, 6).Draw(t, "sentences")
		separator := rapid.SampledFrom([]string{"", "\n", "\n\n", "　　", " "}).Draw(t, "separator")
		var want []string
		for _, s := range chosen {
			for _, f := range Find(s, specDate) {
				want = append(want, record(f))
			}
		}
		text := strings.Join(chosen, separator)
		var got []string
		for _, f := range Find(text, specDate) {
			got = append(got, record(f))
		}
		if strings.Join(got, ";") != strings.Join(want, ";") {
			t.Fatalf("%q:\ngot  %v\nwant %v", text, got, want)
		}
	})
}

// TestBlanks puts the blanks and line breaks of PDF text between the characters
// of a figure: the reading is the same.
func TestBlanks(t *testing.T) {
	for _, text := range []string{"5.2万座", "680.91亿元", "截至2020年3月末", "不超过50万元", "由75.6%提升至94%", "5个工作日", "三分之一", "每人每月300元", "2万至5万元", "百分之五", "11万余家", "10万元以上100万元以下"} {
		want := Find(text, specDate)
		if len(want) != 1 {
			t.Fatalf("%s: %d figures", text, len(want))
		}
		runes := []rune(text)
		for i := 1; i < len(runes); i++ {
			if glyph.IsDigit(runes[i-1]) && glyph.IsDigit(runes[i]) || runes[i] == '.' || runes[i-1] == '.' {
				continue // within a run of digits a blank parts two numbers; around a point see below
			}
			for _, blank := range []string{" ", "\n", "  ", "\u3000", "\r\n"} {
				broken := string(runes[:i]) + blank + string(runes[i:])
				figures := Find(broken, specDate)
				if len(figures) != 1 || record(figures[0]) != record(want[0]) {
					t.Errorf("%q: read as %v", broken, figures)
				}
			}
		}
	}
	for broken, want := range map[string]string{
		"5 . 2 万 座": "52000|座|count|eq", "还本680. 91 亿元": "68091000000|CNY|money|eq", "截至2020 年 3 月\n末": "2020-03-31|date|date|eq", "增长 3 . 2 %": "3.2|%|percent|eq",
	} {
		if figures := Find(broken, specDate); len(figures) != 1 || record(figures[0]) != want {
			t.Errorf("%q: read as %v, want %s", broken, figures, want)
		}
	}
}

// TestDigitsFollow changes the digits of a text: the reading follows.
func TestDigitsFollow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 98).Draw(t, "n")
		s := digitsOf(int64(n))
		for _, test := range []struct{ text, want string }{
			{"比例由1%提高到#%", "#|%|percent|eq"}, {"不少于#人", "#|人|count|ge"}, {"#个工作日内", "#|workday|duration|le"}, {"增长#%左右", "#|%|percent|approx"}, {"提高#个百分点", "#|pp|percentage_point|eq"},
			{"at least # firms", "#|firms|count|ge"}, {"within # days", "#|day|duration|le"}, {"百分之#", "#|%|percent|eq"}, {"#余家", "#|家|count|approx_above"}, {"每人不超过#元", "#|CNY|money|le"}, {"第#条", ""}, {"〔2020〕#号", ""}, {"COVID-#", ""}, {"Article #", ""}, {"（#）", ""}, {"附件#", ""},
		} {
			text, want := strings.ReplaceAll(test.text, "#", s), strings.ReplaceAll(test.want, "#", s)
			got := ""
			for _, f := range Find(text, specDate) {
				got += record(f)
			}
			if got != want {
				t.Fatalf("%q: read as %q, want %q", text, got, want)
			}
		}
	})
}
