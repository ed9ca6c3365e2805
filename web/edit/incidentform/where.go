package incidentform

import (
	"reflect"
	"strings"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/geo/geocode"
	"incidentmap/incidents"
	"incidentmap/web/edit/jsonform"
)

// Geocoder finds the places that words may mean; see package geocode.
type Geocoder interface {
	Geocode(query string, ctx geocode.Context) geocode.Result
}

// leastScore is the score below which the likeliest place is not believed, as in imports.
const leastScore = 0.3

// where reads a place: a geometry, or words that are looked up, or neither.
func (d *Decoder) where(f *jsonform.Fields) geo.Location {
	// A place that was there before, of which nobody said how it was found, stays so, and is not
	// held against rules that came later.
	stays := d.base != nil && reflect.DeepEqual(f.Members["geometry"], d.shown["geometry"])
	drawn := f.Geometry("geometry", stays)
	loc := geo.Location{
		Geometry: drawn, Precision: jsonform.Word[geo.Precision](f, "precision"),
		GazetteerID: jsonform.Word[string](f, "gazetteer_id"), Admin: admin(f), Method: method(f),
	}
	radius, hasRadius := f.Number("radius_m")
	loc.RadiusM = radius
	words, spoken := f.Members["place"].(string)
	if spoken && drawn == nil && !f.Has("geometry") && loc.Precision != geo.Unlocated {
		f.Take("place")
		return d.lookUp(f, loc, words)
	}
	loc.Place = f.Text("place", d.Lang)
	switch {
	case drawn == nil:
		if loc.Precision == "" {
			loc.Precision = geo.Unlocated
		}
		return loc
	case loc.Precision == "" && hasRadius && radius > 0:
		loc.Precision = geo.Near
	case loc.Precision == "":
		loc.Precision = geo.AsGiven // nobody said how exact the coordinates are
	}
	if loc.Method.By == "" && !stays {
		loc.Method.By = geo.ByEditor
	}
	if stays {
		d.checkFound(f, &loc)
	}
	return loc
}

// checkFound notes a place found by its words that is to be more exact than they are while it
// stays where it is.
func (d *Decoder) checkFound(f *jsonform.Fields, loc *geo.Location) {
	before := &d.base.Where
	if before.Method.By != geo.ByGeocoder {
		return
	}
	if before.Precision.CoarserThan(loc.Precision) && loc.Precision.Valid() {
		f.Wrong("precision", "%s is more exact than the words %q, by which the place was found; give its geometry", loc.Precision, before.Method.Query)
	}
	if loc.RadiusM < before.RadiusM {
		f.Wrong("radius_m", "%g is less than the %g metres within which %q lies; give the geometry", loc.RadiusM, before.RadiusM, before.Method.Query)
	}
}

func admin(f *jsonform.Fields) geo.Admin {
	a := f.Object("admin")
	if a == nil {
		return geo.Admin{}
	}
	defer a.Done()
	derived, _ := a.Take("derived").(bool)
	return geo.Admin{
		Derived: derived,
		Country: jsonform.Word[string](a, "country"), Admin1: jsonform.Word[string](a, "admin1"), Admin1Name: jsonform.Word[string](a, "admin1_name"),
		Admin2: jsonform.Word[string](a, "admin2"), Admin2Name: jsonform.Word[string](a, "admin2_name"),
	}
}

func method(f *jsonform.Fields) geo.Method {
	m := f.Object("method")
	if m == nil {
		return geo.Method{}
	}
	defer m.Done()
	score, _ := m.Number("score")
	by := jsonform.Word[string](m, "by")
	if by != "" && by != geo.ByEditor && by != geo.ByGeocoder && by != geo.BySource {
		m.Wrong("by", "%q is not known; use one of %v", by, []string{geo.ByEditor, geo.ByGeocoder, geo.BySource})
	}
	return geo.Method{By: by, Query: jsonform.Word[string](m, "query"), Score: score, Reasons: jsonform.Words[string](m, "reasons")}
}

