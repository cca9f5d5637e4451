package choose

import (
	"strings"
	"testing"

	"policybot/knowledge"
)

// ruled holds the whole of a text against a question.
func ruled(t *testing.T, text, question string) Ruling {
	t.Helper()
	base := &knowledge.Base{Documents: []knowledge.Document{{ID: "rules.md", Title: "Rules", Sections: []knowledge.Section{{ID: "1", Text: text}}}}}
	c := New(base, func(string) (float64, bool) { return 1, true })
	choice := c.Choose(question, []Place{{End: len(text)}}, []int{0})
	if len(choice.Candidates) == 0 {
		t.Fatalf("%s: nothing found", question)
	}
	return choice.Ruling()
}

func TestRuling(t *testing.T) {
	const yes, no, depends = "yes", "no", "depends"
	for _, c := range []struct{ text, question, want string }{
		// May, must, must not.
		{"Boats may moor at the pier overnight.", "May boats moor at the pier overnight?", yes},
		{"Fires are not allowed on the beach.", "Are fires allowed on the beach?", no},
		{"Fires are not allowed on the beach.", "Is it true that fires are not allowed on the beach?", yes},
		{"You don’t need a permit to fish from the pier.", "Do I need a permit to fish from the pier?", no},
		{"Skippers may wear a whistle.", "Must skippers wear a whistle?", no},
		{"养老院可以接收外地老人。", "养老院可以接收外地老人吗？", yes},
		{"摊位不得转租。", "摊位能不能转租？", no},
		{"摊位不得转租。", "摊位是不是不能转租？", yes},
		{"经理事会同意，可以不设监事。", "可不可以不设监事？", yes},
		// Words that look like denials and deny nothing.
		{"学校可以招用未成年的学徒。", "学校可以招用学徒吗？", yes},
		{"每户补助不超过三次，外来户也可以申请。", "外来户可以申请吗？", yes},
		{"Claims may be filed no later than Friday.", "May claims be filed on paper?", yes},
		// Only the clause that rules counts, not the one that says when.
		{"逾期未缴的，可以补缴。", "逾期可以补缴吗？", yes},
		{"We will pay for the test even if you don't pass it.", "Will you pay for the test if I fail?", yes},
		{"在居民楼内，不得开设餐馆。", "居民楼里能开餐馆吗？", no},
		{"Rent may be paid monthly, but deposits cannot be paid by card.", "Can deposits be paid by card?", no},
		// Free of charge, and whether anything is to be paid.
		{"复印每页收费2元。", "复印收费吗？", yes},
		{"七十岁以上老人免收门票。", "七十岁以上老人要交门票钱吗？", no},
		{"七十岁以上老人免费乘坐渡船。", "七十岁老人坐渡船免费吗？", yes},
		{"No fee is charged for a guide dog.", "Is a guide dog free of charge?", yes},
		// Answers that open with yes or no.
		{"No. Trainees are paid monthly.", "Are trainees paid weekly?", no},
		{"Can I bring a guest? Yes, one guest a day.", "Can I bring a guest?", yes},
		// Exceptions.
		{"All members (except the founders) are eligible for the prize.", "Are the founders eligible for the prize?", no},
		{"All members (except the founders) are eligible for the prize.", "Are new members eligible for the prize?", yes},
		{"除外资企业外，其他企业可以申请补贴。", "外资企业可以申请补贴吗？", no},
		{"Only the owner may sign the form.", "Can my neighbour sign the form?", no},
		{"Only the owner may sign the form.", "May the owner sign the form?", yes},
		// The clause that says may, or must, as the question does.
		{"商贩和个体户只能收购非金属废料，不得收购金属废料。", "个体户能不能收购金属废料？", no},
		{"没收的仿冒渔具，应当统一拆毁，严禁出售。", "没收的仿冒渔具能出售吗？", no},
		{"本港内的试航，不需要批准；但是，试航前应当将航线和人数向港务处备案。", "本港内的试航还要审批吗？", no},
		{"It is voluntary for small boats to carry a radio, but the coastguard recommends it.", "Am I forced to carry a radio on a small boat?", no},
		{"If an owner is abroad (that is, not expected back for more than 6 months), they do not need to have kept the boat for 3 months.", "Does she have to have kept the boat for 3 months before we can register?", no},
		// To do it without something, and to leave something out.
		{"不得未经批准擅自关闭渡口。", "能不能不经批准就关闭渡口？", no},
		{"散装食品可以不标注生产日期。", "散装食品可以省掉生产日期吗？", yes},
		// What is over.
		{"New applications for the harbour permit have closed.", "Can I still apply for the harbour permit?", no},
		{"学校借用船模的，展馆应当无偿提供。", "学校借用船模会收费吗？", no},
		// What stands above an item.
		{"The following may not be brought into the hall:\n- dogs\n- drinks in glass bottles", "Are dogs brought into the hall all right?", no},
		{"有下列情形之一的，不予受理：\n（一）合同已经解除的；\n（二）材料缺页的。", "材料缺页，可以受理吗？", no},
		{"No person may keep any wild animal, except the following:\n- hedgehogs\n- budgerigars", "Can I keep hedgehogs?", yes},
		// Figures that the question states.
		{"The top speed is 30 kilometres.", "Is the top speed 50 kilometres?", no},
		{"The cap on a grant is 8,000 dollars.", "Is it true that the cap on a grant is 8,000 dollars?", yes},
		{"押金为300元。", "押金是500元吗？", no},
		{"住满180天的可以申请。", "我住了90天，可以申请吗？", no},
		{"住满180天的可以申请。", "我住了200天，可以申请吗？", yes},
		// What is left open.
		{"Night work is decided case by case.", "Can I work at night?", depends},
		// Of several sentences the one that says most of the question.
		{"店铺应当每天清扫。店铺不得占用人行道。店铺可以悬挂招牌。", "店铺可以占用人行道吗？", no},
	} {
		got := no
		if r := ruled(t, c.text, c.question); r.Depends {
			got = depends
		} else if r.Yes {
			got = yes
		}
		if got != c.want {
			t.Errorf("%s\n%s: got %s, want %s", strings.ReplaceAll(c.text, "\n", " / "), c.question, got, c.want)
		}
	}
}

func TestRulingQuotesTheSentenceThatRules(t *testing.T) {
	r := ruled(t, "船长应当持证。船员不得酗酒。码头每晚关闭。", "船员可以酗酒吗？")
	if want := "船员不得酗酒。"; r.Text != want {
		t.Errorf("got %q, want %q", r.Text, want)
	}
	r = ruled(t, "The following may not be sold:\n- fireworks\n- live bait", "May fireworks be sold?")
	if r.Yes || !strings.Contains(r.Lead, "may not be sold") || !strings.Contains(r.Text, "fireworks") {
		t.Errorf("got %+v, want the item under the words that forbid it", r)
	}
}

// TestVerdictIsNotSureWhereSentencesDisagree holds a statement that rules both
// ways against one that rules one way only.
func TestVerdictIsNotSureWhereSentencesDisagree(t *testing.T) {
	disputed := ruled(t, "Boats may moor at the pier. Boats may not moor at the pier.", "May boats moor at the pier?")
	plain := ruled(t, "Boats may moor at the pier. Lamps burn all night.", "May boats moor at the pier?")
	if disputed.disputed < .5 || plain.disputed > .1 {
		t.Errorf("got disputed %.2f and %.2f, want much and nothing", disputed.disputed, plain.disputed)
	}
}
