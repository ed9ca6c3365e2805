package extract

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"incidentmap/incidents/extract/phrase"
	"incidentmap/incidents/extract/text"
)

// plainWord gives a word in lower case without accents.
func plainWord(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(strings.ToLower(s)))
}

// phrases is a set of phrases.
type phrases struct{ *phrase.Table[bool] }

func phraseSet(patterns ...string) phrases {
	t := phrase.New[bool]()
	for _, p := range patterns {
		t.Add(p, true)
	}
	return phrases{t}
}

func (p phrases) has(d *text.Document, r text.Range) bool { return len(p.Find(d.Tokens, r)) > 0 }

// corrections say that a figure takes the place of an earlier one.
var corrections = phraseSet(
	`raised|raising|revised|corrected|updated|lowered .. toll|number|count|figure|to`, `rose|rises|risen|climbed|climbs|increased|grew|gone|went|goes|jumped|jumps [up] to`, `shot up to`, `toll .. to`,
	`not .. as first|initially|earlier|previously`, `instead of`,
	`elevo|elevaron|eleva|aumento|aumentaron|subio|subieron|sube|asciende|ascendio|ascienden|incremento|paso [de] a`, `paso|subio|elevo|aumento de .. a`, `elev*|aument*|subio|incremento .. a .. cifra|numero|saldo|conteo`, `actualiz*|corrigi*|rectific* .. cifra|numero|saldo|conteo|balance`, `actualizo|corrigio|rectifico|preciso que`, `y no .. como`, `en lugar de`, `nueva cifra`, `nuevo balance`,
)

// olderFigures say that a sentence tells what was said before, and no longer holds.
var olderFigures = phraseSet(
	`had said|reported|put|announced`, `said|reported|put .. earlier`, `earlier|previously|initially|originally reported|said|put|announced|spoken|spoke|claimed|talked|gave|given|estimated`, `had [first] spoken|talked|claimed|given`, `first reported|said`,
	`habia|habian dicho|informado|reportado|senalado`, `al principio`, `inicialmente`, `en un principio`, `en un primer momento|reporte`, `primeros reportes`, `primer|anterior|previo reporte|balance|recuento|informe`, `reporte|balance|recuento|informe|cifra inicial|preliminar|anterior|previo|previa`,
)

// totals say that a figure counts what others do: of a month, of all places together.
var totals = phraseSet(
	`in all|total`, `so far this|in`, `since the beginning|start`, `bringing the total|number|toll`, `this month|year`, `death toll for the`,
	`in|over|during the past|last .. days|weeks`, `over|during the two|three|four|five|six|seven days`, `as of today|now`, `to date`, `en los ultimos .. dias`,
	`suman`, `en total`, `con estos|este|estas|esta`, `en lo que va`, `en el ano|mes`, `acumula|acumulan`, `acumulad*`, `desde enero|inicio`,
	`con el|ella|ellos|ellas [ya] son|suman|van`, `este|presente ano`, `en lo corrido|transcurrido`, `de enero a`, `entre enero y`, `a la fecha`, `en|durante el primer|segundo trimestre|semestre|cuatrimestre`, `en los primeros .. meses`,
)

// tallies say that a figure is that of a longer time than a report tells of.
var tallies = phraseSet(`this|last year|month`, `so far this|in`, `since january|the`, `en lo que va`, `este|ano ano|anio`, `en el ano|mes`, `desde enero|inicio`, `acumul*`, `este|presente ano`, `en lo corrido|transcurrido`, `de enero a`, `entre enero y`, `primer|segundo trimestre|semestre|cuatrimestre`, `en los primeros .. meses`,
	`con este|esta|estos|estas|el|ella [caso|casos|crimen|crimenes|homicidio|muerte|muertes|hecho|asesinato] [ya] son|suman|van|ascienden`)

