package tiles

import (
	"encoding/binary"
	"hash/crc32"
	"math/bits"
	"slices"
)

// mostFixed is how long a tile Gzip packs, in bytes: all of it is within the reach of deflate's
// distances (RFC 1951, section 3.2.5). In a longer one the Huffman code that a compressor makes
// for it pays.
const mostFixed = 1 << 15

// Gzip appends a tile in the format gzip (RFC 1952) to dst, and gives false, and dst as it was,
// for one that a general compressor packs better, because it is long. The same tile gives the
// same bytes.
//
// A compressor spends half of its time on the making of a Huffman code, which a few thousand
// bytes hardly repay: with deflate's fixed codes (RFC 1951, section 3.2.6) a tile takes half
// of the time or less, and a fifteenth more bytes.
func Gzip(dst, tile []byte) ([]byte, bool) {
	if len(tile) > mostFixed {
		return dst, false
	}
	// Magic number, deflate, no flags, no time, no hint, no system (RFC 1952, section 2.3).
	dst = append(dst, 0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff)
	dst = appendFixed(dst, tile)
	dst = binary.LittleEndian.AppendUint32(dst, crc32.ChecksumIEEE(tile))
	return binary.LittleEndian.AppendUint32(dst, uint32(len(tile))), true
}

const (
	hashBits = 12
	minMatch = 4   // shorter ones save nothing with these codes
	maxMatch = 258 // RFC 1951, section 3.2.5
)

// appendFixed appends one last block of deflate with the fixed codes: literals, and repeats of
// what was met before at a place that a hash of its first bytes remembers.
func appendFixed(dst, b []byte) []byte {
	var last [1 << hashBits]uint16 // by hash: where it was met, plus 1
	w := newBitWriter(dst, len(b))
	w.add(1|1<<1, 3) // the last block, with fixed codes
	literals, i := &fixedHuffman.literals, 0
	for i+minMatch <= len(b) {
		next := binary.LittleEndian.Uint32(b[i:])
		slot := &last[next*0x9e3779b1>>(32-hashBits)]
		from := int(*slot) - 1
		*slot = uint16(i + 1)
		if from < 0 || binary.LittleEndian.Uint32(b[from:]) != next {
			l := literals[b[i]]
			w.add(uint64(l.code), uint(l.n))
			i++
			continue
		}
		n := matchLen(b[from:], b[i:])
		w.add(repeatOf(n, i-from))
		// The last place in it is remembered too: what repeats here often goes on from there.
		end := i + n
		if i = end - 1; i+minMatch <= len(b) {
			last[binary.LittleEndian.Uint32(b[i:])*0x9e3779b1>>(32-hashBits)] = uint16(i + 1)
		}
		i = end
	}
	for ; i < len(b); i++ {
		l := literals[b[i]]
		w.add(uint64(l.code), uint(l.n))
	}
	w.add(0, 7) // end of block
	return w.close()
}

// matchLen tells how many bytes are the same, of which there are minMatch; a is the longer.
func matchLen(a, b []byte) int {
	b = b[:min(len(b), maxMatch)]
	a = a[:len(b)]
	n := minMatch
	for ; n+8 <= len(b); n += 8 {
		if differing := binary.LittleEndian.Uint64(a[n:]) ^ binary.LittleEndian.Uint64(b[n:]); differing != 0 {
			return n + bits.TrailingZeros64(differing)/8
		}
	}
	for n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// bitWriter packs bits from the lowest of each byte on (RFC 1951, section 3.1.1).
type bitWriter struct {
	out  []byte
	bits uint64
	n    uint // of bits, fewer than 32 between calls
}

// newBitWriter makes a writer behind dst with room for the codes of so many bytes, none of
// which takes more than 9 bits.
func newBitWriter(dst []byte, n int) bitWriter {
	return bitWriter{out: slices.Grow(dst, n+n/8+16)}
}

// add writes the n lowest bits of v, at most 32; the others are zero.
func (w *bitWriter) add(v uint64, n uint) {
	w.bits |= v << (w.n & 63)
	if w.n += n; w.n >= 32 {
		w.out = binary.LittleEndian.AppendUint32(w.out, uint32(w.bits))
		w.bits >>= 32
		w.n -= 32
	}
}

// close gives what was written, its last byte filled up with zeros.
func (w *bitWriter) close() []byte {
	for ; w.n > 0; w.n -= min(w.n, 8) {
		w.out = append(w.out, byte(w.bits))
		w.bits >>= 8
	}
	return w.out
}

// repeatOf gives the code of a length of 3 to 258 and a distance back of 1 to 32768, and its
// bits.
func repeatOf(length, distance int) (code uint64, n uint) {
	l := fixedHuffman.lengths[length]
	// Two codes of distances for each power of two, of 5 bits, and then the bits that tell
	// those of a code apart.
	d, c, extra := uint(distance-1), uint(distance-1), uint(0)
	if d >= 4 {
		extra = uint(bits.Len(d)) - 2
		c = 2*extra + d>>extra
	}
	rest := uint64(d & (1<<extra - 1))
	return uint64(l.code) | (uint64(fixedHuffman.distances[c])|rest<<5)<<l.n, uint(l.n) + 5 + extra
}

// bitCode is a code and what may follow it, its first bit lowest.
type bitCode struct{ code, n uint16 }

// fixedCodes are those of RFC 1951, section 3.2.6.
type fixedCodes struct {
	literals  [256]bitCode
	lengths   [maxMatch + 1]bitCode // with the extra bits
	distances [30]uint8
}

var fixedHuffman = newFixedCodes()

func newFixedCodes() *fixedCodes {
	f := &fixedCodes{}
	symbol := func(s uint16) bitCode {
		switch {
		case s < 144:
			return bitCode{bits.Reverse16(0x30+s) >> 8, 8}
		case s < 256:
			return bitCode{bits.Reverse16(0x190+s-144) >> 7, 9}
		case s < 280:
			return bitCode{bits.Reverse16(s-256) >> 9, 7}
		}
		return bitCode{bits.Reverse16(0xc0+s-280) >> 8, 8}
	}
	for c := range f.literals {
		f.literals[c] = symbol(uint16(c))
	}
	for n := 3; n < maxMatch; n++ {
		// Four codes of lengths for each power of two, but the first eight are of one length.
		d, code, extra := uint16(n-3), uint16(n-3), uint16(0)
		if d >= 8 {
			extra = uint16(bits.Len16(d)) - 3
			code = 4*extra + d>>extra
		}
		l := symbol(257 + code)
		f.lengths[n] = bitCode{l.code | d&(1<<extra-1)<<l.n, l.n + extra}
	}
	f.lengths[maxMatch] = symbol(285)
	for c := range f.distances {
		f.distances[c] = bits.Reverse8(uint8(c)) >> 3
	}
	return f
}
