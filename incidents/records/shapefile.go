package records

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"path"
	"regexp"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"incidentmap/geo/projection"
	"incidentmap/incidents"
	"incidentmap/incidents/records/charset"
)

// shapefile is the parts of a shapefile (ESRI Shapefile Technical Description, 1998) that lie in an
// archive: geometries, and a table of as many rows.
type shapefile struct {
	shp, dbf source
	table    *dbfTable // nil when there is none
	system   *projection.Projection
	columns  *columns
	limits   Limits
}

// shapefiles finds the shapefiles among an archive's members, by what their names have in common, and
// gives the other members.
func shapefiles(all []member) (found [][]member, rest []member) {
	at := map[string]int{}
	stem := func(m member) string { return strings.ToLower(strings.TrimSuffix(m.entry, path.Ext(m.entry))) }
	for _, m := range all {
		if strings.EqualFold(path.Ext(m.entry), ".shp") {
			at[stem(m)] = len(found)
			found = append(found, nil)
		}
	}
	for _, m := range all {
		i, ok := at[stem(m)]
		if !ok { // "roads.shp.xml" describes "roads.shp"
			i, ok = at[strings.TrimSuffix(stem(m), ".shp")]
		}
		if ok {
			found[i] = append(found[i], m)
		} else {
			rest = append(rest, m)
		}
	}
	return found, rest
}

// openShapefile opens a shapefile by its parts.
func (o *Opener) openShapefile(ctx context.Context, parts []member) *File {
	s := &shapefile{limits: o.opts.Limits, columns: newColumns(o.opts.Limits.Columns)}
	f := &File{Format: shpFormat, columns: s.columns, stream: s}
	var prj, cpg source
	for _, m := range parts {
		switch strings.ToLower(path.Ext(m.entry)) {
		case ".shp":
			s.shp, f.Name = m.source, m.name
			if m.err != nil {
				f.Err = m.err
			}
		case ".dbf":
			s.dbf = m.source
		case ".prj":
			prj = m.source
		case ".cpg":
			cpg = m.source
		}
	}
	if f.Err == nil {
		f.Err = o.describeShapefile(ctx, f, s, prj, cpg)
	}
	if f.Err != nil {
		return &File{Name: f.Name, Format: shpFormat, Err: f.Err}
	}
	return f
}

func (o *Opener) describeShapefile(ctx context.Context, f *File, s *shapefile, prj, cpg source) (err error) {
	switch {
	case o.opts.EPSG != 0:
		s.system, err = systemCoded(f.Name, o.opts.EPSG)
	case prj.open != nil:
		var text []byte
		if text, _, err = prj.beginning(ctx, 16<<10); err == nil {
			s.system, err = systemOfWKT(f.Name, string(text))
		}
	default:
		f.Notes = append(f.Notes, Repair{What: Projected, Detail: "no .prj says in which coordinate system the shapefile is; it is taken for degrees of WGS 84; --crs decides otherwise"})
	}
	if err != nil {
		return err
	}
	f.noteSystem(s.system)
	if s.dbf.open == nil {
		f.Notes = append(f.Notes, Repair{What: Skipped, Detail: "the shapefile has no .dbf beside it, and so no values"})
		return nil
	}
	label := o.opts.Encoding
	if label == "" && cpg.open != nil {
		text, _, err := cpg.beginning(ctx, 100)
		if err != nil {
			return err
		}
		label = strings.TrimSpace(string(text))
	}
	if s.table, err = s.openTable(ctx, label); err != nil {
		return &incidents.Error{Code: incidents.EInvalid, Field: f.Name, Message: "has a .dbf that cannot be read", Err: err}
	}
	f.Encoding = s.table.encoding
	for _, field := range s.table.fields {
		if note, ok := s.columns.add(field.name); ok {
			f.Notes = append(f.Notes, note)
		}
	}
	return nil
}

// dbfTable is how the rows of a .dbf lie (dBASE III).
type dbfTable struct {
	header, record int // bytes
	fields         []dbfField
	encoding       string
}

type dbfField struct {
	name     string
	kind     byte
	from, to int // in a record
}

