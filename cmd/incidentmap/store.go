package main

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/incidents/postgis"
	"incidentmap/incidents/sqlite"
)

// storeFlags are of all commands that open a store.
type storeFlags struct {
	PasswordFile string `name:"store-password-file" help:"File whose first line is the password of the PostgreSQL store, so that it need not be in --store; or set INCIDENTMAP_STORE_PASSWORD." type:"path" placeholder:"FILE"`
}

// passwordVariable holds the password of the store where no file does. There is no flag of it: a
// command line is read by all users of a machine.
const passwordVariable = "INCIDENTMAP_STORE_PASSWORD"

// password gives the password that is not in the store's setting, empty for none.
func (f *storeFlags) password() (string, error) {
	if f.PasswordFile == "" {
		return os.Getenv(passwordVariable), nil
	}
	raw, err := os.ReadFile(f.PasswordFile)
	if err != nil {
		return "", fmt.Errorf("--store-password-file: %w", err)
	}
	line, _, _ := bytes.Cut(raw, []byte("\n"))
	if line = bytes.TrimSuffix(line, []byte("\r")); len(line) == 0 {
		return "", errors.New("--store-password-file: the file's first line is empty; write the password there")
	}
	return string(line), nil
}

// openStore opens the store that a setting such as sqlite:FILE names. A setting may hold a password,
// even one that is misspelt, so it is not repeated.
func (p *program) openStore(setting string, options ...sqlite.Option) (incidents.Store, error) {
	scheme, name, _ := strings.Cut(setting, ":")
	switch {
	case scheme == "postgres" || scheme == "postgresql":
		password, err := p.store.password()
		if err != nil {
			return nil, err
		}
		return postgis.Open(p.ctx, setting, format.AppendFeature, postgis.WithPassword(password))
	case scheme == "sqlite" && name != "":
		notice := sqlite.WithNotice(func(text string) { slog.WarnContext(p.ctx, text) })
		return sqlite.Open(p.ctx, name, format.AppendFeature, append(options, notice)...)
	}
	const advice = "write sqlite:FILE or postgres://USER:PASSWORD@HOST:PORT/DATABASE"
	if scheme == setting {
		return nil, errors.New("--store names no kind of store; " + advice)
	}
	return nil, fmt.Errorf("--store begins with %s, which is no kind of store; %s", incidents.Quote(scheme+":"), advice)
}

// withStore opens a store for do, and closes it.
func (p *program) withStore(setting string, do func(incidents.Store) error) (err error) {
	store, err := p.openStore(setting)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	return do(store)
}

// withStoreThatIsThere is withStore for what has no use of a new file, which opening makes.
func (p *program) withStoreThatIsThere(setting string, do func(incidents.Store) error) error {
	if name, isFile := strings.CutPrefix(setting, "sqlite:"); isFile {
		if _, err := os.Stat(name); errors.Is(err, os.ErrNotExist) {
			return errors.New("there is no store of that name; see --store")
		}
	}
	return p.withStore(setting, do)
}
