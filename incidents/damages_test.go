package incidents

import (
	"errors"
	"strings"
	"testing"
)

func TestDamages(t *testing.T) {
	var d Damages
	if d.List() != nil {
		t.Error("damages of nothing")
	}
	unread := Errorf(EUnavailable, "", "the disk is gone")
	if d.Note(nil, "a") != nil || d.Note(Errorf(EInvalid, "x", "is wrong"), "row %d", 7) != nil || !errors.Is(d.Note(unread, "a"), unread) {
		t.Error("what is no damage is one, or the other way around")
	}
	if got := d.List().Error(); got != "row 7: x: is wrong" {
		t.Errorf("%q", got)
	}
	for range maxDamages + 2 {
		d.Add("row %d is lost", 8)
	}
	for range 2 { // asked twice, it says the same
		if got := d.List().Error(); !strings.HasSuffix(got, "\nand 3 more") || strings.Count(got, "\n") != maxDamages {
			t.Errorf("%q", got)
		}
	}
}
