package extract_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"incidentmap/data"
	"incidentmap/geo/gazetteer"
	"incidentmap/geo/geocode"
	"incidentmap/geo/geoparse"
	"incidentmap/geo/shapes"
	"incidentmap/incidents"
	"incidentmap/incidents/extract"
)

type outlines struct{ file *shapes.File }

func (o outlines) Area(code string) (orb.Geometry, bool) {
	s, ok, err := o.file.Get(code)
	return s.Geometry, ok && err == nil
}

var open = sync.OnceValues(func() (*extract.Extractor, error) {
	names, err := gazetteer.Open(data.Places())
	if err != nil {
		return nil, fmt.Errorf("open the gazetteer: %w", err)
	}
	words, err := geoparse.ReadLexicon(data.Words())
	if err != nil {
		return nil, fmt.Errorf("read the words: %w", err)
	}
	areas, err := shapes.Open(data.Areas())
	if err != nil {
		return nil, fmt.Errorf("open the outlines: %w", err)
	}
	coder := geocode.New(names, outlines{areas})
	return extract.New(geoparse.New(names, words, coder), coder), nil
})

func read(t testing.TB, s, day string) []extract.Draft {
	t.Helper()
	e, err := open()
	if err != nil {
		t.Fatal(err)
	}
	var o extract.Options
	if day != "" {
		if o.Date, err = time.Parse(time.DateOnly, day); err != nil {
			t.Fatal(err)
		}
	}
	drafts, err := e.Extract(t.Context(), s, o)
	if err != nil {
		t.Fatal(err)
	}
	return drafts
}

// tell writes what a draft says in one line.
func tell(d extract.Draft) string {
	inc := d.Incident
	parts := []string{string(inc.Class), string(inc.Kind), string(inc.Where.Precision)}
	place, _ := incidents.Text(inc.Where.Place).In("en")
	parts = append(parts, place)
	if !inc.When.Start.IsZero() {
		parts = append(parts, inc.When.Start.Format(time.DateOnly))
	}
	for _, c := range inc.Casualties {
		row := fmt.Sprintf("%s %s", c.Outcome, c.Group)
		for _, n := range []*int{c.Low, c.Best, c.High} {
			if n != nil {
				row += fmt.Sprint(" ", *n)
			} else {
				row += " -"
			}
		}
		if c.CountedIn != nil {
			row += " counted elsewhere"
		}
		parts = append(parts, row)
	}
	for _, s := range inc.Sources {
		name, _ := s.Publisher.In("en", "es")
		parts = append(parts, fmt.Sprintf("%s (%s)", name, s.Attribution))
	}
	return strings.Join(parts, "; ")
}

func TestStories(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{
			"one source of several events, a reason, and background",
			`Two soldiers were killed Tuesday in Uruapan, Michoacan, the army said in a statement.

A state official who requested anonymity because she was not authorized to speak said a police officer died in Zamora and a guard was killed at a prison in Morelia when inmates rioted.

In 2019, gunmen killed 13 police officers in Aguililla.`,
			[]string{
				"incident; killing; locality; Uruapan; 2026-03-10; killed military - 2 -; army (institution)",
				"incident; killing; locality; Zamora; 2026-03-10; killed police - 1 -; state official (anonymous)",
				"incident; prison_riot; locality; Morelia; 2026-03-10; killed unknown - 1 -; state official (anonymous)",
			},
		},
		{
			"bounds, and who were wounded and died",
			`At least 30 people were killed in an explosion in Tula, Hidalgo, on Monday, officials said. Three more people were wounded and later died.`,
			[]string{"incident; explosion; locality; Tula de Allende; 2026-03-09; killed unknown 30 - -; died_later unknown - 3 -; officials (anonymous)"},
		},
		{
			"what is denied, feared or planned is no event",
			`The governor denied that anyone was killed in Celaya. Residents fear attacks in Irapuato. The union threatened to block the highway in Salamanca on Friday.`,
			nil,
		},
		{
			"advice and stops, and areas that are not named",
			`The U.S. State Department warned its citizens in Jalisco and Colima states to remain indoors. Classes were canceled Wednesday in several states.`,
			[]string{
				"advisory; shelter_advisory; adm1; Jalisco, Colima; 2026-03-10; U.S. State Department (institution)",
				"aggregate; school_closure; country; Mexico; 2026-03-11; The report (institution)",
			},
		},
		{
			"Spanish: subjects after their verbs, attribution at the end",
			`Murieron tres policías y resultaron heridos dos civiles la madrugada del domingo en Jerez, Zacatecas, informó la Fiscalía del estado.`,
			[]string{"incident; killing; adm2; Jerez; 2026-03-08; killed police - 3 -; wounded civilian - 2 -; Fiscalía del estado (institution)"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, d := range read(t, c.text, "2026-03-10") {
				got = append(got, tell(d))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("drafts differ (-want +got):\n%s", diff)
			}
		})
	}
}

