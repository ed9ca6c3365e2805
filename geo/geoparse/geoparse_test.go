package geoparse

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"

	"incidentmap/geo"
	"incidentmap/geo/gazetteer"
)

// Each case is a text with its places marked, as testdata/spanish.txt has them, and none
// else: how a kind of words is read.
func TestKindsOfWords(t *testing.T) {
	cases := map[string]string{
		"the area that holds it":          "A barn burned in [Ellaville|32.2,-84.3], [Ga.|32.75,-83.5], on Friday.",
		"abbreviations of Mexican states": "El choque fue en [Reynosa|26.08,-98.28], [Tamps.|24.3,-98.6], y en [Apodaca|25.78,-100.19], [N.L.|25.6,-99.97]",
		"two senses in one text":          "He moved from [Paris|33.66,-95.56], [Texas|31.25,-99.25], to [Paris|48.85,2.35], [France|46,2].",
		"a state beside a town":           "[Washington|47.5,-120.5] state sued; aides in [Washington|38.9,-77.04], [D.C.|38.9,-77.04], declined to comment.",
		"coordination":                    "Stay safe in [Jalisco|20.6,-103.6], [Tamaulipas|24.3,-98.6], [Michoacan|19.2,-101.9] and [Nuevo Leon|25.6,-99.97].",
		"persons":                         "Sam Houston, 45, told Virginia Woolf and Mr. Lincoln that Florence Nightingale had met Victoria Beckham.",
		"a person's last name again":      "Jack London was hurt. Later London was flown to a hospital.",
		"possessive":                      "[Bolivia|-17,-65]'s president left for [Peru|-10,-75].",
		"based":                           "The [Denver|39.74,-104.98]-based company moved to [Boise|43.6,-116.2].",
		"dateline":                        "[GUADALAJARA|20.67,-103.35], [Mexico|23,-102] (AP) — Two trucks burned.",
		"capitals":                        "BLOQUEOS EN [CULIACAN|24.8,-107.39] Y [MAZATLAN|23.2,-106.4] DEJAN TRES MUERTOS",
		"function words in capitals":      "TALKS IN [CARACAS|10.5,-66.9], [VENEZUELA|8,-66], ON 20 DECEMBER BETWEEN THE PRESIDENT AND FELIPE COSTA FAILED",
		"without accents":                 "Hubo disparos en [Culiacan|24.8,-107.39] y en [Ciudad Juarez|31.74,-106.49], Chih",
		"parties":                         "Sen. Rob Smith, R-[Ohio|40.25,-83], and Rep. Ann Lee, D-[Minn.|46.25,-94.25], agreed.",
		"inside an organisation":          "She teaches at the University of [Georgia|32.75,-83.5] in [Athens|33.95,-83.38].",
		"local words rule out a country":  "[Jordan|44.67,-93.63] Elementary School in [Jordan|44.67,-93.63], [Minn.|46.25,-94.25], is closed.",
		"a list of counties":              "Flooding hit [Alachua|29.7,-82.3] and [Gilchrist|29.7,-82.8] counties in [Florida|28.75,-82.5].",
		"a list of countries":             "It spread to [Ghana|8,-1.2], [Guinea|10.8,-10.7], [Niger|18,9], [Nigeria|10,8] and [Togo|8.7,1.1].",
		"counties of a state":             "The [Indiana|40,-86.25] counties that border [Ohio|40.25,-83] reported more.",
		"city of":                         "The City of [Norfolk|36.85,-76.29] in [Virginia|37.55,-77.46] fined three.",
		"diseases and money":              "West Nile virus and Hong Kong flu cost US$40 in [Chicago|41.85,-87.65].",
		"assaults":                        "Drones strike [Kramatorsk|48.72,37.56], killing one.",
		"directions alone":                "The Central Government moved from the South West to the Far North.",
		"a part of a town":                "Hallaron restos en la colonia [Santa Paula|20.62,-103.23], en [Tonalá|20.62,-103.23], [Jalisco|20.6,-103.6].",
		"a part of a town named later":    "Vecinos de la colonia [Roma|19.43,-99.13] protestaron ayer otra vez contra los bares frente al Palacio de [Ciudad de México|19.43,-99.13].",
		"a part of a town never named":    "Hubo disparos en la colonia Roma.",
		"namesakes of one country":        "Detienen en [Cartagena|37.6,-1], [Murcia|38,-1.3], a dos hombres; el juzgado de [Córdoba|37.9,-4.8] los reclama.",
		"an airport with its town":        "Smoke rose over [Guadalajara International Airport|20.52,-103.31] in [Jalisco|20.6,-103.6].",
		"the airport of a described town": "Smoke hung over [Jalisco|20.6,-103.6], and people ran through [the airport of the state's capital|20.52,-103.31].",
		"adjectives":                      "[Mexican|23,-102] troops met a [German|51.5,10.5] and a [South Korean|36.5,127.75] team.",
		"Spanish adjectives":              "Los [tapatíos|20.67,-103.35] y un turista [alemán|51.5,10.5] fueron heridos por la policía [jalisciense|20.6,-103.6].",
		"a village that is not known":     "He grew up in the village of [Qwertzo|30.6,102.4] in [Sichuan|30.6,102.4] province, [China|35,105].",
		"titles are no places":            "Sen. Mr. Dr. and Sr. Gov. left on Nov. 3 at 5 p.m.",
		"a name before its areas":         "[Agra|35.9,-96.9] is a town in northern [Lincoln County|35.7,-96.9], [Oklahoma|35.5,-97.5], [United States|39.76,-98.5].",
	}
	for name, marked := range cases {
		t.Run(name, func(t *testing.T) {
			m := measure(t, parserOf(t), []passage{unmark(t, name, marked)}, true)
			if m.matched != m.gold || m.right != m.gold || m.found != m.gold {
				t.Errorf("%d places, found %d, matched %d, %d of them right", m.gold, m.found, m.matched, m.right)
			}
		})
	}
}

