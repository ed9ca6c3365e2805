package sqlite

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"incidentmap/incidents/format"
	"incidentmap/incidents/revisions"
	"incidentmap/incidents/storetest"
)

// FuzzSplice holds that a text comes back as it was told, and that nothing that may stand in
// a file makes the reading of it fail otherwise than with an error.
func FuzzSplice(f *testing.F) {
	f.Add([]byte(`{"a":1,"title":"One","place":"Guadalajara"}`), []byte(`{"a":22,"title":"Another","place":"Guadalajara"}`))
	f.Add([]byte(""), []byte("text"))
	f.Add(bytes.Repeat([]byte("abcdefgh"), 20), bytes.Repeat([]byte("abcdefgh"), 25))
	f.Fuzz(func(t *testing.T, by, text []byte) {
		var b base
		b.set(by)
		code := b.deltaEncode([]byte("before"), text)[len("before"):]
		got, err := deltaDecode([]byte("kept"), by, code)
		if err != nil || string(got) != "kept"+string(text) {
			t.Errorf("%q by %q reads %q, %v", text, by, got, err)
		}
		_, _ = deltaDecode(nil, by, text) // any bytes are read or refused
	})
}

func TestSplice(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	random := func(n int) []byte {
		b := make([]byte, n)
		for i := range b {
			b[i] = "abcd"[rng.IntN(4)]
		}
		return b
	}
	var b base
	for _, n := range []int{0, 1, 7, 8, 9, 100, 5000, deltaReach + 100} {
		by := random(n)
		b.set(by)
		for range 50 {
			text := bytes.Clone(by)
			for range rng.IntN(4) { // change, take out, put in
				if at := rng.IntN(len(text) + 1); at < len(text) {
					text[at] = 'x'
					text = append(text[:at:at], append(random(rng.IntN(20)), text[min(len(text), at+rng.IntN(30)):]...)...)
				}
			}
			code := b.deltaEncode(nil, text)
			if got, err := deltaDecode(nil, by, code); err != nil || !bytes.Equal(got, text) {
				t.Fatalf("a text of %d bytes by one of %d comes back with %d, %v", len(text), n, len(got), err)
			}
			if n == 5000 && len(code) > 400 {
				t.Errorf("few changes take %d bytes", len(code))
			}
		}
	}
	for _, code := range []string{"\x03", "\x08ab", "\x11\x00", "\x03\x01\x03\x7f", strings.Repeat("\xff", 12)} {
		if got, err := deltaDecode(nil, []byte("base"), []byte(code)); err == nil {
			t.Errorf("%q was read as %q", code, got)
		}
	}
}

// BenchmarkDelta encodes and decodes the feature of a small incident by that of another.
func BenchmarkDelta(b *testing.B) {
	var texts [][]byte
	story := storetest.Story("a")
	for _, w := range storetest.Small(0, 100) {
		t := storyVersion{Story: story}
		rev := revisionOfWrite(&w)
		texts = append(texts, format.AppendFeature(nil, revisions.Public(&t.Story, rev, time.UnixMilli(0).UTC(), 1), "es"))
	}
	var by base
	by.set(texts[0])
	var codes [][]byte
	for _, text := range texts {
		codes = append(codes, by.deltaEncode(nil, text))
	}
	b.Run("encode", func(b *testing.B) {
		var code []byte
		for i := 0; b.Loop(); i++ {
			code = by.deltaEncode(code[:0], texts[i%len(texts)])
		}
		b.SetBytes(int64(len(texts[1])))
		b.ReportMetric(float64(len(codes[1])), "B/code")
	})
	b.Run("read", func(b *testing.B) {
		var text []byte
		for i := 0; b.Loop(); i++ {
			var err error
			if text, err = deltaDecode(text[:0], by.text, codes[i%len(codes)]); err != nil {
				b.Fatal(err)
			}
		}
		b.SetBytes(int64(len(texts[1])))
	})
	if len(codes[1]) > len(texts[1])/2 {
		b.Error(fmt.Sprint("a feature of ", len(texts[1]), " bytes takes ", len(codes[1])))
	}
}
