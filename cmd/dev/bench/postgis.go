package bench

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"incidentmap/cmd/dev/program"
	"incidentmap/cmd/dev/synthetic"
)

// withDatabase calls do with the address of a new database on the server, which is dropped
// after it.
func (r *run) withDatabase(ctx context.Context, do func(dsn string) error) (err error) {
	at, err := url.Parse(r.Postgres)
	if err != nil || at.Scheme != "postgres" && at.Scheme != "postgresql" {
		return fmt.Errorf("--postgres is not an address postgres://…/database")
	}
	name := "incidentmap_bench_" + strings.ToLower(rand.Text()[:8])
	if _, err := r.sql(ctx, r.Postgres, "CREATE DATABASE "+name); err != nil {
		return err
	}
	defer func() {
		_, dropErr := r.sql(context.WithoutCancel(ctx), r.Postgres, "DROP DATABASE "+name+" WITH (FORCE)")
		err = errors.Join(err, dropErr)
	}()
	own := *at
	own.Path = "/" + name
	return do(own.String())
}

// sql runs statements by psql, each as a transaction of its own, and gives what they answer,
// cells divided by |.
func (r *run) sql(ctx context.Context, dsn string, statements ...string) (string, error) {
	args := []string{"--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1", dsn}
	for _, s := range statements {
		args = append(args, "--command", s)
	}
	cmd := program.Command(ctx, "psql", args...)
	var said strings.Builder
	cmd.Stderr = &said
	text, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("psql: %w: %s", err, strings.TrimSpace(said.String()))
	}
	return strings.TrimSpace(string(text)), nil
}

// importIntoPostGIS takes the table into a new database as the program's own store.
func (r *run) importIntoPostGIS(ctx context.Context, table string) error {
	return r.withDatabase(ctx, func(dsn string) error {
		used, err := r.finish(ctx, r.program, "import", "--story", story, "--publish", "--store", dsn, table)
		if err != nil {
			return err
		}
		answer, err := r.sql(ctx, dsn, "SELECT pg_database_size(current_database())")
		if err != nil {
			return err
		}
		size, err := strconv.ParseFloat(answer, 64)
		if err != nil {
			return fmt.Errorf("the size of the database is %q", answer)
		}
		row := r.importRow("import of a table into PostGIS, published", used, "", program.Usage{})
		row.figure += "; " + significant(size/float64(r.Incidents)) + " bytes an incident"
		r.row(row)
		return nil
	})
}

// tileTable is the points of the incidents as a tile server in SQL would keep them. The table
// of the import is the input: its columns are those of synthetic.WriteCSV.
const tileTable = `CREATE EXTENSION IF NOT EXISTS postgis;
CREATE UNLOGGED TABLE rows (id text, title_es text, title_en text, category text, occurred_at timestamptz,
	lon float8, lat float8, city text, region text, country text, fatalities int, injured int, verified bool, precision text, source text)`

const tileIndex = `CREATE TABLE points AS SELECT id, category, fatalities, ST_Transform(ST_SetSRID(ST_MakePoint(lon, lat), 4326), 3857) AS at
	FROM rows WHERE abs(lat) < 85.06;
CREATE INDEX ON points USING gist (at);
ANALYZE points`

// tileFunction makes the tiles inside the server, so that no client is in the figure: at most
// 10,000 points each, which is what tile servers in SQL send when nothing else is set.
const tileFunction = `CREATE FUNCTION tile(z int, x int, y int) RETURNS bytea LANGUAGE sql STABLE AS $$
	SELECT ST_AsMVT(m, 'points') FROM (
		SELECT id, category, fatalities, ST_AsMVTGeom(at, ST_TileEnvelope(z, x, y), 4096, 64) AS geom
		FROM points WHERE at && ST_TileEnvelope(z, x, y, margin => 64.0 / 4096) LIMIT 10000) AS m $$`

// tilesOfPostGIS compares with tiles made by ST_AsMVT, without HTTP and compression.
func (r *run) tilesOfPostGIS(ctx context.Context, own loaded) error {
	table, err := r.csv()
	if err != nil {
		return err
	}
	var addresses []string
	for _, t := range synthetic.Tiles(asked, seed) {
		addresses = append(addresses, fmt.Sprintf("(%d,%d,%d)", t.Z, t.X, t.Y))
	}
	ask := "SELECT sum(length(tile(z, x, y))) FROM (VALUES " + strings.Join(addresses, ",") + ") AS a (z, x, y)"
	return r.withDatabase(ctx, func(dsn string) error {
		load := `\copy rows FROM ` + quoted(table) + ` WITH (FORMAT csv, HEADER)`
		if _, err := r.sql(ctx, dsn, tileTable, load, tileIndex, tileFunction); err != nil {
			return err
		}
		answer, err := r.sql(ctx, dsn, ask, "EXPLAIN (ANALYZE, TIMING OFF, SUMMARY ON) "+ask)
		if err != nil {
			return err
		}
		each, bytes, err := readExplained(answer)
		if err != nil {
			return err
		}
		r.row(row{
			measure: fmt.Sprintf("cold tiles, z0–14, %d different, processor time of the server", own.N()), figure: span(own.cpuEach()),
			peer:  fmt.Sprintf("PostGIS ST_AsMVT, at most 10,000 points, no HTTP, no gzip: %s each; %s bytes", span(each), significant(bytes)),
			ratio: lessIsBetter(own.cpuEach().Seconds(), each.Seconds()),
		})
		return nil
	})
}

// readExplained reads the bytes of all tiles, which come first, and the time of making them
// once more, which EXPLAIN says last; each divided by the number of tiles.
func readExplained(answer string) (each time.Duration, bytes float64, err error) {
	first, _, _ := strings.Cut(answer, "\n")
	total, err := strconv.ParseFloat(first, 64)
	_, last, found := strings.Cut(answer, "Execution Time: ")
	if err != nil || !found {
		return 0, 0, fmt.Errorf("PostGIS answered %q", answer)
	}
	ms, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(last), " ms"), 64)
	if err != nil {
		return 0, 0, fmt.Errorf("PostGIS answered %q", answer)
	}
	return milliseconds(ms / asked), total / asked, nil
}

// quoted is a text as SQL has it.
func quoted(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }
