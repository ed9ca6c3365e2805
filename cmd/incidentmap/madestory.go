package main

import (
	"cmp"
	"fmt"
	"io"
	"path"
	"slices"
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

// layerColors are told apart by the colour-blind (Okabe and Ito, "Color Universal Design"), darker where
// they would be pale on a light map.
var layerColors = []string{"#0072b2", "#d55e00", "#009e73", "#a3527f", "#b8860b", "#3a7ca5", "#b2182b", "#5b5b5b"}

// layersOf makes a layer of each of the kinds that the first incidents have, the most frequent first, as
// many as there are colours.
func layersOf(writes []incidents.Write, languages []string) []incidents.Layer {
	counts := map[incidents.Kind]int{}
	for i := range writes {
		if writes[i].Incident.Kind != "other_incident" {
			counts[writes[i].Incident.Kind]++
		}
	}
	kinds := make([]incidents.Kind, 0, len(counts))
	for k := range counts {
		kinds = append(kinds, k)
	}
	slices.SortFunc(kinds, func(a, b incidents.Kind) int { return cmp.Or(counts[b]-counts[a], cmp.Compare(a, b)) })
	layers := []incidents.Layer{}
	for i, k := range kinds[:min(len(kinds), len(layerColors))] {
		info, _ := incidents.LookupKind(k)
		title := incidents.Text{}
		for _, lang := range append([]string{"en", "es"}, languages...) {
			if t := info.Title[lang]; t != "" {
				title[lang] = t
			}
		}
		layers = append(layers, incidents.Layer{
			ID: strings.ReplaceAll(string(k), "_", "-"), Title: title, Symbol: incidents.Symbol{Shape: info.Shape, Color: layerColors[i]},
			Filter: incidents.LayerFilter{Kinds: []incidents.Kind{k}},
		})
	}
	return layers
}