func (s *shapefile) openTable(ctx context.Context, label string) (*dbfTable, error) {
	head, _, err := s.dbf.beginning(ctx, 256<<10)
	if err != nil {
		return nil, err
	}
	if len(head) < 33 {
		return nil, errors.New("it is cut off in its header")
	}
	t := &dbfTable{header: int(binary.LittleEndian.Uint16(head[8:])), record: int(binary.LittleEndian.Uint16(head[10:]))}
	at := 1
	for i := 32; i+32 <= len(head) && i < t.header && head[i] != '\r'; i += 32 {
		name, _, _ := bytes.Cut(head[i:i+11], []byte{0})
		length := int(head[i+16])
		t.fields = append(t.fields, dbfField{name: string(name), kind: head[i+11], from: at, to: at + length})
		at += length
	}
	if len(t.fields) == 0 || at > t.record || len(t.fields) > s.limits.Columns || t.header < 33 {
		return nil, errors.New("its header and its rows do not go together")
	}
	if name, err := charset.Canonical(label); label != "" && err == nil {
		t.encoding = name
	} else {
		t.encoding = charset.Detect(head[min(t.header, len(head)):]).Name
	}
	for i := range t.fields {
		t.fields[i].name = t.text([]byte(t.fields[i].name))
	}
	return t, nil
}

// text gives the bytes of a cell as text.
func (t *dbfTable) text(raw []byte) string {
	raw = bytes.Trim(raw, " \x00")
	for _, c := range raw {
		if c >= 0x80 {
			if text, err := decoded(raw, t.encoding); err == nil {
				return string(text)
			}
			break
		}
	}
	return string(raw)
}

// value gives a cell as other formats have it: days with signs between, and true or false.
func (t *dbfTable) value(f *dbfField, row []byte) string {
	v := t.text(row[f.from:f.to])
	switch f.kind {
	case 'D':
		if len(v) == 8 && strings.Trim(v, "0123456789") == "" && v != "00000000" {
			return v[:4] + "-" + v[4:6] + "-" + v[6:]
		}
		return ""
	case 'L':
		switch v {
		case "T", "t", "Y", "y":
			return "true"
		case "F", "f", "N", "n":
			return "false"
		}
		return ""
	case 'N', 'F':
		if strings.HasPrefix(v, "*") {
			return "" // more than the cell could hold
		}
	}
	return v
}

func (s *shapefile) read(ctx context.Context, yield func(*Record) bool) error {
	shp, err := s.shp.open(ctx)
	if err != nil {
		return err
	}
	defer shp.Close()
	shapes := bufio.NewReaderSize(shp, 64<<10)
	if _, err := io.CopyN(io.Discard, shapes, 100); err != nil {
		return errors.New("the .shp is cut off in its header")
	}
	var rows *bufio.Reader
	if s.table != nil {
		dbf, err := s.dbf.open(ctx)
		if err != nil {
			return err
		}
		defer dbf.Close()
		rows = bufio.NewReaderSize(dbf, 64<<10)
		if _, err := io.CopyN(io.Discard, rows, int64(s.table.header)); err != nil {
			return errors.New("the .dbf is cut off in its header")
		}
	}
	b := newBuilder(s.columns, s.limits, s.system)
	var row, content []byte
	if s.table != nil {
		row = make([]byte, s.table.record)
	}
	for {
		content, err = s.next(shapes, content)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		b.begin()
		if rows != nil {
			if _, err := io.ReadFull(rows, row); err != nil {
				return errors.New("the .dbf has fewer rows than the .shp has shapes")
			}
			if row[0] == '*' {
				continue // taken out by whoever made it
			}
			for i := range s.table.fields {
				from := len(b.text)
				if b.text = append(b.text, s.table.value(&s.table.fields[i], row)...); len(b.text) > from {
					b.put(i, from)
				}
			}
		}
		g, err := shapeOf(content)
		if err != nil {
			b.rec.Repairs = addRepair(b.rec.Repairs, Repair{What: GeometryRefused, Detail: err.Error() + "; the record is kept without a geometry", Lost: true})
		} else {
			b.geometry(shape{geometry: g})
		}
		if !yield(b.finish()) {
			return nil
		}
	}
}

// next reads the next shape; io.EOF at the end.
func (s *shapefile) next(from *bufio.Reader, into []byte) ([]byte, error) {
	var head [8]byte
	switch _, err := io.ReadFull(from, head[:]); {
	case errors.Is(err, io.EOF):
		return nil, io.EOF
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, errors.New("the .shp is cut off")
	case err != nil:
		return nil, err
	}
	size := 2 * int64(int32(binary.BigEndian.Uint32(head[4:])))
	if size < 4 || size > int64(s.limits.Record) {
		return nil, fmt.Errorf("a shape has %d bytes; the limit is %d", size, s.limits.Record)
	}
	if int64(cap(into)) < size {
		into = make([]byte, size)
	}
	into = into[:size]
	if _, err := io.ReadFull(from, into); err != nil {
		return nil, errors.New("the .shp is cut off")
	}
	return into, nil
}

var errShape = errors.New("a shape counts more than it holds")

