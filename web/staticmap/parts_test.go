package staticmap

import (
	"fmt"
	"io/fs"
	"math"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/geo/mercator"
	"incidentmap/incidents"
	"incidentmap/incidents/index"
	"incidentmap/web/ui"
)

// The symbols are those of the page.
func TestOutlinesAreThePages(t *testing.T) {
	text, err := fs.ReadFile(ui.Templates(), "symbols.gohtml")
	if err != nil {
		t.Fatal(err)
	}
	number := regexp.MustCompile(`[0-9.]+`)
	for _, shape := range incidents.Shapes() {
		if shape == incidents.Circle {
			continue // an arc there, and corners here
		}
		_, d, _ := strings.Cut(string(text), fmt.Sprintf(`id="shape-%s"`, shape))
		_, d, _ = strings.Cut(d, `d="`)
		d, _, _ = strings.Cut(d, `"`)
		d = strings.NewReplacer("H19.1V19.1H4.9", "L19.1 4.9L19.1 19.1L4.9 19.1").Replace(d)
		for from, to := range map[string]string{"H21.5Z": "L21.5 4.5Z", "H2.5Z": "L2.5 19.5Z", "L17.6 20.2H6.4": "L17.6 20.2L6.4 20.2", "L16.5 19.8H7.5": "L16.5 19.8L7.5 19.8", "L21.5 19.5H2.5": "L21.5 19.5L2.5 19.5", "L2.5 4.5H21.5": "L2.5 4.5L21.5 4.5"} {
			d = strings.Replace(d, from, to, 1)
		}
		var want []float64
		for _, word := range number.FindAllString(d, -1) {
			v, err := strconv.ParseFloat(word, 64)
			if err != nil {
				t.Fatal(err)
			}
			want = append(want, v)
		}
		var got []float64
		for _, p := range outline(shape) {
			got = append(got, p[0], p[1])
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: %v, the page has %v", shape, got, want)
		}
	}
}

func TestProjection(t *testing.T) {
	for name, box := range map[string]geo.BBox{
		"Mexico": {West: -108, South: 17, East: -96, North: 27}, "antimeridian": {West: 170, South: -20, East: -170, North: 20},
		"high": {West: 0, South: 70, East: 40, North: 80}, "a point": {West: 5, South: 5, East: 5, North: 5},
	} {
		p := fitted(box, 1200, 630, 12)
		for _, corner := range []orb.Point{{box.West, box.South}, {box.West, box.North}, {box.East, box.South}, {box.East, box.North}} {
			if at := p.pixel(corner); !p.bound().Pad(1e-6).Contains(at) {
				t.Errorf("%s: %v is at %v, beyond the picture", name, corner, at)
			}
		}
		shown := p.box()
		if got := p.pixel(orb.Point{shown.West, shown.North}); name != "a point" && far(got, orb.Point{0, 0}) > 1e-6 && far(got, orb.Point{p.world, 0}) > 1e-6 {
			t.Errorf("%s: the corner of the box that is shown is at %v", name, got)
		}
	}
	p := fitted(geo.BBox{West: -1, South: -1, East: 1, North: 1}, 500, 500, 0)
	if got := p.pixels(2*mercator.HalfSide/360, orb.Point{0, 0}); math.Abs(got-p.world/360) > 1e-6 {
		t.Errorf("a degree of the equator is %g pixels, want %g", got, p.world/360)
	}
}

func TestNamesCoverNothing(t *testing.T) {
	f, err := loadFonts()
	if err != nil {
		t.Fatal(err)
	}
	p := &pen{fonts: f}
	random := rand.New(rand.NewPCG(3, 4))
	picture := orb.Bound{Max: orb.Point{800, 600}}
	var places []place
	for i := range 300 {
		class := []string{"country", "state", "capital", "city", "town", "village"}[i%6]
		places = append(places, place{fmt.Sprint("Ciudad Añeja ", i), class, i, orb.Point{random.Float64() * 800, random.Float64() * 600}})
	}
	places = append(places, place{"東京", "city", 0, orb.Point{400, 100}})
	mark := orb.Point{400, 300}.Bound().Pad(40)
	names := placeNames(p, places, []orb.Bound{mark}, picture, 1)
	if len(names) < 20 || len(names) > mostNames {
		t.Errorf("%d names", len(names))
	}
	var boxes []orb.Bound
	for _, n := range names {
		box := n.box(n.start, p.width(n.text, n.style.face), 1)
		if n.name == "東京" {
			t.Error("a name is written that the font does not have")
		}
		if !within(picture, box) || box.Intersects(mark) {
			t.Errorf("%s is at %v", n.text, box)
		}
		for _, other := range boxes {
			if box.Intersects(other) {
				t.Errorf("%s covers another", n.text)
			}
		}
		boxes = append(boxes, box)
	}
}

