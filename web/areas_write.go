package web

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/paulmach/orb/geojson"

	"incidentmap/incidents/format"
	"incidentmap/web/answer"
)

// writeAreas writes the counts by area.
func (f *Download) writeAreas(ctx context.Context, w io.Writer) error {
	all, err := f.incidents(ctx)
	if err != nil {
		return err
	}
	counts, err := countByArea(f.by, all)
	if err != nil {
		return err
	}
	areas, err := counts.inOrder(ctx, f.from.areas)
	if err != nil {
		return err
	}
	if f.Format.Ext == "csv" {
		return writeAreasCSV(w, areas, f.Heading.Lang, f.Heading.BOM)
	}
	return writeAreasGeoJSON(w, areas, f.Heading)
}

func writeAreasGeoJSON(w io.Writer, areas []*areaCount, h format.Heading) error {
	if _, err := w.Write(format.AppendOpening(nil, h)); err != nil {
		return err
	}
	columns := areaColumns()
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
func writeAreasCSV(w io.Writer, areas []*areaCount, lang string, bom bool) error {
	if bom {
		if _, err := io.WriteString(w, "\ufeff"); err != nil {
			return err
		}
	}
	columns := areaColumns()
	out := csv.NewWriter(w)
	out.UseCRLF = true
	row := make([]string, len(columns))
	for i, c := range columns {
		row[i] = c.Name
	}
	if err := out.Write(row); err != nil {
		return err
	}
	for _, a := range areas {
		for i, c := range columns {
			row[i] = cell(c.value(a, lang))
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// cell writes a value as text that no spreadsheet takes for a formula.
func cell(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case int:
		return fmt.Sprint(v)
	case string:
		if strings.ContainsAny(v[:min(len(v), 1)], "=+-@\t\r\n") || strings.IndexAny(v, "＝＋－＠") == 0 {
			return "'" + v
		}
		return v
	}
	b, err := answer.Marshal(v)
	if err != nil {
		return ""
	}
	return harmless(string(b))
}

// harmless drops the characters that turn what stands beside them (Unicode Standard Annex
// 9, section 2) and those that XML and terminals have no use for.
func harmless(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r < ' ' && r != '\t' && r != '\n', r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
			return -1
		}
		return r
	}, s)
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
	encoded, err := answer.Marshal(value)
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
