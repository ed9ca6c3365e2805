package geocode

import (
	"slices"
	"strings"
)

// isStreet reports whether words are those of a street, a road or a neighbourhood, and not
// the name of a place, nor so far from one. Its name is often that of a town elsewhere.
func (c *Geocoder) isStreet(words string) bool {
	name := nameKey(words)
	fields := strings.Fields(name)
	if len(fields) == 0 || c.g.Has(name) {
		return false
	}
	var r reading
	if r.takeMove(fields); r.anchored {
		return false
	}
	if slices.ContainsFunc(fields, saysAirport) {
		return false
	}
	// "Main St." is normalised to a saint; houses have numbers before the street's name.
	last, first := fields[len(fields)-1], fields[0]
	return slices.ContainsFunc(fields, func(w string) bool { return streets[w] }) ||
		len(fields) > 1 && last == "saint" || len(fields) > 2 && strings.Trim(first, "0123456789") == ""
}

// commons are words for kinds of places, parts of all towns, and all of somewhere, which towns somewhere in the world are
// called by, too. Where no state is named they name no place.
var commons = set(
	"various", "various locations", "multiple", "multiple locations", "several", "several locations", "nationwide", "statewide", "countrywide", "citywide", "national", "regional", "local", "online", "other", "elsewhere", "unknown location", "undisclosed location",
	"varios", "varias", "varios lugares", "nacional", "todo el pais", "todo el estado", "estatal", "municipal", "otro", "otros", "otra", "en linea", "diversos",
	"home", "house", "residence", "apartment", "school", "university", "street", "road", "highway", "hospital", "clinic", "prison", "jail", "police station", "church", "mosque", "temple", "bar", "restaurant", "hotel", "market", "shop", "store", "mall", "office", "bank", "park", "bridge", "border", "checkpoint", "station", "bus station", "train station", "gas station", "factory", "mine", "farm", "field", "forest", "river", "beach", "sea", "desert", "camp", "village", "town", "city", "downtown", "capital", "the capital",
	"casa", "domicilio", "vivienda", "escuela", "universidad", "calle", "carretera", "autopista", "clinica", "prision", "penal", "carcel", "reclusorio", "comisaria", "iglesia", "mezquita", "templo", "restaurante", "mercado", "tienda", "centro comercial", "oficina", "banco", "parque", "puente", "frontera", "reten", "gasolinera", "fabrica", "mina", "rancho", "campo", "bosque", "playa", "desierto", "campamento", "pueblo", "ciudad", "centro", "via publica", "via", "despoblado", "terreno baldio",
	"rural", "urban", "rural area", "urban area", "zona rural", "zona urbana", "urbano", "urbana", "north", "south", "east", "west", "norte", "sur", "este", "oeste", "oriente", "poniente", "sureste", "noreste", "noroeste", "suroeste",
	"confidential", "redacted", "withheld", "reserved", "confidencial", "reservado",
)
