package live

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/incidents/index"
	"incidentmap/web/respond"
)

// What a feed keeps for those that come again. Who missed more is sent a reset.
const (
	mostEvents = 500
	mostBytes  = 4 << 20
)

// feed is the latest events of a topic, for all streams that tell of it.
type feed struct {
	about   topic
	records records
	index   *index.Index
	streams int // the hub's

	mu     sync.Mutex    // held while records are read
	beyond incidents.Seq // changes after it, or after one before it, are more than are kept; under mu
	now    atomic.Pointer[latest]
}

// latest is a feed's events at one time. It is never changed.
type latest struct {
	after, upTo incidents.Seq // what changed after the one up to the other is in events
	events      []event       // by number; of each incident the newest alone
	bytes       int
	past        chan struct{} // closed when there are newer events
}

// event is a record as it is sent.
type event struct {
	seq      incidents.Seq
	incident string
	text     format.Template // as it is sent, but for the address by which a client knows the server
}

func newFeed(about topic, r records, x *index.Index) *feed {
	f := &feed{about: about, records: r, index: x, beyond: -1}
	seq := x.Seq()
	f.now.Store(&latest{after: seq, upTo: seq, past: make(chan struct{})})
	return f
}

// shown gives the number that readers may know for a state of the store: the story's newest change up to there, as what
// is beyond it is drafts and other stories.
func (f *feed) shown(upTo incidents.Seq) incidents.Seq {
	return min(upTo, f.index.Story(f.about.story).Changed())
}

// update takes in what came since the last time.
func (f *feed) update(ctx context.Context) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	old, snap := f.now.Load(), f.index.Story(f.about.story)
	if snap.Changed() <= old.upTo {
		next := *old // nobody need be woken
		next.upTo = max(old.upTo, snap.Seq())
		f.now.Store(&next)
		return nil
	}
	came, more, err := f.read(ctx, old.upTo, snap.Seq())
	if err != nil {
		return err
	}
	next := &latest{after: old.after, upTo: snap.Seq(), past: make(chan struct{})}
	if more {
		next.after = next.upTo
	} else {
		next.add(old.events, came)
	}
	f.now.Store(next)
	close(old.past)
	return nil
}

// reach makes the feed begin as early as a client's last event, unless that is more than it
// keeps.
func (f *feed) reach(ctx context.Context, after incidents.Seq) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	old := f.now.Load()
	if after >= old.after || after <= f.beyond {
		return nil
	}
	upTo := f.index.Seq()
	all, more, err := f.read(ctx, after, upTo)
	if err != nil {
		return err
	}
	next := &latest{after: after, upTo: upTo, past: old.past}
	next.add(nil, all)
	if more || next.after > after {
		f.beyond = after
		return nil
	}
	if next.next(old.upTo) == nil { // nobody need be woken
		f.now.Store(next)
		return nil
	}
	next.past = make(chan struct{})
	f.now.Store(next)
	close(old.past)
	return nil
}

// read gives the events of a span, or that there are more than are kept.
func (f *feed) read(ctx context.Context, after, upTo incidents.Seq) ([]event, bool, error) {
	if _, err := f.records.store.Story(ctx, f.about.story); incidents.CodeOf(err) == incidents.ENotFound {
		return nil, false, nil // it is no more for readers
	} else if err != nil {
		return nil, false, err
	}
	list, more, err := f.records.read(ctx, f.about, "", span{after, upTo, mostEvents, mostBytes})
	if err != nil || more {
		return nil, more, err
	}
	events := make([]event, len(list))
	for i := range list {
		if events[i], err = eventOf(f.about.story, &list[i]); err != nil {
			return nil, false, err
		}
	}
	return events, false, nil
}

// eventOf encodes a record whose feature has an address without the server's.
func eventOf(story string, r *record) (event, error) {
	e := event{seq: r.Seq, incident: r.ID}
	body, err := respond.Marshal(r)
	if err != nil {
		return e, err
	}
	e.text.Text = appendEvent(nil, "change", r.Seq, body)
	if r.Gone {
		return e, nil
	}
	before, whole := bytes.CutSuffix(e.text.Text, []byte(pathOf(story, r.ID)+"\"}}}\n\n"))
	if !whole {
		return e, incidents.Errorf(incidents.EInternal, "", "the event of change %d does not end with its incident's address", r.Seq)
	}
	e.text.Place(len(before))
	return e, nil
}

// add makes the events those that were and those that came, without what is told anew, and
// lets go of the oldest beyond what is kept.
func (l *latest) add(were, came []event) {
	anew := make(map[string]bool, len(came))
	for i := range came {
		anew[came[i].incident] = true
	}
	l.events = make([]event, 0, len(were)+len(came))
	for _, e := range were {
		if !anew[e.incident] {
			l.events = append(l.events, e)
		}
	}
	l.events = append(l.events, came...)
	for i := range l.events {
		l.bytes += l.events[i].text.Size()
	}
	drop := 0
	for n := len(l.events); n-drop > mostEvents || l.bytes > mostBytes && n-drop > 1; drop++ {
		l.bytes -= l.events[drop].text.Size()
		l.after = l.events[drop].seq
	}
	l.events = slices.Clone(l.events[drop:]) // so that what is dropped is let go of
}

// next gives the first event after a number; nil when there is none.
func (l *latest) next(after incidents.Seq) *event {
	i, _ := slices.BinarySearchFunc(l.events, after+1, func(e event, seq incidents.Seq) int { return cmp.Compare(e.seq, seq) })
	if i == len(l.events) {
		return nil
	}
	return &l.events[i]
}

// appendEvent writes an event of one line of data (HTML Standard, section 9.2.5).
func appendEvent(dst []byte, name string, id incidents.Seq, data []byte) []byte {
	return fmt.Appendf(dst, "event: %s\nid: %d\ndata: %s\n\n", name, id, data)
}
