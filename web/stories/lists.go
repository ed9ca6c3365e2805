package stories

import (
	"sync"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
	"incidentmap/tiles/cache"
)

// listsBytes is what the lists that are kept may take.
const listsBytes = 16 << 20

// Lists keeps what was lately found, where finding it again would take long. A key names the
// state of the story, so an entry is never wrong: what is not asked for any more falls out. The
// zero Lists is ready for use, by many goroutines.
type Lists struct {
	once sync.Once
	kept *cache.Cache[List]
}

// List is incidents by their changes. It must not be changed.
type List struct {
	Key    string
	Seqs   []incidents.Seq
	Digest string      // of Seqs, where that is wanted
	Refs   []index.Ref // instead of Seqs, where ids are wanted
}

func (l *Lists) cache() *cache.Cache[List] {
	l.once.Do(func() {
		l.kept = cache.New(listsBytes, func(one List) int { return 8*cap(one.Seqs) + 24*cap(one.Refs) + len(one.Digest) })
	})
	return l.kept
}

// Get gives the list of a key.
func (l *Lists) Get(key string) (List, bool) { return l.cache().Lookup([]byte(key)) }

// Put keeps a list and lets go of those that were not asked for the longest.
func (l *Lists) Put(one List) { l.cache().Put(one.Key, one) }
