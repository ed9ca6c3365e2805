package trigger

import (
	"testing"

	"incidentmap/incidents/extract/text"
)

// What is told under a condition, of a conviction or as yet to come did not happen on the day.
func TestConditions(t *testing.T) {
	for s, want := range map[string]Modality{
		"Los maestros pararán si continúan los secuestros.":                  Hypothetical,
		"El alcalde renunciará si hay otro ataque.":                          Hypothetical,
		"Habrá protestas si siguen los bloqueos.":                            Hypothetical,
		"Los taxistas piden ayuda si aumentan las extorsiones.":              Hypothetical,
		"El gremio podría bloquear la carretera.":                            Hypothetical,
		"Se teme que puedan secuestrar a otros.":                             Hypothetical,
		"Negaron todo, pero sí hubo una balacera.":                           Actual,
		"Desmiento de manera categórica que tengamos soldados secuestrados.": Denied,
		"Niego que haya habido un ataque.":                                   Denied,
		"Las autoridades desmienten que hubiera una balacera.":               Denied,
		"Los alcaldes niegan que haya bloqueos.":                             Denied,
		"El general niega que exista un secuestro.":                          Denied,
		"Los negociadores dejaron la sala y hubo una balacera.":              Actual,
		"La negociación fracasó y los maestros bloquearon la carretera.":     Actual,
		"Si bien hubo un ataque, la zona está en calma.":                     Actual,
		"Sí secuestraron a dos.":                                             Actual,
		"A jury convicted a Selma man of kidnapping his partner.":            Reference,
		"The court acquitted a former mayor of kidnapping two students":      Reference,
		"Police said a convicted man kidnapped his partner.":                 Actual,
	} {
		d := text.Read(s, "")
		found := Find(d, d.Sentences[0].Range)
		if len(found) == 0 {
			t.Errorf("%q: nothing is found", s)
			continue
		}
		if got := found[len(found)-1].Modality; got != want {
			t.Errorf("%q: %q is %d, want %d", s, d.Words(found[len(found)-1].Range), got, want)
		}
	}
}

// Totals since somebody took office are no event of the day.
func TestStandingTotals(t *testing.T) {
	for s, want := range map[string]bool{
		"Desde el inicio de la actual administración han sido detenidas 900 personas.": true,
		"Desde que asumió el cargo, la policía ha detenido a 30 personas.":             true,
		"Since the governor took office, 40 people were arrested.":                     true,
		"Since the start of the crackdown 300 people were arrested.":                   true,
		"Desde el inicio del incendio han muerto tres personas.":                       false,
		"Since the start of the fire three people died.":                               false,
		"Desde el inicio de la jornada hubo dos bloqueos.":                             false,
	} {
		d := text.Read(s, "")
		if got := Background(d, d.Sentences[0].Range); got != want {
			t.Errorf("%q: background is %v, want %v", s, got, want)
		}
	}
}
