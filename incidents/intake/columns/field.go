// Package columns finds out which column of a table is what: by its name in Spanish or
// English, and by what stands in its cells.
//
//	name ─ Named ─► guesses ─┐
//	cells ─ Sample ──────────┴─ Assign ─► field of each column, with a score and a reason
//
// Goals: each decision can be explained to the person who has to correct it.
//
// Non-goals: reading the cells; a column that is no field is not this package's loss.
package columns

import "strings"

// Field is a property of an incident that a column may give.
type Field string

// The fields.
const (
	ID       Field = "id"
	Title    Field = "title"
	Name     Field = "name" // of whom or what it is about; a part of a title
	Surname  Field = "surname"
	Summary  Field = "summary"
	Kind     Field = "kind"
	Class    Field = "class"
	Start    Field = "start"
	End      Field = "end"
	Date     Field = "date"
	Time     Field = "time"
	Zone     Field = "zone"
	Lat      Field = "lat"
	Lon      Field = "lon"
	LatLon   Field = "latlon"
	X        Field = "x"
	Y        Field = "y"
	Geometry Field = "geometry" // Well-Known Text, hexadecimal WKB or GeoJSON
	Place    Field = "place"
	Address  Field = "address"
	City     Field = "city"
	County   Field = "county" // or municipality
	State    Field = "state"
	Country  Field = "country"
	Precise  Field = "precision"

	Publisher    Field = "source"
	URL          Field = "url"
	Verification Field = "verification"
	Tags         Field = "tags"
	Lang         Field = "language"

	Killed       Field = "killed"
	KilledLow    Field = "killed_low"
	KilledHigh   Field = "killed_high"
	Wounded      Field = "wounded"
	WoundedLow   Field = "wounded_low"
	WoundedHigh  Field = "wounded_high"
	Missing      Field = "missing"
	MissingLow   Field = "missing_low"
	MissingHigh  Field = "missing_high"
	Detained     Field = "detained"
	DetainedLow  Field = "detained_low"
	DetainedHigh Field = "detained_high"
	DiedLater    Field = "died_later"
)

// Many tells the fields that several columns may give.
func (f Field) Many() bool {
	return f == URL || f == Tags || f == Title || f == Summary || f == Address
}

