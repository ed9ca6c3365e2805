package main

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// What can be seen: the focus, targets, symbols without colour, and pages that are narrow,
// enlarged or spaced out.

// picture gives a part of the window as it is drawn, in CSS pixels.
func (p *reader) picture(x, y, width, height float64) image.Image {
	p.t.Helper()
	// A clip is of the page, not of the window.
	scroll := ask[[]float64](p, `[scrollX, scrollY]`)
	shot, err := chromedp.Call(p.ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{
		Clip: &page.Viewport{X: scroll[0] + max(x, 0), Y: scroll[1] + max(y, 0), Width: width + min(x, 0), Height: height + min(y, 0), Scale: 1},
	})
	if err != nil {
		p.t.Fatalf("screenshot: %v", err)
	}
	img, err := png.Decode(bytes.NewReader(shot.Data))
	if err != nil {
		p.t.Fatal(err)
	}
	return img
}

// luminance is a colour's relative luminance (WCAG 2.2, "relative luminance").
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint32) float64 {
		s := float64(v) / 0xffff
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

// contrast is the ratio of two colours (WCAG 2.2, "contrast ratio").
func contrast(a, b color.Color) float64 {
	one, two := luminance(a), luminance(b)
	return (max(one, two) + 0.05) / (min(one, two) + 0.05)
}

// differing counts the pixels of a part in which two pictures differ by a contrast of at least a
// ratio.
func differing(a, b image.Image, part image.Rectangle, ratio float64) int {
	n := 0
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			if contrast(a.At(x, y), b.At(x, y)) >= ratio {
				n++
			}
		}
	}
	return n
}

func TestContrast(t *testing.T) {
	for _, c := range []struct {
		a, b color.Color
		want float64
	}{
		{color.White, color.Black, 21},
		{color.Black, color.White, 21},
		{color.White, color.White, 1},
		{color.RGBA{0x76, 0x76, 0x76, 0xff}, color.White, 4.54}, // the lightest grey that passes on white
	} {
		if got := contrast(c.a, c.b); math.Abs(got-c.want) > 0.005 {
			t.Errorf("contrast of %v and %v is %.3f, want %.2f", c.a, c.b, got, c.want)
		}
	}
}

// theFocusIsSeen holds 2.4.7 and 1.4.11 by pixels: with the focus and without, one stop of each
// sort differs by 3:1 in at least as many pixels as a line around it has (2.4.13 asks for two lines).
func theFocusIsSeen(t *testing.T, g public) {
	for _, on := range []screen{desk, {width: 1280, height: 800, dark: true}} {
		t.Run(fmt.Sprintf("dark %t", on.dark), func(t *testing.T) {
			p := g.open(t, g.running, on)
			p.visitMap(seedPage + "?lang=en")
			seen := map[string]bool{}
			for range 200 {
				at := p.tab()
				if at == nil {
					break
				}
				if sort := at.Is + " " + at.What; !seen[sort] {
					seen[sort] = true
					p.checkFocus(at)
				}
			}
			if len(seen) < 10 {
				t.Errorf("only %d sorts of stops: %v", len(seen), seen)
			}
		})
	}
}

func (p *reader) checkFocus(at *stop) {
	p.t.Helper()
	const margin = 8 // more than an outline takes
	size := ask[[]float64](p, `[innerWidth, innerHeight]`)
	width, height := min(at.Width+2*margin, size[0]-at.X+margin), min(at.Height+2*margin, size[1]-at.Y+margin)
	take := func() image.Image { return p.picture(at.X-margin, at.Y-margin, width, height) }
	with := take()
	ask[bool](p, `(window.held = document.activeElement, held.blur(), true)`)
	without := take()
	ask[bool](p, `(held.focus({preventScroll: true}), true)`)
	line := int(2 * (min(at.Width, size[0]) + min(at.Height, size[1])))
	if at.Is == "the timeline" {
		line = 4 * 24 // its ring is around the thumb, which is 24 px wide
	}
	if n := differing(with, without, with.Bounds(), 3); n < line*9/10 { // the corners of a round mark
		p.t.Errorf("%s, %.0f by %.0f px: the focus changes %d pixels by 3:1, want %d", at.What, at.Width, at.Height, n, line)
	}
}

