package download

import (
	"cmp"
	"encoding/json"
	"strings"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/format"
)

// areaColumn is a row of the table of what counts by area say: the one from which their
// GeoJSON, their CSV and their dictionary are made.
type areaColumn struct {
	format.Property
	// value gives text, a number, JSON, or nil for none.
	value func(a *areaCount, lang string) any
}

// areaColumns makes the table, in the order in which it is written. Names are stable once
// released.
func areaColumns(story *incidents.Story) []areaColumn {
	columns := []areaColumn{
		areaText("area", bilingual("Area", "Zona"), bilingual(
			"The area's code: GeoNames' for states (MX.14) and municipalities (MX.14.120), ISO 3166-1 alpha-2 for countries. “unassigned” gathers what lies in no single area: on the way, over several, somewhere in a larger one, or nowhere that is said.",
			"El código de la zona: el de GeoNames para estados (MX.14) y municipios (MX.14.120), ISO 3166-1 alfa-2 para países. «unassigned» reúne lo que no está en una sola zona: en trayecto, en varias, en algún punto de una mayor, o sin lugar dicho."),
			func(a *areaCount, _ string) string { return a.code }),
		areaText("level", bilingual("Level", "Nivel"), bilingual("What is counted by.", "Por qué se cuenta."),
			func(a *areaCount, _ string) string { return string(a.level) }, "adm1", "adm2", "country"),
		areaText("name", bilingual("Name", "Nombre"), bilingual("The area's name.", "El nombre de la zona."),
			func(a *areaCount, lang string) string {
				if a.code == unassigned {
					return in(bilingual("In no single area", "En ninguna zona en particular"), lang)
				}
				return format.Plain(a.name)
			}),
		areaText("country", bilingual("Country", "País"), bilingual("ISO 3166-1 alpha-2 code.", "Código ISO 3166-1 alfa-2."),
			func(a *areaCount, _ string) string { return a.country }),
		areaText("geometry_basis", bilingual("What is drawn", "Qué se dibuja"), bilingual(
			"“outline”: the area's outline; “seat”: a point that stands for a municipality whose outline is not known; “none”: nothing.",
			"«outline»: el contorno de la zona; «seat»: un punto que representa un municipio cuyo contorno no se conoce; «none»: nada."),
			func(a *areaCount, _ string) string { return a.geometryBasis }, basisOutline, basisSeat, basisNone),
		areaNumber("count", bilingual("Entries", "Entradas"), bilingual(
			"How many of the layer's entries lie here. Over all areas and “unassigned” they add up to the layer's, without those left out.",
			"Cuántas entradas de la capa están aquí. Sumadas todas las zonas y «unassigned» dan las de la capa, sin las omitidas."),
			func(a *areaCount) (int, bool) { return a.count, true }),
		areaNumber("left_out", bilingual("Left out", "Omitidas"), bilingual(
			"Entries that were retracted, or merged into another that is counted; they are in no other number here.",
			"Entradas retractadas, o fusionadas con otra que sí se cuenta; no entran en ningún otro número."),
			func(a *areaCount) (int, bool) { return a.leftOut, true }),
	}
	columns = append(columns, codeColumns()...)
	columns = append(columns, countColumns(story)...)
	columns = append(columns, figureColumns()...)
	columns = append(columns, areaNumber("casualty_sources", bilingual("Sources of casualties", "Fuentes de víctimas"), bilingual(
		"How many sources give figures in this area. Of more than 1,000, casualties is null: the layer's figures.csv has them row by row.",
		"Cuántas fuentes dan cifras en esta zona. Si son más de 1,000, casualties es nulo: figures.csv de la capa las tiene fila por fila."),
		func(a *areaCount) (int, bool) { return len(a.ledger.sources), true }))
	items := ledgerItems()
	return append(columns, areaColumn{
		Property: format.Property{
			Name: "casualties", Type: format.List, Title: bilingual("Casualties by source", "Víctimas por fuente"), About: bilingual(
				"What each source says in all of this area: its id, its name, and for each outcome the best, lowest and highest sum of its own figures. Figures of which no source is stated stand together as “unstated”. Rows counted in another incident, and entries that are debunked or background, are left out. Figures of different sources may be about the same people: never add them. Null where more than 1,000 sources speak.",
				"Lo que cada fuente dice en total de esta zona: su id., su nombre y, para cada desenlace, la suma mejor, mínima y máxima de sus propias cifras. Las cifras sin fuente indicada van juntas como «unstated». Se omiten las filas contadas en otro incidente y las entradas desmentidas o de contexto. Las cifras de fuentes distintas pueden ser de las mismas personas: no se suman. Nulo donde hablan más de 1,000 fuentes."),
			Items: items,
		},
		value: func(a *areaCount, _ string) any { return ledgerJSON(&a.ledger, items) },
	})
}

