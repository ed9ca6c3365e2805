package i18n

import "incidentmap/incidents"

// Words is a text for people. Lang is its language where that is not the page's, for the
// lang attribute of the element that holds it, and empty otherwise.
type Words struct {
	Text, Lang string
}

// RTL reports whether the text is written from right to left, by its language.
func (w Words) RTL() bool { return w.Lang != "" && rightToLeft(w.Lang) }

// Words gives a text in the wanted language or in one it has.
func (m Language) Words(t incidents.Text, wanted ...string) Words {
	text, lang := t.In(append(wanted, m.Lang)...)
	if lang == m.Lang {
		lang = ""
	}
	return Words{text, lang}
}

// Link is a text that leads somewhere.
type Link struct {
	Text Words
	URL  string
}

// Moment is a time for people and, where it is known, for machines: the value of a
// <time> element's datetime attribute.
type Moment struct {
	Text    string
	Machine string
}

// Label is a word of a closed list: its id, for class names, and what people read.
type Label struct {
	ID, Text string
}

// Figure is a number of people and what became of them.
type Figure struct {
	Outcome Label
	Noun    string // "wounded", in the number that agrees
	Number  string // "4", "at least 3", "3 to 5"
	Text    string // "at least 3 wounded"
}

// Place is where something was, and how exactly that is known.
type Place struct {
	Name      Words  // may be empty
	Precision Label  // Text: "somewhere in the town"
	Text      string // "Tapalpa, Jalisco — somewhere in the town"
}

// Casualty is one figure for one group and outcome.
type Casualty struct {
	ID             string
	Group, Outcome Label
	Number         string        // "4", "at least 3", "3 to 5"
	Text           string        // "at least 3 wounded (military)", and "already counted in: …" where it is
	According      []Attribution // one: whose claim it is, or that nobody is named for it
	CountedIn      *Link         // the incident that already counts them; its URL is empty when readers may not see it
}

// Attribution is who says something.
type Attribution struct {
	ID     string // the source's id
	Name   Words
	Detail string // "not named, because …; quoted by …", or empty
	Text   string // "according to …", with the detail
}

// Source is who said something, where and when.
type Source struct {
	ID          string
	Name        Words
	URL         string // http or https, or empty
	Archive     string
	Kind        Label
	Attribution Label
	Reason      Words // for not being named
	Via         Words // who quotes it
	Published   Moment
	Retrieved   Moment
	Lang        string // of the document
}
