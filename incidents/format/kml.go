package format

import (
	"bufio"
	"context"
	"encoding/xml"
	"image/color"
	"io"
	"strconv"

	"github.com/twpayne/go-kml/v3"
)

// The names in the document that other elements refer to.
const (
	kmlSchema     = "incident"
	kmlOtherStyle = "layer"  // of incidents that no layer holds
	kmlLayerStyle = "layer-" // and the layer's id
)

// writeKML writes an OGC KML 2.2 document with a placemark for each incident. All properties
// are typed extended data; the citation is the document's link, description and
// extended data. What stands before the placemarks is made of go-kml's elements; the document
// around them is written token by token, for that library holds a document whole.
func writeKML(ctx context.Context, w io.Writer, h Heading, all Incidents) error {
	out := bufio.NewWriterSize(w, writeBuffer)
	if _, err := out.WriteString(xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(out)
	root := xml.StartElement{Name: xml.Name{Local: "kml"}, Attr: []xml.Attr{
		{Name: xml.Name{Local: "xmlns"}, Value: "http://www.opengis.net/kml/2.2"},
		{Name: xml.Name{Local: "xmlns:atom"}, Value: "http://www.w3.org/2005/Atom"},
	}}
	document := xml.StartElement{Name: xml.Name{Local: "Document"}}
	if err := encodeTokens(enc, root, document); err != nil {
		return err
	}
	for _, e := range kmlHead(&h) {
		if err := e.MarshalXML(enc, xml.StartElement{}); err != nil {
			return err
		}
	}
	if err := flushAll(enc, out); err != nil {
		return err
	}
	var p placemark
	err := each(ctx, &h, all, func(v localized) error {
		one, err := p.of(&h, v)
		if err != nil {
			return err
		}
		_, err = out.Write(one)
		return err
	})
	if err != nil {
		return err
	}
	if err := encodeTokens(enc, document.End(), root.End()); err != nil {
		return err
	}
	return flushAll(enc, out)
}

func encodeTokens(enc *xml.Encoder, tokens ...xml.Token) error {
	for _, t := range tokens {
		if err := enc.EncodeToken(t); err != nil {
			return err
		}
	}
	return nil
}

func flushAll(enc *xml.Encoder, out *bufio.Writer) error {
	if err := enc.Flush(); err != nil {
		return err
	}
	return out.Flush()
}

// kmlHead is the document before its placemarks, in the order of the standard's schema.
func kmlHead(h *Heading) []kml.Element {
	head := []kml.Element{kml.Name(h.title())}
	if page := h.page(); page != "" {
		head = append(head, atomLink(page))
	}
	head = append(head, kml.Description(escapeHTML(h.sentence())))
	head = append(head, kmlStyle(kmlOtherStyle, "#4d4d4d"))
	for _, l := range h.Story.Layers {
		head = append(head, kmlStyle(kmlLayerStyle+l.ID, l.Symbol.Color))
	}
	cited := kml.ExtendedData()
	for _, c := range h.citations() {
		cited.Add(kml.Data(c.name, kml.DisplayName(in(c.label, h.Lang)), kml.Value(c.value)))
	}
	schema := kml.NamedSchema(kmlSchema, kmlSchema)
	for _, c := range h.columns() {
		schema.Append(kml.SimpleField(c.name, kmlType(c.valueType), kml.DisplayName(in(c.title, h.Lang))))
	}
	return append(head, cited, schema)
}

// kmlType is the type of a column in a KML schema, which has none for times.
func kmlType(t ValueType) string {
	switch t {
	case Integer:
		return "int"
	case Number:
		return "double"
	case Boolean:
		return "bool"
	}
	return "string"
}

// kmlStyle draws in a layer's colour: points and lines in full, areas so that the map shows
// through. The balloon shows the description alone, which is escaped; names and extended
// data would be taken for HTML.
func kmlStyle(id, hex string) kml.Element {
	full, faint := kmlColor(hex, 0xff), kmlColor(hex, 0x66)
	return kml.SharedStyle(id,
		kml.IconStyle(kml.Color(full)),
		kml.LineStyle(kml.Color(full), kml.Width(2)),
		kml.PolyStyle(kml.Color(faint)),
		kml.BalloonStyle(kml.Text("$[description]")),
	)
}

// kmlColor reads "#rrggbb". KML's colours are not multiplied with their alpha; color.RGBA
// hands its numbers on as they are, which color.NRGBA would not.
func kmlColor(hex string, alpha uint8) color.Color {
	c := color.RGBA{A: alpha}
	if len(hex) == len("#rrggbb") {
		if n, err := strconv.ParseUint(hex[1:], 16, 24); err == nil {
			c.R, c.G, c.B = uint8(n>>16), uint8(n>>8), uint8(n)
		}
	}
	return c
}

// atomLink is the element that KML takes from Atom (OGC 07-147r2, section 9.1.3.9) and
// go-kml does not have.
type atomLink string

// MarshalXML writes the element.
func (l atomLink) MarshalXML(enc *xml.Encoder, _ xml.StartElement) error {
	start := xml.StartElement{Name: xml.Name{Local: "atom:link"}, Attr: []xml.Attr{
		{Name: xml.Name{Local: "rel"}, Value: "related"}, {Name: xml.Name{Local: "href"}, Value: string(l)},
	}}
	return encodeTokens(enc, start, start.End())
}

// writeKMZ writes the KML document in a zip archive.
func writeKMZ(ctx context.Context, w io.Writer, h Heading, all Incidents) error {
	archive := newArchive(w, &h)
	document, err := archive.create("doc.kml")
	if err != nil {
		return err
	}
	if err := writeKML(ctx, document, h, all); err != nil {
		return err
	}
	return archive.Close()
}
