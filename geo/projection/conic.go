package projection

import "math"

// lambertConic is the Lambert conformal conic with two standard parallels. Source:
// EPSG Guidance Note 7-2, method 9802; J. P. Snyder, "Map Projections: A Working
// Manual", USGS Professional Paper 1395 (1987), equations 15-1 to 15-11.
type lambertConic struct {
	meridian                    float64 // of origin, radians
	falseEasting, falseNorthing float64 // metres
	n, f                        float64 // the cone's constant, and its scale
	rho0                        float64 // radius of the parallel of origin, metres
	west, south, east, north    float64 // metres: pairs outside are refused
}

// mexicoLCC is EPSG:6372. Its parameters are those of the EPSG register (operation 5327)
// and of INEGI, "Norma Técnica sobre el Sistema Geodésico Nacional".
func mexicoLCC() lambertConic {
	c := newLambertConic(radians(-102), radians(12), radians(17.5), radians(29.5))
	c.falseEasting = 2_500_000
	// Mexico with its seas is 0.9 to 4.1 by 0.3 to 2.4 million metres; its neighbours are
	// given in the same system.
	c.west, c.south, c.east, c.north = -2_000_000, -3_000_000, 7_000_000, 6_000_000
	return c
}

func newLambertConic(meridian, origin, parallel1, parallel2 float64) lambertConic {
	m := func(lat float64) float64 {
		s := eccentricity * math.Sin(lat)
		return math.Cos(lat) / math.Sqrt(1-s*s)
	}
	t1 := colatitude(parallel1)
	n := math.Log(m(parallel1)/m(parallel2)) / math.Log(t1/colatitude(parallel2))
	c := lambertConic{meridian: meridian, n: n, f: m(parallel1) / (n * math.Pow(t1, n))}
	c.rho0 = c.radius(origin)
	return c
}

// colatitude is Snyder's t: the tangent of half the conformal distance from the pole.
func colatitude(lat float64) float64 {
	tauC := conformal(math.Tan(lat))
	return 1 / (tauC + math.Hypot(1, tauC))
}

func (c lambertConic) radius(lat float64) float64 {
	return semiMajor * c.f * math.Pow(colatitude(lat), c.n)
}

func (c lambertConic) inverse(x, y float64) (lon, lat float64, ok bool) {
	if !c.inside(x, y) {
		return 0, 0, false
	}
	east, south := x-c.falseEasting, c.rho0-(y-c.falseNorthing)
	t := math.Pow(math.Hypot(east, south)/(semiMajor*c.f), 1/c.n)
	tauC := (1/t - t) / 2
	return c.meridian + math.Atan2(east, south)/c.n, math.Atan(geodetic(tauC)), true
}

func (c lambertConic) forward(lon, lat float64) (x, y float64, ok bool) {
	rho := c.radius(lat)
	theta := c.n * math.Remainder(lon-c.meridian, 2*math.Pi)
	x = c.falseEasting + rho*math.Sin(theta)
	y = c.falseNorthing + c.rho0 - rho*math.Cos(theta)
	return x, y, c.inside(x, y)
}

func (c lambertConic) inside(x, y float64) bool {
	return x >= c.west && x <= c.east && y >= c.south && y <= c.north
}
