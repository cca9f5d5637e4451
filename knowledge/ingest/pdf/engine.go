package pdf

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"sync"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"policybot/knowledge/ingest/content"
)

// Bounds on PDFium. The file itself stays outside its memory; what it needs
// is for the parts of one page, and 5 MB are typical.
const (
	pdfMemory    = 64 << 20 // bytes, for each instance
	pdfInstances = 2
)

// Engine is PDFium in WebAssembly: a sandbox that a bad file can crash or
// exhaust without harm to anything else. It starts when the first PDF is met,
// which takes 0.1 s, or 2 to 4 s when its machine code is not in the cache yet.
type Engine struct {
	cache string // directory for its machine code where the user has no cache directory; "" for none

	mu       sync.Mutex
	pool     pdfium.Pool
	compiled wazero.CompilationCache
	err      error
}

// NewEngine returns an engine that keeps PDFium's machine code in cache
// where the user has no cache directory.
func NewEngine(cache string) *Engine { return &Engine{cache: cache} }

// start starts the engine unless it has been started before.
func (e *Engine) start() (pdfium.Pool, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.pool != nil || e.err != nil {
		return e.pool, e.err
	}
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(pdfMemory >> 16).
		WithCloseOnContextDone(true) // lets Kill interrupt a call
	dir := e.cache
	if user, err := os.UserCacheDir(); err == nil {
		dir = filepath.Join(user, "policybot") // shared by all bases
	}
	if dir != "" {
		// Without a cache it only starts more slowly.
		if cache, err := wazero.NewCompilationCacheWithDir(filepath.Join(dir, "pdfium")); err == nil {
			e.compiled = cache
			config = config.WithCompilationCache(cache)
		}
	}
	compiling := experimental.WithCompilationWorkers(context.Background(), runtime.GOMAXPROCS(0))
	wasm, err := module()
	if err != nil {
		e.err = content.Refuse(noPDFEngine).Because(err)
		return nil, e.err
	}
	e.pool, e.err = webassembly.InitWithWASM(webassembly.Config{
		WASM:     wasm,
		Context:  experimental.WithMemoryAllocator(compiling, experimental.MemoryAllocatorFunc(newPDFMemory)),
		MaxTotal: pdfInstances,
		// An instance costs 2 ms, so each file gets a fresh one, and sees
		// neither the disk nor what other files left behind.
		RuntimeConfig: config,
		FSConfig:      wazero.NewFSConfig(),
		Stdout:        io.Discard,
		Stderr:        io.Discard,
	})
	if e.err != nil {
		e.err = content.Refuse(noPDFEngine).Because(e.err)
	}
	return e.pool, e.err
}

// growingMemory is the memory of an instance. It doubles up to pdfMemory, so
// that old and new together stay below 1.5 times that while it is moved.
type growingMemory []byte

func newPDFMemory(capacity, _ uint64) experimental.LinearMemory {
	memory := make(growingMemory, 0, capacity)
	return &memory
}

// Reallocate returns the memory with a new size, and nil where that is too
// much.
func (m *growingMemory) Reallocate(size uint64) []byte {
	switch {
	case size > pdfMemory:
		return nil
	case size > uint64(cap(*m)):
		grown := make(growingMemory, size, min(pdfMemory, max(size, 2*uint64(cap(*m)))))
		copy(grown, *m)
		*m = grown
	default:
		*m = (*m)[:size]
	}
	return *m
}

// Free leaves the memory to the garbage collector: a call that is being
// killed may still be reading it.
func (m *growingMemory) Free() {}

// do runs work with an instance that is killed when ctx is done. A panic in
// work, which is how a crash of PDFium can show, comes back as an error.
func (e *Engine) do(ctx context.Context, work func(pdfium.Pdfium) error) error {
	pool, err := e.start()
	if err != nil {
		return err
	}
	instance, err := pool.GetInstanceWithContext(ctx)
	if err != nil {
		return fmt.Errorf("start an instance of PDFium: %w", err)
	}
	done := make(chan error, 1)
	go func() {
		defer func() {
			if v := recover(); v != nil {
				done <- fmt.Errorf("PDFium crashed: %v\n%s", v, debug.Stack())
			}
		}()
		done <- work(instance)
	}()
	select {
	case err = <-done:
		// An instance that crashed cannot always close; nothing is lost.
		_ = instance.Close()
		return err
	case <-ctx.Done():
		_ = instance.Kill()
		<-done
		return ctx.Err()
	}
}

// Close stops the engine and frees its memory.
func (e *Engine) Close() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	var errs []error
	if e.pool != nil {
		errs = append(errs, e.pool.Close())
	}
	if e.compiled != nil {
		errs = append(errs, e.compiled.Close(context.Background()))
	}
	e.pool, e.compiled, e.err = nil, nil, errors.New("PDFium has been stopped")
	return errors.Join(errs...)
}
