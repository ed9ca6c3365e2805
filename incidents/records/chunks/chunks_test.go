package chunks

import (
	"bytes"
	"errors"
	"io"
	"testing"
)

// TestRuns reads the example of the format's specification (0 to 7 packed in three bits, and a run),
// and lists that end too early.
func TestRuns(t *testing.T) {
	for _, tt := range []struct {
		name  string
		b     []byte
		width int
		want  []uint64
	}{
		{"packed", []byte{0x03, 0x88, 0xC6, 0xFA}, 3, []uint64{0, 1, 2, 3, 4, 5, 6, 7}},
		{"a run, then packed", []byte{0x06, 0x05, 0x03, 0x88, 0xC6, 0xFA}, 3, []uint64{5, 5, 5, 0, 1, 2, 3, 4, 5, 6, 7}},
		{"a wide run", []byte{0x04, 0x01, 0x02, 0x03}, 20, []uint64{0x30201, 0x30201}},
		{"a run without its value", []byte{0x04}, 20, nil},
		{"packed and cut", []byte{0x03, 0x88}, 3, nil},
		{"nothing", nil, 3, nil},
	} {
		r, err := newRuns(tt.b, tt.width)
		if err != nil {
			t.Fatal(err)
		}
		var got []uint64
		for {
			v, err := r.next()
			if err != nil {
				break
			}
			got = append(got, v)
		}
		if len(tt.want) > 0 && !equal(got, tt.want) {
			t.Errorf("%s: %v", tt.name, got)
		}
		if len(tt.want) == 0 && len(got) > 2 {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}

func equal(a, b []uint64) bool {
	for i := range a {
		if i >= len(b) || a[i] != b[i] {
			return false
		}
	}
	return len(a) == len(b)
}

// TestDeltas reads the example of the specification: 7, 5, 3, 1, 2, 3, 4, 5.
func TestDeltas(t *testing.T) {
	// A block of 128 in 4 parts, 8 values, the first 7; the least difference -2; widths 2 and none.
	b := []byte{0x80, 0x01, 0x04, 0x08, 0x0E, 0x03, 2, 0, 0, 0, 0xC0, 0x3F}
	d, err := newDeltas(b)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []int64{7, 5, 3, 1, 2, 3, 4, 5} {
		if got, err := d.next(); err != nil || got != want {
			t.Fatalf("value %d is %d, want %d: %v", i, got, want, err)
		}
	}
	if _, err := d.next(); err == nil {
		t.Error("there is a ninth of eight")
	}
}

func TestPlainEndsWithItsBytes(t *testing.T) {
	c := &Column{Type: Bytes}
	next := c.plain([]byte{1, 0, 0, 0, 'a', 9, 0, 0, 0, 'b'})
	if v, err := next(); err != nil || string(v.Bytes) != "a" {
		t.Errorf("%q %v", v.Bytes, err)
	}
	if _, err := next(); !errors.Is(err, errShort) {
		t.Errorf("a text longer than its page: %v", err)
	}
}

// FuzzColumn reads any bytes as the pages of a column, which end.
func FuzzColumn(f *testing.F) {
	// A page header (data, 12 bytes, 3 values, plain, levels as runs) and its values.
	f.Add([]byte("PAR1\x15\x00\x15\x18\x15\x18\x2c\x15\x06\x15\x00\x15\x06\x15\x06\x00\x00\x01\x00\x00\x00\x02\x00\x00\x00\x03\x00\x00\x00"), 0, byte(Int32), byte(0))
	f.Fuzz(func(t *testing.T, b []byte, codec int, kind, levels byte) {
		taken := int64(0)
		c := &Column{
			File: bytes.NewReader(b), From: 4, Bytes: int64(len(b)) - 4, Codec: codec, Type: Type(kind % 8), Length: 5,
			Repetition: int(levels & 3), Definition: int(levels >> 2 & 3),
			Take: func(n int64) error {
				if taken += n; taken > 1<<20 {
					return io.ErrShortBuffer
				}
				return nil
			},
		}
		for n := int64(0); ; n++ {
			if _, _, _, err := c.Next(); err != nil {
				return
			}
			if n > taken {
				t.Fatalf("%d values of %d that were told", n, taken)
			}
		}
	})
}
