package records

import (
	"bytes"
	"database/sql"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
)

// listing is a GeoPackage's own tables, without a layer.
const listing = `
	CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT);
	CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER);
	CREATE TABLE gpkg_spatial_ref_sys (srs_id INTEGER PRIMARY KEY, organization TEXT, organization_coordsys_id INTEGER);
	INSERT INTO gpkg_spatial_ref_sys VALUES (4326, 'EPSG', 4326);`

// databaseOf makes a file by statements.
func databaseOf(t *testing.T, statements ...string) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "made.gpkg")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	for _, s := range statements {
		if _, err := db.ExecContext(t.Context(), s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// layered is a file of a layer t, made by a statement, besides a good one.
func layered(statements ...string) func(*testing.T) []byte {
	return func(t *testing.T) []byte {
		return databaseOf(t, append([]string{
			"PRAGMA page_size = 1024", listing, "CREATE TABLE good (a)", "INSERT INTO good VALUES (1)",
			"INSERT INTO gpkg_contents VALUES ('good', 'attributes'), ('t', 'attributes')",
		}, statements...)...)
	}
}

// endless counts to a number that no machine reaches.
const endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT i, zeroblob(1000000000) AS b FROM n"

func TestHostileGeoPackages(t *testing.T) {
	good := []string{"x.gpkg/good gpkg", "1 1", "a"}
	view := `it is a view, which is computed when it is read, and no table; it was not read: save it as a table of its own`
	beside := func(rest ...string) []string {
		return append(append([]string{good[0]}, rest...), good[1:]...)
	}
	for _, tt := range []hostile{
		{name: "a view without an end", file: layered("CREATE VIEW t AS " + endless), want: beside("note skipped t")},
		{name: "an R-tree as a layer", file: layered("CREATE VIRTUAL TABLE t USING rtree(id, a, b)"), want: beside("note skipped t")},
		{name: "a table that is computed", file: layered("CREATE VIRTUAL TABLE t USING fts5(a)"), want: beside("note skipped t")},
		{
			name: "a column of a gigabyte", file: layered("CREATE TABLE t (a, b AS (zeroblob(1000000000)) VIRTUAL)", "INSERT INTO t VALUES (1), (2)"),
			want: append(good, "x.gpkg/t gpkg", "note skipped ", "1 1", "2 2", "a"),
		},
		{
			name: "a column that was computed before", file: layered("CREATE TABLE t (a, b AS (a+1) STORED)", "INSERT INTO t VALUES (1)"),
			want: append(good, "x.gpkg/t gpkg", "1 1|2", "a|b"),
		},
		{
			name: "all columns are computed", file: layered("CREATE TABLE t (a AS (1), b)", "INSERT INTO t VALUES (1)", "PRAGMA writable_schema = 1",
				"UPDATE sqlite_schema SET sql = 'CREATE TABLE t(a AS (zeroblob(1000000000)), b AS (a))' WHERE name = 't'"),
			want: []string{"cannot: x.gpkg: is an SQLite file but no GeoPackage that can be read; save it as GeoPackage: gpkg_spatial_ref_sys: database disk image is malformed: malformed database schema (t) - must have at least one non-generated column (11)"},
		},
		{name: "a table without row numbers", file: layered("CREATE TABLE t (a PRIMARY KEY, b REAL) WITHOUT ROWID", "INSERT INTO t VALUES ('y', 1)"), want: append(good, "x.gpkg/t gpkg", "1 y|1", "a|b")},
		{
			name: "a view that is listed as a table", file: layered("CREATE TABLE t (a)", "PRAGMA writable_schema = 1", "UPDATE sqlite_schema SET sql = 'CREATE VIEW t AS "+endless+"' WHERE name = 't'"),
			want: []string{`cannot: x.gpkg: is a damaged SQLite file; save it anew as GeoPackage: the list of its tables: page 1: it is damaged: the statement of the "table" "t" is of another kind`},
		},
		{
			name: "a view under another's name", file: layered("CREATE TABLE t (a)", "CREATE VIEW v AS "+endless, "PRAGMA writable_schema = 1", "UPDATE sqlite_schema SET name = 't' WHERE name = 'v'", "UPDATE sqlite_schema SET name = 'v' WHERE name = 't' AND type = 'table'"),
			want: []string{`cannot: x.gpkg: is a damaged SQLite file; save it anew as GeoPackage: the list of its tables: page 1: it is damaged: the statement of the table "v" names another, "t"`},
		},
		{
			name: "statistics that compute", file: layered("CREATE TABLE t (a)", "ANALYZE", "PRAGMA writable_schema = 1", "UPDATE sqlite_schema SET sql = 'CREATE TABLE sqlite_stat1(tbl AS (zeroblob(1000000000)), idx, stat)' WHERE name = 'sqlite_stat1'"),
			want: []string{"cannot: x.gpkg: is a damaged SQLite file; save it anew as GeoPackage: the list of its tables: page 1: its statistics are not those that SQLite makes"},
		},
		{
			name: "the list of layers is a view", file: func(t *testing.T) []byte {
				return databaseOf(t, "CREATE TABLE a (b)", "CREATE VIEW gpkg_contents AS SELECT 'a' AS table_name, 'features' AS data_type, b FROM ("+endless+")")
			},
			want: []string{"cannot: x.gpkg: is an SQLite file but no GeoPackage that can be read; save it as GeoPackage: gpkg_contents: " + view},
		},
		{
			name: "the list of geometries is a view", file: func(t *testing.T) []byte {
				return databaseOf(t, "CREATE TABLE gpkg_contents (table_name, data_type)", "CREATE VIEW gpkg_geometry_columns AS "+endless)
			},
			want: []string{"cannot: x.gpkg: is an SQLite file but no GeoPackage that can be read; save it as GeoPackage: gpkg_geometry_columns: " + view},
		},
		{
			name: "a list of layers without an end", opts: Options{Limits: Limits{Entries: 100}}, file: layered("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n LIMIT 1000) INSERT INTO gpkg_contents SELECT 'l'||i, 'features' FROM n"),
			want: []string{"cannot: x.gpkg: is an SQLite file but no GeoPackage that can be read; save it as GeoPackage: gpkg_contents: gpkg_contents has more than 100 rows, the limit; split the file"},
		},
		{
			name: "more tables than anybody needs", opts: Options{Limits: Limits{Tables: 3}}, file: layered("CREATE TABLE t (a)"),
			want: []string{"cannot: x.gpkg: is too large a GeoPackage; split it: the list of its tables: page 1: it has more than 3 entries: more than a file may have"},
		},
		{
			name: "a value that is too long", most: 80 << 20, opts: Options{Limits: Limits{Record: 1 << 20}}, file: layered("CREATE TABLE t (a)", "INSERT INTO t VALUES (1), (zeroblob(2000000)), (3)"),
			want: append(good, "x.gpkg/t gpkg", "1 1", "broken: x.gpkg/t: reading stopped after 1 records: the next row has more than 1048576 bytes, the limit; leave out the column that holds so much", "a"),
		},
		{name: "names that are SQL", file: func(t *testing.T) []byte {
			return databaseOf(t, listing, `CREATE TABLE "x""; DROP TABLE z; --" ("a""; --")`, `INSERT INTO "x""; DROP TABLE z; --" VALUES (1)`, `INSERT INTO gpkg_contents VALUES ('x"; DROP TABLE z; --', 'attributes')`)
		}, want: []string{`x.gpkg/x"; DROP TABLE z; -- gpkg`, "1 1", `a"; --`}},
		{name: "a layer of another database", file: layered("UPDATE gpkg_contents SET table_name = 'temp.sqlite_schema' WHERE table_name = 't'"), want: append(slices.Clone(good), `cannot: x.gpkg/temp.sqlite_schema: cannot be read: there is no table "temp.sqlite_schema" in it`)},
		{name: "text in UTF-16", file: func(t *testing.T) []byte {
			return databaseOf(t, "PRAGMA encoding = 'UTF-16le'", listing, "CREATE TABLE ñandú (a)", "INSERT INTO ñandú VALUES ('ü')", "INSERT INTO gpkg_contents VALUES ('ñandú', 'attributes')")
		}, want: []string{"x.gpkg/ñandú gpkg", "1 ü", "a"}},
		{name: "a row that lies in many places", file: overlapping, want: []string{`cannot: x.gpkg: is a damaged SQLite file; save it anew as GeoPackage: the "table" "t": page 8 lies in two places`}},
		{name: "more pages than there are", file: func(t *testing.T) []byte {
			b := layered("CREATE TABLE t (a)", "INSERT INTO t VALUES (1)")(t)
			binary.BigEndian.PutUint32(b[28:], 1<<31) // pages
			binary.BigEndian.PutUint32(b[32:], 1<<30) // of the list of free ones
			return b
		}, want: []string{"cannot: x.gpkg: is an SQLite file but no GeoPackage that can be read; save it as GeoPackage: gpkg_spatial_ref_sys: database disk image is malformed (11)"}},
		{name: "a log is said to be there", file: func(t *testing.T) []byte {
			b := layered("CREATE TABLE t (a)", "INSERT INTO t VALUES (1)")(t)
			b[18], b[19] = 2, 2
			return b
		}, want: append(good, "x.gpkg/t gpkg", "1 1", "a")},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := put(t, "x.gpkg", tt.file(t))
			var got []string
			spent := allocated(func() { got = told(t, path, tt.opts) })
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
			if most := max(tt.most, 16<<20); !testing.Short() && spent > most {
				t.Errorf("%d bytes were allocated, the most is %d", spent, most)
			}
		})
	}
}

