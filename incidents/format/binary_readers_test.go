package format

import (
	"bytes"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	flatbuffers "github.com/google/flatbuffers/go"
	"github.com/parquet-go/parquet-go"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"
)

func readGeoPackage(t *testing.T, b []byte) []read {
	if id := string(b[68:72]); id != "GPKG" {
		t.Errorf("the application id is %q", id)
	}
	path := filepath.Join(t.TempDir(), "read.gpkg")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", "file:"+path+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for query, want := range map[string]string{
		`PRAGMA integrity_check`:                        "ok",
		`PRAGMA user_version`:                           "10300",
		`SELECT count(*) FROM pragma_foreign_key_check`: "0",
		`SELECT rtreecheck('rtree_incidents_geom')`:     "ok",
		`SELECT count(*) FROM rtree_incidents_geom`:     "10",
		`SELECT group_concat(srs_id) FROM (SELECT srs_id FROM gpkg_spatial_ref_sys ORDER BY srs_id)`: "-1,0,4326",
		`SELECT min_x || ' ' || max_x || ' ' || min_y || ' ' || max_y FROM gpkg_contents`:            "-105.22983 180.0 -90.0 20.6407",
		`SELECT json_extract(metadata, '$.licence') FROM gpkg_metadata`:                              "CC BY 4.0",
		`SELECT count(*) FROM sqlite_master WHERE type = 'trigger'`:                                  "6",
		`SELECT count(*) FROM gpkg_data_columns`:                                                     "59",
		`SELECT count(*) FROM sqlite_master WHERE sql LIKE '%<%>%'`:                                  "0",
	} {
		var got string
		if err := db.QueryRowContext(t.Context(), query).Scan(&got); err != nil || got != want {
			t.Errorf("%s gives %q (%v), want %q", query, got, err, want)
		}
	}
	rows, err := db.QueryContext(t.Context(), `SELECT * FROM incidents ORDER BY fid`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	names, _ := rows.Columns()
	if !slices.Equal(names[2:], flatNames()) {
		t.Errorf("the columns are %v", names)
	}
	var list []read
	for rows.Next() {
		cells := make([]any, len(names))
		to := make([]any, len(names))
		for i := range cells {
			to[i] = &cells[i]
		}
		if err := rows.Scan(to...); err != nil {
			t.Fatal(err)
		}
		r := read{properties: map[string]string{}}
		for i, c := range cells[2:] {
			switch c := c.(type) {
			case time.Time:
				r.properties[names[i+2]] = c.Format(time.RFC3339)
			case nil:
			default:
				r.properties[names[i+2]] = fmt.Sprint(c)
			}
		}
		if blob, has := cells[1].([]byte); has {
			r.geometry = readGeoPackageGeometry(t, blob)
		}
		list = append(list, r)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return list
}

func readGeoPackageGeometry(t *testing.T, blob []byte) orb.Geometry {
	if string(blob[:3]) != "GP\x00" || binary.LittleEndian.Uint32(blob[4:]) != 4326 {
		t.Errorf("the head of a geometry is % x", blob[:8])
	}
	body, hasBox := blob[8:], blob[3] == 3
	if hasBox {
		body = body[32:]
	}
	g, err := wkb.Unmarshal(body)
	if err != nil {
		t.Fatal(err)
	}
	if hasBox {
		var box [4]float64
		for i := range box {
			box[i] = math.Float64frombits(binary.LittleEndian.Uint64(blob[8+8*i:]))
		}
		if b := g.Bound(); box != [4]float64{b.Min[0], b.Max[0], b.Min[1], b.Max[1]} {
			t.Errorf("%v has the box %v", g, box)
		}
	}
	return g
}

// fb is a table of a FlatBuffer.
type fb struct{ flatbuffers.Table }

func (f *fb) at(member int) flatbuffers.UOffsetT {
	return flatbuffers.UOffsetT(f.Offset(flatbuffers.VOffsetT(4 + 2*member)))
}

func (f *fb) text(member int) string {
	o := f.at(member)
	if o == 0 {
		return ""
	}
	return f.String(o + f.Pos)
}

func (f *fb) byte(member int) byte {
	o := f.at(member)
	if o == 0 {
		return 0
	}
	return f.GetByte(o + f.Pos)
}

// each gives the places of the elements of a vector.
func (f *fb) each(member, size int) []flatbuffers.UOffsetT {
	o := f.at(member)
	if o == 0 {
		return nil
	}
	var places []flatbuffers.UOffsetT
	start := f.Vector(o)
	for i := range f.VectorLen(o) {
		places = append(places, start+flatbuffers.UOffsetT(i*size))
	}
	return places
}

func (f *fb) tables(member int) []fb {
	var list []fb
	for _, at := range f.each(member, 4) {
		list = append(list, fb{flatbuffers.Table{Bytes: f.Bytes, Pos: f.Indirect(at)}})
	}
	return list
}

func root(b []byte) fb {
	return fb{flatbuffers.Table{Bytes: b, Pos: flatbuffers.GetUOffsetT(b)}}
}

func readFlatGeobuf(t *testing.T, b []byte) []read {
	if string(b[:8]) != "fgb\x03fgb\x00" {
		t.Fatalf("the magic bytes are % x", b[:8])
	}
	whole := len(b)
	next := func() []byte {
		n := binary.LittleEndian.Uint32(b)
		if at := whole - len(b); at%8 != 0 || (4+n)%8 != 0 {
			t.Errorf("a buffer of %d bytes begins at byte %d, where readers cannot look at coordinates in place", 4+n, at)
		}
		part := b[4 : 4+n]
		b = b[4+n:]
		return part
	}
	b = b[8:]
	header := root(next())
	crs := fb{flatbuffers.Table{Bytes: header.Bytes, Pos: header.Indirect(header.at(10) + header.Pos)}}
	if code := crs.GetInt32(crs.at(1) + crs.Pos); crs.text(0) != "EPSG" || code != 4326 {
		t.Errorf("the reference system is %s:%d", crs.text(0), code)
	}
	if header.at(9) != 0 {
		t.Error("its index has not the usual nodes")
	}
	count := int(header.GetUint64(header.at(8) + header.Pos))
	nodes := readFlatIndex(t, &b, count)
	features := len(b)
	if header.text(11) != "An invented story" || header.text(13) != new(heading()).json() {
		t.Errorf("its title is %q, its citation %s", header.text(11), header.text(13))
	}
	var names []string
	var types []byte
	for _, c := range header.tables(7) {
		names, types = append(names, c.text(0)), append(types, c.byte(1))
	}
	if !slices.Equal(names, flatNames()) {
		t.Errorf("the columns are %v", names)
	}
	var list []read
	for len(b) > 0 {
		leaf, begin := nodes[len(nodes)-count+len(list)], features-len(b)
		f := root(next())
		r := read{properties: map[string]string{}}
		for p := f.ByteVector(f.at(1) + f.Pos); len(p) > 0; {
			i := binary.LittleEndian.Uint16(p)
			if types[i] == 7 {
				r.properties[names[i]] = strconv.FormatInt(int64(binary.LittleEndian.Uint64(p[2:])), 10)
				p = p[10:]
				continue
			}
			n := binary.LittleEndian.Uint32(p[2:])
			r.properties[names[i]], p = string(p[6:6+n]), p[6+n:]
		}
		if o := f.at(0); o != 0 {
			r.geometry = readFlatGeometry(t, fb{flatbuffers.Table{Bytes: f.Bytes, Pos: f.Indirect(o + f.Pos)}})
		}
		if leaf.offset != uint64(begin) || leaf.box != envelopeOf(r.geometry) {
			t.Errorf("the index has %v at byte %d, the feature is at %d: %v", leaf.box, leaf.offset, begin, r.geometry)
		}
		list = append(list, r)
	}
	if len(list) != count {
		t.Errorf("%d features, the header says %d", len(list), count)
	}
	return list
}

// flatNode is a node of FlatGeobuf's index.
type flatNode struct {
	box    envelope
	offset uint64
}

// readFlatIndex reads the index, of which b begins with, and holds every node against its children.
func readFlatIndex(t *testing.T, b *[]byte, features int) []flatNode {
	t.Helper()
	if features == 0 {
		return nil
	}
	widths := []int{features} // of the levels, the leaves first
	total := features
	for n := features; n > 1 || len(widths) == 1; {
		n = (n + 15) / 16
		widths = append(widths, n)
		total += n
	}
	nodes := make([]flatNode, total)
	for i := range nodes {
		part := (*b)[40*i:]
		for j := range nodes[i].box {
			nodes[i].box[j] = math.Float64frombits(binary.LittleEndian.Uint64(part[8*j:]))
		}
		nodes[i].offset = binary.LittleEndian.Uint64(part[32:])
	}
	*b = (*b)[40*total:]
	first := 0
	for level := len(widths) - 1; level > 0; level-- {
		below := first + widths[level]
		for i := range widths[level] {
			children := nodes[below+16*i : min(below+16*i+16, below+widths[level-1])]
			box := emptyEnvelope
			for _, c := range children {
				box = box.union(c.box)
			}
			if n := nodes[first+i]; n.box != box || n.offset != uint64(below+16*i) {
				t.Errorf("node %d is %v with its children from %d, want %v from %d", first+i, n.box, n.offset, box, below+16*i)
			}
		}
		first = below
	}
	return nodes
}

func readFlatGeometry(t *testing.T, f fb) orb.Geometry {
	var points []orb.Point
	numbers := f.each(1, 8)
	for i := 0; i < len(numbers); i += 2 {
		points = append(points, orb.Point{f.GetFloat64(numbers[i]), f.GetFloat64(numbers[i+1])})
	}
	var lines [][]orb.Point
	start := uint32(0)
	for _, at := range f.each(0, 4) {
		end := f.GetUint32(at)
		lines = append(lines, points[start:end])
		start = end
	}
	switch f.byte(6) {
	case 1:
		return points[0]
	case 2:
		return orb.LineString(points)
	case 3:
		var p orb.Polygon
		for _, l := range lines {
			p = append(p, orb.Ring(l))
		}
		return p
	case 4:
		return orb.MultiPoint(points)
	case 5:
		var m orb.MultiLineString
		for _, l := range lines {
			m = append(m, l)
		}
		return m
	case 6:
		var m orb.MultiPolygon
		for _, part := range f.tables(7) {
			m = append(m, readFlatGeometry(t, part).(orb.Polygon))
		}
		return m
	case 7:
		var c orb.Collection
		for _, part := range f.tables(7) {
			c = append(c, readFlatGeometry(t, part))
		}
		if c == nil {
			return nil // what has no place
		}
		return c
	}
	t.Errorf("geometry type %d", f.byte(6))
	return nil
}

func readParquet(t *testing.T, b []byte) []read {
	file, err := parquet.OpenFile(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	if credit, _ := file.Lookup("credit"); credit != "The <desk> & others" {
		t.Errorf("the credit is %q", credit)
	}
	var names []string
	for _, f := range file.Schema().Fields() {
		names = append(names, f.Name())
	}
	if !slices.Equal(names, append(flatNames(), "geometry", "bbox")) {
		t.Errorf("the columns are %v", names)
	}
	var list []read
	for _, group := range file.RowGroups() {
		rows := group.Rows()
		buffer := make([]parquet.Row, 4)
		for {
			n, err := rows.ReadRows(buffer)
			for _, row := range buffer[:n] {
				list = append(list, readParquetRow(t, names, row))
			}
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := rows.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return list
}

func readParquetRow(t *testing.T, names []string, row parquet.Row) read {
	r := read{properties: map[string]string{}}
	for i, name := range flatNames() {
		v := row[i]
		switch {
		case v.IsNull():
		case flat[i].valueType == Moment:
			r.properties[name] = time.UnixMilli(v.Int64()).UTC().Format(time.RFC3339)
		case flat[i].valueType == Integer:
			r.properties[name] = strconv.FormatInt(v.Int64(), 10)
		default:
			r.properties[name] = string(v.ByteArray())
		}
	}
	where := row[len(names)-2:]
	if where[0].IsNull() {
		return r
	}
	g, err := wkb.Unmarshal(where[0].ByteArray())
	if err != nil {
		t.Fatal(err)
	}
	r.geometry = g
	b := g.Bound()
	for i, want := range []float64{b.Min[0], b.Min[1], b.Max[0], b.Max[1]} {
		if got := where[1+i].Double(); got != want {
			t.Errorf("%s of %v is %v", parquetEdges[i], g, got)
		}
	}
	return r
}
