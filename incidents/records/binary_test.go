package records

import (
	"bytes"
	"encoding/binary"
	"math"
	"strings"
	"testing"
)

// shp writes shapes: each its type and its numbers, which are doubles but for those of counts.
func shp(shapes ...[]any) string {
	var b bytes.Buffer
	b.Write(make([]byte, 100))
	binary.BigEndian.PutUint32(b.Bytes(), 9994)
	for i, s := range shapes {
		var content bytes.Buffer
		for _, v := range s {
			switch v := v.(type) {
			case int:
				_ = binary.Write(&content, binary.LittleEndian, int32(v))
			case float64:
				_ = binary.Write(&content, binary.LittleEndian, math.Float64bits(v))
			}
		}
		_ = binary.Write(&b, binary.BigEndian, int32(i+1))
		_ = binary.Write(&b, binary.BigEndian, int32(content.Len()/2))
		b.Write(content.Bytes())
	}
	return b.String()
}

// dbf writes a table: fields as "NAME:C:10", rows as cells.
func dbf(fields string, rows ...[]string) string {
	var head, body bytes.Buffer
	record := 1
	var lengths []int
	for _, f := range strings.Fields(fields) {
		part := strings.Split(f, ":")
		n := int(part[2][0]-'0')*10 + int(part[2][1]-'0')
		d := make([]byte, 32)
		copy(d, part[0])
		d[11], d[16] = part[1][0], byte(n)
		head.Write(d)
		lengths, record = append(lengths, n), record+n
	}
	for _, r := range rows {
		body.WriteByte(r[0][0])
		for i, cell := range r[1:] {
			body.WriteString(cell + strings.Repeat(" ", lengths[i]-len(cell)))
		}
	}
	start := make([]byte, 32)
	start[0] = 3
	binary.LittleEndian.PutUint32(start[4:], uint32(len(rows)))
	binary.LittleEndian.PutUint16(start[8:], uint16(33+head.Len()))
	binary.LittleEndian.PutUint16(start[10:], uint16(record))
	return string(start) + head.String() + "\r" + body.String()
}

func TestShapefiles(t *testing.T) {
	wgs := `GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]`
	points := shp([]any{1, -103.5, 20.5}, []any{0}, []any{1, -103.6, 20.6})
	table := dbf("NAME:C:10 DATE:D:08 DEAD:N:05 OK:L:01", []string{" ", "Uno", "20260222", "3", "T"}, []string{" ", "Dos", "", "", "?"}, []string{"*", "Gone", "20260222", "1", "F"})
	ring := []any{5, 0.0, 0.0, 4.0, 4.0, 2, 10, 0, 5, 0.0, 0.0, 0.0, 4.0, 4.0, 4.0, 4.0, 0.0, 0.0, 0.0, 1.0, 1.0, 2.0, 1.0, 2.0, 2.0, 1.0, 2.0, 1.0, 1.0}
	check(t, []readingCase{
		{
			"points: a.zip", string(packed(t, "s/a.shp", points, "s/a.dbf", table, "s/a.prj", wgs, "s/a.cpg", "UTF-8", "s/a.shx", "x", "s/a.shp.xml", "<metadata/>")),
			Options{},
			[]string{"a.zip/s/a.shp shapefile utf-8", "1 Uno|2026-02-22|3|true POINT(-103.5 20.5)", "2 Dos", "NAME|DATE|DEAD|OK"},
		},
		{
			"an area with a hole: a.zip", string(packed(t, "a.shp", shp(ring), "a.prj", wgs)),
			Options{},
			[]string{"a.zip/a.shp shapefile", "note skipped ", "1  POLYGON((0 0,4 0,4 4,0 4,0 0),(1 1,1 2,2 2,2 1,1 1)) ring_order", ""},
		},
		{
			"metres: a.zip", string(packed(t, "a.shp", shp([]any{1, 672382.3944, 2296059.548}), "a.prj", `PROJCS["WGS_1984_UTM_Zone_13N",GEOGCS["GCS_WGS_1984"]]`)),
			Options{},
			[]string{"a.zip/a.shp shapefile", "note projected ", "note skipped ", "1  POINT(-103.344188504 20.756295951) projected", ""},
		},
		{"cut: a.zip", string(packed(t, "a.shp", points[:len(points)-5], "a.prj", wgs)), Options{}, []string{"a.zip/a.shp shapefile", "note skipped ", "1  POINT(-103.5 20.5)", "2 ", "broken: a.zip/a.shp: reading stopped after 2 records: the .shp is cut off", ""}},
		{"counts more than it holds: a.zip", string(packed(t, "a.shp", shp([]any{5, 0.0, 0.0, 4.0, 4.0, 1 << 30, 1 << 30, 0}), "a.prj", wgs)), Options{}, []string{"a.zip/a.shp shapefile", "note skipped ", "1  geometry_refused!", ""}},
	})
}

func TestOpenDocument(t *testing.T) {
	content := `<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet>` +
		`<table:table table:name="Incidents"><table:table-column table:number-columns-repeated="4"/>` +
		`<table:table-row><table:table-cell office:value-type="string"><text:p>Date</text:p></table:table-cell><table:table-cell><text:p>Place</text:p></table:table-cell><table:table-cell/><table:table-cell><text:p>Dead</text:p></table:table-cell></table:table-row>` +
		`<table:table-row><table:table-cell office:value-type="date" office:date-value="2026-02-22"><text:p>22/02/26</text:p></table:table-cell><table:table-cell><office:annotation><text:p>a comment</text:p></office:annotation><text:p>Río <text:span>Bravo</text:span> del norte</text:p><text:p>2</text:p></table:table-cell><table:table-cell/><table:table-cell office:value-type="float" office:value="1200"><text:p>1.200</text:p></table:table-cell></table:table-row>` +
		`<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>` +
		`<table:table-row><table:table-cell table:number-columns-repeated="2"><text:p>x</text:p></table:table-cell></table:table-row>` +
		`<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row></table:table>` +
		`<table:table table:name="Empty"/></office:spreadsheet></office:body></office:document-content>`
	check(t, []readingCase{{
		"a.ods", string(packed(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", content)),
		Options{},
		[]string{"a.ods/Incidents ods", "note column_named ", "2 2026-02-22|Río Bravo del norte\n2||1200", "6 x|x", "Date|Place|column_3|Dead"},
	}})
}

func FuzzShapefile(f *testing.F) {
	f.Add([]byte(shp([]any{1, -103.5, 20.5})), []byte(dbf("NAME:C:10", []string{" ", "Uno"})))
	f.Fuzz(func(t *testing.T, shapes, table []byte) {
		path := put(t, "a.zip", packed(t, "a.shp", string(shapes), "a.dbf", string(table)))
		_ = told(t, path, Options{Limits: Limits{Record: 1 << 16}})
	})
}
