package index

import (
	"time"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
)

// Query is which incidents of a story are wanted.
type Query struct {
	incidents.Filter // Query, its words, is not looked at: the store answers it, with Among
	// Among, when Narrowed, holds the only changes that are wanted, in any order.
	Among    []incidents.Seq
	Narrowed bool
	// Dimensions are those of the geometries that are wanted; all for the zero value.
	Dimensions Dimensions
	// MostKinds is how many kinds Sums are to list, 0 for all.
	MostKinds int
}

// Dimensions is a set of geometries by what they are made of. A collection is of its highest.
type Dimensions uint8

// The dimensions: points, lines and areas, and what has no place.
const (
	Points Dimensions = 1 << iota
	Lines
	Areas
	Unlocated
)

// have reports whether geometries of a dimension, 0, 1 or 2, are wanted.
func (d Dimensions) have(dimension int) bool { return d == 0 || d&(Points<<dimension) != 0 }

func (d Dimensions) unlocated() bool { return d == 0 || d&Unlocated != 0 }

// Sums is what incidents come to together.
type Sums struct {
	Count int
	// Figures are what the sources say of casualties. Rows that are counted in another incident were
	// left out when the entries were made.
	Figures Figures
	// Kinds lists how many there are of each kind, the most first, then by name; no more of
	// them than the query's MostKinds.
	Kinds []KindCount
	// Start and End span the starts and ends that are known; zero when none is.
	Start, End time.Time
}

// KindCount is how many incidents are of a kind.
type KindCount struct {
	Kind  incidents.Kind
	Count int
}

// Place is a change in force with what can be said of it without reading it.
type Place struct {
	Seq incidents.Seq
	ID  incidents.ULID
	incidents.Traits
	Layers     []string // ids of the story's layers that hold it
	Start, End time.Time
}

// Cluster is the incidents at points in one cell of the global grid. The grid of a level has
// 2^level cells a side over the square of Web Mercator (EPSG:3857), x from the west and y from
// the north; points beyond its latitudes are in its outermost cells. So the same cell holds the
// same incidents whatever box or tile asks for it, and each incident is in one cell of a level.
type Cluster struct {
	Sums
	Level, X, Y uint32
	// Point is the mean place of the incidents in Web Mercator, in degrees lon, lat; it is in
	// the cell.
	Point orb.Point
	// MeanX and MeanY are the cell of level 32 that holds the mean place.
	MeanX, MeanY uint32
	// Splits is the first level at which the incidents are in more than one cell, and 0 when
	// they are all at one place, to the index's resolution of 360/2^32 degrees.
	Splits uint32
	// Alone is the incident when Count is 1.
	Alone *Place
}

// Area is the incidents that have the same geometry, which is not a point: an area, a journey.
type Area struct {
	Sums
	Shape    incidents.ShapeID
	Geometry orb.Geometry // as maps draw it, of at most geo.MaxMapPositions; shared; it must not be changed
	Alone    *Place       // when Count is 1
}

// Summary is what a query finds, in all.
type Summary struct {
	Sums
	Points, Shaped, Unlocated int // how many of Count have a point, another geometry, none
	// Extent holds all geometries; nil when there is none. It never crosses the antimeridian.
	Extent *geo.BBox
}

// Histogram counts incidents by time. An incident is counted once, in the bucket that its
// start is in, or the first when it starts before and meets the span.
type Histogram struct {
	From, To time.Time // the span; To is not included
	Buckets  []Bucket
	Untimed  int // how many have no time
	Outside  int // how many have a time that does not meet the span
}

// Bucket is a part of the span of a Histogram.
type Bucket struct {
	Start time.Time
	Count int
	Kinds []KindCount // as in Sums
}
