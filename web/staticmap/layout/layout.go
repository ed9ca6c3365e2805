// Package layout finds where marks and names of places stand on a map's picture, so that each can be seen and
// read. It is what ui/src/arrange is for the page's map, and is held to the same cases (testdata/arrange.json).
//
// In this order, each giving way to what stands already:
//
//	the heaviest mark of each point, at its place
//	names of places, and what is told of the gravest
//	the other marks of points, around theirs
//	tags of areas, where those leave room
//
// Lengths are in CSS pixels, x to the right and y down. No mark stands farther than Reach from its place: those that
// find no room become one with the nearest.
package layout

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// Reach is how far a mark may stand from its place.
const Reach = 40

// gap is the space between marks.
const gap = 2

// Size is a width and height.
type Size struct{ Width, Height float64 }

func (s Size) isWide() bool { return s.Width > s.Height }

// Candidate is a point where a mark may stand, and how far its area reaches from there on every side.
type Candidate struct {
	At   orb.Point
	Room float64
}

// Mark is a mark that belongs to a point, or to one of several points of an area or a line.
type Mark struct {
	Size
	ID         string
	Place      string  // marks of one point stand around it, those of one area are one tag
	Weight     float64 // the heavier is placed first, and wins
	Candidates []Candidate
}

// Caption is what is written beside the mark of a place: the sizes of its texts, the fullest first.
type Caption struct {
	Place string
	Sizes []Size
}

// Spot is where one mark, or several as one, stands.
type Spot struct {
	Size
	IDs     []string // the heaviest first
	At      orb.Point
	Leaders []orb.Point // the true places, to which lines lead; none where it stands there
	Narrow  bool        // it had no room for its width, and is as wide as high
}

// Box is what it covers.
func (s *Spot) Box() orb.Bound { return around(s.At, s.Size) }

// Placed is a caption where it stands.
type Placed struct {
	Place string
	Size  int  // which of the sizes it has
	Told  bool // it says more than the least it may
	Box   orb.Bound
	Line  *[2]orb.Point // from the mark to the text, where that stands apart
}

// Frame is the view, and the boxes that cover some of it: no text stands there.
type Frame struct {
	View  orb.Bound
	Boxes []orb.Bound
}

// So many names apart from their marks are as bad as one that is missing; and of more places than many the text of
// one is made fuller, and names are tried in one order.
const (
	apart = 10
	many  = 60
)

// arrangement is one in the making.
type arrangement struct {
	places, areas [][]Mark
	captions      []Caption
	frame         Frame
	base          *space
	first         *first
	spots         []*Spot
	written       []Placed
	from          map[string]int // of a place's caption, the size that is tried first
	tagsFirst     bool           // tags stand before names, which have more places to choose from
	least         int
}

// Arrange places marks and captions; what is taken stands already, and gives way to nothing. What is told gives way
// to names: captions are as full as leaves each place and area its name.
func Arrange(marks []Mark, captions []Caption, frame Frame, taken []orb.Bound) ([]*Spot, []Placed) {
	var points, tags []Mark
	for _, m := range marks {
		if len(m.Candidates) == 1 {
			points = append(points, m)
		} else if len(m.Candidates) > 1 {
			tags = append(tags, m)
		}
	}
	a := &arrangement{places: byPlace(points), areas: byPlace(tags), frame: frame, base: newSpace(taken), least: math.MaxInt}
	a.first = placeFirst(a.places, a.base)
	order := map[string]int{}
	for i, p := range a.places {
		order[p[0].Place] = i
	}
	for _, c := range captions {
		if _, has := order[c.Place]; has {
			a.captions = append(a.captions, c)
		}
	}
	slices.SortStableFunc(a.captions, func(x, y Caption) int { return cmp.Compare(order[x.Place], order[y.Place]) })
	a.attempt(map[string]int{}, a.captions, 0, false)
	a.fuller()
	return a.spots, a.written
}

