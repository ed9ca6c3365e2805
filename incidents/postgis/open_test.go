package postgis

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/url"
	"os"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/fstest"

	"github.com/jackc/pgx/v5/pgconn"

	"incidentmap/incidents"
	"incidentmap/incidents/postgis/postgistest"
	"incidentmap/incidents/storetest"
)

func TestParse(t *testing.T) {
	for _, tt := range []struct{ setting, host, replica string }{
		{"postgres://ana:secret@db.example:5433/news", "db.example", ""},
		{"postgresql://ana@db.example/news?sslmode=disable", "db.example", ""},
		{"postgres://ana:secret@one/news?replica=postgres%3A%2F%2Fana%3Asecret%40two%2Fnews%3Fsslmode%3Ddisable", "one", "two"},
		{"postgres://ana:secret@one/news?sslmode=disable&replica=postgres://ana:secret@two/news", "one", "two"},
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
		if host := a.primary.ConnConfig.Host; host != tt.host || replica != tt.replica {
			t.Errorf("%s: is %q with the replica %q, want %q and %q", tt.setting, host, replica, tt.host, tt.replica)
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
			t.Errorf("the password is shown: %v", err)
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
		{"no server", func(u *url.URL) { u.Host, u.User = nobody, url.UserPassword("ana", "s3cret") }, []string{"connection refused", "see that it runs"}},
		{"no database", func(u *url.URL) { u.Path = "/test_nowhere" }, []string{"3D000", "createdb"}},
		{
			"no PostGIS", func(u *url.URL) { u.Path, u.User = bare, url.UserPassword(bare, "s3cret") },
			[]string{"CREATE EXTENSION postgis", "postgresql-NN-postgis-3"},
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
			u, _ := url.Parse(edited) // which Open has parsed
			for _, secret := range []string{"s3cret", u.Host, u.Hostname(), u.Port(), u.User.Username() + "@", strings.Trim(u.Path, "/") + " ", bare} {
				if strings.Contains(fmt.Sprint(err), secret) {
					t.Errorf("%q of the address is shown: %v", secret, err)
				}
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
	names, err := fs.Glob(embedded, "migrations/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	steps := fstest.MapFS{
		"migrations/9002_two.sql": file(`CREATE TABLE two (n integer)`), "migrations/9003_three.sql": file(`CREATE TABLE three (`),
	}
	for _, name := range names {
		text, err := embedded.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		steps[name] = file(string(text))
	}
	isFault(t, s.migrate(t.Context(), steps), incidents.EInternal, "9003_three.sql")
	if version, err := s.version(t.Context(), s.primary); err != nil || version != len(names) {
		t.Errorf("the version is %d, %v", version, err)
	}
	steps["migrations/9003_three.sql"] = file(`CREATE TABLE three (n integer)`)
	for range 2 {
		if err := s.migrate(t.Context(), steps); err != nil {
			t.Fatal(err)
		}
	}
	if version, err := s.version(t.Context(), s.primary); err != nil || version != len(names)+2 {
		t.Errorf("the version is %d, %v", version, err)
	}
}

// TestErrorsDoNotNameTheServer holds that neither an error of the driver nor its cause tells what the
// address says, nor what the server says of it.
func TestErrorsDoNotNameTheServer(t *testing.T) {
	refused := func(state, message string) error {
		return &pgconn.PgError{Severity: "FATAL", Code: state, Message: message}
	}
	s := &Store{}
	for _, err := range []error{
		refused("28P01", `password authentication failed for user "ana"`),
		refused("28000", `no pg_hba.conf entry for host "10.1.2.3", user "ana", database "news", no encryption`),
		refused("3D000", `database "news" does not exist`),
		refused("57P03", `the database system is starting up at db.example`),
		refused("58P01", `could not open file "/var/lib/db.example"`),
		&net.OpError{Op: "dial", Net: "tcp", Addr: &net.TCPAddr{IP: net.IPv4(10, 1, 2, 3), Port: 5432}, Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)},
		&net.DNSError{Err: "no such host", Name: "db.example", IsNotFound: true},
		&net.DNSError{Err: "i/o timeout", Name: "db.example", IsTimeout: true},
		fmt.Errorf("failed to connect to `user=ana database=news`: %w", io.ErrUnexpectedEOF),
		errors.New("tls: db.example is not who it says"),
	} {
		wrapped := fmt.Errorf("failed to connect to `host=db.example user=ana database=news password=s3cret`: %w", err)
		fault := s.fault(t.Context(), "open it", wrapped)
		for _, part := range []string{"ana", "db.example", "news", "10.1.2.3", "s3cret", "5432"} {
			if strings.Contains(strings.ReplaceAll(fault.Error(), "unavailable", ""), part) {
				t.Errorf("%q is shown: %v", part, fault)
			}
		}
		if !errors.Is(fault, err) {
			t.Errorf("%v is not %v", fault, err)
		}
	}
	_, err := Open(t.Context(), "postgres://ana:s3cret@db.invalid/news?connect_timeout=2", storetest.Encode)
	if err == nil || strings.Contains(err.Error(), "invalid") || strings.Contains(err.Error(), "ana") || strings.Contains(err.Error(), "news") {
		t.Errorf("Open: %v", err)
	}
}

// TestPassword holds that a password that is given apart is that of all connections.
func TestPassword(t *testing.T) {
	a, err := parse("postgres://ana@one/news?replica=postgres://ana@two/news")
	if err != nil {
		t.Fatal(err)
	}
	a.setPassword("s3cret")
	if a.primary.ConnConfig.Password != "s3cret" || a.replica.ConnConfig.Password != "s3cret" {
		t.Error("it is not set")
	}
}
