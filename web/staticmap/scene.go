package staticmap

import (
	"cmp"
	"context"
	"fmt"
	"image/color"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/index"
	"incidentmap/web/stories"
)

// scene is what a picture shows of a story, in degrees.
type scene struct {
	spots   []spot
	areas   []area
	bubbles []bubble
	level   uint32 // of the bubbles' grid
	// settings is what the story's editors chose, and over it what was asked for.
	settings incidents.MapSettings
	shading  *shading // by counts; nil where none is wanted
}

// mostDeadSize is the size of the mark of which the most died, where sizes tell deaths, before scale.
const mostDeadSize = 64

// sizeByDead gives how wide the mark of a spot is where sizes tell deaths, before scale; 0 where they do not.
func (s *scene) sizeByDead(of *spot) float64 {
	if s.settings.Size != "deaths" || of.dead.low <= 0 {
		return 0
	}
	most := 1
	for i := range s.spots {
		most = max(most, s.spots[i].dead.low)
	}
	return math.Round(max(grave.size(), mostDeadSize*math.Sqrt(float64(of.dead.low)/float64(most))))
}

// look is a symbol and its colour.
type look struct {
	shape incidents.Shape
	paint color.NRGBA
}

// spot is an incident at a point.
type spot struct {
	look
	status
	at     orb.Point
	radius float64 // metres within which it was
	vague  bool    // whether the point stands for an area without an outline
	// unstated tells that nothing says how exact the point is.
	unstated bool
	gravity
	dead  span
	name  string // of the place; empty where it is not known
	title string
	id    string // of the incident; empty where it is of a cell
}

// key is the same for spots at the same point.
func (s *spot) key() string { return fmt.Sprintf("%v", s.at) }

// area is a geometry that is not a point, and how many incidents have it.
type area struct {
	look
	geometry  orb.Geometry
	precision geo.Precision
	count     int
	gravity
	name string // empty where it is not known
}

// status is how sure an incident is, as far as its mark shows it.
type status int

const (
	sure status = iota
	unsure
	disputed
)

// statusOf says how sure an incident of a verification is.
func statusOf(v incidents.Verification) status {
	switch v {
	case incidents.Unverified:
		return unsure
	case incidents.Disputed, incidents.Debunked:
		return disputed
	}
	return sure
}

// bubble is several incidents in one cell of the grid.
type bubble struct {
	at    orb.Point
	count int
	dead  string // how many died; empty when nobody did, or it is not known
}

// Bounds of a scene.
const (
	cellPixels = 64  // how wide a cell of bubbles is at least
	mostAreas  = 150 // of a story that is drawn of the index, the largest
)

// plain is the colour of what wears no layer's symbol.
func plain() color.NRGBA { return rgb("#5a6066") }

// wanted is the incidents that are drawn: of the day, and of some layers, or of all when there
// is none. Background is no event, and has no place on the map.
func wanted(layers []string) index.Query {
	return index.Query{Filter: incidents.Filter{Layers: layers, Classes: incidents.ClassesOfTheDay()}}
}

// lookOf gives what an incident wears: the symbol of its first layer that is shown, or its
// kind's.
func lookOf(story *incidents.Story, on, layers []string, kind incidents.Kind) look {
	for _, l := range story.Layers {
		if slices.Contains(layers, l.ID) && (len(on) == 0 || slices.Contains(on, l.ID) || slices.Contains(on, incidents.LayerAll)) {
			return look{l.Symbol.Shape, rgb(l.Symbol.Color)}
		}
	}
	info, _ := story.LookupKind(kind)
	return look{info.Shape, plain()}
}

