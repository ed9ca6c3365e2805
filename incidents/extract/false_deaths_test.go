package extract_test

import (
	"testing"

	"incidentmap/incidents"
)

// notDead are headlines with words of death in which nobody died on the day they are of.
var notDead = []string{
	"Vigil held in Dayton for nine people killed in 2019 shooting",
	"Judge sentences man to life for killing two in Fresno",
	"Death toll from 2004 tsunami remembered in Banda Aceh",
	"Police say no one died in warehouse fire in Leeds",
	"Senate debates death penalty for drug traffickers",
	"Suspect in 2015 murder arrested in Tucson",
	"Army denies killing civilians in Tame",
	"Deadly heat warning issued for Phoenix",
	"Mayor receives death threats in Tijuana",
	"Gunman wanted for three killings captured in Lima",
	"Killer whale spotted off Vancouver",
	"Officials fear dozens dead after dam bursts near Rumuruti",
	"Thousands march in Bogota against killings of activists",
	"Trial opens over deaths of 43 miners in Soma",
	"Exercise simulates attack that kills 100 in Oslo",
	"Dead end road blocked by protesters in Quito",
	"Film about massacre of 1968 premieres in Mexico City",
	"Man who threatened to kill judge detained in Houston",
	"Court overturns conviction in killing of reporter in Manila",
	"Dog saves family from fire; nobody was killed in Omaha",
	"Rinden homenaje en Iguala a los 43 normalistas desaparecidos",
	"Sentencian a 50 años a asesino de periodista en Veracruz",
	"Sin muertos ni heridos tras explosión en Ecatepec",
	"Exigen justicia por feminicidio de estudiante en Puebla",
	"Detienen a presunto homicida de tres policías en Celaya",
	"Conmemoran aniversario de la matanza de Acteal",
	"Amenazan de muerte a alcaldesa de Zitácuaro",
	"Descartan muertos por derrumbe en Tlalpan",
	"Fiscalía investiga asesinato ocurrido en 2020 en Colima",
	"Alertan por posible ola de calor mortal en Hermosillo",
	"Día de Muertos: instalan ofrenda en Morelia",
	"Presentan libro sobre la masacre de Tlatelolco",
	"Marchan familiares de víctimas de homicidio en Tijuana",
	"Frustran plan para asesinar a juez en Guadalajara",
	"Niega gobierno que haya muertos por dengue en Tampico",
	"Liberan a acusado de matar a dos en Ensenada",
	"Reabren caso de la muerte de candidato en Lomas Taurinas",
	"Capturan a El Muerto, líder criminal, en Zamora",
	"Rescatan con vida a 12 mineros atrapados en Sabinas",
	"Muere a los 84 años exgobernador de Colima",
	"Former mayor of Omaha dies at 91",
	"Fallece cantante por un infarto en Mérida",
	"Queman dos taxis en Tlapa en protesta por asesinato de dirigente",
	"Air force claims it downed 97 of 112 drones over Kharkiv",
	"Islamic State claims ambush near Palmyra",
	"Murder rate falls for third year in Baltimore",
	"Company puts number of jobs lost at 300 in Leeds",
	"Unionists march in Lyon to mourn a colleague who died of cancer",
	"Crews battle toll road fire near Denver; number of homes lost put at 40",
	"Baja la tasa de homicidios en Colima",
	"Reportan 40 robos con violencia en Toluca; ninguna víctima",
}

// A false death is the worst that a draft can tell: of these headlines at most two may.
func TestFewFalseDeaths(t *testing.T) {
	const most = 2
	wrong := 0
	for _, s := range notDead {
		dead := 0
		for _, d := range read(t, s, "2026-03-10") {
			for _, c := range d.Incident.Casualties {
				if c.Outcome == incidents.Killed || c.Outcome == incidents.DiedLater {
					dead++
				}
			}
		}
		if dead > 0 {
			wrong++
			t.Logf("%q: counts dead", s)
		}
	}
	if wrong > most {
		t.Errorf("%d of %d headlines have false deaths; at most %d may", wrong, len(notDead), most)
	}
}
