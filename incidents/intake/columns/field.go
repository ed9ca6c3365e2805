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
	ID      Field = "id"
	Title   Field = "title"
	Name    Field = "name" // of whom or what it is about; a part of a title
	Surname Field = "surname"
	Summary Field = "summary"
	Kind    Field = "kind"
	Class   Field = "class"
	Start   Field = "start"
	End     Field = "end"
	Date    Field = "date"
	// The parts of a date that stands in several columns, of the beginning and of the end.
	YearPart   Field = "year"
	MonthPart  Field = "month"
	DayPart    Field = "day"
	HourPart   Field = "hour"
	MinutePart Field = "minute"
	EndYear    Field = "end_year"
	EndMonth   Field = "end_month"
	EndDay     Field = "end_day"
	EndHour    Field = "end_hour"
	EndMinute  Field = "end_minute"
	Time       Field = "time"
	Zone       Field = "zone"
	Lat        Field = "lat"
	Lon        Field = "lon"
	LatLon     Field = "latlon"
	X          Field = "x"
	Y          Field = "y"
	Geometry   Field = "geometry" // Well-Known Text, hexadecimal WKB or GeoJSON
	Place      Field = "place"
	Address    Field = "address"
	City       Field = "city"
	County     Field = "county" // or municipality
	State      Field = "state"
	Country    Field = "country"
	Precise    Field = "precision"

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
	return f == URL || f == Tags || f == Title || f == Summary || f == Address || f == Kind
}

