package staticmap

import (
	"context"
	"fmt"
	"html/template"
	"image/color"
	"math"
	"net/url"
	"strings"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/geo/mercator"
	"incidentmap/incidents"
	"incidentmap/incidents/index"
	"incidentmap/web/address"
	"incidentmap/web/stories"
)

// Measures of the first paint of a map. It is drawn for a screen that nobody knows yet: its lengths are
// in units, of which the page's element decides how many pixels each has.
const (
	fitUnits   = 600.0 // the longer side of the box
	aspectMost = 1.9   // how much wider than high an element may be, and be filled
	aspectRest = 2.05  // how much higher than wide
	phone      = 0.6   // pixels of a unit on a phone, for which marks and names are arranged
	phoneWide  = 390   // how many pixels a phone is wide
	fixedWide  = 1140  // of a look that says its zoom, and so how many pixels a unit has: one
	fixedHigh  = 1020
	leastZoom  = 0 // those of the page's map, ui/src/leaflet/mapview.ts
	mostZoom   = 14
)

// First is the first paint of a story's map, an SVG document that an element of any size shows as the
// page's map will: the box in the middle, as large as fits.
type First struct {
	svg string
}

// Attribute gives the document as the src of an image; empty where there is none.
func (f First) Attribute() template.HTMLAttr {
	if f.svg == "" {
		return ""
	}
	encoded := strings.NewReplacer("%", "%25", "#", "%23", `"`, "%22", "<", "%3C", ">", "%3E", "&", "%26").Replace(f.svg)
	return template.HTMLAttr(`src="data:image/svg+xml,` + encoded + `"`) // nothing in it ends the attribute
}

// FirstPaint gives the first paint of a story for a look as the src of an image; see First.
func (s *Stills) FirstPaint(ctx context.Context, snap *stories.Snapshot, look address.Look, layers []string, lang string) (template.HTMLAttr, error) {
	paint, err := s.First(ctx, snap, look, layers, lang)
	return paint.Attribute(), err
}

// First gives the first paint of a story for a look. It is made once for all who ask for the same of a state.
// While too many are asked for it is EUnavailable, and the page does without: it is then not the page that its tag
// names.
func (s *Stills) First(ctx context.Context, snap *stories.Snapshot, look address.Look, layers []string, lang string) (First, error) {
	if look.BBox == nil {
		b := snap.Story.View.BBox
		look.BBox = &geo.BBox{West: b[0], South: b[1], East: b[2], North: b[3]}
	}
	words := url.Values{}
	look.Put(words)
	key := fmt.Sprintf("first %q %d %s %q %s", snap.Story.Slug, snap.Changed(), words.Encode(), layers, lang)
	svg, err := s.kept.Get(ctx, key, func(ctx context.Context) ([]byte, error) {
		leave, err := s.paints.Enter(ctx)
		if err != nil {
			return nil, err
		}
		defer leave()
		p, w := &first{room: groundOfWhole}, s.words(lang)
		p.show(look)
		var sc *scene
		if snap.Count(index.Query{}) > stories.Whole {
			p.room = groundOfLarge
			sc = gathered(snap, layers, &p.to, 1/p.pixels)
		} else if sc, err = whole(ctx, snap, layers, w); err != nil {
			return nil, err
		}
		g, err := readGround(ctx, s.config.Basemap, s.config.MaxZoom, &p.to, lang, 1)
		if err != nil {
			return nil, err
		}
		svg, err := p.document(ctx, s, sc, g, w)
		return []byte(svg), err
	})
	return First{string(svg)}, err
}

// first is a first paint in the making.
type first struct {
	to            projection // in units; its picture is all that is drawn
	width, height float64    // of the box, in units
	pixels        float64    // of a unit, for which marks and names are arranged
	zoom          *float64   // of a look that says it
	out           strings.Builder
	classes       []string // rules of the style sheet for colours, in the order of their numbers
	dark          []string
	known         map[color.NRGBA]int // the number of a colour
	room          int                 // for the basemap's paths, in bytes
}

