package mapapi

import (
	"context"
	"errors"
	"io"
	"os"
	"strconv"
	"testing"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
	"incidentmap/tiles"
)

// Files are made once, a few are kept, and each goes when it is neither kept nor read.
func TestFiles(t *testing.T) {
	f := newFiles()
	made := map[string]int{}
	get := func(key string) *file {
		got, err := f.get(t.Context(), key, func(_ context.Context, w io.WriteSeeker) error {
			made[key]++
			_, err := io.WriteString(w, "tiles of "+key)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	first := get("0")
	for i := range maxFiles {
		get(strconv.Itoa(i + 1)).release()
		get(strconv.Itoa(i + 1)).release()
	}
	for key, n := range made {
		if n != 1 {
			t.Errorf("%s was made %d times", key, n)
		}
	}
	text, err := io.ReadAll(io.NewSectionReader(first.temp, 0, first.size))
	if err != nil || string(text) != "tiles of 0" {
		t.Errorf("a file that is read: %q, %v", text, err)
	}
	first.release()
	if _, err := first.temp.Stat(); !errors.Is(err, os.ErrClosed) {
		t.Errorf("a file that nobody reads: %v", err)
	}
	if get("0").release(); made["0"] != 2 {
		t.Errorf("made %d times", made["0"])
	}
}

func TestFailedFilesAreNotKept(t *testing.T) {
	f := newFiles()
	broken := errors.New("broken")
	_, err := f.get(t.Context(), "a", func(context.Context, io.WriteSeeker) error { return broken })
	if !errors.Is(err, broken) || len(f.kept) != 0 {
		t.Errorf("%v, %d kept", err, len(f.kept))
	}
}

// That a file would be too large is found out once.
func TestTooLargeIsKnown(t *testing.T) {
	f := newFiles()
	tried := 0
	for range 3 {
		_, err := f.get(t.Context(), "a", func(context.Context, io.WriteSeeker) error {
			tried++
			return incidents.Errorf(incidents.ETooLarge, "maxzoom", "too large")
		})
		if incidents.CodeOf(err) != incidents.ETooLarge {
			t.Errorf("%v", err)
		}
	}
	for i := range maxFiles {
		made, err := f.get(t.Context(), strconv.Itoa(i), func(context.Context, io.WriteSeeker) error { return nil })
		if err != nil {
			t.Fatal(err)
		}
		made.release()
	}
	if tried != 1 || len(f.kept) != maxFiles {
		t.Errorf("tried %d times, %d kept", tried, len(f.kept))
	}
}

// Who asks for the same file shares its making, which ends with the last of them.
func TestFilesAreSharedAndEndWithTheirClients(t *testing.T) {
	f := newFiles()
	begun, ended := make(chan struct{}), make(chan struct{})
	ctx, leave := context.WithCancel(t.Context())
	done := make(chan error)
	for range 3 {
		go func() {
			_, err := f.get(ctx, "a", func(ctx context.Context, _ io.WriteSeeker) error {
				close(begun) // once, or it panics
				<-ctx.Done()
				close(ended)
				return ctx.Err()
			})
			done <- err
		}()
	}
	<-begun
	leave()
	for range 3 {
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	}
	<-ended
	if len(f.kept) != 0 {
		t.Errorf("%d are kept", len(f.kept))
	}
	made, err := f.get(t.Context(), "a", func(context.Context, io.WriteSeeker) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	made.release()
}

// Files wait for each other, and not without end.
func TestFilesPassAGate(t *testing.T) {
	f := newFiles()
	release := make(chan struct{})
	done := make(chan error)
	const many = 3 * filesWaiting
	for i := range many {
		go func() {
			made, err := f.get(t.Context(), strconv.Itoa(i), func(context.Context, io.WriteSeeker) error {
				<-release
				return nil
			})
			if err == nil {
				made.release()
			}
			done <- err
		}()
	}
	if err := <-done; incidents.CodeOf(err) != incidents.EUnavailable {
		t.Error(err)
	}
	close(release)
	for range many - 1 {
		if err := <-done; err != nil && incidents.CodeOf(err) != incidents.EUnavailable {
			t.Error(err)
		}
	}
}

// A file that would be too large is refused by name.
func TestFileBounds(t *testing.T) {
	snap := index.New().Story("none")
	out := &boundedWriter{WriteSeeker: nil, written: MaxFileBytes, full: incidents.Errorf(incidents.ETooLarge, "", "full")}
	if _, err := out.Write([]byte("1")); incidents.CodeOf(err) != incidents.ETooLarge {
		t.Errorf("%v", err)
	}
	temp, err := os.CreateTemp(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer temp.Close()
	if err := writeFile(t.Context(), temp, snap, index.Query{}, tiles.TileJSON{}, 2); err != nil {
		t.Error(err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := writeFile(ended, temp, snap, index.Query{}, tiles.TileJSON{}, 2); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}
