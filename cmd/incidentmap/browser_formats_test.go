package main

import (
	"fmt"
	"testing"

	"incidentmap/incidents/format"
)

// The other formats open below a layer, on a phone too, and the page stays as wide as the
// screen.
func TestBrowserFormats(t *testing.T) {
	t.Parallel()
	p := open(t, start(t), phone)
	p.visitMap(seedPage + "?lang=es")
	menus := ask[int](p, `document.querySelectorAll('#layers details').length`)
	if menus != 7 {
		t.Errorf("%d menus, want one for each of the 6 layers and one for all", menus)
	}
	for i := range menus {
		menu := fmt.Sprintf(`document.querySelectorAll('#layers details')[%d]`, i)
		ask[bool](p, `(`+menu+`.querySelector('summary').click(), true)`)
		seen := ask[int](p, `[...`+menu+`.querySelectorAll('a')].filter(a => a.offsetParent && a.getBoundingClientRect().left >= 0 && a.getBoundingClientRect().right <= innerWidth).length`)
		if seen != len(format.Formats())-1 {
			t.Errorf("menu %d shows %d formats", i, seen)
		}
		if ask[bool](p, `document.documentElement.scrollWidth > innerWidth`) {
			t.Errorf("menu %d makes the page scroll sideways", i)
		}
		if i == 0 {
			ask[bool](p, `(document.querySelector('#layers').scrollIntoView(), true)`)
			p.shot("formats")
		}
	}
	p.visit(seedPage + "/dictionary?lang=es")
	p.shot("dictionary")
	if ask[bool](p, `document.documentElement.scrollWidth > innerWidth`) {
		t.Error("the dictionary scrolls sideways")
	}
}
