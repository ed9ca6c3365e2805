package records

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"incidentmap/geo/projection"
	"incidentmap/incidents"
)

// flatGeobuf is a file of FlatGeobuf (https://flatgeobuf.org, version 3 of its specification): the
// magic bytes, the header, an index that is passed over, and the features, each after its size.
type flatGeobuf struct {
	source
	columns *columns
	limits  Limits
	system  *projection.Projection
	kinds   []byte // of the columns
	shape   uint64 // the type of all geometries, 0 for several
	height  bool
	count   uint64 // features, 0 when the header does not say
	from    int64  // where the features begin
}

// fgbMagic is what a file begins with; the last byte is the patch level, which changes nothing.
const fgbMagic = "fgb\x03fgb"

// fgbTypes are the numbers of the types of columns (header.fbs).
const (
	fgbByte = iota
	fgbUByte
	fgbBool
	fgbShort
	fgbUShort
	fgbInt
	fgbUInt
	fgbLong
	fgbULong
	fgbFloat
	fgbDouble
	fgbString
	fgbJSON
	fgbDateTime
	fgbBinary
)

// openFlatGeobuf reads the header.
func (o *Opener) openFlatGeobuf(ctx context.Context, src source) (*File, error) {
	s := &flatGeobuf{source: src, columns: newColumns(o.opts.Limits.Columns), limits: o.opts.Limits}
	f := &File{Name: src.name, Format: fgbFormat, columns: s.columns, stream: s}
	in, err := src.open(ctx)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	r := bufio.NewReaderSize(in, 64<<10)
	var head [12]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return nil, incidents.Errorf(incidents.EInvalid, src.name, "is a FlatGeobuf file that is cut off in its header")
	}
	if string(head[:len(fgbMagic)]) != fgbMagic {
		return nil, incidents.Errorf(incidents.EInvalid, src.name, "is not a FlatGeobuf file")
	}
	content, err := fgbBuffer(r, binary.LittleEndian.Uint32(head[8:]), o.opts.Limits.Record, nil)
	if err == nil {
		s.from = int64(len(head) + len(content))
		err = o.describeFlatGeobuf(f, s, content)
	}
	var known *incidents.Error
	switch {
	case errors.As(err, &known):
		return nil, err
	case err != nil:
		return nil, &incidents.Error{Code: incidents.EInvalid, Field: src.name, Message: "is a FlatGeobuf file whose header cannot be read; save it anew, as GeoJSON or GeoPackage", Err: err}
	}
	return f, nil
}

func (o *Opener) describeFlatGeobuf(f *File, s *flatGeobuf, content []byte) error {
	header, err := fbRoot(content)
	if err != nil {
		return err
	}
	var height, node uint64
	for _, n := range []struct {
		member, bytes int
		normal        uint64
		to            *uint64
	}{{2, 1, 0, &s.shape}, {3, 1, 0, &height}, {8, 8, 0, &s.count}, {9, 2, 16, &node}} {
		if *n.to, err = header.number(n.member, n.bytes, n.normal); err != nil {
			return err
		}
	}
	s.height = height != 0
	if f.Title, err = header.text(11); err != nil {
		return err
	}
	index, err := fgbIndexBytes(s.count, node)
	if err != nil {
		return err
	}
	s.from += index
	fields, err := header.tables(7)
	if err != nil {
		return err
	}
	if len(fields) > o.opts.Limits.Columns {
		return incidents.Errorf(incidents.ETooLarge, f.Name, "has more than %d columns, the limit", o.opts.Limits.Columns)
	}
	for _, field := range fields {
		name, err := field.text(0)
		if err != nil {
			return err
		}
		kind, err := field.number(1, 1, 0)
		if err != nil {
			return err
		}
		if note, ok := s.columns.add(name); ok {
			f.Notes = append(f.Notes, note)
		}
		s.kinds = append(s.kinds, byte(kind))
	}
	if s.system, err = o.systemOfFlatGeobuf(f, header); err == nil {
		f.noteSystem(s.system)
	}
	return err
}

// fgbIndexBytes is how long the index is: a packed R-tree of nodes of 40 bytes, each level a node's
// size smaller than the one below.
func fgbIndexBytes(features, node uint64) (int64, error) {
	const most = 1 << 40
	switch {
	case node == 0 || features == 0:
		return 0, nil
	case node == 1 || features > most:
		return 0, fmt.Errorf("it counts %d features in nodes of %d", features, node)
	}
	total := features
	for n := features; n > 1 || total == features; {
		n = (n + node - 1) / node
		total += n
	}
	return int64(40 * total), nil
}

