package stories

import (
	"container/list"
	"sync"

	"incidentmap/incidents"
)

// publicsBytes is what the incidents that are kept may take: about 4,000 without large outlines.
const publicsBytes = 8 << 20

// publics keeps the incidents that were lately shown, by their changes. What readers see from
// a change on never changes, so an entry is never wrong; what is not asked for any more falls out.
type publics struct {
	mu    sync.Mutex
	room  int                             // bytes left
	bySeq map[incidents.Seq]*list.Element // of *keptPublic
	ids   map[publicID]*list.Element
	order *list.List // the latest asked for first
}

// keptPublic is an incident, which is the newest of its id up to a change of its story.
type keptPublic struct {
	*incidents.Public
	until incidents.Seq
	size  int
}

type publicID struct{ story, id string }

func newPublics(bytes int) *publics {
	return &publics{room: bytes, bySeq: map[incidents.Seq]*list.Element{}, ids: map[publicID]*list.Element{}, order: list.New()}
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
	k := &keptPublic{p, at, sizeOf(p)}
	c.room -= k.size
	e := c.order.PushFront(k)
	c.bySeq[p.Seq] = e
	if old, known := c.ids[publicID{p.Story, p.ID}]; !known || kept(old).Seq < p.Seq {
		c.ids[publicID{p.Story, p.ID}] = e
	}
	for c.room < 0 {
		c.drop(c.order.Back())
	}
}

func (c *publics) drop(e *list.Element) {
	p := kept(e)
	c.order.Remove(e)
	c.room += p.size
	delete(c.bySeq, p.Seq)
	if id := (publicID{p.Story, p.ID}); c.ids[id] == e {
		delete(c.ids, id)
	}
}

func kept(e *list.Element) *keptPublic {
	k, _ := e.Value.(*keptPublic)
	return k
}
