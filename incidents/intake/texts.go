package intake

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"incidentmap/incidents"
	"incidentmap/incidents/intake/kinds"
	"incidentmap/incidents/intake/words"
)

// Limits of texts in bytes, those of the domain.
const (
	maxTitle = 500
	maxText  = 20_000
)

var langForm = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

// languages are names of languages, as cells may have them.
var languages = map[string]string{"spanish": "es", "español": "es", "espanol": "es", "english": "en", "inglés": "en", "ingles": "en"}

func (c *converter) readLanguage(v string) {
	lower := strings.ToLower(v)
	if tag, ok := languages[lower]; ok {
		lower = tag
	}
	if !langForm.MatchString(lower) {
		c.note(c.language, v, "is not a language tag such as es or en", "texts are taken to be in "+c.plan.lang)
		c.keep(c.language)
		return
	}
	c.lang = lower
}

// readTexts reads titles and summaries, and composes a title where there is none.
func (c *converter) readTexts() {
	inc := c.inc
	inc.Title = c.texts(c.titles, maxTitle)
	if inc.Title == nil {
		inc.Title = incidents.Text{c.lang: c.compose()}
	}
	inc.Summary = c.texts(c.summaries, maxText)
}

func (c *converter) texts(all []textColumn, limit int) incidents.Text {
	var t incidents.Text
	for _, tc := range all {
		v := c.unguarded(tc.column)
		if v == "" {
			continue
		}
		lang := tc.lang
		if lang == "" {
			lang = c.lang
		}
		if t == nil {
			t = make(incidents.Text, len(all))
		}
		if t[lang] != "" {
			c.keep(tc.column)
			continue
		}
		t[lang] = c.fit(tc.column, v, limit)
	}
	return t
}

// text gives a text in the row's language. Rows that name the same place or publisher
// share it.
func (c *converter) text(s string) map[string]string {
	c.query = append(append(append(c.query[:0], c.lang...), 0), s...)
	if t, ok := c.shared[string(c.query)]; ok {
		return t
	}
	t := map[string]string{c.lang: s}
	if len(c.shared) >= maxCache {
		clear(c.shared)
	}
	c.shared[string(c.query)] = t
	return t
}

// isMissing is words.Missing for a cell as it stands. Towns and publishers come again, and
// are remembered.
func (c *converter) isMissing(s string) bool {
	if len(s) > 24 || s == "" {
		return false
	}
	switch s[0] {
	case 'n', 'N', 'u', 'U', 's', 'S', 'd', 'D', 't', 'T', 'p', 'P', 'm', 'M', '-', '?', '.', '#', '(', '\\', 0xe2:
		missing, ok := c.missing[s]
		if !ok {
			if len(c.missing) >= maxCache {
				clear(c.missing)
			}
			missing = words.Missing(words.Plain(s))
			c.missing[strings.Clone(s)] = missing
		}
		return missing
	}
	return false
}

// fit cuts a text to its limit; the whole is kept.
func (c *converter) fit(column int, v string, limit int) string {
	if !utf8.ValidString(v) {
		v = strings.ToValidUTF8(v, "\uFFFD")
	}
	if len(v) <= limit {
		return v
	}
	c.lose(column, v, "is longer than a text may be", "the text is cut, and the whole is kept")
	c.keep(column)
	return cut(v, limit-len("…")) + "…"
}

// compose makes a title: the name and the place, or the kind, the place and the day.
func (c *converter) compose() string {
	var parts []string
	if name := c.value(c.name); name != "" {
		if surname := c.value(c.surname); surname != "" {
			name += " " + surname
		}
		parts = append(parts, name)
		if c.value(c.where.city) != "" {
			parts = append(parts, c.value(c.where.city), c.value(c.where.state))
		} else {
			parts = append(parts, c.shortPlace())
		}
	} else {
		parts = append(parts, c.kindTitle(), c.shortPlace(), c.day())
	}
	title := strings.Join(withoutEmpty(parts), ", ")
	return cut(strings.ToValidUTF8(title, "\uFFFD"), maxTitle)
}

// kindTitle names the kind in the row's language; a word that is no known kind stands for
// itself.
func (c *converter) kindTitle() string {
	if word := c.value(c.kind); word != "" && !kinds.Coded(words.Key(c.names[c.kind])) {
		return sentence(word)
	}
	info, _ := c.Story.LookupKind(c.inc.Kind)
	title, _ := info.Title.In(c.lang)
	return title
}

// sentence gives words in capitals the case of a sentence.
func sentence(s string) string {
	if s != strings.ToUpper(s) || len(s) < 5 {
		return s
	}
	lower := []rune(strings.ToLower(s))
	return strings.ToUpper(string(lower[:1])) + string(lower[1:])
}

// shortPlace is the place's name, without what makes a title too long.
func (c *converter) shortPlace() string {
	place, _ := placeText(c.inc).In(c.lang)
	if len(place) > 120 {
		place = cut(place, 120) + "…"
	}
	return place
}

func placeText(inc *incidents.Incident) incidents.Text { return incidents.Text(inc.Where.Place) }

// day writes the day of the incident, or as much as is known of it.
func (c *converter) day() string {
	w := c.inc.When
	switch w.Precision {
	case incidents.TimeUnknown:
		return ""
	case incidents.Month:
		return w.Start.Format("2006-01")
	case incidents.Year:
		return w.Start.Format("2006")
	}
	return w.Start.Format("2006-01-02")
}

// verifications are the words for how sure a file is of a row.
var verifications = map[string]incidents.Verification{
	"true": incidents.Confirmed, "yes": incidents.Confirmed, "si": incidents.Confirmed, "sí": incidents.Confirmed, "1": incidents.Confirmed, "verified": incidents.Confirmed,
	"verificado": incidents.Confirmed, "confirmed": incidents.Confirmed, "confirmado": incidents.Confirmed, "verdadero": incidents.Confirmed,
	"false": incidents.Unverified, "no": incidents.Unverified, "0": incidents.Unverified, "unverified": incidents.Unverified, "unconfirmed": incidents.Unverified,
	"no verificado": incidents.Unverified, "sin confirmar": incidents.Unverified, "sin verificar": incidents.Unverified, "pending": incidents.Unverified, "pendiente": incidents.Unverified, "falso": incidents.Unverified,
	"single source": incidents.SingleSource, "una fuente": incidents.SingleSource, "corroborado": incidents.Corroborated,
	"disputado": incidents.Disputed, "desmentido": incidents.Debunked,
}

func (c *converter) readVerification() {
	v := c.value(c.verification)
	if v == "" {
		return
	}
	lower := strings.ToLower(v)
	for _, known := range incidents.Verifications() {
		if lower == string(known) {
			c.inc.Verification = known
			return
		}
	}
	if known, ok := verifications[lower]; ok {
		c.inc.Verification = known
		return
	}
	c.note(c.verification, v, "is no state of verification", "the row is unverified, and the word is kept")
	c.keep(c.verification)
}
