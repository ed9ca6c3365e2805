package sqlite

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/incidents/storetest"
)

// small gives n incidents such as a row of a spreadsheet makes, the first of them the
// row from.
func small(from, n int) []incidents.Write {
	zone := time.FixedZone("", -6*3600)
	wishes := make([]incidents.Write, n)
	for i := range wishes {
		row := from + i
		day := time.Date(2026, 1, 1+row%300, 0, 0, 0, 0, zone)
		wishes[i] = incidents.Write{Kind: incidents.Create, Author: "import", Incident: incidents.Incident{
			ID: incidents.NewID(time.Now()), Story: "a", Class: incidents.ClassIncident, Kind: "roadblock",
			Title: incidents.Text{"es": fmt.Sprintf("Bloqueo %d en la carretera a %d", row, row%977)},
			When: incidents.When{
				Start: day, End: day.Add(24*time.Hour - time.Second), Zone: "America/Mexico_City",
				Precision: incidents.Day, Basis: incidents.EventTime,
			},
			Where: geo.Location{
				Geometry: orb.Point{-103 + float64(row%8191)/4000, 20 + float64(row%7919)/4000}, Precision: geo.Exact,
				Method: geo.Method{By: geo.BySource},
			},
			Sources: []incidents.Source{{
				ID: "s1", Publisher: incidents.Text{"es": "example.org"}, URL: fmt.Sprintf("https://example.org/%d", row),
				Kind: incidents.Wire, Attribution: incidents.Institution,
			}},
			Origin: incidents.Origin{
				Key: fmt.Sprintf("id:%d", row), Hash: fmt.Sprintf("sha256:%064x", row*7919), File: "rows.csv", Row: row,
			},
			Workflow: incidents.Published, Verification: incidents.Unverified, Disposition: incidents.Active,
		}}
	}
	return wishes
}

// BenchmarkWriteSmall writes small incidents in batches of several sizes, with the features
// that are shipped.
func BenchmarkWriteSmall(b *testing.B) {
	for _, n := range []int{1, 100, 2000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			s, err := Open(b.Context(), filepath.Join(b.TempDir(), "store.db"), format.AppendFeature)
			if err != nil {
				b.Fatal(err)
			}
			defer s.Close() //nolint:errcheck // what was written is not read
			if _, err := s.PutStory(b.Context(), storetest.Story("a")); err != nil {
				b.Fatal(err)
			}
			rows := 0
			b.ResetTimer()
			for range b.N {
				b.StopTimer()
				wishes := small(rows, n)
				b.StartTimer()
				if _, err := s.Write(b.Context(), wishes...); err != nil {
					b.Fatal(err)
				}
				rows += n
			}
			b.StopTimer()
			b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "incidents/s")
			if _, err := s.writer.ExecContext(b.Context(), `PRAGMA wal_checkpoint(TRUNCATE)`); err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(sizeOf(b, s.path))/float64(rows), "B/incident")
		})
	}
}

// BenchmarkBareInsert puts as many bytes as a small incident's document and feature into one
// table, in transactions of 10,000: what a store on this driver cannot pass.
func BenchmarkBareInsert(b *testing.B) {
	db, err := sql.Open("sqlite", dsn(filepath.Join(b.TempDir(), "bare.db"), forWriting, false))
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close() //nolint:errcheck // what was written is not read
	db.SetMaxOpenConns(1)
	for _, q := range []string{`PRAGMA journal_mode = WAL`, `CREATE TABLE bare (seq INTEGER PRIMARY KEY, document BLOB, feature BLOB)`} {
		if _, err := db.ExecContext(b.Context(), q); err != nil {
			b.Fatal(err)
		}
	}
	document, feature := make([]byte, 300), make([]byte, 700)
	const n = 10_000
	for b.Loop() {
		insertBare(b, db, n, document, feature)
	}
	b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "rows/s")
}

// insertBare inserts n rows in one transaction.
func insertBare(b *testing.B, db *sql.DB, n int, document, feature []byte) {
	b.Helper()
	tx, err := db.BeginTx(b.Context(), nil)
	if err != nil {
		b.Fatal(err)
	}
	insert, err := tx.PrepareContext(b.Context(), `INSERT INTO bare (document, feature) VALUES (?, ?)`)
	if err != nil {
		b.Fatal(err)
	}
	defer insert.Close() //nolint:errcheck // the transaction is over
	for range n {
		if _, err := insert.ExecContext(b.Context(), document, feature); err != nil {
			b.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
}
