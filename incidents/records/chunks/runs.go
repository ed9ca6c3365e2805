package chunks

import (
	"encoding/binary"
	"errors"
)

var errShort = errors.New("a page holds fewer values than it says")

// bitsAt reads a number of up to 64 bits that begins at a bit, the lowest first.
func bitsAt(b []byte, bit, width int) (uint64, bool) {
	if width == 0 {
		return 0, true
	}
	from, shift, to := bit/8, bit%8, (bit+width+7)/8
	if to > len(b) {
		return 0, false
	}
	var low [8]byte
	copy(low[:], b[from:to])
	v := binary.LittleEndian.Uint64(low[:]) >> shift
	if to-from > 8 { // the number reaches into a ninth byte
		v |= uint64(b[from+8]) << (64 - shift)
	}
	if width < 64 {
		v &= 1<<width - 1
	}
	return v, true
}

// runs reads numbers of so many bits in the hybrid of runs and packed values: a run is one value
// repeated, or values behind one another, eight by eight. A nil one gives zeros without end.
type runs struct {
	b      []byte
	width  int
	left   uint64 // of the run
	value  uint64 // that is repeated
	packed []byte // where the values lie, if they are packed
	bit    int
}

func newRuns(b []byte, width int) (*runs, error) {
	if width > 32 {
		return nil, errors.New("numbers of a page have more than 32 bits")
	}
	return &runs{b: b, width: width}, nil
}

func (r *runs) next() (uint64, error) {
	if r == nil || r.width == 0 {
		return 0, nil
	}
	for r.left == 0 {
		head, n := binary.Uvarint(r.b)
		if n <= 0 {
			return 0, errShort
		}
		r.b, r.packed, r.bit = r.b[n:], nil, 0
		if count := head >> 1; head&1 == 1 {
			// The last of the packed values may be cut off where no value is any more.
			size := min(count, uint64(len(r.b))/uint64(r.width)+1) * uint64(r.width)
			size = min(size, uint64(len(r.b)))
			r.packed, r.b = r.b[:size:size], r.b[size:]
			r.left = 8 * size / uint64(r.width)
			continue
		}
		r.left = head >> 1
		v, ok := bitsAt(r.b, 0, 8*((r.width+7)/8))
		if !ok {
			return 0, errShort
		}
		r.value, r.b = v, r.b[(r.width+7)/8:]
	}
	r.left--
	if r.packed == nil {
		return r.value, nil
	}
	v, ok := bitsAt(r.packed, r.bit, r.width)
	r.bit += r.width
	if !ok {
		return 0, errShort
	}
	return v, nil
}

// deltas reads numbers that are written as differences, in blocks whose parts have a width of their own.
type deltas struct {
	b        []byte
	part     int // values of a part of a block
	parts    int
	left     uint64 // values of the page
	value    int64
	first    bool
	least    int64  // difference in the block
	widths   []byte // of the parts that follow
	packed   []byte // the part that is read
	bit, in  int    // its width, and how many values are left in it
	position int
}

func newDeltas(b []byte) (*deltas, error) {
	var head [3]uint64 // values of a block, its parts, values of the page
	for i := range head {
		v, n := binary.Uvarint(b)
		if n <= 0 {
			return nil, errShort
		}
		head[i], b = v, b[n:]
	}
	first, n := binary.Varint(b)
	if n <= 0 || head[0] > 1<<20 || head[1] == 0 || head[1] > head[0] || head[2] > mostValues {
		return nil, errors.New("the differences of a page are damaged")
	}
	return &deltas{b: b[n:], part: int(head[0] / head[1]), parts: int(head[1]), left: head[2], value: first, first: true}, nil
}

func (d *deltas) next() (int64, error) {
	if d.left == 0 {
		return 0, errShort
	}
	d.left--
	if d.first {
		d.first = false
		return d.value, nil
	}
	for d.in == 0 {
		if err := d.nextPart(); err != nil {
			return 0, err
		}
	}
	v, ok := bitsAt(d.packed, d.position, d.bit)
	if !ok {
		return 0, errShort
	}
	d.in--
	d.position += d.bit
	d.value += d.least + int64(v)
	return d.value, nil
}

// nextPart goes to the next part of a block, or to the next block.
func (d *deltas) nextPart() error {
	if len(d.widths) == 0 {
		least, n := binary.Varint(d.b)
		if n <= 0 || len(d.b)-n < d.parts {
			return errShort
		}
		d.least, d.widths, d.b = least, d.b[n:n+d.parts], d.b[n+d.parts:]
	}
	d.bit, d.widths = int(d.widths[0]), d.widths[1:]
	if d.bit > 64 {
		return errors.New("the differences of a page are damaged")
	}
	size := min((d.part*d.bit+7)/8, len(d.b))
	d.packed, d.b, d.in, d.position = d.b[:size], d.b[size:], d.part, 0
	return nil
}

// rest gives what stands behind the numbers once all are read. Writers fill up the last block's parts,
// or leave out those that are empty.
func (d *deltas) rest() []byte { return d.b }
