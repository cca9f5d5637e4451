package figure

import (
	"testing"

	"policybot/knowledge/figure/unit"
)

func only(t *testing.T, text string) Figure {
	t.Helper()
	figures := Find(text, specDate)
	if len(figures) != 1 {
		t.Fatalf("%q: %d figures, want 1", text, len(figures))
	}
	return figures[0]
}

func TestSame(t *testing.T) {
	for _, test := range []struct {
		a, b string
		same bool
	}{
		{"2万元", "二万元", true}, {"2万元", "RMB 20,000", true}, {"贰万元整", "人民币20000元", true}, {"2万元", "2万美元", false}, {"2万元", "不超过2万元", false}, {"不超过2万元", "2万元以下", true}, {"up to CNY 20,000", "最高2万元", true},
		{"21,700 firms", "2.17万户", true}, {"2.17万户", "2.17万家", true}, {"2.17万户", "2.17万吨", false}, {"52,000 stations", "5.2万座", true}, {"5.2万座", "5.2万人", false},
		{"由50%提高到60%", "由40%提高到60%", false}, {"60%", "六成", true}, {"6个百分点", "6%", false}, {"半年", "6个月", false}, {"三分之一", "1/3", true}, {"每人300元", "每户300元", false}, {"2万至5万元", "2万元-5万元", true}, {"截至3月末", "截至2020年3月31日", true}, {"十余家", "10家", false},
	} {
		a, b := only(t, test.a), only(t, test.b)
		if got := a.Same(b); got != test.same {
			t.Errorf("%s and %s: same %v, want %v", test.a, test.b, got, test.same)
		}
		if a.Same(b) != b.Same(a) || !a.Same(a) || !b.Same(b) {
			t.Errorf("%s and %s: Same is not an equivalence", test.a, test.b)
		}
	}
}

func TestAgrees(t *testing.T) {
	for _, test := range []struct {
		a, b   string
		agrees bool
	}{
		{"2.17万户", "21,748 firms", true}, {"2.17万户", "21,848 firms", false}, {"680.91亿元", "CNY 68.091 billion", true}, {"680.91亿元", "681亿元", true}, {"680.91亿元", "69亿元", false},
		{"超过85%", "90%", true}, {"超过85%", "85%", true}, {"超过85%", "80%", false}, {"90%以上", "90%", true}, {"不超过50万元", "30万元", true}, {"不超过50万元", "60万元", false}, {"11万余家", "115000家", true}, {"11万余家", "12万家", true}, {"11万余家", "13万家", false},
		{"约100万元", "103万元", true}, {"2万至5万元", "3万元", true}, {"2万至5万元", "6万元", false}, {"5%", "5个百分点", false}, {"2020年3月", "2020年3月31日", false}, {"第一季度", "2020年1月至3月", true},
	} {
		a, b := only(t, test.a), only(t, test.b)
		if got := a.Agrees(b); got != test.agrees || b.Agrees(a) != got {
			t.Errorf("%s and %s: agree %v, want %v", test.a, test.b, got, test.agrees)
		}
	}
}

func TestUnitsAgree(t *testing.T) {
	for _, test := range []struct {
		a, b  string
		agree bool
	}{
		{"户", "firms", true}, {"家", "enterprises", true}, {"座", "stations", true}, {"CNY", "CNY", true}, {"CNY", "USD", false}, {"户", "t", false}, {"人", "people", true}, {"", "", true}, {"day", "workday", false},
	} {
		if unit.Agree(test.a, test.b) != test.agree || unit.Agree(test.b, test.a) != test.agree {
			t.Errorf("%q and %q: agree %v, want %v", test.a, test.b, !test.agree, test.agree)
		}
	}
}
