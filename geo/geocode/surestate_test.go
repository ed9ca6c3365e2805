package geocode

import "testing"

// A state of a record without a country is believed by its full name; by letters, or by a name that is only spelt alike, where
// the record's town is known in it, and letters where nothing else is said.
func TestStatesWithoutCountry(t *testing.T) {
	c := New(places(t), nil)
	for _, tt := range []struct {
		fields Fields
		want   string // the state of the answer, empty for none
	}{
		{Fields{State: "Texas", City: "Nowhere at all"}, "US.TX"},
		{Fields{State: "TX", City: "Houston"}, "US.TX"},
		{Fields{State: "TX"}, "US.TX"},
		{Fields{State: "TX", City: "Zapopan"}, ""},
		{Fields{State: "Jalisko", City: "Zapopan"}, "MX.14"},
		{Fields{State: "Jalisko"}, ""},
		{Fields{State: "Jalisko", Country: "Mexico"}, "MX.14"},
	} {
		res := c.Resolve(tt.fields, Context{Lang: "en"})
		got := ""
		if len(res.Candidates) > 0 {
			got = res.Candidates[0].Location.Admin.Admin1
		}
		if got != tt.want {
			t.Errorf("%+v is in %q, want %q (%s)", tt.fields, got, tt.want, res.Reason)
		}
		if got == "" && res.Reason == "" {
			t.Errorf("%+v: nothing says why", tt.fields)
		}
	}
}
