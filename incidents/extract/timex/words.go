package timex

import (
	"strings"
	"time"

	"incidentmap/incidents/extract/text"
)

var weekdays = map[string]time.Weekday{
	"sunday": time.Sunday, "monday": time.Monday, "tuesday": time.Tuesday, "wednesday": time.Wednesday, "thursday": time.Thursday,
	"friday": time.Friday, "saturday": time.Saturday,
	"domingo": time.Sunday, "lunes": time.Monday, "martes": time.Tuesday, "miercoles": time.Wednesday, "jueves": time.Thursday,
	"viernes": time.Friday, "sabado": time.Saturday,
}

func monthOf(w string) (time.Month, bool) {
	m, ok := monthWords[w]
	return m, ok
}

var monthWords = monthTable(
	"january jan enero", "february feb febrero", "march mar marzo", "april apr abril abr", "may mayo", "june jun junio", "july jul julio",
	"august aug agosto ago", "september sept sep septiembre setiembre", "october oct octubre", "november nov noviembre", "december dec diciembre dic",
)

func monthTable(rows ...string) map[string]time.Month {
	m := map[string]time.Month{}
	for i, row := range rows {
		for _, w := range strings.Fields(row) {
			m[w] = time.Month(i + 1)
		}
	}
	return m
}

// parts are the parts of a day, in hours.
var parts = map[string]part{
	"madrugada": {0, 6}, "morning": {6, 12}, "manana": {6, 12}, "afternoon": {12, 18}, "tarde": {12, 19}, "noon": {11, 13}, "mediodia": {11, 13},
	"evening": {18, 24}, "night": {18, 24}, "noche": {18, 24}, "dawn": {4, 8}, "midnight": {0, 1}, "medianoche": {0, 1}, "amanecer": {4, 8},
}

// english are the parts that follow a day directly: "Sunday night".
var english = text.WordSet(`morning afternoon evening night noon dawn`)

// edges are words before a day that narrow it.
var edges = map[string]part{"early": {0, 9}, "late": {18, 24}}

// deictics are days counted from that of the report.
var deictics = map[string]int{
	"today": 0, "tonight": 0, "hoy": 0, "yesterday": -1, "ayer": -1, "anoche": -1, "antier": -2, "anteayer": -2, "antenoche": -2, "vispera": -1, "tomorrow": 1, "manana": 1,
}

// gone are words beside a day of the week that is over.
var gone = text.WordSet(`last past pasado anterior ultimo`)

// joins are small words between a day and its part.
var joins = text.WordSet(`of del de la el por en on the este este pasado`)

// future are words of sentences about what is to come.
var future = text.WordSet(`will shall tomorrow scheduled upcoming expected planned sera seran habra iniciara iniciaran suspendera suspenderan
	cancelara cancelaran permanecera permaneceran reanudara reanudaran reanudaran realizara realizaran comenzara comenzaran celebrara preve preven proximo proxima`)

// announced are words of what is announced a day or two ahead.
var announced = text.WordSet(`canceled cancelled suspended closed postponed suspendio suspendieron suspenden suspende suspendidas suspendidos cancelo cancelaron
	canceladas cancelados cancelan clases school schools classes`)
