package choose

import (
	"testing"

	"policybot/knowledge"
	"policybot/knowledge/figure"
)

// TestScope asks one document at a time whether it holds for the place and the
// year of a question.
func TestScope(t *testing.T) {
	dated := func(year int) knowledge.Source {
		return knowledge.Source{Published: figure.Date{Year: year, Month: 3, Day: 1}}
	}
	for _, c := range []struct {
		name, title, text string
		source            knowledge.Source
		question          string
		holds             bool
	}{
		{"another state", "Pier rules of Massachusetts", "A berth costs 30 dollars.", knowledge.Source{}, "How much is a berth in Texas?", false},
		{"the state itself", "Pier rules of Texas", "A berth costs 30 dollars.", knowledge.Source{}, "How much is a berth in Texas?", true},
		{"a city of the state", "Pier rules of Texas", "A berth costs 30 dollars.", knowledge.Source{}, "How much is a berth in Houston?", true},
		{"a sentence of another state", "Pier rules", "Vermont paid 640 dollars for piers.", knowledge.Source{}, "How much did Maine pay for piers?", false},
		{"a national law for its provinces", "中华人民共和国渡口法", "渡口夜间停航。", knowledge.Source{}, "青海的渡口夜间停航吗？", true},
		{"a law that its issuer makes national", "渡口条例", "渡口夜间停航。", knowledge.Source{Publisher: "国务院"}, "青海的渡口夜间停航吗？", true},
		{"a notice to all provinces", "关于渡口的通知", "各省、自治区、直辖市人民政府：渡口夜间停航。", knowledge.Source{}, "青海的渡口夜间停航吗？", true},
		{"a document that names no place", "Berth handbook", "A berth costs 30 dollars.", knowledge.Source{}, "How much is a berth in Texas?", false},
		{"a place that somebody comes from", "Berth handbook", "Crew report 30 days before they move.", knowledge.Source{}, "I move from Lisbon to Berlin. When must crew report?", true},

		{"another year", "关于停泊费的通知", "渔船停泊费为每天30元。", dated(2020), "2024年渔船停泊费每天多少元？", false},
		{"the year itself", "关于停泊费的通知", "渔船停泊费为每天30元。", dated(2020), "2020年渔船停泊费每天多少元？", true},
		{"a notice in force until then", "关于停泊费的通知", "渔船停泊费为每天30元。本通知有效期至2025年12月31日。", dated(2020), "2024年渔船停泊费每天多少元？", true},
		{"a notice in force for so many years", "关于停泊费的通知", "渔船停泊费为每天30元。本通知有效期五年。", dated(2020), "2024年渔船停泊费每天多少元？", true},
		{"a dated notice from a day on", "关于渡口的通知", "2021年7月5日起，渡口每天停航检查。", dated(2021), "2023年渡口每天停航检查吗？", false},
		{"a law holds until it is repealed", "渡口管理条例", "渡口每天停航检查。", dated(2018), "2023年渡口每天停航检查吗？", true},
		{"a law before its time", "渡口管理条例", "渡口每天停航检查。", dated(2018), "2015年渡口每天停航检查吗？", false},
		{"a span of years", "Berth plan", "From 2019 to 2023 a berth costs 30 dollars.", knowledge.Source{}, "How much is a berth in 2021?", true},
		{"a handbook without a year", "Berth handbook", "A berth costs 30 dollars.", knowledge.Source{}, "How much is a berth in 2021?", false},
		{"a year of the asker's life", "Berth handbook", "Crew get 30 days of leave.", knowledge.Source{}, "I was hired in 2021. How many days of leave do crew get?", true},
	} {
		base := &knowledge.Base{Documents: []knowledge.Document{{ID: "rules.txt", Title: c.title, Source: c.source, Sections: []knowledge.Section{{ID: "1", Text: c.text}}}}}
		choice := New(base, func(string) (float64, bool) { return 3, true }).Choose(c.question, []Place{{End: len(c.text)}}, []int{0})
		k := &choice.Candidates[0]
		if got := !k.contradicted && !k.silent; got != c.holds {
			t.Errorf("%s: %s: got holds %v, want %v", c.name, c.question, got, c.holds)
		}
	}
}

// TestEditions keeps an earlier edition from disputing the newest, and says that
// it is there.
func TestEditions(t *testing.T) {
	newest, older := chosen(t, "渔船停泊费每天多少元？"), chosen(t, "2022年渔船停泊费每天多少元？")
	if !newest.Earlier() {
		t.Error("no year asked for: got no earlier edition, want the one of 2022")
	}
	if older.Earlier() {
		t.Error("2022 asked for: got an earlier edition, want none")
	}
	for name, c := range map[string]*Choice{"no year": newest, "2022": older} {
		if c.Evidence["disputed"] != 0 {
			t.Errorf("%s: got disputed by %v, want the other edition left out", name, c.Evidence["disputed"])
		}
	}
}

// TestNational tells a rule for the whole nation from one for the place asked for.
func TestNational(t *testing.T) {
	for title, want := range map[string]bool{"中华人民共和国渡口法": true, "青海省渡口条例": false} {
		base := &knowledge.Base{Documents: []knowledge.Document{{ID: "rules.txt", Title: title, Sections: []knowledge.Section{{ID: "1", Text: "渡口夜间停航。"}}}}}
		c := New(base, func(string) (float64, bool) { return 3, true }).Choose("青海的渡口夜间停航吗？", []Place{{End: 100}}, []int{0})
		if got := c.National(); got != want {
			t.Errorf("%s: got national %v, want %v", title, got, want)
		}
	}
}
