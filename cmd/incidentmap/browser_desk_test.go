package main

import (
	"context"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// editor is a person at the desk.
type editor struct {
	*reader
	story string
	keys  bool // has no mouse
}

// seat is what an editor works at.
type seat struct {
	screen
	keys bool // without a mouse
}

// hire makes an account with some rights, and has its person choose a password, which signs them in.
func hire(t *testing.T, b browser, r running, s seat, story, name string, rights ...string) editor {
	t.Helper()
	login := strings.ToLower(strings.Fields(name)[0])
	out := &lockedBuffer{}
	p := &program{ctx: context.WithoutCancel(t.Context()), stdout: out, stderr: io.Discard}
	args := append([]string{"user", "add", "--store=sqlite:" + r.store, "--public-url=" + r.root, "--name=" + name}, rights...)
	if code := run(p, append(args, login)); code != 0 {
		t.Fatalf("user add ended with status %d", code)
	}
	e := editor{b.openFor(t, r, s.screen, 10*time.Minute), story, s.keys}
	e.visit(strings.TrimPrefix(strings.TrimSpace(out.String()), r.root) + "&lang=es")
	e.write("#password", "cabo rojo del sur 88")
	e.click("main form button")
	e.wait("the desk", `document.documentElement.dataset.desk === 'ready'`)
	return e
}

// goTo opens a page of the desk, in Spanish.
func (e editor) goTo(below string) {
	e.t.Helper()
	with := "?"
	if strings.Contains(below, "?") {
		with = "&"
	}
	e.visit("/edit" + below + with + "lang=es")
	e.wait("the desk's page "+below, `document.documentElement.dataset.desk === 'ready'`)
}

// click presses the mouse on the first element of a selector that can be seen, once there is one; or goes there with Tab
// and presses Enter.
func (e editor) click(selector string) {
	e.t.Helper()
	if e.keys {
		e.reach(selector)
		e.press(kb.Enter)
		return
	}
	seen := fmt.Sprintf(`[...document.querySelectorAll(%q)].find(e => e.checkVisibility() && !e.disabled)`, selector)
	// Where it is, once that is the same in two frames: what comes late moves it.
	e.wait(selector+" to stand still", `(e => {
		if (!e) return false;
		e.scrollIntoView({block: 'center'});
		const b = e.getBoundingClientRect(), [x, y] = [b.left + b.width / 2, b.top + b.height / 2], before = window.clicked;
		window.clicked = {e, x, y};
		return before?.e === e && before.x === x && before.y === y && e.contains(document.elementFromPoint(x, y));
	})(`+seen+`)`)
	at := ask[[]float64](e.reader, `(({x, y}) => (delete window.clicked, [x, y]))(window.clicked)`)
	e.do("click "+selector, chromedp.MouseClickXY(at[0], at[1]))
}

// underTheBar tells what has the focus while the form's bar, which stays in view, covers it (WCAG 2.2, 2.4.11); nothing is told where it does not.
const underTheBar = `(at => {
	const bar = at?.closest('.sheet')?.querySelector(':scope > .bar'), b = at?.getBoundingClientRect();
	const covered = bar && !bar.contains(at) && b.top >= bar.getBoundingClientRect().top && b.top < innerHeight;
	return covered ? at.outerHTML.slice(0, 200) : '';
})(document.activeElement)`

// reach goes to the first element of a selector that can be seen with Tab alone.
func (e editor) reach(selector string) {
	e.t.Helper()
	const most = 300 // a desk's page has fewer stops
	wanted := fmt.Sprintf(`[...document.querySelectorAll(%q)].find(e => e.checkVisibility() && !e.disabled)`, selector)
	e.wait(selector+" to be there", wanted+` !== undefined`)
	for range most {
		if ask[bool](e.reader, `document.activeElement === `+wanted) {
			return
		}
		e.press(kb.Tab)
		if under := ask[string](e.reader, underTheBar); under != "" {
			e.t.Errorf("on the way to %s the bar covers what has the focus: %s", selector, under)
		}
	}
	e.shot("failed-reach")
	e.t.Fatalf("Tab does not come to %s", selector)
}

// write writes a value into a field, as if typed or chosen.
func (e editor) write(selector, value string) {
	e.t.Helper()
	if e.keys {
		e.reach(selector)
	}
	ask[bool](e.reader, fmt.Sprintf(`((c, v) => { c.focus(); c.value = v; for (const e of ['input', 'change']) c.dispatchEvent(new Event(e, {bubbles: true})); return c.value === v; })(document.querySelector(%q), %q)`, selector, value))
}

// told waits until the desk says something in passing.
func (e editor) told(words string) {
	e.t.Helper()
	e.wait("the desk to say "+words, fmt.Sprintf(`document.querySelector('#said').textContent.includes(%q)`, words))
}

// queued opens the queue at a stage, and the incident of a title in it.
func (e editor) queued(stage, title string) {
	e.t.Helper()
	e.goTo("/stories/" + e.story + "?stage=" + stage)
	e.wait(title+" in the queue", fmt.Sprintf(`[...document.querySelectorAll('.item')].some(i => i.textContent.includes(%q))`, title))
	if e.keys {
		e.picks(title)
		return
	}
	// At once, as the list is written anew whenever somebody writes.
	ask[bool](e.reader, fmt.Sprintf(`([...document.querySelectorAll('.item')].find(i => i.textContent.includes(%q)).click(), true)`, title))
	e.wait("the incident beside the queue", fmt.Sprintf(`document.querySelector('.preview h2').textContent.includes(%q)`, title))
}

// id gives the id of the incident whose page is open.
func (e editor) id() string {
	e.t.Helper()
	e.wait("the incident's page", `/\/incidents\/[0-9A-Z]{26}$/.test(location.pathname) && document.documentElement.dataset.desk === 'ready'`)
	return ask[string](e.reader, `location.pathname.split('/').pop()`)
}

// text gives an answer of the server to anybody.
func (e editor) text(address string) string {
	e.t.Helper()
	_, body := get(e.t, e.root+address)
	return string(body)
}

// TestBrowserDesk goes the whole way, as two editors and a reader would: at a desk, on phones, and without a mouse.
func TestBrowserDesk(t *testing.T) {
	t.Parallel()
	for name, at := range map[string]seat{
		"at a desk":       {screen: desk},
		"on phones":       {screen: screen{width: phone.width, height: phone.height, touch: true}},
		"without a mouse": {screen: desk, keys: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel() // no timing is looked at
			goTheWholeWay(t, at)
		})
	}
}

