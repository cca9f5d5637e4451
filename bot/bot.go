// Package bot is the assistant without a face: it opens a base, answers and
// searches, and reads the base again when its files change. It does not know
// which face asked. What must survive a restart is kept by package state; who
// is told of a change is decided by package notify.
//
// Most callers want [Open] and [Bot.Ask]. A Bot is safe for use by several
// goroutines; questions see one revision of the base or the next, never half.
package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"policybot/bot/state"
	"policybot/index"
	"policybot/knowledge"
	"policybot/knowledge/ingest"
	"policybot/knowledge/jiangsu"
)

// Asker is who asks, and where.
type Asker = state.Asker

// Config says what a Bot works on.
type Config struct {
	Base     string                // directory of the base; "" means the built-in one
	Files    func() (fs.FS, error) // the files of a base that is no directory; nil for the others
	Server   string                // whose base it is in the store: that of a server, or [state.OperatorBase]
	Data     string                // directory of what must be kept; "" keeps everything in memory
	Derived  string                // directory of indexes and caches; "" means Data
	Workers  int                   // files read at once; 0 means as many as there are processors
	Log      *slog.Logger
	Progress func(ingest.Step) // called as files are read; may be nil
}

// Bot answers from one base, which Refresh may replace at any time.
type Bot struct {
	config Config
	log    *slog.Logger

	mu      sync.RWMutex
	current *revision

	held       atomic.Pointer[Held]
	keepers    atomic.Pointer[Keepers]
	refreshing sync.Mutex // held by Refresh
	seen       string     // the files as they were when the base in service was read; "" where that is not certain
}

// cacheDir holds the parsed form of files, below the data directory.
const cacheDir = "cache"

// revision is an index in service, closed when the last question that uses it
// is answered.
type revision struct {
	index *index.Index
	users sync.WaitGroup
}

// Open reads the base and opens its index.
func Open(ctx context.Context, config Config) (*Bot, error) {
	b := &Bot{config: config, log: config.Log}
	if b.log == nil {
		b.log = slog.New(slog.DiscardHandler)
	}
	base, err := b.read(ctx)
	if err != nil {
		return nil, err
	}
	x, err := b.openIndex(ctx, base)
	if err != nil {
		return nil, err
	}
	b.current = &revision{index: x}
	return b, nil
}

// read reads the base afresh, and notes how its files looked before.
func (b *Bot) read(ctx context.Context) (*knowledge.Base, error) {
	options := ingest.Options{Progress: b.config.Progress}
	options.Workers = b.config.Workers
	read := func() (*knowledge.Base, error) { return ingest.Read(ctx, jiangsu.Files(), options) }
	switch {
	case b.config.Files != nil:
		options.Cache = b.cache()
		read = func() (*knowledge.Base, error) {
			files, err := b.config.Files()
			if err != nil {
				return nil, err
			}
			return ingest.Read(ctx, files, options)
		}
	case b.config.Base != "":
		info, err := os.Stat(b.config.Base)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil, fmt.Errorf("read the base: %s does not exist; name a directory with policy documents", b.config.Base)
		case err != nil:
			return nil, fmt.Errorf("read the base: %w", err)
		case !info.IsDir():
			return nil, fmt.Errorf("read the base: %s is a file; name the directory it is in", b.config.Base)
		}
		options.Cache = b.cache()
		read = func() (*knowledge.Base, error) { return ingest.ReadDir(ctx, b.config.Base, b.config.Data, options) }
	}
	seen, certain, err := b.look()
	if err != nil {
		return nil, fmt.Errorf("read the base: %w", err)
	}
	base, err := read()
	if err != nil {
		return nil, fmt.Errorf("read the base: %w", err)
	}
	b.seen = ""
	if certain {
		b.seen = seen
	}
	return base, nil
}

// builtIn reports whether the base is the one in the program.
func (b *Bot) builtIn() bool { return b.config.Base == "" && b.config.Files == nil }

// derived is the directory of what can be made again, "" for none.
func (b *Bot) derived() string { return cmp.Or(b.config.Derived, b.config.Data) }

// cache is the directory of the parsed form of files, "" for none.
func (b *Bot) cache() string {
	if b.derived() == "" {
		return ""
	}
	return filepath.Join(b.derived(), cacheDir)
}

