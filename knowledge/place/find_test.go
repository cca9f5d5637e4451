package place

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFind(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"江苏省延期偿还贷款本金多少?", "江苏省=32"},
		{"江苏延期偿还贷款本金多少?", "江苏=32"},
		{"湘潭和湘西的补贴一样吗", "湘潭=4303 湘西=4331"},
		{"湘西州、湘西土家族苗族自治州", "湘西州=4331 湘西土家族苗族自治州=4331"},
		{"北京市朝阳区和长春市朝阳区", "北京市=11 朝阳区=110105 长春市=2201 朝阳区=220104"},
		{"朝阳产业,和平时期,新华社,长安街", ""},
		{"北京朝阳的企业", "北京=11 朝阳=110105"},
		{"东城区的企业", "东城区=110101"},
		{"城区和郊区的企业, 东城区域", ""},
		{"北京市场和上海市场占有率", "北京=11 上海=31"},
		{"广東省、臺灣、澳門、內蒙古自治區", "广東省=44 臺灣=71 澳門=82 內蒙古自治區=15"},
		{"中国人民银行南京分行", "南京=3201"},
		{"国内江苏企业", "江苏=32"},
		{"由75.6%提高到94%,确保定期报告", ""},
		{"中央、省、市各级", ""},
		{"苏州市昆山市千灯镇", "苏州市=3205 昆山市=320583"},
		{"昆山的企业", "昆山=320583"},
		{"吉林省吉林市", "吉林省=22 吉林市=2202"},
		{"海南藏族自治州不是海南省", "海南藏族自治州=6325 海南省=46"},
		{"南京东路", "南京=3201"},
		{"浦东新区的税", "浦东新区=310115"},
		{"长三角和京津冀", "长三角=yangtze-delta 京津冀=beijing-tianjin-hebei"},
		{"从美国、日本和欧盟进口", "美国=US 日本=JP 欧盟=EU"},
		{"今日本市新增", ""},
		{"How much principal was deferred in Jiangsu Province?", "Jiangsu Province=32"},
		{"firms in jiangsu and zhejiang", "jiangsu=32 zhejiang=33"},
		{"Shaanxi is not Shanxi", "Shaanxi=61 Shanxi=14"},
		{"Inner Mongolia, Tibet, Hong Kong and Macao", "Inner Mongolia=15 Tibet=54 Hong Kong=81 Macao=82"},
		{"Jiangsu's firms; Nanjing-based firms; Xi’an", "Jiangsu=32 Nanjing=3201 Xi’an=6101"},
		{"tell us about turkey, the US and the U.S.", "US=US U.S.=US"},
		{"Jilin City in Jilin", "Jilin City=2202 Jilin=22"},
		{"Chaoyang District, Beijing", "Chaoyang District=110105 Beijing=11"},
		{"Jiangsuan chinaware", ""},
		{"Urumqi and Ürümqi", "Urumqi=6501 Ürümqi=6501"},
		{"What is the filing fee in Texas, and in massachusetts?", "Texas=US-TX massachusetts=US-MA"},
		{"England, Scotland, Wales and Northern Ireland", "England=GB-ENG Scotland=GB-SCT Wales=GB-WLS Northern Ireland=GB-NIR"},
		{"West Virginia and New South Wales", "West Virginia=US-WV New South Wales=AU-NSW"},
		{"Reading is a skill; the Reading room; reading in bed", ""},
		{"our office in Reading opens late. Reading, England", "Reading=g2639577 Reading=g2639577 England=GB-ENG"},
		{"a certificate in Reading Instruction", ""},
		{"a mobile phone, Mobile Phones, nice people, orange tape", ""},
		{"shops in Mobile, Alabama; Mobile, AL", "Mobile=g4076598 Alabama=US-AL Mobile, AL=g4076598"},
		{"Cambridge, MA and Cambridge, England", "Cambridge, MA=g4931972 Cambridge=g2653941 England=GB-ENG"},
		{"George Washington signed it", ""},
		{"the state of Washington; Washington, D.C.; Washington State", "Washington=US-WA Washington, D.C.=US-DC Washington State=US-WA"},
		{"Jack London and Miss Charlotte Bolton", "London=g2643743"},
		{"a new jersey; the New Jersey plant", "new jersey=US-NJ New Jersey=US-NJ"},
		{"In Munich and in München, NYC, St. Louis and New York City", "Munich=g2867714 München=g2867714 NYC=g5128581 St. Louis=g4407066 New York City=g5128581"},
		{"the ABA, the URI, a Toyota, the Paris Agreement, the Bank of England", ""},
		{"得克萨斯州、加州和麻省的补贴", "得克萨斯州=US-TX 加州=US-CA 麻省=US-MA"},
		{"东京都与华东京剧院, 大阪", "东京都=JP-13 大阪=JP-27"},
		{"消费城市、云南特色、这里约定、权利马上生效", "云南=53"},
		{"伦敦、巴黎和法兰克福", "伦敦=g2643743 巴黎=g2988507 法兰克福=g2925533"},
		{"the European Union and the Yangtze River Delta", "European Union=EU Yangtze River Delta=yangtze-delta"},
	} {
		var got []string
		for _, m := range Find(c.text) {
			got = append(got, c.text[m.Start:m.End]+"="+string(m.Place.ID))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, s, c.want)
		}
	}
}