func (o *Opener) systemOfFlatGeobuf(f *File, header fbTable) (*projection.Projection, error) {
	if o.opts.EPSG != 0 {
		return systemCoded(f.Name, o.opts.EPSG)
	}
	crs, ok, err := header.table(10)
	if err != nil {
		return nil, err
	}
	var code uint64
	var words [4]string // organization, name, description, WKT
	var named string
	if ok {
		if code, err = crs.number(1, 4, 0); err != nil {
			return nil, err
		}
		for i, member := range []int{0, 2, 3, 4} {
			if words[i], err = crs.text(member); err != nil {
				return nil, err
			}
		}
		if named, err = crs.text(5); err != nil {
			return nil, err
		}
	}
	switch org := words[0]; {
	case code != 0 && (org == "" || org == "EPSG"):
		return systemCoded(f.Name, int(int32(code)))
	case named != "":
		return systemNamed(f.Name, org+":"+named)
	case words[3] != "":
		return systemOfWKT(f.Name, words[3])
	case code != 0:
		return nil, incidents.Errorf(incidents.EInvalid, f.Name, "its coordinate system %s is not known; write the file in WGS 84 (EPSG:4326)", incidents.Quote(fmt.Sprintf("%s:%d", org, code)))
	}
	f.Notes = append(f.Notes, Repair{What: Projected, Detail: "nothing says in which coordinate system the file is; it is taken for degrees of WGS 84; --crs decides otherwise"})
	return nil, nil
}

// fgbBuffer reads a FlatBuffer of a size that was told. Memory grows with what is there.
func fgbBuffer(r io.Reader, size uint32, most int, into []byte) ([]byte, error) {
	if int64(size) > int64(most) {
		return nil, fmt.Errorf("a part of it has %d bytes; the limit is %d", size, most)
	}
	into = into[:0]
	for len(into) < int(size) {
		n := min(int(size)-len(into), max(64<<10, len(into)))
		from := len(into)
		if cap(into) < from+n {
			into = append(make([]byte, 0, from+n), into...)
		}
		into = into[:from+n]
		if _, err := io.ReadFull(r, into[from:]); err != nil {
			return nil, errFGBCut
		}
	}
	return into, nil
}

var errFGBCut = errors.New("the file is cut off")

func (s *flatGeobuf) read(ctx context.Context, yield func(*Record) bool) error {
	in, err := s.open(ctx)
	if err != nil {
		return err
	}
	defer in.Close()
	r := bufio.NewReaderSize(untilDone{ctx, in}, 64<<10)
	if n, err := io.CopyN(io.Discard, r, s.from); err != nil {
		if n < s.from && errors.Is(err, io.EOF) {
			return fmt.Errorf("its header counts %d features, and the file is cut off in their index", s.count)
		}
		return err
	}
	b := newBuilder(s.columns, s.limits, s.system)
	var content []byte
	for n := uint64(0); ; n++ {
		var size [4]byte
		switch _, err := io.ReadFull(r, size[:]); {
		case errors.Is(err, io.EOF) && s.count != 0 && n != s.count:
			return fmt.Errorf("its header counts %d features, and %d are in it", s.count, n)
		case errors.Is(err, io.EOF):
			return nil
		case errors.Is(err, io.ErrUnexpectedEOF):
			return errFGBCut
		case err != nil:
			return err
		}
		if content, err = fgbBuffer(r, binary.LittleEndian.Uint32(size[:]), s.limits.Record, content); err != nil {
			return err
		}
		b.begin()
		record := b.finish
		if err := s.feature(b, content); err != nil {
			record = func() *Record { return b.fail(err) }
		}
		if !yield(record()) {
			return nil
		}
	}
}

// feature reads the properties and the geometry of a feature. An error is of this feature alone.
func (s *flatGeobuf) feature(b *builder, content []byte) error {
	f, err := fbRoot(content)
	if err != nil {
		return err
	}
	properties, err := f.vector(1, 1)
	if err != nil {
		return err
	}
	if own, err := f.tables(2); err != nil || len(own) > 0 {
		return errors.Join(err, errors.New("the feature has columns of its own, which are not read; save the file as GeoJSON or GeoPackage"))
	}
	if err := s.properties(b, properties); err != nil {
		return err
	}
	g, ok, err := f.table(0)
	if err == nil && ok {
		err = s.place(b, g)
	}
	if err != nil {
		b.rec.Repairs = addRepair(b.rec.Repairs, Repair{What: GeometryRefused, Detail: err.Error() + "; the record is kept without a geometry", Lost: true})
	}
	return nil
}
