package mapapi

import (
	"context"
	"encoding/hex"
	"iter"
	"strconv"
	"time"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/incidents/index"
	"incidentmap/tiles"
)

// write writes the features: areas, so that clusters are drawn over them, and then clusters in
// the order of the grid.
func (g *gathering) write(ctx context.Context, m *Maps, out *format.Template, features iter.Seq2[incidents.Feature, error]) error {
	next, stop := iter.Pull2(features)
	defer stop()
	single := singles{next, g.selection.Snapshot}
	between := "\n"
	begin := func() {
		out.Text = append(out.Text, between...)
		between = ",\n"
	}
	for i := range g.areas {
		begin()
		if err := g.appendArea(ctx, m, out, &g.areas[i], &single); err != nil {
			return err
		}
	}
	if len(g.rest) > 0 {
		begin()
		out.Text = g.appendRest(out.Text)
	}
	for i := range g.clusters {
		begin()
		if p := g.clusters[i].Alone; p != nil {
			if err := single.append(out, p.Seq, nil); err != nil {
				return err
			}
			continue
		}
		out.Text = appendCluster(out.Text, &g.clusters[i])
	}
	return nil
}

// appendCluster writes the incidents of a cell.
func appendCluster(b []byte, c *index.Cluster) []byte {
	b = append(b, `{"type":"Feature","id":"c`...)
	for _, n := range [...]uint32{c.Level, c.X, c.Y} {
		b = strconv.AppendUint(append(b, '-'), uint64(n), 10)
	}
	b = append(b, `","geometry":{"type":"Point","coordinates":[`...)
	b = append(appendDegrees(b, c.Point[0]), ',')
	b = append(appendDegrees(b, c.Point[1]), `]},"properties":{"cluster":true`...)
	b = appendSums(b, &c.Sums)
	if c.Splits > 0 {
		b = strconv.AppendInt(append(b, `,"splits_at":`...), max(int64(c.Splits)-CellLevels, 0), 10)
	}
	return append(b, "}}"...)
}

// appendArea writes the incidents of an area, whose shape is that which the zoom shows. What
// tiles draw 512 pixels wide at a zoom, Leaflet draws at the zoom after it.
//
// A single incident has its own geometry, unless that has more corners than maps are sent.
func (g *gathering) appendArea(ctx context.Context, m *Maps, out *format.Template, a *index.Area, single *singles) error {
	if a.Alone != nil && geo.SizeOf(a.Geometry).Positions <= tiles.MaxCorners {
		return single.append(out, a.Alone.Seq, nil)
	}
	shown, err := m.tiles.Outline(ctx, a, g.wanted.Zoom-1, &g.wanted.BBox)
	if err != nil {
		return err
	}
	if a.Alone != nil {
		if shown == nil { // of nothing that is on Earth there is no outline
			shown = a.Geometry.Bound().ToPolygon()
		}
		return single.append(out, a.Alone.Seq, shown)
	}
	b := append(out.Text, `{"type":"Feature","id":"a-`...)
	b = hex.AppendEncode(b, a.Shape[:])
	if b, err = appendGeometry(append(b, `","geometry":`...), shown); err != nil {
		return err
	}
	b = appendPrecision(append(b, `,"properties":{"cluster":true`...), g.known[a.Shape])
	out.Text = append(appendSums(b, &a.Sums), "}}"...)
	return nil
}

// appendRest writes what is beyond MaxAreas as one: the bound of it all, and how many areas
// it is (more). No count is lost.
func (g *gathering) appendRest(b []byte) []byte {
	all := make([]*index.Sums, len(g.rest))
	bound, least := g.rest[0].Geometry.Bound(), geo.Exact
	for i := range g.rest {
		all[i] = &g.rest[i].Sums
		if p := g.known[g.rest[i].Shape]; p.CoarserThan(least) {
			least = p
		}
		bound = bound.Union(g.rest[i].Geometry.Bound())
	}
	sums := index.Together(all)
	b = append(b, `{"type":"Feature","id":"a-more","geometry":`...)
	b, _ = appendGeometry(b, bound.ToPolygon()) // numbers always marshal
	b = appendPrecision(append(b, `,"properties":{"cluster":true`...), least)
	b = appendSums(b, &sums)
	return append(strconv.AppendInt(append(b, `,"more":`...), int64(len(g.rest)), 10), "}}"...)
}

func appendPrecision(b []byte, p geo.Precision) []byte {
	return append(append(append(b, `,"precision":"`...), p...), '"')
}

// topKinds is how many kinds of incidents that are told together are named.
const topKinds = 3

// appendSums writes what incidents come to together as further properties.
func appendSums(b []byte, s *index.Sums) []byte {
	b = strconv.AppendInt(append(b, `,"count":`...), int64(s.Count), 10)
	totals := s.Figures.Totals()
	for i, outcome := range incidents.Outcomes() {
		b = appendFigure(b, string(outcome), &totals.Outcomes[i])
	}
	b = appendFigure(b, "fatalities", &totals.Fatalities)
	b = append(b, `,"kinds":[`...)
	for i, k := range s.Kinds[:min(len(s.Kinds), topKinds)] {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(append(b, `{"kind":"`...), k.Kind...), `","count":`...)
		b = append(strconv.AppendInt(b, int64(k.Count), 10), '}')
	}
	b = appendTime(append(b, ']'), "start", s.Start)
	return appendTime(b, "end", s.End)
}

// appendFigure writes what the sources say together of an outcome, with the names that features have;
// nothing of nobody.
func appendFigure(b []byte, name string, s *incidents.Sum) []byte {
	if !s.Somebody() {
		return b
	}
	for _, one := range []struct {
		suffix string
		of     func() (uint64, bool)
	}{{"", s.Best}, {"_low", s.Low}, {"_high", s.High}} {
		if n, known := one.of(); known {
			b = append(append(append(append(b, `,"`...), name...), one.suffix...), `":`...)
			b = strconv.AppendUint(b, n, 10)
		}
	}
	return b
}

// appendTime writes a time that is known, as features do.
func appendTime(b []byte, name string, t time.Time) []byte {
	if t.IsZero() {
		return b
	}
	b = append(append(append(b, `,"`...), name...), `":"`...)
	return append(t.UTC().AppendFormat(b, time.RFC3339), '"')
}
