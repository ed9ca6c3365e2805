package tiles

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"math"

	"github.com/klauspost/compress/gzip"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
)

// exportShapeBytes bounds the simplified geometries that are kept while a file is written,
// and maxKnown the contents that are looked for again.
const (
	exportShapeBytes = 16 << 20
	maxKnown         = 1 << 16
)

// WritePMTiles writes the tiles of zooms from minZoom to maxZoom in which there is something as
// a PMTiles archive of version 3 (https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md).
// The document gives the archive's name, attribution, bounds and centre. The same source and query
// give the same bytes. Memory holds 24 bytes for each run of equal tiles, and no tiles. An area
// is cut into all the tiles it covers, of which a large country has a million at zoom 14.
//
// The file is not whole before WritePMTiles returns nil: its head is written last. EInvalid if
// the zooms are not in order within 0 to MaxZoom.
func WritePMTiles(ctx context.Context, w io.WriteSeeker, src Source, q index.Query, doc TileJSON, minZoom, maxZoom int) error {
	if minZoom < 0 || minZoom > maxZoom || maxZoom > MaxZoom {
		return incidents.Errorf(incidents.EInvalid, "zoom", "%d to %d is no range of zooms; give two of 0 to %d, the lesser first", minZoom, maxZoom, MaxZoom)
	}
	a := archive{w: w, src: src, q: q, drawer: newDrawer(exportShapeBytes, nil), known: map[[32]byte]entry{}}
	var err error
	if a.gz, err = gzip.NewWriterLevel(&a.buf, gzip.BestCompression); err != nil {
		return fmt.Errorf("write PMTiles: %w", err)
	}
	if err := a.write(ctx, doc, uint32(minZoom), uint32(maxZoom)); err != nil {
		return fmt.Errorf("write PMTiles: %w", err)
	}
	return nil
}

// archive is a PMTiles file in the making. Its parts are in the order of header and root
// directory, for which room is left, tiles, metadata, leaf directories.
type archive struct {
	w      io.WriteSeeker
	src    Source
	q      index.Query
	drawer *drawer
	buf    bytes.Buffer
	gz     *gzip.Writer

	entries   []entry
	known     map[[32]byte]entry // contents by their hash
	addressed uint64             // tiles
	contents  uint64             // different ones
	size      uint64             // of the tiles' section
}

func (a *archive) write(ctx context.Context, doc TileJSON, minZoom, maxZoom uint32) error {
	if _, err := a.w.Seek(headRoom, io.SeekStart); err != nil {
		return err
	}
	for z := minZoom; z <= maxZoom; z++ {
		if err := a.descend(ctx, curve{zoom: z}, address{}); err != nil {
			return err
		}
	}
	return a.finish(doc, minZoom, maxZoom)
}

// descend goes through the tiles of the curve's zoom below a tile, in the curve's order, and
// leaves out squares in which there is nothing.
func (a *archive) descend(ctx context.Context, c curve, t address) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if t.z == c.zoom {
		return a.tile(ctx, c.id(), t)
	}
	// The buffers of the tiles below are within the buffer of this one.
	if len(a.src.Tile(a.q, t.z, t.x, t.y, t.z, 0)) == 0 && len(a.src.Areas(a.q, t.box())) == 0 {
		return nil
	}
	for i := range uint32(4) {
		next, x, y := c.child(i)
		if err := a.descend(ctx, next, address{t.z + 1, 2*t.x + x, 2*t.y + y}); err != nil {
			return err
		}
	}
	return nil
}

func (a *archive) tile(ctx context.Context, id uint64, t address) error {
	b, err := a.drawer.tile(ctx, a.src, a.q, int(t.z), int(t.x), int(t.y))
	if err != nil || len(b) == 0 {
		return err
	}
	a.addressed++
	sum := sha256.Sum256(b)
	if e, ok := a.known[sum]; ok {
		a.enter(id, e.offset, e.length)
		return nil
	}
	packed, err := a.packed(b)
	if err != nil {
		return err
	}
	if _, err := a.w.Write(packed); err != nil {
		return err
	}
	e := entry{offset: a.size, length: uint32(len(packed))}
	if len(a.known) < maxKnown {
		a.known[sum] = e
	}
	a.size += uint64(len(packed))
	a.contents++
	a.enter(id, e.offset, e.length)
	return nil
}

