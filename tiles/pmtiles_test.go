package tiles

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/klauspost/compress/gzip"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
)

// pmReader reads PMTiles by the specification, with the format's own way from a tile to its
// number, and not the writer's. (go-pmtiles would draw in three clouds' client libraries.)
type pmReader struct {
	t testing.TB
	b []byte
}

func (r pmReader) u64(at int) uint64 { return binary.LittleEndian.Uint64(r.b[at:]) }

func (r pmReader) section(at int) []byte {
	from := r.u64(at)
	return r.b[from : from+r.u64(at+8)]
}

func (r pmReader) unzip(b []byte) []byte {
	r.t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		r.t.Fatal(err)
	}
	out, err := io.ReadAll(z)
	if err != nil {
		r.t.Fatal(err)
	}
	return out
}

// directory decodes one (section 4.2).
func (r pmReader) directory(packed []byte) []entry {
	r.t.Helper()
	in := bytes.NewReader(r.unzip(packed))
	next := func() uint64 {
		v, err := binary.ReadUvarint(in)
		if err != nil {
			r.t.Fatal(err)
		}
		return v
	}
	es := make([]entry, next())
	id := uint64(0)
	for i := range es {
		id += next()
		es[i].id = id
	}
	for i := range es {
		es[i].run = uint32(next())
	}
	for i := range es {
		es[i].length = uint32(next())
	}
	for i := range es {
		if v := next(); v > 0 {
			es[i].offset = v - 1
		} else {
			es[i].offset = es[i-1].offset + uint64(es[i-1].length)
		}
	}
	if in.Len() > 0 {
		r.t.Errorf("%d bytes behind a directory", in.Len())
	}
	return es
}

// entries gives those of all directories.
func (r pmReader) entries() (es []entry, leaves int) {
	for _, e := range r.directory(r.section(8)) {
		if e.run > 0 {
			es = append(es, e)
			continue
		}
		leaves++
		es = append(es, r.directory(r.section(40)[e.offset:e.offset+uint64(e.length)])...)
	}
	return es, leaves
}

// tiles gives the contents by tile number.
func (r pmReader) tiles() map[uint64][]byte {
	all := map[uint64][]byte{}
	es, _ := r.entries()
	for _, e := range es {
		b := r.unzip(r.section(56)[e.offset : e.offset+uint64(e.length)])
		for i := range uint64(e.run) {
			all[e.id+i] = b
		}
	}
	return all
}

// hilbert numbers a tile as the curve's usual description does, from the coarsest bit on.
func hilbert(z, x, y uint32) uint64 {
	id := (uint64(1)<<(2*z) - 1) / 3
	for s := uint32(1) << z >> 1; s > 0; s >>= 1 {
		rx, ry := min(x&s, 1), min(y&s, 1)
		id += uint64(s) * uint64(s) * uint64(3*rx^ry)
		if ry == 0 {
			if rx == 1 {
				x, y = ^x, ^y
			}
			x, y = y, x
		}
	}
	return id
}

