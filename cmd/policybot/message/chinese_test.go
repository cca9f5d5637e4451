package message

import "testing"

func TestChinese(t *testing.T) {
	for _, test := range []struct{ english, want string }{
		{"read the base: nowhere does not exist; name a directory with policy documents", "目录 nowhere 不存在；请指定存放政策文件的目录"},
		{"read old.md: open old.md: no such file or directory", "文件 old.md 不存在；请检查路径"},
		{"open state: open data/policybot.db: permission denied", "没有权限读写 data/policybot.db；请检查它的权限"},
		{"data/policybot.db: the database is damaged: it is empty; restore a backup with policybot restore, or move what is in data away to begin anew",
			"data/policybot.db：数据库已损坏（文件是空的）；请用 policybot restore 恢复备份，或者移走 data 中的内容重新开始"},
		{`unknown flag: --quik; see policybot ask --help`, "没有 --quik 这个选项；可用的选项见 policybot ask --help"},
		{"something nobody thought of", "something nobody thought of"},
		{"--topic 100%: this base has no topics", "--topic 100%：这个文档库没有主题"},
	} {
		if got := Chinese(test.english); got != test.want {
			t.Errorf("%q: got %q, want %q", test.english, got, test.want)
		}
	}
}

// TestRulesNameTheirGroups fills every rule, so that none asks for a group that
// its pattern does not have.
func TestRulesNameTheirGroups(t *testing.T) {
	for _, r := range rules {
		matched := make([]string, r.pattern.NumSubexp()+1)
		for i := range matched {
			matched[i] = "x"
		}
		if got := r.fill(matched); got == "" {
			t.Errorf("%s: got no words", r.pattern)
		}
	}
}
