package lexicon

import (
	"slices"
	"strings"
	"testing"

	"policybot/knowledge"
)

func TestSameSpelling(t *testing.T) {
	for _, c := range []struct {
		old, new string
		want     bool
	}{
		{"recieved", "received", true},
		{"adress", "address", true},
		{"goverment", "government", true},
		{"seperate", "separate", true},
		{"organisation", "organization", true},
		{"colour", "color", true},
		{"十二", "12", true},
		{"three", "3", true},
		{"now", "not", false},
		{"complaint", "compliant", false},
		{"employer", "employee", false},
		{"prescribe", "proscribe", false},
		{"include", "exclude", false},
		{"eligible", "ineligible", false},
		{"十二", "20", false},
	} {
		if got := SameSpelling(c.old, c.new); got != c.want {
			t.Errorf("%s and %s: got %t, want %t", c.old, c.new, got, c.want)
		}
	}
}

func TestTouched(t *testing.T) {
	l := New("must: must|应当", "may: may|可以|可", "other: 许可")
	for _, c := range []struct {
		text, marked string
		want         []string
	}{
		{"you must apply", "must", []string{"must"}},
		{"you mustard apply", "mustard", nil},
		{"申请人可以提交", "可", []string{"may"}},
		{"取得许可证", "可", []string{"other"}},
		{"應當提交", "應", []string{"must"}},
	} {
		text := FoldInPlace(c.text)
		at := strings.Index(c.text, c.marked)
		got := l.Touched(text, []knowledge.Span{{Start: at, End: at + len(c.marked)}})
		if !slices.Equal(got, c.want) {
			t.Errorf("%s at %s: got %v, want %v", c.text, c.marked, got, c.want)
		}
	}
}