// targetsAreLarge holds 2.5.8: marks and bubbles are 24 px at least and none overlaps another,
// and the page's own controls are 44 px.
func targetsAreLarge(t *testing.T, g public) {
	const own = `.leaflet-bar button, #layers label, #layers summary, #layers a.download, .languages a, #live, .close, .whole-page`
	const small = `[...document.querySelectorAll('` + own + `')].filter(e => e.checkVisibility()).map(e => [e, e.getBoundingClientRect()]).filter(([, b]) => b.height < 44 || b.width < 44).map(([e, b]) => e.outerHTML.slice(0, 90) + ' ' + b.width + ' by ' + b.height)`
	const marks = `[...document.querySelectorAll('#map button.leaflet-marker-icon')].map(e => e.getBoundingClientRect()).map(b => [b.left, b.top, b.right, b.bottom])`
	for _, address := range []string{seedPage, "/stories/many", "/stories/thousand"} {
		for _, on := range []screen{desk, phone} {
			p := g.open(t, g.running, on)
			p.visitMap(address + "?lang=es")
			ask[bool](p, `(document.querySelector('.move-control [aria-expanded]').click(), document.querySelector('#layers summary').click(), document.querySelector('#list a.open').click(), true)`)
			p.wait("the card", `document.querySelector('#card article.incident') !== null`)
			for _, e := range ask[[]string](p, small) {
				t.Errorf("%s, %d px wide: %s is less than 44 by 44", address, on.width, e)
			}
			boxes := ask[[][]float64](p, marks)
			if len(boxes) == 0 {
				t.Errorf("%s has no marks", address)
			}
			for i, a := range boxes {
				if a[2]-a[0] < 23.9 || a[3]-a[1] < 23.9 {
					t.Errorf("%s: a mark is at %.0f", address, a)
				}
				for _, b := range boxes[:i] {
					if min(a[2], b[2])-max(a[0], b[0]) > 1.5 && min(a[3], b[3])-max(a[1], b[1]) > 1.5 { // Leaflet rounds their places
						t.Errorf("%s, %d px wide: marks at %v and %v overlap", address, on.width, a, b)
					}
				}
			}
		}
	}
}

// nothingMoves holds 2.3.3 for a reader who wants no motion: nothing is animated after a zoom or
// a pan; for another something is, or the test would see nothing.
func nothingMoves(t *testing.T, g public) {
	for _, still := range []bool{true, false} {
		p := g.open(t, g.running, screen{width: 1280, height: 800, still: still})
		p.visitMap(seedPage + "?lang=en")
		moves := 0
		for _, button := range []string{".leaflet-control-zoom-in", ".move-control [aria-expanded]", "#move-pad button", ".leaflet-control-zoom-out"} {
			moves += ask[int](p, `(document.querySelector('`+button+`').click(), document.getAnimations().length + document.querySelectorAll('.leaflet-zoom-anim, .leaflet-pan-anim').length)`)
			time.Sleep(60 * time.Millisecond)
			moves += ask[int](p, `document.getAnimations().length + document.querySelectorAll('.leaflet-zoom-anim, .leaflet-pan-anim').length`)
		}
		if (moves > 0) == still {
			t.Errorf("reduced motion %t: %d animations", still, moves)
		}
	}
}

