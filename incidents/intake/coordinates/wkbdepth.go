package coordinates

import (
	"encoding/binary"

	"incidentmap/geo"
)

// wkbWalker goes through the heads of (E)WKB, whose geometries may lie in one another to any
// depth, before it is read. Faults of other kinds are left to the reader.
type wkbWalker struct{ rest []byte }

// tooDeep reports whether collections lie in one another deeper than the limit.
func tooDeep(raw []byte) bool {
	w := wkbWalker{raw}
	return !w.geometry(geo.MaxNesting + 2) // a MultiPolygon in the innermost, and its members
}

// geometry passes over a geometry and reports whether it is not too deep.
func (w *wkbWalker) geometry(depth int) bool {
	if depth <= 0 {
		return false
	}
	if len(w.rest) < 5 {
		w.rest = nil
		return true
	}
	var order binary.ByteOrder = binary.BigEndian
	if w.rest[0] == 1 {
		order = binary.LittleEndian
	}
	w.skip(1)
	kind := w.number(order)
	size := uint64(16) // of a position in bytes
	const z, m, srid = 0x80000000, 0x40000000, 0x20000000
	for _, flag := range []uint32{z, m} {
		if kind&flag != 0 {
			size += 8
		}
	}
	if kind&srid != 0 {
		w.skip(4)
	}
	kind &^= z | m | srid
	switch kind / 1000 {
	case 1, 2:
		size += 8
	case 3:
		size += 16
	}
	switch kind % 1000 {
	case 1:
		w.skip(size)
	case 2:
		w.skip(size * uint64(w.number(order)))
	case 3:
		for n := w.number(order); n > 0 && len(w.rest) > 0; n-- {
			w.skip(size * uint64(w.number(order)))
		}
	case 4, 5, 6, 7:
		for n := w.number(order); n > 0 && len(w.rest) > 0; n-- {
			if !w.geometry(depth - 1) {
				return false
			}
		}
	default:
		w.rest = nil
	}
	return true
}

func (w *wkbWalker) skip(n uint64) { w.rest = w.rest[min(n, uint64(len(w.rest))):] }

func (w *wkbWalker) number(order binary.ByteOrder) uint32 {
	if len(w.rest) < 4 {
		w.rest = nil
		return 0
	}
	n := order.Uint32(w.rest)
	w.skip(4)
	return n
}
