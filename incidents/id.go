package incidents

import (
	"crypto/rand"
	"time"

	"github.com/oklog/ulid/v2"
)

// NewID makes an incident's id: a ULID whose first ten characters hold the time, so that
// ids sort by when they were made.
func NewID(t time.Time) string {
	return ulid.MustNew(ulid.Timestamp(t), rand.Reader).String()
}

// ValidID reports whether s has the form of an id.
func ValidID(s string) bool {
	_, err := ulid.ParseStrict(s)
	return err == nil
}
