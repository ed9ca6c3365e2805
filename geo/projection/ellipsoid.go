package projection

import "math"

// The ellipsoid GRS 80, which serves for WGS 84 too: the two differ by a tenth of a
// millimetre at the poles. Source: EPSG register, ellipsoids 7019 and 7030.
const (
	semiMajor         = 6378137.0 // metres
	inverseFlattening = 298.257222101
	flattening        = 1 / inverseFlattening
)

var eccentricity = math.Sqrt(flattening * (2 - flattening))

// conformal gives the tangent of the conformal latitude from that of the geographic one.
// Source: C. F. F. Karney, "Transverse Mercator with an accuracy of a few nanometers",
// Journal of Geodesy 85 (2011), equations 7 to 9.
func conformal(tau float64) float64 {
	h := math.Hypot(1, tau)
	sigma := math.Sinh(eccentricity * math.Atanh(eccentricity*tau/h))
	return tau*math.Hypot(1, sigma) - sigma*h
}

// geodetic is the inverse of conformal, by Newton's method. Source: Karney (2011),
// equations 19 to 21, which says that two steps reach the limit of a float64.
func geodetic(tauC float64) float64 {
	e2 := eccentricity * eccentricity
	tau := tauC
	for range 5 {
		at := conformal(tau)
		step := (tauC - at) / math.Hypot(1, at) *
			(1 + (1-e2)*tau*tau) / ((1 - e2) * math.Hypot(1, tau))
		tau += step
		if !(math.Abs(step) > 1e-15*max(1, math.Abs(tau))) {
			break
		}
	}
	return tau
}
