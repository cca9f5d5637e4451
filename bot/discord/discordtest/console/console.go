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
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"policybot/bot/discord/discordtest"
)

const manual = `/ask question:How many firms had loan principal deferred?
                       a command, as on Discord; the first option may go without its name,
                       a file is given by its path: /policy add file:./rules.md
/                      lists the commands
click Share            press a button of the last message by its label
choose Language zh     choose from a menu of the last message by its placeholder
submit too old         send the form that is open
menu Look up policy    use a menu command on the last message
say hello              write a message that mentions the bot
reply and for Suzhou?  answer the last message
go direct              go to your direct messages with the bot; go channel, go thread: back, or
                       to the thread below the last answer that has one
as bob                 be somebody else, a member without rights; as manager: be yourself
locale zh-CN           speak another language: en-US, zh-CN, zh-TW
quit

What the bot writes by itself, notices of changes too, is shown as it comes.`

func main() {
	if err := run(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintf(os.Stderr, "console: %v\n", err)
		os.Exit(1)
	}
}

// run plays what in says until it ends, and writes what a person sees to out.
func run(in io.Reader, out io.Writer) error {
	d, err := discordtest.Open()
	if err != nil {
		return err
	}
	defer d.Close()
	p := newPlayer(d, out)
	p.print("A local Discord is at %s. Start the bot on it in another terminal:\n\n    DISCORD_TOKEN=%s POLICYBOT_DISCORD_API=%s go run ./cmd/policybot serve\n", d.URL, d.Token, d.URL)
	if err := d.Await(context.Background(), "the bot", d.Connected); err != nil {
		return err
	}
	p.print("The bot is here. Type help for what you can do.\n")
	ctx, stop := context.WithCancel(context.Background())
	var watching sync.WaitGroup
	watching.Go(func() { p.watch(ctx) })
	defer watching.Wait()
	defer stop()
	for lines := bufio.NewScanner(in); lines.Scan(); {
		line := strings.TrimSpace(lines.Text())
		if line == "quit" {
			return nil
		}
		if err := p.play(line); err != nil {
			p.print("! %v", err)
		}
	}
	return nil
}

// player is the person at the keyboard.
type player struct {
	*discordtest.Discord
	channel string             // of the server
	home    discordtest.Person // the person as they came: watch uses it while me changes
	me      discordtest.Person
	others  map[string]discordtest.Person
	who     discordtest.Person // who it is just now, and where
	form    *discordtest.Interaction

	mu    sync.Mutex // of what follows, which watch uses too
	out   io.Writer
	last  *discordtest.Message
	shown map[string]bool // ids of messages
}

func newPlayer(d *discordtest.Discord, out io.Writer) *player {
	guild := d.NewGuild()
	channel := d.NewChannel(guild, discordtest.TextChannel)
	me := d.NewPerson(guild, channel)
	me.Permissions = discordtest.ManageGuild
	return &player{Discord: d, channel: channel, home: me, me: me, who: me, out: out, others: map[string]discordtest.Person{}, shown: map[string]bool{}}
}

func (p *player) print(format string, args ...any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	fmt.Fprintf(p.out, format+"\n", args...)
}

// watch shows what the bot writes, wherever the person would see it.
func (p *player) watch(ctx context.Context) {
	for ctx.Err() == nil {
		found := false
		err := p.Await(ctx, "a message", func() bool {
			found = p.showNew() || found
			return found
		})
		if err != nil {
			return
		}
	}
}

// showNew shows the messages of the bot that have not been shown, and reports
// whether there are any.
func (p *player) showNew() bool {
	found := false
	for _, place := range p.places() {
		for _, m := range p.Messages(place.id) {
			if m.Author == p.Application && p.show(m, place.name) {
				found = true
			}
		}
	}
	return found
}

// place is a channel with what it is called here.
type place struct{ id, name string }

func (p *player) places() []place {
	list := []place{{p.channel, "in the channel"}, {p.Direct(p.home), "direct message"}}
	for _, thread := range p.Threads(p.home.Guild) {
		list = append(list, place{thread, "in a thread"})
	}
	return list
}

