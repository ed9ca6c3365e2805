package records

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"strconv"

	"github.com/paulmach/orb"
)

// wkbReader reads well-known binary: ISO's, whose types above 1000 have Z and M (OGC
// 06-103r4, section 8.2), and PostGIS's, which has them as flags.
type wkbReader struct {
	data     []byte
	at       int
	order    binary.ByteOrder
	numbers  int  // of a position
	height   bool // the third number is a height, not a measure
	hasThird bool
	third    float64
	isHeight bool
}

var errShort = errors.New("the geometry's bytes end too early")

// readWKB reads a geometry that has to take all of data.
func readWKB(data []byte, depth int) (shape, error) {
	r := &wkbReader{data: data}
	g, err := r.geometry(depth)
	if err == nil && r.at != len(data) {
		err = fmt.Errorf("%d bytes stand behind the geometry", len(data)-r.at)
	}
	if err != nil {
		return shape{}, err
	}
	s := shape{geometry: g, hasThird: r.hasThird}
	if _, ok := g.(orb.Point); ok && r.isHeight {
		s.third = strconv.FormatFloat(r.third, 'f', -1, 64)
	}
	return s, nil
}

// The flags of PostGIS's types.
const (
	wkbZ    = 0x80000000
	wkbM    = 0x40000000
	wkbSRID = 0x20000000
)

func (r *wkbReader) geometry(depth int) (orb.Geometry, error) {
	if depth <= 0 {
		return nil, errors.New("geometries lie in one another deeper than the limit")
	}
	kind, err := r.header()
	if err != nil {
		return nil, err
	}
	switch kind {
	case 1:
		p, err := r.position()
		if math.IsNaN(p[0]) && math.IsNaN(p[1]) {
			return orb.MultiPoint{}, err // how the empty point is written
		}
		return p, err
	case 2:
		line, err := r.positions()
		return orb.LineString(line), err
	case 3:
		return r.polygon()
	case 4, 5, 6, 7:
		members, err := r.members(depth)
		if err != nil {
			return nil, err
		}
		return gathered(kind, members)
	}
	return nil, fmt.Errorf("geometry type %d (a curve or a surface) is not read; turn it into lines and polygons first", kind)
}

// header reads byte order and type, and how many numbers a position has.
func (r *wkbReader) header() (uint32, error) {
	if r.at >= len(r.data) {
		return 0, errShort
	}
	switch r.data[r.at] {
	case 0:
		r.order = binary.BigEndian
	case 1:
		r.order = binary.LittleEndian
	default:
		return 0, fmt.Errorf("byte order %d is neither 0 nor 1", r.data[r.at])
	}
	r.at++
	kind, err := r.uint32()
	if err != nil {
		return 0, err
	}
	r.numbers, r.height = 2, kind&wkbZ != 0 || kind%0x10000000/1000&1 == 1
	if kind&wkbZ != 0 {
		r.numbers++
	}
	if kind&wkbM != 0 {
		r.numbers++
	}
	if kind&wkbSRID != 0 {
		if _, err := r.uint32(); err != nil {
			return 0, err
		}
	}
	kind &^= wkbZ | wkbM | wkbSRID
	switch kind / 1000 {
	case 1, 2:
		r.numbers++
	case 3:
		r.numbers += 2
	}
	return kind % 1000, nil
}

func (r *wkbReader) uint32() (uint32, error) {
	if len(r.data)-r.at < 4 {
		return 0, errShort
	}
	v := r.order.Uint32(r.data[r.at:])
	r.at += 4
	return v, nil
}

func (r *wkbReader) position() (orb.Point, error) {
	var p orb.Point
	if len(r.data)-r.at < 8*r.numbers {
		return p, errShort
	}
	for i := range r.numbers {
		v := math.Float64frombits(r.order.Uint64(r.data[r.at:]))
		r.at += 8
		switch {
		case i < 2:
			p[i] = v
		case i == 2 && !math.IsNaN(v) && !math.IsInf(v, 0):
			r.third, r.hasThird, r.isHeight = v, true, r.height
		}
	}
	return p, nil
}

// count reads how many things of at least size bytes follow.
func (r *wkbReader) count(size int) (int, error) {
	n, err := r.uint32()
	if err == nil && int64(n)*int64(size) > int64(len(r.data)-r.at) {
		err = errShort
	}
	return int(n), err
}

func (r *wkbReader) positions() ([]orb.Point, error) {
	n, err := r.count(8 * r.numbers)
	if err != nil {
		return nil, err
	}
	points := make([]orb.Point, n)
	for i := range points {
		if points[i], err = r.position(); err != nil {
			return nil, err
		}
	}
	return points, nil
}

func (r *wkbReader) polygon() (orb.Polygon, error) {
	n, err := r.count(4)
	if err != nil {
		return nil, err
	}
	p := make(orb.Polygon, n)
	for i := range p {
		ring, err := r.positions()
		if err != nil {
			return nil, err
		}
		p[i] = ring
	}
	return p, nil
}

func (r *wkbReader) members(depth int) ([]orb.Geometry, error) {
	n, err := r.count(5)
	if err != nil {
		return nil, err
	}
	all := make([]orb.Geometry, n)
	for i := range all {
		if all[i], err = r.geometry(depth - 1); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// gathered makes a multi-geometry of its members, which have to be of its type.
func gathered(kind uint32, members []orb.Geometry) (orb.Geometry, error) {
	var points orb.MultiPoint
	var lines orb.MultiLineString
	var polygons orb.MultiPolygon
	for _, m := range members {
		switch m := m.(type) {
		case orb.Point:
			points = append(points, m)
		case orb.LineString:
			lines = append(lines, m)
		case orb.Polygon:
			polygons = append(polygons, m)
		}
	}
	n := len(members)
	switch {
	case kind == 4 && len(points) == n:
		return points, nil
	case kind == 5 && len(lines) == n:
		return lines, nil
	case kind == 6 && len(polygons) == n:
		return polygons, nil
	case kind == 7:
		return orb.Collection(members), nil
	}
	return nil, fmt.Errorf("a geometry of type %d holds one of another type", kind)
}

// readGeoPackageGeometry reads a geometry with the header of a GeoPackage (OGC 12-128r18,
// section 2.1.3).
func readGeoPackageGeometry(blob []byte, depth int) (shape, error) {
	if len(blob) < 8 || blob[0] != 'G' || blob[1] != 'P' {
		return shape{}, errors.New("the bytes are no geometry of a GeoPackage")
	}
	flags := blob[3]
	if flags&0x20 != 0 {
		return shape{}, errors.New("the geometry is of an extended type, which is not read")
	}
	envelope := []int{0, 32, 48, 48, 64}
	kind := int(flags >> 1 & 7)
	if kind >= len(envelope) {
		return shape{}, fmt.Errorf("envelope %d is not one of a GeoPackage", kind)
	}
	start := 8 + envelope[kind]
	if len(blob) < start {
		return shape{}, errShort
	}
	return readWKB(blob[start:], depth)
}