// A tag stands within its area, bent as it may be.
func TestAnchorIsInside(t *testing.T) {
	picture := orb.Bound{Max: orb.Point{100, 100}}
	bent := []orb.Point{{10, 10}, {90, 10}, {90, 20}, {20, 20}, {20, 90}, {10, 90}, {10, 10}}
	found := anchors(path{bent}, nil, picture)
	for _, c := range found {
		if depthInside(c.At, bent) <= 0 {
			t.Errorf("%v is not inside", c)
		}
	}
	if len(found) < 10 {
		t.Errorf("%d points", len(found))
	}
	if along := anchors(nil, path{{{0, 50}, {100, 50}}}, picture); len(along) < 3 || along[0].At != (orb.Point{50, 50}) {
		t.Errorf("half way is %v", along)
	}
	if beyond := anchors(path{{{200, 200}, {300, 200}, {300, 300}, {200, 200}}}, nil, picture); len(beyond) > 0 {
		t.Error("what is beyond the picture has a tag on it")
	}
}

func TestDashes(t *testing.T) {
	sum := 0.0
	for _, d := range dashed(path{{{0, 0}, {37, 0}, {37, 43}, {0, 43}}}, 2, 6) {
		sum += far(d[0], d[1])
	}
	if sum < 28 || sum > 31 { // a quarter of 117
		t.Errorf("dashes of %g in all", sum)
	}
}

func TestShortNumber(t *testing.T) {
	for n, want := range map[int]string{7: "7", 999: "999", 1000: "1k", 1299: "1.2k", 38_400: "38k", 999_999: "999k", 1_250_000: "1.2M", 12_000_000: "12M"} {
		if got := shortNumber(n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}

func TestPlainText(t *testing.T) {
	for html, want := range map[string]string{
		`<a href="https://x.org/">Names</a> (CC BY), <b>A &amp; B</b>`: "Names (CC BY), A & B", "": "", "a < ": "a ", "&amp;lt;": "&lt;",
	} {
		if got := plainText(html); got != want {
			t.Errorf("%q: %q, want %q", html, got, want)
		}
	}
}

func TestLegible(t *testing.T) {
	for _, name := range Themes() {
		ground := themeOf(name).land
		for _, hex := range []string{"#ffffff", "#000000", "#b2182b", "#2166ac", "#f5f3ee", "nonsense"} {
			if got := contrast(legible(rgb(hex), ground), ground); got < leastContrast {
				t.Errorf("%s on %s: %.2f", hex, name, got)
			}
		}
	}
}

// TestDeadOf holds that what sources differ on is written as the least and the most.
func TestDeadOf(t *testing.T) {
	n := func(i int) *int { return &i }
	say := func(source string, o incidents.Outcome, c incidents.Count) incidents.SourceFigures {
		return incidents.NewSourceFigures([]incidents.SourceCounts{{Source: incidents.Source{ID: source}, Counts: incidents.Counts{o: c}}})
	}
	one := func(i int) incidents.Count { return incidents.Count{Low: n(i), Best: n(i), High: n(i)} }
	for want, said := range map[string][]incidents.SourceFigures{
		"":          {say("a", incidents.Killed, one(0)), say("a", incidents.Wounded, one(3))},
		"7":         {say("a", incidents.Killed, one(4)), say("a", incidents.DiedLater, one(3))},
		"3–4":       {say("a", incidents.Killed, one(4)), say("b", incidents.DiedLater, one(3))},
		"4":         {say("a", incidents.Killed, one(4)), say("b", incidents.Killed, one(4))},
		"5+":        {say("a", incidents.Killed, incidents.Count{Low: n(5)})},
		"≤6":        {say("", incidents.Killed, incidents.Count{High: n(6)})},
		"0–2":       {say("", incidents.Killed, one(0)), say("b", incidents.Killed, one(2))},
		"1.2k–1.3k": {say("a", incidents.Killed, one(1234)), say("b", incidents.Killed, one(1345))},
		"1.2k":      {say("a", incidents.Killed, one(1234)), say("b", incidents.Killed, one(1235))},
	} {
		f := index.FiguresOf(said...)
		if got := deadOf(&f); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
