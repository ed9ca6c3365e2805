package download

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"github.com/paulmach/orb/geojson"

	"incidentmap/incidents/format"
	"incidentmap/web/respond"
)

// areaWriters are the formats that counts by area are given in, by extension.
var areaWriters = map[string]func(w io.Writer, areas []*areaCount, h *format.Heading) error{
	"geojson": writeAreasGeoJSON,
	"csv":     writeAreasCSV,
}

// writeAreas writes the counts by area.
func (f *File) writeAreas(ctx context.Context, w io.Writer) error {
	counts, err := countByArea(f.by, f.Heading.Lang, f.incidents(ctx))
	if err != nil {
		return err
	}
	areas, err := counts.inOrder(ctx, f.from.areas)
	if err != nil {
		return err
	}
	return areaWriters[f.Format.Ext](w, areas, &f.Heading)
}

func writeAreasGeoJSON(w io.Writer, areas []*areaCount, h *format.Heading) error {
	if _, err := w.Write(format.AppendOpening(nil, *h)); err != nil {
		return err
	}
	columns := areaColumns(&h.Story)
	for i, a := range areas {
		feature, err := areaFeature(columns, a, h.Lang)
		if err != nil {
			return fmt.Errorf("area %s: %w", a.code, err)
		}
		if i > 0 {
			feature = append([]byte(format.Between), feature...)
		}
		if _, err := w.Write(feature); err != nil {
			return err
		}
	}
	_, err := w.Write(format.AppendClosing(nil, len(areas)))
	return err
}

func areaFeature(columns []areaColumn, a *areaCount, lang string) ([]byte, error) {
	geometry := []byte("null")
	if a.geometry != nil {
		var err error
		if geometry, err = json.Marshal(geojson.NewGeometry(a.geometry)); err != nil {
			return nil, err
		}
	}
	properties := newObject()
	for _, c := range columns {
		if v := c.value(a, lang); v != nil {
			properties.add(c.Name, v)
		}
	}
	feature := newObject()
	feature.add("type", "Feature")
	feature.add("id", a.code)
	feature.add("geometry", json.RawMessage(geometry))
	feature.add("properties", json.RawMessage(properties.bytes()))
	return feature.bytes(), nil
}

// writeAreasCSV writes a row an area, without outlines, as RFC 4180 asks.
func writeAreasCSV(w io.Writer, areas []*areaCount, h *format.Heading) error {
	var out []byte
	if h.BOM {
		out = append(out, "\ufeff"...)
	}
	columns := areaColumns(&h.Story)
	for _, c := range columns {
		out = append(append(out, c.Name...), ',')
	}
	out = append(out[:len(out)-1], lineEnd...)
	for _, a := range areas {
		for _, c := range columns {
			value, err := cell(c.value(a, h.Lang))
			if err != nil {
				return fmt.Errorf("area %s, %s: %w", a.code, c.Name, err)
			}
			out = append(format.AppendCSV(out, value), ',')
		}
		out = append(out[:len(out)-1], lineEnd...)
	}
	_, err := w.Write(out)
	return err
}

// lineEnd ends a row (RFC 4180, section 2).
const lineEnd = "\r\n"

// cell writes a value as the text of its cell.
func cell(v any) ([]byte, error) {
	switch v := v.(type) {
	case nil:
		return nil, nil
	case int:
		return strconv.AppendInt(nil, int64(v), 10), nil
	case string:
		return []byte(v), nil
	}
	text, err := respond.Marshal(v)
	return format.PlainJSON(text), err
}

// object is a JSON object whose members keep their order.
type object struct{ b bytes.Buffer }

func newObject() *object {
	o := &object{}
	o.b.WriteByte('{')
	return o
}

// add writes a member; values are text, numbers and JSON, which always marshal.
func (o *object) add(name string, value any) {
	encoded, err := respond.Marshal(value)
	if err != nil {
		encoded = []byte("null")
	}
	if o.b.Len() > 1 {
		o.b.WriteByte(',')
	}
	fmt.Fprintf(&o.b, "%q:", name)
	o.b.Write(encoded)
}

// bytes gives the object, which ends with this.
func (o *object) bytes() []byte { return append(o.b.Bytes(), '}') }
