package shelf

import (
	"cmp"
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"policybot/bot"
	"policybot/bot/state"
	"policybot/knowledge"
)

// Directories below the data directory.
const (
	basesDir   = "bases"   // what servers have put in, by server
	derivedDir = "derived" // their indexes and caches, which can be made again
)

// readingDir is below derived: where files are read alone, it holds what makes
// that quick.
const readingDir = "reading"

// How many bases are open, and for how long nothing is asked of one that is.
const (
	idleTime = 10 * time.Minute
	mostOpen = 64
)

// Options say how the bases of servers are held.
type Options struct {
	Data      string // the data directory; "" keeps no bases of servers
	Store     *state.Store
	Operator  *bot.Bot     // the operator's base
	Limits    state.Limits // of each server
	FileBytes int64        // of one document; 0 is no limit
	Log       *slog.Logger
	Changed   func() // called when the change log has grown; may be nil
}

// Shelf holds the bases of servers. It is safe for use by several goroutines.
type Shelf struct {
	Options
	reading chan struct{} // held by whoever reads what was put in

	mu     sync.Mutex
	open   map[string]*opened
	edits  map[string]*sync.Mutex // held while the documents of a server change
	closed bool
	empty  *bot.Bot // what is asked where a server sees no base
}

// opened is the base of one server.
type opened struct {
	ready  chan struct{} // closed when it is open, or could not be opened
	bot    *bot.Bot
	err    error
	users  int
	used   time.Time
	merged *merged // with the operator's; nil before it was asked for
}

// New returns a shelf on which no base is open.
func New(ctx context.Context, o Options) (*Shelf, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	empty, err := bot.Open(ctx, bot.Config{Files: func() (fs.FS, error) { return embed.FS{}, nil }})
	if err != nil {
		return nil, fmt.Errorf("open an empty base: %w", err)
	}
	return &Shelf{Options: o, reading: make(chan struct{}, max(runtime.GOMAXPROCS(0)/2, 1)),
		open: map[string]*opened{}, edits: map[string]*sync.Mutex{}, empty: empty}, nil
}

// errClosed is returned after Close.
var errClosed = errors.New("the bases of servers are closed")

// Close closes every base once it is not used any more.
func (s *Shelf) Close() error {
	s.mu.Lock()
	s.closed = true
	open := s.open
	s.open = map[string]*opened{}
	s.mu.Unlock()
	err := s.empty.Close()
	for _, o := range open {
		<-o.ready
		if o.bot != nil {
			err = errors.Join(err, o.bot.Close())
		}
	}
	return err
}

// directory is where the files of a server are kept.
func (s *Shelf) directory(server string) string {
	return filepath.Join(s.Data, basesDir, filepath.Base(server))
}

func (s *Shelf) derived(server string) string {
	return filepath.Join(s.Data, derivedDir, filepath.Base(server))
}

// files are the documents of a server as they are now.
func (s *Shelf) files(server string) (fs.FS, error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	documents, err := s.Store.ServerDocuments(ctx, server)
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, d := range documents {
		names[d.Name] = bot.KeptName(d.Name, d.Hash)
	}
	dir := filepath.Join(s.directory(server), bot.VersionsDir)
	return bot.KeptFiles(dir, names), os.MkdirAll(dir, 0o700)
}

// acquire opens the base of a server, unless it is open, and holds it open
// until release is called.
func (s *Shelf) acquire(ctx context.Context, server string) (o *opened, release func(), err error) {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return nil, nil, errClosed
	}
	o = s.open[server]
	if o == nil {
		o = &opened{ready: make(chan struct{})}
		s.open[server] = o
		go s.start(server, o)
	}
	o.users++
	s.mu.Unlock()
	select {
	case <-o.ready:
		err = o.err
	case <-ctx.Done():
		err = ctx.Err()
	}
	if err != nil {
		s.release(o)
		return nil, nil, fmt.Errorf("open the base of server %s: %w", server, err)
	}
	return o, sync.OnceFunc(func() { s.release(o) }), nil
}

func (s *Shelf) release(o *opened) {
	s.mu.Lock()
	o.users--
	o.used = time.Now()
	s.mu.Unlock()
	s.closeIdle()
	time.AfterFunc(idleTime+time.Second, s.closeIdle)
}

// start opens a base and puts what was put in last into service. One that
// cannot be opened is tried again by whoever asks next.
func (s *Shelf) start(server string, o *opened) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Minute)
	defer cancel()
	defer close(o.ready)
	o.bot, o.err = s.openBot(ctx, server)
	if o.err == nil {
		if err := s.serveEdit(ctx, server, o.bot); err != nil {
			s.Log.Error("what a server put in is not told", "guild", server, "error", err)
		}
		return
	}
	s.mu.Lock()
	if s.open[server] == o {
		delete(s.open, server)
	}
	s.mu.Unlock()
}

