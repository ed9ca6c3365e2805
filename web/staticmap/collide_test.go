package staticmap

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/web/i18n"
)

// boxed is a part of a picture that nothing else may cover.
type boxed struct {
	name string
	orb.Bound
}

// laidOut arranges a scene on a map of a size, and gives all that stands on it.
func laidOut(t *testing.T, sc *scene, width, height int, places []place) (*drawing, []boxed) {
	t.Helper()
	w := &pictureRequest{width: width, height: height}
	to := fitted(geo.BBox{West: -106, South: 18, East: -101, North: 23}, width, height, 12*w.scale())
	d := &drawing{canvas: newCanvas(1, 1, white()), pen: testPen(t), theme: themeOf("light"), scale: w.scale(), to: &to, view: to.bound()}
	if err := d.shade(t.Context(), sc); err != nil {
		t.Fatal(err)
	}
	languages, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	d.arranged(sc, words{"en", languages.Nearest("en")}, leadsFor(to.width/d.scale))
	d.placeLocator()
	var all []boxed
	if d.locator.Max[0] > 0 {
		all = append(all, boxed{"locator", d.locator})
	}
	for i := range d.marks {
		all = append(all, boxed{"mark of " + d.marks[i].key, d.marks[i].box(d.scale)})
	}
	for _, text := range d.written {
		all = append(all, boxed{text.lines[0].text, text.box})
	}
	for _, n := range placeNames(d.pen, d.untold(places, sc.settings.Labels), d.taken(), to.bound(), d.scale) {
		all = append(all, boxed{"name " + n.text, n.box(n.start, d.pen.width(n.text, n.style.face), d.scale)})
	}
	return d, all
}

// On pictures of every size, no text covers a mark, the locator or another text, and none is cut off at the edge.
func TestNothingCollides(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for _, size := range [][2]int{{1200, 560}, {1080, 1000}, {1080, 1800}, {600, 280}, {400, 230}, {2400, 1100}} {
		for round := range 6 {
			sc := &scene{}
			for i := range 4 + 7*round {
				s := spot{
					look: look{incidents.Star, rgb("#5e3c99")}, at: orb.Point{-106 + 5*random.Float64(), 18 + 5*random.Float64()}, gravity: gravity(i % 4),
					name: fmt.Sprint("Ciudad Añeja ", i), title: "Mueren seis integrantes de la Guardia Nacional en un ataque", id: fmt.Sprint(i),
				}
				if s.gravity == grave {
					s.dead = span{i, i}
				}
				sc.spots = append(sc.spots, s)
			}
			sc.areas = []area{{look{incidents.Wedge, rgb("#00796b")}, orb.Polygon{{{-105, 19}, {-102, 19}, {-102, 21}, {-105, 21}, {-105, 19}}}, geo.Admin1, 3, 0, "Jalisco"}}
			var places []place
			for i := range 60 {
				places = append(places, place{fmt.Sprint("Pueblo ", i), []string{"city", "town", "state", "village"}[i%4], i, orb.Point{random.Float64() * float64(size[0]), random.Float64() * float64(size[1])}})
			}
			d, all := laidOut(t, sc, size[0], size[1], places)
			texts := map[string]bool{}
			for _, written := range d.written {
				texts[written.lines[0].text] = true
			}
			for i, a := range all {
				if texts[a.name] && d.to.bound().Contains(a.Center()) && !within(d.to.bound(), a.Bound) {
					t.Errorf("%v, round %d: %q is cut off: %v", size, round, a.name, a.Bound)
				}
				for _, b := range all[:i] {
					if strings.HasPrefix(a.name, "name ") && texts[b.name] && b.Pad((clearance-0.01)*d.scale).Intersects(a.Bound) {
						t.Errorf("%v, round %d: %q is read as a line of %q: %v, %v", size, round, a.name, b.name, a.Bound, b.Bound)
					}
					if a.Min[0] < b.Max[0]-0.01 && b.Min[0] < a.Max[0]-0.01 && a.Min[1] < b.Max[1]-0.01 && b.Min[1] < a.Max[1]-0.01 && a.name != b.name {
						t.Errorf("%v, round %d: %q covers %q: %v, %v", size, round, a.name, b.name, a.Bound, b.Bound)
					}
				}
			}
		}
	}
}

// What editors choose of the map counts on pictures: names that are hidden or come first, a lead of which nobody died, and sizes
// that tell deaths.
func TestChosenOnPictures(t *testing.T) {
	sc := &scene{spots: []spot{
		{look: look{incidents.Star, rgb("#5e3c99")}, at: orb.Point{-105, 19}, gravity: 2, name: "Autlán", title: "Bloqueo", id: "a"},
		{look: look{incidents.Cross, rgb("#a50026")}, at: orb.Point{-102, 22}, gravity: grave, name: "Tala", title: "Ataque", id: "b", dead: span{4, 4}},
		{look: look{incidents.Cross, rgb("#a50026")}, at: orb.Point{-103, 20}, gravity: grave, name: "Tonalá", title: "Ataque", id: "c", dead: span{16, 16}},
	}}
	sc.settings = incidents.MapSettings{Leads: []string{"a"}, Size: "deaths", Labels: map[string]incidents.LabelRule{"Tala": incidents.HideLabel, "Colima": incidents.HideLabel, "Sayula": incidents.PinLabel}}
	d, _ := laidOut(t, sc, 1200, 560, nil)
	written := map[string][]textOf{}
	for _, text := range d.written {
		written[text.lines[0].text] = text.lines
	}
	if lines := written["Autlán"]; len(lines) != 2 || lines[1].text != "Bloqueo" {
		t.Errorf("a lead of which nobody died is told as %v", lines)
	}
	if written["Tala"] != nil {
		t.Error("a hidden name is written")
	}
	sizes := map[string]float64{}
	for i := range d.marks {
		sizes[d.marks[i].key] = d.marks[i].size()
	}
	if sizes[sc.spots[2].key()] != mostDeadSize || sizes[sc.spots[1].key()] != grave.size() || sizes[sc.spots[0].key()] != gravity(2).size() {
		t.Errorf("sizes that tell deaths are %v", sizes)
	}
	left := d.untold([]place{{name: "Colima", rank: 1}, {name: "Sayula", rank: 9}, {name: "TONALA", rank: 3}}, sc.settings.Labels)
	if len(left) != 1 || left[0].name != "Sayula" || left[0].rank >= 0 {
		t.Errorf("of the basemap's names %v are left", left)
	}
}
