package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// noteTexts notes of every canvas which texts stand on it and where, in its own pixels: setting its width empties a canvas.
const noteTexts = `(() => {
	const width = Object.getOwnPropertyDescriptor(HTMLCanvasElement.prototype, 'width');
	Object.defineProperty(HTMLCanvasElement.prototype, 'width', {...width, set(v) { this.noted = []; width.set.call(this, v); }});
	const fill = CanvasRenderingContext2D.prototype.fillText;
	CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
		const m = this.measureText(text), t = this.getTransform();
		const corners = [-m.actualBoundingBoxLeft, m.actualBoundingBoxRight].flatMap((dx) => [-m.actualBoundingBoxAscent, m.actualBoundingBoxDescent].map((dy) => t.transformPoint(new DOMPoint(x + dx, y + dy))));
		const [xs, ys] = ['x', 'y'].map((axis) => corners.map((corner) => corner[axis]));
		this.canvas.noted?.push({text, left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys)});
		return fill.call(this, text, x, y);
	};
	// What is written on the map, on its canvas and on the tags of areas, in pixels of the window.
	window.textsOnMap = () => {
		const drawn = [...document.querySelectorAll('#map .leaflet-labels-pane canvas')].flatMap((canvas) => {
			const box = canvas.getBoundingClientRect(), scale = box.width / canvas.width;
			return (canvas.noted ?? []).map(({text, left, right, top, bottom}) => ({text, left: box.left + left * scale, right: box.left + right * scale, top: box.top + top * scale, bottom: box.top + bottom * scale}));
		});
		const tags = [...document.querySelectorAll('#map .mark-tag:has([data-figure])')].map((tag) => {
			const {left, right, top, bottom} = tag.getBoundingClientRect();
			return {text: tag.querySelector('[data-figure]').dataset.figure, left, right, top, bottom};
		});
		return [...drawn, ...tags];
	};
})()`

// cutOff tells, one a line, which texts the map's edge cuts off or a control covers, by more than a pixel.
const cutOff = `(() => {
	const map = document.querySelector('#map').getBoundingClientRect();
	const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
	const inside = (a) => a.left >= map.left - 1 && a.right <= map.right + 1 && a.top >= map.top - 1 && a.bottom <= map.bottom + 1;
	const controls = [...document.querySelectorAll('#map .leaflet-control')].map((e) => [e.className, e.getBoundingClientRect()]);
	return textsOnMap().filter((text) => meet(text, map)).flatMap((text) => [
		...(inside(text) ? [] : [text.text + ' is cut off at the edge']),
		...controls.filter(([, box]) => meet(text, box)).map(([name]) => text.text + ' is under ' + name),
	]).join('\n');
})()`

// notesTexts has the pages that are opened from now on note what they write on the map.
func (p *reader) notesTexts() {
	p.t.Helper()
	p.do("note texts", func(ctx context.Context, tab *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, tab, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: noteTexts})
		return chromedp.Void{}, err
	})
}

// checkTexts holds that what is written on the map can be read whole, when it opens and after it was moved.
func (p *reader) checkTexts() {
	p.t.Helper()
	p.wait("the names", `textsOnMap().length > 0`)
	if faults := ask[string](p, cutOff); faults != "" {
		p.t.Errorf("when it opens:\n%s", faults)
	}
	for _, button := range []int{1, 3, 3, 0} { // west, south twice, north
		before := ask[string](p, `location.search`)
		ask[bool](p, fmt.Sprintf(`(document.querySelectorAll('#move-pad button')[%d].click(), true)`, button))
		p.wait("the map to have moved", fmt.Sprintf(`location.search !== %q && !document.querySelector('.leaflet-pan-anim')`, before))
		if faults := ask[string](p, cutOff); faults != "" {
			p.t.Errorf("after a move:\n%s", faults)
		}
	}
}

// seenTexts are the texts that are seen whole, in small letters, tags without their numbers.
const seenTexts = `(map => textsOnMap().filter(({left, right, top, bottom}) => left >= map.left - 1 && right <= map.right + 1 && top >= map.top - 1 && bottom <= map.bottom + 1).map(({text}) => text.split(' · ')[0].toLowerCase()))(document.querySelector('#map').getBoundingClientRect())`

// unnamedStates tells where shaded states are of which enough is seen for a name, at least a tenth of the map or 20,000
// square pixels, and in which none of their names stands.
const unnamedStates = `(() => {
	const map = document.querySelector('#map').getBoundingClientRect(), step = 10;
	const names = textsOnMap().filter(({text}) => ['jalisco', 'tamaulipas', 'michoacán', 'guerrero', 'nuevo león'].includes(text.split(' · ')[0].toLowerCase()));
	return [...document.querySelectorAll('#map path[data-area=adm1]')].flatMap((path) => {
		const toPath = path.getScreenCTM().inverse(), holds = (x, y) => path.isPointInFill(new DOMPoint(x, y).matrixTransform(toPath));
		let seen = 0;
		for (let x = map.left; x < map.right; x += step) for (let y = map.top; y < map.bottom; y += step) if (holds(x, y)) seen += step * step;
		const named = names.some(({left, right, top, bottom}) => holds((left + right) / 2, (top + bottom) / 2));
		return seen < Math.min(20000, map.width * map.height / 10) || named ? [] : [seen + ' px² at ' + JSON.stringify(path.getBoundingClientRect())];
	});
})()`

// TestBrowserNames holds that the opening view of the seed story names every place that the story does, and
// each shaded state, whatever the screen.
func TestBrowserNames(t *testing.T) {
	t.Parallel()
	s, b := start(t), startBrowser(t)
	for _, width := range []int64{360, 412, 768, 1280, 1920} {
		for _, lang := range []string{"es", "en"} {
			t.Run(fmt.Sprintf("%d in %s", width, lang), func(t *testing.T) {
				p := b.open(t, s, screen{width: width, height: 860, still: true})
				p.notesTexts()
				p.visitMap(seedPage + "?lang=" + lang)
				p.wait("the names", `textsOnMap().length > 0`)
				p.shot(strings.ReplaceAll(t.Name(), "/", "-"))
				named := ask[[]string](p, seenTexts)
				for _, place := range []string{"guadalajara", "zapopan", "tapalpa", "puerto vallarta"} {
					if !slices.Contains(named, place) {
						t.Errorf("%s is not named; what is: %q", place, named)
					}
				}
				if unnamed := ask[[]string](p, unnamedStates); len(unnamed) > 0 {
					t.Errorf("states are shaded and not named: %q; what is: %q", unnamed, named)
				}
			})
		}
	}
}
