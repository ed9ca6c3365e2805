package hostile

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
)

// The table of attacks has as many as are promised, each with a name of its own, a reason, and
// something that it sends.
func TestAttacks(t *testing.T) {
	const promised = 60
	seen := map[string]bool{}
	for _, th := range themes() {
		for _, a := range th.attacks() {
			name := th.name + "/" + a.name
			if seen[name] || a.name == "" || a.why == "" || a.send == nil {
				t.Errorf("%s is there twice, or has no reason or nothing to send", name)
			}
			seen[name] = true
		}
	}
	if len(seen) < promised {
		t.Errorf("%d attacks, want %d", len(seen), promised)
	}
}

// What is sent fits into the head that the server takes, so that it is judged by what it asks for.
func TestLongValuesFit(t *testing.T) {
	const head = 32 << 10
	var longest atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		longest.Store(max(longest.Load(), int64(len(r.RequestURI))))
	}))
	defer server.Close()
	f := newFake()
	target := &target{root: server.URL, client: newClient(), meter: f.meter, reader: f.reader, server: f.process, patience: patience}
	for _, th := range []func() []attack{filterAttacks, geometryAttacks} {
		for _, a := range th() {
			if strings.Contains(a.name, "crowd") || strings.HasPrefix(a.name, "extremes") {
				continue
			}
			longest.Store(0)
			a.send(t.Context(), target)
			if n := longest.Load(); n > head {
				t.Errorf("%s sends an address of %d bytes", a.name, n)
			}
		}
	}
}

// The polygon is closed, of as many corners as wanted, and no corner is seen twice in one
// direction from its middle, so that it does not cross itself.
func TestRing(t *testing.T) {
	all := ring(1000, -102, 23, 6)
	if len(all) != 1000 || all[0] != all[999] {
		t.Fatalf("%d corners, from %v to %v", len(all), all[0], all[len(all)-1])
	}
	turn := func(a, b [2]float64) float64 { return (a[0]+102)*(b[1]-23) - (a[1]-23)*(b[0]+102) }
	for i := range len(all) - 1 {
		if turn(all[i], all[i+1]) <= 0 {
			t.Fatalf("corner %d does not go on around", i+1)
		}
	}
}

// A run is broken when a row is, and says so after all rows.
func TestTable(t *testing.T) {
	var out strings.Builder
	var table table
	good, bad := measured{tally: tally{n: 2, statuses: map[int]int{200: 1, 400: 1}}, rested: true}, measured{rested: true, died: "it | ended"}
	err := errors.Join(table.add(&out, "a", &attack{name: "one"}, &good), table.add(&out, "a", &attack{name: "two", gate: "files"}, &bad))
	all := readingOf(nil)
	err = errors.Join(err, table.end(&out, &all, 0))
	if err != nil || table.broken != 1 || table.rows != 2 {
		t.Errorf("%v, %d rows, %d broken", err, table.rows, table.broken)
	}
	for _, want := range []string{"| a/one |  | 2 | 1 × 200, 1 × 400 |", "| a/two | files |", `**the server is dead: it \| ended**`, "2 attacks in 0 s; 1 times a rule was broken"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in\n%s", want, out.String())
		}
	}
}

// The files of imports are written as they are meant to be; those that are long are cut off.
func TestImportedFiles(t *testing.T) {
	enough := errors.New("enough")
	for _, i := range append(archiveFiles(), textFiles()...) {
		w := &bounded{left: 1 << 20, end: enough}
		if strings.HasPrefix(i.name, "zip") || strings.HasPrefix(i.name, "gz/") || strings.HasPrefix(i.name, "xlsx") || strings.HasPrefix(i.name, "kmz") || i.name == "gpkg/blob" || i.name == "geojson/polygon" {
			continue // long in the making
		}
		if err := i.write(w); err != nil && !errors.Is(err, enough) {
			t.Errorf("%s: %v", i.name, err)
		}
		if w.left == 1<<20 {
			t.Errorf("%s is empty", i.name)
		}
	}
}

// bounded takes so many bytes.
type bounded struct {
	left int
	end  error
}

func (b *bounded) Write(p []byte) (int, error) {
	if b.left -= len(p); b.left < 0 {
		return 0, b.end
	}
	return len(p), nil
}

func TestStatusOf(t *testing.T) {
	for text, want := range map[string]int{"HTTP/1.1 503 Service Unavailable\r\n": 503, "HTTP/1.1 2": 2, "": 0, "x": 0} {
		if got := statusOf([]byte(text)); got != want {
			t.Errorf("%q is of %d, want %d", text, got, want)
		}
	}
}

// An attack that a server has no flag for is told of and breaks a rule.
func TestUnknownFlag(t *testing.T) {
	r := &run{help: "  --public-url=URL  Address"}
	if flag := r.unknownFlag(proxied); flag != "--trusted-proxies" {
		t.Errorf("%q", flag)
	}
	if flag := r.unknownFlag(named); flag != "" {
		t.Errorf("%q", flag)
	}
	m, err := r.attack(context.Background(), &attack{server: proxied})
	if err != nil || len(judge(&attack{}, &m)) != 1 {
		t.Errorf("%+v, %v", m, err)
	}
}

var _ io.Writer = &bounded{}