// isPastVerb reports whether a word of a trigger is a verb that tells what was done.
func isPastVerb(w, lang string) bool {
	if lang == "es" {
		return strings.HasSuffix(w, "aron") || strings.HasSuffix(w, "ieron") || strings.HasSuffix(w, "ados") || strings.HasSuffix(w, "adas") ||
			strings.HasSuffix(w, "ado") || strings.HasSuffix(w, "ada") || strings.HasSuffix(w, "ido") || strings.HasSuffix(w, "idos") || strings.HasSuffix(w, "o") || pastVerbs[w]
	}
	return strings.HasSuffix(w, "ed") || pastVerbs[w]
}

// pastVerbs are those that do not end as such.
var pastVerbs = text.WordSet(`shot struck hit blew burnt slain held took taken found went dead matan asesinan atacan balean acribillan hallan`)

// occurrences say that something took place.
var occurrences = phraseSet(
	`took|take place`, `occurred|happened|erupted|ensued`, `broke out`, `left|leaving|leaves`, `resulted|resulting in`, `there was|were|have|has`, `was|were|has|have [been] [also] reported|registered|heard`,
	`carried|staged|launched|committed`, `ocurr*`, `se registr*|suscit*|produj*|desat*|report*|dio|presento|presentaron|escenific*|origin*`, `acontec*|acaec*|sucedi*`, `se saldo|saldaron`, `con saldo|resultado`, `tiene|tuvo lugar`, `hubo`, `dejo|dejaron|deja|dejando|arrojo`, `tuvo lugar`, `perpetr*|cometi*|lanz*`, `fue|fueron`,
)

// manyAreas say that something was in several areas that are not named.
var manyAreas = phraseSet(
	`several|various|multiple|many|other|dozens|handful|most|different|neighboring .. states|municipalities|cities|towns|departments|provinces|regions|districts`,
	`a|half|nearly|at|more|about .. dozen|dozens .. states|municipalities|cities|towns|provinces|departments`,
	`two|three|four|five|six|seven|eight|nine|ten|eleven|twelve .. states|municipalities|cities|towns|provinces`,
	`across the country`, `nationwide`,
	`varios|varias|diversos|diversas|distintos|distintas|diferentes|multiples|otros|otras|numerosos .. estados|municipios|ciudades|entidades|localidades|departamentos|puntos`,
	`decena|docena|media .. estados|municipios|ciudades|entidades`,
	`dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce .. estados|municipios|entidades|ciudades`,
	`en todo el pais`,
)

// severals say that what a sentence tells is of several things, which then are told one by one.
var severals = phraseSet(
	`dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|varios|varias|distintos|distintas|diversos|diversas|diferentes .. hechos|eventos|ataques|atentados|episodios|incidentes|masacres|agresiones|ejecuciones|homicidios|acciones|crimenes|balaceras|accidentes|siniestros|enfrentamientos`,
	`serie|ola|oleada|racha|cadena|sucesion|andanada|escalada de .. hechos|ataques|atentados|agresiones|asesinatos|homicidios|explosiones|masacres|asaltos`, `distintos|diversos|diferentes puntos|hechos|municipios`, `ataques|atentados simultaneos|coordinados`,
	`two|three|four|five|six|seven|eight|nine|ten|several|various|separate .. attacks|incidents|bombings|shootings|massacres|raids|assaults|explosions|blasts`,
	`string|series|wave|spate|rash|flurry|spree|chain of .. attacks|incidents|bombings|shootings|raids|assaults|explosions|killings|murders|blasts`, `coordinated|simultaneous .. attacks|bombings|assaults|raids`,
)

// oneOfSeveral say that what a sentence tells is one of several things, and not all of them.
var oneOfSeveral = phraseSet(`worst|latest|deadliest|bloodiest|one|third|fourth|fifth of|in a|the|several|many|string`, `the latest|worst|deadliest attack|incident|episode`, `el mas|ultimo|peor reciente|grave|sangriento|de`, `uno|una de los|las`)

