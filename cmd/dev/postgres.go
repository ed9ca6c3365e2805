package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
)

// The databases of the store's tests. What one test does to the server of the second, which others do not
// use, is to end its sessions and to crash it.
const (
	postgresVariable  = "INCIDENTMAP_TEST_POSTGRES"
	disruptedVariable = "INCIDENTMAP_TEST_POSTGRES_DISRUPTED"
)

// postgres is an installed PostgreSQL server.
type postgres struct {
	bin   string // the folder of initdb and pg_ctl
	major int    // its version
}

// postgresPlaces are where systems keep the servers of several versions, with * for the
// version: Debian, Red Hat, Homebrew.
var postgresPlaces = []string{
	"/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin", "/usr/local/opt/postgresql@*/bin",
}

// findPostgres gives the newest server of at least version 15 among the places; with
// PostGIS, or with none when there is a server and PostGIS is all that is missing.
func findPostgres(places []string) (found postgres, hasPostGIS bool) {
	for _, place := range places {
		bins, err := filepath.Glob(place)
		if err != nil {
			continue // a place is no pattern: nothing is there
		}
		for _, bin := range bins {
			p := postgres{bin, majorOf(bin)}
			if _, err := os.Stat(filepath.Join(bin, "initdb")); err != nil || p.major < 15 {
				continue
			}
			has := p.hasPostGIS()
			if (has && !hasPostGIS) || (has == hasPostGIS && p.major > found.major) {
				found, hasPostGIS = p, has
			}
		}
	}
	return found, hasPostGIS
}

// majorOf reads the version out of the name of a folder, zero if there is none.
func majorOf(bin string) int {
	name := filepath.Base(filepath.Dir(bin))
	digits := name[len(name)-min(2, len(name)):]
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return n
}

// hasPostGIS tells whether the server's extensions hold PostGIS.
func (p postgres) hasPostGIS() bool {
	version := strconv.Itoa(p.major)
	share := filepath.Join(filepath.Dir(p.bin), "share")
	return slices.ContainsFunc([]string{
		filepath.Join("/usr/share/postgresql", version), share, filepath.Join(share, "postgresql"),
		filepath.Join(share, "postgresql@"+version),
	}, func(dir string) bool {
		_, err := os.Stat(filepath.Join(dir, "extension", "postgis.control"))
		return err == nil
	})
}

// postgisPackage is the Debian package that brings PostGIS to the server that is there, or
// else to the one that is Debian's own.
func postgisPackage() string {
	if p, _ := findPostgres(postgresPlaces); p.major > 0 {
		return fmt.Sprintf("postgresql-%d-postgis-3", p.major)
	}
	return "postgresql-postgis"
}

// cluster is a PostgreSQL server of this program's own.
type cluster struct {
	checkout
	postgres
	dir  string
	as   []string // what a command begins with to run as a user that the server accepts
	port int
}

// withPostgres calls do with the address of an empty database, on a server that is there for
// it alone; or of that which a variable of the environment names.
func (c checkout) withPostgres(ctx context.Context, variable string, do func(dsn string) error) (err error) {
	if dsn := os.Getenv(variable); dsn != "" {
		return do(dsn)
	}
	p, has := findPostgres(postgresPlaces)
	if !has {
		return errors.New("no PostgreSQL of version 15 or newer with PostGIS is installed")
	}
	dir, err := os.MkdirTemp("", "incidentmap-postgres-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	s := &cluster{checkout: c, postgres: p, dir: dir}
	if err := s.start(ctx); err != nil {
		return fmt.Errorf("cannot start PostgreSQL: %w", err)
	}
	defer func() { err = errors.Join(err, s.stop(context.WithoutCancel(ctx))) }()
	return do(fmt.Sprintf("postgres://incidentmap@127.0.0.1:%d/postgres", s.port))
}

// start makes the cluster and starts it on a port that is free. Its disk is not waited for:
// tests kill the server, never the machine.
func (s *cluster) start(ctx context.Context) error {
	if err := s.becomeUser(); err != nil {
		return err
	}
	free, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	s.port = free.Addr().(*net.TCPAddr).Port
	if err := free.Close(); err != nil {
		return err
	}
	if err := s.tool(ctx, "initdb", "-D", s.data(), "-U", "incidentmap", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"); err != nil {
		return err
	}
	log := filepath.Join(s.dir, "log")
	settings := fmt.Sprintf("-c port=%d -c listen_addresses=127.0.0.1 -c unix_socket_directories=%s "+
		"-c cluster_name=incidentmap_test -c fsync=off -c full_page_writes=off -c max_wal_size=2GB", s.port, s.dir)
	err = s.tool(ctx, "pg_ctl", "-D", s.data(), "-l", log, "-o", settings, "-w", "start")
	if err != nil {
		text, _ := os.ReadFile(log) // without it the error alone must do
		return fmt.Errorf("%w\n%s", err, text)
	}
	return nil
}

func (s *cluster) stop(ctx context.Context) error {
	return s.tool(ctx, "pg_ctl", "-D", s.data(), "-m", "immediate", "-w", "stop")
}

func (s *cluster) data() string { return filepath.Join(s.dir, "data") }

// becomeUser finds whom to run the server as, and gives the folder to it: PostgreSQL refuses
// to run as root.
func (s *cluster) becomeUser() error {
	if os.Geteuid() != 0 {
		return nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err := strconv.Atoi(u.Uid)
		if err != nil {
			return err
		}
		gid, err := strconv.Atoi(u.Gid)
		if err != nil {
			return err
		}
		s.as = []string{"setpriv", "--reuid=" + u.Uid, "--regid=" + u.Gid, "--clear-groups"}
		return os.Chown(s.dir, uid, gid)
	}
	return errors.New("it does not run as root, and there is no user postgres or nobody")
}

// tool runs one of the server's programs, and shows what it says when it fails.
func (s *cluster) tool(ctx context.Context, program string, args ...string) error {
	line := slices.Concat(s.as, []string{filepath.Join(s.bin, program)}, args)
	cmd := exec.CommandContext(ctx, line[0], line[1:]...)
	cmd.Dir = s.dir
	// A file and not a pipe: the server keeps what it is given, and a pipe would never end.
	out, err := os.Create(filepath.Join(s.dir, program+".out"))
	if err != nil {
		return err
	}
	defer out.Close() //nolint:errcheck // it is read by another handle
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Run(); err != nil {
		said, _ := os.ReadFile(out.Name()) // without it the error alone must do
		return fmt.Errorf("%w\n%s", commandError(line, err), said)
	}
	return nil
}
