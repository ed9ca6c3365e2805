package toll

import (
	"fmt"
	"strings"
	"testing"

	"incidentmap/incidents"
	"incidentmap/incidents/extract/text"
)

// sums adds up the figures of a text by outcome, parts of others left out: "killed 4, wounded 2".
func sums(s string) string { return sumsIn(s, "") }

func sumsIn(s, lang string) string {
	d := text.Read(s, lang)
	total := map[incidents.Outcome]int{}
	for _, sentence := range d.Sentences {
		for _, f := range Read(d, sentence.Range) {
			if f.Party.Known && !f.Party.Part && !f.Denied {
				total[f.Outcome] += f.Party.Count.Value()
			}
		}
	}
	var parts []string
	for _, o := range []incidents.Outcome{incidents.Killed, incidents.DiedLater, incidents.Wounded, incidents.Detained, incidents.Missing} {
		if total[o] > 0 {
			parts = append(parts, fmt.Sprint(o, " ", total[o]))
		}
	}
	return strings.Join(parts, ", ")
}

// How reports count people, by construction.
func TestConstructions(t *testing.T) {
	for s, want := range map[string]string{
		"One of the four wounded officers died hours later at a hospital in the town.":                               "died_later 1",
		"Eighteen people were injured, three of them critically.":                                                    "wounded 18",
		"One of the critically injured, a 40-year-old woman, died on Wednesday, officials said.":                     "died_later 1",
		"One of the injured inmates died early Tuesday.":                                                             "died_later 1",
		"Three guards were hospitalized.":                                                                            "wounded 3",
		"Gunmen sprayed the office with bullets before dawn, wounding a guard.":                                      "wounded 1",
		"The fight left 12 inmates dead and dozens injured.":                                                         "killed 12, wounded 24",
		"A train hit a truck, killing the train driver and two passengers.":                                          "killed 3",
		"A bus driver and a passenger were killed on Saturday.":                                                      "killed 2",
		"Bombings left at least seven people dead and 28 injured on Tuesday.":                                        "killed 7, wounded 28",
		"Fourteen people were hurt in the city.":                                                                     "wounded 14",
		"A 62-year-old woman was struck by a stray bullet and died.":                                                 "killed 1",
		"The blast killed two and wounded five others.":                                                              "killed 2, wounded 5",
		"Four people died and a dozen more were injured.":                                                            "killed 4, wounded 12",
		"The death toll rose to 14 from 11.":                                                                         "killed 14",
		"Troops killed eight gunmen and captured three.":                                                             "killed 8, detained 3",
		"Two soldiers and a civilian died.":                                                                          "killed 3",
		"Five people, including two children, were shot dead.":                                                       "killed 5",
		"A further three died later in hospital.":                                                                    "died_later 3",
		"No one was killed, but six people were hurt.":                                                               "wounded 6",
		"Two of the three were killed by their captors.":                                                             "",
		"Galan's murder shook the town.":                                                                             "killed 1",
		"He was pronounced dead on arrival.":                                                                         "killed 1",
		"Gunmen stormed two villages, carrying off 13 women, two local officials said.":                              "missing 13",
		"Nine people, most of them police officers, were killed.":                                                    "killed 9",
		"Police arrested the driver of the truck.":                                                                   "detained 1",
		"The gunman was arrested at the scene.":                                                                      "detained 1",
		"A soldier was killed by a sniper.":                                                                          "killed 1",
		"Rescuers pulled three bodies from the rubble.":                                                              "killed 3",
		"Una de las lesionadas falleció.":                                                                            "died_later 1",
		"La dirigente elevó a 34 la cifra de heridos.":                                                               "wounded 34",
		"La Fiscalía corrigió la cifra a cuatro.":                                                                    "killed 4",
		"El gobierno elevó a doce el número de fallecidos.":                                                          "killed 12",
		"Un enfrentamiento dejó tres civiles sin vida la noche del martes.":                                          "killed 3",
		"El ataque dejó entre tres y cinco internos muertos y una treintena de heridos.":                             "killed 3, wounded 30",
		"Un profesor murió y 21 personas más resultaron lesionadas, entre ellas nueve policías.":                     "killed 1, wounded 21",
		"Fueron capturados dos sospechosos.":                                                                         "detained 2",
		"Fueron privados de la libertad dos trabajadores.":                                                           "missing 2",
		"La segunda, en la que murieron cuatro miembros de una familia, entre ellos dos menores.":                    "killed 4",
		"Otras dos personas fueron trasladadas con heridas de bala al hospital.":                                     "wounded 2",
		"El conductor fue detenido.":                                                                                 "detained 1",
		"Confirmó la detención de 15 personas.":                                                                      "detained 15",
		"Los heridos son siete, entre ellos dos turistas.":                                                           "wounded 7",
		"Cuatro hombres murieron en el lugar y una mujer falleció el domingo en el Hospital General.":                "killed 4, died_later 1",
		"Un agente fue abatido y otros dos elementos resultaron lesionados.":                                         "killed 1, wounded 2",
		"El saldo es de tres muertos y dos heridos.":                                                                 "killed 3, wounded 2",
		"Perdieron la vida dos mujeres y un niño.":                                                                   "killed 3",
		"Hombres vestidos de policías mataron a siete jóvenes.":                                                      "killed 7",
		"Suman ya 12 los muertos.":                                                                                   "killed 12",
		"Quedaron heridos cuatro agentes y un civil.":                                                                "wounded 5",
		"Al menos cinco personas perdieron la vida y nueve más se encuentran hospitalizadas.":                        "killed 5, wounded 9",
		"Fue localizado el cuerpo de un taxista.":                                                                    "killed 1",
		"Los cuerpos de tres hombres fueron hallados.":                                                               "killed 3",
		"Hay nueve heridos, de los cuales tres están graves.":                                                        "wounded 9",
		"La explosión cobró la vida de dos obreros.":                                                                 "killed 2",
		"Murió un soldado y tres más fueron heridos.":                                                                "killed 1, wounded 3",
		"No hubo muertos, pero sí ocho lesionados.":                                                                  "wounded 8",
		"Quemaron cuatro autos y bloquearon tres salidas, tras un operativo en el que fue detenido Saúl \"N\".":      "detained 1",
		"El lunes murió uno en el hospital militar de la capital.":                                                   "died_later 1",
		"Tres murieron en Manzanillo y uno más en Tecomán.":                                                          "killed 4",
		"Five were killed in Kano and two others in Kaduna.":                                                         "killed 7",
		"Eleven migrants, six women and five men, were found dead in a truck.":                                       "killed 11",
		"The number of people killed in the fire rose to 14 on Tuesday.":                                             "killed 14",
		"Troops killed three gunmen and captured a fourth.":                                                          "killed 3, detained 1",
		"Once migrantes, seis mujeres y cinco hombres, fueron hallados muertos.":                                     "killed 11",
		"Dos más, un hombre de 60 años y su nieta, perdieron la vida.":                                               "killed 2",
		"Una familia de cuatro integrantes fue asesinada.":                                                           "killed 4",
		"Otras 11 personas continúan desaparecidas.":                                                                 "missing 11",
		"Dos hombres fueron asesinados y un tercero resultó herido.":                                                 "killed 2, wounded 1",
		"Las lluvias causaron la muerte de seis personas y la desaparición de otras cuatro.":                         "killed 6, missing 4",
		"El número de fallecidos subió a ocho.":                                                                      "killed 8",
		"Uno de los lesionados murió, con lo que suman cuatro los fallecidos.":                                       "died_later 1",
		"Medio centenar de personas resultaron heridas.":                                                             "wounded 50",
		"The death toll from the blast in the town, the third this month, has climbed from 18 to 21.":                "killed 21",
		"Three men, a woman and her daughter were found dead.":                                                       "killed 5",
		"A sensitizer and his wife were beheaded.":                                                                   "killed 2",
		"Bandits abducted 25 schoolgirls and killed their vice principal.":                                           "killed 1, missing 25",
		"The attack injured 20, two critically.":                                                                     "wounded 20",
		"The crash injured 36 others, six of whom remain in critical condition.":                                     "wounded 36",
		"The six students who had been missing were found dead.":                                                     "killed 6",
		"Most of those killed were migrants.":                                                                        "",
		"Tres policías comunitarios y un civil fueron asesinados.":                                                   "killed 4",
		"Dos turistas y un mesero fueron heridos de bala.":                                                           "wounded 3",
		"Rescataron a siete personas secuestradas.":                                                                  "",
		"Nueve personas fueron localizadas sin vida.":                                                                "killed 9",
		"Murieron dos elementos y uno más está desaparecido.":                                                        "killed 2, missing 1",
		"Un juez vinculó a proceso a dos hombres.":                                                                   "",
		"The Observatory, a war monitor, put the number at 13, and said six others were wounded.":                    "killed 13, wounded 6",
		"The state police command gave a lower toll of 17.":                                                          "killed 17",
		"Relatives waiting on the bank put the missing at 40.":                                                       "missing 40",
		"The air force claimed it had downed 97 of 112 drones and six of 11 missiles.":                               "",
		"The Islamic State group claimed the ambush.":                                                                "",
		"The storm had claimed eight lives.":                                                                         "killed 8",
		"The fire claimed at least four.":                                                                            "killed 4",
		"Seven residents lost their lives, a boy of six among them, and 31 needed hospital care.":                    "killed 7, wounded 31",
		"Agents seized 640 pounds of cocaine and took six men into custody.":                                         "detained 6",
		"Gunmen seized 14 passengers on Friday.":                                                                     "missing 14",
		"Inmates took six guards hostage.":                                                                           "missing 6",
		"Forces rounded up 16 suspects in sweeps through the town.":                                                  "detained 16",
		"Police detained the workshop's manager.":                                                                    "detained 1",
		"St. Louis police fatally shot a man Sunday.":                                                                "killed 1",
		"Two gunmen on a motorcycle killed a lawmaker as she left a shop.":                                           "killed 1",
		"Two gunmen killed the previous night were brothers.":                                                        "killed 2",
		"Search teams were still digging at midday for two people listed as missing.":                                "missing 2",
		"The coast guard had picked up 58 survivors and was looking for the three others.":                           "missing 3",
		"Police are searching for two suspects.":                                                                     "",
		"A gunman killed two teenagers, sending nine people to emergency rooms.":                                     "killed 2, wounded 9",
		"Four men, ages 19 to 44, were pronounced dead at the scene.":                                                "killed 4",
		"A stray bullet killed a girl of 9.":                                                                         "killed 1",
		"Troops shot the last of the five attackers dead.":                                                           "",
		"He blew himself up, killing himself and at least six others.":                                               "killed 6",
		"The blast killed at least six others, an official at the ministry who declined to be named told reporters.": "killed 6",
		"Cinco miembros de una familia se ahogaron allí.":                                                            "killed 5",
		"Una decena de pasajeros fue llevada al hospital.":                                                           "wounded 10",
		"La explosión dejó nueve personas con quemaduras.":                                                           "wounded 9",
		"Catorce pasajeros murieron en el acto y otros dos cuando eran atendidos en un hospital.":                    "killed 14, died_later 2",
		"El estado acumula más de 2 mil 300 homicidios.":                                                             "killed 2300",
		"La policía capturó este lunes en Rionegro, cerca de Medellín, a alias \"El Zarco\".":                        "detained 1",
		"Murieron el piloto y dos pasajeras, y siete personas más fueron llevadas a centros asistenciales.":          "killed 3, wounded 7",
		"Detonó sin dejar víctimas, y horas después un vigilante fue acribillado cuando salía.":                      "killed 1",
		"Una mujer secuestrada el lunes fue liberada.":                                                               "",
		"The company said 200 workers would be hired.":                                                               "",
	} {
		if got := sums(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}
