package index

import (
	"slices"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
)

// query is a filter in the terms of the columns. A nil list wants all.
type query struct {
	*columns
	kinds, classes, verifications []bool
	sets                          []bool // which sets of layers hold the wanted layer
	box                           *geo.BBox
	bounds                        []orb.Bound // of the box
	timed                         bool
	from, to                      int64
}

func (c *columns) compile(f incidents.Filter) *query {
	q := &query{
		columns: c, box: f.BBox,
		kinds: ask(f.Kinds, incidents.Kinds(), func(k incidents.KindInfo) incidents.Kind { return k.Kind }),
		classes: ask(f.Classes, incidents.Classes(), func(c incidents.Class) incidents.Class {
			return c
		}),
		verifications: ask(f.Verifications, incidents.Verifications(), func(v incidents.Verification) incidents.Verification {
			return v
		}),
	}
	if f.Layer != "" && f.Layer != incidents.LayerAll {
		q.sets = make([]bool, len(c.layers))
		for i, layers := range c.layers {
			q.sets[i] = slices.Contains(layers, f.Layer)
		}
	}
	if f.BBox != nil {
		q.bounds = f.BBox.Bounds()
	}
	if f.Time != nil {
		q.timed, q.from, q.to = true, micros(f.Time.From, unknownStart), micros(f.Time.To, unknownEnd)
	}
	return q
}

// ask says for each place of a list of the domain, and for the one after the last,
// whether it is wanted.
func ask[T any, W comparable](wanted []W, list []T, word func(T) W) []bool {
	if len(wanted) == 0 {
		return nil
	}
	asked := make([]bool, len(list)+1)
	for i, it := range list {
		asked[i] = slices.Contains(wanted, word(it))
	}
	return asked
}

// wants reports whether the filter wants a row, looking first at what is cheapest.
func (q *query) wants(i int) bool {
	switch {
	case q.classes != nil && !q.classes[q.class[i]],
		q.kinds != nil && !q.kinds[q.kind[i]],
		q.verifications != nil && !q.verifications[q.verification[i]],
		q.sets != nil && !q.sets[q.set[i]],
		q.timed && (q.start[i] > q.to || q.end[i] < q.from):
		return false
	}
	return q.box == nil || !q.located[i] || q.inBox(i)
}

// inBox looks at the shape itself only where its envelope cannot tell.
func (q *query) inBox(i int) bool {
	bound, meets := q.bound[i], false
	for _, b := range q.bounds {
		if !b.Intersects(bound) {
			continue
		}
		if q.shape[i] == nil || (b.Contains(bound.Min) && b.Contains(bound.Max)) {
			return true
		}
		meets = true
	}
	return meets && q.box.Intersects(q.shape[i])
}
