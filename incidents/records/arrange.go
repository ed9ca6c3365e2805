package records

import (
	"bytes"
	"context"
	"errors"
	"io"
	"path"
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/records/jsonscan"
)

// openJSON finds how the features lie in the text, and in which coordinate system.
func (o *Opener) openJSON(ctx context.Context, f *File, t text, sample []byte) error {
	j := &jsonFile{text: t, columns: newColumns(o.opts.Limits.Columns), limits: o.opts.Limits}
	if err := j.arrange(ctx, sample); err != nil {
		return err
	}
	if o.opts.EPSG != 0 {
		var err error
		if j.system, err = systemCoded(f.Name, o.opts.EPSG); err != nil {
			return err
		}
	}
	f.noteSystem(j.system)
	f.columns, f.stream = j.columns, j
	places := j.firstRecords(ctx)
	switch {
	case j.arrangement >= inLines:
		f.Format = geoJSONSeq
	case places || j.member == "features" || f.Format == geoJSON:
		f.Format = geoJSON
	default:
		f.Format = jsonFormat
	}
	return nil
}

// firstRecords reads some records so that the columns are known from the beginning, and
// tells whether they have geometries.
func (j *jsonFile) firstRecords(ctx context.Context) (places bool) {
	n := 0
	// Trouble is met again, and told, when the records are read.
	_ = j.read(ctx, func(r *Record) bool {
		places = places || r.Geometry != nil
		n++
		return n < layoutRows
	})
	return places
}

// arrange looks through the text once.
func (j *jsonFile) arrange(ctx context.Context, sample []byte) error {
	if inOwnLines(j.base, sample) {
		j.arrangement = inLines
		return nil
	}
	src, err := j.openUTF8(ctx)
	if err != nil {
		return err
	}
	defer src.Close()
	s := jsonscan.NewStream(src, j.limits.Record)
	first, err := s.Peek()
	switch {
	case errors.Is(err, io.EOF):
		return incidents.Errorf(incidents.EInvalid, j.name, "is empty")
	case err != nil:
		return err
	case first == recordSeparator:
		j.arrangement = inRecords
		return nil
	case first == '[':
		j.arrangement = inList
		return nil
	}
	top := outline{}
	whole := top.read(s) == nil
	if err := j.follow(top); err != nil {
		return err
	}
	if _, err := s.Peek(); whole && err == nil && j.arrangement == alone {
		j.arrangement = inARow
	}
	return nil
}

// inOwnLines tells a text of one feature a line by its first line, which is a whole
// value with another behind it, or by the file's name.
func inOwnLines(name string, sample []byte) bool {
	if sample = bytes.TrimLeft(sample, " \t\r\n"); len(sample) == 0 || sample[0] != '{' {
		return false
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".geojsonl", ".geojsons", ".ndjson", ".jsonl", ".ldjson", ".ndgeojson":
		return true
	}
	line, rest, ok := bytes.Cut(sample, []byte("\n"))
	rest = bytes.TrimLeft(rest, " \t\r\n")
	if !ok || len(rest) == 0 || rest[0] != '{' {
		return false
	}
	s := jsonscan.NewStream(bytes.NewReader(line), len(line))
	_, err := s.Value()
	_, after := s.Peek()
	return err == nil && errors.Is(after, io.EOF)
}

// outline is what an object's members tell of what it is.
type outline struct {
	kind  string
	crs   []byte
	names []string // of all members
	lists []string // of the members that are lists
}

// read goes over the object's members without holding them.
func (top *outline) read(s *jsonscan.Stream) error {
	if err := s.Pass('{'); err != nil {
		return err
	}
	for {
		if next, err := s.Peek(); err != nil || next == '}' {
			return errors.Join(err, s.Pass('}'))
		}
		raw, err := s.Value()
		if err != nil {
			return err
		}
		key := strings.Trim(string(raw), `"`)
		if err := s.Pass(':'); err != nil {
			return err
		}
		if err := top.member(s, key); err != nil {
			return err
		}
		if next, err := s.Peek(); err != nil || next != ',' {
			return errors.Join(err, s.Pass('}'))
		}
		_ = s.Pass(',')
	}
}

// mostMembers is how many members of an object are remembered.
const mostMembers = 1000

func (top *outline) member(s *jsonscan.Stream, key string) error {
	first, err := s.Peek()
	if err != nil {
		return err
	}
	if len(top.names) < mostMembers {
		top.names = append(top.names, key)
		if first == '[' {
			top.lists = append(top.lists, key)
		}
	}
	if key != "type" && key != "crs" {
		return s.Skip()
	}
	value, err := s.Value()
	if key == "type" {
		top.kind = strings.Trim(string(value), `"`)
	} else {
		top.crs = bytes.Clone(value)
	}
	return err
}

func (top *outline) has(name string) bool {
	for _, n := range top.names {
		if n == name {
			return true
		}
	}
	return false
}

// follow decides by the outline where the features are.
func (j *jsonFile) follow(top outline) (err error) {
	switch {
	case top.kind == "Topology" || top.has("arcs") && top.has("objects"):
		return &incidents.Error{Code: incidents.EInvalid, Field: j.name, Message: "cannot be read", Err: errTopology}
	case top.has("features") && (top.has("geometryType") || top.has("spatialReference")):
		return incidents.Errorf(incidents.EInvalid, j.name, "is the JSON of an ArcGIS server; ask it for GeoJSON (f=geojson in the address)")
	case top.has("features"):
		j.arrangement, j.member = inMember, "features"
	case top.kind == "FeatureCollection":
		return incidents.Errorf(incidents.EInvalid, j.name, "is a collection without its list of features")
	case top.kind == "" && !top.has("geometry") && len(top.lists) == 1:
		j.arrangement, j.member = inMember, top.lists[0]
	default:
		j.arrangement = alone
	}
	if top.crs != nil {
		j.system, err = systemOf(j.name, top.crs)
	}
	return err
}
