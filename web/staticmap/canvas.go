package staticmap

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"github.com/paulmach/orb"
	"golang.org/x/image/vector"
)

// path is lines in pixels, x to the east and y to the south of the picture's corner. Filled,
// each is a ring, and rings that turn the other way are holes.
type path [][]orb.Point

// canvas paints paths. It is of one picture.
type canvas struct {
	*image.RGBA
	raster *vector.Rasterizer
}

func newCanvas(width, height int, ground color.NRGBA) *canvas {
	return canvasOver(image.NewRGBA(image.Rect(0, 0, width, height)), ground)
}

// canvasOver makes a canvas of an image, which it fills.
func canvasOver(img *image.RGBA, ground color.NRGBA) *canvas {
	c := &canvas{img, vector.NewRasterizer(0, 0)}
	draw.Draw(c.RGBA, c.Rect, image.NewUniform(ground), image.Point{}, draw.Src)
	return c
}

// fill paints what is within the rings.
func (c *canvas) fill(p path, paint color.NRGBA) { c.paint(p, image.NewUniform(paint)) }

// paint lays a source, whose origin is the picture's, on what is within the rings.
func (c *canvas) paint(p path, source image.Image) {
	area := extentOf(p).Intersect(c.Rect)
	if area.Empty() {
		return
	}
	c.raster.Reset(area.Dx(), area.Dy())
	x0, y0 := float64(area.Min.X), float64(area.Min.Y)
	for _, ring := range p {
		for i, at := range ring {
			x, y := float32(at[0]-x0), float32(at[1]-y0)
			if i == 0 {
				c.raster.MoveTo(x, y)
			} else {
				c.raster.LineTo(x, y)
			}
		}
		c.raster.ClosePath()
	}
	c.raster.Draw(c.RGBA, area, source, area.Min)
}

// extentOf gives the pixels that a path may touch.
func extentOf(p path) image.Rectangle {
	b := orb.Bound{Min: orb.Point{math.Inf(1), math.Inf(1)}, Max: orb.Point{math.Inf(-1), math.Inf(-1)}}
	for _, ring := range p {
		for _, at := range ring {
			b = b.Extend(at)
		}
	}
	if b.Min[0] > b.Max[0] {
		return image.Rectangle{}
	}
	const far = 1 << 20 // beyond any picture, and within an int of any machine
	pixel := func(v float64) int { return int(min(max(v, -far), far)) }
	return image.Rect(pixel(math.Floor(b.Min[0])), pixel(math.Floor(b.Min[1])), pixel(math.Ceil(b.Max[0])), pixel(math.Ceil(b.Max[1])))
}

// stroke paints lines of a width in pixels.
func (c *canvas) stroke(p path, width float64, paint color.NRGBA) {
	near := orb.Bound{Max: orb.Point{float64(c.Rect.Dx()), float64(c.Rect.Dy())}}.Pad(width)
	c.fill(outlined(p, width, near), paint)
}

// roundFrom is the width, in pixels, from which the corners of a line are seen.
const roundFrom = 1.6

// outlined gives the rings around the segments of lines that meet a bound. All turn the same way,
// so that what they share is painted once.
func outlined(p path, width float64, near orb.Bound) path {
	var out path
	half := width / 2
	for _, line := range p {
		for i := 1; i < len(line); i++ {
			a, b := line[i-1], line[i]
			length := math.Hypot(b[0]-a[0], b[1]-a[1])
			if length == 0 || !near.Intersects(orb.MultiPoint{a, b}.Bound()) {
				continue
			}
			nx, ny := -(b[1]-a[1])/length*half, (b[0]-a[0])/length*half
			out = append(out, []orb.Point{{a[0] + nx, a[1] + ny}, {b[0] + nx, b[1] + ny}, {b[0] - nx, b[1] - ny}, {a[0] - nx, a[1] - ny}})
			if width >= roundFrom {
				out = append(out, disc(b, half))
			}
		}
		if width >= roundFrom && len(line) > 0 && near.Contains(line[0]) {
			out = append(out, disc(line[0], half))
		}
	}
	return out
}

// disc gives a circle's ring, which turns as those of outlined do.
func disc(at orb.Point, radius float64) []orb.Point {
	n := min(max(8, int(radius*3)), 512)
	ring := make([]orb.Point, n)
	for i := range ring {
		sin, cos := math.Sincos(-2 * math.Pi * float64(i) / float64(n))
		ring[i] = orb.Point{at[0] + radius*cos, at[1] + radius*sin}
	}
	return ring
}

// rectangle gives a box's ring.
func rectangle(b orb.Bound) []orb.Point {
	return []orb.Point{b.Min, {b.Max[0], b.Min[1]}, b.Max, {b.Min[0], b.Max[1]}}
}

// closed gives rings as lines that come back to where they begin.
func closed(p path) path {
	out := make(path, 0, len(p))
	for _, ring := range p {
		if len(ring) > 0 {
			out = append(out, append(ring[:len(ring):len(ring)], ring[0]))
		}
	}
	return out
}

// dashed cuts lines into pieces of a length, with gaps between, in pixels.
func dashed(p path, dash, gap float64) path {
	var out path
	for _, line := range p {
		at := 0.0 // along the pattern
		for i := 1; i < len(line); i++ {
			a, b := line[i-1], line[i]
			length := math.Hypot(b[0]-a[0], b[1]-a[1])
			for done := 0.0; done < length; {
				left := dash - at
				if at >= dash {
					left = dash + gap - at
				}
				step := min(left, length-done)
				if at < dash {
					out = append(out, []orb.Point{between(a, b, done/length), between(a, b, (done+step)/length)})
				}
				done += step
				if at += step; at >= dash+gap-1e-9 {
					at = 0
				}
				if step < 1e-9 {
					break
				}
			}
		}
	}
	return out
}

func between(a, b orb.Point, share float64) orb.Point {
	return orb.Point{a[0] + (b[0]-a[0])*share, a[1] + (b[1]-a[1])*share}
}
