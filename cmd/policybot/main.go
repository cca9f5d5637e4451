// Command policybot answers questions about policy with the exact figure and
// its source.
package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"runtime"
	"syscall"
	_ "time/tzdata" // quiet hours name a time zone, which small machines may not know

	"policybot/bot/discord"
)

// fileSizeSignal is SIGXFSZ, which a write over the limit of a file's size raises
// beside failing: the failure is handled, the signal would end the program.
const fileSizeSignal = syscall.Signal(25)

func main() {
	if runtime.GOOS != "windows" {
		signal.Ignore(fileSizeSignal)
	}
	// What the environment says already goes before the file.
	if err := loadEnvironment(".env", os.Stderr); err != nil {
		fmt.Fprintf(os.Stderr, "policybot: %s\n", redacted(err.Error()))
		os.Exit(exitFailure)
	}
	slog.SetDefault(slog.New(discord.Redact(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}), os.Getenv("DISCORD_TOKEN"))))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