// shapeOf reads a shape, whose heights and measures are left out; nil for none.
func shapeOf(b []byte) (orb.Geometry, error) {
	kind := binary.LittleEndian.Uint32(b)
	b = b[4:]
	switch kind {
	case 0:
		return nil, nil
	case 1, 11, 21:
		points, _, err := shapePoints(b, 1)
		if err != nil {
			return nil, err
		}
		return points[0], nil
	}
	if len(b) < 36 {
		return nil, errShape
	}
	b = b[32:] // the box
	n := int(binary.LittleEndian.Uint32(b))
	switch kind {
	case 8, 18, 28:
		points, _, err := shapePoints(b[4:], n)
		return orb.MultiPoint(points), err
	case 3, 13, 23, 5, 15, 25:
		return shapeLines(b, n, kind%10 == 5)
	}
	return nil, fmt.Errorf("shapes of type %d are not read", kind)
}

// shapeLines reads the n lines or rings of a shape.
func shapeLines(b []byte, n int, areas bool) (orb.Geometry, error) {
	if len(b) < 8 {
		return nil, errShape
	}
	total := int(binary.LittleEndian.Uint32(b[4:]))
	b = b[8:]
	if n < 0 || n > len(b)/4 {
		return nil, errShape
	}
	starts := b[:4*n]
	points, _, err := shapePoints(b[4*n:], total)
	if err != nil {
		return nil, err
	}
	var lines [][]orb.Point
	for i := range n {
		from, to := int(binary.LittleEndian.Uint32(starts[4*i:])), total
		if i+1 < n {
			to = int(binary.LittleEndian.Uint32(starts[4*i+4:]))
		}
		if from < 0 || to < from || to > total {
			return nil, errShape
		}
		lines = append(lines, points[from:to:to])
	}
	if !areas {
		all := make(orb.MultiLineString, len(lines))
		for i, l := range lines {
			all[i] = l
		}
		return all, nil
	}
	rings := make([]orb.Ring, len(lines))
	for i, l := range lines {
		rings[i] = l
	}
	return polygonsOfRings(rings), nil
}

func shapePoints(b []byte, n int) ([]orb.Point, []byte, error) {
	if n < 0 || n > len(b)/16 {
		return nil, nil, errShape
	}
	points := make([]orb.Point, n)
	for i := range points {
		points[i] = orb.Point{
			math.Float64frombits(binary.LittleEndian.Uint64(b[16*i:])), math.Float64frombits(binary.LittleEndian.Uint64(b[16*i+8:])),
		}
	}
	return points, b[16*n:], nil
}

// What the definitions of coordinate systems of shapefiles have, which mostly name no EPSG code.
var (
	wktName      = regexp.MustCompile(`^\s*(?:PROJCS|GEOGCS|GEOGCRS|PROJCRS)\s*\[\s*"([^"]*)"`)
	wktAuthority = regexp.MustCompile(`AUTHORITY\s*\[\s*"EPSG"\s*,\s*"?(\d+)"?\s*\]\s*\]\s*$`)
	wktUTM       = regexp.MustCompile(`(?i)^WGS_?(?: ?)(?:19)?84[_ /]+UTM[_ ]zone[_ ](\d{1,2})([NS])$`)
)

// systemOfWKT finds a coordinate system by the Well-Known Text of a .prj; nil is degrees.
func systemOfWKT(file, text string) (*projection.Projection, error) {
	if m := wktAuthority.FindStringSubmatch(text); m != nil {
		if code, err := strconv.Atoi(m[1]); err == nil {
			if _, known := projection.Find(code); known {
				return systemCoded(file, code)
			}
		}
	}
	name := ""
	if m := wktName.FindStringSubmatch(text); m != nil {
		name = m[1]
	}
	lower := strings.ToLower(name)
	geographic := strings.HasPrefix(strings.TrimSpace(text), "GEOG")
	switch m := wktUTM.FindStringSubmatch(name); {
	case m != nil:
		zone, _ := strconv.Atoi(m[1])
		base := 32600
		if strings.EqualFold(m[2], "S") {
			base = 32700
		}
		return systemCoded(file, base+zone)
	case geographic && (strings.Contains(lower, "wgs_1984") || strings.Contains(lower, "wgs 84") || strings.Contains(lower, "wgs84") || strings.Contains(lower, "itrf") || strings.Contains(lower, "sirgas") || strings.Contains(lower, "etrs") || strings.Contains(lower, "north_american_1983") || strings.Contains(lower, "nad83")):
		return nil, nil
	case strings.Contains(lower, "web_mercator") || strings.Contains(lower, "pseudo-mercator") || strings.Contains(lower, "popular visualisation"):
		return systemCoded(file, 3857)
	}
	return nil, incidents.Errorf(incidents.EInvalid, file, "is in the coordinate system %s, which is not known; name it with --crs, such as --crs 32613, or save it as GeoPackage or GeoJSON in WGS 84", incidents.Quote(name))
}
