package asked

import (
	"slices"
	"testing"
)

func TestSplit(t *testing.T) {
	for _, c := range []struct {
		message string
		want    []string
	}{
		{"停泊费多少？押金能退吗？", []string{"停泊费多少？", "押金能退吗？"}},
		{"我的船长九米。要不要登记？登记要交多少钱？", []string{"要不要登记？", "登记要交多少钱？"}},
		{"How high is the mooring fee? When is it due?", []string{"How high is the mooring fee?", "When is it due?"}},
		{"We own two barges. Do we need a pilot?", nil},
		{"停泊费每天30元，对吗？", nil},
		{"停泊费多少？谢谢？", nil},
		{"How high is the fee and when is it due?", nil},
		{"？？？", nil},
		{"", nil},
	} {
		got := Split(c.message)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.message, got, c.want)
		}
	}
}

func TestCourtesyOf(t *testing.T) {
	for message, want := range map[string]Courtesy{
		"你好":                              Greeting,
		"您好！":                             Greeting,
		"Good morning, bot!":              Greeting,
		"hi there":                        Greeting,
		"早安":                              Greeting,
		"谢谢你！":                            Thanks,
		"Great, thanks a lot.":            Thanks,
		"好的，谢谢":                           Thanks,
		"What can you do?":                Ability,
		"Hello! What can I ask you?":      Ability,
		"你能做什么？":                          Ability,
		"你是谁":                             Ability,
		"再见":                              Farewell,
		"你好，停泊费多少？":                       "",
		"Thanks. And how high is a fine?": "",
		"谢谢费多少":                           "",
		"What can you do with a permit?":  "",
		"":                                "",
	} {
		if got := CourtesyOf(message); got != want {
			t.Errorf("%s: got %q, want %q", message, got, want)
		}
	}
}