// fuller begins with the names alone where not all of it has room, and makes captions fuller one by one.
func (a *arrangement) fuller() {
	names, wordy := map[string]int{}, []string{}
	for _, c := range a.captions {
		if len(c.Sizes) > 1 {
			names[c.Place], wordy = len(c.Sizes)-1, append(wordy, c.Place)
		}
	}
	if a.least == 0 || len(wordy) == 0 {
		return
	}
	a.attempt(names, a.captions, 0, false)
	if a.least >= apart && slices.ContainsFunc(a.areas, isTagged) {
		a.attempt(names, a.captions, 1, true)
	}
	a.missingFirst()
	if len(a.places) > many {
		wordy = wordy[:1]
	}
	for _, place := range wordy {
		for size := 0; size < a.from[place]; size++ {
			from := maps.Clone(a.from)
			from[place] = size
			if a.attempt(from, a.captions, 0, a.tagsFirst) {
				break
			}
		}
	}
	a.missingFirst()
}

// missingFirst places the captions that found no room before the others, while that makes it better.
func (a *arrangement) missingFirst() {
	for found := true; found && a.least >= apart && len(a.places) <= many; {
		written := map[string]bool{}
		for _, w := range a.written {
			written[w.Place] = true
		}
		var missing, others []Caption
		for _, c := range a.captions {
			if written[c.Place] {
				others = append(others, c)
			} else {
				missing = append(missing, c)
			}
		}
		order := append(missing, others...)
		found = a.attempt(a.from, order, 1, a.tagsFirst) || slices.ContainsFunc(a.areas, isTagged) && a.attempt(a.from, order, 1, !a.tagsFirst)
	}
}

// attempt places all anew, and keeps that if it is no worse, or better by so much.
func (a *arrangement) attempt(from map[string]int, captions []Caption, better int, tagsFirst bool) bool {
	space, f := a.base.trial(), a.first.clone()
	left := a.areas
	if tagsFirst {
		left = f.placeTags(a.areas, space, a.frame, true)
	}
	written := placeCaptions(captions, from, f, space, a.frame)
	f.placeOthers(a.places, space)
	f.placeTags(left, space, a.frame, false)
	cost := 2 * (len(a.captions) - len(written)) * apart // the name of a point is missed more than an area's
	for _, marks := range a.areas {
		if isTagged(marks) {
			cost += apart
		}
	}
	for _, s := range f.spots { // a tag that found no place of its own names nothing
		if s.isWide() {
			cost -= apart
		}
	}
	for _, w := range written {
		if w.Line != nil && !w.Told {
			cost++
		}
	}
	if cost > a.least-better {
		return false
	}
	a.spots, a.written, a.least, a.from, a.captions, a.tagsFirst = f.spots, written, cost, from, captions, tagsFirst
	return true
}

// isTagged reports whether the tag of an area's marks says something: only such are wider than high.
func isTagged(marks []Mark) bool { return marks[0].isWide() }

// byPlace gives the marks of each place, and the places, the heaviest first.
func byPlace(marks []Mark) [][]Mark {
	sorted := slices.Clone(marks)
	slices.SortStableFunc(sorted, func(a, b Mark) int { return cmp.Compare(b.Weight, a.Weight) })
	var all [][]Mark
	known := map[string]int{}
	for _, m := range sorted {
		i, has := known[m.Place]
		if !has {
			i, known[m.Place] = len(all), len(all)
			all = append(all, nil)
		}
		all[i] = append(all[i], m)
	}
	return all
}

func around(at orb.Point, s Size) orb.Bound {
	return orb.Bound{Min: orb.Point{at[0] - s.Width/2, at[1] - s.Height/2}, Max: orb.Point{at[0] + s.Width/2, at[1] + s.Height/2}}
}

func padded(s Size) Size { return Size{s.Width + 2*gap, s.Height + 2*gap} }

func within(outer, inner orb.Bound) bool {
	return inner.Min[0] >= outer.Min[0] && inner.Max[0] <= outer.Max[0] && inner.Min[1] >= outer.Min[1] && inner.Max[1] <= outer.Max[1]
}

func outside(a, b orb.Bound) bool {
	return a.Min[0] >= b.Max[0] || b.Min[0] >= a.Max[0] || a.Min[1] >= b.Max[1] || b.Min[1] >= a.Max[1]
}

// isCut reports whether the view's edge cuts a box: what is written stands wholly in the view, or wholly out of it.
func isCut(view, box orb.Bound) bool { return !within(view, box) && !outside(view, box) }

func far(a, b orb.Point) float64 { return math.Hypot(a[0]-b[0], a[1]-b[1]) }
