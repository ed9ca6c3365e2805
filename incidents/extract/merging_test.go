package extract_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What is told over several sentences is one event where it is one, and two where they are two. Each name tells the rule; what is near to it
// stands after it.
func TestOneEventOrTwo(t *testing.T) {
	for name, c := range map[string]struct {
		story string
		want  []string
	}{
		"the number of the dead names the event": {
			"Three dead as a trawler sinks off Galway\n\nGALWAY, Ireland (AP) — Three fishermen died when their trawler went down off Galway on Monday, the coast guard said.\n\n" +
				"In Cork, a van crashed into a wall on Monday, killing two men, police said.",
			[]string{"shipwreck Gaillimh 03-09 3", "traffic_collision Cork 03-09 2"},
		},
		"what was told of last goes on": {
			"Gunmen opened fire at a party in Salamanca, Guanajuato, on Sunday, killing eleven people, and four bodies were found in Irapuato, Guanajuato, authorities said.\n\n" +
				"The shooting took place at a soccer field, the mayor said. Ten people died at the scene and another at a hospital, he said.",
			[]string{"attack Salamanca 03-08 11", "killing Irapuato 03-08 4"},
		},
		"a noun of the clause that told of it": {
			"KYIV, Ukraine (AP) — Drones struck a house in Kharkiv on Sunday, killing a woman, and missiles hit a power station in Odesa, wounding four workers, officials said.\n\n" +
				"The woman's husband died of his wounds, officials said, bringing the number of dead to two.",
			[]string{"drone_attack Kharkiv 03-08 2", "attack Odesa 03-08 0"},
		},
		"the first and the second": {
			"JACKSON, Miss. (AP) — Two people were killed in a shooting in Jackson, Mississippi, on Sunday, while a second gunman opened fire at a parade about 120 miles away, leaving four dead, authorities said.\n\n" +
				"The first shooting happened outside a stadium in Jackson. A 19-year-old was being held.",
			[]string{"attack Jackson 03-08 2", "attack United States 03-08 4"},
		},
		"who died in states that are not named, and then in each": {
			"ABUJA, Nigeria (AP) — Violence left 9 people dead in three Nigerian states over the weekend, officials said.\n\nGunmen shot dead four farmers in Gusau on Saturday, police said.\n\n" +
				"An explosion at a market in Funtua killed three traders on Sunday, the governor said.\n\nTwo herders were hacked to death in Makurdi on Sunday, residents said.",
			[]string{"killing Gusau 03-07 4", "explosion Funtua 03-08 3", "killing Makurdi 03-08 2"},
		},
		"a sum without those who died later": {
			"CULIACÁN, Sin.- La violencia dejó cinco muertos en dos municipios de Sinaloa el sábado, informó la Fiscalía.\n\nEn Navolato fueron hallados los cuerpos de tres hombres, mientras que en Mazatlán dos policías fueron asesinados.\n\n" +
				"El ataque en Mazatlán dejó dos heridos; uno de los heridos murió en un hospital.",
			[]string{"killing Navolato 03-07 3", "killing Mazatlán 03-07 3"},
		},
		"a toll that is given anew without its people": {
			"LAGOS (Reuters) - A tanker exploded in Suleja, Nigeria, on Saturday, killing at least 86 people, the emergency agency said. The figure was later revised to 98.",
			[]string{"explosion Suleja 03-07 98"},
		},
		"a toll that comes to a sum": {
			"QUITO (AP).- Una riña en la Penitenciaría de Guayaquil dejó el domingo 13 presos muertos, informó el SNAI.\n\nPor la noche se registró otro enfrentamiento en el mismo pabellón, lo que elevó el saldo a 15.",
			[]string{"prison_riot Guayaquil 03-08 15"},
		},
		"a toll and where and when its people died": {
			"PUEBLA, Pue.- Siete personas murieron por el estallido de una pipa el domingo en San Martín Texmelucan: cuatro perecieron en el sitio y tres más en hospitales.",
			[]string{"explosion San Martín Texmelucan 03-08 7"},
		},
		"those told one by one, and then together": {
			"BEIRUT (AP) — An airstrike in Tyre killed a couple and their three children Sunday, the Health Ministry said. Five people from one family were killed in the strike, the mayor said.",
			[]string{"airstrike Tyre 03-08 5"},
		},
		"a toll elsewhere than what brought it about": {
			"VERACRUZ, Ver.- El desbordamiento del río Pantepec dejó cuatro muertos en Álamo el domingo, confirmó Protección Civil.",
			[]string{"flood Álamo 03-08 4"},
		},
		"an older toll, in a clause of its own": {
			"ABASOLO, Gto.- Dos sujetos dispararon el domingo contra los clientes de una taquería en Abasolo. Cuatro fallecieron, precisó la Fiscalía, que en un primer reporte hablaba de tres víctimas mortales.",
			[]string{"attack Abasolo 03-08 4"},
		},
		"an older toll of another day begins nothing": {
			"MANILA (AFP) - The death toll from a landslide in Mati, Philippines, climbed to 41 on Sunday. The agency had put the toll at 35 on Saturday.",
			[]string{"landslide Mati 03-08 41"},
		},
		"who is arrested for it, after what tells nothing": {
			"LIMA (EFE).- Un autobús cayó a un abismo en Ayacucho el domingo y dejó 20 muertos, informó la Policía.\n\nEntre los fallecidos hay dos turistas y un maestro. El bus era nuevo. Iba lleno. El chofer fue detenido.",
			[]string{"traffic_collision Ayacucho Region 03-08 20"},
		},
		"what raiders do besides": {
			"Rebels hacked 22 villagers to death in Beni, Congo, on Sunday, a local leader said. Most of the dead were women. Houses were torched and 30 people were marched off into the forest, he said. The army confirmed the attack.",
			[]string{"attack Beni 03-08 22"},
		},
		"an accident that blocks a road": {
			"BOGOTÁ (EFE).- Las lluvias provocaron el domingo un alud que bloqueó la vía en Guayabetal, Cundinamarca.",
			[]string{"landslide Guayabetal 03-08 0"},
		},
		"a headline and its report": {
			"Asesinan a diez campesinos en el Artibonito\n\nPUERTO PRÍNCIPE (EFE).- Diez labriegos fueron degollados el domingo en Gonaïves, en el departamento del Artibonito, denunció una organización.",
			[]string{"killing Gonaïves 03-08 10"},
		},
		"a paragraph that begins elsewhere": {
			"TEGUCIGALPA (AFP) - Un alud sepultó una casa y mató a dos hombres el domingo en Choluteca, informó la Policía.\n\nEn la costa, los buzos no volvieron a Puerto Lempira. Cuatro murieron, según la Fuerza Naval.",
			[]string{"landslide Choluteca Department 03-08 2", "deaths Puerto Lempira 03-08 4"},
		},
		"what came a day before is another thing": {
			"LAGOS (Reuters) - A tanker exploded in Suleja, Nigeria, on Sunday, killing 86 people. The accident came a day after a bus collided with a truck in Abuja on Saturday, killing 17 passengers.",
			[]string{"explosion Suleja 03-08 86", "traffic_collision Abuja 03-07 17"},
		},
		"a separate attack in the same town is another": {
			"Gunmen killed three guards at a mine in Zacatecas on Sunday. In a separate attack in Zacatecas, two clerks were shot dead on Sunday.",
			[]string{"attack Zacatecas 03-08 3", "killing Zacatecas 03-08 2"},
		},
		"the lynching, by the noun for it": {
			"TOLUCA, Méx.- Pobladores lincharon el domingo a dos hombres en Temoaya.\n\nUna riña en el penal de Tenango del Valle dejó el domingo un interno muerto.\n\nLa Fiscalía indicó que por el linchamiento hay cuatro detenidos.",
			[]string{"killing Temoaya 03-08 2", "prison_riot Tenango del Valle 03-08 1"},
		},
		"a sentence that says when it was": {
			"POPAYÁN (EFE).- Dos niños murieron por la explosión de una mina en Argelia, Cauca, informó este martes la Defensoría. El hecho ocurrió el domingo.",
			[]string{"industrial_accident Argelia 03-08 2"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			slices.Sort(c.want)
			if diff := cmp.Diff(c.want, deadBy(t, c.story, "2026-03-10")); diff != "" {
				t.Errorf("the events differ (-want +got):\n%s", diff)
			}
		})
	}
}