// whole makes the scene of a story that is shown incident by incident. What was retracted, or
// counted with another, is listed in the page and not spread in pictures.
func whole(ctx context.Context, snap *stories.Snapshot, layers []string, w words) (*scene, error) {
	shown, err := snap.Show(ctx, snap.Snapshot.Select(wanted(layers)))
	if err != nil {
		return nil, err
	}
	s := &scene{settings: snap.Story.Map}
	byShape := map[string]int{} // places in areas
	worn := map[int]map[look]int{}
	for _, p := range shown.Public {
		if !p.Counted() || p.Where.Geometry == nil {
			continue
		}
		wears := lookOf(&snap.Story, layers, p.Layers, p.Kind)
		died := deadOfCounts(p.Counts)
		weighs := gravityOf(p.Class, p.Kind, died)
		if points := pointsOf(p.Where.Geometry); len(points) > 0 {
			for _, at := range points {
				title, _ := p.Title.In(w.lang, w.say.Lang)
				if caption, _ := s.settings.Captions[p.ID].In(w.lang, w.say.Lang); caption != "" {
					title = caption
				}
				s.spots = append(s.spots, spot{
					look: wears, status: statusOf(p.Verification), at: at, radius: p.Where.RadiusM, vague: !isPoint(p.Where.Precision),
					unstated: p.Where.Precision == geo.AsGiven,
					gravity:  weighs, dead: died, name: w.placeName(p), title: title, id: p.ID,
				})
			}
			continue
		}
		key, err := wkb.Marshal(p.Where.Geometry)
		if err != nil {
			continue // an empty geometry has no place
		}
		if i, known := byShape[string(key)]; known {
			s.areas[i].count++
			s.areas[i].gravity = max(s.areas[i].gravity, weighs)
			worn[i][wears]++
			if worn[i][wears] > worn[i][s.areas[i].look] {
				s.areas[i].look = wears // an outline that several share has the look of most of them
			}
			continue
		}
		worn[len(s.areas)] = map[look]int{wears: 1}
		byShape[string(key)] = len(s.areas)
		s.areas = append(s.areas, area{wears, snap.Drawn(p.Where.Geometry), p.Where.Precision, 1, weighs, w.areaName(p)})
	}
	return s, nil
}

// deadOf writes how many died by what the sources say together: 4, or 4–6 where they differ.
func deadOf(f *index.Figures) string {
	totals := f.Totals()
	dead := &totals.Fatalities
	if !dead.Somebody() {
		return ""
	}
	short := func(n uint64) string { return shortNumber(int(min(n, math.MaxInt32))) }
	low, hasLow := dead.Low()
	high, hasHigh := dead.High()
	best, agreed := dead.Best()
	switch {
	case agreed:
		return short(best)
	case hasLow && hasHigh && short(low) == short(high):
		return short(low)
	case hasLow && hasHigh:
		return short(low) + "–" + short(high)
	case hasLow && low > 0:
		return short(low) + "+"
	case hasHigh:
		return "≤" + short(high)
	}
	return ""
}

// gravityOfSums is that of incidents which are told by their sums: that of deaths where anybody died, else another.
func gravityOfSums(s *index.Sums, other gravity) gravity {
	if totals := s.Figures.Totals(); totals.Fatalities.Somebody() {
		return grave
	}
	return other
}

// isPoint reports whether a point of a precision is a place, and not the middle of an area.
func isPoint(p geo.Precision) bool {
	return p == geo.Exact || p == geo.Near || p == geo.AsGiven || p == geo.Locality
}

// gathered makes the scene of a story of more incidents than that: clusters of the index's grid.
func gathered(snap *stories.Snapshot, layers []string, p *projection, scale float64) *scene {
	q, box := wanted(layers), p.box()
	s := &scene{settings: snap.Story.Map, level: uint32(max(0, math.Floor(math.Log2(p.world/(cellPixels*scale)))))}
	for _, c := range snap.Clusters(q, s.level, &box) {
		s.level = c.Level // the index may know that so fine a grid is too much
		switch {
		case c.Alone == nil:
			s.bubbles = append(s.bubbles, bubble{c.Point, c.Count, deadOf(&c.Figures)})
		case c.Alone.Counted():
			wears := lookOf(&snap.Story, layers, c.Alone.Layers, c.Alone.Kind())
			s.spots = append(s.spots, spot{look: wears, status: statusOf(c.Alone.Verification()), at: c.Point, vague: !isPoint(c.Alone.Precision()), unstated: c.Alone.Precision() == geo.AsGiven, gravity: gravityOfSums(&c.Sums, 2)})
		}
	}
	all := snap.Areas(q, &box)
	slices.SortStableFunc(all, func(a, b index.Area) int { return cmp.Compare(size(b.Geometry), size(a.Geometry)) })
	all = all[:min(len(all), mostAreas)]
	var ids []incidents.ShapeID
	for i := range all {
		ids = append(ids, all[i].Shape)
	}
	known := snap.Precisions(q, ids)
	for _, a := range all {
		wears := look{incidents.Circle, plain()}
		if len(a.Kinds) > 0 {
			info, _ := snap.Story.LookupKind(a.Kinds[0].Kind)
			wears.shape = info.Shape
		}
		if a.Alone != nil {
			wears = lookOf(&snap.Story, layers, a.Alone.Layers, a.Alone.Kind())
		}
		s.areas = append(s.areas, area{wears, a.Geometry, known[a.Shape], a.Count, gravityOfSums(&a.Sums, 1), ""})
	}
	return s
}

// size is half the way round a geometry's bound, in degrees: lines have one too.
func size(g orb.Geometry) float64 {
	b := g.Bound()
	return b.Max[0] - b.Min[0] + b.Max[1] - b.Min[1]
}
