package main

import (
	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
)

// Seat gives the point that stands for an area by its code.
func (a areas) Seat(code string) (orb.Point, bool) {
	entry, known := a.names.Area(code)
	return entry.Point, known
}

// Locate gives the areas in which something lies, no smaller than it is known: what is known of a state alone is in no
// municipality. The outline of an area is that area; another shape is in the areas in which all of it lies, as far as
// some of its corners tell, and a journey in none.
func (a areas) Locate(g orb.Geometry, p geo.Precision) geo.Admin {
	if p == geo.InTransit || p == geo.Unlocated || g == nil {
		return geo.Admin{}
	}
	var admin geo.Admin
	if at, isPoint := g.(orb.Point); isPoint {
		admin, _ = a.locator.At(at)
	} else {
		admin = a.locateShape(g)
	}
	switch p {
	case geo.Country:
		return geo.Admin{Country: admin.Country}
	case geo.Admin1:
		admin.Admin2, admin.Admin2Name = "", ""
	}
	return admin
}

func (a areas) locateShape(g orb.Geometry) geo.Admin {
	if id, err := incidents.NewShapeID(g); err == nil {
		if code, known := a.codes()[id]; known {
			return a.names.AdminOf(code)
		}
	}
	var common geo.Admin
	for i, at := range someCorners(g) {
		admin, _ := a.locator.At(at)
		if i == 0 {
			common = admin
		}
		if admin.Country != common.Country {
			return geo.Admin{}
		}
		if admin.Admin1 != common.Admin1 {
			common = geo.Admin{Country: common.Country}
		}
		if admin.Admin2 != common.Admin2 {
			common.Admin2, common.Admin2Name = "", ""
		}
	}
	return common
}

// mostCorners is how many corners of a shape are asked for.
const mostCorners = 48

// someCorners gives corners of a geometry, evenly spread over them.
func someCorners(g orb.Geometry) []orb.Point {
	var all []orb.Point
	var add func(g orb.Geometry)
	add = func(g orb.Geometry) {
		switch g := g.(type) {
		case orb.Point:
			all = append(all, g)
		case orb.MultiPoint:
			all = append(all, g...)
		case orb.LineString:
			all = append(all, g...)
		case orb.Ring:
			all = append(all, g...)
		case orb.MultiLineString:
			for _, part := range g {
				add(part)
			}
		case orb.Polygon:
			for _, part := range g {
				add(part)
			}
		case orb.MultiPolygon:
			for _, part := range g {
				add(part)
			}
		case orb.Collection:
			for _, part := range g {
				add(part)
			}
		}
	}
	add(g)
	step := (len(all) + mostCorners - 1) / mostCorners
	var some []orb.Point
	for i := 0; i < len(all); i += step {
		some = append(some, all[i])
	}
	return some
}

// codesOfOutlines names the outlines that there are by their content: incidents that are known to be in a state have its
// outline as their place.
func (a areas) codesOfOutlines() map[incidents.ShapeID]string {
	codes := map[incidents.ShapeID]string{}
	for shape, err := range a.outlines.All() {
		if err != nil {
			continue // of a damaged outline nothing is known
		}
		if id, err := incidents.NewShapeID(shape.Geometry); err == nil {
			codes[id] = shape.ID
		}
	}
	return codes
}
