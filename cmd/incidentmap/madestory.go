package main

import (
	"fmt"
	"io"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"incidentmap/incidents"
	"incidentmap/incidents/records"
)

// describe gives a story that an import makes its title, from what the first file says of itself or
// from its name, and says where its incidents are from.
func (c *importCmd) describe(story *incidents.Story, files []*records.File) {
	if len(files) == 0 {
		return
	}
	lang := story.Lang("")
	title := files[0].Title
	if title == "" {
		title = wordsOfName(files[0].Name)
	}
	if c.Title == "" && title != "" {
		story.Title = incidents.Text{lang: cutTitle(title)}
	}
	name := path.Base(c.Files[0])
	if lang == "es" {
		story.Summary = incidents.Text{lang: fmt.Sprintf("Tomado del archivo %s tal como está; esta redacción no lo ha verificado.", incidents.Quote(name))}
	} else {
		story.Summary = incidents.Text{"en": fmt.Sprintf("Taken from the file %s as it stands; not verified by this newsroom.", incidents.Quote(name))}
	}
}

func cutTitle(s string) string {
	const most = 200 // bytes
	s, _ = incidents.WithoutControls(s)
	if len(s) <= most {
		return s
	}
	end := most
	for end > 0 && !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end] + "…"
}

// wordsOfName gives the words of a file's name: "missing_migrants-2020.csv" is "Missing migrants 2020".
func wordsOfName(name string) string {
	name = path.Base(name)
	if dot := strings.IndexByte(name, '.'); dot > 0 {
		name = name[:dot]
	}
	words := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	title := strings.Join(words, " ")
	first, size := utf8.DecodeRuneInString(title)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + title[size:]
}

// askForRights says what is still to be said of a story that was made.
func (c *importCmd) askForRights(w io.Writer) {
	var missing []string
	if c.Licence == "" {
		missing = append(missing, "licence (--licence NAME --licence-url URL)")
	}
	if c.Credit == "" {
		missing = append(missing, "credit (--credit TEXT)")
	}
	if len(missing) > 0 {
		fmt.Fprintf(w, "The new story names no %s: its downloads say none until it is given\n", strings.Join(missing, " and no "))
	}
}
