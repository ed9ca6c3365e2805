package filter

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
	"incidentmap/web/calendar"
	"incidentmap/web/i18n"
	"incidentmap/web/page"
	"incidentmap/web/stories"
)

// Bounds of a timeline.
const (
	fewestBars = 2
	mostBars   = 60
	typical    = 20 // of how many incidents the exactness of times is looked at
)

// Timeline is how many incidents began when, and which part of it is chosen.
type Timeline struct {
	Edges    []int64                   // seconds since 1970 at which buckets begin, and the end of the last
	All      string                    // path of the bars of what every other choice finds, in a box of Buckets by 100
	Chosen   string                    // path of the bars that are in the span as well
	From, To int                       // the buckets that are chosen, the last not included
	Span     string                    // which part that is, in words
	Ends     [2]string                 // its ends, in words
	Day      struct{ From, To string } // the days of a span, where one is chosen
}

// Buckets is how many there are.
func (t *Timeline) Buckets() int { return len(t.Edges) - 1 }

// Last is the number of the last bucket.
func (t *Timeline) Last() int { return len(t.Edges) - 2 }

// newTimeline makes the timeline of what is found; nil where there is nothing to choose. Its axis is that
// of the whole story, so that it stays in place.
func newTimeline(ctx context.Context, p page.Page, found stories.Selection, w *Criteria) (*Timeline, error) {
	snap := found.Snapshot
	least, err := typicalSpan(ctx, snap)
	if err != nil {
		return nil, err
	}
	starts, end := axis(snap, least)
	if len(starts) < fewestBars || len(starts) > calendar.MaxBuckets {
		return nil, nil
	}
	t := &Timeline{To: len(starts)}
	for _, start := range append(slices.Clone(starts), end) {
		t.Edges = append(t.Edges, start.Unix())
	}
	q := found.Query
	if len(q.Classes) == 0 {
		q.Classes = incidents.ClassesOfTheDay()
	}
	q.Time = nil
	counts := make([]int, len(starts))
	for i, b := range snap.HistogramAt(q, starts, end).Buckets {
		counts[i] = b.Count
	}
	if w.Time != nil {
		t.choose(*w.Time)
		day := func(at time.Time) string {
			if at.IsZero() {
				return ""
			}
			return at.In(snap.Zone).Format(time.DateOnly)
		}
		t.Day.From, t.Day.To = day(w.Time.From), day(w.Time.To)
	}
	t.All = bars(counts, 0, len(counts))
	t.Chosen = bars(counts, t.From, t.To)
	t.Ends = t.ends(p.Say, snap.Zone)
	t.Span = t.said()
	return t, nil
}

// axis divides the time of a story, background left out, into no more than about mostBars units that people count
// in, none of less than least: it gives their starts, and the end of the last; none when no time is known.
func axis(snap *stories.Snapshot, least time.Duration) (starts []time.Time, end time.Time) {
	sum := snap.Snapshot.Summary(index.Query{Filter: incidents.Filter{Classes: incidents.ClassesOfTheDay()}})
	if sum.Start.IsZero() || sum.End.IsZero() {
		return nil, time.Time{}
	}
	// A time known to the day ends a second before the day does.
	to := sum.End.Add(time.Microsecond)
	return calendar.UnitFor(sum.Start, to, mostBars, least.Truncate(time.Minute)).Edges(sum.Start, to, snap.Zone)
}

// ends says the ends of the part that is chosen, to the day where buckets are days or more.
func (t *Timeline) ends(in i18n.Language, zone *time.Location) (ends [2]string) {
	byClock := t.Edges[1]-t.Edges[0] < int64(23*time.Hour/time.Second) // a day when clocks are put forward
	for i, at := range []int64{t.Edges[t.From], t.Edges[t.To] - 1} {
		if end := time.Unix(at, 0).In(zone); byClock {
			ends[i] = in.Instant(end, zone).Text
		} else {
			ends[i] = in.Day(end)
		}
	}
	return ends
}

// said says the part that is chosen.
func (t *Timeline) said() string {
	if t.Ends[0] == t.Ends[1] {
		return t.Ends[0]
	}
	return t.Ends[0] + " – " + t.Ends[1]
}

// choose takes the buckets that a span meets.
func (t *Timeline) choose(span incidents.Interval) {
	last := t.Last()
	if !span.From.IsZero() {
		for t.From < last && t.Edges[t.From+1] <= span.From.Unix() {
			t.From++
		}
	}
	if !span.To.IsZero() {
		for t.To > t.From+1 && t.Edges[t.To-1] > span.To.Unix() {
			t.To--
		}
	}
}

// typicalSpan is how exactly the times of a story's first incidents are known, the middle one: bars
// finer than that would show midnights.
func typicalSpan(ctx context.Context, snap *stories.Snapshot) (time.Duration, error) {
	first, _ := snap.Page(index.Query{}, 0, typical)
	shown, err := snap.Show(ctx, first)
	if err != nil {
		return 0, err
	}
	var spans []time.Duration
	for _, pub := range shown.Public {
		if w := pub.When; !w.Start.IsZero() && !w.End.IsZero() {
			spans = append(spans, w.End.Sub(w.Start))
		}
	}
	if len(spans) == 0 {
		return 0, nil
	}
	slices.Sort(spans)
	return spans[len(spans)/2], nil
}

// bars draws the counts from one bucket up to another; the highest of all is 100 high, and none
// that counts anything less than 4. The client's timeline.ts draws the same.
func bars(counts []int, from, to int) string {
	most := max(1, slices.Max(counts))
	var path strings.Builder
	for i := from; i < to; i++ {
		if counts[i] == 0 {
			continue
		}
		h := strconv.Itoa(max(4, (counts[i]*100+most/2)/most))
		path.WriteString("M" + strconv.Itoa(i) + " 100v-" + h + "h.85v" + h + "z")
	}
	return path.String()
}
