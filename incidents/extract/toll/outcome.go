package toll

import (
	"sync"

	"incidentmap/incidents"
	"incidentmap/incidents/extract/phrase"
	"incidentmap/incidents/extract/text"
)

// voice says where the people of an outcome stand.
type voice uint8

const (
	state   voice = iota // after the people, or with them: "three dead", "dos heridos"
	suffers              // its subject: "died", "was killed", "murieron"
	does                 // its object: "killing four", "mataron a dos"
	either               // by the verb before it: "killed"
	of                   // after "of": "the death of", "el cuerpo de"
)

type meaning struct {
	outcome incidents.Outcome
	voice   voice
}

// outcomes are the phrases that say what became of people.
var outcomes = map[string]func() *phrase.Table[meaning]{
	"en": sync.OnceValue(func() *phrase.Table[meaning] { return meanings(englishOutcomes) }),
	"es": sync.OnceValue(func() *phrase.Table[meaning] { return meanings(spanishOutcomes) }),
}

type row struct {
	outcome incidents.Outcome
	voice   voice
	pattern string
}

func meanings(rows []row) *phrase.Table[meaning] {
	t := phrase.New[meaning]()
	for _, r := range rows {
		t.Add(r.pattern, meaning{r.outcome, r.voice})
	}
	return t
}

