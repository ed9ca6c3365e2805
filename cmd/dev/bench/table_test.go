package bench

import (
	"math"
	"strings"
	"testing"
	"time"
)

func TestTable(t *testing.T) {
	tb := table{
		machine: "2 cores",
		rows: []row{
			{measure: "tiles", figure: "1,200/s", peer: "other: 600/s", ratio: 2, repeat: "go run ./cmd/dev bench --server"},
			{measure: "a | b", figure: "two\nlines", repeat: "x"},
		},
		notes: []string{"import: no\n  ogr2ogr"},
	}
	var out strings.Builder
	if err := tb.write(&out); err != nil {
		t.Fatal(err)
	}
	const want = `| measure | figure | peer | times as good | repeat with |
|---|---|---|---|---|
| tiles | 1,200/s | other: 600/s | 2.00 × | ` + "`go run ./cmd/dev bench --server`" + ` |
| a \| b | two lines |  |  | ` + "`x`" + ` |

- import: no ogr2ogr

Machine: 2 cores
`
	if out.String() != want {
		t.Errorf("the table is\n%s\nwant\n%s", out.String(), want)
	}
}

func TestSignificant(t *testing.T) {
	for in, want := range map[float64]string{
		0: "0", 1: "1.00", 9.999: "10.0", 0.12345: "0.123", 0.0012345: "0.00123", 12.345: "12.3", 99.96: "100",
		123.4: "123", 1234567: "1,230,000", 999.6: "1,000", -1234: "-1,230", math.Inf(1): "0",
	} {
		if got := significant(in); got != want {
			t.Errorf("%g is written %s, want %s", in, got, want)
		}
	}
}

func TestThousands(t *testing.T) {
	for in, want := range map[int64]string{0: "0", 999: "999", 1000: "1,000", -1234567: "-1,234,567", 12345: "12,345"} {
		if got := thousands(in); got != want {
			t.Errorf("%d is written %s, want %s", in, got, want)
		}
	}
}

func TestSpan(t *testing.T) {
	for in, want := range map[time.Duration]string{
		0: "0 µs", 1500: "1.50 µs", 250 * time.Microsecond: "250 µs", 12 * time.Millisecond: "12.0 ms", 90 * time.Second: "90.0 s",
	} {
		if got := span(in); got != want {
			t.Errorf("%d ns is written %s, want %s", in, got, want)
		}
	}
}

// More than 1 is better than the peer, whichever way a figure is good; without a peer or a
// figure there is no ratio.
func TestRatios(t *testing.T) {
	if got := moreIsBetter(200, 100); got != 2 {
		t.Errorf("a rate of twice the peer's is %g times as good", got)
	}
	if got := lessIsBetter(50, 100); got != 2 {
		t.Errorf("half of the peer's time is %g times as good", got)
	}
	if moreIsBetter(200, 0) != 0 || lessIsBetter(0, 100) != 0 {
		t.Error("a ratio to nothing is a number")
	}
}
