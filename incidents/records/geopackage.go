package records

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"incidentmap/geo/projection"
	"incidentmap/incidents"
)

// geoTable is a table of a GeoPackage (OGC 12-128r18).
type geoTable struct {
	*database
	*plainTable
	name     string
	geometry string // the column with the geometry; empty for a table of attributes
	system   *projection.Projection
	columns  *columns
	domains  domains
	limits   Limits
}

// openGeoPackage gives each table of features and of attributes. Layers that are views are told
// of and not read: a view is a question, and what it costs to answer is the file's to say.
func (o *Opener) openGeoPackage(ctx context.Context, src source) (files []*File, err error) {
	d, err := o.openDatabase(ctx, src)
	if err != nil {
		return nil, err
	}
	listed, err := d.contents(ctx)
	if err != nil {
		return nil, &incidents.Error{Code: incidents.CodeOf(orInvalid(err)), Field: src.name, Message: "is an SQLite file but no GeoPackage that can be read; save it as GeoPackage", Err: err}
	}
	if err := src.budget.enter(src.name, len(listed)); err != nil {
		return nil, err
	}
	var names []string
	var skipped []Repair
	coded, err := d.domains(ctx)
	if err != nil {
		skipped = append(skipped, Repair{What: Skipped, Detail: "the names of the codes in its columns cannot be read, and the codes stay: " + shorten(err.Error())})
	}
	for _, c := range listed {
		names = append(names, c.name)
		if o.opts.Sheet != "" && o.opts.Sheet != c.name {
			continue
		}
		t, err := d.plain(ctx, c.name)
		var computed *computedError
		switch {
		case errors.As(err, &computed):
			skipped = append(skipped, Repair{What: Skipped, Value: shorten(c.name), Detail: computed.Error(), Lost: true})
		case err != nil:
			files = append(files, &File{Name: src.name + "/" + shorten(c.name), Err: &incidents.Error{Code: incidents.EInvalid, Field: src.name + "/" + shorten(c.name), Message: "cannot be read", Err: err}})
		default:
			files = append(files, src.budget.hold(o.openTable(d, t, c, coded[strings.ToLower(c.name)])))
		}
	}
	switch {
	case len(names) == 0:
		return nil, incidents.Errorf(incidents.EInvalid, src.name, "holds no table of features or attributes")
	case len(files)+len(skipped) == 0:
		return nil, noSuch(src.name, "table", o.opts.Sheet, names)
	case len(files) == 0:
		return nil, incidents.Errorf(incidents.EInvalid, src.name, "holds no table that can be read: %s: %s", incidents.Quote(skipped[0].Value), skipped[0].Detail)
	}
	files[0].Notes = append(files[0].Notes, skipped...)
	return files, nil
}

// contents is a layer as a GeoPackage lists it.
type contents struct {
	name, geometry string
	system         string // "EPSG:4326"; empty when it is not known
}

// contents lists the layers of features and attributes, in the order of the list. It is put
// together here of tables that are plain, as all others.
func (d *database) contents(ctx context.Context) ([]contents, error) {
	systems := map[string]string{}
	err := d.list(ctx, "gpkg_spatial_ref_sys", []string{"srs_id", "organization", "organization_coordsys_id"}, false, func(v []string) {
		systems[v[0]] = v[1] + ":" + v[2]
	})
	if err != nil {
		return nil, err
	}
	type column struct{ name, system string }
	geometries := map[string]column{}
	err = d.list(ctx, "gpkg_geometry_columns", []string{"table_name", "column_name", "srs_id"}, false, func(v []string) {
		c := column{name: v[1]}
		if id, err := strconv.Atoi(v[2]); err == nil && id > 0 {
			c.system = systems[v[2]]
			if c.system == "" {
				c.system = ":"
			}
		}
		geometries[strings.ToLower(v[0])] = c
	})
	if err != nil {
		return nil, err
	}
	var all []contents
	err = d.list(ctx, "gpkg_contents", []string{"table_name", "data_type"}, true, func(v []string) {
		switch v[1] {
		case "features", "attributes", "aspatial":
			g := geometries[strings.ToLower(v[0])]
			all = append(all, contents{v[0], g.name, g.system})
		}
	})
	return all, err
}

func (o *Opener) openTable(d *database, plain *plainTable, c contents, coded domains) *File {
	f := &File{Name: d.name + "/" + shorten(c.name), Format: gpkgFormat}
	t := &geoTable{database: d, plainTable: plain, name: f.Name, geometry: c.geometry, columns: newColumns(o.opts.Limits.Columns), domains: coded, limits: o.opts.Limits}
	switch {
	case o.opts.EPSG != 0:
		t.system, f.Err = systemCoded(f.Name, o.opts.EPSG)
	case c.geometry != "" && c.system != "":
		t.system, f.Err = systemNamed(f.Name, c.system)
	}
	if f.Err != nil {
		return f
	}
	for _, n := range plain.columns {
		if !strings.EqualFold(n, c.geometry) {
			_, _ = t.columns.at([]byte(n))
		}
	}
	f.noteSystem(t.system)
	for _, n := range plain.computed {
		f.Notes = append(f.Notes, Repair{What: Skipped, Column: shorten(n), Detail: "the column is computed by an expression of the file's, which is not run; it was left out", Lost: true})
	}
	f.columns, f.stream = t.columns, t
	f.noteDomains(t.domains)
	return f
}

func (t *geoTable) read(ctx context.Context, yield func(*Record) bool) error {
	b := newBuilder(t.columns, t.limits, t.system)
	b.domains = t.domains
	return t.each(ctx, t.plainTable, func(values []any) bool {
		b.begin()
		for i, v := range values {
			t.value(b, t.plainTable.columns[i], v)
		}
		return yield(b.finish())
	})
}

// value makes a text of a value, or the geometry. A GeoPackage's row number is a column
// and not the record's ID: programs number the rows anew when they write them.
func (t *geoTable) value(b *builder, name string, v any) {
	if t.geometry != "" && strings.EqualFold(name, t.geometry) {
		blob, ok := v.([]byte)
		if !ok {
			return
		}
		s, err := readGeoPackageGeometry(blob, t.limits.Depth)
		if err != nil {
			b.rec.Repairs = addRepair(b.rec.Repairs, Repair{What: GeometryRefused, Detail: err.Error() + "; the record is kept without a geometry", Lost: true})
		}
		b.geometry(s)
		return
	}
	from := len(b.text)
	switch v := v.(type) {
	case nil:
	case string:
		b.text = append(b.text, v...)
	case int64:
		b.text = strconv.AppendInt(b.text, v, 10)
	case float64:
		b.text = strconv.AppendFloat(b.text, v, 'f', -1, 64)
		if !finite(v, nil) {
			b.refuse([]byte(name), from, "is not a finite number; the value was left out")
		}
	case []byte:
		b.refuse([]byte(name), from, fmt.Sprintf("%d bytes that are no text were left out", len(v)))
	}
	b.set([]byte(name), from)
}