// openIndex opens the index of a base: in memory for the built-in one, which
// is small, else in the data directory.
func (b *Bot) openIndex(ctx context.Context, base *knowledge.Base) (*index.Index, error) {
	dir := ""
	if derived := b.derived(); !b.builtIn() && derived != "" {
		dir = filepath.Join(derived, "index")
	}
	x, err := index.Open(ctx, dir, base)
	if err != nil {
		return nil, fmt.Errorf("open the index: %w", err)
	}
	return x, nil
}

// Close ends the bot once the questions under way are answered.
func (b *Bot) Close() error {
	b.mu.Lock()
	current := b.current
	b.current = nil
	b.mu.Unlock()
	if current == nil {
		return nil
	}
	current.users.Wait()
	return current.index.Close()
}

// errClosed is returned for questions after Close.
var errClosed = errors.New("the bot is closed")

// use calls f with the index in service, which stays open until f returns.
func (b *Bot) use(f func(*index.Index) error) error {
	b.mu.RLock()
	current := b.current
	if current != nil {
		current.users.Add(1)
	}
	b.mu.RUnlock()
	if current == nil {
		return errClosed
	}
	defer current.users.Done()
	return f(current.index)
}

// Index calls f with the index in service, which stays open until f returns.
func (b *Bot) Index(f func(*index.Index) error) error { return b.use(f) }

// swap puts another index into service and closes the old one when the last
// question that uses it is answered.
func (b *Bot) swap(x *index.Index) {
	b.mu.Lock()
	old := b.current
	b.current = &revision{index: x}
	b.mu.Unlock()
	if old == nil {
		return
	}
	go func() {
		old.users.Wait()
		if err := old.index.Close(); err != nil {
			b.log.Error("close the replaced index", "error", err)
		}
	}()
}

// Base returns the base in service, an empty one after Close.
func (b *Bot) Base() *knowledge.Base {
	if base := b.serving(); base != nil {
		return base
	}
	return &knowledge.Base{}
}

// Serving reports whether a base is in service: not after Close.
func (b *Bot) Serving() bool { return b.serving() != nil }

// serving is the base in service, or nil after Close.
func (b *Bot) serving() *knowledge.Base {
	var base *knowledge.Base
	_ = b.use(func(x *index.Index) error {
		base = x.Base()
		return nil
	})
	return base
}

// Ask answers a question, from Discord and the command line alike. An answer
// that is less sure than the asker wants is given as what is closest, not as
// the answer.
func (b *Bot) Ask(ctx context.Context, who Asker, question string) (*index.Answer, error) {
	return b.AskAfter(ctx, who, index.Turn{}, question)
}

// AskAfter is Ask for what is said after another question of the same
// conversation, which completes it where it does not stand by itself.
func (b *Bot) AskAfter(ctx context.Context, who Asker, before index.Turn, question string) (*index.Answer, error) {
	var answer *index.Answer
	err := b.use(func(x *index.Index) error {
		q := index.ParseQuery(question)
		if who.Language != "" {
			q.Reply = who.Language
		}
		var err error
		if answer, err = x.AnswerAfter(ctx, before, q); err != nil {
			return err
		}
		answer.Revision = x.Base().Revision
		if answer.Status == index.Answered && answer.Confidence < who.Sure {
			index.Offer(answer)
		}
		return nil
	})
	return answer, err
}

// Search lists what matches the words.
func (b *Bot) Search(ctx context.Context, who Asker, words string, page index.Page) (index.Results, error) {
	var results index.Results
	err := b.use(func(x *index.Index) error {
		q := index.ParseQuery(words)
		if who.Language != "" {
			q.Reply = who.Language
		}
		var err error
		results, err = x.Search(ctx, q, page)
		return err
	})
	return results, err
}

// Measures returns the measures of the base in service, in its order; none
// after Close.
func (b *Bot) Measures() []knowledge.Measure { return b.Base().Measures }

// Measure returns the measure with the given id, or nil. After Close there is
// none.
func (b *Bot) Measure(id knowledge.MeasureID) *knowledge.Measure { return b.Base().Measure(id) }
