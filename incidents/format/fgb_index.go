package format

import (
	"bufio"
	"cmp"
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"os"
	"slices"

	flatbuffers "github.com/google/flatbuffers/go"
	"github.com/paulmach/orb"
)

// fgbNodeSize is how many nodes of FlatGeobuf's index have one parent: the specification's default.
const fgbNodeSize = 16

// envelope is a box in degrees: west, south, east, north. The empty one has its west greater than
// its east, so that it meets no box and widens none.
type envelope [4]float64

var emptyEnvelope = envelope{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}

func envelopeOf(g orb.Geometry) envelope {
	if g == nil || g.Bound().IsEmpty() {
		return emptyEnvelope
	}
	b := g.Bound()
	return envelope{b.Min[0], b.Min[1], b.Max[0], b.Max[1]}
}

func (e envelope) empty() bool { return e[0] > e[2] }

func (e envelope) union(o envelope) envelope {
	return envelope{min(e[0], o[0]), min(e[1], o[1]), max(e[2], o[2]), max(e[3], o[3])}
}

// append writes the envelope as the vector that the header has of it; 0 for the empty one.
func (e envelope) append(b *flatbuffers.Builder) flatbuffers.UOffsetT {
	if e.empty() {
		return 0
	}
	b.StartVector(flatbuffers.SizeFloat64, len(e), flatbuffers.SizeFloat64)
	for i := len(e) - 1; i >= 0; i-- { // FlatBuffers are written from the end
		b.PrependFloat64(e[i])
	}
	return b.EndVector(len(e))
}

// fgbFeatures are a file's features, encoded, in a temporary file; and what orders them.
type fgbFeatures struct {
	file   *os.File
	out    *bufio.Writer
	size   int64
	starts []int64  // of the features in the file, each after its envelope
	keys   []uint64 // their places on the Hilbert curve
	extent envelope // of all
}

func newFGBFeatures() (*fgbFeatures, error) {
	f, err := os.CreateTemp("", "incidentmap-fgb-")
	if err != nil {
		return nil, fmt.Errorf("FlatGeobuf: make a temporary file (TMPDIR): %w", err)
	}
	return &fgbFeatures{file: f, out: bufio.NewWriterSize(f, writeBuffer), extent: emptyEnvelope}, nil
}

func (f *fgbFeatures) close() {
	_ = f.file.Close()
	_ = os.Remove(f.file.Name())
}

func (f *fgbFeatures) count() int { return len(f.starts) }

const (
	envelopeBytes = 4 * 8
	fgbSizeBytes  = 4 // before each feature
	fgbNodeBytes  = envelopeBytes + 8
)

// add keeps a feature, which begins with its size.
func (f *fgbFeatures) add(box envelope, feature []byte) error {
	f.starts = append(f.starts, f.size)
	f.keys = append(f.keys, hilbertKey(box))
	f.extent = f.extent.union(box)
	if _, err := f.out.Write(appendEnvelope(make([]byte, 0, envelopeBytes), box)); err != nil {
		return fmt.Errorf("FlatGeobuf: %w", err)
	}
	if _, err := f.out.Write(feature); err != nil {
		return fmt.Errorf("FlatGeobuf: %w", err)
	}
	f.size += envelopeBytes + int64(len(feature))
	return nil
}

func appendEnvelope(dst []byte, box envelope) []byte {
	for _, v := range box {
		dst = binary.LittleEndian.AppendUint64(dst, math.Float64bits(v))
	}
	return dst
}

// write writes the index and the features, in the order of the Hilbert curve.
func (f *fgbFeatures) write(ctx context.Context, out io.Writer) error {
	if f.count() == 0 {
		return nil
	}
	if err := f.out.Flush(); err != nil {
		return fmt.Errorf("FlatGeobuf: %w", err)
	}
	order := make([]int32, f.count())
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(f.keys[a], f.keys[b]) })
	if err := f.writeIndex(ctx, out, order); err != nil {
		return err
	}
	var feature []byte
	for i, n := range order {
		if i%contextEvery == 0 && ctx.Err() != nil {
			return context.Cause(ctx)
		}
		_, size, err := f.look(n)
		if err != nil {
			return err
		}
		feature = slices.Grow(feature[:0], size)[:size]
		if _, err := f.file.ReadAt(feature, f.starts[n]+envelopeBytes); err != nil {
			return fmt.Errorf("FlatGeobuf: %w", err)
		}
		if _, err := out.Write(feature); err != nil {
			return err
		}
	}
	return nil
}

