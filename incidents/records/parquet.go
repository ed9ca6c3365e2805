package records

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"

	"incidentmap/geo/projection"
	"incidentmap/incidents"
	"incidentmap/incidents/records/chunks"
)

// parquetTable is a Parquet file: its rows, with the geometry of GeoParquet 1.1 where there is one.
type parquetTable struct {
	source
	at      string // where it lies on disk
	columns *columns
	limits  Limits
	system  *projection.Projection
	leaves  []leaf
	high    map[int64]int64 // by where a column's pages begin: how far they were ever counted
}

// leaf is a column of single values.
type leaf struct {
	column   int // of the record; -1 for one that is not read
	isShape  bool
	repeated bool // a list, whose values become JSON
	write    textWriter
	pages    chunks.Column // what is alike in all groups of rows
}

// openParquet looks through the file, and finds its columns.
func (o *Opener) openParquet(ctx context.Context, src source) (*File, error) {
	at, err := o.local(ctx, src)
	if err != nil {
		return nil, err
	}
	t := &parquetTable{source: src, at: at, columns: newColumns(o.opts.Limits.Columns), limits: o.opts.Limits, high: map[int64]int64{}}
	f := &File{Name: src.name, Format: parquetFile, columns: t.columns, stream: t}
	err = t.with(func(_ *os.File, file *parquet.File) error {
		return guarded(func() error { return o.describeParquet(f, t, file) })
	})
	var known *incidents.Error
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.As(err, &known):
		return nil, err
	case errors.Is(err, chunks.ErrTooLarge):
		return nil, &incidents.Error{Code: incidents.ETooLarge, Field: src.name, Message: "is too large a Parquet file", Err: err}
	case err != nil:
		return nil, &incidents.Error{Code: incidents.EInvalid, Field: src.name, Message: "is a Parquet file that cannot be read; save it anew, or as CSV, GeoJSON or GeoPackage", Err: err}
	}
	return f, nil
}

// guarded calls the library, which tells of some damage by a panic.
func guarded(call func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("it is damaged: %s", shorten(fmt.Sprint(p)))
		}
	}()
	return call()
}

