package stories_test

import (
	"context"
	"fmt"
	"runtime"
	"sync/atomic"
	"testing"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
	"incidentmap/web/stories"
	"incidentmap/web/webtest"
)

// searching is a store whose searches end when they are let go.
type searching struct {
	*webtest.Store
	release  chan struct{}
	searches atomic.Int32
	atOnce   atomic.Int32
	most     atomic.Int32
}

func (s *searching) Search(ctx context.Context, story, q string) ([]incidents.Seq, error) {
	s.searches.Add(1)
	s.most.Store(max(s.most.Load(), s.atOnce.Add(1)))
	defer s.atOnce.Add(-1)
	select {
	case <-s.release:
		return s.Store.Search(ctx, story, q)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func searchable(t *testing.T) (*searching, *stories.Snapshot) {
	t.Helper()
	m := &searching{Store: webtest.NewStore(t), release: make(chan struct{})}
	m.PutStory(webtest.Story())
	for _, inc := range webtest.Incidents() {
		m.Write(inc, incidents.Create, nil)
	}
	x := index.New()
	if err := x.Sync(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	return m, view(t, stories.New(m, x), "jalisco")
}

func TestEqualSearchesAreOne(t *testing.T) {
	m, snap := searchable(t)
	done := make(chan error)
	for range 50 {
		go func() {
			_, err := snap.Select(t.Context(), incidents.Filter{Query: "roadblocks"})
			done <- err
		}()
	}
	close(m.release)
	for range 50 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if n := m.searches.Load(); n != 1 {
		t.Errorf("%d searches", n)
	}
}

// Searches of many words at once wait for each other, and not without end.
func TestSearchesPassAGate(t *testing.T) {
	m, snap := searchable(t)
	many := 2 * (runtime.GOMAXPROCS(0) + 32)
	done := make(chan error, many)
	for i := range many {
		go func() {
			_, err := snap.Select(t.Context(), incidents.Filter{Query: fmt.Sprint("words ", i)})
			done <- err
		}()
	}
	if err := <-done; incidents.CodeOf(err) != incidents.EUnavailable {
		t.Errorf("one too many got %v", err)
	}
	close(m.release)
	for range many - 1 {
		if err := <-done; err != nil && incidents.CodeOf(err) != incidents.EUnavailable {
			t.Error(err)
		}
	}
	if n := m.most.Load(); int(n) > max(1, runtime.GOMAXPROCS(0)-1) {
		t.Errorf("%d searches at once", n)
	}
}

func TestSearchesEndWithWhoWaits(t *testing.T) {
	_, snap := searchable(t)
	ctx, leave := context.WithCancel(t.Context())
	leave()
	if _, err := snap.Select(ctx, incidents.Filter{Query: "roadblocks"}); err == nil {
		t.Error("no error for who left")
	}
}
