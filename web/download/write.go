package download

import (
	"context"
	"io"
	"slices"

	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/web/stories"
)

// Write makes the file. It reads batch by batch, however many incidents there are, and
// ends with the context. After an error, what was written is not a whole file.
func (f *File) Write(ctx context.Context, w io.Writer) error {
	if f.by != "" {
		return f.writeAreas(ctx, w)
	}
	if f.past != nil {
		return f.Format.Write(ctx, w, f.Heading, f.pastIncidents(ctx))
	}
	seqs := f.seqs()
	if frame, stored := frameOf(f.Format.Ext); stored {
		return f.copyStored(ctx, w, frame, seqs)
	}
	return f.view.Moved(ctx, f.Format.Write(ctx, w, f.Heading, f.from.store.Publics(ctx, seqs)))
}

// incidents gives all that the file tells of.
func (f *File) incidents(ctx context.Context) format.Incidents {
	if f.past != nil {
		return f.pastIncidents(ctx)
	}
	return f.from.store.Publics(ctx, f.seqs())
}

// seqs gives the changes that the file tells of: few in reading order; many as they were
// written, which is how a store reads them fastest.
func (f *File) seqs() []incidents.Seq {
	seqs := f.found.Seqs()
	if len(seqs) > stories.Summed {
		slices.Sort(seqs)
	}
	return seqs
}

// frame is how a format puts together features that the store has encoded.
type frame struct {
	opening             func(dst []byte, h format.Heading) []byte
	begin, between, end string // of each feature
	closing             func(dst []byte, n int) []byte
}

// frameOf gives the frame of a format whose features are GeoJSON: their bytes are copied
// and no incident is read or encoded.
func frameOf(ext string) (frame, bool) {
	switch ext {
	case "geojson":
		return frame{opening: format.AppendOpening, between: format.Between, closing: format.AppendClosing}, true
	case "geojsonl":
		return frame{end: "\n"}, true
	case "geojsons":
		return frame{begin: "\x1e", end: "\n"}, true
	}
	return frame{}, false
}

func (f *File) copyStored(ctx context.Context, w io.Writer, frame frame, seqs []incidents.Seq) error {
	var buf []byte
	if frame.opening != nil {
		buf = frame.opening(buf, f.Heading)
	}
	between := ""
	for feature, err := range f.from.store.Features(ctx, seqs, f.Heading.Lang) {
		if err != nil {
			return f.view.Moved(ctx, err)
		}
		buf = append(append(buf, between...), frame.begin...)
		url := f.Heading.IncidentPage(&incidents.Public{ID: feature.ID, Story: f.view.Story.Slug})
		if buf, err = format.AppendURL(buf, feature.JSON, "", url); err != nil {
			return err
		}
		if _, err := w.Write(append(buf, frame.end...)); err != nil {
			return err
		}
		buf, between = buf[:0], frame.between
	}
	if err := ctx.Err(); err != nil {
		return err // the features may have ended with it
	}
	if frame.closing != nil {
		buf = frame.closing(buf, len(seqs))
	}
	_, err := w.Write(buf)
	return err
}
