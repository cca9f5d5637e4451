package figure

import (
	"fmt"
	"testing"

	"policybot/knowledge/figure/bound"
	"policybot/knowledge/figure/unit"
)

// side says which side of its number a bound allows.
func side(b bound.Bound) string {
	switch b {
	case bound.Less, bound.LessEqual, bound.ApproxBelow:
		return "below"
	case bound.Greater, bound.AtLeast, bound.ApproxAbove:
		return "above"
	}
	return ""
}

// TestNoReversedBound sets every bound word before or after every form of
// number, in sentences of both languages, and holds that the bound is read as it
// is said.
func TestNoReversedBound(t *testing.T) {
	chineseBefore := map[bound.Bound][]string{
		bound.Less:        {"不到", "不足", "不满", "未满", "低于", "少于", "小于", "未达到", "达不到", "尚未达到", "短于"},
		bound.LessEqual:   {"不超过", "不高于", "不多于", "至多", "最高", "最多", "上限为", "不得超过", "不能超过", "不应超过", "不得高于", "不大于", "未超过", "没有超过", "最高不超过", "原则上不超过", "不宜超过", "最长不超过", "最高不得超过", "不会超过", "≤", "从未超过", "最高可达", "小于等于"},
		bound.Greater:     {"超过", "超", "突破", "多于", "高于", "大于", "逾", "已超过", "超出", "已突破", "超过了"},
		bound.AtLeast:     {"至少", "不少于", "不低于", "不小于", "最低", "最少", "不得低于", "不得少于", "不应低于", "不能少于", "不应少于", "最低不少于", "原则上不低于", "≥", "起码", "大于等于", "大于或等于", "下限为"},
		bound.ApproxBelow: {"近", "接近", "将近"},
		bound.Approx:      {"约", "大约", "约为"},
	}
	chineseAfter := map[bound.Bound][]string{
		bound.AtLeast:   {"以上", "及以上", "（含）以上", "以上（含）", "或以上"},
		bound.LessEqual: {"以下", "以内", "及以下", "（含）以下", "之内", "以内（含）"},
		bound.Greater:   {"以上（不含）", "（不含）以上"},
		bound.Less:      {"（不含）以下", "以下（不含）", "（不含）以内"},
		bound.Approx:    {"左右", "上下"},
	}
	amounts := []string{"50万元", "500000元", "五十万元", "伍拾万元", "５０万元", "50.5万元", "1,234.5万元", "5个工作日", "30日", "12个月", "80%", "百分之八十", "20家", "二十家", "30人", "4.55%", "0.5个百分点", "3倍", "2.17万户", "1.5亿元", "10年", "18周岁", "500吨", "三分之一"}
	contexts := []string{"%s", "贷款额度%s。", "对符合条件的企业，给予%s的支持", "（%s）", "截至3月末，金额%s，同比增长5%%", "第五条 处%s", "每户%s；", "“%s”", "自2020年2月1日起，标准%s", "企业\n%s\n的"}
	checkBounds(t, chineseBefore, amounts, contexts, func(word, amount string) string { return word + amount })
	// The same after the number; fractions and points take no 以内.
	checkBounds(t, chineseAfter, amounts, contexts, func(word, amount string) string { return amount + word })

	englishBefore := map[bound.Bound][]string{
		bound.Less:        {"less than", "fewer than", "below", "under", "lower than", "just under"},
		bound.LessEqual:   {"up to", "at most", "no more than", "not more than", "not exceeding", "a maximum of", "must not exceed", "shall not exceed", "may not exceed", "does not exceed", "not to exceed", "cannot exceed", "shall not be more than", "must not be higher than", "no greater than", "capped at", "not over"},
		bound.Greater:     {"more than", "over", "above", "exceeding", "in excess of", "greater than", "higher than"},
		bound.AtLeast:     {"at least", "no less than", "not less than", "no fewer than", "a minimum of", "shall not be less than", "must not be lower than", "not below", "no lower than", "must not fall below", "may not be fewer than"},
		bound.ApproxBelow: {"nearly", "almost", "close to"},
		bound.Approx:      {"about", "around", "approximately", "some", "roughly"},
	}
	englishAfter := map[bound.Bound][]string{
		bound.AtLeast:   {"or more", "or above", "or over", "or higher", "and above"},
		bound.LessEqual: {"or less", "or fewer", "or below", "or under"},
	}
	amounts = []string{"CNY 500,000", "RMB 50 million", "$2.5 billion", "500,000 yuan", "30 days", "five working days", "thirty (30) days", "80%", "80 percent", "0.5 percentage points", "21,700 firms", "three years", "twenty employees", "10 kilometres"}
	contexts = []string{"%s", "The amount is %s.", "Firms with %s are eligible, and 5%% of the others.", "By 30 June 2020, the limit (%s) applies", "an award of %s for each project", "Under Article 5, %s shall be paid"}
	checkBounds(t, englishBefore, amounts, contexts, func(word, amount string) string { return word + " " + amount })
	checkBounds(t, englishAfter, amounts, contexts, func(word, amount string) string { return amount + " " + word })
}

func checkBounds(t *testing.T, words map[bound.Bound][]string, amounts, contexts []string, join func(word, amount string) string) {
	t.Helper()
	wrong := 0
	for limit, list := range words {
		for _, word := range list {
			for _, amount := range amounts {
				phrase := join(word, amount)
				for _, context := range contexts {
					text := fmt.Sprintf(context, phrase)
					plain := Find(amount, specDate)
					if len(plain) != 1 {
						t.Fatalf("%s: %d figures", amount, len(plain))
					}
					limit := limit
					if word == "近" && plain[0].Dimension == unit.Duration && plain[0].Unit != "workday" {
						limit = bound.Equal // 近三年 are the last three years
					}
					got, ok := like(Find(text, specDate), plain[0])
					switch {
					case !ok:
						t.Errorf("%q: no figure %s", text, plain[0].ValueString())
					case got.Bound != limit && side(got.Bound) != "" && side(got.Bound) != side(limit):
						t.Errorf("%q: REVERSED: %s read as %s", text, limit, got.Bound)
					case got.Bound != limit:
						t.Errorf("%q: %s read as %s", text, limit, got.Bound)
					default:
						continue
					}
					if wrong++; wrong > 30 {
						t.Fatal("and more")
					}
				}
			}
		}
	}
}

// like returns the first figure with the value and unit of want.
func like(figures []Figure, want Figure) (Figure, bool) {
	for _, f := range figures {
		if f.Valued && f.Value.Equal(want.Value) && f.Unit == want.Unit && f.Dimension == want.Dimension {
			return f, true
		}
	}
	return Figure{}, false
}
