package figure_test

import (
	"testing"

	"policybot/knowledge/figure"
)

// A minus sign is part of the value; a dash between two ends is not.
func TestSigns(t *testing.T) {
	for text, want := range map[string]string{
		"同比增长-1.5%":   "-1.5",
		"全年利润-12.5亿元": "-1250000000",
		"最低气温-5℃":     "-5",
		"增速：-3.2%":    "-3.2",
		"增长5-10%":     "5..10",
		"利润5亿元-10亿元":  "500000000..1000000000",
		"增幅为3-5个百分点":  "3..5",
	} {
		found := figure.Find(text, figure.Date{})
		if len(found) != 1 || found[0].ValueString() != want {
			t.Errorf("%s: read %v, want %s", text, found, want)
		}
	}
	fall := figure.Find("同比增长-1.5%", figure.Date{})
	if len(fall) != 1 || fall[0].Change == nil || fall[0].Change.Direction != figure.Down {
		t.Errorf("growth of -1.5%% is no fall: %+v", fall)
	}
}

// A level below zero that a change arrives at keeps its sign, and the change its
// direction.
func TestSignOfLevels(t *testing.T) {
	found := figure.Find("增速降至-3%", figure.Date{})
	if len(found) != 1 || found[0].ValueString() != "-3" || found[0].Change == nil {
		t.Fatalf("got %+v, want one change to -3%%", found)
	}
	if c := found[0].Change; c.Direction != figure.Down || c.To == nil || c.To.String() != "-3" {
		t.Errorf("got direction %s to %v, want down to -3", c.Direction, c.To)
	}
}
