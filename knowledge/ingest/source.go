package ingest

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"policybot/knowledge"
	"policybot/knowledge/figure"
	"policybot/knowledge/place"
)

// The parts of a document where it states its source: bytes of text at its
// head and at its end.
const headBytes, tailBytes = 1800, 500

// sourceOf completes what a reader found of a document's source from the
// text: its head (文号, 发布日期, 来源), its title, its signature and date at
// the end, and the provision on when it takes effect.
func sourceOf(stated source, title string, blocks []block) knowledge.Source {
	head, tail := headAndTail(blocks)
	labels := labelled(title + "\n" + head)
	first := func(values ...string) string {
		for _, v := range values {
			if v = cleanLine(v); v != "" {
				return v
			}
		}
		return ""
	}
	s := knowledge.Source{
		Publisher:   first(stated.publisher, labels["发布机构"], labels["发文机关"], labels["发文机构"], labels["制定机关"], signature(tail), titlePublisher(title), labels["来源"], newsAgency(head)),
		Number:      first(stated.number, documentNumber.FindString(labels["发文字号"]), documentNumber.FindString(labels["文号"]), headNumber(title, head)),
		IndexNumber: first(stated.indexNumber, labels["索引号"]),
		URL:         stated.url,
		Published:   stated.published,
		Effective:   stated.effective,
	}
	for _, label := range []string{"发布日期", "发布时间", "成文日期", "发文日期", "公开日期", "生成日期", "日期", "时间"} {
		if s.Published.IsZero() {
			s.Published = firstDate(labels[label])
		}
	}
	if s.Published.IsZero() {
		s.Published = signatureDate(tail)
	}
	if s.Published.IsZero() {
		s.Published = headDate(head)
	}
	if s.Effective.IsZero() {
		s.Effective = effectiveDate(blocks, s.Published)
	}
	s.Region = regionOf(title, s.Publisher)
	return s
}

func headAndTail(blocks []block) (head, tail string) {
	var h strings.Builder
	for _, b := range blocks {
		if h.Len() > headBytes {
			break
		}
		h.WriteString(b.text)
		h.WriteByte('\n')
	}
	head = h.String()
	head = head[:runeBoundary(head, headBytes)]
	for i := len(blocks) - 1; i >= 0 && len(tail) < tailBytes; i-- {
		tail = blocks[i].text + "\n" + tail
	}
	if cut := len(tail) - tailBytes; cut > 0 {
		tail = tail[runeBoundary(tail, cut):]
	}
	return head, tail
}

// sourceLabels are the labels of the metadata table of a government page
// (GB/T 33482 and common variants), each with the names it goes by here.
var sourceLabels = map[string]string{
	"索引号": "索引号", "索引": "索引号", "信息索引号": "索引号",
	"发布机构": "发布机构", "发布单位": "发布机构", "发布部门": "发布机构", "公开主体": "发布机构",
	"发文机关": "发文机关", "发文机构": "发文机构", "发文单位": "发文机关", "制定机关": "制定机关", "制发机关": "制定机关",
	"发文字号": "发文字号", "发文号": "发文字号", "文号": "文号", "文件编号": "文号", "公文文号": "文号", "文件号": "文号",
	"成文日期": "成文日期", "发文日期": "发文日期", "印发日期": "发文日期", "生成日期": "生成日期", "公开日期": "公开日期",
	"发布日期": "发布日期", "发布时间": "发布时间", "公布日期": "发布日期", "日期": "日期", "时间": "时间",
	"标题": "标题", "名称": "标题", "信息名称": "标题", "来源": "来源", "信息来源": "来源", "稿件来源": "来源", "文章来源": "来源",
	"实施日期": "实施日期", "生效日期": "实施日期", "施行日期": "实施日期",
	// These end a value before them.
	"主题分类": "", "主题词": "", "附加码": "", "有效性": "", "时效": "", "时效性": "", "公开方式": "", "公开形式": "", "公开范围": "", "信息类别": "",
	"体裁分类": "", "组配分类": "", "服务对象": "", "关键词": "", "责任编辑": "", "编辑": "", "作者": "", "浏览次数": "", "阅读次数": "", "访问量": "", "浏览量": "", "点击数": "", "字体": "", "字号": "", "分享": "", "分享到": "", "内容概述": "", "废止日期": "", "公文时效": "",
}

// labelPattern matches "发布机构：" with blanks between its characters, as
// pages pad labels to one width.
var labelPattern = regexp.MustCompile(`((?:\p{Han} ?){2,6}) ?[：:]`)

