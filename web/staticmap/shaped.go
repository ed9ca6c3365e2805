package staticmap

import (
	"bytes"
	"fmt"
	"slices"
	"sync"
	"unicode"

	"github.com/go-fonts/dejavu/dejavusans"
	"github.com/go-fonts/dejavu/dejavusansbold"
	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"github.com/paulmach/orb"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/unicode/bidi"
)

// wideFont sets what the other fonts have no letters for: DejaVu Sans, under a licence like that of Bitstream Vera, which
// has Arabic, Hebrew, Armenian and Georgian, too. It is read when the first such text is set.
type wideFont struct {
	outlines *sfnt.Font
	face     *font.Face
}

var wideFonts = map[bool]func() (wideFont, error){
	false: sync.OnceValues(func() (wideFont, error) { return loadWide(dejavusans.TTF) }),
	true:  sync.OnceValues(func() (wideFont, error) { return loadWide(dejavusansbold.TTF) }),
}

func loadWide(ttf []byte) (wideFont, error) {
	outlines, err := sfnt.Parse(ttf)
	if err != nil {
		return wideFont{}, fmt.Errorf("font DejaVu Sans: %w", err)
	}
	face, err := font.ParseTTF(bytes.NewReader(ttf))
	if err != nil {
		return wideFont{}, fmt.Errorf("font DejaVu Sans: %w", err)
	}
	return wideFont{outlines, face}, nil
}

// isPlain reports whether a text is set letter by letter, from left to right, in the fonts that all others are set in.
func (p *pen) isPlain(text string) bool {
	for _, r := range text {
		if class, _ := bidi.LookupRune(r); class.Class() == bidi.R || class.Class() == bidi.AL || !p.has(p.fonts.regular, r) {
			return false
		}
	}
	return true
}

// has reports whether a font has a letter.
func (p *pen) has(f *sfnt.Font, r rune) bool {
	i, err := f.GlyphIndex(&p.buffer, r)
	return err == nil && i != 0
}

// rightToLeft reports whether a text begins at the right: by its first letter that says (UAX #9, rules P2 and P3).
func rightToLeft(text string) bool {
	for _, r := range text {
		class, _ := bidi.LookupRune(r)
		switch class.Class() {
		case bidi.L:
			return false
		case bidi.R, bidi.AL:
			return true
		}
	}
	return false
}

// shaped gives the outlines of a text that begins at a point of its baseline, as set does, with letters joined and in the
// order in which they are read (UAX #9).
func (p *pen) shaped(text string, face typeface, at orb.Point) (path, float64) {
	wide, err := wideFonts[face.bold]()
	if err != nil {
		return nil, 0
	}
	var out path
	x := at[0]
	for _, run := range runsOf(text) {
		letters := []rune(run.text)
		shaped := (&shaping.HarfbuzzShaper{}).Shape(shaping.Input{
			Text: letters, RunEnd: len(letters), Direction: run.direction, Face: wide.face, Size: ppem(face.size),
			Script: scriptOf(letters), Language: language.DefaultLanguage(),
		})
		for _, g := range shaped.Glyphs {
			segments, err := wide.outlines.LoadGlyph(&p.buffer, sfnt.GlyphIndex(g.GlyphID), ppem(face.size), nil)
			if err == nil {
				out = appendGlyph(out, segments, orb.Point{x + units(g.XOffset), at[1] - units(g.YOffset)})
			}
			x += units(g.Advance)
		}
	}
	return out, x - at[0]
}

// textRun is a part of a text that runs in one direction.
type textRun struct {
	text      string
	direction di.Direction
}

// runsOf divides a text into runs, from the left to the right of the line.
func runsOf(text string) []textRun {
	base := bidi.LeftToRight
	if rightToLeft(text) {
		base = bidi.RightToLeft
	}
	var p bidi.Paragraph
	if _, err := p.SetString(text, bidi.DefaultDirection(base)); err != nil {
		return []textRun{{text, di.DirectionLTR}}
	}
	order, err := p.Order()
	if err != nil {
		return []textRun{{text, di.DirectionLTR}}
	}
	var runs []textRun
	for i := range order.NumRuns() {
		run := order.Run(i)
		one := textRun{run.String(), di.DirectionLTR}
		if run.Direction() == bidi.RightToLeft {
			one.direction = di.DirectionRTL
		}
		runs = append(runs, one)
	}
	if base == bidi.RightToLeft { // they come in the order in which they are read
		slices.Reverse(runs)
	}
	return runs
}

// scriptOf gives the script of the first letter that has one.
func scriptOf(letters []rune) language.Script {
	for _, r := range letters {
		if s := language.LookupScript(r); unicode.IsLetter(r) {
			return s
		}
	}
	return language.Latin
}
