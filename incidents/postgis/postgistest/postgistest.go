// Package postgistest gives tests a PostgreSQL database.
package postgistest

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// The databases of these tests, whose users may make schemas and PostGIS. The server of the
// second is one that a test may crash, so no other test uses it.
const (
	Variable          = "INCIDENTMAP_TEST_POSTGRES"
	DisruptedVariable = "INCIDENTMAP_TEST_POSTGRES_DISRUPTED"
)

// Server gives the address of the database of these tests. Where there is none the test is
// skipped, and in CI fails.
func Server(t testing.TB) string {
	t.Helper()
	return server(t, Variable)
}

func server(t testing.TB, variable string) string {
	t.Helper()
	dsn := os.Getenv(variable)
	switch {
	case dsn != "":
	case os.Getenv("CI") == "true":
		t.Fatalf("%s names no database, and in CI these tests must run; go run ./cmd/dev test starts one", variable)
	default:
		t.Skipf("%s names no database; go run ./cmd/dev test starts one", variable)
	}
	return dsn
}

var schemas atomic.Int64

// Setting gives the address of an empty schema, which is dropped when the test ends.
func Setting(t testing.TB) string {
	t.Helper()
	return schema(t, Server(t))
}

// Disrupted is Setting on a server whose sessions the test may end, and which it may crash.
func Disrupted(t testing.TB) string {
	t.Helper()
	return schema(t, server(t, DisruptedVariable))
}

func schema(t testing.TB, server string) string {
	t.Helper()
	dsn, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprintf("test_%d_%d", os.Getpid(), schemas.Add(1))
	SQL(t, dsn.String(), `CREATE EXTENSION IF NOT EXISTS postgis; CREATE SCHEMA `+name)
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

// SQL runs statements in the database of an address.
func SQL(t testing.TB, dsn, text string) {
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

// Until waits until something holds of a server, which tells nobody when it comes to hold. It
// waits as long as the tests may run: how long a server takes says nothing of the project.
func Until(t testing.TB, holds func() bool) {
	t.Helper()
	for ; !holds(); time.Sleep(5 * time.Millisecond) {
		if err := t.Context().Err(); err != nil {
			t.Fatal(err)
		}
	}
}