func goTheWholeWay(t *testing.T, at seat) {
	r, b := start(t), startBrowser(t)
	const story, title = "ataques-en-zapopan", "Seis policías muertos en Zapopan"
	ana := hire(t, b, r, at, story, "Ana Pérez", "--admin")
	ana.makesAStory("Ataques en Zapopan")
	luis := hire(t, b, r, at, story, "Luis Ortega", "--role="+story+"=editor")
	ana.bringsInATable("titulo,tipo,fecha,lugar,latitud,longitud\nBloqueo en la carretera,roadblock,2026-02-22,Tapalpa,19.95,-103.76\nHumo,fire_or_smoke,2026-02-22,Guadalajara,20.67,-103.35\n")
	id := ana.writesByHand(title)

	luis.approves(title)
	luis.publishes(title)
	open := b.openFor(t, r, desk, 5*time.Minute)
	open.visitMap("/stories/" + story + "?lang=es")
	inList := func(words string) string {
		return fmt.Sprintf(`[...document.querySelectorAll('#list li.item')].some(i => i.textContent.includes(%q))`, words)
	}
	open.wait("the first incident on the map", inList(title))
	luis.approvesDraft("Bloqueo en la carretera")
	luis.publishes("Bloqueo en la carretera")
	published := time.Now()
	open.wait("what was published since, without a reload", inList("Bloqueo en la carretera"))
	t.Logf("a reader's open map had it %v after the desk said so", time.Since(published).Round(time.Millisecond))

	ana.corrects(id, "Siete policías muertos en Zapopan")
	open.wait("the correction, without a reload", inList("Siete policías muertos en Zapopan"))
	for _, address := range []string{"/corrections?lang=es", "/changes?since=0&lang=es", "/embed?lang=es"} {
		if !strings.Contains(ana.text("/stories/"+story+address), "Siete policías") {
			t.Errorf("%s does not tell the correction", address)
		}
	}
	ana.looksBack(title)
	ana.retracts(id)
	open.wait("the retraction, without a reload", `document.querySelector('li.item[data-id="`+id+`"]').textContent.includes('Retirado')`)
	luis.worksByKeys("Humo")
	luis.readsAReport(open)
	if at == (seat{screen: desk}) {
		t.Run("axe", func(t *testing.T) { ana.in(t).breaksNoRule(id) })
	}
}

