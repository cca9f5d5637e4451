package bot

import (
	"fmt"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"policybot/bot/notify"
	"policybot/bot/state"
	"policybot/index"
	"policybot/knowledge"
	"policybot/knowledge/figure"
)

// course is a course of events: a base that changes, people who were told
// something of it, and what they are told then.
type course struct {
	t     *testing.T
	base  string
	data  string
	bot   *Bot
	store *state.Store
	now   time.Time
	got   []string
}

const grants = `# 补贴办法

第一条 为支持小微企业，制定本办法。

第二条 每户补贴不超过500元。

第三条 企业应当于2021年6月30日前提出申请。

第四条 本办法自2021年3月1日起施行。

第五条 企业不得重复申请补贴。

第六条 补贴金额为2万元至5万元。

第七条 培训费300元，交通费200元。

第八条 住宿费100元。
`

func newCourse(t *testing.T) *course {
	c := &course{t: t, base: t.TempDir(), data: t.TempDir(), now: time.Date(2021, 3, 1, 12, 0, 0, 0, time.UTC)}
	c.store = openStore(t, c.data)
	c.store.Now = func() time.Time { return c.now }
	writeBase(t, c.base, map[string]string{"grants.md": grants, "rents.md": "# 租金办法\n\n每月租金不超过3000元。\n"})
	c.bot = openBot(t, c.base, c.data)
	refresh(t, c.bot, c.store)
	return c
}

// tell keeps an answer to somebody: the words of a document, read again from
// the base in service.
func (c *course) tell(who, words string) {
	c.t.Helper()
	c.tellIn("g", who, "", words)
}

func (c *course) tellIn(guild, who, message, words string) {
	c.t.Helper()
	d, section, span := c.find(words)
	c.keep(guild, who, message, words, d, section, span)
}

func (c *course) keep(guild, who, message, words string, d *knowledge.Document, s *knowledge.Section, span knowledge.Span) {
	c.t.Helper()
	sentence := span.Of(s.Text)
	a := &index.Answer{Status: index.Answered, Text: words, Revision: c.bot.Base().Revision, Language: knowledge.Chinese,
		Citations: []index.CitedText{{Text: sentence, Citation: knowledge.Citation{Document: d.ID, Section: s.ID, Start: span.Start, End: span.End}}}}
	for _, f := range figure.Find(sentence, d.Source.Published) {
		if strings.Contains(f.Text, words) {
			a.Figures = []index.AnsweredFigure{{Figure: f, Words: f.Text}}
		}
	}
	id, err := c.store.KeepAnswer(c.t.Context(), state.Given{Asker: Asker{Guild: guild, Channel: "c", User: who}, Question: "多少？", Answer: a})
	if err == nil && message != "" {
		err = c.store.PostedAnswer(c.t.Context(), guild, id, "c", message)
	}
	if err != nil {
		c.t.Fatal(err)
	}
}

// edit replaces words in the documents; deliver follows.
func (c *course) edit(pairs ...string) {
	c.t.Helper()
	c.save(pairs...)
	c.deliver()
}

// save replaces words in the documents and reads them again.
func (c *course) save(pairs ...string) {
	c.t.Helper()
	for i := 0; i < len(pairs); i += 2 {
		found := false
		for _, name := range c.files() {
			text := c.read(name)
			if strings.Contains(text, pairs[i]) {
				c.write(name, strings.ReplaceAll(text, pairs[i], pairs[i+1]))
				found = true
			}
		}
		if !found {
			c.t.Fatalf("%q is in no file", pairs[i])
		}
	}
	c.refresh()
}

func (c *course) refresh() {
	c.t.Helper()
	c.now = c.now.Add(time.Hour)
	refresh(c.t, c.bot, c.store)
}

// deliver delivers what is to be said, twice over: nothing is said twice.
func (c *course) deliver() {
	c.t.Helper()
	var mu sync.Mutex // several messages are sent at a time
	first := len(c.got)
	to := senderFunc(func(n notify.Notice) {
		mu.Lock()
		defer mu.Unlock()
		var lines []string
		for _, x := range n.Corrections {
			now := x.Now
			if now == "" {
				now = "no more"
			}
			lines = append(lines, x.Told+" > "+now)
		}
		if len(lines) > 0 {
			c.got = append(c.got, n.Person+n.Channel+": "+strings.Join(lines, "; "))
		}
	})
	for range 2 {
		if _, err := notify.NewDeliverer(c.store, to, time.UTC, slog.New(slog.DiscardHandler)).Once(c.t.Context()); err != nil {
			c.t.Fatal(err)
		}
	}
	slices.Sort(c.got[first:])
}

