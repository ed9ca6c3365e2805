package live

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"incidentmap/incidents/index"
	"incidentmap/web/answer"
)

// readAgain is how soon what could not be read of the store is read again.
const readAgain = time.Second

// hub holds the feeds that streams tell of, and follows the index for all of them.
type hub struct {
	records   records
	index     *index.Index
	log       *slog.Logger
	begin     func() // to follow; once
	end       context.CancelFunc
	ended     <-chan struct{}
	following sync.WaitGroup

	mu    sync.Mutex
	feeds map[topic]*feed
}

func newHub(r records, x *index.Index, log *slog.Logger) *hub {
	h := &hub{records: r, index: x, log: log, feeds: map[topic]*feed{}}
	ctx, end := context.WithCancel(context.Background())
	h.end, h.ended = end, ctx.Done()
	h.begin = sync.OnceFunc(func() { h.following.Go(func() { h.follow(ctx) }) })
	return h
}

// join gives the feed of a topic to one more stream.
func (h *hub) join(about topic) *feed {
	h.begin()
	h.mu.Lock()
	defer h.mu.Unlock()
	f := h.feeds[about]
	if f == nil {
		f = newFeed(about, h.records, h.index)
		h.feeds[about] = f
	}
	f.streams++
	return f
}

// leave lets go of a feed with the last of its streams.
func (h *hub) leave(f *feed) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if f.streams--; f.streams == 0 {
		delete(h.feeds, f.about)
	}
}

// follow brings the feeds what the index has taken in, until the hub ends.
func (h *hub) follow(ctx context.Context) {
	for {
		moved := h.index.Moved() // before the feeds look, so that nothing is missed
		var again <-chan time.Time
		for _, f := range h.list() {
			err := f.update(ctx)
			if err == nil || ctx.Err() != nil {
				continue
			}
			again = time.After(readAgain)
			if !errors.Is(err, answer.ErrMoved) {
				h.log.ErrorContext(ctx, "cannot read what changed; trying again", "story", f.about.story, "error", err)
			}
		}
		select {
		case <-moved:
		case <-again:
		case <-h.ended:
			return
		}
	}
}

func (h *hub) list() []*feed {
	h.mu.Lock()
	defer h.mu.Unlock()
	list := make([]*feed, 0, len(h.feeds))
	for _, f := range h.feeds {
		list = append(list, f)
	}
	return list
}
