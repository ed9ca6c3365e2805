package toll

import "testing"

// Whom an outcome is of where others stand between, and what is no outcome of people at all.
func TestStructure(t *testing.T) {
	for s, want := range map[string]string{
		// The subject of a passive, with others in what is said about it.
		"Two soldiers sent in pursuit of the rebels were killed near the bridge.":      "killed 2",
		"Four guards hired by the mayor were shot dead on Monday.":                     "killed 4",
		"Three officers deployed against the smugglers were wounded.":                  "wounded 3",
		"Six miners trapped with the foremen died underground.":                        "killed 6",
		"Dos soldados enviados en persecución de los asaltantes murieron el lunes.":    "killed 2",
		"Tres agentes contratados por el alcalde fueron asesinados.":                   "killed 3",
		"Five villagers fled, and the gunmen were killed.":                             "",
		"Two of the gunmen were killed.":                                               "",
		"Seven farmers looked on as the attackers were arrested.":                      "",
		"Nine people, the mayor among them, were killed.":                              "killed 9",
		"Cuatro vecinos avisaron que los ladrones fueron detenidos.":                   "",
		"Two women asked for the soldiers, who were wounded.":                          "",
		"Tres pescadores atacados por los piratas murieron en el mar.":                 "killed 3",
		"Seis obreros heridos por los guardias fueron llevados a un hospital cercano.": "wounded 6",
		// What had been done to people, aside, before what became of them.
		"Tres campesinos que habían sido sacados a la fuerza de sus fincas aparecieron este martes con disparos en la cabeza.": "killed 3",
		"Dos maestros que fueron secuestrados el lunes en Iguala fueron hallados muertos en Taxco.":                            "killed 2",
		"Seis migrantes que habían sido reportados como desaparecidos fueron localizados sin vida en Caborca.":                 "killed 6",
		"Four traders who had been abducted from their homes on Sunday were found dead in Jos.":                                "killed 4",
		"Three miners, who had been reported missing on Monday, died, the mayor said.":                                         "killed 3",
		"Tres campesinos que habían sido secuestrados y dos policías murieron.":                                                "killed 2, missing 3",
		"Dos jóvenes que habían sido detenidos denunciaron que un hombre fue asesinado.":                                       "killed 1, detained 2",
		"Three farmers who had been abducted were freed, and two guards were killed.":                                          "killed 2",
		// Bodies that are found, by the shots that they bear.
		"Dos hombres aparecieron con impactos de bala en la cabeza.":     "killed 2",
		"Un taxista fue hallado con el tiro de gracia.":                  "killed 1",
		"Cuatro jóvenes aparecieron baleados en un camino.":              "killed 4",
		"Two men were found with gunshot wounds to the head in a field.": "killed 2",
		"Three women turned up with bullet holes in their skulls.":       "killed 3",
		"Un hombre fue hallado con una herida de bala en la pierna.":     "wounded 1",
		"Two men were found with gunshot wounds to the legs.":            "wounded 2",
		"Dos jóvenes aparecieron en la fiscalía con sus abogados.":       "",
		// An age after the noun for one person, and a number of several.
		"Alan Pickles, a retired bus driver of 71 who lived next door, died overnight.": "killed 1",
		"A woman of 34 was killed in the crash.":                                        "killed 1",
		"Un hombre de 45 murió en el choque.":                                           "killed 1",
		"The van driver, a man of 45, was wounded.":                                     "wounded 1",
		"A nurse of 28 was stabbed to death.":                                           "killed 1",
		"A group of 71 was killed.":                                                     "killed 71",
		"A family of five was killed.":                                                  "killed 5",
		"A crew of 12 died at sea.":                                                     "killed 12",
		// Two nouns for the same people.
		"Two women health workers were hurt.":      "wounded 2",
		"Three women police officers were killed.": "killed 3",
		"Four women were hurt and workers fled.":   "wounded 4",
		// Those who were looked for and found.
		"Officers had been searching for a lodger but he has since been traced, safe and well.": "",
		"Firefighters who had been searching for a caretaker found him alive in the cellar.":    "",
		"Los rescatistas que buscaban a dos pescadores los hallaron vivos.":                     "",
		"Rescuers searching for six hikers located them unharmed.":                              "",
		"Divers searching for two fishermen found a boat.":                                      "missing 2",
		"Rescuers were searching for six miners, and found two bodies.":                         "killed 2, missing 6",
		// A death told by its number.
		"The sixth death was that of a tea seller in Kisii.": "killed 1",
		"The third victim was a nurse from Nakuru.":          "killed 1",
		"La sexta víctima es una vendedora de frutas.":       "killed 1",
		"The sixth death in a month worried the doctors.":    "",
		// Who surrenders is not taken.
		"Three rebels surrendered to the battalion on Saturday.": "",
		// Some of others, after whom all are told of again.
		"Seis murieron, entre ellos un menor, y nueve más fueron llevados a un hospital.":               "killed 6, wounded 9",
		"Ocho turistas murieron, entre ellos una pareja, y otros tres resultaron heridos.":              "killed 8, wounded 3",
		"Cinco obreros fallecieron, incluida una mujer, y doce más fueron trasladados a una clínica.":   "killed 5, wounded 12",
		"Six people died, among them a nurse, and nine more were taken to a hospital.":                  "killed 6, wounded 9",
		"Siete murieron, entre ellos un niño y una mujer.":                                              "killed 7",
		"Diez personas, entre ellas dos mujeres y tres menores, fueron detenidas.":                      "detained 10",
		"Murieron seis pasajeros, entre ellos un bebé, y cuatro más fueron internados en un sanatorio.": "killed 6, wounded 4",
		// Ages of some.
		"At least 19 people, 12 of them under the age of five, were killed.":   "killed 19",
		"Thirty pupils, four of them over the age of 16, were hurt.":           "wounded 30",
		"Murieron ocho vecinos, tres de ellos menores de la edad de cinco.":    "killed 8",
		"Five of six passengers over the age of 60 were hurt.":                 "wounded 5",
		"Eleven migrants, all below the age of 30, drowned.":                   "killed 11",
		"Nine recruits, two of them below the age of eighteen, were abducted.": "missing 9",
		// What somebody succumbs to.
		"Nineteen children succumbed to cholera.":           "killed 19",
		"Four hikers succumbed to hypothermia.":             "killed 4",
		"Two villagers succumbed to the smoke's poison.":    "died_later 2",
		"Three guards succumbed to their injuries.":         "died_later 3",
		"Two patients succumbed.":                           "died_later 2",
		"Cinco vecinos sucumbieron.":                        "killed 5",
		"A soldier succumbed to severe burns on Tuesday.":   "died_later 1",
		"Seven prisoners have succumbed to typhoid so far.": "killed 7",
		// What is held and struck down besides people.
		"A congress on migration is being held in the capital.":         "",
		"The dialogue, like the one being held with the union, goes on": "",
		"The general, who is currently being held, asked for a pardon.": "",
		"The law was struck down by the court.":                         "",
		"Elections were held on Sunday.":                                "",
		"Two men are being held on suspicion of arson.":                 "detained 2",
		"A man was being held in police custody.":                       "detained 1",
		"Three activists are being held.":                               "detained 3",
		"A cyclist was struck down on the bridge.":                      "killed 1",
		// Months before numbers.
		"In March two soldiers died in a crash.":           "killed 2",
		"El 9 de marzo tres civiles fueron asesinados.":    "killed 3",
		"En mayo cuatro pescadores desaparecieron.":        "missing 4",
		"Two people were killed on March 9, 2026.":         "killed 2",
		"El 3 de abril murieron dos obreros.":              "killed 2",
		"March 12 was the day on which the mayor resigned": "",
		// Animals.
		"Volvió a buscar al perro.": "",
		"Mataron al caballo.":       "",
		"Mataron al alcalde.":       "killed 1",
	} {
		t.Run(s, func(t *testing.T) {
			if got := sums(s); got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}
