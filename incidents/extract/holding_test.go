package extract_test

import (
	"strings"
	"testing"
)

// whereTold is a sentence of a story and the place of the draft that it makes.
type whereTold struct{ says, want, not string }

// checkPlaces reads each sentence within a longer story of a language and a dateline.
func checkPlaces(t *testing.T, lang, before, after string, rows []whereTold) {
	t.Helper()
	for _, row := range rows {
		drafts := read(t, before+row.says+after, "2026-03-10")
		var places []string
		for _, d := range drafts {
			places = append(places, d.Incident.Where.Place[lang]+" "+d.Incident.Where.Admin.Admin1Name)
		}
		all := strings.Join(places, "; ")
		if !strings.Contains(all, row.want) || row.not != "" && strings.Contains(all, row.not) {
			t.Errorf("%q: at %q, want %q and not %q", row.says, all, row.want, row.not)
		}
	}
}

// What a road links is where it leads to; what is told before or beside a town is near it; of places one in another the smallest that is known
// is meant, and a name that no gazetteer knows is told in its words.
func TestSpanishScenes(t *testing.T) {
	const after = "\n\nNadie más habló. Las pláticas siguen.\n\nEl lugar quedó en calma. No hubo otras noticias.\n"
	checkPlaces(t, "es", "Bogotá, 9 mar (EFE).- ", after, []whereTold{
		{"Dos camioneros murieron al chocar sus vehículos en la vía que comunica a Cali con Buenaventura a la altura de Dagua.", "Dagua", "Buenaventura"},
		{"Un derrumbe dejó tres muertos en la carretera que conecta Medellín con Quibdó, cerca de Bolívar, el domingo.", "Bol", "Medell"},
		{"Hombres armados mataron a cuatro viajeros en la vía que une Pasto y Tumaco.", "Pasto", ""},
		{"Una lancha con migrantes naufragó frente a Turbo y seis personas murieron.", "Turbo", "Bogot"},
		{"Cinco pescadores murieron al volcar su bote frente a Buenaventura.", "Buenaventura", "Bogot"},
		{"Un carro bomba mató a dos policías en Mondomo, corregimiento del municipio de Santander de Quilichao, en el convulso departamento del Cauca.", "Santander de Quilichao", "Bogot"},
		{"Tres campesinos murieron a tiros en Tibú, en la fronteriza región de Norte de Santander.", "Tibú", "Bogot"},
		{"Un incendio mató a dos niños en San Jerónimo de los Quijos.", "San Jerónimo de los Quijos", "Bogot"},
		{"Cuatro personas murieron al caer un bus a un abismo en la vereda boyacense de Tasvur.", "Tasvur", "Bogot"},
	})
	checkPlaces(t, "es", "Lima, 9 mar (EFE).- ", after, []whereTold{
		{"Siete obreros murieron al derrumbarse una mina en la provincia andina de Pataz.", "Pataz", "Lima"},
		{"Dos soldados murieron en un ataque en la provincia de Huanta.", "Huanta", "Lima"},
		{"Tres personas murieron a balazos en San Juan de Lurigancho.", "San Juan de Lurigancho", "Loreto"},
		{"Once pasajeros murieron al volcar un bus en la región surandina de Apurímac.", "Apur", "Lima"},
		// Near misses: a team's or a country's opponent is no scene, and a place whose whole name is known stays what it is.
		{"Dos hinchas murieron en una pelea en Arequipa, horas antes del partido frente a Colombia.", "Arequipa", "Colombia"},
		{"Dos hombres murieron a tiros en Santa Rosa, y la policía de Lima investiga.", "Santa Rosa", ""},
		{"Dos obreros murieron al caer de un andamio en Trujillo, en el hotel que une la plaza con el puerto.", "Trujillo", ""},
	})
}

func TestEnglishRoads(t *testing.T) {
	const after = "\n\nNobody else spoke. The talks go on.\n\nThe area was quiet. There was no other news.\n"
	checkPlaces(t, "en", "ABUJA, Nigeria (AP) — ", after, []whereTold{
		{"Gunmen killed four travelers Monday on the highway linking Kaduna to Abuja near Katari.", "Katari", "Kaduna"},
		{"Two truck drivers died Monday on the road connecting Lagos with Ibadan.", "Lagos", "Abuja"},
		{"Bandits killed six people Monday in Kankara, a town in the northern state of Katsina.", "Kankara", "Abuja"},
		{"Gunmen killed three traders Monday in the Borno State town of Bama.", "Bama", "Abuja"},
		{"Two soldiers were killed Monday in Lokoja, beside the Benue river.", "Lokoja", "Benue"},
		{"Nine people were shot dead Monday in nearby Keffi.", "Keffi", "Abuja"},
		{"Two men were killed Monday in Jos after talks linking Kano and Lagos traders failed.", "Jos", "Kano"},
	})
	checkPlaces(t, "en", "MANILA, Philippines (AP) — ", after, []whereTold{
		{"A storm left two people dead Monday in Eastern Samar.", "Eastern", "Russia"},
		{"Rebels killed two soldiers Monday in the village of San Jose in Catarman, Northern Samar.", "Catarman", "Mimaropa"},
		{"A bomb killed two people Monday in the Makati district of Manila.", "Ma", "Samar"},
		{"Western diplomats said two people died Monday in Davao.", "Davao", "Western"},
	})
}
