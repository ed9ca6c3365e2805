package records

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/records/jsonscan"
)

// unread is a member of an object that is looked at when all are known.
type unread struct{ key, value []byte }

// feature reads a feature, a bare geometry, or an object of any kind, whose members are
// then its columns.
func (r *featureReader) feature(value []byte) (*Record, error) {
	r.cursor.Reset(value, r.limits.Depth)
	r.keys, r.members = r.keys[:0], r.members[:0]
	ok, err := r.cursor.Enter('{')
	for ; ok; ok, err = r.cursor.Next('}') {
		from := len(r.keys)
		if r.keys, err = r.cursor.Key(r.keys); err != nil {
			return nil, err
		}
		key := r.keys[from:]
		if isProperties(string(key)) && r.cursor.Kind() == '{' {
			if err := r.properties(); err != nil {
				return nil, err
			}
			continue
		}
		raw, err := r.cursor.Raw()
		if err != nil {
			return nil, err
		}
		if len(r.members) > r.limits.Columns {
			return nil, fmt.Errorf("it has more than %d members, the limit", r.limits.Columns)
		}
		r.members = append(r.members, unread{key, raw})
	}
	if err == nil {
		err = r.cursor.End()
	}
	if err != nil {
		return nil, err
	}
	if err := r.known(value); err != nil {
		return nil, err
	}
	if r.layer != "" {
		r.setText(layerColumn, r.layer)
	}
	if r.key != "" && r.id == (span{}) {
		r.setID(r.key)
	}
	return r.finish(), nil
}

// layerColumn is where the name of the layer or the folder of a feature is kept.
const layerColumn = "folder"

// isProperties tells the member that holds a record's values: that of GeoJSON, of ArcGIS and of Airtable.
func isProperties(key string) bool {
	return key == "properties" || key == "attributes" || key == "fields"
}

// find gives the value of a member, nil when it is not there.
func (r *featureReader) find(key string) []byte {
	for i := len(r.members) - 1; i >= 0; i-- {
		if string(r.members[i].key) == key {
			return r.members[i].value
		}
	}
	return nil
}

// known reads the members by what kind of object they are of.
func (r *featureReader) known(value []byte) error {
	switch kind := string(bytes.Trim(r.find("type"), `"`)); kind {
	case "Feature":
		return r.others(func(key string) bool {
			return key == "type" || key == "geometry" || key == "properties" || key == "bbox" || key == "id"
		})
	case "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection":
		if r.find("coordinates") != nil || r.find("geometries") != nil {
			return r.place(value)
		}
	case "FeatureCollection":
		return errors.New("it is a collection of features within another")
	}
	geometry := r.find("geometry")
	return r.others(func(key string) bool {
		return key == "geometry" && (len(geometry) == 0 || geometry[0] == '{' || string(geometry) == "null")
	})
}

// others makes columns of members but those that special names, and reads the id and
// the geometry.
func (r *featureReader) others(special func(key string) bool) error {
	for _, m := range r.members {
		if special(string(m.key)) {
			continue
		}
		r.inner.Reset(m.value, r.limits.Depth-1)
		if err := r.value(m.key, &r.inner); err != nil {
			return err
		}
	}
	if err := r.identity(r.find("id")); err != nil {
		return err
	}
	geometry := r.find("geometry")
	if len(geometry) == 0 || geometry[0] != '{' {
		return nil
	}
	return r.place(geometry)
}

func (r *featureReader) identity(id []byte) (err error) {
	from := len(r.text)
	switch {
	case len(id) == 0 || string(id) == "null" || id[0] == '{' || id[0] == '[':
		return nil
	case id[0] == '"':
		r.inner.Reset(id, 1)
		if r.text, err = appended(r.text, &r.inner); err != nil {
			return err
		}
	case jsonscan.LiteralOf(id) == jsonscan.Invalid:
		return fmt.Errorf("its id is %s, which is neither text nor a number", incidents.Quote(string(id)))
	default:
		r.text = append(r.text, id...)
	}
	r.id = span{from, len(r.text)}
	return nil
}

func (r *featureReader) properties() error {
	ok, err := r.cursor.Enter('{')
	for ; ok; ok, err = r.cursor.Next('}') {
		from := len(r.keys)
		if r.keys, err = r.cursor.Key(r.keys); err != nil {
			return err
		}
		if err := r.value(r.keys[from:], &r.cursor); err != nil {
			return err
		}
	}
	return err
}

