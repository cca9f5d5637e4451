package sheet

import "testing"

func TestPackedNumber(t *testing.T) {
	tests := []struct {
		raw  uint32
		want float64
	}{
		{0x3FF00000, 1},
		{0x3FF00001, 0.01},
		{1234<<2 | 2, 1234},
		{1234<<2 | 3, 12.34},
		{0xFFFFFFFE, -1},
	}
	for _, test := range tests {
		if got := packedNumber(test.raw); got != test.want {
			t.Errorf("packedNumber(%#x): got %v, want %v", test.raw, got, test.want)
		}
	}
}

// A text that goes on in another record says there anew how wide it is.
func TestDividedText(t *testing.T) {
	text := biffText{parts: [][]byte{{0, 'a', 'b'}, {1, 0x4E, 0x67, 'c', 0}}}
	got, err := text.text(4)
	if err != nil || got != "ab李c" {
		t.Errorf("got %q, %v, want %q", got, err, "ab李c")
	}
	text = biffText{parts: [][]byte{{0, 'a'}}}
	if got, err := text.text(4); err == nil {
		t.Errorf("a text that is cut off: got %q, want an error", got)
	}
}

func TestDateFormat(t *testing.T) {
	tests := map[string]bool{"yyyy-mm-dd": true, `m"月"d"日"`: true, `0.0"day"`: false, "[$USD] 0.00": false, "#,##0": false, "[red]dd": true}
	for format, want := range tests {
		if got := isDateFormat(format); got != want {
			t.Errorf("%s: got %v, want %v", format, got, want)
		}
	}
}