var spanishOutcomes = []row{
	{incidents.Killed, does, `hall*|encuentr*|localiz*|encontr* sin vida|muerto|muerta|muertos|muertas|asesinado|asesinada|ejecutado|ejecutada [a]`},
	{incidents.Killed, state, `doble|triple|cuadruple homicidio|ejecucion|asesinato|crimen|feminicidio`},
	{incidents.Wounded, suffers, `van|fueron|es|son [trasladado|trasladados|trasladada] al hospital`},
	{incidents.Killed, does, `mato|mataron|mata|matan|matando|asesino|asesinaron|asesinan|asesina|asesinando|ejecuto|ejecutaron|ejecutan|acribillaron|acribillan|acribilla|abatio|abatieron|abaten|abate|ultimaron|ultiman|masacraron|decapitaron|lincharon|victimaron|matar|asesinar|abatir|ejecutar|ultimar`},
	{incidents.Killed, suffers, `hallad*|encontrad*|localizad* baleado|baleada|baleados|baleadas|acribillado|acribillada|acribillados|acribilladas`},
	{incidents.Killed, suffers, `se ahogo|ahogaron|ahoga|ahogan|calcino|calcinaron|asfixio|asfixiaron|electrocuto`},
	{incidents.Killed, suffers, `calcinado|calcinados|calcinada|calcinadas|asfixiado|asfixiada|asfixiados|ahogado|ahogada|ahogados|electrocutado|electrocutada|electrocutados`},
	{incidents.Killed, suffers, `asesinado|asesinada|asesinados|asesinadas|ejecutado|ejecutada|ejecutados|ejecutadas|acribillado|acribillada|acribillados|abatido|abatida|abatidos|abatidas|ultimado|ultimados|ultimada|masacrados|decapitado|decapitados|decapitada|linchado|linchada|degollado|matado|matados|victimado|neutralizado|neutralizados`},
	{incidents.Killed, suffers, `murio|murieron|muere|mueren|muriendo|murio|fallecio|fallecieron|fallece|fallecen|fallecio|perecio|perecieron|morir|fallecer`},
	{incidents.Killed, suffers, `perdio|perdieron|pierde|pierden|perdiendo|perder la vida`},
	{incidents.Killed, suffers, `privado|privada|privados de la vida`},
	{incidents.Killed, does, `privo|privaron|privan de la vida`},
	{incidents.Killed, does, `quito|quitaron|cobro|cobraron [la] vida|vidas [de|a]`},
	{incidents.Killed, does, `dio|dieron|dan|dar muerte`},
	{incidents.Killed, suffers, `dado|dados|dada de baja`},
	{incidents.DiedLater, suffers, `murio|murieron|fallecio|fallecieron horas|minutos|dias despues|mas tarde`},
	{incidents.DiedLater, suffers, `murio|murieron|fallecio|fallecieron mas tarde`},
	{incidents.DiedLater, suffers, `murio|murieron|fallecio|fallecieron posteriormente|despues`},
	{incidents.DiedLater, suffers, `posteriormente|despues murio|murieron|fallecio|fallecieron`},
	{incidents.DiedLater, suffers, `mas tarde murio|murieron|fallecio|fallecieron`},
	{incidents.DiedLater, suffers, `murio|murieron|fallecio|fallecieron .. hospital|hospitales|traslado|clinica`},
	{incidents.DiedLater, suffers, `murio|murieron|fallecio|fallecieron a|por consecuencia|causa .. heridas|lesiones`},
	{incidents.DiedLater, suffers, `murio|murieron|fallecio|fallecieron mientras|cuando recibia|recibian|era|eran`},
	{incidents.Killed, state, `muerto|muerta|muertos|muertas|fallecido|fallecida|fallecidos|fallecidas|occiso|occisos|decesos|muertes|cadaveres|asesinatos|homicidios|ejecuciones`},
	{incidents.Killed, state, `sin vida`},
	{incidents.Killed, does, `hallan|hallaron|encuentran|encontraron|localizan|localizaron sin vida|muerto|muerta|asesinado|asesinada a`},
	{incidents.Killed, state, `victimas|victima mortales|mortal|fatales|fatal`},
	{incidents.Killed, of, `muerte|muertes|asesinato|asesinatos|homicidio|homicidios|deceso|crimen|ejecucion|fallecimiento|masacre de|del`},
	{incidents.Killed, of, `cuerpo|cuerpos|cadaver|cadaveres|restos [sin] [vida] de|del`},
	{incidents.Killed, state, `cuerpos|cadaveres`},
	{incidents.Killed, does, `corrigi*|elev*|actualiz*|rectific*|reduj*|baj*|sub* la|su cifra|conteo|saldo [oficial|preliminar] a`},
	{incidents.Wounded, state, `herido|herida|heridos|heridas|lesionado|lesionada|lesionados|lesionadas`},
	{incidents.Wounded, suffers, `hospitalizado|hospitalizada|hospitalizados|hospitalizadas`},
	{incidents.Wounded, suffers, `permanece|permanecen|sigue|siguen|continua|continuan internado|internada|internados|internadas|hospitalizado|hospitalizada|hospitalizados|hospitalizadas`},
	{incidents.Wounded, state, `intoxicado|intoxicada|intoxicados|intoxicadas`},
	{incidents.Missing, does, `rescatistas|socorristas|brigadistas|brigadas|buzos|rescate .. busca|buscan|buscaban|buscando|localizar a`},
	{incidents.Wounded, does, `hirio|hirieron|hiere|hieren|hiriendo|hiriendolos|lesiono|lesionaron`},
	{incidents.Wounded, does, `dejo|dejaron|deja|dejan|dejando heridos|herido|herida|lesionados|lesionado|lesionada a`},
	{incidents.Wounded, suffers, `sufrio|sufrieron .. heridas|lesiones|quemaduras`},
	{incidents.Wounded, suffers, `trasladad*|llevad*|canalizad*|internad*|hospitalizad* .. hospital|hospitales|clinica|clinicas|nosocomio|nosocomios|sanatorio|asistencial|asistenciales|centros`},
	{incidents.Wounded, suffers, `hospitalizados|hospitalizadas|hospitalizado|hospitalizada`},
	{incidents.Wounded, state, `con quemaduras|lesiones|heridas|fracturas|golpes|contusiones [de|en|leves|graves]`},
	{incidents.Wounded, suffers, `resulto|resultaron con heridas|lesiones|quemaduras`},
	{incidents.Detained, suffers, `detenido|detenida|detenidos|detenidas|capturado|capturada|capturados|capturadas|arrestado|arrestada|arrestados|aprehendido|aprehendida|aprehendidos`},
	{incidents.Detained, does, `apreso|apresaron|apresan|atraparon|detuvo|detuvieron|detienen|detiene|detener|captura|capturan|capturo|capturaron|arresto|arrestaron|arrestan|aprehendio|aprehendieron|deteniendo|capturando`},
	{incidents.Detained, of, `detencion|captura|arresto|aprehension de|del`},
	{incidents.Detained, does, `aseguro|aseguraron|aseguran a`},
	{incidents.Missing, state, `desaparecido|desaparecida|desaparecidos|desaparecidas`},
	{incidents.Missing, suffers, `desaparecio|desaparecieron`},
	{incidents.Missing, suffers, `secuestrado|secuestrada|secuestrados|secuestradas|plagiado|plagiada|plagiados|raptado|raptada|levantado|levantada|levantados`},
	{incidents.Missing, suffers, `privado|privada|privados|privadas de [su|la] libertad`},
	{incidents.Missing, does, `secuestro|secuestraron|secuestran|secuestra|plagiaron|raptaron|levantaron`},
	{incidents.Missing, does, `privo|privaron|privan de [su|la] libertad [a]`},
	{incidents.Missing, does, `hombres|sujetos|encapuchados|guerrilleros|pistoleros|sicarios|desconocidos .. se llevaron|llevo|llevan`},
	{incidents.Missing, does, `llevaron|llevo|llevan [por] [la] fuerza [a]`},
	{incidents.Missing, of, `secuestro|rapto|plagio|levanton|desaparicion de|del`},
}

// longestOutcome is how many words of an outcome are looked at where only its beginning is asked for.
const longestOutcome = 6

// outcomeWord reports whether an outcome begins at a token.
func outcomeWord(d *text.Document, i int) bool {
	_, ok := outcomes[d.Lang]().At(d.Tokens, i, min(i+longestOutcome, len(d.Tokens)))
	return ok
}
