package staticmap

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/web/address"
)

// The first paint is well-formed whatever names hold, and nothing in it ends the attribute it stands in.
func TestFirstPaintIsSealed(t *testing.T) {
	f, err := loadFonts()
	if err != nil {
		t.Fatal(err)
	}
	p := &first{room: groundOfWhole}
	p.fit(geo.BBox{West: -106, South: 17, East: -97, North: 28})
	at := p.to.pixel(orb.Point{-103, 20})
	g := &ground{
		areas:  map[string]path{"land": {{{0, 0}, {900, 0}, {900, 700}, {0, 0}}}},
		places: []place{{name: `"><script>alert('1')</script>&%23`, class: "city' onload='x", rank: 1, at: at}},
	}
	square := orb.Polygon{{{-104, 19}, {-102, 19}, {-102, 21}, {-104, 21}, {-104, 19}}}
	north := orb.Polygon{{{-105, 23}, {-100, 23}, {-100, 27}, {-105, 27}, {-105, 23}}}
	sc := &scene{
		spots:   []spot{{look: look{incidents.Star, rgb("#5e3c99")}, at: orb.Point{-103, 20}}, {look: look{incidents.Cross, rgb("#a50026")}, at: orb.Point{-103, 20}}},
		areas:   []area{{look{incidents.Wedge, rgb("#00796b")}, square, geo.Admin1, 1, 0, ""}, {look{incidents.Wedge, rgb("#00796b")}, north, geo.Country, 2, 0, "<&"}},
		bubbles: []bubble{{at: orb.Point{-99, 25}, count: 1234}}, level: 6,
	}
	svg, err := p.document(t.Context(), &Stills{fonts: f}, sc, g, words{})
	if err != nil {
		t.Fatal(err)
	}
	decoder := xml.NewDecoder(strings.NewReader(svg))
	for {
		_, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%v in %s", err, svg)
		}
	}
	if strings.Contains(svg, "<script") || strings.Contains(svg, "onload='x") {
		t.Errorf("a name became a tag or an attribute: %s", svg)
	}
	attribute := string(First{svg}.Attribute())
	inner := strings.TrimSuffix(strings.TrimPrefix(attribute, `src="`), `"`)
	if strings.ContainsAny(inner, `"#`) {
		t.Errorf("the attribute or the address ends early: %s", attribute)
	}
	for _, part := range []string{"1.2k", "id='base'", "id='areas'", "class='c0 h'", "&lt;&amp;", "prefers-color-scheme:dark"} {
		if !strings.Contains(svg, part) {
			t.Errorf("no %q in %s", part, svg)
		}
	}
}

// The box is in the middle, and what is drawn fills elements that are wide or high.
func TestFirstPaintFits(t *testing.T) {
	for _, box := range []geo.BBox{
		{West: -106, South: 17, East: -97, North: 28},
		{West: -118, South: 14, East: -86, North: 20},
		{West: 170, South: -10, East: -170, North: 10},
		{West: -103.4, South: 20.6, East: -103.3, North: 20.7},
	} {
		p := &first{room: groundOfWhole}
		p.fit(box)
		if long := max(p.width, p.height); math.Abs(long-fitUnits) > 1 {
			t.Errorf("%v: %g by %g units", box, p.width, p.height)
		}
		if p.to.width < p.width || p.to.height < p.height || p.to.width+1 < min(p.height*aspectMost, 2*p.to.world) || p.to.height+1 < p.width*aspectRest {
			t.Errorf("%v: %g by %g are drawn for %g by %g", box, p.to.width, p.to.height, p.width, p.height)
		}
		nw := p.to.pixel(orb.Point{box.West, box.North})
		if want := (orb.Point{(p.to.width - p.width) / 2, (p.to.height - p.height) / 2}); far(nw, want) > 1 {
			t.Errorf("%v: its corner is at %v, want %v", box, nw, want)
		}
	}
}

// A path read back is the line that was written, to half a unit and what simplification leaves out.
func TestTrace(t *testing.T) {
	p := &first{room: groundOfWhole}
	p.fit(geo.BBox{West: -106, South: 17, East: -97, North: 28})
	line := path{{{10, 10}, {20.4, 300.2}, {300, 20}, {300, 20.1}, {5, 5}}}
	d := p.trace(line, false, 0, tolerance)
	numbers := regexp.MustCompile(`-?\d+`).FindAllString(d, -1)
	if !strings.HasPrefix(d, "M20 20l") || len(numbers)%2 != 0 {
		t.Fatalf("path %q", d)
	}
	x, y := 0, 0
	for i := 0; i < len(numbers); i += 2 {
		dx, _ := strconv.Atoi(numbers[i])
		dy, _ := strconv.Atoi(numbers[i+1])
		x, y = x+dx, y+dy
	}
	if x != 10 || y != 10 {
		t.Errorf("%q ends at %d, %d", d, x, y)
	}
	if d := p.trace(path{{{1, 1}, {1.2, 1}, {1.2, 1.2}, {1, 1}}}, true, 2, tolerance); d != "" {
		t.Errorf("a speck is drawn: %q", d)
	}
	if d := p.trace(path{{{-9000, -9000}, {-9001, -9000}}}, false, 0, tolerance); d != "" {
		t.Errorf("what is beyond is drawn: %q", d)
	}
}

// Lines that tiles have cut are one again, whichever way each runs; where three meet each stays.
func TestJoined(t *testing.T) {
	for _, tt := range []struct {
		name string
		in   path
		want []int // corners of each
	}{
		{"in a row", path{{{0, 0}, {1, 1}}, {{1, 1}, {2, 0}, {3, 0}}}, []int{4}},
		{"against each other", path{{{1, 1}, {0, 0}}, {{1, 1}, {2, 0}}, {{5, 5}, {2, 0}}}, []int{4}},
		{"three at a corner", path{{{0, 0}, {1, 1}}, {{1, 1}, {2, 0}}, {{1, 1}, {1, 5}}}, []int{2, 2, 2}},
		{"a ring in two", path{{{0, 0}, {1, 1}}, {{1, 1}, {2, 0}, {0, 0}}}, []int{4}},
		{"apart", path{{{0, 0}, {1, 1}}, {{4, 4}, {5, 5}}}, []int{2, 2}},
	} {
		var got []int
		for _, l := range joined(tt.in) {
			got = append(got, len(l))
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: lines of %v corners, want %v", tt.name, got, tt.want)
		}
	}
}

// A look that says its zoom has one scale on every screen.
func TestFirstPaintOfAZoom(t *testing.T) {
	f, err := loadFonts()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ asked, want float64 }{{7.5, 7.5}, {0, leastZoom}, {20, mostZoom}} {
		p := &first{room: groundOfWhole}
		p.show(address.Look{Center: &[2]float64{-103.35, 20.67}, Zoom: tt.asked})
		if got := p.to.pixel(orb.Point{-103.35, 20.67}); far(got, orb.Point{fixedWide / 2, fixedHigh / 2}) > 0.01 {
			t.Errorf("zoom %g: the middle is at %v", tt.asked, got)
		}
		svg, err := p.document(t.Context(), &Stills{fonts: f}, &scene{}, &ground{areas: map[string]path{}}, words{})
		if err != nil || !strings.Contains(svg, fmt.Sprintf("data-zoom='%g'", tt.want)) || !strings.Contains(svg, "--s:clamp(1px,") {
			t.Errorf("zoom %g: %.300s", tt.asked, svg)
		}
	}
}