// overlapping is a table of some thousand rows, all of whose pages are one.
func overlapping(t *testing.T) []byte {
	b := layered("CREATE TABLE t (a)", "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n LIMIT 3000) INSERT INTO t SELECT 'row '||i FROM n")(t)
	for page := 1; page <= len(b)/1024; page++ {
		p := b[1024*(page-1) : 1024*page]
		cells := int(binary.BigEndian.Uint16(p[3:]))
		if p[0] != 5 || cells < 10 { // the interior page of the table
			continue
		}
		one := p[binary.BigEndian.Uint16(p[12:]):][:4]
		for i := range cells {
			copy(p[binary.BigEndian.Uint16(p[12+2*i:]):], one)
		}
	}
	return b
}

// Changes that a program keeps beside a file are not passed over, and not written into it.
func TestUnfinishedGeoPackages(t *testing.T) {
	content := layered("CREATE TABLE t (a)")(t)
	for suffix, tt := range map[string]struct{ content, want string }{
		"-wal":     {"\x37\x7f\x06\x82 anything", "has changes that are not in it yet"},
		"-journal": {"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7\xff\xff\xff\xff", "was left in the middle of a change"},
	} {
		path := put(t, "x.gpkg", content)
		if err := os.WriteFile(path+suffix, []byte(tt.content), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := told(t, path, Options{}); len(got) != 1 || !strings.Contains(got[0], tt.want) {
			t.Errorf("%s: %q", suffix, got)
		}
		if err := os.WriteFile(path+suffix, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if got := told(t, path, Options{}); len(got) < 3 {
			t.Errorf("an empty %s: %q", suffix, got)
		}
		if after, err := os.ReadFile(path); err != nil || !bytes.Equal(after, content) {
			t.Errorf("the file was changed (%v)", err)
		}
	}
}

// What GDAL writes around a layer (an R-tree, its triggers, the count of features, views of
// one's own) is no hindrance.
func TestGeoPackageOfGDAL(t *testing.T) {
	point := fmt.Sprintf("x'%x'", blob(t, orb.Point{-103.5, 20.5}))
	content := databaseOf(t,
		"PRAGMA application_id = 1196444487", listing,
		"CREATE TABLE gpkg_ogr_contents (table_name TEXT NOT NULL PRIMARY KEY, feature_count INTEGER DEFAULT NULL)",
		"CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name))",
		"CREATE TABLE \"fires\" ( \"fid\" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, \"geom\" POINT, \"name\" TEXT(50) CHECK (length(name) < 60), \"at\" DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')))",
		"CREATE VIRTUAL TABLE \"rtree_fires_geom\" USING rtree(id, minx, maxx, miny, maxy)",
		"CREATE TRIGGER \"trigger_insert_feature_count_fires\" AFTER INSERT ON \"fires\" BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower('fires'); END",
		"CREATE TRIGGER \"rtree_fires_geom_delete\" AFTER DELETE ON \"fires\" WHEN old.\"geom\" NOT NULL BEGIN DELETE FROM \"rtree_fires_geom\" WHERE id = OLD.\"fid\"; END",
		"CREATE INDEX by_name ON fires (name)",
		"INSERT INTO gpkg_contents VALUES ('fires', 'features'), ('seen', 'features')",
		"INSERT INTO gpkg_geometry_columns VALUES ('fires', 'geom', 4326), ('seen', 'geom', 4326)",
		"INSERT INTO fires (geom, name, at) VALUES ("+point+", 'Cerro', '2026-02-22T10:00:00.000Z')",
		"CREATE TRIGGER \"rtree_fires_geom_insert\" AFTER INSERT ON \"fires\" WHEN (new.\"geom\" NOT NULL AND NOT ST_IsEmpty(NEW.\"geom\")) BEGIN INSERT OR REPLACE INTO \"rtree_fires_geom\" VALUES (NEW.\"fid\", ST_MinX(NEW.\"geom\"), ST_MaxX(NEW.\"geom\"), ST_MinY(NEW.\"geom\"), ST_MaxY(NEW.\"geom\")); END",
		"CREATE VIEW seen AS SELECT * FROM fires",
		"ANALYZE",
	)
	want := []string{"x.gpkg/fires gpkg", "note skipped seen", "1 1|Cerro|2026-02-22T10:00:00.000Z POINT(-103.5 20.5)", "fid|name|at"}
	if diff := cmp.Diff(want, told(t, put(t, "x.gpkg", content), Options{})); diff != "" {
		t.Error(diff)
	}
}

// A column's usual value stands in the file once, and in every row that lacks it.
func TestUsualValuesOfGeoPackages(t *testing.T) {
	content := layered("CREATE TABLE t (a)", "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n LIMIT 100000) INSERT INTO t SELECT i FROM n",
		"ALTER TABLE t ADD COLUMN b TEXT DEFAULT '"+strings.Repeat("x", 1<<20)+"'")(t)
	files, err := open(t, put(t, "x.gpkg", content), Options{Sheet: "t", Limits: Limits{Ratio: 20}})
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	spent := allocated(func() {
		for _, err = range files[0].Records(t.Context()) {
			rows++
		}
	})
	const want = `table "t", most of it in column "b": x.gpkg: unpacks to more than 20 times its size`
	if err == nil || !strings.Contains(err.Error(), want) || rows > 70 || !testing.Short() && spent > 300<<20 {
		t.Errorf("%d rows, %d bytes were allocated: %v", rows, spent, err)
	}
}
