package format

import "incidentmap/incidents"

// AppendFeature writes a public incident as a GeoJSON feature (RFC 7946, section 3.2) in
// a language, falling back to one its texts have. It is an incidents.Encoder, which says
// what becomes of the url. Coordinates are WGS 84 degrees, longitude first, with six decimals.
func AppendFeature(dst []byte, p *incidents.Public, lang string) []byte {
	o := newObject(dst)
	o.text("type", "Feature")
	o.text("id", p.ID)
	o.key("geometry")
	o.dst = appendGeometry(o.dst, p.Where.Geometry)
	o.key("properties")
	props := newObject(o.dst)
	for _, row := range properties {
		row.json(&props, row.name, view{p, lang})
	}
	o.dst = props.close()
	return o.close()
}
