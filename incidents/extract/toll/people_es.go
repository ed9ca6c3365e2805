package toll

import (
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/extract/phrase"
	"incidentmap/incidents/extract/quantity"
	"incidentmap/incidents/extract/text"
)

// spanishPeople are Spanish nouns for people by the group they are of, as dictionaries list them: in the masculine singular. Their
// plurals and feminines are made of them.
var spanishPeople = map[incidents.Group]string{
	"military": `soldado militar marino teniente suboficial infante coronel sargento recluta conscripto cadete paracaidista fusilero`,
	"police":   `policia agente oficial patrullero uniformado carabinero gendarme subcomisario subinspector policial mosso ertzaina`,
	"suspected_criminal": `sicario delincuente agresor pistolero narcotraficante sujeto cabecilla ladron asaltante homicida narcomenudista pandillero marero extorsionador
		secuestrador plagiario traficante maleante malhechor gatillero atacante encapuchado malviviente hampon facineroso feminicida ratero carterista contrabandista
		lugarteniente infractor sospechoso atracador bandido paramilitar`,
	"prison_staff": `custodio celador carcelero`,
	"civilian": `alumno vigilante parroquiano socorrista bombero paramedico sindicalista comunero ejidatario obrero albanil normalista docente ciclista excursionista
		alpinista tripulante marinero diputado senador concejal manifestante paciente transeunte estudiante maestro profesor periodista reportero fotografo
		nino bebe menor adolescente campesino agricultor trabajador chofer conductor enfermero medico sacerdote turista comerciante vendedor poblador pasajero
		alcalde edil regidor abogado activista empresario candidato taxista ganadero juez transportista operador indigena empleado peaton motociclista barbero
		mototaxista minero pescador vecino automovilista jornalero labriego peon bracero cafetalero lechero panadero carnicero tendero mesero camarero
		cocinero electricista carpintero soldador limpiaparabrisas recolector barrendero velador guardabosques brigadista rescatista misionero parroco seminarista
		monja pastor catequista feligres peregrino devoto comensal viajero vacacionista veraneante banista surfista nadador montanista senderista futbolista hincha
		espectador cantante locutor camarografo locatario tianguista bodeguero contratista ingeniero arquitecto topografo exalcalde exdiputado exgobernador exregidor
		investigador catedratico bachiller colegial parvulo lactante nena jubilado pensionado huesped inquilino lugareno aldeano colono rondero arriero operario
		maquinista ferrocarrilero estibador piloto copiloto azafata camionero trailero motorista acompanante repartidor microbusero ambientalista ecologista gremialista
		cocalero propietario dueno encargado artesano cuidador cortador pepenador gambusino polizon balsero`,
	"unknown": `persona hombre mujer individuo victima cuerpo cadaver masculino fallecido muerto miembro integrante elemento guerrillero rebelde combatiente
		militante insurgente miliciano jefe comandante madre padre hijo hermano esposo familiar guardia escolta ciudadano recluso reo
		migrante dirigente lesionado herido detenido desaparecido secuestrado intoxicado nieto sobrino abuelo cunado suegro nuera
		anciano sobreviviente superviviente varon dama senor senora octogenario septuagenario nonagenario sexagenario quincuagenario
		ocupante indocumentado presidiario pariente allegado companero marido exesposo expareja exmarido concubino padrastro madrastra gemelo mellizo
		rehen cautivo plagiado ejecutado occiso finado expolicia exmilitar exagente exguerrillero excombatiente exfuncionario jovencito`,
}

// countedOne and countedMany are people right after their number alone: elsewhere the words stand beside other nouns or are things: "dos obreros
// haitianos", "dinero en efectivo", "la policía municipal".
var countedOne, countedMany = peopleForms(map[incidents.Group]string{
	"police":             `municipal estatal federal preventivo ministerial motorizado`,
	"military":           `castrense naval`,
	"suspected_criminal": `antisocial presunto criminal delictivo involucrado`,
	"civilian": `universitario escolar preescolar ambulante voluntario funcionario director ministro gobernador delegado usuario cliente asistente invitado civil
		chico chaval creyente aficionado deportista artista musico mecanico guia buscador defensor autodefensa comunitario ferroviario portuario
		gerente administrador patron capataz portero servidor magistrado cura actor residente adulto`,
	"unknown": `joven efectivo preso privado interno convicto extranjero refugiado desconocido amigo novio pareja mando disidente subversivo opositor adulto
		mexicano estadounidense norteamericano colombiano ecuatoriano peruano chileno argentino venezolano boliviano uruguayo paraguayo
		brasileno guatemalteco hondureno salvadoreno nicaraguense costarricense panameno cubano dominicano haitiano puertorriqueno jamaiquino beliceno espanol
		frances ingles britanico irlandes escoces aleman italiano portugues holandes neerlandes belga suizo sueco noruego danes polaco rumano bulgaro ruso
		ucraniano griego turco israeli palestino sirio iraqui irani libanes marroqui argelino senegales maliense guineano gambiano nigeriano camerunes
		chino japones coreano pakistani bangladesi afgano filipino vietnamita canadiense australiano centroamericano sudamericano africano subsahariano
		europeo asiatico caribeno mapuche wayuu embera quechua aymara nasa misak raramuri tarahumara tzotzil tzeltal zapoteco mixteco nahua purepecha garifuna miskito
		compatriota connacional`,
})

