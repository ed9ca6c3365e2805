package main

import (
	"fmt"
	"testing"
)

// types writes keys into a field of the desk from its start, as a person does.
func (e editor) types(selector, keys string) {
	e.t.Helper()
	ask[bool](e.reader, fmt.Sprintf(`(c => { c.closest('details')?.setAttribute('open', ''); c.scrollIntoView({block: 'center'}); c.focus(); return document.activeElement === c; })(document.querySelector(%q))`, selector))
	e.press(keys)
	if !ask[bool](e.reader, fmt.Sprintf(`(c => c.value === '' && c.validity.badInput)(document.querySelector(%q))`, selector)) {
		e.t.Fatalf("%q in %s is not what the browser takes as unfinished", keys, selector)
	}
}

// refused waits until words stand beside a field.
func (e editor) refused(field, words string) {
	e.t.Helper()
	e.wait(words+" beside "+field, fmt.Sprintf(`(w => w?.checkVisibility() && w.textContent.includes(%q))(document.querySelector(%q))`, words, field+" > .wrong"))
}

// TestBrowserUnfinished writes days, times and numbers that are none, which a browser gives as empty: nothing is saved, and
// the field says why.
func TestBrowserUnfinished(t *testing.T) {
	t.Parallel()
	r, b := start(t), startBrowser(t)
	const story, noDay = "dias", "ese día no existe"
	ana := hire(t, b, r, seat{screen: desk}, story, "Ana Pérez", "--admin")
	ana.makesAStory("Días")

	ana.goTo("/stories/" + story + "/settings")
	const embargo = `[data-field="policy.embargo_until"]`
	ana.types(embargo+" input", "0222")
	ana.click(".sheet .bar button.main")
	ana.refused(embargo, noDay)

	ana.goTo("/stories/" + story + "/incidents/new")
	ana.write(`[data-field="title.es"] input`, "Bloqueo")
	ana.write(`[data-field="kind"] select`, "roadblock")
	const day, radius = `[data-field="start"]`, `[data-field="radius_m"]`
	for _, keys := range []string{"02312026", "0222"} {
		ana.write(day+" input", "")
		ana.types(day+" input", keys)
		ana.click("[data-step=save]")
		ana.refused(day, noDay)
	}
	ana.write(day+" input", "2026-02-22")
	ana.types(radius+" input", "1e")
	ana.click("[data-step=save]")
	ana.refused(radius, "no es un número")
	if at := ask[string](ana.reader, `location.pathname`); at != "/edit/stories/"+story+"/incidents/new" {
		t.Fatalf("something was saved: the page is %s", at)
	}
	ana.write(radius+" input", "")
	ana.click("[data-step=save]")
	ana.id()

	ana.click("[data-step=publish]")
	const at = `dialog [data-field="publish_at"]`
	ana.wait("the dialog", `document.querySelector('dialog') !== null`)
	ana.types(at+" input", "0222")
	ana.click("dialog button[type=submit]")
	ana.refused(at, noDay)
}
