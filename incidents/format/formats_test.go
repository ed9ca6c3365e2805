package format

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
)

// The same incidents under the same heading are the same bytes, in every format, and
// those that were blessed.
func TestGoldenFiles(t *testing.T) {
	for _, f := range Formats() {
		t.Run(f.Ext, func(t *testing.T) {
			got := written(t, f.Ext, heading())
			if !bytes.Equal(got, written(t, f.Ext, heading())) {
				t.Error("a second time gives other bytes")
			}
			path := filepath.Join("testdata", "sample."+f.Ext)
			if os.Getenv("BLESS") != "" {
				if err := os.WriteFile(path, got, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("%s differs; if the change is meant, bless it", path)
			}
		})
	}
}

func TestExtensionsAreUnique(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range Formats() {
		if g, known := ByExt(f.Ext); !known || g.MediaType != f.MediaType || seen[f.Ext] {
			t.Errorf("%s is %v, %v", f.Ext, g, known)
		}
		seen[f.Ext] = true
	}
	if _, known := ByExt("exe"); known {
		t.Error("exe is a format")
	}
}

// An empty layer of a story that says nothing of itself is still a whole file.
func TestEmptyFiles(t *testing.T) {
	for _, f := range Formats() {
		var b bytes.Buffer
		if err := f.Write(t.Context(), &b, Heading{}, those(nil)); err != nil {
			t.Errorf("%s: %v", f.Ext, err)
		}
		if got := b.String(); f.Ext == "geojson" && !strings.HasPrefix(got, `{"type":"FeatureCollection","seq":0,"links":[],"features":[`) {
			t.Errorf("an empty collection is %s", got)
		}
	}
}

func invented(n int) Incidents {
	return func(yield func(*incidents.Public, error) bool) {
		for i := range n {
			p := full()
			p.ID = fmt.Sprintf("01KJ43K480%016d", i)
			p.Seq = incidents.Seq(i)
			p.Where.Geometry = orb.Point{-117 + float64(i%3000)/100, 14 + float64(i*7%1800)/100}
			if !yield(p, nil) {
				return
			}
		}
	}
}

// A writer stops soon after its reader has left, says so, and leaves no file behind.
func TestWritersStop(t *testing.T) {
	left := errors.New("the reader left")
	broken := errors.New("the store broke")
	for _, f := range Formats() {
		t.Run(f.Ext, func(t *testing.T) {
			dir := t.TempDir()
			t.Setenv("TMPDIR", dir)
			ctx, cancel := context.WithCancelCause(t.Context())
			given := 0
			err := f.Write(ctx, io.Discard, heading(), func(yield func(*incidents.Public, error) bool) {
				for p, err := range invented(10_000) {
					if given++; given == 100 {
						cancel(left)
					}
					if !yield(p, err) {
						return
					}
				}
			})
			if !errors.Is(err, left) || given > 100+contextEvery {
				t.Errorf("after %d incidents: %v", given, err)
			}
			err = f.Write(t.Context(), io.Discard, heading(), func(yield func(*incidents.Public, error) bool) {
				_ = yield(full(), nil) && yield(nil, broken)
			})
			if !errors.Is(err, broken) {
				t.Errorf("a broken pass gives %v", err)
			}
			if err := f.Write(t.Context(), shut{}, heading(), invented(5000)); !errors.Is(err, errShut) {
				t.Errorf("a shut connection gives %v", err)
			}
			if rest, err := os.ReadDir(dir); err != nil || len(rest) > 0 {
				t.Errorf("%v is left behind (%v)", rest, err)
			}
		})
	}
}

// Every format begins before it has seen more than a few incidents, so that a download begins
// however large it is.
func TestTheFirstBytesLeaveAtOnce(t *testing.T) {
	const soon = max(parquetFirstRows, gpkgFirstRows) + 1
	for _, f := range Formats() {
		t.Run(f.Ext, func(t *testing.T) {
			c := counter{}
			given, late := 0, 0
			err := f.Write(t.Context(), &c, heading(), func(yield func(*incidents.Public, error) bool) {
				for p, err := range flowing(soon + 500) {
					if given++; given == soon+1 && c.bytes == 0 {
						late = given
					}
					if !yield(p, err) {
						return
					}
				}
			})
			if err != nil || late > 0 {
				t.Errorf("nothing has left after %d incidents (%v)", late, err)
			}
		})
	}
}

// What leaves of a GeoPackage after its first incidents is more than a server holds back, and the
// file says of its size what SQLite takes for "not known".
func TestGeoPackageBeginsEarly(t *testing.T) {
	var b bytes.Buffer
	early, given := 0, 0
	err := writeGeoPackage(t.Context(), &b, heading(), func(yield func(*incidents.Public, error) bool) {
		for p, err := range flowing(2 * gpkgFirstRows) {
			switch given++; {
			case given <= gpkgFirstRows && b.Len() > 0:
				t.Fatal("a fault of the store could not be told")
			case given == gpkgFirstRows+2:
				early = b.Len()
			}
			if !yield(p, err) {
				return
			}
		}
	})
	const heldBack = 64 << 10
	if err != nil || early <= heldBack {
		t.Errorf("%d bytes leave before the incidents (%v)", early, err)
	}
	file := b.Bytes()
	if file[28]|file[29]|file[30]|file[31] != 0 || bytes.Equal(file[24:28], file[92:96]) {
		t.Errorf("the header says a size: % x, % x as of % x", file[28:32], file[24:28], file[92:96])
	}
}

var errShut = errors.New("the connection is shut")

type shut struct{}

func (shut) Write([]byte) (int, error) { return 0, errShut }

// What a writer holds on to does not grow with the incidents it has written.
func TestMemoryIsBounded(t *testing.T) {
	if testing.Short() {
		t.Skip("-short")
	}
	const few, many, slack = 3_000, 12_000, 4 << 20
	for _, f := range Formats() {
		t.Run(f.Ext, func(t *testing.T) {
			var held [2]uint64
			given := 0
			err := f.Write(t.Context(), io.Discard, heading(), func(yield func(*incidents.Public, error) bool) {
				for p, err := range invented(many) {
					switch given++; given {
					case few:
						held[0] = heap()
					case many:
						held[1] = heap()
					}
					if !yield(p, err) {
						return
					}
				}
			})
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%d kB after %d incidents, %d kB after %d", held[0]>>10, few, held[1]>>10, many)
			if held[1] > held[0]+slack {
				t.Errorf("it holds %d kB after %d incidents and %d kB after %d", held[0]>>10, few, held[1]>>10, many)
			}
		})
	}
}

// heap gives the bytes of what is still in use.
func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// No text becomes markup: the document has the elements that we write and no others.
func TestKMLHasNoForeignElements(t *testing.T) {
	d := xml.NewDecoder(bytes.NewReader(written(t, "kml", heading())))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if start, is := token.(xml.StartElement); is && (start.Name.Local == "script" || start.Name.Local == "b") {
			t.Errorf("there is an element %s", start.Name.Local)
		}
	}
	for _, p := range sample() {
		h := heading()
		if s := balloon(&h, h.localize(p)); strings.Contains(s, "<script") || strings.Contains(s, "\u202e") {
			t.Errorf("the balloon is %s", s)
		}
	}
}

