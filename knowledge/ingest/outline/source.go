package outline

import (
	"regexp"
	"strings"

	"policybot/knowledge"
	"policybot/knowledge/figure"
	"policybot/knowledge/ingest/content"
	"policybot/knowledge/place"
)

// The parts of a document where it states its source: bytes of text at its
// head and at its end.
const headBytes, tailBytes = 1800, 500

// sourceOf completes what a reader found of a document's source from the
// text: its head (文号, 发布日期, 来源), its title, its signature and date at
// the end, and the provision on when it takes effect.
func sourceOf(stated content.Source, title string, blocks []content.Block) knowledge.Source {
	head, tail := headAndTail(blocks)
	version, cover := versionOf(blocks), coverSignature(blocks)
	labels := labelled(title + "\n" + head)
	first := func(values ...string) string {
		for _, v := range values {
			if v = content.CleanLine(v); v != "" {
				return v
			}
		}
		return ""
	}
	s := knowledge.Source{
		Publisher: first(stated.Publisher, labels["发布机构"], labels["发文机关"], labels["发文机构"], labels["制定机关"],
			signature(tail), titlePublisher(title), cover.agency, letterhead(head), version.adopter, siteName(stated.Site), siteName(labels["来源"]), newsAgency(head)),
		Number:      first(stated.Number, content.DocumentNumber.FindString(labels["发文字号"]), content.DocumentNumber.FindString(labels["文号"]), headNumber(title, head)),
		IndexNumber: first(stated.IndexNumber, labels["索引号"]),
		URL:         stated.Url,
		Published:   stated.Published,
		Effective:   stated.Effective,
	}
	s.Published = published(s.Published, stated.Posted, labels, version, cover, head, tail)
	if s.Effective.IsZero() {
		s.Effective = effectiveDate(blocks, s.Published)
	}
	s.Region = regionOf(title, s.Publisher)
	return s
}

// published returns the day of a document: what it says itself, the day of its
// version or of its signature, rather than the day that a page was put up.
func published(stated, posted figure.Date, labels map[string]string, version version, cover signed, head, tail string) figure.Date {
	firstDated := func(names ...string) figure.Date {
		for _, name := range names {
			if d := content.FirstDate(labels[name]); !d.IsZero() {
				return d
			}
		}
		return figure.Date{}
	}
	if posted.IsZero() {
		posted = firstDated("发布日期", "发布时间", "公开日期", "生成日期", "日期", "时间")
	}
	if stated.IsZero() {
		stated = firstDated("成文日期", "发文日期")
	}
	for _, d := range []figure.Date{stated, version.date} {
		if !d.IsZero() {
			return d
		}
	}
	for _, d := range []figure.Date{signatureDate(tail), cover.date, posted} {
		if !d.IsZero() && (posted.IsZero() || signedBefore(d, posted)) {
			return d
		}
	}
	return headDate(head)
}

// postedWithin is how many days after it was signed a document is put up, at
// most; a date longer ago is another's. Pages copied to another site take longer.
const postedWithin = 400

// signedBefore reports whether a document put up on one day may have been signed
// on another.
func signedBefore(signed, posted figure.Date) bool {
	gap := ordinal(posted) - ordinal(signed)
	return 0 <= gap && gap <= postedWithin
}

