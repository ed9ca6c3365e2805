package spool

import (
	"context"
	"io"
	"testing"

	"incidentmap/web/limit"
)

// keeping is a spool whose files get old when the test says so.
type keeping struct {
	*Spool
	old  []func()
	made int
}

func newKeeping() *keeping {
	k := &keeping{Spool: New(limit.NewGate("files", 2, 2), 1<<20)}
	k.after = func(f func()) { k.old = append(k.old, f) }
	return k
}

// read opens a file, reads a part of it and closes it.
func (k *keeping) read(t *testing.T, name, key string) {
	t.Helper()
	f, err := k.Open(t.Context(), name, key, func(_ context.Context, w io.Writer) error {
		k.made++
		_, err := io.WriteString(w, "the file of "+key)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b := make([]byte, len(key))
	if _, err := f.ReadAt(b, int64(len("the file of "))); err != nil || string(b) != key {
		t.Errorf("the part of %s is %q (%v)", key, b, err)
	}
}

// held is what the spool's files take.
func (k *keeping) held() int64 {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.used
}

func TestFilesReadInPartsAreMadeOnce(t *testing.T) {
	k := newKeeping()
	for range 5 {
		k.read(t, "all.fgb", "1")
	}
	if k.made != 1 {
		t.Errorf("made %d times", k.made)
	}
	for _, f := range k.old {
		f()
	}
	if k.held() != 0 {
		t.Errorf("%d bytes are held when all is old", k.held())
	}
	if k.read(t, "all.fgb", "1"); k.made != 2 {
		t.Errorf("made %d times, once more when it was gone", k.made)
	}
}

// A file whose bytes have changed makes the older one go at once, and so does the room that others need.
func TestKeptFilesGo(t *testing.T) {
	k := newKeeping()
	k.read(t, "all.fgb", "1")
	k.read(t, "all.fgb", "2")
	if k.held() != int64(len("the file of 2")) {
		t.Errorf("%d bytes are held of two states of one file", k.held())
	}
	for _, name := range []string{"a", "b", "c", "d", "e", "f"} {
		k.read(t, name, name)
	}
	if k.held() != mostKept*int64(len("the file of 2")) {
		t.Errorf("%d bytes are held of %d files", k.held(), mostKept)
	}
	k.Drop()
	if k.held() != 0 {
		t.Errorf("%d bytes are held after Drop", k.held())
	}
	for _, f := range k.old { // which are gone by now
		f()
	}
}

func TestFilesThatFailAreNotKept(t *testing.T) {
	k := newKeeping()
	if _, err := k.Open(t.Context(), "a", "1", func(context.Context, io.Writer) error { return io.ErrUnexpectedEOF }); err == nil {
		t.Error("a file that cannot be made is opened")
	}
	if k.held() != 0 || len(k.kept) != 0 {
		t.Errorf("%d bytes are held, %d files are kept", k.held(), len(k.kept))
	}
}
