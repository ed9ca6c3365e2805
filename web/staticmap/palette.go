package staticmap

import (
	"bytes"
	"cmp"
	"image"
	"image/color"
	"image/png"
	"io"
	"slices"
)

// mostColours is how many colours a picture has. A map is of few, and its edges need some between
// them: with 256 the file is a fifth larger, and no letter looks smoother.
const mostColours = 48

// encode writes a picture as a PNG of a palette. Colours that are asked for are in it as they are;
// of the others those that most pixels have, and each of the rest is shown as the nearest.
func encode(w io.Writer, img *image.RGBA, wanted []color.NRGBA) error {
	counts := countColours(img)
	entries := choose(counts, wanted)
	nearest := make(map[uint32]uint8, len(counts))
	for c := range counts {
		nearest[c] = nearestOf(entries, c)
	}
	out := image.NewPaletted(img.Rect, palette(entries))
	last, index := packed(img.Pix), nearest[packed(img.Pix)]
	for i := range out.Pix {
		if c := packed(img.Pix[4*i:]); c != last {
			last, index = c, nearest[c]
		}
		out.Pix[i] = index
	}
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	return encoder.Encode(w, out)
}

// packed is an opaque colour as a number.
func packed(pix []byte) uint32 { return uint32(pix[0])<<16 | uint32(pix[1])<<8 | uint32(pix[2]) }

// step is how far apart colours of edges are told apart, in each of the primaries.
const step = 32

// rounded gives the colour that stands for those near it.
func rounded(c uint32) uint32 {
	part := func(shift uint) uint32 {
		v := (c >> shift & 255)
		return min(255, (v+step/2)/step*step) << shift
	}
	return part(16) | part(8) | part(0)
}

func countColours(img *image.RGBA) map[uint32]int {
	counts := map[uint32]int{}
	last, run := packed(img.Pix), 0
	for i := 0; i < len(img.Pix); i += 4 {
		if c := packed(img.Pix[i:]); c != last {
			counts[last] += run
			last, run = c, 0
		}
		run++
	}
	counts[last] += run
	return counts
}

// choose gives the palette: the colours that are wanted and in the picture, those of whole areas,
// and rounded ones for edges.
func choose(counts map[uint32]int, wanted []color.NRGBA) []uint32 {
	var entries []uint32
	add := func(c uint32) {
		if len(entries) < mostColours && !slices.Contains(entries, c) {
			entries = append(entries, c)
		}
	}
	for _, w := range wanted {
		if c := packed([]byte{w.R, w.G, w.B}); counts[c] > 0 {
			add(c)
		}
	}
	merged := map[uint32]int{}
	pixels := 0
	for c, n := range counts {
		pixels += n
		merged[rounded(c)] += n
	}
	for _, c := range mostFirst(counts) {
		if counts[c] < pixels/1000 {
			break
		}
		add(c)
	}
	for _, c := range mostFirst(merged) {
		add(c)
	}
	return entries
}

// mostFirst sorts colours by how many pixels have them.
func mostFirst(counts map[uint32]int) []uint32 {
	all := make([]uint32, 0, len(counts))
	for c := range counts {
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b uint32) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	return all
}

func palette(entries []uint32) color.Palette {
	p := make(color.Palette, len(entries))
	for i, c := range entries {
		p[i] = color.RGBA{uint8(c >> 16), uint8(c >> 8), uint8(c), 255}
	}
	return p
}

// nearestOf gives the place of the entry that is nearest to a colour; the eye is keenest for green.
func nearestOf(entries []uint32, c uint32) uint8 {
	best, least := 0, -1
	for i, e := range entries {
		part := func(shift uint) int { return int(e>>shift&255) - int(c>>shift&255) }
		r, g, b := part(16), part(8), part(0)
		if d := 2*r*r + 4*g*g + 3*b*b; least < 0 || d < least {
			best, least = i, d
		}
	}
	return uint8(best)
}

// encoded gives the PNG's bytes.
func encoded(img *image.RGBA, wanted []color.NRGBA) ([]byte, error) {
	var b bytes.Buffer
	err := encode(&b, img, wanted)
	return b.Bytes(), err
}
