package discord_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"policybot/bot"
	"policybot/bot/discord"
	"policybot/bot/discord/discordtest"
	"policybot/bot/notify"
	"policybot/bot/state"
)

// follower is a world whose base can change, with a sender of notices.
type follower struct {
	*world
	dir    string
	follow *bot.Bot // of the base in dir, with a data directory
	server *discord.Server
}

func newFollower(t testing.TB) *follower {
	dir := t.TempDir()
	f := &follower{dir: dir}
	f.write(t, "500万元", "2021年8月17日")
	f.world = newWorld(t, options{base: dir, tune: inNoHurry})
	f.reopen(t)
	f.refresh(t)
	return f
}

// reopen gives the bot a data directory, which keeps revisions.
func (f *follower) reopen(t testing.TB) {
	t.Helper()
	b, err := bot.Open(t.Context(), bot.Config{Base: f.dir, Data: f.world.dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	f.server, err = discord.New(t.Context(), discord.Options{Token: f.Token, API: f.URL, Bot: b, Store: f.store, Log: slog.New(slog.NewTextHandler(f.log, nil))})
	if err != nil {
		t.Fatal(err)
	}
	f.follow = b
}

func (f *follower) write(t testing.TB, limit, deadline string) {
	t.Helper()
	text := fmt.Sprintf("# 应急贷款管理办法\n\n第一条 单户贷款额度不超过%s。\n\n第二条 企业应当于%s前提出申请。\n", limit, deadline)
	if err := os.WriteFile(filepath.Join(f.dir, "loans.md"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func (f *follower) refresh(t testing.TB) {
	t.Helper()
	if _, err := f.follow.Refresh(t.Context(), f.store); err != nil {
		t.Fatal(err)
	}
}

func (f *follower) deliver(t testing.TB) {
	t.Helper()
	d := notify.NewDeliverer(f.store, f.server, time.UTC, slog.New(slog.DiscardHandler))
	if _, err := d.Once(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestNotice(t *testing.T) {
	f := newFollower(t)
	ann := f.ann
	ann.Locale = "zh-CN"
	f.expect(f.use(ann, "subscribe", given{"words": "贷款"}), "只有管理本频道的人")
	ann.Permissions = discordtest.ManageGuild
	f.expect(f.use(ann, "subscribe", given{"document": "loans.md", "acknowledge": true, "threshold": "10%"}), "已订阅", "过去 30 天会通知 0 处变化")
	f.expect(f.use(ann, "subscribe", given{"only": "deadlines", "direct": true}), "已订阅", "私信")
	f.expect(f.use(ann, "subscribe", given{"only": "nonsense"}), "类型请选")

	f.expect(f.use(ann, "quiet", given{"from": "25:00", "until": "08:00"}), "请填写时刻")
	f.expect(f.use(ann, "quiet", given{"from": "22:00", "until": "08:00"}), "22:00–08:00")
	f.expect(f.use(ann, "quiet", given{"from": "22:00", "until": "22:00"}), "没有免打扰时段")

	f.write(t, "250万元", "2021年10月19日")
	f.refresh(t)
	for range 2 {
		f.deliver(t)
	}
	posted := f.Messages(f.here)
	if len(posted) != 1 {
		t.Fatalf("%d messages in the channel, want 1", len(posted))
	}
	f.expect(posted[0], "政策有 2 处变化", "500万元 → ", "250万元", "−250万元，−50%", "2021年8月17日前 → 2021年10月19日前", "+63", "应急贷款管理办法")
	if !strings.Contains(posted[0].Source(), "**") {
		t.Errorf("nothing is marked in\n%s", posted[0].Source())
	}
	buttons := posted[0].Buttons()
	if len(buttons) != 3 {
		t.Fatalf("buttons %v", buttons)
	}
	bob := f.NewPerson(f.guild, f.here)
	bob.Locale = "en-US"
	f.expect(f.click(bob, posted[0], buttons[0]), "Noted")
	f.expect(f.click(bob, posted[0], buttons[1]), "Only those who manage")
	f.expect(f.click(ann, posted[0], buttons[1]), "已确认：1 人", bob.ID)

	list := f.use(ann, "subscriptions", nil)
	f.expect(list, "loans.md", "≥ 10%", "私信", "只看期限")
	subs, err := f.store.Subscriptions(t.Context(), f.guild)
	if err != nil || len(subs) != 1 {
		t.Fatalf("subscriptions: %+v, %v", subs, err)
	}
	one := f.choose(ann, list, "", subs[0].ID)
	f.expect(f.click(ann, one, one.Buttons()[3]), "已通知")
	one = f.click(ann, one, one.Buttons()[0])
	f.expect(one, "已暂停")
	one = f.click(ann, one, one.Buttons()[0])
	if strings.Contains(one.Text(), "已暂停") {
		t.Errorf("not resumed:\n%s", one.Text())
	}
	f.expect(f.click(ann, one, one.Buttons()[1]), "订阅已取消")
	if violations := f.Violations(); len(violations) > 0 {
		t.Errorf("requests break Discord's rules: %v", violations)
	}

	feed := httptest.NewRecorder()
	bot.Feed(f.follow, f.store, slog.New(slog.DiscardHandler)).ServeHTTP(feed, httptest.NewRequestWithContext(context.Background(), "GET", "/changes.atom?language=en", nil))
	for _, words := range []string{"<feed xmlns=\"http://www.w3.org/2005/Atom\">", "Figure changed", "Deadline moved", "250万元"} {
		if !strings.Contains(feed.Body.String(), words) {
			t.Errorf("%q is not in the feed:\n%s", words, feed.Body)
		}
	}
}

// TestNoticeToAClosedChannel checks that a channel that is gone pauses its
// subscriptions and that its manager is told once.
func TestNoticeToAClosedChannel(t *testing.T) {
	f := newFollower(t)
	ann := f.ann
	ann.Permissions = discordtest.ManageGuild
	f.use(ann, "subscribe", given{"words": "贷款"})
	f.DeleteChannel(f.here)
	f.write(t, "250万元", "2021年8月17日")
	f.refresh(t)
	for range 3 {
		f.deliver(t)
	}
	subs, err := f.store.Subscriptions(t.Context(), f.guild)
	if err != nil || len(subs) != 1 || subs[0].Paused != state.PausedGone {
		t.Fatalf("subscriptions: %+v, %v", subs, err)
	}
	if calls := f.Calls()["POST /users/@me/channels"]; calls != 1 {
		t.Errorf("the manager's direct messages were opened %d times, want once: %v", calls, f.Calls())
	}
}

var _ notify.Sender = (*discord.Server)(nil)

// TestHeldAsksManagers empties the folder: the channel that is subscribed is
// asked once whether the documents were removed; only managers may say so.
func TestHeldAsksManagers(t *testing.T) {
	f := newFollower(t)
	ann := manager(f.ann)
	ann.Locale = "zh-CN"
	f.expect(f.use(ann, "subscribe", given{}), "已订阅")
	entries, err := os.ReadDir(f.dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if err := os.Remove(filepath.Join(f.dir, e.Name())); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		f.refresh(t)
		f.deliver(t)
	}
	posted := f.Messages(f.here)
	if len(posted) != 1 || len(posted[0].Buttons()) != 2 {
		t.Fatalf("%d messages, want one with two buttons", len(posted))
	}
	buttons := posted[0].Buttons()
	bob := f.NewPerson(f.guild, f.here)
	bob.Locale = "zh-CN"
	refused := f.click(bob, posted[0], buttons[0])
	f.private(refused)
	f.expect(refused, "只有管理本服务器机器人的人可以这样做")
	waits := f.click(ann, posted[0], buttons[1])
	f.private(waits)
	f.expect(waits, "继续使用之前的版本")
}
