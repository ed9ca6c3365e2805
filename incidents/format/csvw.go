package format

import (
	"encoding/json"
	"time"
)

// CSVMetadataType is the media type of CSVMetadata (W3C, Metadata Vocabulary for Tabular Data, section 7).
const CSVMetadataType = "application/csvm+json"

type csvwTable struct {
	Context     string     `json:"@context"`
	URL         string     `json:"url"`
	Title       string     `json:"dc:title,omitempty"`
	Creator     string     `json:"dc:creator,omitempty"`
	License     string     `json:"dc:license,omitempty"`
	Rights      string     `json:"dc:rights,omitempty"`
	Modified    string     `json:"dc:modified,omitempty"`
	Citation    string     `json:"dc:bibliographicCitation"`
	Source      string     `json:"dc:source,omitempty"`
	Description string     `json:"dc:description,omitempty"`
	Language    string     `json:"dc:language,omitempty"`
	Schema      csvwSchema `json:"tableSchema"`
}

type csvwSchema struct {
	Columns    []csvwColumn `json:"columns"`
	PrimaryKey []string     `json:"primaryKey"`
}

type csvwColumn struct {
	Name        string `json:"name"`
	Titles      string `json:"titles"` // what heads the column in the file
	Description string `json:"dc:description,omitempty"`
	Datatype    string `json:"datatype"`
	Required    bool   `json:"required,omitempty"`
}

// CSVMetadata describes one of the CSV files under a heading, named as Format.Ext: its columns and their
// types, its licence, and how to cite it, as the W3C's Metadata Vocabulary for Tabular Data of 2015
// has it. url is that of the file, absolute or relative to the metadata.
func CSVMetadata(h *Heading, ext, url string) []byte {
	t := csvwTable{
		Context: "http://www.w3.org/ns/csvw", URL: url,
		Title: h.title(), Creator: Plain(in(h.Story.Credit, h.Lang)), License: h.Story.Licence.URL, Rights: Plain(h.Story.Licence.Name),
		Modified: h.asOf(), Citation: h.Citation(), Source: h.page(), Description: h.Filter, Language: h.Lang,
	}
	if ext == figuresExt {
		t.Schema = csvwSchema{csvwColumns(FiguresDictionary(&h.Story), h.Lang), []string{"incident", "figure"}}
	} else {
		t.Schema = csvwSchema{csvwColumns(append(Dictionary(&h.Story), spatialProperties...), h.Lang), []string{"id"}}
	}
	b, err := json.MarshalIndent(t, "", "  ")
	if err != nil {
		panic(err) // strings and booleans alone
	}
	return append(b, '\n')
}

func csvwColumns(list []Property, lang string) []csvwColumn {
	columns := make([]csvwColumn, len(list))
	for i, p := range list {
		columns[i] = csvwColumn{p.Name, p.Name, in(p.About, schemaLang(lang)), csvwTypes[p.Type], p.Always}
	}
	return columns
}

// csvwTypes are the datatypes of cells; csvw's "json" is a string that holds JSON.
var csvwTypes = map[ValueType]string{
	Text: "string", Integer: "integer", Number: "number", Boolean: "boolean", Day: "date", Moment: "dateTimeStamp", List: "json", Object: "json",
}

// spatialProperties describe the columns that spatial names.
var spatialProperties = []Property{
	{Name: "lat", Type: Number, About: say("A point's latitude in degrees, WGS 84; empty for other geometries.", "La latitud de un punto en grados, WGS 84; vacía en otras geometrías.")},
	{Name: "lon", Type: Number, About: say("A point's longitude in degrees, WGS 84.", "La longitud de un punto en grados, WGS 84.")},
	{Name: "wkt", Type: Text, About: say("The geometry as Well-Known Text, longitude first.", "La geometría como Well-Known Text, con la longitud primero.")},
}

// Citation is how to cite the file: who, what, as of when and under which sequence number, where, and
// under which licence.
func (h *Heading) Citation() string {
	words := citationWords[schemaLang(h.Lang)]
	text := ""
	add := func(part string) {
		if part = Plain(part); part != "" {
			text += part + ". "
		}
	}
	add(in(h.Story.Credit, h.Lang))
	add(h.title() + " [" + words.dataset + "]")
	if !h.AsOf.IsZero() {
		add(words.asOf + " " + h.AsOf.UTC().Format(time.RFC3339) + ", " + words.seq + " " + string(appendInt(nil, int(h.Seq))))
	}
	add(h.Story.Licence.Name)
	if page := h.page(); page != "" {
		return text + page
	}
	return text[:len(text)-1]
}

var citationWords = map[string]struct{ dataset, asOf, seq string }{
	"en": {"data set", "As of", "sequence number"},
	"es": {"conjunto de datos", "Estado al", "número de secuencia"},
}
