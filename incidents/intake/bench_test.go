package intake

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"incidentmap/incidents/records"
)

// writeRows writes a table as a newsroom's database gives it: two languages, times in UTC,
// numbers, towns that come again, a link of its own in each row.
func writeRows(tb testing.TB, rows int) string {
	tb.Helper()
	name := filepath.Join(tb.TempDir(), "rows.csv")
	file, err := os.Create(name)
	if err != nil {
		tb.Fatal(err)
	}
	w := bufio.NewWriter(file)
	rng := rand.New(rand.NewPCG(1, 2))
	fmt.Fprintln(w, "id,title_es,title_en,category,severity,occurred_at,lon,lat,city,region,country,fatalities,injured,verified,precision,source")
	kinds := []string{"robo", "homicidio", "accidente", "bloqueo", "incendio", "protesta"}
	towns := []string{"Zapopan", "León", "Tapalpa", "Ciudad Juárez", "Oaxaca", "Morelia", "Mérida"}
	for i := range rows {
		town := towns[rng.IntN(len(towns))]
		fmt.Fprintf(w, `%d,"Hecho en %s, según la policía","Event in %s, police say",%s,%d,20%02d-%02d-%02dT%02d:%02d:%02dZ,%.6f,%.6f,%s,Jalisco,México,%d,%d,%t,%s,https://example.org/n/%d`+"\n",
			i, town, town, kinds[rng.IntN(len(kinds))], 1+rng.IntN(5), 20+rng.IntN(6), 1+rng.IntN(12), 1+rng.IntN(28), rng.IntN(24), rng.IntN(60), rng.IntN(60),
			-103.5+rng.NormFloat64(), 20.5+rng.NormFloat64(), town, rng.IntN(3), rng.IntN(5), rng.IntN(2) == 0, []string{"exact", "street", "city"}[rng.IntN(3)], i)
	}
	if err := w.Flush(); err != nil {
		tb.Fatal(err)
	}
	if err := file.Close(); err != nil {
		tb.Fatal(err)
	}
	return name
}

// BenchmarkRead is an import without a store: opening, both readings, conversion, keys.
func BenchmarkRead(b *testing.B) {
	const rows = 100_000
	name := writeRows(b, rows)
	b.ReportAllocs()
	for b.Loop() {
		opener := records.NewOpener(records.Options{})
		files, err := opener.Open(context.Background(), name)
		if err != nil {
			b.Fatal(err)
		}
		report, err := Read(context.Background(), files, Options{Story: story, Geocoder: world()}, discard{})
		if err != nil || report.Created != rows {
			b.Fatal(report.Counts, err)
		}
		if err := opener.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(rows*b.N)/b.Elapsed().Seconds(), "rows/s")
}

// writeDisasters writes a table as EM-DAT's is: a country by name, and words for its parts that are no
// place by themselves.
func writeDisasters(tb testing.TB, rows int) string {
	tb.Helper()
	name := filepath.Join(tb.TempDir(), "disasters.csv")
	file, err := os.Create(name)
	if err != nil {
		tb.Fatal(err)
	}
	w := bufio.NewWriter(file)
	rng := rand.New(rand.NewPCG(3, 4))
	fmt.Fprintln(w, "DisNo.,Disaster Type,Disaster Subtype,ISO,Country,Location,Start Year,Start Month,Start Day,End Year,End Month,End Day,Total Deaths,No. Injured,No. Affected")
	countries := []string{"Mexico", "India", "China", "Indonesia", "Philippines (the)", "United States of America (the)", "Brazil", "Congo (the Democratic Republic of the)", "Nigeria", "France", "Russian Federation (the)", "Canada", "Chile", "Peru", "Kenya", "Iran (Islamic Republic of)", "Viet Nam", "Japan", "Bolivia (Plurinational State of)", "Tanzania, United Republic of"}
	kinds := []string{"Flood,Riverine flood", "Storm,Tropical cyclone", "Earthquake,Ground movement", "Epidemic,Viral disease", "Drought,Drought"}
	for i := range rows {
		place := ""
		if rng.IntN(5) > 0 {
			place = fmt.Sprintf("District %d, Province %d and areas of the river %d", i%977, i%313, i%701)
		}
		year, month := 1980+rng.IntN(45), 1+rng.IntN(12)
		fmt.Fprintf(w, "%d-%05d,%s,XXX,%q,%q,%d,%d,%d,%d,%d,,%d,%d,%d\n",
			year, i, kinds[rng.IntN(len(kinds))], countries[rng.IntN(len(countries))], place, year, month, 1+rng.IntN(28), year, month, rng.IntN(300), rng.IntN(500), rng.IntN(90_000))
	}
	if err := errors.Join(w.Flush(), file.Close()); err != nil {
		tb.Fatal(err)
	}
	return name
}

// BenchmarkDisasters is an import of rows whose place is a country, named beside words that are unknown.
func BenchmarkDisasters(b *testing.B) {
	const rows = 5000
	name := writeDisasters(b, rows)
	b.ReportAllocs()
	for b.Loop() {
		opener := records.NewOpener(records.Options{})
		files, err := opener.Open(context.Background(), name)
		if err != nil {
			b.Fatal(err)
		}
		report, err := Read(context.Background(), files, Options{Story: story, Geocoder: world()}, discard{})
		if err != nil || report.Created != rows {
			b.Fatal(report.Counts, err)
		}
		if err := opener.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(rows*b.N)/b.Elapsed().Seconds(), "rows/s")
}
