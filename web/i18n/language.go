package i18n

import (
	"net/http"
	"slices"
	"time"

	"golang.org/x/text/language"

	"incidentmap/incidents"
)

// Texts is in which language and zone a story's texts are given.
type Texts struct {
	Lang string // of the story's texts
	Zone *time.Location
	// Story is whose kinds are named; nil for those of the table alone.
	Story *incidents.Story
}

// Choice is the language of an answer, and the request headers that decided it.
type Choice struct {
	Lang string
	Vary []string
}

// asked gives the one of known languages that ?lang= names, or of which it names a region or a script, as en-US does
// of en; empty for none.
func asked(r *http.Request, known []string) string {
	word := r.URL.Query().Get("lang")
	if slices.Contains(known, word) {
		return word
	}
	tag, err := language.Parse(word)
	if err != nil || len(word) > mostTag || len(known) == 0 {
		return ""
	}
	tags := make([]language.Tag, len(known))
	for i, l := range known {
		tags[i] = language.Make(l)
	}
	if _, i, confidence := language.NewMatcher(tags).Match(tag); confidence >= language.High {
		return known[i]
	}
	return ""
}

// mostTag is how many bytes the tag of a language may have: those of RFC 5646, section 4.4.1.
const mostTag = 35

// Choose gives the language for a story's texts: that of ?lang= if the story or
// the interface has it or one of which it is a variety, else the one of the story's that Accept-Language likes best, else the
// story's first.
func Choose(r *http.Request, story *incidents.Story) Choice {
	if lang := asked(r, Readable(story)); lang != "" {
		return Choice{Lang: lang}
	}
	return Choice{preferred(r, story.Languages, story.Lang("")), []string{"Accept-Language"}}
}

// ChooseInterface gives the language of a page that is not of a story.
func ChooseInterface(r *http.Request) Choice {
	var known []string
	for _, l := range interfaceLanguages() {
		known = append(known, l.lang)
	}
	if lang := asked(r, known); lang != "" {
		return Choice{Lang: lang}
	}
	return Choice{preferred(r, known, known[0]), []string{"Accept-Language"}}
}

// preferred matches Accept-Language (RFC 9110, section 12.5.4) with what there is.
func preferred(r *http.Request, known []string, fallback string) string {
	wanted, _, err := language.ParseAcceptLanguage(r.Header.Get("Accept-Language"))
	if err != nil || len(wanted) == 0 || len(known) == 0 {
		return fallback
	}
	tags := make([]language.Tag, len(known))
	for i, l := range known {
		tags[i] = language.Make(l)
	}
	_, i, confidence := language.NewMatcher(tags).Match(wanted...)
	if confidence == language.No {
		return fallback
	}
	return known[i]
}

// Readable lists the languages of a story's texts and those of the interface.
func Readable(story *incidents.Story) []string {
	all := slices.Clone(story.Languages)
	for _, l := range interfaceLanguages() {
		if !slices.Contains(all, l.lang) {
			all = append(all, l.lang)
		}
	}
	return all
}

// Languages is the interface in each of its languages.
type Languages map[string]Language

// Nearest gives the interface in a language, or in English where there is none.
func (all Languages) Nearest(lang string) Language {
	base, _ := language.Make(lang).Base()
	if m, ok := all[base.String()]; ok {
		return m
	}
	return all[interfaceLanguages()[0].lang]
}

// Name gives a language's name in itself: that of the interface's languages from the
// messages, of others the tag.
func (all Languages) Name(lang string) string {
	if m, ok := all[lang]; ok {
		return m.Text("language.name")
	}
	return lang
}
