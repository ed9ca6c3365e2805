package toll

import (
	"fmt"
	"strings"
	"testing"
)

// How Spanish reports count people, by construction.
func TestSpanishConstructions(t *testing.T) {
	for s, want := range map[string]string{
		"El ataque dejó un saldo de tres muertos y ocho heridos.":                                          "killed 3, wounded 8",
		"El choque dejó como saldo preliminar 3 muertos y 8 lesionados.":                                   "killed 3, wounded 8",
		"El accidente cobró la vida de 14 personas.":                                                       "killed 14",
		"El derrumbe se cobró la vida de dos albañiles.":                                                   "killed 2",
		"El sismo se cobró 14 vidas.":                                                                      "killed 14",
		"Las lluvias han cobrado la vida de seis personas.":                                                "killed 6",
		"Suman ya 45 fallecidos por el sismo.":                                                             "killed 45",
		"Ya son 45 los fallecidos por el sismo.":                                                           "killed 45",
		"El número de víctimas mortales ascendió a 45.":                                                    "killed 45",
		"La cifra de muertos se elevó de 38 a 45.":                                                         "killed 45",
		"El balance de muertos subió a 45.":                                                                "killed 45",
		"La Dirección de Salud elevó de 11 a 13 la cifra de fallecidos.":                                   "killed 13",
		"Cinco personas murieron, entre ellas tres menores.":                                               "killed 5",
		"Al menos una docena de personas fallecieron.":                                                     "killed 12",
		"Una veintena de personas resultaron heridas.":                                                     "wounded 20",
		"Mataron a un padre y a sus dos hijos.":                                                            "killed 3",
		"Un hombre de 34 años fue hallado muerto.":                                                         "killed 1",
		"Ambos conductores murieron.":                                                                      "killed 2",
		"Murieron las 19 personas a bordo.":                                                                "killed 19",
		"Las 19 personas que viajaban a bordo fallecieron.":                                                "killed 19",
		"Otras 24 resultaron lesionadas, seis de ellas de gravedad.":                                       "wounded 24",
		"No hubo lesionados.":                                                                              "",
		"No se reportaron personas lesionadas.":                                                            "",
		"Sin que se reporten víctimas mortales.":                                                           "",
		"Más de 100 personas están desaparecidas.":                                                         "missing 100",
		"Tres personas más murieron.":                                                                      "killed 3",
		"Fue asesinado a balazos un comerciante de 47 años.":                                               "killed 1",
		"Un comerciante fue ultimado a balazos.":                                                           "killed 1",
		"Tres hombres fueron acribillados la noche del martes.":                                            "killed 3",
		"Dos policías cayeron abatidos.":                                                                   "killed 2",
		"Un policía cayó en un intercambio de disparos.":                                                   "killed 1",
		"Cuatro sicarios fueron abatidos por soldados.":                                                    "killed 4",
		"Soldados abatieron a cuatro sicarios.":                                                            "killed 4",
		"El Ejército dio de baja a tres guerrilleros.":                                                     "killed 3",
		"Tres guerrilleros fueron dados de baja.":                                                          "killed 3",
		"Han muerto cuatro ancianos y otros 17 han sido hospitalizados.":                                   "killed 4, wounded 17",
		"Cuatro ancianos han muerto y otros diecisiete han sido hospitalizados.":                           "killed 4, wounded 17",
		"Un motorista de 31 años ha fallecido al colisionar con un turismo.":                               "killed 1",
		"La Guardia Civil ha detenido a once personas.":                                                    "detained 11",
		"Han sido detenidas once personas.":                                                                "detained 11",
		"Fueron aprehendidos tres presuntos extorsionadores.":                                              "detained 3",
		"Hay 63 aprehendidos.":                                                                             "detained 63",
		"Carabineros practicó nueve detenciones.":                                                          "detained 9",
		"La Policía capturó a Juan Pérez, alias El Gordo.":                                                 "detained 1",
		"Quedó detenido un menor de 16 años.":                                                              "detained 1",
		"Cuatro fueron asesinados, incluida una niña.":                                                     "killed 4",
		"Seis jornaleros fueron secuestrados.":                                                             "missing 6",
		"Hombres armados plagiaron a seis jornaleros.":                                                     "missing 6",
		"Diez trabajadores fueron sustraídos por la fuerza de su campamento.":                              "missing 10",
		"Siete continuaban sin ser localizados.":                                                           "missing 7",
		"Tres pobladores figuran como no habidos.":                                                         "missing 3",
		"Unas 15 personas siguen en paradero desconocido.":                                                 "missing 15",
		"Un joven fue privado de la libertad.":                                                             "missing 1",
		"Cinco personas expiraron en el acto.":                                                             "killed 5",
		"Dos personas dejaron de existir.":                                                                 "killed 2",
		"Perdieron la vida tres tripulantes.":                                                              "killed 3",
		"Localizaron a tres hombres sin vida.":                                                             "killed 3",
		"Tres hombres fueron encontrados sin vida.":                                                        "killed 3",
		"Fueron encontrados los cuerpos sin vida de tres hombres.":                                         "killed 3",
		"Hallan ocho cuerpos en una fosa clandestina.":                                                     "killed 8",
		"Encuentran a mujer asesinada en su casa.":                                                         "killed 1",
		"Fue hallada muerta una mujer.":                                                                    "killed 1",
		"Apareció el cuerpo de un hombre envuelto en cobijas.":                                             "killed 1",
		"Aparecieron los cuerpos desmembrados de dos guías penitenciarios.":                                "killed 2",
		"Los cadáveres de dos mujeres fueron localizados.":                                                 "killed 2",
		"Dos personas perdieron la vida y ocho más quedaron heridas de gravedad.":                          "killed 2, wounded 8",
		"La explosión mató a tres obreros e hirió a otros nueve.":                                          "killed 3, wounded 9",
		"Un muerto y 30 heridos en desbloqueo.":                                                            "killed 1, wounded 30",
		"Nueve ahogados al zozobrar una lancha.":                                                           "killed 9",
		"Nueve personas se ahogaron.":                                                                      "killed 9",
		"Incendios cobran tres vidas en Biobío.":                                                           "killed 3",
		"Una niña de seis años y su abuela murieron calcinadas.":                                           "killed 2",
		"Un matrimonio y sus tres hijos murieron intoxicados.":                                             "killed 5",
		"Una madre y sus tres hijos murieron soterrados.":                                                  "killed 4",
		"Un hombre y sus dos hijos menores de edad perecieron.":                                            "killed 3",
		"Un hombre de 44 años y su hijo de 17 fueron asesinados a balazos.":                                "killed 2",
		"Dos hermanos, de 19 y 22 años, fueron ejecutados.":                                                "killed 2",
		"Siete integrantes de una misma familia fueron masacrados.":                                        "killed 7",
		"Cuatro varones de una misma familia, entre ellos un adolescente de 15 años, fueron acribillados.": "killed 4",
		"Tres integrantes de una familia chilena fallecieron.":                                             "killed 3",
		"Dos obreros haitianos perdieron la vida y seis quedaron con golpes diversos.":                     "killed 2, wounded 6",
		"Seis asistentes fallecieron y al menos catorce sufrieron heridas de bala.":                        "killed 6, wounded 14",
		"Cinco soldados profesionales murieron y nueve más sufrieron heridas por la onda explosiva.":       "killed 5, wounded 9",
		"El saldo fue de dos patrulleros muertos y dos lesionados.":                                        "killed 2, wounded 2",
		"Se saldó con dos internos fallecidos y cinco con contusiones.":                                    "killed 2, wounded 5",
		"Con saldo de un conductor muerto y un pasajero lesionado.":                                        "killed 1, wounded 1",
		"Con el resultado de dos muertos y un herido.":                                                     "killed 2, wounded 1",
		"Dejó además a cuatro personas intoxicadas por el humo.":                                           "wounded 4",
		"La balacera dejó además malherida a una nena de 6 años.":                                          "wounded 1",
		"Otras nueve personas fueron derivadas al Hospital Central.":                                       "wounded 9",
		"Su esposa quedó lesionada y fue canalizada al hospital.":                                          "wounded 1",
		"Un marino resultó con un rozón de bala en el brazo.":                                              "wounded 1",
		"Cuatro expiraron en el acto y una menor de 9 años lucha por su vida.":                             "killed 4, wounded 1",
		"El informe da cuenta de 12 fallecidos y 11 lesionados.":                                           "killed 12, wounded 11",
		"El alcalde informó de 12 fallecidos y de 11 lesionados.":                                          "killed 12, wounded 11",
		"Los lugareños hablan de más de 30 muertos.":                                                       "killed 30",
		"Ocho personas reciben atención por heridas de bala, dos de ellas en terapia intensiva.":           "wounded 8",
		"Cinco ciclistas murieron arrollados y una decena quedó con fracturas.":                            "killed 5, wounded 10",
		"Tres personas murieron calcinadas y 17 sufrieron quemaduras.":                                     "killed 3, wounded 17",
		"Causó la muerte de tres chicos de entre 9 y 12 años y del chofer.":                                "killed 4",
		"Provocó la muerte de una anciana.":                                                                "killed 1",
		"Cuatro privados de libertad fallecieron y nueve resultaron intoxicados.":                          "killed 4, wounded 9",
		"Un militar murió y tres más resultaron con lesiones de consideración.":                            "killed 1, wounded 3",
		"Dos de los lesionados están graves.":                                                              "",
		"Capturan a dos y decomisan droga.":                                                                "detained 2",
		"El tiroteo dejó cuatro muertos: tres agresores y un policía.":                                     "killed 4",
		"Dos ministeriales y un estatal fueron emboscados y asesinados.":                                   "killed 3",
		"Un estatal lesionado y tres civiles armados abatidos.":                                            "killed 3, wounded 1",
		"Mataron a tiros a un periodista.":                                                                 "killed 1",
		"Asesinan a líder social en Cauca.":                                                                "killed 1",
		"Un agente fue muerto a tiros por desconocidos.":                                                   "killed 1",
		"Fallecieron dos mexicanos y una colombiana.":                                                      "killed 3",
		"La cifra de muertos asciende a 17.":                                                               "killed 17",
		"Los muertos son ya 17 y los heridos 40.":                                                          "killed 17, wounded 40",
		"Hay 17 muertos, 40 heridos y 12 desaparecidos.":                                                   "killed 17, wounded 40, missing 12",
		"Al menos 17 personas han perdido la vida y unas 40 han resultado heridas.":                        "killed 17, wounded 40",
		"Ninguna persona resultó herida.":                                                                  "",
		"Un hombre muere al caer en un pozo.":                                                              "killed 1",
		"Muere un hombre al caer en un pozo.":                                                              "killed 1",
		"Resultaron heridos el chofer y dos pasajeros.":                                                    "wounded 3",
		"Tres de los cinco heridos fallecieron en el hospital.":                                            "died_later 3",
		"Rescataron con vida a 14 personas.":                                                               "",
		"Ultimaron a un chofer de la ruta 10.":                                                             "killed 1",
		"El fuego dejó tres personas fallecidas, entre ellas una mujer de 81 años.":                        "killed 3",
		"Falleció el conductor de la unidad.":                                                              "killed 1",
		"Fallecieron el conductor y su acompañante.":                                                       "killed 2",
		"El choque dejó dos muertos, ambos conductores.":                                                   "killed 2",
		"Dos jornaleros fallecieron; además, 19 fueron llevados de emergencia al hospital.":                "killed 2, wounded 19",
		"Un operario ha fallecido y un tercero ha resultado herido grave.":                                 "killed 1, wounded 1",
		"Cuatro privados de libertad fallecieron.":                                                         "killed 4",
		"El cadáver de su pareja, de 38, fue hallado el lunes.":                                            "killed 1",
		"El director de Obras, Ernesto Vela, y su escolta fueron asesinados.":                              "killed 2",
		"Ejecutan a funcionario y a su escolta en Manzanillo":                                              "killed 2",
		"Dos mujeres que viajaban en un Volkswagen Gol fallecieron.":                                       "killed 2",
		"Dos hermanos que trabajaban como vigilantes murieron baleados.":                                   "killed 2",
	} {
		if got := sumsIn(s, "es"); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

// Every number, bound, group and outcome is read in every place that a sentence has for it.
func TestSpanishMatrix(t *testing.T) {
	numbers := map[string]int{"3": 3, "tres": 3, "17": 17, "treinta y dos": 32, "una docena de": 12, "una veintena de": 20, "un centenar de": 100}
	bounds := []string{"", "al menos ", "cerca de ", "alrededor de "}
	groups := []string{"personas", "policías municipales", "jornaleros", "migrantes haitianos", "alumnas", "ciudadanos colombianos", "reos", "menores de edad", "feligreses"}
	fates := map[string][]string{
		"killed":   {"murieron", "fallecieron", "perdieron la vida", "han muerto", "perecieron", "dejaron de existir", "cayeron abatidos", "fueron asesinados", "fueron acribillados", "fueron hallados sin vida"},
		"wounded":  {"resultaron heridos", "quedaron lesionados", "sufrieron quemaduras", "fueron trasladados a un hospital", "han resultado heridos"},
		"detained": {"fueron detenidos", "quedaron detenidos", "han sido detenidos", "fueron aprehendidos"},
		"missing":  {"desaparecieron", "fueron secuestrados", "siguen desaparecidos", "continúan sin ser localizados", "fueron privados de la libertad"},
	}
	syntaxes := []string{"%[1]s%[2]s %[3]s %[4]s.", "%[1]s%[2]s %[3]s %[4]s el lunes en Cali, informó la policía.", "En el hecho %[4]s %[1]s%[2]s %[3]s, según la alcaldía."}
	for number, n := range numbers {
		for _, bound := range bounds {
			for _, group := range groups {
				for fate, words := range fates {
					for _, w := range words {
						for _, syntax := range syntaxes {
							s := fmt.Sprintf(syntax, bound, number, group, w)
							s = strings.ToUpper(s[:1]) + s[1:]
							if got, want := sumsIn(s, "es"), fmt.Sprint(fate, " ", n); got != want {
								t.Errorf("%q: %q, want %q", s, got, want)
							}
						}
					}
				}
			}
		}
	}
}
