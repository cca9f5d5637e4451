package discord_test

import (
	"fmt"
	"testing"

	"policybot/bot/discord/discordtest"
	"policybot/bot/state"
)

// TestRefusalsOfNotices holds each way in which Discord refuses a notice to what
// comes of it: given up with a word, waiting for the channel to be open again, or
// tried again.
func TestRefusalsOfNotices(t *testing.T) {
	for _, c := range []struct {
		status int
		body   string
		state  string // of the delivery: failed, waiting
		paused string
	}{
		{400, `{"message":"Invalid Form Body","code":50035}`, state.Failed, ""},
		{400, `{"message":"Message was blocked by automatic moderation","code":200000}`, state.Failed, ""},
		{400, `{"message":"Cannot send an empty message","code":50006}`, state.Failed, ""},
		{400, `{"message":"This thread is locked","code":160005}`, state.Failed, state.PausedGone},
		{403, `{"message":"Missing Access","code":50001}`, state.Failed, state.PausedGone},
		{403, `{"message":"Missing Permissions","code":50013}`, state.Failed, state.PausedGone},
		{404, `{"message":"Unknown Channel","code":10003}`, state.Failed, state.PausedGone},
		{403, `<html>403 Forbidden</html>`, state.Waiting, ""},
		{404, `<html>404 Not Found</html>`, state.Waiting, ""},
		{503, `upstream connect error`, state.Waiting, ""},
	} {
		t.Run(fmt.Sprint(c.status, " ", c.body), func(t *testing.T) {
			f := newFollower(t)
			f.use(manager(f.ann), "subscribe", given{"words": "贷款"})
			f.Misbehave(discordtest.Fault{Method: "POST", Path: "/channels/" + f.here + "/messages", Status: c.status, Body: c.body})
			f.write(t, "250万元", "2021年8月17日")
			f.refresh(t)
			f.deliver(t)
			subs, err := f.store.Subscriptions(t.Context(), f.guild)
			if err != nil || len(subs) != 1 || subs[0].Paused != c.paused {
				t.Errorf("subscriptions %+v, %v; want one paused %q", subs, err, c.paused)
			}
			count, err := f.store.DeliveryCount(t.Context(), f.guild, false)
			if err != nil || (count.Waiting > 0) != (c.state == state.Waiting) || (count.Failed > 0) != (c.state == state.Failed) {
				t.Errorf("counted %+v, %v; want one that is %s", count, err, c.state)
			}
			direct := f.Messages("dm" + f.ann.ID)
			if (len(direct) == 1) != (c.state == state.Failed) {
				t.Errorf("%d words to the manager, want one only where it was given up", len(direct))
			}
		})
	}
}

// TestSubscribeToNothing refuses what would never tell anything, with a way out,
// and sends a test.
func TestSubscribeToNothing(t *testing.T) {
	w := newWorld(t, options{tune: inNoHurry})
	boss := manager(w.ann)
	w.expect(w.use(boss, "subscribe", given{"topic": "fishing"}), "Nothing here goes by “fishing”", "Rent relief, Night markets")
	w.expect(w.use(boss, "subscribe", given{"agency": "Harbour Office"}), "Nothing here goes by", "Lanport Commerce Office")
	w.expect(w.use(boss, "subscribe", given{"document": "fishing.pdf"}), "Nothing here goes by", "Report on help")
	w.expect(w.use(boss, "subscribe", given{"topic": "rent"}), "Subscribed")
	w.expect(w.use(boss, "subscribe", given{"topic": "rent"}), "already")

	subs, err := w.store.Subscriptions(t.Context(), w.guild)
	if err != nil || len(subs) != 1 {
		t.Fatalf("subscriptions %+v, %v", subs, err)
	}
	one := w.choose(boss, w.use(boss, "subscriptions", nil), "Pause, remove, or ask why …", subs[0].ID)
	w.expect(w.click(boss, one, "Send a test"), "A test was sent to <#"+w.here+">")
	if posted := w.Messages(w.here); len(posted) != 1 {
		t.Errorf("%d messages, want the test", len(posted))
	}
	w.ForbidChannel(w.here)
	w.expect(w.click(boss, one, "Send a test"), "I may not write")
	w.expect(w.use(boss, "subscribe", given{"topic": "market"}), "I may not write in this channel")
	w.expect(w.use(boss, "subscribe", given{"topic": "market", "direct": true}), "Subscribed")
}
