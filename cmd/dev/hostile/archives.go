package hostile

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

// archiveFiles are hostile in how they are packed.
func archiveFiles() []imported {
	return []imported{
		{name: "gpkg/view", why: "a table that is a view without end", file: "view.gpkg", write: geoPackage(
			`CREATE VIEW incidents AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c) SELECT x AS fid, NULL AS geom, 'row '||x AS title, '2026-01-01' AS date FROM c`)},
		{name: "gpkg/view-text", why: "a view whose texts are made as they are read", file: "text.gpkg", write: geoPackage(
			`CREATE VIEW incidents AS SELECT 1 AS fid, NULL AS geom, printf('%.*c', 900000000, 'x') AS title`)},
		{name: "gpkg/generated", why: "a column that is made as it is read", file: "generated.gpkg", write: geoPackage(
			`CREATE TABLE incidents (fid INTEGER PRIMARY KEY, geom BLOB, title TEXT GENERATED ALWAYS AS (printf('%.*c', 900000000, 'x')) VIRTUAL)`,
			`INSERT INTO incidents (fid) VALUES (1),(2),(3)`)},
		{name: "gpkg/blob", why: "a geometry of 60 MB of nothing", file: "blob.gpkg", write: geoPackage(
			`CREATE TABLE incidents (fid INTEGER PRIMARY KEY, geom BLOB, title TEXT)`, `INSERT INTO incidents VALUES (1, zeroblob(60000000), 'a')`)},
		{name: "zip/zeros", why: "a table of 1 GB of nothing in 1 MB", file: "zeros.zip", write: zipped(map[string]func(w io.Writer) error{"a.csv": repeated("title,date\n", zeros(0), 1024, "")})},
		{name: "zip/line", why: "a line of 1 GB", file: "line.zip", write: zipped(map[string]func(w io.Writer) error{"a.csv": repeated("title,date\n", zeros('a'), 1024, "")})},
		{name: "zip/rows", why: "rows of 330 MB that are one", file: "rows.zip", most: 1000, write: zipped(map[string]func(w io.Writer) error{"a.csv": repeated("title,date,lon,lat\n", "Bloqueo,2026-02-22,-103.35,20.67\n", 10_000_000, "")})},
		{name: "zip/entries", why: "100,000 files", file: "entries.zip", write: manyEntries},
		{name: "zip/names", why: "names that leave the folder", file: "names.zip", write: zipped(map[string]func(w io.Writer) error{
			"../../../../tmp/incidentmap-slip.csv": text("title\na\n"), "/tmp/incidentmap-slip.csv": text("title\na\n"), "a\x00b.csv": text("title\na\n")})},
		{name: "zip/nested", why: "archives in archives", file: "nested.zip", write: nestedZip},
		{name: "gz/zeros", why: "1 GB of one letter in 1 MB", file: "zeros.csv.gz", write: gzipped(repeated("title,date\n", zeros('a'), 1024, ""))},
		{name: "gz/nested", why: "packed ten times", file: "nested.csv.gz", write: func(w io.Writer) error {
			content := gzipped(repeated("title,date\n", zeros('a'), 512, ""))
			for range 9 {
				content = gzipped(content)
			}
			return content(w)
		}},
		{name: "xlsx/sheet", why: "a workbook whose sheet has 1 GB", file: "sheet.xlsx", write: zipped(map[string]func(w io.Writer) error{
			"[Content_Types].xml":        text(`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`),
			"xl/workbook.xml":            text(`<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`),
			"xl/_rels/workbook.xml.rels": text(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`),
			"xl/sharedStrings.xml":       repeated(`<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`, "<si><t>aaaaaaaaaaaaaaaaaaaa</t></si>", 15_000_000, "</sst>"),
			"xl/worksheets/sheet1.xml":   repeated(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c t="inlineStr"><is><t>`, zeros('a'), 512, `</t></is></c></row></sheetData></worksheet>`),
		})},
		{name: "kmz/document", why: "a document of 1 GB", file: "document.kmz", write: zipped(map[string]func(w io.Writer) error{
			"doc.kml": repeated(`<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><name>`, zeros('a'), 1024, `</name></Placemark></kml>`)})},
	}
}

