package chat

import (
	"slices"
	"strings"
	"testing"

	"policybot/index/analysis"
)

// known stands for the words that the documents of a harbour have.
func known(word string) bool {
	words := strings.Fields("停泊 停泊费 泊位 引航 罚款 船舶 渔船 缴纳 berth fee barge dinghy pilot permit quay crane harbour mooring")
	return slices.Contains(words, word) || slices.Contains(words, analysis.Stem(word)) || slices.Contains(words, strings.TrimSuffix(word, "s"))
}

func TestCore(t *testing.T) {
	for _, c := range []struct{ message, want string }{
		{"hi all, quick one. does anyone know how high the berth fee is? my boss keeps asking", "how high the berth fee is?"},
		{"btw, what is the mooring fee for barges? thx", "what is the mooring fee for barges?"},
		{"I remember something about a mooring fee. How high is the mooring fee?", "How high is the mooring fee?"},
		{"老板让我查一下，停泊费每天多少元啊，急用", "停泊费每天多少元？"},
		{"刚开完会，领导问停泊费每天多少元，有知道的吗", "停泊费每天多少元？"},
		{"大家好！請問停泊費每天多少元？謝謝", "停泊费每天多少元？"},
		{"各位，有谁知道渔船的停泊费多少", "渔船的停泊费多少？"},

		// nothing to leave out, or nothing that may be left out
		{"停泊费每天多少元？", ""},
		{"How high is the mooring fee?", ""},
		{"We run a crane at the quay. How high is the mooring fee?", "We run a crane at the quay, How high is the mooring fee?"},
		{"我们公司在南京，停泊费每天多少元？", ""},
		{"We have 30 barges. How high is the mooring fee?", "We have 30 barges, How high is the mooring fee?"},
		{"We paid 300 euros. How high is the mooring fee?", ""},
		{"2019年的事了，停泊费每天多少元？", ""},
		{"停泊费每天多少元？酒能报销吗？", ""},
		{"Lunch at noon? Who is in?", ""},
		{"谢谢！", ""},
		{"", ""},
	} {
		got := Core(c.message, known)
		if got == strings.TrimSpace(c.message) {
			got = ""
		}
		if got != c.want {
			t.Errorf("%s\n  got  %q\n  want %q", c.message, got, c.want)
		}
	}
}

// FuzzCore holds that the core says nothing that the message does not.
func FuzzCore(f *testing.F) {
	f.Add("hi, does anyone know how high the berth fee is?")
	f.Add("老板问，停泊费多少")
	f.Fuzz(func(t *testing.T, message string) {
		core := Core(message, func(string) bool { return true })
		if len(core) > 2*len(message)+16 {
			t.Errorf("%q becomes the longer %q", message, core)
		}
	})
}