// in gives the editor to a test within the test.
func (e editor) in(t *testing.T) editor {
	own := *e.reader
	own.t = t
	return editor{&own, e.story, e.keys}
}

// breaksNoRule looks at every page of the desk on a phone in the dark, and at the largest on a desk in the light.
func (e editor) breaksNoRule(id string) {
	e.t.Helper()
	source, story := axeSource(e.t), "/stories/"+e.story
	look := func(s screen, below string) {
		e.set(s)
		e.goTo(below)
		for _, found := range e.axe(source) {
			e.t.Errorf("%s, dark %t: %s", below, s.dark, found)
		}
		if wide := ask[int64](e.reader, `document.documentElement.scrollWidth`); wide > s.width {
			e.t.Errorf("%s is %d wide on a screen of %d", below, wide, s.width)
		}
	}
	dark := screen{width: phone.width, height: phone.height, dark: true}
	for _, below := range []string{"", "/new", "/people", story + "?stage=published", story + "/import", story + "/report", story + "/settings", story + "/incidents/" + id} {
		look(dark, below)
	}
	look(desk, story+"/incidents/"+id)
}

// picks goes down the queue by its key until the incident of a title stands beside it.
func (e editor) picks(title string) {
	e.t.Helper()
	for range 20 {
		e.press("j")
		e.wait("an incident beside the queue", `document.querySelector('.preview h2')?.checkVisibility()`)
		if strings.Contains(ask[string](e.reader, `document.querySelector('.preview h2').textContent`), title) {
			return
		}
	}
	e.t.Fatalf("the key j does not come to %s", title)
}

func (e editor) makesAStory(title string) {
	e.goTo("/new")
	e.write(`[data-field="title.es"] input`, title)
	e.write(`[data-field="zone"] input`, "America/Mexico_City")
	ask[bool](e.reader, `(document.querySelector('.map').scrollIntoView(), true)`) // the map comes when it is looked at
	e.click(`.leaflet-control-zoom-in`)
	e.shot("desk-new")
	e.click(`.sheet button.main`)
	e.wait("the story at the desk", `location.pathname === '/edit/stories/`+e.story+`' && document.documentElement.dataset.desk === 'ready'`)
}

func (e editor) bringsInATable(rows string) {
	e.t.Helper()
	file := filepath.Join(e.t.TempDir(), "hechos.csv")
	if err := os.WriteFile(file, []byte(rows), 0o600); err != nil {
		e.t.Fatal(err)
	}
	e.goTo("/stories/" + e.story + "/import")
	e.do("choose a file", chromedp.SetUploadFiles(`input[type=file]`, []string{file}))
	e.wait("the preview", `document.querySelectorAll('.sheet .items li').length === 2`)
	e.shot("desk-import")
	e.click(`.sheet .bar button.main`)
	e.wait("the import to be listed", `document.querySelector('.panel .items')?.textContent.includes('hechos.csv')`)
}

