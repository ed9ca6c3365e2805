package main

import (
	"bytes"
	"context"
	"path/filepath"
	"runtime/debug"
	"sync"
	"testing"
)

// running is a program that serves a store of its own.
type running struct {
	root   string // "http://127.0.0.1:41234"
	store  string // the store's file
	stderr *lockedBuffer
	framed string // the server whose pages this one frames; empty for none
}

// lockedBuffer is a buffer that a server may write while a test reads.
type lockedBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

// start runs "serve" on a free port with a new store, until the test ends.
func start(t testing.TB) running {
	t.Helper()
	return startOn(t, filepath.Join(t.TempDir(), "test.db"))
}

// startOn runs "serve" on a free port with a store's file and further settings, until the test ends.
func startOn(t testing.TB, file string, settings ...string) running {
	t.Helper()
	r := startStore(t, "sqlite:"+file, settings...)
	r.store = file
	return r
}

// startStore runs "serve" on a free port with a store of any kind, until the test ends.
func startStore(t testing.TB, store string, settings ...string) running {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	r := running{store: store, stderr: &lockedBuffer{}}
	ready, ended := make(chan string, 1), make(chan int, 1)
	p := &program{ctx: ctx, stdout: &lockedBuffer{}, stderr: r.stderr, listening: func(url string) { ready <- url }}
	go func() {
		ended <- run(p, append([]string{"serve", "--addr=127.0.0.1:0", "--store=" + store}, settings...))
	}()
	t.Cleanup(func() {
		stop()
		if code := <-ended; code != 0 {
			t.Errorf("serve ended with status %d: %s", code, r.stderr)
		}
	})
	select {
	case r.root = <-ready:
		debug.SetGCPercent(100) // tests share the process, and their memory is not a server's
	case code := <-ended:
		ended <- code
		t.Fatalf("serve ended with status %d before it was ready: %s", code, r.stderr)
	}
	return r
}
