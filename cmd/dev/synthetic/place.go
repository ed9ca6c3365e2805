package synthetic

import "math"

// city is a place that incidents lie around.
type city struct {
	name, region, country string
	lon, lat              float64 // degrees
	weight                float64
	radiusKM              float64 // within which half of its incidents lie
}

// mexican are cities of Mexico, and about how much of all happens there.
var mexican = []city{
	{"Ciudad de México", "Ciudad de México", "México", -99.13, 19.43, 90, 9},
	{"Guadalajara", "Jalisco", "México", -103.35, 20.67, 64, 7},
	{"Tijuana", "Baja California", "México", -117.02, 32.52, 58, 6},
	{"Monterrey", "Nuevo León", "México", -100.31, 25.67, 44, 8},
	{"León", "Guanajuato", "México", -101.68, 21.12, 40, 5},
	{"Ciudad Juárez", "Chihuahua", "México", -106.45, 31.70, 38, 6},
	{"Culiacán", "Sinaloa", "México", -107.39, 24.80, 34, 5},
	{"Acapulco", "Guerrero", "México", -99.88, 16.86, 30, 4},
	{"Celaya", "Guanajuato", "México", -100.82, 20.52, 28, 4},
	{"Morelia", "Michoacán", "México", -101.19, 19.70, 24, 5},
	{"Puebla", "Puebla", "México", -98.20, 19.04, 22, 6},
	{"Reynosa", "Tamaulipas", "México", -98.29, 26.07, 20, 4},
	{"Cancún", "Quintana Roo", "México", -86.85, 21.16, 18, 4},
	{"Uruapan", "Michoacán", "México", -102.05, 19.42, 17, 3},
	{"Zacatecas", "Zacatecas", "México", -102.58, 22.77, 15, 4},
	{"Chihuahua", "Chihuahua", "México", -106.08, 28.64, 14, 5},
	{"Veracruz", "Veracruz", "México", -96.13, 19.18, 13, 4},
	{"Puerto Vallarta", "Jalisco", "México", -105.24, 20.65, 12, 3},
	{"Colima", "Colima", "México", -103.72, 19.24, 11, 3},
	{"Hermosillo", "Sonora", "México", -110.97, 29.09, 10, 5},
	{"Querétaro", "Querétaro", "México", -100.39, 20.59, 9, 5},
	{"Torreón", "Coahuila", "México", -103.43, 25.54, 8, 4},
	{"Tapachula", "Chiapas", "México", -92.26, 14.90, 7, 3},
	{"Villahermosa", "Tabasco", "México", -92.93, 17.99, 7, 4},
	{"Oaxaca de Juárez", "Oaxaca", "México", -96.73, 17.06, 6, 4},
	{"Mérida", "Yucatán", "México", -89.62, 20.97, 2, 5},
}

// abroad are cities of other countries, as far from Mexico as the antimeridian.
var abroad = []city{
	{"Guatemala", "Guatemala", "Guatemala", -90.51, 14.63, 5, 6},
	{"Los Angeles", "California", "United States", -118.24, 34.05, 5, 15},
	{"Port-au-Prince", "Ouest", "Haiti", -72.34, 18.54, 5, 5},
	{"Medellín", "Antioquia", "Colombia", -75.57, 6.24, 4, 6},
	{"Guayaquil", "Guayas", "Ecuador", -79.90, -2.19, 4, 6},
	{"Lagos", "Lagos", "Nigeria", 3.39, 6.46, 3, 9},
	{"Kharkiv", "Kharkiv", "Ukraine", 36.23, 49.99, 3, 8},
	{"Manila", "Metro Manila", "Philippines", 120.98, 14.60, 2, 9},
	{"Suva", "Central", "Fiji", 178.44, -18.14, 1, 60},
}

// atlas draws places.
type atlas struct {
	random
	mexican, abroad weights
}

func newAtlas(r random) atlas {
	weight := func(cities []city) weights {
		return weigh(len(cities), func(i int) float64 { return cities[i].weight })
	}
	return atlas{r, weight(mexican), weight(abroad)}
}

// spot is where an incident is: degrees, to six digits.
type spot struct {
	lon, lat              float64
	city, region, country string
}

// place draws a spot: most near a city of Mexico, some on a road between two, few abroad,
// and one in a hundred anywhere.
func (a atlas) place() spot {
	switch u := a.share(); {
	case u < 0.88:
		return a.near(mexican[a.pick(a.mexican)])
	case u < 0.95:
		from, to := mexican[a.pick(a.mexican)], mexican[a.pick(a.mexican)]
		at, aside := a.share(), a.between(-0.02, 0.02)
		return at6(spot{
			lon: from.lon + at*(to.lon-from.lon) + aside, lat: from.lat + at*(to.lat-from.lat) - aside,
			country: from.country,
		})
	case u < 0.99:
		return a.near(abroad[a.pick(a.abroad)])
	default:
		return a.anywhere()
	}
}

// kmPerDegree is the length of a degree of latitude, about.
const kmPerDegree = 111.2

// farthestKM is where the tail around a city ends.
const farthestKM = 250

// near draws a spot around a city. Its distance is half-Cauchy: the median is the radius,
// and the tail reaches far into the country.
func (a atlas) near(c city) spot {
	km := c.radiusKM * math.Tan(math.Pi/2*a.share())
	if km > farthestKM {
		km = farthestKM * a.share()
	}
	angle := 2 * math.Pi * a.share()
	lat := c.lat + km*math.Sin(angle)/kmPerDegree
	lon := c.lon + km*math.Cos(angle)/(kmPerDegree*math.Cos(c.lat*math.Pi/180))
	if lon >= 180 {
		lon -= 360
	}
	return at6(spot{lon, lat, c.name, c.region, c.country})
}

// anywhere draws a spot of the globe, each square kilometre as likely as any other.
func (a atlas) anywhere() spot {
	return at6(spot{lon: a.between(-180, 180), lat: math.Asin(a.between(-1, 1)) * 180 / math.Pi})
}

// at6 rounds to the digits that files hold.
func at6(s spot) spot {
	s.lon, s.lat = math.Round(s.lon*1e6)/1e6, math.Round(s.lat*1e6)/1e6
	return s
}
