package format

import (
	"cmp"
	"slices"
	"time"

	"incidentmap/geo"
	"incidentmap/incidents"
)

// localized is an incident as told in one language.
type localized struct {
	*incidents.Public
	lang   string
	url    string // of the incident's page
	linked bool   // whether the url leads there from anywhere
	joins  *joins // nil where they are not asked for
}

// in gives a text in its language, or in the alphabetically first it has, as
// incidents.Text.In does.
func (v localized) in(t incidents.Text) string { return in(t, v.lang) }

func in(t incidents.Text, lang string) string {
	if s := t[lang]; s != "" {
		return s
	}
	first := ""
	for l, s := range t {
		if s != "" && (first == "" || l < first) {
			first = l
		}
	}
	return t[first]
}

// properties is the one table of what a public feature says, in this order. Names are
// stable once released.
var properties = table(append(append(identity, whenAndWhere...), append(figures(), record...)...)...)

// flat is the table of what a row of a flat format says: properties, what it may be joined by and the address,
// which GeoJSON has too, inserted when it is sent.
var flat = table(slices.Concat(properties, joinsOfRow(), []column[localized]{address})...)

var identity = []column[localized]{
	{
		name: "id", always: true, getter: text(func(v localized) string { return v.ID }), title: say("Id", "Identificador"),
		about: say("The incident's id, a ULID; it stays through all revisions and is never used again.",
			"El identificador del incidente, un ULID; se mantiene en todas las revisiones y no se reutiliza."),
	},
	{
		name: "story", always: true, getter: text(func(v localized) string { return v.Story }), title: say("Story", "Historia"),
		about: say("The story's name in addresses.", "El nombre de la historia en las direcciones."),
	},
	{
		name: "class", always: true, getter: text(func(v localized) string { return string(v.Class) }), title: say("Class", "Clase"), values: words(incidents.Classes()),
		about: say("What sort of statement it is: something that happened, stopped working or was advised, a claim about many incidents, or background.",
			"Qué tipo de afirmación es: algo que ocurrió, dejó de funcionar o se aconsejó, una afirmación sobre muchos incidentes, o un antecedente."),
	},
	{
		name: "kind", always: true, getter: text(func(v localized) string { return string(v.Kind) }), title: say("Kind", "Tipo"), values: kindWords(nil),
		about: say("What happened, from a closed list; ids that begin with x_ are the story's own.", "Qué ocurrió, de una lista cerrada; los identificadores que empiezan con x_ son propios de la historia."),
	},
	{
		name: "layers", getter: getter[localized]{valueType: List, json: layers}, title: say("Layers", "Capas"),
		about: say("The ids of the story's layers that hold it.", "Los identificadores de las capas de la historia que lo contienen."),
	},
	{
		name: "title", always: true, getter: text(func(v localized) string { return v.in(v.Title) }), title: say("Title", "Título"),
		about: say("What happened, in a line.", "Qué ocurrió, en una línea."),
	},
	{
		name: "summary", getter: text(func(v localized) string { return v.in(v.Summary) }), title: say("Summary", "Resumen"),
		about: say("What is known, in a few sentences.", "Lo que se sabe, en pocas frases."),
	},
	{
		name: "lang", always: true, getter: text(titleLanguage), title: say("Language", "Idioma"),
		about: say("The language of the title, BCP 47; it is another than the one asked for where there is no translation.",
			"El idioma del título, BCP 47; es distinto del solicitado cuando no hay traducción."),
	},
}