// labelled reads pairs of label and value from the head of a text, on lines
// or one after the other.
func labelled(head string) map[string]string {
	values := map[string]string{}
	label, start := "", 0
	take := func(end int) {
		value := strings.TrimSpace(head[start:end])
		if line, _, cut := strings.Cut(value, "\n"); cut {
			value = line
		}
		if label != "" && value != "" && values[label] == "" && len(value) < 300 {
			values[label] = value
		}
	}
	for _, m := range labelPattern.FindAllStringSubmatchIndex(head, -1) {
		words := strings.ReplaceAll(head[m[2]:m[3]], " ", "")
		for from := range words { // 天津经济技术开发区发文日期：
			if name, ok := sourceLabels[words[from:]]; ok {
				at := m[2]
				for skip := from; skip > 0; at++ {
					if head[at] != ' ' {
						skip--
					}
				}
				take(at)
				label, start = name, m[1]
				break
			}
		}
	}
	take(len(head))
	for name, value := range values {
		// Without a label after it, a value runs into the text.
		if end := strings.IndexAny(value, " "); end > 0 && name != "标题" {
			values[name] = value[:end]
		}
	}
	return values
}

// dropBylines drops the lines of labels that pages set above their text:
// 发布时间：… 来源：… 浏览次数：….
func dropBylines(blocks []block) []block {
	var out []block
	for i, b := range blocks {
		if i >= bylineBlocks || b.kind != paragraph || !isByline(b.text) {
			out = append(out, b)
		}
	}
	return out
}

// Bylines stand within the first bylineBlocks blocks and are at most
// maxByline bytes long.
const bylineBlocks, maxByline = 6, 400

func isByline(text string) bool {
	if len(text) > maxByline || strings.Contains(text, "。") {
		return false
	}
	known := 0
	for k, m := range labelPattern.FindAllStringSubmatchIndex(text, -1) {
		if _, ok := sourceLabels[strings.ReplaceAll(text[m[2]:m[3]], " ", "")]; ok {
			known++
		} else if k == 0 {
			return false
		}
		if k == 0 && m[0] > len("【") {
			return false
		}
	}
	return known >= 2
}

// documentNumber matches 国发〔2020〕12号 with every kind of bracket, and
// 2020年第8号.
var documentNumber = regexp.MustCompile(`\p{Han}[\p{Han}A-Za-z（）()]{0,14}?\s?[〔\[［【（(﹝]\s?(?:19|20)\d\d\s?年?[〕\]］】）)﹞]\s?第?\s?\d+\s?号|(?:\p{Han}{2,15}(?:公告|通告|令)\s?|公告\s?|令\s?)?(?:19|20)\d\d\s?年\s?第\s?\d+\s?号`)

// headNumber returns the document's own number: the first one in its title or
// head that stands by itself, not cited inside a sentence.
func headNumber(title, head string) string {
	text := title + "\n" + head
	for _, m := range documentNumber.FindAllStringIndex(text, -1) {
		line := text[strings.LastIndexByte(text[:m[0]], '\n')+1 : m[0]]
		if strings.ContainsAny(line, "《，。根按") || strings.HasSuffix(strings.TrimSpace(line), "（") {
			continue
		}
		found := text[m[0]:m[1]]
		if k := strings.LastIndexByte(found, ' '); k >= 0 && strings.ContainsAny(found[k:], "〔[［【（(﹝") {
			found = found[k+1:]
		}
		return strings.TrimSpace(found)
	}
	return ""
}

// agencyEnd matches the end of the name of what issues documents.
var agencyEnd = regexp.MustCompile(`(?:政府|办公厅|办公室|委员会|部|局|厅|委|署|院|银行|总会|中心|指挥部|领导小组|工作组|协会|公司|办|大学|学校|医院|管委会|支队|总队|法院|检察院|工会|集团|基金会|学会|商会|报社|集团公司)(?:[（(]代章[)）])?$`)

