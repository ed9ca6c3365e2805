package format

import (
	"math"

	"incidentmap/geo"
	"incidentmap/incidents"
)

// outcomeTitles names each outcome for the head of a column.
var outcomeTitles = map[incidents.Outcome]incidents.Text{
	incidents.Killed:    say("Killed", "Muertos"),
	incidents.DiedLater: say("Died later", "Murieron después"),
	incidents.Wounded:   say("Wounded", "Heridos"),
	incidents.Detained:  say("Detained", "Detenidos"),
	incidents.Missing:   say("Missing", "Desaparecidos"),
}

// figures are the three columns of each outcome.
func figures() []column[localized] {
	bounds := []struct {
		suffix string
		of     func(incidents.Count) *int
		title  incidents.Text
		about  incidents.Text
	}{
		{"", func(c incidents.Count) *int { return c.Best }, say("", ""), say(
			"The best figure; rows counted in another incident are left out. Empty: not known.",
			"La mejor cifra; se omiten las filas contadas en otro incidente. Vacío: no se sabe.")},
		{"_low", func(c incidents.Count) *int { return c.Low }, say(", lowest", ", mínimo"), say(
			"The lowest figure given. Empty: not known.", "La cifra más baja que se da. Vacío: no se sabe.")},
		{"_high", func(c incidents.Count) *int { return c.High }, say(", highest", ", máximo"), say(
			"The highest figure given. Empty: not known.", "La cifra más alta que se da. Vacío: no se sabe.")},
	}
	var columns []column[localized]
	for _, outcome := range incidents.Outcomes() {
		title := outcomeTitles[outcome]
		for _, b := range bounds {
			columns = append(columns, column[localized]{
				name: string(outcome) + b.suffix, about: b.about,
				title: say(title["en"]+b.title["en"], title["es"]+b.title["es"]),
				getter: number(func(v localized) (int, bool) {
					n := b.of(v.Counts[outcome])
					return given(n)
				}),
			})
		}
	}
	return columns
}

// given tells a number from none.
func given(n *int) (int, bool) {
	if n == nil {
		return 0, false
	}
	return *n, true
}

// radius is in whole metres.
func radius(v localized) (int, bool) {
	r := math.Round(v.Where.RadiusM)
	return int(r), v.Where.RadiusM > 0
}

// code gives the location's precision in another coding scheme.
func code(of func(geo.Precision) (int, bool)) func(localized) (int, bool) {
	return func(v localized) (int, bool) { return of(v.Where.Coded()) }
}