func TestOthers(t *testing.T) {
	found := Find("鼓楼区的企业")
	if len(found) != 1 || len(found[0].Others) == 0 {
		t.Fatalf("got %v, want 鼓楼区 with its namesakes", found)
	}
	if !found[0].Within("32") || !found[0].Within("35") || found[0].Within("44") {
		t.Errorf("鼓楼区 may lie in Jiangsu and in Fujian, not in Guangdong: %v", found[0])
	}
	if found := Find("福州市鼓楼区"); len(found) != 2 || found[1].Place.Parent != "3501" || len(found[1].Others) != 0 {
		t.Errorf("福州市鼓楼区: got %v", found)
	}
}

func TestWithin(t *testing.T) {
	for _, c := range []struct {
		inner, outer ID
		want         bool
	}{
		{"320102", "32", true}, {"320102", "320000", true}, {"320100", "3201", true}, {"32", "3201", false}, {"32", "CN", true}, {"32", "33", false},
		{"3301", "yangtze-delta", true}, {"44", "yangtze-delta", false}, {"DE", "EU", true}, {"110105", "11", true},
		{"US-TX", "US", true}, {"US-TX", "US-MA", false}, {"g4931972", "US-MA", true}, {"g4931972", "US", true}, {"g2867714", "EU", true}, {"GB-WLS", "GB", true}, {"GB-WLS", "GB-ENG", false}, {"US-VT", "new-england", true}, {"nowhere", "CN", false},
	} {
		if got := Within(c.inner, c.outer); got != c.want {
			t.Errorf("Within(%s, %s) = %v", c.inner, c.outer, got)
		}
	}
}

func TestTable(t *testing.T) {
	for id, want := range map[ID]string{"32": "Jiangsu", "320000": "Jiangsu", "6101": "Xi'an", "5001": "", "500101": "Wanzhou District", "CN": "China", "2201": "Changchun", "3502": "Xiamen", "1101": ""} {
		if p, _ := Lookup(id); p.English != want {
			t.Errorf("Lookup(%s) = %q, want %q", id, p.English, want)
		}
	}
	for _, p := range names().places {
		if p.Parent != "" {
			if _, ok := Lookup(p.Parent); !ok {
				t.Errorf("%s %s: no parent %s", p.ID, p.Chinese, p.Parent)
			}
		}
		found := Find(p.Chinese)
		if len(found) == 0 {
			if n := utf8.RuneCountInString(p.Chinese); n > 3 {
				t.Errorf("%s %s is not found by its name", p.ID, p.Chinese)
			}
			continue
		}
		if m := found[0]; m.Start != 0 || m.End != len(p.Chinese) {
			t.Errorf("%s is read as %v", p.Chinese, m)
		}
	}
}

func TestNamesakesElsewhere(t *testing.T) {
	found := Find("the Birmingham office")
	if len(found) != 1 || !found[0].Within("GB-ENG") || !found[0].Within("US-AL") {
		t.Errorf("Birmingham may lie in England and in Alabama, got %v", found)
	}
	if found := Find("the Birmingham office in Alabama"); len(found) != 2 || found[0].Place.Parent != "US-AL" || len(found[0].Others) != 0 {
		t.Errorf("Birmingham beside Alabama: got %v", found)
	}
	if found := Find("德州的补贴"); len(found) != 1 || !found[0].Within("37") || !found[0].Within("US-TX") {
		t.Errorf("德州 is a city of Shandong and short for Texas, got %v", found)
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"江苏省南京市", "Xi’an, U.S.", "Reading, MA", "St. ", "in Mobile, ", "内蒙\xff古", "U.", "é江"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		end := 0
		for _, m := range Find(s) {
			if m.Start < end || m.End <= m.Start || m.End > len(s) {
				t.Fatalf("%q: mention %v overlaps or is out of range", s, m)
			}
			end = m.End
		}
	})
}

func BenchmarkFind(b *testing.B) {
	text := strings.Repeat("为贯彻落实党中央、国务院决策部署,江苏省财政厅会同南京市有关部门,支持企业复工复产,截至3月末延期偿还贷款本金680.91亿元。 Jiangsu deferred the principal of 21,700 firms. ", 100)
	if dir := os.Getenv("POLICYBOT_POLICYQA"); dir != "" {
		files, _ := filepath.Glob(filepath.Join(dir, "documents", "*.txt"))
		var all strings.Builder
		for _, file := range files[:min(100, len(files))] {
			data, err := os.ReadFile(file)
			if err != nil {
				b.Fatal(err)
			}
			all.Write(data)
		}
		text = all.String()
	}
	Find("江苏")
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Find(text)
	}
}

func BenchmarkTable(b *testing.B) {
	for b.Loop() {
		buildTable()
	}
}

func TestShortChinese(t *testing.T) {
	for id, want := range map[ID]string{"32": "江苏", "11": "北京", "64": "宁夏", "15": "内蒙古", "65": "新疆", "81": "香港", "3201": "南京", "320102": "玄武区"} {
		if p, _ := Lookup(id); p.ShortChinese() != want {
			t.Errorf("%s: got %s, want %s", id, p.ShortChinese(), want)
		}
	}
}
