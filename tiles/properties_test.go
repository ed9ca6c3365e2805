package tiles

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb/geojson"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
)

// TestFiguresOfSourcesAreNotAdded holds what a feature says of incidents that several sources count.
func TestFiguresOfSourcesAreNotAdded(t *testing.T) {
	killed := func(source string, n int) incidents.SourceFigures { return say(source, incidents.Killed, n) }
	for name, c := range map[string]struct {
		said []incidents.SourceFigures
		want propertyMap
	}{
		"nothing":             {nil, propertyMap{}},
		"nobody":              {[]incidents.SourceFigures{killed("a", 0)}, propertyMap{}},
		"one source":          {[]incidents.SourceFigures{killed("a", 3), killed("a", 4)}, propertyMap{"killed": uint64(7)}},
		"two that agree":      {[]incidents.SourceFigures{killed("a", 3), killed("b", 3)}, propertyMap{"killed": uint64(3)}},
		"two that differ":     {[]incidents.SourceFigures{killed("a", 3), killed("b", 1), killed("a", 4)}, propertyMap{"killed_low": uint64(1), "killed_high": uint64(7)}},
		"nobody and somebody": {[]incidents.SourceFigures{killed("a", 0), killed("", 2)}, propertyMap{"killed_low": uint64(0), "killed_high": uint64(2)}},
		"of other outcomes":   {[]incidents.SourceFigures{killed("a", 3), say("b", incidents.Wounded, 2)}, propertyMap{"killed": uint64(3), "wounded": uint64(2)}},
	} {
		p := propertyMap{}
		sums := index.Sums{Count: 2, Figures: index.FiguresOf(c.said...)}
		(&describer{}).sums(&sums, p)
		delete(p, "count")
		if d := cmp.Diff(c.want, p); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

// A long span is told by its days, a short one by the second, and no known time is left out.
func TestSpans(t *testing.T) {
	at := func(s string) time.Time {
		v, err := time.Parse(time.RFC3339Nano, s)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	used := &describer{} // which remembers what it wrote
	for name, c := range map[string]struct {
		start, end         time.Time
		wantStart, wantEnd any
	}{
		"none":         {},
		"an instant":   {at("2026-02-22T06:00:00Z"), at("2026-02-22T06:00:00Z"), "2026-02-22T06:00:00Z", "2026-02-22T06:00:00Z"},
		"a week":       {at("2026-02-22T06:00:01Z"), at("2026-03-01T06:00:01Z"), "2026-02-22T06:00:01Z", "2026-03-01T06:00:01Z"},
		"a bit more":   {at("2026-02-22T06:00:01Z"), at("2026-03-01T06:00:01.000001Z"), "2026-02-22", "2026-03-01"},
		"years":        {at("0987-06-05T00:00:00Z"), at("2031-12-31T23:59:59Z"), "0987-06-05", "2031-12-31"},
		"another zone": {at("2026-02-22T23:00:00-06:00"), at("2026-04-01T01:00:00+02:00"), "2026-02-23", "2026-03-31"},
		"before 1970":  {at("1969-12-31T23:00:00Z"), at("1970-01-31T00:00:00Z"), "1969-12-31", "1970-01-31"},
		"at 1970":      {at("1970-01-01T00:00:00Z"), at("1970-01-31T23:59:59Z"), "1970-01-01", "1970-01-31"},
		"far and late": {at("2026-02-22T23:00:00Z"), time.Date(12026, 1, 2, 3, 0, 0, 0, time.UTC), "2026-02-22", "12026-01-02T03:00:00Z"},
		"far":          {at("2026-02-22T00:00:00Z"), time.Date(12026, 1, 2, 0, 0, 0, 0, time.UTC), "2026-02-22", "12026-01-02T00:00:00Z"},
	} {
		for range 2 {
			p := propertyMap{}
			used.sums(&index.Sums{Count: 2, Start: c.start, End: c.end}, p)
			if p["start"] != c.wantStart || p["end"] != c.wantEnd {
				t.Errorf("%s: %v to %v, want %v to %v", name, p["start"], p["end"], c.wantStart, c.wantEnd)
			}
		}
	}
}

// propertyMap is a sink for a GeoJSON feature.
type propertyMap geojson.Properties

func (m propertyMap) number(p property, n uint64) { m[propertyInfo[p].name] = n }

func (m propertyMap) text(p property, s []byte) { m[propertyInfo[p].name] = string(s) }
