// Command gen renders the pictures of the README from real replies: cards as a
// local Discord receives them, and what the program prints on a terminal. Beside
// each picture it writes the words in it, which a test holds to what the program
// says today.
//
// It needs chromium, script (of util-linux), and the fonts Noto Sans CJK and Noto
// Color Emoji.
package main

//go:generate go run .

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"html"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"log"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"policybot/bot/discord/discordtest"
)

// mostBytes is how large a picture may be.
const mostBytes = 150_000

// cards are asked on the local Discord.
var cards = []struct{ name, locale, question string }{
	{"card-en", "en-US", "How many 5G base stations will be built in 2020?"},
	{"card-zh", "zh-CN", "江苏延期偿还的贷款本金一共多少?"},
}

// sessions are typed on a terminal.
var sessions = []struct {
	name      string
	questions []string
}{
	{"terminal-en", []string{"How long does an export tax refund take?", "How many 5G base stations will Zhejiang build?"}},
	{"terminal-zh", []string{"江苏办理出口退税平均要多久?", "浙江今年要建多少座5G基站?"}},
}

func main() {
	log.SetFlags(0)
	work, err := os.MkdirTemp("", "pictures-*")
	if err != nil {
		log.Fatal(err)
	}
	err = generate(work, "..")
	os.RemoveAll(work)
	if err != nil {
		log.Fatal(err)
	}
}

func generate(work, out string) error {
	program := filepath.Join(work, "policybot")
	build := exec.Command("go", "build", "-o", program, "policybot/cmd/policybot")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return fmt.Errorf("build policybot: %w", err)
	}
	if err := renderCards(program, work, out); err != nil {
		return err
	}
	for _, s := range sessions {
		var page, words strings.Builder
		for i, q := range s.questions {
			line := `policybot ask "` + q + `"`
			cmd := exec.Command("script", "-qec", line, os.DevNull)
			cmd.Env = append(os.Environ(), "PATH="+work+":"+os.Getenv("PATH"), "POLICYBOT_BASE=", "POLICYBOT_DATA="+work, "TERM=xterm-256color", "SHELL=/bin/sh")
			printed, _ := cmd.Output() // exit status 1 is "not found"
			said := strings.TrimRight(strings.ReplaceAll(string(printed), "\r\n", "\n"), "\n")
			if i > 0 {
				page.WriteString("\n")
			}
			fmt.Fprintf(&page, `<span class="p">$</span> %s`+"\n%s\n", html.EscapeString(line), terminalHTML(said))
			fmt.Fprintf(&words, "$ %s\n%s\n", line, escape.ReplaceAllString(said, ""))
		}
		if err := picture(work, filepath.Join(out, s.name), terminalPage(page.String()), words.String(), 860); err != nil {
			return err
		}
	}
	return nil
}

func renderCards(program, work, out string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	d, err := discordtest.Open()
	if err != nil {
		return err
	}
	defer d.Close()
	serve := exec.CommandContext(ctx, program, "serve")
	serve.Dir = work
	serve.Env = append(os.Environ(), "POLICYBOT_BASE=", "POLICYBOT_DATA="+filepath.Join(work, "data"), "POLICYBOT_HTTP=", "DISCORD_TOKEN="+d.Token, "POLICYBOT_DISCORD_API="+d.URL)
	if err := serve.Start(); err != nil {
		return err
	}
	defer func() { _ = serve.Process.Kill(); _ = serve.Wait() }()
	guild := d.NewGuild()
	who := d.NewPerson(guild, d.NewChannel(guild, discordtest.TextChannel))
	if err := d.Await(ctx, "the bot", func() bool { return d.Connected() && len(d.Commands()) > 0 }); err != nil {
		return err
	}
	for _, c := range cards {
		who.Locale = c.locale
		i, err := d.Command(ctx, who, "ask", map[string]any{"question": c.question})
		if err != nil {
			return fmt.Errorf("ask %q: %w", c.question, err)
		}
		m := i.Reply()
		var body strings.Builder
		for _, part := range m.Body()["components"].([]any) {
			componentHTML(&body, part.(map[string]any))
		}
		if err := picture(work, filepath.Join(out, c.name), cardPage(c.question, body.String()), m.Text()+"\n", 700); err != nil {
			return err
		}
	}
	return nil
}

