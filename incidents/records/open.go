package records

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"incidentmap/geo/projection"
	"incidentmap/incidents"
)

// Options override what is found from a file's content. The zero value leaves all of it
// to be found.
type Options struct {
	Format    string // csv, tsv, xlsx, json, geojson, geojsonseq, kml, kmz, gpx, gpkg, parquet, fgb, zip or gz
	Encoding  string // any name of the WHATWG Encoding Standard or of IANA
	Separator string // one ASCII character, or "tab"
	Header    *bool  // whether a table has a header
	Sheet     string // the sheet of a workbook or the table of a GeoPackage; empty for all
	EPSG      int    // the coordinate system of geometries, in place of what the file says
	Limits    Limits
}

// Opener opens files, and keeps what their records are read from: open archives, and on disk
// what had to be unpacked. It is for one goroutine at a time.
type Opener struct {
	opts    Options
	dir     string // of what was unpacked; empty for nothing
	closers []func() error
}

// NewOpener makes an opener, which is to be closed when no records are read any more.
func NewOpener(opts Options) *Opener {
	opts.Limits = opts.Limits.withDefaults()
	return &Opener{opts: opts}
}

// Close closes what is open, and removes what was unpacked.
func (o *Opener) Close() error {
	var err error
	for _, f := range slices.Backward(o.closers) {
		err = errors.Join(err, f())
	}
	o.closers = nil
	if o.dir != "" {
		err = errors.Join(err, os.RemoveAll(o.dir))
		o.dir = ""
	}
	return err
}

// Open finds out what a file is and gives its tables and sets of features, in the file's
// order. Members of archives are files of their own; one that cannot be read has Err
// set. It is an error when there is nothing to read: incidents.EInvalid with what to do,
// ETooLarge when a limit is passed, ENotFound when there is no such file.
func (o *Opener) Open(ctx context.Context, path string) ([]*File, error) {
	if err := o.opts.check(); err != nil {
		return nil, err
	}
	src, err := onDisk(path, o.opts.Limits)
	if err != nil {
		return nil, err
	}
	files, err := o.open(ctx, src, 0)
	if err != nil {
		return nil, err
	}
	var all []error
	for _, f := range files {
		if f.Err == nil {
			return files, nil
		}
		all = append(all, f.Err)
	}
	if len(all) > mostTold {
		all = append(all[:mostTold], fmt.Errorf("%s: %d more files in it cannot be read", src.name, len(all)-mostTold))
	}
	if len(all) > 0 {
		return nil, errors.Join(all...)
	}
	return nil, incidents.Errorf(incidents.EInvalid, src.name, "holds no table and no features")
}

// mostTold is how many names or faults an error lists.
const mostTold = 20

func (o Options) check() error {
	if o.Format != "" && !strings.Contains(" "+strings.ReplaceAll(knownFormat, ",", " ")+" ", " "+o.Format+" ") {
		return incidents.Errorf(incidents.EInvalid, "format", "%s is not known; use %s", incidents.Quote(o.Format), knownFormat)
	}
	if o.Separator != "" {
		if _, err := separatorByte(o.Separator); err != nil {
			return err
		}
	}
	if _, ok := projection.Find(o.EPSG); o.EPSG != 0 && !ok {
		return incidents.Errorf(incidents.EInvalid, "crs", "EPSG:%d is not known", o.EPSG)
	}
	return nil
}

// separatorByte reads a separator as people write it.
func separatorByte(s string) (byte, error) {
	switch strings.ToLower(s) {
	case "tab", `\t`:
		return '\t', nil
	case "comma":
		return ',', nil
	case "semicolon":
		return ';', nil
	case "pipe":
		return '|', nil
	}
	if len(s) != 1 || s[0] >= 0x80 || s == `"` || s == "\n" || s == "\r" || s == "\x00" {
		return 0, incidents.Errorf(incidents.EInvalid, "separator", "%s cannot part cells; use one character such as , or ; or the word tab", incidents.Quote(s))
	}
	return s[0], nil
}

func (o *Opener) open(ctx context.Context, src source, depth int) ([]*File, error) {
	if depth > o.opts.Limits.Archives {
		return nil, incidents.Errorf(incidents.ETooLarge, src.name, "lies in more than %d archives, the limit; unpack it first", o.opts.Limits.Archives)
	}
	raw, whole, err := src.beginning(ctx, sampleBytes)
	if err != nil {
		return nil, &incidents.Error{Code: incidents.CodeOf(err), Field: src.name, Message: "cannot be read", Err: err}
	}
	format, err := binaryKind(src.name, raw)
	if err != nil {
		return nil, err
	}
	if forced := o.opts.Format; format != zipFormat && format != gzFormat && forced != "" && forced != zipFormat && forced != gzFormat {
		format = strings.Replace(forced, kmzFormat, zipFormat, 1)
	}
	switch format {
	case zipFormat:
		return o.openZip(ctx, src, depth)
	case gzFormat:
		return o.open(ctx, src.gunzipped(), depth+1)
	case gpkgFormat:
		return o.openGeoPackage(ctx, src)
	case xlsxFormat:
		a, err := o.openArchive(ctx, src)
		if err != nil {
			return nil, err
		}
		return o.openWorkbook(ctx, a)
	case fgbFormat, parquetFile:
		open := o.openFlatGeobuf
		if format == parquetFile {
			open = o.openParquet
		}
		f, err := open(ctx, src)
		if err != nil {
			return nil, err
		}
		return []*File{src.budget.hold(f)}, nil
	}
	f, err := o.openText(ctx, src, format, raw, whole)
	if err != nil {
		return nil, err
	}
	return []*File{src.budget.hold(f)}, nil
}

// openZip opens a workbook, or each member of an archive.
func (o *Opener) openZip(ctx context.Context, src source, depth int) ([]*File, error) {
	a, err := o.openArchive(ctx, src)
	if err != nil {
		return nil, err
	}
	all := a.members()
	switch kind, err := zipKind(src.name, all); {
	case err != nil:
		return nil, err
	case kind == xlsxFormat:
		return o.openWorkbook(ctx, a)
	case kind == odsFormat:
		for _, m := range all {
			if m.entry == "content.xml" {
				return o.openODS(ctx, a, m.source)
			}
		}
	}
	var files []*File
	shapes, all := shapefiles(all)
	for _, parts := range shapes {
		files = append(files, o.openShapefile(ctx, parts))
	}
	for _, m := range all {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if m.err != nil {
			files = append(files, &File{Name: m.name, Err: m.err})
			continue
		}
		inside, err := o.open(ctx, m.source, depth+1)
		if err != nil {
			inside = []*File{{Name: m.name, Err: err}}
		}
		files = append(files, inside...)
	}
	return files, nil
}

// noSuch tells that an option names a part of a file that is not there.
func noSuch(name, what, wanted string, have []string) error {
	return incidents.Errorf(incidents.ENotFound, name, "has no %s %s; it has %s", what, incidents.Quote(wanted), quotedList(have))
}

// quotedList quotes the first of some names.
func quotedList(names []string) string {
	quoted := make([]string, 0, mostTold+1)
	for _, n := range names[:min(len(names), mostTold)] {
		quoted = append(quoted, incidents.Quote(n))
	}
	if more := len(names) - mostTold; more > 0 {
		quoted = append(quoted, fmt.Sprintf("and %d more", more))
	}
	return "[" + strings.Join(quoted, " ") + "]"
}