// enter notes where a tile is: as one more of the run before it, if it is the same content.
func (a *archive) enter(id, offset uint64, length uint32) {
	if n := len(a.entries); n > 0 {
		last := &a.entries[n-1]
		if last.offset == offset && last.id+uint64(last.run) == id {
			last.run++
			return
		}
	}
	a.entries = append(a.entries, entry{id, offset, length, 1})
}

// packed gives b in gzip, until the next call.
func (a *archive) packed(b []byte) ([]byte, error) {
	a.buf.Reset()
	a.gz.Reset(&a.buf)
	if _, err := a.gz.Write(b); err != nil {
		return nil, err
	}
	if err := a.gz.Close(); err != nil {
		return nil, err
	}
	return a.buf.Bytes(), nil
}

// metadata is what the format asks of vector tiles (section 5).
type metadata struct {
	Name         string        `json:"name,omitempty"`
	Description  string        `json:"description,omitempty"`
	Attribution  string        `json:"attribution,omitempty"`
	Type         string        `json:"type"`
	Version      string        `json:"version"`
	VectorLayers []VectorLayer `json:"vector_layers"`
}

func (a *archive) finish(doc TileJSON, minZoom, maxZoom uint32) error {
	text, err := json.Marshal(metadata{
		doc.Name, doc.Description, doc.Attribution, "overlay", doc.Version, vectorLayers(int(minZoom), int(maxZoom)),
	})
	if err != nil {
		return err
	}
	if text, err = a.packed(text); err != nil {
		return err
	}
	if _, err := a.w.Write(text); err != nil {
		return err
	}
	h := header{
		tiles: span{headRoom, a.size}, metadata: span{headRoom + a.size, uint64(len(text))},
		addressed: a.addressed, entries: uint64(len(a.entries)), contents: a.contents,
		minZoom: uint8(minZoom), maxZoom: uint8(maxZoom), bounds: doc.Bounds, center: doc.Center,
	}
	h.center[2] = math.Min(math.Max(h.center[2], float64(minZoom)), float64(maxZoom))
	root, leaves, err := a.directories()
	if err != nil {
		return err
	}
	h.root = span{headerBytes, uint64(len(root))}
	h.leaves = span{h.metadata.offset + h.metadata.length, uint64(len(leaves))}
	if _, err := a.w.Write(leaves); err != nil {
		return err
	}
	if _, err := a.w.Seek(0, io.SeekStart); err != nil {
		return err
	}
	// What is left of the room is zeros, also where the file was longer before.
	head := append(h.encode(), root...)
	_, err = a.w.Write(append(head, make([]byte, headRoom-len(head))...))
	return err
}

// directories encodes the root directory, and the leaf directories it points to when one
// directory would not fit in its room.
func (a *archive) directories() (root, leaves []byte, err error) {
	const room = headRoom - headerBytes
	packed, err := a.packed(encodeDirectory(a.entries))
	if err != nil || len(packed) <= room {
		return bytes.Clone(packed), nil, err
	}
	for size := firstLeaf; ; size *= 2 {
		leaves = leaves[:0]
		var pointers []entry
		for i := 0; i < len(a.entries); i += size {
			part := a.entries[i:min(i+size, len(a.entries))]
			if packed, err = a.packed(encodeDirectory(part)); err != nil {
				return nil, nil, err
			}
			pointers = append(pointers, entry{id: part[0].id, offset: uint64(len(leaves)), length: uint32(len(packed))})
			leaves = append(leaves, packed...)
		}
		if packed, err = a.packed(encodeDirectory(pointers)); err != nil || len(packed) <= room {
			return bytes.Clone(packed), leaves, err
		}
	}
}
