package format

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/snappy"
	"github.com/paulmach/orb"
)

// The columns of where, after those of flat.
const (
	parquetGeometry = "geometry"
	parquetBox      = "bbox"
)

// parquetEdges are the fields of the box, in the order that GeoParquet shows them.
var parquetEdges = []string{"xmin", "ymin", "xmax", "ymax"}

// A group of rows is held in memory, compressed, until it is whole, which it is with so many
// bytes or rows. The first is small, so that a download begins at once, and each is twice as
// large as the one before. What the file's end says of a group, some 50 kB for our columns,
// is held until then: much smaller groups would need more memory, not less.
const (
	parquetGroupBytes = 4 << 20
	parquetGroupRows  = 50_000
	parquetFirstRows  = 250
	parquetPage       = 16 << 10
)

// writeParquet writes a GeoParquet 1.1 file: geometries as Well-Known Binary in longitude
// and latitude (OGC:CRS84, which is meant where no crs is named), and a box for each, by
// which readers leave out what is elsewhere. Times are instants in UTC; lists are JSON.
func writeParquet(ctx context.Context, w io.Writer, h Heading, all Incidents) error {
	out := bufio.NewWriterSize(w, writeBuffer)
	row := parquetRow{columns: h.columns()}
	file := parquet.NewWriter(out, parquetOptions(&h, row.columns)...)
	rows, limit, flushed := 0, parquetFirstRows, int64(0)
	err := each(ctx, &h, all, func(v localized) error {
		if _, err := file.WriteRows([]parquet.Row{row.of(v)}); err != nil {
			return fmt.Errorf("GeoParquet: write incident %s: %w", v.ID, err)
		}
		rows++
		isWhole := rows == limit || rows%parquetFirstRows == 0 && file.Size()-flushed >= parquetGroupBytes
		if !isWhole {
			return nil
		}
		if err := file.Flush(); err != nil {
			return fmt.Errorf("GeoParquet: %w", err)
		}
		rows, limit, flushed = 0, min(2*limit, parquetGroupRows), file.Size()
		return out.Flush()
	})
	if err != nil {
		return err
	}
	file.SetKeyValueMetadata("geo", row.seen.json())
	if err := file.Close(); err != nil {
		return fmt.Errorf("GeoParquet: %w", err)
	}
	return out.Flush()
}

func parquetOptions(h *Heading, columns []column[localized]) []parquet.WriterOption {
	options := []parquet.WriterOption{
		parquet.NewSchema(tableName, parquetSchema(columns)),
		parquet.Compression(&snappy.Codec{}),
		parquet.CreatedBy("incidentmap", "1", ""),
		parquet.PageBufferSize(parquetPage),
		parquet.WriteBufferSize(0),
		parquet.SkipPageBounds(parquetGeometry),
	}
	for _, c := range columns {
		if !parquetBounded(&c) {
			options = append(options, parquet.SkipPageBounds(c.name))
		}
	}
	for _, c := range h.citations() {
		options = append(options, parquet.KeyValueMetadata(c.name, c.value))
	}
	return options
}

// parquetBounded tells the columns whose least and greatest value are worth writing for each
// page, for readers to leave pages out by: not those of prose, of JSON and of links.
func parquetBounded(c *column[localized]) bool {
	switch c.name {
	case "id", "admin1", "admin2", "country", "gazetteer_id":
		return true
	}
	return c.valueType == Integer || c.valueType == Moment || c.valueType == Number || c.valueType == Day || c.valueType == Boolean || c.values != nil
}

// inOrder is a parquet.Group that keeps its fields in an order of ours.
type inOrder struct {
	parquet.Group
	names []string
}

// Fields lists the fields.
func (g inOrder) Fields() []parquet.Field {
	fields := g.Group.Fields()
	slices.SortFunc(fields, func(a, b parquet.Field) int {
		return slices.Index(g.names, a.Name()) - slices.Index(g.names, b.Name())
	})
	return fields
}

func (g *inOrder) add(name string, n parquet.Node) {
	g.Group[name] = n
	g.names = append(g.names, name)
}

func parquetSchema(columns []column[localized]) parquet.Node {
	root := inOrder{Group: parquet.Group{}}
	for _, c := range columns {
		root.add(c.name, parquet.Optional(parquetType(&c)))
	}
	root.add(parquetGeometry, parquet.Optional(parquet.Leaf(parquet.ByteArrayType)))
	box := inOrder{Group: parquet.Group{}}
	for _, edge := range parquetEdges {
		box.add(edge, parquet.Leaf(parquet.DoubleType))
	}
	root.add(parquetBox, parquet.Optional(box))
	return root
}

