package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strings"

	"incidentmap/incidents"
)

// backupCmd writes a copy of a store that can be restored.
type backupCmd struct {
	File  string `arg:"" help:"The new file: of a SQLite store it is a store itself; of PostgreSQL what pg_restore takes." placeholder:"FILE" type:"path"`
	Store string `help:"Where incidents are kept: sqlite:FILE or postgres://USER:PASSWORD@HOST:PORT/DATABASE." default:"sqlite:incidentmap.db"`
}

// backuper is a store that writes its own backup.
type backuper interface {
	Backup(ctx context.Context, file string) error
}

// Run writes the backup while others write on, and checks it before it has its name.
func (c *backupCmd) Run(p *program) error {
	if _, err := os.Lstat(c.File); err == nil {
		return errors.New("there is a file of that name already; name a new one")
	}
	var err error
	if strings.HasPrefix(c.Store, "postgres") {
		err = p.dump(c.Store, c.File)
	} else {
		err = p.withStoreThatIsThere(c.Store, func(store incidents.Store) error {
			own, able := store.(backuper)
			if !able {
				return errors.New("this kind of store cannot be backed up")
			}
			return own.Backup(p.ctx, c.File)
		})
	}
	if err != nil {
		return fmt.Errorf("there is no backup: %w", err)
	}
	_, err = fmt.Fprintln(p.stdout, "backed up and checked")
	return err
}

// dump has PostgreSQL's own tools write a backup, and read it again.
func (p *program) dump(setting, file string) error {
	address, env, err := p.dumpAddress(setting)
	if err != nil {
		return err
	}
	part := file + ".part"
	defer os.Remove(part) //nolint:errcheck // it is not there any more when all went well
	if err := tool(p.ctx, env, nil, "pg_dump", "--format=custom", "--no-password", "--file="+part, "--dbname="+address); err != nil {
		return err
	}
	if err := os.Chmod(part, 0o600); err != nil {
		return err
	}
	// Listing reads the contents alone; what is written as a script has been read to its end.
	if err := tool(p.ctx, nil, nil, "pg_restore", "--file="+os.DevNull, part); err != nil {
		return err
	}
	var list bytes.Buffer
	if err := tool(p.ctx, nil, &list, "pg_restore", "--list", part); err != nil {
		return err
	}
	for _, table := range []string{"story_revision", "revision", "change", "token"} {
		if !regexp.MustCompile(` TABLE DATA \S+ ` + table + ` `).Match(list.Bytes()) {
			return fmt.Errorf("what pg_dump wrote has no table %s; may the user read the store's schema?", table)
		}
	}
	return os.Rename(part, file)
}

// dumpAddress gives the address that PostgreSQL's tools take. The password is in the environment of the tool and not in
// its command line, which all users of a machine can read.
func (p *program) dumpAddress(setting string) (address string, env []string, err error) {
	u, err := url.Parse(setting)
	if err != nil {
		return "", nil, errors.New("--store is no address of PostgreSQL; write postgres://USER:PASSWORD@HOST:PORT/DATABASE")
	}
	password, err := p.store.password()
	if err != nil {
		return "", nil, err
	}
	if own, given := u.User.Password(); given {
		password = own
		u.User = url.User(u.User.Username())
	}
	if password != "" {
		env = append(env, "PGPASSWORD="+password)
	}
	// What is left are libpq's own words; ours and the driver's are not known to it.
	query, kept := u.Query(), url.Values{}
	for _, name := range []string{"sslmode", "sslrootcert", "sslcert", "sslkey", "host", "port", "options", "connect_timeout"} {
		if query.Has(name) {
			kept.Set(name, query.Get(name))
		}
	}
	u.RawQuery = kept.Encode()
	return u.String(), env, nil
}

// tool runs one of PostgreSQL's programs.
func tool(ctx context.Context, env []string, out *bytes.Buffer, name string, args ...string) error {
	path, err := exec.LookPath(name)
	if err != nil {
		return fmt.Errorf("%s is not installed; it comes with PostgreSQL's client programs", name)
	}
	cmd := exec.CommandContext(ctx, path, args...) //nolint:gosec // the operator's own setting and file
	cmd.Env = append(os.Environ(), env...)
	var said bytes.Buffer
	cmd.Stderr = &said
	if out != nil {
		cmd.Stdout = out
	}
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s: %w: %s", name, err, incidents.Cut(strings.TrimSpace(said.String()), 500))
	}
	return nil
}
