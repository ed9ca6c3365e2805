package toll

import "testing"

// Some of those who were told of are no more people, and those who are told one by one are each counted.
func TestPartsAreCountedOnce(t *testing.T) {
	for s, want := range map[string]string{
		// Of some the clause begins by saying of whom they are.
		"De los 36 lesionados que dejó el siniestro, 21 siguen internados y 15 fueron dados de alta.": "wounded 36",
		"Of the 40 injured, 12 remained in hospital on Friday.":                                       "wounded 40",
		"De los nueve heridos, tres están graves.":                                                    "wounded 9",
		"Of the injured, 36 remained hospitalized.":                                                   "",
		"De los siete, cinco fueron decapitados.":                                                     "",
		"De Tapachula, once heridos fueron llevados a un hospital.":                                   "wounded 11",
		"Of late, five people were killed.":                                                           "killed 5",
		"De madrugada, seis vecinos murieron.":                                                        "killed 6",
		// Who is among others.
		"A nurse and two porters were among the wounded.":     "",
		"One woman and a child were among the dead.":          "",
		"Two monks were among those killed.":                  "",
		"Cuatro niños figuran entre los heridos.":             "",
		"Una maestra y su hija están entre los muertos.":      "",
		"Among the officers, three men were wounded.":         "",
		"Three pickers were killed among the vines.":          "killed 3",
		"Cinco obreros murieron entre los escombros.":         "killed 5",
		"Two clerks were shot dead among the parked lorries.": "killed 2",
		// The last of those who were looked for.
		"Rescuers brought up the last two bodies.":                  "",
		"Los socorristas sacaron los dos últimos cuerpos.":          "",
		"Divers found the remaining three bodies.":                  "",
		"The last two attacks left nine dead.":                      "killed 9",
		"Two bodies were found on the last day.":                    "killed 2",
		"Los buzos hallaron dos cuerpos el último día de búsqueda.": "killed 2",
		// Kin of who speaks.
		"\"They killed my brother and his two sons,\" said a baker.": "",
		"\"Mataron a mi hermano\", contó un panadero.":               "",
		// A fifth, after who that was.
		"Cuatro fallecieron ahí mismo y un quinto, un muchacho de 17 años, horas más tarde en el hospital.": "killed 4, died_later 1",
		"Two died at once and a third, a baker of 40, hours later in a clinic.":                             "killed 2, died_later 1",
		"Tres murieron en el sitio y otra, una vendedora, en un hospital.":                                  "killed 3, died_later 1",
		"Ten people died at the scene and another at a hospital.":                                           "killed 10, died_later 1",
		// Another outcome's people end a list.
		"Un tráiler volcó; murieron 11, de los cuales cuatro eran menores, y 37 terminaron en hospitales.": "killed 11, wounded 37",
		"Murieron ocho pasajeros, y 30 acabaron en clínicas.":                                              "killed 8, wounded 30",
		"Mató a dos hombres y tres mujeres.":                                                               "killed 5",
		// One by one, each at a place.
		"Los otros muertos son un motorista en Lisboa, un agricultor en Cáceres y una mujer en Lugo.": "killed 3",
	} {
		if got := sums(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

// Who did it, whose name it is and who is meant by a pronoun.
func TestWhoIsMeant(t *testing.T) {
	for s, want := range map[string]string{
		"Un tercero fue rescatado con vida por la policía, pero murió ayer.":                   "killed 1",
		"A guard was stabbed by inmates and died.":                                             "killed 1",
		"Dos directivos de la empresa Gas del Altiplano fueron detenidos.":                     "detained 2",
		"Tres empleados de la constructora Obras Norte murieron.":                              "killed 3",
		"Two drivers of the company Blue Star were killed.":                                    "killed 2",
		"Ayer fue detenido Juan Pérez Luna.":                                                   "detained 1",
		"Aprehendieron a José Guadalupe \"N\", alias El Fierro, y a dos de sus escoltas.":      "detained 3",
		"Capturaron a Luis Mora, alias Chino, y a su hermano.":                                 "detained 2",
		"Pulled nine passengers off a bus, the gunmen tied them up and killed them.":           "killed 9",
		"Bajaron a tres jóvenes de un camión y los mataron.":                                   "killed 3",
		"Militants abducted six farmers and beheaded them.":                                    "killed 6",
		"Secuestraron a cinco obreros y los ejecutaron.":                                       "killed 5",
		"Officers chased two robbers and shot them with rubber bullets.":                       "",
		"Nine migrants fled; the smugglers killed a guard.":                                    "killed 1",
		"Cuatro murieron, nueve están desaparecidos y 17 fueron rescatados por pescadores.":    "killed 4, missing 9",
		"Seis siguen desaparecidos y 40 fueron evacuados.":                                     "missing 6",
		"Una mujer secuestrada el lunes fue liberada.":                                         "",
		"Russian drones killed a woman and her 8-year-old daughter.":                           "killed 2",
		"A blast killed a farmer and his 11-year-old son.":                                     "killed 2",
		"The figure was later revised to 98.":                                                  "killed 98",
		"The toll has gone up to 27.":                                                          "killed 27",
		"Su madre perdió una pierna.":                                                          "wounded 1",
		"Another 27 people are listed as missing.":                                             "missing 27",
		"Two ended up in hospital.":                                                            "wounded 2",
		"A plumber and a boy were rescued by divers, and a fisherman drowned.":                 "killed 1",
		"Los empleados de la tienda fueron detenidos.":                                         "",
		"Cinco reos, custodiados por tres guardias, murieron.":                                 "killed 5",
		"Three hikers were hit by a bus; the driver died.":                                     "killed 1",
		"Diez turistas fueron asaltados por una banda, pero uno de los ladrones fue detenido.": "",
		"A Ukrainian soldier and his 20-year-old rifle were found.":                            "",
		"The ministry said the figure was revised after a review.":                             "",
		"Los soldados los detuvieron.":                                                         "",
	} {
		if got := sums(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}
