package frame

import (
	"strings"
	"testing"

	"policybot/knowledge"
)

// governed writes an outline as indented lines, each under what governs it.
func governed(sections ...knowledge.Section) string {
	o := Read(&knowledge.Document{Sections: sections})
	var b strings.Builder
	for i := range o.Statements {
		b.WriteString(strings.Repeat("  ", len(o.Governing(i))) + o.Text(i) + "\n")
	}
	return b.String()
}

func TestRead(t *testing.T) {
	for name, c := range map[string]struct {
		sections []knowledge.Section
		want     string
	}{
		"numbered items stand under their lead-in, the next paragraph does not": {
			[]knowledge.Section{{Text: "第三条 有下列情形之一的，不得停靠：\n（一）载有爆炸物的；\n（二）未缴停泊费的。\n港务局应当公布名单。"}},
			"第三条 有下列情形之一的，不得停靠：\n  （一）载有爆炸物的；\n  （二）未缴停泊费的。\n港务局应当公布名单。\n",
		},
		"a list goes on in the next section": {
			[]knowledge.Section{
				{Heading: []string{"第三条"}, Text: "第三条 申请人应当提交：\n（一）申请书；"},
				{Heading: []string{"第三条"}, Number: "（二）", Text: "（二）船舶证书。"},
			},
			"第三条 申请人应当提交：\n  （一）申请书；\n  （二）船舶证书。\n",
		},
		"lines without marks stand under the line that announces them": {
			[]knowledge.Section{{Text: "Visitors shall not bring:\nOpen fires\nDogs without a lead\nThe warden may grant exceptions."}},
			"Visitors shall not bring:\n  Open fires\n  Dogs without a lead\nThe warden may grant exceptions.\n",
		},
		"sub-items stand under their item": {
			[]knowledge.Section{{Text: "(a) A permit costs:\n(1) $20 for residents; and\n(2) $35 for others.\n(b) Permits are not refunded."}},
			"(a) A permit costs:\n  (1) $20 for residents; and\n  (2) $35 for others.\n(b) Permits are not refunded.\n",
		},
		"a second list begins anew under its own lead-in": {
			[]knowledge.Section{{Text: "一、下列船舶免费：\n（一）救助船；\n二、下列船舶减半：\n（一）渡船。"}},
			"一、下列船舶免费：\n  （一）救助船；\n二、下列船舶减半：\n  （一）渡船。\n",
		},
		"two marks in one line": {
			[]knowledge.Section{{Text: "(f)(1) The following are void:\n(A) Oral leases; and\n(B) Leases of minors.\n(2) Other leases are valid."}},
			"(f)(1) The following are void:\n  (A) Oral leases; and\n  (B) Leases of minors.\n  (2) Other leases are valid.\n",
		},
	} {
		if got := governed(c.sections...); got != c.want {
			t.Errorf("%s:\ngot:\n%s\nwant:\n%s", name, got, c.want)
		}
	}
}

func TestBelow(t *testing.T) {
	o := Read(&knowledge.Document{Sections: []knowledge.Section{{Text: "Bring:\nA towel\nA lamp\nDoors open at nine."}}})
	if got := o.Below(0); len(got) != 2 || o.Text(got[0]) != "A towel" || o.Text(got[1]) != "A lamp" {
		t.Errorf("below the first statement: got %v, want the two items", got)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("一、甲：\n（一）乙\n丙", "1.")
	f.Add("(a)(1) x:\n- y\nz.", "")
	f.Fuzz(func(t *testing.T, text, number string) {
		d := &knowledge.Document{Sections: []knowledge.Section{{Text: text, Number: number}}}
		o := Read(d)
		for i, s := range o.Statements {
			if s.Parent >= i {
				t.Fatalf("statement %d is governed by %d, which does not come before it", i, s.Parent)
			}
			if s.Start < 0 || s.End > len(text) || s.Start > s.End {
				t.Fatalf("statement %d lies outside its section: %+v of %d bytes", i, s.Span, len(text))
			}
		}
	})
}
