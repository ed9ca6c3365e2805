package intake

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"incidentmap/incidents"
)

// declaring is the story with kinds of its own.
func declaring(o *Options) {
	o.Story.Kinds = []incidents.KindInfo{
		{Kind: "x_toma_de_caseta", Title: incidents.Text{"es": "Toma de caseta", "en": "Toll booth taken"}, Class: incidents.ClassDisruption, Shape: incidents.Square},
		{Kind: "x_ataque", Title: incidents.Text{"es": "Ataque"}, Class: incidents.ClassIncident, Shape: incidents.Star},
	}
}

// The names of kinds that a story declares are words for them, in each of its languages, before the words that all know.
func TestStoryKindsAreRead(t *testing.T) {
	for word, want := range map[string]incidents.Kind{
		"Toma de caseta": "x_toma_de_caseta", "TOMA DE CASETA": "x_toma_de_caseta", "tomas de caseta": "other_incident", "toll booth taken": "x_toma_de_caseta",
		"x_toma_de_caseta": "x_toma_de_caseta", "toma_de_caseta": "x_toma_de_caseta", "Bloqueo; Toma de caseta": "x_toma_de_caseta",
		"Ataque": "x_ataque", "ataques": "x_ataque", "Homicidio": "killing", "Ataque armado": "attack", "Otra cosa": "other_incident",
	} {
		_, drafts := take(t, tableOf("id|título|fecha|tipo", "1|Uno|2026-02-22|"+word), declaring)
		if len(drafts) != 1 || drafts[0].Incident.Kind != want {
			t.Errorf("%q is read as %s, want %s", word, drafts[0].Incident.Kind, want)
			continue
		}
		if class := drafts[0].Incident.Class; want == "x_toma_de_caseta" && class != incidents.ClassDisruption {
			t.Errorf("%q is of class %s", word, class)
		}
	}
}

// Words of a column of kinds that none is known by are proposed as kinds, those of the most rows first; what is no name is not.
func TestUnknownKindsAreProposed(t *testing.T) {
	lines := []string{"id|título|fecha|tipo"}
	for i, word := range []string{"Veda", "Toma de caseta", "TOMA DE CASETA", "toma de caseta", "Homicidio", "7", strings.Repeat("x", 60), "Ataque", "Rebelión"} {
		lines = append(lines, fmt.Sprintf("%d|Uno %d|2026-02-22|%s", i, i, word))
	}
	f, _ := take(t, tableOf(lines...), func(o *Options) {
		declaring(o)
		o.Story.Kinds = o.Story.Kinds[1:]
	})
	var got []string
	for _, k := range f.Kinds {
		got = append(got, fmt.Sprintf("%s %s %d", k.Kind, k.Title["es"], k.Rows))
	}
	if want := []string{"x_toma_de_caseta Toma de caseta 3", "x_veda Veda 1", "x_rebelion Rebelión 1"}; !slices.Equal(got, want) {
		t.Errorf("proposed: %q, want %q", got, want)
	}
	if text := strings.Join(f.lines(40), "\n"); !strings.Contains(text, "Toma de caseta (x_toma_de_caseta, 3 rows)") || !strings.Contains(text, "--add-kinds") {
		t.Errorf("the report says %s", text)
	}
	// What is proposed can be declared, and is known then.
	again, drafts := take(t, tableOf(lines...), func(o *Options) {
		declaring(o)
		o.Story.Kinds = o.Story.Kinds[1:]
		for _, k := range f.Kinds {
			o.Story.Kinds = append(o.Story.Kinds, k.KindInfo)
		}
		valid := o.Story
		valid.Title, valid.View.BBox = incidents.Text{"es": "x"}, incidents.World
		if err := valid.ValidateNew(); err != nil {
			t.Error(err)
		}
	})
	if len(again.Kinds) != 0 || drafts[1].Incident.Kind != "x_toma_de_caseta" || drafts[8].Incident.Kind != "x_rebelion" {
		t.Errorf("%+v; %s, %s", again.Kinds, drafts[1].Incident.Kind, drafts[8].Incident.Kind)
	}
}

// No more kinds are proposed than the story may still declare, and no id twice.
func TestProposedKindsAreBounded(t *testing.T) {
	lines := []string{"id|título|fecha|tipo"}
	for i := range 4 * incidents.MaxKinds { // each word twice
		lines = append(lines, fmt.Sprintf("%d|Uno|2026-02-22|Вид %c%c", i, rune('а'+i/2/16), rune('а'+i/2%16)))
	}
	f, _ := take(t, tableOf(lines...), declaring)
	ids := map[incidents.Kind]bool{}
	for _, k := range f.Kinds {
		if ids[k.Kind] || !k.Kind.IsOwn() {
			t.Errorf("%s is proposed twice, or is none", k.Kind)
		}
		ids[k.Kind] = true
	}
	if len(f.Kinds) != incidents.MaxKinds-2 {
		t.Errorf("%d are proposed", len(f.Kinds))
	}
}
