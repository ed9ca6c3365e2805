package mapapi

import (
	"context"
	"net/http"
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
	Story   string           `json:"story"`
	Seq     incidents.Seq    `json:"seq"`
	Zone    string           `json:"zone"`
	From    *string          `json:"from"` // null when no time is known
	To      *string          `json:"to"`   // not included
	Width   string           `json:"width,omitempty"`
	Buckets []bucketDocument `json:"buckets"`
	Untimed int              `json:"untimed"`
	Outside int              `json:"outside"`
	Count   int              `json:"count"` // all three together
}

type bucketDocument struct {
	Start string                 `json:"start"`
	Count int                    `json:"count"`
	Kinds map[incidents.Kind]int `json:"kinds"`
}

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
			text, err := respond.Marshal(count(&a.found, span, n))
			return &format.Template{Text: text}, err
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
func count(s *stories.Selection, span incidents.Interval, n int) histogramDocument {
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
	doc := histogramDocument{Story: s.Snapshot.Story.Slug, Seq: snap.Changed(), Zone: zone.String(), Buckets: []bucketDocument{}}
	known := !from.IsZero() && !to.IsZero() && from.Before(to)
	var counts index.Histogram
	switch {
	case known && n == 0:
		u := calendar.UnitFor(from, to, fewBuckets, 0)
		var starts []time.Time
		starts, to = u.Edges(from, to, zone)
		from, doc.Width = starts[0], u.Name
		counts = snap.HistogramAt(s.Query, starts, to)
	case known:
		counts = snap.Histogram(s.Query, from, to, n)
	default:
		counts = snap.HistogramAt(s.Query, nil, time.Time{})
	}
	if known {
		doc.From, doc.To = instant(from, zone), instant(to, zone)
	}
	doc.Untimed, doc.Outside = counts.Untimed, counts.Outside
	doc.Count = counts.Untimed + counts.Outside
	for _, b := range counts.Buckets {
		doc.Count += b.Count
		doc.Buckets = append(doc.Buckets, bucketOf(b, zone))
	}
	return doc
}

func bucketOf(b index.Bucket, zone *time.Location) bucketDocument {
	kinds := make(map[incidents.Kind]int, len(b.Kinds))
	for _, k := range b.Kinds {
		kinds[k.Kind] = k.Count
	}
	return bucketDocument{*instant(b.Start, zone), b.Count, kinds}
}

func instant(t time.Time, zone *time.Location) *string {
	text := t.In(zone).Format(time.RFC3339)
	return &text
}
