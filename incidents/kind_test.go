package incidents

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// TestGoldenKindNumbers holds the numbers of kinds, which stored entries consist of. To bless adds new kinds; it
// changes no line that was written.
func TestGoldenKindNumbers(t *testing.T) {
	const file = "testdata/kind_numbers.golden"
	golden, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	released := strings.Fields(string(golden))
	if len(numberedKinds) <= len(released) || !slices.Equal(plain(numberedKinds[1:len(released)+1]), released) {
		t.Fatalf("the numbers of kinds are %q; released were %q", numberedKinds[1:], released)
	}
	if len(numberedKinds)-1 == len(released) {
		return
	}
	if os.Getenv("BLESS") == "" {
		t.Fatalf("%q are not in %s; bless it", numberedKinds[len(released)+1:], file)
	}
	if err := os.WriteFile(file, []byte(strings.Join(plain(numberedKinds[1:]), "\n")+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestEveryKindHasItsNumber(t *testing.T) {
	if len(numberedKinds) != len(kinds)+1 {
		t.Errorf("%d kinds have numbers up to %d", len(kinds), len(numberedKinds)-1)
	}
	for _, info := range kinds {
		if info.Number == 0 || numberedKinds[info.Number] != info.Kind {
			t.Errorf("%s has the number %d, as has %q", info.Kind, info.Number, numberedKinds[info.Number])
		}
		if got := NewTraits(&Public{Kind: info.Kind}).Kind(); got != info.Kind {
			t.Errorf("%s is %s after it was stored", info.Kind, got)
		}
	}
}

// TestKindsHaveTheirRanks holds that a new kind is not left out: what is told of it would stand apart from its dead.
func TestKindsHaveTheirRanks(t *testing.T) {
	ranks := map[int]Kind{}
	for _, info := range kinds {
		if info.Class != ClassIncident {
			if info.Rank != 0 || info.Family != "" || info.Deadly || info.Accident {
				t.Errorf("%s is of class %s, and has what incidents have: %+v", info.Kind, info.Class, info)
			}
			continue
		}
		if info.Rank <= 0 || ranks[info.Rank] != "" {
			t.Errorf("%s has the rank %d, as has %q", info.Kind, info.Rank, ranks[info.Rank])
		}
		ranks[info.Rank] = info.Kind
	}
}

func TestKindsToldOfOneThing(t *testing.T) {
	for _, tt := range []struct {
		a, b   Kind
		family bool // they may be told of one event
		tells  bool // the first tells more
		may    bool // one may be taken for the other
	}{
		{"explosion", "killing", true, true, false},
		{"killing", "explosion", true, false, false},
		{"prison_riot", "killing", true, true, false},
		{"femicide", "killing", true, true, true},
		{"riot", "prison_riot", false, false, true},
		{"attack", "explosion", true, false, true},
		{"robbery", "theft", false, true, true},
		{"storm", "flood", true, true, true},
		{"traffic_collision", "rail_accident", false, true, false},
		{"travel_advisory", "curfew", false, false, true},
		{"panic", "panic", true, false, true},
		{"x_toll_booth", "x_ban", false, false, false},
		{"x_toll_booth", "x_toll_booth", true, false, true},
		{"", "killing", false, true, false},
	} {
		if got := tt.a.Family() == tt.b.Family(); got != tt.family {
			t.Errorf("%s and %s are of one family: %t", tt.a, tt.b, got)
		}
		if got := tt.a.TellsMore(tt.b); got != tt.tells {
			t.Errorf("%s tells more than %s: %t", tt.a, tt.b, got)
		}
		if a, b := tt.a.MayBe(tt.b), tt.b.MayBe(tt.a); a != tt.may || b != tt.may {
			t.Errorf("%s may be %s: %t, and the other way round %t", tt.a, tt.b, a, b)
		}
	}
}
