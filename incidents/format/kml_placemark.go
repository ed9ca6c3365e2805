package format

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"time"

	"github.com/paulmach/orb"
	geomkml "github.com/twpayne/go-geom/encoding/kml"

	"incidentmap/geo"
)

// placemark writes incidents as elements of KML; its memory is used again for the next. It
// appends text: an element of go-kml for each property took four times as long, and a
// layer of a million incidents has thirty million.
type placemark struct {
	columns   []column[localized]
	dst, cell []byte
	geometry  bytes.Buffer
}

// of is the incident's element, in the order of the standard's schema. It is good until the
// next.
func (p *placemark) of(h *Heading, v localized) ([]byte, error) {
	p.dst = append(p.dst[:0], "<Placemark><name>"...)
	p.text(Plain(v.in(v.Title)))
	p.dst = append(p.dst, "</name><description>"...)
	p.text(balloon(h, v))
	p.dst = append(p.dst, "</description>"...)
	if !v.When.Start.IsZero() {
		p.dst = append(p.dst, "<TimeSpan><begin>"...)
		p.dst = append(v.When.Start.AppendFormat(p.dst, time.RFC3339), "</begin><end>"...)
		p.dst = append(v.When.End.AppendFormat(p.dst, time.RFC3339), "</end></TimeSpan>"...)
	}
	p.dst = append(p.dst, "<styleUrl>#"...)
	if l, has := h.symbolOf(v.Public); has {
		p.dst = append(p.dst, kmlLayerStyle...)
		p.text(l.ID)
	} else {
		p.dst = append(p.dst, kmlOtherStyle...)
	}
	p.dst = append(p.dst, `</styleUrl><ExtendedData><SchemaData schemaUrl="#`+kmlSchema+`">`...)
	if p.columns == nil {
		p.columns = h.columns()
	}
	for i := range p.columns {
		if p.cell = p.columns[i].appendCell(p.cell[:0], v); len(p.cell) > 0 {
			p.dst = append(append(append(p.dst, `<SimpleData name="`...), p.columns[i].name...), `">`...)
			p.dst = append(appendXML(p.dst, p.cell), "</SimpleData>"...)
		}
	}
	p.dst = append(p.dst, "</SchemaData></ExtendedData>"...)
	if err := p.place(rfc7946(v.Where.Geometry)); err != nil {
		return nil, fmt.Errorf("KML: incident %s: %w", v.ID, err)
	}
	p.dst = append(p.dst, "</Placemark>"...)
	return p.dst, nil
}

func (p *placemark) text(s string) {
	p.cell = append(p.cell[:0], s...)
	p.dst = appendXML(p.dst, p.cell)
}

// place writes a point, which nearly all are, and leaves the rest to go-geom.
func (p *placemark) place(g orb.Geometry) error {
	if at, isPoint := g.(orb.Point); isPoint {
		p.dst = append(p.dst, "<Point><coordinates>"...)
		p.dst = append(appendNumber(p.dst, at[0], coordinateDecimals), ',')
		p.dst = append(appendNumber(p.dst, at[1], coordinateDecimals), "</coordinates></Point>"...)
		return nil
	}
	t, err := geo.ToGoGeom(g)
	if t == nil || err != nil {
		return err
	}
	element, err := geomkml.Encode(t)
	if err != nil {
		return err
	}
	p.geometry.Reset()
	enc := xml.NewEncoder(&p.geometry)
	if err := element.MarshalXML(enc, xml.StartElement{}); err != nil {
		return err
	}
	if err := enc.Flush(); err != nil {
		return err
	}
	p.dst = append(p.dst, p.geometry.Bytes()...)
	return nil
}
