package answer

import (
	"bytes"
	"container/list"
	"io"
	"sync"
)

// Limits of the answers that are remembered, in bytes.
const (
	rememberedTotal = 16 << 20
	rememberedEach  = 1 << 20
)

// remembered keeps the bodies that were lately sent, by their ETags. A strong tag names
// the very bytes, with their coding, so an entry is never wrong and needs no invalidation:
// what is not asked for any more falls out.
type remembered struct {
	mu    sync.Mutex
	byTag map[string]*list.Element // of remembrance
	order *list.List               // the latest asked for first
	size  int
}

type remembrance struct {
	tag  string
	body []byte
}

func newRemembered() *remembered {
	return &remembered{byTag: map[string]*list.Element{}, order: list.New()}
}

// get gives a body, which must not be changed.
func (m *remembered) get(tag string) ([]byte, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	e, ok := m.byTag[tag]
	if !ok {
		return nil, false
	}
	m.order.MoveToFront(e)
	return entry(e).body, true
}

// put keeps a body and lets go of those that were not asked for the longest.
func (m *remembered) put(tag string, body []byte) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.byTag[tag]; ok || len(body) > rememberedEach {
		return
	}
	m.byTag[tag] = m.order.PushFront(remembrance{tag, body})
	m.size += len(body)
	for m.size > rememberedTotal {
		oldest := m.order.Back()
		gone := entry(oldest)
		m.order.Remove(oldest)
		delete(m.byTag, gone.tag)
		m.size -= len(gone.body)
	}
}

func entry(e *list.Element) remembrance {
	r, _ := e.Value.(remembrance)
	return r
}

// copier sends a body on and keeps a copy, unless it grows too large to be kept.
type copier struct {
	w     io.Writer
	kept  bytes.Buffer
	large bool
}

// Write sends b on.
func (c *copier) Write(b []byte) (int, error) {
	switch {
	case c.large:
	case c.kept.Len()+len(b) > rememberedEach:
		c.large, c.kept = true, bytes.Buffer{}
	default:
		c.kept.Write(b)
	}
	return c.w.Write(b)
}
