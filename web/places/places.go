// Package places answers readers who look for a place by its name, with what the server's own gazetteer has.
//
// Goals: a reader finds a town on a story's map without asking anybody else.
//
// Non-goals: addresses, and the reasons and scores that editors are told (web/edit).
package places

import (
	"cmp"
	"context"
	"io"
	"math"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gorilla/mux"
	"github.com/paulmach/orb"

	"incidentmap/geo/geocode"
	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/i18n"
	"incidentmap/web/limit"
	"incidentmap/web/respond"
	"incidentmap/web/stories"
)

const (
	mostBytes = 100 // of a query
	least     = 2   // characters of one, below which everything is found
	most      = 6   // places in an answer
	queue     = 32  // requests that wait
	// nearest is the distance in degrees from a story's middle up to which places of one name are told by their
	// nearness: beyond, the gazetteer's own order is better.
	nearest = 20
)

// Geocoder finds places by description.
type Geocoder interface {
	Geocode(query string, ctx geocode.Context) geocode.Result
}

// API answers requests. It is safe for use by many goroutines.
type API struct {
	stories  *stories.SnapshotCache
	answers  *respond.Sender
	geocoder Geocoder
	gate     *limit.Gate
}

// New makes what answers. Without a geocoder (nil) nothing is registered.
func New(c *stories.SnapshotCache, answers *respond.Sender, g Geocoder) *API {
	return &API{c, answers, g, limit.NewGate("looking places up", limit.Processors(), queue)}
}

// Register registers the route.
func (a *API) Register(r *mux.Router) {
	if a.geocoder != nil {
		a.answers.Get(r, address.Places("{story}"), a.places)
	}
}

// document is the places of a name, the likeliest first; of those of one name the nearest to the story's view.
type document struct {
	Places []place `json:"places"`
}

// place is one of them.
type place struct {
	Label string      `json:"label"` // with what holds it: "Tapalpa, Jalisco, Mexico"
	At    [2]float64  `json:"at"`    // longitude and latitude in degrees
	BBox  *[4]float64 `json:"bbox,omitempty"`
}

// places answers with the places that ?q= may mean.
func (a *API) places(w http.ResponseWriter, r *http.Request) error {
	words, err := respond.ReaderParameters(r, "q", "lang")
	if err != nil {
		return err
	}
	query := strings.TrimSpace(words.Get("q"))
	if n := utf8.RuneCountInString(query); n < least || len(query) > mostBytes {
		return incidents.Errorf(incidents.EInvalid, "q", "has %d characters; give the name of a place in %d or more, and %d bytes at most", n, least, mostBytes)
	}
	snap, err := a.stories.Of(r.Context(), mux.Vars(r)["story"])
	if err != nil {
		return err
	}
	lang := i18n.Choose(r, &snap.Story)
	return a.answers.Send(w, r, respond.Representation{
		MediaType: respond.JSONType, Cache: respond.Live, Vary: lang.Vary, State: []any{snap.Story.View, lang.Lang, query},
		Write: func(w io.Writer) error {
			doc, err := a.find(r.Context(), query, middle(snap.Story.View.BBox), lang.Lang)
			if err != nil {
				return err
			}
			body, err := respond.Marshal(doc)
			if err != nil {
				return err
			}
			return respond.WriteAll(w, body)
		},
	})
}

// find looks up a name, around a place.
func (a *API) find(ctx context.Context, query string, near orb.Point, lang string) (document, error) {
	leave, err := a.gate.Enter(ctx)
	if err != nil {
		return document{}, err
	}
	defer leave()
	doc := document{Places: []place{}}
	found := slices.DeleteFunc(a.geocoder.Geocode(query, geocode.Context{Near: &near, Lang: lang}).Candidates, func(c geocode.Candidate) bool {
		return c.Location.Geometry == nil || c.Location.Geometry.Bound().IsEmpty()
	})
	away := func(c geocode.Candidate) float64 {
		return min(distance(near, c.Location.Geometry.Bound().Center()), nearest)
	}
	slices.SortStableFunc(found, func(a, b geocode.Candidate) int {
		if a.Name != b.Name {
			return 0
		}
		return cmp.Compare(away(a), away(b))
	})
	for _, c := range found[:min(len(found), most)] {
		b := c.Location.Geometry.Bound()
		p := place{Label: c.Label, At: short(b.Center())}
		if b.Min != b.Max {
			nw, se := short(b.Min), short(b.Max)
			p.BBox = &[4]float64{nw[0], nw[1], se[0], se[1]}
		}
		doc.Places = append(doc.Places, p)
	}
	return doc, nil
}

// middle is that of a box (west, south, east, north, in degrees), which may lie across the antimeridian.
func middle(b [4]float64) orb.Point {
	east := b[2]
	if east < b[0] {
		east += 360
	}
	lon := (b[0] + east) / 2
	if lon > 180 {
		lon -= 360
	}
	return orb.Point{lon, (b[1] + b[3]) / 2}
}

// distance is how far two points are apart, in degrees of latitude, well enough to tell the nearer.
func distance(a, b orb.Point) float64 {
	lon := math.Abs(a[0] - b[0])
	lon = min(lon, 360-lon) * math.Cos((a[1]+b[1])/2*math.Pi/180)
	return math.Hypot(lon, a[1]-b[1])
}

// short is a point to about ten metres.
func short(p orb.Point) [2]float64 {
	round := func(v float64) float64 { return math.Round(v*1e4) / 1e4 }
	return [2]float64{round(p[0]), round(p[1])}
}

var _ Geocoder = (*geocode.Geocoder)(nil)
