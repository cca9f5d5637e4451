package compose

import (
	"bufio"
	"encoding/json"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"policybot/index/check"
	"policybot/index/check/forge"
	"policybot/index/query"
	"policybot/index/retrieve"
	"policybot/index/store"
	"policybot/knowledge/ingest"
	"policybot/knowledge/jiangsu"
)

// composerOver answers from a base.
func composerOver(t *testing.T, files fs.FS) *Composer {
	t.Helper()
	base, err := ingest.Read(t.Context(), files, ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), "", base)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return New(s, retrieve.New(s))
}

// askedIn reads the questions of a file of index/testdata/questions.
func askedIn(t *testing.T, name string) []string {
	t.Helper()
	file, err := os.Open(filepath.Join("..", "testdata", "questions", name))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var out []string
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var c struct{ Question string }
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		out = append(out, c.Question)
	}
	return out
}

// townTables is a base of tables, and townQuestions what is asked of it.
var (
	townTables = fstest.MapFS{
		"fees.md": {Data: []byte("# Fees of the town library\n\n| Card (CNY) | 2021 | 2022 |\n| --- | --- | --- |\n| Adult card | 120 | 150 |\n| Child card | 40 | 45 |\n| Lost card | 15 | 20 |\n")},
		"班级.md":   {Data: []byte("# 2023年各系招生\n\n| 专业 | 计划数 | 学费（元/年） |\n| --- | --- | --- |\n| 护理学 | 80 | 4500 |\n| 药学 | 60 | 5200 |\n| 临床医学 | 120 | 6000 |\n")},
	}
	townQuestions = []string{
		"How much was an adult card in 2022?", "By how much did the adult card rise from 2021 to 2022?", "What is the total of adult card and child card in 2021?",
		"护理学学费多少？", "药学计划数", "临床医学比护理学多招多少人？", "护理学和药学计划数合计多少？",
	}
)

// TestForgedReplies forges the replies that are given: one that is proven must not
// be with another figure, bound, unit, per, year or place, or without its "not".
func TestForgedReplies(t *testing.T) {
	random := rand.New(rand.NewPCG(20, 4))
	forgeries, tabled := 0, 0
	for _, set := range []struct {
		files     fs.FS
		questions []string
	}{
		{jiangsu.Files(), askedIn(t, "held_out.jsonl")},
		{os.DirFS(filepath.Join("..", "testdata", "harbour")), askedIn(t, "harbour.jsonl")},
		{townTables, townQuestions},
	} {
		x := composerOver(t, set.files)
		for _, question := range set.questions {
			a, err := x.Answer(t.Context(), query.Parse(question))
			if err != nil {
				t.Fatal(err)
			}
			if a.Status != Answered {
				continue
			}
			if a.tabled {
				tabled++
			}
			r := x.reply(a)
			if err := check.Prove(r); err != nil {
				t.Errorf("%q: given, and not proven: %v", question, err)
			}
			for _, f := range forge.Replies(r, random) {
				forgeries++
				if check.Prove(&f.Reply) == nil {
					t.Errorf("%q passes with %s:\n%s", question, f.What, f.Text)
				}
			}
		}
	}
	if forgeries < 400 || tabled < 4 {
		t.Errorf("got %d forged replies and %d from tables, want at least 400 and 4", forgeries, tabled)
	}
}

// What is told of a figure by itself has its bound and what it is per.
func TestToldWords(t *testing.T) {
	x := composerOver(t, fstest.MapFS{"补助.md": {Data: []byte("# 补助办法\n\n对临时安置人员给予每人每月300元的生活补助。\n\n企业安排残疾人就业的比例不得低于职工总数的1.5%。\n")}})
	for question, want := range map[string]string{
		"临时安置人员的生活补助是多少元？": "每人每月300元",
		"企业安排残疾人就业的比例是多少？": "1.5%以上",
	} {
		a, err := x.Answer(t.Context(), query.Parse(question))
		if err != nil {
			t.Fatal(err)
		}
		if len(a.Figures) == 0 || a.Figures[0].Words != want {
			t.Errorf("%s: got %+v (%s), want the figure %s", question, a.Figures, a.Text, want)
		}
	}
}