// signature returns who signed a document: the agency names before the date
// at its end.
func signature(tail string) string {
	m := signedDate.FindAllStringIndex(tail, -1)
	if len(m) == 0 {
		return ""
	}
	before := strings.TrimSpace(tail[:m[len(m)-1][0]])
	if k := strings.LastIndexAny(before, "。！？；：”\n"); k >= 0 {
		line := strings.TrimLeft(before[k:], "。！？；：”\n ")
		for line == "" && k > 0 {
			before = strings.TrimSpace(before[:k])
			k = strings.LastIndexAny(before, "。！？；：”\n")
			line = strings.TrimLeft(before[max(k, 0):], "。！？；：”\n ")
			if k < 0 {
				break
			}
		}
		before = line
	}
	if columns(before) > 120 || strings.ContainsAny(before, "，、（") && !strings.Contains(before, "（代章") {
		return ""
	}
	// 新型冠状病毒感染的肺炎疫情 防控工作指挥部 is one name on two lines.
	names := strings.Fields(before)
	for i := 0; i < len(names); i++ {
		if documentKind.MatchString(names[i]) { // the end of a list of annexes
			names = names[i+1:]
			i = -1
			continue
		}
		if !agencyEnd.MatchString(names[i]) {
			if i+1 == len(names) {
				return ""
			}
			names[i] += names[i+1]
			names = append(names[:i+1], names[i+2:]...)
			i--
		}
	}
	return strings.NewReplacer("（代章）", "", "(代章)", "").Replace(strings.Join(names, " "))
}

// titlePublisher returns who issues a document titled X关于…的通知.
func titlePublisher(title string) string {
	name, _, ok := strings.Cut(title, "关于")
	name = strings.TrimSpace(name)
	if m := documentNumber.FindStringIndex(name); m != nil && m[0] == 0 { // 石政发〔2020〕3号-…
		name = strings.TrimLeft(name[m[1]:], " -—")
	}
	if strings.HasPrefix(name, "转发") || strings.HasPrefix(name, "印发") {
		return ""
	}
	if k := strings.LastIndexAny(name, "：:"); k >= 0 {
		name = strings.TrimLeft(name[k:], "：: ")
	}
	if !ok || !agencyEnd.MatchString(name) || columns(name) > 100 {
		return ""
	}
	return name
}

var agencyDateline = regexp.MustCompile(`(新华社|中新社|人民日报|央视新闻|中国新闻网)\p{Han}{0,10}\d{1,2}月\d{1,2}日`)

// newsAgency returns the agency of a dateline: 新华社北京2月14日电.
func newsAgency(head string) string {
	if m := agencyDateline.FindStringSubmatch(head); m != nil {
		return m[1]
	}
	return ""
}

var (
	signedDate  = regexp.MustCompile(`(?:19|20)\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日|[一二][〇○零九0０O][〇○零一二三四五六七八九0０O]{2}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日`)
	numericDate = regexp.MustCompile(`((?:19|20)\d\d)\s?[-年./]\s?(\d{1,2})\s?[-月./]\s?(\d{1,2})`)
	englishDate = regexp.MustCompile(`(?i)\b(?:(\d{1,2}) (January|February|March|April|May|June|July|August|September|October|November|December),? (\d{4})|(January|February|March|April|May|June|July|August|September|October|November|December) (\d{1,2}),? (\d{4}))\b`)
)

// firstDate returns the first whole date in text.
func firstDate(text string) figure.Date {
	if m := numericDate.FindStringSubmatch(text); m != nil {
		return dateOf(m[1], m[2], m[3])
	}
	if m := signedDate.FindString(text); m != "" {
		return chineseDate(m)
	}
	if m := englishDate.FindStringSubmatch(text); m != nil {
		if m[1] != "" {
			return dateOf(m[3], m[2], m[1])
		}
		return dateOf(m[6], m[4], m[5])
	}
	return figure.Date{}
}

// dateOf returns a date of its printed parts, or none where there is no such
// day.
func dateOf(year, month, day string) figure.Date {
	y, _ := strconv.Atoi(year)
	d, _ := strconv.Atoi(day)
	m, err := strconv.Atoi(month)
	if err != nil {
		named, err := time.Parse("January", strings.ToUpper(month[:1])+strings.ToLower(month[1:]))
		if err != nil {
			return figure.Date{}
		}
		m = int(named.Month())
	}
	date := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if y < 1900 || date.Year() != y || int(date.Month()) != m || date.Day() != d {
		return figure.Date{}
	}
	return figure.Date{Year: y, Month: time.Month(m), Day: d}
}

// chineseDate reads 二〇二〇年四月十四日.
func chineseDate(text string) figure.Date {
	year, rest, _ := strings.Cut(text, "年")
	month, rest, _ := strings.Cut(rest, "月")
	y := strings.NewReplacer("〇", "0", "○", "0", "零", "0", "０", "0", "O", "0", "一", "1", "二", "2", "三", "3", "四", "4",
		"五", "5", "六", "6", "七", "7", "八", "8", "九", "9").Replace(year)
	m, _ := chineseNumber(month)
	d, _ := chineseNumber(rest)
	return dateOf(y, strconv.Itoa(m), strconv.Itoa(d))
}

