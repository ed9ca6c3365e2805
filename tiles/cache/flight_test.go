package cache

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"sync"
	"testing"
)

// ask asks a flight for a key and gives the channel of its error.
func ask(ctx context.Context, f *Flight[string], fresh func(context.Context) (string, error)) <-chan error {
	done := make(chan error, 1)
	go func() {
		_, err := f.Do(ctx, "key", fresh)
		done <- err
	}()
	return done
}

// awaitCallers waits until so many callers share the work of the key.
func awaitCallers(f *Flight[string], n int) {
	for {
		f.mu.Lock()
		c := f.calls["key"]
		there := c != nil && c.waiting == n
		f.mu.Unlock()
		if there {
			return
		}
		runtime.Gosched()
	}
}

func TestWorkGoesOnForWhoStays(t *testing.T) {
	var f Flight[string]
	first, leave := context.WithCancel(t.Context())
	release := make(chan struct{})
	var ended error
	work := func(ctx context.Context) (string, error) {
		<-release
		ended = ctx.Err()
		return "tile", ended
	}
	gone := ask(first, &f, work)
	awaitCallers(&f, 1)
	stays := ask(t.Context(), &f, work)
	awaitCallers(&f, 2)
	leave()
	if err := <-gone; !errors.Is(err, context.Canceled) {
		t.Errorf("who left got %v", err)
	}
	awaitCallers(&f, 1)
	close(release)
	if err := <-stays; err != nil || ended != nil {
		t.Errorf("who stayed got %v; the work's context: %v", err, ended)
	}
}

func TestWorkEndsWithTheLastWhoLeaves(t *testing.T) {
	var f Flight[string]
	ctx, leave := context.WithCancel(t.Context())
	begun, ended := make(chan struct{}), make(chan struct{})
	work := func(ctx context.Context) (string, error) {
		close(begun)
		<-ctx.Done() // for ever, if nobody ends it
		close(ended)
		return "", ctx.Err()
	}
	one := ask(ctx, &f, work)
	<-begun
	other := ask(ctx, &f, work)
	awaitCallers(&f, 2)
	leave()
	for _, gone := range []<-chan error{one, other} {
		if err := <-gone; !errors.Is(err, context.Canceled) {
			t.Errorf("who left got %v", err)
		}
	}
	<-ended
	// Who comes after has nothing of the failure of the others.
	v, err := f.Do(t.Context(), "key", func(ctx context.Context) (string, error) { return "afresh", ctx.Err() })
	if v != "afresh" || err != nil {
		t.Errorf("who came after got %q, %v", v, err)
	}
	if len(f.calls) != 0 {
		t.Errorf("%d pieces of work are left", len(f.calls))
	}
}

// Work that takes its time to end does not take its key from the work that was begun after it.
func TestWorkThatEndsLateLeavesTheNewAlone(t *testing.T) {
	var f Flight[string]
	ctx, leave := context.WithCancel(t.Context())
	begun, late, old := make(chan struct{}), make(chan struct{}), make(chan struct{})
	gone := ask(ctx, &f, func(context.Context) (string, error) {
		defer close(old)
		close(begun)
		<-late
		return "late", nil
	})
	<-begun
	leave()
	if err := <-gone; !errors.Is(err, context.Canceled) {
		t.Errorf("who left got %v", err)
	}
	release := make(chan struct{})
	afresh := func(context.Context) (string, error) {
		<-release
		return "afresh", nil
	}
	one := ask(t.Context(), &f, afresh)
	awaitCallers(&f, 1)
	close(late)
	<-old
	other := ask(t.Context(), &f, afresh)
	awaitCallers(&f, 2) // both share the new work
	close(release)
	if err := errors.Join(<-one, <-other); err != nil {
		t.Error(err)
	}
}

