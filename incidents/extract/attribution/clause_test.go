package attribution

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"incidentmap/incidents/extract/text"
)

// Who tells, where other clauses stand around the verb.
func TestClauses(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		// What claims lives tells nothing.
		{"Floods claimed at least 30 lives, the relief office said.", []string{"relief office (institution)"}},
		{"The heat wave has claimed dozens of victims.", nil},
		{"A pile-up on the ring road claimed the lives of two students.", nil},
		{"An avalanche claimed the life of a guide, rescuers said.", []string{"rescuers (institution)"}},
		{"The rebels claimed that the base had fallen.", []string{"rebels (institution)"}},
		{"The army claimed to hold the port.", []string{"army (institution)"}},
		// "Aseguró" tells only where it ends what is told.
		{"Hay dos detenidos, aseguró el general Luis Mora.", []string{"general Luis Mora (named)"}},
		{"No hubo heridos, aseguró la Policía.", []string{"Policía (institution)"}},
		{"La zona está en calma, aseguraron las autoridades.", []string{"autoridades (institution)"}},
		{"Tras el choque, aseguró un fusil y tres cargadores.", nil},
		{"En el lugar, aseguró el vehículo.", nil},
		// Words between who tells and the verb.
		{"A medic in Bara, North Kordofan, requesting anonymity out of fear, told AFP that two died.", []string{"medic in Bara (anonymous): anonymity out of fear"}},
		{"A clerk, speaking on condition of anonymity, said three fled.", []string{"clerk (anonymous): condition of anonymity"}},
		{"Avianca, the largest carrier there, suspended its flights.", []string{"Avianca (institution)"}},
		{"Kenya Airways, which flies there daily, canceled its flights.", []string{"Kenya Airways (institution)"}},
		{"Iberia, la mayor aerolínea del país, canceló sus vuelos.", []string{"Iberia (institution)"}},
		// A body that the sentence names.
		{"Agentes de la Guardia Estatal hallaron un arsenal, indicó la corporación.", []string{"Guardia Estatal (institution)"}},
		{"Elementos de la Secretaría de Marina rescataron a tres, informó la dependencia.", []string{"Secretaría de Marina (institution)"}},
		{"Crews of the Coast Guard pulled out three men, the agency said.", []string{"Coast Guard (institution)"}},
		{"The Navy Ministry said two died. Officers of the Harbor Police fled, the ministry added.", []string{"Navy Ministry (institution)", "Navy Ministry (institution)"}},
		{"La Fiscalía informó de dos muertos. Una mujer murió en el Hospital General, añadió la dependencia.", []string{"Fiscalía (institution)", "Fiscalía (institution)"}},
	} {
		var got []string
		for _, sentence := range Read(text.Read(c.text, "")) {
			for _, st := range sentence {
				s := fmt.Sprintf("%s (%s)", st.Speaker.Name, st.Speaker.Attribution)
				if st.Speaker.Reason != "" {
					s += ": " + st.Speaker.Reason
				}
				got = append(got, s)
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%q: speakers differ (-want +got):\n%s", c.text, diff)
		}
	}
}
