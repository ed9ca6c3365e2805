package columns

import (
	"strings"

	"incidentmap/incidents/intake/words"
)

// boundWords are words of the name of a date that say which end of a span it is.
var boundWords = map[Field]map[string]bool{
	Start: wordSet(`from, start, begin, beginning, began, started, desde, inicio, inicial, von, beginn, debut, inizio, since`),
	End:   wordSet(`to, end, until, till, thru, through, ended, ending, hasta, fin, final, termino, bis, ende, fine, fim, ate`),
}

// spanned are names of dates written in one word with such a word.
var spanned = map[string]Field{
	"fromdate": Start, "startdate": Start, "begindate": Start, "datefrom": Start, "datestart": Start, "fechainicio": Start, "startdatetime": Start,
	"todate": End, "enddate": End, "dateto": End, "dateend": End, "fechafin": End, "enddatetime": End,
}

// bound tells the name of a date with one word that says which end of a span it is: "date occurred from", "incident date end".
// The day of a report has no ends.
func (t table) bound(key string) (guess, bool) {
	if f, ok := spanned[strings.ReplaceAll(key, " ", "")]; ok {
		return guess{f, 0.9}, true
	}
	if isReported(key) || isOtherDay(key) {
		return guess{}, false
	}
	var of Field
	var kept []string
	for _, w := range strings.Fields(key) {
		switch {
		case of == "" && boundWords[Start][w]:
			of = Start
		case of == "" && boundWords[End][w]:
			of = End
		default:
			kept = append(kept, w)
		}
	}
	g, ok := t[strings.Join(kept, " ")]
	if !ok {
		g, ok = t[ofEvent(strings.Join(kept, " "))]
	}
	if of == "" || !ok || g.field != Date || unitWords[strings.Join(kept, " ")] != "" {
		return guess{}, false
	}
	return guess{of, g.score * 0.9}, true
}

// foreignWords are names of columns that no English table has, of languages in which the day stands before the month.
var foreignWords = wordSet(`fecha, hora, municipio, ciudad, estado, provincia, departamento, lugar, tipo, muertos, heridos, fallecidos, lesionados, delito, pais, colonia, barrio,
	data, ora, comune, citta, regione, tipologia, morti, feriti, deceduti, reato, luogo, cidade, mortos, feridos, bairro, natureza, uf,
	heure, commune, lieu, tues, morts, blesses, departement, ville, datum, uhrzeit, ort, gemeinde, bundesland, tote, verletzte, delikt, tijdstip, plaats, doden, gewonden, gemeente, tarih, saat, дата, час, время, город, область`)

// AreForeign tells that at least two columns are called in a language in which the day stands before the month.
func AreForeign(names []string) bool {
	n := 0
	for _, name := range names {
		if first, _, _ := strings.Cut(words.Key(name), " "); foreignWords[first] {
			n++
		}
	}
	return n >= 2
}
