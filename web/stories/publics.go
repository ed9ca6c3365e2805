package stories

import (
	"container/list"
	"sync"

	"incidentmap/incidents"
)

// How many incidents are kept, of about 2 KB each, and how many bytes of them together: one with a
// large place takes some hundred KB.
const (
	publicsKept  = 4096
	publicsBytes = 32 << 20
)

// publics keeps the incidents that were lately shown, by their changes. What readers see from
// a change on never changes, so an entry is never wrong; what is not asked for any more falls out.
type publics struct {
	most int

	mu    sync.Mutex
	bytes int
	bySeq map[incidents.Seq]*list.Element // of *keptPublic
	ids   map[publicID]*list.Element
	order *list.List // the latest asked for first
}

// keptPublic is an incident, which is the newest of its id up to a change of its story.
type keptPublic struct {
	*incidents.Public
	until incidents.Seq
	bytes int
}

type publicID struct{ story, id string }

func newPublics(most int) *publics {
	return &publics{most: most, bySeq: map[incidents.Seq]*list.Element{}, ids: map[publicID]*list.Element{}, order: list.New()}
}

// get gives the incident of a change, or nil.
func (c *publics) get(seq incidents.Seq) *incidents.Public {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, known := c.bySeq[seq]
	if !known {
		return nil
	}
	c.order.MoveToFront(e)
	return kept(e).Public
}

// byID gives what an incident is at a change of its story, or nil when that is not known.
func (c *publics) byID(story, id string, at incidents.Seq) *incidents.Public {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, known := c.ids[publicID{story, id}]
	if !known || kept(e).Seq > at || kept(e).until != at {
		return nil
	}
	c.order.MoveToFront(e)
	return kept(e).Public
}

// put keeps an incident of a view of a change.
func (c *publics) put(p *incidents.Public, at incidents.Seq) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e, known := c.bySeq[p.Seq]; known {
		if k := kept(e); k.until < at {
			k.until = at
		}
		return
	}
	size := p.Bytes()
	e := c.order.PushFront(&keptPublic{p, at, size})
	c.bytes += size
	c.bySeq[p.Seq] = e
	if old, known := c.ids[publicID{p.Story, p.ID}]; !known || kept(old).Seq < p.Seq {
		c.ids[publicID{p.Story, p.ID}] = e
	}
	for c.order.Len() > c.most || c.bytes > publicsBytes {
		c.drop(c.order.Back())
	}
}

func (c *publics) drop(e *list.Element) {
	p := kept(e)
	c.bytes -= p.bytes
	c.order.Remove(e)
	delete(c.bySeq, p.Seq)
	if id := (publicID{p.Story, p.ID}); c.ids[id] == e {
		delete(c.ids, id)
	}
}

func kept(e *list.Element) *keptPublic {
	k, _ := e.Value.(*keptPublic)
	return k
}
