package index

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"incidentmap/incidents"
)

// Sync takes in the changes that came since the last time. After an error the index is as it
// was before. A story's layers are those it has when Sync reads it: when it was written again
// since the feed's state, the next Sync brings the incidents that belong to them.
func (x *Index) Sync(ctx context.Context, feed Feed) error {
	x.taking.Lock()
	defer x.taking.Unlock()
	old := x.now.Load()
	t := taking{seq: old.seq, old: old.stories, stories: map[string]*pendingChanges{}}
	if err := t.takeAll(feed.Changes(ctx, old.seq)); err != nil {
		return err
	}
	if len(t.stories) == 0 { // at most numbers of what readers never saw, for which nobody is woken
		if t.seq > old.seq {
			x.now.Store(&generation{seq: t.seq, stories: old.stories, past: old.past})
		}
		return nil
	}
	next := &generation{seq: t.seq, stories: maps.Clone(old.stories), past: make(chan struct{})}
	if next.stories == nil {
		next.stories = map[string]*story{}
	}
	for slug, n := range t.stories {
		s, err := n.story(ctx, feed, slug, old.stories[slug], t.seq)
		if err != nil {
			return err
		}
		next.stories[slug] = s
	}
	shapes, err := x.bind(ctx, feed, t.stories, old, next)
	if err != nil {
		return err
	}
	x.shapes = shapes
	x.now.Store(next)
	close(old.past)
	return nil
}

// taking is the changes that come.
type taking struct {
	seq     incidents.Seq
	old     map[string]*story
	stories map[string]*pendingChanges
	last    *pendingChanges // of the story that the last change was of
	slug    string
}

// pendingChanges are the changes of a story that are being taken in.
type pendingChanges struct {
	changed      incidents.Seq
	changedStory bool // the story itself was written
	gone         []incidents.Seq
	builder      *builder
	full         []*segment
	kinds        *slots
}

func (t *taking) take(c *incidents.Change) {
	if c.Story == "" { // how far the feed has come
		t.seq = max(t.seq, c.Seq)
		return
	}
	if t.last == nil || t.slug != c.Story {
		t.slug, t.last = c.Story, t.stories[c.Story]
		if t.last == nil {
			t.last = &pendingChanges{kinds: &slots{}}
			if s := t.old[c.Story]; s != nil {
				t.last.kinds.own = slices.Clip(s.own)
			}
			t.stories[c.Story] = t.last
		}
	}
	n := t.last
	if c.Gone {
		n.gone = append(n.gone, c.Seq)
		return
	}
	t.seq, n.changed = max(t.seq, c.Seq), max(n.changed, c.Seq)
	switch {
	case c.OfStory():
		n.changedStory = true
	case c.Entry != nil:
		if n.builder == nil {
			n.builder = newBuilder(n.kinds)
		}
		e := *c.Entry
		e.Seq, e.ID = c.Seq, c.Incident
		n.builder.add(&e)
		if n.builder.n == maxRows || len(n.builder.figures.text) > maxTexts {
			n.flush()
		}
	}
}

// flush makes a segment of what was staged.
func (n *pendingChanges) flush() {
	if n.builder != nil && n.builder.n > 0 {
		n.full = append(n.full, n.builder.build())
		n.builder.reset()
	}
}

// story gives the old story, which may be nil, with these changes.
func (n *pendingChanges) story(ctx context.Context, feed Feed, slug string, old *story, now incidents.Seq) (*story, error) {
	if old == nil {
		old = &story{}
	}
	n.flush()
	n.builder = nil
	s := &story{changed: max(old.changed, n.changed), layers: old.layers}
	if n.changed == 0 { // gone without a change that came for it
		s.changed = now
	}
	if n.changedStory {
		written, err := feed.Story(ctx, slug)
		if err != nil {
			return nil, err
		}
		s.layers = nil
		for _, l := range written.Layers {
			s.layers = append(s.layers, l.ID)
		}
	}
	gone := newSeqSet(n.gone)
	for _, p := range old.parts {
		if len(n.gone) > 0 {
			p = p.without(gone)
		}
		s.parts = append(s.parts, p)
	}
	for _, f := range n.full {
		s.parts = append(s.parts, newPart(f))
	}
	if s.parts = tidy(s.parts, n.kinds); n.kinds.full {
		s.parts, n.kinds = renumbered(s.parts)
	}
	if s.own = n.kinds.own; len(s.own) > 0 {
		s.names = newKindNames(s.own)
	}
	return s, nil
}