// show places a look in the middle of what is drawn.
func (p *first) show(look address.Look) {
	if look.Center == nil {
		p.fit(*look.BBox)
		return
	}
	zoom := min(max(look.Zoom, leastZoom), mostZoom)
	p.pixels, p.zoom = 1, &zoom
	p.width, p.height = fixedWide, fixedHigh
	p.to = projection{world: 256 * math.Exp2(zoom), width: fixedWide, height: fixedHigh}
	m := mercator.Project(orb.Point(*look.Center), 1)
	p.to.origin = orb.Point{m[0]*p.to.world - fixedWide/2, m[1]*p.to.world - fixedHigh/2}
}

// fit places a box in the middle of what is drawn.
func (p *first) fit(box geo.BBox) {
	p.pixels = phone
	p.to = fitted(box, fitUnits, fitUnits, 0)
	east := box.East
	if east < box.West {
		east += 360 // across the antimeridian
	}
	nw, se := mercator.Project(orb.Point{box.West, box.North}, 1), mercator.Project(orb.Point{east, box.South}, 1)
	p.width, p.height = max(1, (se[0]-nw[0])*p.to.world), max(1, (se[1]-nw[1])*p.to.world)
	middle := orb.Point{p.to.origin[0] + p.to.width/2, p.to.origin[1] + p.to.height/2}
	p.to.width = min(max(p.width, aspectMost*p.height), p.to.world*2)
	p.to.height = max(p.height, aspectRest*p.width)
	p.to.origin = orb.Point{middle[0] - p.to.width/2, middle[1] - p.to.height/2}
}

// document writes the SVG. Its lengths --s and --x, --y are as style says.
func (p *first) document(ctx context.Context, s *Stills, sc *scene, g *ground, w words) (string, error) {
	p.known = map[color.NRGBA]int{}
	d := &drawing{canvas: newCanvas(1, 1, white()), pen: &pen{fonts: s.fonts}, theme: themeOf("light"), scale: 1 / p.pixels, to: &p.to}
	var marks, areas strings.Builder
	d.placeBubbles(sc)
	if err := p.areas(ctx, &areas, d, sc); err != nil {
		return "", err
	}
	half := orb.Point{p.width / 2, p.height / 2}
	d.view = orb.Bound{Min: orb.Point{p.to.width/2 - half[0], p.to.height/2 - half[1]}, Max: orb.Point{p.to.width/2 + half[0], p.to.height/2 + half[1]}}
	d.arranged(sc, w, leadsFor(phoneWide))
	for i := range d.marks {
		p.leader(&marks, &d.marks[i])
	}
	for i := range d.marks {
		p.mark(&marks, &d.marks[i])
	}
	for i := range sc.bubbles {
		p.bubble(&marks, d.bubbles[i], &sc.bubbles[i])
	}
	east := p.to.origin[0] + p.to.width/2
	south := p.to.origin[1] + p.to.height/2
	fmt.Fprintf(&p.out, `<svg xmlns='http://www.w3.org/2000/svg' data-world='%.6g' data-box='%.6g %.6g' data-size='%.6g %.6g' data-middle='%.9g %.9g'`,
		p.to.world, p.width, p.height, p.to.width, p.to.height, east/p.to.world, south/p.to.world)
	if p.zoom != nil {
		fmt.Fprintf(&p.out, " data-zoom='%.6g'", *p.zoom)
	}
	p.out.WriteByte('>')
	p.style()
	fmt.Fprintf(&p.out, "<rect class='w' width='100%%' height='100%%'/><foreignObject><svg id='base' xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' width='100%%' height='100%%' preserveAspectRatio='none'>", fine(p.to.width), fine(p.to.height))
	p.ground(g)
	p.out.WriteString("<g id='areas'>" + areas.String() + "</g></svg></foreignObject><g id='names'>")
	p.names(d, g, sc.settings.Labels)
	p.told(d)
	p.out.WriteString("</g>" + marks.String() + "</svg>")
	return p.out.String(), nil
}

