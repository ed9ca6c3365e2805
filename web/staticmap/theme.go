package staticmap

import (
	"fmt"
	"image/color"
	"math"
)

// theme is the colours of a picture, those of the page's map (ui/src/basemap/style.ts and
// css/tokens.css), so that the still one looks the same.
type theme struct {
	water, land, urban, river, country, state color.NRGBA
	// Of an archive with streets.
	green, building, path, street, highway, casing color.NRGBA
	text, quiet, halo, grave                       color.NRGBA // grave is of what is told of deaths
	ground, ink, rule                              color.NRGBA // of the legend
}

// Themes lists the themes by name, the default first.
func Themes() []string { return []string{"light", "dark"} }

// themeOf gives the theme of a name that Themes lists.
func themeOf(name string) theme {
	if name == "dark" {
		return theme{
			water: rgb("#0f161b"), land: rgb("#20262b"), urban: rgb("#292f35"), green: rgb("#222c28"), building: rgb("#2d343a"), path: rgb("#333a40"), street: rgb("#3a4249"), highway: rgb("#4a4a42"), casing: rgb("#1a1f23"), river: rgb("#1a2831"),
			country: rgb("#8b949b"), state: rgb("#4d565d"), text: rgb("#e3e6e8"), quiet: rgb("#a5adb4"), halo: rgb("#171c20"), grave: rgb("#ff9d94"),
			ground: rgb("#14181b"), ink: rgb("#eceeef"), rule: rgb("#343c42"),
		}
	}
	return theme{
		water: rgb("#d3dfe6"), land: rgb("#f5f3ee"), urban: rgb("#ece8df"), green: rgb("#e3ead9"), building: rgb("#e2ddd3"), path: rgb("#dcd7cd"), street: rgb("#ffffff"), highway: rgb("#f7ecd2"), casing: rgb("#d5d0c6"), river: rgb("#bccfda"),
		country: rgb("#8d8a84"), state: rgb("#c4c0b8"), text: rgb("#2e3338"), quiet: rgb("#5a6067"), halo: rgb("#f9f8f5"), grave: rgb("#a1001f"),
		ground: rgb("#ffffff"), ink: rgb("#1d2125"), rule: rgb("#dcd9d2"),
	}
}

// The colours of marks, which are the same in both themes.
func white() color.NRGBA { return rgb("#ffffff") }
func edge() color.NRGBA  { return rgb("#14181b") }
func dark() color.NRGBA  { return rgb("#22272b") }
func frame() color.NRGBA { return rgb("#4d5359") }
func alarm() color.NRGBA { return rgb("#8c1d18") }
func grief() color.NRGBA { return rgb("#ffb4ac") }

// rgb reads "#rrggbb"; what is not that is a grey.
func rgb(hex string) color.NRGBA {
	var r, g, b uint8
	if n, err := fmt.Sscanf(hex, "#%02x%02x%02x", &r, &g, &b); n != 3 || err != nil || len(hex) != 7 {
		return color.NRGBA{90, 96, 102, 255}
	}
	return color.NRGBA{r, g, b, 255}
}

// fading gives a colour with an opacity of 0 to 1.
func fading(c color.NRGBA, opacity float64) color.NRGBA {
	c.A = uint8(math.Round(255 * opacity))
	return c
}

// luminance is WCAG 2.2's "relative luminance".
func luminance(c color.NRGBA) float64 {
	linear := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

// contrast is WCAG 2.2's "contrast ratio".
func contrast(a, b color.NRGBA) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// leastContrast is what WCAG 2.2 (1.4.11) asks of graphics.
const leastContrast = 3

// legible mixes a colour with white or black until it stands out from the ground.
func legible(c, ground color.NRGBA) color.NRGBA {
	toward := 0.0
	if luminance(ground) < 0.18 {
		toward = 255
	}
	mixed := c
	for mix := 0; mix <= 20; mix++ {
		part := func(v uint8) uint8 { return uint8(math.Round(float64(v) + (toward-float64(v))*float64(mix)/20)) }
		if mixed = (color.NRGBA{part(c.R), part(c.G), part(c.B), 255}); contrast(mixed, ground) >= leastContrast {
			break
		}
	}
	return mixed
}
