package records

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/records/markup"
	"incidentmap/incidents/records/xmlscan"
)

// markupFile is a KML or GPX document.
type markupFile struct {
	text
	columns *columns
	limits  Limits
	// walk reads the document.
	walk func(d *document, b *builder, yield func(*Record) bool) error
}

func (m *markupFile) read(ctx context.Context, yield func(*Record) bool) error {
	src, err := m.openUTF8(ctx)
	if err != nil {
		return err
	}
	defer src.Close()
	d := newDocument(src, m.limits)
	err = m.walk(d, newBuilder(m.columns, m.limits, nil), yield)
	switch {
	case errors.Is(err, errFound) || errors.Is(err, io.EOF):
		return nil
	case errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("the file ends within an element; it was cut")
	case err != nil:
		return fmt.Errorf("line %d: %w", d.Line(), err)
	}
	return nil
}

// openMarkup names the columns that the first records have.
func (o *Opener) openMarkup(ctx context.Context, f *File, m *markupFile) error {
	m.columns, m.limits = newColumns(o.opts.Limits.Columns), o.opts.Limits
	f.columns, f.stream = m.columns, m
	n := 0
	// Trouble is met again, and told, when the records are read.
	_ = m.read(ctx, func(*Record) bool { n++; return n < layoutRows })
	return nil
}

func (o *Opener) openKML(ctx context.Context, f *File, t text) error {
	return o.openMarkup(ctx, f, &markupFile{text: t, walk: func(d *document, b *builder, yield func(*Record) bool) error {
		return (&kmlReader{document: d, builder: b, yield: yield, archived: t.path == ""}).walk()
	}})
}

// kmlReader reads the placemarks of a KML document (OGC 12-007r2, KML 2.3; KML 2.2 and
// the gx extension are read alike).
type kmlReader struct {
	*document
	*builder
	yield    func(*Record) bool
	archived bool     // the document lies in an archive
	folders  []string // names of the folders about the place that is read
	within   []string // open elements
}

func (k *kmlReader) walk() error {
	for {
		t, err := k.next()
		if err != nil {
			return err
		}
		switch t.Kind {
		case xmlscan.Start:
			if err := k.element(t); err != nil {
				return err
			}
		case xmlscan.End:
			if len(k.within) > 0 {
				k.within = k.within[:len(k.within)-1]
			}
			if string(t.Name) == "Folder" && len(k.folders) > 0 {
				k.folders = k.folders[:len(k.folders)-1]
			}
		}
	}
}

// element reads a placemark whole, and the name of a folder; others are gone into.
func (k *kmlReader) element(start *xmlscan.Token) error {
	switch name := string(start.Name); name {
	case "Placemark", "NetworkLink", "GroundOverlay", "PhotoOverlay", "ScreenOverlay", "Style", "StyleMap", "Schema":
		k.renew()
		n, err := k.tree(start, nil)
		if err != nil || name == "Style" || name == "StyleMap" || name == "Schema" || k.beside(n) {
			return err
		}
		return k.give(n)
	case "name":
		n, err := k.tree(start, nil)
		if err == nil && len(k.within) > 0 && k.within[len(k.within)-1] == "Folder" {
			k.folders[len(k.folders)-1] = strings.TrimSpace(n.text)
		}
		return err
	case "Folder":
		k.folders = append(k.folders, "")
		k.within = append(k.within, name)
	default:
		k.within = append(k.within, name)
	}
	k.renew()
	return nil
}

// beside tells a link to a file in the same archive, which is read for itself.
func (k *kmlReader) beside(n *node) bool {
	if n.name != "NetworkLink" || !k.archived {
		return false
	}
	href := n.first("Link").value("href")
	if href == "" {
		href = n.first("Url").value("href")
	}
	return href != "" && !strings.Contains(href, "://")
}

// give makes a record of a placemark; what cannot be one is told of in its place.
func (k *kmlReader) give(n *node) error {
	k.begin()
	rec := (*Record)(nil)
	if n.name == "Placemark" {
		k.placemark(n)
		rec = k.finish()
	} else {
		rec = k.fail(fmt.Errorf("feature %d (%s) is a %s, which shows what is in another file and holds no place", k.rec.Row, incidents.Quote(n.value("name")), n.name))
	}
	if !k.yield(rec) {
		return errFound
	}
	return nil
}

func (k *kmlReader) placemark(n *node) {
	k.setID(n.attr("id"))
	if folder := strings.Join(k.folders, " / "); folder != "" {
		k.setText("folder", folder)
	}
	for _, kid := range n.kids {
		switch kid.name {
		case "name", "description", "address", "phoneNumber", "Snippet", "author", "link":
			k.setText(kid.name, strings.TrimSpace(kid.content()))
		case "TimeStamp":
			k.setText("when", kid.value("when"))
		case "TimeSpan":
			k.setText("begin", kid.value("begin"))
			k.setText("end", kid.value("end"))
		case "Track", "MultiTrack":
			k.times(kid)
		case "ExtendedData":
			k.extended(kid)
		}
	}
	k.described(n)
	s, err := kmlShape(n)
	if err != nil {
		k.rec.Repairs = addRepair(k.rec.Repairs, Repair{
			What: GeometryRefused, Detail: err.Error() + "; the record is kept without a geometry", Lost: true,
		})
	}
	k.geometry(s)
}

// described makes columns of the table of names and values that a description holds, as ArcGIS writes
// all of a feature's attributes; not of those that the placemark has by themselves.
func (k *kmlReader) described(n *node) {
	text := n.value("description")
	if !strings.Contains(text, "<td") && !strings.Contains(text, "<TD") {
		return
	}
	for _, pair := range markup.Read(text).Pairs {
		if pair[0] == "" || len(pair[0]) > shownValue || pair[1] == "<Null>" {
			continue
		}
		if i, ok := k.columns.at([]byte(pair[0])); ok && (i >= len(k.spans) || k.spans[i] == (span{})) {
			k.setText(pair[0], pair[1])
		}
	}
}

// times gives the first and the last time of a track.
func (k *kmlReader) times(n *node) {
	first, last := n.times()
	k.setText("begin", first)
	k.setText("end", last)
}

func (n *node) times() (first, last string) {
	for _, kid := range n.kids {
		from, to := kid.times()
		if kid.name == "when" {
			from = strings.TrimSpace(kid.text)
			to = from
		}
		if first == "" {
			first = from
		}
		if to != "" {
			last = to
		}
	}
	return first, last
}

// content is an element's text with that of the elements in it, such as HTML that was
// not escaped.
func (n *node) content() string {
	var b strings.Builder
	n.write(&b)
	if b.Len() == 0 {
		return n.attr("href")
	}
	return b.String()
}

func (n *node) write(to *strings.Builder) {
	to.WriteString(n.text)
	for _, k := range n.kids {
		to.WriteByte(' ')
		k.write(to)
	}
}

// extended reads columns of the file's own.
func (k *kmlReader) extended(n *node) {
	for _, kid := range n.kids {
		switch kid.name {
		case "Data":
			k.setText(kid.attr("name"), kid.value("value"))
		case "SchemaData":
			for _, d := range kid.kids {
				if d.name == "SimpleData" || d.name == "SimpleArrayData" {
					k.setText(d.attr("name"), strings.TrimSpace(d.content()))
				}
			}
		default: // elements of another namespace
			k.setText(kid.name, strings.TrimSpace(kid.content()))
		}
	}
}
