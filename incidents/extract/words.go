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
	`suman`, `en total`, `con estos|este|estas|esta`, `en lo que va`, `en el ano|mes`, `acumulan`, `acumulad*`, `desde enero|inicio`,
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

// journeys say that somebody died on the way.
var journeys = phraseSet(
	`died|dies .. flown|transported|transferred|taken|airlifted|moved|rushed|aboard|en`, `died .. on the way`, `died .. helicopter|ambulance|plane`,
	`murio|fallecio|murieron|fallecieron .. trasladad*|traslado|traslada|trasladaban|helicoptero|ambulancia|camino`,
)