// What the text names as the state or country is a bound: whatever town is put into
// whatever state, the answer lies in the state, or is none.
func TestAreasAreBounds(t *testing.T) {
	p := parserOf(t)
	random := rand.New(rand.NewPCG(19, 1))
	states := []string{"US.TX", "US.OH", "US.NE", "MX.14", "MX.07", "ES.51", "CO.02", "AR.14", "CA.08", "GB.SCT"}
	tries := 3000
	if testing.Short() {
		tries = 300
	}
	for range tries {
		town := p.g.Entry(gazetteer.Ref(random.IntN(p.g.Len())))
		if town.Kind != gazetteer.Populated || isArea(p, town.Name) || !utf8.ValidString(town.Name) || strings.ContainsAny(town.Name, ",()/") || town.Population > 200_000 {
			continue
		}
		state, ok := p.g.Area(states[random.IntN(len(states))])
		if !ok {
			t.Fatal("a state is missing")
		}
		text := "Police found the car near " + town.Name + ", " + state.Name + ", on Friday."
		for _, found := range p.Parse(text, Options{}) {
			if found.Text != town.Name {
				continue
			}
			inside := found.Location.Admin.Admin1 == state.Code
			if !inside {
				t.Errorf("%q: %s %s is not in %s", text, found.Name, found.Entry.ID, state.Name)
			}
		}
	}
}

// isArea reports whether a name is also that of a state or country, which beside another
// is an item of a list.
func isArea(p *Parser, name string) bool {
	is := false
	p.g.Exact(gazetteer.Normalize(name), func(m gazetteer.Match) bool {
		k := p.g.Kind(m.Ref)
		is = is || k == gazetteer.Admin1 || k == gazetteer.Country
		return true
	})
	return is
}

// What lies near a place is never told to be the place.
func TestRelations(t *testing.T) {
	cases := []struct {
		text, words string // the words that relate, empty for none
		precision   geo.Precision
		from        orb.Point
		least, most float64 // km from the place named
		radius      float64 // km, at least
	}{
		{"The car was found 10 km north of Tapalpa, Jalisco.", "10 km north of Tapalpa", geo.Near, orb.Point{-103.76, 19.95}, 8, 12, 4},
		{"He was wounded in Tapalpa, Jalisco, about a two-hour drive southwest of Guadalajara.", "about a two-hour drive southwest of Guadalajara", geo.Near, orb.Point{-103.39, 20.67}, 60, 120, 40},
		{"Six died in Zapopan beside Guadalajara, Jalisco.", "beside Guadalajara", geo.Near, orb.Point{-103.39, 20.67}, 0, 1, 20},
		{"A boat sank off the coast of Tumaco, Colombia.", "off the coast of Tumaco", geo.Near, orb.Point{-78.79, 1.79}, 0, 1, 50},
		{"El epicentro fue a 40 kilómetros al sur de Pinotepa Nacional, Oaxaca.", "a 40 kilómetros al sur de Pinotepa Nacional", geo.Near, orb.Point{-98.05, 16.34}, 38, 42, 15},
		{"A bus fell between Tala and Ameca, Jalisco.", "between Tala and Ameca", geo.Near, orb.Point{-104.05, 20.55}, 10, 30, 15},
		{"The blast was in Guadalajara, Jalisco.", "", "", orb.Point{}, 0, 0, 0},
	}
	for _, c := range cases {
		var got *Relation
		for _, f := range parserOf(t).Parse(c.text, Options{}) {
			if f.Relation != nil {
				got = f.Relation
			}
		}
		if got == nil || c.words == "" {
			if (got == nil) != (c.words == "") {
				t.Errorf("%q: relation %v, want %q", c.text, got, c.words)
			}
			continue
		}
		words := string([]rune(c.text)[got.Start:got.End])
		at, _ := got.Location.Geometry.(orb.Point)
		far := orbgeo.DistanceHaversine(at, c.from) / 1000
		if words != c.words || got.Location.Precision != c.precision || far < c.least || far > c.most || got.Location.RadiusM < 1000*c.radius {
			t.Errorf("%q: %q is %s, %.0f km off, within %.0f m", c.text, words, got.Location.Precision, far, got.Location.RadiusM)
		}
	}
}

