// Package progress shows how far long work is: a bar on a terminal, and
// elsewhere a line for each tenth. Short work shows nothing.
package progress

import (
	"fmt"
	"io"
	"strings"
	"time"

	"policybot/knowledge"
)

// quiet is how long work goes on before it is worth a word.
const quiet = time.Second

// fewest is how many things there are where a tenth is worth a line.
const fewest = 10

// width is that of the bar, in characters.
const width = 24

// Step is how far the work is.
type Step struct {
	Done, Total int
	Figures     int    // found so far; negative where none are looked for
	Name        string // of what was done last, fit for a terminal; may be empty
}

// Bar shows the steps of one piece of work. The zero Bar shows nothing.
type Bar struct {
	Out      io.Writer
	Terminal bool // whether Out is one: lines may be written over
	Language knowledge.Language
	Unit     Unit
	Indexes  bool             // an index is built when all files are read
	Now      func() time.Time // nil for the time of day

	began  time.Time
	last   Step
	tenths int  // told so far
	shown  bool // a bar stands on the terminal
}

// Unit is what is counted.
type Unit int

// Units.
const (
	Files Unit = iota
	Questions
)

func (b *Bar) now() time.Time {
	if b.Now != nil {
		return b.Now()
	}
	return time.Now()
}

// Show takes note of a step, and shows it where the work has been going on for
// a second. The first step starts the clock, unless Start did.
func (b *Bar) Show(s Step) {
	if b.Out == nil {
		return
	}
	b.Start()
	b.last = s
	if b.now().Sub(b.began) < quiet || s.Total <= 0 {
		return
	}
	if b.Terminal {
		b.shown = true
		line := b.bar() + "  " + b.counts()
		if s.Name != "" && s.Done < s.Total {
			line += "  " + s.Name
		}
		fmt.Fprintf(b.Out, "\r\x1b[K%s", cut(line))
		return
	}
	if tenth := s.Done * 10 / s.Total; s.Total >= fewest && tenth > b.tenths {
		b.tenths = tenth
		fmt.Fprintf(b.Out, "%d %% · %s\n", s.Done*100/s.Total, b.counts())
	}
}

// Start starts the clock.
func (b *Bar) Start() {
	if b.began.IsZero() {
		b.began = b.now()
	}
}

// Clear takes the bar off the terminal.
func (b *Bar) Clear() {
	if b.shown {
		fmt.Fprint(b.Out, "\r\x1b[K")
		b.shown = false
	}
}

// Last is the last step that was shown.
func (b *Bar) Last() Step { return b.last }

func (b *Bar) bar() string {
	full := min(b.last.Done*width/b.last.Total, width)
	return strings.Repeat("█", full) + strings.Repeat("░", width-full)
}

// counts says how much is done, what was found, and how long the rest takes.
func (b *Bar) counts() string {
	s := b.last
	parts := []string{fmt.Sprintf(b.say([]string{"已读 %d/%d 个文件", "已答 %d/%d 个问题"}[b.Unit], []string{"%d of %d files", "%d of %d questions"}[b.Unit]), s.Done, s.Total)}
	if s.Figures >= 0 && b.Unit == Files {
		parts = append(parts, fmt.Sprintf(b.say("%d 个数字", "%d figures"), s.Figures))
	}
	switch {
	case s.Done == s.Total && b.Indexes:
		parts = append(parts, b.say("正在建立索引 …", "building the index …"))
	case s.Done > 0 && s.Done < s.Total:
		left := b.now().Sub(b.began) * time.Duration(s.Total-s.Done) / time.Duration(s.Done)
		parts = append(parts, fmt.Sprintf(b.say("还需约 %s", "about %s left"), b.rough(left)))
	}
	return strings.Join(parts, " · ")
}

// rough says a time as exactly as a guess deserves.
func (b *Bar) rough(d time.Duration) string {
	switch {
	case d < 10*time.Second:
		return fmt.Sprintf(b.say("%d 秒", "%d s"), max(1, int(d.Round(time.Second)/time.Second)))
	case d < time.Minute:
		return fmt.Sprintf(b.say("%d 秒", "%d s"), int(d.Round(5*time.Second)/time.Second))
	}
	return fmt.Sprintf(b.say("%d 分钟", "%d min"), int((d+30*time.Second)/time.Minute))
}

func (b *Bar) say(chinese, english string) string {
	if b.Language == knowledge.Chinese {
		return chinese
	}
	return english
}

// cut keeps a line within a terminal of the usual width; a Chinese character
// takes two columns.
func cut(line string) string {
	const columns = 79
	at := 0
	for i, r := range line {
		at++
		if r >= 0x2e80 { // Chinese
			at++
		}
		if at > columns {
			return line[:i]
		}
	}
	return line
}
