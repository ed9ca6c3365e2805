package stories

import (
	"slices"
	"sync"

	"incidentmap/incidents"
)

// Limits of the lists that are kept: how many, and how many incidents in all (16 MB).
const (
	listsKept  = 32
	listsTotal = 2 << 20
)

// Lists keeps what was lately found, where finding it again would take long. A key names the
// state of the story, so an entry is never wrong: what is not asked for any more falls out. The
// zero Lists is ready for use, by many goroutines.
type Lists struct {
	mu   sync.Mutex
	list []List // the latest asked for first
	held int
}

// List is incidents by their changes. It must not be changed.
type List struct {
	Key    string
	Seqs   []incidents.Seq
	Digest string // of Seqs, where that is wanted
}

// Get gives the list of a key.
func (l *Lists) Get(key string) (List, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	i := slices.IndexFunc(l.list, func(one List) bool { return one.Key == key })
	if i < 0 {
		return List{}, false
	}
	found := l.list[i]
	copy(l.list[1:i+1], l.list[:i])
	l.list[0] = found
	return found, true
}

// Put keeps a list and lets go of those that were not asked for the longest.
func (l *Lists) Put(one List) {
	if len(one.Seqs) > listsTotal {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.list = slices.Insert(l.list, 0, one)
	l.held += len(one.Seqs)
	for len(l.list) > listsKept || l.held > listsTotal {
		last := len(l.list) - 1
		l.held -= len(l.list[last].Seqs)
		l.list = slices.Delete(l.list, last, last+1)
	}
}
