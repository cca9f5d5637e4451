package frame

import (
	"testing"

	"policybot/knowledge/figure"
)

// bind reads a sentence and returns its figures by their words.
func bind(t *testing.T, sentence string) map[string]Binding {
	t.Helper()
	bound := Bind(sentence, figure.Find(sentence, figure.Date{Year: 2024, Month: 5, Day: 1}))
	byText := make(map[string]Binding)
	for _, b := range bound {
		byText[b.Figure.Text] = b
	}
	return byText
}

func TestBindConditions(t *testing.T) {
	sentence := "停靠50天以上的，补助2万元；停靠100天以上的，补助5万元。"
	bound := Bind(sentence, figure.Find(sentence, figure.Date{}))
	if len(bound) != 4 {
		t.Fatalf("got %d figures, want 4", len(bound))
	}
	for i, b := range bound {
		if want := i%2 == 0; b.Condition != want {
			t.Errorf("%s: got condition %v, want %v", b.Figure.Text, b.Condition, want)
		}
	}
	for i := 1; i < 4; i += 2 {
		if got := bound[i].Case; len(got) != 1 || got[0] != i-1 {
			t.Errorf("%s: got case %v, want [%d]", bound[i].Figure.Text, got, i-1)
		}
	}
}

func TestBindRespectively(t *testing.T) {
	for _, sentence := range []string{"东港、西港、南港的泊位分别为12个、30个、7个。", "东港、西港和南港泊位分别为12个、30个和7个。"} {
		bound := bind(t, sentence)
		for words, want := range map[string]string{"12个": "东港", "30个": "西港", "7个": "南港"} {
			part := bound[words].Part
			if got := sentence[part[0]:part[1]]; got != want && !(want == "南港" && len(got) >= len(want) && got[:len(want)] == want) {
				t.Errorf("%s: %s is of %q, want %q", sentence, words, got, want)
			}
		}
	}
}

func TestBindFormer(t *testing.T) {
	for sentence, former := range map[string]string{
		"停泊费由每天30元提高到每天45元。":                "每天30元",
		"在原200元标准基础上按300元发放。":               "200元",
		"折扣9折扩大到8折。":                        "9折",
		"The fee was raised to 45 dollars.": "",
	} {
		for words, b := range bind(t, sentence) {
			if b.Former != (words == former) && b.Figure.Change == nil {
				t.Errorf("%s: %s: got former %v", sentence, words, b.Former)
			}
		}
	}
}

func TestSatisfied(t *testing.T) {
	find := func(s string) figure.Figure {
		t.Helper()
		all := figure.Find(s, figure.Date{})
		if len(all) != 1 {
			t.Fatalf("%s: got %d figures, want 1", s, len(all))
		}
		return all[0]
	}
	for _, c := range []struct {
		amount, by   string
		holds, known bool
	}{
		{"120人", "100人以上", true, true},
		{"100人", "100人以上", true, true},
		{"99人", "100人以上", false, true},
		{"6年", "满五年不足七年", true, true},
		{"7年", "满五年不足七年", false, true},
		{"30万元", "不超过50万元", true, true},
		{"30万元", "3年以上", false, false},
		{"24个月", "一年以上不满三年", true, true},
		{"6个月", "一年以上", false, true},
	} {
		if holds, known := Satisfied(find(c.amount), find(c.by)); holds != c.holds || known != c.known {
			t.Errorf("%s by %s: got %v, known %v; want %v, known %v", c.amount, c.by, holds, known, c.holds, c.known)
		}
	}
}
