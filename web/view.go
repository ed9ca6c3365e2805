package web

import (
	"time"

	"incidentmap/incidents"
)

// words is a text for people. Lang is its language where that is not the page's, for the
// lang attribute of the element that holds it, and empty otherwise.
type words struct {
	Text, Lang string
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

// languageLink leads to the same page in another language.
type languageLink struct {
	Lang    string // BCP 47
	Name    string // in that language: "Español"
	URL     string
	Current bool
}

// page is what every HTML page has.
type page struct {
	Lang      string // of the interface, "es" or "en": the lang attribute of <html>
	Title     string // of the browser's window
	Canonical string // the page's absolute address
	Languages []languageLink

	messages messages
	asset    func(name string) string
}

// T gives a message of the interface. Verbs of fmt in it are filled with args.
func (p page) T(key string, args ...any) string { return p.messages.text(key, args...) }

// Asset gives the address of a built file, such as "app.js".
func (p page) Asset(name string) string { return p.asset(name) }

// words gives a text in the wanted language or in one it has.
func (p page) words(t incidents.Text, wanted ...string) words {
	text, lang := t.In(append(wanted, p.Lang)...)
	if lang == p.Lang {
		lang = ""
	}
	return words{text, lang}
}

// instant is a moment known to the minute, in a story's zone.
func (p page) instant(t time.Time, zone *time.Location) moment {
	if t.IsZero() {
		return moment{}
	}
	t = t.In(zone)
	return moment{Text: p.messages.clock(t), Machine: t.Format(time.RFC3339)}
}
