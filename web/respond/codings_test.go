package respond

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

func TestNegotiate(t *testing.T) {
	tests := []struct {
		accept []string
		want   coding
	}{
		{nil, identity},
		{[]string{""}, identity},
		{[]string{"identity"}, identity},
		{[]string{"gzip"}, gzipC},
		{[]string{"x-gzip"}, gzipC},
		{[]string{"GZIP"}, gzipC},
		{[]string{"gzip, deflate, br, zstd"}, zstdC},
		{[]string{"gzip, deflate, br"}, gzipC},
		{[]string{"gzip", "br"}, gzipC},
		{[]string{"br"}, brotliC},
		{[]string{"gzip;q=1, br;q=0.5"}, gzipC},
		{[]string{"zstd;q=0, br;q=0, gzip"}, gzipC},
		{[]string{"br;q=0"}, identity},
		{[]string{"*"}, zstdC},
		{[]string{"*;q=0"}, identity},
		{[]string{"*, zstd;q=0"}, gzipC},
		{[]string{"identity;q=1, gzip;q=0.5"}, identity},
		{[]string{"deflate"}, identity},
		{[]string{"gzip;q=high"}, identity},
		{[]string{"gzip; q=0.8 ; x=y"}, gzipC},
	}
	for _, tt := range tests {
		if got := negotiate(http.Header{"Accept-Encoding": tt.accept}, quickest); got != tt.want {
			t.Errorf("%q: %q, want %q", tt.accept, got, tt.want)
		}
	}
}

// decode is the reverse of each coding.
func decode(t testing.TB, c coding, body []byte) []byte {
	t.Helper()
	var r io.Reader = bytes.NewReader(body)
	var err error
	switch c {
	case brotliC:
		r = brotli.NewReader(r)
	case gzipC:
		r, err = gzip.NewReader(r)
	case zstdC:
		r, err = zstd.NewReader(r, zstd.WithDecoderConcurrency(1))
	}
	if err != nil {
		t.Fatalf("%s: %v", c, err)
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		t.Fatalf("%s: %v", c, err)
	}
	return plain
}

func TestEncodersRoundTrip(t *testing.T) {
	e := newEncoders()
	bodies := []string{"", "a", strings.Repeat("Tapalpa, Jalisco ", 50_000)}
	for _, c := range []coding{identity, brotliC, zstdC, gzipC} {
		for _, body := range bodies {
			var first bytes.Buffer
			for round := range 3 { // encoders are used again
				var out bytes.Buffer
				err := e.encode(&out, c, func(w io.Writer) error { _, err := io.WriteString(w, body); return err })
				if err != nil {
					t.Fatal(err)
				}
				if got := decode(t, c, out.Bytes()); string(got) != body {
					t.Fatalf("%q: %d bytes come back as %d", c, len(body), len(got))
				}
				if round == 0 {
					first = out
				} else if !bytes.Equal(first.Bytes(), out.Bytes()) {
					t.Errorf("%q: the same body is coded in two ways", c)
				}
			}
			if c != identity && len(body) > 1000 && first.Len() > len(body)/20 {
				t.Errorf("%q: %d bytes of %d", c, first.Len(), len(body))
			}
		}
	}
}

func TestEncodersAtOnce(t *testing.T) {
	e := newEncoders()
	var wg sync.WaitGroup
	for i := range 16 {
		c := densest[i%len(densest)]
		body := strings.Repeat(string(rune('a'+i)), 100_000)
		wg.Go(func() {
			var out bytes.Buffer
			if err := e.encode(&out, c, func(w io.Writer) error { _, err := io.WriteString(w, body); return err }); err != nil {
				t.Error(err)
			}
			if got := decode(t, c, out.Bytes()); string(got) != body {
				t.Errorf("%q: bodies are mixed up", c)
			}
		})
	}
	wg.Wait()
}

func FuzzNegotiate(f *testing.F) {
	for _, seed := range []string{"gzip, br;q=0.5", "*;q=0", "identity;q=0", ";q=", "gzip;q=NaN", ",,", "br;q=1e999"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, accept string) {
		switch c := negotiate(http.Header{"Accept-Encoding": {accept}}, quickest); c {
		case identity:
		case brotliC, zstdC, gzipC:
			if !strings.Contains(strings.ToLower(accept), string(c)) && !strings.Contains(accept, "*") {
				t.Errorf("%q: %q was not named", accept, c)
			}
		default:
			t.Errorf("%q: %q", accept, c)
		}
	})
}

func BenchmarkEncode(b *testing.B) {
	body := []byte(strings.Repeat(`{"type":"Feature","geometry":{"type":"Point","coordinates":[-103.758,19.945]}},`, 2000))
	e := newEncoders()
	for _, c := range []coding{brotliC, zstdC, gzipC} {
		b.Run(string(c), func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			for b.Loop() {
				if err := e.encode(io.Discard, c, func(w io.Writer) error { _, err := w.Write(body); return err }); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