// style says how many pixels a unit has, --s, where things stand, and their colours.
func (p *first) style() {
	least, most := 256*math.Exp2(leastZoom)/p.to.world, 256*math.Exp2(mostZoom)/p.to.world
	if p.zoom != nil {
		least, most = 1, 1
	}
	fmt.Fprintf(&p.out, `<style>svg{--s:clamp(%.6gpx,min(100vw/%.6g,100vh/%.6g),%.6gpx)}`, least, p.width, p.height, most)
	w, h := p.to.width, p.to.height
	fmt.Fprintf(&p.out, `foreignObject{x:calc(50vw - var(--s)*%.6g);y:calc(50vh - var(--s)*%.6g);width:calc(var(--s)*%.6g);height:calc(var(--s)*%.6g)}`, w/2, h/2, w, h)
	p.out.WriteString(`g[style]{transform:translate(calc(50vw + var(--s)*var(--x)),calc(50vh + var(--s)*var(--y)))}path{vector-effect:non-scaling-stroke;fill:none}.m path{stroke:#fff;stroke-width:3;paint-order:stroke}` +
		`text{font:11.5px system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue','Liberation Sans',Arial,sans-serif;paint-order:stroke;stroke-width:3px;stroke-linejoin:round}` +
		`.country,.state{text-anchor:middle;text-transform:uppercase}.country{font-weight:600;font-size:13px;letter-spacing:2px}.state{font-size:11px;letter-spacing:1.2px}.capital{font-weight:600;font-size:13.5px}.city{font-size:12.5px}` +
		`.b{fill:#22272b;stroke:#fff;stroke-width:2}.m text{fill:#fff;stroke:none;text-anchor:middle;font-weight:650;font-size:13px}.m .d{fill:#ffb4ac;font-size:11px}.s{font-weight:650;font-size:13px}.i{font-weight:400;font-size:12px}.z{font-size:12px}.m .t{text-anchor:start;font-weight:600;font-size:12px;stroke-width:3px}.m .v{stroke-width:1.2}`)
	for i, name := range Themes() {
		t := themeOf(name)
		rules := fmt.Sprintf(".w,.k{fill:%s}.l{fill:%s}.u{fill:%s}.r{stroke:%s}.st{stroke:%s}.na{stroke:%s;stroke-width:1.2}text{fill:%s;stroke:%s}circle.p{fill:%s;stroke:%s;stroke-width:2;paint-order:stroke}.m .v{stroke:%s}.country,.state,.village,.m .t.q{fill:%s}.m .t{fill:%s;stroke:%s}.z{fill:%s}",
			hex(t.water), hex(t.land), hex(t.urban), hex(t.river), hex(t.state), hex(t.country), hex(t.text), hex(t.halo), hex(t.text), hex(t.halo), hex(t.ink), hex(t.quiet), hex(t.text), hex(t.halo), hex(t.grave))
		if i == 0 {
			p.out.WriteString(rules + strings.Join(p.classes, "") +
				".f{fill-opacity:.14;stroke-width:1.2;stroke-opacity:.9}.e{fill-opacity:.08;stroke-width:.8;stroke-opacity:.55}.h{fill:none;stroke-opacity:.5}.j{fill:none;stroke-width:2;stroke-dasharray:2 7}")
			continue
		}
		p.out.WriteString("@media(prefers-color-scheme:" + name + "){" + rules + strings.Join(p.dark, "") + "}")
	}
	p.out.WriteString("</style>")
}

// How long the basemap's paths may be, in bytes, of which compression leaves two fifths: beside all of a story that is
// told whole there is less room.
const (
	groundOfWhole = 10_500
	groundOfLarge = 26_000
)

// ground draws the basemap, as finely as there is room for.
func (p *first) ground(g *ground) {
	for fineness := tolerance; ; fineness *= 1.5 {
		if paths := p.groundPaths(g, fineness); len(paths) <= p.room || fineness > 8 {
			p.out.WriteString(paths)
			return
		}
	}
}

func (p *first) groundPaths(g *ground, fineness float64) string {
	var out strings.Builder
	coarse := fineness * fineness / (tolerance * tolerance)
	for _, part := range []struct {
		class string
		lines path
		ring  bool
		least float64 // square units
		until float64 // it is left out where so coarse a drawing alone has room
		most  float64 // it is drawn no coarser, as it would fall apart into pieces
	}{
		{"l", g.areas["land"], true, 2, math.Inf(1), math.Inf(1)},
		{"u", g.areas["urban"], true, 6, 1, 1},
		{"r", g.rivers, false, 0, 1, 1},
		{"k", g.areas["lakes"], true, 3, 3, 3},
		{"st", g.state, false, 0, 1.5, 1.5},
		{"na", g.nation, false, 0, math.Inf(1), 1.2},
	} {
		if fineness > part.until {
			continue
		}
		if d := p.trace(part.lines, part.ring, part.least*coarse, min(fineness, part.most)); d != "" {
			out.WriteString("<path class='" + part.class + "' d='" + d + "'/>")
		}
	}
	return out.String()
}

