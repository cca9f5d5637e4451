package script

import (
	"strings"
	"testing"
)

func TestSimplified(t *testing.T) {
	for _, c := range []struct{ traditional, want string }{
		{"車輛停放收費辦法", "车辆停放收费办法"},
		{"申請人應當備齊證明", "申请人应当备齐证明"},
		{"已是简体", "已是简体"},
		{"abc 123，。", "abc 123，。"},
	} {
		if got := strings.Map(Simplified, c.traditional); got != c.want {
			t.Errorf("%s: got %s, want %s", c.traditional, got, c.want)
		}
	}
}
