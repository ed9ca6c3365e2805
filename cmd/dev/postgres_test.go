package main

import (
	"context"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"testing"
)

// installed makes a folder of servers as a system may have it.
func installed(t *testing.T, files ...string) []string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, nil, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return []string{filepath.Join(dir, "*", "bin"), filepath.Join(dir, "pg", "pgsql-*", "bin")}
}

// Versions beyond those there are keep what this machine has out of the test.
func TestFindPostgres(t *testing.T) {
	for _, tt := range []struct {
		name  string
		files []string
		major int
		has   bool
	}{
		{name: "nothing"},
		{name: "too old", files: []string{"14/bin/initdb"}},
		{name: "a client alone", files: []string{"91/bin/psql"}},
		{name: "no version", files: []string{"pgsql/bin/initdb"}},
		{name: "without PostGIS", files: []string{"91/bin/initdb", "92/bin/initdb"}, major: 92},
		{name: "with PostGIS", files: []string{"91/bin/initdb", "91/share/extension/postgis.control"}, major: 91, has: true},
		{
			name:  "the older has PostGIS",
			files: []string{"91/bin/initdb", "91/share/postgresql/extension/postgis.control", "92/bin/initdb"}, major: 91, has: true,
		},
		{
			name:  "both have",
			files: []string{"91/bin/initdb", "91/share/extension/postgis.control", "pg/pgsql-92/bin/initdb", "pg/pgsql-92/share/extension/postgis.control"},
			major: 92, has: true,
		},
	} {
		if p, has := findPostgres(installed(t, tt.files...)); p.major != tt.major || has != tt.has {
			t.Errorf("%s: found version %d in %s, PostGIS %t; want %d, %t", tt.name, p.major, p.bin, has, tt.major, tt.has)
		}
	}
}

// TestWithPostgres starts a server, and holds that nothing is left of it.
func TestWithPostgres(t *testing.T) {
	if testing.Short() {
		t.Skip("-short starts no database")
	}
	if _, has := findPostgres(postgresPlaces); !has {
		if os.Getenv("CI") == "true" {
			t.Fatal("no PostgreSQL with PostGIS is installed, and in CI this test must run")
		}
		t.Skip("no PostgreSQL with PostGIS is installed")
	}
	t.Setenv(postgresVariable, "")
	temp := t.TempDir()
	if err := os.Chmod(filepath.Dir(temp), 0o755); err != nil { // which is else its owner's alone
		t.Fatal(err)
	}
	t.Setenv("TMPDIR", temp)
	c := checkout{stdout: t.Output(), stderr: t.Output()}
	address := ""
	err := c.withPostgres(t.Context(), postgresVariable, func(dsn string) error {
		u, err := url.Parse(dsn)
		if err != nil {
			return err
		}
		address = u.Host
		return answers(t.Context(), address)
	})
	if err != nil {
		t.Fatal(err)
	}
	if answers(t.Context(), address) == nil {
		t.Error("the server still answers")
	}
	if left, err := os.ReadDir(temp); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func answers(ctx context.Context, address string) error {
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", address)
	if err != nil {
		return err
	}
	return conn.Close()
}

// TestWithPostgresOfTheEnvironment holds that a named database is taken as it is.
func TestWithPostgresOfTheEnvironment(t *testing.T) {
	t.Setenv(postgresVariable, "postgres://elsewhere/db")
	got := ""
	err := checkout{}.withPostgres(t.Context(), postgresVariable, func(dsn string) error {
		got = dsn
		return nil
	})
	if err != nil || got != "postgres://elsewhere/db" {
		t.Errorf("got %q, %v", got, err)
	}
}
