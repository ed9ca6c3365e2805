package toll

import (
	"incidentmap/incidents/extract/quantity"
	"incidentmap/incidents/extract/text"
)

// measures are words of what is counted besides people; a number before them counts none.
var measures = text.WordSet(`percent % km kilometers kilometres kilometros kilometro miles mile meters metros hours hour horas hora minutes minutos days day dias dia weeks week semanas
	months month meses mes years year anos ano old kilos kilograms kilogramos gramos tons toneladas pesos dollars dolares rounds cartuchos vehiculos vehicles cars trucks
	shots disparos tiros balazos impactos times veces am pm a.m p.m hrs million millones billion bullets balas homes houses viviendas casas armas weapons rifles
	grenades granadas cargadores murders killings charges counts municipios states estados towns cities
	drones missiles rockets shells mortars bombs mines tanks aircraft helicopters planes jets boats ships vessels ferries buses lorries vans motorcycles motorbikes flights trains carriages wagons
	goats cows cattle sheep camels animals livestock dogs horses chickens birds elephants rooms floors storeys stories shops stalls tents buildings structures properties businesses schools churches mosques hospitals roads bridges
	villages districts provinces counties regions countries nations wards islands acres hectares feet foot inches yards centimeters millimeters mm cm ft mph kph knots degrees litres liters gallons barrels euros naira rupees
	crore lakh seats votes points goals wickets games matches attempts attacks incidents explosions blasts raids operations clashes strikes checkpoints cases complaints reports calls messages posts videos photos pages phones
	copies shares customers households pistols firearms guns kilometre kilometer metre meter kg km2 tremors aftershocks earthquakes storms fires wildfires blazes stabbings shootings homicides robberies kidnappings protests`)

// isMeasure reports whether a number is an age, a time, a measure or a part of a name.
func isMeasure(d *text.Document, s text.Range, n quantity.Number) bool {
	if n.Last < s.Last {
		w := d.Tokens[n.Last].Word
		if measures[w] || w == "/" || w == ":" || (w == "-" && n.Last+1 < s.Last && (measures[d.Tokens[n.Last+1].Word] || d.Tokens[n.Last+1].Shape == text.Number)) {
			return true
		}
		if _, month := months[w]; month || w == "de" && n.Last+1 < s.Last && months[d.Tokens[n.Last+1].Word] {
			return true
		}
	}
	if n.First > s.First {
		before := d.Tokens[n.First-1]
		// "Oseguera, 59, was", "$ 15", "No. 4", "Kharkiv-3".
		if before.Word == "$" || before.Word == "-" && !d.Tokens[n.First].Space || before.Word == "/" || months[before.Word] && d.Tokens[n.First].Shape == text.Number || before.Word == "no" && n.Last > n.First && d.Tokens[n.First].Shape == text.Number {
			return true
		}
		if before.Word == "," && n.Last < s.Last && d.Tokens[n.Last].Word == "," && n.First-2 >= s.First && isCapital(d.Tokens[n.First-2]) && d.Tokens[n.First].Shape == text.Number {
			return true
		}
	}
	if n.First > s.First && numbered[d.Tokens[n.First-1].Word] && d.Tokens[n.First].Shape == text.Number && !n.Article {
		return true // "la ruta 10"
	}
	if isAgeBetween(d, s, n) {
		return true
	}
	if isAge(d, s, n) || isAgeOf(d, s, n) || ageListed(d, s, n) || isTotal(d, s, n) || addsUp(d, s, n) || isOfThings(d, s, n) {
		return true
	}
	if isInName(d, s, n) || isOfArmedGroups(d, s, n) {
		return true
	}
	isYear := d.Tokens[n.First].Shape == text.Number && n.Len() == 1 && n.Value() >= 1900 && n.Value() < 2100 && len(d.Tokens[n.First].Word) == 4
	return isYear
}

// groupNouns are words for bodies of people, of which a number counts no people.
var groupNouns = text.WordSet(`groups militias gangs cells factions organizations organisations companies families households communities tribes clans units teams crews convoys`)

// isOfArmedGroups reports whether a number counts bodies of people: "more than 100 armed groups".
func isOfArmedGroups(d *text.Document, s text.Range, n quantity.Number) bool {
	const adjectives = 2
	for j := n.Last; j < min(s.Last, n.Last+adjectives+1); j++ {
		t := d.Tokens[j]
		if groupNouns[t.Word] {
			return !isPeople(d, j+1, s.Last)
		}
		if t.Shape == text.Mark || stops[t.Word] || isPeople(d, j, s.Last) {
			return false
		}
	}
	return false
}

// isInName reports whether a number in digits stands within a name in capitals: "the Thika Level 5 Hospital".
func isInName(d *text.Document, s text.Range, n quantity.Number) bool {
	if d.Loud || n.First-1 <= s.First || n.Last >= s.Last || n.Len() != 1 || isPeople(d, n.Last, s.Last) || days[d.Tokens[n.First-1].Word] || d.Tokens[n.First].Shape != text.Number {
		return false
	}
	return d.Tokens[n.First-1].Shape == text.Capital && d.Tokens[n.Last].Shape == text.Capital
}

// isAgeOf reports whether a number is the age of the person before it: "a girl of 9", "una niña de seis".
func isAgeOf(d *text.Document, s text.Range, n quantity.Number) bool {
	if n.First-2 < s.First || n.Article {
		return false
	}
	of, who := d.Tokens[n.First-1].Word, d.Tokens[n.First-2].Word
	_, person := singular[who]
	return (of == "of" || of == "de") && person && n.First-3 >= s.First && onePerson[d.Tokens[n.First-3].Word]
}

// onePerson are articles before one person.
var onePerson = text.WordSet(`a an the un una el la su`)

var months = text.WordSet(`january february march april may june july august september october november december
	enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre jan feb mar apr jun jul aug sep sept oct nov dec`)
