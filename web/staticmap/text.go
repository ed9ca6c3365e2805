package staticmap

import (
	"fmt"
	"image/color"
	"unicode"

	"github.com/paulmach/orb"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// fonts are those that the program carries: Go Regular and Go Bold by Bigelow & Holmes, under
// the licence of the Go project (BSD). They are safe for use by many goroutines.
type fonts struct{ regular, bold *sfnt.Font }

func loadFonts() (fonts, error) {
	regular, err := sfnt.Parse(goregular.TTF)
	if err != nil {
		return fonts{}, fmt.Errorf("font Go Regular: %w", err)
	}
	bold, err := sfnt.Parse(gobold.TTF)
	if err != nil {
		return fonts{}, fmt.Errorf("font Go Bold: %w", err)
	}
	return fonts{regular, bold}, nil
}

// typeface is how a text is set; sizes are in pixels.
type typeface struct {
	bold    bool
	size    float64
	spacing float64 // between letters
}

// pen sets texts. It is of one picture, for a font's buffer is of one goroutine.
type pen struct {
	fonts  fonts
	buffer sfnt.Buffer
}

func (p *pen) font(face typeface) *sfnt.Font {
	if face.bold {
		return p.fonts.bold
	}
	return p.fonts.regular
}

// ppem gives a size in the font's fixed-point numbers, which have 6 binary places.
func ppem(size float64) fixed.Int26_6 { return fixed.Int26_6(size * 64) }

func units(v fixed.Int26_6) float64 { return float64(v) / 64 }

// can reports whether the fonts have every letter of a text.
func (p *pen) can(text string) bool {
	for _, r := range text {
		if p.has(p.fonts.regular, r) || unicode.Is(unicode.Cf, r) {
			continue
		}
		if wide, err := wideFonts[false](); err != nil || !p.has(wide.outlines, r) {
			return false
		}
	}
	return true
}

// width gives a text's width in pixels.
func (p *pen) width(text string, face typeface) float64 {
	_, width := p.set(text, face, orb.Point{})
	return width
}

// set gives the outlines of a text that begins at a point of its baseline, and its width.
// Letters that the font lacks are its box for them.
func (p *pen) set(text string, face typeface, at orb.Point) (path, float64) {
	if !p.isPlain(text) {
		return p.shaped(text, face, at)
	}
	var out path
	f, size, x := p.font(face), ppem(face.size), at[0]
	for _, r := range text {
		i, err := f.GlyphIndex(&p.buffer, r)
		if err != nil {
			continue
		}
		segments, err := f.LoadGlyph(&p.buffer, i, size, nil)
		if err != nil {
			continue
		}
		out = appendGlyph(out, segments, orb.Point{x, at[1]})
		if advance, err := f.GlyphAdvance(&p.buffer, i, size, font.HintingNone); err == nil {
			x += units(advance) + face.spacing
		}
	}
	return out, max(0, x-at[0]-face.spacing)
}

// curveSteps is into how many lines a curve of a letter is cut: letters are small.
const curveSteps = 4

// appendGlyph appends the rings of a letter.
func appendGlyph(out path, segments sfnt.Segments, at orb.Point) path {
	point := func(q fixed.Point26_6) orb.Point { return orb.Point{at[0] + units(q.X), at[1] + units(q.Y)} }
	for _, s := range segments {
		if s.Op == sfnt.SegmentOpMoveTo {
			out = append(out, []orb.Point{point(s.Args[0])})
			continue
		}
		ring := out[len(out)-1]
		from := ring[len(ring)-1]
		switch s.Op {
		case sfnt.SegmentOpQuadTo:
			via, to := point(s.Args[0]), point(s.Args[1])
			for i := 1; i <= curveSteps; i++ {
				t := float64(i) / curveSteps
				ring = append(ring, between(between(from, via, t), between(via, to, t), t))
			}
		case sfnt.SegmentOpLineTo:
			ring = append(ring, point(s.Args[0]))
		case sfnt.SegmentOpCubeTo: // of PostScript outlines, which the program's fonts do not have
			ring = append(ring, point(s.Args[2]))
		}
		out[len(out)-1] = ring
	}
	return out
}

// write writes a text that begins at a point of its baseline.
func (c *canvas) write(p *pen, text string, face typeface, at orb.Point, ink color.NRGBA) {
	letters, _ := p.set(text, face, at)
	c.fill(letters, ink)
}

// writeHaloed writes a text with an edge that keeps it legible on any ground.
func (c *canvas) writeHaloed(p *pen, text string, face typeface, at orb.Point, ink, halo color.NRGBA, width float64) {
	letters, _ := p.set(text, face, at)
	c.stroke(closed(letters), width, halo)
	c.fill(letters, ink)
}

// capHeight is about how high capitals are, of a font's size.
const capHeight = 0.72

// writeCentred writes a text around a point.
func (c *canvas) writeCentred(p *pen, text string, face typeface, at orb.Point, ink color.NRGBA) {
	width := p.width(text, face)
	c.write(p, text, face, orb.Point{at[0] - width/2, at[1] + face.size*capHeight/2}, ink)
}
