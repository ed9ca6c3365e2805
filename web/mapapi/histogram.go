package mapapi

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strconv"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/incidents/index"
	"incidentmap/web/calendar"
	"incidentmap/web/respond"
	"incidentmap/web/stories"
)

// fewBuckets is how many buckets of a unit a span may have before the next longer is taken.
const fewBuckets = 120

// histogramDocument is what is told of counts by time. Instants are in the story's zone.
type histogramDocument struct {
	story    string
	seq      incidents.Seq
	zone     *time.Location
	from, to time.Time // to is not included; zero when no time is known
	width    string
	counts   index.Histogram
}

// appendTo writes the document as JSON. Of all that tells it, buckets by kind are many, and encoding/json takes most of an answer's
// time over them.
func (d *histogramDocument) appendTo(b []byte) []byte {
	b = strconv.AppendInt(append(appendQuoted(append(b, `{"story":`...), d.story), `,"seq":`...), int64(d.seq), 10)
	b = appendQuoted(append(b, `,"zone":`...), d.zone.String())
	b = append(d.appendInstant(append(b, `,"from":`...), d.from), `,"to":`...)
	b = d.appendInstant(b, d.to)
	if d.width != "" {
		b = appendQuoted(append(b, `,"width":`...), d.width)
	}
	b = append(b, `,"buckets":[`...)
	all := d.counts.Untimed + d.counts.Outside
	var kinds []index.KindCount
	for i := range d.counts.Buckets {
		bucket := &d.counts.Buckets[i]
		if i > 0 {
			b = append(b, ',')
		}
		all += bucket.Count
		b = append(d.appendInstant(append(b, `{"start":`...), bucket.Start), `,"count":`...)
		b = append(strconv.AppendInt(b, int64(bucket.Count), 10), `,"kinds":{`...)
		kinds = append(kinds[:0], bucket.Kinds...)
		slices.SortFunc(kinds, func(a, b index.KindCount) int { return cmp.Compare(a.Kind, b.Kind) })
		for k := range kinds {
			if k > 0 {
				b = append(b, ',')
			}
			b = append(appendQuoted(b, string(kinds[k].Kind)), ':')
			b = strconv.AppendInt(b, int64(kinds[k].Count), 10)
		}
		b = append(b, "}}"...)
	}
	b = strconv.AppendInt(append(b, `],"untimed":`...), int64(d.counts.Untimed), 10)
	b = strconv.AppendInt(append(b, `,"outside":`...), int64(d.counts.Outside), 10)
	b = strconv.AppendInt(append(b, `,"count":`...), int64(all), 10) // all three together
	return append(b, '}')
}

// appendInstant writes an instant in the story's zone; null for none.
func (d *histogramDocument) appendInstant(b []byte, t time.Time) []byte {
	if t.IsZero() {
		return append(b, "null"...)
	}
	return append(t.In(d.zone).AppendFormat(append(b, '"'), time.RFC3339), '"')
}

// appendQuoted writes an id or a name, which has nothing in it that JSON escapes.
func appendQuoted(b []byte, id string) []byte { return append(append(append(b, '"'), id...), '"') }

// histogram answers with counts by time. Buckets are of a width that people count in, or as
// many of the same width as buckets says.
func (m *Maps) histogram(w http.ResponseWriter, r *http.Request) error {
	a, err := m.read(r, "buckets", "from", "to")
	if err != nil {
		return err
	}
	var problems incidents.Problems
	span := incidents.Interval{}
	if a.filter.Time != nil {
		span = *a.filter.Time
		if !span.To.IsZero() {
			span.To = span.To.Add(time.Microsecond) // the end of a span is not in it
		}
	}
	readEnd(a, "from", &span.From, &problems)
	readEnd(a, "to", &span.To, &problems)
	n := 0
	if a.words.Has("buckets") {
		n, err = strconv.Atoi(a.words.Get("buckets"))
		if err != nil || n < 1 || n > calendar.MaxBuckets {
			problems.Add("buckets", "%s is not one of 1 to %d", incidents.Quote(a.words.Get("buckets")), calendar.MaxBuckets)
		}
	}
	if !span.From.IsZero() && !span.To.IsZero() && !span.From.Before(span.To) {
		problems.Add("to", "is not after from")
	}
	if err := problems.Err(); err != nil {
		return err
	}
	return m.send(w, a, respond.JSONType, a.lang.Vary, func() ([]byte, error) {
		body, err := m.kept(r.Context(), &a.found, func(context.Context) (*format.Template, error) {
			return &format.Template{Text: count(&a.found, span, n).appendTo(nil)}, nil
		}, "histogram", moment(span.From), moment(span.To), n)
		if err != nil {
			return nil, err
		}
		return body.Text, nil
	})
}

// readEnd reads an end of the span: a date in the story's zone, or an RFC 3339 instant.
func readEnd(a *asked, name string, end *time.Time, problems *incidents.Problems) {
	if !a.words.Has(name) {
		return
	}
	text := a.words.Get(name)
	t, err := time.ParseInLocation(time.DateOnly, text, a.found.Snapshot.Zone)
	if err != nil {
		t, err = time.Parse(time.RFC3339, text)
	}
	if err != nil {
		problems.Add(name, "%s is neither a date nor an instant; write 2026-02-22 or 2026-02-22T18:00:00Z", incidents.Quote(text))
		return
	}
	*end = t
}

// count makes the document of a span, whose zero ends stand for those of what is found: of n
// buckets, or of 0 for a width that fits.
func count(s *stories.Selection, span incidents.Interval, n int) *histogramDocument {
	snap, zone := s.Snapshot.Snapshot, s.Snapshot.Zone
	from, to := span.From, span.To
	if from.IsZero() || to.IsZero() {
		sum := snap.Summary(s.Query)
		if from.IsZero() {
			from = sum.Start
		}
		if to.IsZero() && !sum.End.IsZero() {
			to = sum.End.Add(time.Microsecond)
		}
	}
	doc := histogramDocument{story: s.Snapshot.Story.Slug, seq: snap.Changed(), zone: zone}
	known := !from.IsZero() && !to.IsZero() && from.Before(to)
	switch {
	case known && n == 0:
		u := calendar.UnitFor(from, to, fewBuckets, 0)
		var starts []time.Time
		starts, to = u.Edges(from, to, zone)
		from, doc.width = starts[0], u.Name
		doc.counts = snap.HistogramAt(s.Query, starts, to)
	case known:
		doc.counts = snap.Histogram(s.Query, from, to, n)
	default:
		doc.counts = snap.HistogramAt(s.Query, nil, time.Time{})
	}
	if known {
		doc.from, doc.to = from, to
	}
	return &doc
}
