package incidents

import (
	"crypto/rand"
	"errors"
	"time"

	"github.com/oklog/ulid/v2"
)

// NewID makes an incident's id: a ULID whose first ten characters hold the time, so that
// ids sort by when they were made.
func NewID(t time.Time) string {
	return ulid.MustNew(ulid.Timestamp(t), rand.Reader).String()
}

// IDs makes many ids of one moment, which sort in the order in which they are made: each
// is a random step of up to 2³² behind the one before. It is not for several goroutines.
type IDs struct {
	ms      uint64
	entropy *ulid.MonotonicEntropy
}

// NewIDs begins ids that hold the time t.
func NewIDs(t time.Time) *IDs {
	return &IDs{ulid.Timestamp(t), ulid.Monotonic(rand.Reader, 0)}
}

// Next gives the next id.
func (s *IDs) Next() string {
	var id ulid.ULID
	err := s.entropy.MonotonicRead(s.ms, id[6:])
	if errors.Is(err, ulid.ErrMonotonicOverflow) {
		s.ms++ // as if they were made a millisecond later
		err = s.entropy.MonotonicRead(s.ms, id[6:])
	}
	if err == nil {
		err = id.SetTime(s.ms)
	}
	if err != nil {
		panic(err) // the system has no randomness, or the time is after the year 10889
	}
	return id.String()
}

// ValidID reports whether s has the form of an id.
func ValidID(s string) bool {
	_, err := ulid.ParseStrict(s)
	return err == nil
}
