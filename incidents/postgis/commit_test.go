package postgis

import (
	"bytes"
	"context"
	"crypto/sha256"
	"net"
	"net/url"
	"sync/atomic"
	"testing"

	"incidentmap/incidents"
	"incidentmap/incidents/postgis/postgistest"
)

// faultyLine passes bytes between a store and the server, and cuts the line at the next COMMIT
// when it is told to: before the server has it, or when the answer to it comes.
type faultyLine struct {
	server string
	before atomic.Bool
	after  atomic.Bool
	cuts   atomic.Int32
}

// through gives the address by which the server is reached on the line.
func (l *faultyLine) through(t *testing.T, dsn string) string {
	t.Helper()
	u, err := url.Parse(dsn)
	if err != nil {
		t.Fatal(err)
	}
	l.server = u.Host
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return // the test is over
			}
			go l.carry(t.Context(), client)
		}
	}()
	u.Host = listener.Addr().String()
	return u.String()
}

func (l *faultyLine) carry(ctx context.Context, client net.Conn) {
	defer client.Close() //nolint:errcheck // the line is cut
	server, err := (&net.Dialer{}).DialContext(ctx, "tcp", l.server)
	if err != nil {
		return
	}
	defer server.Close() //nolint:errcheck // the line is cut
	var silent atomic.Bool
	go func() {
		defer client.Close() //nolint:errcheck // the line is cut
		buf := make([]byte, 1<<16)
		for {
			n, err := server.Read(buf)
			if err != nil || silent.Load() {
				return
			}
			if _, err := client.Write(buf[:n]); err != nil {
				return
			}
		}
	}()
	buf := make([]byte, 1<<16)
	for {
		n, err := client.Read(buf)
		if err != nil {
			return
		}
		if bytes.Contains(buf[:n], []byte("commit\x00")) {
			if l.before.Swap(false) {
				l.cuts.Add(1)
				return
			}
			if l.after.Swap(false) {
				l.cuts.Add(1)
				silent.Store(true)
			}
		}
		if _, err := server.Write(buf[:n]); err != nil {
			return
		}
	}
}

// TestCommitWithoutAnswer loses COMMIT on its way, and the answer to it on its way back. The
// writer is told that nobody knows, and by its receipt learns which it was.
func TestCommitWithoutAnswer(t *testing.T) {
	direct := postgistest.Setting(t)
	var line faultyLine
	s := open(t, line.through(t, direct))
	other := open(t, direct)
	fill(t, other, 1)
	for _, tt := range []struct {
		name string
		cut  *atomic.Bool
		kept bool
	}{{"the commit is lost", &line.before, false}, {"the answer is lost", &line.after, true}} {
		writes := batch(2)
		receipt := incidents.Receipt{Key: tt.name, Request: sha256.Sum256([]byte(tt.name))}
		from, err := other.Seq(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		cuts := line.cuts.Load()
		tt.cut.Store(true)
		_, _, err = s.WriteOnce(t.Context(), receipt, writes...)
		isFault(t, err, incidents.EUnavailable, "cannot tell", "receipt")
		if line.cuts.Load() != cuts+1 {
			t.Fatalf("%s: the line was not cut", tt.name)
		}
		want := from
		if tt.kept {
			want += 2
			if _, err := other.Wait(t.Context(), from); err != nil {
				t.Fatal(err)
			}
		}
		if seq, err := other.Seq(t.Context()); err != nil || seq != want {
			t.Errorf("%s: the newest number is %d, %v; want %d", tt.name, seq, err, want)
		}
		revisions, known, err := s.WriteOnce(t.Context(), receipt, writes...)
		if err != nil || known != tt.kept || revisions[0].Seq != from+1 || revisions[1].Incident.ID != writes[1].Incident.ID {
			t.Errorf("%s: the repeat gave %+v, known %t, %v", tt.name, revisions, known, err)
		}
	}
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
}
