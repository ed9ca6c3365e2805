package trigger

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"incidentmap/incidents/extract/text"
)

func TestFind(t *testing.T) {
	names := map[Modality]string{Actual: "", Denied: " denied", Hypothetical: " supposed", Reference: " told before"}
	for _, c := range []struct {
		text string
		want []string
	}{
		{"Gunmen attacked a bar and set three buses on fire.", []string{"attack", "vehicle_arson"}},
		{"A car bomb exploded outside a bank.", []string{"explosion", "explosion"}},
		{"Nobody was kidnapped.", []string{"abduction denied"}},
		{"They threatened to attack the town.", []string{"attack supposed"}},
		{"They began to attack the town.", []string{"attack"}},
		{"Police warned of attacks.", []string{"attack supposed"}},
		{"Flights were cut due to the attack.", []string{"attack told before"}},
		{"Two died after the capture of the boss.", []string{"deaths"}},
		{"Classes were canceled in several states.", []string{"school_closure"}},
		{"Residents were told to stay at home.", []string{"shelter_advisory"}},
		{"The mayor denied that a curfew was imposed.", []string{"curfew denied"}},
		{"Three hostages were rescued; the kidnapped woman was freed.", nil},
		{"Inmates rioted at a prison.", []string{"prison_riot"}},
		{"Se registró una balacera y un levantón.", []string{"armed_clash", "abduction"}},
		{"Bloquearon la carretera con vehículos incendiados.", []string{"roadblock", "vehicle_arson"}},
		{"No hubo enfrentamientos.", []string{"armed_clash denied"}},
		{"Amenazaron con bloquear el aeropuerto.", []string{"roadblock supposed"}},
		{"Para evitar nuevos ataques llegaron soldados.", []string{"attack supposed"}},
		{"Colocaron poncha llantas en la vía.", []string{"roadblock"}},
		{"Suspendieron las clases.", []string{"school_closure"}},
		{"Decretaron toque de queda.", []string{"curfew"}},
		{"San Pedro Sula y Choloma amanecieron el lunes sin autobuses.", []string{"transport_suspension"}},
		{"La capital quedó sin taxis.", []string{"transport_suspension"}},
		{"La isla quedó dos días sin ferry.", []string{"transport_suspension"}},
		{"Commuters were left without trains.", []string{"transport_suspension"}},
		{"The city woke on Monday without buses.", []string{"transport_suspension"}},
		{"El alcalde quedó sin palabras.", nil},
		{"The air force shot down 118 of 133 drones.", nil},
		{"They called posts that claimed flights had been grounded an invention.", []string{"flight_disruption denied"}},
		{"The company shut off the supply to 400 homes.", []string{"service_outage"}},
		{"The border crossing was closed.", []string{"transport_suspension"}},
		{"El paso fronterizo fue cerrado.", []string{"transport_suspension"}},
		{"She was left without a job.", nil},
		{"Una detonación sacudió el centro.", []string{"explosion"}},
		{"Se oyeron detonaciones.", []string{"attack"}},
		{"Vecinos oyeron una detonación de arma de fuego.", []string{"attack"}},
	} {
		d := text.Read(c.text, "")
		var got []string
		for _, s := range d.Sentences {
			for _, tr := range Find(d, s.Range) {
				got = append(got, string(tr.Kind)+names[tr.Modality])
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%q: triggers differ (-want +got):\n%s", c.text, diff)
		}
	}
}

func TestBackground(t *testing.T) {
	for s, want := range map[string]bool{
		"He was convicted of conspiracy.":                          true,
		"Ever since he took office, attacks have grown.":           true,
		"Fue sentenciado a 20 años por el homicidio.":              true,
		"En los últimos diez años murieron miles.":                 true,
		"Gunmen attacked a bar on Sunday.":                         false,
		"Un comando atacó un bar el domingo.":                      false,
		"Tactics commonly used by the cartels block the highways.": true,
	} {
		d := text.Read(s, "")
		if got := Background(d, d.Sentences[0].Range); got != want {
			t.Errorf("%q: background is %v, want %v", s, got, want)
		}
	}
}

// TestTables holds that the phrases compile and each of them finds itself.
func TestTables(t *testing.T) {
	for lang, table := range tables {
		if table() == nil {
			t.Errorf("there are no phrases in %s", lang)
		}
	}
}