// show shows a message once, and reports whether it has.
func (p *player) show(m *discordtest.Message, where string) bool {
	if m == nil {
		return false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	key := m.ID + m.Text() // one that was changed is shown again
	if p.shown[key] {
		return false
	}
	p.shown[key] = true
	p.last = m
	if m.Ephemeral {
		where = "only you can see this"
	}
	fmt.Fprintf(p.out, "(%s)\n%s\n\n", where, m.Text())
	return true
}

// answerWithin is how long the bot may take.
const answerWithin = time.Minute

// play does what a line says.
func (p *player) play(line string) error {
	ctx, cancel := context.WithTimeout(context.Background(), answerWithin)
	defer cancel()
	verb, rest, _ := strings.Cut(line, " ")
	rest = strings.TrimSpace(rest)
	switch verb {
	case "":
		return nil
	case "help":
		p.print("%s", manual)
		return nil
	case "/":
		p.print("%s", strings.Join(p.Commands(), ", "))
		return nil
	case "locale":
		p.who.Locale, p.me.Locale = rest, rest
		return nil
	case "as":
		p.be(rest)
		return nil
	case "go":
		return p.goTo(rest)
	case "say", "reply":
		return p.say(verb, rest)
	}
	i, err := p.act(ctx, line, verb, rest)
	if err != nil {
		return err
	}
	if i.Modal != nil {
		p.form = i
		p.print("A form opens: %v. Send it with submit.", i.Modal["title"])
		return nil
	}
	p.show(i.Reply(), "shown to everybody")
	return nil
}

// act uses a command, a button, a menu or a form.
func (p *player) act(ctx context.Context, line, verb, rest string) (*discordtest.Interaction, error) {
	if strings.HasPrefix(line, "/") {
		name, options, err := p.parse(line[1:])
		if err != nil {
			return nil, err
		}
		return p.Command(ctx, p.who, name, options)
	}
	if verb == "submit" {
		if p.form == nil {
			return nil, fmt.Errorf("no form is open")
		}
		return p.form.Submit(ctx, fields(p.form.Modal, rest))
	}
	p.mu.Lock()
	last := p.last
	p.mu.Unlock()
	if last == nil {
		return nil, fmt.Errorf("there is no message yet; begin with a command such as /help")
	}
	switch verb {
	case "click":
		return p.Click(ctx, p.who, last, rest)
	case "choose":
		words := strings.Fields(rest)
		if len(words) < 2 {
			return nil, fmt.Errorf("choose what? choose PLACEHOLDER VALUE")
		}
		return p.Select(ctx, p.who, last, strings.Join(words[:len(words)-1], " "), words[len(words)-1])
	case "menu":
		return p.Menu(ctx, p.who, rest, last)
	}
	return nil, fmt.Errorf("not understood; type help")
}

// be makes the person somebody else.
func (p *player) be(name string) {
	channel := p.who.Channel
	if name == "" || name == "manager" || name == "me" {
		p.who = p.me
	} else {
		other, known := p.others[name]
		if !known {
			other = p.NewPerson(p.me.Guild, p.channel)
			p.others[name] = other
		}
		p.who = other
	}
	p.who.Locale = p.me.Locale
	if p.who.Guild != "" && !strings.HasPrefix(channel, "dm") {
		p.who.Channel = channel
	}
}

// goTo takes the person to another place.
func (p *player) goTo(where string) error {
	switch where {
	case "direct":
		p.who.Guild, p.who.Channel = "", p.Direct(p.who)
	case "channel":
		p.who.Guild, p.who.Channel = p.me.Guild, p.channel
	case "thread":
		threads := p.Threads(p.home.Guild)
		if len(threads) == 0 {
			return fmt.Errorf("there is no thread yet; /policy settings, Change threads, opens one below each public answer to /ask")
		}
		p.who.Guild, p.who.Channel = p.me.Guild, threads[len(threads)-1]
	default:
		return fmt.Errorf("go where? go channel, go direct or go thread")
	}
	return nil
}

// say writes a message to the bot, or answers the last one.
func (p *player) say(verb, words string) error {
	if verb == "say" {
		if p.who.Guild != "" {
			words = "<@" + p.Application + "> " + words
		}
		p.Say(p.who, words, nil)
		return nil
	}
	p.mu.Lock()
	last := p.last
	p.mu.Unlock()
	if last == nil || last.Ephemeral {
		return fmt.Errorf("there is nothing to answer: what only you see cannot be answered; ask with public:true, or press Share")
	}
	p.who.Channel = last.Channel
	p.Say(p.who, words, last)
	return nil
}
