package coordinates

import (
	"math"
	"strings"
	"testing"
)

func TestParseAngle(t *testing.T) {
	const dms = 19 + 25.0/60 + 57.3/3600
	for _, tt := range []struct {
		in   string
		want float64
		axis Axis
		says string
	}{
		{in: "20.66", want: 20.66},
		{in: " -103.3441885 ", want: -103.3441885},
		{in: "−103.34", want: -103.34},
		{in: "20,6597", want: 20.6597},
		{in: "-103,34", want: -103.34},
		{in: "20,659", want: 20.659},
		{in: "103.34 W", want: -103.34, axis: Lon},
		{in: "W 103.34", want: -103.34, axis: Lon},
		{in: "103.34O", want: -103.34, axis: Lon},
		{in: "103,34° Oeste", want: -103.34, axis: Lon},
		{in: "20.66N", want: 20.66, axis: Lat},
		{in: "33.5 S", want: -33.5, axis: Lat},
		{in: "-33.5 S", want: -33.5, axis: Lat},
		{in: "19°25'57.3\" N", want: dms, axis: Lat},
		{in: "19º 25’ 57,3” N", want: dms, axis: Lat},
		{in: "19° 25′ 57.3″N", want: dms, axis: Lat},
		{in: "19°25'57.3''N", want: dms, axis: Lat},
		{in: "N19°25'57.3\"", want: dms, axis: Lat},
		{in: "19 25 57.3 N", want: dms, axis: Lat},
		{in: "19:25:57.3", want: dms},
		{in: "19°.4259", says: "decimals behind"},
		{in: "19.24.35", says: "decimals behind"},
		{in: "19-25-57.3N", want: dms, axis: Lat},
		{in: "19d25m57.3sN", want: dms, axis: Lat},
		{in: "19 deg 25 min 57.3 sec north", want: dms, axis: Lat},
		{in: "19 grados 25 minutos 57.3 segundos Norte", want: dms, axis: Lat},
		{in: "lat. 19.5", want: 19.5, axis: Lat},
		{in: "lon: -71.97", want: -71.97, axis: Lon},
		{in: "lat 71.97 W", says: "different axes"},
		{in: "Latitud: 19.5", want: 19.5, axis: Lat},
		{in: "19° 25.955' N", want: 19 + 25.955/60, axis: Lat},
		{in: "-99° 7' 30\"", want: -(99 + 7.0/60 + 30.0/3600)},
		{in: "99°W", want: -99, axis: Lon},
		{in: "0° 30' S", want: -0.5, axis: Lat},
		{in: "", says: "is not an angle"},
		{in: "north", says: "is not an angle"},
		{in: "19°61'", says: "61 minutes"},
		{in: "19.5°30'", says: "decimals before"},
		{in: "57\" N", says: "begins with"},
		{in: "-19 N", says: "contradicts"},
		{in: "1e400", says: "not a finite number"},
		{in: "NaN", says: "not an angle"},
		{in: "19 N 99 W", says: "goes on"},
	} {
		got, err := ParseAngle(tt.in)
		if tt.says != "" {
			if err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("%q: %v, %v; want an error with %q", tt.in, got, err, tt.says)
			}
			continue
		}
		if err != nil || math.Abs(got.Degrees-tt.want) > 1e-9 || got.Axis != tt.axis {
			t.Errorf("%q: %v, %v; want %v on axis %d", tt.in, got, err, tt.want, tt.axis)
		}
	}
}

func FuzzParseAngle(f *testing.F) {
	for _, s := range []string{"20.66", "19°25'57.3\" N", "W 103,34", "19-25-57N", "19:25:57", "-0 0 0 S", "′′", "e.e", "+-1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, err := ParseAngle(s)
		if err == nil && (math.IsNaN(a.Degrees) || math.IsInf(a.Degrees, 0)) {
			t.Errorf("%q gave %v", s, a)
		}
	})
}
