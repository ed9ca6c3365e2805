package staticmap

import (
	"image/color"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
)

// TestPlacesOfWhichNobodySaysHowExact holds that a position without a word on how exact it is has a
// dotted ring on both pictures of the map, and that no other has.
func TestPlacesOfWhichNobodySaysHowExact(t *testing.T) {
	wears := look{shape: incidents.Circle, paint: plain()}
	var pictures, documents [2]string
	for i, unstated := range []bool{false, true} {
		m := &mark{look: wears, form: atPoint, count: 1, at: orb.Point{20, 20}, unstated: unstated}
		c := newCanvas(40, 40, color.NRGBA{255, 255, 255, 255})
		c.drawMark(nil, m, themeOf("light"), 1)
		pictures[i] = string(c.Pix)
		var b strings.Builder
		(&first{}).symbol(&b, m)
		documents[i] = b.String()
	}
	if pictures[0] == pictures[1] {
		t.Error("the picture shows no ring")
	}
	if strings.Contains(documents[0], "dasharray:0 3") || !strings.Contains(documents[1], "dasharray:0 3") {
		t.Errorf("the drawing of the page is\n%s\n%s", documents[0], documents[1])
	}
}
