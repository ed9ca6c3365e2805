package extract

import (
	"crypto/sha256"
	"fmt"
	"strconv"
	"strings"

	"incidentmap/geo"
	"incidentmap/geo/geocode"
	"incidentmap/incidents"
)

var reportName = map[string]string{"en": "The report", "es": "El reporte"}

// checkWords tell an editor what to look at.
var checkWords = map[CheckCode]incidents.Text{
	CheckKind:      {"en": "The words leave open of which kind it is.", "es": "Las palabras no dejan claro de qué tipo es."},
	CheckPlace:     {"en": "The place is not said beside the event, or others bear its name.", "es": "El lugar no se dice junto al hecho, o hay otros con ese nombre."},
	CheckNoPlace:   {"en": "The text does not say where.", "es": "El texto no dice dónde."},
	CheckUnknown:   {"en": "The place that the text names is not known: put it on the map.", "es": "No se conoce el lugar que nombra el texto: ubíquelo en el mapa."},
	CheckDay:       {"en": "The day is not said beside the event; it is taken from the story.", "es": "El día no se dice junto al hecho; se toma de la nota."},
	CheckFigures:   {"en": "The text gives several figures.", "es": "El texto da varias cifras."},
	CheckCounted:   {"en": "These people may be counted by another draft, too.", "es": "Otro borrador puede contar también a estas personas."},
	CheckSource:    {"en": "The text does not say who says so.", "es": "El texto no dice quién lo afirma."},
	CheckAnonymous: {"en": "The source is not named.", "es": "La fuente no se identifica."},
	CheckUnsure:    {"en": "The text itself says that it is not sure.", "es": "El propio texto dice que no es seguro."},
}

// outcomeWords are the outcomes as summaries tell them.
var outcomeWords = map[string]map[incidents.Outcome]string{
	"en": {incidents.Killed: "Killed", incidents.DiedLater: "Died later", incidents.Wounded: "Wounded", incidents.Detained: "Detained", incidents.Missing: "Missing"},
	"es": {incidents.Killed: "Muertos", incidents.DiedLater: "Murieron después", incidents.Wounded: "Heridos", incidents.Detained: "Detenidos", incidents.Missing: "Desaparecidos"},
}

// placeContext is what is known of a query besides its words.
func placeContext(r *reading) geocode.Context {
	return geocode.Context{Country: r.country, Near: r.o.Near, Lang: r.d.Lang}
}

// title tells the kind and the place.
func (w *writer) title() incidents.Text {
	lang := w.r.d.Lang
	info, _ := incidents.LookupKind(w.e.kind)
	in := map[string]string{"en": " in ", "es": " en "}[lang]
	title := info.Title[lang]
	if w.e.aggregate {
		return incidents.Text{lang: title + map[string]string{"en": " in several areas, not named", "es": " en varias zonas, sin nombrarlas"}[lang]}
	}
	if place := w.placeName(); place != "" {
		title += in + place
	}
	return incidents.Text{lang: title}
}

// placeName is the place in the language of the story.
func (w *writer) placeName() string {
	loc := &w.d.Incident.Where
	if loc.Geometry == nil && len(loc.Place) == 0 {
		return ""
	}
	name, _ := incidents.Text(loc.Place).In(w.r.d.Lang, "en", "es")
	if area := loc.Admin.Admin1Name; area != "" && loc.Precision != geo.Admin1 && loc.Precision != geo.Country && !strings.EqualFold(area, name) {
		name += ", " + area
	}
	return incidents.Cut(name, 120)
}