// zeros is a megabyte of a letter.
func zeros(letter byte) string { return string(bytes.Repeat([]byte{letter}, 1<<20)) }

// text writes a text.
func text(s string) func(w io.Writer) error { return repeated(s, "", 0, "") }

func zipped(files map[string]func(w io.Writer) error) func(w io.Writer) error {
	return func(w io.Writer) error {
		archive := zip.NewWriter(w)
		archive.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
		for name, content := range files {
			f, err := archive.Create(name)
			if err == nil {
				err = content(f)
			}
			if err != nil {
				return err
			}
		}
		return archive.Close()
	}
}

func manyEntries(w io.Writer) error {
	archive := zip.NewWriter(w)
	for i := range 100_000 {
		f, err := archive.CreateHeader(&zip.FileHeader{Name: fmt.Sprintf("%d.csv", i)})
		if err == nil {
			_, err = fmt.Fprintf(f, "title,date\nNumber %d,2026-01-01\n", i)
		}
		if err != nil {
			return err
		}
	}
	return archive.Close()
}

// nestedZip writes an archive of two archives, and so on: ten deep, and 512 times the innermost.
func nestedZip(w io.Writer) error {
	content := repeated("title,date\n", zeros('a'), 256, "")
	names := []string{"a.csv"}
	for range 10 {
		var packed bytes.Buffer
		files := map[string]func(w io.Writer) error{}
		for _, name := range names {
			files[name] = content
		}
		if err := zipped(files)(&packed); err != nil {
			return err
		}
		content, names = text(packed.String()), []string{"a.zip", "b.zip"}
	}
	return content(w)
}

func gzipped(content func(w io.Writer) error) func(w io.Writer) error {
	return func(w io.Writer) error {
		packed, err := gzip.NewWriterLevel(w, gzip.BestSpeed)
		if err != nil {
			return err
		}
		return errors.Join(content(packed), packed.Close())
	}
}

// geoPackage writes a GeoPackage whose table "incidents" is made by the statements.
func geoPackage(statements ...string) func(w io.Writer) error {
	return func(w io.Writer) error {
		dir, err := os.MkdirTemp("", "incidentmap-hostile-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		name := filepath.Join(dir, "a.gpkg")
		if err := makePackage(name, statements); err != nil {
			return err
		}
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		_, err = io.Copy(w, f)
		return err
	}
}

func makePackage(name string, statements []string) error {
	db, err := sql.Open("sqlite", "file:"+name+"?_pragma=synchronous(off)&_pragma=journal_mode(memory)")
	if err != nil {
		return err
	}
	for _, statement := range append([]string{
		`PRAGMA application_id = 1196444487`, // "GPKG"
		`PRAGMA user_version = 10300`,
		`CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT, organization_coordsys_id INTEGER, definition TEXT, description TEXT)`,
		`INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84"]', '')`,
		`CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, identifier TEXT, description TEXT, last_change TEXT, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER)`,
		`INSERT INTO gpkg_contents VALUES ('incidents', 'features', 'incidents', '', '2026-01-01T00:00:00.000Z', -180, -90, 180, 90, 4326)`,
		`CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER, z TINYINT, m TINYINT)`,
		`INSERT INTO gpkg_geometry_columns VALUES ('incidents', 'geom', 'GEOMETRY', 4326, 0, 0)`,
	}, statements...) {
		if _, err := db.Exec(statement); err != nil { //nolint:noctx // a file of this program's own
			return errors.Join(fmt.Errorf("%s: %w", statement, err), db.Close())
		}
	}
	return db.Close()
}
