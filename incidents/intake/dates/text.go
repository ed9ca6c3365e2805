package dates

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"incidentmap/incidents/intake/words"
)

// months are the months' names and abbreviations in Spanish and English, Portuguese, French, Catalan,
// Italian and German.
var months = map[string]int{
	"january": 1, "jan": 1, "enero": 1, "ene": 1, "february": 2, "feb": 2, "febrero": 2, "march": 3, "mar": 3, "marzo": 3,
	"april": 4, "apr": 4, "abril": 4, "abr": 4, "may": 5, "mayo": 5, "june": 6, "jun": 6, "junio": 6, "july": 7, "jul": 7, "julio": 7,
	"august": 8, "aug": 8, "agosto": 8, "ago": 8, "september": 9, "sep": 9, "sept": 9, "septiembre": 9, "setiembre": 9, "set": 9,
	"october": 10, "oct": 10, "octubre": 10, "november": 11, "nov": 11, "noviembre": 11, "december": 12, "dec": 12, "diciembre": 12, "dic": 12,
	"janeiro": 1, "janvier": 1, "gener": 1, "gennaio": 1, "januar": 1, "fevereiro": 2, "fev": 2, "fevrier": 2, "febrer": 2, "febbraio": 2, "februar": 2,
	"marco": 3, "mars": 3, "marc": 3, "marz": 3, "maerz": 3, "avril": 4, "aprile": 4, "maio": 5, "mai": 5, "maig": 5, "maggio": 5,
	"junho": 6, "juin": 6, "juny": 6, "giugno": 6, "juni": 6, "julho": 7, "juillet": 7, "juliol": 7, "luglio": 7, "juli": 7, "aout": 8, "agost": 8,
	"setembro": 9, "septembre": 9, "setembre": 9, "settembre": 9, "outubro": 10, "octobre": 10, "ottobre": 10, "oktober": 10, "okt": 10,
	"novembro": 11, "novembre": 11, "dezembro": 12, "dez": 12, "decembre": 12, "desembre": 12, "dicembre": 12, "dezember": 12,
}

// weekdays are those of Spanish and English, Sunday first.
var weekdays = map[string]int{
	"sunday": 0, "sun": 0, "domingo": 0, "dom": 0, "monday": 1, "mon": 1, "lunes": 1, "lun": 1, "tuesday": 2, "tue": 2, "tues": 2, "martes": 2,
	"wednesday": 3, "wed": 3, "miercoles": 3, "mie": 3, "thursday": 4, "thu": 4, "thur": 4, "thurs": 4, "jueves": 4, "jue": 4,
	"friday": 5, "fri": 5, "viernes": 5, "vie": 5, "saturday": 6, "sat": 6, "sabado": 6, "sab": 6,
}

// fillers say nothing by themselves.
var fillers = map[string]bool{
	"de": true, "del": true, "of": true, "the": true, "el": true, "la": true, "las": true, "los": true, "a": true, "at": true, "on": true, "in": true,
	"en": true, "dia": true, "day": true, "ano": true, "year": true, "month": true, "mes": true,
	"por": true, "durante": true, "during": true, "st": true, "nd": true, "rd": true, "th": true, "ro": true, "er": true, "uhr": true, "le": true, "il": true, "o": true, "fecha": true, "date": true,
	"this": true, "este": true, "esta": true, "pasado": true, "past": true, "hours": true, "hrs": true, "hora": true, "horas": true,
	"local": true, "time": true, "feira": true,
}

// thirds are the words for the beginning, the middle and the end of a month or a year.
var thirds = map[string]int{
	"early": 1, "beginning": 1, "start": 1, "principios": 1, "principio": 1, "inicios": 1, "inicio": 1, "comienzos": 1, "comienzo": 1,
	"mid": 2, "middle": 2, "mediados": 2, "late": 3, "end": 3, "finales": 3, "final": 3, "fines": 3, "fin": 3,
}

// clockInText finds a time in a longer text: with a colon, or an hour with am, pm or h.
var clockInText = regexp.MustCompile(`(?:^|[ ,t])((?:\d{1,2}[:]\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?|\d{1,2}(?:[.h]\d{2})? ?(?:a\. ?m\.?|p\. ?m\.?|am|pm|hrs|h)\b)(?: ?(?:a\.? ?m\.?|p\.? ?m\.?|hrs?|hs|h|horas|hours)\b\.?)?)((?: ?(?:z|[+\-−]\d{1,2}(?::?\d{2})?|\(?(?:utc|gmt)(?: ?[+\-−]\d{1,2}(?::?\d{2})?)?\)?|\(?[a-z]{3,4}\)?|[a-z]+/[a-z_]+))?)(?:$|[ ,.;])`)

// said is what the words of a text say about a time.
type said struct {
	numbers   []string
	ranged    bool // the first two numbers are a span of days
	month     int
	monthAt   int // how many numbers stand before the month
	weekday   int // -1 for none
	third     int
	relative  int // days from today, for "yesterday"
	isToday   bool
	week      bool // "week of", or a week back with relative
	clock     *Time
	part      *Time
	dashes    int  // hyphens between its parts
	about     bool // it is only about then
	yearMarks bool // an apostrophe stands before a year: '20
}