// sequels say that what follows was another thing, some time after what was told.
var sequels = phraseSet(
	`hour|hours|minutes later`, `later that day|night|evening`, `a|an second|another gunman|gunmen|attacker|shooter|shooting|assailant`, `miles|kilometers|kilometres away`, `kilometros de distancia|alli|ahi`, `in a separate|second|another`, `in another|separate incident|attack`, `separately`, `shortly afterward|afterwards`, `hours|minutes|day|days|week|weeks after|before`, `dia|dias|semana|semanas despues|antes de`,
	`hour|hours|minutes earlier|before`, `hora|horas|minutos despues|antes`, `mas tarde`, `en otro|un hecho|ataque|evento|incidente`, `por separado`, `mientras que|tanto`, `en tanto`, `entretanto|asimismo`, `a su vez`, `de otro lado`, `en paralelo`, `en otro caso|siniestro|punto|episodio`, `otro hecho|ataque|caso`, `por otra|otro parte|lado`, `posteriormente`,
)

// awayFrom say of what stands before them in their clause that it was elsewhere.
var awayFrom = phraseSet(`elsewhere`, `farther|further south|north|east|west`, `in another|neighboring|neighbouring|different city|town|village|state|province|county|part|district`, `mas al norte|sur|este|oeste|oriente|occidente`, `en otra|otro ciudad|punto|municipio|estado|localidad|provincia`)

// distances say that something was far from what was told before.
var distances = phraseSet(`miles|kilometers|kilometres|km away|apart`, `kilometros de distancia|alli|ahi`, `kilometros mas al`)

// onThatDay say that what follows was on the day of what was told before.
var onThatDay = phraseSet(
	`hour|hours|minutes later|earlier|after|before|afterward|afterwards`, `that|same [same] day|night|evening|morning|afternoon`, `shortly after|afterward|afterwards|before`, `at the same time`, `earlier|later in|on the|that day`,
	`hora|horas|minutos despues|antes|mas`, `mas tarde`, `mismo dia|tiempo`, `misma hora`, `ese|misma dia|noche|tarde|manana|madrugada`, `esa [misma] noche|tarde|manana|madrugada`, `momentos|poco despues|antes`, `simultaneamente`, `de manera simultanea`,
)

// naturals say that somebody died of age or of an illness, which is no incident.
var naturals = phraseSet(`dies|died|dead|death aged`, `dies|died|dead|death at [the] [age] [of]`, `dies|died .. aged|cancer`, `died|dies|death of|from .. cancer|pneumonia|stroke|illness|disease|age|causes`, `heart attack`, `natural causes`,
	`muere|murio|fallece|fallecio .. a los`, `muere|murio|fallece|fallecio|muerte .. cancer|infarto|neumonia|enfermedad|leucemia`, `causas naturales`, `sera velado|velada|sepultado|sepultada`,
)

// illnesses say of what somebody died who was not killed.
var illnesses = phraseSet(`died|dies|death of|from .. cancer|pneumonia|stroke|illness|disease|age|causes`, `muere|murio|fallece|fallecio|muerte .. cancer|infarto|neumonia|enfermedad|leucemia`)

// contrasts say that somebody gives another figure, and corrects none.
var contrasts = phraseSet(`en cambio`, `sin embargo`, `en contraste`, `por el contrario`, `however`, `in contrast`, `by contrast`, `disputed|disputes`, `acuso|acusaron|acusa`, `contradijo|contradijeron|contradice`, `contradict*`, `refut*`, `cuestion* la|las cifra|cifras`, `challenged`)

// releases are what only those who issue a press release say.
var releases = phraseSet(`acciones relevantes`, `a la opinion publica`, `comunicado|boletin de prensa`, `press release`, `for immediate release`, `hace del conocimiento`)

// hereabouts are words for the town that a report was written in.
var hereabouts = phraseSet(`in this city|town|capital`, `here in the capital`, `en esta ciudad|capital|poblacion|villa`, `de esta ciudad|capital`, `en este puerto`)

// journeys say that somebody died on the way.
var journeys = phraseSet(
	`died|dies .. flown|transported|transferred|taken|airlifted|moved|rushed|aboard|en`, `died .. on the way`, `died .. helicopter|ambulance|plane`,
	`murio|fallecio|murieron|fallecieron .. trasladad*|traslado|traslada|trasladaban|helicoptero|ambulancia|camino`,
)
