package main

import (
	"errors"
	"io/fs"
	"os"
	"testing"

	"github.com/chromedp/chromedp"
)

// axeFile is where npm puts axe-core, which is for tests alone and in no page.
const axeFile = "../../web/ui/node_modules/axe-core/axe.min.js"

// axeRun runs the rules of WCAG 2.2 AA and of good practice, and tells what broke them.
const axeRun = `axe.run(document, {
	runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
	resultTypes: ['violations'],
}).then(({violations}) => violations.flatMap(({id, impact, help, nodes}) =>
	nodes.map(({target, failureSummary}) => [id, impact, help, target.join(' '), failureSummary].join('; '))))`

// axeSource reads axe-core or skips the test; where the browser is required, a missing one fails it.
func axeSource(t *testing.T) string {
	t.Helper()
	source, err := os.ReadFile(axeFile)
	if errors.Is(err, fs.ErrNotExist) && os.Getenv("INCIDENTMAP_BROWSER") != "required" && os.Getenv("CI") != "true" {
		t.Skip("no axe-core: run npm ci in web/ui, or use go run ./cmd/dev test")
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(source)
}

// axeFindsNothing looks at every page, in each language and in light and dark.
func axeFindsNothing(t *testing.T, g public) {
	source := axeSource(t)
	for _, page := range g.pages {
		t.Run(page.name, func(t *testing.T) {
			t.Parallel() // no timing is looked at
			p := g.open(t, g.running, desk)
			dark := screen{width: desk.width, height: desk.height, dark: true}
			screens := map[string][]screen{"es": {desk, dark}, "en": {desk, dark}}
			if page.long {
				screens = map[string][]screen{"es": {desk}, "en": {dark}}
			}
			for lang := range screens {
				p.set(desk)
				p.look(page, lang)
				for _, on := range screens[lang] {
					p.set(on)
					for _, found := range p.axe(source) {
						t.Errorf("%s, dark %t: %s", lang, on.dark, found)
					}
				}
			}
		})
	}
}

// axe gives what breaks a rule in the page as it stands. It comes by the browser's own door:
// the page's policy lets in no script from elsewhere.
func (p *reader) axe(source string) []string {
	p.t.Helper()
	await := chromedp.EvalAwaitPromise
	if _, err := chromedp.Run(p.ctx, chromedp.Evaluate[string](source+`; axe.version`)); err != nil {
		p.t.Fatalf("axe-core: %v", err)
	}
	found, err := chromedp.Run(p.ctx, chromedp.Evaluate[[]string](axeRun, await))
	if err != nil {
		p.t.Fatalf("axe: %v", err)
	}
	return found
}
