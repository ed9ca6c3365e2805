package format

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/paulmach/orb"
	_ "modernc.org/sqlite" // the driver "sqlite"

	"incidentmap/geo"
	"incidentmap/incidents"
)

// gpkgTime is how GeoPackage 1.3 writes a DATETIME (requirement 5, table 1): in UTC.
const gpkgTime = "2006-01-02T15:04:05.000Z"

// writeGeoPackage writes a GeoPackage (OGC 12-128r18, version 1.3) with one table of
// features, its R-tree, the titles and meanings of its columns (extension gpkg_schema)
// and the citation (extension gpkg_metadata). SQLite writes the incidents' pages in no order
// that could be streamed, so the file is made in the directory for temporary files and then
// copied; but the pages before them leave soon, so that a download begins.
func writeGeoPackage(ctx context.Context, w io.Writer, h Heading, all Incidents) error {
	dir, err := os.MkdirTemp("", "incidentmap-gpkg-")
	if err != nil {
		return fmt.Errorf("GeoPackage: make a temporary directory (TMPDIR): %w", err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "incidents.gpkg")
	var beginning []byte
	sent := false
	err = makeGeoPackage(ctx, path, &h, gpkgEvents{
		schema: func(db *sql.DB) (err error) {
			beginning, err = gpkgBeginning(ctx, db, path)
			return err
		},
		going: func() error {
			sent = true
			_, err := w.Write(beginning)
			return err
		},
	}, all)
	if err != nil {
		return err
	}
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("GeoPackage: %w", err)
	}
	defer f.Close()
	again := make([]byte, len(beginning))
	if _, err := io.ReadFull(f, again); err != nil {
		return fmt.Errorf("GeoPackage: %w", err)
	}
	if forgetSize(again); !bytes.Equal(again, beginning) {
		return incidents.Errorf(incidents.EInternal, "", "GeoPackage: SQLite has changed a page that had left already")
	}
	if !sent {
		if _, err := w.Write(beginning); err != nil {
			return err
		}
	}
	_, err = io.Copy(w, cancelable{ctx, f})
	return err
}

// gpkgEvents are called while a file is made.
type gpkgEvents struct {
	schema func(*sql.DB) error // its tables are there
	going  func() error        // the first gpkgFirstRows incidents are; never, if they are fewer
}

// gpkgFirstRows are so many that a fault of the store at the beginning can still be told
// instead of a file.
const gpkgFirstRows = 250

// gpkgBeginning reads the pages that no incident changes: those before the first page of a
// table that is filled or changed afterwards.
func gpkgBeginning(ctx context.Context, db *sql.DB, path string) ([]byte, error) {
	var size int
	err := db.QueryRowContext(ctx, `SELECT page_size * (SELECT min(rootpage) - 1 FROM sqlite_schema
		WHERE rootpage > 0 AND (tbl_name IN ('sqlite_sequence', 'gpkg_contents', ?1) OR tbl_name GLOB 'rtree_*'))
		FROM pragma_page_size`, tableName).Scan(&size)
	if err != nil {
		return nil, fmt.Errorf("GeoPackage: %w", err)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("GeoPackage: %w", err)
	}
	defer f.Close()
	beginning := make([]byte, size)
	if _, err := io.ReadFull(f, beginning); err != nil {
		return nil, fmt.Errorf("GeoPackage: %w", err)
	}
	forgetSize(beginning)
	return beginning, nil
}

// forgetSize makes the header of an SQLite file say nothing of its size, which is not known
// when it leaves: readers then go by the size of the file (SQLite, "Database File Format",
// section 1.3.7). The counter of changes, and the change for which the size holds, differ.
func forgetSize(header []byte) {
	const changes, size, sizeAsOf = 24, 28, 92
	binary.BigEndian.PutUint32(header[changes:], 1)
	binary.BigEndian.PutUint32(header[size:], 0)
	binary.BigEndian.PutUint32(header[sizeAsOf:], 0)
}

// cancelable stops reading when the context ends.
type cancelable struct {
	ctx context.Context
	r   io.Reader
}

// Read reads.
func (c cancelable) Read(b []byte) (int, error) {
	if c.ctx.Err() != nil {
		return 0, context.Cause(c.ctx)
	}
	return c.r.Read(b)
}