// summary tells the figures and who gives them.
func (w *writer) summary() incidents.Text {
	lang := w.r.d.Lang
	inc := &w.d.Incident
	var parts []string
	for i := range inc.Casualties {
		c := &inc.Casualties[i]
		parts = append(parts, fmt.Sprintf("%s: %s%s.", outcomeWords[lang][c.Outcome], span(c, lang), w.saidBy(c.Claim)))
		if len(parts) == 12 {
			break
		}
	}
	if len(parts) == 0 {
		var names []string
		for _, s := range inc.Sources[:min(len(inc.Sources), 3)] {
			names = append(names, s.Publisher[lang])
		}
		parts = append(parts, map[string]string{"en": "Source: ", "es": "Fuente: "}[lang]+strings.Join(names, "; ")+".")
	}
	return incidents.Text{lang: strings.Join(parts, " ")}
}

func (w *writer) saidBy(claim string) string {
	inc := &w.d.Incident
	for i := range inc.Claims {
		if inc.Claims[i].ID != claim {
			continue
		}
		for k := range inc.Sources {
			if inc.Sources[k].ID == inc.Claims[i].Source {
				return " (" + inc.Sources[k].Publisher[w.r.d.Lang] + ")"
			}
		}
	}
	return ""
}

// span writes a figure: "4", "at least 30", "3–5".
func span(c *incidents.Casualty, lang string) string {
	switch {
	case c.Best != nil:
		return strconv.Itoa(*c.Best)
	case c.Low != nil && c.High != nil:
		return strconv.Itoa(*c.Low) + "–" + strconv.Itoa(*c.High)
	case c.Low != nil:
		return map[string]string{"en": "at least ", "es": "al menos "}[lang] + strconv.Itoa(*c.Low)
	case c.High != nil:
		return map[string]string{"en": "up to ", "es": "hasta "}[lang] + strconv.Itoa(*c.High)
	}
	return "?"
}

// checks notes what an editor should look at.
func (w *writer) checks() {
	e, inc := w.e, &w.d.Incident
	switch {
	case inc.Where.Geometry == nil && len(inc.Where.Place) > 0, len(e.places) == 1 && w.r.isOfArea(&w.r.places[e.places[0]]):
		w.d.check(CheckUnknown)
	case inc.Where.Geometry == nil:
		w.d.check(CheckNoPlace)
	case e.inferred || !e.aggregate && len(e.places) == 0 || !e.aggregate && len(e.places) > 0 && w.r.places[e.places[0]].Confidence < 0.6:
		w.d.check(CheckPlace)
	}
	if e.weak {
		w.d.check(CheckKind)
	}
	for k := range e.rows {
		if e.rows[k].competes || e.rows[k].withdrawn && !e.rows[k].soft {
			w.d.check(CheckFigures)
		}
	}
	for _, s := range e.statements {
		if s.unsure {
			w.d.check(CheckUnsure)
		}
	}
	for _, s := range inc.Sources {
		if s.Attribution == incidents.Anonymous {
			w.d.check(CheckAnonymous)
		}
		if len(inc.Sources) == 1 && s.Kind == incidents.Wire || e.byDoer {
			w.d.check(CheckSource)
		}
	}
}

// confidence is how sure it is that an editor takes the draft as it is: each thing to look at
// lowers it.
func (w *writer) confidence() float64 {
	c := 0.95
	for _, check := range w.d.Check {
		switch check.Code {
		case CheckNoPlace, CheckUnknown, CheckUnsure, CheckCounted:
			c *= 0.75
		case CheckKind, CheckPlace, CheckFigures:
			c *= 0.85
		case CheckDay, CheckSource, CheckAnonymous:
			c *= 0.95
		}
	}
	return float64(int(c*100)) / 100
}

// crockford are the digits of ULIDs.
const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// newIDs makes ids in the form of ULIDs of the hash of a text: the same text has the same, and
// they sort in the order of the drafts.
func newIDs(s string, n int) []string {
	hash := sha256.Sum256([]byte(s))
	ids := make([]string, n)
	for i := range ids {
		var b strings.Builder
		b.WriteString("0")
		for k := range 19 {
			b.WriteByte(crockford[hash[k]%32])
		}
		for shift := 25; shift >= 0; shift -= 5 {
			b.WriteByte(crockford[(i>>shift)%32])
		}
		ids[i] = b.String()
	}
	return ids
}
