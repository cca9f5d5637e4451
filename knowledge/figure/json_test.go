package figure

import (
	"encoding/json"
	"reflect"
	"testing"

	"policybot/knowledge/figure/date"
)

// checkRoundTrip holds that f survives JSON without loss.
func checkRoundTrip(t *testing.T, f Figure) {
	t.Helper()
	b, err := json.Marshal(f)
	if err != nil {
		t.Fatalf("%q: %v", f.Text, err)
	}
	var back Figure
	if err := json.Unmarshal(b, &back); err != nil {
		t.Fatalf("%q: %v\n%s", f.Text, err, b)
	}
	again, err := json.Marshal(back)
	if err != nil {
		t.Fatal(err)
	}
	if string(again) != string(b) {
		t.Fatalf("%q: JSON changed on its way through:\n%s\n%s", f.Text, b, again)
	}
	if !back.Same(f) || back.Subject != f.Subject || back.Date != f.Date || back.AsOf != f.AsOf || !reflect.DeepEqual(back.Per, f.Per) || !back.Precision.Equal(f.Precision) {
		t.Fatalf("%q: read back as %+v", f.Text, back)
	}
}

func TestJSON(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"680.91亿元", `{"text":"680.91亿元","start":0,"end":12,"value":"68091000000","low":null,"high":null,"unit":"CNY","dimension":"money","bound":"eq","precision":"1000000","change":null,"per":[],"as_of":null,"role":"level","subject":""}`},
		{"不超过50万元", `{"text":"不超过50万元","start":0,"end":17,"value":"500000","low":null,"high":"500000","high_inclusive":true,"unit":"CNY","dimension":"money","bound":"le","precision":"10000","change":null,"per":[],"as_of":null,"role":"cap","subject":""}`},
		{"三分之一", `{"text":"三分之一","start":0,"end":12,"value":"1/3","low":null,"high":null,"unit":"ratio","dimension":"fraction","bound":"eq","precision":"1","change":null,"per":[],"as_of":null,"role":"level","subject":""}`},
		{"由75.6%提升至94%", `{"text":"由75.6%提升至94%","start":0,"end":20,"value":"94","low":null,"high":null,"unit":"%","dimension":"percent","bound":"eq","precision":"1","change":{"direction":"up","from":"75.6","to":"94","delta":"18.4","delta_unit":"pp","computed":true},"per":[],"as_of":null,"role":"level","subject":""}`},
		{"第一季度", `{"text":"第一季度","start":0,"end":12,"value":"2020-01-01..2020-03-31","low":null,"high":null,"unit":"period","dimension":"date_range","bound":"eq","change":null,"per":[],"as_of":null,"role":"period","subject":""}`},
	} {
		figures := Find(test.text, date.Date{Year: 2020, Month: 4, Day: 20})
		if len(figures) != 1 {
			t.Fatalf("%s: %d figures, want 1", test.text, len(figures))
		}
		got, err := json.Marshal(figures[0])
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != test.want {
			t.Errorf("%s:\ngot  %s\nwant %s", test.text, got, test.want)
		}
		checkRoundTrip(t, figures[0])
	}
}

func TestUnmarshalErrors(t *testing.T) {
	for _, bad := range []string{
		`{"value":"many","unit":"CNY","dimension":"money","bound":"eq"}`,
		`{"value":"2020-13-01","dimension":"date"}`,
		`{"low":"x","bound":"ge"}`,
		`[]`,
	} {
		if err := new(Figure).UnmarshalJSON([]byte(bad)); err == nil {
			t.Errorf("%s: no error", bad)
		}
	}
}
