package tiles

import (
	"bytes"
	"io"
	"math/rand/v2"
	"testing"

	"github.com/klauspost/compress/gzip"
)

func ungzipped(t testing.TB, b []byte) []byte {
	t.Helper()
	r, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	out, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func roundTrip(t testing.TB, b []byte) {
	t.Helper()
	before := []byte("before")
	packed, ok := Gzip(before, b)
	if ok != (len(b) <= mostFixed) {
		t.Fatalf("%d bytes packed: %v", len(b), ok)
	}
	if !ok {
		if !bytes.Equal(packed, before) {
			t.Fatal("a long tile was packed in part")
		}
		return
	}
	if !bytes.HasPrefix(packed, before) || !bytes.Equal(ungzipped(t, packed[len(before):]), b) {
		t.Fatalf("%d bytes come back as others", len(b))
	}
	if again, _ := Gzip(nil, b); !bytes.Equal(again, packed[len(before):]) {
		t.Fatal("a second time gives other bytes")
	}
}

func TestGzip(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for _, n := range []int{0, 1, 3, 4, 5, 11, 12, 13, 100, 1000, mostFixed, mostFixed + 1} {
		for _, letters := range []int{1, 2, 4, 256} {
			b := make([]byte, n)
			for i := range b {
				b[i] = byte(r.IntN(letters))
			}
			roundTrip(t, b)
		}
	}
	// Every length of a repeat, at every sort of distance.
	step := 1
	if testing.Short() {
		step = 13
	}
	for length := 1; length <= maxMatch+40; length += step {
		for distance := length; distance+length < mostFixed; distance = distance*3/2 + 1 {
			b := make([]byte, distance+length+3)
			for i := range b {
				b[i] = byte(r.IntN(256))
			}
			copy(b[distance:], b[:length])
			roundTrip(t, b)
		}
	}
	for _, a := range []address{{0, 0, 0}, {1, 0, 0}, {4, 3, 7}, {17, 27853, 57835}} {
		tile := mustTile(t, goldenSource(), int(a.z), int(a.x), int(a.y))
		roundTrip(t, tile)
		if packed, _ := Gzip(nil, tile); len(packed) > len(tile)*3/4 && len(tile) > 1000 {
			t.Errorf("%s: %d bytes of %d", a, len(packed), len(tile))
		}
	}
}

func FuzzGzip(f *testing.F) {
	f.Add([]byte(""))
	f.Add([]byte("abcdabcdabcdabcd"))
	f.Add(bytes.Repeat([]byte{0xff}, 600))
	f.Fuzz(func(t *testing.T, b []byte) { roundTrip(t, b) })
}
