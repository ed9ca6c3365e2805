package columns

import (
	"fmt"
	"strings"

	"incidentmap/incidents/intake/words"
)

// find looks a name up: as it is, in one word, without words for the event it is of, or by a run of its words.
func (t table) find(key string) (guess, string) {
	if g, ok := t[key]; ok {
		return g, "by its name"
	}
	if g, ok := t[strings.ReplaceAll(key, " ", "")]; ok {
		return g, "by its name"
	}
	if g, ok := t.bound(key); ok {
		return g, "by its name"
	}
	if g, ok := t[ofEvent(key)]; ok && ofEvents[g.field] {
		return guess{g.field, g.score * 0.95}, "by its name"
	}
	parts := strings.Fields(key)
	if n := len(parts); n > 1 && (len(parts[n-1]) <= 2 || parts[n-1] == "wgs84" || isCode(parts[n-1])) {
		if g, ok := t[strings.Join(parts[:n-1], " ")]; ok && (g.field != X && g.field != Y || isCode(parts[n-1])) {
			return guess{g.field, g.score * 0.95}, "by its name"
		}
	}
	best, found := guess{}, ""
	for n := min(len(parts)-1, 4); n >= 1; n-- {
		for from := 0; from+n <= len(parts); from++ {
			name := strings.Join(parts[from:from+n], " ")
			g, ok := t[name]
			if !ok || n == 1 && !tellsAlone[g.field] || len(name) < 3 || g.field == Name || g.field == Surname {
				continue
			}
			// Of several names inside, what comes last is what the others describe.
			if score := g.score * partShare * (0.9 + 0.1*float64(from+n)/float64(len(parts))); score > best.score {
				best, found = guess{g.field, score}, name
			}
		}
		if best.score > 0 {
			return best, fmt.Sprintf("by %q in its name", found)
		}
	}
	return best, ""
}

// NamedField gives the field that a name alone says; false for others.
func NamedField(name string) (Field, bool) {
	key := words.Key(name)
	if f, ok := figureOf(key); ok && f.outcome != "" && f.part == "" && !f.several {
		return figureFields[f.outcome][f.bound], true
	}
	g, how := newTable().find(key)
	return g.field, how == "by its name"
}

// eventWords are words for what happened: what stands beside them says which column of it this is ("fecha
// del siniestro", "tipo de ocorrência").
var eventWords = wordSet(`event, events, evento, eventos, incident, incidents, incidente, incidentes, hecho, hechos, suceso, sucesos, siniestro, siniestros, ocorrencia, ocorrencias, ocurrencia, occurrence, accident, accidente, acidente, attack, ataque, crash, crime, delito, fait, faits, fato,
	evenement, sinistro, evenements, ereignis, ereignisses, unfall, unfalls, tat, caso, case`)

// joiningWords stand between the two.
var joiningWords = wordSet(`of, the, de, del, la, los, las, el, da, do, das, dos, des, du, di, dell, della, l, d, der`)

// ofEvents are the fields that a name of an event has: its number, its description and its state ("estado del
// incidente") are other things.
var ofEvents = map[Field]bool{Date: true, Time: true, Kind: true, Place: true, Address: true, City: true, County: true, State: true, Country: true, Lat: true, Lon: true, LatLon: true}

// ofEvent gives a name without words for the event; empty where it has none, or nothing else.
func ofEvent(key string) string {
	var kept []string
	all := strings.Fields(key)
	of := false
	for _, w := range all {
		switch {
		case eventWords[w]:
			of = true
		case joiningWords[w]:
		default:
			kept = append(kept, w)
		}
	}
	name := strings.Join(kept, " ")
	if !of || name == "estado" || name == "state" {
		return ""
	}
	return name
}

// unlike gives the field that a column has the name of and whose cells are none; empty for others.
func unlike(names table, c Column, key string) Field {
	g, how := names.find(key)
	if how != "by its name" || c.Sample == nil || len(c.Sample.cells) == 0 {
		return ""
	}
	switch g.field {
	case Kind, Date, Start, Time, Lat, Lon, LatLon, Place, City, County, State, Country:
		if g.score*c.Sample.fit(g.field) < leastScore {
			return g.field
		}
	case Zone:
		// A zone alone may be one of the police.
		if key != "zone" && g.score*c.Sample.fit(g.field) < leastScore {
			return g.field
		}
	}
	return ""
}

// isCode tells digits that may be the code of a coordinate system.
func isCode(s string) bool { return len(s) >= 4 && strings.Trim(s, "0123456789") == "" }

// isMedia tells the name of a column of pictures, films or sounds, whose addresses are no sources.
func isMedia(key string) bool {
	for _, w := range strings.Fields(key) {
		switch w {
		case "image", "images", "imagen", "imagenes", "img", "photo", "photos", "foto", "fotos", "picture", "pictures", "thumbnail", "thumb", "icon", "icono", "avatar", "logo", "gx", "attachment", "attachments", "screenshot", "imagem", "audio", "marker":
			return true
		}
	}
	return false
}

// otherPlaceWords say that a column is of where somebody else was than what happened.
var otherPlaceWords = wordSet(`reporter, reporters, informant, informante, observer, observador, witness, testigo, home, residence, residencia, office, oficina, hq, headquarters, hospital, publisher, newsroom, redaccion, birth, birthplace, nacimiento`)

// isOtherPlace tells the name of a position of somebody else.
func isOtherPlace(key string) bool {
	for _, w := range strings.Fields(key) {
		if otherPlaceWords[w] {
			return true
		}
	}
	return false
}

// isOtherDay tells the name of a day of a person or a record, which is never that of an event.
func isOtherDay(key string) bool {
	for _, w := range strings.Fields(key) {
		switch w {
		case "birth", "born", "dob", "birthday", "nacimiento", "nascimento", "naissance", "nascita", "geburt", "geburtsdatum", "expiry", "expiration", "expires", "vencimiento", "validade", "due", "closed", "cierre", "closure", "fechamento":
			return true
		}
	}
	return false
}

// isOtherKind tells the name of a column whose words may be kinds of incidents and say another thing.
func isOtherKind(key string) bool {
	for _, w := range strings.Fields(key) {
		switch w {
		case "weapon", "weapons", "arma", "armas", "armed", "cause", "causa", "causes", "motive", "motivo", "mobile", "target", "objetivo", "status", "estatus", "outcome", "resultado", "response", "charge", "charges", "history", "antecedentes", "next", "previous", "damage", "vehicle", "actor", "agency", "unit", "folder", "layer", "tags", "tag":
			return true
		}
	}
	return false
}

// isReported tells the name of a date at which something was reported, written or sent.
func isReported(key string) bool {
	for _, w := range strings.Fields(key) {
		switch w {
		case "reported", "reporting", "reporte", "report", "published", "publicacion", "publication", "pub", "created", "registro", "updated", "nota", "noticia", "submission", "submitted", "post", "entry", "modified", "dateadded", "added", "filing", "filed", "denuncia", "radicacion":
			return true
		}
	}
	return false
}

// tellsAlone are the fields of which one word in a longer name is enough, as the content
// of the cells can be checked against it.
var tellsAlone = map[Field]bool{
	Date: true, Lat: true, Lon: true, LatLon: true, URL: true, Geometry: true,
}

// language gives the language that a name ends with: "title_es".
func language(key string) string {
	switch at := strings.LastIndexByte(key, ' '); key[at+1:] {
	case "es", "spanish", "espanol":
		return "es"
	case "en", "english", "ingles":
		return "en"
	}
	return ""
}