func (s *Shelf) openBot(ctx context.Context, server string) (b *bot.Bot, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("panic: %v", v)
		}
	}()
	return bot.Open(ctx, bot.Config{Server: server, Files: func() (fs.FS, error) { return s.files(server) },
		Data: s.directory(server), Derived: s.derived(server), Workers: 1, Log: s.Log.With("guild", server)})
}

// serveEdit puts the documents of a server into service as they are now, and
// what changed into the change log. It is called by whoever opens or changes
// them; again, it repeats nothing.
func (s *Shelf) serveEdit(ctx context.Context, server string, b *bot.Bot) error {
	edit, _, err := s.Store.EditOf(ctx, server)
	if err != nil || edit == 0 { // nothing was put in yet: what comes first is not told as added
		return err
	}
	done, err := b.RefreshAccepting(ctx, s.Store)
	if err != nil {
		return err
	}
	if len(done.Changes) > 0 && s.Changed != nil {
		s.Changed()
	}
	return s.Store.ServedEdit(ctx, server, edit)
}

// closeIdle closes the bases of which nothing is asked.
func (s *Shelf) closeIdle() {
	s.mu.Lock()
	var idle []*opened
	drop := func(server string, o *opened) {
		delete(s.open, server)
		idle = append(idle, o)
	}
	for server, o := range s.open {
		if o.users == 0 && time.Since(o.used) > idleTime {
			drop(server, o)
		}
	}
	for len(s.open) > mostOpen {
		oldest := ""
		for server, o := range s.open {
			if o.users == 0 && (oldest == "" || o.used.Before(s.open[oldest].used)) {
				oldest = server
			}
		}
		if oldest == "" {
			break
		}
		drop(oldest, s.open[oldest])
	}
	s.mu.Unlock()
	for _, o := range idle {
		if o.bot == nil {
			continue
		}
		if err := o.bot.Close(); err != nil {
			s.Log.Warn("close the base of a server", "error", err)
		}
	}
}

// Open is how many bases of servers are open.
func (s *Shelf) Open() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.open)
}

// Resume puts into service what servers had put in when the program ended.
func (s *Shelf) Resume(ctx context.Context) {
	behind, err := s.Store.ServersBehind(ctx)
	if err != nil {
		s.Log.Error("what servers put in is not taken up", "error", err)
	}
	for _, server := range behind {
		_, release, err := s.acquire(ctx, server)
		if ctx.Err() != nil {
			return
		}
		if err != nil {
			s.Log.Error("what a server put in is not taken up", "guild", server, "error", err)
			continue
		}
		release()
	}
}

// Forget removes everything that a server has put in.
func (s *Shelf) Forget(server string) error {
	defer s.editing(server)()
	s.mu.Lock()
	o := s.open[server]
	delete(s.open, server)
	s.mu.Unlock()
	if o != nil {
		<-o.ready
		if o.bot != nil {
			if err := o.bot.Close(); err != nil {
				s.Log.Warn("close the base of a server", "error", err)
			}
		}
	}
	if s.Data == "" || server == "" {
		return nil
	}
	return cmp.Or(os.RemoveAll(s.directory(server)), os.RemoveAll(s.derived(server)))
}

// editing waits until nobody else changes the documents of a server; what it
// returns lets the next.
func (s *Shelf) editing(server string) (done func()) {
	s.mu.Lock()
	lock := s.edits[server]
	if lock == nil {
		lock = &sync.Mutex{}
		s.edits[server] = lock
	}
	s.mu.Unlock()
	lock.Lock()
	return lock.Unlock
}

// merged is the base of a server with the operator's beside it.
type merged struct {
	own, operator string // revisions
	base          *knowledge.Base
}

// mergedBase returns two bases as one, to list and to name what is in them. Of
// two things with the same id the server's own is found. The facts, of which a
// large base has very many, are left where they are: see [Reader.Facts].
func mergedBase(own, operator *knowledge.Base) *knowledge.Base {
	both := &knowledge.Base{
		Name: own.Name, Languages: own.Languages, Region: own.Region, TimeZone: cmp.Or(own.TimeZone, operator.TimeZone),
		Documents: join(own.Documents, operator.Documents), Measures: join(own.Measures, operator.Measures),
		Problems: own.Problems, Revision: own.Revision,
	}
	both.Topics = join(own.Topics, nil)
	for _, t := range operator.Topics {
		if own.Topic(t.ID) == nil {
			both.Topics = append(both.Topics, t)
		}
	}
	both.Number()
	return both
}

func join[T any](a, b []T) []T { return append(append(make([]T, 0, len(a)+len(b)), a...), b...) }
