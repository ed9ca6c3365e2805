package columns

import "testing"

// Columns of one axis of a national grid are told by their names, whatever their cells are; others are not.
func TestAxesOfNationalGrids(t *testing.T) {
	s := &Sample{}
	s.Add("652000,5")
	for key, want := range map[string]string{
		"x l93": "a national grid", "y lambert93": "a national grid", "easting osgb36": "a national grid", "rd": "", "x": "", "lambert": "", "y axis": "",
	} {
		if got := Grid(key, s); got != want {
			t.Errorf("%q is %q, want %q", key, got, want)
		}
	}
}