// codeColumns are the codes that other tables have, to join with, and the population.
func codeColumns() []areaColumn {
	code := func(name, title, en, es string, of func(*geo.Codes) string) areaColumn {
		c := areaText(name, incidents.Text{"en": title, "es": title}, bilingual(en, es), func(a *areaCount, _ string) string { return of(&a.codes) })
		c.Always = false
		return c
	}
	return []areaColumn{
		code("iso_3166_1_alpha_3", "ISO 3166-1 alpha-3", "The country's code of three letters.", "El código de tres letras del país.", func(c *geo.Codes) string { return c.Alpha3 }),
		code("iso_3166_2", "ISO 3166-2", "The state's code, such as MX-JAL.", "El código del estado, como MX-JAL.", func(c *geo.Codes) string { return c.ISO }),
		code("cve_ent", "CVE_ENT", "INEGI's key of a Mexican state. GeoNames numbers four states otherwise.", "La clave de la entidad según el INEGI. GeoNames numera cuatro estados de otro modo.", func(c *geo.Codes) string { return c.CVEEnt }),
		code("cvegeo", "CVEGEO", "INEGI's key of a Mexican municipality: CVE_ENT and CVE_MUN.", "La clave del municipio según el INEGI: CVE_ENT y CVE_MUN.", func(c *geo.Codes) string { return c.CVEGeo }),
		code("gazetteer_id", "GeoNames", "The area's entry in the gazetteer, such as geonames:4004156.", "La entrada de la zona en el nomenclátor, como geonames:4004156.", func(c *geo.Codes) string { return c.GeoNames }),
		areaNumber("population", bilingual("Population", "Población"), bilingual("How many people the gazetteer's towns of the area have; empty where that is not known.", "Cuántas personas tienen las localidades de la zona en el nomenclátor; vacío donde no se sabe."),
			func(a *areaCount) (int, bool) { return int(a.codes.Population), a.codes.Population > 0 }),
	}
}

// countColumns are a column for each class and each kind of the story.
func countColumns(story *incidents.Story) []areaColumn {
	var columns []areaColumn
	for _, class := range incidents.Classes() {
		columns = append(columns, areaNumber("class_"+string(class), incidents.ClassTitle(class),
			bilingual("Of count, those of this class.", "De count, las de esta clase."),
			func(a *areaCount) (int, bool) { return a.classes[class], true }))
	}
	for _, kind := range story.AllKinds() {
		columns = append(columns, areaNumber("kind_"+string(kind.Kind), kind.Title,
			bilingual("Of count, those of this kind.", "De count, las de este tipo."),
			func(a *areaCount) (int, bool) { return a.kinds[kind.Kind], true }))
	}
	return columns
}

