package index_test

import (
	"context"
	"fmt"
	"iter"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/index"
)

// smallFeed is the change feed of a store with a story and two incidents.
type smallFeed struct{ story incidents.Story }

func (f smallFeed) Story(context.Context, string) (incidents.Story, error) { return f.story, nil }

func (f smallFeed) Shapes(context.Context, []incidents.ShapeID) (map[incidents.ShapeID]orb.Geometry, error) {
	return nil, nil
}

func (f smallFeed) Changes(_ context.Context, after incidents.Seq) iter.Seq2[incidents.Change, error] {
	return func(yield func(incidents.Change, error) bool) {
		if after < 1 && !yield(incidents.Change{Seq: 1, Story: f.story.Slug}, nil) {
			return
		}
		for i, at := range []orb.Point{{-103.35, 20.67}, {-105.23, 20.62}} {
			p := incidents.Public{
				ID: fmt.Sprintf("01KJ%022d", i), Story: f.story.Slug, Class: incidents.ClassDisruption, Kind: "roadblock",
				Verification: incidents.Confirmed, Disposition: incidents.Active,
				Where: geo.Location{Geometry: at, Precision: geo.Exact}, Stamp: incidents.Stamp{Seq: incidents.Seq(i + 2)},
			}
			entry, _, err := f.story.Entry(&p)
			if p.Seq > after && !yield(incidents.Change{Seq: p.Seq, Story: p.Story, Incident: entry.ID, Entry: &entry}, err) {
				return
			}
		}
	}
}

func ExampleIndex() {
	x := index.New()
	if err := x.Sync(context.Background(), smallFeed{incidents.Story{Slug: "jalisco"}}); err != nil {
		fmt.Println(err)
		return
	}
	snap := x.Story("jalisco")
	guadalajara := index.Query{Filter: incidents.Filter{BBox: &geo.BBox{West: -104, South: 20, East: -103, North: 21}}}
	fmt.Println(snap.Count(index.Query{}), "roadblocks,", snap.Count(guadalajara), "of them in the box, as of change", snap.Seq())
	// Output: 2 roadblocks, 1 of them in the box, as of change 3
}
