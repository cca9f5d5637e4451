package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// aToken has the form of a token, and is none.
const aToken = "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs0abcdEFG"

// TestTokenIsNeverPrinted puts a token into every setting and flag, one at a
// time, runs every command, and looks for it in all that is written.
func TestTokenIsNeverPrinted(t *testing.T) {
	commands := [][]string{{"ask", "贷款"}, {"search", "贷款"}, {"show"}, {"check"}, {"check", aToken}, {"diff", aToken, aToken}, {"changes"}, {"notices", "--dry-run"},
		{"backup", aToken}, {"restore", aToken}, {"doctor"}, {"serve"}, {"eval", aToken}, {"show", aToken}, {aToken}, {"ask", "--" + aToken}, {"changes", "--since", aToken}}
	for _, setting := range []string{"POLICYBOT_BASE", "POLICYBOT_DATA", "POLICYBOT_HTTP", "POLICYBOT_DISCORD_API", "POLICYBOT_SETTLE", "DISCORD_TOKEN", "POLICYBOT_FEED_TOKEN"} {
		t.Run(setting, func(t *testing.T) {
			t.Chdir(t.TempDir())
			t.Setenv("DISCORD_TOKEN", "")
			t.Setenv("POLICYBOT_DISCORD_API", "http://127.0.0.1:1")
			t.Setenv(setting, aToken)
			for _, args := range commands {
				if args[0] == "serve" && (setting == "DISCORD_TOKEN" || setting == "POLICYBOT_FEED_TOKEN") {
					continue // it would wait for Discord; what it logs is tested where it is served
				}
				var out, complaints bytes.Buffer
				run(t.Context(), args, strings.NewReader(""), &out, &complaints)
				if all := out.String() + complaints.String(); strings.Contains(all, aToken) {
					t.Errorf("%s printed the token:\n%s", strings.Join(args[:1], " "), all)
				}
			}
		})
	}
}

func TestEnvironmentFile(t *testing.T) {
	dir := t.TempDir()
	for name, c := range map[string]struct {
		text string
		line string // that is complained of; "" for none
	}{
		"sound":            {"# settings\nPOLICYBOT_TRIAL_A=1\nPOLICYBOT_TRIAL_B=\"two\nlines\"\n", ""},
		"no name":          {"# settings\n\n" + aToken + "\n", "line 3"},
		"quote not closed": {"POLICYBOT_TRIAL_A=1\nDISCORD_TOKEN=\"" + aToken + "\nPOLICYBOT_TRIAL_B=2\n", "line 2"},
		"blank in a name":  {"DISCORD TOKEN=" + aToken + "\n", "line 1"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("POLICYBOT_TRIAL_A", "from the environment")
			t.Cleanup(func() { os.Unsetenv("POLICYBOT_TRIAL_B") })
			path := filepath.Join(dir, ".env")
			if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
				t.Fatal(err)
			}
			var complaints bytes.Buffer
			err := loadEnvironment(path, &complaints)
			switch {
			case c.line == "" && err != nil:
				t.Errorf("got %v, want it read", err)
			case c.line == "" && (os.Getenv("POLICYBOT_TRIAL_A") != "from the environment" || os.Getenv("POLICYBOT_TRIAL_B") != "two\nlines"):
				t.Errorf("got %q and %q", os.Getenv("POLICYBOT_TRIAL_A"), os.Getenv("POLICYBOT_TRIAL_B"))
			case c.line != "" && (err == nil || !strings.Contains(err.Error(), c.line)):
				t.Errorf("got %v, want a complaint of %s", err, c.line)
			}
			if all := complaints.String(); strings.Contains(all, aToken) || err != nil && strings.Contains(err.Error(), "MTk4") {
				t.Errorf("the value was shown: %v %s", err, all)
			}
		})
	}
	path := filepath.Join(dir, ".env")
	if err := os.WriteFile(path, []byte("DISCORD_TOKEN=x\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("DISCORD_TOKEN", "y")
	for mode, warned := range map[os.FileMode]bool{0o600: false, 0o644: true} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		var complaints bytes.Buffer
		if err := loadEnvironment(path, &complaints); err != nil || strings.Contains(complaints.String(), "chmod 600") != warned {
			t.Errorf("mode %o: got %q, %v, want a warning: %v", mode, complaints.String(), err, warned)
		}
	}
}
