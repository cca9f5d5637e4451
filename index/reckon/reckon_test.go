package reckon

import (
	"testing"

	"policybot/knowledge/figure"
)

// TestOf asks for sums and differences over one statement; "" for what must not
// be reckoned.
func TestOf(t *testing.T) {
	for _, c := range []struct{ question, statement, want string }{
		{"甲区和乙区合计建房多少套?", "甲区建房120套，乙区建房150套。", "270"},
		{"甲区比乙区少建多少套?", "甲区建房120套，乙区建房150套。", "30 reversed"},
		{"示范社区比达标社区多奖励多少?", "对示范社区、达标社区分别给予30万元、20万元的奖励。", "100000"},
		{"How many cots do Ward A and Ward B have in total?", "Ward A has 14 cots and Ward B has 9 cots.", "23"},
		{"What is the difference between the north fee and the south fee?", "The north fee is $40, the south fee is $25.", "15"},
		{"How much did the north depot and the south depot receive in total?", "The north depot received $1,500 and the south depot received $2,250.", "3750"},
		{"一共有多少家医院加入?", "已有48家医院、37家诊所加入。", ""},         // no two names
		{"甲区和乙区合计建房多少套?", "甲区建房120套，其中乙区建房50套。", ""},    // a part of it
		{"甲等和乙等合计补贴多少?", "甲等补贴不超过3万元，乙等补贴2万元。", ""},     // a bound
		{"甲岗和乙岗一共放假多少天?", "甲岗放假15天或者乙岗放假42天。", ""},      // alternatives
		{"甲区和乙区合计建房多少?", "甲区建房120套，乙区建房面积3000平方米。", ""}, // two units
		{"甲区和丙区合计建房多少套?", "甲区建房120套，乙区建房150套。", ""},     // one is not there
	} {
		got := ""
		if r := Of(c.question, c.statement, figure.Find(c.statement, figure.Date{})); r != nil {
			got = r.Value.Value.String()
			if r.Reversed {
				got += " reversed"
			}
		}
		if got != c.want {
			t.Errorf("%s: %s\n got %q, want %q", c.statement, c.question, got, c.want)
		}
	}
}
