package columns

import (
	"strconv"
	"strings"

	"incidentmap/incidents/intake/dates"
	"incidentmap/incidents/intake/words"
)

// unitWords are the words for the parts of a date, in Spanish, English, Portuguese, French, Catalan,
// Italian and German, with the prefixes of code books (GTD: iyear; Unfallatlas: UJAHR).
var unitWords = map[string]Field{
	"year": YearPart, "iyear": YearPart, "ano": YearPart, "anio": YearPart, "any": YearPart, "annee": YearPart, "an": YearPart, "anno": YearPart, "jahr": YearPart, "ujahr": YearPart, "yyyy": YearPart, "yr": YearPart, "years": YearPart, "yearmonth": YearPart,
	"month": MonthPart, "imonth": MonthPart, "mes": MonthPart, "mois": MonthPart, "mese": MonthPart, "monat": MonthPart, "umonat": MonthPart, "mm": MonthPart,
	"day": DayPart, "iday": DayPart, "dia": DayPart, "jour": DayPart, "giorno": DayPart, "tag": DayPart, "utag": DayPart, "dd": DayPart, "dom": DayPart,
	"hour": HourPart, "hora": HourPart, "heure": HourPart, "ora": HourPart, "stunde": HourPart, "ustunde": HourPart, "hh": HourPart, "hr": HourPart, "hrmn": HourPart,
	"minute": MinutePart, "minuto": MinutePart, "minut": MinutePart, "minuti": MinutePart, "minutos": MinutePart, "mins": MinutePart, "min": MinutePart, "mi": MinutePart,
}

// endOf gives the part of the end for one of the beginning.
var endOf = map[Field]Field{YearPart: EndYear, MonthPart: EndMonth, DayPart: EndDay, HourPart: EndHour, MinutePart: EndMinute}

func isPart(f Field) bool {
	switch f {
	case YearPart, MonthPart, DayPart, HourPart, MinutePart, EndYear, EndMonth, EndDay, EndHour, EndMinute:
		return true
	}
	return false
}

// partOf tells the part of a date that a name means: a word for it, with words that say of which
// date at most.
func partOf(key string) (Field, bool) {
	unit, isEnd := Field(""), false
	for _, w := range strings.Fields(key) {
		if f, ok := unitWords[w]; ok {
			if unit != "" && unit != f {
				return "", false
			}
			unit = f
			continue
		}
		switch w {
		case "end", "fin", "final", "termino", "hasta", "to", "fim", "fine":
			isEnd = true
		case "start", "begin", "inicio", "from", "desde", "debut", "event", "evento", "incident", "incidente", "date", "fecha", "data", "of", "de", "del", "di", "do", "the", "el", "la", "l", "i", "accident", "accidente", "acidente",
			"hecho", "hechos", "occurred", "occurrence", "ocurrencia", "name", "nombre", "num", "number", "numero", "utc", "local", "crash", "attack", "f":
		default:
			return "", false
		}
	}
	if unit != "" && isEnd {
		unit = endOf[unit]
	}
	return unit, unit != ""
}

// fitPart is how well cells go with a part of a date.
func (s *Sample) fitPart(f Field) float64 {
	if s == nil || len(s.cells) == 0 {
		return 0.5
	}
	number := func(low, high int) float64 {
		return s.share(func(c string) bool {
			whole, fraction, _ := strings.Cut(c, ".")
			n, err := strconv.Atoi(whole)
			return err == nil && strings.Trim(fraction, "0") == "" && (n >= low && n <= high || n == 99 || n == -9 || n == -99)
		})
	}
	switch f {
	case YearPart, EndYear:
		return max(number(1000, 2200), number(100001, 220012)) // 201502 is a year with its month
	case MonthPart, EndMonth:
		return s.share(dates.IsMonth)
	case DayPart, EndDay:
		return number(0, 31)
	case HourPart, EndHour:
		return number(0, 25)
	}
	return number(0, 60)
}

// assignParts gives columns that hold parts of one date those fields. A part needs a year beside it;
// of several columns of one part the first is taken.
func assignParts(all []Column, keys []string, out []Decision) {
	found := map[Field]int{}
	for i, key := range keys {
		f, ok := partOf(key)
		if !ok || out[i].Field != "" || all[i].Sample.fitPart(f) < 0.8 {
			continue
		}
		if first, isThere := found[f]; !isThere || len(keys[i]) < len(keys[first]) && !strings.Contains(keys[i], "name") {
			found[f] = i
		}
	}
	for f, i := range found {
		year := YearPart
		if strings.HasPrefix(string(f), "end_") {
			year = EndYear
		}
		if _, ok := found[year]; !ok {
			continue
		}
		out[i] = Decision{Field: f, Score: 0.95 * all[i].Sample.fitPart(f), Reason: "by its name, as a part of the date"}
	}
}

