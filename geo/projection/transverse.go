package projection

import "math"

// transverseMercator by Krüger's series in the third flattening n, to its sixth power:
// five nanometres within 3,900 km of the central meridian. Source: Karney (2011),
// equations 7 to 36.
type transverseMercator struct {
	centralMeridian float64 // radians
	falseNorthing   float64 // metres
}

// UTM's constants. Source: EPSG Guidance Note 7-2, Transverse Mercator, and the
// definition of UTM in DMA TM 8358.2.
const (
	utmScale        = 0.9996
	utmFalseEasting = 500_000.0
	utmSouth        = 10_000_000.0 // the false northing of southern zones
	// utmReach is how far from the central meridian a pair may lie, in metres: the zone
	// itself ends at 334 km, but whole continents are given in one zone.
	utmReach = 3_500_000.0
)

func utm(zone int, south bool) transverseMercator {
	t := transverseMercator{centralMeridian: radians(float64(6*zone - 183))}
	if south {
		t.falseNorthing = utmSouth
	}
	return t
}

// kruger holds the rectifying radius and the coefficients of the series: alpha from the
// sphere to the plane, beta back (Karney 2011, equations 14, 35 and 36).
type kruger struct {
	radius      float64
	alpha, beta [6]float64
}

var series = krugerOf(flattening / (2 - flattening))

func krugerOf(n float64) kruger {
	n2 := n * n
	n3, n4, n5, n6 := n2*n, n2*n2, n2*n2*n, n2*n2*n2
	return kruger{
		radius: semiMajor / (1 + n) * (1 + n2/4 + n4/64 + n6/256),
		alpha: [6]float64{
			n/2 - n2*2/3 + n3*5/16 + n4*41/180 - n5*127/288 + n6*7891/37800,
			n2*13/48 - n3*3/5 + n4*557/1440 + n5*281/630 - n6*1983433/1935360,
			n3*61/240 - n4*103/140 + n5*15061/26880 + n6*167603/181440,
			n4*49561/161280 - n5*179/168 + n6*6601661/7257600,
			n5*34729/80640 - n6*3418889/1995840,
			n6 * 212378941 / 319334400,
		},
		beta: [6]float64{
			n/2 - n2*2/3 + n3*37/96 - n4/360 - n5*81/512 + n6*96199/604800,
			n2/48 + n3/15 - n4*437/1440 + n5*46/105 - n6*1118711/3870720,
			n3*17/480 - n4*37/840 - n5*209/4480 + n6*5569/90720,
			n4*4397/161280 - n5*11/504 - n6*830251/7257600,
			n5*4583/161280 - n6*108847/3991680,
			n6 * 20648693 / 638668800,
		},
	}
}

func (t transverseMercator) inverse(x, y float64) (lon, lat float64, ok bool) {
	x, y = x-utmFalseEasting, y-t.falseNorthing
	if !(math.Abs(x) <= utmReach && math.Abs(y) <= utmSouth) {
		return 0, 0, false
	}
	xi, eta := y/(utmScale*series.radius), x/(utmScale*series.radius)
	xi0, eta0 := xi, eta
	for j, b := range series.beta {
		k := 2 * float64(j+1)
		xi -= b * math.Sin(k*xi0) * math.Cosh(k*eta0)
		eta -= b * math.Cos(k*xi0) * math.Sinh(k*eta0)
	}
	tauC := math.Sin(xi) / math.Hypot(math.Sinh(eta), math.Cos(xi))
	lon = t.centralMeridian + math.Atan2(math.Sinh(eta), math.Cos(xi))
	return math.Remainder(lon, 2*math.Pi), math.Atan(geodetic(tauC)), true
}

func (t transverseMercator) forward(lon, lat float64) (x, y float64, ok bool) {
	lon = math.Remainder(lon-t.centralMeridian, 2*math.Pi)
	if math.Abs(lon) > math.Pi/3 {
		return 0, 0, false
	}
	tauC := conformal(math.Tan(lat))
	xi0 := math.Atan2(tauC, math.Cos(lon))
	eta0 := math.Asinh(math.Sin(lon) / math.Hypot(tauC, math.Cos(lon)))
	xi, eta := xi0, eta0
	for j, a := range series.alpha {
		k := 2 * float64(j+1)
		xi += a * math.Sin(k*xi0) * math.Cosh(k*eta0)
		eta += a * math.Cos(k*xi0) * math.Sinh(k*eta0)
	}
	x, y = utmScale*series.radius*eta, utmScale*series.radius*xi
	return x + utmFalseEasting, y + t.falseNorthing, math.Abs(x) <= utmReach
}
