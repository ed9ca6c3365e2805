package staticmap

import (
	"strings"
	"testing"
)

func testPen(t *testing.T) *pen {
	t.Helper()
	f, err := loadFonts()
	if err != nil {
		t.Fatal(err)
	}
	return &pen{fonts: f}
}

// Whatever a picture's size and a story's title are, no line of the heading is wider than the picture, the heading leaves
// the map its room, and what is left out says so.
func TestHeading(t *testing.T) {
	p := testPen(t)
	for name, title := range map[string]string{
		"short":    "Jalisco, 22 February 2026",
		"long":     strings.Repeat("Bloqueos y enfrentamientos en la zona metropolitana ", 3),
		"very":     strings.Repeat("Enfrentamientos en Jalisco ", 40),
		"one word": strings.Repeat("Donaudampfschifffahrt", 12),
	} {
		for _, size := range [][2]int{{1200, 630}, {1080, 1080}, {1080, 1920}, {2400, 1260}, {600, 315}, {400, 300}, {300, 300}, {2400, 100}, {100, 2400}, {100, 100}} {
			w := &pictureRequest{width: size[0], height: size[1]}
			said := headingWords{title, "As of 22 February 2026, 18:05 (UTC−6)", "Text: a newsroom with a long name, after reports of three agencies; CC BY 4.0"}
			h := p.heading(said, float64(w.width), float64(w.height), w.scale())
			if size == [2]int{1200, 630} && (h.height == 0 || !strings.HasPrefix(strings.Join(h.under, " "), "As of 22 February 2026")) {
				t.Errorf("%s: a card of links has the heading %+v", name, h)
			}
			if name == "short" && size[0] >= 300 && size[1] >= 300 && (len(h.title) != 1 || h.title[0] != title) {
				t.Errorf("%s, %v: %q", name, size, h.title)
			}
			if float64(h.height) > headMost*float64(w.height)+1 || len(h.title) > 2 || len(h.under) > underLines {
				t.Errorf("%s, %v: %d pixels, %q, %q", name, size, h.height, h.title, h.under)
			}
			for _, l := range h.title {
				if wide := p.width(l, h.titleFace); wide > float64(w.width) {
					t.Errorf("%s, %v: %q is %g wide", name, size, l, wide)
				}
			}
			for _, l := range h.under {
				if wide := p.width(l, h.underFace); wide > float64(w.width) {
					t.Errorf("%s, %v: %q is %g wide", name, size, l, wide)
				}
			}
			if all := strings.Join(h.title, ""); h.height > 0 && strings.ReplaceAll(all, " ", "") != strings.ReplaceAll(title, " ", "") && !strings.HasSuffix(all, "…") {
				t.Errorf("%s, %v: %q is cut without a word", name, size, h.title)
			}
		}
	}
	if h := p.heading(headingWords{date: "As of today"}, 1200, 630, 1); h.height != 0 {
		t.Error("a heading without a title")
	}
}

// The legend has all of its entries, within the picture and none over another, or there is none.
func TestStrip(t *testing.T) {
	p := testPen(t)
	var rows []legendRow
	for _, title := range []string{"Operación", "Muertes", "Motín en la cárcel", "Bloqueos y vehículos quemados", "Interrupciones", "Avisos a la población", "x"} {
		rows = append(rows, legendRow{title: title})
	}
	const credit = "GeoNames (CC BY 4.0), Natural Earth"
	for _, width := range []float64{1200, 600, 300, 100} {
		s := p.strip(rows, credit, width, 630, 1)
		if len(s.entries) != len(rows) && (width >= 300 || len(s.entries) > 0) {
			t.Errorf("%g: %+v", width, s)
		}
		if right := s.credit.at[0] + p.width(credit, s.credit.face); s.credit.at[0] < 0 || right > width || s.credit.at[1] > float64(s.height) {
			t.Errorf("%g: the makers of the data are at %v", width, s.credit.at)
		}
		ends := map[int]float64{}
		for _, e := range s.entries {
			end := e.x + e.sign() + p.width(e.title, typeface{size: stripText})
			top := stripPad + stripLine*float64(e.line)
			if end > width || e.x < ends[e.line] || top+stripLine+stripPad > float64(s.height)+1 {
				t.Errorf("%g: %q is from %g to %g in line %d", width, e.title, e.x, end, e.line)
			}
			if s.credit.at[1] > top && s.credit.at[1] < top+stripLine && end > s.credit.at[0] {
				t.Errorf("%g: the makers of the data are over %q", width, e.title)
			}
			ends[e.line] = end
		}
	}
	if s := p.strip(append(rows, legendRow{title: "東京"}), credit, 1200, 630, 1); len(s.entries) != 0 || s.height == 0 {
		t.Error("a legend with boxes in place of letters, or nobody is named")
	}
	if s := p.strip(nil, credit, 100, 100, 0.7); s.height == 0 || s.height > 25 {
		t.Errorf("on the smallest picture the makers of the data take %d pixels", s.height)
	}
}
