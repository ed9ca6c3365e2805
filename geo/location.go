package geo

import (
	"encoding/json"
	"fmt"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
)

// Location is a place in a source's words, and what may be drawn for it.
type Location struct {
	// Geometry is nil when the words name no place that can be drawn. An area's
	// geometry is the area; a municipality without a known outline is a point and
	// RadiusM. A journey is a line that joins its ends and is not the route taken.
	Geometry  orb.Geometry
	Precision Precision
	// RadiusM, in metres, is the distance from a point within which the place lies;
	// zero for lines and areas.
	RadiusM float64
	// Place is the place's name for people, by language ("es": "Guadalajara").
	Place map[string]string
	// GazetteerID is the gazetteer entry, such as "geonames:3515043" or "iata:GDL".
	GazetteerID string
	Admin       Admin
	Method      Method
}

// nearM is how far what coding schemes call near reaches (UCDP's where_prec 2 is within about
// 25 km, Georeferenced Event Dataset Codebook), and municipalityM how far a municipality does.
const nearM, municipalityM = 25_000, 100_000

// Coded is the precision by which coding schemes have the location: what is near a point
// within a wide radius is no more exact than a municipality or a state.
func (l *Location) Coded() Precision {
	switch {
	case l.Precision != Near || l.RadiusM <= nearM:
		return l.Precision
	case l.RadiusM <= municipalityM:
		return Admin2
	}
	return Admin1
}

// Admin says in which administrative areas a location lies; an area is left empty
// when it is not known or when the location spans several.
type Admin struct {
	Country    string `json:"country,omitempty"`     // ISO 3166-1 alpha-2: "MX"
	Admin1     string `json:"admin1,omitempty"`      // GeoNames code: "MX.14"
	Admin1Name string `json:"admin1_name,omitempty"` // "Jalisco"
	Admin2     string `json:"admin2,omitempty"`      // GeoNames code: "MX.14.120"
	Admin2Name string `json:"admin2_name,omitempty"` // "Zapopan"
	// Derived tells that the areas follow from the position, and that no source names them.
	Derived bool `json:"derived,omitempty"`
}

// Method says how a location was found.
type Method struct {
	By      string   `json:"by,omitempty"`      // one of the By constants
	Query   string   `json:"query,omitempty"`   // the words that were looked up
	Score   float64  `json:"score,omitempty"`   // the geocoder's score, 0 to 1
	Reasons []string `json:"reasons,omitempty"` // why this place, in plain English
}

// Who may have found a location.
const (
	ByGeocoder = "geocoder"
	ByEditor   = "editor"
	BySource   = "source" // the source gave coordinates
)

// locationJSON is the wire form of a Location: its geometry is GeoJSON.
type locationJSON struct {
	Geometry    *geojson.Geometry `json:"geometry"`
	Precision   Precision         `json:"precision"`
	RadiusM     float64           `json:"radius_m,omitempty"`
	Place       map[string]string `json:"place,omitempty"`
	GazetteerID string            `json:"gazetteer_id,omitempty"`
	Admin       Admin             `json:"admin,omitzero"`
	Method      Method            `json:"method,omitzero"`
}

// MarshalJSON writes the location with its geometry as GeoJSON.
func (l Location) MarshalJSON() ([]byte, error) {
	w := locationJSON{
		Precision: l.Precision, RadiusM: l.RadiusM, Place: l.Place,
		GazetteerID: l.GazetteerID, Admin: l.Admin, Method: l.Method,
	}
	if l.Geometry != nil {
		w.Geometry = geojson.NewGeometry(l.Geometry)
	}
	return json.Marshal(w)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (l *Location) UnmarshalJSON(b []byte) error {
	var w locationJSON
	if err := json.Unmarshal(b, &w); err != nil {
		return fmt.Errorf("location: %w", err)
	}
	*l = Location{
		Precision: w.Precision, RadiusM: w.RadiusM, Place: w.Place,
		GazetteerID: w.GazetteerID, Admin: w.Admin, Method: w.Method,
	}
	if w.Geometry != nil {
		l.Geometry = w.Geometry.Geometry()
	}
	return nil
}
