package intake

import (
	"slices"
	"strconv"
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/intake/dates"
	"incidentmap/incidents/intake/words"
)

// exactnessNames are the names, in the form of words.Key, of columns that say how exactly a date is known.
var exactnessNames = []string{
	"time precision", "date precision", "date prec", "time prec", "precision of date", "date accuracy", "precision fecha", "precision de fecha", "precision de la fecha", "precision temporal", "exactitud de la fecha", "date certainty", "temporal precision",
}

// exactnessCodes are what numbers in them say, from 1 on: ACLED's time_precision (codebook, 2023), and UCDP's date_prec (GED
// codebook 23.1), where 2 is two to six days.
var exactnessCodes = map[string][]incidents.TimePrecision{
	"time precision": {incidents.Day, incidents.Week, incidents.Month},
	"date prec":      {incidents.Day, incidents.Week, incidents.Week, incidents.Month, incidents.Year},
}

// exactnessWords are what words in them say.
var exactnessWords = map[string]incidents.TimePrecision{
	"exact": incidents.Day, "exacta": incidents.Day, "exacto": incidents.Day, "day": incidents.Day, "dia": incidents.Day, "jour": incidents.Day, "hour": incidents.Day, "hora": incidents.Day, "minute": incidents.Day,
	"week": incidents.Week, "semana": incidents.Week, "semaine": incidents.Week, "month": incidents.Month, "mes": incidents.Month, "mois": incidents.Month, "year": incidents.Year, "ano": incidents.Year, "annee": incidents.Year,
}

// decideExactness finds the column that says how exactly the date is known.
func (pl *plan) decideExactness() {
	pl.exactness = -1
	for i, d := range pl.fields {
		if d.Field == "" && !pl.own && !hasColumn(pl.kept, pl.names[i]) && slices.Contains(exactnessNames, words.Key(pl.names[i])) {
			pl.exactness = i
			return
		}
	}
}

// asExact makes a day no more exact than the row says that it is known.
func (c *converter) asExact(r dates.Reading) dates.Reading {
	v := c.value(c.exactness)
	if v == "" || words.Missing(words.Plain(v)) {
		return r
	}
	p, ok := exactnessWords[words.Key(v)]
	if codes := exactnessCodes[words.Key(c.names[c.exactness])]; !ok {
		n, err := strconv.Atoi(strings.TrimSuffix(v, ".0"))
		if ok = err == nil && n >= 1 && n <= len(codes); ok {
			p = codes[n-1]
		}
	}
	if !ok {
		c.note(c.exactness, v, "is no precision of a date that is known", "the date is taken as it is written, and the word is kept")
		return r
	}
	return r.Widened(p)
}
