package records

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strconv"
	"strings"

	_ "modernc.org/sqlite" // the driver

	"incidentmap/geo/projection"
	"incidentmap/incidents"
)

// geoTable is a table of a GeoPackage (OGC 12-128r18).
type geoTable struct {
	source
	table    string
	geometry string // the column with the geometry; empty for a table of attributes
	system   *projection.Projection
	names    []string // of the columns in the table, the geometry too
	columns  *columns
	limits   Limits
}

// openGeoPackage gives each table of features and of attributes.
func (o opener) openGeoPackage(ctx context.Context, src source) (files []*File, err error) {
	err = src.withDatabase(ctx, func(db *sql.DB) error {
		tables, err := geoTables(ctx, db, src.name)
		if err != nil {
			return err
		}
		names := make([]string, len(tables))
		for i, t := range tables {
			names[i] = t.name
		}
		for _, t := range tables {
			if o.opts.Sheet == "" || o.opts.Sheet == t.name {
				files = append(files, o.openTable(ctx, db, src, t))
			}
		}
		switch {
		case len(names) == 0:
			return incidents.Errorf(incidents.EInvalid, src.name, "holds no table of features or attributes")
		case len(files) == 0:
			return noSuch(src.name, "table", o.opts.Sheet, names)
		}
		return nil
	})
	return files, err
}

// withDatabase opens the file for reading alone, for as long as use takes.
func (s source) withDatabase(ctx context.Context, use func(*sql.DB) error) error {
	at, remove, err := s.local(ctx)
	if err != nil {
		return err
	}
	defer remove()
	address := url.URL{Scheme: "file", Opaque: (&url.URL{Path: at}).EscapedPath()}
	q := url.Values{"mode": {"ro"}, "_pragma": {"query_only(1)", "trusted_schema(0)", "cell_size_check(1)", "mmap_size(0)"}}
	if _, err := os.Stat(at + "-wal"); errors.Is(err, os.ErrNotExist) {
		q.Set("immutable", "1") // no lock files beside a file that may not be ours
	}
	address.RawQuery = q.Encode()
	db, err := sql.Open("sqlite", address.String())
	if err != nil {
		return fmt.Errorf("cannot open %s: %w", s.name, err)
	}
	db.SetMaxOpenConns(1)
	return errors.Join(use(db), db.Close())
}

// contents is a line of gpkg_contents.
type contents struct {
	name, geometry string
	organization   sql.NullString
	code           sql.NullInt64
	srs            sql.NullInt64
}

func geoTables(ctx context.Context, db *sql.DB, name string) ([]contents, error) {
	rows, err := db.QueryContext(ctx, `
		SELECT c.table_name, coalesce(g.column_name, ''), s.organization, s.organization_coordsys_id, g.srs_id
		FROM gpkg_contents c
		LEFT JOIN gpkg_geometry_columns g ON lower(g.table_name) = lower(c.table_name)
		LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id
		WHERE c.data_type IN ('features', 'attributes', 'aspatial') ORDER BY c.rowid`)
	if err != nil {
		return nil, &incidents.Error{Code: incidents.EInvalid, Field: name, Message: "is an SQLite file but no GeoPackage that can be read; save it as GeoPackage", Err: err}
	}
	defer rows.Close()
	var all []contents
	for rows.Next() {
		var c contents
		if err := rows.Scan(&c.name, &c.geometry, &c.organization, &c.code, &c.srs); err != nil {
			return nil, fmt.Errorf("cannot read the contents of %s: %w", name, err)
		}
		all = append(all, c)
	}
	return all, rows.Err()
}

func (o opener) openTable(ctx context.Context, db *sql.DB, src source, c contents) *File {
	f := &File{Name: src.name + "/" + c.name, Format: gpkgFormat}
	t := &geoTable{source: src, table: c.name, geometry: c.geometry, columns: newColumns(o.opts.Limits.Columns), limits: o.opts.Limits}
	switch {
	case o.opts.EPSG != 0:
		t.system, f.Err = systemCoded(f.Name, o.opts.EPSG)
	case c.geometry != "" && c.srs.Int64 > 0:
		t.system, f.Err = systemNamed(f.Name, fmt.Sprintf("%s:%d", c.organization.String, c.code.Int64))
	}
	if f.Err != nil {
		return f
	}
	rows, err := db.QueryContext(ctx, "SELECT * FROM "+quoted(c.name)+" LIMIT 0")
	if err != nil {
		f.Err = &incidents.Error{Code: incidents.EInvalid, Field: f.Name, Message: "cannot be read", Err: err}
		return f
	}
	defer rows.Close()
	t.names, err = rows.Columns()
	if err = errors.Join(err, rows.Err()); err != nil {
		f.Err = err
		return f
	}
	for _, n := range t.names {
		if !strings.EqualFold(n, c.geometry) {
			_, _ = t.columns.at([]byte(n))
		}
	}
	f.noteSystem(t.system)
	f.columns, f.stream = t.columns, t
	return f
}

// quoted writes a name for SQL, which has no parameters for names.
func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

func (t *geoTable) read(ctx context.Context, yield func(*Record) bool) error {
	return t.withDatabase(ctx, func(db *sql.DB) error {
		rows, err := db.QueryContext(ctx, t.query())
		if err != nil {
			return err
		}
		defer rows.Close()
		b := newBuilder(t.columns, t.limits, t.system)
		values, pointers := make([]any, len(t.names)), make([]any, len(t.names))
		for i := range values {
			pointers[i] = &values[i]
		}
		for rows.Next() {
			if err := rows.Scan(pointers...); err != nil {
				return err
			}
			b.begin()
			for i, v := range values {
				t.value(b, t.names[i], v)
			}
			if !yield(b.finish()) {
				return nil
			}
		}
		return rows.Err()
	})
}

// query reads all columns. The sign before them takes their declared type away, by which
// the driver would make moments of days.
func (t *geoTable) query() string {
	terms := make([]string, len(t.names))
	for i, n := range t.names {
		terms[i] = "+" + quoted(n)
	}
	return "SELECT " + strings.Join(terms, ", ") + " FROM " + quoted(t.table)
}

// value makes a text of a value, or the geometry. A GeoPackage's row number is a column
// and not the record's ID: programs number the rows anew when they write them.
func (t *geoTable) value(b *builder, name string, v any) {
	if t.geometry != "" && strings.EqualFold(name, t.geometry) {
		blob, ok := v.([]byte)
		if !ok {
			return
		}
		s, err := readGeoPackageGeometry(blob, t.limits.Depth)
		if err != nil {
			b.rec.Repairs = append(b.rec.Repairs, Repair{What: GeometryRefused, Detail: err.Error() + "; the record is kept without a geometry", Lost: true})
		}
		b.geometry(s)
		return
	}
	from := len(b.text)
	switch v := v.(type) {
	case nil:
	case string:
		b.text = append(b.text, v...)
	case int64:
		b.text = strconv.AppendInt(b.text, v, 10)
	case float64:
		b.text = strconv.AppendFloat(b.text, v, 'f', -1, 64)
		if !finite(v, nil) {
			b.refuse([]byte(name), from, "is not a finite number; the value was left out")
		}
	case []byte:
		b.refuse([]byte(name), from, fmt.Sprintf("%d bytes that are no text were left out", len(v)))
	}
	b.set([]byte(name), from)
}