// parseText reads a date in words, in the form of words.Plain.
func (f Format) parseText(plain string) (Reading, error) {
	s := said{weekday: -1}
	if m := clockInText.FindStringSubmatchIndex(plain); m != nil {
		text := plain[m[2]:m[3]]
		if z := strings.TrimSpace(plain[m[4]:m[5]]); z != "" {
			if mayBeSpan(text, z) {
				return Reading{}, errSpanOrOffset
			}
			if _, ok := namedZone(z); ok || lettersOf(z) != "" {
				text += " " + z
			} else {
				m[3] = m[4]
				m[5] = m[4]
			}
		}
		if t, err := ParseTime(text, false); err == nil {
			s.clock = &t
			plain = plain[:m[2]] + " " + plain[max(m[3], m[5]):]
		}
	}
	if err := s.read(plain); err != nil {
		return Reading{}, err
	}
	r, err := f.make(&s)
	if err != nil {
		return Reading{}, err
	}
	for _, t := range []*Time{s.clock, s.part} {
		if t != nil && r.first.day == r.last.day {
			return r.at(*t), nil
		}
	}
	return r, nil
}

// read takes the words of a text one by one.
func (s *said) read(text string) error {
	for _, p := range dayParts {
		if at := strings.Index(text, p.words); at >= 0 && bounded(text, at, at+len(p.words)) {
			t := part(p.from, p.until)
			s.part = &t
			text = text[:at] + " " + text[at+len(p.words):]
			break
		}
	}
	last := rune(' ')
	for text != "" {
		r, n := utf8.DecodeRuneInString(text)
		switch {
		case r >= '0' && r <= '9':
			end := endOf(text, func(r rune) bool { return r >= '0' && r <= '9' })
			if len(s.numbers) == 1 && (last == '-' || last == '–') && s.dashes == 1 && (s.month == 0 || s.monthAt == 0) && len(s.numbers[0]) <= 2 {
				s.ranged = true
			}
			s.yearMarks = s.yearMarks || last == '\'' || last == '’'
			s.numbers = append(s.numbers, text[:end])
			text = text[end:]
		case unicode.IsLetter(r):
			end := endOf(text, unicode.IsLetter)
			if err := s.word(text[:end]); err != nil {
				return err
			}
			text = text[end:]
		default:
			if strings.ContainsRune("-–", r) {
				s.dashes++
			}
			if !strings.ContainsRune(" ,.-–/'’()ºª°t", r) {
				return errors.New("is not a date")
			}
			text = text[n:]
		}
		if r != ' ' {
			last = r
		}
	}
	if len(s.numbers) > 3 {
		return errors.New("is not a date")
	}
	return nil
}

func endOf(s string, in func(rune) bool) int {
	if end := strings.IndexFunc(s, func(r rune) bool { return !in(r) }); end >= 0 {
		return end
	}
	return len(s)
}

// bounded tells that text[from:to] stands between words.
func bounded(text string, from, to int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:from])
	after, _ := utf8.DecodeRuneInString(text[to:])
	return (from == 0 || !unicode.IsLetter(before)) && (to == len(text) || !unicode.IsLetter(after))
}

func (s *said) word(w string) error {
	if m, ok := months[w]; ok {
		if s.month != 0 {
			return errors.New("names two months")
		}
		s.month, s.monthAt = m, len(s.numbers)
		return nil
	}
	if d, ok := Weekday(w); ok {
		s.weekday = d
		return nil
	}
	if t, ok := thirds[w]; ok {
		s.third = t
		return nil
	}
	switch w {
	case "today", "hoy":
		s.isToday = true
	case "yesterday", "ayer":
		s.isToday, s.relative = true, -1
	case "anteayer", "antier":
		s.isToday, s.relative = true, -2
	case "week", "semana":
		s.week = true
	case "circa", "c", "ca", "about", "around", "aprox", "approx", "approximately", "aproximadamente", "hacia", "alrededor", "cerca", "vers", "environ":
		s.about = true
	case "last", "pasada", "previous":
		s.relative = -7
	case "al", "to", "y", "and", "through":
		s.ranged = len(s.numbers) == 1
	default:
		if !fillers[w] {
			return errors.New("is not a date")
		}
	}
	return nil
}

// parseSpan reads "A / B", "A to B" and "A al B".
func (f Format) parseSpan(plain string) (Reading, bool) {
	for _, sign := range []string{"/", " to ", " until ", " - ", " – ", " al ", " a ", " hasta "} {
		from, to, ok := strings.Cut(plain, sign)
		if !ok || strings.Contains(to, sign) || words.Missing(from) {
			continue
		}
		from = strings.TrimPrefix(strings.TrimPrefix(from, "del "), "from ")
		last, err := f.Parse(strings.TrimSpace(to))
		if err != nil {
			continue
		}
		first, err := f.Parse(strings.TrimSpace(from))
		if errors.Is(err, errNoToday) { // the year stands behind the end alone
			by := f
			by.Today = dayStart(last.last.day, time.UTC)
			first, err = by.Parse(strings.TrimSpace(from))
		}
		if err != nil {
			continue
		}
		if r, err := first.Until(last); err == nil {
			return r, true
		}
	}
	return Reading{}, false
}

func atoi(s string) int {
	if len(s) > 4 {
		return -1
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}