func parquetType(c *column[localized]) parquet.Node {
	switch c.valueType {
	case Integer:
		return parquet.Int(64)
	case Moment:
		return parquet.Timestamp(parquet.Millisecond)
	case List, Object:
		return parquet.JSON()
	case Number:
		return parquet.Leaf(parquet.DoubleType)
	case Boolean:
		return parquet.Leaf(parquet.BooleanType)
	case Day:
		return parquet.Date()
	}
	if c.values != nil {
		return parquet.Encoded(parquet.String(), &parquet.RLEDictionary)
	}
	return parquet.String()
}

// parquetRow makes the values of rows; its memory is used again for the next.
type parquetRow struct {
	columns []column[localized]
	values  []parquet.Value
	text    []byte // what the values point into
	ends    []int
	seen    parquetSeen
}

func (r *parquetRow) of(v localized) parquet.Row {
	g := rfc7946(v.Where.Geometry)
	r.seen.add(g)
	// All text first: it moves as it grows, and values point into it.
	r.text, r.ends = r.text[:0], r.ends[:0]
	for i := range r.columns {
		switch r.columns[i].valueType {
		case Integer, Moment, Number, Boolean, Day:
		default:
			r.text = r.columns[i].appendCell(r.text, v)
		}
		r.ends = append(r.ends, len(r.text))
	}
	r.text = appendWKB(r.text, g)
	r.values = r.values[:0]
	start := 0
	for i, end := range r.ends {
		r.add(parquetValue(&r.columns[i], v, r.text[start:end]), 1)
		start = end
	}
	if g == nil {
		for range 1 + len(parquetEdges) {
			r.add(parquet.NullValue(), 0)
		}
		return r.values
	}
	r.add(parquet.ByteArrayValue(r.text[start:]), 1)
	b := g.Bound()
	for _, edge := range []float64{b.Min[0], b.Min[1], b.Max[0], b.Max[1]} {
		r.add(parquet.DoubleValue(edge), 1)
	}
	return r.values
}

// add puts a value, or null, in the next column.
func (r *parquetRow) add(value parquet.Value, defined int) {
	if value.IsNull() {
		defined = 0
	}
	r.values = append(r.values, value.Level(0, defined, len(r.values)))
}

func parquetValue(c *column[localized], v localized, cell []byte) parquet.Value {
	switch c.valueType {
	case Integer:
		if n, has := c.number(v); has {
			return parquet.Int64Value(int64(n))
		}
	case Moment:
		if t := c.moment(v); !t.IsZero() {
			return parquet.Int64Value(t.UnixMilli())
		}
	case Number:
		if n, has := c.float(v); has {
			return parquet.DoubleValue(n)
		}
	case Boolean:
		if s := c.text(v); s != "" {
			return parquet.BooleanValue(s == "true")
		}
	case Day:
		if n, has := c.day(v); has {
			return parquet.Int32Value(n)
		}
	default:
		if len(cell) > 0 {
			return parquet.ByteArrayValue(cell)
		}
	}
	return parquet.NullValue()
}

// parquetSeen gathers what GeoParquet says of all geometries.
type parquetSeen struct {
	types []string
	box   orb.Bound
}

func (s *parquetSeen) add(g orb.Geometry) {
	if g == nil {
		return
	}
	if len(s.types) == 0 {
		s.box = g.Bound()
	}
	s.box = s.box.Union(g.Bound())
	if t := g.GeoJSONType(); !slices.Contains(s.types, t) {
		s.types = append(s.types, t)
		slices.Sort(s.types)
	}
}

// json is the file's "geo" metadata (GeoParquet 1.1.0, "File metadata").
func (s *parquetSeen) json() string {
	dst := []byte(`{"version":"1.1.0","primary_column":"` + parquetGeometry + `","columns":{"` + parquetGeometry +
		`":{"encoding":"WKB","orientation":"counterclockwise","geometry_types":`)
	dst = appendArray(dst, s.types, appendString)
	if len(s.types) > 0 {
		dst = append(dst, `,"bbox":`...)
		dst = appendArray(dst, []float64{s.box.Min[0], s.box.Min[1], s.box.Max[0], s.box.Max[1]}, func(dst []byte, v float64) []byte {
			return appendNumber(dst, v, coordinateDecimals)
		})
	}
	dst = append(dst, `,"covering":{"bbox":{`...)
	for i, edge := range parquetEdges {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(appendString(dst, edge), `:["`+parquetBox+`","`+edge+`"]`...)
	}
	return string(dst) + `}}}}}`
}
