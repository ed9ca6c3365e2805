package incidents

import (
	"bytes"
	"crypto/rand"
	"io"
	"math"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"
)

func TestIDsSortAsTheyAreMade(t *testing.T) {
	at := time.Date(2026, 2, 22, 12, 0, 0, 0, time.UTC)
	ids := NewIDs(at)
	first := NewID(at)[:10]
	last := ""
	for range 10_000 {
		id := ids.Next()
		if !ValidID(id) || id <= last || id[:10] != first {
			t.Fatalf("%s after %s, of the time %s", id, last, first)
		}
		last = id
	}
	if a, b := NewIDs(at).Next(), NewIDs(at).Next(); a == b {
		t.Error("two beginnings of one moment give the same id")
	}
}

func TestIDsGoOnWhenAMillisecondIsFull(t *testing.T) {
	highest := bytes.NewReader(bytes.Repeat([]byte{math.MaxUint8}, 10))
	ids := &IDs{1000, ulid.Monotonic(io.MultiReader(highest, rand.Reader), 0)}
	last := ids.Next()
	for range 3 {
		id := ids.Next()
		if id <= last {
			t.Fatalf("%s after %s", id, last)
		}
		last = id
	}
	if ids.ms != 1001 {
		t.Errorf("the ids are of millisecond %d", ids.ms)
	}
}