func headAndTail(blocks []content.Block) (head, tail string) {
	var h strings.Builder
	for _, b := range blocks {
		if h.Len() > headBytes {
			break
		}
		h.WriteString(b.Text)
		h.WriteByte('\n')
	}
	head = h.String()
	head = head[:runeBoundary(head, headBytes)]
	for i := len(blocks) - 1; i >= 0 && len(tail) < tailBytes; i-- {
		tail = blocks[i].Text + "\n" + tail
	}
	if cut := len(tail) - tailBytes; cut > 0 {
		tail = tail[runeBoundary(tail, cut):]
	}
	return head, tail
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
			if name, ok := content.SourceLabels[words[from:]]; ok {
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
func dropBylines(blocks []content.Block) []content.Block {
	var out []content.Block
	for i, b := range blocks {
		if i >= bylineBlocks || b.Kind != content.Paragraph || !isByline(b.Text) {
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
		if _, ok := content.SourceLabels[strings.ReplaceAll(text[m[2]:m[3]], " ", "")]; ok {
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

// headNumber returns the document's own number: the first one in its title or
// head that stands by itself, not cited inside a sentence.
func headNumber(title, head string) string {
	text := title + "\n" + head
	for _, m := range content.DocumentNumber.FindAllStringIndex(text, -1) {
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
	m := content.SignedDate.FindAllStringIndex(tail, -1)
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
	if content.Columns(before) > 120 || strings.ContainsAny(before, "，、（") && !strings.Contains(before, "（代章") {
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
	name = strings.TrimSpace(strings.TrimPrefix(name, "（转载）"))
	if m := content.DocumentNumber.FindStringIndex(name); m != nil && m[0] == 0 { // 石政发〔2020〕3号-…
		name = strings.TrimLeft(name[m[1]:], " -—")
	}
	if strings.HasPrefix(name, "转发") || strings.HasPrefix(name, "印发") {
		return ""
	}
	if k := strings.LastIndexAny(name, "：:"); k >= 0 {
		name = strings.TrimLeft(name[k:], "：: ")
	}
	if !ok || !agencyEnd.MatchString(name) || content.Columns(name) > 100 {
		return ""
	}
	return name
}

// siteParts are what names of sites have besides the name of who runs them.
var siteParts = regexp.MustCompile(`^(?:本网|本站)|(?:官方|门户)*(?:网站|官网)$|(?:微信)?公众号$`)

// siteName returns who runs the site that a page names as its source.
func siteName(source string) string { return siteParts.ReplaceAllString(source, "") }

// letterheadPattern matches the names of agencies at the head of a text whose title goes
// on below them: 中共青山市委 青山市人民政府 关于….
var letterheadPattern = regexp.MustCompile(`^((?:\p{Han}{3,40}(?:政府|委员会|省委|市委|区委|县委|办公厅|办公室|部|局|厅|委|署|院|银行)\s+){1,4})关于`)

// letterhead returns who issued a document by the names at its head.
func letterhead(head string) string {
	for i, line := range strings.Split(head, "\n") {
		if m := letterheadPattern.FindStringSubmatch(line); m != nil {
			return strings.Join(strings.Fields(m[1]), " ")
		}
		if i > 2 {
			break
		}
	}
	return ""
}

var agencyDateline = regexp.MustCompile(`(新华社|中新社|人民日报|央视新闻|中国新闻网)\p{Han}{0,10}\d{1,2}月\d{1,2}日`)

// newsAgency returns the agency of a dateline: 新华社北京2月14日电.
func newsAgency(head string) string {
	if m := agencyDateline.FindStringSubmatch(head); m != nil {
		return m[1]
	}
	return ""
}

// signatureDate returns the date at the end of a document: what follows it,
// if anything, are a few words (a page's furniture, 此件公开发布).
func signatureDate(tail string) figure.Date {
	all := content.SignedDate.FindAllStringIndex(tail, -1)
	for i := len(all) - 1; i >= 0; i-- {
		if line, _, _ := strings.Cut(tail[all[i][1]:], "\n"); ofAnother.MatchString(line) {
			continue // the day of a law that this one repeals, or of its adoption
		}
		after := strings.TrimSpace(tail[all[i][1]:])
		before := strings.TrimRight(tail[:all[i][0]], " \n")
		if content.Columns(after) > 120 || strings.HasPrefix(after, "前") || strings.HasPrefix(after, "起") || strings.HasPrefix(after, "止") ||
			strings.HasPrefix(after, "，") || strings.HasSuffix(before, "自") || strings.HasSuffix(before, "至") || strings.HasSuffix(before, "于") {
			continue
		}
		return content.FirstDate(tail[all[i][0]:all[i][1]])
	}
	return figure.Date{}
}

// ofAnother matches what follows a date that is not that of a document: the
// adoption, repeal or coming into force of a law.
var ofAnother = regexp.MustCompile(`通过|批准|废止|失效|施行|实施|修订|修正|(?:公布|发布|印发|颁布)的|第\S{1,8}次会议`)

// ordinal orders dates.
func ordinal(d figure.Date) int { return (d.Year*12+int(d.Month))*31 + d.Day }

// compactDate matches a date of eight digits in a file's name.
var compactDate = regexp.MustCompile(`(?:^|\D)((?:19|20)\d\d)(\d\d)(\d\d)(?:\D|$)`)

// nameDate returns the date in a file's name: notice-2020-04-15.txt.
func nameDate(name string) figure.Date {
	if m := compactDate.FindStringSubmatch(name); m != nil {
		return content.DateOf(m[1], m[2], m[3])
	}
	return content.FirstDate(name)
}

// headDate returns a date that stands by itself before the text: 2018年1月24日
// 来源：… or on a line of its own.
func headDate(head string) figure.Date {
	for i, l := range strings.Split(head, "\n") {
		if i > 6 {
			break
		}
		for _, m := range append(content.NumericDate.FindAllStringIndex(l, 1), content.EnglishDate.FindAllStringIndex(l, 1)...) {
			before := strings.TrimSpace(l[:m[0]])
			if lower := strings.ToLower(before); strings.Contains(lower, "effective") || strings.ContainsAny(before, "自至") || strings.Contains(before, "效") || strings.Contains(before, "施行") {
				continue
			}
			after := strings.TrimLeft(l[m[1]:], "日 ")
			if (before == "" || strings.HasSuffix(before, "：") || strings.HasSuffix(before, ":") || strings.HasSuffix(before, "（") || strings.HasSuffix(before, "(")) &&
				(after == "" || strings.HasPrefix(after, "来源") || strings.HasPrefix(after, "）") || strings.HasPrefix(after, ")") || len(after) > 5 && after[2] == ':' || strings.HasPrefix(l[m[1]:], "日 ") && content.Columns(before) == 0 && i < 2) {
				return content.FirstDate(l[m[0]:m[1]])
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
func effectiveDate(blocks []content.Block, published figure.Date) figure.Date {
	for i := len(blocks) - 1; i >= 0; i-- {
		text := blocks[i].Text
		if strings.Contains(text, "自") {
			if m := takesEffect.FindStringSubmatch(text); m != nil {
				if m[1] == "" {
					return published
				}
				return content.FirstDate(m[1])
			}
		}
		if strings.Contains(text, "ffect") || strings.Contains(text, "orce") {
			if m := inForce.FindStringSubmatch(text); m != nil {
				if d := content.FirstDate(m[1]); !d.IsZero() {
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
		if content.LanguageOf(text) == knowledge.English {
			return region.English
		}
		return region.Chinese
	}
	return ""
}
