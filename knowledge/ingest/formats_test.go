package ingest

import (
	"bytes"
	"context"
	"fmt"
	"html"
	"os"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"policybot/knowledge"
	"policybot/knowledge/figure"
	"policybot/knowledge/ingest/content"
	"policybot/knowledge/ingest/outline"
)

// policy is a document that the tests write in every format.
type policy struct {
	title      string
	paragraphs []string
	heads      []string   // of a table's columns
	rows       [][]string // its cells
	figures    []string   // what the rows say, in words
}

var policies = map[knowledge.Language]policy{
	knowledge.Chinese: {
		title: "关于支持中小微企业发展的若干措施",
		paragraphs: []string{
			"截至2023年3月末，全市累计为2.17万户企业办理延期还本680.91亿元，为4660户企业办理延期付息9.92亿元。",
			"一、加大信贷支持。单户贷款额度不超过500万元，利率下浮10%以上，期限3年。",
			"二、减免房租。免收3个月房租，再减半收取3个月；企业复工率由75.6%提升至94%。",
			"三、稳定岗位。返还失业保险费的50%，办理时间不到5个工作日，2023年6月30日前办结。",
			"四、扩大投资。全年新建5G基站5.2万座，完成投资127亿元，同比增长3.2%，提高0.5个百分点。",
		},
		heads:   []string{"地区", "贷款金额（亿元）", "户数（户）", "占比（%）"},
		rows:    [][]string{{"青山区", "12.5", "1200", "35.4"}, {"白水区", "22.8", "980", "64.6"}},
		figures: []string{"12.5亿元", "1200户", "35.4%", "22.8亿元", "980户", "64.6%"},
	},
	knowledge.English: {
		title: "Measures to Support Small Firms",
		paragraphs: []string{
			"By the end of March 2023, banks had deferred principal of CNY 68.091 billion for 21,700 firms and interest of CNY 992 million for 4,660 firms.",
			"1. A loan is up to CNY 5 million, at a rate at least 10 percent below the market, for three years.",
			"2. Tenants pay no rent for 3 months; the share of firms at work rose from 75.6% to 94%.",
			"3. Half of the premiums is paid back within five working days.",
			"4. The city builds 52,000 base stations and invests CNY 12.7 billion, 3.2 percent more than a year earlier.",
		},
		heads:   []string{"District", "Loans (CNY billion)", "Firms (firms)", "Share (%)"},
		rows:    [][]string{{"Greenhill", "12.5", "1,200", "35.4"}, {"Whitewater", "22.8", "980", "64.6"}},
		figures: []string{"CNY 12.5 billion", "1,200 firms", "35.4%", "CNY 22.8 billion", "980 firms", "64.6%"},
	},
}

// written returns the policy in every format that a text is written in.
func (p policy) written(t *testing.T) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	files["policy.txt"] = []byte(p.title + "\n\n" + strings.Join(p.paragraphs, "\n\n") + "\n")
	// Hard-wrapped, as mail and old editors do.
	var wrapped strings.Builder
	wrapped.WriteString(p.title + "\n\n")
	for _, text := range p.paragraphs {
		column := 0
		for _, word := range wrapWords(text) {
			if column+content.Columns(word) > 60 {
				wrapped.WriteByte('\n')
				column = 0
				word = strings.TrimLeft(word, " ")
			}
			wrapped.WriteString(word)
			column += content.Columns(word)
		}
		wrapped.WriteString("\n\n")
	}
	files["wrapped.txt"] = []byte(wrapped.String())
	files["flat.txt"] = []byte(p.title + " " + strings.Join(p.paragraphs, " "))
	var md, page strings.Builder
	fmt.Fprintf(&md, "# %s\n\n%s\n\n| %s |\n|%s\n", p.title, strings.Join(p.paragraphs, "\n\n"), strings.Join(p.heads, " | "), strings.Repeat("---|", len(p.heads)))
	fmt.Fprintf(&page, "<html><head><meta charset=gb2312><title>%s</title></head><body><div class=nav><a href=/>12345热线</a></div><h1>%[1]s</h1>", p.title)
	for _, text := range p.paragraphs {
		fmt.Fprintf(&page, "<p>　　%s</p>\n", html.EscapeString(text))
	}
	page.WriteString("<table><tr>")
	for _, head := range p.heads {
		fmt.Fprintf(&page, "<th>%s</th>", head)
	}
	for _, row := range p.rows {
		fmt.Fprintf(&md, "| %s |\n", strings.Join(row, " | "))
		fmt.Fprintf(&page, "</tr>\n<tr><td>%s</td>", strings.Join(row, "</td><td>"))
	}
	page.WriteString("</tr></table><div class=footer>ICP 05000001</div></body></html>")
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(page.String())
	if err != nil {
		t.Fatal(err)
	}
	files["policy.md"], files["policy.html"], files["gb.html"] = []byte(md.String()), []byte(strings.Replace(page.String(), "gb2312", "utf-8", 1)), []byte(gb)
	return files
}