// maxWords is how many bytes the words for a place may have.
const maxWords = 500

// lookUp gives the place that words mean. It is never more exact than they are: what the
// sender says besides may make it less exact, and not more.
func (d *Decoder) lookUp(f *jsonform.Fields, said geo.Location, query string) geo.Location {
	if d.geocoder == nil {
		f.Wrong("place", "cannot be looked up by this server; give a geometry")
		return said
	}
	if strings.TrimSpace(query) == "" {
		f.Wrong("place", "is empty")
		return said
	}
	if len(query) > maxWords {
		f.Wrong("place", "has %d bytes; the limit of words that are looked up is %d", len(query), maxWords)
		return said
	}
	for _, name := range []string{"gazetteer_id", "admin", "method"} {
		if f.Has(name) {
			f.Wrong(name, "follows from place, which is looked up; leave it out, or give a geometry")
		}
	}
	found, refused := d.find(query)
	if refused != "" {
		f.Wrong("place", "%s", refused)
		return said
	}
	if said.Precision != "" && said.Precision.Valid() {
		if found.Precision.CoarserThan(said.Precision) {
			f.Wrong("precision", "%s is more exact than the words %q, which name a place of precision %s", said.Precision, query, found.Precision)
		}
		found.Precision = said.Precision
	}
	if f.Has("radius_m") {
		if said.RadiusM < found.RadiusM {
			f.Wrong("radius_m", "%g is less than the %g metres within which %q lies", said.RadiusM, found.RadiusM, query)
		}
		found.RadiusM = said.RadiusM
	}
	return found
}

// find asks the geocoder, as much as possible in the story's own surroundings. It gives the
// reason when there is no one place.
func (d *Decoder) find(query string) (geo.Location, string) {
	if known, ok := d.places[query]; ok {
		return known.location, known.refused
	}
	loc, refused := choose(query, d.geocoder.Geocode(query, Surroundings(d.Story)))
	d.places[query] = place{loc, refused}
	return loc, refused
}

// place is what became of words that were looked up.
type place struct {
	location geo.Location
	refused  string
}

// Surroundings gives where places of a story are looked for first, and in which language.
func Surroundings(story *incidents.Story) geocode.Context {
	ctx := geocode.Context{Lang: story.Lang("")}
	// A view of half a continent says nothing of which town is meant.
	const widest = 60 // degrees
	if v := story.View.BBox; v[2] > v[0] && v[2]-v[0] < widest {
		ctx.Near = &orb.Point{(v[0] + v[2]) / 2, (v[1] + v[3]) / 2}
	}
	return ctx
}

func choose(query string, found geocode.Result) (geo.Location, string) {
	if len(found.Candidates) == 0 {
		return geo.Location{}, "no place is known by the words " + incidents.Quote(query) + "; give more of them, or a geometry"
	}
	top := found.Candidates[0]
	switch {
	case found.Unfound != "" && top.Location.Precision.IsArea():
		return geo.Location{}, "no place is known by the words " + incidents.Quote(found.Unfound) + " in " + top.Label + "; give the area alone, other words, or a geometry"
	case found.Ambiguous:
		return geo.Location{}, incidents.Quote(query) + " may be " + labels(found.Candidates) + "; say which, with the area that holds it"
	case top.Score < leastScore:
		return geo.Location{}, incidents.Quote(query) + " is most like " + labels(found.Candidates) + ", which is too unlikely; give the name as it is written there, or a geometry"
	case top.Location.Geometry == nil:
		return geo.Location{}, top.Label + " has no position in the gazetteer; give a geometry, or precision unlocated"
	}
	return top.Location, ""
}

// labels names the likeliest candidates.
func labels(all []geocode.Candidate) string {
	var names []string
	for _, c := range all[:min(len(all), 5)] {
		names = append(names, c.Label)
	}
	return strings.Join(names, " or ")
}
