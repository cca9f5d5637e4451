package eval

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

func TestRougeL(t *testing.T) {
	for _, c := range []struct {
		good, answer string
		want         float64
	}{
		{"免征个人所得税。", "免征个人所得税。", 1},
		{"免征个人所得税", "免征所得税", 2 * (5. / 5) * (5. / 7) / (5./5 + 5./7)},
		{"免征", "停工", 0},
		{"", "停工", 0},
		{"停工", "", 0},
		{"three months rent", "rent for Three months", 2 * (2. / 4) * (2. / 3) / (2./4 + 2./3)},
		{"１２ 家", "12家", 1},
	} {
		if got := RougeL(c.good, c.answer); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("RougeL(%q, %q) = %v, want %v", c.good, c.answer, got, c.want)
		}
	}
}

// TestCommon compares the bit-parallel computation with the plain one, over
// lengths around the machine word.
func TestCommon(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	letters := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteRune('一' + rune(random.IntN(6)))
		}
		return b.String()
	}
	for range 300 {
		good, answer := letters(random.IntN(200)), letters(random.IntN(200))
		want := longestCommon([]rune(good), []rune(answer))
		if got := NewReference(good).common(units(answer, false)); good != "" && got != want {
			t.Fatalf("common(%q, %q) = %d, want %d", good, answer, got, want)
		}
	}
}

func longestCommon(a, b []rune) int {
	row := make([]int, len(b)+1)
	for i := range a {
		diagonal := 0
		for j := range b {
			above := row[j+1]
			if a[i] == b[j] {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(row[j+1], row[j])
			}
			diagonal = above
		}
	}
	return row[len(b)]
}

func TestRead(t *testing.T) {
	cases, err := Read(strings.NewReader(`{"id":"a","question":"多少?","figures":[{"value":"12","unit":"CNY"},"3",4]}

{"question":"who?","status":"not_found"}
`))
	if err != nil {
		t.Fatal(err)
	}
	if len(cases) != 2 || cases[1].ID != "3" || cases[1].Status != "not_found" {
		t.Errorf("read %+v", cases)
	}
	if f := cases[0].Figures; len(f) != 3 || f[0] != (Figure{"12", "CNY"}) || f[1].Value != "3" || f[2].Value != "4" {
		t.Errorf("figures %+v", f)
	}
	for _, bad := range []string{`{"question":""}`, `[]`, `{"question":"a","status":"maybe"}`, "{"} {
		if _, err := Read(strings.NewReader(bad)); err == nil || !strings.Contains(err.Error(), "line 1") {
			t.Errorf("Read(%q): error %v does not name the line", bad, err)
		}
	}
}