// wrapWords splits a text where a line may be broken.
func wrapWords(text string) []string {
	var words []string
	for _, r := range text {
		if n := len(words) - 1; n >= 0 && !content.IsWide(r) && r != ' ' && !content.EndsWide(words[n]) {
			words[n] += string(r)
			continue
		}
		words = append(words, string(r))
	}
	return words
}

// tabulated returns the table of the policy as CSV and XLSX.
func (p policy) tabulated(t *testing.T) map[string][]byte {
	t.Helper()
	var csv strings.Builder
	book := excelize.NewFile()
	defer book.Close()
	for y, row := range append([][]string{p.heads}, p.rows...) {
		for x, cell := range row {
			if x > 0 {
				csv.WriteByte(';')
			}
			fmt.Fprintf(&csv, "%q", cell)
			name, _ := excelize.CoordinatesToCellName(x+1, y+1)
			if err := book.SetCellValue("Sheet1", name, cell); err != nil {
				t.Fatal(err)
			}
		}
		csv.WriteByte('\n')
	}
	var xlsx bytes.Buffer
	if err := book.Write(&xlsx); err != nil {
		t.Fatal(err)
	}
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(csv.String())
	if err != nil {
		t.Fatal(err)
	}
	return map[string][]byte{"table.csv": []byte("\uFEFF" + csv.String()), "gb.csv": []byte(gb), "table.xlsx": xlsx.Bytes()}
}

// TestFormatsGiveBackFigures writes figures in every format and wants each of
// them back, with its value, unit and bound.
func TestFormatsGiveBackFigures(t *testing.T) {
	for language, p := range policies {
		sentences := count(strings.Join(p.paragraphs, "\n"))
		rows := count(strings.Join(p.figures, "\n"))
		if len(sentences) < 10 || len(rows) != len(p.figures) {
			t.Fatalf("%s: %d and %d figures in the policy: too few to tell anything", language, len(sentences), len(rows))
		}
		hold := func(name string, data []byte, wanted ...map[string]int) {
			base := readBase(t, name, data)
			wellFormed(t, base)
			for _, problem := range base.Problems {
				t.Errorf("%s %s: %s", language, name, problem.Message.In(knowledge.English))
			}
			got := map[string]int{}
			for _, fact := range base.Facts {
				for _, f := range fact.Figures {
					got[value(f)]++
				}
			}
			for _, want := range wanted {
				for v, n := range want {
					if got[v] < n {
						t.Errorf("%s %s: %s is read %d times, want %d", language, name, v, got[v], n)
					}
				}
			}
			if len(base.Documents) == 1 && strings.HasPrefix(name, "policy") && base.Documents[0].Title != p.title {
				t.Errorf("%s %s: title %q", language, name, base.Documents[0].Title)
			}
		}
		for name, data := range p.written(t) {
			if strings.HasSuffix(name, ".txt") {
				hold(name, data, sentences)
			} else {
				hold(name, data, sentences, rows)
			}
		}
		for name, data := range p.tabulated(t) {
			hold(name, data, rows)
		}
	}
}

// count counts the values in a text.
func count(text string) map[string]int {
	values := map[string]int{}
	for _, span := range knowledge.Sentences(text) {
		for _, f := range figure.Find(span.Of(text), figure.Date{}) {
			if f.Dimension != figure.DateDay && f.Dimension != figure.DateRange {
				values[value(f)]++
			}
		}
	}
	return values
}

func value(f figure.Figure) string {
	return fmt.Sprintf("%s %s %s", f.Value, f.Unit, f.Bound)
}

// TestRealDocuments reads whole collections: without a problem, and all their
// figures come back in facts.
func TestRealDocuments(t *testing.T) {
	for _, variable := range []string{"POLICYBOT_POLICYQA", "POLICYBOT_SITE_POLICY", "POLICYBOT_SEED"} {
		t.Run(variable, func(t *testing.T) {
			dir := os.Getenv(variable)
			if dir == "" {
				t.Skipf("%s is not set: no documents to read", variable)
			}
			if variable == "POLICYBOT_POLICYQA" {
				dir += "/documents"
			}
			base, err := ReadDir(context.Background(), dir, "", Options{})
			if err != nil {
				t.Fatal(err)
			}
			wellFormed(t, base)
			for _, p := range base.Problems {
				t.Errorf("%s: %s", p.Path, p.Message.In(knowledge.English))
			}
			for _, d := range base.Documents {
				for _, s := range d.Sections {
					if len(s.Text) > outline.MaxSection+outline.FullSection {
						t.Errorf("%s: section %s has %d bytes", d.Path, s.ID, len(s.Text))
					}
				}
			}
		})
	}
}
