package live

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
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
	ofStory   int // streams of one story at most, so that it leaves room for others

	mu      sync.Mutex
	feeds   map[topic]*feed
	streams map[string]int // by story
}

// mostFeeds is how many feeds there are, of up to mostBytes each.
const mostFeeds = 500

func newHub(r records, x *index.Index, log *slog.Logger, ofStory int) *hub {
	h := &hub{records: r, index: x, log: log, ofStory: ofStory, feeds: map[topic]*feed{}, streams: map[string]int{}}
	ctx, end := context.WithCancel(context.Background())
	h.end, h.ended = end, ctx.Done()
	h.begin = sync.OnceFunc(func() { h.following.Go(func() { h.follow(ctx) }) })
	return h
}

// join gives the feed of a topic to one more stream. EUnavailable if the story has too many of them, or there are too
// many feeds.
func (h *hub) join(about topic) (*feed, error) {
	h.begin()
	h.mu.Lock()
	defer h.mu.Unlock()
	f := h.feeds[about]
	if h.streams[about.story] >= h.ofStory || f == nil && len(h.feeds) >= mostFeeds {
		return nil, incidents.Errorf(incidents.EUnavailable, "", "too many follow what changes at the moment; ask for changes in some seconds")
	}
	if f == nil {
		f = newFeed(about, h.records, h.index)
		h.feeds[about] = f
	}
	f.streams++
	h.streams[about.story]++
	return f, nil
}

// leave lets go of a feed with the last of its streams.
func (h *hub) leave(f *feed) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if f.streams--; f.streams == 0 {
		delete(h.feeds, f.about)
	}
	if h.streams[f.about.story]--; h.streams[f.about.story] == 0 {
		delete(h.streams, f.about.story)
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
			if !errors.Is(err, incidents.ErrMoved) {
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
