package web

import "incidentmap/incidents"

// words is a text for people. Lang is its language where that is not the page's, for the
// lang attribute of the element that holds it, and empty otherwise.
type words struct {
	Text, Lang string
}

// words gives a text in the wanted language or in one it has.
func (m messages) words(t incidents.Text, wanted ...string) words {
	text, lang := t.In(append(wanted, m.lang)...)
	if lang == m.lang {
		lang = ""
	}
	return words{text, lang}
}

// link is a text that leads somewhere.
type link struct {
	Text words
	URL  string
}

// moment is a time for people and, where it is known, for machines: the value of a
// <time> element's datetime attribute.
type moment struct {
	Text    string
	Machine string
}

// label is a word of a closed list: its id, for class names, and what people read.
type label struct {
	ID, Text string
}

// figure is a number of people and what became of them.
type figure struct {
	Outcome label
	Number  string // "4", "at least 3", "3 to 5"
	Text    string // "at least 3 wounded"
}

// place is where something was, and how exactly that is known.
type place struct {
	Name      words  // may be empty
	Precision label  // Text: "somewhere in the town"
	Text      string // "Tapalpa, Jalisco — somewhere in the town"
}

// casualty is one figure for one group and outcome.
type casualty struct {
	ID             string
	Group, Outcome label
	Number         string        // "4", "at least 3", "3 to 5"
	Text           string        // "at least 3 wounded (military)", and "already counted in: …" where it is
	According      []attribution // one: whose claim it is, or that nobody is named for it
	CountedIn      *link         // the incident that already counts them; its URL is empty when readers may not see it
}

// attribution is who says something.
type attribution struct {
	ID     string // the source's id
	Name   words
	Detail string // "not named, because …; quoted by …", or empty
	Text   string // "according to …", with the detail
}

// source is who said something, where and when.
type source struct {
	ID          string
	Name        words
	URL         string // http or https, or empty
	Archive     string
	Kind        label
	Attribution label
	Reason      words // for not being named
	Via         words // who quotes it
	Published   moment
	Retrieved   moment
	Lang        string // of the document
}
