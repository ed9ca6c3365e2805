package toll

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"incidentmap/incidents/extract/text"
)

func show(f Figure) string {
	if !f.Party.Known {
		return fmt.Sprintf("%s %s ?", f.Outcome, f.Party.Group)
	}
	n := f.Party.Count
	parts := []string{string(f.Outcome), string(f.Party.Group)}
	for _, v := range []*int{n.Low, n.Best, n.High} {
		if v == nil {
			parts = append(parts, "-")
		} else {
			parts = append(parts, fmt.Sprint(*v))
		}
	}
	if f.Party.Part {
		parts = append(parts, "part")
	}
	if f.Denied {
		parts = append(parts, "denied")
	}
	return strings.Join(parts, " ")
}

func TestRead(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"Four people were killed in Tapalpa.", []string{"killed unknown - 4 -"}},
		{"Troops killed four people.", []string{"killed unknown - 4 -"}},
		{"Two killed, one injured in a blast.", []string{"killed unknown - 2 -", "wounded unknown - 1 -"}},
		{"The blast left two dead and five wounded.", []string{"killed unknown - 2 -", "wounded unknown - 5 -"}},
		{"Six other National Guard members died.", []string{"killed national_guard - 6 -"}},
		{"A jail guard was killed.", []string{"killed prison_staff - 1 -"}},
		{"An agent from the state prosecutor's office was killed.", []string{"killed prosecutor - 1 -"}},
		{"Three more people, including Juan Perez, were wounded and later died.", []string{"died_later unknown - 3 -", "died_later unknown - 1 - part"}},
		{"Gunmen killed two policemen, a soldier and three civilians.", []string{"killed police - 2 -", "killed military - 1 -", "killed civilian - 3 -"}},
		{"No one was killed.", []string{"killed unknown - 1 - denied"}},
		{"Three armored cars were burned.", nil},
		{"He was shot eight times.", nil},
		{"At least 30 people died and dozens were injured.", []string{"killed unknown 30 - -", "wounded unknown 24 - -"}},
		{"The ministry put the dead at four.", []string{"killed unknown - 4 -"}},
		{"Murieron tres policías y resultaron heridos dos civiles.", []string{"killed police - 3 -", "wounded civilian - 2 -"}},
		{"Mataron a dos jóvenes.", []string{"killed unknown - 2 -"}},
		{"Asesinan a exalcalde en Jerez.", []string{"killed civilian - 1 -"}},
		{"Dos muertos y una lesionada en ataque.", []string{"killed unknown - 2 -", "wounded unknown - 1 -"}},
		{"Detuvo en flagrancia delictiva a 19 personas.", []string{"detained unknown - 19 -"}},
		{"Los fallecidos son tres.", []string{"killed unknown - 3 -"}},
		{"Doble homicidio en Tepito.", []string{"killed unknown - 2 -"}},
		{"Un hombre fue asesinado de tres disparos.", []string{"killed unknown - 1 -"}},
		{"Otros tres agentes resultaron heridos.", []string{"wounded police - 3 -"}},
		{"Seis policías municipales, entre ellos dos mujeres, murieron.", []string{"killed police - 6 -", "killed unknown - 2 - part"}},
		{"Otros tres agentes resultaron heridos y uno de ellos falleció horas más tarde.", []string{"wounded police - 3 -", "died_later unknown - 1 - part"}},
		{"Decomisaron 48 cartuchos y 11 armas.", nil},
	} {
		d := text.Read(c.text, "")
		var got []string
		for _, s := range d.Sentences {
			for _, f := range Read(d, s.Range) {
				got = append(got, show(f))
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%q: figures differ (-want +got):\n%s", c.text, diff)
		}
	}
}
