package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestBrowserDeskKinds lets a story declare kinds, in its settings and where a file brings words for them.
func TestBrowserDeskKinds(t *testing.T) {
	t.Parallel()
	r, b := start(t), startBrowser(t)
	const story = "casetas"
	ana := hire(t, b, r, seat{screen: desk}, story, "Ana Pérez", "--admin")
	ana.makesAStory("Casetas")

	ana.goTo("/stories/" + story + "/settings")
	ana.click(`[data-field=kinds] > div > button`)
	ana.write(`[data-list=kinds] [data-field="title.es"] input`, "Toma de caseta")
	ana.write(`[data-list=kinds] [data-field=shape] select`, "star")
	ana.click(`.sheet .bar button.main`)
	ana.wait("the kind to be stored", `document.querySelector('[data-list=kinds] [data-field=id]')?.textContent === 'x_toma_de_caseta'`)
	ana.goTo("/stories/" + story + "/incidents/new")
	ana.wait("the kind to be offered", `document.querySelector('[data-field=kind] select option[value=x_toma_de_caseta]')?.textContent === 'Toma de caseta'`)

	file := filepath.Join(t.TempDir(), "hechos.csv")
	rows := "titulo,tipo,fecha,latitud,longitud\nUno,Toma de caseta,2026-02-22,19.95,-103.76\nDos,Quema de bodega,2026-02-22,20.67,-103.35\nTres,Quema de bodega,2026-02-22,20.6,-103.3\n"
	if err := os.WriteFile(file, []byte(rows), 0o600); err != nil {
		t.Fatal(err)
	}
	ana.goTo("/stories/" + story + "/import")
	ana.do("choose a file", chromedp.SetUploadFiles(`input[type=file]`, []string{file}))
	ana.wait("the word that is not known", `document.querySelector('.sheet').textContent.includes('Quema de bodega: 2')`)
	ana.click(`.sheet section input[type=checkbox]`)
	ana.wait("the word to be known", `document.querySelector('.sheet section input[type=checkbox]')?.checked && !document.querySelector('.sheet').textContent.includes('Quema de bodega: 2')`)
	ana.click(`.sheet .bar button.main`)
	ana.wait("the import to be listed", `document.querySelector('.panel .items')?.textContent.includes('hechos.csv')`)

	ana.goTo("/stories/" + story + "/settings")
	kinds := ask[string](ana.reader, `[...document.querySelectorAll('[data-list=kinds] [data-field=id]')].map(e => e.textContent).join(' ')`)
	if kinds != "x_toma_de_caseta x_quema_de_bodega" {
		t.Errorf("the story declares %q", kinds)
	}
	ana.click(`[data-list=kinds] > [data-row]:first-child > button`)
	ana.click(`.sheet .bar button.main`)
	ana.wait("a kind that a draft is of to be kept", `!document.querySelector('[data-field=kinds] > .wrong').hidden`)
	if why := ask[string](ana.reader, `document.querySelector('[data-field=kinds] > .wrong').textContent`); !strings.Contains(why, "Cámbielos") {
		t.Errorf("it says %q", why)
	}
}
