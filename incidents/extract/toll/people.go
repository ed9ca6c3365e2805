package toll

import (
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/extract/text"
)

// heads are the words for people that are counted, by the group they are of; the singulars
// and the plurals apart.
var (
	singular = withSpanish(people(withOnes(englishOnes, englishMany), map[incidents.Group]string{
		"military":           `soldier conscript marine sailor serviceman lieutenant colonel sergeant corporal major paratrooper trooper soldado militar marino teniente cabo suboficial infante coronel sargento`,
		"police":             `policeman policewoman agent officer cop patrolman deputy sheriff policia agente oficial patrullero uniformado`,
		"prosecutor":         `prosecutor fiscal ministerial`,
		"prison_staff":       `jailer warden custodio custodia celador carcelero`,
		"suspected_criminal": `gunman suspect assailant attacker hitman trafficker gangster kidnapper criminal thug bandit robber thief capo kingpin dealer sicario delincuente agresor pistolero narcotraficante presunto sujeto lider cabecilla ladron asaltante implicado homicida narcomenudista`,
		"civilian":           `commuter reveler partygoer hiker climber skier firefighter paramedic volunteer refugee settler neighbor neighbour laborer labourer cyclist biker motorcyclist jogger swimmer barber cook chef mechanic electrician translator monk preacher teen pensioner docker logger crewman deckhand trucker piloto pasajera ayudante cobrador alumno vigilante parroquiano socorrista bombero paramedico sindicalista comunero ejidatario obrero albanil normalista docente ciclista excursionista alpinista tripulante marinero diputado senador concejal worshipper mourner attendant guest shopper protester manifestante paciente patient paramedic medic deputy_mayor councilor civilian bystander passerby resident student teacher professor journalist reporter photographer child girl boy baby toddler infant minor teenager schoolboy peasant farmer worker driver nurse doctor priest tourist shopkeeper merchant vendor villager passenger mayor councilman lawyer activist businessman candidate pastor chief imam judge nun engineer rancher taxi pedestrian motorist cleric shepherd fisherman civil transeunte estudiante maestro maestra profesor profesora periodista reportero reportera fotografo nino nina bebe menor adolescente campesino agricultor trabajador trabajadora chofer conductor enfermera medico medica sacerdote turista comerciante vendedor poblador pasajero alcalde alcaldesa edil regidor regidora abogado abogada activista empresario empresaria candidato candidata lavador taxista ganadero juez jueza transportista operador lideresa indigena empleado empleada peaton motociclista barbero mototaxista minero pescador vecino comisario automovilista`,
		"unknown":            `person man woman youth youngster individual victim martyr body matrimonio corpse people member fighter rebel guerrilla militant terrorist insurgent extremist subversive combatant leader commander mother father son daughter brother sister wife husband couple father-in-law relative colleague partner companion guard escort bodyguard persona hombre mujer joven individuo victima cuerpo cadaver masculino femenina fallecido muerto miembro integrante elemento guerrillero rebelde combatiente militante terrorista insurgente miliciano jefe comandante madre padre hijo hija hermano hermana esposa esposo pareja familiar guardia escolta ciudadano ciudadana recluso interno reo inmate prisoner detainee migrant migrante ex dirigente lesionado herido lesionada herida muerta fallecida detenido detenida desaparecido desaparecida secuestrado secuestrada intoxicado intoxicada capturado nieto nieta sobrino sobrina abuelo abuela tio tia primo prima cunado cunada suegro suegra yerno nuera novio novia grandson granddaughter grandfather grandmother nephew niece cousin uncle aunt anciano anciana sobreviviente superviviente operative politician official general national native foreigner`,
	}), spanishPeople, false)
	plural = withSpanish(people(englishMany, map[incidents.Group]string{
		"military":           `soldiers marines sailors servicemen troops lieutenants sergeants paratroopers troopers soldados militares marinos infantes paramilitaries`,
		"police":             `policemen police agents officers cops patrolmen deputies policias agentes oficiales uniformados patrulleros`,
		"prosecutor":         `prosecutors fiscales`,
		"prison_staff":       `jailers wardens custodios celadores`,
		"suspected_criminal": `gunmen suspects assailants attackers hitmen traffickers gangsters kidnappers criminals thugs bandits robbers thieves sicarios delincuentes agresores pistoleros narcotraficantes presuntos sujetos lideres cabecillas criminales ladrones asaltantes implicados infractores involucrados`,
		"civilian":           `commuters revelers partygoers hikers climbers skiers firefighters volunteers refugees settlers neighbors neighbours laborers labourers cyclists bikers motorcyclists swimmers mechanics monks preachers teens pensioners dockers loggers crewmen deckhands truckers hunters campers evacuees spectators congregants believers devotees pilotos pasajeras parroquianos socorristas bomberos paramedicos sindicalistas comuneros ejidatarios obreros albaniles normalistas docentes ciclistas excursionistas alpinistas tripulantes marineros estibadores feligreses asistentes huespedes espectadores aficionados banistas clientes concejales alumnas civilians worshippers mourners pilgrims attendants guests shoppers protesters manifestantes pacientes patients paramedics medics civilians bystanders passersby residents students teachers professors journalists reporters photographers children girls boys kids babies infants minors teenagers schoolchildren peasants farmers workers drivers nurses doctors priests tourists merchants vendors villagers passengers activists lawyers miners fishermen pedestrians civiles transeuntes estudiantes alumnos maestros maestras profesores periodistas reporteros ninos ninas menores adolescentes campesinos agricultores trabajadores choferes conductores enfermeras medicos sacerdotes turistas comerciantes vendedores pobladores pasajeros empleados vecinos indigenas jornaleros mineros pescadores`,
		"unknown":            `people persons men women youths youngsters individuals victims martyrs personnel cadres facilitators herders traders bodies corpses members fighters rebels guerrillas militants terrorists insurgents extremists subversives combatants leaders commanders brothers sisters relatives guards escorts bodyguards personas hombres mujeres jovenes individuos victimas cuerpos cadaveres masculinos fallecidos muertos miembros integrantes elementos guerrilleros rebeldes combatientes militantes terroristas insurgentes milicianos jefes comandantes hermanos hermanas hijos hijas familiares guardias escoltas ciudadanos reclusos internos reos inmates prisoners detainees migrants migrantes dirigentes lesionados heridos lesionadas heridas muertas fallecidas detenidos detenidas desaparecidos desaparecidas secuestrados secuestradas intoxicados intoxicadas hospitalizados rehenes hostages capturados ancianos militiamen officials operatives others otros adultos adults lives vidas`,
	}), spanishPeople, true)
)