func TestExtractRefuses(t *testing.T) {
	e, err := open()
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		text string
		o    extract.Options
	}{
		"bytes that are no text": {text: "\xff\xfe"},
		"another language":       {text: "Bonjour", o: extract.Options{Lang: "fr"}},
		"a year of no report":    {text: "Two died.", o: extract.Options{Date: time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC)}},
		"too much":               {text: strings.Repeat("a ", extract.MaxBytes)},
	} {
		if _, err := e.Extract(t.Context(), c.text, c.o); err == nil {
			t.Errorf("%s: read without an error", name)
		}
	}
}

// hold checks what is promised of the drafts of any text.
func hold(t *testing.T, s string, drafts []extract.Draft) {
	t.Helper()
	runes := []rune(s)
	for _, d := range drafts {
		inc := d.Incident
		inc.Story = "any"
		if err := inc.Validate(); err != nil {
			t.Errorf("a draft is not valid: %v", err)
		}
		for _, c := range inc.Claims {
			if c.Start < 0 || c.End > len(runes) || c.Start >= c.End || string(runes[c.Start:c.End]) != c.Passage {
				t.Fatalf("passage %q is not at %d to %d", c.Passage, c.Start, c.End)
			}
			if c.End-c.Start > 300 {
				t.Errorf("a passage has %d characters", c.End-c.Start)
			}
		}
		if !slices.IsSortedFunc(d.Passages, func(a, b extract.Span) int { return a.Start - b.Start }) || len(d.Passages) == 0 {
			t.Errorf("passages %v are not in order, or there are none", d.Passages)
		}
		if d.Confidence <= 0 || d.Confidence > 1 {
			t.Errorf("confidence %v", d.Confidence)
		}
	}
}

func FuzzExtract(f *testing.F) {
	for _, s := range []string{
		"Six other National Guard members died in Zapopan beside Guadalajara, police said.",
		"LIMA, 9 JAN 90 (EFE) -- [TEXT] TWO SOLDIERS WERE KILLED TODAY IN AYACUCHO.",
		"Murieron al menos tres personas en Jerez, Zac., informó la Fiscalía. “No hay más”, dijo.",
		"Between 3 and 5 died while being flown to Mexico City", "\"\"\"''««", "- - -- 1/o. de", "el 31 de febrero de 2026 mataron a", "",
	} {
		f.Add(s, "2026-02-22")
	}
	f.Add("killed", "")
	f.Fuzz(func(t *testing.T, s, day string) {
		e, err := open()
		if err != nil {
			t.Fatal(err)
		}
		date, _ := time.Parse(time.DateOnly, day)
		drafts, err := e.Extract(t.Context(), s, extract.Options{Date: date})
		if err != nil {
			return
		}
		hold(t, s, drafts)
		again, err := e.Extract(t.Context(), s, extract.Options{Date: date})
		if diff := cmp.Diff(drafts, again); err != nil || diff != "" {
			t.Errorf("the same text gave other drafts: %v\n%s", err, diff)
		}
	})
}