// reflows holds 1.4.10: at 320 px, which is also a desk's 1280 px at 400 %, no page scrolls
// sideways; and 1.4.12: with the spacing that it names nothing is clipped.
func reflows(t *testing.T, g public) {
	// Texts that are cut off by a box of their own; what is hidden from sight on purpose aside.
	const clipped = `[...document.body.querySelectorAll('*')].filter(e => e.checkVisibility({visibilityProperty: true}) && !e.closest('.hidden, .skip, svg, #map .leaflet-pane, input[readonly]') && getComputedStyle(e).overflow !== 'visible'
		&& !['auto', 'scroll'].includes(getComputedStyle(e).overflowY) && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1) && e.id !== 'map').map(e => e.outerHTML.slice(0, 100))`
	const spacing = `(sheet => { sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }'); document.adoptedStyleSheets = [sheet]; return true })(new CSSStyleSheet())`
	const wide = `document.documentElement.scrollWidth > innerWidth ? [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('#map')).slice(0, 3).map(e => e.outerHTML.slice(0, 90)).join(' ') || 'something' : ''`
	p := g.open(t, g.running, desk)
	for _, page := range g.pages {
		p.set(screen{width: 320, height: 256, density: 4})
		p.look(page, "es")
		if e := ask[string](p, wide); e != "" {
			t.Errorf("1.4.10: %s scrolls sideways at 320 px: %s", page.name, e)
		}
		if page.name == "story" {
			p.checkPanButtons()
			p.shot("enlarged")
		}
		ask[bool](p, spacing)
		for _, on := range []screen{{width: 320, height: 640}, desk} {
			p.set(on)
			if e := ask[string](p, wide); e != "" {
				t.Errorf("1.4.12: %s, spaced out, scrolls sideways at %d px: %s", page.name, on.width, e)
			}
			for _, e := range ask[[]string](p, clipped) {
				t.Errorf("1.4.12: %s, spaced out at %d px, cuts off %s", page.name, on.width, e)
			}
		}
		if page.name == "story" {
			p.shot("spaced")
		}
	}
}

// checkPanButtons checks that the pan buttons are not cut off where the map is low.
func (p *reader) checkPanButtons() {
	p.t.Helper()
	const outside = `(map => [...document.querySelectorAll('.move-control button, .leaflet-control-zoom button')].filter(e => { const b = e.getBoundingClientRect(); return b.bottom > map.bottom || b.right > map.right }).map(e => e.title))(document.querySelector('#map').getBoundingClientRect())`
	ask[bool](p, `(document.querySelector('.move-control [aria-expanded]').click(), true)`)
	p.wait("the pan buttons", `document.querySelector('#move-pad').checkVisibility()`)
	if cut := ask[[]string](p, outside); len(cut) > 0 {
		p.t.Errorf("1.4.10: the map cuts off the buttons %q", cut)
	}
}

// colourIsNeverAlone holds 1.4.1, 1.4.3 and 1.4.11: no two layers of a story have the same shape,
// and each symbol stands out from land and water, light and dark, for eyes that see colours
// differently; the numbers on bubbles can be read.
func colourIsNeverAlone(t *testing.T, g public) {
	for _, dark := range []bool{false, true} {
		p := g.open(t, g.running, screen{width: 1280, height: 800, dark: dark})
		p.visitMap(seedPage + "?lang=en")
		shapes := ask[[]string](p, `[...document.querySelectorAll('#layers .symbol use')].map(u => u.getAttribute('href'))`)
		if slices.Sort(shapes); len(shapes) < 6 || len(slices.Compact(slices.Clone(shapes))) != len(shapes) {
			t.Errorf("the layers' shapes are %v", shapes)
		}
		for _, eyes := range []emulation.SetEmulatedVisionDeficiencyType{
			emulation.SetEmulatedVisionDeficiencyTypeNone, emulation.SetEmulatedVisionDeficiencyTypeProtanopia,
			emulation.SetEmulatedVisionDeficiencyTypeDeuteranopia, emulation.SetEmulatedVisionDeficiencyTypeTritanopia,
		} {
			p.see(eyes)
			p.checkSymbols(fmt.Sprintf("dark %t, %s", dark, eyes))
		}
		p.see(emulation.SetEmulatedVisionDeficiencyTypeNone)
		p.visitMap("/stories/many?lang=en")
		for _, part := range []string{".bubble", ".bubble .dead"} {
			colours := ask[[]string](p, `(b => { b.insertAdjacentHTML('beforeend', '<span class="dead"></span>'); return [getComputedStyle(b).backgroundColor, getComputedStyle(document.querySelector('`+part+`')).color] })(document.querySelector('.bubble'))`)
			text := parseColour(t, colours[1])
			for _, ground := range mapGrounds(dark) {
				if ratio := contrast(over(t, colours[0], ground), text); ratio < 4.5 {
					t.Errorf("dark %t: the text of %s on %s has %.2f:1", dark, part, ground, ratio)
				}
			}
		}
	}
}

