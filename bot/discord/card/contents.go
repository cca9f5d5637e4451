package card

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"policybot/bot/discord/limit"
	"policybot/bot/discord/rest"
	"policybot/knowledge"
)

// DocumentKey is a document as the value of a menu, whose length is bounded.
func DocumentKey(d *knowledge.Document) string { return AgencyKey(string(d.ID)) }

// HeadingOf is what a section is called: its number and its own heading; "" for
// one that has none.
func HeadingOf(s *knowledge.Section) string {
	heading := ""
	if n := len(s.Heading); n > 0 {
		heading = s.Heading[n-1]
	}
	if s.Number != "" && !strings.HasPrefix(heading, s.Number) {
		heading = strings.TrimSpace(s.Number + " " + heading)
	}
	return Line(heading)
}

// group is a number of documents that belong together: those of a folder, or
// of an agency.
type group struct {
	key, name string
	documents []*knowledge.Document
}

// groupOf is the name of the group of a document: its folder, else whoever
// issued it; "" for neither.
func (v View) groupOf(d *knowledge.Document) string {
	if folder := Line(path.Dir(d.Path)); folder != "." && folder != "/" {
		return folder
	}
	return Line(cmp.Or(d.Source.Publishers.In(v.Locale.Language()), d.Source.Publisher))
}

// groups are the documents of a base that are no list of measures, by folder
// and agency, in order of name; those of neither come last.
func (v View) groups(base *knowledge.Base) []group {
	var list []group
	numbers := map[string]int{}
	for i := range base.Documents {
		d := &base.Documents[i]
		if d.Format == "yaml" {
			continue
		}
		name := v.groupOf(d)
		n, known := numbers[name]
		if !known {
			n = len(list)
			numbers[name] = n
			list = append(list, group{key: groupKey(name), name: cmp.Or(name, ContentWords.Others.In(v.Locale))})
		}
		list[n].documents = append(list[n].documents, d)
	}
	slices.SortStableFunc(list, func(a, b group) int {
		return cmp.Or(cmp.Compare(last(a), last(b)), strings.Compare(a.name, b.name))
	})
	return list
}

// last is 1 for the documents that belong to no folder and no agency.
func last(g group) int {
	if g.key == groupKey("") {
		return 1
	}
	return 0
}

// groupKey is a group as the value of a menu and in a custom id.
func groupKey(name string) string {
	if name == "" {
		return "others"
	}
	const most = 16 // characters of a hash
	sum := AgencyKey(strings.Repeat(name, limit.OptionValue+1))
	return sum[:min(len(sum), most)]
}

// groupMenu adds a menu of the groups of documents, where there are any.
func groupMenu(card *Card, v View, base *knowledge.Base, id func(string, ...string) string) {
	var lines []string
	var options []rest.Option
	for _, g := range v.groups(base) {
		if len(options) == limit.SelectOptions {
			break
		}
		if Plain(g.name, limit.OptionLabel) == "" {
			continue
		}
		lines = append(lines, fmt.Sprintf("• %s (%s)", Strong(Escape(g.name, 80)), v.Locale.Count(len(g.documents))))
		options = append(options, rest.Option{Label: Plain(g.name, limit.OptionLabel), Value: g.key})
	}
	if len(options) == 0 {
		return
	}
	card.Text(append([]string{Strong(ContentWords.Documents.In(v.Locale))}, lines...)...)
	card.Menu(MenuOf(ContentWords.OpenGroup.In(v.Locale), id("group"), options))
}

// Documents lists documents with their dates and how many figures each has, a
// page of them: those of a group, "" for all. counts says how many statements
// with figures each has.
func Documents(v View, base *knowledge.Base, counts map[knowledge.DocumentID]int, groupKey string, page int, id func(string, ...string) string) rest.Message {
	name := ""
	var list []*knowledge.Document
	if groupKey == "" {
		for i := range base.Documents {
			list = append(list, &base.Documents[i])
		}
	}
	for _, g := range v.groups(base) {
		if g.key == groupKey {
			name, list = g.name, g.documents
		}
	}
	card := New()
	card.Text(Title(Joined(v.Colon, ContentWords.Documents.In(v.Locale), Escape(name, 120))), Small(fmt.Sprintf(ContentWords.Number.In(v.Locale), v.Locale.Count(len(list)))))
	if len(list) == 0 {
		card.Text(ContentWords.None.In(v.Locale))
	}
	last := max(len(list)-1, 0) / documentsShown
	page = min(max(page, 0), last)
	var options []rest.Option
	for _, d := range list[page*documentsShown : min((page+1)*documentsShown, len(list))] {
		card.Text("• "+Strong(Escape(v.titleOf(d), 150)), Small(v.aboutDocument(d, counts[d.ID])))
		if label := Plain(v.titleOf(d), limit.OptionLabel); label != "" {
			options = append(options, rest.Option{Label: label, Value: DocumentKey(d)})
		}
	}
	if options = withoutTwins(options); len(options) > 0 {
		card.Menu(MenuOf(ContentWords.Open.In(v.Locale), id("document"), options))
	}
	pager(card, v, page, last, func(to int, end string) string { return id("docs", strconv.Itoa(to), groupKey, end) })
	return card.Message()
}

