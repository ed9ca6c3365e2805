package sqlite

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"testing"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/storetest"
)

// Sizes of the write-ahead log (https://www.sqlite.org/fileformat.html, section 4): its header, that of a frame, and where the
// size of a page stands.
const (
	walHeader   = 32
	frameHeader = 24
	walPageAt   = 8
)

// TestPublishCutAtEachStep takes the power away at every step of a publish: with each number of frames of the write-ahead log that
// were written, and in the middle of each, the store is opened again. The incident is published or it is not, in every
// place where the store tells so; and what was acknowledged is.
func TestPublishCutAtEachStep(t *testing.T) {
	for name, tt := range map[string]struct {
		policy  incidents.Publishing
		publish func(t *testing.T, s *Store, inc incidents.Incident, clock *time.Time)
	}{
		"at once": {incidents.Publishing{}, func(t *testing.T, s *Store, inc incidents.Incident, _ *time.Time) {
			if err := storetest.Publish(t, s, inc); err != nil {
				t.Fatal(err)
			}
		}},
		"after a delay": {incidents.Publishing{DelayMinutes: 10}, func(t *testing.T, s *Store, inc incidents.Incident, clock *time.Time) {
			*clock = clock.Add(time.Hour)
			if _, err := s.PublishDue(t.Context()); err != nil {
				t.Fatal(err)
			}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			path, clock := filepath.Join(t.TempDir(), "store.db"), time.Date(2026, 2, 22, 12, 0, 0, 0, time.UTC)
			s := open(t, path, WithClock(func() time.Time { return clock }), WithoutIndexing())
			story := storetest.Story("a")
			story.Policy.Publishing = tt.policy
			if _, err := s.PutStory(t.Context(), story); err != nil {
				t.Fatal(err)
			}
			inc := storetest.ToPublish(t, s, "Published in steps")
			if tt.policy.DelayMinutes > 0 {
				if err := storetest.Publish(t, s, inc); err != nil {
					t.Fatal(err)
				}
			}
			before := walOf(t, path)
			tt.publish(t, s, inc, &clock)
			after := walOf(t, path)
			if len(after) <= len(before) || string(after[:len(before)]) != string(before) {
				t.Fatalf("the log went from %d bytes to %d; this test wants it to grow", len(before), len(after))
			}
			frame, published := frameHeader+int(binary.BigEndian.Uint32(after[walPageAt:])), 0
			for size := len(before); size <= len(after); size += frame {
				for _, cut := range []int{size, min(size+frame/2, len(after))} {
					if whole := cutTo(t, path, after[:cut], inc, clock); whole {
						published++
					}
				}
			}
			if steps := (len(after) - len(before)) / frame; steps < 3 || published != 2 {
				t.Errorf("of %d frames it was published with %d ends of the log; want the whole one alone", steps, published)
			}
		})
	}
}

func walOf(t *testing.T, path string) []byte {
	t.Helper()
	wal, err := os.ReadFile(path + "-wal")
	if err != nil {
		t.Fatal(err)
	}
	return wal
}

// cutTo opens what is left of a store whose write-ahead log ends so, and reports whether an incident is published in it.
func cutTo(t *testing.T, path string, wal []byte, inc incidents.Incident, clock time.Time) bool {
	t.Helper()
	left := filepath.Join(t.TempDir(), "left.db")
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{left: file, left + "-wal": wal} {
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := open(t, left, WithClock(func() time.Time { return clock }), WithoutIndexing())
	if err := s.Check(t.Context()); err != nil {
		t.Errorf("with a log of %d bytes: %v", len(wal), err)
	}
	return storetest.IsPublished(t, s, inc)
}