// tellResult keeps an answer that worked a figure out of others, each read from
// the base.
func (c *course) tellResult(who, result string, words ...string) {
	c.t.Helper()
	a := &index.Answer{Status: index.Answered, Text: result, Revision: c.bot.Base().Revision, Language: knowledge.Chinese}
	worked := figure.Find(result, figure.Date{})[0]
	a.Figures = append(a.Figures, index.AnsweredFigure{Label: "合计", Figure: worked, Words: result, Computed: true, Citation: -1})
	for _, w := range words {
		d, s, span := c.find(w)
		sentence := span.Of(s.Text)
		for _, f := range figure.Find(sentence, d.Source.Published) {
			if strings.Contains(w, f.Text) {
				a.Figures = append(a.Figures, index.AnsweredFigure{Figure: f, Words: f.Text, Citation: len(a.Citations)})
			}
		}
		a.Citations = append(a.Citations, index.CitedText{Text: sentence, Citation: knowledge.Citation{Document: d.ID, Section: s.ID, Start: span.Start, End: span.End}})
	}
	if _, err := c.store.KeepAnswer(c.t.Context(), state.Given{Asker: Asker{Guild: "g", Channel: "c", User: who, Language: knowledge.Chinese}, Question: "一共多少？", Answer: a}); err != nil {
		c.t.Fatal(err)
	}
}

// find finds the sentence of the base that holds words.
func (c *course) find(words string) (*knowledge.Document, *knowledge.Section, knowledge.Span) {
	c.t.Helper()
	base := c.bot.Base()
	for i := range base.Documents {
		d := &base.Documents[i]
		for k := range d.Sections {
			s := &d.Sections[k]
			for _, span := range knowledge.Sentences(s.Text) {
				if strings.Contains(span.Of(s.Text), words) {
					return d, s, span
				}
			}
		}
	}
	c.t.Fatalf("%q is in no document", words)
	return nil, nil, knowledge.Span{}
}

