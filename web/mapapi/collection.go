package mapapi

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"iter"
	"math"
	"net/http"
	"slices"
	"strconv"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/incidents/index"
	"incidentmap/web/respond"
	"incidentmap/web/stories"
)

// Bounds of a collection.
const (
	// MaxFeatures is how many clusters and single incidents at points a collection has at most:
	// a grid that would have more gives way to the next coarser one, until none is left to.
	MaxFeatures = 2000 - MaxAreas
	// MaxAreas is how many areas a collection has, the largest; the others are one feature.
	MaxAreas = 500
	// MaxZoom is the greatest zoom of a map that asks for a collection.
	MaxZoom = 30
)

// CellLevels is how many levels finer than a tile the cells of a map are: 64 pixels where its
// tiles are 256 wide, as Leaflet's are.
const CellLevels = 2

// Wanted is a part of the map that is looked at.
type Wanted struct {
	// Zoom is that of a map whose world is 256 pixels wide at 0, as Leaflet counts. It is held to
	// 0 to MaxZoom.
	Zoom    int
	BBox    geo.BBox
	Lang    string // of single incidents' texts, BCP 47
	BaseURL string // "https://maps.example.org", of single incidents' addresses
}

// Collection gives the GeoJSON of what a map shows of a selection: a cluster for each cell
// of the grid that meets the box and holds several incidents, what areas that meet it have
// gathered, and single incidents whole. Its member level is that of the grid, count and
// unlocated are of the whole selection, wherever. A box in the selection itself is not
// looked at. The bytes are shared and must not be changed; the same state, selection and request give
// the same. incidents.ErrMoved when the story moved on meanwhile.
func (m *Maps) Collection(ctx context.Context, s stories.Selection, w Wanted) ([]byte, error) {
	body, err := m.collection(ctx, &s, &w, func(context.Context) (func(), error) { return func() {}, nil })
	if err != nil {
		return nil, err
	}
	return body.Append(nil, w.BaseURL), nil
}

// collection gives a collection that was made before, or makes it behind a gate.
func (m *Maps) collection(ctx context.Context, s *stories.Selection, w *Wanted, enter func(context.Context) (func(), error)) (*format.Template, error) {
	s.Query.BBox = nil
	w.Zoom = min(max(w.Zoom, 0), MaxZoom)
	return m.kept(ctx, s, func(ctx context.Context) (*format.Template, error) {
		leave, err := enter(ctx)
		if err != nil {
			return nil, err
		}
		defer leave()
		return m.collect(ctx, s, w)
	}, "collection", w.Zoom, w.BBox, w.Lang)
}

// clusters answers with what a map shows at a zoom in a box.
func (m *Maps) clusters(w http.ResponseWriter, r *http.Request) error {
	a, err := m.read(r, "zoom")
	if err != nil {
		return err
	}
	zoom, err := strconv.ParseFloat(a.words.Get("zoom"), 64)
	if err != nil || !(zoom >= 0 && zoom <= MaxZoom) {
		return incidents.Errorf(incidents.EInvalid, "zoom", "%s is not a zoom; give a number of 0 to %d", incidents.Quote(a.words.Get("zoom")), MaxZoom)
	}
	wanted := Wanted{Zoom: int(math.Floor(zoom)), BBox: world, Lang: a.lang.Lang, BaseURL: m.answers.BaseURL(r)}
	if a.filter.BBox != nil {
		wanted.BBox = *a.filter.BBox
	}
	return m.sendParts(w, a, respond.GeoJSONType, a.lang.Vary, func() (iter.Seq[[]byte], error) {
		body, err := m.collection(r.Context(), &a.found, &wanted, m.views.Enter)
		if err != nil {
			return nil, err
		}
		return body.Parts(wanted.BaseURL), nil
	})
}

var world = geo.BBox{West: -180, South: -90, East: 180, North: 90}

// gathering is a collection in the making.
type gathering struct {
	selection *stories.Selection
	wanted    *Wanted
	level     uint32
	areas     []index.Area // the largest first
	rest      []index.Area // what is beyond MaxAreas
	clusters  []index.Cluster
	// known tells how exactly the areas are known in which incidents have gathered.
	known map[incidents.ShapeID]geo.Precision
}

// mostRoom is how many bytes of room for a collection are kept for the next.
const mostRoom = 1 << 20

