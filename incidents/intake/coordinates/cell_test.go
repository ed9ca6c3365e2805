package coordinates

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"incidentmap/geo/projection"
)

// Codes of places whose positions are known from elsewhere: the schemes' own papers, and landmarks.
func TestParseCell(t *testing.T) {
	for _, tt := range []struct {
		scheme   Scheme
		in       string
		lat, lon float64
		near     float64 // degrees
		radius   float64 // metres, at most
		says     string
	}{
		{scheme: PlusCode, in: "8FVC9G8F+6X", lat: 47.3655625, lon: 8.5249375, near: 1e-6, radius: 10},
		{scheme: PlusCode, in: "7FG49Q00+", lat: 20.375, lon: 2.775, near: 1e-6, radius: 4000},
		{scheme: PlusCode, in: "9c3w9qcj+2vx", lat: 51.3701125, lon: -1.217765625, near: 1e-6, radius: 4},
		{scheme: PlusCode, in: "CV52+3X", says: "short plus code"},
		{scheme: PlusCode, in: "8FVC9G8F6X", says: "not a plus code"},
		{scheme: PlusCode, in: "8F000000+", says: "more than 300 km"},
		{scheme: PlusCode, in: "8FVC0G00+", says: "not a plus code"},
		{scheme: PlusCode, in: "XXVC9G8F+6X", says: "not a plus code"},
		{scheme: Geohash, in: "ezs42", lat: 42.605, lon: -5.603, near: 1e-3, radius: 4000},
		{scheme: Geohash, in: "u4pruydqqvj", lat: 57.64911, lon: 10.40744, near: 1e-5, radius: 2},
		{scheme: Geohash, in: "9", says: "more than 300 km"},
		{scheme: Geohash, in: "9a", says: "not a geohash"},
		{scheme: Maidenhead, in: "FN31pr", lat: 41.729, lon: -72.708, near: 1e-3, radius: 5000},
		{scheme: Maidenhead, in: "FN31", lat: 41.5, lon: -73, near: 1e-9, radius: 110_000},
		{scheme: Maidenhead, in: "ZZ99", says: "not a Maidenhead"},
		{scheme: Quadkey, in: "120210233222", lat: 52.51, lon: 13.40, near: 0.01, radius: 4300},
		{scheme: Quadkey, in: "0124", says: "not a quadkey"},
		{scheme: MGRS, in: "18SUJ2339407395", lat: 38.8977, lon: -77.0365, near: 1e-3, radius: 1},
		{scheme: MGRS, in: "18S UJ 233 073", lat: 38.897, lon: -77.037, near: 2e-3, radius: 71},
		{scheme: MGRS, in: "56hlh3487352288", lat: -33.857, lon: 151.215, near: 1e-3, radius: 1},
		{scheme: MGRS, in: "33UXP04", lat: 48.2495, lon: 16.4145, near: 1e-3, radius: 7100},
		{scheme: MGRS, in: "4QFJ1234567890", lat: 21.4098, lon: -157.916, near: 1e-3, radius: 1},
		{scheme: MGRS, in: "18SUJ233940739", says: "as many digits"},
		{scheme: MGRS, in: "18SUJ233 0739", says: "as many digits"},
		{scheme: MGRS, in: "18SAJ2339407395", says: "has not"},
		{scheme: MGRS, in: "61SUJ2339407395", says: "no zone"},
		{scheme: MGRS, in: "18XUJ2339407395", says: "its zone and band"},
		{scheme: MGRS, in: "hello", says: "not an MGRS"},
		{scheme: UTM, in: "14Q 486000 2148000", lat: 19.4265, lon: -99.1333, near: 1e-3, radius: 1},
		{scheme: UTM, in: "UTM 14N E486000.5 N2148000", lat: 19.4265, lon: -99.1333, near: 1e-3, radius: 1},
		{scheme: UTM, in: "14 Q 486000mE, 2148000mN", lat: 19.4265, lon: -99.1333, near: 1e-3, radius: 1},
		{scheme: UTM, in: "56H 334873 6252288", lat: -33.857, lon: 151.215, near: 1e-3, radius: 1},
		{scheme: UTM, in: "14T 486000 2148000", says: "zone and band"},
		{scheme: UTM, in: "486000 2148000", says: "not a zone"},
		{scheme: "GARS", in: "006AG39", says: "not read"},
	} {
		got, err := ParseCell(tt.scheme, tt.in)
		if tt.says != "" {
			if err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("%s %q: %v, %v; want an error with %q", tt.scheme, tt.in, got, err, tt.says)
			}
			continue
		}
		if err != nil || math.Abs(got.Center[1]-tt.lat) > tt.near || math.Abs(got.Center[0]-tt.lon) > tt.near || got.RadiusM > tt.radius || got.RadiusM <= 0 {
			t.Errorf("%s %q: %v, %v; want %v, %v", tt.scheme, tt.in, got, err, tt.lat, tt.lon)
		}
	}
}

