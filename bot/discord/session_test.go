package discord_test

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestSession plays what a person does, in each language, and holds what they
// see to a golden file.
func TestSession(t *testing.T) {
	for _, locale := range []string{"en-US", "zh-CN", "zh-TW"} {
		t.Run(locale, func(t *testing.T) {
			w := newWorld(t, options{tune: inNoHurry})
			ann := w.ann
			ann.Locale, ann.Permissions = locale, manageGuild
			question, second := "How many traders were helped by the rent waiver?", "How much rent was waived in Shanghai?"
			words, name := "rent", "night market stalls"
			if locale != "en-US" {
				question, second, words, name = waived, elsewhere, "租金", "新增夜市摊位"
			}
			var b strings.Builder
			see := func(what string, text string) {
				b.WriteString("-- " + what + " --\n" + stable(text) + "\n\n")
			}
			answer := w.use(ann, "ask", given{"question": question})
			see("/ask "+question, answer.Text())
			see("source", w.click(ann, answer, answer.Buttons()[1]).Text())
			see("related", w.click(ann, answer, answer.Buttons()[2]).Text())
			see("/ask "+second, w.use(ann, "ask", given{"question": second}).Text())
			see("/search "+words, w.use(ann, "search", given{"words": words}).Text())
			see("/measure "+name, w.use(ann, "measure", given{"name": name}).Text())
			see("/topics", w.use(ann, "topics", nil).Text())
			see("/policy status", w.use(ann, "policy status", nil).Text())
			see("/policy settings", w.use(ann, "policy settings", nil).Text())
			see("/policy audit", w.use(ann, "policy audit", nil).Text())
			see("/privacy show", w.use(ann, "privacy show", nil).Text())
			see("/privacy export", w.use(ann, "privacy export", nil).Text())
			see("/privacy forget", w.use(ann, "privacy forget", nil).Text())
			see("/help", w.use(ann, "help", nil).Text())

			golden := filepath.Join("testdata", "session-"+locale+".txt")
			if *update {
				if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if b.String() != string(want) {
				t.Errorf("%s differs; see it with -update and git diff. Now:\n%s", golden, b.String())
			}
		})
	}
}

const (
	waived    = "蓝港市一共减免了多少租金?"
	elsewhere = "上海减免了多少租金?"
)

const manageGuild = 1 << 5

var (
	moments   = regexp.MustCompile(`<t:\d+:`)
	people    = regexp.MustCompile(`<([@#])\d+>`)
	revisions = regexp.MustCompile("`[0-9a-f]{12}`")
)

// stable replaces what differs from run to run.
func stable(s string) string {
	s = moments.ReplaceAllString(s, "<t:0:")
	s = people.ReplaceAllString(s, "<${1}1>")
	return revisions.ReplaceAllString(s, "`0`")
}
