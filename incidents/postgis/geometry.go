package postgis

import (
	"encoding/binary"
	"errors"

	"github.com/paulmach/orb"
	"github.com/twpayne/go-geom/encoding/ewkb"

	"incidentmap/geo"
)

// encodeGeometry writes a geometry as PostGIS takes it: EWKB, the lowest byte first.
func encodeGeometry(g orb.Geometry) ([]byte, error) {
	t, err := geo.ToGoGeom(g)
	if err != nil {
		return nil, err
	}
	return ewkb.Marshal(t, ewkb.NDR)
}

// decodeGeometry reads what PostGIS gives. It does not let go-geom see numbers that are greater
// than what follows them: go-geom makes room for as much as they say.
func decodeGeometry(form []byte) (orb.Geometry, error) {
	if rest, ok := skipGeometry(form, 0); !ok || len(rest) > 0 {
		return nil, errors.New("it is no EWKB of two dimensions")
	}
	t, err := ewkb.Unmarshal(form)
	if err != nil {
		return nil, err
	}
	return geo.FromGoGeom(t)
}

// The head of EWKB is a byte for the order of bytes, and the type with flags, of which this is
// the one that says that the SRID follows
// (https://github.com/postgis/postgis/blob/stable-3.3/doc/ZMSgeoms.txt).
const ewkbSRID = 0x20000000

// maxDepth is how deep collections may lie in one another.
const maxDepth = 16

// skipGeometry gives what comes after the geometry with which the form begins, and whether
// there is one.
func skipGeometry(form []byte, depth int) ([]byte, bool) {
	if len(form) < 5 || form[0] > 1 || depth > maxDepth {
		return nil, false
	}
	order := binary.ByteOrder(binary.BigEndian)
	if form[0] == 1 {
		order = binary.LittleEndian
	}
	kind := order.Uint32(form[1:])
	form = form[5:]
	if kind&ewkbSRID != 0 {
		if len(form) < 4 {
			return nil, false
		}
		form = form[4:]
	}
	switch kind &^ ewkbSRID {
	case 1: // point
		return skipBytes(form, 16)
	case 2: // line
		return skipPositions(form, order)
	case 3: // polygon
		return skipEach(form, order, func(form []byte) ([]byte, bool) { return skipPositions(form, order) })
	case 4, 5, 6, 7: // several of these, or of any
		return skipEach(form, order, func(form []byte) ([]byte, bool) { return skipGeometry(form, depth+1) })
	}
	return nil, false
}

func skipBytes(form []byte, n uint64) ([]byte, bool) {
	if uint64(len(form)) < n {
		return nil, false
	}
	return form[n:], true
}

func skipPositions(form []byte, order binary.ByteOrder) ([]byte, bool) {
	if len(form) < 4 {
		return nil, false
	}
	return skipBytes(form[4:], 16*uint64(order.Uint32(form)))
}

// skipEach skips as many things as a number says, each of which takes a byte at least.
func skipEach(form []byte, order binary.ByteOrder, skip func([]byte) ([]byte, bool)) ([]byte, bool) {
	if len(form) < 4 {
		return nil, false
	}
	n, ok := order.Uint32(form), true
	form = form[4:]
	for ; n > 0 && ok; n-- {
		form, ok = skip(form)
	}
	return form, ok
}
