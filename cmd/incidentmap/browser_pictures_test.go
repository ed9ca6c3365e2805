package main

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// streetFile writes a picture that could be of a street.
func streetFile(t *testing.T) string {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 1200, 800))
	for y := range 800 {
		for x := range 1200 {
			img.SetRGBA(x, y, color.RGBA{uint8(90 + x/20), uint8(120 + y/20), uint8(200 - y/8), 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "calle.jpg")
	if err := os.WriteFile(name, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// TestBrowserDeskPictures takes a picture with a warning to readers, sets the story up by its form, and erases the incident.
func TestBrowserDeskPictures(t *testing.T) {
	t.Parallel()
	r, b := start(t), startBrowser(t)
	const story, title = "humo-en-zapopan", "Humo sobre Zapopan"
	began := time.Now()
	ana := hire(t, b, r, seat{screen: desk}, story, "Ana Pérez", "--admin")
	ana.makesAStory("Humo en Zapopan")
	ana.setsRulesOfKinds()
	ana.tellsSteps()
	id, file := ana.writesWithAPicture(title)
	if code, _ := get(t, r.root+file); code != http.StatusNotFound {
		t.Errorf("the picture of a draft: %d", code)
	}
	ana.queued("draft", title)
	ana.click(`.preview [aria-keyshortcuts=a]`)
	ana.told("Aceptado")
	ana.publishes(title)

	if snippet := ana.snippet(); !strings.Contains(snippet, "<iframe") || !strings.Contains(snippet, story) {
		t.Errorf("the snippet is %q", snippet)
	}
	t.Logf("from nothing to a published story with rules, steps, a picture and its snippet: %v", time.Since(began).Round(time.Millisecond))

	open := b.openFor(t, r, phone, 2*time.Minute)
	open.visitMap("/stories/" + story + "?lang=es")
	open.wait("the incident on the map", `document.querySelector('#list li.item a.open') !== null`)
	ask[bool](open, `(document.querySelector('#list li.item a.open').click(), true)`)
	open.wait("the card with its warning", `document.querySelector('#card .pictures summary')?.textContent.includes('Cuerpos')`)
	const image = `document.querySelector('#card .pictures img')`
	if seen := ask[bool](open, image+`.checkVisibility() || `+image+`.naturalWidth > 0`); seen {
		t.Error("the picture is shown or loaded before it is asked for")
	}
	ask[bool](open, `(document.querySelector('#card .pictures summary').click(), true)`)
	open.wait("the picture", `(i => i.checkVisibility() && i.complete && i.naturalWidth > 0)(`+image+`)`)
	open.shot("desk-picture-card")
	if code, _ := get(t, r.root+file); code != http.StatusOK {
		t.Errorf("the picture of a published incident: %d", code)
	}
	ana.coarsens(id, file)
	ana.erases(id)
	if code, _ := get(t, r.root+file); code != http.StatusNotFound {
		t.Errorf("the picture of an erased incident: %d", code)
	}
	if left, err := filepath.Glob(r.store + "-media/*/*/*.jpg"); err != nil || len(left) > 0 {
		t.Errorf("of an erased incident there are left %v, %v", left, err)
	}
}

// snippet gives what an article takes along.
func (e editor) snippet() string {
	e.t.Helper()
	e.goTo("/stories/" + e.story)
	const code = `[...document.querySelectorAll('textarea, code, pre')].map(c => c.value ?? c.textContent).find(c => c.includes('<iframe'))`
	e.wait("the snippet", code+` !== undefined`)
	return ask[string](e.reader, code)
}

// setsRulesOfKinds has attacks coarsened and kept back for a minute by the story's form, is told of a number that is too large, and
// finds the rule there again.
func (e editor) setsRulesOfKinds() {
	e.t.Helper()
	settings := "/stories/" + e.story + "/settings"
	e.goTo(settings)
	e.click(`[data-list=kind_rules] + button`)
	e.write(`[data-field="policy.kind"] select`, "attack")
	e.write(`[data-field="policy.kinds.attack.disclosure"] select`, "coarsened")
	e.write(`[data-field="policy.delay_kinds.attack"] input`, "99999999")
	e.click(`.sheet .bar button.main`)
	e.wait("what is wrong beside the field", `(w => !w.hidden && w.lang === '' && w.textContent.includes('527'))(document.querySelector('[data-field="policy.delay_kinds.attack"] .wrong'))`)
	e.write(`[data-field="policy.delay_kinds.attack"] input`, "1")
	e.click(`.sheet .bar button.main`)
	e.told("Guardado")
	e.goTo(settings)
	if kept := ask[[]string](e.reader, `[...document.querySelectorAll('[data-list=kind_rules] :is(select, input)')].map(c => c.value)`); fmt.Sprint(kept) != "[attack coarsened  1]" {
		e.t.Errorf("the rule of a kind is %q", kept)
	}
}

// tellsSteps writes two steps, moves the second before the first, and looks that readers are told them so.
func (e editor) tellsSteps() {
	e.t.Helper()
	settings := "/stories/" + e.story + "/settings"
	e.goTo(settings)
	for i, title := range []string{"Después", "Antes"} {
		e.click(`[data-list=steps] + button`)
		e.write(fmt.Sprintf(`[data-list=steps] > :nth-child(%d) [data-field="title.es"] input`, i+1), title)
	}
	ask[bool](e.reader, `([...document.querySelectorAll('[data-list=steps] > :nth-child(2) button')].find(b => b.textContent === 'Mostrar lo que muestra el mapa de arriba').click(), true)`)
	ask[bool](e.reader, `([...document.querySelectorAll('[data-list=steps] > :nth-child(2) button')].find(b => b.textContent === 'Subir').click(), true)`)
	e.click(`.sheet .bar button.main`)
	e.told("Guardado")
	e.goTo(settings)
	if kept := ask[[]string](e.reader, `[...document.querySelectorAll('[data-list=steps] [data-field="title.es"] input')].map(c => c.value)`); fmt.Sprint(kept) != "[Antes Después]" {
		e.t.Errorf("the steps are %q", kept)
	}
	if told := ask[[]string](e.reader, `[...document.querySelectorAll('[data-list=steps] [data-field="view"] .note')].map(n => n.textContent)`); !strings.HasPrefix(told[0], "Muestra: ") || strings.HasPrefix(told[1], "Muestra: ") {
		e.t.Errorf("they show %q", told)
	}
	e.shot("desk-steps")
}

// writesWithAPicture writes an incident whose state is chosen on the map, with a picture that has a warning; what the list
// lacks is told beside its fields. It gives the incident's id and the picture's public address.
func (e editor) writesWithAPicture(title string) (id, file string) {
	e.t.Helper()
	e.goTo("/stories/" + e.story + "/incidents/new")
	e.write(`[data-field="title.es"] input`, title)
	e.write(`[data-field="kind"] select`, "fire_or_smoke")
	e.write(`[data-field="start"] input`, "2026-02-22")
	ask[bool](e.reader, `(document.querySelector('#where-map').scrollIntoView(), true)`)
	e.wait("the map", `document.querySelector('#where-map .leaflet-pane') !== null`)
	e.write(`input[type=search]`, "Zapopan, Jalisco")
	ask[bool](e.reader, `(document.querySelector('[data-field=geometry] + button').click(), true)`)
	e.wait("the places", `document.querySelector('.candidate button') !== null`)
	ask[bool](e.reader, `(document.querySelector('.candidate button').click(), true)`)
	ask[bool](e.reader, `([...document.querySelectorAll('button')].find(b => b.textContent === 'Elegir un área en el mapa').click(), true)`)
	ask[bool](e.reader, `([...document.querySelectorAll('button')].find(b => b.textContent === 'Tomar el centro del mapa').click(), true)`)
	e.wait("the areas", `[...document.querySelectorAll('.candidate button')].map(b => b.textContent).join(';').includes('Jalisco (estado)')`)
	ask[bool](e.reader, `([...document.querySelectorAll('.candidate button')].find(b => b.textContent.startsWith('Jalisco')).click(), true)`)
	e.wait("the state to be chosen", `document.querySelector('[data-field=precision] select').value === 'adm1'`)
	lie := filepath.Join(e.t.TempDir(), "nota.jpg")
	if err := os.WriteFile(lie, []byte("not a picture"), 0o600); err != nil {
		e.t.Fatal(err)
	}
	const choose = `[data-field="media.file"] input`
	e.do("choose what is no picture", chromedp.SetUploadFiles(choose, []string{lie}))
	e.wait("what is wrong with it", `(w => !w.hidden && w.lang === '' && w.textContent.includes('no es una imagen'))(document.querySelector('[data-field="media.file"] .wrong'))`)
	e.do("choose a picture", chromedp.SetUploadFiles(choose, []string{streetFile(e.t)}))
	e.wait("the picture in the form", `(i => i?.complete && i.naturalWidth > 0)(document.querySelector('[data-list=media] img'))`)
	e.click(`[data-step=save]`)
	e.wait("the missing words beside their fields", `['alt.es', 'credit.es', 'licence.name'].every(f => (w => w && !w.hidden && w.lang === '')(document.querySelector('[data-list=media] [data-field="' + f + '"] .wrong')))`)
	e.write(`[data-list=media] [data-field="alt.es"] textarea`, "Una columna de humo sobre la avenida")
	e.write(`[data-list=media] [data-field="credit.es"] input`, "Ana Pérez")
	e.write(`[data-list=media] [data-field="licence.name"] input`, "CC BY 4.0")
	e.write(`[data-list=media] [data-field="warning.es"] input`, "Cuerpos a lo lejos")
	e.shot("desk-picture-form")
	file = ask[string](e.reader, `new URL(document.querySelector('[data-list=media] img').src).pathname.replace('/api/v1', '')`)
	e.click(`[data-step=save]`)
	id = e.id()
	if !strings.Contains(file, id) {
		e.t.Errorf("the picture %s is of another incident than %s", file, id)
	}
	return id, file
}

// coarsens has readers see the place less exactly, and with it no picture until it is said that it does not show the place.
func (e editor) coarsens(id, file string) {
	e.t.Helper()
	save := func() {
		e.click(`[data-step=save]`)
		e.wait("the dialog", `document.querySelector('dialog [data-field=revision_kind] select') !== null`)
		e.write(`dialog [data-field=revision_kind] select`, "update")
		e.click(`dialog button[type=submit]`)
		e.told("Guardado")
	}
	e.goTo("/stories/" + e.story + "/incidents/" + id)
	e.write(`[data-field=disclosure] select`, "coarsened")
	e.wait("the warning", `(n => !n.hidden && n.textContent.includes('Imágenes que no ve'))(document.querySelector('[data-field=media] > .notice'))`)
	e.shot("desk-picture-coarsened")
	save()
	if code, _ := get(e.t, e.root+file); code != http.StatusNotFound {
		e.t.Errorf("the picture of a coarsened place: %d", code)
	}
	e.goTo("/stories/" + e.story + "/incidents/" + id)
	e.click(`[data-list=media] [data-field=shows_no_place] input`)
	e.wait("no warning", `document.querySelector('[data-field=media] > .notice').hidden`)
	save()
	if code, _ := get(e.t, e.root+file); code != http.StatusOK {
		e.t.Errorf("the picture that shows no place: %d", code)
	}
}

// erases takes an incident off the disk, after having written the word that is asked for.
func (e editor) erases(id string) {
	e.t.Helper()
	e.goTo("/stories/" + e.story + "/incidents/" + id)
	e.click(`[data-step=erase]`)
	e.write(`dialog [data-field="note.es"] textarea`, "Se borró por privacidad.")
	e.click(`dialog button[type=submit]`)
	e.wait("the word to be asked for", `document.querySelector('dialog [role=alert]').textContent.includes('borrar')`)
	e.write(`dialog [data-field=word] input`, "borrar")
	e.click(`dialog button[type=submit]`)
	e.wait("the reason to be asked for", `document.querySelector('dialog [role=alert]').textContent.includes('Elija por qué')`)
	e.write(`dialog [data-field=reason] select`, "privacy")
	e.shot("desk-erase")
	e.click(`dialog button[type=submit]`)
	e.wait("the dialog to close", `document.querySelector('dialog') === null && document.querySelector('[data-field="title.es"] input').value === '[…]'`)
}