var whenAndWhere = []column[localized]{
	{
		name: "start", getter: moment(func(v localized) time.Time { return v.When.Start }), title: say("From", "Desde"),
		about: say("The earliest instant at which it may have happened.", "El primer instante en que pudo ocurrir."),
	},
	{
		name: "end", getter: moment(func(v localized) time.Time { return v.When.End }), title: say("Until", "Hasta"),
		about: say("The latest instant at which it may have happened, included.", "El último instante en que pudo ocurrir, incluido."),
	},
	{
		name: "time_precision", always: true, getter: text(func(v localized) string { return string(v.When.Precision) }), title: say("Time precision", "Precisión temporal"), values: timePrecisions(),
		about: say("How exactly the time is known.", "Con qué exactitud se conoce el momento."),
	},
	{
		name: "place", getter: text(func(v localized) string { return v.in(v.Where.Place) }), title: say("Place", "Lugar"),
		about: say("The place's name for people.", "El nombre del lugar."),
	},
	{
		name: "precision", always: true, getter: text(func(v localized) string { return string(v.Where.Precision) }), title: say("Place precision", "Precisión espacial"), values: words(geo.Precisions()),
		about: say("How exactly the place is known; the geometry says no more than this. as_given: the source gives a position and does not say how exact it is.",
			"Con qué exactitud se conoce el lugar; la geometría no dice más que esto. as_given: la fuente da una posición y no dice qué tan exacta es."),
	},
	{
		name: "radius_m", getter: number(radius), title: say("Radius (m)", "Radio (m)"),
		about: say("The distance in metres from the point within which the place lies.", "La distancia en metros desde el punto dentro de la cual está el lugar."),
	},
	{
		name: "admin1", getter: text(func(v localized) string { return v.Where.Admin.Admin1Name }), title: say("State", "Estado"),
		about: say("The first-order administrative area; where the source names none, that in which the position lies.", "La división administrativa de primer orden; si la fuente no la nombra, aquella en que está la posición."),
	},
	{
		name: "admin2", getter: text(func(v localized) string { return v.Where.Admin.Admin2Name }), title: say("Municipality", "Municipio"),
		about: say("The second-order administrative area; where the source names none, that in which the position lies.", "La división administrativa de segundo orden; si la fuente no la nombra, aquella en que está la posición."),
	},
	{
		name: "country", getter: text(func(v localized) string { return v.Where.Admin.Country }), title: say("Country", "País"),
		about: say("ISO 3166-1 alpha-2 code; where the source names none, that of the country in which the position lies.", "Código ISO 3166-1 alfa-2; si la fuente no lo nombra, el del país en que está la posición."),
	},
	{
		name: areaCode, getter: text(func(v localized) string { return cmp.Or(v.Where.Admin.Admin2, v.Where.Admin.Admin1) }), title: say("Area", "Zona"), derived: true,
		about: sayDerived("GeoNames' code of the municipality in which it lies (MX.14.120), or of the state where no municipality is known (MX.14): as counts by area have it.",
			"El código de GeoNames del municipio en que está (MX.14.120), o del estado si no se conoce el municipio (MX.14): como en las cuentas por zona."),
	},
	{
		name: "area_basis", getter: text(areaBasis), title: say("Area from", "Origen de la zona"), derived: true, values: []string{basisNamed, basisPosition},
		about: sayDerived("Whether the areas are those that the place was named with (named), or those in which its position lies (position).",
			"Si las zonas son aquellas con que se nombró el lugar (named) o aquellas en que está la posición (position)."),
	},
	{
		name: "gazetteer_id", getter: text(func(v localized) string { return v.Where.GazetteerID }), title: say("Gazetteer id", "Id. en el nomenclátor"),
		about: say("The place's entry in a gazetteer, such as geonames:4005539.", "La entrada del lugar en un nomenclátor, como geonames:4005539."),
	},
	{
		name: "geo_precision", getter: number(code(geo.Precision.ACLED)), title: say("ACLED geo-precision", "Geo-precision de ACLED"), derived: true,
		about: sayDerived("The place's precision as ACLED codes it, 1 to 3; empty where it is not stated.", "La precisión del lugar según el código de ACLED, de 1 a 3; vacío si no se indica."),
	},
	{
		name: "where_prec", getter: number(code(geo.Precision.UCDP)), title: say("UCDP where_prec", "where_prec de UCDP"), derived: true,
		about: sayDerived("The place's precision as UCDP GED codes it, 1 to 7; empty where it is not stated.", "La precisión del lugar según el código de UCDP GED, de 1 a 7; vacío si no se indica."),
	},
}

