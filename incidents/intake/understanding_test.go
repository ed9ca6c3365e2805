package intake

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"incidentmap/incidents"
)

// Tables of counts are refused with what to do, by months, years or kinds; tables of incidents are not.
func TestCrosstabs(t *testing.T) {
	for _, tt := range []struct {
		name  string
		table *input
		is    bool
	}{
		{"months", tableOf("Año|Entidad|Enero|Febrero|Marzo", "2015|Sonora|3|5|2"), true},
		{"years", tableOf("Country|2015|2016|2017", "X|3|5|2"), true},
		{"months with years", tableOf("Country|Jan 2015|Feb 2015|Mar 2015", "X|3|5|2"), true},
		{"kinds", tableOf("Municipio|Homicidio doloso|Secuestro|Extorsión|Robo", "X|3|5|2|1"), true},
		{"figures of incidents", tableOf("Fecha|Lugar|Muertos|Heridos|Desaparecidos|Detenidos", "2026-02-22|X|3|5|2|1"), false},
		{"one month", tableOf("Fecha|Lugar|Enero", "2026-02-22|X|3"), false},
	} {
		var s draftSink
		report, err := read(context.Background(), []*input{tt.table}, Options{Story: story}, &s)
		if refused := err != nil; refused != tt.is || refused && (len(s.drafts) > 0 || !strings.Contains(report.Files[0].Error, "--unpivot")) {
			t.Errorf("%s: %v, %d drafts", tt.name, err, len(s.drafts))
		}
	}
	_, drafts := take(t, tableOf("Año|Entidad|Tipo de delito|Enero|Febrero", "2015|Sonora|Homicidio|3|5"), func(o *Options) { o.Unpivot = true })
	if len(drafts) != 1 {
		t.Errorf("two months are no crosstab: %d drafts", len(drafts))
	}
	_, drafts = take(t, tableOf("Año|Entidad|Tipo de delito|Enero|Febrero|Marzo", "2015|Sonora|Homicidio|3|0|2"), func(o *Options) { o.Unpivot = true })
	if len(drafts) != 2 || drafts[0].Incident.Class != incidents.ClassAggregate || drafts[0].Incident.Extra["count"] != "3" || len(drafts[0].Incident.Casualties) != 0 {
		t.Errorf("%+v", drafts)
	}
}

// Rows of sums are no incidents; incidents whose words begin like sums are.
func TestSums(t *testing.T) {
	for row, is := range map[string]bool{
		"Total||||58": true, "Sonora|Subtotal|||3": true, "|Promedio nacional|||3": true, "Total général||||9": true, "||||58": true,
		"Sonora|Nogales|2026-02-22|Total destruction of a bridge|3": false, "Sonora|Nogales|2026-02-22|Total|3": false, "Total|Nogales|2026-02-22||3": false, "Sonora|Nogales||Average|3": true, "Sonora|Mean River||x|3": false,
	} {
		f, drafts := take(t, tableOf("estado|ciudad|fecha|título|muertos", "Sonora|Nogales|2026-02-22|Uno|1", row, "Sonora|Nogales|2026-02-23|Dos|2"), nil)
		if got := len(drafts) == 2; got != is {
			t.Errorf("%s: %v, want %v: %v", row, got, is, f.Messages)
		}
	}
}

// Lists of sources are read by their structure.
func TestListedSources(t *testing.T) {
	_, drafts := take(t, tableOf("id|title|sources", `1|a|[{"path":"https://example.org/v/1","description":"Video of the street"},{"url":"https://example.org/v/2","publisher":"A paper"},{"path":"javascript:alert(1)","name":"B"}]`,
		`2|b|["https://example.org/x","A paper"]`, `3|c|[]`), nil)
	inc := drafts[0].Incident
	if len(inc.Sources) != 3 || inc.Sources[0].URL != "https://example.org/v/1" || inc.Sources[1].Publisher["es"] != "A paper" || inc.Sources[2].URL != "" || len(inc.Claims) != 1 || inc.Claims[0].Value != "Video of the street" {
		t.Errorf("%+v %+v", inc.Sources, inc.Claims)
	}
	if inc.Sources[0].Kind != incidents.UnstatedSource || inc.Sources[0].Attribution != incidents.UnstatedAttribution {
		t.Errorf("a kind or an attribution is invented: %+v", inc.Sources[0])
	}
	if all := drafts[1].Incident.Sources; len(all) != 2 || all[0].URL != "https://example.org/x" || all[1].Publisher["es"] != "A paper" {
		t.Errorf("%+v", all)
	}
}

