package web

import (
	"net/http"
	"slices"
	"time"

	"golang.org/x/text/language"

	"incidentmap/incidents"
)

// storyText is in which language and zone a story's texts are given.
type storyText struct {
	lang string // of the story's texts
	zone *time.Location
}

// choice is the language of an answer, and the request headers that decided it.
type choice struct {
	lang string
	vary []string
}

// chooseLanguage gives the language for a story's texts: that of ?lang= if the story or
// the interface has it, else the one of the story's that Accept-Language likes best, else the
// story's first.
func chooseLanguage(r *http.Request, story *incidents.Story) choice {
	asked := r.URL.Query().Get("lang")
	if slices.Contains(readableLanguages(story), asked) {
		return choice{lang: asked}
	}
	return choice{preferred(r, story.Languages, story.Lang("")), []string{"Accept-Language"}}
}

// chooseInterface gives the language of a page that is not of a story.
func chooseInterface(r *http.Request) choice {
	var known []string
	for _, l := range interfaceLanguages() {
		known = append(known, l.lang)
	}
	if asked := r.URL.Query().Get("lang"); slices.Contains(known, asked) {
		return choice{lang: asked}
	}
	return choice{preferred(r, known, known[0]), []string{"Accept-Language"}}
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

// readableLanguages lists the languages of a story's texts and those of the interface.
func readableLanguages(story *incidents.Story) []string {
	all := slices.Clone(story.Languages)
	for _, l := range interfaceLanguages() {
		if !slices.Contains(all, l.lang) {
			all = append(all, l.lang)
		}
	}
	return all
}

// languages is the interface in each of its languages.
type languages map[string]messages

// nearest gives the interface in a language, or in English where there is none.
func (all languages) nearest(lang string) messages {
	base, _ := language.Make(lang).Base()
	if m, ok := all[base.String()]; ok {
		return m
	}
	return all[interfaceLanguages()[0].lang]
}

// name gives a language's name in itself: that of the interface's languages from the
// messages, of others the tag.
func (all languages) name(lang string) string {
	if m, ok := all[lang]; ok {
		return m.text("language.name")
	}
	return lang
}
