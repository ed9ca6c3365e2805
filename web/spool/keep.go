package spool

import (
	"context"
	"io"
	"time"
)

// Whole files stay for those who ask for one part after another: so many of them, and for so long.
const (
	mostKept = 4
	keptTime = 2 * time.Minute
)

// keptFile is a work that waits for those who want another part of it.
type keptFile struct {
	name, key string
	work      *work
}

// Open gives the whole file of a key, once it is made; see Copy. It stays for a while after it is
// closed, unless a file of the same name is opened under another key, which means that the bytes have
// changed. The name is such as the file's address.
func (s *Spool) Open(ctx context.Context, name, key string, make func(context.Context, io.Writer) error) (*File, error) {
	s.outdate(name, key)
	k := s.join(ctx, key, make)
	if err := k.wait(ctx); err != nil {
		s.leave(key, k)
		return nil, err
	}
	return &File{SectionReader: io.NewSectionReader(k.file, 0, k.size), close: func() { s.keep(keptFile{name, key, k}) }}, nil
}

// File is a whole file, to be read at any place.
type File struct {
	*io.SectionReader
	close func()
}

// Close lets go of the file. It may be called once.
func (f *File) Close() { f.close() }

// wait waits until all is made.
func (k *work) wait(ctx context.Context) error {
	for {
		k.mu.Lock()
		done, fault, grown := k.done, k.err, k.grown
		k.mu.Unlock()
		if done {
			return fault
		}
		select {
		case <-grown:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// keep holds a client's place in a work until it is old, or others need the room.
func (s *Spool) keep(f keptFile) {
	s.mu.Lock()
	gone := f // its place is not needed where the work is kept already
	if !s.keeps(f.key) {
		s.kept = append(s.kept, f)
		s.after(func() { s.drop(f.work) })
		gone = keptFile{}
		if len(s.kept) > mostKept {
			gone, s.kept = s.kept[0], s.kept[1:]
		}
	}
	s.mu.Unlock()
	if gone.work != nil {
		s.leave(gone.key, gone.work)
	}
}

func (s *Spool) keeps(key string) bool {
	for _, f := range s.kept {
		if f.key == key {
			return true
		}
	}
	return false
}

// outdate lets go of what is kept under a name and another key.
func (s *Spool) outdate(name, key string) {
	s.dropIf(func(f keptFile) bool { return f.name == name && f.key != key })
}

func (s *Spool) drop(k *work) { s.dropIf(func(f keptFile) bool { return f.work == k }) }

// Drop lets go of all files that nobody reads.
func (s *Spool) Drop() { s.dropIf(func(keptFile) bool { return true }) }

func (s *Spool) dropIf(gone func(keptFile) bool) {
	s.mu.Lock()
	var rest, left []keptFile
	for _, f := range s.kept {
		if gone(f) {
			left = append(left, f)
		} else {
			rest = append(rest, f)
		}
	}
	s.kept = rest
	s.mu.Unlock()
	for _, f := range left {
		s.leave(f.key, f.work)
	}
}