// signatureDate returns the date at the end of a document: what follows it,
// if anything, are a few words (a page's furniture, 此件公开发布).
func signatureDate(tail string) figure.Date {
	all := signedDate.FindAllStringIndex(tail, -1)
	for i := len(all) - 1; i >= 0; i-- {
		after := strings.TrimSpace(tail[all[i][1]:])
		before := strings.TrimRight(tail[:all[i][0]], " \n")
		if columns(after) > 120 || strings.HasPrefix(after, "前") || strings.HasPrefix(after, "起") || strings.HasPrefix(after, "止") ||
			strings.HasPrefix(after, "，") || strings.HasSuffix(before, "自") || strings.HasSuffix(before, "至") || strings.HasSuffix(before, "于") {
			continue
		}
		return firstDate(tail[all[i][0]:all[i][1]])
	}
	return figure.Date{}
}

// compactDate matches a date of eight digits in a file's name.
var compactDate = regexp.MustCompile(`(?:^|\D)((?:19|20)\d\d)(\d\d)(\d\d)(?:\D|$)`)

// nameDate returns the date in a file's name: notice-2020-04-15.txt.
func nameDate(name string) figure.Date {
	if m := compactDate.FindStringSubmatch(name); m != nil {
		return dateOf(m[1], m[2], m[3])
	}
	return firstDate(name)
}

// headDate returns a date that stands by itself before the text: 2018年1月24日
// 来源：… or on a line of its own.
func headDate(head string) figure.Date {
	for i, l := range strings.Split(head, "\n") {
		if i > 6 {
			break
		}
		for _, m := range append(numericDate.FindAllStringIndex(l, 1), englishDate.FindAllStringIndex(l, 1)...) {
			before := strings.TrimSpace(l[:m[0]])
			if lower := strings.ToLower(before); strings.Contains(lower, "effective") || strings.ContainsAny(before, "自至") || strings.Contains(before, "效") || strings.Contains(before, "施行") {
				continue
			}
			after := strings.TrimLeft(l[m[1]:], "日 ")
			if (before == "" || strings.HasSuffix(before, "：") || strings.HasSuffix(before, ":") || strings.HasSuffix(before, "（") || strings.HasSuffix(before, "(")) &&
				(after == "" || strings.HasPrefix(after, "来源") || strings.HasPrefix(after, "）") || strings.HasPrefix(after, ")") || len(after) > 5 && after[2] == ':' || strings.HasPrefix(l[m[1]:], "日 ") && columns(before) == 0 && i < 2) {
				return firstDate(l[m[0]:m[1]])
			}
		}
	}
	return figure.Date{}
}

var (
	takesEffect = regexp.MustCompile(`自((?:19|20)\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日)起?(?:正式)?(?:施行|实施|执行|生效)|自(?:发布|印发|公布)之日起(?:正式)?(?:施行|实施|执行|生效)`)
	inForce     = regexp.MustCompile(`(?i)\b(?:effective(?: date)?(?: as of| on| from)?|takes? effect on|(?:enters?|comes?|shall enter|shall come) into force on)[: ]+([^.;\n]{6,30})`)
)

// effectiveDate returns the day a document takes effect: 自…起施行.
func effectiveDate(blocks []block, published figure.Date) figure.Date {
	for i := len(blocks) - 1; i >= 0; i-- {
		text := blocks[i].text
		if strings.Contains(text, "自") {
			if m := takesEffect.FindStringSubmatch(text); m != nil {
				if m[1] == "" {
					return published
				}
				return firstDate(m[1])
			}
		}
		if strings.Contains(text, "ffect") || strings.Contains(text, "orce") {
			if m := inForce.FindStringSubmatch(text); m != nil {
				if d := firstDate(m[1]); !d.IsZero() {
					return d
				}
			}
		}
	}
	return figure.Date{}
}

// regionOf returns the place a document applies to: the smallest that its
// title names first, else that of its publisher.
func regionOf(title, publisher string) string {
	for _, text := range []string{title, publisher} {
		found := place.Find(text)
		if len(found) == 0 {
			continue
		}
		region := found[0].Place
		for _, m := range found[1:] { // 江苏省南京市
			if m.Place.Parent == region.ID {
				region = m.Place
			}
		}
		if languageOf(text) == knowledge.English {
			return region.English
		}
		return region.Chinese
	}
	return ""
}
