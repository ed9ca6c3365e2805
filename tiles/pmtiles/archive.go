// Package pmtiles reads tiles from a PMTiles archive of version 3
// (https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md), a file or an address that answers to byte ranges.
//
// An archive is what its maker put there: every length in it is held to a bound before anything of that length is read.
//
// Goals: one look-up for a tile once its directory was read; bounded memory. Non-goals: writing, which package tiles
// does; archives of pictures; the library of the format's authors, which draws in the clients of three clouds.
package pmtiles

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"incidentmap/tiles/cache"
)

// Bounds of what is read of an archive, in bytes as they lie there and unpacked.
const (
	headerBytes    = 127
	maxDirectory   = 4 << 20
	maxEntries     = 1 << 20
	maxMetadata    = 4 << 20
	maxTile        = 8 << 20
	cacheBytes     = 32 << 20 // of directories
	maxDirectories = 4        // directories on the way to a tile
)

// Source gives ranges of an archive's bytes.
type Source interface {
	// ReadRange gives exactly length bytes from offset on.
	ReadRange(ctx context.Context, offset, length uint64) ([]byte, error)
}

// Archive gives tiles. It is safe for simultaneous use.
type Archive struct {
	source Source
	head   header
	root   []entry
	leaves *cache.Cache[[]entry]
	// Attribution is the HTML by which the archive's metadata names the makers of its data; it may be empty, and is
	// not safe to be shown as it is.
	Attribution string
	// Layers are the names of the layers that the metadata lists.
	Layers []string
}

// header is what is read of the first 127 bytes (section 3).
type header struct {
	root, metadata, leaves, tiles span
	internal, tile                byte // compressions
	minZoom, maxZoom              byte
	west, south, east, north      float64
}

type span struct{ offset, length uint64 }

// entry says where a run of equal tiles is; with a run of 0, a directory.
type entry struct {
	id, offset  uint64
	length, run uint32
}

// Open reads the header, the root directory and the metadata of an archive of vector tiles.
func Open(ctx context.Context, source Source) (*Archive, error) {
	b, err := source.ReadRange(ctx, 0, headerBytes)
	if err != nil {
		return nil, fmt.Errorf("read the archive's header: %w", err)
	}
	a := &Archive{source: source, leaves: cache.New(cacheBytes, func(es []entry) int { return 24 * len(es) })}
	if a.head, err = readHeader(b); err != nil {
		return nil, err
	}
	if a.root, err = a.directory(ctx, a.head.root); err != nil {
		return nil, fmt.Errorf("the archive's root directory: %w", err)
	}
	return a, a.readMetadata(ctx)
}

func readHeader(b []byte) (h header, err error) {
	if len(b) < headerBytes || string(b[:7]) != "PMTiles" {
		return h, errors.New(`not a PMTiles archive: it does not begin with "PMTiles"`)
	}
	if b[7] != 3 {
		return h, fmt.Errorf("a PMTiles archive of version %d; convert it to version 3 (pmtiles convert)", b[7])
	}
	for i, s := range []*span{&h.root, &h.metadata, &h.leaves, &h.tiles} {
		*s = span{binary.LittleEndian.Uint64(b[8+16*i:]), binary.LittleEndian.Uint64(b[16+16*i:])}
	}
	h.internal, h.tile, h.minZoom, h.maxZoom = b[97], b[98], b[100], b[101]
	if b[99] != 1 {
		return h, fmt.Errorf("the archive's tiles are of type %d, and not vector tiles (1)", b[99])
	}
	if h.minZoom > h.maxZoom || h.maxZoom > 26 {
		return h, fmt.Errorf("the archive says zooms %d to %d", h.minZoom, h.maxZoom)
	}
	for i, v := range []*float64{&h.west, &h.south, &h.east, &h.north} {
		*v = float64(int32(binary.LittleEndian.Uint32(b[102+4*i:]))) / 1e7
	}
	return h, nil
}

