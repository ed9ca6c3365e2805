package records

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"path"
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/records/charset"
	"incidentmap/incidents/records/delimited"
)

const (
	// sampleBytes is how much of a file is looked at to find out what it is.
	sampleBytes = 1 << 20
	// searchBytes is how far a text that begins in ASCII is searched for more.
	searchBytes = 256 << 20
)

// text is a source whose encoding is known.
type text struct {
	source
	encoding string
	skip     int // bytes, in UTF-8, that stand before the data
}

// openUTF8 reads the text as UTF-8.
func (t text) openUTF8(ctx context.Context) (io.ReadCloser, error) {
	src, err := t.open(ctx)
	if err != nil {
		return nil, err
	}
	r, err := charset.NewReader(untilDone{ctx, src}, t.encoding)
	if err != nil {
		return nil, errors.Join(err, src.Close())
	}
	if t.skip > 0 {
		if _, err := io.CopyN(io.Discard, r, int64(t.skip)); err != nil {
			return nil, errors.Join(err, src.Close())
		}
	}
	return closing{Reader: r, close: src.Close}, nil
}

// openText opens a text file of a format that is found when it is empty.
func (o *Opener) openText(ctx context.Context, src source, format string, raw []byte, whole bool) (*File, error) {
	encoding, err := o.findEncoding(ctx, src, raw, whole)
	if err != nil {
		return nil, err
	}
	t := text{source: src, encoding: encoding}
	sample, err := decoded(raw, encoding)
	if err != nil {
		return nil, err
	}
	if format == "" || format == jsonFormat || format == geoJSON {
		t.skip = scriptPrefix(sample)
	}
	if format == "" {
		if format, err = textKind(src.name, sample[t.skip:]); err != nil {
			return nil, err
		}
	}
	if format == csvFormat && o.opts.Format == "" && isProgram(sample) {
		return nil, incidents.Errorf(incidents.EInvalid, src.name, "is a program or a script, and no data that is known; save its data as JSON, GeoJSON or CSV (--format csv reads it as a table all the same)")
	}
	f := &File{Name: src.name, Format: format, Encoding: encoding}
	switch format {
	case csvFormat, tsvFormat:
		return f, o.openDelimited(ctx, f, t, sample, whole)
	case jsonFormat, geoJSON, geoJSONSeq:
		return f, o.openJSON(ctx, f, t, sample)
	case kmlFormat:
		return f, o.openKML(ctx, f, t)
	case gpxFormat:
		return f, o.openGPX(ctx, f, t)
	}
	return nil, incidents.Errorf(incidents.EInvalid, src.name, "is not a file of the format %s", format)
}

// findEncoding takes the encoding that is asked for, or what the content speaks for. XML
// says itself which of the single-byte encodings it is in.
func (o *Opener) findEncoding(ctx context.Context, src source, raw []byte, whole bool) (string, error) {
	if o.opts.Encoding != "" {
		name, err := charset.Canonical(o.opts.Encoding)
		if err != nil {
			return "", &incidents.Error{Code: incidents.EInvalid, Field: "encoding", Message: "cannot be used", Err: err}
		}
		return name, nil
	}
	guess := charset.Detect(raw)
	if guess.ASCII && !whole {
		further, err := beyondASCII(ctx, src)
		if err != nil {
			return "", err
		}
		guess = charset.Detect(further)
	}
	if guess.Name == charset.Windows1252 || guess.Name == charset.Macintosh {
		if name, err := charset.Canonical(declaredEncoding(raw)); err == nil && name != charset.UTF8 {
			return name, nil
		}
	}
	return guess.Name, nil
}

// beyondASCII reads on to the first byte that is not ASCII and gives what follows the
// line break before it.
func beyondASCII(ctx context.Context, src source) ([]byte, error) {
	r, err := src.open(ctx)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	b := bufio.NewReaderSize(r, sampleBytes)
	for read := 0; read < searchBytes && ctx.Err() == nil; {
		chunk, err := b.Peek(sampleBytes)
		for i, c := range chunk {
			if c < 0x80 {
				continue
			}
			if i == 0 || err != nil {
				return chunk, nil
			}
			from := bytes.LastIndexAny(chunk[:i], "\r\n") + 1
			if from == 0 {
				return chunk, nil
			}
			_, _ = b.Discard(from)
			chunk, _ = b.Peek(sampleBytes)
			return chunk, nil
		}
		if err != nil {
			return nil, nil // the end, or trouble that reading will meet again
		}
		read += len(chunk)
		_, _ = b.Discard(len(chunk))
	}
	return nil, ctx.Err()
}

// declaredEncoding reads the encoding of an XML declaration.
func declaredEncoding(raw []byte) string {
	head, _, _ := strings.Cut(string(raw[:min(len(raw), 200)]), "?>")
	if !strings.HasPrefix(head, "<?xml") {
		return ""
	}
	_, after, ok := strings.Cut(head, "encoding=")
	if !ok || len(after) < 2 {
		return ""
	}
	label, _, _ := strings.Cut(after[1:], after[:1])
	return label
}

// decoded gives a sample of a text as UTF-8. A character cut at its end is let go.
func decoded(raw []byte, encoding string) ([]byte, error) {
	r, err := charset.NewReader(bytes.NewReader(raw), encoding)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

// openDelimited finds how the table is written.
func (o *Opener) openDelimited(ctx context.Context, f *File, t text, sample []byte, whole bool) error {
	separator := byte(0)
	if f.Format == tsvFormat {
		separator = '\t'
	}
	if o.opts.Separator != "" {
		var err error
		if separator, err = separatorByte(o.opts.Separator); err != nil {
			return err
		}
	}
	d := delimited.Sniff(sample, separator, whole)
	if d.Width == 1 && separator == 0 && strings.EqualFold(path.Ext(t.base), ".tsv") {
		d.Separator = '\t'
	}
	open := func(ctx context.Context) (rows, error) {
		src, err := t.openUTF8(ctx)
		if err != nil {
			return nil, err
		}
		r := delimited.NewReader(src, d, o.opts.Limits.delimited(), t.encoding != charset.UTF8)
		if d.Declared {
			_, err = r.Read()
		}
		return textRows{r, src}, err
	}
	tab, notes, err := newTable(ctx, o.opts.Limits, o.opts.Header, open)
	if err != nil && !errors.Is(err, io.EOF) {
		return &incidents.Error{Code: incidents.CodeOf(err), Field: f.Name, Message: "cannot be read", Err: err}
	}
	if tab == nil {
		return incidents.Errorf(incidents.EInvalid, f.Name, "is empty")
	}
	if o.opts.Format == "" && (tab.header == 1 || len(tab.columns.names) <= 1) && isProse(t.base) {
		return incidents.Errorf(incidents.EInvalid, f.Name, "is a text without columns, and no table; save its data as CSV, a spreadsheet or GeoJSON (--format csv reads it as a table all the same)")
	}
	f.Separator, f.Notes, f.Tags, f.columns, f.stream = string(d.Separator), notes, tab.tags, tab.columns, tab
	if d.Separator == '\t' {
		f.Format = tsvFormat
	}
	return nil
}

// isProse tells the name of a file that is no table unless it has columns.
func isProse(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".csv", ".tsv", ".tab", ".psv", ".dat":
		return false
	}
	return true
}

// textRows are the rows of a text and what to close behind them.
type textRows struct {
	*delimited.Reader
	io.Closer
}
