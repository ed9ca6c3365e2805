package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestBrowserDeskMap makes an incident a lead with a caption and pins the name of its place, as an editor who may not change
// the story's settings; is told of words that are too long, and later that the caption says the old figure.
func TestBrowserDeskMap(t *testing.T) {
	t.Parallel()
	r, b := start(t), startBrowser(t)
	const story, title = "ataques-en-zapopan", "Policías muertos en Zapopan"
	ana := hire(t, b, r, seat{screen: desk}, story, "Ana Pérez", "--admin")
	ana.makesAStory("Ataques en Zapopan")
	id := ana.writesByHand(title)
	luis := hire(t, b, r, seat{screen: phone}, story, "Luis Ortega", "--role="+story+"=editor")
	luis.approves(title)
	luis.publishes(title)

	luis.goTo("/stories/" + story + "/incidents/" + id)
	luis.write(`.on-map [data-field="caption.es"] input`, "")
	ask[bool](luis.reader, `(document.querySelector('.on-map').scrollIntoView(), true)`)
	luis.wait("the map of the panel", `document.querySelector('.on-map .leaflet-pane') !== null`)
	ask[bool](luis.reader, `(document.querySelector('.on-map input[type=checkbox]').focus(), true)`)
	luis.press(" ")
	luis.write(`.on-map [data-field="caption.es"] input`, "Seis policías municipales muertos en un ataque a su patrulla en una avenida muy larga de Zapopan, Jalisco")
	luis.wait("that the words are too long", `document.querySelector('.on-map [role=status]').textContent.includes('tres líneas')`)
	luis.write(`.on-map [data-field="caption.es"] input`, "Seis policías muertos")
	luis.wait("nothing to be said of them", `document.querySelector('.on-map > [role=status]').textContent === ''`)
	luis.write(`.on-map [data-field="labels"] select`, "pin")
	luis.shot("desk-on-map")
	ask[bool](luis.reader, `(document.querySelector('.on-map > .row button').focus(), true)`)
	luis.press(kb.Enter)
	luis.told("Guardado")

	open := b.openFor(t, r, desk, 5*time.Minute)
	open.visitMap("/stories/" + story + "?lang=es")
	type chosen struct {
		Leads    []string          `json:"leads"`
		Captions map[string]string `json:"captions"`
		Labels   map[string]string `json:"labels"`
	}
	got := ask[chosen](open, `JSON.parse(document.querySelector('script#config').textContent).map`)
	if fmt.Sprint(got.Leads) != "["+id+"]" || got.Captions[id] != "Seis policías muertos" || got.Labels["Zapopan"] != "pin" {
		t.Errorf("readers' map has %+v", got)
	}
	open.shot("desk-on-map-readers")

	ana.goTo("/stories/" + story + "/settings")
	ana.wait("the lead by its title", fmt.Sprintf(`document.querySelector('[data-list="map.leads"]').textContent.includes(%q)`, title))
	ana.shot("desk-map-settings")
	ana.goTo("/stories/" + story + "/incidents/" + id)
	ana.write(`[data-list=casualties] [data-field=best] input`, "7")
	ana.click(`[data-step=save]`)
	ana.wait("the caption to be told", `document.querySelector('dialog .stale')?.textContent.includes('Texto en el mapa')`)
	ask[bool](ana.reader, `([...document.querySelectorAll('dialog .stale input')].forEach(box => box.click()), true)`) // kept knowingly
	ana.write(`dialog [data-field=revision_kind] select`, "correction")
	ana.write(`dialog [data-field="note.es"] textarea`, "La fiscalía corrigió la cifra.")
	ana.click(`dialog button[type=submit]`)
	ana.told("Guardado")
}

