package extract

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"incidentmap/incidents/extract/phrase"
	"incidentmap/incidents/extract/text"
)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

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
	`raised|raising|revised|corrected|updated|lowered .. toll|number|count|figure|to`, `rose|rises|risen|climbed|climbs|increased|grew to`, `toll .. to`,
	`not .. as first|initially|earlier|previously`, `instead of`,
	`elevo|elevaron|aumento|aumentaron|subio|sube|asciende|ascendio|ascienden|incremento a`, `actualizo|corrigio|rectifico|preciso que`, `y no .. como`, `en lugar de`, `nueva cifra`, `nuevo balance`,
)

// olderFigures say that a sentence tells what was said before, and no longer holds.
var olderFigures = phraseSet(
	`had said|reported|put|announced`, `said|reported|put .. earlier`, `earlier|previously|initially|originally reported|said|put|announced`, `first reported|said`,
	`habia|habian dicho|informado|reportado|senalado`, `al principio`, `inicialmente`, `en un principio`, `en un primer momento|reporte`, `primeros reportes`,
)

// totals say that a figure counts what others do: of a month, of all places together.
var totals = phraseSet(
	`in all|total`, `so far this|in`, `since the beginning|start`, `bringing the total|number|toll`, `this month|year`, `death toll for the`,
	`in|over|during the past|last .. days|weeks`, `as of today|now`, `to date`, `en los ultimos .. dias`,
	`suman`, `en total`, `con estos|este|estas|esta`, `en lo que va`, `en el ano|mes`, `acumulan`, `acumulad*`, `desde enero|inicio`,
)

// isPastVerb reports whether a word of a trigger is a verb that tells what was done.
func isPastVerb(w, lang string) bool {
	if lang == "es" {
		return strings.HasSuffix(w, "aron") || strings.HasSuffix(w, "ieron") || strings.HasSuffix(w, "ados") || strings.HasSuffix(w, "adas") ||
			strings.HasSuffix(w, "ado") || strings.HasSuffix(w, "ada") || strings.HasSuffix(w, "ido") || strings.HasSuffix(w, "idos") || strings.HasSuffix(w, "o") || pastVerbs[w]
	}
	return strings.HasSuffix(w, "ed") || pastVerbs[w]
}

// pastVerbs are those that do not end as such.
var pastVerbs = set(`shot struck hit blew burnt slain held took taken found went dead matan asesinan atacan balean acribillan hallan`)

// occurrences say that something took place.
var occurrences = phraseSet(
	`took|take place`, `occurred|happened|erupted|ensued`, `broke out`, `left|leaving|leaves`, `resulted|resulting in`, `there was|were|have|has`, `was|were|has|have [been] [also] reported|registered|heard`,
	`carried|staged|launched|committed`, `ocurr*`, `se registr*|suscit*|produj*|desat*|report*|dio|presento|presentaron`, `hubo`, `dejo|dejaron|deja|dejando|arrojo`, `tuvo lugar`, `perpetr*|cometi*|lanz*`, `fue|fueron`,
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

// releases are what only those who issue a press release say.
var releases = phraseSet(`a la opinion publica`, `comunicado|boletin de prensa`, `press release`, `for immediate release`, `hace del conocimiento`)

// hereabouts are words for the town that a report was written in.
var hereabouts = phraseSet(`in this city|town|capital`, `here in the capital`, `en esta ciudad|capital|poblacion|villa`, `de esta ciudad|capital`, `en este puerto`)

// journeys say that somebody died on the way.
var journeys = phraseSet(
	`died|dies .. flown|transported|transferred|taken|airlifted|moved|rushed|aboard|en`, `died .. on the way`, `died .. helicopter|ambulance|plane`,
	`murio|fallecio|murieron|fallecieron .. trasladad*|traslado|traslada|trasladaban|helicoptero|ambulancia|camino`,
)