// synonyms are the names of each field in the form of words.Key, those at the beginning
// the more telling: the score falls along the list.
var synonyms = map[Field]string{
	ID: `id, uid, uuid, guid, web id, event id, incident id, incident number, event id cnty, data id, record id, case id, case number, folio, identificador, clave, id incidente, instance id, eventid, post id, disno, dis no, glide, crime id,
		globaleventid, global event id, id evento, numero de folio, global id, irwin id, unique fire identifier, identifiant, identificatore, reference, ref, record number, no, num, numero, object id, objectid, fid, code, codigo, codi, expediente`,
	Title: `title, titulo, headline, titular, encabezado, title es, title en, titulo es, titulo en, incident name, event name, nombre del incidente, nombre del evento, fire name, incident title,
		asunto, subject, event, evento, incident, incidente, caption, titre, titolo, titol, source headline, manchete, event title, what, ereignis, vorfall, avvenimento, acontecimiento`,
	Name:    `name, nombre, victim name, nombre de la victima, first name, first names, nombres, full name, nombre completo, victim, victima, nome, nom, nom de la victime`,
	Surname: `last name, surname, family name, apellido, apellidos, apellido paterno, lastname, sobrenome, cognome, prenom`,
	Summary: `summary, resumen, description, descripcion, summary es, summary en, notes, notas, details, detalles, detalle, narrative, narrativa, narracion, comments, comment, comentarios, descricao, descrizione, descripcio, resumo, resume, riassunto,
		observaciones, incident summary, event description, incident short description, event narrative, incident description, event desc, incident desc, descripcion del evento, descripcion de los hechos, texto, text, texte, testo, body, hechos, relato, desc, observacoes, remarks, popup info, popupinfo`,
	Kind: `kind, sub event type, disaster subtype, kind of incident, tipo de incidente, tipo de evento, tipo incidente, tipo evento, incident type, event type, type of incident, crime type, tipo de delito, tipo delito, type of event, type of attack,
		category, categoria, delito, crime, offense, offence, disaster type, attacktype1 txt, attack type, tipo acidente, tipo de acidente, tipo accidente, tipo de accidente, tipo d accident, type d accident, d subtipus accident, incident category, categoria del incidente,
		primary type, event code, cameo code, clase de evento, subcategory, subcategoria, subtipo, subtipo de delito, incident type category, incident characteristics, type d evenement, type d incident, tipo di incidente, tipo di evento, categorie, event types, ofns desc, primary description,
		modality, modalidad, what happened, que paso, que ocurrio, type of violence, event category, incident types, categories incident, type, tipo, tipus, disaster subgroup, hazard type, peril, tipo di reato, reato, natureza do fato, natureza, delikt, deliktart, straftat, infraction, type de fait, nature des faits, type d infraction, nature, clasificacion, classificacao, evento tipo, hazard, tipologia, tipologia di evento, ereignisart, unfallart, einsatzart, type of hazard, peril, disaster, tipo de desastre`,
	Class: `class, clase`,
	Start: `start, start date, start time, begin, beginning, from, inicio, fecha inicio, fecha de inicio, fecha inicial, desde, date from, start datetime, date start, started, event start, begin date, occurred from, committed from, from date, hora inicio, begin date time, start date time, date debut, data inicio, data inizio, date de debut, event start date`,
	End:   `end, end date, end time, until, fin, fecha fin, fecha de fin, fecha final, fecha de termino, hasta, date to, end datetime, date end, ended, event end, termino, end date time, date fin, date de fin, data fim, data fine, event end date, occurred to, committed to, to date, occurred until, occurred end`,
	Date: `date, fecha, event date, incident date, fecha del evento, fecha del incidente, fecha de los hechos, fecha hechos, fecha del hecho, fecha hecho, occurred at, occurred on, date occurred, date of incident, date of event, fecha incidente, fecha evento, fecha suceso, fecha del suceso,
		fecha de ocurrencia, fecha ocurrencia, data do fato, data do acidente, data inversa, data evento, data do evento, date de l evenement, date de l incident, data dell evento, data incidente, datum, data accident, data de l accident, dat, data ocorrencia, date of attack, attack date, offense date, offence date, fecha del delito, crash date, accident date,
		fecha del accidente, fecha accidente, fecha del siniestro, sqldate, flight date, datetime, date time, date and time, fecha y hora, fecha hora, data hora, timestamp, when, cuando, acq date, data, reported date, date reported, death date, date of death, cmplnt fr dt,
		fecha de muerte, fire discovery date time, discovery time, discovery date, discovery date time, fecha de reporte, fecha reporte, fecha del reporte, report date, dia, day, date utc, fecha nota, fecha de la nota, month, mes, mois, yearmonth, year month, ano mes, periodo, period, season, temporada, saison,
		marca temporal, horodateur, zeitstempel, carimbo de data hora, quarter, trimestre, week, semana, published, published at, publication date, pub date, fecha de publicacion, post date, post date utc, created at, created, date created, created utc, created time, fecha registro, fecha de registro, updated, updated at, last updated, updated utc, fecha noticia, submission date, submission time, today`,
	Time: `time, hora, event time, hora del evento, hora de los hechos, hora hechos, hora hecho, time of day, acq time, incident time, hora del incidente, time occurred, occurred time, horario, heure, ora, hor, hora del hecho, hora del accidente, time of incident, begin time, cmplnt fr tm, hora reporte, hora de reporte, time utc, clock time, uhrzeit, tatzeit, heure des faits, hora do fato, ora del fatto, tiempo, local time, time local, hora local, heure locale, utc time, hora utc, gmt time`,
	Zone: `zone, time zone, timezone, zona horaria, huso horario, tz, tzid, utc offset, cz timezone, fuso horario`,
	Lat:  `lat, latitude, latitud, decimal latitude, lat dd, geo lat, start lat, y lat, latitude wgs84, lat wgs84, gps latitude, latitud y, latitude y, point y, coordenada latitud, latitud gps, intptlat, ycoord, y coord, begin lat, location lat, location latitude, action geo lat, latitudine, ygcswgs84, y wgs84, lati, centroid lat, breitengrad, geogr breite, geographische breite, geografische breite, breedtegraad, enlem, szerokosc geograficzna, широта, latitud norte`,
	Lon: `lon, longitude, longitud, lng, long, decimal longitude, lon dd, lng dd, geo lon, geo lng, geo long, longitude wgs84, lon wgs84, gps longitude, longitud x, longitude x, point x, coordenada longitud, longitud gps,
		intptlon, xcoord, x coord, lonx, begin lon, location lon, location lng, location long, location longitude, action geo long, longitudine, xgcswgs84, x wgs84, centroid lon, centroid long, langengrad, laengengrad, geogr lange, geographische lange, geografische lange, lengtegraad, boylam, dlugosc geograficzna, долгота, довгота, longitud oeste`,
	LatLon: `lat lon, latlon, lat lng, latlng, lat long, latlong, latitude longitude, latitud longitud, coordinates, coordenadas, location coordinates, coords, coord, geo, geopoint, geo point, gps, gps coordinates, position, posicion, ubicacion gps,
		geolocation, geolocalizacion, location 1, lon lat, lonlat, punto, coordenada, coordinate, geo point 2d, geocoordinates, geocode, coordonnees, coordinate gps, ponto`,
	X:        `x, easting, este, utm x, x utm, utm e, utm este, utm easting, coord x, coordenada x, coordx, coordinates x, x coordinate, pos x, e utm, este x, x coordinate state plane, linrefx`,
	Y:        `y, northing, norte, utm y, y utm, utm n, utm norte, utm northing, coord y, coordenada y, coordy, coordinates y, y coordinate, pos y, n utm, norte y, linrefy`,
	Geometry: `wkt, geometry, geom, the geom, geometria, shape, wkb, wkb geometry, geojson, wkt geometry, st astext, geom wkt, geometry wkt, polygon, poligono, geog, way, geom wkb`,
	Place:    `place, lugar, place name, nombre del lugar, location, ubicacion, location name, location description, localizacion, site, sitio, where, donde, lugar de los hechos, lugar del hecho, venue, place of incident, location of incident, where coordinates, where description, action geo full name, region of incident, descripcion del lugar, place of death, lugar de muerte, lugar de defuncion, lugar de fallecimiento, lieu, luogo, local, lloc, emplacement, ort, tatort, begin location, places, lugares, locations, ubicaciones, sitios, sites`,
	Address:  `address, direccion, street address, domicilio, calle, street, calle y numero, cruce, intersection, crossing, entre calles, colonia, neighborhood, neighbourhood, barrio, bairro, fraccionamiento, block address, full address, incident address, adresse, indirizzo, endereco, logradouro, rua, adreca, via, poo`,
	City:     `city, ciudad, town, localidad, locality, poblacion, pueblo, city name, nombre ciudad, nom loc, village, poblado, cd, city or town, cidade, ville, citta, ciutat, commune, comune, gemeinde, stadt, city or county, comuna`,
	County:   `county, municipio, municipality, county name, admin2, adm2, adm2 name, mun, nom mun, municipio nombre, delegacion, alcaldia, district, distrito, parish, condado, poo county, provincia municipio, adm 2, adm2 en, adm2 es, municipi, nom com, comarca, arrondissement, cz name, landkreis, kreis, adm2 fr, adm2 pt, admin 2, admin2 name, admin2name`,
	State:    `state, estado, province, provincia, region, entidad, entidad federativa, admin1, adm1, adm1 name, nom ent, edo, departamento, department, state name, state province, governorate, poo state, estado republica, us state, state abbr, uf, adm 1, adm1 en, adm1 es, provstate, departement, regione, nom dem, bundesland, province state, adm1 fr, adm1 pt, admin 1, admin1 name, admin1name, comunidad autonoma, ccaa, autonomous community`,
	Country:  `country, pais, nation, nacion, country name, iso2, iso, country code, codigo pais, iso country, pais nombre, iso 3166, country txt, pays, paese, adm0 name, adm0, admin0, iso3, adm0 en, adm0 es, m49, m49 code, iso num, iso numeric, country iso num, country iso numeric, iso 3166 numeric, country numeric, country fips, fips country, fips cntry, country fips code, admin0 name, admin0name`,
	Precise: `precision, location precision, geo precision, precision de la ubicacion, precision ubicacion, coordinate precision, geocode precision, geocoding precision, location accuracy, accuracy, exactitud, geo accuracy,
		spatial precision, where prec, geoprecision, nivel de precision, location quality, loctype, location type, specificity, action geo type, coordinate accuracy, gps accuracy`,
	Publisher:    `source, fuente, publisher, medio, news source, sources, fuentes, information source, source name, fuente de informacion, outlet, medio de comunicacion, newspaper, periodico, media outlet, agency, agencia, reported by, reportado por, nombre de la fuente, media, source article, fonte, font, fontes, source office, source original, quelle, scite1`,
	URL:          `url, link, enlace, source url, links, urls, enlaces, liga, web, website, vinculo, source link, news link, article url, news url, url fuente, enlace fuente, href, web page, fuente url, link 1, url 1, link nota, lien, collegamento, sourceurl, incident url, source urls, sources urls`,
	Verification: `verification, verificacion, verified, verificado, status of verification, confirmed, confirmado, verification status, estado de verificacion, source quality verified, confirmation`,
	Tags:         `tags, etiquetas, keywords, palabras clave, labels, categories, categorias, temas, topics, filters, associations, folder`,
	Lang:         `language, idioma, lang, lengua, langue, lingua, idioma del texto`,
	DiedLater:    `died later, murieron despues, fallecieron despues, muertos despues, died of wounds`,
	Killed:       `killed`, KilledLow: `killed low`, KilledHigh: `killed high`,
	Wounded: `wounded`, WoundedLow: `wounded low`, WoundedHigh: `wounded high`,
	Missing: `missing`, MissingLow: `missing low`, MissingHigh: `missing high`,
	Detained: `detained`, DetainedLow: `detained low`, DetainedHigh: `detained high`,
	YearPart: `year`, MonthPart: `month`, DayPart: `day`, HourPart: `hour`, MinutePart: `minute`,
	EndYear: `end year`, EndMonth: `end month`, EndDay: `end day`, EndHour: `end hour`, EndMinute: `end minute`,
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
		if isFigure(field) || isPart(field) {
			continue // known by their words: figures.go, dates.go
		}
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

// isFigure tells the fields of numbers of people that figureOf knows.
func isFigure(f Field) bool {
	for _, fields := range figureFields {
		for _, field := range fields {
			if field == f && f != DiedLater {
				return true
			}
		}
	}
	return false
}
