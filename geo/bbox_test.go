package geo

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
)

func TestParseBBox(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want BBox
		says string // a part of the error; empty when there is none
	}{
		{in: "-107,18,-101,23", want: BBox{-107, 18, -101, 23}},
		{in: " -107 , 18,\t-101,23 ", want: BBox{-107, 18, -101, 23}},
		{in: "170,-5,-170,5", want: BBox{170, -5, -170, 5}},
		{in: "-180,-90,180,90", want: BBox{-180, -90, 180, 90}},
		{in: "1,2,1,2", want: BBox{1, 2, 1, 2}},
		{in: "1,2,-9,3,4,9", want: BBox{1, 2, 3, 4}},
		{in: "1.5e1,2,16,3", want: BBox{15, 2, 16, 3}},
		{in: "", says: "has 1 numbers"},
		{in: "1,2,3", says: "has 3 numbers"},
		{in: "1,2,3,4,5", says: "has 5 numbers"},
		{in: "1,2,x,4", says: `number 3 of "1,2,x,4"`},
		{in: "1,,3,4", says: "number 2"},
		{in: "NaN,0,1,1", says: "number 1"},
		{in: "0,0,Inf,1", says: "number 3"},
		{in: "0,0,1e999,1", says: "number 3"},
		{in: "1,2,height,3,4,9", says: "number 3"},
		{in: "-181,0,0,1", says: "longitudes"},
		{in: "0,0,180.1,1", says: "longitudes"},
		{in: "0,-91,1,1", says: "latitudes"},
		{in: "18,-107,23,-101", says: "latitudes"}, // latitude first
		{in: "0,5,1,4", says: "south 5 is north of north 4"},
	} {
		got, err := ParseBBox(tt.in)
		switch {
		case tt.says == "" && err != nil:
			t.Errorf("%q: %v", tt.in, err)
		case tt.says == "":
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%q: %s", tt.in, diff)
			}
		case err == nil || !strings.Contains(err.Error(), tt.says):
			t.Errorf("%q: error %v, want %q", tt.in, err, tt.says)
		}
	}
}

func FuzzParseBBox(f *testing.F) {
	for _, s := range []string{"-107,18,-101,23", "170,-5,-170,5", "1,2,3,4,5,6", "NaN,0,0,0", ",,,", "1e-300,0,0,0"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		b, err := ParseBBox(s)
		if err != nil {
			return
		}
		if again, err := ParseBBox(b.String()); err != nil || again != b {
			t.Errorf("%q gave %v, which reads as %v, %v", s, b, again, err)
		}
		for _, r := range b.Bounds() {
			if r.IsEmpty() || math.Abs(r.Min[0]) > 180 || math.Abs(r.Max[1]) > 90 {
				t.Errorf("%q gave the bound %v", s, r)
			}
		}
	})
}

func TestBounds(t *testing.T) {
	for _, tt := range []struct {
		in   BBox
		want []orb.Bound
	}{
		{BBox{1, 2, 3, 4}, []orb.Bound{{Min: orb.Point{1, 2}, Max: orb.Point{3, 4}}}},
		{BBox{1, 2, 1, 2}, []orb.Bound{{Min: orb.Point{1, 2}, Max: orb.Point{1, 2}}}},
		{BBox{170, 2, -160, 4}, []orb.Bound{
			{Min: orb.Point{170, 2}, Max: orb.Point{180, 4}},
			{Min: orb.Point{-180, 2}, Max: orb.Point{-160, 4}},
		}},
	} {
		if diff := cmp.Diff(tt.want, tt.in.Bounds()); diff != "" {
			t.Errorf("%v: %s", tt.in, diff)
		}
	}
}
