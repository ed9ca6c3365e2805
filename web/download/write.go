package download

import (
	"context"
	"io"

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
	if f.Format.Frame != nil {
		return f.copyStored(ctx, w, f.Format.Frame, seqs)
	}
	return f.snap.Moved(ctx, f.Format.Write(ctx, w, f.Heading, f.publics(ctx, seqs)))
}

// incidents gives all incidents of the file.
func (f *File) incidents(ctx context.Context) format.Incidents {
	if f.past != nil {
		return f.pastIncidents(ctx)
	}
	return f.publics(ctx, f.seqs())
}

// publics gives the incidents of changes, few of which are held at a time.
func (f *File) publics(ctx context.Context, seqs numbers) format.Incidents {
	return func(yield func(*incidents.Public, error) bool) {
		next := seqs.parts()
		for some := next(publicsRead); len(some) > 0; some = next(publicsRead) {
			for p, err := range f.from.store.Publics(ctx, some) {
				if !yield(p, err) || err != nil {
					return
				}
			}
			if ctx.Err() != nil {
				return // the incidents may have ended with it, and format looks at it
			}
		}
	}
}

// publicsRead is how many incidents are read at a time.
const publicsRead = 512

// seqs gives the changes of the file's incidents: few in reading order; many as they were
// written, which is how a store reads them fastest.
func (f *File) seqs() numbers {
	seqs := f.found.Seqs()
	if len(seqs) > stories.Summed {
		return packNumbers(seqs)
	}
	return listed(seqs)
}

// Bounds of what is read of a store at a time: incidents, and about how many bytes of them.
const (
	mostRead  = 64
	readBytes = 64 << 10
)

func (f *File) copyStored(ctx context.Context, w io.Writer, frame *format.Frame, seqs numbers) error {
	c := copying{File: f, frame: frame, w: w, joiner: format.NewJoiner(&f.Heading.Story, f.Heading.Places, f.Heading.Lang, false)}
	if frame.Opening != nil {
		c.buf = frame.Opening(c.buf, f.Heading)
	}
	next := seqs.parts()
	for some := next(mostRead / 8); len(some) > 0; some = next(c.fitting()) {
		if err := c.copy(ctx, some); err != nil {
			return err
		}
	}
	if err := ctx.Err(); err != nil {
		return err // the features may have ended with it
	}
	if frame.Closing != nil {
		c.buf = frame.Closing(c.buf, c.copied)
	}
	_, err := w.Write(c.buf)
	return err
}

// copying is a file that is put together of what the store has encoded.
type copying struct {
	*File
	frame  *format.Frame
	w      io.Writer
	joiner *format.Joiner
	buf    []byte
	copied int // features
	last   int // features of the last part
	bytes  int // of these
}

// copy writes the features of some changes.
func (c *copying) copy(ctx context.Context, seqs []incidents.Seq) error {
	c.last, c.bytes = 0, 0
	for feature, err := range c.from.store.Features(ctx, seqs, c.Heading.Lang) {
		if err != nil {
			return c.snap.Moved(ctx, err)
		}
		if c.copied > 0 {
			c.buf = append(c.buf, c.frame.Between...)
		}
		c.buf = append(c.buf, c.frame.Begin...)
		url := c.Heading.IncidentPage(&incidents.Public{ID: feature.ID, Story: c.snap.Story.Slug})
		if c.buf, err = c.joiner.AppendURL(c.buf, feature.JSON, "", url); err != nil {
			return err
		}
		c.buf = append(c.buf, c.frame.End...)
		if _, err := c.w.Write(c.buf); err != nil {
			return err
		}
		c.copied++
		c.last++
		c.bytes += len(c.buf)
		c.buf = c.buf[:0]
	}
	if cap(c.buf) > readBytes {
		c.buf = nil // it was of one with a large outline
	}
	return nil
}

// fitting gives how many features like those of the last part fit in what may be read at a time.
func (c *copying) fitting() int {
	if c.bytes == 0 {
		return mostRead
	}
	return min(max(1, readBytes*c.last/c.bytes), mostRead, 4*max(c.last, 1))
}
