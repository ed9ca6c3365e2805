package format

import (
	"incidentmap/geo"
	"incidentmap/incidents"
)

// property is a row of the table of public properties.
type property struct {
	name string
	json func(o *object, name string, v view)
}

// view is an incident as seen in one language.
type view struct {
	*incidents.Public
	lang string
}

// in gives a text in the view's language, or in another it has.
func (v view) in(t incidents.Text) string {
	s, _ := t.In(v.lang)
	return s
}

// properties is the one table of what a public feature says, in this order. Names are
// stable once released; a property without a value is left out.
var properties = []property{
	{"id", func(o *object, n string, v view) { o.text(n, v.ID) }},
	{"story", func(o *object, n string, v view) { o.text(n, v.Story) }},
	{"class", func(o *object, n string, v view) { o.text(n, string(v.Class)) }},
	{"kind", func(o *object, n string, v view) { o.text(n, string(v.Kind)) }},
	{"layers", func(o *object, n string, v view) { list(o, n, v.Layers, appendString) }},
	{"title", func(o *object, n string, v view) { o.text(n, v.in(v.Title)) }},
	{"summary", func(o *object, n string, v view) { o.text(n, v.in(v.Summary)) }},
	{"lang", func(o *object, n string, v view) { _, l := v.Title.In(v.lang); o.text(n, l) }},
	{"start", func(o *object, n string, v view) { o.time(n, v.When.Start) }},
	{"end", func(o *object, n string, v view) { o.time(n, v.When.End) }},
	{"time_precision", func(o *object, n string, v view) { o.text(n, string(v.When.Precision)) }},
	{"place", func(o *object, n string, v view) { o.text(n, v.in(v.Where.Place)) }},
	{"precision", func(o *object, n string, v view) { o.text(n, string(v.Where.Precision)) }},
	{"radius_m", radius},
	{"admin1", func(o *object, n string, v view) { o.text(n, v.Where.Admin.Admin1Name) }},
	{"admin2", func(o *object, n string, v view) { o.text(n, v.Where.Admin.Admin2Name) }},
	{"country", func(o *object, n string, v view) { o.text(n, v.Where.Admin.Country) }},
	{"gazetteer_id", func(o *object, n string, v view) { o.text(n, v.Where.GazetteerID) }},
	{"geo_precision", code(geo.Precision.ACLED)},
	{"where_prec", code(geo.Precision.UCDP)},
	{"killed", count(incidents.Killed, best)},
	{"killed_low", count(incidents.Killed, low)},
	{"killed_high", count(incidents.Killed, high)},
	{"died_later", count(incidents.DiedLater, best)},
	{"died_later_low", count(incidents.DiedLater, low)},
	{"died_later_high", count(incidents.DiedLater, high)},
	{"wounded", count(incidents.Wounded, best)},
	{"wounded_low", count(incidents.Wounded, low)},
	{"wounded_high", count(incidents.Wounded, high)},
	{"detained", count(incidents.Detained, best)},
	{"detained_low", count(incidents.Detained, low)},
	{"detained_high", count(incidents.Detained, high)},
	{"missing", count(incidents.Missing, best)},
	{"missing_low", count(incidents.Missing, low)},
	{"missing_high", count(incidents.Missing, high)},
	{"casualties", func(o *object, n string, v view) { list(o, n, v.Casualties, appendCasualty) }},
	{"sources", func(o *object, n string, v view) { list(o, n, v.Sources, v.appendSource) }},
	{"claims", func(o *object, n string, v view) { list(o, n, v.Claims, v.appendClaim) }},
	{"relations", func(o *object, n string, v view) { list(o, n, v.Relations, appendRelation) }},
	{"verification", func(o *object, n string, v view) { o.text(n, string(v.Verification)) }},
	{"disposition", func(o *object, n string, v view) { o.text(n, string(v.Disposition)) }},
	{"note", func(o *object, n string, v view) { o.text(n, v.in(v.Note)) }},
	{"revision", func(o *object, n string, v view) { o.number(n, &v.Revision) }},
	{"seq", func(o *object, n string, v view) { seq := int(v.Seq); o.number(n, &seq) }},
	{"published", func(o *object, n string, v view) { o.time(n, v.Published.UTC()) }},
	{"updated", func(o *object, n string, v view) { o.time(n, v.Updated.UTC()) }},
}

func radius(o *object, name string, v view) {
	if v.Where.RadiusM > 0 {
		o.key(name)
		o.dst = appendNumber(o.dst, v.Where.RadiusM, 0)
	}
}

// code gives the location's precision in another coding scheme.
func code(of func(geo.Precision) (int, bool)) func(*object, string, view) {
	return func(o *object, name string, v view) {
		if c, has := of(v.Where.Precision); has {
			o.number(name, &c)
		}
	}
}

func best(c incidents.Count) *int { return c.Best }
func low(c incidents.Count) *int  { return c.Low }
func high(c incidents.Count) *int { return c.High }

func count(outcome incidents.Outcome, bound func(incidents.Count) *int) func(*object, string, view) {
	return func(o *object, name string, v view) { o.number(name, bound(v.Counts[outcome])) }
}

func appendCasualty(dst []byte, c incidents.Casualty) []byte {
	o := newObject(dst)
	o.text("id", c.ID)
	o.text("group", string(c.Group))
	o.text("outcome", string(c.Outcome))
	o.number("low", c.Low)
	o.number("best", c.Best)
	o.number("high", c.High)
	o.text("claim", c.Claim)
	if c.CountedIn != nil {
		o.key("counted_in")
		ref := newObject(o.dst)
		ref.text("incident", c.CountedIn.Incident)
		ref.text("casualty", c.CountedIn.Casualty)
		o.dst = ref.close()
	}
	return o.close()
}

func (v view) appendSource(dst []byte, s incidents.Source) []byte {
	o := newObject(dst)
	o.text("id", s.ID)
	o.text("publisher", v.in(s.Publisher))
	o.text("kind", string(s.Kind))
	o.text("attribution", string(s.Attribution))
	o.text("reason", v.in(s.Reason))
	o.text("via", s.Via)
	o.text("url", s.URL)
	o.text("archive", s.Archive)
	o.time("published", s.Published)
	o.time("retrieved", s.Retrieved)
	o.text("lang", s.Lang)
	o.text("hash", s.Hash)
	return o.close()
}

func (v view) appendClaim(dst []byte, c incidents.Claim) []byte {
	o := newObject(dst)
	o.text("id", c.ID)
	o.text("field", c.Field)
	o.text("value", c.Value)
	o.text("source", c.Source)
	o.text("passage", c.Passage)
	if c.Passage != "" {
		o.number("start", &c.Start)
		o.number("end", &c.End)
	}
	o.text("paraphrase", v.in(c.Paraphrase))
	o.text("stance", string(c.Stance))
	return o.close()
}

func appendRelation(dst []byte, r incidents.Relation) []byte {
	o := newObject(dst)
	o.text("type", string(r.Type))
	o.text("incident", r.Incident)
	return o.close()
}