// A reference that is written of any point gives a cell that holds the point.
func TestMGRSOfAnyPoint(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 4000 {
		lat, lon := random.Float64()*150-75, random.Float64()*360-180
		zone := int(math.Floor((lon+180)/6)) + 1
		code := 32600 + zone
		if lat < 0 {
			code += 100
		}
		system, _ := projection.Find(code)
		x, y, err := system.FromWGS84(lon, lat)
		if err != nil {
			t.Fatal(err)
		}
		column := []string{"STUVWXYZ", "ABCDEFGH", "JKLMNPQR"}[zone%3][int(x/100_000)-1]
		letters := "ABCDEFGHJKLMNPQRSTUV"
		if zone%2 == 0 {
			letters = "FGHJKLMNPQRSTUVABCDE"
		}
		row := letters[int(math.Mod(y, 2_000_000)/100_000)]
		band := "CDEFGHJKLMNPQRSTUVWX"[int((lat+80)/8)]
		digits := 1 + random.IntN(5)
		part := func(v float64) int { return int(math.Mod(v, 100_000) / math.Pow10(5-digits)) }
		ref := fmt.Sprintf("%d%c%c%c%0*d%0*d", zone, band, column, row, digits, part(x), digits, part(y))
		got, err := ParseCell(MGRS, ref)
		if err != nil {
			t.Fatalf("%s of %v, %v: %v", ref, lat, lon, err)
		}
		side := math.Pow10(5 - digits)
		gx, gy, _ := system.FromWGS84(got.Center[0], got.Center[1])
		if math.Abs(gx-x) > side/2+0.01 || math.Abs(gy-y) > side/2+0.01 || got.RadiusM > side {
			t.Fatalf("%s of %v, %v gave %v", ref, lat, lon, got)
		}
	}
}

// A short plus code is the one nearest to its town, on either side of an edge, and none where the town is as large as what
// the digits tell apart.
func TestNearTown(t *testing.T) {
	for _, tt := range []struct {
		code     string
		town     orb.Point
		radius   float64
		lat, lon float64
		says     string
	}{
		{"9G8F+6X", orb.Point{8.5, 47.4}, 10_000, 47.3655625, 8.5249375, ""},
		{"8F+6X", orb.Point{8.52, 47.36}, 500, 47.3655625, 8.5249375, ""},
		{"CJ+2VX", orb.Point{-1.217765625, 51.3708675}, 100, 51.3701125, -1.217765625, ""},
		{"9QCJ+2VX", orb.Point{-0.9, 50.95}, 1000, 51.3701125, -1.217765625, ""},
		{"8F+6X", orb.Point{8.52, 47.36}, 5_000, 0, 0, "no one town"},
		{"9G8F+6X", orb.Point{8.5, 47.4}, 80_000, 0, 0, "no one town"},
		{"8FVC9G8F+6X", orb.Point{8.5, 47.4}, 1000, 0, 0, "no one town"},
	} {
		got, err := NearTown(tt.code, tt.town, tt.radius)
		if tt.says != "" {
			if err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("%+v: %v, %v", tt, got, err)
			}
			continue
		}
		if err != nil || math.Abs(got.Center[1]-tt.lat) > 1e-6 || math.Abs(got.Center[0]-tt.lon) > 1e-6 {
			t.Errorf("%+v: %v, %v", tt, got, err)
		}
	}
}

// Among words for places a code is told by its form, and nothing else is taken for one.
func TestSchemeOf(t *testing.T) {
	for in, want := range map[string]Scheme{
		"76F2CV52+3X": PlusCode, "14QMG8600048000": MGRS, "14Q MG 860 480": MGRS, "14Q 486000 2148000": UTM,
		"CV52+3X": "", "CV52+3X Mexico City": "", "Zapopan": "", "12 de Mayo 1810": "", "Calle 14 Sur 1234 5678": "", "B12": "", "2024-01-01": "", "3H": "", "12 MDC 20": "",
	} {
		if got := SchemeOf(in); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
}

func FuzzParseCell(f *testing.F) {
	for _, s := range []string{"8FVC9G8F+6X", "18SUJ2339407395", "14Q 486000 2148000", "ezs42", "0231301203311", "FN31pr", "+", "60XAA"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, scheme := range []Scheme{MGRS, UTM, PlusCode, Geohash, Quadkey, Maidenhead, SchemeOf(s)} {
			c, err := ParseCell(scheme, s)
			if err == nil && (!(math.Abs(c.Center[0]) <= 180) || !(math.Abs(c.Center[1]) <= 90) || !(c.RadiusM > 0)) {
				t.Errorf("%s of %q gave %v", scheme, s, c)
			}
		}
		if code, _, ok := ShortPlusCode(s); ok {
			if c, err := NearTown(code, orb.Point{179.9, 89.9}, 1); err == nil && !(math.Abs(c.Center[1]) <= 90) {
				t.Errorf("%q gave %v", code, c)
			}
		}
	})
}
