package postgis

import (
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"incidentmap/incidents"
	"incidentmap/incidents/postgis/postgistest"
)

// TestView asks as somebody with PostGIS tools would: what is in a box, in force and public.
func TestView(t *testing.T) {
	dsn := postgistest.Setting(t)
	s := open(t, dsn)
	rich(t, s)
	hidden := batch(1)[0]
	hidden.Incident.Disclosure = incidents.Withheld
	if _, err := s.Write(t.Context(), hidden); err != nil {
		t.Fatal(err)
	}
	conn, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context()) //nolint:errcheck // it is only read
	count := func(query string) (n int) {
		t.Helper()
		if err := conn.QueryRow(t.Context(), query).Scan(&n); err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		return n
	}
	// The index on places is used, whatever the table's size says of what is cheaper.
	if _, err := conn.Exec(t.Context(), `SET enable_seqscan = off`); err != nil {
		t.Fatal(err)
	}
	rows, err := conn.Query(t.Context(), `EXPLAIN SELECT * FROM public_incidents WHERE geom && ST_MakeEnvelope(-103.4, 20.6, -103.3, 20.7, 4326)`)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if plan := strings.Join(lines, "\n"); err != nil || !strings.Contains(plan, "search_by_point") || !strings.Contains(plan, "shape_by_geom") {
		t.Errorf("the indexes on places are not used, %v:\n%s", err, plan)
	}
	for query, want := range map[string]int{
		`SELECT count(*) FROM public_incidents`:                                                                          6,
		`SELECT count(*) FROM public_incidents WHERE geom IS NULL`:                                                       1,
		`SELECT count(*) FROM public_incidents WHERE geom && ST_MakeEnvelope(-103.4, 20.6, -103.3, 20.7, 4326)`:          4,
		`SELECT count(*) FROM public_incidents WHERE ST_Contains(geom, ST_SetSRID(ST_MakePoint(-102.1, 20.5), 4326))`:    1,
		`SELECT count(*) FROM public_incidents WHERE ST_SRID(geom) <> 4326`:                                              0,
		`SELECT count(DISTINCT id) FROM public_incidents WHERE story = 'a' AND properties->>'lang' = 'es'`:               6,
		`SELECT count(*) FROM public_incidents p JOIN change c USING (seq) WHERE c.until IS NOT NULL OR c.entry IS NULL`: 0,
		`SELECT count(*) FROM geometry_columns WHERE f_table_schema = current_schema() AND srid = 4326`:                  4,
	} {
		if got := count(query); got != want {
			t.Errorf("%s: %d, want %d", query, got, want)
		}
	}
}