func (p *reader) see(eyes emulation.SetEmulatedVisionDeficiencyType) {
	p.t.Helper()
	p.do("change the eyes", func(ctx context.Context, tab *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, tab, emulation.SetEmulatedVisionDeficiency, emulation.SetEmulatedVisionDeficiencyParams{Type: eyes})
		return chromedp.Void{}, err
	})
}

// mapGrounds are the colours of water and land; see web/ui/src/basemap/style.ts.
func mapGrounds(dark bool) []string {
	if dark {
		return []string{"#0f161b", "#20262b"}
	}
	return []string{"#d3dfe6", "#f5f3ee"}
}

// over gives the colour that a computed one, which may be transparent, has on a ground of #rrggbb.
func over(t *testing.T, css, ground string) color.Color {
	t.Helper()
	alpha, under := 1.0, color.RGBA{A: 0xff}
	var c color.RGBA
	if _, err := fmt.Sscanf(css, "rgba(%d, %d, %d, %f)", &c.R, &c.G, &c.B, &alpha); err != nil {
		return parseColour(t, css)
	}
	if _, err := fmt.Sscanf(ground, "#%02x%02x%02x", &under.R, &under.G, &under.B); err != nil {
		t.Fatal(err)
	}
	mix := func(top, below uint8) uint8 { return uint8(alpha*float64(top) + (1-alpha)*float64(below)) }
	return color.RGBA{mix(c.R, under.R), mix(c.G, under.G), mix(c.B, under.B), 0xff}
}

// checkSymbols puts each layer's symbol as the map draws it on land and on water, and compares
// the pixels with those of the ground.
func (p *reader) checkSymbols(when string) {
	p.t.Helper()
	for _, ground := range mapGrounds(strings.Contains(when, "dark true")) {
		n := ask[int](p, `(ground => {
			document.querySelector('#bench')?.remove();
			const bench = document.createElement('div');
			bench.id = 'bench';
			bench.style.cssText = 'position: fixed; z-index: 9000; inset: 0; background: ' + ground;
			const symbols = [...document.querySelectorAll('#layers .symbol')];
			symbols.forEach((symbol, i) => {
				const mark = document.createElement('button');
				mark.className = 'mark';
				mark.style.cssText = 'position: absolute; top: 40px; left: ' + (40 + 40 * i) + 'px; color: ' + symbol.getAttribute('fill');
				const use = symbol.cloneNode(true);
				use.removeAttribute('fill');
				mark.append(use);
				bench.append(mark);
			});
			document.body.append(bench);
			return symbols.length;
		})("`+ground+`")`)
		row := float64(40 * n)
		drawn, bare := p.picture(20, 20, row, 40), p.picture(20, 100, row, 40)
		for i := range n {
			cell := image.Rect(40*i, 0, 40*i+40, 40)
			// The smallest shape covers more than twice as many; a thin edge alone does not.
			if pixels := differing(drawn, bare, cell, 3); pixels < 60 {
				p.t.Errorf("%s, on %s: symbol %d has %d pixels that stand out", when, ground, i, pixels)
			}
		}
	}
	p.shot("symbols-" + strings.NewReplacer(" ", "-", ",", "").Replace(when))
	ask[bool](p, `(document.querySelector('#bench').remove(), true)`)
}

// parseColour reads a colour as computed styles write it.
func parseColour(t *testing.T, css string) color.Color {
	t.Helper()
	c := color.RGBA{A: 0xff}
	if _, err := fmt.Sscanf(css, "rgb(%d, %d, %d)", &c.R, &c.G, &c.B); err != nil {
		t.Fatalf("%q: %v", css, err)
	}
	return c
}