// componentHTML writes a component as Discord shows it.
func componentHTML(b *strings.Builder, c map[string]any) {
	within := func() {
		parts, _ := c["components"].([]any)
		for _, part := range parts {
			componentHTML(b, part.(map[string]any))
		}
	}
	text, _ := c["content"].(string)
	label, _ := c["label"].(string)
	placeholder, _ := c["placeholder"].(string)
	switch int(c["type"].(float64)) {
	case 17: // container
		edge, _ := c["accent_color"].(float64)
		fmt.Fprintf(b, `<div class="card" style="border-left-color:#%06x">`, int(edge))
		within()
		b.WriteString("</div>")
	case 1: // row
		b.WriteString(`<div class="row">`)
		within()
		b.WriteString("</div>")
	case 2: // button
		if emoji, ok := c["emoji"].(map[string]any); ok {
			label = strings.TrimSpace(fmt.Sprint(emoji["name"], " ", label))
		}
		fmt.Fprintf(b, `<span class="button">%s</span>`, html.EscapeString(label))
	case 14: // separator
		b.WriteString("<hr>")
	case 10: // text
		b.WriteString(markdownHTML(text))
	case 3, 5, 6, 7, 8: // menus
		fmt.Fprintf(b, `<span class="menu">%s ▾</span>`, html.EscapeString(placeholder))
	default:
		within()
	}
}

var (
	escape = regexp.MustCompile("\x1b\\[[0-9;]*[A-Za-z]")
	bold   = regexp.MustCompile(`\*\*(.+?)\*\*`)
	link   = regexp.MustCompile(`\[([^\]]+)\]\((?:&lt;)?[^)]+\)`)
	slash  = regexp.MustCompile("\\\\([\\\\`*_{}\\[\\]()#+\\-.!|>~&;])")
)

// markdownHTML renders the part of Discord's markdown that cards use.
func markdownHTML(text string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(text, "\n") {
		kind := "p"
		for _, k := range []struct{ mark, kind string }{{"### ", "h3"}, {"## ", "h2"}, {"# ", "h1"}, {"-# ", "small"}, {"> ", "quote"}, {"- ", "item"}} {
			if rest, ok := strings.CutPrefix(line, k.mark); ok {
				line, kind = rest, k.kind
				break
			}
		}
		said := html.EscapeString(line)
		said = bold.ReplaceAllString(said, "<b>$1</b>")
		said = link.ReplaceAllString(said, "<a>$1</a>")
		said = slash.ReplaceAllString(said, "$1")
		fmt.Fprintf(&b, `<div class="%s">%s</div>`, kind, said)
	}
	return b.String()
}

// terminalHTML renders the styles that the program uses on a terminal.
func terminalHTML(text string) string {
	text = html.EscapeString(text)
	for code, class := range map[string]string{"1;33": "mark", "1": "bold", "2": "dim"} {
		text = strings.ReplaceAll(text, "\x1b["+code+"m", `<span class="`+class+`">`)
	}
	return escape.ReplaceAllString(strings.ReplaceAll(text, "\x1b[0m", "</span>"), "")
}

func cardPage(question, body string) string {
	return `<meta charset="utf-8"><style>
body{margin:0;padding:16px;background:#313338;color:#dbdee1;font:15px/1.4 "Noto Sans","Noto Sans CJK SC","Noto Color Emoji",sans-serif}
.asked{font-size:13px;color:#949ba4;margin-bottom:8px}
.card{background:#2b2d31;border:1px solid #3f4147;border-left:4px solid;border-radius:8px;padding:12px 16px}
.h1{font-size:24px;font-weight:700;margin:4px 0}.h2{font-size:20px;font-weight:700;margin:4px 0}.h3{font-size:17px;font-weight:700}
.small{font-size:12.5px;color:#949ba4;margin:2px 0}.quote{border-left:4px solid #4e5058;padding-left:10px;margin:2px 0}
.item::before{content:"•  "}hr{border:0;border-top:1px solid #3f4147;margin:10px 0}
b{color:#fff}a{color:#00a8fc}.row{margin-top:8px}
.button{display:inline-block;background:#4e5058;color:#fff;border-radius:8px;padding:5px 14px;margin:2px 8px 2px 0;font-size:13.5px}
.menu{display:block;background:#1e1f22;border-radius:6px;padding:7px 12px;color:#949ba4;font-size:13.5px}
</style><div class="asked">/ask ` + html.EscapeString(question) + `</div>` + body
}