// with opens the file for as long as use takes.
func (t *parquetTable) with(use func(*os.File, *parquet.File) error) error {
	on, err := os.Open(t.at)
	if err != nil {
		return err
	}
	defer on.Close()
	info, err := on.Stat()
	if err != nil {
		return err
	}
	if err := chunks.Footer(on, info.Size()); err != nil {
		return err
	}
	var file *parquet.File
	err = guarded(func() (err error) {
		file, err = parquet.OpenFile(on, info.Size(), parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
		return err
	})
	if err != nil {
		return fmt.Errorf("it is damaged: %w", err)
	}
	return use(on, file)
}

// leavesOf lists the columns that hold values, in the order of the file.
func leavesOf(c *parquet.Column, into []*parquet.Column) []*parquet.Column {
	if c.Leaf() {
		return append(into, c)
	}
	for _, in := range c.Columns() {
		into = leavesOf(in, into)
	}
	return into
}

// geoParquet is what the metadata "geo" says (https://geoparquet.org, 1.1).
type geoParquet struct {
	Primary string `json:"primary_column"`
	Columns map[string]struct {
		Encoding string          `json:"encoding"`
		CRS      json.RawMessage `json:"crs"`
		Covering struct {
			Box map[string][]string `json:"bbox"`
		} `json:"covering"`
	} `json:"columns"`
}

func (o *Opener) describeParquet(f *File, t *parquetTable, file *parquet.File) error {
	for _, group := range file.Metadata().RowGroups {
		for i := range group.Columns {
			if err := chunks.Unpacks(int(group.Columns[i].MetaData.Codec)); err != nil {
				return err
			}
		}
	}
	said, err := geoOf(file)
	if err != nil {
		return err
	}
	leaves := leavesOf(file.Root(), nil)
	shape := primaryGeometry(said, leaves)
	if shape != "" && !slices.ContainsFunc(leaves, func(c *parquet.Column) bool { return slices.Equal(c.Path(), []string{shape}) }) {
		return incidents.Errorf(incidents.EInvalid, f.Name, "has its geometries in the column %s in encoding %s; write them as WKB", incidents.Quote(shape), incidents.Quote(said.Columns[shape].Encoding))
	}
	for _, c := range leaves {
		path := c.Path()
		name := columnName(path)
		l := leaf{column: -1, pages: chunks.Column{
			Type: chunks.Type(c.Type().Kind()), Length: c.Type().Length(),
			Repetition: c.MaxRepetitionLevel(), Definition: c.MaxDefinitionLevel(),
		}}
		if l.pages.Type == chunks.FixedBytes && l.pages.Length <= 0 {
			return fmt.Errorf("it is damaged: the values of column %s have no length", incidents.Quote(name))
		}
		switch {
		case len(path) == 1 && path[0] == shape:
			l.isShape = true
			if err := o.systemOfParquet(f, t, said, c); err != nil {
				return err
			}
		case isCovering(said, path):
		case c.MaxRepetitionLevel() > 1:
			f.Notes = append(f.Notes, Repair{What: Skipped, Column: shorten(name), Detail: "the column holds lists of lists, which are not read; it was left out", Lost: true})
		default:
			if len(t.columns.names) >= t.limits.Columns {
				return incidents.Errorf(incidents.ETooLarge, f.Name, "has more than %d columns, the limit", t.limits.Columns)
			}
			if l.write, err = writerOf(c); err != nil {
				f.Notes = append(f.Notes, Repair{What: Skipped, Column: shorten(name), Detail: err.Error() + "; it was left out", Lost: true})
				break
			}
			l.column, l.repeated = len(t.columns.names), c.MaxRepetitionLevel() == 1
			if note, ok := t.columns.add(name); ok {
				f.Notes = append(f.Notes, note)
			}
		}
		t.leaves = append(t.leaves, l)
	}
	return nil
}

func geoOf(file *parquet.File) (said geoParquet, err error) {
	text, ok := file.Lookup("geo")
	if !ok {
		return said, nil
	}
	if err := json.Unmarshal([]byte(text), &said); err != nil {
		return said, fmt.Errorf("its metadata \"geo\" cannot be read: %w", err)
	}
	return said, nil
}

// shapeNames are what columns with a geometry are called where nothing in the file says which it is.
var shapeNames = []string{"geometry", "geom", "the_geom", "wkb_geometry", "shape"}

// primaryGeometry names the column with the geometry; empty for none.
func primaryGeometry(said geoParquet, leaves []*parquet.Column) string {
	if said.Primary != "" {
		return said.Primary
	}
	found := ""
	for _, c := range leaves {
		if len(c.Path()) != 1 || c.Type().Kind() != parquet.ByteArray || c.MaxRepetitionLevel() > 0 {
			continue
		}
		if name := c.Path()[0]; isGeometryType(c) || found == "" && isBareBinary(c) && slices.Contains(shapeNames, strings.ToLower(name)) {
			found = name
		}
	}
	return found
}

// isCovering tells the columns of the boxes around geometries.
func isCovering(said geoParquet, path []string) bool {
	for _, c := range said.Columns {
		for _, edge := range c.Covering.Box {
			if slices.Equal(edge, path) {
				return true
			}
		}
	}
	return false
}

// columnName is the path of a column in words: without what the format puts between a list and its
// values.
func columnName(path []string) string {
	kept := path[:1:1]
	for _, p := range path[1:] {
		if p != "list" && p != "element" && p != "item" && p != "array" && p != "bag" && p != "array_element" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, ".")
}

func (o *Opener) systemOfParquet(f *File, t *parquetTable, said geoParquet, c *parquet.Column) (err error) {
	of, described := said.Columns[c.Path()[0]]
	if described && !strings.EqualFold(of.Encoding, "WKB") {
		return incidents.Errorf(incidents.EInvalid, f.Name, "has geometries in encoding %s; write them as WKB", incidents.Quote(of.Encoding))
	}
	crs := string(of.CRS)
	switch {
	case o.opts.EPSG != 0:
		t.system, err = systemCoded(f.Name, o.opts.EPSG)
	case crs == "null":
		f.Notes = append(f.Notes, Repair{What: Projected, Detail: "the file says that its coordinate system is not known; it is taken for degrees of WGS 84; --crs decides otherwise"})
	case crs != "":
		t.system, err = systemOfPROJ(f.Name, of.CRS)
	case described:
	case geometryCRS(c) != "":
		t.system, err = systemNamed(f.Name, geometryCRS(c))
	case !isGeometryType(c):
		f.Notes = append(f.Notes, Repair{What: Projected, Column: shorten(c.Path()[0]), Detail: "nothing but its name says that the column holds geometries, nor in which coordinate system; they are taken for degrees of WGS 84; --crs decides otherwise"})
	}
	f.noteSystem(t.system)
	return err
}

// systemOfPROJ reads the coordinate system of GeoParquet (PROJJSON, https://proj.org/specifications/projjson.html).
func systemOfPROJ(file string, member []byte) (*projection.Projection, error) {
	var crs struct {
		Name string
		ID   struct {
			Authority string
			Code      any
		}
	}
	if err := json.Unmarshal(member, &crs); err != nil {
		return nil, incidents.Errorf(incidents.EInvalid, file, "its crs cannot be read: %v; write the file in WGS 84 (EPSG:4326)", err)
	}
	if crs.ID.Authority != "" {
		return systemNamed(file, fmt.Sprintf("%s:%v", crs.ID.Authority, crs.ID.Code))
	}
	return systemNamed(file, crs.Name)
}

func (t *parquetTable) read(ctx context.Context, yield func(*Record) bool) error {
	return t.with(func(on *os.File, file *parquet.File) error {
		b := newBuilder(t.columns, t.limits, t.system)
		for _, group := range file.Metadata().RowGroups {
			columns, err := t.open(on, file.Size(), group.Columns)
			if err != nil {
				return err
			}
			if more, err := t.group(ctx, b, group.NumRows, columns, yield); err != nil || !more {
				return err
			}
		}
		return nil
	})
}

// open gives the columns of a group of rows; nil for those that are not read.
func (t *parquetTable) open(on *os.File, size int64, of []format.ColumnChunk) ([]*chunks.Column, error) {
	if len(of) != len(t.leaves) {
		return nil, errors.New("it is damaged: a group of rows has other columns than the file")
	}
	columns := make([]*chunks.Column, len(of))
	for i := range of {
		if t.leaves[i].column < 0 && !t.leaves[i].isShape {
			continue
		}
		if of[i].FilePath != "" {
			return nil, errors.New("its values are in other files, which are not read")
		}
		m, c := &of[i].MetaData, t.leaves[i].pages
		c.File, c.From, c.Bytes, c.Codec = on, m.DataPageOffset, m.TotalCompressedSize, int(m.Codec)
		if m.DictionaryPageOffset != 0 {
			c.From = m.DictionaryPageOffset
		}
		if c.From < 4 || c.Bytes < 0 || c.Bytes > size-c.From {
			return nil, errors.New("it is damaged: a column lies beyond the end of the file")
		}
		start := c.From
		c.Take = func(n int64) error {
			if c.From <= t.high[start] {
				return nil // what is read again is not counted again
			}
			err := t.budget.take(t.name, n)
			if err == nil {
				t.high[start] = c.From
			}
			return err
		}
		columns[i] = &c
	}
	return columns, nil
}

// group reads the rows of a group; false when no more are wanted.
func (t *parquetTable) group(ctx context.Context, b *builder, rows int64, columns []*chunks.Column, yield func(*Record) bool) (bool, error) {
	cells := make([]cells, len(columns))
	for i, c := range columns {
		cells[i] = newCells(c)
	}
	for row := range rows {
		if row%64 == 0 && ctx.Err() != nil {
			return false, ctx.Err()
		}
		b.begin()
		for i := range cells {
			if columns[i] == nil {
				continue
			}
			if err := t.cell(b, &t.leaves[i], &cells[i]); err != nil {
				return false, fmt.Errorf("column %d: %w", i+1, err)
			}
		}
		if !yield(b.finish()) {
			return false, nil
		}
	}
	for i := range cells {
		if columns[i] != nil && !cells[i].ended() {
			return false, fmt.Errorf("column %d holds more than the %d rows of its group", i+1, rows)
		}
	}
	return true, nil
}

// cells reads a column row by row, for which it looks one value ahead.
type cells struct {
	of          *chunks.Column
	value       chunks.Value
	has, goesOn bool
	err         error
}

func newCells(c *chunks.Column) cells {
	of := cells{of: c}
	if c != nil {
		of.next()
	}
	return of
}

func (c *cells) next() { c.value, c.has, c.goesOn, c.err = c.of.Next() }

func (c *cells) ended() bool { return errors.Is(c.err, io.EOF) }

// each gives the values of the next row, and then stands before the row that follows.
func (c *cells) each(use func(chunks.Value)) error {
	switch {
	case c.ended():
		return errors.New("it has fewer values than its group has rows")
	case c.err != nil:
		return c.err
	}
	for first := true; c.err == nil && (first || c.goesOn); first = false {
		if c.has {
			use(c.value)
		}
		c.next()
	}
	return nil
}

// cell gives the record the value of a column.
func (t *parquetTable) cell(b *builder, l *leaf, c *cells) error {
	from := len(b.text)
	var list []string
	err := c.each(func(v chunks.Value) {
		if l.isShape {
			t.place(b, v.Bytes)
			return
		}
		text, err := l.write(b.text, v)
		switch {
		case err != nil:
			b.refuse([]byte(b.columns.names[l.column]), from, err.Error()+"; the value was left out")
		case l.repeated:
			list = append(list, string(text[from:]))
		default:
			b.text = text
		}
	})
	if len(list) > 0 {
		text, err := json.Marshal(list)
		if err != nil {
			return err
		}
		b.text = append(b.text, text...)
	}
	if len(b.text) > from {
		b.put(l.column, from)
	}
	return err
}

func (t *parquetTable) place(b *builder, raw []byte) {
	s, err := readWKB(raw, t.limits.Depth)
	if err != nil {
		b.rec.Repairs = addRepair(b.rec.Repairs, Repair{What: GeometryRefused, Detail: err.Error() + "; the record is kept without a geometry", Lost: true})
		return
	}
	b.geometry(s)
}
