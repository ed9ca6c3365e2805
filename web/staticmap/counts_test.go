package staticmap_test

import (
	"image"
	"image/color"
	"slices"
	"testing"

	"incidentmap/incidents"
	"incidentmap/web/webtest"
)

// Where a story, or who asks, wants counts, the picture is shaded in the colours of the legend, in each theme; where symbols are
// wanted it is not.
func TestShadedByCounts(t *testing.T) {
	if testing.Short() {
		t.Skip("-short")
	}
	chosen := webtest.Story()
	chosen.Map.Show = "hexagon"
	m := webtest.NewStore(t)
	m.PutStory(chosen)
	for _, inc := range webtest.Incidents() {
		m.Write(inc, incidents.Create, nil)
	}
	byStory, plain := webtest.Serve(t, m, land(t)), webtest.NewSite(t, land(t))
	large := webtest.ServeStore(t, webtest.NewInvented(2500), land(t))
	shades := map[string][]color.RGBA{
		"light": {{0xcf, 0xd9, 0xe8, 255}, {0xa3, 0xb8, 0xd6, 255}, {0x75, 0x94, 0xc1, 255}, {0x4a, 0x6f, 0xa3, 255}, {0x23, 0x44, 0x7a, 255}},
		"dark":  {{0x2a, 0x3b, 0x50, 255}, {0x35, 0x55, 0x7a, 255}, {0x4c, 0x7a, 0xab, 255}, {0x7b, 0xa8, 0xd6, 255}, {0xbd, 0xdc, 0xf8, 255}},
	}
	// count gives how many pixels of the map have the colour of a class.
	count := func(img image.Image, theme string) (n int) {
		b := img.Bounds()
		for y := 80; y < b.Dy()-60; y++ {
			for x := range b.Dx() {
				if c, is := color.RGBAModel.Convert(img.At(x, y)).(color.RGBA); is && slices.Contains(shades[theme], c) {
					n++
				}
			}
		}
		return n
	}
	for _, c := range []struct {
		name, query, theme string
		site               *webtest.Site
		shaded             bool
	}{
		{"the story's choice", "?lang=en", "light", byStory, true},
		{"the reader's, against it", "?lang=en&show=marks", "light", byStory, false},
		{"the reader's", "?lang=es&show=hexagon&theme=dark", "dark", plain, true},
		{"nobody's", "?lang=es", "light", plain, false},
		{"of a large story", "?lang=en&show=hexagon", "light", large, true},
		{"areas, of which this server knows none", "?lang=en&show=adm1", "light", plain, false},
		{"no room for what explains it", "?lang=en&show=hexagon&width=100&height=100", "light", plain, false},
	} {
		img, _ := picture(t, c.site, c.query)
		if n := count(img, c.theme); (n > 0) != c.shaded {
			t.Errorf("%s: %d pixels have the colour of a class", c.name, n)
		}
	}
	for _, query := range []string{"?show=county", "?measure=entries&measure=deaths", "?size=all"} {
		if got := plain.Get(t, "/stories/jalisco/image.png"+query); got.Code != 400 {
			t.Errorf("%s: status %d", query, got.Code)
		}
	}
}
