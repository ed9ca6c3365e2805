package records

import (
	"database/sql"
	"encoding/binary"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"
)

// blob writes a geometry as a GeoPackage has it, with an envelope that nobody reads.
func blob(t testing.TB, g orb.Geometry) []byte {
	t.Helper()
	b, err := wkb.Marshal(g)
	if err != nil {
		t.Fatal(err)
	}
	return append(append([]byte{'G', 'P', 0, 0x03, 0, 0, 0, 0}, make([]byte, 32)...), b...)
}

func geoPackage(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a b.gpkg")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), `
		PRAGMA page_size = 512;
		CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT);
		CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER);
		CREATE TABLE gpkg_spatial_ref_sys (srs_id INTEGER PRIMARY KEY, organization TEXT, organization_coordsys_id INTEGER);
		INSERT INTO gpkg_spatial_ref_sys VALUES (4326, 'EPSG', 4326), (32613, 'EPSG', 32613), (27700, 'EPSG', 27700);
		CREATE TABLE fires (fid INTEGER PRIMARY KEY, geom BLOB, day DATE, at DATETIME, "dead ""best""" INTEGER, size REAL, pic BLOB);
		CREATE TABLE notes (fid INTEGER PRIMARY KEY, note TEXT);
		INSERT INTO notes VALUES (7, 'ñ');
		CREATE TABLE coded (fid INTEGER PRIMARY KEY, kind INTEGER, what TEXT);
		INSERT INTO coded VALUES (1, 4, 'explosion'), (2, 5, 'EX');
		CREATE TABLE gpkg_data_columns (table_name TEXT, column_name TEXT, name TEXT, constraint_name TEXT);
		CREATE TABLE gpkg_data_column_constraints (constraint_name TEXT, constraint_type TEXT, value TEXT, min REAL, description TEXT);
		INSERT INTO gpkg_data_columns VALUES ('Coded', 'kind', 'Kind', 'Kinds'), ('coded', 'what', NULL, 'whats'), ('fires', 'size', NULL, NULL);
		INSERT INTO gpkg_data_column_constraints VALUES ('kinds', 'enum', '4', NULL, 'Homicide'), ('kinds', 'range', NULL, 0, NULL),
			('whats', 'enum', 'explosion', NULL, 'An event in which something explodes.'), ('whats', 'enum', 'EX', NULL, 'Something has exploded.');
		CREATE TABLE utm (fid INTEGER PRIMARY KEY, geom BLOB);
		CREATE TABLE other (geom BLOB);
		INSERT INTO gpkg_contents VALUES ('fires', 'features'), ('notes', 'attributes'), ('utm', 'features'), ('other', 'features'), ('t', 'tiles'), ('coded', 'attributes');
		INSERT INTO gpkg_geometry_columns VALUES ('fires', 'geom', 4326), ('utm', 'geom', 32613), ('other', 'geom', 27700)`); err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), `INSERT INTO fires VALUES (1, ?, '2026-02-22', '2026-02-22T10:00:00Z', 4, 1.5, x'00'), (2, NULL, NULL, NULL, NULL, NULL, NULL), (3, x'00', NULL, NULL, NULL, 9e999, NULL)`, blob(t, orb.Point{-103.5, 20.5})); err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), `INSERT INTO utm VALUES (1, ?)`, blob(t, orb.Point{500000, 0})); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestGeoPackages(t *testing.T) {
	path := geoPackage(t)
	want := []string{
		"a b.gpkg/fires gpkg",
		"1 1|2026-02-22|2026-02-22T10:00:00Z|4|1.5 POINT(-103.5 20.5) value_refused:pic!",
		"2 2", "3 3 geometry_refused! value_refused:size!",
		`fid|day|at|dead "best"|size|pic`,
		"a b.gpkg/notes gpkg", "1 7|ñ", "fid|note",
		"a b.gpkg/utm gpkg", "note projected ", "1 1 POINT(-105 0) projected", "fid",
		"cannot: a b.gpkg/other: its coordinate system EPSG:27700 is not known; write the file in WGS 84 (EPSG:4326)",
		"a b.gpkg/coded gpkg", "note coded ", "note coded ", "1 1|Homicide|explosion", "2 2|5|Something has exploded. column_named:kind", "fid|kind|what",
	}
	if diff := cmp.Diff(want, told(t, path, Options{})); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want[5:8], told(t, path, Options{Sheet: "notes"})); diff != "" {
		t.Error(diff)
	}
	if got := told(t, path, Options{Sheet: "none"}); len(got) != 1 || got[0] != `cannot: a b.gpkg: has no table "none"; it has ["fires" "notes" "utm" "other" "coded"]` {
		t.Errorf("%q", got)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	inArchive := told(t, put(t, "x.zip", packed(t, "a b.gpkg", string(content))), Options{Sheet: "notes"})
	if diff := cmp.Diff([]string{"x.zip/a b.gpkg/notes gpkg", "1 7|ñ", "fid|note"}, inArchive); diff != "" {
		t.Error(diff)
	}
}

// pointZ writes a point of three numbers with a type.
func pointZ(kind uint32, numbers ...float64) []byte {
	b := binary.LittleEndian.AppendUint32([]byte{1}, kind)
	for _, n := range numbers {
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(n))
	}
	return b
}

func TestWKB(t *testing.T) {
	for _, g := range []orb.Geometry{
		orb.Point{1, 2},
		orb.MultiPoint{{1, 2}, {3, 4}},
		orb.LineString{{1, 2}, {3, 4}},
		orb.MultiLineString{{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}},
		orb.Polygon{{{0, 0}, {1, 0}, {1, 1}, {0, 0}}},
		orb.MultiPolygon{{{{0, 0}, {1, 0}, {1, 1}, {0, 0}}}},
		orb.Collection{orb.Point{1, 2}, orb.LineString{{1, 2}, {3, 4}}},
	} {
		for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
			b := wkb.MustMarshal(g, order)
			got, err := readWKB(b, 9)
			if diff := cmp.Diff(g, got.geometry); diff != "" || err != nil {
				t.Errorf("%v: %s", err, diff)
			}
			for n := range b {
				if _, err := readWKB(b[:n], 9); err == nil {
					t.Errorf("%d bytes of %d of %v were taken for a geometry", n, len(b), g)
				}
			}
		}
	}
	for _, tt := range []struct {
		name  string
		b     []byte
		third string
		ok    bool
	}{
		{"Z", pointZ(1001, 1, 2, 3), "3", true},
		{"M", pointZ(2001, 1, 2, 3), "", true},
		{"ZM", pointZ(3001, 1, 2, 3, 4), "3", true},
		{"Z of PostGIS", pointZ(0x80000001, 1, 2, 3), "3", true},
		{"empty point", pointZ(1, math.NaN(), math.NaN()), "", true},
		{"a curve", pointZ(8, 1, 2), "", false},
		{"more points than bytes", append(pointZ(2), 0xff, 0xff, 0xff, 0xff), "", false},
		{"a line among points", append(append(pointZ(4), 1, 0, 0, 0), append(pointZ(2), 0, 0, 0, 0)...), "", false},
	} {
		got, err := readWKB(tt.b, 9)
		if (err == nil) != tt.ok || got.third != tt.third {
			t.Errorf("%s: %+v (%v)", tt.name, got, err)
		}
	}
}
