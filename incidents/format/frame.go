package format

import (
	"bufio"
	"context"
	"io"
)

// Frame is how a format whose features are GeoJSON puts them together. Features that are encoded already are copied
// into it: no incident is read or encoded for it again.
type Frame struct {
	Opening             func(dst []byte, h Heading) []byte // nil for none
	Begin, Between, End string                             // of each feature
	Closing             func(dst []byte, n int) []byte     // of a file of n features; nil for none
}

// The formats of GeoJSON features.
var (
	// collectionFrame is of a FeatureCollection (RFC 7946).
	collectionFrame = Frame{Opening: AppendOpening, Between: Between, Closing: AppendClosing}
	// lineFrame is of a feature a line and nothing else: newline-delimited GeoJSON, as GDAL and the tools around it
	// read and write it under .geojsonl.
	lineFrame = Frame{End: "\n"}
	// sequenceFrame is of a GeoJSON text sequence (RFC 8142): each feature between a record separator and a line end.
	sequenceFrame = Frame{Begin: "\x1e", End: "\n"}
)

// write writes the opening, at once, each incident as a feature, and the closing.
func (f *Frame) write(ctx context.Context, w io.Writer, h Heading, all Incidents) error {
	if f.Opening != nil {
		if _, err := w.Write(f.Opening(nil, h)); err != nil {
			return err
		}
	}
	out := bufio.NewWriterSize(w, writeBuffer)
	var encoded, framed []byte
	n := 0
	err := each(ctx, &h, all, func(v localized) error {
		framed = framed[:0]
		if n > 0 {
			framed = append(framed, f.Between...)
		}
		n++
		encoded = AppendFeature(encoded[:0], v.Public, v.lang)
		var err error
		if framed, err = h.join().AppendURL(append(framed, f.Begin...), encoded, "", v.url); err != nil {
			return err
		}
		framed = append(framed, f.End...)
		_, err = out.Write(framed)
		return err
	})
	if err != nil {
		return err
	}
	if f.Closing != nil {
		if _, err := out.Write(f.Closing(nil, n)); err != nil {
			return err
		}
	}
	return out.Flush()
}
