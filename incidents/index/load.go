package index

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
)

var errSaved = errors.New("the saved index does not read as one of this program")

// Load takes a saved index of so many bytes into an index that is still empty; Sync then brings what came since. is says
// whether the number and the mark are of the store's own past, which is asked before anything is taken for true. After an
// error the index is empty as before.
func (x *Index) Load(ctx context.Context, r io.Reader, size int64, feed Feed, is func(at incidents.Seq, mark []byte) error) error {
	x.taking.Lock()
	defer x.taking.Unlock()
	old := x.now.Load()
	if old.seq != 0 || len(old.stories) > 0 {
		return incidents.Errorf(incidents.EConflict, "", "the index is not empty")
	}
	in := &blockReader{r: r, left: size}
	if !bytes.Equal(in.block(), form()) {
		return in.failure()
	}
	head := bytesReader{in.block()}
	next := &generation{seq: incidents.Seq(head.number()), stories: map[string]*story{}, past: make(chan struct{})}
	stories := head.number()
	if in.err != nil || head.bad() || next.seq < 0 {
		return in.failure()
	}
	if err := is(next.seq, head.rest); err != nil {
		return err
	}
	changed := map[string]*pendingChanges{}
	for range stories {
		slug, s := in.story(next.seq)
		if in.err != nil || next.stories[slug] != nil {
			return in.failure()
		}
		next.stories[slug], changed[slug] = s, nil
	}
	if in.left != 0 {
		return in.failure()
	}
	shapes, err := x.bind(ctx, feed, changed, old, next)
	if err != nil {
		return err
	}
	x.shapes = shapes
	x.now.Store(next)
	close(old.past)
	return nil
}

// blockReader reads blocks, up to the first error.
type blockReader struct {
	r    io.Reader
	left int64
	err  error
}

// failure is the first error, or that what was read cannot be.
func (in *blockReader) failure() error {
	in.fail()
	return in.err
}

func (in *blockReader) fail() {
	if in.err == nil {
		in.err = errSaved
	}
}

// begin reads the length and the checksum of a block. No more is made room for than there is to be read.
func (in *blockReader) begin() (n int, sum uint32) {
	var head [blockHead]byte
	if in.left -= blockHead; in.left < 0 {
		in.fail()
	}
	if in.err == nil {
		_, in.err = io.ReadFull(in.r, head[:])
	}
	size, check := binary.LittleEndian.Uint64(head[:]), binary.LittleEndian.Uint64(head[8:])
	if size > uint64(max(in.left, 0)) || check > math.MaxUint32 {
		in.fail()
	}
	if in.err != nil {
		return 0, 0
	}
	in.left -= int64(size)
	return int(size), uint32(check)
}

// end reads what a block holds.
func (in *blockReader) end(into []byte, sum uint32) {
	if in.err == nil {
		_, in.err = io.ReadFull(in.r, into)
	}
	if crc32.Checksum(into, castagnoli) != sum {
		in.fail()
	}
}

func (in *blockReader) block() []byte {
	n, sum := in.begin()
	b := make([]byte, n)
	if in.end(b, sum); in.err != nil {
		return nil
	}
	return b
}

// readColumn reads a column of any length, nil for an empty one.
func readColumn[T plain](in *blockReader) []T {
	n, sum := in.begin()
	var one [1]T
	each := len(raw(one[:]))
	if n%each != 0 {
		in.fail()
	}
	if in.err != nil {
		return nil
	}
	all := make([]T, n/each)
	if in.end(raw(all), sum); in.err != nil || n == 0 {
		return nil
	}
	return all
}

// readRows reads a column with a value for each of n rows, or for none where that may be.
func readRows[T plain](in *blockReader, n int, none bool) []T {
	all := readColumn[T](in)
	if len(all) != n && (!none || len(all) > 0) {
		in.fail()
	}
	return all
}

