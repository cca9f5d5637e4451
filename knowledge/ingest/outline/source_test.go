package outline

import (
	"testing"

	"policybot/knowledge/ingest/content"
)

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