// value makes the next value the column of that name.
func (r *featureReader) value(key []byte, c *jsonscan.Cursor) (err error) {
	from := len(r.text)
	switch c.Kind() {
	case '"':
		text, err := c.String(r.text)
		if err != nil && !errors.Is(err, jsonscan.ErrHalf) {
			return err
		}
		if r.text = text; err != nil {
			r.refuse(key, from, halfOfACharacter)
		}
	case '{', '[':
		raw, err := c.Raw()
		if err != nil {
			return err
		}
		if raw[0] == '{' && r.within(key, raw) {
			return nil
		}
		if r.text = compact(r.text, raw); jsonscan.HasHalf(raw) {
			r.refuse(key, from, halfOfACharacter)
		}
	default:
		raw, err := c.Raw()
		if err != nil {
			return err
		}
		switch jsonscan.LiteralOf(raw) {
		case jsonscan.Invalid:
			return fmt.Errorf("its property %s is %s, which is no value of JSON", incidents.Quote(string(key)), incidents.Quote(string(raw)))
		case jsonscan.Null:
		case jsonscan.NotFinite:
			r.text = append(r.text, raw...)
			r.refuse(key, from, "is not a finite number; the value was left out")
		case jsonscan.Number:
			r.text = append(r.text, raw...)
			if !fits(raw) {
				r.refuse(key, from, "is beyond the numbers that can be kept; the value was left out")
			}
		default:
			r.text = append(r.text, raw...)
		}
	}
	r.set(key, from)
	return nil
}

// mostWithin is how many levels of objects in a record become columns of their own, and
// mostMembersWithin how many members such an object has at most.
const (
	mostWithin        = 3
	mostMembersWithin = 200
)

// within makes columns of the members of an object: "location.lat". False for what stays as it is: a
// geometry, what lies too deep, and what is no object.
func (r *featureReader) within(key, raw []byte) bool {
	if bytes.Count(key, []byte(".")) >= mostWithin || len(key) > mostColumnName/2 || isGeometryObject(raw) {
		return false
	}
	all := map[string]json.RawMessage{}
	names, ok := memberNames(raw, all)
	if !ok || len(names) == 0 {
		return false
	}
	for _, name := range names {
		inner := append(append(bytes.Clone(key), '.'), name...)
		if len(names) == 1 && strings.HasPrefix(name, "$") { // as MongoDB writes ids and dates
			inner = bytes.Clone(key)
		}
		var c jsonscan.Cursor
		c.Reset(all[name], r.limits.Depth-1)
		from := len(r.text)
		if err := r.value(inner, &c); err != nil {
			r.text = append(r.text[:from], all[name]...)
			r.refuse(inner, from, "cannot be read: "+err.Error())
		}
	}
	return true
}

// memberNames lists the members of an object in their order.
func memberNames(raw []byte, all map[string]json.RawMessage) (names []string, ok bool) {
	if json.Unmarshal(raw, &all) != nil {
		return nil, false
	}
	var c jsonscan.Cursor
	c.Reset(raw, 64)
	more, err := c.Enter('{')
	for ; more && err == nil; more, err = c.Next('}') {
		key, errKey := c.Key(nil)
		if errKey != nil {
			return nil, false
		}
		if _, errRaw := c.Raw(); errRaw != nil {
			return nil, false
		}
		if len(names) > mostMembersWithin {
			return nil, false
		}
		if !slices.Contains(names, string(key)) {
			names = append(names, string(key))
		}
	}
	return names, err == nil
}

// isGeometryObject tells a geometry of GeoJSON.
func isGeometryObject(raw []byte) bool {
	return bytes.Contains(raw, []byte(`"coordinates"`)) && bytes.Contains(raw, []byte(`"type"`))
}

const halfOfACharacter = "holds an escape such as \\ud800 that is half of a character; the value was left out"

// appended reads a string behind a text, which stays what it is if that fails.
func appended(text []byte, c *jsonscan.Cursor) ([]byte, error) {
	longer, err := c.String(text)
	if err != nil {
		return text, err
	}
	return longer, nil
}

// compact appends JSON without the blanks between its tokens; as it is when it is not JSON.
func compact(text, raw []byte) []byte {
	var b bytes.Buffer
	if bytes.IndexByte(raw, '\n') < 0 || json.Compact(&b, raw) != nil {
		return append(text, raw...)
	}
	return append(text, b.Bytes()...)
}

// fits tells whether a number is one of float64. Short ones without an exponent are.
func fits(number []byte) bool {
	if len(number) < 300 && bytes.IndexByte(number, 'e') < 0 && bytes.IndexByte(number, 'E') < 0 {
		return true
	}
	return finite(strconv.ParseFloat(string(number), 64))
}

// finite tells a number that can be kept from what ParseFloat gives for 1e400 and NaN.
func finite(v float64, err error) bool { return err == nil && !math.IsInf(v, 0) && !math.IsNaN(v) }

// place reads a geometry. One that cannot be read is left out; the record stays.
func (r *featureReader) place(raw []byte) error {
	s, err := r.shapes.read(raw, r.limits.Depth)
	if err != nil {
		r.rec.Repairs = addRepair(r.rec.Repairs, Repair{
			What: GeometryRefused, Value: shorten(string(raw[:min(len(raw), 2*shownValue)])), Lost: true,
			Detail: err.Error() + "; the record is kept without a geometry",
		})
		return nil
	}
	r.geometry(s)
	return nil
}
