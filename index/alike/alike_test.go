package alike

import "testing"

func TestAsks(t *testing.T) {
	const answer = "电话预约后到港务大厅二楼办理，每周三不办。"
	for _, c := range []struct {
		then, now string
		same      bool
	}{
		{"船员证在哪里补办？", "船员证在哪里补办", true},
		{"船员证在哪里补办？", "請問船員證在哪裡補辦？", true},
		{"船员证在哪里补办？", "去哪儿补办船员证？", true},
		{"船员证在哪里补办？", "船员证补办要多少钱？", false},
		{"船员证在哪里补办？", "苏州的船员证在哪里补办？", false},
		{"船员证在哪里补办？", "身份证在哪里补办？", false},
		{"2023年的停泊费是多少？", "2024年的停泊费是多少？", false},
		{"Where can I renew a boat licence?", "where do I renew my boat licence", true},
		{"Where can I renew a boat licence?", "Where can I renew a passport?", false},
		{"Where can I renew a boat licence?", "How much is a boat licence?", false},
		{"May barges stay for 3 days?", "May barges stay for 5 days?", false},
		{"船员证在哪里补办？", "你好", false},
	} {
		if got := Asks(Read(c.now, ""), Read(c.then, answer)); got != c.same {
			t.Errorf("asked %q, answered before %q: got the same %v, want %v", c.now, c.then, got, c.same)
		}
	}
}
