package table

import (
	"testing"

	"policybot/knowledge/frame"
)

// TestAcrossTables asks what two tables of one kind say together: the same
// columns under titles that differ in the year.
func TestAcrossTables(t *testing.T) {
	before := frame.ReadTable(parseTable(`
| Depot | Buses | Drivers |
| Harbour | 40 | 95 |
| Mill Lane | 31 | 70 |
| Old Town | 22 | 51 |`), frame.TableScope{Title: "Depots in 2021"})
	after := frame.ReadTable(parseTable(`
| Depot | Buses | Drivers |
| Harbour | 44 | 90 |
| Mill Lane | 29 | 72 |
| Old Town | 25 | 60 |`), frame.TableScope{Title: "Depots in 2022"})
	for _, c := range []struct{ question, want string }{
		{"What was the change in buses at Harbour from 2021 to 2022?", "4: 44 - 40 = 4. 44 (Harbour, Buses, Depots in 2022); 40 (Harbour, Buses, Depots in 2021)"},
		{"Which depots had fewer buses in 2022 than in 2021?", "Mill Lane (29, before 31)"},
		{"How many drivers did Old Town have in 2021?", "51 (Old Town, Drivers)"},
	} {
		got := "nothing"
		if found := Candidates(ParseQuestion(c.question), []*frame.Table{after, before}, nil, 1); len(found) > 0 {
			got = found[0].Tell(false).Text
		}
		if got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.question, got, c.want)
		}
	}
}

// TestTimes asks for years: they are the answer, not the numbers they have.
func TestTimes(t *testing.T) {
	table := frame.ReadTable(parseTable(`
| Item | 2021 | 2020 | 2019 |
| Rents | 410 | 360 | 395 |
| Wages | 120 | 150 | 140 |`), frame.TableScope{Title: "Costs"})
	for question, want := range map[string][]int{
		"In which year were the rents the largest?":       {2021},
		"In which years did the rents exceed 380?":        {2021, 2019},
		"Which years does the table give costs for?":      {2021, 2020, 2019},
		"What was the change in wages from 2020 to 2021?": nil,
		"Which item was larger in 2021, rents or wages?":  nil,
	} {
		found := Candidates(ParseQuestion(question), []*frame.Table{table}, nil, 1)
		if len(found) == 0 {
			t.Errorf("%s: got nothing", question)
			continue
		}
		var got []int
		for _, p := range found[0].Times() {
			got = append(got, p.Year)
		}
		if len(got) != len(want) {
			t.Errorf("%s: got years %v of %s, want %v", question, got, found[0].Tell(false).Text, want)
			continue
		}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%s: got years %v, want %v", question, got, want)
			}
		}
	}
}
