package postgis

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"incidentmap/incidents"
	"incidentmap/incidents/storetest"
)

// serverVariable names the database of these tests, whose user may make schemas and PostGIS.
const serverVariable = "INCIDENTMAP_TEST_POSTGRES"

// server gives the address of the database of these tests.
func server(t testing.TB) string {
	t.Helper()
	dsn := os.Getenv(serverVariable)
	switch {
	case dsn != "":
	case os.Getenv("CI") == "true":
		t.Fatalf("%s names no database, and in CI these tests must run; go run ./cmd/dev test starts one", serverVariable)
	default:
		t.Skipf("%s names no database; go run ./cmd/dev test starts one", serverVariable)
	}
	return dsn
}

var schemas atomic.Int64

// setting gives the address of an empty schema, which is dropped when the test ends.
func setting(t testing.TB) string {
	t.Helper()
	dsn, err := url.Parse(server(t))
	if err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprintf("test_%d_%d", os.Getpid(), schemas.Add(1))
	sql(t, dsn.String(), `CREATE EXTENSION IF NOT EXISTS postgis; CREATE SCHEMA `+name)
	t.Cleanup(func() {
		ctx := context.WithoutCancel(t.Context())
		conn, err := pgx.Connect(ctx, dsn.String())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close(ctx) //nolint:errcheck // the test is over
		if _, err := conn.Exec(ctx, `DROP SCHEMA `+name+` CASCADE`); err != nil {
			t.Error(err)
		}
	})
	q := dsn.Query()
	q.Set("search_path", name+",public")
	dsn.RawQuery = q.Encode()
	return dsn.String()
}

// sql runs statements in the database of an address.
func sql(t testing.TB, dsn, text string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context()) //nolint:errcheck // what matters is that of the statements
	if _, err := conn.Exec(t.Context(), text, pgx.QueryExecModeSimpleProtocol); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
}

// open opens a store that is closed when the test ends.
func open(t testing.TB, dsn string, options ...Option) *Store {
	t.Helper()
	s, err := Open(t.Context(), dsn, storetest.Encode, options...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	return s
}

// reopened gives what a store was opened with.
func reopened(s *Store) string { return s.primary.Config().ConnString() }

func TestStore(t *testing.T) {
	server(t)
	storetest.Run(t, storetest.Harness{
		Open: func(t *testing.T) incidents.Store { return open(t, setting(t)) },
		Reopen: func(t *testing.T, s incidents.Store) incidents.Store {
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			return open(t, reopened(s.(*Store)))
		},
		Again: func(t *testing.T, s incidents.Store) incidents.Store { return open(t, reopened(s.(*Store))) },
	})
}

// TestClockGoesBack holds that the times of changes grow with their numbers whatever the
// clock says.
func TestClockGoesBack(t *testing.T) {
	now := time.Date(2026, 2, 22, 12, 0, 0, 0, time.UTC)
	s := open(t, setting(t), WithClock(func() time.Time { return now }))
	fill(t, s, 1)
	now = now.Add(-time.Hour)
	rev, err := s.Write(t.Context(), batch(1)...)
	if err != nil {
		t.Fatal(err)
	}
	if want := now.Add(time.Hour); !rev[0].Time.Equal(want) {
		t.Errorf("the revision after is of %v, want %v", rev[0].Time, want)
	}
	for when, want := range map[time.Time]incidents.Seq{now: 0, now.Add(time.Hour): rev[0].Seq} {
		if seq, err := s.SeqAt(t.Context(), when); err != nil || seq != want {
			t.Errorf("at %v the number was %d, %v; want %d", when, seq, err, want)
		}
	}
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

// fill writes a story and n public incidents, and gives their numbers.
func fill(t testing.TB, s *Store, n int) []incidents.Seq {
	t.Helper()
	if _, err := s.PutStory(t.Context(), storetest.Story("a")); err != nil {
		t.Fatal(err)
	}
	var seqs []incidents.Seq
	for len(seqs) < n {
		revisions, err := s.Write(t.Context(), batch(min(1000, n-len(seqs)))...)
		if err != nil {
			t.Fatal(err)
		}
		for _, rev := range revisions {
			seqs = append(seqs, rev.Seq)
		}
	}
	return seqs
}

func batch(n int) []incidents.Write {
	wishes := make([]incidents.Write, n)
	for i := range wishes {
		wishes[i] = incidents.Write{Incident: storetest.Incident("a", fmt.Sprint("Roadblock ", i)), Kind: incidents.Create}
	}
	return wishes
}

// isFault errs the test unless the error has the class and holds the words.
func isFault(t *testing.T, err error, code incidents.Code, words ...string) {
	t.Helper()
	if err == nil || incidents.CodeOf(err) != code {
		t.Errorf("got error %v of class %q, want class %q", err, incidents.CodeOf(err), code)
		return
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("the error %q lacks %q", err, w)
		}
	}
}
