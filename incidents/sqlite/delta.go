package sqlite

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math/bits"
)

// A text that is like another is kept as its difference to it: a sequence of pieces, each a
// number and what it speaks of. An even number is twice the length of bytes that follow; an odd
// one is twice the length, and one, of bytes of the base, and is followed by how much further
// they begin than where the base would be if both had gone on alike. Numbers are those of
// encoding/binary. Features of one import differ in their values alone, and those of one
// incident in their language, so this takes a fifth of the room, and reading is copying.

// deltaHash is how many bits the hash of six bytes has, and deltaReach how far into the base
// pieces are looked for.
const (
	deltaHash  = 12
	deltaReach = 1<<16 - 1
	// Of a long text pieces are looked for near its ends alone: between them is a geometry, which
	// goes on alike or not at all.
	deltaHead = 2 << 10
	deltaTail = 6 << 10
	// deltaHaste is the logarithm of how many bytes without a piece make the steps one longer.
	deltaHaste = 4
)

// base is a text to which others are kept as a difference.
type base struct {
	text   []byte
	hashed bool                   // at is of the text
	json   bool                   // the text is an object of JSON
	at     [1 << deltaHash]uint16 // one more than where six bytes of a hash are; 0 for nowhere
}

// set makes the base ready, for several goroutines at once.
func (b *base) set(text []byte) {
	b.setLazily(text)
	b.hash()
}

// setLazily makes the base ready for one goroutine. Mostly no piece has to be
// looked for.
func (b *base) setLazily(text []byte) {
	b.text, b.hashed, b.json = text, false, bytes.HasPrefix(text, []byte("{"))
}

func (b *base) hash() {
	b.at, b.hashed = [1 << deltaHash]uint16{}, true
	end := min(len(b.text), deltaReach) - 8
	for i := end; i >= 0; i-- {
		if i == end-deltaTail {
			i = min(i, deltaHead)
		}
		b.at[hash6(binary.LittleEndian.Uint64(b.text[i:]))] = uint16(i + 1)
	}
}

// hash6 mixes the first six bytes, by Knuth's multiplicative method.
func hash6(v uint64) uint64 { return (v << 16 * 0x9E3779B97F4A7C15) >> (64 - deltaHash) }

// deltaEncode appends the difference of the text to the base.
func (b *base) deltaEncode(dst, text []byte) []byte {
	expected, done := 0, 0 // where the base would go on, and how much of the text is encoded
	for i := 0; i+8 <= len(text); {
		from, ok := 0, false
		if i == done && b.json {
			if n, at := b.member(text[i:], expected); at >= 0 {
				i, from, ok = i+n, at, true
			}
		}
		if !ok {
			from, ok = b.find(text, i, expected+i-done)
		}
		if !ok {
			i += 1 + (i-done)>>deltaHaste
			continue
		}
		back := 0
		for i-back > done && from-back > 0 && text[i-back-1] == b.text[from-back-1] {
			back++
		}
		i, from = i-back, from-back
		dst = appendBytes(dst, text[done:i])
		expected += i - done
		n := alike(text[i:], b.text[from:])
		dst = binary.AppendUvarint(dst, uint64(n)<<1|1)
		dst = binary.AppendVarint(dst, int64(from-expected))
		i += n
		done, expected = i, from+n
	}
	return appendBytes(dst, text[done:])
}

func appendBytes(dst, text []byte) []byte {
	if len(text) == 0 {
		return dst
	}
	return append(binary.AppendUvarint(dst, uint64(len(text))<<1), text...)
}

// deltaMember begins a member of a JSON object, or an item of a list, and no other text in
// JSON has it; deltaValue is how long a value is that is given up for the next member.
var deltaMember = []byte(",\"")

const deltaValue = 512

// member gives where in the text and in the base the next member begins, if that is the same
// one, which it mostly is: one of two features in JSON has another value than the other.
func (b *base) member(text []byte, expected int) (n, at int) {
	if expected < 0 || expected >= len(b.text) {
		return 0, -1
	}
	n = bytes.Index(text[:min(len(text), deltaValue)], deltaMember)
	at = bytes.Index(b.text[expected:min(len(b.text), expected+deltaValue)], deltaMember)
	if n < 0 || at < 0 {
		return 0, -1
	}
	at += expected
	if n+8 > len(text) || at+8 > len(b.text) || (binary.LittleEndian.Uint64(text[n:])^binary.LittleEndian.Uint64(b.text[at:]))<<16 != 0 {
		return 0, -1
	}
	return n, at
}

// find gives where in the base there is what the text has at i, if possible where it is
// expected.
func (b *base) find(text []byte, i, expected int) (int, bool) {
	v := binary.LittleEndian.Uint64(text[i:])
	if expected >= 0 && expected+8 <= len(b.text) && (binary.LittleEndian.Uint64(b.text[expected:])^v)<<16 == 0 {
		return expected, true
	}
	if !b.hashed {
		b.hash()
	}
	from := int(b.at[hash6(v)]) - 1
	return from, from >= 0 && (binary.LittleEndian.Uint64(b.text[from:])^v)<<16 == 0
}

// alike gives how many bytes both begin with alike.
func alike(x, y []byte) int {
	n, most := 0, min(len(x), len(y))
	for n+8 <= most {
		if d := binary.LittleEndian.Uint64(x[n:]) ^ binary.LittleEndian.Uint64(y[n:]); d != 0 {
			return n + bits.TrailingZeros64(d)/8
		}
		n += 8
	}
	for n < most && x[n] == y[n] {
		n++
	}
	return n
}

var errDelta = errors.New("it does not follow from its base")

// maxDelta is more than any text has, and less than would be made of a damaged number.
const maxDelta = 1 << 28

// deltaDecode appends the text of which the code is the difference.
func deltaDecode(dst, base, code []byte) ([]byte, error) {
	at := 0
	for start := len(dst); len(code) > 0; {
		v, size := binary.Uvarint(code)
		n := int(v >> 1)
		if size <= 0 || v>>1 > maxDelta || len(dst)-start+n > maxDelta {
			return dst, errDelta
		}
		code = code[size:]
		if v&1 == 0 {
			if n > len(code) {
				return dst, errDelta
			}
			dst, code, at = append(dst, code[:n]...), code[n:], at+n
			continue
		}
		skip, size := binary.Varint(code)
		if size <= 0 || skip < -maxDelta || skip > maxDelta {
			return dst, errDelta
		}
		code, at = code[size:], at+int(skip)
		if at < 0 || at > len(base) || n > len(base)-at {
			return dst, errDelta
		}
		dst, at = append(dst, base[at:at+n]...), at+n
	}
	return dst, nil
}
