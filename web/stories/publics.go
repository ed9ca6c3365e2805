package stories

import (
	"math"
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"

	"incidentmap/incidents"
)

// publicsBytes is what the incidents that are kept may take: about 4,000 without large outlines.
const publicsBytes = 8 << 20

// publics keeps the incidents that were lately shown, by their changes. What readers see from
// a change on never changes, so an entry is never wrong; what is not asked for any more falls out.
type publics struct {
	mu    sync.Mutex
	room  int // bytes left
	bySeq *simplelru.LRU[incidents.Seq, *keptPublic]
	ids   map[publicID]incidents.Seq // the newest that is kept
}

// keptPublic is an incident, which is the newest of its id up to a change of its story.
type keptPublic struct {
	*incidents.Public
	until incidents.Seq
	size  int
}

type publicID struct{ story, id string }

func newPublics(bytes int) *publics {
	c := &publics{room: bytes, ids: map[publicID]incidents.Seq{}}
	var err error
	if c.bySeq, err = simplelru.NewLRU(math.MaxInt, c.dropped); err != nil {
		panic(err) // of a bound that is not positive
	}
	return c
}

// get gives the incident of a change, or nil.
func (c *publics) get(seq incidents.Seq) *incidents.Public {
	c.mu.Lock()
	defer c.mu.Unlock()
	k, known := c.bySeq.Get(seq)
	if !known {
		return nil
	}
	return k.Public
}

// byID gives what an incident is at a change of its story, or nil when that is not known.
func (c *publics) byID(story, id string, at incidents.Seq) *incidents.Public {
	c.mu.Lock()
	defer c.mu.Unlock()
	seq, known := c.ids[publicID{story, id}]
	if !known || seq > at {
		return nil
	}
	if k, _ := c.bySeq.Peek(seq); k.until != at {
		return nil
	}
	k, _ := c.bySeq.Get(seq)
	return k.Public
}

// put keeps an incident of a snapshot of a change.
func (c *publics) put(p *incidents.Public, at incidents.Seq) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if k, known := c.bySeq.Peek(p.Seq); known {
		k.until = max(k.until, at)
		return
	}
	k := &keptPublic{p, at, sizeOf(p)}
	c.bySeq.Add(p.Seq, k)
	if id := (publicID{p.Story, p.ID}); c.ids[id] < p.Seq {
		c.ids[id] = p.Seq
	}
	for c.room -= k.size; c.room < 0; {
		c.bySeq.RemoveOldest()
	}
}

// dropped accounts for an incident that fell out.
func (c *publics) dropped(seq incidents.Seq, k *keptPublic) {
	c.room += k.size
	if id := (publicID{k.Story, k.ID}); c.ids[id] == seq {
		delete(c.ids, id)
	}
}