// TestBrowserDeskImport mends by hand what the columns of a file are taken for, and reads the report in Spanish.
func TestBrowserDeskImport(t *testing.T) {
	t.Parallel()
	r, b := start(t), startBrowser(t)
	const story = "hechos-de-jalisco"
	ana := hire(t, b, r, seat{screen: phone}, story, "Ana Pérez", "--admin")
	ana.makesAStory("Hechos de Jalisco")
	file := filepath.Join(t.TempDir(), "hechos.csv")
	rows := "titulo,nota,fecha,lugar,muertos,notas\n" +
		"Bloqueo en la carretera,roadblock,2026-02-22,\"Tapalpa, Jalisco\",1,5\nHumo,fire_or_smoke,2026-02-30,\"Villa que nadie conoce, Jalisco\",muchos,6\n"
	if err := os.WriteFile(file, []byte(rows), 0o600); err != nil {
		t.Fatal(err)
	}
	ana.goTo("/stories/" + story + "/import")
	ana.do("choose a file", chromedp.SetUploadFiles(`input[type=file]`, []string{file}))
	const items = `document.querySelectorAll('.sheet .items li')`
	ana.wait("the preview", items+`.length === 2`)
	field := func(column string) string { return fmt.Sprintf(`select[aria-label="Campo de la columna %s"]`, column) }
	choose := func(column, value string) {
		t.Helper()
		ana.write(field(column), value)
		ana.wait(column+" to keep the focus and what was chosen", fmt.Sprintf(`(s => s === document.activeElement && s.value === %q)(document.querySelector(%q))`, value, field(column)))
	}
	choose("muertos", "wounded") // wrong
	choose("muertos", "killed")
	choose("nota", "kind")
	choose("notas", "") // kept as it is
	if told := ask[string](ana.reader, items+`[0].textContent`); !strings.Contains(told, "Bloqueo") {
		t.Errorf("the preview says %q", told)
	}
	const lines = `[...document.querySelectorAll('.report li')]`
	told := ask[[]string](ana.reader, lines+`.map(l => l.textContent)`)
	for _, words := range []string{"no se conoce ningún lugar", "nombra un día que no existe", "no es un número de personas"} {
		if !strings.Contains(strings.Join(told, "\n"), words) {
			t.Errorf("the report does not say %q: %q", words, told)
		}
	}
	if english := ask[[]string](ana.reader, `[...document.querySelectorAll('.report [lang=en]')].map(l => l.textContent)`); len(english) > 0 {
		t.Errorf("the report is in English: %q", english)
	}
	if options := ask[[]string](ana.reader, fmt.Sprintf(`[...document.querySelector(%q).options].map(o => o.textContent)`, field("muertos"))); strings.Contains(strings.Join(options, " "), "_") || !strings.Contains(strings.Join(options, " "), "Muertos, al menos") {
		t.Errorf("the fields are called %q", options)
	}
	ana.shot("desk-import-mended")
	ana.click(`.sheet .bar button.main`)
	ana.wait("the import to be listed", `document.querySelector('.panel .items')?.textContent.includes('hechos.csv')`)
	ana.readsARefusedFile(filepath.Join(t.TempDir(), "conteos.csv"), items)
}

// readsARefusedFile has a file read that was refused, by the field that the report names.
func (e *editor) readsARefusedFile(file, items string) {
	e.t.Helper()
	if err := os.WriteFile(file, []byte("estado,2019,2020,2021\nJalisco,3,4,5\nColima,1,0,2\n"), 0o600); err != nil {
		e.t.Fatal(err)
	}
	e.do("choose a file", chromedp.SetUploadFiles(`input[type=file]`, []string{file}))
	const label = "Hacer un resumen de cada conteo de una tabla cruzada"
	e.wait("the box to be named", fmt.Sprintf(`document.querySelector('[data-field=file] > .wrong:not([hidden])')?.textContent.includes('la casilla «%s»')`, label))
	box := fmt.Sprintf(`[...document.querySelectorAll('.sheet details label')].find(l => l.textContent === %q)`, label)
	ask[bool](e.reader, `(document.querySelector('.sheet details summary').click(), `+box+`.querySelector('input').click(), true)`)
	e.wait("the counts", items+`.length === 5`)
}
