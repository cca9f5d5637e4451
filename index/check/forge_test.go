package check_test

import (
	"math/rand/v2"
	"testing"

	"policybot/index/check"
	"policybot/index/check/forge"
)

// TestForged forges the true replies of testdata/replies.txtar in every way
// that there is: none may pass.
func TestForged(t *testing.T) {
	random := rand.New(rand.NewPCG(11, 2))
	forged := 0
	for _, r := range check.TrueReplies(t) {
		for _, f := range forge.Replies(&r, random) {
			forged++
			if check.Prove(&f.Reply) == nil {
				t.Errorf("%s passes:\n%s\nfrom: %s\ncited: %s", f.What, f.Text, r.Text, r.Sources[0].Words)
			}
		}
	}
	if forged < 250 {
		t.Errorf("got %d forged replies, want 250 at least", forged)
	}
}
