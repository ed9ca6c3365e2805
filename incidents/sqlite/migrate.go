package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"

	"incidentmap/incidents"
)

//go:embed migrations/*.sql
var embedded embed.FS

// applicationID marks a file as ours: "INCM" in ASCII
// (https://www.sqlite.org/pragma.html#pragma_application_id).
const applicationID = 0x494E434D

// migrate brings the file's schema up to date with the files migrations/*.sql, in the order
// of their names. The number of those it has seen is its user_version.
func (s *Store) migrate(ctx context.Context, migrations fs.FS) error {
	steps, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return err
	}
	version, err := s.version(ctx)
	if err != nil {
		return err
	}
	if version > len(steps) {
		return incidents.Errorf(incidents.EUnavailable, "", "store %s: the file has schema version %d, and this program "+
			"knows versions up to %d; use the newer program that wrote it", s.path, version, len(steps))
	}
	if version == len(steps) {
		return nil
	}
	// The journal mode stays with the file and cannot be changed in a transaction.
	if _, err := s.writer.ExecContext(ctx, `PRAGMA journal_mode = WAL`); err != nil {
		return s.fault("prepare it for writing", err)
	}
	return s.apply(ctx, migrations, steps)
}

// version gives the file's schema version, zero for a new one.
func (s *Store) version(ctx context.Context) (int, error) {
	var application, version, tables int
	err := s.writer.QueryRowContext(ctx, `SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema)
		FROM pragma_application_id, pragma_user_version`).Scan(&application, &version, &tables)
	if err != nil {
		return 0, s.fault("open it", err)
	}
	switch {
	case application == applicationID:
		return version, nil
	case application == 0 && version == 0 && tables == 0:
		return 0, nil
	}
	return 0, incidents.Errorf(incidents.EInvalid, "store",
		"%s is a database of another program; name another file", s.path)
}

// apply runs the steps that the file has not seen, all of them or none. Another process
// may have been quicker, so the version is read again under the write lock.
func (s *Store) apply(ctx context.Context, migrations fs.FS, steps []string) error {
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return s.fault("bring its schema up to date", err)
	}
	defer tx.Rollback()
	var version int
	if err := tx.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&version); err != nil {
		return s.fault("read its schema's version", err)
	}
	for _, step := range steps[min(version, len(steps)):] {
		if err := run(ctx, tx, migrations, step); err != nil {
			return s.fault("bring its schema up to date with "+step, err)
		}
	}
	mark := fmt.Sprintf(`PRAGMA application_id = %d; PRAGMA user_version = %d`, applicationID, len(steps))
	if _, err := tx.ExecContext(ctx, mark); err != nil {
		return s.fault("mark its schema's version", err)
	}
	if err := tx.Commit(); err != nil {
		return s.fault("bring its schema up to date", err)
	}
	return nil
}

func run(ctx context.Context, tx *sql.Tx, migrations fs.FS, step string) error {
	text, err := fs.ReadFile(migrations, step)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, string(text))
	return err
}
