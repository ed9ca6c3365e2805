package extract_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Rules of whole stories: what a sentence takes from those around it, and what it does not.
func TestStructure(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"a day on which somebody was told": {
			"ZAMORA, Mexico (AP) — Gunmen attacked a ranch in Sahuayo before daybreak Sunday, a local official said.\n\nAt least nine people were slain, the mayor, Juan Pérez, told Radio Centro on Monday.",
			[]string{"incident; killing; locality; Sahuayo de Morelos; 2026-03-08; killed unknown 9 - -; local official (anonymous); Juan Pérez (named)"},
		},
		"un día en que alguien lo dijo": {
			"ZAMORA, Mich.- Hombres armados atacaron un rancho en Sahuayo el domingo.\n\nNueve personas murieron, dijo a Radio Centro el lunes el alcalde, Juan Pérez.",
			[]string{"incident; attack; locality; Sahuayo de Morelos; 2026-03-08; killed unknown - 9 -; El reporte (institution); alcalde, Juan Pérez (named)"},
		},
		"all of a press release is said by who publishes it": {
			"COMUNICADO DE PRENSA\n\nMorelia, Mich.- La Secretaría de Marina informa que el 9 de marzo tres civiles murieron en Apatzingán, Michoacán.\n\nEn otro evento, el 8 de marzo, marinos llegaron a una bodega en Uruapan. Dos individuos fueron detenidos.",
			[]string{
				"incident; arrest; locality; Uruapan; 2026-03-08; detained unknown - 2 -; Secretaría de Marina (institution)",
				"incident; deaths; locality; Apatzingán; 2026-03-09; killed civilian - 3 -; Secretaría de Marina (institution)",
			},
		},
		"a hospital with a long name is not where it was": {
			"En Padilla, Tamaulipas, dos soldados resultaron heridos el lunes y fueron llevados al Hospital Militar Regional de Monterrey.",
			[]string{"incident; attack; adm2; Padilla; 2026-03-09; wounded military - 2 -; El reporte (institution)"},
		},
		"what was years before stands beside what may be": {
			"Nine men drowned in a pit in Colima, Mexico, in May 2019, and owners say such pits would be shut overnight. It was said again. Nobody came. All left.",
			nil,
		},
		"a conviction": {
			"A bus was late on Monday in Fresno, California. It was cold.\n\nAlso Monday, a jury convicted a Selma man of murdering his partner. He wept. They left.",
			nil,
		},
		"a day earlier": {
			"Gunmen killed two policemen in Uruapan, Mexico, on Monday, police said.\n\nA day earlier, armed men kidnapped four nurses in Zamora, Mexico, police said.",
			[]string{
				"incident; abduction; locality; Zamora; 2026-03-08; missing civilian - 4 -; police (institution)",
				"incident; attack; locality; Uruapan; 2026-03-09; killed police - 2 -; police (institution)",
			},
		},
		"al día siguiente": {
			"Dos policías fueron asesinados en Uruapan, Michoacán, el sábado.\n\nAl día siguiente, hombres armados secuestraron a cuatro enfermeras en Zamora, Michoacán.",
			[]string{
				"incident; abduction; locality; Zamora; 2026-03-08; missing civilian - 4 -; El reporte (institution)",
				"incident; killing; locality; Uruapan; 2026-03-07; killed police - 2 -; El reporte (institution)",
			},
		},
		"a name that is nearly that of two places is neither": {
			"MAKURDI, Nigeria (AP) — Bandits abducted six passengers of a bus in Otukpo on Monday, police said. It was late. They fled into the bush. No one followed.",
			[]string{"incident; abduction; unlocated; Otukpo; 2026-03-09; missing civilian - 6 -; police (institution)"},
		},
		"where the dead were from, beside where they died": {
			"A crash on Highway 41 south of Lemoore, California, killed a Hanford couple on Sunday, police said.",
			[]string{"incident; traffic_collision; near; Lemoore; 2026-03-08; killed unknown - 2 -; police (institution)"},
		},
		"where a man was from, and no other place": {
			"FRESNO, Calif. (AP) — A Hanford man was shot dead on Sunday, police said.",
			[]string{"incident; killing; locality; Hanford; 2026-03-08; killed unknown - 1 -; police (institution)"},
		},
		"one who died at once, and some of those who were hurt": {
			"A boiler exploded on Sunday in Leon, Guanajuato, killing the owner's brother and wounding nine guests, police said. Two of the injured died on Monday in a hospital.",
			[]string{"incident; explosion; locality; León de los Aldama; 2026-03-08; killed unknown - 1 -; wounded civilian - 9 -; died_later unknown - 2 -; police (institution)"},
		},
		"a town that is not known, in a state": {
			"Two farmers were killed on Sunday in Qarsholi, in North Darfur, Sudan, police said. It was dark. They fled. No one came.",
			[]string{"incident; killing; adm1; Qarsholi, North Darfur; 2026-03-08; killed civilian - 2 -; police (institution)"},
		},
		"un pueblo que no se conoce, en un estado": {
			"Dos campesinos fueron asesinados el domingo en Xolpanquito, en Oaxaca, informó la Policía. Era de noche. Nadie vino. Huyeron.",
			[]string{"incident; killing; adm1; Xolpanquito, Oaxaca; 2026-03-08; killed civilian - 2 -; Policía (institution)"},
		},
		"members of a band": {
			"En la ciudad peruana de Tumbes, la Policía capturó el lunes a siete integrantes de Los Lobos.",
			[]string{"incident; arrest; locality; Tumbes; 2026-03-09; detained unknown - 7 -; Policía (institution)"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, d := range read(t, c.text, "2026-03-10") {
				got = append(got, tell(d))
			}
			slices.Sort(got)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("drafts differ (-want +got):\n%s", diff)
			}
		})
	}
}
