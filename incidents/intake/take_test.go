package intake

import (
	"context"
	"fmt"
	"strings"
	"testing"
)

// Whatever a table says, its drafts hold to the domain's rules and its rows are counted.
func FuzzTake(f *testing.F) {
	f.Add(quirks[0], strings.Join(quirks[1:], "\n"))
	f.Add("id|lat|lon|ciudad|estado|precision|verification|class", "1|20.5|-103.5|Tapalpa|Jalisco|state|true|aggregate\n2|1e400|NaN|San Juan|Jalisco|city||x")
	f.Add("wkt|when|hora|killed|killed_low|killed_high|source", "POLYGON((0 0,1 0,1 1))|noche del domingo|10:25|3|5|1|A; B\nPOINT(1 2)|mid-2014||3-5|||https://example.org, http://example.com")
	f.Add("x_32613|y_32613|start|end|title_es|title_en", "672382.3|2296059.5|2026-02-22|2026-02-21|a|b\n0|0|1517966773840||"+strings.Repeat("ñ", 400)+"|")
	f.Add("id|story|class|kind|time_precision|precision|verification|disposition|revision|seq|title|casualties|wkt", "01KJ43K48060MKPA4GS423QX75|x|incident|roadblock|day|adm1|x|active|1|1|A|[{}]|POINT(1 2)")
	f.Fuzz(func(t *testing.T, header, rows string) {
		if strings.Count(header, "|") > 40 || strings.Count(rows, "\n") > 40 {
			return
		}
		seen := map[string]bool{}
		for _, n := range strings.Split(header, "|") {
			if n == "" || seen[n] {
				return // the reader of tables names every column, each once
			}
			seen[n] = true
		}
		take(t, tableOf(append([]string{header}, strings.Split(rows, "\n")...)...), func(o *Options) { o.Geocoder = world() })
	})
}

// wide is a table of 20 columns, n rows.
func wide(n int) *input {
	lines := make([]string, 1, n+1)
	lines[0] = "id|title|summary|category|occurred_at|lon|lat|city|region|country|fatalities|injured|verified|precision|source|note 1|note 2|note 3|note 4|note 5"
	for i := range n {
		lines = append(lines, fmt.Sprintf("%d|Bloqueo en Zapopan|Varios vehículos, una avenida|bloqueo|2024-%02d-%02dT%02d:%02d:00Z|%.6f|%.6f|Tapalpa|Jalisco||%d|%d|true|street|https://example.org/n/%d|a|b|c|d|e",
			i, 1+i%12, 1+i%28, i%24, i%60, -103.5+float64(i%1000)/1000, 20.5+float64(i%777)/1000, i%3, i%5, i))
	}
	return tableOf(lines...)
}

// discard is a sink that keeps nothing.
type discard struct{}

func (discard) Take(context.Context, []Draft) error { return nil }

func BenchmarkTake(b *testing.B) {
	const rows = 100_000
	in := wide(rows)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := read(context.Background(), []*input{in}, Options{Story: story, Geocoder: world()}, discard{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(rows*b.N)/b.Elapsed().Seconds(), "rows/s")
}
