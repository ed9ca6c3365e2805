package tiles

import (
	"encoding/binary"
	"math"
)

const (
	headerBytes = 127
	// headRoom is where header and root directory must end (section 4).
	headRoom = 16384
	// firstLeaf is how many entries a leaf directory has unless there are too many leaves.
	firstLeaf = 4096
)

// entry says where a run of equal tiles is; with a run of 0, a leaf directory.
type entry struct {
	id     uint64 // of the first tile
	offset uint64 // in the section of tiles, or of leaves
	length uint32
	run    uint32
}

// encodeDirectory writes entries column by column (section 4.2): ids as differences, runs,
// lengths, and offsets plus one, or 0 where one follows on the entry before.
func encodeDirectory(entries []entry) []byte {
	b := binary.AppendUvarint(nil, uint64(len(entries)))
	var last uint64
	for _, e := range entries {
		b = binary.AppendUvarint(b, e.id-last)
		last = e.id
	}
	for _, e := range entries {
		b = binary.AppendUvarint(b, uint64(e.run))
	}
	for _, e := range entries {
		b = binary.AppendUvarint(b, uint64(e.length))
	}
	for i, e := range entries {
		if i > 0 && e.offset == entries[i-1].offset+uint64(entries[i-1].length) {
			b = append(b, 0)
			continue
		}
		b = binary.AppendUvarint(b, e.offset+1)
	}
	return b
}

// span is a section of the file, in bytes.
type span struct{ offset, length uint64 }

// header is the first 127 bytes (section 3).
type header struct {
	root, metadata, leaves, tiles span
	addressed, entries, contents  uint64
	minZoom, maxZoom              uint8
	bounds                        [4]float64
	center                        [3]float64
}

func (h *header) encode() []byte {
	const (
		version   = 3
		clustered = 1
		gzipped   = 2
		mvtTiles  = 1
	)
	b := append([]byte("PMTiles"), version)
	for _, s := range []span{h.root, h.metadata, h.leaves, h.tiles} {
		b = binary.LittleEndian.AppendUint64(b, s.offset)
		b = binary.LittleEndian.AppendUint64(b, s.length)
	}
	for _, n := range []uint64{h.addressed, h.entries, h.contents} {
		b = binary.LittleEndian.AppendUint64(b, n)
	}
	b = append(b, clustered, gzipped, gzipped, mvtTiles, h.minZoom, h.maxZoom)
	degrees := func(v float64) {
		b = binary.LittleEndian.AppendUint32(b, uint32(int32(math.Round(v*1e7))))
	}
	for _, v := range h.bounds {
		degrees(v)
	}
	b = append(b, uint8(h.center[2]))
	degrees(h.center[0])
	degrees(h.center[1])
	return b
}

// curve is a place on the way along the Hilbert curve of a zoom, by which PMTiles numbers
// tiles (section 4.1): a square of the curve, and how the curve lies in it.
type curve struct {
	zoom    uint32
	index   uint64 // the square's, among those of its depth
	swapped bool   // x and y are exchanged
	turned  bool   // and then both count from the far corner
}

// child gives the i-th square that the curve goes through in this one, and which quarter it
// is. The curve goes along an open box, (0,0), (0,1), (1,1), (1,0); in its first quarter it
// lies with x and y exchanged, in its last so too but from the far corner.
func (c curve) child(i uint32) (next curve, x, y uint32) {
	x, y = i>>1, i>>1^i&1
	next = curve{c.zoom, c.index<<2 | uint64(i), c.swapped, c.turned}
	switch i {
	case 0:
		next.swapped = !c.swapped
	case 3:
		next.swapped, next.turned = !c.swapped, !c.turned
	}
	if c.swapped {
		x, y = y, x
	}
	if c.turned {
		x, y = 1-x, 1-y
	}
	return next, x, y
}

// id numbers a tile of the curve's zoom: after those of all lesser zooms.
func (c curve) id() uint64 { return (1<<(2*c.zoom)-1)/3 + c.index }