// TestWorkIsLinear counts allocations in place of time: a text of twice the length takes about
// twice as many.
func TestWorkIsLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("it reads long texts")
	}
	for name, piece := range map[string]string{
		"stories":               "Two soldiers were killed Tuesday in Uruapan, Michoacan, the army said.\n\nGunmen attacked a bar in Celaya.\n\n",
		"numbers in a sentence": "3 killed in Celaya, ",
		"names in a sentence":   "Tapalpa and Zapopan, ",
		"speakers":              "John Smith said, ",
		"names of no place":     "Two men died in Kelvorrandu. ",
		"quotation marks":       "\" attack ",
	} {
		work := func(n int) float64 {
			s := strings.Repeat(piece, n)
			return testing.AllocsPerRun(1, func() { read(t, s, "2026-03-10") })
		}
		const n = 500
		once, more := work(n), work(4*n)
		if more > 6*once {
			t.Errorf("%s: %d pieces take %.0f allocations, %d take %.0f", name, n, once, 4*n, more)
		}
	}
}

// Who does something is no event besides: a source that tells of a roadblock by armed men is none of an attack told before.
func TestActorsAreNoEvents(t *testing.T) {
	for _, actor := range []string{"un grupo armado", "varios hombres armados", "un comando armado"} {
		drafts := read(t, "TONALÁ, Jalisco, 22 feb 2026.- Cuatro policías murieron en una emboscada en Tonalá, informó la Fiscalía.\n\n"+
			"Horas después, "+actor+" bloqueó la carretera a Zapotlanejo, según Protección Civil.", "2026-02-22")
		if len(drafts) != 2 || drafts[0].Incident.Kind != "attack" || drafts[1].Incident.Kind != "roadblock" {
			t.Fatalf("%s: %d drafts: %+v", actor, len(drafts), drafts)
		}
		for _, s := range drafts[0].Incident.Sources {
			if strings.Contains(s.Publisher["es"], "Protección") {
				t.Errorf("%s: the attack rests on %v", actor, s.Publisher)
			}
		}
	}
}

// What was seized is claimed, each with its passage.
func TestSeizedGoodsAreClaims(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"El Ejército aseguró una tonelada 200 kilos de metanfetamina, nueve armas largas y una camioneta en Cosalá, Sinaloa.", []string{"una tonelada 200 kilos de metanfetamina", "nueve armas largas", "una camioneta"}},
		{"Police arrested two men and seized 200 pounds of cocaine and four rifles in Nogales, Arizona.", []string{"200 pounds of cocaine", "four rifles"}},
		{"Armored vehicles, rocket launchers and other arms were seized Tuesday in Tapalpa, Jalisco, the army said.", []string{"Armored vehicles", "rocket launchers", "arms"}},
		{"Two men died when three cars collided in Nogales, Arizona.", nil},
	} {
		var got []string
		for _, d := range read(t, c.text, "2026-03-10") {
			hold(t, c.text, []extract.Draft{d})
			for _, claim := range d.Incident.Claims {
				if claim.Field == "seized" {
					got = append(got, claim.Value)
				}
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%q: claims differ (-want +got):\n%s", c.text, diff)
		}
	}
}

// A roadblock and burnt vehicles mostly are one; where each is counted by itself they are two.
func TestRoadblocksAndBurntVehicles(t *testing.T) {
	for s, want := range map[string]int{
		"Al menos 19 vehículos fueron quemados y una docena de narcobloqueos se reportaron este martes en Culiacán, Sinaloa.": 2,
		"Bloquearon la carretera en Culiacán, Sinaloa, con vehículos incendiados.":                                            1,
	} {
		if got := len(read(t, s, "2026-03-10")); got != want {
			t.Errorf("%q: %d drafts, want %d", s, got, want)
		}
	}
}
