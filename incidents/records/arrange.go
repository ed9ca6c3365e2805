package records

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/records/jsonscan"
)

// openJSON finds how the features lie in the text, and in which coordinate system.
func (o *Opener) openJSON(ctx context.Context, f *File, t text, sample []byte) error {
	j := &jsonFile{text: t, columns: newColumns(o.opts.Limits.Columns), limits: o.opts.Limits}
	if err := j.arrange(ctx, f, sample); err != nil {
		return err
	}
	if o.opts.EPSG != 0 {
		var err error
		if j.system, err = systemCoded(f.Name, o.opts.EPSG); err != nil {
			return err
		}
	}
	f.noteSystem(j.system)
	if j.skip > 0 {
		f.Notes = append(f.Notes, Repair{What: Skipped, Value: shorten(string(sample[:min(j.skip, len(sample))])), Detail: "the file is a script: what stands before its data was cut off"})
	}
	f.columns, f.stream = j.columns, j
	places := j.firstRecords(ctx)
	f.noteDomains(j.domains)
	switch {
	case j.arrangement >= inLines:
		f.Format = geoJSONSeq
	case j.arrangement == inTopology:
		f.Format = topoJSON
	case places || len(j.path) > 0 && j.path[len(j.path)-1] == "features" || f.Format == geoJSON:
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
func (j *jsonFile) arrange(ctx context.Context, f *File, sample []byte) error {
	if j.skip == 0 && inOwnLines(j.base, sample) {
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
	case first == '[' && !holdsFeatures(sample[min(j.skip, len(sample)):]):
		if holdsLists(sample[min(j.skip, len(sample)):]) {
			return j.namelessRows("the whole file")
		}
		j.arrangement = inList
		return nil
	}
	top := outline{}
	whole := top.read(s) == nil
	if first == '[' && len(top.layers) == 0 {
		j.arrangement = inList
		return nil
	}
	if err := j.follow(f, &top); err != nil {
		return err
	}
	f.Title, j.domains = top.title, arcGISDomains(top.fields)
	if _, err := s.Peek(); whole && err == nil && j.arrangement == alone && j.skip == 0 {
		j.arrangement = inARow
	}
	return nil
}

// holdsFeatures tells a list whose elements may hold lists of features.
func holdsFeatures(sample []byte) bool {
	return bytes.Contains(sample[:min(len(sample), 64<<10)], []byte(`"features"`))
}

// holdsLists tells a list that begins with a list.
func holdsLists(sample []byte) bool {
	rest, ok := bytes.CutPrefix(bytes.TrimLeft(sample, " \t\r\n\ufeff"), []byte("["))
	return ok && bytes.HasPrefix(bytes.TrimLeft(rest, " \t\r\n"), []byte("["))
}

// namelessRows refuses a table whose values have no names beside them.
func (j *jsonFile) namelessRows(where string) error {
	return incidents.Errorf(incidents.EInvalid, j.name, "holds its rows as lists without names (%s), so that nothing says which value is which; save it as CSV, or as a list of objects", where)
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

// follow decides by the outline where the records are.
func (j *jsonFile) follow(f *File, top *outline) (err error) {
	path, others, err := top.find()
	table, isTable := top.rowsOfLists()
	switch {
	case top.kind == "Topology" || top.has("arcs") && top.has("objects"):
		j.arrangement = inTopology
		return nil
	case isTable && top.features() == 0:
		return j.namelessRows(incidents.Quote(table))
	case err != nil:
		return incidents.Errorf(incidents.EInvalid, j.name, "%v", err)
	case path != nil:
		j.arrangement, j.path, j.layers = inPath, path, top.layers
	case top.has("features"):
		j.arrangement, j.path = inPath, []string{"features"} // an empty list
	case top.kind == "FeatureCollection":
		return incidents.Errorf(incidents.EInvalid, j.name, "is a collection without its list of features")
	case top.has("error") && len(top.names) <= 4:
		return incidents.Errorf(incidents.EInvalid, j.name, "is the message of a server that something went wrong, and holds no data; ask it again")
	case top.has("currentVersion") || top.has("drawingInfo"):
		return incidents.Errorf(incidents.EInvalid, j.name, "describes a layer of an ArcGIS server and holds none of its features; add /query?where=1%%3D1&outFields=*&f=geojson to its address")
	case top.kind == "" && !top.has("geometry") && len(top.lists) == 1:
		j.arrangement, j.path = inPath, top.lists[0].path
	case top.kind == "" && top.objects >= 2 && top.objects == len(top.names):
		j.arrangement = inMembers
	default:
		j.arrangement = alone
	}
	for _, l := range others {
		f.Notes = append(f.Notes, Repair{What: Skipped, Detail: fmt.Sprintf("the list %s of %d is not read: the records are those of %s", incidents.Quote(strings.Join(l.path, ".")), l.objects, incidents.Quote(strings.Join(path, ".")))})
	}
	if top.crs != nil {
		j.system, err = systemOf(j.name, top.crs)
	} else if top.spatial != nil {
		j.system, err = systemOfArcGIS(j.name, top.spatial)
	}
	return err
}
