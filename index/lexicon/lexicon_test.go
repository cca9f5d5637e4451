package lexicon

import (
	"strings"
	"testing"
	"unicode/utf8"

	"policybot/knowledge"
)

func cut(text string) string {
	var b strings.Builder
	for i, w := range Segment(text) {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.Text)
		b.WriteString("/" + w.Tag)
	}
	return b.String()
}

func TestSegment(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"针对中小企业的贷款政策", "针对/p 中小企业/j 的/uj 贷款/n 政策/n"},
		{"这项政策惠及多少户企业？", "这项/r 政策/n 惠及/ns 多少/m 户/q 企业/n"},
		{"請問失業保險金怎麼申請", "請問/v 失業/n 保險金/n 怎麼/r 申請/v"},
		{"The bank isn't self-employed.", "The/u bank/n isn't/u self-employed/a"},
		{"补贴1,234.5元，5G基站", "补贴/n 1,234.5/m 元/m 5G/eng 基站/n"},
		{"", ""},
		{"……！ \n", ""},
	} {
		if got := cut(c.text); got != c.want {
			t.Errorf("Segment(%q):\ngot  %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestWeight(t *testing.T) {
	for _, c := range []struct {
		less, more string
		language   knowledge.Language
	}{
		{"的", "企业", knowledge.Chinese},
		{"企业", "延期", knowledge.Chinese},
		{"问题", "公积金", knowledge.Chinese},
		{"the", "company", knowledge.English},
		{"company", "subsidy", knowledge.English},
		{"subsidy", "escheat", knowledge.English},
	} {
		if a, b := Weight(c.less, c.language), Weight(c.more, c.language); a >= b {
			t.Errorf("Weight(%q) = %.2f, want less than %.2f of %q", c.less, a, b, c.more)
		}
	}
}

func TestCosineAcrossLanguages(t *testing.T) {
	for _, c := range []struct{ english, near, far string }{
		{"loan", "贷款", "天气"},
		{"pension", "养老金", "足球"},
		{"tax", "税收", "医院"},
		{"hospital", "醫院", "利率"},
		{"employees", "职工", "河流"},
		{"unemployment", "失业保险金", "鸟类"},
	} {
		word := vectorOf(t, c.english, knowledge.English)
		near, far := vectorOf(t, c.near, knowledge.Chinese), vectorOf(t, c.far, knowledge.Chinese)
		if a, b := Cosine(&word, &near), Cosine(&word, &far); a < 0.4 || b > 0.3 {
			t.Errorf("Cosine of %q: %.2f with %q, want at least .4; %.2f with %q, want at most .3", c.english, a, c.near, b, c.far)
		}
		if self := Cosine(&word, &word); self < 0.97 || self > 1.03 {
			t.Errorf("Cosine of %q with itself: got %.3f, want about 1", c.english, self)
		}
	}
}

func vectorOf(t *testing.T, word string, language knowledge.Language) Vec {
	t.Helper()
	v, ok := Vector(word, language)
	if !ok {
		t.Fatalf("Vector(%q): got none", word)
	}
	return v
}

func TestLemma(t *testing.T) {
	for word, want := range map[string]string{
		"employers": "employer", "Companies": "company", "paid": "pay", "taxes": "tax", "applying": "apply",
		"planned": "plan", "children": "child", "business": "business", "status": "status", "was": "be", "zyxw": "zyxw", "boss's": "boss",
	} {
		if got := Lemma(word); got != want {
			t.Errorf("Lemma(%q): got %q, want %q", word, got, want)
		}
	}
}

func FuzzSegment(f *testing.F) {
	for _, s := range []string{"企业可以申请贷款", "self-employed isn’t 1,5.", "\xff贷\xe4款 a-", "𠮷野家の株", strings.Repeat("税", 900)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, w := range Segment(text) {
			if w.Start < end || w.End <= w.Start || w.End > len(text) || text[w.Start:w.End] != w.Text {
				t.Fatalf("word %+v of %q: offsets are wrong or go back before %d", w, text, end)
			}
			if utf8.ValidString(text) && !utf8.ValidString(w.Text) {
				t.Fatalf("word %q of %q is cut in a character", w.Text, text)
			}
			end = w.End
			for _, language := range []knowledge.Language{knowledge.Chinese, knowledge.English} {
				if x := Weight(w.Text, language); x < 0 || x > 14 {
					t.Fatalf("Weight(%q): got %v, want 0 to 14", w.Text, x)
				}
				Vector(w.Text, language)
			}
			Lemma(w.Text)
		}
	})
}