// makeGeoPackage makes the file. It needs no journal: what is not whole is removed.
func makeGeoPackage(ctx context.Context, path string, h *Heading, on gpkgEvents, all Incidents) error {
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=journal_mode(OFF)&_pragma=synchronous(OFF)&_pragma=locking_mode(EXCLUSIVE)"+
		"&_pragma=page_size(8192)&_pragma=cache_size(-4096)&_pragma=temp_store(FILE)")
	if err != nil {
		return fmt.Errorf("GeoPackage: %w", err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if err := runAll(ctx, db, gpkgSchema(h)); err != nil {
		return err
	}
	if err := on.schema(db); err != nil {
		return err
	}
	extent, err := fillGeoPackage(ctx, db, h, on, all)
	if err != nil {
		return err
	}
	if err := runAll(ctx, db, gpkgExtent(extent)); err != nil {
		return err
	}
	return db.Close()
}

func runAll(ctx context.Context, db *sql.DB, statements []statement) error {
	for _, s := range statements {
		if _, err := db.ExecContext(ctx, s.sql, s.args...); err != nil {
			return fmt.Errorf("GeoPackage: %s: %w", strings.TrimSpace(s.sql), err)
		}
	}
	return nil
}

// fillGeoPackage writes the incidents and their boxes and gives the box of all of them.
func fillGeoPackage(ctx context.Context, db *sql.DB, h *Heading, on gpkgEvents, all Incidents) (orb.Bound, error) {
	// each looks at the context; the driver would start a goroutine a row to do so.
	f := gpkgFill{
		ctx:    context.WithoutCancel(ctx),
		cells:  gpkgCells{columns: h.columns()},
		going:  on.going,
		extent: orb.Bound{Min: orb.Point{math.Inf(1), math.Inf(1)}, Max: orb.Point{math.Inf(-1), math.Inf(-1)}},
	}
	tx, err := db.BeginTx(f.ctx, nil)
	if err != nil {
		return f.extent, fmt.Errorf("GeoPackage: %w", err)
	}
	defer tx.Rollback() // closes the statements too
	if f.row, err = tx.PrepareContext(f.ctx, gpkgInsert(len(f.cells.columns))); err != nil {
		return f.extent, fmt.Errorf("GeoPackage: %w", err)
	}
	if f.box, err = tx.PrepareContext(f.ctx, `INSERT INTO rtree_`+tableName+`_geom VALUES (?,?,?,?,?)`); err != nil {
		return f.extent, fmt.Errorf("GeoPackage: %w", err)
	}
	if err := each(ctx, h, all, f.add); err != nil {
		return f.extent, err
	}
	return f.extent, tx.Commit()
}

// gpkgFill writes incidents one by one.
type gpkgFill struct {
	ctx      context.Context // of all statements
	going    func() error
	row, box *sql.Stmt
	cells    gpkgCells
	fid      int // of the last
	extent   orb.Bound
}

func (f *gpkgFill) add(v localized) error {
	if f.fid == gpkgFirstRows {
		if err := f.going(); err != nil {
			return err
		}
	}
	f.fid++
	g := rfc7946(v.Where.Geometry)
	if _, err := f.row.ExecContext(f.ctx, f.cells.of(f.fid, g, v)...); err != nil {
		return fmt.Errorf("GeoPackage: write incident %s: %w", v.ID, err)
	}
	if g == nil {
		return nil
	}
	b := g.Bound()
	f.extent = f.extent.Union(b)
	if _, err := f.box.ExecContext(f.ctx, f.fid, b.Min[0], b.Max[0], b.Min[1], b.Max[1]); err != nil {
		return fmt.Errorf("GeoPackage: index incident %s: %w", v.ID, err)
	}
	return nil
}

func gpkgInsert(columns int) string {
	return `INSERT INTO ` + tableName + ` VALUES (?,?` + strings.Repeat(",?", columns) + `)`
}

// gpkgCells makes the values of rows; its memory is used again for the next.
type gpkgCells struct {
	columns    []column[localized]
	row        []any
	blob, cell []byte
}

func (c *gpkgCells) of(fid int, g orb.Geometry, v localized) []any {
	c.row = append(c.row[:0], fid)
	if g == nil {
		c.row = append(c.row, nil)
	} else {
		c.blob = appendGeoPackageGeometry(c.blob[:0], g)
		c.row = append(c.row, c.blob)
	}
	for i := range c.columns {
		c.row = append(c.row, c.value(&c.columns[i], v))
	}
	return c.row
}

func (c *gpkgCells) value(col *column[localized], v localized) any {
	switch col.valueType {
	case Integer:
		if n, has := col.number(v); has {
			return n
		}
		return nil
	case Moment:
		if t := col.moment(v); !t.IsZero() {
			return t.UTC().Format(gpkgTime)
		}
		return nil
	case Number:
		if n, has := col.float(v); has {
			return n
		}
		return nil
	case Boolean:
		if s := col.text(v); s != "" {
			return s == "true"
		}
		return nil
	}
	if c.cell = col.appendCell(c.cell[:0], v); len(c.cell) > 0 {
		return string(c.cell)
	}
	return nil
}

// appendGeoPackageGeometry writes a GeoPackage binary geometry (clause 2.1.3): a header
// with the box of whatever is not a point, and Well-Known Binary.
func appendGeoPackageGeometry(dst []byte, g orb.Geometry) []byte {
	const littleEndian, withBox = 1, 1 << 1
	_, isPoint := g.(orb.Point)
	flags := byte(littleEndian)
	if !isPoint {
		flags |= withBox
	}
	dst = append(dst, 'G', 'P', 0, flags)
	dst = binary.LittleEndian.AppendUint32(dst, geo.SRID)
	if !isPoint {
		b := g.Bound()
		for _, edge := range []float64{b.Min[0], b.Max[0], b.Min[1], b.Max[1]} {
			dst = binary.LittleEndian.AppendUint64(dst, math.Float64bits(edge))
		}
	}
	return appendWKB(dst, g)
}

// gpkgAsOf is the time of what the file shows, so that the same incidents give the same bytes.
func gpkgAsOf(h *Heading) string {
	if h.AsOf.IsZero() {
		return time.Unix(0, 0).UTC().Format(gpkgTime)
	}
	return h.AsOf.UTC().Format(gpkgTime)
}
