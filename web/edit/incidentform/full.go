package incidentform

import (
	"time"

	"github.com/paulmach/orb/geojson"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/web/edit/jsonform"
)

// Full is the full form of a revision: what is answered, and may be sent back.
type Full struct {
	ID           string                  `json:"id"`
	Story        string                  `json:"story"`
	URL          string                  `json:"url"` // the page of it, for readers
	Revision     int                     `json:"revision"`
	Seq          incidents.Seq           `json:"seq"`
	Updated      time.Time               `json:"updated"`
	Author       string                  `json:"author,omitempty"`
	Class        incidents.Class         `json:"class"`
	Kind         incidents.Kind          `json:"kind"`
	Title        incidents.Text          `json:"title"`
	Summary      incidents.Text          `json:"summary,omitempty"`
	Start        string                  `json:"start,omitempty"`
	End          string                  `json:"end,omitempty"`
	Zone         string                  `json:"zone,omitempty"`
	TimePrec     incidents.TimePrecision `json:"time_precision"`
	Basis        incidents.TimeBasis     `json:"basis"`
	Geometry     *geojson.Geometry       `json:"geometry"`
	Place        map[string]string       `json:"place,omitempty"`
	Precision    geo.Precision           `json:"precision"`
	RadiusM      float64                 `json:"radius_m,omitempty"`
	GazetteerID  string                  `json:"gazetteer_id,omitempty"`
	Admin        geo.Admin               `json:"admin,omitzero"`
	Method       *geo.Method             `json:"method,omitempty"`
	Disclosure   incidents.Disclosure    `json:"disclosure,omitempty"`
	Casualties   []incidents.Casualty    `json:"casualties,omitempty"`
	Claims       []incidents.Claim       `json:"claims,omitempty"`
	Sources      []incidents.Source      `json:"sources,omitempty"`
	Relations    []incidents.Relation    `json:"relations,omitempty"`
	Media        []incidents.Media       `json:"media,omitempty"`
	Extra        map[string]string       `json:"extra,omitempty"`
	Origin       incidents.Origin        `json:"origin,omitzero"`
	Workflow     incidents.Workflow      `json:"workflow"`
	PublishAt    time.Time               `json:"publish_at,omitzero"`
	Due          time.Time               `json:"due,omitzero"` // from when on readers see it, while it waits
	Verification incidents.Verification  `json:"verification"`
	Disposition  incidents.Disposition   `json:"disposition"`
}

// FullOf gives the full form of a revision; url is the address of its page.
func FullOf(rev *incidents.Revision, url string) Full {
	inc := &rev.Incident
	zone := zoneOf(inc.When)
	f := Full{
		ID: inc.ID, Story: inc.Story, URL: url, Revision: rev.Number, Seq: rev.Seq, Updated: rev.Time, Author: rev.Author,
		Class: inc.Class, Kind: inc.Kind, Title: inc.Title, Summary: inc.Summary,
		Start: clockText(inc.When.Start, zone), End: clockText(inc.When.End, zone), Zone: inc.When.Zone,
		TimePrec: inc.When.Precision, Basis: inc.When.Basis,
		Place: inc.Where.Place, Precision: inc.Where.Precision, RadiusM: inc.Where.RadiusM,
		GazetteerID: inc.Where.GazetteerID, Admin: inc.Where.Admin, Disclosure: inc.Disclosure,
		Casualties: inc.Casualties, Claims: inc.Claims, Sources: inc.Sources, Relations: inc.Relations,
		Media: inc.Media, Extra: inc.Extra, Origin: inc.Origin,
		Workflow: inc.Workflow, PublishAt: inc.PublishAt, Due: rev.Due, Verification: inc.Verification, Disposition: inc.Disposition,
	}
	if m := inc.Where.Method; m.By != "" || m.Query != "" || m.Score != 0 || len(m.Reasons) > 0 {
		f.Method = &m
	}
	if inc.Where.Geometry != nil {
		f.Geometry = geojson.NewGeometry(inc.Where.Geometry)
	}
	return f
}

// TreeOf gives the full form of a revision as it would be read if it were sent back.
func TreeOf(rev *incidents.Revision, url string) (map[string]any, error) {
	v, err := jsonform.TreeOf(FullOf(rev, url))
	if err != nil {
		return nil, err
	}
	return v.(map[string]any), nil // a struct is written as an object
}

// zoneOf gives the zone that a time is told in; nil where it has none.
func zoneOf(w incidents.When) *time.Location {
	if w.Zone == "" || w.Start.IsZero() {
		return nil
	}
	if own := w.Start.Location(); own.String() == w.Zone {
		return own // finding one reads a file
	}
	zone, err := time.LoadLocation(w.Zone)
	if err != nil {
		return nil
	}
	return zone
}

// clockText writes an instant on the clocks of a zone. RFC 3339 has offsets of whole minutes
// only, which those of before 1900 often are not: such an instant is told in UTC.
func clockText(t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return ""
	}
	if zone != nil {
		t = t.In(zone)
	}
	if _, east := t.Zone(); east%60 != 0 {
		t = t.UTC()
	}
	return t.Format(time.RFC3339Nano)
}
