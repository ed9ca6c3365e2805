package picture

import (
	"image"
	"image/draw"

	scale "golang.org/x/image/draw"
)

// shrink draws a picture in another size, no larger than it is, on white. Whole numbers of pixels are averaged first, a
// few rows at a time; what is left is less than by half, and takes little memory to interpolate.
func shrink(src image.Image, width, height int) *image.RGBA {
	b := src.Bounds()
	by := max(1, min(b.Dx()/width, b.Dy()/height))
	averaged := average(src, by)
	if averaged.Rect.Dx() == width && averaged.Rect.Dy() == height {
		return averaged
	}
	out := image.NewRGBA(image.Rect(0, 0, width, height))
	scale.ApproxBiLinear.Scale(out, out.Rect, averaged, averaged.Rect, draw.Src, nil)
	return out
}

// average draws a picture on white with one pixel for each square of by times by.
func average(src image.Image, by int) *image.RGBA {
	b := src.Bounds()
	width, height := b.Dx()/by, b.Dy()/by
	out := image.NewRGBA(image.Rect(0, 0, width, height))
	rows := image.NewRGBA(image.Rect(0, 0, width*by, by))
	for y := range height {
		draw.Draw(rows, rows.Rect, image.White, image.Point{}, draw.Src)
		draw.Draw(rows, rows.Rect, src, image.Pt(b.Min.X, b.Min.Y+y*by), draw.Over)
		if by == 1 {
			copy(out.Pix[y*out.Stride:(y+1)*out.Stride], rows.Pix)
			continue
		}
		averageRow(out.Pix[y*out.Stride:(y+1)*out.Stride], rows, by)
	}
	return out
}

// averageRow gives a row of pixels, each the mean of a square.
func averageRow(out []uint8, rows *image.RGBA, by int) {
	n := by * by
	for x := range len(out) / 4 {
		var sum [4]int
		for dy := range by {
			at := dy*rows.Stride + x*by*4
			for i, v := range rows.Pix[at : at+by*4] {
				sum[i&3] += int(v)
			}
		}
		for i := range sum {
			out[x*4+i] = uint8((sum[i] + n/2) / n)
		}
	}
}

// upright turns and mirrors a picture that is stored as an orientation of Exif (tag 0x0112, 1 to 8) says.
func upright(src *image.RGBA, turn int) *image.RGBA {
	if turn <= 1 || turn > 8 {
		return src
	}
	w, h := src.Rect.Dx(), src.Rect.Dy()
	if turn >= 5 { // rows are columns
		w, h = h, w
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			sx, sy := stored(turn, x, y, w, h)
			copy(out.Pix[y*out.Stride+x*4:][:4], src.Pix[sy*src.Stride+sx*4:][:4])
		}
	}
	return out
}

// stored gives where the pixel is stored that is seen at x, y of a picture of w by h.
func stored(turn, x, y, w, h int) (int, int) {
	switch turn {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return y, w - 1 - x
	case 7:
		return h - 1 - y, w - 1 - x
	case 8:
		return h - 1 - y, x
	}
	return x, y
}