// surveySigns are columns that programs for surveys write (KoBoToolbox, ODK, SurveyCTO, Ona), in the
// form of words.Key. Two of them tell such a file.
var surveySigns = map[string]bool{
	"submission time": true, "submission date": true, "uuid": true, "instance id": true, "meta instance id": true, "formhub uuid": true, "device id": true, "deviceid": true, "submitted by": true, "validation status": true, "version": true, "xform id string": true,
	"index": true, "sim id": true, "subscriberid": true, "simserial": true, "phonenumber": true, "form version": true, "submitter id": true, "submitter name": true, "meta instance name": true, "root uuid": true, "meta root uuid": true,
	"status": true, "edited": true, "attachments": true, "tags": true, "notes": true, "geolocation": true, "bamboo dataset id": true, "media all received": true, "duration": true, "review state": true, "edits": true, "device i d": true, "instance i d": true, "submitter i d": true,
}

// surveyMeta are the columns of such a file that say when it was filled in or sent, and by whom.
var surveyMeta = map[string]bool{
	"start": true, "end": true, "starttime": true, "endtime": true, "start time": true, "end time": true, "today": true, "submission time": true, "submission date": true, "date modified": true, "date edited": true, "index": true, "parent index": true,
	"version": true, "status": true, "submitted by": true, "notes": true, "tags": true, "validation status": true, "attachments": true, "edited": true, "duration": true, "username": true, "deviceid": true, "review state": true,
}

// stampNames are the names of the column in which forms of the web write when they were sent.
var stampNames = map[string]bool{"timestamp": true, "marca temporal": true, "horodateur": true, "zeitstempel": true, "carimbo de data hora": true}

// isFilledIn tells the answers to a form of the web: its columns are questions, or one holds the address of who sent it.
func isFilledIn(all []Column, keys []string) bool {
	questions := 0
	for i, c := range all {
		if strings.HasSuffix(strings.TrimSpace(c.Name), "?") {
			questions++
		}
		switch keys[i] {
		case "email address", "direccion de correo electronico", "adresse e mail", "endereco de e mail", "username", "nombre de usuario", "e mail address":
			return true
		}
	}
	return questions >= 2
}

// survey finds the columns that a program for surveys wrote besides the answers; nil where the file
// is none of a survey.
func survey(all []Column, keys []string) map[int]bool {
	signs := 0
	meta := map[int]bool{}
	for i, key := range keys {
		name := all[i].Name
		written := strings.HasPrefix(name, "_") || strings.HasPrefix(name, "meta") || strings.HasPrefix(name, "formhub/")
		strong := surveySigns[key] && written || key == "instance id" || key == "submission date" || key == "deviceid" || key == "submission time"
		if strong || key == "formhub uuid" || key == "meta instance id" {
			signs++
		}
		if surveyMeta[key] && (written || !surveySigns[key] || key == "submission date" || key == "submission time") {
			meta[i] = true
		}
	}
	if signs < 1 || signs < 2 && len(meta) < 2 {
		return nil
	}
	return meta
}

// isYear tells the name of a column that is a year: "2015", "ano 2016".
func isYear(key string) bool {
	all := strings.Fields(key)
	if len(all) == 0 || len(all) > 2 {
		return false
	}
	last := all[len(all)-1]
	n, err := strconv.Atoi(last)
	return err == nil && n >= 1900 && n <= 2100 && len(last) == 4 && (len(all) == 1 || unitWords[all[0]] == YearPart)
}

// IsPeriod tells the name of a column that is a month or a year: "Enero", "2015", "Jan 2020", "2020-01".
func IsPeriod(name string) bool {
	key := words.Key(name)
	if isYear(key) || dates.IsMonthName(key) {
		return true
	}
	all := strings.Fields(key)
	if len(all) != 2 {
		return false
	}
	return dates.IsMonth(all[0]) && isYear(all[1]) || isYear(all[0]) && dates.IsMonth(all[1])
}

// IsKindName tells the name of a column that may be a kind of incidents and is no field.
func IsKindName(name string) bool {
	key := words.Key(name)
	if _, isFigure := figureOf(key); isFigure {
		return false
	}
	g, _ := newTable().find(key)
	return g.field == ""
}

// Counts tells that the cells are whole numbers that are not negative.
func (s *Sample) Counts() bool { return s != nil && len(s.cells) > 0 && s.share(isWhole) > 0.9 }

func isWhole(c string) bool {
	for i := range len(c) {
		if (c[i] < '0' || c[i] > '9') && c[i] != ',' && c[i] != '.' {
			return false
		}
	}
	return c != "" && len(c) < 12
}
