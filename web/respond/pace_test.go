package respond

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

// deadlines notes the times that a connection is given.
type deadlines struct {
	http.ResponseWriter
	read []time.Time
}

func (d *deadlines) SetReadDeadline(t time.Time) error {
	d.read = append(d.read, t)
	return nil
}

// A body has its time anew with each piece, not with each byte, and never more than in all.
func TestBodiesArePaced(t *testing.T) {
	const size = 5*pieceBytes + 100
	var d deadlines
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "/", iotest.OneByteReader(bytes.NewReader(make([]byte, size))))
	if err != nil {
		t.Fatal(err)
	}
	given := r.Body
	own := paced(&d, r, stallTime)
	if r.Body != given {
		t.Error("net/http's own request has another body: it goes by its type")
	}
	if n, err := io.Copy(io.Discard, own.Body); n != size || err != nil {
		t.Fatalf("%d bytes, %v", n, err)
	}
	if len(d.read) != 1+size/pieceBytes {
		t.Errorf("%d times were given for %d pieces", len(d.read), size/pieceBytes)
	}
	end := d.read[0].Add(bodyTime - stallTime)
	for i, at := range d.read {
		if at.After(end) || i > 0 && at.Before(d.read[i-1]) {
			t.Errorf("time %d is %s; the first is %s", i, at, d.read[0])
		}
	}
	late := &pacedBody{ReadCloser: io.NopCloser(strings.NewReader("a")), control: http.NewResponseController(&d), patience: stallTime, end: d.read[0], piece: pieceBytes}
	if _, err := late.Read(make([]byte, 1)); err != nil || !d.read[len(d.read)-1].Equal(late.end) {
		t.Errorf("at the end of all time: %s, want %s; %v", d.read[len(d.read)-1], late.end, err)
	}
}

func TestNoPhaseOfAConnectionLastsLong(t *testing.T) {
	s := newServer(t.Context(), http.NotFoundHandler(), slog.New(slog.DiscardHandler))
	for name, d := range map[string]time.Duration{"headers": s.ReadHeaderTimeout, "reading": s.ReadTimeout, "writing": s.WriteTimeout, "a stall": stallTime} {
		if d <= 0 || d > 15*time.Second {
			t.Errorf("%s may take %s", name, d)
		}
	}
}

// A body that stops coming ends the read of it, and the connection.
func TestStalledBodiesAreLetGo(t *testing.T) {
	const patience = 50 * time.Millisecond
	l := listen(t)
	read := make(chan error, 1)
	server := newServer(t.Context(), http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			return
		}
		_, err := io.ReadAll(paced(w, r, patience).Body)
		read <- err
	}), slog.New(slog.DiscardHandler))
	server.ReadTimeout = patience
	go func() { _ = server.Serve(l) }()
	defer server.Close()
	for _, method := range []string{http.MethodPut, http.MethodGet} {
		conn := dial(t, l)
		if _, err := io.WriteString(conn, method+" / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n{"); err != nil {
			t.Fatal(err)
		}
		if method == http.MethodPut {
			if err := <-read; err == nil {
				t.Error("half a body was read as if whole")
			}
		}
		if _, err := io.Copy(io.Discard, conn); err != nil { // until the server closes it
			t.Errorf("%s: %v", method, err)
		}
	}
}

// What waits for a client is known where it decides whether the client moves.
func TestUnsent(t *testing.T) {
	l := listen(t)
	accepted := make(chan net.Conn, 1)
	go func() {
		conn, _ := l.Accept()
		accepted <- conn
	}()
	client := dial(t, l)
	conn, ok := (<-accepted).(*net.TCPConn)
	if !ok {
		t.Fatal("no TCP")
	}
	defer conn.Close()
	_ = withSmallBuffer(context.Background(), conn)
	if _, known := unsent(conn); !known {
		t.Skip("not known on this system")
	}
	go func() { _, _ = conn.Write(make([]byte, 16<<20)) }()
	for n := 0; n == 0; {
		n, _ = unsent(conn)
	}
	go func() { _, _ = io.Copy(io.Discard, client) }()
	// All is taken in the end; a figure that did not fall would never end this.
	for n := 1; n > 0; {
		n, _ = unsent(conn)
	}
	for _, test := range []struct {
		before, now int
		want        bool
	}{{100_000, 100_000, false}, {100_000, 99_000, false}, {100_000, 100_000 - pieceBytes, true}, {0, 0, false}} {
		if got := moved(test.before, test.now); got != test.want {
			t.Errorf("from %d to %d is moving: %t", test.before, test.now, got)
		}
	}
}
