package format

import (
	"fmt"
	"math"
	"strings"

	"github.com/paulmach/orb"

	"incidentmap/geo"
)

// statement is one of SQL.
type statement struct {
	sql  string
	args []any
}

// gpkgSchema makes the tables of a GeoPackage and fills those that do not depend on the
// incidents, which come first in the file: their pages are final. Clause numbers are those of
// OGC 12-128r18.
func gpkgSchema(h *Heading) []statement {
	all := []statement{
		{`PRAGMA application_id = 0x47504B47`, nil}, // "GPKG", clause 1.1.1.1.1
		{`PRAGMA user_version = 10300`, nil},
		{gpkgCoreTables, nil},
		{`INSERT INTO gpkg_spatial_ref_sys VALUES
			('Undefined cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined cartesian coordinate reference system'),
			('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system'),
			('WGS 84 geodetic', ?1, 'EPSG', ?1, ?2, 'longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid')`, []any{geo.SRID, wgs84}},
		{`INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'GEOMETRY', ?, 0, 0)`, []any{tableName, geo.SRID}},
		{`INSERT INTO gpkg_extensions VALUES
			(?1, 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only'),
			('gpkg_metadata', NULL, 'gpkg_metadata', 'http://www.geopackage.org/spec120/#extension_metadata', 'read-write'),
			('gpkg_metadata_reference', NULL, 'gpkg_metadata', 'http://www.geopackage.org/spec120/#extension_metadata', 'read-write'),
			('gpkg_data_columns', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec120/#extension_schema', 'read-write'),
			('gpkg_data_column_constraints', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec120/#extension_schema', 'read-write')`, []any{tableName}},
		{`INSERT INTO gpkg_metadata VALUES (1, 'dataset', 'https://schema.org/Dataset', 'application/json', ?)`, []any{h.json()}},
		{`INSERT INTO gpkg_metadata_reference VALUES ('geopackage', NULL, NULL, NULL, ?, 1, NULL)`, []any{gpkgAsOf(h)}},
	}
	columns := h.columns()
	for _, c := range columns {
		all = append(all, statement{
			`INSERT INTO gpkg_data_columns VALUES (?, ?, ?, ?, ?, ?, NULL)`,
			[]any{tableName, c.name, c.name, in(c.title, h.Lang), in(c.about, h.Lang), gpkgMediaType(c.valueType)},
		})
	}
	all = append(all,
		statement{gpkgContents, nil},
		statement{
			`INSERT INTO gpkg_contents VALUES (?, 'features', ?, ?, ?, NULL, NULL, NULL, NULL, ?)`,
			[]any{tableName, h.title(), h.sentence(), gpkgAsOf(h), geo.SRID},
		},
		statement{gpkgFeatureTable(columns), nil},
		statement{`CREATE VIRTUAL TABLE rtree_` + tableName + `_geom USING rtree(id, minx, maxx, miny, maxy)`, nil},
		statement{`PRAGMA writable_schema = ON`, nil},
	)
	for _, trigger := range gpkgTriggers {
		sql := gpkgNames.Replace(gpkgNames.Replace(trigger))
		all = append(all, statement{
			`INSERT INTO sqlite_schema VALUES ('trigger', ?, ?, 0, ?)`,
			[]any{strings.Split(sql, `"`)[1], tableName, sql},
		})
	}
	return append(all, statement{`PRAGMA writable_schema = OFF`, nil})
}

// gpkgExtent writes what is known only when the incidents are there: the box of all.
func gpkgExtent(extent orb.Bound) []statement {
	if math.IsInf(extent.Min[0], 1) {
		return nil
	}
	return []statement{{
		`UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ?`,
		[]any{extent.Min[0], extent.Min[1], extent.Max[0], extent.Max[1]},
	}}
}

func gpkgFeatureTable(columns []column[localized]) string {
	var b strings.Builder
	fmt.Fprintf(&b, `CREATE TABLE %s (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom GEOMETRY`, tableName)
	for _, c := range columns {
		fmt.Fprintf(&b, `, "%s" %s`, c.name, gpkgType(c.valueType))
	}
	return b.String() + ")"
}

// gpkgType is the column type of table 1.
func gpkgType(t ValueType) string {
	switch t {
	case Integer:
		return "INTEGER"
	case Moment:
		return "DATETIME"
	case Number:
		return "REAL"
	case Boolean:
		return "BOOLEAN"
	case Day:
		return "DATE"
	}
	return "TEXT"
}

