package records

import (
	"cmp"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"incidentmap/geo/projection"
	"incidentmap/incidents"
)

// epsgIn finds the code in the names that systems go by: EPSG:4326,
// urn:ogc:def:crs:EPSG:6.18:3857, http://www.opengis.net/def/crs/EPSG/0/32613.
var epsgIn = regexp.MustCompile(`(?i)\bEPSG\b.*[:/# ](\d{4,6})$`)

// systemOf reads the crs member that GeoJSON had before RFC 7946.
func systemOf(file string, member []byte) (*projection.Projection, error) {
	var crs *struct {
		Type       string
		Properties struct {
			Name string
			Code json.Number
		}
	}
	if err := json.Unmarshal(member, &crs); err != nil {
		return nil, incidents.Errorf(incidents.EInvalid, file, "its crs member cannot be read: %v; write the file in WGS 84 (EPSG:4326)", err)
	}
	switch {
	case crs == nil:
		return nil, nil
	case strings.EqualFold(crs.Type, "EPSG") && crs.Properties.Code != "":
		return systemNamed(file, "EPSG:"+crs.Properties.Code.String())
	}
	return systemNamed(file, crs.Properties.Name)
}

// systemNamed finds a coordinate system by its name; nil is WGS 84 in degrees.
func systemNamed(file, name string) (*projection.Projection, error) {
	plain := strings.ToUpper(strings.ReplaceAll(name, " ", ""))
	if strings.HasSuffix(plain, "CRS84") || strings.HasSuffix(plain, "CRS84H") || plain == "WGS84" {
		return nil, nil
	}
	if m := epsgIn.FindStringSubmatch(strings.TrimSpace(name)); m != nil {
		if code, err := strconv.Atoi(m[1]); err == nil {
			return systemCoded(file, code)
		}
	}
	return nil, incidents.Errorf(incidents.EInvalid, file, "its coordinate system %s is not known; write the file in WGS 84 (EPSG:4326)", incidents.Quote(name))
}

// systemCoded finds a coordinate system by its EPSG code; nil is WGS 84 in degrees.
func systemCoded(file string, code int) (*projection.Projection, error) {
	p, ok := projection.Find(code)
	switch {
	case !ok:
		return nil, incidents.Errorf(incidents.EInvalid, file, "its coordinate system EPSG:%d is not known; write the file in WGS 84 (EPSG:4326)", code)
	case code == 4326 || code == 4979:
		return nil, nil
	}
	return &p, nil
}

// noteSystem tells of a system that is not WGS 84.
func (f *File) noteSystem(p *projection.Projection) {
	if p == nil {
		return
	}
	detail := fmt.Sprintf("geometries are in %s (EPSG:%d) and are turned into degrees", p.Name, p.EPSG)
	if p.Shift > 0 {
		detail += fmt.Sprintf("; its datum is taken for WGS 84, from which it differs by less than %g m", p.Shift)
	}
	f.Notes = append(f.Notes, Repair{What: Projected, Detail: detail})
}

// systemOfArcGIS reads a spatialReference, whose wkid is an EPSG code or one of Esri's own for Web
// Mercator.
func systemOfArcGIS(file string, member []byte) (*projection.Projection, error) {
	var reference struct {
		WKID   int `json:"wkid"`
		Latest int `json:"latestWkid"`
	}
	if err := json.Unmarshal(member, &reference); err != nil {
		return nil, incidents.Errorf(incidents.EInvalid, file, "its spatialReference cannot be read: %v", err)
	}
	code := cmp.Or(reference.Latest, reference.WKID)
	switch code {
	case 0:
		return nil, nil
	case 102100, 102113, 900913, 3785:
		code = 3857
	}
	return systemCoded(file, code)
}
