package projection

import (
	"math"
	"math/rand/v2"
	"testing"
)

// The coordinates to fractions of a millimetre were computed by PROJ 9.1.1, which tells
// the ellipsoid of WGS 84 from GRS 80; the coarser ones are published.
func TestKnownCoordinates(t *testing.T) {
	for _, tt := range []struct {
		name     string
		epsg     int
		lon, lat float64
		x, y     float64
		within   float64 // metres
	}{
		{"Guadalajara", 32613, -103.35, 20.67, 671874.580219, 2286500.079541, 2e-4},
		{"on the meridian and the equator", 32613, -105, 0, 500000, 0, 2e-4},
		{"south of the equator in a northern zone", 32619, -70.5, -10, 335588.969348, -1105786.269397, 2e-4},
		{"Sydney", 32756, 151.2093, -33.8688, 334368.633648, 6250948.345385, 2e-4},
		{"Norway", 32633, 15.5, 69.25, 519769.625207, 7682319.342753, 2e-4},
		{"six degrees off the meridian", 32631, 9, 60, 834359.667892, 6666593.572147, 2e-4},
		{"ITRF2008, zone 14", 6369, -98.1, 19.04, 594705.332363, 2105496.040195, 2e-4},
		{"CN Tower, as published", 32617, -79.387139, 43.642567, 630084, 4833438, 1},
		{"LCC, Guadalajara", 6372, -103.35, 20.67, 2359928.043405, 963209.463420, 2e-4},
		{"LCC, Cancún", 6372, -86.8475, 21.1606, 4063575.202852, 1099301.982930, 2e-4},
		{"LCC, Tijuana", 6372, -117.0382, 32.5149, 1079572.045115, 2346591.653004, 2e-4},
		{"Web Mercator", 3857, -103.35, 20.67, -11504869.373485, 2352572.831234, 2e-4},
		{"Web Mercator, EPSG Guidance Note 7-2", 3857, -100 - 20.0/60, 24 + 22/60.0 + 54.433/3600, -11169055.58, 2800000, 0.02},
		{"degrees", 4326, -103.35, 20.67, -103.35, 20.67, 1e-9},
		{"degrees of NAD83", 4269, -103.35, 20.67, -103.35, 20.67, 1e-9},
	} {
		p, ok := Find(tt.epsg)
		if !ok {
			t.Errorf("%s: EPSG:%d is not known", tt.name, tt.epsg)
			continue
		}
		x, y, err := p.FromWGS84(tt.lon, tt.lat)
		if err != nil || !(math.Hypot(x-tt.x, y-tt.y) <= tt.within) {
			t.Errorf("%s: forward gives %.6f, %.6f (%v), want %.6f, %.6f", tt.name, x, y, err, tt.x, tt.y)
		}
		lon, lat, err := p.ToWGS84(tt.x, tt.y)
		if err != nil || !(math.Hypot(lon-tt.lon, lat-tt.lat) <= tt.within/1e5) {
			t.Errorf("%s: inverse gives %.10f, %.10f (%v), want %.10f, %.10f", tt.name, lon, lat, err, tt.lon, tt.lat)
		}
	}
}

func TestThereAndBack(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, area := range []struct {
		epsg                     int
		west, south, east, north float64
	}{
		{32613, -114, -80, -96, 84},
		{32601, -180, 0, -171, 84},
		{32660, 171, -80, 180, 84},
		{32719, -75, -80, -63, 0},
		{6372, -118, 14, -86, 33},
		{3857, -180, -85, 180, 85},
	} {
		p, _ := Find(area.epsg)
		for range 2000 {
			lon := area.west + (area.east-area.west)*rng.Float64()
			lat := area.south + (area.north-area.south)*rng.Float64()
			x, y, err := p.FromWGS84(lon, lat)
			if err != nil {
				t.Fatalf("EPSG:%d: %v", area.epsg, err)
			}
			lon2, lat2, err := p.ToWGS84(x, y)
			metres := math.Hypot((lon2-lon)*math.Cos(radians(lat)), lat2-lat) * 111_195
			if err != nil || !(metres < 1e-4) {
				t.Fatalf("EPSG:%d: %g, %g came back as %g, %g (%v), %g m away", area.epsg, lon, lat, lon2, lat2, err, metres)
			}
		}
	}
}

func TestWhatCannotBeOfASystem(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, tt := range []struct {
		epsg int
		x, y float64
	}{
		{4326, 181, 0},
		{4326, 20, -103.35},
		{4326, nan, 0},
		{4326, 0, inf},
		{32613, 4.1e6, 671874},
		{32613, 5e5, 1.1e7},
		{32613, nan, 0},
		{32613, 5e5, nan},
		{32613, inf, 0},
		{32713, 5e5, 2.1e7},
		{6372, -103.35e6, 20},
		{6372, nan, 0},
		{6372, 2.5e6, inf},
		{3857, 2.1e7, 0},
		{3857, 0, -2.1e7},
		{3857, nan, nan},
	} {
		p, _ := Find(tt.epsg)
		if lon, lat, err := p.ToWGS84(tt.x, tt.y); err == nil {
			t.Errorf("EPSG:%d: %g, %g was taken for %g, %g", tt.epsg, tt.x, tt.y, lon, lat)
		}
	}
	for _, tt := range []struct {
		epsg     int
		lon, lat float64
	}{{32613, 20, 40}, {32613, 75, 40}, {6372, 10, 40}, {3857, 0, 90}, {4326, nan, 0}, {32613, -105, 91}} {
		p, _ := Find(tt.epsg)
		if x, y, err := p.FromWGS84(tt.lon, tt.lat); err == nil {
			t.Errorf("EPSG:%d: longitude %g, latitude %g was taken for %g, %g", tt.epsg, tt.lon, tt.lat, x, y)
		}
	}
}

func TestFindKnowsItsZones(t *testing.T) {
	for epsg, want := range map[int]string{
		32601: "WGS 84 / UTM zone 1N", 32660: "WGS 84 / UTM zone 60N", 32760: "WGS 84 / UTM zone 60S",
		26913: "NAD83 / UTM zone 13N", 25830: "ETRS89 / UTM zone 30N", 6368: "Mexico ITRF2008 / UTM zone 13N",
	} {
		if p, ok := Find(epsg); !ok || p.Name != want {
			t.Errorf("EPSG:%d is %q, want %q", epsg, p.Name, want)
		}
	}
	for _, epsg := range []int{0, -1, 32600, 32661, 32761, 27700} {
		if p, ok := Find(epsg); ok {
			t.Errorf("EPSG:%d is said to be %q", epsg, p.Name)
		}
	}
}

func FuzzThereAndBack(f *testing.F) {
	f.Add(32613, 671874.58, 2286500.08)
	f.Add(6372, 2359928.04, 963209.46)
	f.Add(3857, -11504869.37, 2352572.83)
	f.Add(32760, 1.9e6, 9.9e6)
	f.Fuzz(func(t *testing.T, epsg int, x, y float64) {
		p, ok := Find(epsg)
		if !ok {
			return
		}
		lon, lat, err := p.ToWGS84(x, y)
		if err != nil {
			return
		}
		if !inWorld(lon, lat) {
			t.Fatalf("%g, %g became %g, %g", x, y, lon, lat)
		}
		if x2, y2, err := p.FromWGS84(lon, lat); err == nil && math.Hypot(x2-x, y2-y) > 1e-3 && math.Abs(lat) < 89.9 {
			t.Fatalf("EPSG:%d: %g, %g came back as %g, %g", epsg, x, y, x2, y2)
		}
	})
}