func (a *Archive) readMetadata(ctx context.Context) error {
	if a.head.metadata.length > maxMetadata {
		return fmt.Errorf("the archive's metadata has %d bytes, at most %d are read", a.head.metadata.length, maxMetadata)
	}
	b, err := a.source.ReadRange(ctx, a.head.metadata.offset, a.head.metadata.length)
	if err == nil {
		b, err = unpack(b, a.head.internal, maxMetadata)
	}
	if err != nil {
		return fmt.Errorf("the archive's metadata: %w", err)
	}
	var m struct {
		Attribution string `json:"attribution"`
		Layers      []struct {
			ID string `json:"id"`
		} `json:"vector_layers"`
	}
	if err := json.Unmarshal(b, &m); err != nil {
		return fmt.Errorf("the archive's metadata are not JSON: %w", err)
	}
	a.Attribution = m.Attribution
	for _, l := range m.Layers {
		a.Layers = append(a.Layers, l.ID)
	}
	return nil
}

// Zooms gives the least and the greatest zoom that the archive says it has.
func (a *Archive) Zooms() (least, greatest int) { return int(a.head.minZoom), int(a.head.maxZoom) }

// Bounds gives the west, south, east and north that the archive says it covers, in degrees.
func (a *Archive) Bounds() [4]float64 {
	return [4]float64{a.head.west, a.head.south, a.head.east, a.head.north}
}

// Tile gives a tile unpacked, nil where the archive has none.
func (a *Archive) Tile(ctx context.Context, z, x, y int) ([]byte, error) {
	if z < 0 || z > 26 || x < 0 || y < 0 || x >= 1<<z || y >= 1<<z {
		return nil, nil
	}
	id, directory := tileID(uint64(z), uint64(x), uint64(y)), a.root
	for range maxDirectories {
		e, found := find(directory, id)
		switch {
		case !found:
			return nil, nil
		case e.run > 0:
			return a.read(ctx, e)
		}
		leaf := span{a.head.leaves.offset + e.offset, uint64(e.length)}
		var err error
		directory, err = a.leaves.Get(ctx, fmt.Sprint(leaf.offset), func(ctx context.Context) ([]entry, error) { return a.directory(ctx, leaf) })
		if err != nil {
			return nil, fmt.Errorf("a directory of the archive: %w", err)
		}
	}
	return nil, errors.New("the archive's directories are too deep")
}

func (a *Archive) read(ctx context.Context, e entry) ([]byte, error) {
	if e.length > maxTile {
		return nil, fmt.Errorf("a tile of the archive has %d bytes, at most %d are read", e.length, maxTile)
	}
	b, err := a.source.ReadRange(ctx, a.head.tiles.offset+e.offset, uint64(e.length))
	if err != nil {
		return nil, fmt.Errorf("read a tile of the archive: %w", err)
	}
	return unpack(b, a.head.tile, maxTile)
}

// find gives the entry that a tile is in.
func find(es []entry, id uint64) (entry, bool) {
	i, found := slices.BinarySearchFunc(es, id, func(e entry, id uint64) int {
		switch {
		case e.id < id:
			return -1
		case e.id > id:
			return 1
		}
		return 0
	})
	if !found {
		if i--; i < 0 {
			return entry{}, false
		}
	}
	e := es[i]
	return e, e.run == 0 || id-e.id < uint64(e.run)
}

// tileID numbers a tile along the Hilbert curves of all zooms (section 4.1).
func tileID(z, x, y uint64) uint64 {
	id := (uint64(1)<<(2*z) - 1) / 3
	for s := uint64(1) << z >> 1; s > 0; s >>= 1 {
		rx, ry := min(x&s, 1), min(y&s, 1)
		id += s * s * (3*rx ^ ry)
		if ry == 0 {
			if rx == 1 {
				x, y = ^x, ^y
			}
			x, y = y, x
		}
	}
	return id
}