// synonyms are the names of each field in the form of words.Key, those at the beginning
// the more telling: the score falls along the list.
var synonyms = map[Field]string{
	ID: `id, uid, uuid, guid, web id, event id, incident id, incident number, event id cnty, data id, record id, case id, case number, folio, identificador, clave, id incidente,
		id evento, numero de folio, global id, irwin id, unique fire identifier, reference, ref, record number, no, num, numero, object id, objectid, fid, code, codigo`,
	Title: `title, titulo, headline, titular, encabezado, title es, title en, titulo es, titulo en, incident name, event name, nombre del incidente, nombre del evento, fire name,
		asunto, subject, event, evento, incident, incidente, caption`,
	Name:    `name, nombre, victim name, nombre de la victima, first name, first names, nombres, full name, nombre completo, victim, victima`,
	Surname: `last name, surname, family name, apellido, apellidos, apellido paterno, lastname`,
	Summary: `summary, resumen, description, descripcion, summary es, summary en, notes, notas, details, detalles, detalle, narrative, narrativa, narracion, comments, comment, comentarios,
		observaciones, incident summary, event description, incident short description, texto, text, body, hechos, relato, desc`,
	Kind: `kind, kind of incident, tipo de incidente, tipo de evento, tipo incidente, tipo evento, incident type, event type, type of incident, sub event type, crime type, tipo de delito, tipo delito,
		category, categoria, delito, crime, offense, offence, type, tipo, incident category, categoria del incidente, primary type, clase de evento, subcategory, subcategoria, subtipo, incident type category`,
	Class: `class, clase`,
	Start: `start, start date, start time, begin, beginning, from, inicio, fecha inicio, fecha de inicio, fecha inicial, desde, date from, start datetime, date start, started, event start, begin date, hora inicio`,
	End:   `end, end date, end time, until, fin, fecha fin, fecha de fin, fecha final, fecha de termino, hasta, date to, end datetime, date end, ended, event end, termino`,
	Date: `date, fecha, event date, incident date, fecha del evento, fecha del incidente, fecha de los hechos, fecha hechos, fecha del hecho, fecha hecho, occurred at, occurred on, date occurred, date of incident, date of event,
		fecha de ocurrencia, fecha ocurrencia, datetime, date time, date and time, fecha y hora, fecha hora, timestamp, when, cuando, acq date, reported date, date reported, death date, date of death,
		fecha de muerte, fire discovery date time, discovery time, discovery date, discovery date time, fecha de reporte, fecha reporte, fecha del reporte, report date, dia, day, date utc, fecha nota, fecha de la nota,
		published, published at, publication date, pub date, fecha de publicacion, created at, created, date created, fecha registro, fecha de registro, updated, updated at, last updated, ano, year, anio, fecha noticia`,
	Time: `time, hora, event time, hora del evento, hora de los hechos, hora hechos, hora hecho, time of day, acq time, incident time, hora del incidente, time occurred, occurred time, hora reporte, hora de reporte, time utc, clock time, tiempo`,
	Zone: `zone, time zone, timezone, zona horaria, huso horario, tz, tzid, utc offset`,
	Lat:  `lat, latitude, latitud, decimal latitude, lat dd, geo lat, start lat, y lat, latitude wgs84, lat wgs84, gps latitude, latitud y, latitude y, point y, coordenada latitud, latitud gps, intptlat, ycoord, y coord`,
	Lon: `lon, longitude, longitud, lng, long, decimal longitude, lon dd, lng dd, geo lon, geo lng, geo long, longitude wgs84, lon wgs84, gps longitude, longitud x, longitude x, point x, coordenada longitud, longitud gps,
		intptlon, xcoord, x coord, lonx`,
	LatLon: `lat lon, latlon, lat lng, latlng, lat long, latlong, latitude longitude, latitud longitud, coordinates, coordenadas, location coordinates, coords, coord, geo, geopoint, geo point, gps, gps coordinates, position, posicion, ubicacion gps,
		geolocation, geolocalizacion, location 1, lon lat, lonlat, punto, coordenada, coordinate, geo point 2d, geocoordinates`,
	X:        `x, easting, este, utm x, x utm, utm e, utm este, utm easting, coord x, coordenada x, coordx, coordinates x, x coordinate, pos x, e utm, este x, x coordinate state plane`,
	Y:        `y, northing, norte, utm y, y utm, utm n, utm norte, utm northing, coord y, coordenada y, coordy, coordinates y, y coordinate, pos y, n utm, norte y`,
	Geometry: `wkt, geometry, geom, the geom, geometria, shape, wkb, wkb geometry, geojson, wkt geometry, st astext, geom wkt, geometry wkt, polygon, poligono, geog, way`,
	Place:    `place, lugar, place name, nombre del lugar, location, ubicacion, location name, location description, localizacion, site, sitio, where, donde, lugar de los hechos, lugar del hecho, venue, place of incident, location of incident, region of incident, descripcion del lugar`,
	Address:  `address, direccion, street address, domicilio, calle, street, calle y numero, cruce, intersection, crossing, entre calles, colonia, neighborhood, neighbourhood, barrio, fraccionamiento, block address, full address, incident address, poo`,
	City:     `city, ciudad, town, localidad, locality, poblacion, pueblo, city name, nombre ciudad, nom loc, village, poblado, cd, city or town`,
	County:   `county, municipio, municipality, county name, admin2, adm2, adm2 name, mun, nom mun, municipio nombre, delegacion, alcaldia, district, distrito, parish, condado, poo county, provincia municipio`,
	State:    `state, estado, province, provincia, region, entidad, entidad federativa, admin1, adm1, adm1 name, nom ent, edo, departamento, department, state name, state province, governorate, poo state, estado republica, us state, state abbr`,
	Country:  `country, pais, nation, nacion, country name, iso2, iso, country code, codigo pais, iso country, pais nombre, iso 3166`,
	Precise: `precision, location precision, geo precision, precision de la ubicacion, precision ubicacion, coordinate precision, geocode precision, geocoding precision, location accuracy, accuracy, exactitud, geo accuracy,
		spatial precision, where prec, geoprecision, nivel de precision, location quality, loctype, location type`,
	Publisher:    `source, fuente, publisher, medio, news source, sources, fuentes, information source, source name, fuente de informacion, outlet, medio de comunicacion, newspaper, periodico, media outlet, agency, agencia, reported by, reportado por, nombre de la fuente, media`,
	URL:          `url, link, enlace, source url, links, urls, enlaces, liga, web, website, vinculo, source link, news link, article url, news url, url fuente, enlace fuente, href, web page, fuente url, link 1, url 1, link nota`,
	Verification: `verification, verificacion, verified, verificado, status of verification, confirmed, confirmado, verification status, estado de verificacion, source quality verified, confirmation`,
	Tags:         `tags, etiquetas, keywords, palabras clave, labels, categories, categorias, temas, topics`,
	Lang:         `language, idioma, lang, lengua`,
	Killed: `killed, muertos, deaths, fatalities, dead, number dead, fallecidos, number killed, n killed, number of deaths, number of dead, asesinados, victimas fatales, victimas mortales, homicidios, fatal, best, deaths total,
		total deaths, decesos, defunciones, numero de muertos, personas fallecidas, personas muertas, total killed, kills, nkill, casualties killed, fatality count, death toll, people killed, civiles muertos, num muertos, no de muertos, fallecimientos, total muertos, best est`,
	KilledLow:    `killed low, killed min, minimum killed, deaths low, min deaths, fatalities min, fatalities low, muertos minimo, low, muertos min, killed minimum, low est, minimo de muertos, deaths min`,
	KilledHigh:   `killed high, killed max, maximum killed, deaths high, max deaths, fatalities max, fatalities high, muertos maximo, high, muertos max, killed maximum, high est, maximo de muertos, deaths max`,
	Wounded:      `wounded, heridos, injured, injuries, lesionados, number injured, number wounded, n injured, n wounded, hurt, personas heridas, personas lesionadas, total injured, total heridos, nwound, people injured, numero de heridos, num heridos, lesiones, number of injured, injured count, casualties injured`,
	WoundedLow:   `wounded low, wounded min, injured low, injured min, heridos minimo, heridos min, minimum wounded, minimum injured`,
	WoundedHigh:  `wounded high, wounded max, injured high, injured max, heridos maximo, heridos max, maximum wounded, maximum injured`,
	Missing:      `missing, desaparecidos, number missing, number of missing, disappeared, personas desaparecidas, people missing, missing persons, unaccounted for, numero de desaparecidos, total missing`,
	MissingLow:   `minimum estimated number of missing, missing low, missing min, minimum missing, desaparecidos minimo, desaparecidos min, minimo de desaparecidos, minimum number of missing`,
	MissingHigh:  `missing high, missing max, maximum missing, desaparecidos maximo, desaparecidos max, maximum estimated number of missing`,
	Detained:     `detained, detenidos, arrested, arrests, number detained, number arrested, arrestados, personas detenidas, aprehendidos, people arrested, people detained, detenciones, numero de detenidos, total detenidos, capturados`,
	DetainedLow:  `detained low, detained min, arrested low, detenidos minimo, detenidos min, minimum detained`,
	DetainedHigh: `detained high, detained max, arrested high, detenidos maximo, detenidos max, maximum detained`,
	DiedLater:    `died later, murieron despues, fallecieron despues, muertos despues, died of wounds`,
}

// guess is what a name alone says.
type guess struct {
	field Field
	score float64
}

// table is the synonyms by name.
type table map[string]guess

// newTable turns the synonyms round. The first name of a field scores 1, the last 0.7.
func newTable() table {
	t := table{}
	for field, list := range synonyms {
		names := strings.Split(list, ",")
		for i, name := range names {
			name = strings.Join(strings.Fields(name), " ")
			score := 1 - 0.3*float64(i)/float64(len(names))
			if old, ok := t[name]; !ok || score > old.score || score == old.score && field < old.field {
				t[name] = guess{field, score}
			}
		}
	}
	return t
}
