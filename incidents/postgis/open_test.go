package postgis

import (
	"fmt"
	"net"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"incidentmap/incidents"
	"incidentmap/incidents/postgis/postgistest"
	"incidentmap/incidents/storetest"
)

func TestParse(t *testing.T) {
	for _, tt := range []struct{ setting, name, replica string }{
		{"postgres://ana:secret@db.example:5433/news", "db.example:5433/news", ""},
		{"postgresql://ana@db.example/news?sslmode=disable", "db.example:5432/news", ""},
		{"postgres://ana:secret@one/news?replica=postgres%3A%2F%2Fana%3Asecret%40two%2Fnews%3Fsslmode%3Ddisable", "one:5432/news", "two"},
		{"postgres://ana:secret@one/news?sslmode=disable&replica=postgres://ana:secret@two/news", "one:5432/news", "two"},
	} {
		a, err := parse(tt.setting)
		if err != nil {
			t.Errorf("%s: %v", tt.setting, err)
			continue
		}
		replica := ""
		if a.replica != nil {
			replica = a.replica.ConnConfig.Host
		}
		if a.name != tt.name || replica != tt.replica {
			t.Errorf("%s: is %q with the replica %q, want %q and %q", tt.setting, a.name, replica, tt.name, tt.replica)
		}
		if got := a.primary.ConnConfig.RuntimeParams["synchronous_commit"]; got != "on" {
			t.Errorf("%s: synchronous_commit is %q", tt.setting, got)
		}
	}
}

func TestSettingsThatAreWrong(t *testing.T) {
	for _, setting := range []string{
		"", "sqlite:x", "mysql://ana:s3cret@one/news", "postgres://ana:s3cret@one:port/news", "postgres://ana:s3cr%et@one/news",
		"postgres://ana:s3cret@one/news?sslmode=perhaps", "postgres://ana@one/news?replica=two:s3cret",
		"postgres://ana@one/news?replica=postgres%3A%2F%2Fana%3As3cret%40two%3Aport%2F", "postgres://ana:s3cret@one/news?pool_max_conns=many",
	} {
		_, err := Open(t.Context(), setting, storetest.Encode)
		isFault(t, err, incidents.EInvalid, "postgres://USER:PASSWORD@HOST:PORT/DATABASE")
		if err != nil && (strings.Contains(err.Error(), "s3cr") || strings.Contains(fmt.Sprintf("%+v", err), "s3cr")) {
			t.Errorf("the password is told: %v", err)
		}
	}
}

// with changes parts of an address.
func with(t *testing.T, dsn string, edit func(*url.URL)) string {
	t.Helper()
	u, err := url.Parse(dsn)
	if err != nil {
		t.Fatal(err)
	}
	edit(u)
	return u.String()
}

func TestOpenSaysWhatToDo(t *testing.T) {
	dsn := postgistest.Server(t)
	closed, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := closed.Addr().String()
	if err := closed.Close(); err != nil {
		t.Fatal(err)
	}
	bare := fmt.Sprintf("test_bare_%d", os.Getpid())
	postgistest.SQL(t, dsn, `CREATE ROLE `+bare+` LOGIN PASSWORD 's3cret'`)
	postgistest.SQL(t, dsn, `CREATE DATABASE `+bare+` OWNER `+bare+` TEMPLATE template0`)
	defer postgistest.SQL(t, dsn, `DROP ROLE `+bare)
	defer postgistest.SQL(t, dsn, `DROP DATABASE `+bare)
	for _, tt := range []struct {
		name string
		edit func(*url.URL)
		says []string
	}{
		{"no server", func(u *url.URL) { u.Host, u.User = nobody, url.UserPassword("ana", "s3cret") }, []string{nobody, "see that it runs"}},
		{"no database", func(u *url.URL) { u.Path = "/test_nowhere" }, []string{"test_nowhere", "createdb"}},
		{
			"no PostGIS", func(u *url.URL) { u.Path, u.User = bare, url.UserPassword(bare, "s3cret") },
			[]string{bare, "CREATE EXTENSION postgis", "postgresql-NN-postgis-3"},
		},
		{"no writer", func(u *url.URL) { u.RawQuery = "default_transaction_read_only=on" }, []string{"takes no writes", "primary"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			edited := with(t, dsn, tt.edit)
			if tt.name == "no writer" {
				edited = postgistest.Setting(t) + "&default_transaction_read_only=on"
			}
			_, err := Open(t.Context(), edited, storetest.Encode)
			isFault(t, err, incidents.EUnavailable, tt.says...)
			if strings.Contains(fmt.Sprint(err), "s3cret") {
				t.Errorf("the password is told: %v", err)
			}
		})
	}
}

func TestOpenedByManyAtOnce(t *testing.T) {
	dsn := postgistest.Setting(t)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			s, err := Open(t.Context(), dsn, storetest.Encode)
			if err != nil {
				t.Errorf("Open: %v", err)
				return
			}
			if err := s.Close(); err != nil {
				t.Errorf("Close: %v", err)
			}
		})
	}
	group.Wait()
}

func TestOpenRefuses(t *testing.T) {
	newer := postgistest.Setting(t)
	if err := open(t, newer).Close(); err != nil {
		t.Fatal(err)
	}
	postgistest.SQL(t, newer, `UPDATE incidentmap_schema SET version = 99`)
	_, err := Open(t.Context(), newer, storetest.Encode)
	isFault(t, err, incidents.EUnavailable, "version 99", "newer program")

	other := postgistest.Setting(t)
	postgistest.SQL(t, other, `CREATE TABLE story (title text)`)
	_, err = Open(t.Context(), other, storetest.Encode)
	isFault(t, err, incidents.EInvalid, "another program")
}

// TestMigrate holds that a step that fails leaves nothing of those before it, and that those
// that were done are not done again.
func TestMigrate(t *testing.T) {
	s := open(t, postgistest.Setting(t))
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	first, err := embedded.ReadFile("migrations/0001_store.sql")
	if err != nil {
		t.Fatal(err)
	}
	steps := fstest.MapFS{
		"migrations/0001_store.sql": {Data: first}, "migrations/0002_two.sql": file(`CREATE TABLE two (n integer)`),
		"migrations/0003_three.sql": file(`CREATE TABLE three (`),
	}
	isFault(t, s.migrate(t.Context(), steps), incidents.EInternal, "0003_three.sql")
	if version, err := s.version(t.Context(), s.primary); err != nil || version != 1 {
		t.Errorf("the version is %d, %v", version, err)
	}
	steps["migrations/0003_three.sql"] = file(`CREATE TABLE three (n integer)`)
	for range 2 {
		if err := s.migrate(t.Context(), steps); err != nil {
			t.Fatal(err)
		}
	}
	if version, err := s.version(t.Context(), s.primary); err != nil || version != 3 {
		t.Errorf("the version is %d, %v", version, err)
	}
}