func TestWorkHasTheValuesOfWhoBeganIt(t *testing.T) {
	type key struct{}
	var f Flight[string]
	v, err := f.Do(context.WithValue(t.Context(), key{}, "client"), "key", func(ctx context.Context) (string, error) {
		name, _ := ctx.Value(key{}).(string)
		return name, nil
	})
	if v != "client" || err != nil {
		t.Errorf("%q, %v", v, err)
	}
}

func TestWorkThatEndsItsGoroutineIsAFailure(t *testing.T) {
	var f Flight[string]
	for _, bad := range []func(){func() { panic("no such ring") }, runtime.Goexit} {
		if _, err := f.Do(t.Context(), "key", func(context.Context) (string, error) { bad(); return "", nil }); err == nil {
			t.Error("no failure")
		}
	}
	if v, err := f.Do(t.Context(), "key", func(context.Context) (string, error) { return "tile", nil }); v != "tile" || err != nil {
		t.Errorf("after them: %q, %v", v, err)
	}
}

func TestNothingIsBegunForWhoHasLeft(t *testing.T) {
	var c Flight[string]
	ctx, leave := context.WithCancel(t.Context())
	leave()
	_, err := c.Do(ctx, "key", func(context.Context) (string, error) {
		t.Error("begun")
		return "", nil
	})
	if !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "key") {
		t.Error(err)
	}
}

func TestManyComeAndGo(t *testing.T) {
	var f Flight[string]
	manyComeAndGo(t, &f, f.Do)
}

func TestManyComeAndGoHere(t *testing.T) {
	var f Flight[string]
	manyComeAndGo(t, &f, f.DoHere)
}

func manyComeAndGo(t *testing.T, f *Flight[string], do func(context.Context, string, func(context.Context) (string, error)) (string, error)) {
	t.Helper()
	var all sync.WaitGroup
	for i := range 200 {
		all.Go(func() {
			ctx, leave := context.WithCancel(t.Context())
			if i%3 == 0 {
				go leave()
			}
			defer leave()
			v, err := do(ctx, "key", func(ctx context.Context) (string, error) {
				runtime.Gosched()
				return "tile", ctx.Err()
			})
			if i%3 != 0 && (v != "tile" || err != nil) {
				t.Errorf("who stayed got %q, %v", v, err)
			}
		})
	}
	all.Wait()
	if len(f.calls) != 0 {
		t.Errorf("%d pieces of work are left", len(f.calls))
	}
}

// Who does the work does it to the end for those who stay, whether it stays itself or not, and ends it where nobody does.
func TestWorkDoneHereGoesOnForWhoStays(t *testing.T) {
	for _, stays := range []bool{true, false} {
		var f Flight[string]
		first, leave := context.WithCancel(t.Context())
		begun, release := make(chan struct{}), make(chan struct{})
		done := make(chan error, 1)
		go func() {
			_, err := f.DoHere(first, "key", func(ctx context.Context) (string, error) {
				close(begun)
				select {
				case <-release:
				case <-ctx.Done():
				}
				return "tile", ctx.Err()
			})
			done <- err
		}()
		<-begun
		var other <-chan error
		if stays {
			other = ask(t.Context(), &f, nil)
			awaitCallers(&f, 2)
		}
		leave()
		if stays {
			awaitCallers(&f, 1)
			close(release)
			if err := <-other; err != nil {
				t.Errorf("who stayed got %v", err)
			}
		}
		if err := <-done; stays == errors.Is(err, context.Canceled) {
			t.Errorf("stays: %v; who left got %v", stays, err)
		}
		if len(f.calls) != 0 {
			t.Errorf("%d pieces of work are left", len(f.calls))
		}
	}
}

func TestAPanicHereIsAFailure(t *testing.T) {
	var f Flight[string]
	if _, err := f.DoHere(t.Context(), "key", func(context.Context) (string, error) { panic("no such ring") }); err == nil {
		t.Error("no failure")
	}
	if v, err := f.DoHere(t.Context(), "key", func(context.Context) (string, error) { return "tile", nil }); v != "tile" || err != nil {
		t.Errorf("after it: %q, %v", v, err)
	}
}
