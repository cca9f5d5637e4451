package main

import (
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestScripts runs the command line as it is typed: each file of
// testdata/scripts is a session with what it prints. After a change:
// go test ./cmd/policybot -run Scripts -update
func TestScripts(t *testing.T) {
	t.Cleanup(func() {
		if t.Failed() {
			t.Log("If that is as it should be: go test ./cmd/policybot -run Scripts -update")
		}
	})
	testscript.Run(t, testscript.Params{Dir: "testdata/scripts", UpdateScripts: *update, Setup: func(env *testscript.Env) error {
		env.Vars = append(env.Vars, "POLICYBOT_BASE=", "POLICYBOT_DATA=data", "DISCORD_TOKEN=", "LC_ALL=C")
		return nil
	}})
}
