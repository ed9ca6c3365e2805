package geoparse

import (
	"testing"

	"incidentmap/geo"
)

// story tells in our own words what the seed story does: each place of it is found where
// and as exact as the words say, and nothing else.
const story = `The army killed the leader of the cartel, known as "El Tigre," on Sunday.

He was wounded in Tapalpa, Jalisco, about a two-hour drive southwest of Guadalajara, and died while he was flown to Mexico City.

A Jalisco state official said a member of the National Guard died in Tapalpa, six others died in Zapopan beside Guadalajara,
a guard was killed at a lockup in Puerto Vallarta, and an agent was killed in Guadalajara.

Videos showed smoke over the city of Puerto Vallarta in Jalisco, and people sprinting through the airport of the state's capital.

Air Canada suspended flights to Puerto Vallarta. The U.S. State Department warned citizens in Jalisco, Tamaulipas, Michoacan, Guerrero
and Nuevo Leon states. Canada's embassy in Mexico asked its citizens in Puerto Vallarta to stay indoors.

The leader, 59, was originally from Aguililla in the neighboring state of Michoacan. He served three years in prison in California
before Erik Valencia Salazar, alias "El Lobo," and he founded the group.`

func TestStory(t *testing.T) {
	want := []struct {
		text      string
		precision geo.Precision
		area      string // code of the state or country that it lies in, or is
	}{
		{"Tapalpa", geo.Locality, "MX.14"},
		{"Jalisco", geo.Admin1, "MX.14"},
		{"Guadalajara", geo.Locality, "MX.14"},
		{"Mexico City", geo.Locality, "MX.09"},
		{"Jalisco", geo.Admin1, "MX.14"},
		{"Tapalpa", geo.Locality, "MX.14"},
		{"Zapopan", geo.Locality, "MX.14"},
		{"Guadalajara", geo.Locality, "MX.14"},
		{"Puerto Vallarta", geo.Locality, "MX.14"},
		{"Guadalajara", geo.Locality, "MX.14"},
		{"Puerto Vallarta", geo.Locality, "MX.14"},
		{"Jalisco", geo.Admin1, "MX.14"},
		{"airport of the state's capital", geo.Exact, "MX.14"},
		{"Puerto Vallarta", geo.Locality, "MX.14"},
		{"U.S.", geo.Country, "US"},
		{"Jalisco", geo.Admin1, "MX.14"},
		{"Tamaulipas", geo.Admin1, "MX.28"},
		{"Michoacan", geo.Admin1, "MX.16"},
		{"Guerrero", geo.Admin1, "MX.12"},
		{"Nuevo Leon", geo.Admin1, "MX.19"},
		{"Canada", geo.Country, "CA"},
		{"Mexico", geo.Country, "MX"},
		{"Puerto Vallarta", geo.Locality, "MX.14"},
		{"Aguililla", geo.Locality, "MX.16"},
		{"Michoacan", geo.Admin1, "MX.16"},
		{"California", geo.Admin1, "US.CA"},
	}
	found := parserOf(t).Parse(story, Options{})
	for i, f := range found {
		if i >= len(want) {
			t.Errorf("besides the places there is %q: %s", f.Text, f.Name)
			continue
		}
		w := want[i]
		area := f.Location.Admin.Country
		if len(w.area) > 2 {
			area = f.Location.Admin.Admin1
		}
		if f.Text != w.text || f.Location.Precision != w.precision || area != w.area {
			t.Fatalf("place %d is %q, %s, %s; want %q, %s, %s", i, f.Text, f.Location.Precision, area, w.text, w.precision, w.area)
		}
	}
	if len(found) < len(want) {
		t.Errorf("%q is not found", want[len(found)].text)
	}
}