var record = []column[localized]{
	{
		name: "casualties", title: say("Casualties", "Víctimas"),
		getter: objects(casualtyColumns, func(v localized) int { return len(v.Casualties) }, func(v localized, i int) *incidents.Casualty { return &v.Casualties[i] }),
		about: say("Each figure as a claim gives it. Rows of the same group and outcome are competing figures for the same people.",
			"Cada cifra como la da una afirmación. Las filas del mismo grupo y desenlace son cifras en competencia sobre las mismas personas."),
	},
	{
		name: "sources", title: say("Sources", "Fuentes"),
		getter: objects(sourceColumns, func(v localized) int { return len(v.Sources) }, func(v localized, i int) source { return source{&v.Sources[i], v.lang} }),
		about:  say("Who said it, where and when.", "Quién lo dijo, dónde y cuándo."),
	},
	{
		name: "claims", title: say("Claims", "Afirmaciones"),
		getter: objects(claimColumns, func(v localized) int { return len(v.Claims) }, func(v localized, i int) claim { return claim{&v.Claims[i], v.lang} }),
		about:  say("What each source says about each field.", "Lo que cada fuente dice de cada campo."),
	},
	{
		name: "relations", title: say("Relations", "Relaciones"),
		getter: objects(relationColumns, func(v localized) int { return len(v.Relations) }, func(v localized, i int) *incidents.Relation { return &v.Relations[i] }),
		about:  say("How it stands to other incidents.", "Cómo se relaciona con otros incidentes."),
	},
	{
		name: "media", title: say("Pictures", "Imágenes"),
		getter: objects(mediaColumns, func(v localized) int { return len(v.Media) }, func(v localized, i int) media { return media{&v.Media[i], v.lang} }),
		about:  say("Pictures of it, and videos elsewhere by a still of each.", "Imágenes del incidente, y videos de otros sitios por una imagen fija de cada uno."),
	},
	{
		name: "verification", always: true, getter: text(func(v localized) string { return string(v.Verification) }), title: say("Verification", "Verificación"), values: words(incidents.Verifications()),
		about: say("How sure anyone is.", "Qué tan seguro se está."),
	},
	{
		name: "disposition", always: true, getter: text(func(v localized) string { return string(v.Disposition) }), title: say("Disposition", "Estado del registro"), values: dispositions(),
		about: say("What became of the record; a retracted one stays, with its reason.", "Qué fue del registro; el retractado permanece, con su motivo."),
	},
	{
		name: "note", getter: text(func(v localized) string { return v.in(v.Note) }), title: say("Note", "Nota"),
		about: say("The public note of the newest revision.", "La nota pública de la revisión más reciente."),
	},
	{
		name: "revision", always: true, getter: number(func(v localized) (int, bool) { return v.Revision, true }), title: say("Revision", "Revisión"),
		about: say("The number of the revision, from 1.", "El número de la revisión, desde 1."),
	},
	{
		name: "seq", always: true, getter: number(func(v localized) (int, bool) { return int(v.Seq), true }), title: say("Sequence number", "Número de secuencia"),
		about: say("The number of the change that wrote it, in the order of all changes.", "El número del cambio que lo escribió, en el orden de todos los cambios."),
	},
	{
		name: "published", getter: moment(func(v localized) time.Time { return v.Published.UTC() }), title: say("Published", "Publicado"),
		about: say("When it first became public.", "Cuándo se hizo público por primera vez."),
	},
	{
		name: "updated", getter: moment(func(v localized) time.Time { return v.Updated.UTC() }), title: say("Updated", "Actualizado"),
		about: say("When this revision was written.", "Cuándo se escribió esta revisión."),
	},
}

var address = column[localized]{
	name: "url", always: true, getter: text(func(v localized) string { return v.url }), title: say("Address", "Dirección"),
	about: say("The incident's own page, with its sources and history.", "La página del incidente, con sus fuentes e historial."),
}

// kindWords lists the kinds of a story, which may be nil for those of the table.
func kindWords(story *incidents.Story) []string {
	var ids []string
	for _, k := range story.AllKinds() {
		ids = append(ids, string(k.Kind))
	}
	return ids
}

// What areas rest on.
const (
	basisNamed    = "named"
	basisPosition = "position"
)

func areaBasis(v localized) string {
	switch a := &v.Where.Admin; {
	case a.Country == "" && a.Admin1 == "" && a.Admin1Name == "" && a.Admin2 == "" && a.Admin2Name == "":
		return ""
	case a.Derived:
		return basisPosition
	}
	return basisNamed
}

func timePrecisions() []string {
	return words([]incidents.TimePrecision{
		incidents.Minute, incidents.Hour, incidents.PartOfDay, incidents.Day,
		incidents.Week, incidents.Month, incidents.Year, incidents.TimeUnknown,
	})
}

func dispositions() []string {
	return words([]incidents.Disposition{incidents.Active, incidents.Corrected, incidents.Merged, incidents.Retracted})
}

func layers(dst []byte, v localized) []byte {
	if len(v.Layers) == 0 {
		return dst
	}
	return appendArray(dst, v.Layers, appendString)
}

func titleLanguage(v localized) string {
	if v.Title[v.lang] != "" {
		return v.lang
	}
	_, lang := v.Title.In()
	return lang
}
