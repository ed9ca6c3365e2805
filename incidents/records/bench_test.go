package records

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// manyFeatures makes a collection of points with a dozen properties.
func manyFeatures(n int) []byte {
	var b bytes.Buffer
	b.WriteString(`{"type":"FeatureCollection","features":[`)
	for i := range n {
		if i > 0 {
			b.WriteString(",\n")
		}
		fmt.Fprintf(&b, `{"type":"Feature","id":%d,"properties":{"title_es":"Bloqueo con vehículos en Zapopan","title_en":"Roadblock with vehicles in Zapopan","category":"roadblock","severity":2,"occurred_at":"2026-02-22T10:%02d:00Z","city":"Zapopan","region":"Jalisco","country":"México","fatalities":0,"injured":3,"verified":true,"precision":"near","source":"https://example.org/n/%d"},"geometry":{"type":"Point","coordinates":[%.6f,%.6f]}}`, i, i%60, i, -103.4+float64(i%100)/1000, 20.7)
	}
	b.WriteString("]}\n")
	return b.Bytes()
}

func count(b *testing.B, f *File) int {
	n := 0
	for r, err := range f.Records(b.Context()) {
		if err != nil || r.Err != nil {
			b.Fatal(err, r.Err)
		}
		n++
	}
	return n
}

func benchmarkFile(b *testing.B, name string, content []byte, records int) {
	files, err := open(b, put(b, name, content), Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(content)))
	b.ReportAllocs()
	for b.Loop() {
		if n := count(b, files[0]); n != records {
			b.Fatal(n, "records")
		}
	}
	b.ReportMetric(float64(records*b.N)/b.Elapsed().Seconds(), "records/s")
}

func BenchmarkRecords(b *testing.B) {
	const n = 20_000
	b.Run("csv", func(b *testing.B) {
		row := "Zapopan,Jalisco,\"roadblock, fire\",2026-02-22T10:00:00Z,-103.391234,20.723456,0,3,true,near,a,b,c,,12,14.5,x,y,México,https://example.org/1\n"
		header := "place,state,what,at,lon,lat,dead,wounded,checked,precision,k,l,m,n,o,p,q,r,country,url\n"
		benchmarkFile(b, "a.csv", []byte(header+strings.Repeat(row, n)), n)
	})
	b.Run("geojson", func(b *testing.B) { benchmarkFile(b, "a.geojson", manyFeatures(n), n) })
	b.Run("geojsonseq", func(b *testing.B) {
		line := feature("Roadblock in Zapopan", `{"type":"Point","coordinates":[-103.391234,20.723456]}`) + "\n"
		benchmarkFile(b, "a.geojsonl", []byte(strings.Repeat(line, n)), n)
	})
	b.Run("kml", func(b *testing.B) {
		place := `<Placemark><name>Roadblock</name><description>Two burnt</description><Point><coordinates>-103.39,20.72</coordinates></Point></Placemark>`
		benchmarkFile(b, "a.kml", []byte(kmlOf(strings.Repeat(place, n))), n)
	})
	b.Run("xlsx", func(b *testing.B) {
		row := `<row>` + strings.Repeat(`<c t="s"><v>1</v></c><c><v>20.723456</v></c><c s="1"><v>46075</v></c><c t="str"><v>riot</v></c>`, 5) + `</row>`
		header := `<row>` + strings.Repeat(`<c t="str"><v>name</v></c>`, 20) + `</row>`
		benchmarkFile(b, "a.xlsx", []byte(workbookOf(b, `name="A"`, header+strings.Repeat(row, n))), n)
	})
}

// BenchmarkEncodingJSON is the peer of BenchmarkRecords/geojson: the whole file decoded
// at once.
func BenchmarkEncodingJSON(b *testing.B) {
	text := manyFeatures(20_000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		var v struct {
			Features []struct {
				Properties map[string]any
				Geometry   struct{ Coordinates json.RawMessage }
			}
		}
		if err := json.Unmarshal(text, &v); err != nil {
			b.Fatal(err)
		}
	}
}