// look reads a feature's envelope, and how many bytes it has.
func (f *fgbFeatures) look(n int32) (box envelope, size int, err error) {
	var head [envelopeBytes + fgbSizeBytes]byte
	if _, err := f.file.ReadAt(head[:], f.starts[n]); err != nil {
		return box, 0, fmt.Errorf("FlatGeobuf: %w", err)
	}
	for i := range box {
		box[i] = math.Float64frombits(binary.LittleEndian.Uint64(head[8*i:]))
	}
	return box, fgbSizeBytes + int(binary.LittleEndian.Uint32(head[envelopeBytes:])), nil
}

// writeIndex writes the packed Hilbert R-tree ("packedrtree" of FlatGeobuf's reference): the root, then
// level below level, the last of which are the features themselves in their order. A node is its
// envelope and the number of its first child, a leaf its envelope and where its feature begins, counted
// from the first feature.
func (f *fgbFeatures) writeIndex(ctx context.Context, out io.Writer, order []int32) error {
	levels, err := f.levels(ctx, order)
	if err != nil {
		return err
	}
	first := 0 // of the level that is written
	node := make([]byte, 0, fgbNodeBytes)
	for i := len(levels) - 1; i >= 0; i-- {
		below := first + len(levels[i])
		for n, box := range levels[i] {
			node = binary.LittleEndian.AppendUint64(appendEnvelope(node[:0], box), uint64(below+n*fgbNodeSize))
			if _, err := out.Write(node); err != nil {
				return err
			}
		}
		first = below
	}
	start := uint64(0)
	for i, n := range order {
		if i%contextEvery == 0 && ctx.Err() != nil {
			return context.Cause(ctx)
		}
		box, size, err := f.look(n)
		if err != nil {
			return err
		}
		if _, err := out.Write(binary.LittleEndian.AppendUint64(appendEnvelope(node[:0], box), start)); err != nil {
			return err
		}
		start += uint64(size)
	}
	return nil
}

// levels gives the envelopes of the nodes above the leaves, the lowest level first; the last is the root.
func (f *fgbFeatures) levels(ctx context.Context, order []int32) ([][]envelope, error) {
	parents := make([]envelope, 0, (len(order)+fgbNodeSize-1)/fgbNodeSize)
	for i, n := range order {
		if i%contextEvery == 0 && ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		box, _, err := f.look(n)
		if err != nil {
			return nil, err
		}
		parents = appendToParent(parents, i, box)
	}
	levels := [][]envelope{parents}
	for len(parents) > 1 {
		children := parents
		parents = make([]envelope, 0, (len(children)+fgbNodeSize-1)/fgbNodeSize)
		for i, box := range children {
			parents = appendToParent(parents, i, box)
		}
		levels = append(levels, parents)
	}
	return levels, nil
}

// appendToParent widens the parent of a level's node, and begins one with each first child.
func appendToParent(parents []envelope, i int, box envelope) []envelope {
	if i%fgbNodeSize == 0 {
		return append(parents, box)
	}
	parents[len(parents)-1] = parents[len(parents)-1].union(box)
	return parents
}

// hilbertBits are of each coordinate on the Hilbert curve: cells of about two metres.
const hilbertBits = 24

// hilbertKey is the place of an envelope's middle on a Hilbert curve over the world; those without
// a place come last. After the rotation of quadrants in "Hilbert curve", Wikipedia, xy2d.
func hilbertKey(box envelope) uint64 {
	if box.empty() {
		return math.MaxUint64
	}
	const side = 1 << hilbertBits
	cell := func(v, from, width float64) uint64 {
		return uint64(min(max((v-from)/width*side, 0), side-1))
	}
	x, y := cell((box[0]+box[2])/2, -180, 360), cell((box[1]+box[3])/2, -90, 180)
	var key uint64
	for s := uint64(side / 2); s > 0; s /= 2 {
		var rx, ry uint64
		if x&s != 0 {
			rx = 1
		}
		if y&s != 0 {
			ry = 1
		}
		key += s * s * ((3 * rx) ^ ry)
		if ry == 0 {
			if rx == 1 {
				x, y = side-1-x, side-1-y
			}
			x, y = y, x
		}
	}
	return key
}
