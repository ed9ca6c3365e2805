package records

import (
	"io"

	"incidentmap/incidents"
	"incidentmap/incidents/records/delimited"
)

// Limits bound what a file may ask for. A limit of zero is its default.
type Limits struct {
	Bytes    int64 // of one file when it is unpacked; 8 GiB
	Ratio    int64 // unpacked to packed bytes, beyond the first 64 MiB; 200
	Entries  int   // members of an archive; 10,000
	Archives int   // archives within archives; 3
	Depth    int   // nesting of JSON and XML; 64
	Cell     int   // bytes of one value; 8 MiB
	Record   int   // bytes of one row or feature in the file; 64 MiB
	Columns  int   // columns of a file; 4,096
}

// ratioFrom is how much may be unpacked before the ratio counts: small files of one
// repeated line are honest.
const ratioFrom = 64 << 20

func (l Limits) withDefaults() Limits {
	orDefault(&l.Bytes, 8<<30)
	orDefault(&l.Ratio, 200)
	orDefault(&l.Entries, 10_000)
	orDefault(&l.Archives, 3)
	orDefault(&l.Depth, 64)
	orDefault(&l.Cell, 8<<20)
	orDefault(&l.Record, 64<<20)
	orDefault(&l.Columns, 4096)
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

// unpacked reads what comes out of an archive, as long as it keeps to the limits.
type unpacked struct {
	src    io.Reader
	name   string
	packed func() int64 // bytes that were unpacked so far; nil when it is not known
	limits Limits
	n      int64
}

func (u *unpacked) Read(p []byte) (int, error) {
	n, err := u.src.Read(p)
	u.n += int64(n)
	if u.n > u.limits.Bytes {
		return n, incidents.Errorf(incidents.ETooLarge, u.name, "unpacks to more than %d bytes, the limit; split it", u.limits.Bytes)
	}
	if u.packed != nil && u.n > ratioFrom && u.n/u.limits.Ratio > max(u.packed(), 1) {
		return n, incidents.Errorf(incidents.ETooLarge, u.name, "unpacks to more than %d times its size, the limit; unpack it first if it can be trusted", u.limits.Ratio)
	}
	return n, err
}

// counted counts the bytes read through it.
type counted struct {
	src io.Reader
	n   int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.src.Read(p)
	c.n += int64(n)
	return n, err
}