// writesByHand writes an incident with a figure and the passage that it rests on, and sends it to review.
func (e editor) writesByHand(title string) string {
	e.t.Helper()
	e.goTo("/stories/" + e.story + "/incidents/new")
	e.write(`[data-field="title.es"] input`, title)
	e.write(`[data-field="kind"] select`, "attack")
	e.write(`[data-field="start"] input`, "2026-02-22")
	e.write(`input[type=search]`, "Zapopan, Jalisco")
	e.press(kb.Enter)
	e.click(`.candidate button`)
	e.click(`.evidence fieldset:nth-of-type(1) > div > button`)
	e.write(`[data-list=sources] [data-field=publisher] input`, "Fiscalía de Jalisco")
	e.click(`.evidence fieldset:nth-of-type(2) > div > button`)
	e.write(`[data-list=casualties] [data-field=group] select`, "police")
	e.write(`[data-list=casualties] [data-field=best] input`, "6")
	e.write(`[data-list=casualties] [data-field=source] select`, "row1")
	e.write(`[data-list=casualties] [data-field=passage] textarea`, "murieron seis policías en Zapopan")
	e.shot("desk-form")
	e.click(`[data-step=review]`)
	return e.id()
}

func (e editor) approves(title string) {
	e.t.Helper()
	e.queued("review", title)
	if on := ask[string](e.reader, `document.querySelector('.preview .rests').textContent`); !strings.Contains(on, "seis policías") || !strings.Contains(on, "Fiscalía") {
		e.t.Errorf("beside the queue it rests on %q", on)
	}
	e.shot("desk-queue")
	e.click(`.preview [aria-keyshortcuts=a]`)
	e.told("Aceptado")
}

func (e editor) approvesDraft(title string) {
	e.t.Helper()
	e.queued("draft", title)
	e.click(`.preview [aria-keyshortcuts=a]`)
	e.told("Aceptado")
}

func (e editor) publishes(title string) {
	e.t.Helper()
	e.queued("approved", title)
	e.click(`.preview [aria-keyshortcuts=p]`)
	e.click(`dialog button[type=submit]`)
	e.told("Publicado")
}

// corrects changes a figure and, told that the title still says the old one, the title.
func (e editor) corrects(id, title string) {
	e.t.Helper()
	e.goTo("/stories/" + e.story + "/incidents/" + id)
	e.write(`[data-list=casualties] [data-field=best] input`, "7")
	e.click(`[data-step=save]`)
	e.wait("the old word to be told", `document.querySelector('dialog .stale')?.textContent.includes('Seis')`)
	e.shot("desk-stale")
	e.click(`dialog .stale button`)
	e.wait("the title to have the focus", `document.activeElement.closest('.field')?.dataset.field === 'title.es'`)
	e.write(`[data-field="title.es"] input`, title)
	e.click(`[data-step=save]`)
	e.wait("what readers will see, and no old word any more", `(t => t?.includes('Seis') && t.includes('Siete'))(document.querySelector('dialog table')?.textContent) && !document.querySelector('dialog .stale')`)
	e.write(`dialog [data-field=revision_kind] select`, "correction")
	e.click(`dialog button[type=submit]`)
	e.wait("a note to be asked for", `!document.querySelector('dialog [role=alert]').hidden`)
	e.write(`dialog [data-field="note.es"] textarea`, "La fiscalía corrigió la cifra.")
	e.shot("desk-correct")
	e.click(`dialog button[type=submit]`)
	e.told("Guardado")
}

func (e editor) retracts(id string) {
	e.t.Helper()
	e.goTo("/stories/" + e.story + "/incidents/" + id)
	e.click(`[data-step=retract]`)
	e.write(`dialog [data-field="note.es"] textarea`, "La fiscalía lo desmintió.")
	e.click(`dialog button[type=submit]`)
	e.wait("the history to tell it", `document.querySelector('.revisions')?.textContent.includes('desmintió')`)
}