// areas draws what is known as an area or a line, and notes the marks of all.
func (p *first) areas(ctx context.Context, out *strings.Builder, d *drawing, sc *scene) error {
	if err := d.shade(ctx, sc); err != nil {
		return err
	}
	for _, a := range sc.areas {
		rings, lines := p.to.shape(ringsOf(a.geometry)), p.to.shape(linesOf(a.geometry))
		class := p.colour(a.look)
		if path := p.trace(rings, true, 4, areaTolerance); path != "" {
			style := "f"
			if a.precision == geo.Country {
				style = "h"
			} else if a.gravity == 0 {
				style = "f e"
			}
			fmt.Fprintf(out, "<path class='c%d %s' d='%s'/>", class, style, path)
		}
		if path := p.trace(lines, false, 0, tolerance); path != "" {
			fmt.Fprintf(out, "<path class='c%d j' d='%s'/>", class, path)
		}
	}
	return nil
}

// colour gives the number of the class of a look's colour, which is legible in each theme.
func (p *first) colour(l look) int {
	n, known := p.known[l.paint]
	if known {
		return n
	}
	n = len(p.known)
	p.known[l.paint] = n
	rule := func(theme string) string {
		c := hex(legible(l.paint, themeOf(theme).land))
		return fmt.Sprintf(".c%d{stroke:%s;fill:%s}", n, c, c)
	}
	p.classes = append(p.classes, rule("light"))
	p.dark = append(p.dark, rule("dark"))
	return n
}

// fromMiddle gives where a point is, in units from the middle.
func (p *first) fromMiddle(q orb.Point) (x, y int) {
	return int(math.Round(q[0] - p.to.width/2)), int(math.Round(q[1] - p.to.height/2))
}

// at gives where a thing stands, as the style of its element.
func (p *first) at(q orb.Point) string {
	x, y := p.fromMiddle(q)
	return fmt.Sprintf("--x:%d;--y:%d", x, y)
}

// mostKnown is how many names the client is given, of which it shows more than a phone does.
const mostKnown = 40

// names writes the names that a phone has room for; others are told to the client, which may have more, and drawn by nobody.
func (p *first) names(d *drawing, g *ground, rules map[string]incidents.LabelRule) {
	shown := map[orb.Point]name{}
	for _, n := range placeNames(d.pen, d.untold(g.places, rules), d.taken(), p.to.bound(), d.scale) {
		shown[n.at] = n
	}
	told := 0
	var unwritten strings.Builder
	for _, pl := range byRank(g.places) {
		n, written := shown[pl.at]
		if !p.to.bound().Contains(pl.at) || !written && told >= mostKnown {
			continue
		}
		told++
		if !written {
			x, y := p.fromMiddle(pl.at)
			fmt.Fprintf(&unwritten, "%d %d %s %d %s|", x, y, pl.class, pl.rank, strings.ReplaceAll(pl.name, "|", " "))
			continue
		}
		fmt.Fprintf(&p.out, "<g style='%s'>", p.at(pl.at))
		x, y := 0, 4
		if n.style.dot {
			p.out.WriteString("<circle class='p' r='2.2'/>")
			x = 6
			if n.start[0] < n.at[0] {
				x = -6
			}
		}
		anchor := ""
		if x < 0 {
			anchor = " text-anchor='end'"
		}
		fmt.Fprintf(&p.out, "<text class='%s' data-rank='%d' x='%d' y='%d'%s>%s</text></g>", template.HTMLEscapeString(pl.class), pl.rank, x, y, anchor, template.HTMLEscapeString(pl.name))
	}
	p.out.WriteString("<desc>" + template.HTMLEscapeString(unwritten.String()) + "</desc>")
}