func gpkgMediaType(t ValueType) any {
	if t == List || t == Object {
		return "application/json"
	}
	return nil
}

// wgs84 is the definition of EPSG:4326 in Well-Known Text.
const wgs84 = `GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],` +
	`AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],` +
	`UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]`

// gpkgCoreTables are those of annex C but for the contents.
const gpkgCoreTables = `
CREATE TABLE gpkg_spatial_ref_sys (
	srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
	organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_geometry_columns (
	table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
	srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
	CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
	CONSTRAINT uk_gc_table_name UNIQUE (table_name),
	CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
	CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_extensions (
	table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL,
	CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
CREATE TABLE gpkg_metadata (
	id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL, md_scope TEXT NOT NULL DEFAULT 'dataset',
	md_standard_uri TEXT NOT NULL, mime_type TEXT NOT NULL DEFAULT 'text/xml', metadata TEXT NOT NULL DEFAULT '');
CREATE TABLE gpkg_metadata_reference (
	reference_scope TEXT NOT NULL, table_name TEXT, column_name TEXT, row_id_value INTEGER,
	timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), md_file_id INTEGER NOT NULL, md_parent_id INTEGER,
	CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id),
	CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id));
CREATE TABLE gpkg_data_columns (
	table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT, mime_type TEXT, constraint_name TEXT,
	CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name), CONSTRAINT gdc_tn UNIQUE (table_name, name));
CREATE TABLE gpkg_data_column_constraints (
	constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT, min NUMERIC, min_is_inclusive BOOLEAN,
	max NUMERIC, max_is_inclusive BOOLEAN, description TEXT, CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value))`

const gpkgContents = `
CREATE TABLE gpkg_contents (
	table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
	last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
	min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
	CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id))`

// gpkgTriggers keep the R-tree when somebody edits the file (annex F.3, as of version 1.3).
// They are written into the schema as rows, for a trigger that SQLite knew of would call
// functions that it does not have for each incident. gpkgNames says what <…> stands for.
var gpkgTriggers = []string{
	`CREATE TRIGGER "<rtree>_insert" AFTER INSERT ON "<t>" WHEN (NEW."<c>" NOT NULL AND NOT ST_IsEmpty(NEW."<c>")) BEGIN <put>; END`,
	`CREATE TRIGGER "<rtree>_update1" AFTER UPDATE OF "<c>" ON "<t>" WHEN OLD."<i>" = NEW."<i>" AND <there> BEGIN <put>; END`,
	`CREATE TRIGGER "<rtree>_update2" AFTER UPDATE OF "<c>" ON "<t>" WHEN OLD."<i>" = NEW."<i>" AND <gone> BEGIN <drop>; END`,
	`CREATE TRIGGER "<rtree>_update3" AFTER UPDATE ON "<t>" WHEN OLD."<i>" != NEW."<i>" AND <there> BEGIN <drop>; <put>; END`,
	`CREATE TRIGGER "<rtree>_update4" AFTER UPDATE ON "<t>" WHEN OLD."<i>" != NEW."<i>" AND <gone>
		BEGIN DELETE FROM "<rtree>" WHERE id IN (OLD."<i>", NEW."<i>"); END`,
	`CREATE TRIGGER "<rtree>_delete" AFTER DELETE ON "<t>" WHEN OLD."<c>" NOT NULL BEGIN <drop>; END`,
}

// gpkgNames is applied twice: what it puts in has names of its own.
var gpkgNames = strings.NewReplacer(
	"<there>", `(NEW."<c>" NOTNULL AND NOT ST_IsEmpty(NEW."<c>"))`,
	"<gone>", `(NEW."<c>" ISNULL OR ST_IsEmpty(NEW."<c>"))`,
	"<put>", `INSERT OR REPLACE INTO "<rtree>" VALUES (NEW."<i>", ST_MinX(NEW."<c>"), ST_MaxX(NEW."<c>"), ST_MinY(NEW."<c>"), ST_MaxY(NEW."<c>"))`,
	"<drop>", `DELETE FROM "<rtree>" WHERE id = OLD."<i>"`,
	"<rtree>", "rtree_"+tableName+"_geom", "<t>", tableName, "<c>", "geom", "<i>", "fid",
)
