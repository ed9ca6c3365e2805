package sqlite

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"zombiezen.com/go/sqlite"

	"incidentmap/incidents"
)

//go:embed migrations/*.sql
var embedded embed.FS

// applicationID marks a file as ours: "INCM" in ASCII
// (https://www.sqlite.org/pragma.html#pragma_application_id).
const applicationID = 0x494E434D

// migrate brings the file's schema up to date with the files migrations/*.sql, in the order
// of their names. The number of those it has seen is its user_version.
func (s *Store) migrate(migrations fs.FS) error {
	steps, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return err
	}
	version, err := s.version()
	if err != nil {
		return err
	}
	if version > len(steps) {
		return incidents.Errorf(incidents.EUnavailable, "", "store: the file has schema version %d, and this program "+
			"knows versions up to %d; use the newer program that wrote it", version, len(steps))
	}
	if version == len(steps) {
		return nil
	}
	// The journal mode stays with the file and cannot be changed in a transaction.
	if err := script(s.writer, `PRAGMA journal_mode = WAL`); err != nil {
		return s.fault("prepare it for writing", err)
	}
	return s.apply(migrations, steps)
}

// version gives the file's schema version, zero for a new one.
func (s *Store) version() (int, error) {
	var application, version, tables int64
	err := each(s.writer, func(st *sqlite.Stmt) error {
		application, version, tables = st.ColumnInt64(0), st.ColumnInt64(1), st.ColumnInt64(2)
		return nil
	}, `SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema)
		FROM pragma_application_id, pragma_user_version`)
	if err != nil {
		return 0, s.fault("open it", err)
	}
	switch {
	case application == applicationID:
		return int(version), nil
	case application == 0 && version == 0 && tables == 0:
		return 0, nil
	}
	return 0, incidents.Errorf(incidents.EInvalid, "store", "the file is a database of another program; name another file")
}

// apply runs the steps that the file has not seen, all of them or none. Another process
// may have been quicker, so the version is read again under the write lock.
func (s *Store) apply(migrations fs.FS, steps []string) (err error) {
	if err := run(s.writer, `BEGIN IMMEDIATE`); err != nil {
		return s.fault("bring its schema up to date", err)
	}
	defer func() {
		if err != nil && !s.writer.AutocommitEnabled() {
			err = errors.Join(err, run(s.writer, `ROLLBACK`))
		}
	}()
	version, _, err := number(s.writer, `PRAGMA user_version`)
	if err != nil {
		return s.fault("read its schema's version", err)
	}
	for _, step := range steps[min(int(version), len(steps)):] {
		text, err := fs.ReadFile(migrations, step)
		if err == nil {
			err = script(s.writer, string(text))
		}
		if more := upgrades()[step]; err == nil && more != nil {
			err = more(s, s.writer)
		}
		if err != nil {
			return s.fault("bring its schema up to date with "+step, err)
		}
	}
	mark := fmt.Sprintf(`PRAGMA application_id = %d; PRAGMA user_version = %d`, applicationID, len(steps))
	if err := script(s.writer, mark); err != nil {
		return s.fault("mark its schema's version", err)
	}
	if err := run(s.writer, `COMMIT`); err != nil {
		return s.fault("bring its schema up to date", err)
	}
	return nil
}
