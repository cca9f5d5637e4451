// Command console runs a local Discord, so that the bot can be tried without
// an account: type what you would type on Discord and read what you would see.
//
//	go run ./bot/discord/discordtest/console
//
// It prints the command that starts the bot on it, to be run in a second
// terminal.
package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"policybot/bot/discord/discordtest"
)

const manual = `/ask question:How many firms had loan principal deferred?
                          a command; options as name:value, the first may go without its name
click 分享                press a button of the last message by its label
choose Language zh        choose from a menu of the last message by its placeholder
submit reason=too old     send the form that is open
menu Look up policy       use a menu command on the last message
say hello                 write a message that mentions the bot
locale zh-CN              speak another language
quit`

func main() {
	if err := run(); err != nil {
		fmt.Fprintf(os.Stderr, "console: %v\n", err)
		os.Exit(1)
	}
}

func run() error {
	d, err := discordtest.Open()
	if err != nil {
		return err
	}
	defer d.Close()
	guild := d.NewGuild()
	channel := d.NewChannel(guild, discordtest.TextChannel)
	who := d.NewPerson(guild, channel)
	who.Permissions = discordtest.ManageGuild
	fmt.Printf("A local Discord is at %s. Start the bot on it in another terminal:\n\n    DISCORD_TOKEN=%s POLICYBOT_DISCORD_API=%s go run ./cmd/policybot serve\n\n", d.URL, d.Token, d.URL)
	if err := d.Await(context.Background(), "the bot", d.Connected); err != nil {
		return err
	}
	fmt.Printf("The bot is here. Type help for what you can do.\n\n> ")
	p := player{Discord: d, who: who}
	for in := bufio.NewScanner(os.Stdin); in.Scan(); fmt.Print("> ") {
		line := strings.TrimSpace(in.Text())
		if line == "quit" {
			break
		}
		if err := p.play(line); err != nil {
			fmt.Println("!", err)
		}
	}
	return nil
}

// player is the person at the keyboard.
type player struct {
	*discordtest.Discord
	who  discordtest.Person
	last *discordtest.Interaction
	seen *discordtest.Message
}

// play does what a line says and prints what the person sees.
func (p *player) play(line string) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	verb, rest, _ := strings.Cut(line, " ")
	rest = strings.TrimSpace(rest)
	if p.seen == nil && (verb == "click" || verb == "choose" || verb == "menu") {
		return fmt.Errorf("there is no message yet; begin with a command such as /help")
	}
	var i *discordtest.Interaction
	var err error
	switch {
	case line == "":
		return nil
	case line == "help":
		fmt.Println(manual)
		return nil
	case verb == "locale":
		p.who.Locale = rest
		return nil
	case verb == "say":
		return p.say(ctx, rest)
	case strings.HasPrefix(line, "/"):
		name, options := parse(line[1:])
		i, err = p.Command(ctx, p.who, name, options)
	case verb == "click":
		i, err = p.Click(ctx, p.who, p.seen, rest)
	case verb == "choose":
		words := strings.Fields(rest)
		if len(words) < 2 {
			return fmt.Errorf("choose what? choose PLACEHOLDER VALUE")
		}
		i, err = p.Select(ctx, p.who, p.seen, strings.Join(words[:len(words)-1], " "), words[len(words)-1])
	case verb == "menu":
		i, err = p.Menu(ctx, p.who, rest, p.seen)
	case verb == "submit" && p.last != nil:
		values := map[string]string{}
		name, value, _ := strings.Cut(rest, "=")
		values[name] = value
		i, err = p.last.Submit(ctx, values)
	default:
		return fmt.Errorf("not understood; type help")
	}
	if err != nil {
		return err
	}
	p.last = i
	if i.Modal != nil {
		fmt.Printf("A form opens: %v\n", i.Modal["title"])
		return nil
	}
	p.show(i.Reply())
	return nil
}

// say writes a message to the bot and waits for its answer.
func (p *player) say(ctx context.Context, words string) error {
	before := len(p.Messages(p.who.Channel))
	p.Say(p.who, "<@"+p.Application+"> "+words, nil)
	var all []*discordtest.Message
	err := p.Await(ctx, "an answer", func() bool {
		all = p.Messages(p.who.Channel)
		return len(all) > before+1
	})
	if err == nil {
		p.show(all[len(all)-1])
	}
	return err
}

func (p *player) show(m *discordtest.Message) {
	if m == nil {
		return
	}
	p.seen = m
	if m.Ephemeral {
		fmt.Println("(only you can see this)")
	}
	fmt.Println(m.Text())
	fmt.Println()
}

// parse reads a command as Discord's client shows it: words up to the first
// option are its name.
func parse(line string) (string, map[string]any) {
	words := strings.Fields(line)
	name := words[0]
	first := map[string]string{"ask": "question", "search": "words", "measure": "name"}[name]
	options, key := map[string]any{}, first
	for _, w := range words[1:] {
		if k, v, found := strings.Cut(w, ":"); found && (k == "question" || k == "words" || k == "name" || k == "topic" || k == "agency" || k == "public") {
			key, w = k, v
		}
		if key == "" {
			name += " " + w
			continue
		}
		if old, given := options[key].(string); given {
			w = old + " " + w
		}
		options[key] = w
	}
	if public, given := options["public"].(string); given {
		b, _ := strconv.ParseBool(public)
		options["public"] = b
	}
	return name, options
}