func written(t testing.TB, src Source, minZoom, maxZoom int) pmReader {
	t.Helper()
	f, err := os.Create(filepath.Join(t.TempDir(), "layer.pmtiles"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	doc := Describe(describedStory(), "riot", "en", index.Summary{})
	if err := WritePMTiles(t.Context(), f, src, index.Query{}, doc, minZoom, maxZoom); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(f.Name())
	if err != nil {
		t.Fatal(err)
	}
	return pmReader{t, b}
}

// The archive holds all tiles of its zooms in which there is something, and the same bytes.
func TestPMTilesHoldTheTiles(t *testing.T) {
	src := goldenSource()
	r := written(t, src, 1, 5)
	got := r.tiles()
	want := 0
	for z := 1; z <= 5; z++ {
		for x := range 1 << z {
			for y := range 1 << z {
				tile := mustTile(t, src, z, x, y)
				if len(tile) > 0 {
					want++
				}
				if b := got[hilbert(uint32(z), uint32(x), uint32(y))]; !bytes.Equal(b, tile) {
					t.Errorf("%d/%d/%d: %d bytes, want %d", z, x, y, len(b), len(tile))
				}
			}
		}
	}
	if len(got) != want || r.u64(72) != uint64(want) {
		t.Errorf("%d tiles and %d in the header, want %d", len(got), r.u64(72), want)
	}
	if string(r.b[:8]) != "PMTiles\x03" || !bytes.Equal(r.b[96:102], []byte{1, 2, 2, 1, 1, 5}) {
		t.Errorf("header %q, %v", r.b[:8], r.b[96:102])
	}
	var meta metadata
	if err := json.Unmarshal(r.unzip(r.section(24)), &meta); err != nil || meta.Name != "A day: Riot" || len(meta.VectorLayers) != 2 || meta.VectorLayers[0].MaxZoom != 5 {
		t.Errorf("%+v, %v", meta, err)
	}
	if e7 := int32(binary.LittleEndian.Uint32(r.b[102:])); e7 != -110e7 {
		t.Errorf("west is %d", e7)
	}
	if again := written(t, src, 1, 5); !bytes.Equal(r.b, again.b) {
		t.Error("a second time gives other bytes")
	}
}

// Entries are in order, equal tiles are stored once, and equal neighbours are one entry.
func TestPMTilesOfOneArea(t *testing.T) {
	src := &plain{areas: []index.Area{area(1, 2, circle(-100, 20, 12, 400))}}
	r := written(t, src, 0, 9)
	es, _ := r.entries()
	if !slices.IsSortedFunc(es, func(a, b entry) int { return int(int64(a.id) - int64(b.id)) }) {
		t.Error("entries are not in order")
	}
	addressed, entries, contents := r.u64(72), r.u64(80), r.u64(88)
	if uint64(len(es)) != entries || entries >= addressed || contents >= entries || addressed < 500 {
		t.Errorf("%d addressed, %d entries of %d, %d contents", addressed, entries, len(es), contents)
	}
	end := uint64(0) // clustered: a new content follows on the last
	for _, e := range es {
		if e.offset > end {
			t.Fatalf("tile %d leaves a gap", e.id)
		}
		end = max(end, e.offset+uint64(e.length))
	}
}

func TestPMTilesWithLeaves(t *testing.T) {
	var a archive
	a.gz = gzip.NewWriter(&a.buf)
	for i := range uint64(300_000) {
		a.entries = append(a.entries, entry{id: 3 * i, offset: i * i % 1_000_003 * 97, length: uint32(100 + i*7919%5000), run: 1 + uint32(i%2)})
	}
	root, leaves, err := a.directories()
	if err != nil || len(root) > headRoom-headerBytes || len(leaves) == 0 {
		t.Fatalf("root of %d bytes, leaves of %d, %v", len(root), len(leaves), err)
	}
	h := header{root: span{headerBytes, uint64(len(root))}, leaves: span{uint64(headerBytes + len(root)), uint64(len(leaves))}}
	r := pmReader{t, slices.Concat(h.encode(), root, leaves)}
	if es, n := r.entries(); !slices.Equal(es, a.entries) || n < 2 {
		t.Errorf("%d entries in %d leaves", len(es), n)
	}
}

func TestTheCurveGoesThroughAllTiles(t *testing.T) {
	for z := range uint32(6) {
		next := (uint64(1)<<(2*z) - 1) / 3
		var walk func(c curve, a address)
		walk = func(c curve, a address) {
			if a.z == z {
				if c.id() != next || hilbert(a.z, a.x, a.y) != next {
					t.Errorf("%s is %d, want %d and %d", a, c.id(), hilbert(a.z, a.x, a.y), next)
				}
				next++
				return
			}
			for i := range uint32(4) {
				d, x, y := c.child(i)
				walk(d, address{a.z + 1, 2*a.x + x, 2*a.y + y})
			}
		}
		walk(curve{zoom: z}, address{})
	}
	// From the table of the specification's section 4.1.
	if id := hilbert(12, 3423, 1763); id != 19078479 {
		t.Errorf("12/3423/1763 is %d", id)
	}
}

func TestPMTilesRefusals(t *testing.T) {
	src := goldenSource()
	for _, zooms := range [][2]int{{-1, 3}, {4, 3}, {0, MaxZoom + 1}} {
		err := WritePMTiles(t.Context(), nil, src, index.Query{}, TileJSON{}, zooms[0], zooms[1])
		if incidents.CodeOf(err) != incidents.EInvalid {
			t.Errorf("%v: %v", zooms, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := WritePMTiles(ctx, &limited{room: 1 << 20}, src, index.Query{}, TileJSON{}, 0, 3); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	// A disk that is full at any of the writes.
	for room := 0; room < 30_000; room += 5000 {
		if err := WritePMTiles(t.Context(), &limited{room: room}, src, index.Query{}, TileJSON{}, 0, 3); !errors.Is(err, errFull) {
			t.Errorf("room for %d bytes: %v", room, err)
		}
	}
}

func TestPMTilesOfNothing(t *testing.T) {
	r := written(t, &plain{}, 0, MaxZoom)
	if es, _ := r.entries(); len(es) != 0 || r.u64(72) != 0 || len(r.section(24)) == 0 {
		t.Errorf("%d entries", len(es))
	}
}

// Deep zooms cost only where there is something.
func TestPMTilesDescendOnlyToIncidents(t *testing.T) {
	src := &plain{points: scattered(3).points, areas: []index.Area{area(1, 1, circle(10, 10, 1e-6, 5))}}
	r := written(t, src, 0, MaxZoom)
	if n := r.u64(72); n < 4*(MaxZoom-2) || n > 6*(MaxZoom+1) {
		t.Errorf("%d tiles", n)
	}
	for _, p := range src.points {
		x, y := cellOf(p.at, MaxZoom)
		if fs := decoded(t, r.tiles()[hilbert(MaxZoom, x, y)], pointsName); len(fs) != 1 || fs[0].Properties["id"] != p.place.ID.String() {
			t.Errorf("%v is not there", p.at)
		}
	}
}

var errFull = errors.New("no space left")

// limited is a file with so much room for what is written.
type limited struct{ room int }

func (l *limited) Write(b []byte) (int, error) {
	if l.room -= len(b); l.room < 0 {
		return 0, errFull
	}
	return len(b), nil
}

func (l *limited) Seek(int64, int) (int64, error) { return 0, nil }