// HTML in any cell becomes text, and pictures no sources.
func TestMarkupInCells(t *testing.T) {
	f, drafts := take(t, tableOf("id|título|descripción|otra", `1|<b>Uno</b>|<img src="https://example.org/a.jpg"><br>Muertos: 2<br>Heridos: 3 &amp; más|x <5 km`), nil)
	inc := drafts[0].Incident
	if inc.Title["es"] != "Uno" || inc.Summary["es"] != "Muertos: 2\nHeridos: 3 & más" || inc.Extra["otra"] != "x <5 km" || inc.Extra[mediaColumn] != "https://example.org/a.jpg" || len(inc.Sources) != 0 || !says(f, "HTML") {
		t.Errorf("%+v %v", inc, f.Messages)
	}
}

// Kinds that no column says: by the words of texts, by the file's name, and never by a person's name.
func TestKindsThatNoColumnSays(t *testing.T) {
	f, drafts := take(t, tableOf("id|título|lat|lon", "1|Balacera en el centro|20.5|-103.5", "2|Reunión del consejo|20.5|-103.5"), nil)
	if drafts[0].Incident.Kind != "armed_clash" || drafts[0].Incident.Extra[proposedKind] != `"balacera" (0.80 of 1)` || drafts[1].Incident.Kind != otherKind || !says(f, "armed_clash is proposed") {
		t.Errorf("%s, %s, %v", drafts[0].Incident.Kind, drafts[1].Incident.Kind, f.Messages)
	}
	people := tableOf("id|name|age|lat|lon", "1|Ann Lynch|33|20.5|-103.5", "2||40|20.6|-103.5")
	if _, drafts = take(t, people, nil); drafts[0].Incident.Kind != otherKind || !drafts[0].Blank || !drafts[1].Blank {
		t.Errorf("%+v", drafts)
	}
	people.name = "fatal-police-shootings-data.csv"
	if f, drafts = take(t, people, nil); drafts[0].Incident.Kind != "police_shooting" || drafts[1].Blank || !says(f, "the file's name") {
		t.Errorf("%s %v", drafts[0].Incident.Kind, f.Messages)
	}
}

// Unknown words have a line each, and the report for people is short whatever a file holds.
func TestReportForPeople(t *testing.T) {
	lines := []string{"id|título|tipo|lat|lon|muertos"}
	for i := range 200 {
		lines = append(lines, fmt.Sprintf("%d|T %d|palabra %d|%d|x|y%d", i, i, i/2, i%3*100, i))
	}
	f, _ := take(t, tableOf(lines...), nil)
	unknown := 0
	for _, m := range f.Messages {
		if m.Column == "tipo" && m.Count == 2 {
			unknown++
		}
		if strings.Contains(m.String(), "_refused") || strings.Contains(m.String(), "value refused") {
			t.Errorf("a code for people: %s", m)
		}
	}
	if !says(f, "muertos", "no numbers") {
		t.Errorf("nothing says why the figures are not taken: %v", f.Messages)
	}
	if unknown != 100 {
		t.Errorf("%d of 100 unknown words have a line", unknown)
	}
	var text strings.Builder
	if err := (Report{Files: []FileReport{f}, Counts: f.Counts}).WriteText(&text); err != nil || strings.Count(text.String(), "\n") != mostLines || !strings.Contains(text.String(), "more to look at; --report") {
		t.Errorf("%v, %d lines:\n%s", err, strings.Count(text.String(), "\n"), text.String())
	}
	many := make([]FileReport, 30)
	for i := range many {
		many[i] = f
	}
	text.Reset()
	if err := (Report{Files: many}).WriteText(&text); err != nil || strings.Count(text.String(), "\n") > mostLines {
		t.Errorf("%v, %d lines of many files", err, strings.Count(text.String(), "\n"))
	}
}
