package records

import (
	"runtime"
	"testing"
)

// allocated gives how many bytes were allocated by what f does, freed ones too: a bound of them
// is a bound of the work and of the memory at any time, whatever else the machine does. Tests hold it where
// they are not short, which is without the race detector: under it pools drop a part of what they are given.
func allocated(f func()) int64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return int64(after.TotalAlloc - before.TotalAlloc)
}

// hostile is a file that was made to do harm, and what is said of it.
type hostile struct {
	name string // a word for it, and the file's name behind a colon
	file func(t *testing.T) []byte
	opts Options
	most int64    // bytes that may be allocated
	want []string // as told gives it
}