// withoutTwins drops options of the same value, which Discord refuses.
func withoutTwins(options []rest.Option) []rest.Option {
	seen := map[string]bool{}
	return slices.DeleteFunc(options, func(o rest.Option) bool {
		twin := seen[o.Value]
		seen[o.Value] = true
		return twin
	})
}

func (v View) titleOf(d *knowledge.Document) string {
	return cmp.Or(d.Titles.In(v.Locale.Language()), d.Title, d.Path)
}

// aboutDocument is a line about a document.
func (v View) aboutDocument(d *knowledge.Document, figures int) string {
	effective := ""
	if !d.Source.Effective.IsZero() {
		effective = v.Effective + v.Locale.date(d.Source.Effective)
	}
	return Joined(" · ", Escape(cmp.Or(d.Source.Publishers.In(v.Locale.Language()), d.Source.Publisher), 90), Escape(d.Source.Number, 60),
		v.Locale.date(d.Source.Published), effective, fmt.Sprintf(ContentWords.Figures.In(v.Locale), v.Locale.Count(figures)))
}

// MostFacts is how many figures of a document are shown with it.
const MostFacts = 6

// Document shows a document: its source and dates, what it is divided into, how
// many statements with figures it has, and the first of them.
func Document(v View, d *knowledge.Document, figures int, first []knowledge.Fact) rest.Message {
	const mostHeadings = 20
	card := New()
	card.Text(Title(Escape(v.titleOf(d), 200)), Small(v.aboutDocument(d, figures)))
	if d.Source.URL != "" {
		card.Text(Small(link(d.Source.URL)))
	}
	var headings []string
	for i := range d.Sections {
		h := HeadingOf(&d.Sections[i])
		if h != "" && (len(headings) == 0 || headings[len(headings)-1] != "• "+Escape(h, 100)) {
			headings = append(headings, "• "+Escape(h, 100))
		}
	}
	card.Rule()
	card.Text(headings[:min(len(headings), mostHeadings)]...)
	if more := len(headings) - mostHeadings; more > 0 {
		card.Text(Small(fmt.Sprintf(v.AndMore, v.Locale.Count(more))))
	}
	var facts []string
	for _, f := range first[:min(len(first), MostFacts)] {
		facts = append(facts, "> "+Escape(f.Statement.In(v.Locale.Language()), 220))
	}
	if len(facts) > 0 {
		card.Rule()
		card.Text(append([]string{Strong(ContentWords.First.In(v.Locale))}, facts...)...)
	}
	return card.Message()
}

// Provision shows a section of a document as it stands.
func Provision(v View, d *knowledge.Document, s *knowledge.Section) rest.Message {
	card := New()
	card.Text(Title(Escape(HeadingOf(s), 200)), block(s.Text, 1800))
	card.Text(Small("— " + Joined(" · ", Escape(v.titleOf(d), 120), Escape(Joined(" › ", s.Heading...), 120), v.page(s.Page), v.Locale.date(d.Source.Published), link(d.Source.URL))))
	return card.Message()
}

// ContentWords is what the cards of documents say in each locale.
var ContentWords = struct {
	Documents, Number, None, Open, OpenGroup, Others, Figures, First, NoDocument Phrase
}{
	Documents:  Say("Documents", "文件", "文件"),
	Number:     Say("Number: %s", "共 %s 份", "共 %s 份"),
	None:       Say("There are no documents here yet. Those who manage the server put some in with /policy add.", "这里还没有文件。管理员可用 /政策管理 添加 放入。", "這裡還沒有文件。管理員可用 /政策管理 新增 放入。"),
	Open:       Say("Open a document …", "打开一份文件……", "開啟一份文件……"),
	OpenGroup:  Say("Documents of a folder or agency …", "某个文件夹或部门的文件……", "某個資料夾或部門的文件……"),
	Others:     Say("Other documents", "其他文件", "其他文件"),
	Figures:    Say("statements with figures: %s", "%s 条带数字的陈述", "%s 條帶數字的陳述"),
	First:      Say("Figures in it", "其中的数字", "其中的數字"),
	NoDocument: Say("There is no such document here. /documents lists them.", "这里没有这份文件。/文件 可列出全部。", "這裡沒有這份文件。/文件 可列出全部。"),
}
