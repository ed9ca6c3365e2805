package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"

	"incidentmap/cmd/dev/program"
	"incidentmap/cmd/dev/synthetic"
)

// csv gives the table of incidents.
func (r *run) csv() (string, error) {
	return r.kept(".csv", func(w io.Writer) error {
		_, err := synthetic.WriteCSV(w, r.Incidents, seed)
		return err
	})
}

// measureImport takes the table into a new store, and into whatever else is installed.
func (r *run) measureImport(ctx context.Context) error {
	table, err := r.csv()
	if err != nil {
		return err
	}
	own, err := r.importInto(ctx, r.file(".db"))
	if err != nil {
		return err
	}
	size, err := sizeOf(r.file(".db"))
	if err != nil {
		return err
	}
	peer, peerSize, err := r.ogr2ogr(ctx, table)
	if err != nil {
		return err
	}
	r.row(r.importRow("import of a table into SQLite, published", own, "ogr2ogr -f GPKG", peer))
	each := func(size int64) float64 { return float64(size) / float64(r.Incidents) }
	row := row{measure: "store on disk", figure: significant(each(size)) + " bytes an incident"}
	if peerSize > 0 {
		row.peer = "GeoPackage: " + significant(each(peerSize))
		row.ratio = lessIsBetter(each(size), each(peerSize))
	}
	r.row(row)
	if r.Postgres != "" {
		return r.importIntoPostGIS(ctx, table)
	}
	return nil
}

// importRow is the row of an import, whose peer has taken no time when there is none.
func (r *run) importRow(what string, own program.Usage, peerName string, peer program.Usage) row {
	rate := func(u program.Usage) float64 { return float64(r.Incidents) / u.Wall.Seconds() }
	said := func(u program.Usage) string {
		return fmt.Sprintf("%s rows/s; %s of processor; at most %s of memory", significant(rate(u)), span(u.CPU), megabytes(u.Peak))
	}
	result := row{measure: fmt.Sprintf("%s, %s rows", what, thousands(int64(r.Incidents))), figure: said(own)}
	if peer.Wall > 0 {
		result.peer, result.ratio = peerName+": "+said(peer), moreIsBetter(rate(own), rate(peer))
	}
	return result
}

// importInto makes a store of the table. It has its name once it is whole.
func (r *run) importInto(ctx context.Context, store string) (program.Usage, error) {
	table, err := r.csv()
	if err != nil {
		return program.Usage{}, err
	}
	part := store + ".part"
	if err := errors.Join(program.RemoveStore(part), program.RemoveStore(store)); err != nil {
		return program.Usage{}, err
	}
	used, err := r.importTable(ctx, part, table)
	if err == nil {
		err = r.importAreas(ctx, part)
	}
	if err != nil {
		return program.Usage{}, errors.Join(err, program.RemoveStore(part))
	}
	return used, program.RenameStore(store, part)
}

func (r *run) importTable(ctx context.Context, store, table string) (program.Usage, error) {
	return r.finish(ctx, r.program, "import", "--story", story, "--publish", "--store", "sqlite:"+store, table)
}

// fewAreas is how many incidents of the layer are known by a state or a country alone.
const fewAreas = 200

// importAreas adds incidents with outlines to a store, as a layer of a real story has. They are no part
// of what is compared with other programs.
func (r *run) importAreas(ctx context.Context, store string) error {
	table, err := r.kept(".areas.csv", func(w io.Writer) error { return synthetic.WriteAreas(w, fewAreas, seed) })
	if err == nil {
		_, err = r.importTable(ctx, store, table)
	}
	return err
}

// sizeOf gives the length of a file in bytes.
func sizeOf(name string) (int64, error) {
	info, err := os.Stat(name)
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// ogr2ogr takes the same table into a GeoPackage by GDAL, which has typed columns and a
// spatial index as well. Without GDAL it notes so and took no time.
func (r *run) ogr2ogr(ctx context.Context, table string) (program.Usage, int64, error) {
	ogr, err := exec.LookPath("ogr2ogr")
	if err != nil {
		r.note("not compared with GDAL: ogr2ogr is not installed")
		return program.Usage{}, 0, nil
	}
	into := r.file(".gpkg")
	if err := os.Remove(into); err != nil && !errors.Is(err, os.ErrNotExist) {
		return program.Usage{}, 0, err
	}
	used, err := r.finish(ctx, ogr, "-f", "GPKG", into, table, "-nln", "incidents", "-a_srs", "EPSG:4326",
		"-oo", "X_POSSIBLE_NAMES=lon", "-oo", "Y_POSSIBLE_NAMES=lat", "-oo", "AUTODETECT_TYPE=YES")
	if err != nil {
		return program.Usage{}, 0, err
	}
	size, err := sizeOf(into)
	return used, size, errors.Join(err, os.Remove(into))
}