// countedHead gives the group of the people whom a word right after a Spanish number tells of.
func countedHead(d *text.Document, j int, n quantity.Number) (incidents.Group, bool) {
	if d.Lang != "es" || j != n.Last {
		return "", false
	}
	words := countedMany
	if n.Article || n.Value() == 1 {
		words = countedOne
	}
	g, ok := words[d.Tokens[j].Word]
	return g, ok
}

// noPeople are forms of nouns for people that are things, or other people than those: "la marina", "una minera", "la comisaría".
var noPeople = text.WordSet(`marina marinas minera mineras elementa electricista pesquera peona cadeta cuerpa miembra cadavera individua masculina naviera lechera lecheras
	cafetalera cafetaleras portuaria operadora operadoras constructora motora soldadora soldadoras cortadora cortadoras
 recolectora recolectoras tripulanta guardabosqueses limpiaparabrisases cantanta azafato`)

// peopleForms gives the forms of Spanish nouns by their group: in the singular and in the plural, masculine and feminine.
func peopleForms(by map[incidents.Group]string) (one, many map[string]incidents.Group) {
	return withSpanish(map[string]incidents.Group{}, by, false), withSpanish(map[string]incidents.Group{}, by, true)
}

// withSpanish adds the forms of Spanish nouns, in the singular or in the plural, to words for people.
func withSpanish(words map[string]incidents.Group, by map[incidents.Group]string, plurals bool) map[string]incidents.Group {
	eachForm(by, func(one, many string, g incidents.Group) {
		if plurals {
			one = many
		}
		addPeople(words, one, g)
	})
	return words
}

// eachForm gives the singular and the plural of Spanish nouns, in the masculine and the feminine.
func eachForm(by map[incidents.Group]string, do func(one, many string, g incidents.Group)) {
	for group, nouns := range by {
		for w := range strings.FieldsSeq(nouns) {
			for _, n := range phrase.NounForms(w) {
				do(n.One, n.Many, group)
			}
		}
	}
}

// addPeople adds a word for people; one that is there keeps its group.
func addPeople(words map[string]incidents.Group, w string, g incidents.Group) {
	if words[w] == "" && !noPeople[w] {
		words[w] = g
	}
}

// isAgeBetween reports whether a Spanish number between commas is an age: "su pareja, de 38, fue hallada".
func isAgeBetween(d *text.Document, s text.Range, n quantity.Number) bool {
	const oldest = 110
	if d.Lang != "es" || n.First-2 < s.First || n.Last >= s.Last || d.Tokens[n.First].Shape != text.Number || n.Len() != 1 || n.Value() > oldest {
		return false
	}
	after := d.Tokens[n.Last].Word
	return d.Tokens[n.First-1].Word == "de" && d.Tokens[n.First-2].Word == "," && (after == "," || after == ".")
}

// numbered are Spanish nouns that numbers after them tell apart.
var numbered = text.WordSet(`ruta rutas linea lineas zona zonas kilometro km autopista carretera calle avenida numero num magnitud articulo seccion manzana lote puerta piso estacion distrito comuna sector bloque
	region batallon brigada division canal radio grado nivel categoria fase clase grupo unidad modulo penal reclusorio lancha vuelo capitulo bulevar etapa supermanzana`)

// neighbours are people and what is beside a town, too: "cantón vecino de Guayaquil".
var neighbours = text.WordSet(`vecino vecina`)

// pastAdjectives gives the token after the Spanish adjectives that follow a noun in the plural: "policías estatales", "elementos castrenses activos".
func pastAdjectives(d *text.Document, s text.Range, i int) int {
	const most = 3
	if d.Lang != "es" || i == s.First || !strings.HasSuffix(d.Tokens[i-1].Word, "s") {
		return i
	}
	for last := min(s.Last, i+most); i < last; i++ {
		t := d.Tokens[i]
		if t.Shape != text.Lower || len(t.Word) < 6 || !strings.HasSuffix(t.Word, "s") || stops[t.Word] || be[t.Word] || outcomeWord(d, i) {
			break
		}
	}
	return i
}