// A part is made anew without its dead when they are more than one row in 64, and merged with
// the next larger one when it is more than a 16th of it, as long as both fit in a segment. So
// parts are few, and each row is merged a few times in its life.
const (
	deadShare  = 64
	mergeShare = 16
)

// tidy gives the parts, the largest first, merged by these rules.
func tidy(parts []*part, kinds *slots) []*part {
	parts = slices.DeleteFunc(parts, func(p *part) bool { return p.living() == 0 })
	for i, p := range parts {
		if len(p.deadRows) > max(p.size()/deadShare, blockRows) {
			parts[i] = merged(kinds, p)
		}
	}
	slices.SortStableFunc(parts, func(a, b *part) int { return cmp.Compare(b.living(), a.living()) })
	for i := len(parts) - 1; i > 0; i-- {
		large, small := parts[i-1], parts[i]
		if small.living()*mergeShare < large.living() || small.living()+large.living() > maxRows ||
			len(small.figures.texts.text)+len(large.figures.texts.text) > maxTexts {
			continue
		}
		parts = slices.Replace(parts, i-1, i+1, merged(kinds, large, small))
		for j := i - 1; j > 0 && parts[j].living() > parts[j-1].living(); j-- {
			parts[j], parts[j-1] = parts[j-1], parts[j]
		}
		i = len(parts)
	}
	return parts
}

func merged(kinds *slots, parts ...*part) *part {
	b := newBuilder(kinds)
	for _, p := range parts {
		b.addPart(p)
	}
	return newPart(b.build())
}

// bind gives their shapes to the segments of stories that changed, asking the feed for those
// that are not held, and gives all that are to be held now.
func (x *Index) bind(ctx context.Context, feed Feed, changed map[string]*pendingChanges, old, next *generation) (map[incidents.ShapeID]*shape, error) {
	var fresh []*segment
	dropped := false
	missing := map[incidents.ShapeID]*shape{}
	for slug := range changed {
		for _, p := range next.stories[slug].parts {
			if p.shapes != nil || len(p.shapeIDs) == 0 {
				continue
			}
			fresh = append(fresh, p.segment)
			for _, id := range p.shapeIDs {
				if x.shapes[id] == nil {
					missing[id] = nil
				}
			}
		}
		dropped = dropped || old.stories[slug].losesShapes(next.stories[slug])
	}
	held := x.shapes
	if len(missing) > 0 {
		if err := fetch(ctx, feed, missing); err != nil {
			return nil, err
		}
		held = maps.Clone(held)
		maps.Copy(held, missing)
	}
	for _, s := range fresh {
		s.shapes = make([]*shape, len(s.shapeIDs))
		for i, id := range s.shapeIDs {
			s.shapes[i] = held[id]
		}
	}
	if dropped {
		held = next.shapes()
	}
	return held, nil
}

// fetch gets the shapes of the names.
func fetch(ctx context.Context, feed Feed, names map[incidents.ShapeID]*shape) error {
	ids := slices.SortedFunc(maps.Keys(names), func(a, b incidents.ShapeID) int { return slices.Compare(a[:], b[:]) })
	found, err := feed.Shapes(ctx, ids)
	if err != nil {
		return err
	}
	for _, id := range ids {
		g := found[id]
		if g == nil {
			return incidents.Errorf(incidents.EDamaged, "", "an incident names the geometry %x, which the store does not have", id)
		}
		names[id] = newShape(id, g)
	}
	return nil
}

// losesShapes reports whether a segment with shapes of the story, which may be nil, is not of next.
func (s *story) losesShapes(next *story) bool {
	if s == nil {
		return false
	}
	for _, p := range s.parts {
		stays := slices.ContainsFunc(next.parts, func(q *part) bool { return q.segment == p.segment })
		if len(p.shapes) > 0 && !stays {
			return true
		}
	}
	return false
}

// shapes gives the shapes that segments have.
func (s *generation) shapes() map[incidents.ShapeID]*shape {
	used := map[incidents.ShapeID]*shape{}
	for _, story := range s.stories {
		for _, p := range story.parts {
			for _, s := range p.shapes {
				used[s.id] = s
			}
		}
	}
	return used
}