// Places that the caller knows are the only ones told, in order and with their offsets.
func TestGivenSpans(t *testing.T) {
	text := "Springfield is in Ohio. Paris is in Texas. Nobody knows Xqzz."
	given := []Span{{Start: 0, End: 11}, {Start: 24, End: 29}, {Start: 56, End: 60}}
	found := parserOf(t).Parse(text, Options{Spans: given})
	if len(found) != 2 || found[0].Span != given[0] || found[1].Span != given[1] {
		t.Fatalf("found %d: %v", len(found), found)
	}
	if a := found[0].Entry; !strings.HasPrefix(parserOf(t).g.AreaCode(a.Ref), "US.OH") {
		t.Errorf("Springfield is %s", a.ID)
	}
}

// A hint of where the paper is at home chooses among places of a name.
func TestHome(t *testing.T) {
	text := "A man was hurt in Springfield on Friday."
	for _, c := range []struct {
		home orb.Point
		area string
	}{{orb.Point{-83.8, 39.9}, "US.OH"}, {orb.Point{-93.3, 37.2}, "US.MO"}} {
		found := parserOf(t).Parse(text, Options{Home: &c.home})
		if len(found) != 1 || !strings.HasPrefix(parserOf(t).g.AreaCode(found[0].Entry.Ref), c.area) {
			t.Errorf("home %v: %v, want it in %s", c.home, found, c.area)
		}
	}
}

// Without adjectives a text has none of them.
func TestNoAdjectivals(t *testing.T) {
	if found := parserOf(t).Parse("Mexican and German tourists, and some tapatíos", Options{NoAdjectivals: true}); len(found) != 0 {
		t.Errorf("found %v", found)
	}
}

// The same text has the same answer, whatever was read before.
func TestDeterministic(t *testing.T) {
	passages := readPassages(t, "testdata/spanish.txt")
	p := parserOf(t)
	for _, text := range passages[:10] {
		first := p.Parse(text.text, Options{Why: true})
		p.Parse(passages[20].text, Options{})
		second := p.Parse(text.text, Options{Why: true})
		if len(first) != len(second) {
			t.Fatalf("%s: %d places, then %d", text.id, len(first), len(second))
		}
		for i := range first {
			if first[i].Span != second[i].Span || first[i].Point != second[i].Point || first[i].Confidence != second[i].Confidence ||
				strings.Join(first[i].Reasons, "\n") != strings.Join(second[i].Reasons, "\n") {
				t.Errorf("%s: %v, then %v", text.id, first[i], second[i])
			}
		}
	}
}

// Whatever the bytes, the offsets lie in the text, in order, and hold the words told.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"", "Paris, Texas", "U.S.", "\xff\xfe Paris \x00", "PARIS PARIS PARIS", "a.b.c.d. N.L.", "Côte d'Ivoire’s", "between A and B", "10 km north of",
		"the airport of the state's capital", "Mr. Mr. Mr.", "(((Tonalá)))", "Agra is a town in Lincoln County, Oklahoma.", "\u202e Guadalajara", "中国 Beijing 中国",
	} {
		f.Add(seed)
	}
	p := parserOf(f)
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 10_000 {
			return
		}
		checkOffsets(t, text, p.Parse(text, Options{Why: true}))
		checkOffsets(t, text, p.Parse(text, Options{Spans: []Span{{-1, 3}, {0, 2}, {1, 1_000_000}}}))
	})
}

func checkOffsets(t *testing.T, text string, found []Toponym) {
	t.Helper()
	runes := []rune(text)
	at := 0
	for _, f := range found {
		if f.Start < at || f.End <= f.Start || f.End > len(runes) {
			t.Fatalf("%q: %d-%d after %d in %d code points", text, f.Start, f.End, at, len(runes))
		}
		at = f.End
		if utf8.ValidString(text) && string(runes[f.Start:f.End]) != f.Text {
			t.Fatalf("%q: %d-%d is %q and not %q", text, f.Start, f.End, string(runes[f.Start:f.End]), f.Text)
		}
		if f.Confidence < 0 || f.Confidence > 1 || f.Point != f.Point {
			t.Fatalf("%q: confidence %v, point %v", text, f.Confidence, f.Point)
		}
		if r := f.Relation; r != nil && (r.Start < 0 || r.Start >= f.Start || r.End != f.End) {
			t.Fatalf("%q: relation %d-%d of %d-%d", text, r.Start, r.End, f.Start, f.End)
		}
	}
}

// BenchmarkMegabyte reads a megabyte of news; ten thousand names of one sentence are no
// slower than as much other text.
func BenchmarkMegabyte(b *testing.B) {
	var news strings.Builder
	for news.Len() < 1<<20 {
		for _, p := range readPassages(b, "testdata/spanish.txt") {
			news.WriteString(p.text + "\n\n")
		}
	}
	names := "Fires in " + strings.Repeat("San José, Springfield, Guadalupe, Santa María, Washington, Georgia, ", 1<<20/67) + "are out."
	for name, text := range map[string]string{"news": news.String(), "names": names} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				parserOf(b).Parse(text, Options{})
			}
		})
	}
}