// figureColumns are three columns for each outcome, of what the sources say together.
func figureColumns() []areaColumn {
	abouts := map[string]incidents.Text{
		"": bilingual("What a source counts here in all, where one alone does or all count alike; empty where they differ. Figures of different sources are never added: see casualties.",
			"Lo que una fuente cuenta aquí en total, si es la única o si todas cuentan lo mismo; vacío donde difieren. Las cifras de fuentes distintas nunca se suman: véase casualties."),
		"low": bilingual("The least that a source counts here in all; empty where one gives no least.",
			"Lo menos que una fuente cuenta aquí en total; vacío donde alguna no da mínimo."),
		"high": bilingual("The most that a source counts here in all; empty where one gives no most.",
			"Lo más que una fuente cuenta aquí en total; vacío donde alguna no da máximo."),
	}
	var columns []areaColumn
	for _, p := range format.Dictionary(nil) {
		outcome, bound, isFigure := figureOf(p.Name)
		if !isFigure {
			continue
		}
		about := abouts[strings.TrimPrefix(strings.TrimPrefix(p.Name, string(outcome)), "_")]
		columns = append(columns, areaNumber(p.Name, p.Title, about, func(a *areaCount) (int, bool) {
			if n := bound(a.together(outcome)); n != nil {
				return *n, true
			}
			return 0, false
		}))
	}
	return columns
}

// figureOf reads the name of a figure's property.
func figureOf(name string) (incidents.Outcome, func(incidents.Count) *int, bool) {
	for _, o := range incidents.Outcomes() {
		switch name {
		case string(o):
			return o, func(c incidents.Count) *int { return c.Best }, true
		case string(o) + "_low":
			return o, func(c incidents.Count) *int { return c.Low }, true
		case string(o) + "_high":
			return o, func(c incidents.Count) *int { return c.High }, true
		}
	}
	return "", nil, false
}

func ledgerItems() []format.Property {
	items := []format.Property{
		{Name: "source", Type: format.Text, About: bilingual("The source's id; “unstated” where none is stated.", "El id. de la fuente; «unstated» donde no se indica ninguna.")},
		{Name: "publisher", Type: format.Text, About: bilingual("Who it is, or how it is described.", "Quién es, o cómo se le describe.")},
	}
	for _, p := range format.Dictionary(nil) {
		if _, _, isFigure := figureOf(p.Name); isFigure {
			items = append(items, format.Property{
				Name: p.Name, Type: format.Integer, About: bilingual("The sum of its figures.", "La suma de sus cifras."),
			})
		}
	}
	return items
}

// unstated stands for the id of the source of figures of which none is stated.
const unstated = "unstated"

// mostLedgerSources is how many sources of an area are listed; more are rows of an import, each with its own.
const mostLedgerSources = 1000

// ledgerJSON writes what each source says as a list of flat objects, and nothing of too many.
func ledgerJSON(ledger *sourceLedger, items []format.Property) any {
	if len(ledger.sources) > mostLedgerSources {
		return nil
	}
	var list []json.RawMessage
	for i, s := range ledger.sources {
		one := newObject()
		one.add("source", cmp.Or(s.id, unstated))
		if s.publisher != "" {
			one.add("publisher", s.publisher)
		}
		for _, item := range items {
			outcome, bound, isFigure := figureOf(item.Name)
			if !isFigure {
				continue
			}
			if n := bound(ledger.count(i, outcome)); n != nil {
				one.add(item.Name, *n)
			}
		}
		list = append(list, one.bytes())
	}
	if list == nil {
		return nil
	}
	return list
}

func areaText(name string, title, about incidents.Text, of func(*areaCount, string) string, values ...string) areaColumn {
	return areaColumn{
		Property: format.Property{Name: name, Type: format.Text, Title: title, About: about, Values: values, Always: name != "country"},
		value: func(a *areaCount, lang string) any {
			if s := of(a, lang); s != "" {
				return s
			}
			return nil
		},
	}
}

func areaNumber(name string, title, about incidents.Text, of func(*areaCount) (int, bool)) areaColumn {
	return areaColumn{
		Property: format.Property{Name: name, Type: format.Integer, Title: title, About: about},
		value: func(a *areaCount, _ string) any {
			if n, has := of(a); has {
				return n
			}
			return nil
		},
	}
}

// bilingual is a text in the two languages of the project.
func bilingual(en, es string) incidents.Text { return incidents.Text{"en": en, "es": es} }

// in gives a text in a language, or in one it has.
func in(t incidents.Text, lang string) string {
	text, _ := t.In(lang)
	return text
}
