package analysis

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestTokens(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"贷款本金", "贷款 款本 本金"},
		{"貸款本金", "贷款 款本 本金"},
		{"省", "省"},
		{"1,200万户", "12000000 户"},
		{"１２００万", "12000000"},
		{"12,000,000", "12000000"},
		{"680.91亿元", "68091000000 元"},
		{"CNY 68.091 billion", "cni 68091000000"},
		{"5G基站", "5g 基站"},
		{"COVID-19, covid19", "covid19 covid19"},
		{"2020年3月31日", "2020年 3月 31日"},
		{"二〇二〇年三月三十一日", "2020年 3月 31日"},
		{"2020-03-31", "2020年 3月 31日"},
		{"94.0％", "94%"},
		{"the firm's deferred loans", "the firm defer loan"},
		{"3千克", "3 千克"},
		{"2千万元", "20000000 元"},
		{"第三条", "第三 三条"},
		{"ﬁnance café", "financ cafe"},
		{"1.5%到2.5%", "1.5% 到 2.5%"},
		{"", ""},
	} {
		var terms []string
		for _, token := range Tokens(c.text) {
			terms = append(terms, token.Term)
		}
		if got := strings.Join(terms, " "); got != c.want {
			t.Errorf("tokens(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

func FuzzTokens(f *testing.F) {
	for _, seed := range []string{"截至3月末，全省１２００万户", "the firm’s 5G-2 ﬁ", "二〇二〇年三月", "2020-03-", "1,2,345.6亿万", "\xff\xfe省"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if n := CountTerms(text); n != len(Tokens(text)) {
			t.Errorf("countTerms(%q) = %d, want %d", text, n, len(Tokens(text)))
		}
		for _, token := range Tokens(text) {
			if token.Start < 0 || token.Start >= token.End || token.End > len(text) || token.Term == "" {
				t.Fatalf("token %+v of %q is out of bounds", token, text)
			}
		}
		if once := Fold(text); utf8.ValidString(text) && Fold(once) != once {
			t.Errorf("fold(%q) = %q folds again to %q", text, once, Fold(once))
		}
	})
}

func TestFold(t *testing.T) {
	for text, want := range map[string]string{
		"江蘇省延期還本付息": "江苏省延期还本付息",
		"ＡＢＣ　１２":    "abc 12",
		"㎡":         "m2",
		"Éa":        "ea",
	} {
		if got := Fold(text); got != want {
			t.Errorf("fold(%q) = %q, want %q", text, got, want)
		}
	}
}
