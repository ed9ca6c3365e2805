package postgis

import (
	"context"
	"embed"
	"fmt"
	"io/fs"

	"github.com/jackc/pgx/v5"

	"incidentmap/incidents"
)

//go:embed migrations/*.sql
var embedded embed.FS

// migrate brings the schema up to date with the files migrations/*.sql, in the order of
// their names, all of them or none. The number of those it has seen is in the table
// incidentmap_schema. Servers that start together do so one after another.
func (s *Store) migrate(ctx context.Context, migrations fs.FS) error {
	const doing = "bring its schema up to date"
	steps, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return err
	}
	version, err := s.version(ctx, s.primary)
	if err != nil {
		return s.fault(ctx, "open it", err)
	}
	if version == len(steps) {
		return nil
	}
	tx, err := s.primary.Begin(ctx)
	if err != nil {
		return s.fault(ctx, doing, err)
	}
	defer tx.Rollback(context.WithoutCancel(ctx)) //nolint:errcheck // after a commit there is nothing to take back
	const lock = `SELECT pg_advisory_xact_lock(hashtextextended('incidentmap schema ' || current_schema(), 0))`
	if _, err := tx.Exec(ctx, lock); err != nil {
		return s.fault(ctx, doing, err)
	}
	if version, err = s.version(ctx, tx); err != nil {
		return s.fault(ctx, doing, err)
	}
	if version > len(steps) {
		return incidents.Errorf(incidents.EUnavailable, "", "store: the database has schema version %d, and this program "+
			"knows versions up to %d; use the newer program that wrote it", version, len(steps))
	}
	if err := s.apply(ctx, tx, migrations, steps, version); err != nil {
		return err
	}
	if err := tx.Commit(ctx); err != nil {
		return s.fault(ctx, doing, err)
	}
	return nil
}

func (s *Store) apply(ctx context.Context, tx pgx.Tx, migrations fs.FS, steps []string, version int) error {
	if err := s.needPostGIS(ctx, tx); err != nil {
		return err
	}
	for _, step := range steps[version:] {
		text, err := fs.ReadFile(migrations, step)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, string(text), pgx.QueryExecModeSimpleProtocol)
		if isState(err, "42P07") { // duplicate_table
			return incidents.Errorf(incidents.EInvalid, "store",
				"the database has tables of another program; name a database of its own: %v", cause(err))
		}
		if more := upgrades()[step]; err == nil && more != nil {
			err = more(s, ctx, tx)
		}
		if err != nil {
			return s.fault(ctx, "bring its schema up to date with "+step, err)
		}
	}
	_, err := tx.Exec(ctx, fmt.Sprintf(`CREATE TABLE IF NOT EXISTS incidentmap_schema (version integer NOT NULL);
		DELETE FROM incidentmap_schema; INSERT INTO incidentmap_schema (version) VALUES (%d)`, len(steps)), pgx.QueryExecModeSimpleProtocol)
	if err != nil {
		return s.fault(ctx, "mark its schema's version", err)
	}
	return nil
}

// version gives the schema's version, zero for a new one. It looks into the catalog: to_regclass
// may answer from what the session remembers, which waiting for an advisory lock does not renew.
func (s *Store) version(ctx context.Context, q querier) (int, error) {
	var there bool
	err := q.QueryRow(ctx, `SELECT EXISTS (SELECT FROM pg_class
		WHERE relname = 'incidentmap_schema' AND relnamespace = to_regnamespace(quote_ident(current_schema())))`).Scan(&there)
	if err != nil || !there {
		return 0, err
	}
	var version int
	err = q.QueryRow(ctx, `SELECT version FROM incidentmap_schema`).Scan(&version)
	return version, err
}

// needPostGIS makes sure that the type geometry is there, which any user may do who owns the
// database where the extension is trusted, and else the server's administrator.
func (s *Store) needPostGIS(ctx context.Context, tx pgx.Tx) error {
	var has bool
	if err := tx.QueryRow(ctx, `SELECT to_regtype('geometry') IS NOT NULL`).Scan(&has); err != nil {
		return s.fault(ctx, "look for PostGIS", err)
	}
	if has {
		return nil
	}
	if _, err := tx.Exec(ctx, `CREATE EXTENSION IF NOT EXISTS postgis`); err != nil {
		return &incidents.Error{
			Code: incidents.EUnavailable, Err: cause(err),
			Message: "store: the database has no PostGIS, and this user cannot add it; install PostGIS on the server " +
				"(Debian: postgresql-NN-postgis-3), and as a superuser in this database say CREATE EXTENSION postgis",
		}
	}
	return nil
}