func (in *blockReader) story(at incidents.Seq) (string, *story) {
	head := bytesReader{in.block()}
	s := &story{changed: incidents.Seq(head.number())}
	parts, layers, own := head.number(), head.number(), head.number()
	slug := head.text()
	for range min(layers, incidents.MaxLayers+1) {
		s.layers = append(s.layers, head.text())
	}
	for range min(own, kindSlots) {
		s.own = append(s.own, incidents.Kind(head.text()))
	}
	if head.bad() || len(head.rest) > 0 || s.changed > at || len(s.own) > kindSlots-tableSlots {
		in.fail()
	}
	if len(s.own) > 0 {
		s.names = newKindNames(s.own)
	}
	kinds := &slots{own: slices.Clip(s.own)}
	for range parts {
		if in.err != nil {
			return "", nil
		}
		s.parts = append(s.parts, in.part(kinds, at))
	}
	if len(kinds.own) != len(s.own) || kinds.full { // a kind has no number
		in.fail()
	}
	return slug, s
}

// bytesReader reads numbers and texts from memory; its rest is nil once there was none.
type bytesReader struct{ rest []byte }

func (r *bytesReader) bad() bool { return r.rest == nil }

func (r *bytesReader) number() uint64 {
	v, n := binary.Uvarint(r.rest)
	if n <= 0 {
		r.rest = nil
		return 0
	}
	r.rest = r.rest[n:]
	return v
}

func (r *bytesReader) text() string {
	n := r.number()
	if n > uint64(len(r.rest)) {
		r.rest = nil
		return ""
	}
	text := string(r.rest[:n])
	r.rest = r.rest[n:]
	return text
}

// part reads a part, whose rows are of no change behind one.
func (in *blockReader) part(kinds *slots, at incidents.Seq) *part {
	head := bytesReader{in.block()}
	points, shaped, n := head.number(), head.number(), head.number()
	first, last, traits := incidents.Seq(head.number()), incidents.Seq(head.number()), head.number()
	s := &segment{points: int(points), shaped: int(shaped), areas: new(areaColumns)}
	for range min(traits, uint64(len(head.rest))) {
		var e incidents.Entry
		if e.Decode([]byte(head.text())) != nil {
			in.fail()
			break
		}
		s.traits = append(s.traits, newTrait(e.Traits, e.Layers, kinds))
		s.kinds = append(s.kinds, s.traits[len(s.traits)-1].kind)
	}
	if in.err != nil || head.bad() || len(head.rest) > 0 || uint64(len(s.traits)) != traits ||
		points > shaped || shaped > n || n == 0 || n > maxRows || first < 0 || last < first || last > at {
		in.fail()
		return nil
	}
	s.seqs = seqColumn{first: first, last: last}
	dead := in.columns(s, int(n))
	if in.err != nil || !s.isSound(dead) {
		in.fail()
		return nil
	}
	s.derive(func() { s.figures = newFigureValues(s.figures.texts) })
	p := newPart(s)
	if len(dead) > 0 {
		p = p.withDead(dead)
	}
	return p
}

// columns reads the columns in the order in which they are written, and gives the dead rows.
func (in *blockReader) columns(s *segment, n int) (dead []uint32) {
	for _, t := range readColumn[savedTimeShape](in) {
		s.timeShapes = append(s.timeShapes, timeShape{t.start, t.end, t.far != 0})
	}
	s.figures.texts.text = string(in.block())
	s.figures.texts.ends = readColumn[uint32](in)
	s.shapeIDs = readColumn[incidents.ShapeID](in)
	s.oddRows = readColumn[uint32](in)
	for _, p := range readColumn[[2]float64](in) {
		s.odd = append(s.odd, orb.Point(p))
	}
	dead = readColumn[uint32](in)
	for _, c := range []*[]uint32{&s.x, &s.y, &s.seqs.low, &s.order, &s.byID} {
		*c = readRows[uint32](in, n, false)
	}
	s.second = readRows[int32](in, n, false)
	s.id = readRows[incidents.ULID](in, n, false)
	for _, c := range []*[]uint16{&s.seqs.high, &s.time.low, &s.time.high, &s.trait.low, &s.trait.high, &s.figure.low, &s.figure.high} {
		*c = readRows[uint16](in, n, true)
	}
	return dead
}