func terminalPage(body string) string {
	return `<meta charset="utf-8"><style>
body{margin:0;padding:16px 18px;background:#1e1e1e;color:#d4d4d4;font:13.5px/1.45 "DejaVu Sans Mono","Noto Sans Mono CJK SC",monospace}
pre{margin:0;font:inherit;white-space:pre-wrap}.p{color:#6a9955}.bold{font-weight:700;color:#fff}.dim{color:#8a8a8a}.mark{font-weight:700;color:#e5c07b}
</style><pre>` + body + `</pre>`
}

// picture renders a page, width pixels wide, into a PNG beside the words in it.
func picture(work, name, page, words string, width int) error {
	source, shot := filepath.Join(work, "page.html"), filepath.Join(work, "shot.png")
	if err := os.WriteFile(source, []byte(page), 0o644); err != nil {
		return err
	}
	cmd := exec.Command("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run",
		"--hide-scrollbars", "--force-device-scale-factor=2", "--user-data-dir="+filepath.Join(work, "chromium"), fmt.Sprintf("--window-size=%d,1400", width), "--screenshot="+shot, "file://"+source)
	if said, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("chromium: %w\n%s", err, said)
	}
	data, err := os.ReadFile(shot)
	if err != nil {
		return err
	}
	whole, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return err
	}
	var out bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&out, palette(trim(whole))); err != nil {
		return err
	}
	if out.Len() > mostBytes {
		return fmt.Errorf("%s.png has %d bytes, want at most %d", name, out.Len(), mostBytes)
	}
	if err := os.WriteFile(name+".png", out.Bytes(), 0o644); err != nil {
		return err
	}
	return os.WriteFile(name+".txt", []byte(words), 0o644)
}

// trim cuts off what is below the last row that shows something.
func trim(img image.Image) image.Image {
	const margin = 32
	bounds := img.Bounds()
	ground := img.At(bounds.Min.X, bounds.Max.Y-1)
	last := bounds.Max.Y - 1
	for ; last > bounds.Min.Y; last-- {
		blank := true
		for x := bounds.Min.X; x < bounds.Max.X && blank; x++ {
			blank = img.At(x, last) == ground
		}
		if !blank {
			break
		}
	}
	rect := image.Rect(bounds.Min.X, bounds.Min.Y, bounds.Max.X, min(last+margin, bounds.Max.Y))
	cut := image.NewRGBA(rect)
	draw.Draw(cut, rect, img, rect.Min, draw.Src)
	return cut
}

// palette reduces a picture to its 256 most frequent colours, which text on one
// ground does not miss.
func palette(img image.Image) image.Image {
	count := map[color.RGBA]int{}
	bounds := img.Bounds()
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			count[color.RGBAModel.Convert(img.At(x, y)).(color.RGBA)]++
		}
	}
	colours := mostFrequent(count, 256)
	out := image.NewPaletted(bounds, colours)
	nearest := map[color.RGBA]uint8{}
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			c := color.RGBAModel.Convert(img.At(x, y)).(color.RGBA)
			index, known := nearest[c]
			if !known {
				index = uint8(colours.Index(c))
				nearest[c] = index
			}
			out.SetColorIndex(x, y, index)
		}
	}
	return out
}

func mostFrequent(count map[color.RGBA]int, most int) color.Palette {
	all := slices.SortedFunc(maps.Keys(count), func(a, b color.RGBA) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a.R, b.R), cmp.Compare(a.G, b.G), cmp.Compare(a.B, b.B))
	})
	colours := make(color.Palette, 0, most)
	for _, c := range all[:min(most, len(all))] {
		colours = append(colours, c)
	}
	return colours
}
