package stories

import (
	"github.com/paulmach/orb"

	"incidentmap/incidents"
)

// About what an incident takes of memory, in bytes: for itself and its place in a cache, for each
// of its parts, and for each corner of its geometry.
const (
	publicBytes = 1200
	partBytes   = 250
	cornerBytes = 16
)

// sizeOf gives about how many bytes an incident takes.
func sizeOf(p *incidents.Public) int {
	n := publicBytes + cornerBytes*corners(p.Where.Geometry)
	n += partBytes * (len(p.Claims) + len(p.Sources) + len(p.Casualties) + len(p.Relations) + len(p.Layers))
	for _, t := range []incidents.Text{p.Title, p.Summary, p.Note} {
		for _, text := range t {
			n += len(text)
		}
	}
	for i := range p.Claims {
		n += len(p.Claims[i].Passage) + len(p.Claims[i].Value)
		for _, text := range p.Claims[i].Paraphrase {
			n += len(text)
		}
	}
	for i := range p.Sources {
		n += len(p.Sources[i].URL) + len(p.Sources[i].Archive)
	}
	return n
}

// corners counts the positions of a geometry.
func corners(g orb.Geometry) int {
	n := 0
	switch g := g.(type) {
	case nil:
	case orb.Point:
		n = 1
	case orb.MultiPoint:
		n = len(g)
	case orb.LineString:
		n = len(g)
	case orb.Ring:
		n = len(g)
	case orb.MultiLineString:
		for _, line := range g {
			n += len(line)
		}
	case orb.Polygon:
		for _, ring := range g {
			n += len(ring)
		}
	case orb.MultiPolygon:
		for _, polygon := range g {
			n += corners(polygon)
		}
	case orb.Collection:
		for _, part := range g {
			n += corners(part)
		}
	}
	return n
}
