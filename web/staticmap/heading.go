package staticmap

import (
	"context"
	"image"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
	"incidentmap/web/stories"
)

// heading is what stands above a picture's map: the story's title, up to when it is told, and who says so. A picture goes
// where its page does not.
type heading struct {
	title, under         []string
	titleFace, underFace typeface
	height               int // pixels; 0 where there is no room for one
}

// Measures of a heading before scale.
const (
	headPad   = 14.0
	headTitle = 25.0
	headUnder = 14.0
	headLine  = 1.28 // of a font's size
)

// Bounds of a heading: how much of the picture's height it has at most, how small its title is at least beside its usual
// size, and how many lines what is below it has.
const (
	headMost   = 0.34
	headLeast  = 0.62
	underLines = 2
	// enoughTitle is how many letters of a title say something, whatever is cut.
	enoughTitle = 40
)

// headingWords is what a heading says.
type headingWords struct{ title, date, credit string }

// headingOf lays out the heading of a picture of a story.
func (s *Stills) headingOf(ctx context.Context, snap *stories.Snapshot, w *pictureRequest) (heading, error) {
	updated, err := snap.Updated(ctx)
	if err != nil {
		return heading{}, err
	}
	p, in := &pen{fonts: s.fonts}, s.words(w.lang)
	said := headingWords{title: p.sayable(snap.Story.Title, in), credit: p.sayable(snap.Story.Credit, in)}
	if at := in.say.AsOf(snap.Story.AsOf, updated, snap.Zone); at.Text != "" {
		said.date = in.say.Text("as_of") + " " + at.Text
	}
	return p.heading(said, float64(w.width), float64(w.height), w.scale()), nil
}

// sayable gives a text in the language of a picture, or in another of which the fonts have every letter; empty where
// they have of none: boxes in place of letters say nothing.
func (p *pen) sayable(t incidents.Text, w words) string {
	langs := append([]string{w.lang, w.say.Lang}, t.Langs()...)
	for _, lang := range langs {
		if text := strings.Join(strings.Fields(t[lang]), " "); text != "" && p.can(text) {
			return text
		}
	}
	return ""
}

// heading lays out as much of a heading as a picture has room for: the credit goes first, then the date, then the second
// line of the title; a title of which so little would be left that it says nothing is not written.
func (p *pen) heading(said headingWords, width, height, scale float64) heading {
	room := width - 2*headPad*scale
	if said.title == "" || room <= 0 {
		return heading{}
	}
	for _, try := range []struct {
		lines int
		under []string
	}{
		{2, []string{said.date, said.credit}},
		{2, []string{said.date}},
		{1, []string{said.date}},
		{1, nil},
	} {
		h := heading{titleFace: typeface{bold: true, size: headTitle * scale}, underFace: typeface{size: headUnder * scale}}
		for h.title = p.lines(said.title, h.titleFace, room); len(h.title) > try.lines && h.titleFace.size > headTitle*headLeast*scale; h.title = p.lines(said.title, h.titleFace, room) {
			h.titleFace.size *= 0.94
		}
		h.title = p.cut(h.title, try.lines, h.titleFace, room)
		if under := joinedBy(" · ", try.under); under != "" {
			h.under = p.cut(p.lines(under, h.underFace, room), underLines, h.underFace, room)
		}
		whole := 2*0.7*headPad*scale + headLine*(float64(len(h.title))*h.titleFace.size+float64(len(h.under))*h.underFace.size)
		h.height = int(math.Ceil(whole))
		left := utf8.RuneCountInString(strings.Join(h.title, " "))
		if whole <= headMost*height && (2*left >= utf8.RuneCountInString(said.title) || left >= enoughTitle) {
			return h
		}
	}
	return heading{}
}

func joinedBy(between string, all []string) string {
	var there []string
	for _, s := range all {
		if s != "" {
			there = append(there, s)
		}
	}
	return strings.Join(there, between)
}

// part gives the rows of an image from one to another as an image of their own, whose pixels are the same.
func part(img *image.RGBA, from, to int) *image.RGBA {
	return &image.RGBA{Pix: img.Pix[from*img.Stride : to*img.Stride], Stride: img.Stride, Rect: image.Rect(0, 0, img.Rect.Dx(), to-from)}
}

// drawHeading paints the heading over the rows that are its own.
func (c *canvas) drawHeading(p *pen, h *heading, t theme, scale float64) {
	edge := orb.Bound{Min: orb.Point{0, float64(h.height) - scale}, Max: orb.Point{float64(c.Rect.Dx()), float64(h.height)}}
	c.fill(path{rectangle(edge)}, t.rule)
	y, right := 0.7*headPad*scale, rightToLeft(h.title[0])
	write := func(lines []string, face typeface, bottom float64) {
		for _, l := range lines {
			x := headPad * scale
			if right {
				x = float64(c.Rect.Dx()) - headPad*scale - p.width(l, face)
			}
			ink := t.quiet
			if face.bold {
				ink = t.ink
			}
			c.write(p, l, face, orb.Point{x, y + face.size*bottom}, ink)
			y += face.size * headLine
		}
	}
	write(h.title, h.titleFace, 0.98)
	write(h.under, h.underFace, 1)
}
