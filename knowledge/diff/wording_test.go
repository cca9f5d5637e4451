package diff_test

import (
	"slices"
	"testing"

	"policybot/knowledge"
	"policybot/knowledge/diff"
)

// TestWording holds what changed words are told as: the aspects they change,
// or a rewording, or nothing.
func TestWording(t *testing.T) {
	major := func(aspects ...diff.Aspect) []diff.Aspect { return aspects }
	for _, c := range []struct {
		name, old, new string
		severity       diff.Severity
		aspects        []diff.Aspect
	}{
		{"negation dropped", "We do not share your address with advertisers.", "We share your address with advertisers.", diff.Major, major(diff.OfNegation)},
		{"negation added", "实习生享受午餐补贴。", "实习生不享受午餐补贴。", diff.Major, major(diff.OfNegation)},
		{"per month to year", "会员费按每月30元收取。", "会员费按每年30元收取。", diff.Major, major(diff.OfPer)},
		{"per hour to day", "A meeting room costs 12 pounds per hour.", "A meeting room costs 12 pounds per day.", diff.Major, major(diff.OfPer)},
		{"before to after", "材料应当在2026年5月8日前寄出。", "材料应当在2026年5月8日后寄出。", diff.Major, major(diff.OfBound)},
		{"who pays", "培训费用由单位承担。", "培训费用由个人承担。", diff.Major, major(diff.OfParty)},
		{"which body", "营业执照由县商务主管部门核发。", "营业执照由县农业主管部门核发。", diff.Major, major(diff.OfParty)},
		{"who decides", "Claims are settled by the committee.", "Claims are settled by the secretary.", diff.Major, major(diff.OfParty)},
		{"place", "试点在泰州市开展。", "试点在盐城市开展。", diff.Major, major(diff.OfPlace)},
		{"may to must", "申请人可以提交复印件。", "申请人应当提交复印件。", diff.Major, major(diff.OfModality)},
		{"and to or", "须出示护照和签证。", "须出示护照或签证。", diff.Major, major(diff.OfCase)},
		{"exception", "宠物可以入园。", "宠物可以入园，但大型犬除外。", diff.Major, nil},
		{"month of the basis", "押金按上月营业额计算。", "押金按本月营业额计算。", diff.Major, nil},
		{"approval to filing", "开设分店报区商务局审批。", "开设分店报区商务局备案。", diff.Major, major(diff.OfMatter)},
		{"synonym", "Please read the leaflet before you apply.", "Please study the leaflet before you apply.", diff.Minor, nil},
		{"punctuation", "报名表由学校，统一提交。", "报名表由学校统一提交。", diff.Silent, nil},
		{"script", "車位由物業公司管理，每月收費三百元。", "车位由物业公司管理，每月收费三百元。", diff.Silent, nil},
		{"notation", "名额为十二个，期限二十日。", "名额为12个，期限20日。", diff.Silent, nil},
		{"width and case", "请填写ＡＢ表。", "请填写ab表。", diff.Silent, nil},
		{"line breaks", "超过期限未领取的，\n视为放弃。", "超过期限未领取的，视为放弃。", diff.Silent, nil},
		{"typing error mended", "Applications are recieved by the desk.", "Applications are received by the desk.", diff.Silent, nil},
		{"contraction", "You don't need a ticket.", "You do not need a ticket.", diff.Silent, nil},
		{"spelling", "The organisation keeps a register.", "The organization keeps a register.", diff.Silent, nil},
		{"link", "See [the form](/forms/a) first.", "See [the form](/forms/b) first.", diff.Silent, nil},
		{"reference renumbered", "依照本办法第八条处理。", "依照本办法第九条处理。", diff.Silent, nil},
		{"last year to this year", "补贴按上年捕捞量计算。", "补贴按本年捕捞量计算。", diff.Major, nil},
		{"level of an office", "许可由县渔业局核发。", "许可由市渔业局核发。", diff.Major, major(diff.OfParty)},
		{"free no more", "Members enter free.", "Members enter for a small fee.", diff.Major, major(diff.OfMatter)},
		{"exemption dropped", "小船免缴停泊费。", "小船缴纳停泊费。", diff.Major, major(diff.OfNegation)},
		{"per kilo to tonne", "每公斤补贴3元。", "每吨补贴3元。", diff.Major, major(diff.OfPer)},
		{"net tonnage", "停泊费按船舶总吨计收。", "停泊费按船舶净吨计收。", diff.Major, major(diff.OfBasis)},
		{"closing hour", "开放时间为9时至17时。", "开放时间为9时至18时。", diff.Major, nil},
		{"other day of the week", "The pool closes on Mondays.", "The pool closes on Tuesdays.", diff.Major, major(diff.OfPeriod)},
		{"vowels mended", "The maintainance fee is due.", "The maintenance fee is due.", diff.Silent, nil},
		{"trail of the page", "Home > Fishing > Rules", "Home > Sea > Fishing > Rules", diff.Silent, nil},
		{"views of the page", "Page viewed 350 times", "Page viewed 412 times", diff.Silent, nil},
		{"names of weekdays", "遇星期六、星期日顺延。", "遇周六、周日顺延。", diff.Silent, nil},
		{"another weekday", "遇星期六顺延。", "遇周日顺延。", diff.Major, major(diff.OfPeriod)},
		{"word forgotten", "Members are going share the costs.", "Members are going to share the costs.", diff.Silent, nil},
		{"word typed twice", "Members pay the the costs.", "Members pay the costs.", diff.Silent, nil},
		{"article mended", "Bring a umbrella.", "Bring an umbrella.", diff.Silent, nil},
		{"tag of a template", "<% heading_of :fees %>", "<% render_heading_of :fees %>", diff.Silent, nil},
		{"link to the document put after its name", "The rules for boats of May 2024", "The rules for boats of May 2024 [**Rules for boats May 2024**](/boats.pdf)", diff.Silent, nil},
		{"counter", "浏览次数：1234", "浏览次数：2345", diff.Silent, nil},
		{"age of the page", "Updated 6 days ago", "Updated 9 days ago", diff.Silent, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			frame := func(s string) string {
				return "# Rules\n\nThese rules hold for the whole house.\n\n" + s + "\n\nThey are read out once a year.\n"
			}
			changes := diff.Bases(baseOf(t, frame(c.old)), baseOf(t, frame(c.new)))
			loudest := diff.Silent
			var aspects []diff.Aspect
			for _, change := range changes {
				if change.Severity == diff.Major || change.Severity == diff.Minor && loudest == diff.Silent {
					loudest = change.Severity
				}
				aspects = append(aspects, change.Aspects...)
			}
			if loudest != c.severity {
				t.Errorf("got severity %s, want %s: %+v", loudest, c.severity, changes)
			}
			for _, a := range c.aspects {
				if !slices.Contains(aspects, a) {
					t.Errorf("got aspects %v, want %s among them", aspects, a)
				}
			}
		})
	}
}

func TestHeadlineNamesAspects(t *testing.T) {
	changes := diff.Bases(baseOf(t, "# 办法\n\n第一条 培训费用由单位承担。\n"), baseOf(t, "# 办法\n\n第一条 培训费用由个人承担。\n"))
	for l, want := range map[knowledge.Language]string{knowledge.Chinese: "改写（主体）：第一条", knowledge.English: "Reworded (who): 第一条"} {
		if len(changes) != 1 || changes[0].Headline(l) != want {
			t.Errorf("got %+v, want one change headed %q", changes, want)
		}
	}
}
