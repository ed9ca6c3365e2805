package spool

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"sync"
	"time"

	"incidentmap/incidents"
)

// pieceBytes is how much of a file is read at a time for one client.
const pieceBytes = 32 << 10

// Gate lets a bounded number of works run at once. Enter waits for a turn and gives what ends it.
type Gate interface {
	Enter(ctx context.Context) (leave func(), err error)
}

// Spool makes files for those who ask for them. It is safe for use by many goroutines.
type Spool struct {
	gate Gate
	most int64 // bytes of all files together

	mu    sync.Mutex
	works map[string]*work // by key, of those that somebody waits for
	used  int64            // bytes of files that are there
	kept  []keptFile       // for those who ask for another part, the oldest first
	after func(func())     // calls when a kept file is old
}

// New makes a spool whose works take turns at a gate and whose files have so many bytes
// together, in the system's folder for what is temporary.
func New(gate Gate, most int64) *Spool {
	return &Spool{gate: gate, most: most, works: map[string]*work{}, after: func(f func()) { time.AfterFunc(keptTime, f) }}
}

// Copy writes the file of a key to w, as it is made. The key names all that the file's bytes
// depend on; make is called for the first of those who ask for it at the same time, with a context
// that ends when the last of them has left. The error is that of make, of w, of the context, or
// EUnavailable where the gate or the disk has no room.
func (s *Spool) Copy(ctx context.Context, key string, w io.Writer, make func(context.Context, io.Writer) error) error {
	k := s.join(ctx, key, make)
	defer s.leave(key, k)
	piece := pieces.Get().(*[pieceBytes]byte)
	defer pieces.Put(piece)
	for offset := int64(0); ; {
		n, end, err := k.read(ctx, piece[:], offset)
		if err != nil {
			return err
		}
		if _, err := w.Write(piece[:n]); err != nil {
			return err
		}
		if offset += int64(n); end {
			return nil
		}
	}
}

var pieces = sync.Pool{New: func() any { return new([pieceBytes]byte) }}

// work is a file that is being made or is whole, and the clients that read it.
type work struct {
	spool   *Spool
	clients int // guarded by the spool's mu
	cancel  context.CancelFunc
	ended   chan struct{} // closed when nothing is made any more

	mu    sync.Mutex
	grown chan struct{} // closed, and made anew, when there is more to read
	file  *os.File      // nil until the work has its turn
	size  int64
	done  bool
	err   error
}

// join gives the work of a key, begun for the first who wants it.
func (s *Spool) join(ctx context.Context, key string, make func(context.Context, io.Writer) error) *work {
	s.mu.Lock()
	defer s.mu.Unlock()
	if k, begun := s.works[key]; begun {
		k.clients++
		return k
	}
	shared, cancel := context.WithCancel(context.WithoutCancel(ctx)) // the others may stay longer
	k := newWork(s, cancel)
	s.works[key] = k
	go func() {
		defer close(k.ended)
		k.finish(k.run(shared, make))
		s.forgetFailed(key, k)
	}()
	return k
}

func newWork(s *Spool, cancel context.CancelFunc) *work {
	return &work{spool: s, cancel: cancel, clients: 1, ended: make(chan struct{}), grown: make(chan struct{})}
}

// forgetFailed lets those who come after a failure try again.
func (s *Spool) forgetFailed(key string, k *work) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if k.err != nil && s.works[key] == k {
		delete(s.works, key)
	}
}

// leave lets go of a work. The last client ends it, waits until nothing is made any more, and
// removes the file.
func (s *Spool) leave(key string, k *work) {
	s.mu.Lock()
	k.clients--
	last := k.clients == 0
	if last && s.works[key] == k {
		delete(s.works, key)
	}
	s.mu.Unlock()
	if !last {
		return
	}
	k.cancel()
	<-k.ended
	if k.file != nil {
		_ = k.file.Close()
		_ = os.Remove(k.file.Name()) // where it could not be removed while it was open
	}
	s.mu.Lock()
	s.used -= k.size
	s.mu.Unlock()
}

// run makes the file when it is its turn.
func (k *work) run(ctx context.Context, make func(context.Context, io.Writer) error) (err error) {
	leave, err := k.spool.gate.Enter(ctx)
	if err != nil {
		return err
	}
	defer leave()
	defer func() {
		// A panic here would end the program: no client's handler stands above it.
		if fault := recover(); fault != nil {
			err = fmt.Errorf("make a file: panic: %v\n%s", fault, debug.Stack())
		}
	}()
	file, err := os.CreateTemp("", "incidentmap-*.part")
	if err != nil {
		return fmt.Errorf("a temporary file for a download (TMPDIR): %w", err)
	}
	_ = os.Remove(file.Name()) // where the system lets it, the file goes with the program, however that ends
	k.mu.Lock()
	k.file = file
	k.mu.Unlock()
	return make(ctx, k)
}

// Write adds to the file.
func (k *work) Write(b []byte) (int, error) {
	if err := k.spool.reserve(int64(len(b))); err != nil {
		return 0, err
	}
	n, err := k.file.Write(b)
	if err != nil {
		err = errors.Join(incidents.Errorf(incidents.EUnavailable, "", "the disk takes no more of a temporary file; ask again later"), err)
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.size += int64(len(b)) // what was reserved
	k.wake()
	return n, err
}

// reserve counts bytes that are about to be written.
func (s *Spool) reserve(n int64) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.used+n > s.most {
		return incidents.Errorf(incidents.EUnavailable, "", "files for downloads take all of the %d MB that they may; ask again later, or for less", s.most>>20)
	}
	s.used += n
	return nil
}

// wake tells those who read that there is news. The caller holds the lock.
func (k *work) wake() {
	close(k.grown)
	k.grown = make(chan struct{})
}

func (k *work) finish(err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.done, k.err = true, err
	k.wake()
}

// read waits for bytes at an offset, and tells whether they are the last.
func (k *work) read(ctx context.Context, b []byte, offset int64) (n int, end bool, err error) {
	for {
		k.mu.Lock()
		size, done, fault, grown := k.size, k.done, k.err, k.grown
		k.mu.Unlock()
		switch {
		case fault != nil:
			return 0, false, fault
		case size > offset:
			n, err = k.file.ReadAt(b[:min(int64(len(b)), size-offset)], offset)
			if errors.Is(err, io.EOF) {
				err = nil
			}
			return n, done && offset+int64(n) == size, err
		case done:
			return 0, true, nil
		}
		select {
		case <-grown:
		case <-ctx.Done():
			return 0, false, context.Cause(ctx)
		}
	}
}
