package docx

import "testing"

func TestDOCXNumerals(t *testing.T) {
	tests := []struct {
		format string
		n      int
		want   string
	}{
		{"decimal", 12, "12"},
		{"decimalZero", 7, "07"},
		{"upperRoman", 1994, "MCMXCIV"},
		{"lowerRoman", 4, "iv"},
		{"upperLetter", 28, "BB"},
		{"lowerLetter", 3, "c"},
		{"ordinal", 12, "12th"},
		{"ordinal", 22, "22nd"},
		{"decimalFullWidth", 10, "１０"},
		{"chineseCounting", 10, "十"},
		{"chineseCounting", 21, "二十一"},
		{"chineseCounting", 103, "一〇三"},
		{"chineseCountingThousand", 10, "十"},
		{"chineseCountingThousand", 19, "十九"},
		{"chineseCountingThousand", 20, "二十"},
		{"chineseCountingThousand", 100, "一百"},
		{"chineseCountingThousand", 103, "一百零三"},
		{"chineseCountingThousand", 110, "一百一十"},
		{"chineseCountingThousand", 111, "一百一十一"},
		{"chineseCountingThousand", 1001, "一千零一"},
		{"chineseCountingThousand", 1010, "一千零一十"},
		{"chineseCountingThousand", 1260, "一千二百六十"},
		{"chineseCountingThousand", 10001, "一万零一"},
		{"ideographDigital", 20, "二〇"},
		{"ideographTraditional", 3, "丙"},
		{"ideographTraditional", 11, "甲"},
		{"ideographZodiac", 2, "丑"},
		{"ideographZodiacTraditional", 13, "丙子"},
		{"chineseLegalSimplified", 12, "壹拾贰"},
		{"ideographLegalTraditional", 3, "參"},
		{"decimalEnclosedCircle", 1, "①"},
		{"decimalEnclosedCircle", 20, "⑳"},
		{"decimalEnclosedCircle", 21, "㉑"},
		{"decimalEnclosedCircle", 36, "㊱"},
		{"decimalEnclosedCircle", 51, "51"},
		{"decimalEnclosedParen", 3, "⑶"},
		{"decimalEnclosedFullstop", 3, "3."},
		{"ideographEnclosedCircle", 2, "㊁"},
		{"numberInDash", 3, "- 3 -"},
		{"bullet", 3, ""},
		{"none", 3, ""},
		{"thaiCounting", 3, "3"},
	}
	for _, test := range tests {
		if got := docxNumeral(test.format, test.n); got != test.want {
			t.Errorf("docxNumeral(%q, %d) = %q, want %q", test.format, test.n, got, test.want)
		}
	}
}
