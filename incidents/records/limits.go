package records

import (
	"context"
	"io"

	"incidentmap/incidents"
	"incidentmap/incidents/records/delimited"
)

// Limits bound what a file may ask for. A limit of zero is its default.
type Limits struct {
	Bytes    int64 // that come out of one file that was given, with all that lies in it; 8 GiB
	Ratio    int64 // unpacked to packed bytes, beyond the first 64 MiB; 200
	Entries  int   // members of a file's archives, with those within them; 10,000
	Archives int   // archives within archives; 3
	Depth    int   // nesting of JSON and XML; 64
	Cell     int   // bytes of one value; 8 MiB
	Record   int   // bytes of one row or feature in the file; 64 MiB
	Columns  int   // columns of a file; 4,096
	Texts    int   // bytes of the texts that the cells of a workbook share; 128 MiB
	Tables   int   // tables, views, indexes and triggers of a GeoPackage; 20,000
}

// What no limit is asked for.
const (
	// ratioFrom is how much may be unpacked before the ratio counts: small files of one
	// repeated line are honest.
	ratioFrom = 64 << 20
	// mostDirectory is how many bytes the list of an archive's members may have: 800 for each.
	mostDirectory = 8 << 20
	// mostSchema is how many bytes the statements may have that made a GeoPackage's tables.
	mostSchema = 16 << 20
	// mostTexts is how many texts the cells of a workbook may share.
	mostTexts = 4 << 20
	// mostName is how many bytes the name of an archive's member may have, and mostColumnName
	// that of a column.
	mostName       = 500
	mostColumnName = 1000
	// mostColumns is how many columns the tables and sets of features of one file may have
	// together, all of which are known from the beginning.
	mostColumns = 200_000
	// mostRepairs is how many repairs of one record are told.
	mostRepairs = 20
	// elementCost is what an element of XML takes in memory besides its text, in bytes.
	elementCost = 128
	// layoutBytes is how much of a table's first rows is kept to find its header.
	layoutBytes = 16 << 20
)

func (l Limits) withDefaults() Limits {
	orDefault(&l.Bytes, 8<<30)
	orDefault(&l.Ratio, 200)
	orDefault(&l.Entries, 10_000)
	orDefault(&l.Archives, 3)
	orDefault(&l.Depth, 64)
	orDefault(&l.Cell, 8<<20)
	orDefault(&l.Record, 64<<20)
	orDefault(&l.Columns, 4096)
	orDefault(&l.Texts, 128<<20)
	orDefault(&l.Tables, 20_000)
	return l
}

func orDefault[N int | int64](n *N, normal N) {
	if *n <= 0 {
		*n = normal
	}
}

func (l Limits) delimited() delimited.Limits {
	return delimited.Limits{Cell: l.Cell, Row: l.Record, Cells: l.Columns}
}

// budget is what may still come out of a file that was given: it is shared by all that lies in
// it, so that many small archives are no way round the limits of one.
type budget struct {
	limits  Limits
	name    string // of the file that was given
	size    int64  // of it, as it lies on disk
	bytes   int64  // that came out of it, each counted once
	entries int
	columns int
}

// hold gives a file that was opened, or in its place why its columns are too many.
func (b *budget) hold(f *File) *File {
	if f.Err != nil || f.columns == nil {
		return f
	}
	if b.columns+len(f.columns.names) > mostColumns {
		return &File{Name: f.Name, Format: f.Format, Err: incidents.Errorf(incidents.ETooLarge, f.Name, "has%s more than %d columns, the limit; split it", b.besides(f.Name), mostColumns)}
	}
	b.columns += len(f.columns.names)
	return f
}

// take counts bytes that came out of the file, or of a part of it by that name. What is refused
// is not counted, so that what was read before can be read again.
func (b *budget) take(name string, n int64) error {
	switch after := b.bytes + n; {
	case after > b.limits.Bytes:
		return incidents.Errorf(incidents.ETooLarge, name, "unpacks%s to more than %d bytes, the limit; split it", b.besides(name), b.limits.Bytes)
	case after > ratioFrom && after/b.limits.Ratio > max(b.size, 1):
		return incidents.Errorf(incidents.ETooLarge, name, "unpacks%s to more than %d times its size, the limit; unpack it first if it can be trusted", b.besides(name), b.limits.Ratio)
	default:
		b.bytes = after
	}
	return nil
}

// besides names the file whose limit it is, where it is not the one that the error is of.
func (b *budget) besides(name string) string {
	if name == b.name {
		return ""
	}
	return ", with the rest of " + incidents.Quote(b.name) + ","
}

// enter counts members of an archive that lies in the file.
func (b *budget) enter(name string, members int) error {
	if b.entries += members; b.entries > b.limits.Entries {
		return incidents.Errorf(incidents.ETooLarge, name, "holds%s more than %d files, the limit; split it", b.besides(name), b.limits.Entries)
	}
	return nil
}

// unpacked reads what comes out of an archive, as long as the budget lasts.
type unpacked struct {
	ctx    context.Context
	src    io.Reader
	name   string
	budget *budget
	high   *int64 // how far it was ever read: what is read again is not counted again
	n      int64
}

func (u *unpacked) Read(p []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := u.src.Read(p)
	if u.n += int64(n); u.n > *u.high {
		if over := u.budget.take(u.name, u.n-*u.high); over != nil {
			return n, over
		}
		*u.high = u.n
	}
	return n, err
}