// noWomen are words of things of which the masculine is a person: "la Marina", "una minera", "la comisaría".
var noWomen = text.WordSet(`marino minero comisario individuo cuerpo mando marinos mineros comisarios individuos cuerpos masculino masculinos`)

// people gives the group of each word: of the English list, and of a list of both languages, which goes before and has the Spanish forms for
// women besides.
func people(english, by map[incidents.Group]string) map[string]incidents.Group {
	m := map[string]incidents.Group{}
	for g, words := range english {
		for _, w := range strings.Fields(words) {
			m[w] = g
		}
	}
	for g, words := range by {
		for _, w := range strings.Fields(words) {
			m[w] = g
		}
	}
	for g, words := range by {
		for _, w := range strings.Fields(words) {
			if woman := feminine(w); woman != "" && m[woman] == "" {
				m[woman] = g
			}
		}
	}
	return m
}

// feminine gives the form of a Spanish noun for women, empty where it has none of its own.
func feminine(w string) string {
	const shortest = 5
	switch {
	case len(w) < shortest || noWomen[w]:
	case strings.HasSuffix(w, "o"):
		return w[:len(w)-1] + "a"
	case strings.HasSuffix(w, "os"):
		return w[:len(w)-2] + "as"
	}
	return ""
}

// groupWords tell the group of people by the words about them, the stronger first:
// "member of the National Guard", "agent of the prosecutor's office".
var groupWords = []struct {
	group   incidents.Group
	phrases [][]string
}{
	{"national_guard", phrases("national guard", "guardia nacional", "guardias nacionales", "national guardsman", "national guardsmen", "guardsmen", "guardsman")},
	{"prosecutor", phrases("prosecutor", "prosecutors", "fiscalia", "agente ministerial", "agentes ministeriales", "ministerio publico", "attorney general", "procuraduria")},
	{"prison_staff", phrases("jail guard", "jail guards", "prison guard", "prison guards", "custodio", "custodios", "prison officer", "prison officers", "guardia de la prision", "guardia penitenciario")},
	{"police", phrases("police", "policeman", "policemen", "policia", "policias", "police officer", "municipales", "seguridad publica", "seguridad ciudadana")},
	{"military", phrases("armed forces", "army", "navy", "soldier", "soldiers", "troops", "marines", "fuerzas armadas", "ejercito", "marina", "militar", "militares", "soldado", "soldados", "tropas", "sedena", "elementos castrenses", "military")},
	{"suspected_criminal", phrases("gunman", "gunmen", "suspected", "suspect", "suspects", "cartel", "gang", "hitmen", "hitman", "sicario", "sicarios", "presunto", "presuntos", "presunta", "delincuente", "delincuentes", "agresor", "agresores", "criminal", "criminals", "criminales", "capo", "drug lord", "civil armado", "civiles armados", "hombres armados", "probables responsables", "bandits", "kidnappers")},
}

func phrases(list ...string) [][]string {
	out := make([][]string, len(list))
	for i, p := range list {
		out[i] = strings.Fields(p)
	}
	return out
}

// groupOf tells the group of people whom a stretch of words describes, whose head is known.
func groupOf(tokens []text.Token, r text.Range, head incidents.Group) incidents.Group {
	for _, g := range groupWords {
		for _, p := range g.phrases {
			if says(tokens, r, p) {
				return g.group
			}
		}
	}
	if head == "" {
		return "unknown"
	}
	return head
}

func says(tokens []text.Token, r text.Range, words []string) bool {
	for i := r.First; i+len(words) <= r.Last; i++ {
		same := true
		for k, w := range words {
			if tokens[i+k].Word != w {
				same = false
				break
			}
		}
		if same {
			return true
		}
	}
	return false
}

// things are words that make of the people before them a part of a thing: "police car".
var things = text.WordSet(`injuries injury wounds wound burns bruises car cars vehicle vehicles station stations post posts convoy patrol patrols truck trucks headquarters base bases barracks checkpoint operation
	uniform uniforms weapons office offices camp camps school hospital academy force forces department spokesman spokeswoman spokesperson commander chief helicopter`)

// stops are words that end the words of a party.
var stops = text.WordSet(`among was were is are be been being has have had who that which que quien quienes fue fueron es son era ha han habia and y e o or but pero
	in en at on by por from to a al with con during durante after tras before antes when cuando while mientras as para for`)
