package geoparse

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"

	"incidentmap/geo"
)

// toponymJSON is the wire form of a Toponym.
type toponymJSON struct {
	Span
	Text       string        `json:"text"`
	Lat        float64       `json:"lat"`
	Lon        float64       `json:"lon"`
	Name       string        `json:"name"`
	GeoNameID  int           `json:"geonameid,omitempty"`
	Kind       string        `json:"kind,omitempty"`
	Precision  geo.Precision `json:"precision,omitempty"`
	RadiusM    float64       `json:"radius_m,omitempty"`
	Confidence float64       `json:"confidence"`
	Relation   *relationJSON `json:"relation,omitempty"`
	Reasons    []string      `json:"reasons,omitempty"`
}

// relationJSON is the wire form of a Relation.
type relationJSON struct {
	Span
	Location geo.Location `json:"location"`
	Reason   string       `json:"reason"`
}

// MarshalJSON writes what answers tell of a toponym: offsets in code points, latitude and
// longitude, the GeoNames number where the place has one, and no outlines.
func (t Toponym) MarshalJSON() ([]byte, error) {
	j := toponymJSON{
		Span: t.Span, Text: t.Text, Lat: t.Point[1], Lon: t.Point[0], Name: t.Name, Confidence: math.Round(t.Confidence*1000) / 1000,
		Precision: t.Location.Precision, RadiusM: t.Location.RadiusM, Reasons: t.Reasons,
	}
	if id, ok := strings.CutPrefix(t.Entry.ID, "geonames:"); ok {
		j.GeoNameID, _ = strconv.Atoi(id)
	}
	if t.Entry.Kind != 0 {
		j.Kind = t.Entry.Kind.String()
	}
	if r := t.Relation; r != nil {
		j.Relation = &relationJSON{Span: r.Span, Location: r.Location, Reason: r.Reason}
	}
	return json.Marshal(j)
}
