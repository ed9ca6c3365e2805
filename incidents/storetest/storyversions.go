package storetest

import (
	"sync"
	"sync/atomic"
	"testing"

	"incidentmap/incidents"
)

// testStoryVersions holds that of writers who saw the same story one wins, and that a story that
// must be new is.
func testStoryVersions(t *testing.T, s incidents.Store) {
	story := Story("a")
	story.Version = incidents.NoVersion
	put(t, s, story)
	_, err := s.PutStory(t.Context(), story)
	isCode(t, "a story that is there already", err, incidents.EConflict)
	write(t, s, create(Incident("a", "One")))
	seen, err := s.Story(t.Context(), "a")
	if err != nil || seen.Version == 0 {
		t.Fatalf("the version %d, %v", seen.Version, err)
	}
	listed, err := s.Stories(t.Context())
	if err != nil || listed[0].Version != seen.Version {
		t.Errorf("the list has the version %d, %v; want %d", listed[0].Version, err, seen.Version)
	}
	var won atomic.Int32
	var group sync.WaitGroup
	for range 10 {
		group.Go(func() {
			changed := seen
			changed.Layers = nil // its incidents are encoded again, under numbers after its own
			_, err := s.PutStory(t.Context(), changed)
			if err == nil {
				won.Add(1)
				return
			}
			isCode(t, "the others", err, incidents.EConflict)
		})
	}
	group.Wait()
	if won.Load() != 1 {
		t.Errorf("%d of ten writers won", won.Load())
	}
	now, err := s.Story(t.Context(), "a")
	if err != nil || now.Version <= seen.Version {
		t.Errorf("the version %d came after %d, %v", now.Version, seen.Version, err)
	}
	put(t, s, now)
	gone := Story("b")
	gone.Version = now.Version
	_, err = s.PutStory(t.Context(), gone)
	isCode(t, "a story that is not there", err, incidents.EConflict)
}