func TestCSVForExcelBeginsWithAMark(t *testing.T) {
	h := heading()
	plainly := written(t, "csv", h)
	h.BOM = true
	if got := written(t, "csv", h); string(got) != "\ufeff"+string(plainly) {
		t.Errorf("it begins with %q", got[:10])
	}
}

func TestLanguageFallsBackAsTheStoreDoes(t *testing.T) {
	h := heading() // of a story in Spanish, then English
	cases := []struct{ wanted, want string }{{"en", "en"}, {"es", "es"}, {"fr", "es"}, {"", "es"}}
	for _, c := range cases {
		h.Lang = c.wanted
		if v := h.localize(full()); v.lang != c.want {
			t.Errorf("%q gives %q, want %q", c.wanted, v.lang, c.want)
		}
	}
}

func TestStyles(t *testing.T) {
	h := heading()
	if l, has := h.symbolOf(full()); !has || l.ID != "riot" {
		t.Errorf("in the file of all layers it is drawn as %v", l)
	}
	h.Layer = "deaths"
	if l, has := h.symbolOf(full()); !has || l.ID != "deaths" {
		t.Errorf("in the file of deaths it is drawn as %v", l)
	}
	doc := string(written(t, "kml", h))
	for _, want := range []string{"<color>ff779e1b</color>", "<color>66779e1b</color>", "<styleUrl>#layer-deaths</styleUrl>", "<name>An invented story</name>"} {
		if !strings.Contains(doc, want) {
			t.Errorf("there is no %s", want)
		}
	}
}

func TestLongCells(t *testing.T) {
	if got := fitXLSX(bytes.Repeat([]byte("é"), xlsxChars)); len(got) != 2*xlsxChars {
		t.Errorf("what fits is cut to %d bytes", len(got))
	}
	long := string(fitXLSX([]byte(strings.Repeat("👍", xlsxChars))))
	if n := len(utf16Of(long)); n > xlsxChars || !strings.HasSuffix(long, "👍 … [cut]") {
		t.Errorf("it is cut to %d units, %q", n, long[len(long)-20:])
	}
	if got := string(fitXLSX([]byte("[" + strings.Repeat("1,", xlsxChars) + "1]"))); !strings.HasPrefix(got, "[65537 characters do not fit") {
		t.Errorf("JSON is cut to %.60s", got)
	}
}

func utf16Of(s string) []uint16 { return utf16.Encode([]rune(s)) }

func BenchmarkWrite(b *testing.B) {
	for _, f := range Formats() {
		b.Run(f.Ext, func(b *testing.B) {
			b.ReportAllocs()
			if err := f.Write(b.Context(), io.Discard, heading(), invented(b.N)); err != nil {
				b.Fatal(err)
			}
		})
	}
}
