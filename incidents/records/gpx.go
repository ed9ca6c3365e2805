package records

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
	"incidentmap/incidents/records/xmlscan"
)

func (o *Opener) openGPX(ctx context.Context, f *File, t text) error {
	return o.openMarkup(ctx, f, &markupFile{text: t, walk: func(d *document, b *builder, yield func(*Record) bool) error {
		return (&gpxReader{document: d, builder: b, yield: yield}).walk()
	}})
}

// gpxReader reads the waypoints, routes and tracks of a GPX document (GPX 1.1 schema,
// topografix.com; 1.0 is read alike).
type gpxReader struct {
	*document
	*builder
	yield func(*Record) bool

	// The positions of a route or track, which are not kept as elements: a track may
	// have a million.
	lines      orb.MultiLineString
	line       orb.LineString
	start, end string // times
	heights    bool
	err        error
}

func (g *gpxReader) walk() error {
	for {
		t, err := g.next()
		if err != nil {
			return err
		}
		if g.renew(); t.Kind != xmlscan.Start {
			continue
		}
		switch string(t.Name) {
		case "wpt", "rte", "trk":
			if err := g.feature(t); err != nil {
				return err
			}
		case "metadata":
			if _, err := g.tree(t, nil); err != nil {
				return err
			}
		}
	}
}

func (g *gpxReader) feature(start *xmlscan.Token) error {
	g.lines, g.line, g.start, g.end, g.heights, g.err = nil, nil, "", "", false, nil
	n, err := g.tree(start, g.position)
	if err != nil {
		return err
	}
	g.begin()
	g.record(n)
	if !g.yield(g.finish()) {
		return errFound
	}
	return nil
}

// position takes a position of a line out of the document when it has been read.
func (g *gpxReader) position(n *node) bool {
	switch n.name {
	case "trkpt", "rtept":
		p, err := gpxPosition(n)
		if err != nil && g.err == nil {
			g.err = err
		}
		g.line = append(g.line, p)
		g.heights = g.heights || n.first("ele") != nil
		if t := n.value("time"); t != "" {
			g.end = t
			if g.start == "" {
				g.start = t
			}
		}
		g.renew()
		return false
	case "trkseg":
		g.lines, g.line = append(g.lines, g.line), nil
		return false
	}
	return true
}

func gpxPosition(n *node) (orb.Point, error) {
	var p orb.Point
	for i, name := range []string{"lon", "lat"} {
		v, err := strconv.ParseFloat(strings.TrimSpace(n.attr(name)), 64)
		if !finite(v, err) {
			return p, fmt.Errorf("%s is not a finite number: %s", name, incidents.Quote(n.attr(name)))
		}
		p[i] = v
	}
	return p, nil
}

// record makes the record of a waypoint, route or track.
func (g *gpxReader) record(n *node) {
	kinds := map[string]string{"wpt": "waypoint", "rte": "route", "trk": "track"}
	g.setText("feature", kinds[n.name])
	for _, kid := range n.kids {
		switch {
		case kid.name == "link":
			g.setText("link", kid.attr("href"))
		case kid.name == "extensions":
			g.extensions(kid)
		case len(kid.kids) == 0:
			g.setText(kid.name, strings.TrimSpace(kid.text))
		}
	}
	s := shape{}
	switch n.name {
	case "wpt":
		p, err := gpxPosition(n)
		s.geometry, g.err = p, err
	default:
		if g.setText("begin", g.start); g.line != nil {
			g.lines = append(g.lines, g.line)
		}
		g.setText("end", g.end)
		s = shape{geometry: g.lines, hasThird: g.heights}
		if len(g.lines) == 1 {
			s.geometry = g.lines[0]
		}
	}
	if g.err != nil {
		g.rec.Repairs = addRepair(g.rec.Repairs, Repair{
			What: GeometryRefused, Detail: g.err.Error() + "; the record is kept without a geometry", Lost: true,
		})
		return
	}
	g.geometry(s)
}

// extensions makes a column of each element that has a text.
func (g *gpxReader) extensions(n *node) {
	for _, k := range n.kids {
		if text := strings.TrimSpace(k.text); text != "" && len(k.kids) == 0 {
			g.setText(k.name, text)
		}
		g.extensions(k)
	}
}
