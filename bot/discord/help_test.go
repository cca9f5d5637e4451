package discord_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"znkr.io/diff/textdiff"

	"policybot/bot/discord"
	"policybot/bot/discord/discordtest"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestHelpAsRead holds the list of commands, in each language, to a golden
// file that shows it as a person reads it.
func TestHelpAsRead(t *testing.T) {
	var b strings.Builder
	for _, locale := range []string{"en-US", "zh-CN", "zh-TW"} {
		b.WriteString("-- " + locale + " --\n" + discordtest.Show(discord.Help(locale)) + "\n\n")
	}
	golden := filepath.Join("testdata", "help.txt")
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
		t.Errorf("%s differs: - want, + got\n%s\nIf that is as it should read: go test ./bot/discord -run %s -update",
			golden, textdiff.Unified(string(want), b.String()), t.Name())
	}
}
