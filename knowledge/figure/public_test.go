package figure

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/shopspring/decimal"
)

type publicCase struct {
	Input   string
	Context struct{ ReferenceDateTime string }
	Results []struct {
		Text       string
		TypeName   string
		Resolution struct {
			Value  any                 `json:"value"`
			Unit   any                 `json:"unit"`
			Values []map[string]string `json:"values"`
		}
	}
}

func readPublic(t *testing.T, path string) []publicCase {
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var cases []publicCase
	if err := json.Unmarshal(bytes.TrimPrefix(b, []byte("\ufeff")), &cases); err != nil {
		t.Fatal(err)
	}
	return cases
}

func TestPublicQuick(t *testing.T) {
	dir := os.Getenv("POLICYBOT_FIGURE_SPECS")
	if dir == "" {
		t.Skip("no specs")
	}
	for _, f := range []string{"zh/NumberModel", "zh/PercentModel", "zh/CurrencyModel", "zh/DimensionModel", "en/NumberModel", "en/PercentModel", "en/CurrencyModel", "en/DimensionModel"} {
		bad, all := 0, 0
		for i, c := range readPublic(t, filepath.Join(dir, f+".json")) {
			all++
			got := ""
			for _, g := range Find(c.Input, Date{}) {
				if g.Dimension == DateDay || g.Dimension == DateRange {
					continue
				}
				v := g.Value
				if g.Bound == Range || g.Bound == Approx && !g.Valued {
					v = g.Low.Value
				}
				if !g.Over.IsZero() && g.Dimension != Ratio {
					v = v.DivRound(g.Over, 12)
				}
				if g.Dimension == Permille {
					v = v.Shift(-1)
				}
				got += " " + v.Round(9).String()
			}
			want := ""
			for _, r := range c.Results {
				s := fmt.Sprint(r.Resolution.Value)
				if n := len(s); n > 0 && s[n-1] == '%' {
					s = s[:n-1]
				}
				d, err := decimal.NewFromString(s)
				if err != nil {
					want += " ?" + s
					continue
				}
				want += " " + d.Round(9).String()
			}
			if got != want {
				bad++
				in := c.Input
				if len(in) > 150 {
					in = in[:150]
				}
				fmt.Printf("%s#%d %q want%s got%s\n", f, i, in, want, got)
			}
		}
		fmt.Printf("%s: %d of %d wrong\n", f, bad, all)
	}
}
