package staticmap_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"incidentmap/incidents"
	"incidentmap/web/webtest"
)

func picture(t *testing.T, s *webtest.Site, query string) (image.Image, []byte) {
	t.Helper()
	got := s.Get(t, "/stories/jalisco/image.png"+query)
	if got.Code != 200 {
		t.Fatalf("status %d: %s", got.Code, got.Body)
	}
	img, err := png.Decode(bytes.NewReader(got.Body.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	return img, got.Body.Bytes()
}

func TestRequests(t *testing.T) {
	if testing.Short() {
		t.Skip("-short")
	}
	s := webtest.NewSite(t, land(t))
	const at = "/stories/jalisco/image.png"
	for _, want := range []webtest.Request{
		{Name: "a picture", Address: at + "?lang=en", Status: 200, Header: map[string]string{"Content-Type": "image/png", "Vary": "", "Access-Control-Allow-Origin": "*"}},
		{Name: "language by preference", Address: at, Status: 200, Header: map[string]string{"Vary": "Accept-Language"}},
		{Name: "the head alone", Method: "HEAD", Address: at, Status: 200, Header: map[string]string{"Content-Type": "image/png"}},
		{Name: "every word", Address: at + "?width=300&height=200&bbox=-104,19,-102,21&layers=operation,advisories&lang=es&theme=dark", Status: 200},
		{Name: "across the antimeridian", Address: at + "?width=300&height=200&bbox=170,-20,-170,20", Status: 200},
		{Name: "the world", Address: at + "?width=300&height=200&bbox=-180,-90,180,90", Status: 200},
		{Name: "a box of nothing", Address: at + "?width=300&height=200&bbox=1,1,1,1", Status: 200},
		{Name: "from very near, where outlines are wider than a float32 tells", Address: at + "?width=300&height=200&bbox=-103,20,-102.99999,20.00001", Status: 200},
		{Name: "the widest and lowest", Address: at + "?width=2400&height=100", Status: 200},
		{Name: "too wide", Address: at + "?width=2401", Status: 400, MustHave: []string{`"parameter":"width"`, "100 to 2400"}},
		{Name: "too low", Address: at + "?height=99", Status: 400, MustHave: []string{`"parameter":"height"`}},
		{Name: "not a number", Address: at + "?height=1e3", Status: 400, MustHave: []string{`"parameter":"height"`}},
		{Name: "twice", Address: at + "?height=300&height=400", Status: 400, MustHave: []string{"2 times"}},
		{Name: "not a box", Address: at + "?bbox=1,2,3", Status: 400, MustHave: []string{`"parameter":"bbox"`}},
		{Name: "no such theme", Address: at + "?theme=sepia", Status: 400, MustHave: []string{"light and dark"}},
		{Name: "no such layer", Address: at + "?layers=operation,nothing", Status: 400, MustHave: []string{`"parameter":"layers"`, "nothing"}},
		{Name: "a word it does not take", Address: at + "?zoom=3", Status: 400, MustHave: []string{`"parameter":"zoom"`}},
		{Name: "no such story", Address: "/stories/nowhere/image.png", Status: 404, Header: map[string]string{"Content-Type": webtest.Problem}},
		{Name: "only for reading", Method: "POST", Address: at, Status: 405},
	} {
		t.Run(want.Name, func(t *testing.T) { s.Check(t, want) })
	}
}

// The sizes asked for, few colours, few bytes, and the same ones again.
func TestPictures(t *testing.T) {
	if testing.Short() {
		t.Skip("-short")
	}
	small, large := webtest.NewSite(t, land(t)), webtest.ServeStore(t, webtest.NewInvented(2500), land(t))
	again := webtest.NewSite(t, land(t))
	for name, query := range map[string]string{"light": "?lang=en", "dark": "?lang=es&theme=dark", "small": "?width=400&height=300&lang=en"} {
		for _, s := range []*webtest.Site{small, large} {
			img, body := picture(t, s, query)
			if want := image.Pt(1200, 630); name != "small" && img.Bounds().Size() != want {
				t.Errorf("%s: size %v", name, img.Bounds())
			}
			if p, ok := img.(*image.Paletted); !ok || len(p.Palette) < 8 || len(p.Palette) > 64 {
				t.Errorf("%s: %T is not of a small palette", name, img)
			}
			if len(body) > 60_000 {
				t.Errorf("%s: %d bytes", name, len(body))
			}
		}
		if name != "dark" {
			continue
		}
		_, first := picture(t, small, query)
		if _, second := picture(t, again, query); !bytes.Equal(first, second) {
			t.Errorf("%s: the same state gave other bytes", name)
		}
	}
}

// pixelOf places a longitude and latitude on a picture of a box that is 10 degrees square and
// has the same form, by the formula of Web Mercator.
func pixelOf(lon, lat float64, box [4]float64, width, height int, margin float64) image.Point {
	y := func(lat float64) float64 {
		return math.Log(math.Tan(math.Pi/4+lat*math.Pi/360)) * 180 / math.Pi
	}
	scale := min((float64(width)-2*margin)/(box[2]-box[0]), (float64(height)-2*margin)/(y(box[3])-y(box[1])))
	return image.Pt(
		int(float64(width)/2+(lon-(box[0]+box[2])/2)*scale),
		int(float64(height)/2-(y(lat)-(y(box[1])+y(box[3]))/2)*scale),
	)
}

// mapRows gives the rows of a picture that are the map: between the lines below the heading and above the legend.
func mapRows(t *testing.T, img image.Image) (top, bottom int) {
	t.Helper()
	rule, height := rgba(t, color.NRGBA{0xdc, 0xd9, 0xd2, 255}), img.Bounds().Dy()
	is := func(y int) bool { return color.RGBAModel.Convert(img.At(1, y)) == rule }
	for bottom = height - 1; bottom > height/2 && !is(bottom); bottom-- {
	}
	for top = 0; top < height/2 && !is(top); top++ {
	}
	if top == height/2 || bottom == height/2 {
		t.Fatal("the picture has no heading, or no legend")
	}
	return top + 1, bottom
}

func rgba(t *testing.T, hex color.NRGBA) color.RGBA {
	t.Helper()
	c, _ := color.RGBAModel.Convert(hex).(color.RGBA)
	return c
}

// The fixture's operation wears its layer's red at Tapalpa, and nothing does where its layer is
// off.
func TestSymbolStandsWhereTheIncidentWas(t *testing.T) {
	s := webtest.NewSite(t)
	red := rgba(t, color.NRGBA{0xb2, 0x18, 0x2b, 255})
	const box = "&bbox=-104.758,19,-102.758,21"
	on, _ := picture(t, s, "?layers=operation"+box)
	top, bottom := mapRows(t, on)
	at := pixelOf(-103.758, 19.945, [4]float64{-104.758, 19, -102.758, 21}, 1200, bottom-top, 12).Add(image.Pt(0, top))
	if got := color.RGBAModel.Convert(on.At(at.X, at.Y)); got != red {
		t.Errorf("at %v is %v, want %v", at, got, red)
	}
	off, _ := picture(t, s, "?layers=advisories"+box)
	p, ok := off.(*image.Paletted)
	if !ok || slices.Contains(p.Palette, color.Color(red)) {
		t.Errorf("red is a colour of a picture without the layer, %T", off)
	}
}

// A layer's picture is the same whatever the other layers hold, but for the date, which is the story's.
func TestLayersAreApart(t *testing.T) {
	finished := webtest.Story()
	finished.AsOf = time.Date(2026, 2, 24, 12, 0, 0, 0, time.UTC)
	draw := func(query string, all ...incidents.Incident) []byte {
		m := webtest.NewStore(t)
		m.PutStory(finished)
		for _, inc := range all {
			m.Write(inc, incidents.Create, nil)
		}
		_, body := picture(t, webtest.Serve(t, m), query)
		return body
	}
	all := webtest.Incidents()
	const box = "?lang=en&width=600&height=400&bbox=-106,18,-101,23"
	advisory := all[3:4]
	if alone, among := draw(box+"&layers=advisories", advisory...), draw(box+"&layers=advisories", all...); !bytes.Equal(alone, among) {
		t.Error("a layer's picture has what is in others")
	}
	if alone, among := draw(box, advisory...), draw(box, all...); bytes.Equal(alone, among) {
		t.Error("the picture of all layers has one")
	}
}

// What readers may not see, and what was taken back, leaves no trace on the picture.
func TestHiddenAndRetractedAreNotDrawn(t *testing.T) {
	draw := func(change func(*incidents.Incident)) []byte {
		m := webtest.NewStore(t)
		m.PutStory(webtest.Story())
		inc := webtest.Incidents()[0]
		change(&inc)
		m.Write(inc, incidents.Create, nil)
		_, body := picture(t, webtest.Serve(t, m), "?layers=advisories,operation,all&lang=en&bbox=-105,19,-103,21")
		return body
	}
	seen := draw(func(*incidents.Incident) {})
	hidden := draw(func(inc *incidents.Incident) { inc.Workflow = incidents.Review })
	retracted := draw(func(inc *incidents.Incident) { inc.Disposition = incidents.Retracted })
	if bytes.Equal(seen, hidden) {
		t.Error("an incident is not drawn")
	}
	if len(retracted) >= len(seen) {
		t.Error("what was retracted is drawn")
	}
}

func TestCaching(t *testing.T) {
	s := webtest.NewSite(t)
	const at = "/stories/jalisco/image.png?lang=en&width=200&height=150"
	first := s.Get(t, at)
	tag := first.Header().Get("ETag")
	if got := s.Get(t, at, "If-None-Match", tag); got.Code != 304 || got.Body.Len() != 0 {
		t.Errorf("status %d with %d bytes", got.Code, got.Body.Len())
	}
	if other := s.Get(t, at+"&theme=dark").Header().Get("ETag"); other == tag || tag == "" {
		t.Errorf("tags %q and %q", tag, other)
	}
	_, version, _ := bytes.Cut(s.Get(t, webtest.StoryEN).Body.Bytes(), []byte("image.png?lang=en&amp;v="))
	version, _, _ = bytes.Cut(version, []byte(`"`))
	if got := s.Get(t, at+"&v="+string(version)).Header().Get("Cache-Control"); got != first.Header().Get("Cache-Control") {
		t.Errorf("kept as %q by version %q", got, version)
	}
	inc := webtest.Incidents()[0]
	inc.Where.RadiusM = 100
	s.Store.Write(inc, incidents.Update, nil)
	if err := s.Index.Sync(t.Context(), s.Store); err != nil {
		t.Fatal(err)
	}
	if got := s.Get(t, at, "If-None-Match", tag); got.Code != 200 {
		t.Errorf("status %d after a change", got.Code)
	}
}

// A flood of pictures is turned away, and none of those that are answered is broken.
func TestFloodIsTurnedAway(t *testing.T) {
	s := webtest.NewSite(t)
	var wait sync.WaitGroup
	codes := make([]int, 200)
	for i := range codes {
		wait.Go(func() {
			codes[i] = s.Get(t, fmt.Sprintf("/stories/jalisco/image.png?width=400&height=300&bbox=0,0,1,%d", i%80+1)).Code
		})
	}
	wait.Wait()
	answered := 0
	for _, code := range codes {
		if code == 200 {
			answered++
		} else if code != 503 {
			t.Errorf("status %d", code)
		}
	}
	if answered == 0 || s.Get(t, "/stories/jalisco/image.png").Code != 200 {
		t.Errorf("%d pictures", answered)
	}
}

// The first paint of the fixture over the real basemap is what it was; `go run ./cmd/dev bless ./web/staticmap` writes it anew.
func TestGoldenFirst(t *testing.T) {
	page := webtest.NewSite(t, land(t)).Get(t, webtest.StoryEN).Body.String()
	_, rest, _ := strings.Cut(page, `src="data:image/svg+xml,`)
	encoded, _, _ := strings.Cut(rest, `"`)
	got, err := url.PathUnescape(encoded)
	if err != nil || got == "" {
		t.Fatalf("no first paint in the page: %v", err)
	}
	got = strings.ReplaceAll(got, "><", ">\n<") // for people who compare
	webtest.Golden(t, "first.svg", got)
}