func (c *course) files() []string {
	entries, err := os.ReadDir(c.base)
	if err != nil {
		c.t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func (c *course) read(name string) string {
	c.t.Helper()
	text, err := os.ReadFile(filepath.Join(c.base, name))
	if err != nil {
		c.t.Fatal(err)
	}
	return string(text)
}

func (c *course) write(name, text string) {
	c.t.Helper()
	writeBase(c.t, c.base, map[string]string{name: text})
}

func (c *course) rename(from, to string) {
	c.t.Helper()
	if err := os.Rename(filepath.Join(c.base, from), filepath.Join(c.base, to)); err != nil {
		c.t.Fatal(err)
	}
}

// restart stops the program and starts it again.
func (c *course) restart() {
	c.t.Helper()
	c.bot = openBot(c.t, c.base, c.data)
	refresh(c.t, c.bot, c.store)
}

// TestCorrections goes through courses of events. Each line of want is a
// message: who is told, and what they were told and what holds now.
func TestCorrections(t *testing.T) {
	const paragraph = "第一条 为支持小微企业，制定本办法。\n\n"
	courses := map[string]struct {
		run  func(c *course)
		want []string
	}{
		"a figure changes": {func(c *course) { c.tell("ann", "500元"); c.edit("500元", "250元") }, []string{"ann: 不超过500元 > 不超过250元"}},
		"after words were put in before it": {func(c *course) {
			c.tell("ann", "500元")
			c.edit(paragraph, "附则 本办法由财政局解释。\n\n"+paragraph)
			c.edit("500元", "250元")
		}, []string{"ann: 不超过500元 > 不超过250元"}},
		"words are put in before it at the same time": {func(c *course) {
			c.tell("ann", "500元")
			c.edit(paragraph, "附则 本办法由财政局解释。\n\n"+paragraph, "500元", "250元")
		}, []string{"ann: 不超过500元 > 不超过250元"}},
		"after it was reworded": {func(c *course) {
			c.tell("ann", "500元")
			c.edit("每户补贴不超过500元", "每一户企业的补贴不超过500元")
			c.edit("500元", "250元")
		}, []string{"ann: 不超过500元 > 不超过250元"}},
		"after the file was renamed": {func(c *course) {
			c.tell("ann", "500元")
			c.rename("grants.md", "subsidies.md")
			c.refresh()
			c.deliver()
			c.edit("500元", "250元")
		}, []string{"ann: 不超过500元 > 不超过250元"}},
		"renamed and changed at once": {func(c *course) {
			c.tell("ann", "500元")
			c.rename("grants.md", "subsidies.md")
			c.edit("500元", "250元")
		}, []string{"ann: 不超过500元 > 不超过250元"}},
		"after it was renumbered": {func(c *course) {
			c.tell("ann", "500元")
			c.edit("第二条 每户", "第二十条 每户")
			c.edit("500元", "250元")
		}, []string{"ann: 不超过500元 > 不超过250元"}},
		"after the file was converted": {func(c *course) {
			c.tell("ann", "500元")
			text := c.read("grants.md")
			c.write("grants.md", "")
			c.write("grants.txt", strings.TrimPrefix(text, "# "))
			c.refresh()
			c.deliver()
			c.edit("500元", "250元")
		}, []string{"ann: 不超过500元 > 不超过250元"}},
		"another notation is no change": {func(c *course) { c.tell("ann", "500元"); c.edit("500元", "五百元") }, nil},
		"a neighbour changes":           {func(c *course) { c.tell("ann", "500元"); c.edit("3000元", "2000元", "6月30日", "9月30日") }, nil},
		"a bound changes":               {func(c *course) { c.tell("ann", "500元"); c.edit("不超过500元", "不少于500元") }, []string{"ann: 不超过500元 > 不少于500元"}},
		"a range changes":               {func(c *course) { c.tell("ann", "2万元至5万元"); c.edit("5万元", "6万元") }, []string{"ann: 2万元至5万元 > 2万元至6万元"}},
		"a deadline moves":              {func(c *course) { c.tell("ann", "2021年6月30日"); c.edit("6月30日", "9月30日") }, []string{"ann: 2021年6月30日前 > 2021年9月30日前"}},
		"the day it takes effect moves": {func(c *course) { c.tell("ann", "2021年3月1日"); c.edit("3月1日", "5月1日") }, []string{"ann: 自2021年3月1日起 > 自2021年5月1日起"}},
		"a rule that was quoted turns": {func(c *course) {
			c.tell("ann", "不得重复申请")
			c.edit("企业不得重复申请补贴", "企业可以重复申请补贴")
		},
			[]string{"ann: 第五条 企业不得重复申请补贴。 > 第五条 企业可以重复申请补贴。"}},
		"the article is removed": {func(c *course) { c.tell("ann", "500元"); c.edit("第二条 每户补贴不超过500元。\n\n", "") }, []string{"ann: 不超过500元 > no more"}},
		"the document is removed": {func(c *course) {
			c.tell("ann", "3000元")
			c.write("rents.md", "")
			c.refresh()
			c.deliver()
		}, []string{"ann: 不超过3000元 > no more"}},
		"it is removed and comes back": {func(c *course) {
			c.tell("ann", "3000元")
			text := c.read("rents.md")
			c.write("rents.md", "")
			c.refresh()
			c.deliver()
			c.write("rents.md", text)
			c.refresh()
			c.deliver()
		}, []string{"ann: 不超过3000元 > no more", "ann: 不超过3000元 > 不超过3000元"}},
		"a second and a third change": {func(c *course) {
			c.tell("ann", "500元")
			c.edit("500元", "250元")
			c.edit("250元", "300元")
			c.edit("300元", "400元")
		}, []string{"ann: 不超过500元 > 不超过250元", "ann: 不超过250元 > 不超过300元", "ann: 不超过300元 > 不超过400元"}},
		"a change back": {func(c *course) { c.tell("ann", "500元"); c.edit("500元", "250元"); c.edit("250元", "500元") },
			[]string{"ann: 不超过500元 > 不超过250元", "ann: 不超过250元 > 不超过500元"}},
		"undone before it was told": {func(c *course) {
			c.tell("ann", "500元")
			c.save("500元", "250元")
			c.save("250元", "500元")
			c.deliver()
		}, nil},
		"several saves before it is told": {func(c *course) {
			c.tell("ann", "500元")
			c.save("500元", "250元")
			c.save("250元", "300元")
			c.deliver()
		}, []string{"ann: 不超过500元 > 不超过300元"}},
		"asked three times": {func(c *course) {
			for range 3 {
				c.tell("ann", "500元")
			}
			c.edit("500元", "250元")
		}, []string{"ann: 不超过500元 > 不超过250元"}},
		"told before and after": {func(c *course) {
			c.tell("ann", "500元")
			c.edit("500元", "250元")
			c.tell("bob", "250元")
			c.edit("250元", "300元")
		}, []string{"ann: 不超过500元 > 不超过250元", "ann: 不超过250元 > 不超过300元", "bob: 不超过250元 > 不超过300元"}},
		"several in one message": {func(c *course) {
			c.tell("ann", "500元")
			c.now = c.now.Add(time.Minute)
			c.tell("ann", "3000元")
			c.edit("500元", "250元", "3000元", "2000元")
		}, []string{"ann: 不超过3000元 > 不超过2000元; 不超过500元 > 不超过250元"}},
		"under the message that told everybody": {func(c *course) { c.tellIn("g", "ann", "m1", "500元"); c.edit("500元", "250元") }, []string{"c: 不超过500元 > 不超过250元"}},
		"a sum of figures one of which changes": {func(c *course) {
			c.tellResult("ann", "300元", "交通费200元", "住宿费100元")
			c.edit("住宿费100元", "住宿费150元")
			c.edit("交通费200元", "交通费250元")
		}, []string{"ann: 300元 > 350元", "ann: 350元 > 400元"}},
		"a sum of figures that both change": {func(c *course) {
			c.tellResult("ann", "400元", "培训费300元", "住宿费100元")
			c.edit("住宿费100元", "住宿费150元", "培训费300元", "培训费310元")
		}, []string{"ann: 400元 > 460元"}},
		"a sum whose parts change and come to the same": {func(c *course) {
			c.tellResult("ann", "400元", "培训费300元", "住宿费100元")
			c.edit("住宿费100元", "住宿费150元", "培训费300元", "培训费250元")
		}, []string{"ann: 300元 > 250元; 100元 > 150元"}},
		"a share": {func(c *course) {
			c.tellResult("ann", "50%", "住宿费100元", "交通费200元")
			c.edit("住宿费100元", "住宿费150元")
		}, []string{"ann: 50% > 75%"}},
		"a sum one part of which is gone": {func(c *course) {
			c.tellResult("ann", "400元", "培训费300元", "住宿费100元")
			c.edit("第八条 住宿费100元。\n", "")
		}, []string{"ann: 100元 > no more"}},
		"quiet hours": {func(c *course) {
			c.tell("ann", "500元")
			if err := c.store.SetQuiet(c.t.Context(), "g", state.Quiet{Start: 12 * 60, Until: 15 * 60}); err != nil {
				c.t.Fatal(err)
			}
			c.edit("500元", "250元") // at 13:00
			c.got = append(c.got, "quiet is over")
			c.now = c.now.Add(3 * time.Hour)
			c.deliver()
		}, []string{"quiet is over", "ann: 不超过500元 > 不超过250元"}},
		"switched off": {func(c *course) {
			if _, err := c.store.ChangeSettings(c.t.Context(), "g", "boss", func(s *state.Settings) { s.Corrections = false }); err != nil {
				c.t.Fatal(err)
			}
			c.tell("ann", "500元")
			c.edit("500元", "250元")
		}, nil},
		"forgotten": {func(c *course) {
			c.tell("ann", "500元")
			if err := c.store.ForgetPerson(c.t.Context(), "ann"); err != nil {
				c.t.Fatal(err)
			}
			c.edit("500元", "250元")
		}, nil},
		"over a restart": {func(c *course) {
			c.tell("ann", "500元")
			c.write("grants.md", strings.Replace(c.read("grants.md"), "500元", "250元", 1))
			c.now = c.now.Add(time.Hour)
			c.restart()
			c.deliver()
		}, []string{"ann: 不超过500元 > 不超过250元"}},
	}
	for _, name := range slices.Sorted(maps.Keys(courses)) {
		t.Run(name, func(t *testing.T) {
			c := newCourse(t)
			courses[name].run(c)
			if fmt.Sprintf("%q", c.got) != fmt.Sprintf("%q", courses[name].want) {
				t.Errorf("got %q\nwant %q", c.got, courses[name].want)
			}
		})
	}
}
