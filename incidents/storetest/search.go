package storetest

import (
	"strings"
	"testing"

	"incidentmap/incidents"
)

// query is what a reader looks for, and whether it finds the one incident of testSearch.
type query struct {
	q    string
	want bool
}

func queries() []query {
	return []query{
		{"roadblocks", true},
		{"ROADBLOCKS", true},
		{"roadbl", true},
		{"oadblocks", false},
		{"michoacan", true},
		{"MICHOACÁN", true},
		{"michoaca\u0301n", true}, // the accent as a mark of its own
		{"nino", true},
		{"niño", true},
		{"bloqueos roadblocks", true}, // words of two languages
		{"roadbl night", false},       // only the last word may be a beginning
		{"night roadbl", true},
		{"night absent", false},
		{"vallarta", true},
		{"puerto-vallarta", true},
		{"defense", true},
		{"spelling", true},
		{"horas 3,5", true},
		{"jalisco", true},
		{"", false},
		{"  \t\n", false},
		{`"`, false},
		{`"""`, false},
		{"*", false},
		{"\u0301", false},
		{"\x00", false},
		{"\xff\xfe", false},
		{"😀", false},
		{`roadblocks"`, true},
		{`"roadblocks`, true},
		{`roadblocks" OR "else`, false},
		{"roadblocks OR else", false},
		{"camiones AND", true}, // a word of the text, not an operator
		{"NOT roadblocks", false},
		{"NEAR(night roadblocks)", false},
		{"words:roadblocks", false},
		{"title : roadblocks", false},
		{"-roadblocks", true},
		{"^night", true},
		{"road* night", false},
		{"roadblocks*", true},
		{"(roadblocks", true},
		{"{roadblocks}", true},
		{"roadblocks; DROP TABLE search", false},
		{"roadblocks' --", true},
		{"night 😀 roadblocks", true},
		{strings.Repeat("night ", 30), true},
		{strings.Repeat("x", 10_000), false},
	}
}

func testSearch(t *testing.T, s incidents.Store) {
	put(t, s, Story("a"))
	put(t, s, Story("b"))
	inc := Incident("a", "Night of the roadblocks")
	inc.Title = incidents.Text{"en": "Night of the roadblocks", "es": "Noche de bloqueos en Michoacán"}
	inc.Summary = incidents.Text{"es": "Incendio de camiones; según el niño, 3,5 horas (AND/OR)"}
	inc.Where.Place = map[string]string{"en": "Puerto Vallarta"}
	inc.Sources[0].Publisher = incidents.Text{"en": "Defense Department"}
	change := create(inc)
	change.Note = incidents.Text{"en": "A corrected spelling"}
	elsewhere, other := Incident("b", "Roadblocks"), Incident("a", "Something else")
	other.Where.Place, other.Where.Admin.Admin1Name = nil, ""
	seq := write(t, s, change, create(elsewhere), create(other))[0].Seq

	for _, tt := range queries() {
		found, err := s.Search(t.Context(), "a", tt.q)
		if err != nil {
			t.Errorf("%.60q: %v", tt.q, err)
			continue
		}
		if got := len(found) == 1 && found[0] == seq; got != tt.want || len(found) > 1 {
			t.Errorf("%.60q: found %v, want %d: %t", tt.q, found, seq, tt.want)
		}
	}
	_, err := s.Search(t.Context(), "a", strings.Repeat("night ", 100_000))
	isCode(t, "a hundred thousand words", err, incidents.EInvalid)
}

func testSearchInForce(t *testing.T, s incidents.Store) {
	put(t, s, Story("a"))
	inc, hidden := Incident("a", "First"), draft("a", "First, hidden")
	revisions := write(t, s, create(inc), create(hidden))
	find := func(q string, want ...incidents.Seq) {
		t.Helper()
		found, err := s.Search(t.Context(), "a", q)
		if err != nil {
			t.Fatal(err)
		}
		same(t, "found by "+q, append([]incidents.Seq{}, found...), append([]incidents.Seq{}, want...))
	}
	find("first", revisions[0].Seq)

	inc.Title = incidents.Text{"en": "Second"}
	second := write(t, s, update(inc, 1))[0]
	find("first")
	find("second", second.Seq)

	story := Story("a")
	story.Layers = nil
	put(t, s, story)
	find("second", public(t, s, inc).Seq)

	inc.Workflow = incidents.DraftStage
	write(t, s, update(inc, 2))
	find("second")
}
