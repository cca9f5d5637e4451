package outline

import (
	"testing"
	"time"

	"policybot/knowledge/figure"
	"policybot/knowledge/ingest/content"
)

// TestSource finds who issued a document and when, in texts and on pages that
// others put up.
func TestSource(t *testing.T) {
	day := func(year int, month time.Month, day int) figure.Date {
		return figure.Date{Year: year, Month: month, Day: day}
	}
	for _, test := range []struct {
		name, title          string
		stated               content.Source
		text                 []string
		publisher, published string
	}{
		{"history of a law, a line each", "中华人民共和国渡口法", content.Source{}, []string{
			"1993年5月4日 第八届全国人民代表大会常务委员会第一次会议通过", "1999年6月7日 第九届全国人民代表大会常务委员会第十次会议《关于修改〈中华人民共和国渡口法〉的决定》第一次修正",
			"2018年8月9日 第十三届全国人民代表大会常务委员会第五次会议修订", "第一条 为了渡口安全，制定本法。", "第九条 本法自1994年1月1日起施行。",
		}, "全国人民代表大会常务委员会", "2018-08-09"},
		{"history of regulations", "年节渡运办法", content.Source{}, []string{
			"1950年2月3日 政务院发布", "2007年3月4日 《国务院关于修改〈年节渡运办法〉的决定》第二次修订）", "第一条 为统一渡运，制定本办法。",
		}, "国务院", "2007-03-04"},
		{"adopted, promulgated, in force", "渡工规定", content.Source{}, []string{
			"2002年9月8日 国务院第60次常务会议通过", "2002年10月9日 中华人民共和国国务院令第300号公布", "2003年1月1日 施行", "第一条 为保护渡工，制定本规定。",
		}, "国务院", "2002-10-09"},
		{"of a province", "青山省渡口条例", content.Source{}, []string{
			"2004年7月5日 青山省第十届人民代表大会常务委员会第三次会议通过", "第一条 为了渡口安全，制定本条例。",
		}, "青山省人民代表大会常务委员会", "2004-07-05"},
		{"covering letter", "关于印发渡口若干措施的通知", content.Source{}, []string{
			"各区人民政府：", "现将《渡口若干措施》印发给你们。 青山市人民政府 2020年2月6日", "渡口若干措施", "一、渡口夜间停航。", "二、渡口每天检查一次，检查记录保存三年备查，由各渡口负责人签字。",
		}, "青山市人民政府", "2020-02-06"},
		{"letterhead", "渡口三十条", content.Source{}, []string{"中共青山市委 青山市人民政府 关于渡口安全的若干意见", "（2020年2月6日）", "渡口夜间停航。"}, "中共青山市委 青山市人民政府", "2020-02-06"},
		{"page put up later, elsewhere", "关于渡口停航的公告", content.Source{Site: "青山新闻网", Posted: day(2021, 3, 9)}, []string{"渡口夜间停航。", "青山市交通局", "2021年3月5日"}, "青山市交通局", "2021-03-05"},
		{"page without a signature", "渡口停航", content.Source{Site: "青山市交通局门户网站", Posted: day(2021, 3, 9)}, []string{"渡口夜间停航。"}, "青山市交通局", "2021-03-09"},
		{"page that ends with the date of another", "渡口停航", content.Source{Site: "青山市交通局", Posted: day(2021, 3, 9)}, []string{"渡口夜间停航。", "下次检修：", "2021年9月5日"}, "青山市交通局", "2021-03-09"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var blocks []content.Block
			for _, text := range test.text {
				blocks = append(blocks, content.Block{Text: text})
			}
			s := sourceOf(test.stated, test.title, blocks)
			if s.Publisher != test.publisher || s.Published.String() != test.published {
				t.Errorf("got %q, %s, want %q, %s", s.Publisher, s.Published, test.publisher, test.published)
			}
		})
	}
}

// TestVersionInName takes the day of a version from brackets in a file's name.
func TestVersionInName(t *testing.T) {
	for name, want := range map[string]string{"渡口条例(2018-10-26).md": "2018-10-26", "渡口条例（2018-10-26）.md": "2018-10-26", "渡口条例.md": "", "notice-2020-04-15.txt": ""} {
		got := ""
		if d := versionInName(name); !d.IsZero() {
			got = d.String()
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

// TestPublished finds the day of the version at hand.
func TestPublished(t *testing.T) {
	for _, test := range []struct{ name, head, tail, want string }{
		{"amended law", "（1998年3月1日市人民代表大会常务委员会第五次会议通过 根据2010年6月2日第一次修正 2021年9月30日修订）", "第九条 本条例自2022年1月1日起施行。", "2021-09-30"},
		{"law that repeals another", "第一条 为了加强管理，制定本办法。", "第九条 本办法自2022年5月1日起施行。2003年7月4日市政府发布的《收费办法》同时废止。", ""},
		{"signed notice", "各区人民政府：", "青山市财政局\n2020年3月5日", "2020-03-05"},
		{"signed notice that is public", "各区人民政府：", "青山市财政局\n2020年3月5日\n（此件公开发布）", "2020-03-05"},
	} {
		t.Run(test.name, func(t *testing.T) {
			blocks := []content.Block{{Text: test.head}, {Text: "第一条 本条例适用于本市。"}, {Text: test.tail}}
			got := ""
			if d := sourceOf(content.Source{}, "青山市停车条例", blocks).Published; !d.IsZero() {
				got = d.String()
			}
			if got != test.want {
				t.Errorf("published %q, want %q", got, test.want)
			}
		})
	}
}