// looksBack opens the map as it stood before the correction, from the history.
func (e editor) looksBack(title string) {
	e.t.Helper()
	const asOf = `[...document.querySelectorAll('.revisions a.button')].at(-1).getAttribute('href')`
	at, err := url.Parse(ask[string](e.reader, asOf))
	if err != nil || at.Query().Get("as_of") == "" {
		e.t.Fatalf("the history leads to %s, %v", at, err)
	}
	if layer := e.text("/stories/" + e.story + "/layers/all.geojson?lang=es&as_of=" + at.Query().Get("as_of")); !strings.Contains(layer, title) {
		e.t.Errorf("as of %s the layer does not tell %q: %s", at.Query().Get("as_of"), title, layer)
	}
}

// tonala is a report of two events, with one of another year.
const tonala = `TONALÁ, Jalisco, 22 feb 2026.- Cuatro policías murieron y dos más resultaron heridos el domingo por la madrugada en una emboscada en Tonalá, informó la Fiscalía del estado.

Horas después, varios hombres bloquearon la carretera a Zapotlanejo con vehículos incendiados, según Protección Civil.

En 2015 otro ataque en el mismo municipio dejó quince policías muertos.`

// readsAReport pastes a report on a phone, looks at its drafts beside the text, leaves one out by a key, and takes the other to
// readers.
func (e editor) readsAReport(open *reader) {
	e.t.Helper()
	const drafts, ambush = `document.querySelectorAll('.found')`, "Ataque en Tonalá"
	e.set(phone)
	e.goTo("/stories/" + e.story + "/report")
	e.write(`[data-field=text] textarea`, tonala)
	e.click(`.sheet .bar button.main`)
	e.wait("the drafts", drafts+`.length > 0`)
	if told := ask[[]string](e.reader, `[...`+drafts+`].map(d => d.textContent)`); len(told) != 2 || !strings.Contains(told[0], ambush) || strings.Contains(strings.Join(told, ""), "15") {
		e.t.Fatalf("the drafts are %q", told)
	}
	e.shot("desk-report")
	e.press("j")
	if lines := ask[int](e.reader, `Math.max(...[...document.querySelectorAll('.passage')].map(p => p.getClientRects().length))`); lines < 2 {
		e.t.Errorf("no passage runs on over its lines with the text around it")
	}
	e.wait("the words that the first rests on", `[...document.querySelectorAll('.passage.current')].some(p => p.textContent.includes('policías murieron'))`)
	e.press("j")
	e.press("x")
	e.wait("the second to be left out", `!`+drafts+`[1].querySelector('input').checked`)
	e.click(`.report-work .bar button.main`)
	e.wait("one to be stored", `document.querySelectorAll('.report-work .items a').length === 1`)
	e.approvesDraft(ambush)
	e.publishes(ambush)
	open.wait("what the report told, without a reload", fmt.Sprintf(`[...document.querySelectorAll('#list li.item')].some(i => i.textContent.includes(%q))`, ambush))
}

// worksByKeys takes a draft to readers with the keyboard alone, on a phone.
func (e editor) worksByKeys(title string) {
	e.t.Helper()
	e.set(phone)
	e.goTo("/stories/" + e.story + "?stage=draft")
	e.wait("the draft", `document.querySelectorAll('.item').length === 1`)
	if wide := ask[int](e.reader, `document.documentElement.scrollWidth`); int64(wide) > phone.width {
		e.t.Errorf("the queue is %d wide on a phone of %d", wide, phone.width)
	}
	e.press("j")
	e.wait("the draft beside the queue", `document.querySelector('.preview h2')?.checkVisibility()`)
	e.press("a")
	e.told("Aceptado: " + title)
	e.goTo("/stories/" + e.story + "?stage=approved")
	e.wait("the approved one", `document.querySelectorAll('.item').length === 1`)
	e.press("j")
	e.wait("the approved one beside the queue", `document.querySelector('.preview h2')?.checkVisibility()`)
	e.press("p")
	e.wait("the question", `document.querySelector('dialog[open] button[type=submit]') !== null`)
	e.shot("desk-phone")
	e.press(kb.Tab)
	ask[bool](e.reader, `(document.querySelector('dialog[open] button[type=submit]').focus(), true)`)
	e.press(kb.Enter)
	e.told("Publicado: " + title)
}