func (m *Maps) collect(ctx context.Context, s *stories.Selection, w *Wanted) (*format.Template, error) {
	g := &gathering{selection: s, wanted: w}
	g.gather()
	sum := s.Snapshot.Snapshot.Summary(s.Query)
	// It grows in room that is used again, and is kept in as much as it takes.
	room, _ := m.texts.Get().(*[]byte)
	out := &format.Template{Text: g.opening((*room)[:0], &sum)}
	defer func() {
		if cap(*room) <= mostRoom {
			m.texts.Put(room)
		}
	}()
	err := g.write(ctx, m, out, m.store.Features(ctx, g.alone(), w.Lang))
	*room = out.Text
	if err == nil {
		out.Text = bytes.Clone(append(out.Text, "\n]}\n"...))
		return out, nil
	}
	if incidents.CodeOf(err) == incidents.ENotFound {
		// The store no longer has what the snapshot has, which is old.
		if _, err := s.Snapshot.CaughtUp(ctx); err != nil {
			return nil, err
		}
		return nil, incidents.ErrMoved
	}
	return nil, err
}

// gather asks the index.
func (g *gathering) gather() {
	snap, q, box := g.selection.Snapshot.Snapshot, g.selection.Query, &g.wanted.BBox
	g.areas = snap.Areas(q, box)
	slices.SortFunc(g.areas, func(a, b index.Area) int {
		return cmp.Or(cmp.Compare(extent(&b), extent(&a)), bytes.Compare(a.Shape[:], b.Shape[:]))
	})
	if len(g.areas) > MaxAreas {
		g.areas, g.rest = g.areas[:MaxAreas], g.areas[MaxAreas:]
	}
	g.known = snap.Precisions(q, g.gathered())
	g.level = uint32(g.wanted.Zoom + CellLevels)
	for {
		g.clusters = snap.Clusters(q, g.level, box)
		if len(g.clusters) > 0 {
			g.level = g.clusters[0].Level // the index may know that so fine a grid is too much
		}
		if len(g.clusters) <= MaxFeatures {
			return
		}
		g.level--
	}
}

// extent is half the way round an area's bound, in degrees: lines have one too.
func extent(a *index.Area) float64 {
	b := a.Geometry.Bound()
	return b.Max[0] - b.Min[0] + b.Max[1] - b.Min[1]
}

// gathered lists the areas that are not told by an incident of their own.
func (g *gathering) gathered() []incidents.ShapeID {
	var ids []incidents.ShapeID
	for i := range g.areas {
		if g.areas[i].Alone == nil {
			ids = append(ids, g.areas[i].Shape)
		}
	}
	for i := range g.rest {
		ids = append(ids, g.rest[i].Shape)
	}
	return ids
}

// alone lists the changes of single incidents, in the order in which they are written.
func (g *gathering) alone() []incidents.Seq {
	var seqs []incidents.Seq
	for i := range g.areas {
		if p := g.areas[i].Alone; p != nil {
			seqs = append(seqs, p.Seq)
		}
	}
	for i := range g.clusters {
		if p := g.clusters[i].Alone; p != nil {
			seqs = append(seqs, p.Seq)
		}
	}
	return seqs
}

// opening writes what is said of the whole behind a text.
func (g *gathering) opening(to []byte, sum *index.Summary) []byte {
	b := &g.wanted.BBox
	return fmt.Appendf(to, `{"type":"FeatureCollection","story":%q,"seq":%d,"level":%d,"bbox":[%s],"count":%d,"unlocated":%d,"features":[`,
		g.selection.Snapshot.Story.Slug, g.selection.Snapshot.Changed(), g.level, b, sum.Count, sum.Unlocated)
}

// singles reads the stored features one by one.
type singles struct {
	next func() (incidents.Feature, error, bool)
	snap *stories.Snapshot
}

// append writes the next single incident, whose change is given, with another geometry than its own where one is
// given.
func (s *singles) append(out *format.Template, seq incidents.Seq, shown orb.Geometry) error {
	f, err, more := s.next()
	if err != nil {
		return err
	}
	if !more || f.Seq != seq {
		return incidents.Errorf(incidents.EInternal, "", "the store gave no feature of change %d", seq)
	}
	text := f.JSON
	if shown != nil {
		if text, err = withGeometry(text, shown); err != nil {
			return err
		}
	}
	return out.AppendFeature(text, (&incidents.Public{ID: f.ID, Story: s.snap.Story.Slug}).Path())
}

// withGeometry gives an encoded feature with another geometry, which it has before its properties.
func withGeometry(feature []byte, g orb.Geometry) ([]byte, error) {
	const before, after = `"geometry":`, `,"properties":{`
	// The id, which comes before, holds no quotation marks; a geometry has no text in it.
	begin, end := bytes.Index(feature, []byte(before)), bytes.Index(feature, []byte(after))
	if begin < 0 || end < begin {
		return nil, incidents.Errorf(incidents.EDamaged, "", "a stored feature has no geometry before its properties")
	}
	out, err := appendGeometry(bytes.Clone(feature[:begin+len(before)]), g)
	return append(out, feature[end:]...), err
}
